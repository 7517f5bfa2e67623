//! Products with a symmetric matrix, by its lower triangle.

use crate::lanes::{Lanes, Narrow, Pair, Square, Wide};
use crate::product::{Doubled, Quad, TILE, product};
use crate::tiles::{Tile, start_of};
use crate::vector::{axpy_on, dot_on};

/// `y ← A·x` for the leading block of `tiles` whose order is the length of `x`, a multiple of four.
#[inline(never)]
pub fn tiled_times(tiles: &[Tile], x: &[f64], y: &mut [f64]) {
    tiled_times_on::<Narrow<f64>>(tiles, x, y);
}

/// Each entry is loaded once, from the one stream of tiles, and used for both triangles: 16 multiplications and
/// additions of vectors for 6 loads and a store, so that the loop is bound by arithmetic as long as reading keeps up.
pub(crate) fn tiled_times_on<L: Lanes<Scalar = f64>>(tiles: &[Tile], x: &[f64], y: &mut [f64]) {
    assert!(x.len() == y.len() && x.len().is_multiple_of(TILE));
    y.fill(0.0);
    for (g, factors) in x.as_chunks::<TILE>().0.iter().enumerate() {
        let (before, here) = y.split_at_mut(g * TILE);
        let (left, diagonal) = tiles[start_of(g)..start_of(g + 1)].split_at(2 * g);
        let sums = both_triangles::<L>(left, x, factors.map(L::splat), before);
        for (r, (to, sum)) in here.iter_mut().zip(sums).enumerate() {
            let [[a, b], [c, d]] = [diagonal[0][r], diagonal[1][r]];
            let [w, x, y, z] = factors;
            *to = sum.sum() + ((a * w + b * x) + (c * y + d * z));
        }
    }
}

/// The tiles left of the diagonal block: adds their transposed product to `y`, returns their product with `x`.
#[inline(always)]
fn both_triangles<L: Lanes<Scalar = f64>>(
    tiles: &[Tile],
    x: &[f64],
    factors: [L; TILE],
    y: &mut [f64],
) -> [L; TILE] {
    const { assert!(TILE == 2 * L::LEN) }
    let mut sums = [L::splat(0.0); TILE];
    let columns = x.as_chunks::<2>().0.iter().zip(y.as_chunks_mut::<2>().0);
    for (tile, (x, y)) in tiles.iter().zip(columns) {
        let column = L::load(x);
        let rows = [0, 1, 2, 3].map(|r| L::load(&tile[r]));
        for r in 0..TILE {
            sums[r] = rows[r].mul_add(column, sums[r]);
        }
        // Two chains: the next tile's wait for one another, not for all four terms of this one.
        let upper = rows[1].mul_add(factors[1], rows[0].mul_add(factors[0], L::load(y)));
        let lower = rows[3].mul_add(factors[3], rows[2].mul(factors[2]));
        upper.add(lower).store(y);
    }
    sums
}

/// Groups of rows and of columns in a block of [`add_symmetric_product`], half a second-level cache of tiles.
pub const BLOCK: usize = 32;

/// `S ← S + V·A`, the part that the groups `rows` of the lower triangle have in it, left and right of the diagonal.
///
/// `s` holds rows of `stride` doubles, four for each of the matrices in `v`; these hold four columns of four times
/// `groups` rows, doubled. `strip` holds [`BLOCK`] blocks of 4×4. Rows are at most [`BLOCK`] groups.
#[inline(never)]
pub fn add_symmetric_product(
    tiles: &[Tile],
    groups: usize,
    rows: core::ops::Range<usize>,
    v: &[Doubled],
    s: &mut [f64],
    stride: usize,
    strip: &mut [[Quad; TILE]],
) {
    add_symmetric_product_on::<Narrow<f64>>(tiles, groups, rows, v, s, stride, strip);
}

pub(crate) fn add_symmetric_product_on<L: Square>(
    tiles: &[Tile],
    groups: usize,
    rows: core::ops::Range<usize>,
    v: &[Doubled],
    s: &mut [f64],
    stride: usize,
    strip: &mut [[Quad; TILE]],
) {
    const { assert!(TILE == 2 * L::LEN) }
    let order = groups * TILE;
    let mut add = |strip: &[[Quad; TILE]], from: usize, to: usize| {
        let terms = strip.len() * TILE;
        for (v, s) in v.chunks_exact(order).zip(s.chunks_mut(TILE * stride)) {
            let tile = product::<Pair<L>>(&v[from * TILE..][..terms], strip.as_flattened());
            for (row, more) in s.chunks_mut(stride).zip(tile) {
                let row = &mut row[to * TILE..][..TILE];
                Pair::<L>::load(row).add(more).store(row);
            }
        }
    };
    for from in (0..rows.end).step_by(BLOCK) {
        let columns = from..rows.end.min(from + BLOCK);
        for i in rows.clone() {
            let here = columns.start..columns.end.min(i + 1);
            if here.is_empty() {
                continue;
            }
            let tiles = &tiles[start_of(i)..];
            let strip = &mut strip[..here.len()];
            let (columns, _) = strip.as_flattened_mut().as_chunks_mut::<2>();
            for (to, tile) in columns.iter_mut().zip(&tiles[2 * here.start..]) {
                let [upper, lower] =
                    [0, 2].map(|r| L::transposed(L::load(&tile[r]), L::load(&tile[r + 1])));
                for (c, to) in to.iter_mut().enumerate() {
                    upper[c].store(to);
                    lower[c].store(&mut to[2..]);
                }
            }
            add(strip, here.start, i);
        }
        for j in columns {
            let below = rows.start.max(j + 1)..rows.end;
            if below.is_empty() {
                continue;
            }
            let strip = &mut strip[..below.len()];
            for (to, i) in strip.iter_mut().zip(below.clone()) {
                let [first, second] = [0, 1].map(|k| &tiles[start_of(i) + 2 * j + k]);
                for ((to, first), second) in to.iter_mut().zip(first).zip(second) {
                    L::load(first).store(to);
                    L::load(second).store(&mut to[2..]);
                }
            }
            add(strip, below.start, j);
        }
    }
}

/// Rows a pass, of which the diagonal tile is done entry by entry.
const ROWS: usize = 4;

/// `y ← A·x` for the symmetric matrix that is the leading block of order `x.len()` of `a`, in rows.
#[inline(never)]
pub fn symmetric_times(a: &[f64], stride: usize, x: &[f64], y: &mut [f64]) {
    symmetric_times_on::<Wide<f64>>(a, stride, x, y);
}

/// Four rows a pass: each entry is loaded once and used for both triangles, so the loop is bound by reading
/// and not by arithmetic.
pub(crate) fn symmetric_times_on<L: Lanes<Scalar = f64>>(
    a: &[f64],
    stride: usize,
    x: &[f64],
    y: &mut [f64],
) {
    const { assert!(ROWS.is_multiple_of(L::LEN)) }
    let n = x.len();
    assert_eq!(y.len(), n);
    y.fill(0.0);
    let row = |r: usize, len: usize| &a[r * stride..r * stride + len];
    let tiled = n - n % ROWS;
    for r in (0..tiled).step_by(ROWS) {
        let rows = [row(r, r), row(r + 1, r), row(r + 2, r), row(r + 3, r)];
        let factors = [x[r], x[r + 1], x[r + 2], x[r + 3]];
        let sums = four_rows::<L>(rows, &x[..r], factors, &mut y[..r]);
        y[r..r + ROWS].copy_from_slice(&sums);
        for i in r..r + ROWS {
            within_row(
                &a[i * stride + r..=i * stride + i],
                &x[r..=i],
                &mut y[r..=i],
            );
        }
    }
    for i in tiled..n {
        let (before, y) = y.split_at_mut(i);
        y[0] = dot_on::<L>(row(i, i), &x[..i]) + a[i * stride + i] * x[i];
        axpy_on::<L>(x[i], row(i, i), before);
    }
}

/// Four rows left of the diagonal tile: adds their transposed product to `y`, returns their products with `x`.
#[inline(always)]
fn four_rows<L: Lanes<Scalar = f64>>(
    rows: [&[f64]; 4],
    x: &[f64],
    factors: [f64; 4],
    y: &mut [f64],
) -> [f64; 4] {
    let splats = factors.map(L::splat);
    let mut sums = [L::splat(0.0); 4];
    let [a, b, c, d] = rows.map(|row| row.chunks_exact(L::LEN));
    let xy = x.chunks_exact(L::LEN).zip(y.chunks_exact_mut(L::LEN));
    for (((((x, y), a), b), c), d) in xy.zip(a).zip(b).zip(c).zip(d) {
        let column = L::load(x);
        let mut transposed = L::load(y);
        for ((row, factor), sum) in [a, b, c, d].into_iter().zip(splats).zip(&mut sums) {
            let entry = L::load(row);
            *sum = entry.mul_add(column, *sum);
            transposed = entry.mul_add(factor, transposed);
        }
        transposed.store(y);
    }
    sums.map(L::sum)
}

/// One row of a diagonal tile, up to and with its diagonal entry, which is the last.
#[inline(always)]
fn within_row(row: &[f64], x: &[f64], y: &mut [f64]) {
    let last = row.len() - 1;
    for j in 0..last {
        y[last] += row[j] * x[j];
        y[j] += row[j] * x[last];
    }
    y[last] += row[last] * x[last];
}

/// `A ← A − v·wᵀ − w·vᵀ`, then `y ← A·x`, for the leading block of order `x.len()` of `a`, in one pass over it.
#[inline(never)]
pub fn rank_2_then_times(
    a: &mut [f64],
    stride: usize,
    [v, w]: [&[f64]; 2],
    x: &[f64],
    y: &mut [f64],
) {
    rank_2_then_times_on::<Narrow<f64>>(a, stride, [v, w], x, y);
}

/// Two rows a pass: three factors and a sum for each, the columns' three entries and y fill sixteen registers.
pub(crate) fn rank_2_then_times_on<L: Lanes<Scalar = f64>>(
    a: &mut [f64],
    stride: usize,
    [v, w]: [&[f64]; 2],
    x: &[f64],
    y: &mut [f64],
) {
    let n = x.len();
    assert!(v.len() == n && w.len() == n && y.len() == n);
    y.fill(0.0);
    let paired = n - n % 2;
    for r in (0..paired).step_by(2) {
        let (upper, lower) = a[r * stride..].split_at_mut(stride);
        updated_rows::<L, 2>([&mut upper[..=r], &mut lower[..=r + 1]], [v, w, x], y);
    }
    if paired < n {
        let last = &mut a[paired * stride..paired * stride + n];
        updated_rows::<L, 1>([last], [v, w, x], y);
    }
}

/// Consecutive rows, each up to and with its diagonal entry.
#[inline(always)]
fn updated_rows<L: Lanes<Scalar = f64>, const R: usize>(
    rows: [&mut [f64]; R],
    [v, w, x]: [&[f64]; 3],
    y: &mut [f64],
) {
    let first = rows[0].len() - 1;
    let factors = |of: &[f64]| -> [f64; R] { core::array::from_fn(|r| of[first + r]) };
    let [fv, fw, fx] = [factors(v), factors(w), factors(x)];
    let minus_v = fv.map(|value| L::splat(-value));
    let minus_w = fw.map(|value| L::splat(-value));
    let splat_x = fx.map(L::splat);
    let mut sums = [L::splat(0.0); R];
    let whole = first - first % L::LEN;
    for at in (0..whole).step_by(L::LEN) {
        let here = at..at + L::LEN;
        let columns = [v, w, x].map(|of| L::load(&of[here.clone()]));
        let mut transposed = L::load(&y[here.clone()]);
        for r in 0..R {
            let to = &mut rows[r][here.clone()];
            let entry = columns[1].mul_add(minus_v[r], L::load(to));
            let entry = columns[0].mul_add(minus_w[r], entry);
            entry.store(to);
            sums[r] = entry.mul_add(columns[2], sums[r]);
            transposed = entry.mul_add(splat_x[r], transposed);
        }
        transposed.store(&mut y[here]);
    }
    for (r, row) in rows.into_iter().enumerate() {
        let mut sum = sums[r].sum();
        for j in whole..first + r {
            row[j] = row[j] - fv[r] * w[j] - fw[r] * v[j];
            sum += row[j] * x[j];
            y[j] += row[j] * fx[r];
        }
        let diagonal = first + r;
        row[diagonal] -= 2.0 * fv[r] * fw[r];
        y[diagonal] += sum + row[diagonal] * fx[r];
    }
}
