//! Jobs over one small matrix, each begun, finished and described in one crossing.

use crate::error::to_js;
use crate::job::{layout, places};
use losscape_core::budget::Budget;
use losscape_core::columns::Columns;
use losscape_core::eigen::crossover::Crossovers;
use losscape_core::eigen::job::{EigenJob, Task};
use losscape_core::eigen::range::Range;
use losscape_core::error::Error;
use losscape_core::job::Job;
use losscape_core::memory::try_filled;
use wasm_bindgen::prelude::*;

/// Where JavaScript puts a matrix and finds what was computed of it. One is made for all calls: to make and free a buffer
/// and a [`crate::job::Job`] takes as long as the eigenvalues of order 20.
#[wasm_bindgen]
#[derive(Default)]
pub struct Desk {
    matrix: Vec<f64>,
    found: Columns,
    places: Vec<usize>,
}

#[wasm_bindgen]
impl Desk {
    /// With nothing on it.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Desk {
        Desk::default()
    }

    /// Where the next matrix goes: the address of n² doubles.
    pub fn room(&mut self, n: usize) -> Result<usize, JsValue> {
        self.matrix = try_filled("an array", n * n, 0.0).map_err(to_js)?;
        Ok(self.matrix.as_ptr() as usize)
    }

    /// The columns of `Job.eigenvalues`: the address of their addresses and lengths.
    pub fn eigenvalues(&mut self, n: usize) -> Result<usize, JsValue> {
        self.solve(n, Task::Values(Range::All)).map_err(to_js)
    }

    /// Those of `Job.eigenpairs`.
    pub fn eigenpairs(&mut self, n: usize) -> Result<usize, JsValue> {
        self.solve(n, Task::Pairs(Range::All)).map_err(to_js)
    }

    /// Those of `Job.inertias`.
    pub fn inertia(&mut self, n: usize, shift: f64, tolerance: f64) -> Result<usize, JsValue> {
        self.solve(n, Task::Inertia { shift, tolerance })
            .map_err(to_js)
    }

    /// The names and types of the last columns, as of a job.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn layout(&self) -> String {
        layout(&self.found)
    }
}

impl Desk {
    fn solve(&mut self, n: usize, task: Task) -> Result<usize, Error> {
        let mut job = EigenJob::new(n, None, task, Crossovers::default())?;
        job.start(std::mem::take(&mut self.matrix));
        job.advance(&mut Budget::unlimited())?;
        self.found = job.take()?;
        self.places = places(&self.found);
        Ok(self.places.as_ptr() as usize)
    }
}
