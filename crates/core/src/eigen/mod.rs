//! Eigenvalues of real symmetric matrices.

mod scale;
mod tridiagonal;
mod tridiagonalise;

use crate::error::Error;
use crate::memory::try_filled;
use tridiagonalise::Tridiagonaliser;

/// The eigenvalues, ascending, of the symmetric n×n matrix `a`.
///
/// `a` is row-major; its lower triangle is read, its contents are destroyed. See [`EigenvalueSolver`].
pub fn eigvalsh(a: &mut [f64], n: usize) -> Result<Vec<f64>, Error> {
    let mut solver = EigenvalueSolver::new(n)?;
    let mut values = try_filled("eigenvalues", n, 0.0)?;
    solver.eigenvalues(a, &mut values)?;
    Ok(values)
}

pub struct EigenvalueSolver {
    n: usize,
    reduction: Tridiagonaliser,
    off: Vec<f64>,
}

impl EigenvalueSolver {
    pub fn new(n: usize) -> Result<Self, Error> {
        Ok(Self {
            n,
            reduction: Tridiagonaliser::new(n)?,
            off: try_filled("eigenvalues", n, 0.0)?,
        })
    }
    pub fn with_block(n: usize, block: usize, unblocked: usize) -> Result<Self, Error> {
        Ok(Self {
            n,
            reduction: Tridiagonaliser::with_block(n, block, unblocked)?,
            off: try_filled("eigenvalues", n, 0.0)?,
        })
    }
    pub fn eigenvalues(&mut self, a: &mut [f64], out: &mut [f64]) -> Result<(), Error> {
        self.reduction.reduce(a, out, &mut self.off);
        tridiagonal::eigenvalues(out, &mut self.off)
    }
    pub fn reduce(&mut self, a: &mut [f64], out: &mut [f64]) {
        self.reduction.reduce(a, out, &mut self.off);
    }
}
