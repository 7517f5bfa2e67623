//! Plain JavaScript objects.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A plain object.
    pub type Object;
    /// One without fields.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Object;
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn put(this: &Object, key: &str, value: JsValue);
}

impl Object {
    /// Adds a field.
    pub fn set(&self, key: &str, value: impl Into<JsValue>) {
        self.put(key, value.into());
    }
}
