//! Kernels of vectors as short as a state of the glass, and the largest modulus.

pub(crate) use losscape_kernels::vector::{axpy, dot_narrow as dot};

/// The largest modulus; 0 of nothing, NaN where there is one.
pub(crate) fn largest_modulus(x: &[f64]) -> f64 {
    // Bits of moduli are ordered as the moduli are, with infinity and NaN above all numbers. As signed numbers,
    // which WebAssembly compares in lanes.
    let bits = x.iter().map(|x| x.abs().to_bits().cast_signed());
    f64::from_bits(bits.fold(0, i64::max).cast_unsigned())
}
