//! Update of a symmetric matrix, by its lower triangle, at the rate of a matrix product.

use crate::lanes::Lanes;

/// Rows and columns of a tile.
pub const TILE: usize = 4;

/// Four columns of a row of V, then of W.
pub type PackedPair = [f64; 2 * TILE];

/// Packs the first `n` entries of `k` rows of V and of W for [`rank_2k`]: for every four columns, row after row,
/// four entries of V and four of W. Columns past `n` are zero. Takes ⌈n/4⌉·k pairs.
pub fn pack_pairs(
    [v, w]: [&[f64]; 2],
    stride: usize,
    n: usize,
    k: usize,
    packed: &mut [PackedPair],
) {
    for (g, group) in packed
        .chunks_exact_mut(k)
        .take(n.div_ceil(TILE))
        .enumerate()
    {
        let from = g * TILE;
        let width = TILE.min(n - from);
        for (r, pair) in group.iter_mut().enumerate() {
            *pair = [0.0; 2 * TILE];
            pair[..width].copy_from_slice(&v[r * stride + from..][..width]);
            pair[TILE..][..width].copy_from_slice(&w[r * stride + from..][..width]);
        }
    }
}

/// `A ← A − Vᵀ·W − Wᵀ·V` for the leading block of order `n` of `a`, with `k` rows of V and W from [`pack_pairs`].
///
/// Tiles of 4×4, whose sums stay in eight registers of two lanes while the rows go by.
pub fn rank_2k<L: Lanes>(a: &mut [f64], stride: usize, n: usize, k: usize, packed: &[PackedPair]) {
    const { assert!(L::LEN == TILE) }
    let groups = n.div_ceil(TILE);
    for (gi, left) in packed.chunks_exact(k).take(groups).enumerate() {
        let i = gi * TILE;
        let height = TILE.min(n - i);
        for (gj, right) in packed.chunks_exact(k).take(gi).enumerate() {
            let tile = product::<L>(left, right);
            let j = gj * TILE;
            for (r, tile) in tile.iter().take(height).enumerate() {
                let to = &mut a[(i + r) * stride + j..][..TILE];
                L::load(to).sub(*tile).store(to);
            }
        }
        let tile = product::<L>(left, left);
        for (r, tile) in tile.iter().take(height).enumerate() {
            let mut row = [0.0; TILE];
            tile.store(&mut row);
            for (to, value) in a[(i + r) * stride + i..][..=r].iter_mut().zip(row) {
                *to -= value;
            }
        }
    }
}

/// The 4×4 tile of `Vᵀ·W + Wᵀ·V` of two groups of columns, row by row.
#[inline(always)]
fn product<L: Lanes>(left: &[PackedPair], right: &[PackedPair]) -> [L; TILE] {
    let mut tile = [L::splat(0.0); TILE];
    for (left, right) in left.iter().zip(right) {
        let (v, w) = (L::load(&right[..TILE]), L::load(&right[TILE..]));
        for r in 0..TILE {
            tile[r] = w.mul_add(L::splat(left[r]), tile[r]);
            tile[r] = v.mul_add(L::splat(left[TILE + r]), tile[r]);
        }
    }
    tile
}
