//! Update of a symmetric matrix, by its lower triangle, at the rate of a matrix product.

use crate::lanes::Lanes;
use crate::product::{TILE, add_tile, product};

/// Four columns of a row.
pub type Quad = [f64; TILE];

/// Packs the first `n` entries of `k` rows of V and of W for [`rank_2k`]: for every four columns the `k` quads of V
/// and then those of W to `left`, and the other way round to `right`. Columns past `n` are zero.
/// Each takes 2·⌈n/4⌉·k quads.
pub fn pack_pairs(
    [v, w]: [&[f64]; 2],
    stride: usize,
    n: usize,
    k: usize,
    [left, right]: [&mut [Quad]; 2],
) {
    let groups = left
        .chunks_exact_mut(2 * k)
        .zip(right.chunks_exact_mut(2 * k));
    for (g, (left, right)) in groups.take(n.div_ceil(TILE)).enumerate() {
        let from = g * TILE;
        let width = TILE.min(n - from);
        for r in 0..k {
            let quad = |of: &[f64]| {
                let mut quad = [0.0; TILE];
                quad[..width].copy_from_slice(&of[r * stride + from..][..width]);
                quad
            };
            let (v, w) = (quad(v), quad(w));
            (left[r], left[k + r]) = (v, w);
            (right[r], right[k + r]) = (w, v);
        }
    }
}

/// `A ← A − Vᵀ·W − Wᵀ·V` for the leading block of order `n` of `a`, with `k` rows of V and W from [`pack_pairs`].
pub fn rank_2k<L: Lanes>(
    a: &mut [f64],
    stride: usize,
    n: usize,
    k: usize,
    [left, right]: [&[Quad]; 2],
) {
    const { assert!(L::LEN == TILE) }
    let groups = n.div_ceil(TILE);
    for (gi, left) in left.chunks_exact(2 * k).take(groups).enumerate() {
        let i = gi * TILE;
        let height = TILE.min(n - i);
        let mut rights = right.chunks_exact(2 * k);
        for (gj, right) in (&mut rights).take(gi).enumerate() {
            let tile = product::<L>(left, right);
            let to = &mut a[i * stride + gj * TILE..];
            if height == TILE {
                add_tile(-1.0, &tile, to, stride);
            } else {
                for (r, row) in tile.iter().take(height).enumerate() {
                    let to = &mut to[r * stride..][..TILE];
                    L::load(to).sub(*row).store(to);
                }
            }
        }
        let tile = rights.next().map(|right| product::<L>(left, right));
        for (r, tile) in tile.iter().flatten().take(height).enumerate() {
            let mut row = [0.0; TILE];
            tile.store(&mut row);
            for (to, value) in a[(i + r) * stride + i..][..=r].iter_mut().zip(row) {
                *to -= value;
            }
        }
    }
}
