//! Elementary functions in lanes, from + − × ÷ and powers of two: the same bits on every strict back end.
//!
//! Reductions are those of fdlibm (`e_exp.c`, `s_log1p.c`), series Taylor's. NaN gives NaN.

use crate::Real;
use crate::binary::Binary;
use crate::lanes::Lanes;
use core::f64::consts::LOG2_E;

/// 1/k! from k = 2 on.
const EXP: [f64; f64::EXP_TERMS] = {
    let mut terms = [0.5; f64::EXP_TERMS];
    let mut i = 1;
    while i < terms.len() {
        terms[i] = terms[i - 1] / (i + 2) as f64;
        i += 1;
    }
    terms
};

/// 2/(2k + 1) from k = 1 on.
const LOG: [f64; f64::LOG_TERMS] = {
    let mut terms = [0.0; f64::LOG_TERMS];
    let mut i = 0;
    while i < terms.len() {
        terms[i] = 2.0 / (2 * i + 3) as f64;
        i += 1;
    }
    terms
};

/// All lanes equal to `value`, rounded.
#[inline(always)]
pub(crate) fn constant<L: Lanes>(value: f64) -> L {
    L::splat(L::Scalar::from_f64(value))
}

/// Σ terms[i]·xⁱ.
#[inline(always)]
fn series<L: Lanes>(terms: &[f64], x: L) -> L {
    let sum = constant(terms[terms.len() - 1]);
    let rest = terms[..terms.len() - 1].iter().rev();
    rest.fold(sum, |sum: L, &term| sum.mul_add(x, constant(term)))
}

/// The nearest whole numbers.
#[inline(always)]
fn nearest<L: Lanes>(x: L) -> L {
    let whole = L::splat(L::Scalar::WHOLE);
    x.add(whole).sub(whole)
}

/// p and n with eˣ = (1 + p)·2ⁿ.
#[inline(always)]
fn reduced<L: Lanes>(x: L) -> [L; 2] {
    let [least, most] = L::Scalar::EXP_RANGE.map(L::splat);
    let x = x.if_less(least, least, most.if_less(x, most, x));
    let n = nearest(x.mul(constant(LOG2_E)));
    let [high, low] = L::Scalar::LN_2.map(L::splat);
    let r = x.sub(n.mul(high)).sub(n.mul(low));
    let bent = series(&EXP[..L::Scalar::EXP_TERMS], r);
    [bent.mul(r).mul_add(r, r), n]
}

/// x·2ⁿ in two steps, of which the second alone can round.
#[inline(always)]
fn scaled<L: Lanes>(x: L, n: L) -> L {
    let half = nearest(n.mul(constant(0.5)));
    x.mul(half.power_of_two()).mul(n.sub(half).power_of_two())
}

/// eˣ, within 1.5 ulp.
#[inline(always)]
pub(crate) fn exp<L: Lanes>(x: L) -> L {
    let [p, n] = reduced(x);
    scaled(p.add(constant(1.0)), n)
}

/// ln(1 + x) for x ≥ 0, within 1.5 ulp.
#[inline(always)]
pub(crate) fn log_1p<L: Lanes>(x: L) -> L {
    let one = constant(1.0);
    let sum = x.add(one);
    let [m, k] = sum.split();
    // Of a sum that is nearly 1, x itself is what exceeds it; of others, what rounding took from the sum is added.
    let near = constant::<L>(0.5);
    let lost = k.if_less(near, constant(0.0), x.sub(sum.sub(one)).div(sum));
    let f = k.if_less(near, x, m.sub(one));
    let s = f.div(f.add(constant(2.0)));
    let squared = s.mul(s);
    let bent = series(&LOG[..L::Scalar::LOG_TERMS], squared).mul(squared);
    let [high, low] = L::Scalar::LN_2.map(|part| k.mul(L::splat(part)));
    let log = high.sub(s.mul(f.sub(bent)).sub(low.add(lost)).sub(f));
    // Infinity has no exponent, and is its own logarithm.
    x.if_less(constant(f64::INFINITY), log, x)
}

/// tanh x, within 2 ulp, and its derivative.
#[inline(always)]
pub(crate) fn tanh<L: Lanes>(x: L) -> [L; 2] {
    let [one, two] = [1.0, 2.0].map(constant::<L>);
    let [p, n] = reduced(x.abs().mul(constant(-2.0)));
    let power = scaled(one, n);
    // e = exp(−2|x|) and e − 1, neither of which cancels.
    let e = power.mul(p).add(power);
    let less = power.mul(p).add(power.sub(one));
    let zero = constant::<L>(0.0);
    let modulus = zero.sub(less).div(less.add(two));
    let sum = e.add(one);
    let slope = constant::<L>(4.0).mul(e).div(sum.mul(sum));
    [x.if_less(zero, zero.sub(modulus), modulus), slope]
}

/// ln(1 + eˣ), within 2 ulp, and its derivative.
#[inline(always)]
pub(crate) fn softplus<L: Lanes>(x: L) -> [L; 2] {
    let [zero, one] = [0.0, 1.0].map(constant::<L>);
    let e = exp(zero.sub(x.abs()));
    let positive = x.if_less(zero, zero, x);
    let slope = x.if_less(zero, e, one).div(e.add(one));
    [positive.add(log_1p(e)), slope]
}
