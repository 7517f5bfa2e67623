//! Eigenvalues.

use crate::buffer::Buffer;
use crate::error::to_js;
use losscape_core::eigen;
use wasm_bindgen::prelude::*;

/// The ascending eigenvalues of the n×n matrix in `matrix`, which is used up as scratch.
#[wasm_bindgen]
pub fn eigvalsh(matrix: &mut Buffer, n: usize) -> Result<Vec<f64>, JsValue> {
    eigen::eigvalsh(&mut matrix.values, n).map_err(to_js)
}
