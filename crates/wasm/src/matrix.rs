//! Square matrices in buffers, row after row.

use crate::buffer::Buffer;
use crate::error::to_js;
use crate::job::Job;
use losscape_core::budget::Budget;
use losscape_core::eigen;
use losscape_core::lanczos::{Stored, serve};
use wasm_bindgen::prelude::*;

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
        eigen::check_lower(&self.values, n).map_err(to_js)
    }

    /// Checks that the n×n matrix is finite, and symmetric up to `tolerance` times its largest modulus.
    #[wasm_bindgen(js_name = checkSymmetric)]
    pub fn check_symmetric(&self, n: usize, tolerance: f64) -> Result<(), JsValue> {
        eigen::check_symmetric(&self.values, n, tolerance).map_err(to_js)
    }

    /// Multiplies by the n×n matrix for a job that asks for it, for about `flops` operations; whether all is done.
    pub fn serve(&self, n: usize, job: &mut Job, flops: f64) -> Result<bool, JsValue> {
        let entries = &self.values;
        let mut operator = Stored { entries, n };
        serve(&mut operator, &mut *job.job, &mut Budget::of(flops)).map_err(to_js)
    }
}
