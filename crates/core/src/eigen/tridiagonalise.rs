//! Householder reduction of a symmetric matrix to tridiagonal form, from the last row up.
//!
//! With the lower triangle in rows, the last row first keeps each Householder vector contiguous and what is left
//! the leading block, whose rows all start at column 0.
//!
//! Source: Golub and Van Loan, Matrix Computations (4th ed., 2013), 8.3.1; in blocks: Dongarra, Hammarling and
//! Sorensen, J. Comput. Appl. Math. 27 (1989) 215.

use losscape_kernels::symmetric::{TILE, pack_pairs, rank_2_then_times, rank_2k, symmetric_times};
use losscape_kernels::vector::{add_rows, axpy, dot, rows_times, scaled};
use losscape_kernels::{Active, ActivePair};

use crate::error::Error;
use crate::memory::try_filled;

/// Rows reduced between two updates of what is left.
const BLOCK: usize = 32;
/// Up to this order the update is made row by row, fused with the next product.
const UNBLOCKED: usize = 64;
/// A row whose squared norm left of the subdiagonal is no larger counts as reduced: it is below 2⁻⁴⁵⁰ where the
/// largest entry is near 1, and its square would lose bits.
const NEGLIGIBLE: f64 = f64::from_bits((1023 - 900) << 52);

/// Working memory for matrices of one order.
pub struct Tridiagonaliser {
    n: usize,
    block: usize,
    unblocked: usize,
    /// The second vectors of a block's rank-2 updates, a row each, or those of two steps in turn.
    w: Vec<f64>,
    packed: Vec<[f64; 2 * TILE]>,
}

impl Tridiagonaliser {
    pub fn new(n: usize) -> Result<Self, Error> {
        Self::with_block(n, BLOCK, UNBLOCKED)
    }

    pub fn with_block(n: usize, block: usize, unblocked: usize) -> Result<Self, Error> {
        let rows = if n > unblocked { block } else { 0 };
        Ok(Self {
            n,
            block,
            unblocked,
            w: try_filled("eigenvalues", rows.max(2) * n, 0.0)?,
            packed: try_filled("eigenvalues", n.div_ceil(TILE) * rows, [0.0; 2 * TILE])?,
        })
    }

    /// Writes the diagonal and the off-diagonal (`n` entries, the last zero) of a tridiagonal matrix similar to `a`.
    pub fn reduce(&mut self, a: &mut [f64], diagonal: &mut [f64], off: &mut [f64]) {
        let mut left = self.n;
        while left > self.unblocked {
            left = self.reduce_block(a, left, diagonal, off);
        }
        self.reduce_rest(a, left, diagonal, off);
    }

    fn reduce_block(
        &mut self,
        a: &mut [f64],
        order: usize,
        diagonal: &mut [f64],
        off: &mut [f64],
    ) -> usize {
        let (n, block) = (self.n, self.block.min(order));
        let mut along = [0.0; 2 * 64];
        for step in 0..block {
            let i = order - 1 - step;
            // V's rows lie below row i of a, W's below row `block − step` of w, in the same order.
            let (above, v_rows) = a.split_at_mut((i + 1) * n);
            let (block_, row) = above.split_at_mut(i * n);
            let (w_above, w_rows) = self.w.split_at_mut((block - step) * n);
            let factors = &mut along[..2 * step];
            let (fw, fv) = factors.split_at_mut(step);
            for s in 0..step {
                fw[s] = -w_rows[s * n + i];
                fv[s] = -v_rows[s * n + i];
            }
            let row = &mut row[..=i];
            add_rows::<ActivePair>(fw, v_rows, n, row);
            add_rows::<ActivePair>(fv, w_rows, n, row);
            diagonal[i] = row[i];
            if i == 0 {
                off[n - 1] = 0.0;
                return 0;
            }
            let v = &mut row[..i];
            let w = &mut w_above[(block - step - 1) * n..][..i];
            let Some(reflector) = reflect(v, &mut off[i - 1]) else {
                w.fill(0.0);
                continue;
            };
            symmetric_times::<Active>(block_, n, v, w);
            rows_times::<Active>(w_rows, n, v, fw);
            rows_times::<Active>(v_rows, n, v, fv);
            for f in fw.iter_mut().chain(fv.iter_mut()) {
                *f = -*f;
            }
            add_rows::<ActivePair>(fw, v_rows, n, w);
            add_rows::<ActivePair>(fv, w_rows, n, w);
            finish(reflector, v, w);
        }
        let left = order - block;
        pack_pairs(
            [&a[left * n..], &self.w],
            [n, n],
            left,
            block,
            &mut self.packed,
        );
        rank_2k::<ActivePair>(a, n, left, block, &self.packed);
        left
    }

    fn reduce_rest(&mut self, a: &mut [f64], order: usize, diagonal: &mut [f64], off: &mut [f64]) {
        let n = self.n;
        let (mut w, mut previous) = self.w.split_at_mut(n);
        let mut pending = false;
        for i in (0..order).rev() {
            let (block, rows) = a.split_at_mut(i * n);
            let (row, below) = rows.split_at_mut(n);
            let row = &mut row[..=i];
            let v_previous = if pending { &below[..=i] } else { &[] };
            if pending {
                axpy::<Active>(-v_previous[i], &previous[..=i], row);
                axpy::<Active>(-previous[i], v_previous, row);
            }
            diagonal[i] = row[i];
            if i == 0 {
                break;
            }
            let v = &mut row[..i];
            let found = reflect(v, &mut off[i - 1]);
            let w_now = &mut w[..i];
            if pending {
                rank_2_then_times::<Active>(block, n, [&v_previous[..i], &previous[..i]], v, w_now);
            } else if found.is_some() {
                symmetric_times::<Active>(block, n, v, w_now);
            }
            pending = found.is_some();
            if let Some(reflector) = found {
                finish(reflector, v, w_now);
                core::mem::swap(&mut w, &mut previous);
            }
        }
        if n > 0 {
            off[n - 1] = 0.0;
        }
    }
}

/// Makes `x` the vector v of the reflector I − t·v·vᵀ, v's last entry 1, that maps it onto a multiple of the
/// last unit vector, and returns t; that multiple goes to `image`. None where `x` is such a multiple.
fn reflect(x: &mut [f64], image: &mut f64) -> Option<f64> {
    let (last, rest) = x.split_last_mut()?;
    let squares = dot::<ActivePair>(rest, rest);
    if squares <= NEGLIGIBLE {
        *image = *last;
        return None;
    }
    let norm = (*last * *last + squares).sqrt();
    let onto = if *last < 0.0 { norm } else { -norm };
    let factor = 1.0 / (*last - onto);
    for value in rest {
        *value *= factor;
    }
    let t = (onto - *last) / onto;
    *last = 1.0;
    *image = onto;
    Some(t)
}

/// From `w = A·v` to the w for which the reflected A is A − v·wᵀ − w·vᵀ.
fn finish(t: f64, v: &[f64], w: &mut [f64]) {
    let along = t * dot::<ActivePair>(v, w);
    let half = -0.5 * along;
    for (w, v) in w.iter_mut().zip(v) {
        *w = t * (*w + half * v);
    }
}
