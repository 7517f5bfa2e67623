//! A few long rows.

use crate::error::Error;
use crate::memory::try_filled;
use losscape_kernels::aligned::aligned;

/// Rows one after another, each with room for a given length.
///
/// The stride is an odd multiple of a cache line, so that the rows' entries of one column are in different sets of the
/// caches whatever the length is.
#[derive(Debug)]
pub struct Panel {
    stride: usize,
    doubles: Vec<f64>,
}

/// Doubles in a cache line.
const LINE: usize = 8;

impl Panel {
    /// `count` rows of `length` doubles, all zero.
    pub fn new(what: &'static str, count: usize, length: usize) -> Result<Self, Error> {
        let stride = (length.div_ceil(LINE) | 1) * LINE;
        Ok(Self {
            stride,
            doubles: try_filled(what, count * stride + 1, 0.0)?,
        })
    }

    /// Doubles from a row to the next.
    pub fn stride(&self) -> usize {
        self.stride
    }

    /// All rows.
    pub fn rows(&mut self) -> &mut [f64] {
        aligned(&mut self.doubles)
    }

    /// Row `r`.
    pub fn row(&mut self, r: usize) -> &mut [f64] {
        let stride = self.stride;
        &mut self.rows()[r * stride..][..stride]
    }

    /// Row `r`, and the rows after it.
    pub fn row_and_after(&mut self, r: usize) -> (&mut [f64], &[f64]) {
        let stride = self.stride;
        let (row, after) = self.rows()[r * stride..].split_at_mut(stride);
        (row, after)
    }
}
