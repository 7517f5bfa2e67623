//! Eigenpairs of the small dense matrices that projections of operators are.

use crate::eigen::EigenpairSolver;
use crate::eigen::range::Range;
use crate::eigen::solver::Solver;
use crate::error::Error;
use crate::memory::try_filled;

/// All eigenpairs of a matrix, in ascending order of the eigenvalues.
#[derive(Debug)]
pub struct Pairs {
    pub values: Vec<f64>,
    vectors: Vec<f64>,
}

impl Pairs {
    /// Those of the leading block of order `n` of a matrix with rows of `stride`, of which the lower triangle is read.
    pub fn of(matrix: &[f64], stride: usize, n: usize) -> Result<Self, Error> {
        let mut a = try_filled("the projected operator", n * n, 0.0)?;
        for i in 0..n {
            a[i * n..=i * n + i].copy_from_slice(&matrix[i * stride..=i * stride + i]);
        }
        let mut solver = EigenpairSolver::new(n, Range::All)?;
        solver.solve(&mut a)?;
        let (values, vectors) = solver.into_parts();
        Ok(Self { values, vectors })
    }

    /// The unit eigenvector of `values[k]`.
    pub fn vector(&self, k: usize) -> &[f64] {
        let n = self.values.len();
        &self.vectors[k * n..][..n]
    }
}
