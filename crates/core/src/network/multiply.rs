//! Products of row-major matrices on the back end of this target.

use crate::error::Error;
use crate::memory::try_filled;
use losscape_kernels::ActivePair;
use losscape_kernels::product::{View, add_product, work};

/// A row-major matrix without gaps, or its transpose.
pub(super) fn rows(entries: &[f64], width: usize) -> View<'_> {
    View {
        entries,
        row: width,
        column: 1,
    }
}

/// Working memory of products, which grows to what they need.
#[derive(Debug, Default)]
pub(super) struct Multiplier {
    work: Vec<f64>,
}

impl Multiplier {
    /// Room for products with a right factor of up to `k` rows and `n` columns.
    pub(super) fn reserve(&mut self, n: usize, k: usize) -> Result<(), Error> {
        if self.work.len() < work(n, k) {
            self.work = try_filled("a product", work(n, k), 0.0)?;
        }
        Ok(())
    }

    /// C ← C + A·B, with A m×k, B k×n and C m×n without gaps.
    pub(super) fn add(&mut self, a: View<'_>, b: View<'_>, shape: [usize; 3], c: &mut [f64]) {
        add_product::<ActivePair>(1.0, a, b, shape, c, shape[1], &mut self.work);
    }
}
