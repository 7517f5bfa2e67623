//! Eigenpairs and spectral densities of symmetric operators that are known by their products: Lanczos' method.

pub mod density;
pub mod eigenpairs;
pub mod operator;
mod projected;
pub mod quadrature;
mod space;

pub use eigenpairs::Lanczos;
pub use operator::{Operator, Stored, serve};
pub use quadrature::Quadrature;
