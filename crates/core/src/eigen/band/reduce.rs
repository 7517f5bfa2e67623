//! First stage: from a matrix in tiles to a band, [`WIDTH`] rows after another from the last up.

use super::matrix::Band;
use crate::eigen::budget::Budget;
use crate::error::Error;
use crate::memory::try_filled;
use losscape_kernels::ActivePair;
use losscape_kernels::chase::WIDTH;
use losscape_kernels::product::{self, TILE, View, add_product, pack};
use losscape_kernels::reflector::reflect;
use losscape_kernels::tiles::{
    BLOCK, add_symmetric_product, rank_2k_tiles, start_of, tile_in_place,
};
use losscape_kernels::update::{Quad, pack_pairs};
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
    padding: usize,
    /// The order of what is left.
    order: usize,
    step: Step,
    /// The panel's reflectors, and their V·A and W; rows of `stride` entries, that of the panel's last row first.
    v: Vec<f64>,
    va: Vec<f64>,
    w: Vec<f64>,
    stride: usize,
    t: Vec<f64>,
    /// V and V·A, four rows after four.
    v_quads: Vec<Quad>,
    va_quads: Vec<Quad>,
    /// V and W side by side for the update.
    left: Vec<Quad>,
    right: Vec<Quad>,
    strip: Vec<Quad>,
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
        let groups = n.div_ceil(TILE);
        let stride = groups * TILE;
        let what = "the reduction to a band";
        let products = product::work(stride, WIDTH).max(product::work(WIDTH, stride));
        let work = products.max(TILE * n);
        let doubles = |len| try_filled(what, len, 0.0);
        let quads = |len| try_filled(what, len, [0.0; TILE]);
        Ok(Self {
            n,
            padding: stride - n,
            order: stride,
            step: Step::Finished,
            v: doubles(WIDTH * stride)?,
            va: doubles(WIDTH * stride)?,
            w: doubles(WIDTH * stride)?,
            stride,
            t: doubles(WIDTH * WIDTH)?,
            v_quads: quads(WIDTH * groups)?,
            va_quads: quads(WIDTH * groups)?,
            left: quads(2 * WIDTH * groups)?,
            right: quads(2 * WIDTH * groups)?,
            strip: quads(TILE * BLOCK)?,
            work: doubles(work)?,
        })
    }

    /// Begins with the n×n matrix `a`, whose lower triangle is rearranged into tiles.
    pub fn start(&mut self, a: &mut [f64], band: &mut Band) {
        tile_in_place(a, self.n, &mut self.work);
        band.clear();
        self.order = self.stride;
        self.step = Step::Panel;
    }

    /// Goes on with the `a` that `start` rearranged; whether `band` is complete.
    pub fn advance(&mut self, a: &mut [f64], band: &mut Band, budget: &mut Budget) -> bool {
        let (tiles, _) = a.as_chunks_mut::<TILE>();
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
                    let (v, va) = (&self.v_quads, &mut self.va_quads);
                    let (v, va) = (&v[..WIDTH / TILE * left], &mut va[..WIDTH / TILE * left]);
                    let to = rows.end;
                    add_symmetric_product::<ActivePair>(
                        tiles,
                        groups,
                        rows,
                        v,
                        va,
                        &mut self.strip,
                    );
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
                    rank_2k_tiles::<ActivePair>(tiles, rows, WIDTH, [&self.left, &self.right]);
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
            _ => self.order as f64 / self.stride as f64,
        };
        left * left * left
    }

    /// Copies the rows from `left` on of what is left: to the band from column `left` on, to `v` the columns before.
    fn copy_rows(&mut self, tiles: &[Quad], band: &mut Band, left: usize) {
        for i in left.max(self.padding)..self.order {
            let (group, r) = (&tiles[start_of(i / TILE)..], i % TILE);
            let j = left.max(self.padding);
            let to = band.row(i - self.padding, j - self.padding);
            for (to, quad) in to.iter_mut().zip(&group[j..]) {
                *to = quad[r];
            }
            let row = &mut self.v[(self.order - 1 - i) * self.stride..][..left];
            for (to, quad) in row.iter_mut().zip(group) {
                *to = quad[r];
            }
        }
    }

    /// Turns the panel's rows in `v` into its reflectors, moves what is left of the rows to the band, and forms T.
    fn factor_panel(&mut self, band: &mut Band, left: usize) {
        let stride = self.stride;
        let mut factors = [0.0; WIDTH];
        for q in 0..WIDTH {
            let i = self.order - 1 - q;
            let (before, rows) = self.v.split_at_mut(q * stride);
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
                t = reflect::<ActivePair>(&mut row[..wanted], image);
            }
            row[if t == 0.0 { 0 } else { wanted }..].fill(0.0);
            let v = &row[..wanted];

            let after_q = &mut factors[q + 1..];
            rows_times::<ActivePair>(after, stride, v, after_q);
            for (row, factor) in after.chunks_exact_mut(stride).zip(after_q) {
                axpy::<ActivePair>(-t * *factor, v, &mut row[..wanted]);
            }

            let along = &mut factors[..q];
            rows_times::<ActivePair>(before, stride, v, along);
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
        pack(rows_of(&self.v, stride), WIDTH, left, &mut self.v_quads);
        self.va_quads[..WIDTH / TILE * left].fill([0.0; TILE]);
    }

    /// From V·A to W, and both packed for the update.
    fn combine(&mut self, left: usize) {
        let stride = self.stride;
        for (c, quads) in self
            .va_quads
            .chunks_exact(left)
            .take(WIDTH / TILE)
            .enumerate()
        {
            for r in 0..TILE {
                let row = &mut self.va[(c * TILE + r) * stride..][..left];
                row.iter_mut()
                    .zip(quads)
                    .for_each(|(to, quad)| *to = quad[r]);
            }
        }
        let t_transposed = View {
            entries: &self.t,
            row: 1,
            column: WIDTH,
        };
        self.w.fill(0.0);
        let shape = [WIDTH, left, WIDTH];
        add_product::<ActivePair>(
            1.0,
            t_transposed,
            rows_of(&self.va, stride),
            shape,
            &mut self.w,
            stride,
            &mut self.work,
        );
        let mut along = [0.0; WIDTH * WIDTH];
        let square = [WIDTH, WIDTH, left];
        add_product::<ActivePair>(
            0.5,
            rows_of(&self.w, stride),
            rows_of(&self.v, stride).transposed(),
            square,
            &mut along,
            WIDTH,
            &mut self.work,
        );
        // Half of M, which is symmetric.
        let mut half = [0.0; WIDTH * WIDTH];
        let square = [WIDTH; 3];
        let along = rows_of(&along, WIDTH);
        add_product::<ActivePair>(
            1.0,
            along,
            t_transposed.transposed(),
            square,
            &mut half,
            WIDTH,
            &mut self.work,
        );
        let half = rows_of(&half, WIDTH);
        add_product::<ActivePair>(
            -1.0,
            half,
            rows_of(&self.v, stride),
            shape,
            &mut self.w,
            stride,
            &mut self.work,
        );
        pack_pairs(
            [&self.v, &self.w],
            stride,
            left,
            WIDTH,
            [&mut self.left, &mut self.right],
        );
    }
}

fn rows_of(entries: &[f64], stride: usize) -> View<'_> {
    View {
        entries,
        row: stride,
        column: 1,
    }
}
