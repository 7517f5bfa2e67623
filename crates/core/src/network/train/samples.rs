//! A data set in the precision of training.

use super::aligned::Aligned;
use crate::data::Dataset;
use crate::error::Error;
use crate::memory::try_filled;
use losscape_kernels::Real;

/// Inputs, a row a sample, and labels.
#[derive(Debug)]
pub(super) struct Samples<T> {
    features: usize,
    inputs: Aligned<T>,
    labels: Vec<u32>,
}

impl<T: Real> Samples<T> {
    /// A copy of `data`, rounded.
    pub(super) fn of(data: &Dataset) -> Result<Self, Error> {
        let mut inputs = Aligned::filled("inputs to train on", data.inputs().len(), T::ZERO)?;
        for (to, from) in inputs.iter_mut().zip(data.inputs()) {
            *to = T::from_f64(*from);
        }
        let mut labels = try_filled("labels to train on", data.samples(), 0)?;
        labels.copy_from_slice(data.labels());
        Ok(Samples {
            features: data.features(),
            inputs,
            labels,
        })
    }

    /// The inputs of one.
    pub(super) fn inputs_of(&self, sample: u32) -> &[T] {
        &self.inputs[sample as usize * self.features..][..self.features]
    }

    /// The label of one.
    pub(super) fn label_of(&self, sample: u32) -> usize {
        self.labels[sample as usize] as usize
    }
}
