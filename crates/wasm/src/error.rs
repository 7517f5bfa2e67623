//! Errors as plain JavaScript objects, of which the TypeScript side makes sentences (ts/wasm/errors.ts).

use crate::object::Object;
use losscape_core::error::Error;
use wasm_bindgen::prelude::*;

/// `{ code, …fields }`.
pub(crate) fn to_js(error: Error) -> JsValue {
    let object = Object::new();
    object.set("code", error.code());
    match error {
        Error::InvalidInput {
            argument,
            at,
            value,
            rule,
            product,
        } => {
            let (name, numbers) = rule.facts();
            object.set("argument", argument);
            object.set(
                "at",
                at.into_iter().map(|index| index as u32).collect::<Vec<_>>(),
            );
            object.set("value", value);
            object.set("rule", name);
            for (name, number) in numbers {
                object.set(name, number);
            }
            object.set("product", product);
        }
        Error::OutOfMemory { what, requested } => {
            object.set("what", what);
            object.set("requested", requested as f64);
        }
        Error::NotConverged { what } => object.set("what", what),
    }
    object.into()
}
