//! Doubles that JavaScript writes into WASM memory, allocated so that a lack of it is an error and no trap.

use crate::error::to_js;
use losscape_core::memory::try_filled;
use wasm_bindgen::prelude::*;

/// An array of doubles at a fixed place.
#[wasm_bindgen]
pub struct Buffer {
    pub(crate) values: Vec<f64>,
}

#[wasm_bindgen]
impl Buffer {
    /// `len` zeros.
    #[wasm_bindgen(constructor)]
    pub fn new(len: usize) -> Result<Buffer, JsValue> {
        let values = try_filled("an array", len, 0.0).map_err(to_js)?;
        Ok(Buffer { values })
    }

    /// Its address, for a view that is used at once and not kept.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn address(&self) -> usize {
        self.values.as_ptr() as usize
    }
}
