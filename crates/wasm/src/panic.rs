//! What a panic said: the trap that follows carries no text.

use std::cell::RefCell;
use wasm_bindgen::prelude::*;

thread_local! {
    static MESSAGE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs once when the module is instantiated.
#[wasm_bindgen(start)]
pub fn remember_panics() {
    std::panic::set_hook(Box::new(|info| {
        MESSAGE.with(|message| *message.borrow_mut() = info.to_string());
    }));
}

/// The text of the panic that poisoned this instance; empty if there was none.
#[wasm_bindgen(js_name = panicMessage)]
#[must_use]
pub fn panic_message() -> String {
    MESSAGE.with(|message| message.borrow().clone())
}
