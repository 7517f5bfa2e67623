//! What is reported of a trained network, in doubles, a block of samples at a time.

use crate::data::Dataset;
use crate::error::Error;
use crate::memory::try_filled;
use crate::network::loss::largest;
use crate::network::pass::Pass;
use crate::network::{BLOCK, Evaluation, Network};

/// An evaluation under way: loss and accuracy, with the bits of [`Network::evaluate`], and the gradient if it is wanted.
pub(super) struct Closing {
    pass: Pass,
    outputs: Vec<f64>,
    gradient: Vec<f64>,
    next: usize,
    loss: f64,
    right: usize,
}

impl Closing {
    /// Room for networks of the shape of `network`.
    pub(super) fn new(network: &Network) -> Result<Self, Error> {
        let shape = network.shape();
        Ok(Closing {
            pass: Pass::new(network, BLOCK)?,
            outputs: try_filled("outputs", shape.outputs(), 0.0)?,
            gradient: try_filled("a gradient", shape.parameters(), 0.0)?,
            next: 0,
            loss: 0.0,
            right: 0,
        })
    }

    /// All of `data` at once: what [`Closing::take`] gives, and the floating-point operations that took.
    pub(super) fn whole(
        &mut self,
        network: &Network,
        data: &Dataset,
        slope: bool,
    ) -> ((Evaluation, f64), f64) {
        let mut work = 0.0;
        while !self.is_done(data) {
            work += self.advance(network, data, slope);
        }
        (self.take(data), work)
    }

    /// Takes the next block of `data`; returns the floating-point operations that took.
    #[inline(never)]
    pub(super) fn advance(&mut self, network: &Network, data: &Dataset, slope: bool) -> f64 {
        let samples = self.next..data.samples().min(self.next + BLOCK);
        let labels = &data.labels()[samples.clone()];
        let count = labels.len();
        self.pass.forward(network, data, samples);
        for (s, label) in labels.iter().enumerate() {
            self.pass.outputs_of(s, &mut self.outputs);
            self.loss += network.loss().value(&self.outputs, *label as usize);
            self.right += usize::from(largest(&self.outputs) == *label as usize);
        }
        if slope {
            self.pass
                .backward(network, labels, 1.0 / data.samples() as f64);
            self.pass.add_gradient(network, &mut self.gradient);
        }
        self.next += count;
        let passes = if slope { 6 } else { 2 };
        (passes * count * network.shape().parameters()) as f64
    }

    /// Whether all of `data` was taken.
    pub(super) fn is_done(&self, data: &Dataset) -> bool {
        self.next == data.samples()
    }

    /// What was found, and |∇L|; ready for another evaluation.
    pub(super) fn take(&mut self, data: &Dataset) -> (Evaluation, f64) {
        let samples = data.samples() as f64;
        let evaluation = Evaluation {
            loss: self.loss / samples,
            accuracy: self.right as f64 / samples,
        };
        let squares: f64 = self.gradient.iter().map(|slope| slope * slope).sum();
        self.gradient.fill(0.0);
        (self.next, self.loss, self.right) = (0, 0.0, 0);
        (evaluation, squares.sqrt())
    }
}
