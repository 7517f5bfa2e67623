//! Eigenvalues, eigenvectors and inertia of real symmetric matrices.

mod back_transform;
mod band;
mod bisection;
pub mod crossover;
mod divide;
mod each;
pub(crate) mod inertia;
mod inverse_iteration;
pub mod job;
mod pairs;
mod panel;
pub mod range;
pub(crate) mod scale;
pub mod solver;
mod symmetry;
mod tridiagonal;
pub(crate) mod tridiagonalise;
mod twisted;
mod values;

pub use inertia::{Inertia, InertiaSolver};
pub use pairs::EigenpairSolver;
pub use symmetry::{check_lower, check_symmetric};
pub use values::{EigenvalueSolver, eigvalsh};
