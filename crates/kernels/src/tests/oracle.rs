//! What kernels are compared with: definitions, evaluated in doubles.

use crate::Real;

/// A scalar as tests need it.
pub trait Number: Real + Into<f64> {
    const EPSILON: f64;
    fn of(value: f64) -> Self;
}

impl Number for f64 {
    const EPSILON: f64 = f64::EPSILON;
    fn of(value: f64) -> Self {
        value
    }
}

impl Number for f32 {
    const EPSILON: f64 = f32::EPSILON as f64;
    fn of(value: f64) -> Self {
        value as f32
    }
}

/// The longest vector tested: 4·lanes + 1 of the widest.
pub const LONGEST: usize = 4 * 8 + 1;
/// Addresses and strides that no alignment has are among those from 0 to 3 numbers on.
pub const OFFSETS: core::ops::Range<usize> = 0..4;

/// `len` numbers of order 1, others for another `seed`.
pub fn numbers<T: Number>(len: usize, seed: u64) -> Vec<T> {
    let mut state = seed;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        T::of((state >> 11) as f64 / (1_u64 << 52) as f64 - 1.0)
    };
    next();
    (0..len).map(|_| next()).collect()
}

pub fn doubles<T: Number>(values: &[T]) -> Vec<f64> {
    values.iter().map(|value| (*value).into()).collect()
}

/// Sums of at most a hundred products of order 1.
#[track_caller]
pub fn assert_close<T: Number>(found: &[T], expected: &[f64]) {
    assert_within(found, expected, 200.0);
}

/// `of` units in the last place of 1.
#[track_caller]
pub fn assert_within<T: Number>(found: &[T], expected: &[f64], of: f64) {
    assert_eq!(found.len(), expected.len());
    for (x, y) in doubles(found).iter().zip(expected) {
        assert!(
            (x - y).abs() <= of * T::EPSILON,
            "{x} for {y} in\n{found:?}\n{expected:?}"
        );
    }
}

pub fn dot<T: Number>(x: &[T], y: &[T]) -> f64 {
    doubles(x).iter().zip(doubles(y)).map(|(x, y)| x * y).sum()
}

/// Entry (i, j) of the symmetric matrix whose lower triangle is in `a`.
fn entry(a: &[f64], stride: usize, i: usize, j: usize) -> f64 {
    a[i.max(j) * stride + i.min(j)]
}

pub fn symmetric_times(a: &[f64], stride: usize, x: &[f64]) -> Vec<f64> {
    let row = |i| {
        (0..x.len())
            .map(move |j| entry(a, stride, i, j) * x[j])
            .sum()
    };
    (0..x.len()).map(row).collect()
}

/// The lower triangle of the leading block less v·wᵀ + w·vᵀ; the rest as it is.
pub fn rank_2(a: &mut [f64], stride: usize, v: &[f64], w: &[f64]) {
    for i in 0..v.len() {
        for j in 0..=i {
            a[i * stride + j] -= v[i] * w[j] + w[i] * v[j];
        }
    }
}
