//! Eigenvalues, eigenvectors and inertia of real symmetric matrices.

mod back_transform;
mod band;
mod bisection;
pub mod crossover;
mod divide;
mod each;
mod inertia;
mod inverse_iteration;
mod pairs;
mod panel;
pub mod range;
pub(crate) mod scale;
pub mod solver;
mod tridiagonal;
mod tridiagonalise;
mod twisted;
mod values;

pub use inertia::{Inertia, InertiaSolver};
pub use pairs::EigenpairSolver;
pub use scale::check_row;
pub use values::{EigenvalueSolver, eigvalsh};
