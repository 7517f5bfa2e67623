//! Eigenvalues of real symmetric matrices.

pub mod budget;
pub mod range;
mod scale;
pub mod solver;
mod tridiagonal;
mod tridiagonalise;

use crate::error::Error;
use crate::memory::try_filled;
use tridiagonalise::Tridiagonaliser;

/// The eigenvalues, ascending, of the symmetric n×n matrix `a`: [`EigenvalueSolver`] for one matrix.
///
/// # Errors
/// As [`EigenvalueSolver::new`] and [`EigenvalueSolver::eigenvalues`].
pub fn eigvalsh(a: &mut [f64], n: usize) -> Result<Vec<f64>, Error> {
    let mut solver = EigenvalueSolver::new(n)?;
    let mut values = try_filled("eigenvalues", n, 0.0)?;
    solver.eigenvalues(a, &mut values)?;
    Ok(values)
}

/// Eigenvalues of matrices of one order, in working memory that is allocated once.
///
/// Householder tridiagonalisation, then implicit QL without square roots. Each eigenvalue is within
/// 10·n·(eps·‖A‖₂ + 5e-324) of the exact one; one beyond the largest double is infinite.
/// Cost: 4n³/3 flops; 400·n bytes beside the matrix. Strict builds: the same bits on every target.
#[derive(Debug)]
pub struct EigenvalueSolver {
    n: usize,
    tridiagonaliser: Tridiagonaliser,
    off_diagonal: Vec<f64>,
}

impl EigenvalueSolver {
    /// Working memory for n×n matrices.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`] if it does not fit.
    pub fn new(n: usize) -> Result<Self, Error> {
        Ok(Self {
            n,
            tridiagonaliser: Tridiagonaliser::new(n)?,
            off_diagonal: try_filled("eigenvalues", n, 0.0)?,
        })
    }

    /// Writes the eigenvalues of `a`, ascending, to `out`.
    ///
    /// `a` is row-major; only its lower triangle is read, and its contents are destroyed.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for a NaN or an infinity in the lower triangle, named as in "a[3, 1]", with `a` as it
    /// was, and for a length other than n² of `a` or n of `out`; [`Error::NotConverged`] past 30 pairs of QL
    /// sweeps an eigenvalue.
    pub fn eigenvalues(&mut self, a: &mut [f64], out: &mut [f64]) -> Result<(), Error> {
        let n = self.n;
        if n.checked_mul(n) != Some(a.len()) {
            return Err(Error::invalid(
                "a",
                format!("{} entries", a.len()),
                format!("{n}² entries"),
            ));
        }
        if out.len() != n {
            return Err(Error::invalid(
                "out",
                format!("{} entries", out.len()),
                format!("{n} entries"),
            ));
        }
        let scale = scale::to_order_one(a, n)?;
        self.tridiagonaliser.reduce(a, out, &mut self.off_diagonal);
        tridiagonal::eigenvalues(out, &mut self.off_diagonal)?;
        out.iter_mut().for_each(|value| *value *= scale);
        Ok(())
    }
}
