//! Gram products of units over samples, each sample with a weight of its own.
//!
//! Four units are a group: their values lie sample by sample ([`pack_quads`](crate::product::pack_quads)), on the left each of them
//! twice ([`pack_doubled`](crate::product::pack_doubled)). What is weighed is the right side, whose entries lie four and four in vectors.

use crate::lanes::{Lanes, Wide};
use crate::product::{Doubled, Quad, TILE, product};

/// Samples a tile sums at once: four units on the left and four on the right are 24 KiB, three quarters of a first-level
/// cache.
pub const DEPTH: usize = 256;

/// The products of four units and four.
pub type Block = [Quad; TILE];

/// `to ← quads`, every sample by its weight, group by group.
#[inline(never)]
pub fn weigh(quads: &[Quad], weights: &[f64], to: &mut [Quad]) {
    weigh_on::<Wide<f64>>(quads, weights, to);
}

pub(crate) fn weigh_on<L: Lanes<Scalar = f64>>(quads: &[Quad], weights: &[f64], to: &mut [Quad]) {
    let groups = quads.chunks_exact(weights.len());
    for (quads, to) in groups.zip(to.chunks_exact_mut(weights.len())) {
        for ((quad, weight), to) in quads.iter().zip(weights).zip(to) {
            L::load(quad).mul(L::splat(*weight)).store(to);
        }
    }
}

/// `to ← to + quads`, every sample by its weight, group by group.
#[inline(never)]
pub fn add_weighed(quads: &[Quad], weights: &[f64], to: &mut [Quad]) {
    add_weighed_on::<Wide<f64>>(quads, weights, to);
}

pub(crate) fn add_weighed_on<L: Lanes<Scalar = f64>>(
    quads: &[Quad],
    weights: &[f64],
    to: &mut [Quad],
) {
    let groups = quads.chunks_exact(weights.len());
    for (quads, to) in groups.zip(to.chunks_exact_mut(weights.len())) {
        for ((quad, weight), to) in quads.iter().zip(weights).zip(to) {
            L::load(quad)
                .mul_add(L::splat(*weight), L::load(to))
                .store(to);
        }
    }
}

/// Adds to each block the products of a group on the left and a group on the right, each of `depth` samples: a row of
/// blocks a group on the left, with all groups on the right, or with as many as the row has in a lower triangle.
#[inline(never)]
pub fn add_gram(left: &[Doubled], right: &[Quad], depth: usize, lower: bool, blocks: &mut [Block]) {
    add_gram_on::<Wide<f64>>(left, right, depth, lower, blocks);
}

pub(crate) fn add_gram_on<L: Lanes<Scalar = f64>>(
    left: &[Doubled],
    right: &[Quad],
    depth: usize,
    lower: bool,
    mut blocks: &mut [Block],
) {
    let columns = right.len() / depth;
    for (row, left) in left.chunks_exact(depth).enumerate() {
        let wanted = if lower { row + 1 } else { columns };
        let (here, rest) = blocks.split_at_mut(wanted);
        for (right, block) in right.chunks_exact(depth).zip(here) {
            let more = product::<L>(left, right);
            for (to, more) in block.iter_mut().zip(more) {
                L::load(to).add(more).store(to);
            }
        }
        blocks = rest;
    }
}
