//! Eigenvalues without vectors.

use super::budget::Budget;
use super::range::Range;
use super::scale;
use super::solver::Solver;
use super::tridiagonal;
use super::tridiagonalise::Tridiagonaliser;
use crate::error::Error;
use crate::memory::try_filled;

/// The eigenvalues, ascending, of the symmetric n×n matrix `a`: [`EigenvalueSolver`] for one matrix and all values.
///
/// # Errors
/// As [`EigenvalueSolver::new`] and [`Solver::solve`].
pub fn eigvalsh(a: &mut [f64], n: usize) -> Result<Vec<f64>, Error> {
    let mut solver = EigenvalueSolver::new(n, Range::All)?;
    solver.solve(a)?;
    Ok(solver.diagonal)
}

/// Eigenvalues of matrices of one order, in working memory that is allocated once.
///
/// Householder tridiagonalisation, then implicit QL without square roots. Each eigenvalue is within
/// 10·n·(eps·‖A‖₂ + 5e-324) of the exact one; one beyond the largest double is infinite.
/// Cost: 4n³/3 flops. Strict builds: the same bits on every target.
#[derive(Debug)]
pub struct EigenvalueSolver {
    n: usize,
    range: Range,
    scale: f64,
    tridiagonaliser: Tridiagonaliser,
    diagonal: Vec<f64>,
    off_diagonal: Vec<f64>,
    wanted: core::ops::Range<usize>,
    finished: bool,
}

impl EigenvalueSolver {
    /// Working memory for n×n matrices.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`] if it does not fit, and [`Error::InvalidInput`] for a range that n×n matrices have not.
    pub fn new(n: usize, range: Range) -> Result<Self, Error> {
        range.check(n)?;
        Ok(Self {
            n,
            range,
            scale: 1.0,
            tridiagonaliser: Tridiagonaliser::new(n)?,
            diagonal: try_filled("eigenvalues", n, 0.0)?,
            off_diagonal: try_filled("eigenvalues", n, 0.0)?,
            wanted: 0..0,
            finished: false,
        })
    }

    /// The eigenvalues in the range, ascending, once [`Solver::advance`] has finished.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.diagonal[self.wanted.clone()]
    }
}

impl Solver for EigenvalueSolver {
    fn start(&mut self, a: &mut [f64]) -> Result<(), Error> {
        self.scale = scale::to_order_one(a, self.n)?;
        self.wanted = 0..0;
        self.finished = false;
        Ok(())
    }

    fn advance(&mut self, a: &mut [f64], _budget: &mut Budget) -> Result<bool, Error> {
        self.tridiagonaliser
            .reduce(a, &mut self.diagonal, &mut self.off_diagonal);
        tridiagonal::eigenvalues(&mut self.diagonal, &mut self.off_diagonal)?;
        for value in &mut self.diagonal {
            *value *= self.scale;
        }
        self.wanted = self.range.of(&self.diagonal);
        self.finished = true;
        Ok(true)
    }

    fn done(&self) -> f64 {
        if self.finished { 1.0 } else { 0.0 }
    }
}
