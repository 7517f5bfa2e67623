//! The change of a data set's loss by one weight, from what the network's units hold on every sample.
//!
//! A weight reaches one unit. Of an output, its sample's loss changes by that alone; of a hidden unit, what it sends on
//! changes, and only from the layers above that on are units computed anew. Samples in which nothing changes (a pixel that is
//! 0, a unit that stays off) are left out.

mod columns;
mod losses;

use super::Network;
use super::objective::DataLoss;
use super::shape::Layer;
use crate::data::Dataset;
use crate::error::Error;
use crate::memory::{try_filled, try_rows};
use crate::objective::{Answer, Local, LocalMoves, Objective};
use crate::vector::{axpy, dot};
use columns::Columns;
use losses::{PANEL, Panels, losses_of};

/// Besides products, in flops of a gradient of the same time, so that work of both kinds adds up: of a proposal its random
/// numbers, of a sample that it reaches a few loads, of a unit that is computed anew there an exponential. At the 5.4 GFLOP/s of
/// gradients of 100-25-10 the two last ones are 13 and 15 ns, as measured by annealings of relu and tanh.
const PROPOSAL_FLOPS: f64 = 100.0;
const SAMPLE_FLOPS: f64 = 70.0;
const UNIT_FLOPS: f64 = 80.0;

/// Where a layer's units lie in a row: potentials z, and values a, which the outputs have in the same place.
#[derive(Debug, Clone, Copy)]
struct Units {
    potentials: usize,
    values: usize,
}

/// A network, and what its units hold on every sample.
pub struct Activity {
    network: Network,
    inputs: Columns,
    units: Vec<Units>,
    /// A row a sample: of each layer the potentials, and behind those of a hidden one its values.
    rows: Vec<f64>,
    width: usize,
    losses: Vec<f64>,
    change: Change,
}

/// What would be if one weight were another.
#[derive(Default)]
struct Change {
    place: usize,
    to: f64,
    layer: usize,
    unit: usize,
    /// The samples on which what reaches the unit changes, and its potential and value there.
    reached: Picked,
    potentials: Vec<f64>,
    values: Vec<f64>,
    slopes: Vec<f64>,
    /// Those on which its value changes, the row there from `from` on, and the loss.
    changed: Picked,
    from: usize,
    rows: Vec<f64>,
    losses: Vec<f64>,
    /// The weights of the layer above by which the unit is read.
    outgoing: Vec<f64>,
    panels: Panels,
}

/// Some of the samples, in their order.
#[derive(Default)]
struct Picked {
    samples: Vec<u32>,
    count: usize,
}

impl Picked {
    /// Takes a sample in; returns its place among those that are picked.
    fn push(&mut self, sample: usize) -> usize {
        self.samples[self.count] = sample as u32;
        self.count += 1;
        self.count - 1
    }

    fn iter(&self) -> impl Iterator<Item = usize> {
        self.samples[..self.count]
            .iter()
            .map(|&sample| sample as usize)
    }
}

impl Activity {
    fn new(network: Network, data: &Dataset) -> Result<Self, Error> {
        let layers = network.shape().layers();
        let mut width = 0;
        let mut units = Vec::with_capacity(layers.len());
        for (l, layer) in layers.iter().enumerate() {
            let hidden = l + 1 < layers.len();
            units.push(Units {
                potentials: width,
                values: width + if hidden { layer.outputs } else { 0 },
            });
            width += layer.outputs * if hidden { 2 } else { 1 };
        }
        let mut at = Activity {
            inputs: Columns::of(data)?,
            network,
            units,
            rows: Vec::new(),
            width,
            losses: Vec::new(),
            change: Change::default(),
        };
        at.reserve(data)?;
        Ok(at)
    }

    /// Makes room, in a function of its own: each failure would have its own code to free what is there already.
    #[inline(never)]
    fn reserve(&mut self, data: &Dataset) -> Result<(), Error> {
        let samples = data.samples();
        let padded = samples.next_multiple_of(PANEL);
        let room = |width| try_rows("the units of all samples", [padded, width], 0.0);
        self.rows = room(self.width)?;
        self.losses = room(1)?;
        let change = &mut self.change;
        change.reached.samples = try_filled("samples", samples, 0)?;
        change.potentials = room(1)?;
        change.values = room(1)?;
        change.slopes = room(1)?;
        change.changed.samples = try_filled("samples", samples, 0)?;
        change.rows = room(self.width)?;
        change.losses = room(1)?;
        change.outgoing = try_filled("weights", self.width, 0.0)?;
        change.panels.reserve(data.classes(), padded)
    }

    /// Picks the samples on which a change of the weight by `step` reaches the unit, and computes its potential there.
    fn reach(&mut self, input: usize, step: f64, samples: usize) {
        let Activity {
            network,
            inputs,
            units,
            rows,
            width,
            change,
            ..
        } = self;
        let Change {
            layer,
            unit,
            reached,
            potentials,
            ..
        } = change;
        reached.count = 0;
        let potential = units[*layer].potentials + *unit;
        let mut reach = |sample: usize, input: f64| {
            let shift = step * input;
            if shift != 0.0 {
                let z = rows[sample * *width + potential] + shift;
                potentials[reached.push(sample)] = z;
            }
        };
        if input == network.shape().layers()[*layer].inputs {
            (0..samples).for_each(|sample| reach(sample, 1.0));
        } else if *layer == 0 {
            let of_feature = inputs.of_feature(input);
            of_feature.for_each(|(sample, input)| reach(sample, input));
        } else {
            let value = units[*layer - 1].values + input;
            (0..samples).for_each(|sample| reach(sample, rows[sample * *width + value]));
        }
    }

    /// Computes the unit's values where it is reached, picks the samples on which they change, and computes the rows there;
    /// returns the floating-point operations that each of those took.
    fn send_on(&mut self) -> f64 {
        let Activity {
            network,
            units,
            rows,
            width,
            change,
            ..
        } = self;
        let layers = &network.shape().layers()[change.layer..];
        let (next, above) = match layers {
            [_, next, above @ ..] => (Some(next), above),
            _ => (None, &[][..]),
        };
        let end = change.reached.count.next_multiple_of(PANEL);
        let values = &mut change.values[..end];
        values.copy_from_slice(&change.potentials[..end]);
        if let Some(next) = next {
            network.activation().kernel()(values, &mut change.slopes[..end]);
            let weights = next.weights_of(network.parameters());
            let column = weights[change.unit..].iter().step_by(next.inputs);
            for (to, weight) in change.outgoing.iter_mut().zip(column) {
                *to = *weight;
            }
        }
        let value = units[change.layer].values + change.unit;
        let len = *width - change.from;
        change.changed.count = 0;
        for (sample, a) in change.reached.iter().zip(values) {
            let row = &rows[sample * *width..][..*width];
            let moved = *a - row[value];
            if moved == 0.0 {
                continue;
            }
            let to = &mut change.rows[change.changed.push(sample) * len..][..len];
            to.copy_from_slice(&row[change.from..]);
            let Some(next) = next else {
                to[change.unit] = *a;
                continue;
            };
            let (potentials, to) = to.split_at_mut(next.outputs);
            axpy(moved, &change.outgoing[..next.outputs], potentials);
            feed_values(network, above, potentials, to);
        }
        let weights: usize = above.iter().map(|layer| layer.inputs * layer.outputs).sum();
        let products = weights + next.map_or(0, |next| next.outputs);
        2.0 * products as f64 + UNIT_FLOPS * len as f64
    }
}

/// Fills `row` with what the units of `layers`, the last ones of the network, hold above the values `below`.
fn feed(network: &Network, layers: &[Layer], below: &[f64], row: &mut [f64]) {
    let [layer, above @ ..] = layers else { return };
    let (potentials, row) = row.split_at_mut(layer.outputs);
    let weights = layer.weights_of(network.parameters());
    for (z, weights) in potentials
        .iter_mut()
        .zip(weights.chunks_exact(layer.inputs))
    {
        *z = dot(weights, below);
    }
    let biases = layer.biases_of(network.parameters());
    for (z, bias) in potentials.iter_mut().zip(biases) {
        *z += bias;
    }
    feed_values(network, above, potentials, row);
}

/// The same from the potentials of the layer below on.
fn feed_values(network: &Network, layers: &[Layer], potentials: &[f64], row: &mut [f64]) {
    if layers.is_empty() {
        return;
    }
    let (values, row) = row.split_at_mut(potentials.len());
    for (a, z) in values.iter_mut().zip(potentials) {
        *a = network.activation().value(*z);
    }
    feed(network, layers, values, row);
}

impl LocalMoves for DataLoss {
    type Local = Activity;

    fn local(&self, point: Vec<f64>) -> Result<Activity, Error> {
        Activity::new(self.network_at(point), self.data())
    }

    fn settle(&self, at: &mut Activity) -> Answer {
        let data = self.data();
        let layers = at.network.shape().layers();
        let inputs = data.inputs().chunks_exact(data.features());
        for (inputs, row) in inputs.zip(at.rows.chunks_exact_mut(at.width)) {
            feed(&at.network, layers, inputs, row);
        }
        losses_of(
            at.network.loss(),
            &at.rows,
            at.width,
            &mut data.labels().iter().copied(),
            &mut at.change.panels,
            &mut at.losses,
        );
        let samples = data.samples();
        let flops = 2.0 * self.dimension() as f64 + UNIT_FLOPS * at.width as f64;
        Answer {
            value: at.losses[..samples].iter().sum::<f64>() / samples as f64,
            flops: flops * samples as f64,
        }
    }

    fn change(&self, at: &mut Activity, place: usize, to: f64) -> Answer {
        let labels = self.data().labels();
        let layer = at.network.shape().layer_of(place);
        let [unit, input] = at.network.shape().layers()[layer].unit_and_input(place);
        (at.change.place, at.change.to) = (place, to);
        (at.change.layer, at.change.unit) = (layer, unit);
        at.change.from = at.units[(layer + 1).min(at.units.len() - 1)].potentials;
        at.reach(input, to - at.network.parameters()[place], labels.len());
        let flops = at.send_on();
        let Activity { change, losses, .. } = at;
        let count = change.changed.count;
        let len = at.width - change.from;
        losses_of(
            at.network.loss(),
            &change.rows[..count * len],
            len,
            &mut change.changed.iter().map(|sample| labels[sample]),
            &mut change.panels,
            &mut change.losses,
        );
        let each = change.changed.iter().zip(&change.losses);
        let sum: f64 = each.map(|(sample, loss)| loss - losses[sample]).sum();
        Answer {
            value: sum / labels.len() as f64,
            flops: PROPOSAL_FLOPS
                + SAMPLE_FLOPS * change.reached.count as f64
                + flops * count as f64,
        }
    }
}

impl Local for Activity {
    fn point(&self) -> &[f64] {
        self.network.parameters()
    }

    fn make(&mut self) {
        let Activity {
            network,
            units,
            rows,
            width,
            losses,
            change,
            ..
        } = self;
        network.parameters_mut()[change.place] = change.to;
        let Units { potentials, values } = units[change.layer];
        let of_unit = change.potentials.iter().zip(&change.values);
        for (sample, (z, a)) in change.reached.iter().zip(of_unit) {
            rows[sample * *width + potentials + change.unit] = *z;
            rows[sample * *width + values + change.unit] = *a;
        }
        let changed = change.rows.chunks_exact(*width - change.from);
        for ((sample, changed), loss) in change.changed.iter().zip(changed).zip(&change.losses) {
            rows[sample * *width..][change.from..*width].copy_from_slice(changed);
            losses[sample] = *loss;
        }
    }

    /// The layers.
    fn groups(&self) -> usize {
        self.units.len()
    }

    fn group(&self, place: usize) -> usize {
        self.network.shape().layer_of(place)
    }
}
