//! How a pass changes: forward-over-reverse differentiation of a block of samples.
//!
//! Along a direction of the weights it gives products with the Hessian (Pearlmutter, Neural Computation 6 (1994) 147); along
//! the z of one unit, the second derivatives of the loss by it and every z. Without what the activations' and the weights'
//! own second derivatives add, the Gauss–Newton matrix takes the place of the Hessian (Schraudolph, Neural Computation 14
//! (2002) 1723).

use super::Network;
use super::loss::Curvature;
use super::multiply::{Multiplier, rows};
use super::pass::{Pass, Units};
use super::shape::Layer;
use crate::error::Error;
use crate::memory::try_rows;

/// Which matrix of second derivatives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matrix {
    /// ∂²L/∂w².
    Hessian,
    /// The mean of Jᵀ·(∂²ℓ/∂o²)·J with J = ∂o/∂w: zero for losses that are piecewise linear.
    GaussNewton,
}

/// The rates of change of the units of one width, a row of samples a unit.
#[derive(Debug)]
pub(super) struct Rates {
    /// Of z.
    potential: Vec<f64>,
    /// Of a, and below it zeros where biases read it; of hidden units.
    pub(super) value: Vec<f64>,
    /// Of ∂L/∂z.
    pub(super) delta: Vec<f64>,
}

/// The rates of change of a [`Pass`].
#[derive(Debug)]
pub(super) struct Tangent {
    matrix: Matrix,
    /// Of the units of layer l, counted from 1, at l − 1.
    rates: Vec<Rates>,
    mean: Vec<f64>,
    multiplier: Multiplier,
}

impl Tangent {
    /// Room for blocks of `capacity` samples.
    #[inline(never)]
    pub(super) fn new(network: &Network, matrix: Matrix, capacity: usize) -> Result<Self, Error> {
        let layers = network.shape().layers();
        let room = |count: usize| try_rows("a block of samples", [count, capacity], 0.0);
        let mut rates = Vec::with_capacity(layers.len());
        let mut multiplier = Multiplier::default();
        for (l, layer) in layers.iter().enumerate() {
            rates.push(Rates {
                potential: room(layer.outputs)?,
                value: room(layers.get(l + 1).map_or(0, Layer::fan_in))?,
                delta: room(layer.outputs)?,
            });
            multiplier.reserve(capacity, layer.inputs.max(layer.outputs))?;
            multiplier.reserve(layer.inputs, capacity)?;
        }
        Ok(Tangent {
            matrix,
            rates,
            mean: room(1)?,
            multiplier,
        })
    }

    /// Of the units that layer `l`, counted from 0, writes.
    pub(super) fn rates(&self, l: usize) -> &Rates {
        &self.rates[l]
    }

    /// Along a direction of the weights.
    pub(super) fn along(&mut self, network: &Network, pass: &Pass, direction: &[f64]) {
        let (layers, count) = (network.shape().layers(), pass.samples);
        for (l, layer) in layers.iter().enumerate() {
            let (before, after) = self.rates.split_at_mut(l);
            let to = &mut after[0].potential[..layer.outputs * count];
            to.fill(0.0);
            let biases = layer.biases_of(direction);
            for (row, bias) in to.chunks_exact_mut(count).zip(biases) {
                row.fill(*bias);
            }
            let shape = [layer.outputs, count, layer.inputs];
            let turned = rows(layer.weights_of(direction), layer.inputs);
            self.multiplier
                .add(turned, rows(&pass.units[l].value, count), shape, to);
            if let Some(before) = before.last() {
                let weights = rows(layer.weights_of(network.parameters()), layer.inputs);
                self.multiplier
                    .add(weights, rows(&before.value, count), shape, to);
            }
            self.pass_slope(pass, l);
        }
        self.curve_outputs(network, pass);
        for l in (1..layers.len()).rev() {
            self.go_back(network, pass, l, Some(direction));
        }
    }

    /// Along z of one unit that layer `l`, counted from 0, writes: what lies behind it, and the ∂L/∂z of its own layer.
    pub(super) fn along_unit(&mut self, network: &Network, pass: &Pass, l: usize, unit: usize) {
        let (layers, count) = (network.shape().layers(), pass.samples);
        let own = &mut self.rates[l].potential[..layers[l].outputs * count];
        own.fill(0.0);
        own[unit * count..][..count].fill(1.0);
        self.pass_slope(pass, l);
        for (m, layer) in layers.iter().enumerate().skip(l + 1) {
            let (before, after) = self.rates.split_at_mut(m);
            let (from, to) = (&before[m - 1].value, &mut after[0].potential);
            let to = &mut to[..layer.outputs * count];
            to.fill(0.0);
            let weights = layer.weights_of(network.parameters());
            // Only one unit of the first layer behind changes.
            let (reads, shift) = if m == l + 1 {
                (1, unit)
            } else {
                (layer.inputs, 0)
            };
            self.multiplier.add(
                rows(&weights[shift..], layer.inputs),
                rows(&from[shift * count..], count),
                [layer.outputs, count, reads],
                to,
            );
            self.pass_slope(pass, m);
        }
        self.curve_outputs(network, pass);
        for m in (l + 1..layers.len()).rev() {
            self.go_back(network, pass, m, None);
        }
    }

    /// From z to a of the units that layer `l` writes, if they are hidden.
    fn pass_slope(&mut self, pass: &Pass, l: usize) {
        let Units { slope, count, .. } = &pass.units[l + 1];
        let Rates {
            potential, value, ..
        } = &mut self.rates[l];
        let len = count * pass.samples;
        if value.is_empty() {
            return;
        }
        for ((to, rate), slope) in value[..len].iter_mut().zip(&*potential).zip(slope) {
            *to = slope * rate;
        }
        for zero in value[len..].iter_mut().take(pass.samples) {
            *zero = 0.0;
        }
    }

    /// The second derivatives of the loss by the outputs, times the outputs' rates.
    fn curve_outputs(&mut self, network: &Network, pass: &Pass) {
        let (classes, count) = (network.shape().outputs(), pass.samples);
        let last = self.rates.len() - 1;
        let Rates {
            potential, delta, ..
        } = &mut self.rates[last];
        let potential = &potential[..classes * count];
        let delta = &mut delta[..classes * count];
        match network.loss().curvature() {
            Curvature::Zero => delta.fill(0.0),
            Curvature::Identity => {
                for (to, rate) in delta.iter_mut().zip(potential) {
                    *to = pass.scale * rate;
                }
            }
            Curvature::Softmax => {
                // p_j·(ȯ_j − Σ_i p_i·ȯ_i), relative to the rate of the largest output: where its p is near 1 the
                // difference would cancel.
                let mean = &mut self.mean[..count];
                mean.fill(0.0);
                for (to, rates) in delta
                    .chunks_exact_mut(count)
                    .zip(potential.chunks_exact(count))
                {
                    for (s, (to, rate)) in to.iter_mut().zip(rates).enumerate() {
                        *to = rate - potential[pass.tops[s] * count + s];
                    }
                }
                let probabilities = || pass.probabilities.chunks_exact(count);
                for (rates, p) in delta.chunks_exact(count).zip(probabilities()) {
                    for ((mean, rate), p) in mean.iter_mut().zip(rates).zip(p) {
                        *mean += p * rate;
                    }
                }
                for (rates, p) in delta.chunks_exact_mut(count).zip(probabilities()) {
                    for ((rate, mean), p) in rates.iter_mut().zip(&*mean).zip(p) {
                        *rate = pass.scale * p * (*rate - mean);
                    }
                }
            }
        }
    }

    /// From the ∂L/∂z that layer `l` writes to those that it reads, hidden ones.
    fn go_back(&mut self, network: &Network, pass: &Pass, l: usize, direction: Option<&[f64]>) {
        let (layer, count) = (network.shape().layers()[l], pass.samples);
        let (before, after) = self.rates.split_at_mut(l);
        let (to, from) = (&mut before[l - 1], &after[0]);
        let delta = &mut to.delta[..layer.inputs * count];
        delta.fill(0.0);
        let shape = [layer.inputs, count, layer.outputs];
        let mut add = |weights: &[f64], deltas: &[f64]| {
            let weights = rows(layer.weights_of(weights), layer.inputs).transposed();
            self.multiplier
                .add(weights, rows(deltas, count), shape, delta);
        };
        add(network.parameters(), &from.delta);
        let here = &pass.units[l];
        if self.matrix == Matrix::Hessian
            && let Some(direction) = direction
        {
            add(direction, &pass.units[l + 1].delta);
        }
        for (to, slope) in delta.iter_mut().zip(&here.slope) {
            *to *= slope;
        }
        if self.matrix == Matrix::Hessian {
            for ((to, bend), rate) in delta.iter_mut().zip(&here.bend).zip(&to.potential) {
                *to += bend * rate;
            }
        }
    }

    /// Adds the product of the matrix and the direction, after [`Tangent::along`].
    pub(super) fn add_product(&mut self, network: &Network, pass: &Pass, product: &mut [f64]) {
        let count = pass.samples;
        for (l, layer) in network.shape().layers().iter().enumerate() {
            let shape = [layer.outputs, layer.inputs, count];
            let to = layer.weights_of_mut(product);
            let mut add = |delta: &[f64], value: &[f64]| {
                let value = rows(value, count).transposed();
                self.multiplier.add(rows(delta, count), value, shape, to);
            };
            add(&self.rates[l].delta, &pass.units[l].value);
            if self.matrix == Matrix::Hessian && l > 0 {
                add(&pass.units[l + 1].delta, &self.rates[l - 1].value);
            }
            let deltas = self.rates[l].delta.chunks_exact(count);
            for (bias, delta) in layer.biases_of_mut(product).iter_mut().zip(deltas) {
                *bias += delta.iter().sum::<f64>();
            }
        }
    }
}
