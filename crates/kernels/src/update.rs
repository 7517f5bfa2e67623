//! Update of a symmetric matrix in tiles, at the rate of a matrix product.

use crate::lanes::{Lanes, Narrow, Pair};
use crate::product::{Doubled, Quad, TILE, doubled, product};
use crate::tiles::{Tile, start_of};

/// Packs the first `n` entries of `k` rows of V and of W for [`rank_2k`]: for every four columns the `k` quads of V
/// and then those of W, doubled, to `left`, and the other way round to `right`. `n` is a multiple of four.
/// Each takes n·k/2 groups of four.
#[inline(never)]
pub fn pack_pairs(
    [v, w]: [&[f64]; 2],
    stride: usize,
    n: usize,
    k: usize,
    left: &mut [Doubled],
    right: &mut [Quad],
) {
    assert!(n.is_multiple_of(TILE));
    let groups = left
        .chunks_exact_mut(2 * k)
        .zip(right.chunks_exact_mut(2 * k));
    for (g, (left, right)) in groups.take(n / TILE).enumerate() {
        for r in 0..k {
            let quad = |of: &[f64]| -> Quad {
                let four = &of[r * stride + g * TILE..][..TILE];
                [four[0], four[1], four[2], four[3]]
            };
            let (v, w) = (quad(v), quad(w));
            (left[r], left[k + r]) = (doubled(v), doubled(w));
            (right[r], right[k + r]) = (w, v);
        }
    }
}

/// `A ← A − Vᵀ·W − Wᵀ·V` in the groups `rows`, with `k` rows of V and W from [`pack_pairs`].
#[inline(never)]
pub fn rank_2k(
    tiles: &mut [Tile],
    rows: core::ops::Range<usize>,
    k: usize,
    left: &[Doubled],
    right: &[Quad],
) {
    rank_2k_on::<Narrow<f64>>(tiles, rows, k, left, right);
}

pub(crate) fn rank_2k_on<L: Lanes<Scalar = f64>>(
    tiles: &mut [Tile],
    rows: core::ops::Range<usize>,
    k: usize,
    left: &[Doubled],
    right: &[Quad],
) {
    const { assert!(TILE == 2 * L::LEN) }
    for i in rows {
        let rows = &left[2 * k * i..][..2 * k];
        let (blocks, _) = tiles[start_of(i)..start_of(i + 1)].as_chunks_mut::<2>();
        for ([first, second], columns) in blocks.iter_mut().zip(right.chunks_exact(2 * k)) {
            let less = product::<Pair<L>>(rows, columns);
            for ((first, second), Pair(less, less_after)) in first.iter_mut().zip(second).zip(less)
            {
                L::load(first).sub(less).store(first);
                L::load(second).sub(less_after).store(second);
            }
        }
    }
}
