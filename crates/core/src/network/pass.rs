//! A block of samples on its way through a network and back.
//!
//! Arrays are unit by unit, the samples of a unit in a row: products with weights are products of matrices, and what is done
//! to a unit is done to a row.

use super::Network;
use super::loss::{Curvature, largest, softmax};
use super::multiply::{Multiplier, rows};
use crate::data::Dataset;
use crate::error::Error;
use crate::memory::try_rows;
use std::ops::Range;

/// What is known of the units of one width, a row of samples a unit.
#[derive(Debug, Default)]
pub(super) struct Units {
    pub(super) count: usize,
    /// a, and below it a row of ones where biases read it.
    pub(super) value: Vec<f64>,
    /// z, of hidden units.
    potential: Vec<f64>,
    /// φ′(z), of hidden units.
    pub(super) slope: Vec<f64>,
    /// φ″(z)·∂L/∂a, of hidden units.
    pub(super) bend: Vec<f64>,
    /// ∂L/∂z, of all but the inputs.
    pub(super) delta: Vec<f64>,
}

/// Values and derivatives of a block of samples; `units[0]` are the inputs, the last ones the outputs.
#[derive(Debug)]
pub(super) struct Pass {
    pub(super) samples: usize,
    pub(super) units: Vec<Units>,
    /// softmax of the outputs and the largest output of each sample, where the loss is curved by them.
    pub(super) probabilities: Vec<f64>,
    pub(super) tops: Vec<usize>,
    /// By which every sample counts.
    pub(super) scale: f64,
    multiplier: Multiplier,
}

/// Samples whose transposed rows are written at a time: a line of the cache.
const LINE: usize = 8;

impl Pass {
    /// Room for blocks of `capacity` samples.
    // Out of line, like the passes: each of a dozen callers would have a copy of its own (40 KB of WASM).
    #[inline(never)]
    pub(super) fn new(network: &Network, capacity: usize) -> Result<Self, Error> {
        let layers = network.shape().layers();
        let room = |count: usize| try_rows("a block of samples", [count, capacity], 0.0);
        let mut units = vec![Units {
            count: layers[0].inputs,
            value: room(layers[0].fan_in())?,
            ..Units::default()
        }];
        for (l, layer) in layers.iter().enumerate() {
            let count = layer.outputs;
            let next = layers.get(l + 1);
            let hidden = || room(if next.is_some() { count } else { 0 });
            units.push(Units {
                count,
                value: room(next.map_or(count, |next| next.fan_in()))?,
                potential: hidden()?,
                slope: hidden()?,
                bend: hidden()?,
                delta: room(count)?,
            });
        }
        let curved = usize::from(network.loss().curvature() == Curvature::Softmax);
        let mut multiplier = Multiplier::default();
        for layer in layers {
            multiplier.reserve(capacity, layer.inputs.max(layer.outputs))?;
            multiplier.reserve(layer.inputs, capacity)?;
        }
        Ok(Pass {
            samples: 0,
            units,
            probabilities: room(curved * network.shape().outputs())?,
            tops: try_rows("a block of samples", [curved, capacity], 0)?,
            scale: 1.0,
            multiplier,
        })
    }

    /// Values of every unit.
    #[inline(never)]
    pub(super) fn forward(&mut self, network: &Network, data: &Dataset, samples: Range<usize>) {
        let count = samples.len();
        self.samples = count;
        let features = data.features();
        let inputs = &data.inputs()[samples.start * features..samples.end * features];
        transpose(
            inputs,
            features,
            &mut self.units[0].value[..features * count],
        );
        for (l, layer) in network.shape().layers().iter().enumerate() {
            let (before, after) = self.units.split_at_mut(l + 1);
            let (from, to) = (&mut before[l], &mut after[0]);
            from.value[layer.inputs * count..][..(layer.fan_in() - layer.inputs) * count].fill(1.0);
            let Units {
                value, potential, ..
            } = to;
            let len = layer.outputs * count;
            let z = &mut if potential.is_empty() {
                &mut *value
            } else {
                &mut *potential
            }[..len];
            z.fill(0.0);
            let biases = layer.biases_of(network.parameters());
            for (row, bias) in z.chunks_exact_mut(count).zip(biases) {
                row.fill(*bias);
            }
            let weights = rows(layer.weights_of(network.parameters()), layer.inputs);
            let shape = [layer.outputs, count, layer.inputs];
            self.multiplier
                .add(weights, rows(&from.value, count), shape, z);
            let hidden = len.min(potential.len());
            for (value, z) in value.iter_mut().zip(&potential[..hidden]) {
                *value = network.activation().value(*z);
            }
        }
    }

    /// The outputs of one sample.
    pub(super) fn outputs_of(&self, sample: usize, outputs: &mut [f64]) {
        let values = self.outputs()[sample..].iter().step_by(self.samples);
        for (to, from) in outputs.iter_mut().zip(values) {
            *to = *from;
        }
    }

    /// A row of samples an output.
    pub(super) fn outputs(&self) -> &[f64] {
        let last = &self.units[self.units.len() - 1];
        &last.value[..last.count * self.samples]
    }

    /// Derivatives by every unit's z of `scale` times the sum of the samples' losses, after [`Pass::forward`].
    #[inline(never)]
    pub(super) fn backward(&mut self, network: &Network, labels: &[u32], scale: f64) {
        self.scale = scale;
        self.differentiate_loss(network, labels);
        let count = self.samples;
        for (l, layer) in network.shape().layers().iter().enumerate().skip(1).rev() {
            let (before, after) = self.units.split_at_mut(l + 1);
            let (to, from) = (&mut before[l], &after[0]);
            let delta = &mut to.delta[..layer.inputs * count];
            delta.fill(0.0);
            let weights = rows(layer.weights_of(network.parameters()), layer.inputs);
            let shape = [layer.inputs, count, layer.outputs];
            self.multiplier
                .add(weights.transposed(), rows(&from.delta, count), shape, delta);
            let derivatives = to.slope.iter_mut().zip(&mut to.bend);
            for ((delta, z), (slope, bend)) in delta.iter_mut().zip(&to.potential).zip(derivatives)
            {
                let [first, second] = network.activation().derivatives(*z);
                *slope = first;
                *bend = second * *delta;
                *delta *= first;
            }
        }
    }

    fn differentiate_loss(&mut self, network: &Network, labels: &[u32]) {
        let (count, scale) = (self.samples, self.scale);
        let classes = network.shape().outputs();
        let (mut outputs, mut each) = (vec![0.0; classes], vec![0.0; classes]);
        let last = self.units.len() - 1;
        for (s, label) in labels.iter().enumerate() {
            self.outputs_of(s, &mut outputs);
            network
                .loss()
                .gradient(&outputs, *label as usize, &mut each);
            let delta = self.units[last].delta[s..].iter_mut().step_by(count);
            for (to, from) in delta.zip(&each) {
                *to = scale * from;
            }
            if network.loss().curvature() == Curvature::Softmax {
                softmax(&outputs, &mut each);
                self.tops[s] = largest(&outputs);
                let probabilities = self.probabilities[s..].iter_mut().step_by(count);
                for (to, from) in probabilities.zip(&each) {
                    *to = *from;
                }
            }
        }
    }

    /// Adds the gradient of the block, after [`Pass::backward`].
    pub(super) fn add_gradient(&mut self, network: &Network, gradient: &mut [f64]) {
        let count = self.samples;
        for (l, layer) in network.shape().layers().iter().enumerate() {
            let delta = &self.units[l + 1].delta;
            self.multiplier.add(
                rows(delta, count),
                rows(&self.units[l].value, count).transposed(),
                [layer.outputs, layer.inputs, count],
                layer.weights_of_mut(gradient),
            );
            for (bias, delta) in layer
                .biases_of_mut(gradient)
                .iter_mut()
                .zip(delta.chunks_exact(count))
            {
                *bias += delta.iter().sum::<f64>();
            }
        }
    }
}

impl Pass {
    /// The samples in which a unit of a hidden width is on, after [`Pass::backward`].
    pub(super) fn samples_on(&self, width: usize, unit: usize) -> Vec<usize> {
        let slopes = &self.units[width].slope[unit * self.samples..][..self.samples];
        (0..self.samples).filter(|&s| slopes[s] != 0.0).collect()
    }

    /// How many samples are no further than `near` from a kink of a hidden unit or of the loss, after [`Pass::forward`].
    pub(super) fn near_kinks(&self, network: &Network, labels: &[u32], near: f64) -> u32 {
        let mut outputs = vec![0.0; network.shape().outputs()];
        let is_near = |(s, label): (usize, &u32)| {
            self.outputs_of(s, &mut outputs);
            let mut hidden = self.units.iter().flat_map(|units| {
                let len = units.potential.len().min(units.count * self.samples);
                units.potential[..len].iter().skip(s).step_by(self.samples)
            });
            network.activation().switches() && hidden.any(|z| z.abs() <= near)
                || network.loss().kink_distance(&outputs, *label as usize) <= near
        };
        labels
            .iter()
            .enumerate()
            .map(is_near)
            .filter(|&near| near)
            .count() as u32
    }

    /// What `from` knows of the samples at the given places, after its [`Pass::backward`].
    pub(super) fn gather(&mut self, from: &Pass, at: &[usize]) {
        self.samples = at.len();
        self.scale = from.scale;
        if at.is_empty() {
            return;
        }
        let pick = |from_rows: &[f64], to_rows: &mut [f64]| {
            let to_rows = to_rows.chunks_exact_mut(at.len());
            for (from, to) in from_rows.chunks_exact(from.samples).zip(to_rows) {
                for (to, at) in to.iter_mut().zip(at) {
                    *to = from[*at];
                }
            }
        };
        for (to, from) in self.units.iter_mut().zip(&from.units) {
            pick(&from.value, &mut to.value);
            pick(&from.slope, &mut to.slope);
            pick(&from.bend, &mut to.bend);
            pick(&from.delta, &mut to.delta);
        }
        pick(&from.probabilities, &mut self.probabilities);
        for (to, at) in self.tops.iter_mut().zip(at) {
            *to = from.tops[*at];
        }
    }
}

/// Columns to rows.
fn transpose(from: &[f64], width: usize, to: &mut [f64]) {
    let height = from.len() / width;
    for (c, lines) in from.chunks(LINE * width).enumerate() {
        for j in 0..width {
            let to = &mut to[j * height + c * LINE..];
            for (to, row) in to.iter_mut().zip(lines.chunks_exact(width)) {
                *to = row[j];
            }
        }
    }
}
