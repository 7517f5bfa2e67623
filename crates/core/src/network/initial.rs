//! Weights to start from.

use super::shape::Shape;
use crate::error::Error;
use crate::memory::try_filled;
use crate::rng::{Purpose, Stream};

/// The distribution of the first weights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Initial {
    /// Weights and biases uniform in [−1, 1].
    UnitCube,
    /// Weights uniform in ±√(6/(in + out)), biases 0 (Glorot, Bengio, AISTATS 2010, eq. 16).
    Glorot,
    /// Weights normal with variance 2/in, biases 0 (He, Zhang, Ren, Sun, ICCV 2015, eq. 10).
    He,
    /// Weights and biases uniform in [−a, a].
    Uniform(f64),
}

impl Initial {
    /// Parameters of the stream (seed, weights, replica), in their order.
    pub(super) fn draw(self, shape: &Shape, seed: u64, replica: u32) -> Result<Vec<f64>, Error> {
        let mut stream = Stream::new(seed, Purpose::Weights, replica, 0);
        let mut parameters = try_filled("the weights", shape.parameters(), 0.0)?;
        let mut uniform = |to: &mut [f64], half: f64| {
            for to in to {
                *to = half * (2.0 * stream.uniform() - 1.0);
            }
        };
        match self {
            Initial::UnitCube => uniform(&mut parameters, 1.0),
            Initial::Uniform(half) => uniform(&mut parameters, half),
            Initial::Glorot => {
                for layer in shape.layers() {
                    let half = (6.0 / (layer.inputs + layer.outputs) as f64).sqrt();
                    uniform(layer.weights_of_mut(&mut parameters), half);
                }
            }
            Initial::He => {
                for layer in shape.layers() {
                    let deviation = (2.0 / layer.inputs as f64).sqrt();
                    for weight in layer.weights_of_mut(&mut parameters) {
                        *weight = deviation * stream.normal();
                    }
                }
            }
        }
        Ok(parameters)
    }
}
