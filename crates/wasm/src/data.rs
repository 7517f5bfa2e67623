//! Data sets, behind handles.

use crate::buffer::Buffer;
use crate::error::to_js;
use losscape_core::data::digits::{self, Part};
use losscape_core::data::{Dataset, average, labels};
use losscape_core::error::Error;
use wasm_bindgen::prelude::*;

/// Labelled samples.
#[wasm_bindgen]
pub struct Samples {
    pub(crate) data: Dataset,
}

impl Samples {
    fn of(data: Result<Dataset, Error>) -> Result<Samples, JsValue> {
        Ok(Samples {
            data: data.map_err(to_js)?,
        })
    }
}

#[wasm_bindgen]
impl Samples {
    /// Rows of inputs and a label each.
    pub fn from(inputs: Buffer, labels: Vec<u32>, classes: usize) -> Result<Samples, JsValue> {
        Self::of(Dataset::new(inputs.values, labels, classes))
    }

    /// The first samples of a part of the digits that the program draws; all of them without a number.
    pub fn digits(part: &str, samples: Option<usize>, seed: u64) -> Result<Samples, JsValue> {
        let part = if part == "train" {
            Part::Train
        } else {
            Part::Test
        };
        Self::of(digits::draw(
            part,
            samples.unwrap_or(part.default_samples()),
            seed,
        ))
    }

    /// Images of bytes, `from` pixels a side, averaged to `to` a side, of ten classes.
    pub fn average(
        bytes: &[u8],
        from: usize,
        to: usize,
        labels: &[u8],
    ) -> Result<Samples, JsValue> {
        let labels = labels.iter().map(|&label| u32::from(label)).collect();
        let inputs = average::average(bytes, from, to);
        Self::of(inputs.and_then(|inputs| Dataset::new(inputs, labels, 10)))
    }

    /// The first samples.
    pub fn take(&self, samples: usize) -> Result<Samples, JsValue> {
        Self::of(self.data.take(samples))
    }

    /// The same inputs with labels drawn among the classes.
    #[wasm_bindgen(js_name = randomLabels)]
    #[must_use]
    pub fn random_labels(&self, seed: u64) -> Samples {
        Samples {
            data: labels::random(&self.data, seed),
        }
    }

    /// How many.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn samples(&self) -> usize {
        self.data.samples()
    }

    /// Numbers a sample.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn features(&self) -> usize {
        self.data.features()
    }

    /// Labels are below it.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn classes(&self) -> usize {
        self.data.classes()
    }

    /// Samples × features, row-major.
    #[must_use]
    pub fn inputs(&self) -> Vec<f64> {
        self.data.inputs().to_vec()
    }

    /// A class a sample.
    #[must_use]
    pub fn labels(&self) -> Vec<u32> {
        self.data.labels().to_vec()
    }
}
