//! Products of vectors, and of a few long rows with a vector.

use crate::Real;
use crate::either::either;
use crate::lanes::{Lanes, Narrow, Wide};

either! {
    /// Products of vectors, of a scalar.
    trait Vectors;

    /// The sum of `x[i]·y[i]`.
    fn dot(x: &[T], y: &[T]) -> T {
        dot_on::<Wide<T>>(x, y)
    }

    /// [`dot`] with half as many sums side by side, hence with other bits: for vectors too short to make up for adding up
    /// more.
    fn dot_narrow(x: &[T], y: &[T]) -> T {
        dot_on::<Narrow<T>>(x, y)
    }

    /// `y ← y + factor·x`.
    fn axpy(factor: T, x: &[T], y: &mut [T]) {
        axpy_on::<Wide<T>>(factor, x, y);
    }

    /// `out[r] ← row r of the matrix · x`: `out.len()` rows of length `x.len()`, `stride` apart.
    fn rows_times(rows: &[T], stride: usize, x: &[T], out: &mut [T]) {
        rows_times_on::<Wide<T>>(rows, stride, x, out);
    }

    /// [`rows_times`] with half as many sums side by side, hence with other bits.
    fn rows_times_narrow(rows: &[T], stride: usize, x: &[T], out: &mut [T]) {
        rows_times_on::<Narrow<T>>(rows, stride, x, out);
    }

    /// `y ← y + Σ factors[r]·(row r of the matrix)`: `factors.len()` rows of length `y.len()`, `stride` apart.
    fn add_rows(factors: &[T], rows: &[T], stride: usize, y: &mut [T]) {
        add_rows_on::<Wide<T>>(factors, rows, stride, y);
    }
}

pub(crate) fn dot_on<L: Lanes>(x: &[L::Scalar], y: &[L::Scalar]) -> L::Scalar {
    assert_eq!(x.len(), y.len());
    let (xs, ys) = (x.chunks_exact(L::LEN), y.chunks_exact(L::LEN));
    let tail = products(xs.remainder(), ys.remainder());
    let mut sum = L::splat(L::Scalar::ZERO);
    for (x, y) in xs.zip(ys) {
        sum = L::load(x).mul_add(L::load(y), sum);
    }
    sum.sum() + tail
}

pub(crate) fn axpy_on<L: Lanes>(factor: L::Scalar, x: &[L::Scalar], y: &mut [L::Scalar]) {
    rows_axpy::<L, 1>([factor], [x], y);
}

/// Four rows a pass, so that each entry of `x` is loaded once for four products.
pub(crate) fn rows_times_on<L: Lanes>(
    rows: &[L::Scalar],
    stride: usize,
    x: &[L::Scalar],
    out: &mut [L::Scalar],
) {
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
        *out = dot_on::<L>(row(first + r), x);
    }
}

/// Four rows a pass, so that each entry of `y` is loaded and stored once for four sums.
pub(crate) fn add_rows_on<L: Lanes>(
    factors: &[L::Scalar],
    rows: &[L::Scalar],
    stride: usize,
    y: &mut [L::Scalar],
) {
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

fn products<T: Real>(x: &[T], y: &[T]) -> T {
    x.iter().zip(y).fold(T::ZERO, |sum, (x, y)| sum + *x * *y)
}

#[inline(always)]
fn four_dots<L: Lanes>(rows: [&[L::Scalar]; 4], x: &[L::Scalar]) -> [L::Scalar; 4] {
    let whole = x.len() - x.len() % L::LEN;
    let xs = x[..whole].chunks_exact(L::LEN);
    let [a, b, c, d] = rows.map(|row| row[..whole].chunks_exact(L::LEN));
    let mut sums = [L::splat(L::Scalar::ZERO); 4];
    for ((((x, a), b), c), d) in xs.zip(a).zip(b).zip(c).zip(d) {
        let x = L::load(x);
        for (sum, row) in sums.iter_mut().zip([a, b, c, d]) {
            *sum = L::load(row).mul_add(x, *sum);
        }
    }
    let mut out = [L::Scalar::ZERO; 4];
    for (out, (sum, row)) in out.iter_mut().zip(sums.iter().zip(rows)) {
        *out = sum.sum() + products(&row[whole..x.len()], &x[whole..]);
    }
    out
}

#[inline(always)]
fn rows_axpy<L: Lanes, const R: usize>(
    factors: [L::Scalar; R],
    rows: [&[L::Scalar]; R],
    y: &mut [L::Scalar],
) {
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
