//! Multiplication of vectors by the reflectors that a reduction to tridiagonal form leaves.
//!
//! Source: Bischof and Van Loan, SIAM J. Sci. Stat. Comput. 8 (1987) s2; Schreiber and Van Loan, ibid. 10 (1989) 53.

use losscape_kernels::product::{self, View, add_product, add_product_lower};
use losscape_kernels::vector::{axpy, dot};

use crate::budget::Budget;

/// Reflectors that are multiplied into one I − V·T·Vᵀ.
///
/// In strict WebAssembly (V8, an AMD Zen 4 core, variants interleaved in one process, minima), 48 costs 1.09, 1.04 and
/// 1.00 times as much at n = 250, 500 and 1000, and 64 costs 1.18, 1.08 and 1.03.
const BLOCK: usize = 32;
/// Vectors that are multiplied together: 1 to 3 % less time than 128.
const ROWS: usize = 256;
/// Flops between two looks at the budget, for which larger matrices have fewer rows.
const PIECE: usize = 50_000_000;
/// Up to this order reflectors are applied one by one, which takes the same time at n = 48, and 0.73 of it at 32.
const UNBLOCKED: usize = 48;

#[derive(Debug, Clone, Copy)]
enum Step {
    /// The matrix T of the block that begins with this row.
    Factor(usize),
    /// The block that begins with this row, applied to the vectors from this one on.
    Apply {
        vector: usize,
        row: usize,
    },
    Finished,
}

/// Multiplies vectors of length n by H_{n−1}···H_2·H_1, H_i = I − t_i·v_i·v_iᵀ, v_i in the first i entries of row i
/// of the matrix that was reduced.
///
/// The vectors lie one after another. Blocks of reflectors are applied to a few vectors at a time, which stay in cache.
#[derive(Debug)]
pub struct BackTransform {
    n: usize,
    count: usize,
    step: Step,
}

impl BackTransform {
    pub fn new(n: usize) -> Self {
        Self {
            n,
            count: 0,
            step: Step::Finished,
        }
    }

    /// Doubles of working memory for matrices of order `n`.
    pub fn work(n: usize) -> usize {
        if n > UNBLOCKED {
            n.next_multiple_of(BLOCK) * BLOCK + 2 * rows_at_once(n) * BLOCK + product_work(n)
        } else {
            0
        }
    }

    /// Begins with `count` vectors.
    pub fn start(&mut self, count: usize) {
        self.count = count;
        self.step = if self.n > UNBLOCKED && count > 0 {
            Step::Factor(0)
        } else {
            Step::Apply { vector: 0, row: 0 }
        };
    }

    /// Goes on until the budget is spent; whether all is done. `a` above the diagonal is overwritten.
    pub fn advance(
        &mut self,
        a: &mut [f64],
        t: &[f64],
        vectors: &mut [f64],
        work: &mut [f64],
        budget: &mut Budget,
    ) -> bool {
        let n = self.n;
        loop {
            if budget.is_spent() {
                return matches!(self.step, Step::Finished);
            }
            match self.step {
                Step::Factor(row) if row < n => {
                    let (product_work, work) = work.split_at_mut(product_work(n));
                    let block = Block::of(n, row);
                    block.clear(a);
                    block.factor(a, t, &mut work[row * BLOCK..], product_work);
                    budget.spend((block.count() * block.count() * block.end) as f64);
                    self.step = Step::Factor(block.end);
                }
                Step::Factor(_) => self.step = Step::Apply { vector: 0, row: 0 },
                Step::Apply { vector, .. } if vector >= self.count => self.step = Step::Finished,
                Step::Apply { vector, .. } if n <= UNBLOCKED => {
                    apply_one_by_one(a, t, &mut vectors[vector * n..][..n]);
                    budget.spend((2 * n * n) as f64);
                    self.step = Step::Apply {
                        vector: vector + 1,
                        row: 0,
                    };
                }
                Step::Apply { vector, row } => {
                    let (product_work, work) = work.split_at_mut(product_work(n));
                    let (factors, work) = work.split_at_mut(n.next_multiple_of(BLOCK) * BLOCK);
                    let block = Block::of(n, row);
                    let rows = rows_at_once(n).min(self.count - vector);
                    block.apply(
                        a,
                        &factors[row * BLOCK..],
                        &mut vectors[vector * n..][..rows * n],
                        work,
                        product_work,
                    );
                    budget.spend((2 * rows * block.count() * (2 * block.end + BLOCK)) as f64);
                    self.step = if block.end < n {
                        Step::Apply {
                            vector,
                            row: block.end,
                        }
                    } else {
                        Step::Apply {
                            vector: vector + rows,
                            row: 0,
                        }
                    };
                }
                Step::Finished => return true,
            }
        }
    }

    /// The fraction of the work that is done.
    pub fn done(&self) -> f64 {
        match self.step {
            Step::Factor(_) => 0.0,
            Step::Apply { vector, .. } => vector as f64 / self.count.max(1) as f64,
            Step::Finished => 1.0,
        }
    }
}

/// Doubles of working memory for the products of a block.
fn product_work(n: usize) -> usize {
    product::work::<f64>(n, BLOCK).max(product::work::<f64>(rows_at_once(n), n))
}

/// How many vectors of length `n` are multiplied together.
fn rows_at_once(n: usize) -> usize {
    ROWS.min(n).min((PIECE / (4 * BLOCK * n)).max(BLOCK))
}

/// The reflectors of the rows `first..end` of a matrix of order `n`.
#[derive(Clone, Copy)]
struct Block {
    n: usize,
    first: usize,
    end: usize,
}

impl Block {
    fn of(n: usize, first: usize) -> Self {
        Self {
            n,
            first,
            end: n.min(first + BLOCK),
        }
    }

    fn count(&self) -> usize {
        self.end - self.first
    }

    /// The vectors v as rows of length `end`.
    fn rows<'a>(&self, a: &'a [f64]) -> View<'a> {
        View {
            entries: &a[self.first * self.n..],
            row: self.n,
            column: 1,
        }
    }

    /// Fills the rows up with zeros.
    fn clear(&self, a: &mut [f64]) {
        for i in self.first..self.end {
            a[i * self.n + i..][..self.end - i].fill(0.0);
        }
    }

    /// The lower triangle T, its rows `BLOCK` apart, for which the product of the reflectors is I − V·T·Vᵀ.
    fn factor(&self, a: &[f64], t: &[f64], factor: &mut [f64], product_work: &mut [f64]) {
        let count = self.count();
        factor[..count * BLOCK].fill(0.0);
        let v = self.rows(a);
        add_product_lower(
            1.0,
            v,
            v.transposed(),
            [count, self.end],
            factor,
            BLOCK,
            product_work,
        );
        // Row s of VᵀV, times the rows of T before it: (I − t·v·vᵀ)·(I − V·T·Vᵀ).
        for s in 0..count {
            let t = t[self.first + s];
            let (before, row) = factor.split_at_mut(s * BLOCK);
            let mut sums = [0.0; BLOCK];
            for (l, along) in row[..s].iter().enumerate() {
                axpy(*along, &before[l * BLOCK..][..=l], &mut sums[..=l]);
            }
            for (to, sum) in row[..s].iter_mut().zip(sums) {
                *to = -t * sum;
            }
            row[s] = t;
        }
    }

    /// Takes (X·V)·Tᵀ·Vᵀ away from the rows X of `vectors`.
    fn apply(
        &self,
        a: &[f64],
        factor: &[f64],
        vectors: &mut [f64],
        work: &mut [f64],
        product_work: &mut [f64],
    ) {
        let count = self.count();
        let rows = vectors.len() / self.n;
        let (along, work) = work.split_at_mut(rows * count);
        let weights = &mut work[..rows * count];
        along.fill(0.0);
        weights.fill(0.0);
        let v = self.rows(a);
        let x = View {
            entries: &*vectors,
            row: self.n,
            column: 1,
        };
        // V·Xᵀ and not X·Vᵀ: of a product the right-hand side is packed once, and for less than the left one.
        add_product(
            1.0,
            v,
            x.transposed(),
            [count, rows, self.end],
            along,
            rows,
            product_work,
        );
        let along = View {
            entries: along,
            row: 1,
            column: rows,
        };
        let factor = View {
            entries: factor,
            row: 1,
            column: BLOCK,
        };
        add_product(
            1.0,
            along,
            factor,
            [rows, count, count],
            weights,
            count,
            product_work,
        );
        let weights = View {
            entries: weights,
            row: count,
            column: 1,
        };
        add_product(
            -1.0,
            weights,
            v,
            [rows, self.end, count],
            vectors,
            self.n,
            product_work,
        );
    }
}

/// Multiplies one vector by the reflectors of all rows.
fn apply_one_by_one(a: &[f64], t: &[f64], x: &mut [f64]) {
    for i in 1..x.len() {
        let (v, x) = (&a[i * x.len()..][..i], &mut x[..i]);
        let along = t[i] * dot(v, x);
        axpy(-along, v, x);
    }
}
