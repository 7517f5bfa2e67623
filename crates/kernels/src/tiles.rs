//! A symmetric matrix in 4×4 tiles of its lower triangle, which products and updates read without packing it first.
//!
//! Four rows are a group; group g holds its tiles 0..=g one after another, each column by column, so that the four
//! rows' entries of column k are quad k of the group. Diagonal tiles are whole. In all 2·g·(g + 1) quads for g groups:
//! half of the memory of the square.

use crate::lanes::Lanes;
use crate::product::{TILE, add_tile, product};
use crate::update::Quad;

/// Groups of rows and of columns in a block of the product, half a second-level cache of tiles.
pub const BLOCK: usize = 64;

/// The quads before group `g`, which has 4·(g + 1) of them.
#[must_use]
pub fn start_of(g: usize) -> usize {
    2 * g * (g + 1)
}

/// Rearranges the lower triangle of the n×n row-major matrix `a` into tiles at its front; `rows` holds 4·n doubles.
///
/// The tiles are those of the matrix with as many zero rows and columns before it as make its order a multiple of
/// four. That order is at least 16.
pub fn tile_in_place(a: &mut [f64], n: usize, rows: &mut [f64]) {
    let groups = n.div_ceil(TILE);
    assert!(groups >= 4 && a.len() == n * n);
    let padding = groups * TILE - n;
    for g in 0..groups {
        let real = |r: usize| (g * TILE + r).checked_sub(padding);
        for r in 0..TILE {
            if let Some(i) = real(r) {
                rows[r * n..][..=i].copy_from_slice(&a[i * n..][..=i]);
            }
        }
        let entry = |r: usize, k: usize| match (real(r), k.checked_sub(padding)) {
            (Some(_), Some(j)) => rows[r * n + j],
            _ => 0.0,
        };
        // These end before the rows that are still to be read: 8·(g + 1)·(g + 2) ≤ (4·(g + 1) − 3)·n from n = 13 on.
        let (quads, _) = a.as_chunks_mut::<TILE>();
        let (left, diagonal) = quads[start_of(g)..start_of(g + 1)].split_at_mut(g * TILE);
        for (k, quad) in left.iter_mut().enumerate() {
            *quad = [0, 1, 2, 3].map(|r| entry(r, k));
        }
        for (c, quad) in diagonal.iter_mut().enumerate() {
            *quad = [0, 1, 2, 3].map(|r| entry(r.max(c), g * TILE + r.min(c)));
        }
    }
}

/// `S ← S + A·V`, the part that the groups `rows` of the lower triangle have in it, left and right of the diagonal.
///
/// `v` and `s` hold matrices of 4·`groups` rows, four columns after four: row i of columns 4c to 4c + 3 is quad
/// c·4·`groups` + i. `strip` holds 4·[`BLOCK`] quads. Rows are at most [`BLOCK`] groups.
pub fn add_symmetric_product<L: Lanes>(
    tiles: &[Quad],
    groups: usize,
    rows: core::ops::Range<usize>,
    v: &[Quad],
    s: &mut [Quad],
    strip: &mut [Quad],
) {
    let order = groups * TILE;
    let entries = &tiles[..start_of(rows.end)];
    for columns in (0..rows.end).step_by(BLOCK) {
        let end = rows.end.min(columns + BLOCK);
        for i in rows.clone() {
            let (from, to) = (columns * TILE, end.min(i + 1) * TILE);
            if from >= to {
                continue;
            }
            let left = &entries[start_of(i)..][from..to];
            for (v, s) in v.chunks_exact(order).zip(s.chunks_exact_mut(order)) {
                add_quads(&product::<L>(left, &v[from..to]), &mut s[i * TILE..]);
            }
        }
        for j in columns..end {
            let first = rows.start.max(j + 1);
            if first >= rows.end {
                continue;
            }
            let below = (rows.end - first) * TILE;
            let (strip, _) = strip[..below].as_chunks_mut::<TILE>();
            for (i, transposed) in (first..).zip(&mut *strip) {
                let tile = &entries[start_of(i) + j * TILE..][..TILE];
                *transposed = [0, 1, 2, 3].map(|r| [0, 1, 2, 3].map(|c| tile[c][r]));
            }
            let strip = strip.as_flattened();
            for (v, s) in v.chunks_exact(order).zip(s.chunks_exact_mut(order)) {
                let right = &v[first * TILE..][..below];
                add_quads(&product::<L>(strip, right), &mut s[j * TILE..]);
            }
        }
    }
}

#[inline(always)]
fn add_quads<L: Lanes>(tile: &[L; TILE], to: &mut [Quad]) {
    add_tile(1.0, tile, to[..TILE].as_flattened_mut(), TILE);
}

/// `A ← A − V·Wᵀ − W·Vᵀ` in the groups `rows`, with the `k` columns of V and W as [`crate::update::pack_pairs`] packs them.
pub fn rank_2k_tiles<L: Lanes>(
    tiles: &mut [Quad],
    rows: core::ops::Range<usize>,
    k: usize,
    [left, right]: [&[Quad]; 2],
) {
    for i in rows {
        let rows = &left[2 * k * i..][..2 * k];
        let tiles = tiles[start_of(i)..start_of(i + 1)].chunks_exact_mut(TILE);
        for (tile, columns) in tiles.zip(right.chunks_exact(2 * k)) {
            add_tile(
                -1.0,
                &product::<L>(columns, rows),
                tile.as_flattened_mut(),
                TILE,
            );
        }
    }
}
