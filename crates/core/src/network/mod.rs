//! Fully connected networks in f64: values, losses, gradients, and exact second derivatives.
//!
//! z_l = W_l·a_{l−1} + b_l and a_l = φ(z_l), with a_0 a sample's inputs, for l = 1 … L; the last layer is linear, o = z_L.
//! The loss of a data set is the mean over its samples. At kinks, of an activation or a loss, derivatives are 0.

mod activation;
mod check;
pub mod curvature;
mod initial;
mod local;
mod loss;
mod multiply;
mod objective;
mod pass;
mod shape;
mod tangent;
pub mod train;

pub use activation::Activation;
pub use initial::Initial;
pub use local::Activity;
pub use loss::Loss;
pub use objective::{DataLoss, WeightSlots};
pub use shape::{Layer, Shape};

use crate::data::Dataset;
use crate::error::Error;
use crate::memory::try_rows;
use pass::Pass;
use std::ops::Range;

/// Samples that go through the network at a time: 100 rows of them are 0.2 MB, within a second-level cache.
const BLOCK: usize = 256;

/// What a network is, but for its weights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Architecture {
    /// Units a layer, from the inputs to the outputs; two or more.
    pub layers: Vec<usize>,
    /// Of all layers but the last.
    pub activation: Activation,
    /// Of a sample.
    pub loss: Loss,
    /// Whether units have them.
    pub biases: bool,
}

/// A network and its weights.
#[derive(Debug, Clone)]
pub struct Network {
    shape: Shape,
    activation: Activation,
    loss: Loss,
    parameters: Vec<f64>,
}

impl Network {
    /// A network with the weights of a seed and a replica.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for fewer than two widths, a width of 0, too many weights, and a bound of uniform weights
    /// that is negative or not finite; [`Error::OutOfMemory`].
    #[inline(never)]
    pub fn create(
        architecture: &Architecture,
        initial: Initial,
        seed: u64,
        replica: u32,
    ) -> Result<Self, Error> {
        check::widths(&architecture.layers)?;
        check::initial(initial)?;
        let shape = Shape::new(&architecture.layers, architecture.biases);
        let parameters = initial.draw(&shape, seed, replica)?;
        Ok(Self::of(architecture, shape, parameters))
    }

    /// A network with the given weights and biases, in the order of [`Shape`].
    ///
    /// # Errors
    /// [`Error::InvalidInput`] as of [`Network::create`], and for another number of weights, a NaN or an infinity.
    #[inline(never)]
    pub fn from_parameters(
        architecture: &Architecture,
        parameters: Vec<f64>,
    ) -> Result<Self, Error> {
        check::widths(&architecture.layers)?;
        let shape = Shape::new(&architecture.layers, architecture.biases);
        check::parameters(&shape, &parameters)?;
        Ok(Self::of(architecture, shape, parameters))
    }

    fn of(architecture: &Architecture, shape: Shape, parameters: Vec<f64>) -> Self {
        Network {
            shape,
            activation: architecture.activation,
            loss: architecture.loss,
            parameters,
        }
    }

    /// Its layers.
    #[must_use]
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Weights and biases, in the order of [`Shape`].
    #[must_use]
    pub fn parameters(&self) -> &[f64] {
        &self.parameters
    }

    /// Weights and biases, to be changed.
    pub fn parameters_mut(&mut self) -> &mut [f64] {
        &mut self.parameters
    }

    /// Of all layers but the last.
    #[must_use]
    pub fn activation(&self) -> Activation {
        self.activation
    }

    /// Of a sample.
    #[must_use]
    pub fn loss(&self) -> Loss {
        self.loss
    }

    /// The outputs of every sample: samples × classes, row-major.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for data of other widths; [`Error::OutOfMemory`].
    pub fn outputs(&self, data: &Dataset) -> Result<Vec<f64>, Error> {
        let classes = self.shape.outputs();
        let mut outputs = try_rows("the outputs", [data.samples(), classes], 0.0)?;
        self.for_each_block(data, &mut |pass, samples| {
            for (s, sample) in samples.enumerate() {
                pass.outputs_of(s, &mut outputs[sample * classes..][..classes]);
            }
        })?;
        Ok(outputs)
    }

    /// The class of every sample: its largest output, the first of equal ones.
    ///
    /// # Errors
    /// As [`Network::outputs`].
    pub fn classify(&self, data: &Dataset) -> Result<Vec<u32>, Error> {
        let outputs = self.outputs(data)?;
        let each = outputs.chunks_exact(self.shape.outputs());
        Ok(each.map(|outputs| loss::largest(outputs) as u32).collect())
    }

    /// The same inputs under the labels that this network gives: a teacher's set.
    ///
    /// # Errors
    /// As [`Network::outputs`].
    pub fn teach(&self, data: &Dataset) -> Result<Dataset, Error> {
        Ok(data.relabelled(self.classify(data)?, self.shape.outputs()))
    }

    /// The mean over samples of the loss, and the fraction of them whose label has the largest output; of equal outputs
    /// the first wins.
    ///
    /// # Errors
    /// As [`Network::outputs`].
    pub fn evaluate(&self, data: &Dataset) -> Result<Evaluation, Error> {
        check::fits(&self.shape, data)?;
        let mut outputs = vec![0.0; self.shape.outputs()];
        let (mut loss, mut right) = (0.0, 0_usize);
        self.for_each_block(data, &mut |pass, samples| {
            for (s, label) in data.labels()[samples].iter().enumerate() {
                pass.outputs_of(s, &mut outputs);
                loss += self.loss.value(&outputs, *label as usize);
                right += usize::from(loss::largest(&outputs) == *label as usize);
            }
        })?;
        let samples = data.samples() as f64;
        Ok(Evaluation {
            loss: loss / samples,
            accuracy: right as f64 / samples,
        })
    }

    /// The loss, and its gradient into `gradient`, in the order of the parameters.
    ///
    /// # Errors
    /// As [`Network::outputs`].
    pub fn gradient(&self, data: &Dataset, gradient: &mut [f64]) -> Result<f64, Error> {
        assert_eq!(gradient.len(), self.shape.parameters());
        check::fits(&self.shape, data)?;
        let mut pass = Pass::new(self, BLOCK.min(data.samples()))?;
        Ok(self.slope(data, &mut pass, gradient))
    }

    /// The same, of data that fit and with room for their blocks.
    fn slope(&self, data: &Dataset, pass: &mut Pass, gradient: &mut [f64]) -> f64 {
        gradient.fill(0.0);
        let scale = 1.0 / data.samples() as f64;
        let mut outputs = vec![0.0; self.shape.outputs()];
        let mut loss = 0.0;
        for samples in blocks(data.samples(), BLOCK) {
            pass.forward(self, data, samples.clone());
            let labels = &data.labels()[samples];
            for (s, label) in labels.iter().enumerate() {
                pass.outputs_of(s, &mut outputs);
                loss += self.loss.value(&outputs, *label as usize);
            }
            pass.backward(self, labels, scale);
            pass.add_gradient(self, gradient);
        }
        loss / data.samples() as f64
    }

    /// Sends the data through in blocks, each of which `then` is shown.
    #[inline(never)]
    fn for_each_block(
        &self,
        data: &Dataset,
        then: &mut dyn FnMut(&mut Pass, Range<usize>),
    ) -> Result<(), Error> {
        check::reads(&self.shape, data)?;
        let mut pass = Pass::new(self, BLOCK.min(data.samples()))?;
        for samples in blocks(data.samples(), BLOCK) {
            pass.forward(self, data, samples.clone());
            then(&mut pass, samples);
        }
        Ok(())
    }
}

/// How well a network does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evaluation {
    /// The mean over samples.
    pub loss: f64,
    /// The fraction of samples that are classified rightly.
    pub accuracy: f64,
}

/// All of `count`, `size` at a time.
fn blocks(count: usize, size: usize) -> impl Iterator<Item = Range<usize>> {
    (0..count)
        .step_by(size)
        .map(move |from| from..count.min(from + size))
}
