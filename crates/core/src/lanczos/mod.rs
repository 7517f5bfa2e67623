//! Eigenpairs and spectral densities of symmetric operators that are known by their products: Lanczos' method.

mod census;
pub mod density;
pub mod eigenpairs;
pub mod operator;
mod projected;
pub mod quadrature;
mod space;
mod wanted;

pub use eigenpairs::Lanczos;
pub use operator::{Operator, Stored, serve};
pub use quadrature::Quadrature;
pub use wanted::Which;
