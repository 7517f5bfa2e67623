use super::oracle::{Number, numbers};
use crate::elementary::{exp, log_1p, softplus, tanh};
use crate::lanes::Lanes;

/// Numbers of every size and sign, and closer ones where exponentials neither vanish nor overflow.
fn everywhere<T: Number>() -> Vec<f64> {
    let fractions: Vec<f64> = numbers::<f64>(8, 30).iter().map(|x| x + 2.0).collect();
    let sizes = (-1080..=1023).step_by(3).flat_map(|exponent| {
        fractions
            .iter()
            .map(move |m| m * libm::exp2(f64::from(exponent)))
    });
    let steps = (0..=20_000).flat_map(|i| [f64::from(i) * 0.011, f64::from(i) * 0.0375]);
    let ends = [0.0, 1.0, f64::INFINITY, f64::NAN];
    let all = sizes.chain(steps).chain(ends);
    all.flat_map(|x| [x, -x].map(|x| T::of(x).into())).collect()
}

/// Units in the last place of T between `found` and `expected`.
fn ulps<T: Number>(found: T, expected: f64) -> f64 {
    let found: f64 = found.into();
    let rounded: f64 = T::of(expected).into();
    if found == rounded || found.is_nan() && rounded.is_nan() {
        return 0.0;
    }
    let [_, exponent] = crate::binary::Binary::split(expected.abs().max(f64::MIN_POSITIVE));
    let ulp = libm::exp2(exponent) * T::EPSILON;
    let least = if T::EPSILON == f64::EPSILON {
        5e-324
    } else {
        libm::exp2(-149.0)
    };
    (found - expected).abs() / ulp.max(least)
}

#[track_caller]
fn assert_ulps<L: Lanes<Scalar: Number>>(
    of: &[f64],
    most: f64,
    function: impl Fn(L) -> L,
    reference: impl Fn(f64) -> f64,
) {
    let mut out = vec![L::Scalar::of(0.0); L::LEN];
    for x in of.chunks(L::LEN) {
        let lanes: Vec<L::Scalar> = (0..L::LEN)
            .map(|lane| L::Scalar::of(x[lane % x.len()]))
            .collect();
        function(L::load(&lanes)).store(&mut out);
        for (x, found) in x.iter().zip(&out) {
            let error = ulps(*found, reference(*x));
            assert!(error <= most, "{found:?} at {x:e}: {error} ulp");
        }
    }
}

pub fn exponentials_are_those_of_libm<L: Lanes<Scalar: Number>>() {
    assert_ulps::<L>(&everywhere::<L::Scalar>(), 1.5, exp, libm::exp);
}

pub fn logarithms_are_those_of_libm<L: Lanes<Scalar: Number>>() {
    let mut positive = everywhere::<L::Scalar>();
    positive.retain(|x| *x >= 0.0 || x.is_nan());
    assert_ulps::<L>(&positive, 1.5, log_1p, libm::log1p);
}

pub fn hyperbolic_tangents_are_those_of_libm<L: Lanes<Scalar: Number>>() {
    let all = everywhere::<L::Scalar>();
    assert_ulps::<L>(&all, 2.5, |x| tanh(x)[0], libm::tanh);
    let slope = |x: f64| {
        let e = libm::exp(-2.0 * x.abs());
        4.0 * e / ((1.0 + e) * (1.0 + e))
    };
    assert_ulps::<L>(&all, 4.0, |x| tanh(x)[1], slope);
}

pub fn softplus_is_that_of_libm<L: Lanes<Scalar: Number>>() {
    let all = everywhere::<L::Scalar>();
    let value = |x: f64| if x < 0.0 { 0.0 } else { x } + libm::log1p(libm::exp(-x.abs()));
    assert_ulps::<L>(&all, 2.5, |x| softplus(x)[0], value);
    let slope = |x: f64| if x < 0.0 { libm::exp(x) } else { 1.0 } / (1.0 + libm::exp(-x.abs()));
    assert_ulps::<L>(&all, 2.5, |x| softplus(x)[1], slope);
}
