//! Sums and products over the poles d_j of a secular equation 1 + Σ y_j²/(d_j − λ) = 0.
//!
//! A root λ comes as a pole nearby, its origin, and the offset from it: d_j − λ is (d_j − origin) − offset.

use crate::lanes::{Lanes, Wide};

/// The sums of y_j²/(d_j − λ) and of y_j²/(d_j − λ)².
#[must_use]
#[inline(never)]
pub fn sums(poles: &[f64], y: &[f64], origin: f64, offset: f64) -> (f64, f64) {
    sums_on::<Wide<f64>>(poles, y, origin, offset)
}

pub(crate) fn sums_on<L: Lanes<Scalar = f64>>(
    poles: &[f64],
    y: &[f64],
    origin: f64,
    offset: f64,
) -> (f64, f64) {
    let mut values = L::splat(0.0);
    let mut slopes = L::splat(0.0);
    let (origins, offsets) = (L::splat(origin), L::splat(offset));
    let (poles, y) = (poles.chunks_exact(L::LEN), y.chunks_exact(L::LEN));
    let rest = poles.remainder().iter().zip(y.remainder());
    for (poles, y) in poles.zip(y) {
        let y = L::load(y);
        let quotient = y.div(L::load(poles).sub(origins).sub(offsets));
        values = y.mul_add(quotient, values);
        slopes = quotient.mul_add(quotient, slopes);
    }
    let (mut value, mut slope) = (values.sum(), slopes.sum());
    for (pole, y) in rest {
        let quotient = y / ((pole - origin) - offset);
        value += y * quotient;
        slope += quotient * quotient;
    }
    (value, slope)
}

/// `out[j] ← y_j/(d_j − λ)`: a multiple of λ's eigenvector of diag(d) + y·yᵀ.
#[inline(never)]
pub fn quotients(poles: &[f64], y: &[f64], origin: f64, offset: f64, out: &mut [f64]) {
    quotients_on::<Wide<f64>>(poles, y, origin, offset, out);
}

pub(crate) fn quotients_on<L: Lanes<Scalar = f64>>(
    poles: &[f64],
    y: &[f64],
    origin: f64,
    offset: f64,
    out: &mut [f64],
) {
    let (origins, offsets) = (L::splat(origin), L::splat(offset));
    let whole = out.len() - out.len() % L::LEN;
    for at in (0..whole).step_by(L::LEN) {
        let gaps = L::load(&poles[at..]).sub(origins).sub(offsets);
        L::load(&y[at..]).div(gaps).store(&mut out[at..]);
    }
    for at in whole..out.len() {
        out[at] = y[at] / ((poles[at] - origin) - offset);
    }
}

/// The product of (d − λ_j)/(d − d_j) for one pole d and the roots λ_j and the poles d_j of one side of it.
#[must_use]
#[inline(never)]
pub fn ratios(pole: f64, poles: &[f64], origins: &[f64], offsets: &[f64]) -> f64 {
    ratios_on::<Wide<f64>>(pole, poles, origins, offsets)
}

pub(crate) fn ratios_on<L: Lanes<Scalar = f64>>(
    pole: f64,
    poles: &[f64],
    origins: &[f64],
    offsets: &[f64],
) -> f64 {
    let at = L::splat(pole);
    let mut products = L::splat(1.0);
    let whole = poles.len() - poles.len() % L::LEN;
    for i in (0..whole).step_by(L::LEN) {
        let [poles, origins, offsets] =
            [poles, origins, offsets].map(|of| L::load(&of[i..i + L::LEN]));
        products = products.mul(at.sub(origins).sub(offsets).div(at.sub(poles)));
    }
    let mut lanes = [1.0; Wide::<f64>::LEN];
    products.store(&mut lanes);
    (whole..poles.len())
        .map(|i| ((pole - origins[i]) - offsets[i]) / (pole - poles[i]))
        .chain(lanes)
        .product()
}
