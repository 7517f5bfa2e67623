//! Eigenvalues, eigenvectors and inertia of real symmetric matrices.

mod band;
pub mod budget;
pub mod crossover;
pub mod range;
pub(crate) mod scale;
pub mod solver;
mod tridiagonal;
mod tridiagonalise;
mod values;

pub use values::{EigenvalueSolver, eigvalsh};
