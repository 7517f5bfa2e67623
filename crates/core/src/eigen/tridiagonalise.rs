//! Householder reduction of a symmetric matrix to tridiagonal form, from the last row up.
//!
//! With the lower triangle in rows, starting from the last one keeps each Householder vector contiguous, and what
//! is left is the leading block, whose rows all start at column 0.
//!
//! Source: Golub and Van Loan, Matrix Computations (4th ed., 2013), 8.3.1; in blocks: Dongarra, Hammarling and
//! Sorensen, J. Comput. Appl. Math. 27 (1989) 215.

use losscape_kernels::aligned::aligned;
use losscape_kernels::product::{TILE, doubled_of, quads_of};
use losscape_kernels::reflector::reflect;
use losscape_kernels::symmetric::{rank_2_then_times, tiled_times};
use losscape_kernels::tiles::{self, copy_row, tile_in_place, tiles_of, untile_in_place};
use losscape_kernels::update::{pack_pairs, rank_2k};
use losscape_kernels::vector::{add_rows, axpy, dot, rows_times_narrow};

use super::panel::Panel;
use crate::budget::Budget;
use crate::error::Error;
use crate::memory::try_filled;

/// Rows reduced between two updates of what is left.
///
/// In strict WebAssembly (V8, an AMD Zen 4 core, in turns, minima), 24 and 32 take 1.02 and 1.05 times as long at n = 500,
/// 1.01 and 1.03 times at n = 1000.
const BLOCK: usize = 16;

/// Working memory for the reduction of matrices of one order.
///
/// Row i, once reduced, holds its Householder vector v left of the diagonal; the reduction subtracts
/// v·wᵀ + w·vᵀ from the rows above. In blocks, what is left of the matrix is in tiles.
#[derive(Debug)]
pub struct Tridiagonaliser {
    n: usize,
    /// The order of what is left; in blocks, with the zeros that tiles have before the first row.
    order: usize,
    /// For matrices that are reduced in blocks of rows, down to the order `unblocked`.
    blocks: Option<Box<Blocks>>,
    unblocked: usize,
    /// The vectors w of two rows in turn.
    w: Vec<f64>,
    t: Vec<f64>,
}

#[derive(Debug)]
struct Blocks {
    /// Where the tiles begin.
    at: usize,
    padding: usize,
    /// The rows of a block and their vectors w.
    v: Panel,
    w: Panel,
    left: Vec<f64>,
    right: Vec<f64>,
    /// Four rows of the matrix.
    rows: Vec<f64>,
}

impl Tridiagonaliser {
    /// Memory for n×n matrices, which are reduced in blocks above the order `unblocked`.
    pub fn new(n: usize, unblocked: usize) -> Result<Self, Error> {
        let blocked = n > unblocked.max(tiles::SMALLEST);
        Ok(Self {
            n,
            order: n,
            blocks: if blocked {
                Some(Box::new(Blocks::new(n)?))
            } else {
                None
            },
            unblocked,
            w: try_filled("eigenvalues", 2 * n, 0.0)?,
            t: try_filled("eigenvalues", n, 0.0)?,
        })
    }

    /// The factors t of the reflectors I − t·v·vᵀ, by row; 0 where a row needed none.
    pub fn factors(&self) -> &[f64] {
        &self.t
    }

    /// Begins with the n×n matrix `a` of order 1.
    pub fn start(&mut self, a: &mut [f64]) {
        self.order = match &mut self.blocks {
            Some(blocks) => blocks.start(a, self.n),
            None => self.n,
        };
    }

    /// Goes on with the `a` that `start` was given; whether the diagonal and the off-diagonal (its last entry is left
    /// alone) of a tridiagonal matrix that is similar to it are complete.
    pub fn advance(
        &mut self,
        a: &mut [f64],
        diagonal: &mut [f64],
        off_diagonal: &mut [f64],
        budget: &mut Budget,
    ) -> bool {
        if let Some(blocks) = &mut self.blocks {
            while self.order > self.unblocked.max(BLOCK) {
                if budget.is_spent() {
                    return false;
                }
                budget.spend(4.0 * BLOCK as f64 * (self.order * self.order) as f64);
                let n = self.n;
                blocks.reduce(a, n, self.order, &mut self.t, diagonal, off_diagonal);
                self.order -= BLOCK;
            }
            self.order = blocks.finish(a, self.n, self.order);
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
        w_before.fill(0.0);
        for i in (0..order).rev() {
            let (block, rows) = a.split_at_mut(i * n);
            let (row, below) = rows.split_at_mut(n);
            let pending = i + 1 < order;
            if pending {
                axpy(-below[i], &w_before[..=i], &mut row[..=i]);
                axpy(-w_before[i], &below[..=i], &mut row[..=i]);
            }
            diagonal[i] = row[i];
            if i == 0 {
                return;
            }
            let v = &mut row[..i];
            let w_here = &mut w[..i];
            let t = reflect(v, &mut off_diagonal[i - 1]);
            self.t[i] = t;
            // Nothing is pending before the first row.
            let update = if pending {
                [&below[..i], &w_before[..i]]
            } else {
                [&w_before[..i]; 2]
            };
            rank_2_then_times(block, n, update, v, w_here);
            if t == 0.0 {
                w_here.fill(0.0);
            } else {
                complete(t, v, w_here);
            }
            core::mem::swap(&mut w, &mut w_before);
        }
    }
}

impl Blocks {
    fn new(n: usize) -> Result<Self, Error> {
        let what = "eigenvalues";
        let order = n.next_multiple_of(TILE);
        Ok(Self {
            at: 0,
            padding: order - n,
            v: Panel::new(what, BLOCK, order)?,
            w: Panel::new(what, BLOCK, order)?,
            left: try_filled(what, 4 * BLOCK * order + 1, 0.0)?,
            right: try_filled(what, 2 * BLOCK * order + 1, 0.0)?,
            rows: try_filled(what, TILE * n, 0.0)?,
        })
    }

    /// Rearranges the matrix into tiles; returns their order.
    fn start(&mut self, a: &mut [f64], n: usize) -> usize {
        self.at = a.len() - aligned(a).len();
        tile_in_place(a, self.at, n, &mut self.rows);
        n + self.padding
    }

    /// Rearranges the leading tiles of `order` into rows; returns their order without the zeros before the first row.
    fn finish(&mut self, a: &mut [f64], n: usize, order: usize) -> usize {
        untile_in_place(a, self.at, n, order / TILE, &mut self.rows);
        order - self.padding
    }

    /// The last `BLOCK` rows of the leading block of `order`, which are brought up to date one by one; then the
    /// rows above, together.
    fn reduce(
        &mut self,
        a: &mut [f64],
        n: usize,
        order: usize,
        t: &mut [f64],
        diagonal: &mut [f64],
        off_diagonal: &mut [f64],
    ) {
        let left = order - BLOCK;
        let tiles = tiles_of(&mut a[self.at..]);
        let stride = self.v.stride();
        for (r, row) in self.v.rows().chunks_exact_mut(stride).enumerate() {
            copy_row(tiles, left + r, row);
        }
        let mut factors = [0.0; 2 * BLOCK];
        for i in (left..order).rev() {
            let real = i - self.padding;
            let (row, vs) = self.v.row_and_after(i - left);
            let (w, ws) = self.w.row_and_after(i - left);
            let done = order - 1 - i;
            let (along_w, along_v) = factors[..2 * done].split_at_mut(done);

            for s in 0..done {
                along_w[s] = -ws[s * stride + i];
                along_v[s] = -vs[s * stride + i];
            }
            add_rows(along_w, vs, stride, &mut row[..=i]);
            add_rows(along_v, ws, stride, &mut row[..=i]);
            diagonal[real] = row[i];

            // Zeros up to a whole group: what the rows from i on have in the product.
            let whole = i.next_multiple_of(TILE);
            row[i..whole].fill(0.0);
            let factor = reflect(&mut row[..i], &mut off_diagonal[real - 1]);
            t[real] = factor;
            if factor == 0.0 {
                w.fill(0.0);
                continue;
            }
            tiled_times(tiles, &row[..whole], &mut w[..whole]);
            let (v, w) = (&row[..i], &mut w[..i]);
            rows_times_narrow(ws, stride, v, along_w);
            rows_times_narrow(vs, stride, v, along_v);
            for factor in along_w.iter_mut().chain(&mut *along_v) {
                *factor = -*factor;
            }
            add_rows(along_w, vs, stride, w);
            add_rows(along_v, ws, stride, w);
            complete(factor, v, w);
        }
        let (doubled, quads) = (doubled_of(&mut self.left), quads_of(&mut self.right));
        let both = [&*self.v.rows(), &*self.w.rows()];
        pack_pairs(both, stride, left, BLOCK, doubled, quads);
        rank_2k(tiles, 0..left / TILE, BLOCK, doubled, quads);
        // The rows' places end after those of the tiles that are left: left·(left + 4)/2 + 1 ≤ (left − 3)·n.
        for i in left..order {
            let (real, row) = (i - self.padding, self.v.row(i - left));
            a[real * n..][..real].copy_from_slice(&row[self.padding..i]);
        }
    }
}

/// From `w` = A·v to the w for which the reflected A is A − v·wᵀ − w·vᵀ.
pub(crate) fn complete(t: f64, v: &[f64], w: &mut [f64]) {
    let half = -0.5 * t * dot(v, w);
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
        let mut tridiagonaliser = Tridiagonaliser::new(n, unblocked).unwrap();
        tridiagonaliser.start(&mut a);
        let budget = &mut Budget::unlimited();
        tridiagonaliser.advance(&mut a, &mut diagonal, &mut off_diagonal, budget);
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
