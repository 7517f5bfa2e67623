//! The vector kernels on the back end of this target.

use losscape_kernels::{Active, vector};

/// The largest modulus; 0 of nothing, NaN where there is one.
pub(crate) fn largest_modulus(x: &[f64]) -> f64 {
    // Bits of moduli are ordered as the moduli are, with infinity and NaN above all numbers. As signed numbers,
    // which WebAssembly compares in lanes.
    let bits = x.iter().map(|x| x.abs().to_bits().cast_signed());
    f64::from_bits(bits.fold(0, i64::max).cast_unsigned())
}

/// x·y.
pub(crate) fn dot(x: &[f64], y: &[f64]) -> f64 {
    vector::dot::<Active>(x, y)
}

/// y ← y + factor·x.
pub(crate) fn axpy(factor: f64, x: &[f64], y: &mut [f64]) {
    vector::axpy::<Active>(factor, x, y);
}
