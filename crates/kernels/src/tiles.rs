//! A symmetric matrix in tiles of its lower triangle: two columns of four rows.
//!
//! Four rows are a group; group g holds its 2·(g + 1) tiles one after another, each row by row, up to and with the whole
//! 4×4 block on the diagonal. In all 8·g·(g + 1) doubles for g groups: half of the memory of the square, and a little.
//! Products read the matrix in the order of memory, in one stream, whatever its order: rows whose stride is a multiple of
//! 4 KiB share sets of the first-level cache, and reading four of them at once takes twice as long at n = 512 and 1024
//! (V8, Zen 4).

use crate::product::TILE;

/// Two neighbours in a row.
pub type Pair = [f64; 2];
/// Two columns of four rows.
pub type Tile = [Pair; TILE];

/// The smallest order of a matrix that can be rearranged in place.
pub const SMALLEST: usize = 17;

/// The tiles before group `g`.
#[must_use]
pub fn start_of(g: usize) -> usize {
    g * (g + 1)
}

/// The tiles at the front of `doubles`.
#[must_use]
pub fn tiles_of(doubles: &mut [f64]) -> &mut [Tile] {
    doubles.as_chunks_mut::<2>().0.as_chunks_mut::<TILE>().0
}

/// Rearranges the lower triangle of the n×n row-major matrix `a` into tiles, from entry `at` ≤ 1 of `a` on; `rows` holds
/// 4·n doubles.
///
/// The tiles are those of the matrix with as many zero rows and columns before it as make its order a multiple of
/// four. That order is at least [`SMALLEST`].
#[inline(never)]
pub fn tile_in_place(a: &mut [f64], at: usize, n: usize, rows: &mut [f64]) {
    let groups = n.div_ceil(TILE);
    assert!(n >= SMALLEST && a.len() == n * n && at <= 1);
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
        // These end before the rows that are still to be read: 8·(g + 1)·(g + 2) + 1 ≤ (4·(g + 1) − 3)·n from n = 17 on.
        let tiles = &mut tiles_of(&mut a[at..])[start_of(g)..start_of(g + 1)];
        let (left, diagonal) = tiles.split_at_mut(2 * g);
        for (k, tile) in left.iter_mut().enumerate() {
            *tile = [0, 1, 2, 3].map(|r| [0, 1].map(|c| entry(r, 2 * k + c)));
        }
        for (k, tile) in diagonal.iter_mut().enumerate() {
            let column = |c: usize| 2 * k + c;
            *tile = [0, 1, 2, 3]
                .map(|r| [0, 1].map(|c| entry(r.max(column(c)), g * TILE + r.min(column(c)))));
        }
    }
}

/// The reverse of [`tile_in_place`] for the first `groups` groups: what else was in the lower triangle of their rows is lost.
#[inline(never)]
pub fn untile_in_place(a: &mut [f64], at: usize, n: usize, groups: usize, rows: &mut [f64]) {
    let padding = n.next_multiple_of(TILE) - n;
    for g in (0..groups).rev() {
        for (k, tile) in tiles_of(&mut a[at..])[start_of(g)..start_of(g + 1)]
            .iter()
            .enumerate()
        {
            for (r, pair) in tile.iter().enumerate() {
                for (c, entry) in pair.iter().enumerate() {
                    if let Some(j) = (2 * k + c).checked_sub(padding) {
                        rows[r * n + j] = *entry;
                    }
                }
            }
        }
        for r in 0..TILE {
            if let Some(i) = (g * TILE + r).checked_sub(padding) {
                a[i * n..][..=i].copy_from_slice(&rows[r * n..][..=i]);
            }
        }
    }
}

/// Copies row `i` of the tiled matrix up to its diagonal.
#[inline(never)]
pub fn copy_row(tiles: &[Tile], i: usize, to: &mut [f64]) {
    let group = &tiles[start_of(i / TILE)..start_of(i / TILE + 1)];
    for (to, tile) in to[..=i].chunks_mut(2).zip(group) {
        to.copy_from_slice(&tile[i % TILE][..to.len()]);
    }
}
