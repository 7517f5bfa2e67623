//! A data set's inputs by features.

use crate::data::Dataset;
use crate::error::Error;
use crate::memory::try_filled;

/// The inputs that are not 0, feature by feature.
pub(super) struct Columns {
    /// Where those of a feature begin, and behind them all.
    starts: Vec<usize>,
    samples: Vec<u32>,
    inputs: Vec<f64>,
}

impl Columns {
    pub(super) fn of(data: &Dataset) -> Result<Self, Error> {
        let features = data.features();
        let column = |feature| data.inputs()[feature..].iter().step_by(features);
        let what = "inputs by features";
        let mut starts = try_filled(what, features + 1, 0)?;
        for feature in 0..features {
            let count = column(feature).filter(|input| **input != 0.0).count();
            starts[feature + 1] = starts[feature] + count;
        }
        let mut samples = try_filled(what, starts[features], 0)?;
        let mut inputs = try_filled(what, starts[features], 0.0)?;
        let mut to = samples.iter_mut().zip(&mut inputs);
        for feature in 0..features {
            for (sample, input) in (0..)
                .zip(column(feature))
                .filter(|(_, input)| **input != 0.0)
            {
                let (in_sample, value) = to.next().expect("all were counted");
                (*in_sample, *value) = (sample, *input);
            }
        }
        Ok(Columns {
            starts,
            samples,
            inputs,
        })
    }

    /// The samples and inputs of a feature.
    pub(super) fn of_feature(&self, feature: usize) -> impl Iterator<Item = (usize, f64)> {
        let range = self.starts[feature]..self.starts[feature + 1];
        let samples = self.samples[range.clone()].iter();
        samples
            .zip(&self.inputs[range])
            .map(|(&sample, &input)| (sample as usize, input))
    }
}
