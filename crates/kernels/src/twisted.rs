//! Twisted factorisations of T − λ·I for a symmetric tridiagonal matrix T, with a λ in each lane.
//!
//! Source: Parlett and Dhillon, Linear Algebra Appl. 267 (1997) 247.

use crate::lanes::{Lanes, Narrow, Pair};

/// The λ at a time: as many divisions as hide each other's latency.
pub const LANES: usize = 8;
/// A number for each λ.
pub type Row = [f64; LANES];
type Eight<L> = Pair<Pair<L>>;

/// 2⁻⁴⁰⁰: smaller entries of vectors, whose squares would be denormal, and their products slow, are zeros.
const VANISHING: f64 = f64::from_bits((1023 - 400) << 52);

/// The row, as a number, at which a factorisation from both ends leaves the γ of least modulus, and that γ.
#[derive(Debug, Clone, Copy)]
pub struct Twist {
    /// The row of each λ.
    pub row: Row,
    /// What is left there.
    pub gamma: Row,
}

/// Factors T − λ·I from both ends, for the diagonal `d` and the off-diagonal `e`, of which entry i couples i and i + 1.
///
/// Vectors z with (T − λ·I)·z zero but in the row of the twist have z_i = `up[i]`·z_{i+1} above it and
/// z_i = `down[i]`·z_{i−1} below. Moduli of pivots are at least `smallest`. `pivots` is working memory; all are as long
/// as `d`, which is not empty.
#[inline(never)]
pub fn factor(
    [d, e]: [&[f64]; 2],
    lambda: &Row,
    smallest: f64,
    [pivots, up, down]: [&mut [Row]; 3],
) -> Twist {
    factor_on::<Narrow<f64>>([d, e], lambda, smallest, [pivots, up, down])
}

pub(crate) fn factor_on<L: Lanes<Scalar = f64>>(
    [d, e]: [&[f64]; 2],
    lambda: &Row,
    smallest: f64,
    [pivots, up, down]: [&mut [Row]; 3],
) -> Twist {
    const { assert!(Eight::<L>::LEN == LANES) }
    let last = d.len() - 1;
    let lambda = Eight::<L>::load(lambda);
    let smallest = Eight::<L>::splat(smallest);
    let shifted = |d: f64| Eight::<L>::splat(d).sub(lambda);
    let quotient = |e: f64, pivot: Eight<L>| {
        let divisor = pivot.abs().if_less(smallest, smallest, pivot);
        Eight::<L>::splat(-e).div(divisor)
    };
    let mut pivot = shifted(d[0]);
    let rows = d[1..].iter().zip(&e[..last]);
    for ((d, e), (to, up)) in rows.zip(pivots.iter_mut().zip(up)) {
        pivot.store(to);
        let factor = quotient(*e, pivot);
        factor.store(up);
        pivot = factor.mul_add(Eight::<L>::splat(*e), shifted(*d));
    }

    let mut row = Eight::<L>::splat(last as f64);
    let mut here = row;
    let one = Eight::<L>::splat(1.0);
    let mut least = pivot;
    let mut pivot = shifted(d[last]);
    let rows = d[..last].iter().zip(&e[..last]);
    for ((d, e), (from_above, down)) in rows.zip(pivots.iter().zip(&mut down[1..])).rev() {
        let factor = quotient(*e, pivot);
        factor.store(down);
        let added = factor.mul(Eight::<L>::splat(*e));
        pivot = shifted(*d).add(added);
        let gamma = Eight::<L>::load(from_above).add(added);
        here = here.sub(one);
        row = gamma.abs().if_less(least.abs(), here, row);
        least = gamma.abs().if_less(least.abs(), gamma, least);
    }
    let mut twist = Twist {
        row: [0.0; LANES],
        gamma: [0.0; LANES],
    };
    row.store(&mut twist.row);
    least.store(&mut twist.gamma);
    twist
}

/// Overwrites `up` with the vectors z that are 1 in the rows `row`; returns the squares of their lengths.
#[inline(never)]
pub fn solve(row: &Row, up: &mut [Row], down: &[Row]) -> Row {
    solve_on::<Narrow<f64>>(row, up, down)
}

pub(crate) fn solve_on<L: Lanes<Scalar = f64>>(row: &Row, up: &mut [Row], down: &[Row]) -> Row {
    let row = Eight::<L>::load(row);
    let [zero, one] = [0.0, 1.0].map(Eight::<L>::splat);
    let vanishing = Eight::<L>::splat(VANISHING);
    let without_denormals = |x: Eight<L>| x.abs().if_less(vanishing, zero, x);
    let mut here = Eight::<L>::splat(up.len() as f64);
    let mut z = one;
    for up in up.iter_mut().rev() {
        here = here.sub(one);
        let above = without_denormals(Eight::<L>::load(up).mul(z));
        // What is written below the twist is not read.
        z = here.if_less(row, above, one);
        z.store(up);
    }
    let mut squares = zero;
    for (up, down) in up.iter_mut().zip(down) {
        let below = without_denormals(Eight::<L>::load(down).mul(z));
        z = row.if_less(here, below, Eight::<L>::load(up));
        z.store(up);
        squares = z.mul_add(z, squares);
        here = here.add(one);
    }
    let mut lengths = [0.0; LANES];
    squares.store(&mut lengths);
    lengths
}
