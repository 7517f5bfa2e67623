//! A data set in the precision of training.

use crate::data::Dataset;
use crate::error::Error;
use std::ops::Deref;
use std::rc::Rc;

/// Inputs, a row a sample, and labels: those of a data set, which shares them.
pub(super) struct Samples<T> {
    data: Dataset,
    inputs: Rc<dyn Deref<Target = [T]>>,
}

impl Samples<f32> {
    /// Of `data`, rounded.
    pub(super) fn singles(data: &Dataset) -> Result<Self, Error> {
        Ok(Samples {
            inputs: data.singles()?,
            data: data.clone(),
        })
    }
}

impl Samples<f64> {
    /// Of `data`.
    pub(super) fn doubles(data: &Dataset) -> Self {
        Samples {
            inputs: data.doubles(),
            data: data.clone(),
        }
    }
}

impl<T> Samples<T> {
    /// The inputs of one.
    pub(super) fn inputs_of(&self, sample: u32) -> &[T] {
        let features = self.data.features();
        &self.inputs[sample as usize * features..][..features]
    }

    /// The label of one.
    pub(super) fn label_of(&self, sample: u32) -> usize {
        self.data.labels()[sample as usize] as usize
    }
}
