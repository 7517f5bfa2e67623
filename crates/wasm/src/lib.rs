//! The boundary: validates, converts, calls the core, copies out. No numerics.

mod buffer;
mod data;
mod desk;
mod eigen;
mod error;
mod glass;
mod job;
mod lanczos;
mod matrix;
mod network;
mod object;

use error::to_js;
use losscape_core::memory::try_filled;
use losscape_core::rng::{Purpose, Stream};
use wasm_bindgen::prelude::*;

/// Which build this module is.
#[wasm_bindgen]
#[must_use]
pub fn backend() -> String {
    let fused = cfg!(target_feature = "relaxed-simd");
    if fused { "relaxed" } else { "strict" }.to_owned()
}

/// A seed derived from `seed` for the part of the work named by two numbers.
#[wasm_bindgen(js_name = deriveSeed)]
#[must_use]
pub fn derive_seed(seed: u64, first: u32, second: u32) -> u64 {
    losscape_core::rng::derive_seed(seed, first, second)
}

/// The inputs of `count` paths on one sample, standard normal: a stream of the seed and the sample.
#[wasm_bindgen(js_name = pathInputs)]
pub fn path_inputs(seed: u64, sample: u32, count: usize) -> Result<Vec<f64>, JsValue> {
    let mut inputs = try_filled("the inputs of paths", count, 0.0).map_err(to_js)?;
    let mut stream = Stream::new(seed, Purpose::PathInputs, sample, 0);
    inputs.fill_with(|| stream.normal());
    Ok(inputs)
}
