//! Kernels of vectors as short as a state of the glass, and what std has for numbers, in another way.

pub(crate) use losscape_kernels::vector::{axpy, dot_narrow as dot};

/// The largest modulus; 0 of nothing, NaN where there is one.
pub(crate) fn largest_modulus(x: &[f64]) -> f64 {
    // Bits of moduli are ordered as the moduli are, with infinity and NaN above all numbers. As signed numbers,
    // which WebAssembly compares in lanes.
    let bits = x.iter().map(|x| x.abs().to_bits().cast_signed());
    f64::from_bits(bits.fold(0, i64::max).cast_unsigned())
}

/// `x`, or the end of `low..=high` that it is beyond; NaN stays. `f64::clamp` prints its ends where they are out of order,
/// and the module would have 20 KB of formatting for it.
pub(crate) fn clamped(x: f64, low: f64, high: f64) -> f64 {
    match x {
        _ if x < low => low,
        _ if x > high => high,
        _ => x,
    }
}
