//! Eigenvalues and eigenvectors of a small symmetric tridiagonal matrix by implicit QL.
//!
//! Source: Martin and Wilkinson, The implicit QL algorithm, Numer. Math. 12 (1968) 377; Dubrulle, ibid. 15 (1970) 450.

use super::LEAF;
use crate::error::Error;
use losscape_kernels::rotation::{Angle, rotate_upwards};

/// Sweeps allowed an eigenvalue, on average; random matrices need two to three.
const SWEEPS: usize = 60;
/// The unit roundoff 2⁻⁵³: nothing beside 1.
const ROUNDOFF: f64 = f64::EPSILON / 2.0;
/// Squares that sum to no more, 2⁻⁹⁰⁰, count as zero in a matrix of order 1: they would lose bits.
const VANISHING: f64 = f64::from_bits((1023 - 900) << 52);

/// Overwrites `d` with the eigenvalues, in no order, of the matrix of order 1 with that diagonal and the off-diagonal
/// `e` (as long, its last entry unused), which it destroys.
///
/// There are at most [`LEAF`]. The rows of `vectors`, `stride` apart and as long as `d`, are rotated along: from those
/// of the identity, row k becomes the eigenvector of `d[k]`.
pub fn pairs(
    d: &mut [f64],
    e: &mut [f64],
    vectors: &mut [f64],
    stride: usize,
) -> Result<(), Error> {
    let n = d.len();
    let mut sweeps = SWEEPS * n;
    let mut first = 0;
    while first < n {
        let negligible = |i: &usize| e[*i].abs() <= ROUNDOFF;
        let last = (first..n - 1).find(negligible).unwrap_or(n - 1);
        if first == last {
            first += 1;
            continue;
        }
        sweeps = sweeps.checked_sub(1).ok_or(Error::NotConverged {
            what: "the QL iteration for eigenvectors",
        })?;
        let mut angles = [[1.0, 0.0]; LEAF];
        let angles = &mut angles[..last - first];
        sweep(&mut d[first..=last], &mut e[first..=last], angles);
        rotate_upwards(&mut vectors[first * stride..], stride, n, angles);
    }
    Ok(())
}

/// One sweep from the last row to the first, over at least two rows with no negligible entry of `e` between them.
///
/// `angles` holds no rotations, and then those of the rows i and i + 1.
fn sweep(d: &mut [f64], e: &mut [f64], angles: &mut [Angle]) {
    let last = d.len() - 1;
    let half_difference = (d[1] - d[0]) / (2.0 * e[0]);
    let root = (half_difference * half_difference + 1.0).sqrt();
    // Wilkinson's shift: the eigenvalue of the first two rows that is nearer to the first entry.
    let mut g = d[last] - d[0] + e[0] / (half_difference + root.copysign(half_difference));
    let (mut sine, mut cosine, mut p) = (1.0, 1.0, 0.0);
    for i in (0..last).rev() {
        let (f, b) = (sine * e[i], cosine * e[i]);
        let squares = f * f + g * g;
        if squares <= VANISHING {
            // The matrix comes apart here.
            e[i + 1] = 0.0;
            d[i + 1] -= p;
            e[last] = 0.0;
            return;
        }
        let radius = squares.sqrt();
        e[i + 1] = radius;
        (sine, cosine) = (f / radius, g / radius);
        g = d[i + 1] - p;
        let r = (d[i] - g) * sine + 2.0 * cosine * b;
        p = sine * r;
        d[i + 1] = g + p;
        g = cosine * r - b;
        angles[i] = [cosine, sine];
    }
    d[0] -= p;
    e[0] = g;
    e[last] = 0.0;
}
