//! Labelled samples, and the ones that the program makes itself.

pub mod average;
pub(crate) mod check;
pub mod digits;
pub mod labels;

use crate::error::Error;
use std::rc::Rc;

/// Labelled samples: a row of features and a class each.
///
/// Copies, first parts ([`Dataset::take`]) and sets with other labels ([`labels`]) share the one store of inputs.
#[derive(Debug, Clone)]
pub struct Dataset {
    samples: usize,
    features: usize,
    classes: usize,
    inputs: Rc<Vec<f64>>,
    labels: Rc<Vec<u32>>,
}

impl Dataset {
    /// Samples whose inputs are rows of `inputs`, one a label.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] without samples, for inputs that are not as many rows as there are labels or are not finite,
    /// and for a label that is no class.
    pub fn new(inputs: Vec<f64>, labels: Vec<u32>, classes: usize) -> Result<Self, Error> {
        let samples = labels.len();
        check::whole("labels.length", samples as u64, [1, u64::MAX])?;
        check::rows("inputs.length", inputs.len(), samples)?;
        check::finite("inputs", &inputs)?;
        check::labels(&labels, classes)?;
        Ok(Dataset {
            samples,
            features: inputs.len() / samples,
            classes,
            inputs: Rc::new(inputs),
            labels: Rc::new(labels),
        })
    }

    /// The first `samples` of them.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for none, and for more than there are.
    pub fn take(&self, samples: usize) -> Result<Self, Error> {
        check::whole("samples", samples as u64, [1, self.samples as u64])?;
        Ok(Dataset {
            samples,
            ..self.clone()
        })
    }

    /// The same inputs under other labels.
    pub(crate) fn relabelled(&self, labels: Vec<u32>, classes: usize) -> Self {
        assert_eq!(labels.len(), self.samples);
        Dataset {
            classes,
            labels: Rc::new(labels),
            ..self.clone()
        }
    }

    /// How many.
    #[must_use]
    pub fn samples(&self) -> usize {
        self.samples
    }

    /// Numbers a sample.
    #[must_use]
    pub fn features(&self) -> usize {
        self.features
    }

    /// Labels are below it.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// Samples × features, row-major.
    #[must_use]
    pub fn inputs(&self) -> &[f64] {
        &self.inputs[..self.samples * self.features]
    }

    /// A class a sample.
    #[must_use]
    pub fn labels(&self) -> &[u32] {
        &self.labels[..self.samples]
    }
}
