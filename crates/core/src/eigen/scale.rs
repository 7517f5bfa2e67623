//! Exact scaling by powers of two, so that squares neither overflow nor vanish.

use crate::error::Error;

const EXPONENT_SHIFT: u32 = f64::MANTISSA_DIGITS - 1;

/// Divides the lower triangle of the n×n matrix `a` by a power of two near its largest modulus, which it returns.
///
/// What the division rounds is below 2⁻¹⁰⁷⁴ of the largest modulus.
///
/// # Errors
/// [`Error::InvalidInput`] for a length of `a` other than n², and for a NaN or an infinity in the lower triangle,
/// named as in "a[3, 1]", with `a` as it was.
pub fn to_order_one(a: &mut [f64], n: usize) -> Result<f64, Error> {
    if n.checked_mul(n) != Some(a.len()) {
        return Err(Error::invalid(
            "a",
            format!("{} entries", a.len()),
            format!("{n}² entries"),
        ));
    }
    let mut largest = 0;
    for i in 0..n {
        let row = &a[i * n..=i * n + i];
        // Bits of moduli are ordered as the moduli are, with infinity and NaN above all numbers.
        largest = row
            .iter()
            .map(|x| x.abs().to_bits())
            .fold(largest, u64::max);
    }
    let largest = f64::from_bits(largest);
    if !largest.is_finite() {
        return Err(not_finite(a, n));
    }
    let scale = power_of_two_near(largest);
    let factor = 1.0 / scale;
    for i in 0..n {
        a[i * n..=i * n + i].iter_mut().for_each(|x| *x *= factor);
    }
    Ok(scale)
}

/// The largest power of two that is no larger than the finite `x` ≥ 0, but at least 2⁻¹⁰²² and at most 2¹⁰²²:
/// multiplying by it or by its reciprocal is exact where the result is a normal number.
pub fn power_of_two_near(x: f64) -> f64 {
    f64::from_bits((x.to_bits() >> EXPONENT_SHIFT).clamp(1, 2045) << EXPONENT_SHIFT)
}

fn not_finite(a: &[f64], n: usize) -> Error {
    let mut lower = (0..n).flat_map(|i| (0..=i).map(move |j| (i, j)));
    let (i, j) = lower
        .find(|&(i, j)| !a[i * n + j].is_finite())
        .expect("the largest modulus is one of the entries");
    Error::invalid(format!("a[{i}, {j}]"), a[i * n + j], "a finite number")
}
