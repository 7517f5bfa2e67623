//! First stage: from a matrix in tiles to a band, [`WIDTH`] rows after another from the last up.

use super::matrix::Band;
use crate::budget::Budget;
use crate::eigen::panel::Panel;
use crate::error::Error;
use crate::memory::try_filled;
use losscape_kernels::aligned::aligned;
use losscape_kernels::chase::WIDTH;
use losscape_kernels::product::{
    self, TILE, View, add_product, doubled_of, pack_doubled, quads_of,
};
use losscape_kernels::reflector::reflect;
use losscape_kernels::symmetric::{BLOCK, add_symmetric_product};
use losscape_kernels::tiles::{Tile, copy_row, tile_in_place, tiles_of};
use losscape_kernels::update::{pack_pairs, rank_2k};
use losscape_kernels::vector::{axpy, rows_times};

/// The reduction of one matrix, in memory that is allocated once.
///
/// With the reflectors of a panel of rows in the rows of V, their product is Q = I − Vᵀ·T·V, and what is left of the
/// matrix becomes QᵀAQ = A − Vᵀ·W − Wᵀ·V with W = Tᵀ·V·A − ½·M·V and M = Tᵀ·V·A·Vᵀ·T.
///
/// Source: Schreiber and Van Loan, SIAM J. Sci. Stat. Comput. 10 (1989) 53, for Q.
#[derive(Debug)]
pub struct Reduction {
    n: usize,
    /// Where the tiles begin.
    at: usize,
    padding: usize,
    /// The order of what is left.
    order: usize,
    step: Step,
    /// The panel's reflectors, and their V·A and W, that of the panel's last row first.
    v: Panel,
    va: Panel,
    w: Panel,
    t: Vec<f64>,
    /// V, doubled, four rows after four; later V and W side by side for the update.
    left: Vec<f64>,
    right: Vec<f64>,
    strip: Vec<f64>,
    work: Vec<f64>,
}

/// What comes next; the numbers are groups of four rows.
#[derive(Debug, Clone, Copy)]
enum Step {
    Panel,
    Product { from: usize },
    Update { from: usize },
    Finished,
}

impl Reduction {
    pub fn new(n: usize) -> Result<Self, Error> {
        let order = n.next_multiple_of(TILE);
        let what = "the reduction to a band";
        let products = product::work::<f64>(order, WIDTH).max(product::work::<f64>(WIDTH, order));
        let doubles = |len| try_filled(what, len, 0.0);
        let panel = || Panel::new(what, WIDTH, order);
        Ok(Self {
            n,
            at: 0,
            padding: order - n,
            order,
            step: Step::Finished,
            v: panel()?,
            va: panel()?,
            w: panel()?,
            t: doubles(WIDTH * WIDTH)?,
            left: doubles(4 * WIDTH * order + 1)?,
            right: doubles(2 * WIDTH * order + 1)?,
            strip: doubles(BLOCK * TILE * TILE + 1)?,
            work: doubles(products.max(TILE * n))?,
        })
    }

    /// Begins with the n×n matrix `a`, whose lower triangle is rearranged into tiles.
    pub fn start(&mut self, a: &mut [f64], band: &mut Band) {
        self.at = a.len() - aligned(a).len();
        tile_in_place(a, self.at, self.n, &mut self.work);
        band.clear();
        self.order = self.n + self.padding;
        self.step = Step::Panel;
    }

    /// Goes on with the `a` that `start` rearranged; whether `band` is complete.
    pub fn advance(&mut self, a: &mut [f64], band: &mut Band, budget: &mut Budget) -> bool {
        let tiles = tiles_of(&mut a[self.at..]);
        loop {
            if budget.is_spent() {
                return matches!(self.step, Step::Finished);
            }
            let left = self.order.saturating_sub(WIDTH);
            let groups = left / TILE;
            let block = |from: usize| from..groups.min(from + BLOCK);
            let flops = |rows: &core::ops::Range<usize>| {
                (4 * WIDTH * TILE * TILE * rows.len() * rows.end) as f64
            };
            self.step = match self.step {
                Step::Finished => return true,
                Step::Panel if left == 0 => {
                    self.copy_rows(tiles, band, 0);
                    Step::Finished
                }
                Step::Panel => {
                    self.copy_rows(tiles, band, left);
                    self.factor_panel(band, left);
                    budget.spend((4 * WIDTH * WIDTH * left) as f64);
                    Step::Product { from: 0 }
                }
                Step::Product { from } if from < groups => {
                    let rows = block(from);
                    budget.spend(flops(&rows));
                    let to = rows.end;
                    let v = &doubled_of(&mut self.left)[..WIDTH / TILE * left];
                    let stride = self.va.stride();
                    let strip = quads_of(&mut self.strip).as_chunks_mut().0;
                    add_symmetric_product(tiles, groups, rows, v, self.va.rows(), stride, strip);
                    Step::Product { from: to }
                }
                Step::Product { .. } => {
                    self.combine(left);
                    budget.spend((6 * WIDTH * WIDTH * left) as f64);
                    Step::Update { from: 0 }
                }
                Step::Update { from } if from < groups => {
                    let rows = block(from);
                    budget.spend(flops(&rows));
                    let to = rows.end;
                    let (left, right) = (doubled_of(&mut self.left), quads_of(&mut self.right));
                    rank_2k(tiles, rows, WIDTH, left, right);
                    Step::Update { from: to }
                }
                Step::Update { .. } => {
                    self.order = left;
                    Step::Panel
                }
            };
        }
    }

    /// The fraction of the flops that is left to do, counted in whole panels.
    pub fn left(&self) -> f64 {
        let left = match self.step {
            Step::Finished => 0.0,
            _ => self.order as f64 / (self.n + self.padding) as f64,
        };
        left * left * left
    }

    /// Copies the rows from `left` on of what is left: to the band from column `left` on, to `v` the columns before.
    fn copy_rows(&mut self, tiles: &[Tile], band: &mut Band, left: usize) {
        let from = left.max(self.padding);
        for i in from..self.order {
            let row = self.v.row(self.order - 1 - i);
            copy_row(tiles, i, row);
            let to = band.row(i - self.padding, from - self.padding);
            to.copy_from_slice(&row[from..=i]);
        }
    }

    /// Turns the panel's rows in `v` into its reflectors, moves what is left of the rows to the band, and forms T.
    fn factor_panel(&mut self, band: &mut Band, left: usize) {
        let stride = self.v.stride();
        let mut factors = [0.0; WIDTH];
        for q in 0..WIDTH {
            let i = self.order - 1 - q;
            let (before, rows) = self.v.rows().split_at_mut(q * stride);
            let (row, after) = rows.split_at_mut(stride);
            let row = &mut row[..left];
            let wanted = left.saturating_sub(q);
            let kept = wanted.max(self.padding);
            let mut t = 0.0;
            if kept < left {
                let to = band.row(i - self.padding, kept - self.padding);
                to.iter_mut().zip(&row[kept..]).for_each(|(to, x)| *to = *x);
            }
            if wanted > self.padding {
                let image = &mut band.row(i - self.padding, wanted - 1 - self.padding)[0];
                t = reflect(&mut row[..wanted], image);
            }
            row[if t == 0.0 { 0 } else { wanted }..].fill(0.0);
            let v = &row[..wanted];

            let after_q = &mut factors[q + 1..];
            rows_times(after, stride, v, after_q);
            for (row, factor) in after.chunks_exact_mut(stride).zip(after_q) {
                axpy(-t * *factor, v, &mut row[..wanted]);
            }

            let along = &mut factors[..q];
            rows_times(before, stride, v, along);
            for p in 0..q {
                let sum: f64 = (p..q).map(|l| self.t[p * WIDTH + l] * along[l]).sum();
                self.t[p * WIDTH + q] = -t * sum;
            }
            self.t[q * WIDTH + q] = t;
            self.t[(q + 1) * WIDTH..]
                .iter_mut()
                .skip(q)
                .step_by(WIDTH)
                .for_each(|t| *t = 0.0);
        }
        let v = rows_of(self.v.rows(), stride);
        pack_doubled(v, WIDTH, left, doubled_of(&mut self.left));
        self.va.rows().fill(0.0);
    }

    /// From V·A to W, and both packed for the update.
    fn combine(&mut self, left: usize) {
        let stride = self.v.stride();
        let (v, va, w) = (&*self.v.rows(), &*self.va.rows(), self.w.rows());
        let t_transposed = View {
            entries: &self.t,
            row: 1,
            column: WIDTH,
        };
        w.fill(0.0);
        let shape = [WIDTH, left, WIDTH];
        add_product(
            1.0,
            t_transposed,
            rows_of(va, stride),
            shape,
            w,
            stride,
            &mut self.work,
        );
        let mut along = [0.0; WIDTH * WIDTH];
        let square = [WIDTH, WIDTH, left];
        add_product(
            0.5,
            rows_of(w, stride),
            rows_of(v, stride).transposed(),
            square,
            &mut along,
            WIDTH,
            &mut self.work,
        );
        // Half of M, which is symmetric.
        let mut half = [0.0; WIDTH * WIDTH];
        let square = [WIDTH; 3];
        let along = rows_of(&along, WIDTH);
        add_product(
            1.0,
            along,
            t_transposed.transposed(),
            square,
            &mut half,
            WIDTH,
            &mut self.work,
        );
        let half = rows_of(&half, WIDTH);
        add_product(
            -1.0,
            half,
            rows_of(v, stride),
            shape,
            w,
            stride,
            &mut self.work,
        );
        let (to_left, to_right) = (doubled_of(&mut self.left), quads_of(&mut self.right));
        pack_pairs([v, w], stride, left, WIDTH, to_left, to_right);
    }
}

fn rows_of(entries: &[f64], stride: usize) -> View<'_> {
    View {
        entries,
        row: stride,
        column: 1,
    }
}
