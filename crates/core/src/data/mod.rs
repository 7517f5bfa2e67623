//! Labelled samples, and the ones that the program makes itself.

pub mod average;
pub(crate) mod check;
pub mod digits;
pub mod labels;

use crate::aligned::Aligned;
use crate::error::Error;
use std::cell::OnceCell;
use std::rc::Rc;

/// Labelled samples: a row of features and a class each.
///
/// Copies, first parts ([`Dataset::take`]) and sets with other labels ([`labels`]) share the one store of inputs, in doubles and in singles.
#[derive(Debug, Clone)]
pub struct Dataset {
    samples: usize,
    features: usize,
    classes: usize,
    inputs: Rc<Vec<f64>>,
    /// The inputs in singles, once they are wanted.
    singles: Rc<OnceCell<Rc<Aligned<f32>>>>,
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
            singles: Rc::default(),
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

    /// The inputs of all samples of the store.
    pub(crate) fn doubles(&self) -> Rc<Vec<f64>> {
        Rc::clone(&self.inputs)
    }

    /// The inputs of all samples of the store, rounded: a copy that is made at first and kept with them.
    pub(crate) fn singles(&self) -> Result<Rc<Aligned<f32>>, Error> {
        if let Some(singles) = self.singles.get() {
            return Ok(Rc::clone(singles));
        }
        let mut singles = Aligned::filled("inputs to train on", self.inputs.len(), 0.0)?;
        for (to, from) in singles.iter_mut().zip(&*self.inputs) {
            *to = *from as f32;
        }
        Ok(Rc::clone(self.singles.get_or_init(|| Rc::new(singles))))
    }

    /// A class a sample.
    #[must_use]
    pub fn labels(&self) -> &[u32] {
        &self.labels[..self.samples]
    }
}
