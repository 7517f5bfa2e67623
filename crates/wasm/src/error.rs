//! Errors as plain JavaScript objects, which the TypeScript side turns into its classes.

use losscape_core::error::Error;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type Object;
    #[wasm_bindgen(constructor)]
    fn new() -> Object;
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set(this: &Object, key: &str, value: JsValue);
}

/// `{ code, …fields }`.
pub(crate) fn to_js(error: Error) -> JsValue {
    let object = Object::new();
    object.set("code", error.code().into());
    match error {
        Error::InvalidInput {
            argument,
            value,
            expected,
        } => {
            object.set("argument", argument.into());
            object.set("value", value.into());
            object.set("expected", expected.into());
        }
        Error::OutOfMemory { what, requested } => {
            object.set("what", what.into());
            object.set("requested", (requested as f64).into());
        }
        Error::NotConverged { what } => object.set("what", what.into()),
    }
    object.into()
}
