//! Square matrices in buffers, row after row.

use crate::buffer::Buffer;
use crate::error::to_js;
use losscape_core::eigen::check_row;
use losscape_core::error::{Error, Rule};
use wasm_bindgen::prelude::*;

/// Rows and columns that are compared with their mirror images together: both tiles stay in the cache.
const TILE: usize = 32;

#[wasm_bindgen]
impl Buffer {
    /// Another buffer with the same contents.
    pub fn copy(&self) -> Result<Buffer, JsValue> {
        let mut copy = Buffer::new(self.values.len())?;
        copy.values.copy_from_slice(&self.values);
        Ok(copy)
    }

    /// Checks that the lower triangle of the n×n matrix is finite.
    #[wasm_bindgen(js_name = checkLower)]
    pub fn check_lower(&self, n: usize) -> Result<(), JsValue> {
        let mut rows = (0..n).map(|i| (i, &self.values[i * n..=i * n + i]));
        rows.try_for_each(|(i, row)| check_row(i, row))
            .map_err(to_js)
    }

    /// Checks that the n×n matrix is finite, and symmetric up to `tolerance` times its largest modulus.
    #[wasm_bindgen(js_name = checkSymmetric)]
    pub fn check_symmetric(&self, n: usize, tolerance: f64) -> Result<(), JsValue> {
        check_symmetric(&self.values, n, tolerance).map_err(to_js)
    }
}

fn check_symmetric(a: &[f64], n: usize, tolerance: f64) -> Result<(), Error> {
    let mut largest = 0.0_f64;
    for i in 0..n {
        let row = &a[i * n..][..n];
        check_row(i, row)?;
        largest = row.iter().fold(largest, |m, x| m.max(x.abs()));
    }
    let allowed = tolerance * largest;
    for first_row in (0..n).step_by(TILE) {
        for first_column in (0..=first_row).step_by(TILE) {
            for i in first_row..n.min(first_row + TILE) {
                for j in first_column..i.min(first_column + TILE) {
                    let difference = a[i * n + j] - a[j * n + i];
                    if difference.abs() > allowed {
                        let rule = Rule::SymmetricMatrix { tolerance };
                        return Err(Error::invalid("a", difference, rule).at([i, j]));
                    }
                }
            }
        }
    }
    Ok(())
}
