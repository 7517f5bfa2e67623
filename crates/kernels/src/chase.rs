//! One step of the chase that takes a symmetric band matrix to tridiagonal form.
//!
//! Sources: Schwarz, Numer. Math. 12 (1968) 231; Lang, SIAM J. Sci. Comput. 14 (1993) 1320.

use crate::lanes::{Lanes, Narrow, Pair, Square};
use crate::reflector::reflect_on;

/// Entries left of the diagonal in each row of the band.
///
/// Measured as the crossovers of the eigen-solver: see `crates/core/src/eigen/band`.
pub const WIDTH: usize = 16;
/// Between an entry and the one below it: the band and the bulge that is chased through it, twice as wide.
pub const STRIDE: usize = 2 * WIDTH;

type Row = [f64; WIDTH];

/// The reflector I − t·v·vᵀ of a step.
#[derive(Debug, Clone, Copy)]
pub struct Reflector {
    /// The vector, its last entry 1.
    pub v: Row,
    /// The factor; 0 for the identity.
    pub t: f64,
}

/// Applies the reflector to both sides of a diagonal block, to the left of the block before it in the same rows, and
/// returns the reflector of the next step, which takes that block's last row to its last entry; it is applied to
/// the other rows from the right.
///
/// Entry (i, j) of the diagonal block is `band[diagonal + i * STRIDE + j]`, of which those with j ≤ i are read and
/// written; the other block is the [`WIDTH`] columns before.
#[inline(never)]
pub fn step(band: &mut [f64], diagonal: usize, reflector: &Reflector) -> Reflector {
    step_on::<Narrow<f64>>(band, diagonal, reflector)
}

pub(crate) fn step_on<L: Square>(
    band: &mut [f64],
    diagonal: usize,
    reflector: &Reflector,
) -> Reflector {
    both_sides_on::<L>(&mut band[diagonal..], reflector);
    block_before::<Pair<L>>(&mut band[diagonal - WIDTH..], reflector)
}

/// Applies the reflector to both sides of the diagonal block at the front of `band`.
///
/// Right of the diagonal, in every other row, one entry that belongs to no row of the band is written too.
#[inline(never)]
pub fn both_sides(band: &mut [f64], reflector: &Reflector) {
    both_sides_on::<Narrow<f64>>(band, reflector);
}

pub(crate) fn both_sides_on<L: Square>(band: &mut [f64], Reflector { v, t }: &Reflector) {
    let band = &mut band[..(WIDTH - 1) * STRIDE + WIDTH];
    let mut w = symmetric_times::<L>(band, v);
    let half = -0.5 * t * inner::<Pair<L>>(v, &w);
    for (w, v) in w.iter_mut().zip(v) {
        *w = t * (*w + half * v);
    }
    for r in (0..WIDTH).step_by(2) {
        let minus = |of: &Row| [L::splat(-of[r]), L::splat(-of[r + 1])];
        let (minus_v, minus_w) = (minus(v), minus(&w));
        for c in (0..=r).step_by(2) {
            let (v, w) = (L::load(&v[c..]), L::load(&w[c..]));
            for k in 0..2 {
                let to = &mut band[(r + k) * STRIDE + c..][..2];
                let entries = w.mul_add(minus_v[k], L::load(to));
                v.mul_add(minus_w[k], entries).store(to);
            }
        }
    }
}

/// The symmetric block at the front of `band`, times `x`, by 2×2 blocks of its lower triangle.
#[inline(always)]
fn symmetric_times<L: Square>(band: &[f64], x: &Row) -> Row {
    const { assert!(L::LEN == 2) }
    let mut y = [0.0; WIDTH];
    for r in (0..WIDTH).step_by(2) {
        let row = |k: usize, c: usize| L::load(&band[(r + k) * STRIDE + c..][..2]);
        let below = [L::splat(x[r]), L::splat(x[r + 1])];
        let mut sum = L::splat(0.0);
        for c in (0..r).step_by(2) {
            let rows = [row(0, c), row(1, c)];
            let columns = L::transposed(rows[0], rows[1]);
            sum = columns[0].mul_add(L::splat(x[c]), sum);
            sum = columns[1].mul_add(L::splat(x[c + 1]), sum);
            let transposed = rows[0].mul_add(below[0], L::load(&y[c..]));
            rows[1].mul_add(below[1], transposed).store(&mut y[c..]);
        }
        let last = row(1, r);
        let [first, _] = L::transposed(row(0, r), last);
        last.mul_add(below[1], first.mul_add(below[0], sum))
            .store(&mut y[r..]);
    }
    y
}

#[inline(never)]
fn block_before<L: Lanes<Scalar = f64>>(
    band: &mut [f64],
    Reflector { v, t }: &Reflector,
) -> Reflector {
    let band = &mut band[..(WIDTH - 1) * STRIDE + WIDTH];
    let mut sums = [L::splat(0.0); 4];
    for (row, factor) in band.chunks(STRIDE).zip(v) {
        let factor = L::splat(*factor);
        for (c, sum) in sums.iter_mut().enumerate() {
            *sum = L::load(&row[c * L::LEN..]).mul_add(factor, *sum);
        }
    }
    let t = L::splat(*t);
    let mut u = [0.0; WIDTH];
    let mut next = [0.0; WIDTH];
    let (above, last) = band.split_at_mut((WIDTH - 1) * STRIDE);
    for (c, sum) in sums.iter().enumerate() {
        let here = c * L::LEN..(c + 1) * L::LEN;
        let sum = sum.mul(t);
        sum.store(&mut u[here.clone()]);
        L::load(&last[here.clone()]).sub(sum).store(&mut next[here]);
    }
    let mut image = 0.0;
    let next_t = reflect_on::<L>(&mut next, &mut image);
    let along_u = inner::<L>(&u, &next);
    for (row, v) in above.chunks_exact_mut(STRIDE).zip(v) {
        let row = &mut row[..WIDTH];
        // The row after the reflection from the left, times the next reflector's vector.
        let z = next_t * (inner::<L>(row.as_array().expect("a whole row"), &next) - v * along_u);
        let (minus_v, minus_z) = (L::splat(-v), L::splat(-z));
        for at in (0..WIDTH).step_by(L::LEN) {
            let to = &mut row[at..at + L::LEN];
            let entries = L::load(&u[at..]).mul_add(minus_v, L::load(to));
            L::load(&next[at..]).mul_add(minus_z, entries).store(to);
        }
    }
    if next_t == 0.0 {
        last.copy_from_slice(&next);
    } else {
        last.fill(0.0);
        last[WIDTH - 1] = image;
    }
    Reflector { v: next, t: next_t }
}

#[inline(always)]
fn inner<L: Lanes<Scalar = f64>>(x: &Row, y: &Row) -> f64 {
    const { assert!(WIDTH == 4 * L::LEN) }
    let product = |c: usize| L::load(&x[c * L::LEN..]).mul(L::load(&y[c * L::LEN..]));
    product(0)
        .add(product(1))
        .add(product(2).add(product(3)))
        .sum()
}
