//! Second derivatives of the loss by the weights: products with them, and dense matrices.
//!
//! The Hessian is that of the smooth piece of the loss on which the weights lie.

mod dense;
mod product;
mod strip;

pub use super::tangent::Matrix;
pub use dense::Dense;
pub use product::Products;
