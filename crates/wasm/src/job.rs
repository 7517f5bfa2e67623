//! The one shape in which long work crosses the boundary.

use crate::error::to_js;
use crate::object::Object;
use losscape_core::budget::Budget;
use losscape_core::columns::{Column, Columns};
use losscape_core::job;
use wasm_bindgen::prelude::*;

/// Work that goes on by budget; its factories are beside what it works on.
#[wasm_bindgen]
pub struct Job {
    pub(crate) job: Box<dyn job::Job>,
    /// What [`Job::take`] has described and JavaScript copies.
    taken: Columns,
}

impl Job {
    pub(crate) fn of(job: impl job::Job + 'static) -> Self {
        Job {
            job: Box::new(job),
            taken: Columns::new(),
        }
    }
}

#[wasm_bindgen]
impl Job {
    /// Goes on for about `flops` floating-point operations; whether all is done.
    pub fn advance(&mut self, flops: f64) -> Result<bool, JsValue> {
        self.job.advance(&mut Budget::of(flops)).map_err(to_js)
    }

    /// Units that are done; a part of one may count.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn done(&self) -> f64 {
        self.job.progress().done
    }

    /// Units in all.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn total(&self) -> f64 {
        self.job.progress().total
    }

    /// Products with the operator so far.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn products(&self) -> u32 {
        self.job.products()
    }

    /// The address of the vector to multiply; 0 where none is waited for.
    #[wasm_bindgen(getter)]
    pub fn vector(&mut self) -> usize {
        let asked = self.job.ask();
        asked.map_or(0, |(vector, _)| vector.as_ptr() as usize)
    }

    /// Where its product goes; 0 likewise.
    #[wasm_bindgen(getter)]
    pub fn product(&mut self) -> usize {
        let asked = self.job.ask();
        asked.map_or(0, |(_, product)| product.as_ptr() as usize)
    }

    /// Goes on with the product that was written there; whether all is done.
    pub fn accept(&mut self) -> Result<bool, JsValue> {
        let accepted = self.job.accept(&mut Budget::unlimited());
        accepted.map_err(to_js)?;
        Ok(self.job.ask().is_none())
    }

    /// What was finished since the last call: `{ type, address, length, vocabulary? }` by the name of each column.
    ///
    /// The addresses hold until the next call of any function. JavaScript makes the copies, so that one that does not fit
    /// there throws outside of this module and leaves it whole.
    pub fn take(&mut self) -> Result<Object, JsValue> {
        self.taken = self.job.take().map_err(to_js)?;
        let columns = Object::new();
        for (name, column) in &self.taken {
            columns.set(name, described(column));
        }
        Ok(columns)
    }
}

fn described(column: &Column) -> Object {
    let (kind, address, length) = match column {
        Column::F64(values) => ("float64", values.as_ptr() as usize, values.len()),
        Column::I32(values) => ("int32", values.as_ptr() as usize, values.len()),
        Column::U32(values) => ("uint32", values.as_ptr() as usize, values.len()),
        Column::U64(values) => ("uint64", values.as_ptr() as usize, values.len()),
        Column::Words { codes, .. } => ("dictionary", codes.as_ptr() as usize, codes.len()),
    };
    let object = Object::new();
    object.set("type", kind);
    object.set("address", address);
    object.set("length", length);
    if let Column::Words { vocabulary, .. } = column {
        object.set("vocabulary", vocabulary.join(","));
    }
    object
}
