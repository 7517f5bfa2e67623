//! How many eigenvalues lie below, at and above a number, by a factorisation L·D·Lᵀ of the shifted matrix: by
//! Sylvester's law of inertia they have the signs of the eigenvalues of D.
//!
//! Source: Bunch and Kaufman, Math. Comp. 31 (1977) 163; in blocks: Dongarra, Duff, Sorensen and van der Vorst,
//! Numerical Linear Algebra for High-Performance Computers (1998), 5.7.

use losscape_kernels::product::{self, TILE, View, add_product, add_product_lower};
use losscape_kernels::vector::add_rows;

use super::scale;
use super::solver::Solver;
use crate::budget::Budget;
use crate::error::{Error, Rule};
use crate::memory::try_filled;
use crate::vector::largest_modulus;

/// Rows eliminated between two updates of what is left, up to the order `SMALL` and above it.
///
/// In strict WebAssembly (V8, an AMD Zen 4 core, variants interleaved in one process, medians), 24, 48 and 64 cost
/// 1.00, 1.05 and 1.11 times as much as 32 at n = 250; 32 costs 0.98, 1.00, 1.01 and 1.04 times as much as 64 at n = 520,
/// 1000, 1400 and 2000, and relaxed 0.95, 0.95, 0.98 and 1.03 times.
const BLOCKS: [usize; 2] = [32, 64];
const SMALL: usize = 1200;
/// (1 + √17)/8, for which the bounds on the growth by one 2×2 and by two 1×1 pivots are equal.
const ALPHA: f64 = 0.640_388_203_202_208_4;
/// Off-diagonal entries of no more than 2⁻¹⁰⁰⁰, in a matrix of order 1, count as zero: they could not be divided by.
const VANISHING: f64 = f64::from_bits((1023 - 1000) << 52);
/// Operations of one piece of an update, at most.
const PIECE: f64 = 3e7;
/// Rows and columns of a tile of a transposition.
const SQUARE: usize = 32;

/// The numbers of eigenvalues below, at and above a shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inertia {
    /// Below the shift, or below what the tolerance takes for it.
    pub negative: usize,
    /// At the shift.
    pub zero: usize,
    /// Above the shift.
    pub positive: usize,
}

/// The inertia of matrices of one order about one shift, in working memory that is allocated once.
///
/// Without a tolerance, one factorisation of A − shift·I: `zero` are the eigenvalues of its D that are exactly zero.
/// With a tolerance t, two: with ν(x) the number of eigenvalues below x, `negative` is ν(shift − t) and `zero` is
/// ν(shift + t) − ν(shift − t). Eigenvalues nearer to shift, or to shift ± t, than the rounding of the factorisation,
/// some n·eps·(‖A‖₂ + |shift|), may be counted on either side.
///
/// Bunch and Kaufman's pivots, in blocks. The original of the second factorisation waits above the diagonal of the
/// matrix. Cost: n³/3 flops a factorisation; 520·n bytes and 0.13 MB at most beside the matrix.
#[derive(Debug)]
pub struct InertiaSolver {
    n: usize,
    block: usize,
    /// About which the factorisations are: the shift, or the shift less and plus the tolerance.
    shifts: [f64; 2],
    count: usize,
    /// The scale of the matrix, and its diagonal where a second factorisation needs it.
    scale: f64,
    diagonal: Vec<f64>,
    /// The rows D·Lᵀ of a block.
    w: Vec<f64>,
    work: Vec<f64>,
    /// Which factorisation is being made, and what it found: negative and zero.
    turn: usize,
    found: [[usize; 2]; 2],
    /// The order of the leading block that is up to date, and of the one that is not eliminated.
    order: usize,
    left: usize,
    /// Rows of the latter that the update has reached, while there is one.
    updated: Option<usize>,
}

impl InertiaSolver {
    /// Working memory for n×n matrices.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for a shift that is not finite and a tolerance that is not, or is negative;
    /// [`Error::OutOfMemory`].
    pub fn new(n: usize, shift: f64, tolerance: f64) -> Result<Self, Error> {
        if !shift.is_finite() {
            return Err(Error::invalid("shift", shift, Rule::Finite));
        }
        if !(tolerance.is_finite() && tolerance >= 0.0) {
            let rule = Rule::AtLeast { min: 0.0 };
            return Err(Error::invalid("tolerance", tolerance, rule));
        }
        let (shifts, count) = if tolerance == 0.0 {
            ([shift; 2], 1)
        } else {
            ([shift - tolerance, shift + tolerance], 2)
        };
        let what = "inertia";
        let block = BLOCKS[usize::from(n > SMALL)];
        Ok(Self {
            n,
            block,
            shifts,
            count,
            scale: 1.0,
            diagonal: try_filled(what, if count == 2 { n } else { 0 }, 0.0)?,
            w: try_filled(what, block.min(n) * n, 0.0)?,
            work: try_filled(
                what,
                if n > block {
                    product::work::<f64>(n, block)
                } else {
                    0
                },
                0.0,
            )?,
            turn: 0,
            found: [[0; 2]; 2],
            order: 0,
            left: 0,
            updated: None,
        })
    }

    /// What the last matrix has.
    #[must_use]
    pub fn inertia(&self) -> Inertia {
        let [negative, zero] = self.found[0];
        let zero = if self.count == 1 {
            zero
        } else {
            self.found[1][0].saturating_sub(negative)
        };
        Inertia {
            negative,
            zero,
            positive: self.n - negative - zero,
        }
    }

    /// Prepares the factorisation of this turn, of which nothing is left to do where the shift is out of reach.
    fn begin(&mut self, a: &mut [f64]) {
        let n = self.n;
        self.order = n;
        self.updated = None;
        let shift = self.shifts[self.turn] / self.scale;
        // No entry of the scaled matrix reaches 4, so no eigenvalue reaches 4·n.
        if shift.abs() >= 4.0 * n as f64 {
            self.found[self.turn] = [if shift > 0.0 { n } else { 0 }, 0];
            self.order = 0;
        } else {
            (0..n).for_each(|i| a[i * n + i] -= shift);
        }
        self.left = self.order;
    }

    /// The first row that may belong to the block.
    fn first(&self) -> usize {
        self.order.saturating_sub(self.block)
    }

    /// Eliminates the last row of what is left, or two, and counts their signs; the rows above it in the block are
    /// as they were before the block, those below hold Lᵀ. Returns the operations that it took.
    fn eliminate(&mut self, a: &mut [f64]) -> Result<f64, Error> {
        let (n, first) = (self.n, self.first());
        let k = self.left - 1;
        let done = self.order - self.left;
        let (above, ls) = a.split_at_mut((k + 1) * n);
        let (w, ws) = self.w.split_at_mut((k + 1 - first) * n);
        let (w_before, w) = w.split_at_mut((k - first) * n);
        let w = &mut w[..=k];
        w.copy_from_slice(&above[k * n..][..=k]);
        bring_up_to_date(w, k, [ls, ws], [n, done]);
        let flops = (2 * (done + 4) * (k + 1)) as f64;

        let (largest, place) = largest_with_place(&w[..k]);
        let pivot = w[k].abs();
        if !(largest.is_finite() && pivot.is_finite()) {
            return Err(Error::NotConverged {
                what: "the factorisation for the inertia",
            });
        }
        let mut size = 1;
        let mut source = k;
        if largest > VANISHING && pivot < ALPHA * largest {
            let other = &mut w_before[(k - 1 - first) * n..][..=k];
            other[..=place].copy_from_slice(&above[place * n..][..=place]);
            for j in place + 1..=k {
                other[j] = above[j * n + place];
            }
            bring_up_to_date(other, place, [ls, ws], [n, done]);
            // The same entry, rounded otherwise: were it 0 here, the pivot could be.
            other[k] = w[place];
            let beside = largest_modulus(&other[..place]).max(largest_modulus(&other[place + 1..]));
            if pivot > 0.0 && pivot >= ALPHA * largest * (largest / beside) {
                // The row's own entry after all.
            } else if other[place].abs() >= ALPHA * beside {
                w.copy_from_slice(other);
                source = place;
            } else {
                size = 2;
                source = place;
            }
        }

        let target = k + 1 - size;
        if source != target {
            exchange(above, n, source, target);
            for row in ls[..done * n].chunks_exact_mut(n) {
                row.swap(source, target);
            }
            let rows = self.w[(target - first) * n..][..(done + size) * n].chunks_exact_mut(n);
            rows.for_each(|row| row.swap(source, target));
        }
        let [negative, zero] = &mut self.found[self.turn];
        let w = &self.w[(target - first) * n..];
        if size == 1 {
            let pivot = w[k];
            *negative += usize::from(pivot < 0.0);
            *zero += usize::from(pivot == 0.0);
            let l = &mut above[k * n..][..k];
            if largest > VANISHING {
                l.iter_mut().zip(w).for_each(|(l, w)| *l = w / pivot);
            } else {
                l.fill(0.0);
            }
        } else {
            // Its determinant is at most ALPHA² - 1 times the square of its off-diagonal entry.
            *negative += 1;
            let (l_before, l) = above[target * n..].split_at_mut(n);
            two_rows([&mut l_before[..target], &mut l[..target]], w, n);
        }
        self.left = target;
        Ok(flops * size as f64)
    }

    /// A piece of the update of the rows above the block. Returns the operations that it took.
    fn update(&mut self, a: &mut [f64], from: usize) -> f64 {
        let n = self.n;
        let (left, depth) = (self.left, self.order - self.left);
        let (above, ls) = a.split_at_mut(left * n);
        let ws = &self.w[(left - self.first()) * n..];
        let rows = (PIECE / (2 * depth * left) as f64) as usize;
        let rows = rows.next_multiple_of(TILE).min(left - from);
        let l = View {
            entries: &ls[from..],
            row: 1,
            column: n,
        };
        let w = |at: usize| View {
            entries: &ws[at..],
            row: n,
            column: 1,
        };
        let work = &mut self.work;
        let c = &mut above[from * n..];
        add_product(-1.0, l, w(0), [rows, from, depth], c, n, work);
        add_product_lower(-1.0, l, w(from), [rows, depth], &mut c[from..], n, work);
        self.updated = Some(from + rows);
        (2 * depth * rows * (from + rows / 2)) as f64
    }
}

impl Solver for InertiaSolver {
    fn start(&mut self, a: &mut [f64]) -> Result<(), Error> {
        let n = self.n;
        self.scale = scale::to_order_one(a, n)?;
        if self.count == 2 {
            transpose::<true>(a, n);
            (0..n).for_each(|i| self.diagonal[i] = a[i * n + i]);
        }
        self.turn = 0;
        self.found = [[0; 2]; 2];
        self.begin(a);
        Ok(())
    }

    fn advance(&mut self, a: &mut [f64], budget: &mut Budget) -> Result<bool, Error> {
        let n = self.n;
        loop {
            if self.left == 0 {
                if self.turn + 1 >= self.count {
                    self.order = 0;
                    return Ok(true);
                }
                transpose::<false>(a, n);
                (0..n).for_each(|i| a[i * n + i] = self.diagonal[i]);
                budget.spend((n * n) as f64);
                self.turn += 1;
                self.begin(a);
            } else if budget.is_spent() {
                return Ok(false);
            } else if let Some(from) = self.updated {
                if from == self.left {
                    self.updated = None;
                    self.order = self.left;
                } else {
                    let flops = self.update(a, from);
                    budget.spend(flops);
                }
            } else if self.first() > 0 && self.left < self.first() + 2 {
                self.updated = Some(0);
            } else {
                let flops = self.eliminate(a)?;
                budget.spend(flops);
            }
        }
    }

    fn done(&self) -> f64 {
        let left = self.left as f64 / self.n.max(1) as f64;
        (self.turn as f64 + 1.0 - left * left * left) / self.count as f64
    }
}

/// `row` ← `row` − Σ (entry `k` of the row of W)·(the row of Lᵀ), over the rows that are done.
fn bring_up_to_date(row: &mut [f64], k: usize, [ls, ws]: [&[f64]; 2], [n, done]: [usize; 2]) {
    let mut factors = [0.0; BLOCKS[1]];
    for (factor, w) in factors[..done].iter_mut().zip(ws.chunks_exact(n)) {
        *factor = -w[k];
    }
    add_rows(&factors[..done], ls, n, row);
}

/// The largest modulus and the first place that has it; 0 of nothing, NaN where there is one.
fn largest_with_place(x: &[f64]) -> (f64, usize) {
    let largest = largest_modulus(x);
    let place = x.iter().position(|x| x.abs() >= largest).unwrap_or(0);
    (largest, place)
}

/// Moves row and column `target` of the lower triangle to `source` < `target`, of which a copy has been made.
fn exchange(a: &mut [f64], n: usize, source: usize, target: usize) {
    let (above, row) = a.split_at_mut(target * n);
    above[source * n..][..source].copy_from_slice(&row[..source]);
    above[source * n + source] = row[target];
    for j in source + 1..target {
        above[j * n + source] = row[j];
    }
}

/// The rows of Lᵀ that belong to a 2×2 pivot, from those of W, which are `n` apart.
///
/// No step overflows: with the pivot [[b, c], [c, d]], |b·d| ≤ ALPHA²·c², the rows of W are of order 1 and |d| ≤ |c|.
fn two_rows([l_before, l]: [&mut [f64]; 2], w: &[f64], n: usize) {
    let target = l.len();
    let (w_before, w) = w.split_at(n);
    let c = w[target];
    let (b, d) = (w_before[target] / c, w[target + 1] / c);
    let factor = 1.0 / (b * d - 1.0) / c;
    let rows = l_before.iter_mut().zip(l).zip(w_before.iter().zip(w));
    for ((l_before, l), (w_before, w)) in rows {
        *l_before = factor * (d * w_before - w);
        *l = factor * (b * w - w_before);
    }
}

/// Copies the lower triangle of `a` to the upper one, or the upper to the lower, tile by tile.
fn transpose<const UP: bool>(a: &mut [f64], n: usize) {
    for from in (0..n).step_by(SQUARE) {
        for top in (from..n).step_by(SQUARE) {
            for i in top..n.min(top + SQUARE) {
                for j in from..i.min(from + SQUARE) {
                    if UP {
                        a[j * n + i] = a[i * n + j];
                    } else {
                        a[i * n + j] = a[j * n + i];
                    }
                }
            }
        }
    }
}
