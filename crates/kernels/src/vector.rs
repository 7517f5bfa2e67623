//! Products of vectors, and of a few long rows with a vector.

use crate::lanes::Lanes;

/// The sum of `x[i]·y[i]`.
pub fn dot<L: Lanes>(x: &[f64], y: &[f64]) -> f64 {
    assert_eq!(x.len(), y.len());
    let (xs, ys) = (x.chunks_exact(L::LEN), y.chunks_exact(L::LEN));
    let tail = products(xs.remainder(), ys.remainder());
    let mut sum = L::splat(0.0);
    for (x, y) in xs.zip(ys) {
        sum = L::load(x).mul_add(L::load(y), sum);
    }
    sum.sum() + tail
}

/// `y ← y + factor·x`.
pub fn axpy<L: Lanes>(factor: f64, x: &[f64], y: &mut [f64]) {
    rows_axpy::<L, 1>([factor], [x], y);
}

/// `out[r] ← row r of the matrix · x`: `out.len()` rows of length `x.len()`, `stride` apart.
///
/// Four rows a pass, so that each entry of `x` is loaded once for four products.
pub fn rows_times<L: Lanes>(rows: &[f64], stride: usize, x: &[f64], out: &mut [f64]) {
    let row = |r: usize| &rows[r * stride..r * stride + x.len()];
    let count = out.len();
    let mut fours = out.chunks_exact_mut(4);
    for (g, out) in (&mut fours).enumerate() {
        let r = 4 * g;
        out.copy_from_slice(&four_dots::<L>(
            [row(r), row(r + 1), row(r + 2), row(r + 3)],
            x,
        ));
    }
    let rest = fours.into_remainder();
    let first = count - rest.len();
    for (r, out) in rest.iter_mut().enumerate() {
        *out = dot::<L>(row(first + r), x);
    }
}

/// `y ← y + Σ factors[r]·(row r of the matrix)`: `factors.len()` rows of length `y.len()`, `stride` apart.
///
/// Four rows a pass, so that each entry of `y` is loaded and stored once for four sums.
pub fn add_rows<L: Lanes>(factors: &[f64], rows: &[f64], stride: usize, y: &mut [f64]) {
    let len = y.len();
    let row = |r: usize| &rows[r * stride..r * stride + len];
    let (fours, rest) = factors.as_chunks::<4>();
    for (g, &factors) in fours.iter().enumerate() {
        let r = 4 * g;
        rows_axpy::<L, 4>(factors, [row(r), row(r + 1), row(r + 2), row(r + 3)], y);
    }
    let first = factors.len() - rest.len();
    for (r, &factor) in rest.iter().enumerate() {
        rows_axpy::<L, 1>([factor], [row(first + r)], y);
    }
}

fn products(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).fold(0.0, |sum, (x, y)| sum + x * y)
}

#[inline(always)]
fn four_dots<L: Lanes>(rows: [&[f64]; 4], x: &[f64]) -> [f64; 4] {
    let whole = x.len() - x.len() % L::LEN;
    let xs = x[..whole].chunks_exact(L::LEN);
    let [a, b, c, d] = rows.map(|row| row[..whole].chunks_exact(L::LEN));
    let mut sums = [L::splat(0.0); 4];
    for ((((x, a), b), c), d) in xs.zip(a).zip(b).zip(c).zip(d) {
        let x = L::load(x);
        for (sum, row) in sums.iter_mut().zip([a, b, c, d]) {
            *sum = L::load(row).mul_add(x, *sum);
        }
    }
    let mut out = [0.0; 4];
    for (out, (sum, row)) in out.iter_mut().zip(sums.iter().zip(rows)) {
        *out = sum.sum() + products(&row[whole..x.len()], &x[whole..]);
    }
    out
}

#[inline(always)]
fn rows_axpy<L: Lanes, const R: usize>(factors: [f64; R], rows: [&[f64]; R], y: &mut [f64]) {
    for row in rows {
        assert_eq!(row.len(), y.len());
    }
    let splats = factors.map(L::splat);
    let whole = y.len() - y.len() % L::LEN;
    let mut at = 0;
    while at < whole {
        let mut sum = L::load(&y[at..at + L::LEN]);
        for (row, splat) in rows.iter().zip(splats) {
            sum = L::load(&row[at..at + L::LEN]).mul_add(splat, sum);
        }
        sum.store(&mut y[at..at + L::LEN]);
        at += L::LEN;
    }
    for at in whole..y.len() {
        for (row, factor) in rows.iter().zip(factors) {
            y[at] += row[at] * factor;
        }
    }
}
