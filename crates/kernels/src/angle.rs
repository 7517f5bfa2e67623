//! Sine and cosine in 2.3 KB of the module, of 6.2 KB in `libm`: large arguments are reduced here in two lines.
//!
//! Source: fdlibm's k_sin.c, k_cos.c and e_rem_pio2.c, in the order of operations of the `libm` crate. Copyright (C) 1993 by Sun
//! Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify,
//! and distribute this software is freely granted, provided that this notice is preserved.

use std::f64::consts::TAU;

/// The parts of π/2: each of its first 33 bits that the parts before leave, with the rest of π/2.
const PARTS: [(f64, f64); 3] = [
    (
        f64::from_bits(0x3ff9_21fb_5440_0000),
        f64::from_bits(0x3dd0_b461_1a62_6331),
    ),
    (
        f64::from_bits(0x3dd0_b461_1a60_0000),
        f64::from_bits(0x3ba3_198a_2e03_7073),
    ),
    (
        f64::from_bits(0x3ba3_198a_2e00_0000),
        f64::from_bits(0x397b_839a_2520_49c1),
    ),
];
/// Bits that may cancel before the second part counts, and the third.
const CANCELLED: [i32; 2] = [16, 49];
const TWO_OVER_PI: f64 = f64::from_bits(0x3fe4_5f30_6dc9_c883);
/// Adding and taking away 1.5·2⁵² rounds to a whole number.
const WHOLE: f64 = 1.5 / f64::EPSILON;

const SIN: [f64; 6] = [
    f64::from_bits(0xbfc5_5555_5555_5549),
    f64::from_bits(0x3f81_1111_1110_f8a6),
    f64::from_bits(0xbf2a_01a0_19c1_61d5),
    f64::from_bits(0x3ec7_1de3_57b1_fe7d),
    f64::from_bits(0xbe5a_e5e6_8a2b_9ceb),
    f64::from_bits(0x3de5_d93a_5acf_d57c),
];
const COS: [f64; 6] = [
    f64::from_bits(0x3fa5_5555_5555_554c),
    f64::from_bits(0xbf56_c16c_16c1_5177),
    f64::from_bits(0x3efa_01a0_19cb_1590),
    f64::from_bits(0xbe92_7e4f_809c_52ad),
    f64::from_bits(0x3e21_ee9e_bdb4_b1c4),
    f64::from_bits(0xbda8_fae9_be88_38d4),
];

/// The first words of the bits of moduli: of π/4, of the ends up to which 1, 2, 3 and 4 quarter turns are taken away, and of 2²⁰·π/2.
const QUARTER: u32 = 0x3fe9_21fb;
const ENDS: [u32; 4] = [0x4002_d97c, 0x400f_6a7a, 0x4015_fdbc, 0x401c_463b];
const MANY: u32 = 0x4139_21fb;
/// Those of 1, 2, 3 and 4 quarter turns, near which more parts count.
const NEAR: [u32; 4] = [0x3ff9_21fb, 0x4009_21fb, 0x4012_d97c, 0x4019_21fb];

/// sin x and cos x; the bits of `libm` for |x| < 2²⁰·π/2 but for the sign of sin(−0), and beyond right to the rounding of x.
#[inline(never)]
#[must_use]
pub fn sincos(x: f64) -> (f64, f64) {
    let x = if first_word(x) < MANY { x } else { x % TAU };
    if first_word(x) <= QUARTER {
        return (sine(x, None), cosine(x, 0.0));
    }
    let (quarters, y, rest) = reduced(x);
    let (sin, cos) = (sine(y, Some(rest)), cosine(y, rest));
    match quarters {
        0 => (sin, cos),
        1 => (cos, -sin),
        2 => (-sin, -cos),
        _ => (-cos, sin),
    }
}

/// The first half of the bits of |x|.
fn first_word(x: f64) -> u32 {
    (x.abs().to_bits() >> 32) as u32
}

/// The quarter turns that are taken away, but for whole turns, and what is left, as a sum.
fn reduced(x: f64) -> (u8, f64, f64) {
    let word = first_word(x);
    let few = ENDS.iter().position(|end| word <= *end);
    let few = few.filter(|_| !NEAR.contains(&word));
    let quarters = match few {
        Some(more) => (more as f64 + 1.0).copysign(x),
        None => (x * TWO_OVER_PI + WHOLE) - WHOLE,
    };
    let (part, tail) = PARTS[0];
    let mut left = x - quarters * part;
    let mut less = quarters * tail;
    let mut y = left - less;
    if few.is_none() {
        let exponent = |x: f64| (first_word(x) >> 20) as i32;
        for ((part, tail), most) in PARTS[1..].iter().zip(CANCELLED) {
            if exponent(x) - exponent(y) <= most {
                break;
            }
            let before = left;
            less = quarters * part;
            left = before - less;
            less = quarters * tail - ((before - left) - less);
            y = left - less;
        }
    }
    (quarters as i32 as u8 & 3, y, (left - y) - less)
}

/// sin(x + rest) for |x| ≤ π/4.
fn sine(x: f64, rest: Option<f64>) -> f64 {
    let z = x * x;
    let w = z * z;
    let r = SIN[1] + z * (SIN[2] + z * SIN[3]) + z * w * (SIN[4] + z * SIN[5]);
    let v = z * x;
    match rest {
        None => x + v * (SIN[0] + z * r),
        Some(rest) => x - ((z * (0.5 * rest - v * r) - rest) - v * SIN[0]),
    }
}

/// cos(x + rest) for |x| ≤ π/4.
fn cosine(x: f64, rest: f64) -> f64 {
    let z = x * x;
    let w = z * z;
    let r = z * (COS[0] + z * (COS[1] + z * COS[2])) + w * w * (COS[3] + z * (COS[4] + z * COS[5]));
    let half = 0.5 * z;
    let w = 1.0 - half;
    w + (((1.0 - w) - half) + (z * r - x * rest))
}

#[cfg(test)]
mod tests {
    use super::sincos;
    use std::f64::consts::{FRAC_PI_4, TAU};

    /// Its multiples, but for whole numbers, are spread evenly.
    const GOLDEN: f64 = 0.618_033_988_749_894_8;

    fn assert_libm(x: f64) {
        let bits = |(sin, cos): (f64, f64)| [sin.to_bits(), cos.to_bits()];
        assert_eq!(bits(sincos(x)), bits(libm::sincos(x)), "{x:e}");
        assert_eq!(bits(sincos(x)), bits((libm::sin(x), libm::cos(x))), "{x:e}");
    }

    #[test]
    fn the_bits_are_those_of_libm_around_every_eighth_turn() {
        for eighths in 1..=80 {
            let at = f64::from(eighths) * FRAC_PI_4;
            for exponent in 0..53 {
                let off = 0.3 * at / (1_u64 << exponent) as f64;
                for x in [at, at - off, at + off] {
                    assert_libm(x);
                    assert_libm(-x);
                }
            }
        }
    }

    #[test]
    fn the_bits_are_those_of_libm_at_all_sizes() {
        for draw in 1..=200_000 {
            let most = [1e-9, 1.0, TAU, 100.0, 1.6e6][draw % 5];
            let x = most * (draw as f64 * GOLDEN % 1.0);
            assert_libm(x);
            assert_libm(-x);
        }
        for x in [0.0, f64::from_bits(1), f64::MIN_POSITIVE] {
            assert_libm(x);
            assert_eq!(sincos(-x), libm::sincos(-x), "-{x:e}");
        }
        assert!(sincos(-0.0).0.is_sign_positive(), "libm has -0");
    }

    #[test]
    fn beyond_a_million_quarter_turns_it_is_right_to_the_rounding_of_the_argument() {
        for x in [2e6, 1e9, 1e15] {
            let (sin, cos) = sincos(x);
            let (expected_sin, expected_cos) = libm::sincos(x);
            let error = x * f64::EPSILON;
            assert!((sin - expected_sin).abs() <= error && (cos - expected_cos).abs() <= error);
        }
        for x in [1e300, f64::MAX] {
            let (sin, cos) = sincos(x);
            assert!((sin * sin + cos * cos - 1.0).abs() <= 4.0 * f64::EPSILON);
        }
        assert!(sincos(f64::INFINITY).0.is_nan() && sincos(f64::NAN).1.is_nan());
    }
}
