//! Whether a matrix is one that the solvers take.

use super::scale::check_row;
use crate::error::{Error, Rule};

/// Rows and columns that are compared with their mirror images together: both tiles stay in the cache.
const TILE: usize = 32;

/// Checks that the lower triangle of the n×n matrix `a` is finite.
///
/// # Errors
/// [`Error::InvalidInput`] that names the first entry that is not.
pub fn check_lower(a: &[f64], n: usize) -> Result<(), Error> {
    (0..n).try_for_each(|i| check_row(i, &a[i * n..=i * n + i]))
}

/// Checks that the n×n matrix `a` is finite, and symmetric up to `tolerance` times its largest modulus.
///
/// # Errors
/// [`Error::InvalidInput`] that names an entry that is not finite, or that differs from its mirror image by more.
pub fn check_symmetric(a: &[f64], n: usize, tolerance: f64) -> Result<(), Error> {
    let mut largest = 0.0_f64;
    for i in 0..n {
        let row = &a[i * n..][..n];
        check_row(i, row)?;
        largest = row.iter().fold(largest, |m, x| m.max(x.abs()));
    }
    let allowed = tolerance * largest;
    for first_row in (0..n).step_by(TILE) {
        for first_column in (0..=first_row).step_by(TILE) {
            for i in first_row..n.min(first_row + TILE) {
                for j in first_column..i.min(first_column + TILE) {
                    let difference = a[i * n + j] - a[j * n + i];
                    if difference.abs() > allowed {
                        let rule = Rule::SymmetricMatrix { tolerance };
                        return Err(Error::invalid("a", difference, rule).at([i, j]));
                    }
                }
            }
        }
    }
    Ok(())
}
