//! Eigenpairs of a symmetric tridiagonal matrix, each for itself.

use super::bisection::{Bisection, pays};
use super::budget::Budget;
use super::inverse_iteration::InverseIteration;
use super::range::Range;
use super::tridiagonal::Ql;
use crate::error::Error;
use crate::memory::try_filled;

/// Of so many pairs of eigenvalues one may be of neighbours whose eigenvectors must be made orthogonal, where many
/// eigenpairs are wanted. Divide and conquer is faster there: where eigenvalues are close it has little to multiply.
const NEAR_PAIRS: usize = 16;

/// Bisection for few eigenvalues, QL for many, and inverse iteration for the eigenvectors, of matrices of one order, in
/// memory that is allocated once: 33·n doubles and one for each eigenvector.
///
/// Even where all eigenvalues are near each other, n/8 eigenvectors take n³/6 flops.
#[derive(Debug)]
pub struct Each {
    range: Range,
    bisection: Bisection,
    ql: Ql,
    inverse_iteration: InverseIteration,
    /// Those in the range are at `wanted`.
    values: Vec<f64>,
    wanted: core::ops::Range<usize>,
    /// What QL destroys.
    off_diagonal: Vec<f64>,
    scale: f64,
    step: Step,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    Bisection,
    Ql,
    Vectors,
    Finished,
}

/// How far [`Each::advance`] has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Progress {
    /// The budget is spent.
    Paused,
    /// So many eigenvalues are so close that another method is better.
    TooClose,
    /// All is done.
    Finished,
}

impl Each {
    /// For at most `count` eigenpairs of n×n matrices.
    pub fn new(n: usize, count: usize) -> Result<Self, Error> {
        Ok(Self {
            range: Range::All,
            bisection: Bisection::new(n)?,
            ql: Ql::default(),
            inverse_iteration: InverseIteration::new(n, count)?,
            values: try_filled("eigenvalues", n, 0.0)?,
            wanted: 0..0,
            off_diagonal: try_filled("eigenvalues", n, 0.0)?,
            scale: 1.0,
            step: Step::Finished,
        })
    }

    /// Begins with the matrix `scale`·T, T with the given entries. Returns the number of eigenvalues in the range: if they
    /// are few, exactly those that will be found.
    pub fn start(
        &mut self,
        diagonal: &[f64],
        off_diagonal: &[f64],
        scale: f64,
        range: Range,
    ) -> usize {
        self.range = range.divided_by(scale);
        self.scale = scale;
        let count = self
            .bisection
            .start(diagonal, off_diagonal, self.range)
            .len();
        self.inverse_iteration.start(diagonal, off_diagonal);
        self.wanted = 0..count;
        self.step = if pays(diagonal.len(), count) {
            Step::Bisection
        } else {
            self.values.copy_from_slice(diagonal);
            self.off_diagonal.copy_from_slice(off_diagonal);
            self.ql = Ql::default();
            Step::Ql
        };
        count
    }

    /// Goes on with the matrix that [`Each::start`] was given. When all is done, the eigenvectors of [`Each::values`] are at
    /// the beginning of `vectors`, one after another.
    ///
    /// # Errors
    /// As [`InverseIteration::advance`] and [`Ql::advance`].
    pub fn advance(
        &mut self,
        diagonal: &[f64],
        off_diagonal: &[f64],
        vectors: &mut [f64],
        budget: &mut Budget,
    ) -> Result<Progress, Error> {
        let n = diagonal.len();
        loop {
            let values = &mut self.values[self.wanted.clone()];
            match self.step {
                Step::Bisection => {
                    if !self.bisection.advance(diagonal, values, budget) {
                        return Ok(Progress::Paused);
                    }
                    self.step = Step::Vectors;
                }
                Step::Ql => {
                    let (values, squares) = (&mut self.values, &mut self.off_diagonal);
                    if !self.ql.advance(values, squares, budget)? {
                        return Ok(Progress::Paused);
                    }
                    self.wanted = self.range.of(values);
                    let values = &values[self.wanted.clone()];
                    if self.inverse_iteration.near_pairs(n, values) > n * n / NEAR_PAIRS {
                        return Ok(Progress::TooClose);
                    }
                    self.step = Step::Vectors;
                }
                Step::Vectors => {
                    let (d, e) = (diagonal, off_diagonal);
                    let vectors_of = &mut self.inverse_iteration;
                    if !vectors_of.advance(d, e, values, vectors, budget)? {
                        return Ok(Progress::Paused);
                    }
                    values.iter_mut().for_each(|value| *value *= self.scale);
                    self.step = Step::Finished;
                }
                Step::Finished => return Ok(Progress::Finished),
            }
        }
    }

    /// The fraction of the work that is done.
    pub fn done(&self) -> f64 {
        self.inverse_iteration.done(self.wanted.len())
    }

    /// The eigenvalues in the range, ascending, once all is done.
    pub fn values(&self) -> &[f64] {
        &self.values[self.wanted.clone()]
    }
}
