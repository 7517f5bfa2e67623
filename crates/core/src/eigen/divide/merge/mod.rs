//! From the eigenpairs of two halves to those of the whole.
//!
//! With T = diag(T₁, T₂) + u·uᵀ and T₁ = Q₁·D₁·Q₁ᵀ, T₂ likewise, T is Q·(D + y·yᵀ)·Qᵀ. The secular equation gives the
//! eigenvalues of the middle factor. Its eigenvectors are those of the y for which the computed eigenvalues are exact:
//! to working precision they are orthogonal, however close the eigenvalues. Then they are multiplied by Q, of which
//! most columns are zero in one half.
//!
//! Source: Gu and Eisenstat, SIAM J. Matrix Anal. Appl. 16 (1995) 172; the order of columns: Rutter, LAPACK Working
//! Note 69 (1994).

mod multiply;

use core::ops::Range;
use losscape_kernels::secular::ratios;

use super::deflation::{Halves, Kind, Rotation};
use super::secular;
use crate::budget::Budget;
use crate::error::Error;
use crate::memory::try_filled;
use crate::sort::sort_by;

/// The rows and columns `first..middle` and `middle..end`, which a merge makes one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Span {
    pub first: usize,
    pub middle: usize,
    pub end: usize,
}

/// A merge of which the eigenvalues are known and the eigenvectors are yet to be multiplied.
///
/// Those that are to be multiplied come first, with ascending eigenvalues; they are made of as many of the halves'
/// eigenvectors, `upper` that are zero in the lower half, `both` that are so in neither and then `lower`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Solved {
    pub span: Span,
    upper: usize,
    both: usize,
    lower: usize,
}

impl Solved {
    /// The eigenvectors that are to be multiplied.
    pub fn count(&self) -> usize {
        self.upper + self.both + self.lower
    }
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Deflate,
    Rotate(usize),
    Root(usize),
    Weight(usize),
    Pack,
    Multiply { row: usize, column: usize },
}

/// What merges need beside eigenvalues and eigenvectors, by row of the whole matrix: a merge's numbers stay until
/// another one covers its rows.
#[derive(Debug)]
pub struct Merger {
    n: usize,
    step: Step,
    solved: Solved,
    rotated: usize,
    /// d, first ascending and then in the order of the columns.
    poles: Vec<f64>,
    /// y, in the same orders.
    y: Vec<f64>,
    /// Eigenvalues as a pole and the distance from it.
    origins: Vec<f64>,
    offsets: Vec<f64>,
    scratch: Vec<f64>,
    /// Rows with ascending eigenvalues.
    ascending: Vec<usize>,
    /// Where the eigenvector that is to be in a row, or is to be multiplied, lies.
    sources: Vec<usize>,
    kinds: Vec<Kind>,
    rotations: Vec<Rotation>,
}

impl Merger {
    pub fn new(n: usize) -> Result<Self, Error> {
        let numbers = || try_filled("eigenvectors", n, 0.0);
        let rows = || try_filled("eigenvectors", n, 0);
        Ok(Self {
            n,
            step: Step::Deflate,
            solved: Solved::default(),
            rotated: 0,
            poles: numbers()?,
            y: numbers()?,
            origins: numbers()?,
            offsets: numbers()?,
            scratch: numbers()?,
            ascending: rows()?,
            sources: rows()?,
            kinds: try_filled("eigenvectors", n, Kind::Deflated)?,
            rotations: try_filled("eigenvectors", n, Rotation::NONE)?,
        })
    }

    /// Forgets a merge that was begun.
    pub fn reset(&mut self) {
        self.step = Step::Deflate;
    }

    /// Finds the eigenvalues of the whole, rotating eigenvectors of the halves; None where the budget is spent before.
    ///
    /// `coupling` is the off-diagonal entry between the halves, whose modulus was taken from the diagonal on both of
    /// its sides. `values` are the halves' eigenvalues by row, and then those of the whole.
    pub fn solve(
        &mut self,
        span: Span,
        coupling: f64,
        values: &mut [f64],
        vectors: &mut [f64],
        budget: &mut Budget,
    ) -> Option<Solved> {
        let Span { first, end, .. } = span;
        loop {
            if budget.is_spent() {
                return None;
            }
            let count = self.solved.count();
            let all = first..first + count;
            match self.step {
                Step::Deflate => {
                    self.deflate(span, coupling, values, vectors);
                    budget.spend(50.0 * (end - first) as f64);
                    self.step = Step::Rotate(0);
                }
                Step::Rotate(at) if at < self.rotated => {
                    self.rotations[first + at].apply(vectors, self.n, [first, end]);
                    budget.spend(6.0 * (end - first) as f64);
                    self.step = Step::Rotate(at + 1);
                }
                Step::Rotate(_) => self.step = Step::Root(0),
                Step::Root(i) if i < count => {
                    let root = secular::root(&self.poles[all.clone()], &self.y[all], i);
                    self.origins[first + i] = root.origin;
                    self.offsets[first + i] = root.offset;
                    budget.spend(40.0 * count as f64);
                    self.step = Step::Root(i + 1);
                }
                Step::Root(_) => self.step = Step::Weight(0),
                Step::Weight(j) if j < count => {
                    let weight = weight(
                        j,
                        &self.poles[all.clone()],
                        &self.origins[all.clone()],
                        &self.offsets[all],
                    );
                    let y = &mut self.y[first + j];
                    *y = weight.copysign(*y);
                    budget.spend(10.0 * count as f64);
                    self.step = Step::Weight(j + 1);
                }
                Step::Weight(_) => {
                    self.arrange(values);
                    self.step = Step::Deflate;
                    return Some(self.solved);
                }
                Step::Pack | Step::Multiply { .. } => unreachable!("the last merge is finished"),
            }
        }
    }

    /// Gathers y, and sorts out what the merge leaves as it is.
    fn deflate(&mut self, span: Span, coupling: f64, values: &mut [f64], vectors: &[f64]) {
        let Span { first, middle, end } = span;
        let n = self.n;
        let root = coupling.abs().sqrt();
        for row in first..end {
            let (entry, kind) = if row < middle {
                (root * vectors[row * n + middle - 1], Kind::Upper)
            } else {
                (
                    root.copysign(coupling) * vectors[row * n + middle],
                    Kind::Lower,
                )
            };
            self.scratch[row] = entry;
            self.kinds[row] = kind;
            self.ascending[row] = row;
        }
        let ascending = &mut self.ascending[first..end];
        sort_rows(ascending, values);
        let mut halves = Halves {
            values,
            y: &mut self.scratch,
            kinds: &mut self.kinds,
        };
        let (count, rotated) = halves.deflate(ascending, &mut self.rotations[first..end]);
        self.rotated = rotated;
        let mut solved = Solved {
            span,
            ..Solved::default()
        };
        for (i, &row) in ascending[..count].iter().enumerate() {
            self.poles[first + i] = values[row];
            self.y[first + i] = self.scratch[row];
            match self.kinds[row] {
                Kind::Upper => solved.upper += 1,
                Kind::Both => solved.both += 1,
                Kind::Lower => solved.lower += 1,
                Kind::Deflated => unreachable!("what is left is not deflated"),
            }
        }
        self.solved = solved;
    }

    /// Brings the columns into the order in which they are multiplied, and the eigenvalues to their rows.
    fn arrange(&mut self, values: &mut [f64]) {
        let solved = self.solved;
        let Span { first, end, .. } = solved.span;
        let count = solved.count();
        let mut free = first + count;
        for row in (first..end).filter(|&row| self.kinds[row] == Kind::Deflated) {
            if row >= first + count {
                self.sources[row] = row;
            } else {
                while self.kinds[free] == Kind::Deflated {
                    free += 1;
                }
                self.sources[free] = row;
                values[free] = values[row];
                free += 1;
            }
        }
        let mut next = [0, solved.upper, solved.upper + solved.both];
        for row in &mut self.ascending[first..first + count] {
            let next = &mut next[self.kinds[*row] as usize];
            self.sources[first + *next] = *row;
            *row = first + *next;
            *next += 1;
        }
        for numbers in [&mut self.poles, &mut self.y] {
            for (&column, &number) in self.ascending[first..]
                .iter()
                .zip(&numbers[first..first + count])
            {
                self.scratch[column] = number;
            }
            numbers[first..first + count].copy_from_slice(&self.scratch[first..first + count]);
        }
        let roots = self.origins[first..].iter().zip(&self.offsets[first..]);
        for (value, (origin, offset)) in values[first..first + count].iter_mut().zip(roots) {
            *value = origin + offset;
        }
    }
}

/// The modulus of the entry `j` of the y for which the eigenvalues of diag(poles) + y·yᵀ are exactly the given ones.
fn weight(j: usize, poles: &[f64], origins: &[f64], offsets: &[f64]) -> f64 {
    let pole = poles[j];
    let ratios = |of: Range<usize>| {
        let [poles, origins, offsets] = [poles, origins, offsets].map(|all| &all[of.clone()]);
        ratios(pole, poles, origins, offsets)
    };
    let own = offsets[j] - (pole - origins[j]);
    (ratios(0..j) * ratios(j + 1..poles.len()) * own).sqrt()
}

/// Sorts rows by their values; rows of equal values by place.
pub fn sort_rows(rows: &mut [usize], values: &[f64]) {
    sort_by(rows, |&i, &j| {
        values[i].total_cmp(&values[j]).then(i.cmp(&j)).is_lt()
    });
}
