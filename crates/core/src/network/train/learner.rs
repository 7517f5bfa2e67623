//! A network that learns: its weights in the precision of training, and steps of stochastic gradient descent.

use super::samples::Samples;
use crate::aligned::Aligned;
use crate::error::Error;
use crate::network::{Activation, Architecture, Loss, Shape};
use losscape_kernels::Real;
use losscape_kernels::dense::activation::scale_by;
use losscape_kernels::dense::loss::{self, Outputs};
use losscape_kernels::dense::{Factors, Groups, Sums, copy, products, transpose, width};
use losscape_kernels::vector::axpy;

/// Samples that go through the network at a time, if a batch has so many. Of 104 inputs in singles they are 53 KB, and their
/// panels as much: within a second-level cache.
const BLOCK: usize = 128;

/// The map from one layer of units to the next.
#[derive(Debug)]
struct Layer<T> {
    outputs: usize,
    /// Units it reads, and one that is always 1 if there are biases.
    fan_in: usize,
    /// A row an output, of [`Layer::row`] entries: the weights, the bias, zeros.
    weights: Aligned<T>,
    row: usize,
    /// A row an input, of a weight an output.
    transposed: Aligned<T>,
    /// What is added to the weights after a step, in their places: with momentum, or where a batch has several blocks.
    step: Aligned<T>,
}

/// What is known of the units of one width, for a block of samples.
#[derive(Debug)]
struct Units<T> {
    count: usize,
    /// Rows of a panel of values: the units, and a row of ones if biases read them.
    height: usize,
    /// Panels of values.
    values: Aligned<T>,
    /// Panels of the activation's derivatives, of hidden units.
    slopes: Aligned<T>,
    /// Panels of derivatives of the loss by what reaches a unit, of all but the inputs.
    deltas: Aligned<T>,
    /// The values, a row a sample, of [`Units::row`] entries; of all but the outputs.
    value_rows: Aligned<T>,
    row: usize,
    /// The deltas, a row a sample; of all but the inputs.
    delta_rows: Aligned<T>,
}

/// A network in training, and room for a block of samples.
#[derive(Debug)]
pub(super) struct Learner<T> {
    layers: Vec<Layer<T>>,
    units: Vec<Units<T>>,
    targets: Aligned<T>,
    counts: Aligned<T>,
    block: usize,
    activation: Activation,
    loss: Loss,
}

/// How a step is taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    /// By which the gradient, or what momentum makes of it, is multiplied.
    pub(super) rate: f64,
    /// The share of the last step's direction that is added to the gradient.
    pub(super) momentum: f64,
}

impl<T: Real> Learner<T> {
    /// Room for batches of `batch` samples.
    pub(super) fn new(
        architecture: &Architecture,
        shape: &Shape,
        batch: usize,
    ) -> Result<Self, Error> {
        let block = batch.min(BLOCK).next_multiple_of(width::<T>());
        let zeros = |len: usize| Aligned::filled("a network in training", len, T::ZERO);
        let bias = usize::from(architecture.biases);
        let mut layers = Vec::new();
        let mut units = Vec::new();
        let last = architecture.layers.len() - 1;
        for (l, &count) in architecture.layers.iter().enumerate() {
            let height = if l < last { count + bias } else { count };
            let row = height.next_multiple_of(width::<T>());
            let room = |wanted: bool, len: usize| zeros(if wanted { len * block } else { 0 });
            let mut these = Units {
                count,
                height,
                values: room(true, height)?,
                slopes: room(0 < l && l < last, count)?,
                deltas: room(0 < l, count)?,
                value_rows: room(l < last, row)?,
                row,
                delta_rows: room(0 < l, count)?,
            };
            if l < last && architecture.biases {
                these.put_ones();
            }
            units.push(these);
        }
        for layer in shape.layers() {
            let fan_in = layer.inputs + bias;
            let row = fan_in.next_multiple_of(width::<T>());
            layers.push(Layer {
                outputs: layer.outputs,
                fan_in,
                weights: zeros(layer.outputs * row)?,
                row,
                transposed: zeros(layer.outputs * fan_in)?,
                step: zeros(layer.outputs * row)?,
            });
        }
        Ok(Learner {
            layers,
            targets: zeros(block * shape.outputs())?,
            counts: zeros(block)?,
            units,
            block,
            activation: architecture.activation,
            loss: architecture.loss,
        })
    }

    /// Takes the parameters of a network, and forgets its steps.
    pub(super) fn set(&mut self, shape: &Shape, parameters: &[f64]) {
        for (layer, place) in self.layers.iter_mut().zip(shape.layers()) {
            layer.step.fill(T::ZERO);
            for (output, row) in layer.weights.chunks_exact_mut(layer.row).enumerate() {
                for (input, weight) in row[..layer.fan_in].iter_mut().enumerate() {
                    *weight = T::from_f64(parameters[place.place(output, input)]);
                }
            }
            layer.transpose();
        }
    }

    /// The parameters of the network.
    pub(super) fn get(&self, shape: &Shape, parameters: &mut [f64]) {
        for (layer, place) in self.layers.iter().zip(shape.layers()) {
            for (output, row) in layer.weights.chunks_exact(layer.row).enumerate() {
                for (input, weight) in row[..layer.fan_in].iter().enumerate() {
                    parameters[place.place(output, input)] = weight.to_f64();
                }
            }
        }
    }

    /// A step down the mean loss of the samples named by `batch`; returns that mean, as it was before the step.
    pub(super) fn step(&mut self, samples: &Samples<T>, batch: &[u32], step: Step) -> f64 {
        // Without momentum, what a batch of one block adds to the weights is added to them at once.
        let at_once = step.momentum == 0.0 && batch.len() <= self.block;
        let share = 1.0 / batch.len() as f64;
        if !at_once {
            for layer in &mut self.layers {
                layer.slow_down(step.momentum);
            }
        }
        let mut loss = 0.0;
        for block in batch.chunks(self.block) {
            self.gather(samples, block);
            self.forward(block.len());
            let scale = if at_once { -step.rate * share } else { share };
            loss += self.differentiate(block.len(), scale);
            self.backward(block.len());
            self.add_gradient(block.len(), at_once);
        }
        for layer in &mut self.layers {
            if !at_once {
                axpy(T::from_f64(-step.rate), &layer.step, &mut layer.weights);
            }
            layer.transpose();
        }
        share * loss
    }

    /// Copies the inputs of `block`, and marks their labels.
    fn gather(&mut self, samples: &Samples<T>, block: &[u32]) {
        let one = T::from_f64(1.0);
        let panels = panels::<T>(block.len());
        let inputs = &mut self.units[0];
        let mut rows = inputs.value_rows.chunks_exact_mut(inputs.row);
        for (row, sample) in (&mut rows).zip(block) {
            copy(samples.inputs_of(*sample), &mut row[..inputs.count]);
        }
        for row in rows.take(panels * width::<T>() - block.len()) {
            row[..inputs.count].fill(T::ZERO);
        }
        inputs.put_panels(panels);
        let classes = self.layers[self.layers.len() - 1].outputs;
        self.targets[..panels * classes * width::<T>()].fill(T::ZERO);
        self.counts.fill(T::ZERO);
        for (s, sample) in block.iter().enumerate() {
            let (panel, lane) = (s / width::<T>(), s % width::<T>());
            let row = panel * classes + samples.label_of(*sample);
            self.targets[row * width::<T>() + lane] = one;
            self.counts[s] = one;
        }
    }

    /// Values of all units.
    fn forward(&mut self, count: usize) {
        let panels = panels::<T>(count);
        let activate = self.activation.kernel();
        for (l, layer) in self.layers.iter().enumerate() {
            let (before, after) = self.units.split_at_mut(l + 1);
            let (from, to) = (&before[l], &mut after[0]);
            let [from_panel, to_panel] = [from.height, to.height].map(|h| h * width::<T>());
            products(
                Factors {
                    entries: &layer.transposed,
                    step: layer.outputs,
                },
                Groups {
                    entries: &from.values,
                    step: width::<T>(),
                    group: from_panel,
                },
                [layer.outputs, layer.fan_in, panels],
                &mut Sums {
                    entries: &mut to.values,
                    row: width::<T>(),
                    group: to_panel,
                    added: false,
                },
            );
            let slopes = to.slopes.chunks_exact_mut(to.count * width::<T>());
            for (z, slopes) in to
                .values
                .chunks_exact_mut(to_panel)
                .zip(slopes)
                .take(panels)
            {
                activate(&mut z[..slopes.len()], slopes);
            }
        }
    }

    /// Derivatives by the outputs, times `scale`; returns the sum of the losses.
    fn differentiate(&mut self, count: usize, scale: f64) -> f64 {
        let loss = loss_of(self.loss);
        let outputs = &mut self.units[self.layers.len()];
        let panels = panels::<T>(count);
        let used = panels * outputs.count * width::<T>();
        let sum = loss(&mut Outputs {
            classes: outputs.count,
            values: &outputs.values[..used],
            targets: &self.targets[..used],
            counts: &self.counts[..panels * width::<T>()],
            scale: T::from_f64(scale),
            deltas: &mut outputs.deltas[..used],
        });
        sum.to_f64()
    }

    /// Derivatives by what reaches hidden units.
    fn backward(&mut self, count: usize) {
        let panels = panels::<T>(count);
        for (l, layer) in self.layers.iter().enumerate().skip(1).rev() {
            let (before, after) = self.units.split_at_mut(l + 1);
            let (to, from) = (&mut before[l], &after[0]);
            products(
                Factors {
                    entries: &layer.weights,
                    step: layer.row,
                },
                Groups {
                    entries: &from.deltas,
                    step: width::<T>(),
                    group: from.count * width::<T>(),
                },
                [to.count, from.count, panels],
                &mut Sums {
                    entries: &mut to.deltas,
                    row: width::<T>(),
                    group: to.count * width::<T>(),
                    added: false,
                },
            );
            let used = panels * to.count * width::<T>();
            scale_by(&to.slopes[..used], &mut to.deltas[..used]);
        }
    }

    /// Adds the gradient to the weights, or to the steps.
    fn add_gradient(&mut self, count: usize, at_once: bool) {
        let panels = panels::<T>(count);
        for (l, layer) in self.layers.iter_mut().enumerate() {
            let (before, after) = self.units.split_at_mut(l + 1);
            let (from, to) = (&mut before[l], &mut after[0]);
            if l > 0 {
                from.put_value_rows(panels);
            }
            to.put_delta_rows(panels);
            products(
                Factors {
                    entries: &to.delta_rows,
                    step: to.count,
                },
                Groups {
                    entries: &from.value_rows,
                    step: from.row,
                    group: width::<T>(),
                },
                [layer.outputs, count, layer.row / width::<T>()],
                &mut Sums {
                    entries: if at_once {
                        &mut layer.weights
                    } else {
                        &mut layer.step
                    },
                    row: layer.row,
                    group: width::<T>(),
                    added: true,
                },
            );
        }
    }
}

impl<T: Real> Layer<T> {
    fn transpose(&mut self) {
        transpose(
            &self.weights,
            self.row,
            [self.outputs, self.fan_in],
            &mut self.transposed,
            self.outputs,
        );
    }

    /// Multiplies the step by `momentum`.
    fn slow_down(&mut self, momentum: f64) {
        let momentum = T::from_f64(momentum);
        for step in self.step.iter_mut() {
            *step = *step * momentum;
        }
    }
}

impl<T: Real> Units<T> {
    /// The value of the unit that is always 1.
    fn put_ones(&mut self) {
        let one = T::from_f64(1.0);
        for panel in self.values.chunks_exact_mut(self.height * width::<T>()) {
            panel[self.count * width::<T>()..].fill(one);
        }
        for row in self.value_rows.chunks_exact_mut(self.row) {
            row[self.count] = one;
        }
    }

    fn put_panels(&mut self, panels: usize) {
        let rows = self.value_rows.chunks_exact(self.row * width::<T>());
        let to = self.values.chunks_exact_mut(self.height * width::<T>());
        for (rows, panel) in rows.zip(to).take(panels) {
            transpose(
                rows,
                self.row,
                [width::<T>(), self.count],
                panel,
                width::<T>(),
            );
        }
    }

    fn put_value_rows(&mut self, panels: usize) {
        let from = self.values.chunks_exact(self.height * width::<T>());
        let rows = self.value_rows.chunks_exact_mut(self.row * width::<T>());
        for (panel, rows) in from.zip(rows).take(panels) {
            transpose(
                panel,
                width::<T>(),
                [self.count, width::<T>()],
                rows,
                self.row,
            );
        }
    }

    fn put_delta_rows(&mut self, panels: usize) {
        let size = self.count * width::<T>();
        let from = self.deltas.chunks_exact(size);
        for (panel, rows) in from
            .zip(self.delta_rows.chunks_exact_mut(size))
            .take(panels)
        {
            transpose(
                panel,
                width::<T>(),
                [self.count, width::<T>()],
                rows,
                self.count,
            );
        }
    }
}

/// Panels of `samples` samples.
fn panels<T: Real>(samples: usize) -> usize {
    samples.div_ceil(width::<T>())
}

/// What leaves the derivatives by the outputs, and returns the sum of the losses.
fn loss_of<T: Real>(loss: Loss) -> fn(&mut Outputs<'_, T>) -> T {
    match loss {
        Loss::CrossEntropy => loss::cross_entropy,
        Loss::Squared => loss::squared,
        Loss::Absolute => loss::absolute,
        Loss::HingeOneVsAll => loss::hinge_one_vs_all,
        Loss::HingeWestonWatkins => loss::hinge_weston_watkins,
        Loss::HingeCrammerSinger => loss::hinge_crammer_singer,
    }
}
