//! One step of the chase that takes a symmetric band matrix to tridiagonal form.
//!
//! Sources: Schwarz, Numer. Math. 12 (1968) 231; Lang, SIAM J. Sci. Comput. 14 (1993) 1320.

use crate::lanes::Lanes;
use crate::reflector::reflect;

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
pub fn step<L: Lanes>(band: &mut [f64], diagonal: usize, reflector: &Reflector) -> Reflector {
    both_sides::<L>(&mut band[diagonal..], reflector);
    block_before::<L>(&mut band[diagonal - WIDTH..], reflector)
}

/// Applies the reflector to both sides of the diagonal block at the front of `band`.
pub fn both_sides<L: Lanes>(band: &mut [f64], &Reflector { v, t }: &Reflector) {
    let mut block = [[0.0; WIDTH]; WIDTH];
    for (r, row) in block.iter_mut().enumerate() {
        row.copy_from_slice(&band[r * STRIDE..][..WIDTH]);
    }
    for r in 1..WIDTH {
        for c in 0..r {
            block[c][r] = block[r][c];
        }
    }
    let mut w = combination::<L>(&block, &v);
    let along: f64 = inner::<L>(&v, &w);
    let half = -0.5 * t * along;
    for (w, v) in w.iter_mut().zip(v) {
        *w = t * (*w + half * v);
    }
    for (r, row) in block.iter_mut().enumerate() {
        let wanted = r + 1;
        for at in (0..wanted).step_by(L::LEN) {
            let here = at..at + L::LEN;
            let entry = L::load(&row[here.clone()]);
            let entry = L::load(&w[here.clone()]).mul_add(L::splat(-v[r]), entry);
            let entry = L::load(&v[here.clone()]).mul_add(L::splat(-w[r]), entry);
            entry.store(&mut row[here]);
        }
        band[r * STRIDE..][..wanted].copy_from_slice(&row[..wanted]);
    }
}

fn block_before<L: Lanes>(band: &mut [f64], &Reflector { v, t }: &Reflector) -> Reflector {
    let mut block = [[0.0; WIDTH]; WIDTH];
    for (r, row) in block.iter_mut().enumerate() {
        row.copy_from_slice(&band[r * STRIDE..][..WIDTH]);
    }
    let mut u = combination::<L>(&block, &v);
    u.iter_mut().for_each(|u| *u *= t);

    let mut next = block[WIDTH - 1];
    for (next, u) in next.iter_mut().zip(u) {
        *next -= u;
    }
    let mut image = 0.0;
    let next_t = reflect::<L>(&mut next, &mut image);
    let along_u = inner::<L>(&u, &next);
    for (r, row) in block.iter().take(WIDTH - 1).enumerate() {
        // The row of the block after the reflection from the left, times the next reflector's vector.
        let z = next_t * (inner::<L>(row, &next) - v[r] * along_u);
        let to = &mut band[r * STRIDE..][..WIDTH];
        for at in (0..WIDTH).step_by(L::LEN) {
            let here = at..at + L::LEN;
            let entry = L::load(&row[here.clone()]);
            let entry = L::load(&u[here.clone()]).mul_add(L::splat(-v[r]), entry);
            let entry = L::load(&next[here.clone()]).mul_add(L::splat(-z), entry);
            entry.store(&mut to[here]);
        }
    }
    let last = &mut band[(WIDTH - 1) * STRIDE..][..WIDTH];
    if next_t == 0.0 {
        last.copy_from_slice(&next);
    } else {
        last.fill(0.0);
        last[WIDTH - 1] = image;
    }
    Reflector { v: next, t: next_t }
}

/// The rows' sum, row r times `factors[r]`.
#[inline(always)]
fn combination<L: Lanes>(rows: &[Row; WIDTH], factors: &Row) -> Row {
    const { assert!(WIDTH == 4 * L::LEN) }
    let mut sums = [L::splat(0.0); 4];
    for (row, factor) in rows.iter().zip(factors) {
        let factor = L::splat(*factor);
        for (c, sum) in sums.iter_mut().enumerate() {
            *sum = L::load(&row[c * L::LEN..][..L::LEN]).mul_add(factor, *sum);
        }
    }
    let mut out = [0.0; WIDTH];
    for (c, sum) in sums.iter().enumerate() {
        sum.store(&mut out[c * L::LEN..][..L::LEN]);
    }
    out
}

#[inline(always)]
fn inner<L: Lanes>(x: &Row, y: &Row) -> f64 {
    let mut sum = L::splat(0.0);
    for at in (0..WIDTH).step_by(L::LEN) {
        sum = L::load(&x[at..at + L::LEN]).mul_add(L::load(&y[at..at + L::LEN]), sum);
    }
    sum.sum()
}
