//! Householder reduction of a symmetric matrix to tridiagonal form, from the last row up.
//!
//! With the lower triangle in rows, starting from the last one keeps each Householder vector contiguous, and what
//! is left is the leading block, whose rows all start at column 0.
//!
//! Source: Golub and Van Loan, Matrix Computations (4th ed., 2013), 8.3.1; in blocks: Dongarra, Hammarling and
//! Sorensen, J. Comput. Appl. Math. 27 (1989) 215.

use losscape_kernels::product::TILE;
use losscape_kernels::reflector::reflect;
use losscape_kernels::symmetric::{rank_2_then_times, symmetric_times};
use losscape_kernels::update::{Quad, pack_pairs, rank_2k};
use losscape_kernels::vector::{add_rows, axpy, dot, rows_times};
use losscape_kernels::{Active, ActivePair};

use super::budget::Budget;
use super::crossover::Crossovers;
use crate::error::Error;
use crate::memory::try_filled;

/// Rows reduced between two updates of what is left.
///
/// Measured as the crossover below: 24 and 32 cost 1.02 and 1.04 times as much at n = 499, 1.00 and 1.01 at n = 1000.
const BLOCK: usize = 16;
/// Working memory for the reduction of matrices of one order.
///
/// Row i, once reduced, holds its Householder vector v left of the diagonal; the reduction subtracts
/// v·wᵀ + w·vᵀ from the rows above.
#[derive(Debug)]
pub struct Tridiagonaliser {
    n: usize,
    /// The order of what is left.
    order: usize,
    unblocked: usize,
    /// The vectors w: of a block, in the order of its rows; of single rows, two in turn.
    w: Vec<f64>,
    left: Vec<Quad>,
    right: Vec<Quad>,
    t: Vec<f64>,
}

impl Tridiagonaliser {
    /// Memory for n×n matrices.
    pub fn new(n: usize) -> Result<Self, Error> {
        Self::with_crossover(n, Crossovers::default().unblocked)
    }

    /// The same, with matrices reduced in blocks above the order `unblocked`.
    pub fn with_crossover(n: usize, unblocked: usize) -> Result<Self, Error> {
        let blocked = n > unblocked;
        let quads = if blocked {
            2 * BLOCK * n.div_ceil(TILE)
        } else {
            0
        };
        Ok(Self {
            n,
            order: n,
            unblocked,
            w: try_filled("eigenvalues", if blocked { BLOCK * n } else { 2 * n }, 0.0)?,
            left: try_filled("eigenvalues", quads, [0.0; TILE])?,
            right: try_filled("eigenvalues", quads, [0.0; TILE])?,
            t: try_filled("eigenvalues", n, 0.0)?,
        })
    }

    /// The factors t of the reflectors I − t·v·vᵀ, by row; 0 where a row needed none.
    pub fn factors(&self) -> &[f64] {
        &self.t
    }

    /// Begins with another matrix.
    pub fn start(&mut self) {
        self.order = self.n;
    }

    /// Goes on with the n×n matrix `a` of order 1; whether the diagonal and the off-diagonal (its last entry is left
    /// alone) of a tridiagonal matrix that is similar to it are complete.
    pub fn advance(
        &mut self,
        a: &mut [f64],
        diagonal: &mut [f64],
        off_diagonal: &mut [f64],
        budget: &mut Budget,
    ) -> bool {
        while self.order > self.unblocked.max(BLOCK) {
            if budget.is_spent() {
                return false;
            }
            budget.spend(4.0 * BLOCK as f64 * (self.order * self.order) as f64);
            self.reduce_block(a, self.order, diagonal, off_diagonal);
            self.order -= BLOCK;
        }
        budget.spend(4.0 / 3.0 * (self.order * self.order * self.order) as f64);
        self.reduce_rows(a, self.order, diagonal, off_diagonal);
        self.order = 0;
        true
    }

    /// The fraction of the flops that is done.
    pub fn done(&self) -> f64 {
        let left = self.order as f64 / self.n.max(1) as f64;
        1.0 - left * left * left
    }

    /// The last `BLOCK` rows of the leading block of `order`, which are brought up to date one by one; then the
    /// rows above, together.
    fn reduce_block(
        &mut self,
        a: &mut [f64],
        order: usize,
        diagonal: &mut [f64],
        off_diagonal: &mut [f64],
    ) {
        let n = self.n;
        let left = order - BLOCK;
        let mut factors = [0.0; 2 * BLOCK];
        for i in (left..order).rev() {
            let (block, rows) = a.split_at_mut(i * n);
            let (row, vs) = rows.split_at_mut(n);
            let (ws_above, ws) = self.w.split_at_mut((i + 1 - left) * n);
            let done = order - 1 - i;
            let (along_w, along_v) = factors[..2 * done].split_at_mut(done);

            for s in 0..done {
                along_w[s] = -ws[s * n + i];
                along_v[s] = -vs[s * n + i];
            }
            add_rows::<ActivePair>(along_w, vs, n, &mut row[..=i]);
            add_rows::<ActivePair>(along_v, ws, n, &mut row[..=i]);
            diagonal[i] = row[i];

            let v = &mut row[..i];
            let w = &mut ws_above[(i - left) * n..][..i];
            let t = reflect::<ActivePair>(v, &mut off_diagonal[i - 1]);
            self.t[i] = t;
            if t == 0.0 {
                w.fill(0.0);
                continue;
            }
            symmetric_times::<Active>(block, n, v, w);
            rows_times::<Active>(ws, n, v, along_w);
            rows_times::<Active>(vs, n, v, along_v);
            for factor in along_w.iter_mut().chain(&mut *along_v) {
                *factor = -*factor;
            }
            add_rows::<ActivePair>(along_w, vs, n, w);
            add_rows::<ActivePair>(along_v, ws, n, w);
            complete(t, v, w);
        }
        let (above, vs) = a.split_at_mut(left * n);
        pack_pairs(
            [vs, &self.w],
            n,
            left,
            BLOCK,
            [&mut self.left, &mut self.right],
        );
        rank_2k::<ActivePair>(above, n, left, BLOCK, [&self.left, &self.right]);
    }

    /// All rows of the leading block of `order`, each row's update left to the pass that the next row makes.
    fn reduce_rows(
        &mut self,
        a: &mut [f64],
        order: usize,
        diagonal: &mut [f64],
        off_diagonal: &mut [f64],
    ) {
        let n = self.n;
        let (mut w, mut w_before) = self.w.split_at_mut(n);
        for i in (0..order).rev() {
            let (block, rows) = a.split_at_mut(i * n);
            let (row, below) = rows.split_at_mut(n);
            let pending = i + 1 < order;
            if pending {
                axpy::<ActivePair>(-below[i], &w_before[..=i], &mut row[..=i]);
                axpy::<ActivePair>(-w_before[i], &below[..=i], &mut row[..=i]);
            }
            diagonal[i] = row[i];
            if i == 0 {
                return;
            }
            let v = &mut row[..i];
            let w_here = &mut w[..i];
            let t = reflect::<ActivePair>(v, &mut off_diagonal[i - 1]);
            self.t[i] = t;
            if pending {
                let update = [&below[..i], &w_before[..i]];
                rank_2_then_times::<Active>(block, n, update, v, w_here);
            } else {
                symmetric_times::<Active>(block, n, v, w_here);
            }
            if t == 0.0 {
                w_here.fill(0.0);
            } else {
                complete(t, v, w_here);
            }
            core::mem::swap(&mut w, &mut w_before);
        }
    }
}

/// From `w` = A·v to the w for which the reflected A is A − v·wᵀ − w·vᵀ.
fn complete(t: f64, v: &[f64], w: &mut [f64]) {
    let half = -0.5 * t * dot::<ActivePair>(v, w);
    for (w, v) in w.iter_mut().zip(v) {
        *w = t * (*w + half * v);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tridiagonal matrix of a fixed random matrix of order `n`, reduced in blocks above `unblocked`.
    fn reduced(n: usize, unblocked: usize) -> (Vec<f64>, Vec<f64>) {
        let mut state = 7_u64;
        let mut a: Vec<f64> = (0..n * n)
            .map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                (state >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
            })
            .collect();
        let (mut diagonal, mut off_diagonal) = (vec![0.0; n], vec![0.0; n]);
        Tridiagonaliser::with_crossover(n, unblocked)
            .unwrap()
            .advance(
                &mut a,
                &mut diagonal,
                &mut off_diagonal,
                &mut Budget::unlimited(),
            );
        (diagonal, off_diagonal)
    }

    #[test]
    fn blocks_give_the_tridiagonal_matrix_that_single_rows_give() {
        for n in [33, 34, 35, 36, 63, 64, 65, 97, 130] {
            let (d, e) = reduced(n, n);
            let (blocked_d, blocked_e) = reduced(n, 0);
            // The norm is √(n/3); the reduction is determined up to the condition of its entries, met with a margin.
            let tolerance = 1e-9;
            for (x, y) in d.iter().zip(&blocked_d).chain(e.iter().zip(&blocked_e)) {
                assert!((x - y).abs() <= tolerance, "n = {n}: {x} and {y}");
            }
        }
    }
}
