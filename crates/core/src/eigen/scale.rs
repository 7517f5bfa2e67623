//! Exact scaling by powers of two.

/// The power of two that the finite `x` ≥ 0 lies within a factor 2 of; at least 2⁻¹⁰²², at most 2¹⁰²², so that its
/// reciprocal is exact too.
pub fn power_of_two_near(x: f64) -> f64 {
    let exponent = (x.to_bits() >> 52).clamp(1, 2045);
    f64::from_bits(exponent << 52)
}
