//! What a panic said: the trap that follows carries no text.

use std::sync::OnceLock;
use wasm_bindgen::prelude::*;

static MESSAGE: OnceLock<String> = OnceLock::new();

/// Runs once when the module is instantiated.
#[wasm_bindgen(start)]
pub fn remember_panics() {
    std::panic::set_hook(Box::new(|info| {
        MESSAGE.get_or_init(|| info.to_string());
    }));
}

/// The text of the panic that poisoned this instance; empty if there was none.
#[wasm_bindgen(js_name = panicMessage)]
#[must_use]
pub fn panic_message() -> String {
    MESSAGE.get().cloned().unwrap_or_default()
}
