//! Some eigenpairs of a symmetric tridiagonal matrix, each for itself.

use super::bisection::{Bisection, most};
use super::budget::Budget;
use super::inverse_iteration::InverseIteration;
use super::range::Range;
use crate::error::Error;
use crate::memory::try_filled;

/// Bisection for the eigenvalues and inverse iteration for the eigenvectors, of matrices of one order, in memory that is
/// allocated once: 7·n doubles.
///
/// Even where all eigenvalues are near each other, n/8 eigenvectors take n³/6 flops.
#[derive(Debug)]
pub struct Few {
    bisection: Bisection,
    inverse_iteration: InverseIteration,
    values: Vec<f64>,
    count: usize,
    scale: f64,
    bisected: bool,
}

impl Few {
    pub fn new(n: usize) -> Result<Self, Error> {
        Ok(Self {
            bisection: Bisection::new(n)?,
            inverse_iteration: InverseIteration::new(n, most(n))?,
            values: try_filled("eigenvalues", most(n), 0.0)?,
            count: 0,
            scale: 1.0,
            bisected: false,
        })
    }

    /// Begins with the matrix `scale`·T, T with the given entries. Returns the number of eigenvalues in the range, with
    /// which the rest may be left out.
    pub fn start(
        &mut self,
        diagonal: &[f64],
        off_diagonal: &[f64],
        scale: f64,
        range: Range,
    ) -> usize {
        let range = range.divided_by(scale);
        self.count = self.bisection.start(diagonal, off_diagonal, range).len();
        self.inverse_iteration.start(diagonal, off_diagonal);
        self.scale = scale;
        self.bisected = false;
        self.count
    }

    /// Goes on with at most n/8 eigenpairs of the matrix that [`Few::start`] was given until the budget is spent;
    /// whether all is done. The eigenvectors of [`Few::values`] are then at the beginning of `vectors`, one after another.
    ///
    /// # Errors
    /// As [`InverseIteration::advance`].
    pub fn advance(
        &mut self,
        diagonal: &[f64],
        off_diagonal: &[f64],
        vectors: &mut [f64],
        budget: &mut Budget,
    ) -> Result<bool, Error> {
        let values = &mut self.values[..self.count];
        if !self.bisected {
            self.bisected = self.bisection.advance(diagonal, values, budget);
        }
        let (d, e) = (diagonal, off_diagonal);
        let finished = self.bisected
            && self
                .inverse_iteration
                .advance(d, e, values, vectors, budget)?;
        if finished {
            values.iter_mut().for_each(|value| *value *= self.scale);
        }
        Ok(finished)
    }

    /// The fraction of the work that is done.
    pub fn done(&self) -> f64 {
        self.inverse_iteration.done(self.count)
    }

    /// The eigenvalues in the range, ascending, once all is done.
    pub fn values(&self) -> &[f64] {
        &self.values[..self.count]
    }
}
