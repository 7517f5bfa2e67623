//! Exact scaling by powers of two, so that squares neither overflow nor vanish.

use crate::error::{Error, Rule};
use crate::vector::largest_modulus;

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
        let (n, order) = (n as f64, 2.0);
        return Err(Error::invalid(
            "a.length",
            a.len() as f64,
            Rule::Entries { n, order },
        ));
    }
    let rows = || (0..n).map(|i| i * n..=i * n + i);
    let mut largest = 0.0;
    for row in rows() {
        let modulus = largest_modulus(&a[row]);
        if modulus > largest || modulus.is_nan() {
            largest = modulus;
        }
    }
    if !largest.is_finite() {
        rows()
            .enumerate()
            .try_for_each(|(i, row)| check_row(i, &a[row]))?;
    }
    let scale = power_of_two_near(largest);
    let factor = 1.0 / scale;
    for row in rows() {
        a[row].iter_mut().for_each(|x| *x *= factor);
    }
    Ok(scale)
}

/// The largest power of two that is no larger than the finite `x` ≥ 0, but at least 2⁻¹⁰²² and at most 2¹⁰²²:
/// multiplying by it or by its reciprocal is exact where the result is a normal number.
pub fn power_of_two_near(x: f64) -> f64 {
    f64::from_bits((x.to_bits() >> EXPONENT_SHIFT).clamp(1, 2045) << EXPONENT_SHIFT)
}

/// Checks that the entries at the start of row `i` of a matrix are finite.
///
/// # Errors
/// [`Error::InvalidInput`] that names the first that is not as in "a[3, 1]".
pub fn check_row(i: usize, row: &[f64]) -> Result<(), Error> {
    match row.iter().position(|x| !x.is_finite()) {
        Some(j) => Err(Error::invalid("a", row[j], Rule::Finite).at([i, j])),
        None => Ok(()),
    }
}
