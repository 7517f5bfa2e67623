//! Activations of units: value in place of what reaches a unit, and derivative beside it.
//!
//! Arrays are as long as each other, a multiple of [`width`](super::width). At kinks derivatives are 0.

use crate::Real;
use crate::either::either;
use crate::elementary::{self, constant};
use crate::lanes::{Lanes, Wide};

either! {
    /// Activations, of a scalar.
    trait Activations;

    /// max(0, z), and NaN of NaN.
    fn relu(z: &mut [T], slopes: &mut [T]) {
        each_on::<Wide<T>>(z, slopes, relu_of);
    }

    /// tanh z.
    fn tanh(z: &mut [T], slopes: &mut [T]) {
        each_on::<Wide<T>>(z, slopes, elementary::tanh);
    }

    /// ln(1 + eᶻ).
    fn softplus(z: &mut [T], slopes: &mut [T]) {
        each_on::<Wide<T>>(z, slopes, elementary::softplus);
    }

    /// z.
    fn linear(_z: &mut [T], slopes: &mut [T]) {
        slopes.fill(T::from_f64(1.0));
    }

    /// `x[i] ← x[i]·factors[i]`.
    fn scale_by(factors: &[T], x: &mut [T]) {
        scale_by_on::<Wide<T>>(factors, x);
    }
}

#[inline(always)]
pub(crate) fn relu_of<L: Lanes>(z: L) -> [L; 2] {
    let [zero, one] = [0.0, 1.0].map(constant::<L>);
    [z.if_less(zero, zero, z), zero.if_less(z, one, zero)]
}

#[inline(always)]
pub(crate) fn each_on<L: Lanes>(
    z: &mut [L::Scalar],
    slopes: &mut [L::Scalar],
    of: impl Fn(L) -> [L; 2],
) {
    for (z, slope) in z
        .chunks_exact_mut(L::LEN)
        .zip(slopes.chunks_exact_mut(L::LEN))
    {
        let [value, derivative] = of(L::load(z));
        value.store(z);
        derivative.store(slope);
    }
}

pub(crate) fn scale_by_on<L: Lanes>(factors: &[L::Scalar], x: &mut [L::Scalar]) {
    for (x, factors) in x.chunks_exact_mut(L::LEN).zip(factors.chunks_exact(L::LEN)) {
        L::load(x).mul(L::load(factors)).store(x);
    }
}
