//! The vector kernels on the back end of this target.

use losscape_kernels::{Active, vector};

/// x·y.
pub(crate) fn dot(x: &[f64], y: &[f64]) -> f64 {
    vector::dot::<Active>(x, y)
}

/// y ← y + factor·x.
pub(crate) fn axpy(factor: f64, x: &[f64], y: &mut [f64]) {
    vector::axpy::<Active>(factor, x, y);
}
