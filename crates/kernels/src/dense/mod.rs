//! Fully connected layers of units, forwards and backwards, for blocks of samples.
//!
//! What units hold lies in *panels* of [`width`] samples: unit by unit, the samples of a unit side by side. So a vector holds
//! samples, and neither activations nor losses have lanes to add up. What multiplies samples with one another, the gradient
//! of weights, reads *rows*, one a sample; [`transpose()`] leads from one to the other.

pub mod activation;
mod entropy;
pub mod loss;
mod product;
mod transpose;

pub use entropy::cross_entropies;
pub use product::{Factors, Groups, LayerProducts, Sums, products};
pub use transpose::{Copies, copy, transpose};

#[cfg(test)]
pub(crate) use {
    entropy::cross_entropies_on,
    product::products_on,
    transpose::{copy_on, transpose_on},
};

use crate::Real;
use crate::lanes::{Lanes, Wide};

/// Samples of a panel.
#[must_use]
pub const fn width<T: Real>() -> usize {
    Wide::<T>::LEN
}
