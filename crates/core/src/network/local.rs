//! The change of a data set's loss by one weight, from what the network's units hold on every sample.
//!
//! A weight reaches one unit. Of an output, its sample's loss changes by that alone; of a hidden unit, what it sends on
//! changes, and only from the layers above that on are units computed anew. Samples in which nothing changes (a pixel that is
//! 0, a unit that stays off) are left out.

use super::Network;
use super::objective::DataLoss;
use super::shape::Layer;
use crate::error::Error;
use crate::memory::{try_filled, try_rows};
use crate::objective::{Answer, Local, LocalMoves, Objective};
use crate::vector::{axpy, dot};

/// What the loss or an activation of a sample counts for each unit: an exponential, about.
const UNIT_FLOPS: f64 = 20.0;

/// Where a layer's units lie in a row: potentials z, and values a, which the outputs have in the same place.
#[derive(Debug, Clone, Copy)]
struct Units {
    potentials: usize,
    values: usize,
}

/// A network, and what its units hold on every sample.
pub struct Activity {
    network: Network,
    units: Vec<Units>,
    /// A row a sample: of each layer the potentials, and behind those of a hidden one its values.
    rows: Vec<f64>,
    width: usize,
    losses: Vec<f64>,
    change: Change,
}

/// What would be if one weight were another.
struct Change {
    place: usize,
    to: f64,
    layer: usize,
    unit: usize,
    /// Of the unit on every sample.
    potentials: Vec<f64>,
    values: Vec<f64>,
    /// Samples on which the unit's value changes, and of each of them the row from `from` on, and the loss.
    samples: Vec<usize>,
    from: usize,
    rows: Vec<f64>,
    losses: Vec<f64>,
    /// The weights of the layer above by which the unit is read.
    outgoing: Vec<f64>,
}

impl Activity {
    fn new(network: Network, samples: usize) -> Result<Self, Error> {
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
        let widest = layers.iter().map(|layer| layer.outputs).max();
        let each = |width| try_rows("the units of all samples", [samples, width], 0.0);
        Ok(Activity {
            units,
            rows: each(width)?,
            width,
            losses: each(1)?,
            change: Change {
                place: 0,
                to: network.parameters()[0],
                layer: 0,
                unit: 0,
                potentials: each(1)?,
                values: each(1)?,
                samples: Vec::with_capacity(samples),
                from: 0,
                rows: each(width)?,
                losses: each(1)?,
                outgoing: try_filled("weights", widest.unwrap_or(0), 0.0)?,
            },
            network,
        })
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
        Activity::new(self.network_at(point), self.data().samples())
    }

    fn settle(&self, at: &mut Activity) -> Answer {
        let data = self.data();
        let layers = at.network.shape().layers();
        let inputs = data.inputs().chunks_exact(data.features());
        let rows = at.rows.chunks_exact_mut(at.width);
        let each = inputs.zip(rows).zip(data.labels()).zip(&mut at.losses);
        for (((inputs, row), label), loss) in each {
            feed(&at.network, layers, inputs, row);
            let outputs = &row[at.width - data.classes()..];
            *loss = at.network.loss().value(outputs, *label as usize);
        }
        let samples = data.samples() as f64;
        let units: usize = layers.iter().map(|layer| layer.outputs).sum();
        Answer {
            value: at.losses.iter().sum::<f64>() / samples,
            flops: samples * (2.0 * self.dimension() as f64 + UNIT_FLOPS * units as f64),
        }
    }

    fn change(&self, at: &mut Activity, place: usize, to: f64) -> Answer {
        let Activity {
            network,
            units,
            rows,
            width,
            losses,
            change,
        } = at;
        let data = self.data();
        let layers = network.shape().layers();
        let l = network.shape().layer_of(place);
        let [unit, input] = layers[l].unit_and_input(place);
        let step = to - network.parameters()[place];
        let reads = input < layers[l].inputs;
        let (hidden, above) = match layers.get(l + 1..) {
            Some([next, ..]) => (Some(next), &layers[l + 2..]),
            _ => (None, &[][..]),
        };
        (change.place, change.to, change.layer, change.unit) = (place, to, l, unit);
        change.from = units[(l + 1).min(units.len() - 1)].potentials;
        change.samples.clear();
        if let Some(next) = hidden {
            let weights = next.weights_of(network.parameters());
            let column = weights[unit..].iter().step_by(next.inputs);
            for (to, from) in change.outgoing.iter_mut().zip(column) {
                *to = *from;
            }
        }
        let (potential, value) = (units[l].potentials + unit, units[l].values + unit);
        let mut sum = 0.0;
        let of_unit = change.potentials.iter_mut().zip(&mut change.values);
        let each = rows.chunks_exact(*width).zip(of_unit);
        for (s, (row, (z, a))) in each.enumerate() {
            let x = match l {
                _ if !reads => 1.0,
                0 => data.inputs()[s * data.features() + input],
                _ => row[units[l - 1].values + input],
            };
            let shift = step * x;
            (*z, *a) = (row[potential] + shift, row[value]);
            if shift == 0.0 {
                continue;
            }
            *a = match hidden {
                Some(_) => network.activation().value(*z),
                None => *z,
            };
            let moved = *a - row[value];
            if moved == 0.0 {
                continue;
            }
            let changed = &row[change.from..];
            let to = &mut change.rows[change.samples.len() * changed.len()..][..changed.len()];
            to.copy_from_slice(changed);
            match hidden {
                Some(next) => {
                    let (potentials, rest) = to.split_at_mut(next.outputs);
                    axpy(moved, &change.outgoing[..next.outputs], potentials);
                    feed_values(network, above, potentials, rest);
                }
                None => to[unit] = *a,
            }
            let outputs = &to[to.len() - data.classes()..];
            let loss = network.loss().value(outputs, data.labels()[s] as usize);
            sum += loss - losses[s];
            change.losses[change.samples.len()] = loss;
            change.samples.push(s);
        }
        let products: usize = above.iter().map(|layer| layer.inputs * layer.outputs).sum();
        let anew = *width - change.from;
        let products = 2 * (products + hidden.map_or(0, |next| next.outputs));
        let flops = products as f64 + UNIT_FLOPS * anew as f64;
        Answer {
            value: sum / data.samples() as f64,
            flops: 4.0 * data.samples() as f64 + flops * change.samples.len() as f64,
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
        } = self;
        network.parameters_mut()[change.place] = change.to;
        let Units { potentials, values } = units[change.layer];
        let of_unit = change.potentials.iter().zip(&change.values);
        for (row, (z, a)) in rows.chunks_exact_mut(*width).zip(of_unit) {
            row[potentials + change.unit] = *z;
            row[values + change.unit] = *a;
        }
        let changed = change.rows.chunks_exact(*width - change.from);
        for ((s, changed), loss) in change.samples.iter().zip(changed).zip(&change.losses) {
            rows[s * *width..][change.from..*width].copy_from_slice(changed);
            losses[*s] = *loss;
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
