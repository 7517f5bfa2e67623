//! Products with a symmetric matrix, and updates of one, by its lower triangle.

use crate::lanes::Lanes;
use crate::vector::{dot, axpy};

/// Rows (and columns) of a tile of [`rank_2k`].
pub const TILE: usize = 4;

/// `y ← A·x` for the symmetric matrix that is the leading block of order `x.len()` of `a`.
///
/// Four rows a pass: each entry is loaded once and used for both triangles, so the loop is bound by reading
/// and not by arithmetic.
pub fn symmetric_times<L: Lanes>(a: &[f64], stride: usize, x: &[f64], y: &mut [f64]) {
    const { assert!(TILE.is_multiple_of(L::LEN)) }
    let n = x.len();
    assert_eq!(y.len(), n);
    y.fill(0.0);
    let row = |r: usize, len: usize| &a[r * stride..r * stride + len];
    let tiled = n - n % TILE;
    for r in (0..tiled).step_by(TILE) {
        let rows = [row(r, r), row(r + 1, r), row(r + 2, r), row(r + 3, r)];
        let factors = [x[r], x[r + 1], x[r + 2], x[r + 3]];
        let sums = four_rows::<L>(rows, &x[..r], factors, &mut y[..r]);
        y[r..r + TILE].copy_from_slice(&sums);
        for i in r..r + TILE {
            within_row(&a[i * stride + r..=i * stride + i], &x[r..=i], &mut y[r..=i]);
        }
    }
    for i in tiled..n {
        let (before, y) = y.split_at_mut(i);
        y[0] = dot::<L>(row(i, i), &x[..i]) + a[i * stride + i] * x[i];
        axpy::<L>(x[i], row(i, i), before);
    }
}

/// Four rows left of the diagonal tile: adds their transposed product to `y`, returns their products with `x`.
#[inline(always)]
fn four_rows<L: Lanes>(rows: [&[f64]; 4], x: &[f64], factors: [f64; 4], y: &mut [f64]) -> [f64; 4] {
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
pub fn rank_2_then_times<L: Lanes>(
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
        updated_rows::<L, 2>([&mut upper[..=r], &mut lower[..=r + 1]], r, [v, w, x], y);
    }
    if paired < n {
        let last = &mut a[paired * stride..paired * stride + n];
        updated_rows::<L, 1>([last], paired, [v, w, x], y);
    }
}

/// Rows `first..first + R`, each up to and with its diagonal entry.
#[inline(always)]
fn updated_rows<L: Lanes, const R: usize>(
    mut rows: [&mut [f64]; R],
    first: usize,
    [v, w, x]: [&[f64]; 3],
    y: &mut [f64],
) {
    let factors = |of: &[f64]| -> [f64; R] { core::array::from_fn(|r| of[first + r]) };
    let [fv, fw, fx] = [factors(v), factors(w), factors(x)];
    let [sv, sw, sx] = [fv, fw, fx].map(|f| f.map(|value| L::splat(value)));
    let negated_v = fv.map(|value| L::splat(-value));
    let negated_w = fw.map(|value| L::splat(-value));
    let _ = (sv, sw);
    let mut sums = [L::splat(0.0); R];
    let whole = first - first % L::LEN;
    let mut at = 0;
    while at < whole {
        let to = at + L::LEN;
        let (cv, cw, cx) = (L::load(&v[at..to]), L::load(&w[at..to]), L::load(&x[at..to]));
        let mut transposed = L::load(&y[at..to]);
        for r in 0..R {
            let entry = L::load(&rows[r][at..to]);
            let entry = cv.mul_add(negated_w[r], cw.mul_add(negated_v[r], entry));
            entry.store(&mut rows[r][at..to]);
            sums[r] = entry.mul_add(cx, sums[r]);
            transposed = entry.mul_add(sx[r], transposed);
        }
        transposed.store(&mut y[at..to]);
        at = to;
    }
    for r in 0..R {
        let i = first + r;
        let mut sum = sums[r].sum();
        for j in whole..i {
            let entry = rows[r][j] - fv[r] * w[j] - fw[r] * v[j];
            rows[r][j] = entry;
            sum += entry * x[j];
            y[j] += entry * fx[r];
        }
        let entry = rows[r][i] - 2.0 * fv[r] * fw[r];
        rows[r][i] = entry;
        y[i] += sum + entry * fx[r];
    }
}

/// Packs rows `first..first + k` of `v` and of `w`, `n` entries of each, for [`rank_2k`]: for every four columns,
/// row after row, four entries of `v` and four of `w`. Columns past `n` are zero.
pub fn pack_pairs(
    [v, w]: [&[f64]; 2],
    [v_stride, w_stride]: [usize; 2],
    n: usize,
    k: usize,
    packed: &mut [[f64; 2 * TILE]],
) {
    for (g, group) in packed.chunks_exact_mut(k).take(n.div_ceil(TILE)).enumerate() {
        let from = g * TILE;
        let width = TILE.min(n - from);
        for (r, pair) in group.iter_mut().enumerate() {
            *pair = [0.0; 2 * TILE];
            pair[..width].copy_from_slice(&v[r * v_stride + from..][..width]);
            pair[TILE..][..width].copy_from_slice(&w[r * w_stride + from..][..width]);
        }
    }
}

/// `A ← A − Vᵀ·W − Wᵀ·V` for the leading block of order `n` of `a`, with the `k` rows of V and W from [`pack_pairs`].
pub fn rank_2k<L: Lanes>(
    a: &mut [f64],
    stride: usize,
    n: usize,
    k: usize,
    packed: &[[f64; 2 * TILE]],
) {
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
fn product<L: Lanes>(left: &[[f64; 2 * TILE]], right: &[[f64; 2 * TILE]]) -> [L; TILE] {
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
