//! The eigenvectors of a merge, as products.

use core::ops::Range;
use losscape_kernels::product::{self, View, add_product};
use losscape_kernels::secular::quotients;
use losscape_kernels::vector::dot;

use super::{Merger, Solved, Span, Step};
use crate::budget::Budget;

/// Eigenvectors that are multiplied together.
const ROWS: usize = 128;
/// Flops of one product, between two looks at the budget.
const PIECE: usize = 50_000_000;
/// Columns of a product are a multiple of this, but at its end.
const COLUMNS: usize = 32;

impl Solved {
    /// Doubles that the two halves' columns take.
    fn packed(&self) -> [usize; 2] {
        [
            (self.upper + self.both) * (self.span.middle - self.span.first),
            (self.both + self.lower) * (self.span.end - self.span.middle),
        ]
    }
}

impl Merger {
    /// Doubles of working memory for the products of a merge of `order` rows.
    pub fn work(order: usize) -> usize {
        let half = order.div_ceil(2);
        2 * half * half + ROWS.min(order) * order + product::work::<f64>(order, order)
    }

    /// Multiplies the eigenvectors number `wanted` of those that are to be, or some of them; whether all are done.
    ///
    /// `vectors` then holds them in their rows, and in the rows after them those that were left as they are.
    pub fn multiply(
        &mut self,
        solved: Solved,
        wanted: Range<usize>,
        vectors: &mut [f64],
        work: &mut [f64],
        budget: &mut Budget,
    ) -> bool {
        let n = self.n;
        let Span { first, middle, end } = solved.span;
        let count = solved.count();
        let (product_work, work) = work.split_at_mut(product::work::<f64>(n, n));
        let [upper, lower] = solved.packed();
        let (upper, work) = work.split_at_mut(upper);
        let (lower, factors) = work.split_at_mut(lower);
        loop {
            if budget.is_spent() {
                return false;
            }
            match self.step {
                Step::Deflate => self.step = Step::Pack,
                Step::Pack => {
                    self.pack(solved, vectors, upper, lower);
                    budget.spend(((end - first) * (end - first)) as f64);
                    self.step = Step::Multiply {
                        row: wanted.start,
                        column: first,
                    };
                }
                Step::Multiply { row, column } if row < wanted.end => {
                    let rows = ROWS.min(wanted.end - row);
                    if column == first {
                        self.factors(solved, row..row + rows, factors);
                        for i in row..row + rows {
                            vectors[(first + i) * n..][first..end].fill(0.0);
                        }
                        budget.spend((8 * rows * count) as f64);
                    }
                    let (columns, packed, skipped, depth) = if column < middle {
                        (first..middle, &*upper, 0, solved.upper + solved.both)
                    } else {
                        let depth = solved.both + solved.lower;
                        (middle..end, &*lower, solved.upper, depth)
                    };
                    let most = PIECE / (2 * rows * depth.max(1));
                    let most = (most - most % COLUMNS).max(COLUMNS);
                    let width = most.min(columns.end - column);
                    if depth > 0 {
                        add_product(
                            1.0,
                            View {
                                entries: &factors[skipped..],
                                row: count,
                                column: 1,
                            },
                            View {
                                entries: &packed[column - columns.start..],
                                row: columns.len(),
                                column: 1,
                            },
                            [rows, width, depth],
                            &mut vectors[(first + row) * n + column..],
                            n,
                            product_work,
                        );
                        budget.spend((2 * rows * depth * width) as f64);
                    }
                    self.step = if column + width < end {
                        Step::Multiply {
                            row,
                            column: column + width,
                        }
                    } else {
                        Step::Multiply {
                            row: row + rows,
                            column: first,
                        }
                    };
                }
                Step::Multiply { .. } => {
                    self.step = Step::Deflate;
                    return true;
                }
                _ => unreachable!("the merge is solved"),
            }
        }
    }

    /// Copies the columns that are to be multiplied, and moves the eigenvectors that are not to their rows.
    fn pack(&self, solved: Solved, vectors: &mut [f64], upper: &mut [f64], lower: &mut [f64]) {
        let Span { first, middle, end } = solved.span;
        let n = self.n;
        let count = solved.count();
        let sources = &self.sources[first..end];
        let columns = |from: usize, to: usize, packed: &mut [f64], sources: &[usize]| {
            for (to_row, row) in packed.chunks_exact_mut(to - from).zip(sources) {
                to_row.copy_from_slice(&vectors[row * n..][from..to]);
            }
        };
        columns(first, middle, upper, sources);
        columns(middle, end, lower, &sources[solved.upper..]);
        for (row, &source) in (first..end).zip(sources).skip(count) {
            if row != source {
                vectors.copy_within(source * n + first..source * n + end, row * n + first);
            }
        }
    }

    /// The eigenvectors number `roots` of D + y·yᵀ, one after another.
    fn factors(&self, solved: Solved, roots: Range<usize>, factors: &mut [f64]) {
        let first = solved.span.first;
        let count = solved.count();
        let columns = first..first + count;
        for (i, factors) in roots.zip(factors.chunks_exact_mut(count)) {
            let (origin, offset) = (self.origins[first + i], self.offsets[first + i]);
            let (poles, y) = (&self.poles[columns.clone()], &self.y[columns.clone()]);
            quotients(poles, y, origin, offset, factors);
            let squares = dot(factors, factors);
            let factor = 1.0 / squares.sqrt();
            factors.iter_mut().for_each(|x| *x *= factor);
        }
    }
}
