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
