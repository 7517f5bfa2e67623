//! Products with the Hessian and the Gauss–Newton matrix, without the matrix.

use super::Matrix;
use crate::data::Dataset;
use crate::error::Error;
use crate::lanczos::Operator;
use crate::network::pass::Pass;
use crate::network::tangent::Tangent;
use crate::network::{BLOCK, Network, blocks, check};

/// Multiplies vectors by a matrix of second derivatives, in memory that is allocated once.
#[derive(Debug)]
pub struct Products {
    network: Network,
    data: Dataset,
    pass: Pass,
    tangent: Tangent,
}

impl Products {
    /// Of a network on a data set.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for data of other widths; [`Error::OutOfMemory`].
    pub fn new(network: Network, data: Dataset, matrix: Matrix) -> Result<Self, Error> {
        check::fits(network.shape(), &data)?;
        let capacity = BLOCK.min(data.samples());
        Ok(Products {
            pass: Pass::new(&network, capacity)?,
            tangent: Tangent::new(&network, matrix, capacity)?,
            network,
            data,
        })
    }
}

impl Operator for Products {
    fn n(&self) -> usize {
        self.network.shape().parameters()
    }

    /// One pass forward and back over the data, and one of their derivatives.
    ///
    /// # Panics
    /// For lengths other than the number of weights.
    fn apply(&mut self, vector: &[f64], product: &mut [f64]) {
        let Products {
            network,
            data,
            pass,
            tangent,
        } = self;
        let n = network.shape().parameters();
        assert!(vector.len() == n && product.len() == n);
        product.fill(0.0);
        let scale = 1.0 / data.samples() as f64;
        for samples in blocks(data.samples(), BLOCK) {
            pass.forward(network, data, samples.clone());
            pass.backward(network, &data.labels()[samples], scale);
            tangent.along(network, pass, vector);
            tangent.add_product(network, pass, product);
        }
    }
    /// Six operations a weight and sample in either direction.
    fn flops(&self) -> f64 {
        12.0 * self.n() as f64 * self.data.samples() as f64
    }
}
