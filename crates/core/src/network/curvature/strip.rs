//! The columns of a dense matrix that belong to one unit: its weights, and all weights behind them.
//!
//! Let z be the unit's, of layer k, and W a weight from unit q of layer l − 1 to unit u of layer l ≥ k. Then
//! ∂²L/∂W∂w_j = Σ_samples (∂²ℓ/∂z_u∂z·a_q + ∂ℓ/∂z_u·∂a_q/∂z)·a_j, with a_j what w_j reads: a Gram product of the units
//! j and q, each sample with the weight that a [`Tangent`] along z has found, and the samples × weights Jacobian is never
//! made. In layer k itself the second term is zero and the product is symmetric in j and q, as it is in u and the unit.

use crate::error::Error;
use crate::memory::try_filled;
use crate::network::Network;
use crate::network::multiply::rows;
use crate::network::pass::Pass;
use crate::network::shape::Layer;
use crate::network::tangent::{Matrix, Tangent};
use losscape_kernels::gram::{Block, DEPTH, add_gram, add_weighed, weigh};
use losscape_kernels::product::{
    Doubled, Quad, TILE, doubled_of, pack_doubled, pack_quads, quads_of,
};
use std::ops::Range;

/// The Gram products of one unit.
#[derive(Debug)]
pub(super) struct Strip {
    matrix: Matrix,
    /// A group of blocks for every unit of the layers from the unit's own on.
    blocks: Vec<Block>,
    left: Vec<f64>,
    values: Vec<f64>,
    rates: Vec<f64>,
    right: Vec<f64>,
    /// One unit's, row-major.
    square: Vec<f64>,
}

/// A unit, by the layer that writes it, counted from 0, and its place there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) layer: usize,
    pub(super) place: usize,
}

impl Unit {
    pub(super) const FIRST: Unit = Unit { layer: 0, place: 0 };

    pub(super) fn next(self, layers: &[Layer]) -> Option<Unit> {
        units_behind(layers, self).nth(1)
    }

    /// How much of all units' work is done before it: the units behind one are its work.
    pub(super) fn fraction(self, layers: &[Layer]) -> f64 {
        let work = |unit| units_behind(layers, unit).count() as f64;
        let (all, left) = (work(Unit::FIRST), work(self));
        1.0 - left * left / (all * all)
    }
}

/// Groups of four parameters of a unit.
fn groups(layer: &Layer) -> usize {
    layer.fan_in().div_ceil(TILE)
}

/// Blocks of one unit of layer `l` in the strip of one of layer `k`.
fn blocks_of(layers: &[Layer], k: usize, l: usize) -> usize {
    let g = groups(&layers[k]);
    if l == k {
        g * (g + 1) / 2
    } else {
        g * groups(&layers[l])
    }
}

/// The units whose weights lie behind those of `unit`, with it.
fn units_behind(layers: &[Layer], unit: Unit) -> impl Iterator<Item = Unit> {
    (unit.layer..layers.len()).flat_map(move |layer| {
        let first = if layer == unit.layer { unit.place } else { 0 };
        (first..layers[layer].outputs).map(move |place| Unit { layer, place })
    })
}

impl Strip {
    #[inline(never)]
    pub(super) fn new(network: &Network, matrix: Matrix) -> Result<Self, Error> {
        let layers = network.shape().layers();
        let most = |of: &dyn Fn(usize) -> usize| (0..layers.len()).map(of).max().unwrap_or(0);
        let blocks = most(&|k| {
            let of = |l: usize| layers[l].outputs * blocks_of(layers, k, l);
            (k..layers.len()).map(of).sum()
        });
        let width = most(&|l| TILE * groups(&layers[l]));
        let room = |doubles: usize| try_filled("the Gram products", doubles, 0.0);
        Ok(Strip {
            matrix,
            blocks: try_filled("the Gram products", blocks, [[0.0; TILE]; TILE])?,
            left: room(2 * width * DEPTH + 1)?,
            values: room(width * DEPTH + 1)?,
            rates: room(width * DEPTH + 1)?,
            right: room(width * DEPTH + 1)?,
            square: room(width * width)?,
        })
    }

    /// Forgets the last unit.
    pub(super) fn clear(&mut self) {
        self.blocks.fill([[0.0; TILE]; TILE]);
    }

    /// Adds the products over some samples, no more than [`DEPTH`], of `unit`, along which `tangent` is. Returns the flops.
    pub(super) fn add(
        &mut self,
        layers: &[Layer],
        unit: Unit,
        pass: &Pass,
        tangent: &Tangent,
        samples: Range<usize>,
    ) -> f64 {
        let (count, depth) = (pass.samples, samples.len());
        let Unit { layer: k, place: v } = unit;
        let left = doubled_of(&mut self.left);
        let values = quads_of(&mut self.values);
        let rates = quads_of(&mut self.rates);
        let right = quads_of(&mut self.right);
        let own = rows(&pass.units[k].value[samples.start..], count);
        pack_doubled(own, layers[k].fan_in(), depth, left);
        let left: &[Doubled] = &left[..groups(&layers[k]) * depth];
        let mut at = 0;
        let mut flops = 0.0;
        for (l, layer) in layers.iter().enumerate().skip(k) {
            let bends = self.matrix == Matrix::Hessian && l > k;
            let len = groups(layer) * depth;
            let value = rows(&pass.units[l].value[samples.start..], count);
            pack_quads(value, layer.fan_in(), depth, values);
            if bends {
                let rate = rows(&tangent.rates(l - 1).value[samples.start..], count);
                pack_quads(rate, layer.fan_in(), depth, rates);
            }
            let right: &mut [Quad] = &mut right[..len];
            let first = if l == k { v } else { 0 };
            for u in first..layer.outputs {
                let of_unit = u * count + samples.start..u * count + samples.end;
                let weights = &tangent.rates(l).delta[of_unit.clone()];
                weigh(&values[..len], weights, right);
                if bends {
                    let weights = &pass.units[l + 1].delta[of_unit];
                    add_weighed(&rates[..len], weights, right);
                }
                let blocks = &mut self.blocks[at..][..blocks_of(layers, k, l)];
                add_gram(left, right, depth, l == k, blocks);
                at += blocks.len();
                flops += (2 * TILE * TILE * depth * blocks.len()) as f64;
            }
        }
        flops
    }

    /// Adds the products to the lower triangle of the n×n row-major `matrix`.
    pub(super) fn add_to(&mut self, layers: &[Layer], unit: Unit, n: usize, matrix: &mut [f64]) {
        let own = &layers[unit.layer];
        let width = own.fan_in();
        let mut at = 0;
        for other in units_behind(layers, unit) {
            let layer = &layers[other.layer];
            let height = layer.fan_in();
            let symmetric = other.layer == unit.layer;
            let blocks = &self.blocks[at..][..blocks_of(layers, unit.layer, other.layer)];
            at += blocks.len();
            let square = &mut self.square[..width * height];
            if symmetric {
                unpack_symmetric(blocks, width, square);
            } else {
                unpack_transposed(blocks, width, height, square);
            }
            for (q, row) in square.chunks_exact(width).enumerate() {
                let i = layer.place(other.place, q);
                // Of a unit with itself the products lie on both sides of the diagonal.
                let wanted = if other == unit { q + 1 } else { width };
                let (weights, bias) = row[..wanted].split_at(wanted.min(own.inputs));
                let j = own.place(unit.place, 0);
                let to = &mut matrix[i * n + j..][..weights.len()];
                for (to, from) in to.iter_mut().zip(weights) {
                    *to += from;
                }
                if let [bias] = bias {
                    let j = own.place(unit.place, own.inputs);
                    matrix[i.max(j) * n + i.min(j)] += bias;
                }
            }
        }
    }
}

/// Both triangles of a square of `width` rows from the blocks of its lower one.
fn unpack_symmetric(blocks: &[Block], width: usize, square: &mut [f64]) {
    let mut blocks = blocks.iter();
    for i in (0..width).step_by(TILE) {
        for (j, block) in (0..=i).step_by(TILE).zip(&mut blocks) {
            for (r, row) in block.iter().enumerate().take(width - i) {
                for (c, entry) in row.iter().enumerate().take(width - j) {
                    square[(i + r) * width + j + c] = *entry;
                    square[(j + c) * width + i + r] = *entry;
                }
            }
        }
    }
}

/// The transposed matrix of `width` rows and `height` columns in blocks.
fn unpack_transposed(blocks: &[Block], width: usize, height: usize, square: &mut [f64]) {
    let mut blocks = blocks.iter();
    for i in (0..width).step_by(TILE) {
        for (j, block) in (0..height).step_by(TILE).zip(&mut blocks) {
            for (r, row) in block.iter().enumerate().take(width - i) {
                for (c, entry) in row.iter().enumerate().take(height - j) {
                    square[(j + c) * width + i + r] = *entry;
                }
            }
        }
    }
}
