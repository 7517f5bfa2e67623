//! A symmetric band matrix with room for the bulge of the chase.

use crate::error::Error;
use crate::memory::try_filled;
use losscape_kernels::chase::{STRIDE, WIDTH};

/// The lower triangle of a symmetric n×n matrix within [`WIDTH`] of its diagonal, and the [`WIDTH`] diagonals below.
///
/// Before the first row and column there are as many of zeros, so that each step of the chase has whole blocks.
#[derive(Debug)]
pub struct Band {
    entries: Vec<f64>,
}

impl Band {
    pub fn new(n: usize) -> Result<Self, Error> {
        let rows = n + WIDTH;
        Ok(Self {
            entries: try_filled("a band matrix", STRIDE * (rows + 1) + rows, 0.0)?,
        })
    }

    pub fn clear(&mut self) {
        self.entries.fill(0.0);
    }

    pub fn entries(&mut self) -> &mut [f64] {
        &mut self.entries
    }

    /// Where entry (i, j) is; j ≤ i, and both count the zeros before the first row.
    pub const fn at(i: usize, j: usize) -> usize {
        STRIDE * (i + 1) + j
    }

    /// Row `i`'s entries of the columns from `j` up to its diagonal.
    pub fn row(&mut self, i: usize, j: usize) -> &mut [f64] {
        &mut self.entries[Self::at(i + WIDTH, j + WIDTH)..=Self::at(i + WIDTH, i + WIDTH)]
    }
}
