//! The loss of a network on a data set, as a function of its weights.

use super::pass::Pass;
use super::{BLOCK, Network, check};
use crate::data::Dataset;
use crate::error::Error;
use crate::memory::try_rows;
use crate::objective::{Objective, Slots};

/// The mean loss on a data set of networks of one architecture, in doubles.
pub struct DataLoss {
    network: Network,
    data: Dataset,
}

impl DataLoss {
    /// The loss on `data` of networks that differ from `network` in their weights.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for data of other widths.
    pub fn new(network: Network, data: Dataset) -> Result<Self, Error> {
        check::fits(network.shape(), &data)?;
        Ok(DataLoss { network, data })
    }

    /// What it is the loss on.
    #[must_use]
    pub fn data(&self) -> &Dataset {
        &self.data
    }

    /// The network of these weights.
    pub(super) fn network_at(&self, weights: Vec<f64>) -> Network {
        Network {
            parameters: weights,
            ..self.network.clone()
        }
    }

    /// A block of samples at most.
    fn block(&self) -> usize {
        BLOCK.min(self.data.samples())
    }
}

/// Weights, losses and gradients, and the network that is evaluated.
pub struct WeightSlots {
    weights: Vec<f64>,
    losses: Vec<f64>,
    gradients: Vec<f64>,
    network: Network,
    pass: Pass,
}

impl Slots for WeightSlots {
    fn put(&mut self, slot: usize, point: &[f64]) {
        self.weights[slot * point.len()..][..point.len()].copy_from_slice(point);
    }

    fn take(&self, slot: usize, gradient: &mut [f64]) -> f64 {
        let n = gradient.len();
        gradient.copy_from_slice(&self.gradients[slot * n..][..n]);
        self.losses[slot]
    }
}

impl Objective for DataLoss {
    type Slots = WeightSlots;

    fn dimension(&self) -> usize {
        self.network.shape().parameters()
    }

    /// Three products of every weight with every sample.
    fn flops(&self) -> f64 {
        6.0 * (self.dimension() as f64 * self.data.samples() as f64)
    }

    fn slots(&self, count: usize) -> Result<WeightSlots, Error> {
        let room = |width| try_rows("the weights", [count, width], 0.0);
        Ok(WeightSlots {
            weights: room(self.dimension())?,
            losses: room(1)?,
            gradients: room(self.dimension())?,
            network: self.network.clone(),
            pass: Pass::new(&self.network, self.block())?,
        })
    }

    fn evaluate(&self, slots: &mut WeightSlots, count: usize) {
        let n = self.dimension();
        let WeightSlots {
            weights,
            losses,
            gradients,
            network,
            pass,
        } = slots;
        let each = weights.chunks_exact(n).zip(gradients.chunks_exact_mut(n));
        for ((weights, gradient), loss) in each.zip(losses).take(count) {
            network.parameters_mut().copy_from_slice(weights);
            *loss = network.slope(&self.data, pass, gradient);
        }
    }
}
