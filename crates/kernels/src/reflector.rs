//! Householder reflectors I − t·v·vᵀ that leave of a row its last entry alone.

use crate::lanes::{Lanes, Wide};
use crate::vector::dot_on;

/// Squares that sum to no more, 2⁻⁹⁰⁰, count as zero in a matrix of order 1: they would lose bits.
const VANISHING: f64 = f64::from_bits((1023 - 900) << 52);

/// Turns `x`, not empty, into the vector v, its last entry 1, of the reflector that takes `x` to a multiple of the
/// last unit vector; that multiple goes to `image`. Returns t, or 0 where `x` is such a multiple: `x` is then as it was.
#[inline(never)]
pub fn reflect(x: &mut [f64], image: &mut f64) -> f64 {
    reflect_on::<Wide<f64>>(x, image)
}

#[inline(always)]
pub(crate) fn reflect_on<L: Lanes<Scalar = f64>>(x: &mut [f64], image: &mut f64) -> f64 {
    let (rest, last) = x.split_at_mut(x.len() - 1);
    let last = &mut last[0];
    let squares = dot_on::<L>(rest, rest);
    if squares <= VANISHING {
        *image = *last;
        return 0.0;
    }
    let norm = (*last * *last + squares).sqrt();
    // The sign that adds moduli in `last - image`.
    *image = if *last < 0.0 { norm } else { -norm };
    let factor = 1.0 / (*last - *image);
    rest.iter_mut().for_each(|x| *x *= factor);
    let t = (*image - *last) / *image;
    *last = 1.0;
    t
}
