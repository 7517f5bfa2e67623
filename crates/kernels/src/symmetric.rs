//! Products with a symmetric matrix, by its lower triangle.

use crate::lanes::Lanes;
use crate::vector::{axpy, dot};

/// Rows a pass, of which the diagonal tile is done entry by entry.
const ROWS: usize = 4;

/// `y ← A·x` for the symmetric matrix that is the leading block of order `x.len()` of `a`.
///
/// Four rows a pass: each entry is loaded once and used for both triangles, so the loop is bound by reading
/// and not by arithmetic.
pub fn symmetric_times<L: Lanes>(a: &[f64], stride: usize, x: &[f64], y: &mut [f64]) {
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
///
/// Two rows a pass: three factors and a sum for each, the columns' three entries and y fill sixteen registers.
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
        updated_rows::<L, 2>([&mut upper[..=r], &mut lower[..=r + 1]], [v, w, x], y);
    }
    if paired < n {
        let last = &mut a[paired * stride..paired * stride + n];
        updated_rows::<L, 1>([last], [v, w, x], y);
    }
}

/// Consecutive rows, each up to and with its diagonal entry.
#[inline(always)]
fn updated_rows<L: Lanes, const R: usize>(
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
