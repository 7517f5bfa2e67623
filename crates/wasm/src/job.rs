//! The one shape in which long work crosses the boundary.

use crate::buffer::Buffer;
use crate::error::to_js;
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
    pub(crate) fn of(job: Box<dyn job::Job>) -> Self {
        Job {
            job,
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

    /// The matrix of a job that computes one, when all is done.
    #[must_use]
    pub fn matrix(&mut self) -> Option<Buffer> {
        let values = self.job.matrix()?;
        Some(Buffer { values })
    }

    /// What was finished since the last call: the address and the length of each column, in the order of `layout`.
    ///
    /// The addresses hold until the next call of any function. JavaScript makes the copies, so that one that does not fit
    /// there throws outside of this module and leaves it whole.
    pub fn take(&mut self) -> Result<Vec<usize>, JsValue> {
        self.taken = self.job.take().map_err(to_js)?;
        Ok(places(&self.taken))
    }

    /// A line for each column that was taken, its name, its type and its words: "status dictionary good bad".
    ///
    /// One text, the same at every call: JavaScript reads it once.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn layout(&self) -> String {
        layout(&self.taken)
    }
}

/// The address and the length of each column.
pub(crate) fn places(columns: &Columns) -> Vec<usize> {
    let place = |(_, column): &(_, Column)| match column {
        Column::F64(values) => [values.as_ptr() as usize, values.len()],
        Column::I32(values) => [values.as_ptr() as usize, values.len()],
        Column::U32(values) => [values.as_ptr() as usize, values.len()],
        Column::U64(values) => [values.as_ptr() as usize, values.len()],
        Column::Words { codes, .. } => [codes.as_ptr() as usize, codes.len()],
    };
    columns.iter().flat_map(place).collect()
}

/// As [`Job::layout`] says.
pub(crate) fn layout(columns: &Columns) -> String {
    let mut text = String::new();
    for (name, column) in columns.iter() {
        let (kind, words): (_, &[&str]) = match column {
            Column::F64(_) => ("float64", &[]),
            Column::I32(_) => ("int32", &[]),
            Column::U32(_) => ("uint32", &[]),
            Column::U64(_) => ("uint64", &[]),
            Column::Words { vocabulary, .. } => ("dictionary", vocabulary),
        };
        for word in [*name, kind].iter().chain(words) {
            text.push_str(word);
            text.push(' ');
        }
        text.push('\n');
    }
    text
}
