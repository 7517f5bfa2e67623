//! The back ends of WebAssembly.

use super::{Lanes, Square};
use crate::binary::Binary;
use core::arch::wasm32::*;

/// A vector type, from the instructions of its shape: `lanes` how each lane is read and which there are after the first,
/// `twice` the load that fills a vector with two numbers, `bits` what is done to a number's bits.
macro_rules! back_end {
    (
        $(#[$doc:meta])*
        $name:ident: $len:literal of $scalar:ty,
        [$splat:ident $add:ident $sub:ident $mul:ident $div:ident $abs:ident $lt:ident],
        lanes: $extract:ident [$($lane:literal)*],
        twice: $twice:ident,
        bits: $bits:ident [$bits_splat:ident $bits_add:ident $bits_shl:ident $bits_shr:ident],
        interleaved: $interleave:ident [$($low:literal)*] [$($high:literal)*],
        mul_add: $mul_add:expr
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name(v128);

        impl Lanes for $name {
            type Scalar = $scalar;
            const LEN: usize = $len;
            #[inline(always)]
            fn splat(value: $scalar) -> Self {
                Self($splat(value))
            }
            #[inline(always)]
            fn twice(of: &[$scalar; 2]) -> Self {
                let of: *const [$scalar; 2] = of;
                // SAFETY: `of` covers two numbers, as many readable bytes as this loads; loads need no alignment.
                Self(unsafe { $twice(of.cast()) })
            }
            #[inline(always)]
            fn load(from: &[$scalar]) -> Self {
                let from: *const [$scalar] = &from[..$len];
                // SAFETY: `from` covers 16 readable bytes; v128_load needs no alignment.
                Self(unsafe { v128_load(from.cast()) })
            }
            #[inline(always)]
            fn store(self, to: &mut [$scalar]) {
                let to: *mut [$scalar] = &mut to[..$len];
                // SAFETY: `to` covers 16 writable bytes; v128_store needs no alignment.
                unsafe { v128_store(to.cast(), self.0) }
            }
            #[inline(always)]
            fn add(self, other: Self) -> Self {
                Self($add(self.0, other.0))
            }
            #[inline(always)]
            fn sub(self, other: Self) -> Self {
                Self($sub(self.0, other.0))
            }
            #[inline(always)]
            fn mul(self, other: Self) -> Self {
                Self($mul(self.0, other.0))
            }
            #[inline(always)]
            fn div(self, other: Self) -> Self {
                Self($div(self.0, other.0))
            }
            #[inline(always)]
            fn mul_add(self, factor: Self, addend: Self) -> Self {
                Self(($mul_add)(self.0, factor.0, addend.0))
            }
            #[inline(always)]
            fn abs(self) -> Self {
                Self($abs(self.0))
            }
            #[inline(always)]
            fn if_less(self, bound: Self, then: Self, otherwise: Self) -> Self {
                Self(v128_bitselect(then.0, otherwise.0, $lt(self.0, bound.0)))
            }
            #[inline(always)]
            fn sum(self) -> $scalar {
                $extract::<0>(self.0) $(+ $extract::<$lane>(self.0))*
            }
            #[inline(always)]
            fn interleaved(self, other: Self) -> [Self; 2] {
                [
                    Self($interleave::<$($low),*>(self.0, other.0)),
                    Self($interleave::<$($high),*>(self.0, other.0)),
                ]
            }
            #[inline(always)]
            fn power_of_two(self) -> Self {
                let last = $add(self.0, $splat(<$scalar>::WHOLE));
                let exponent = $bits_shl(last, <$scalar>::FRACTION);
                Self($bits_add(exponent, $bits_splat(<$scalar>::ONE as $bits)))
            }
            #[inline(always)]
            fn split(self) -> [Self; 2] {
                let bits = $bits_add(self.0, $bits_splat(<$scalar>::TO_ONE as $bits));
                let fraction = v128_and(bits, $bits_splat(<$scalar>::MASK as $bits));
                let mantissa = $bits_add(fraction, $bits_splat(<$scalar>::ROOT_HALF as $bits));
                let exponent = $bits_shr(bits, <$scalar>::FRACTION);
                let counted = v128_or(exponent, $splat(<$scalar>::COUNT));
                let exponent = $sub(counted, $splat(<$scalar>::COUNT + <$scalar>::BIAS));
                [Self(mantissa), Self(exponent)]
            }
        }
    };
}

macro_rules! doubles {
    ($(#[$doc:meta])* $name:ident, $mul_add:expr) => {
        back_end! {
            $(#[$doc])*
            $name: 2 of f64,
            [f64x2_splat f64x2_add f64x2_sub f64x2_mul f64x2_div f64x2_abs f64x2_lt],
            lanes: f64x2_extract_lane [1],
            twice: v128_load,
            bits: i64 [i64x2_splat i64x2_add i64x2_shl u64x2_shr],
            interleaved: i64x2_shuffle [0 2] [1 3],
            mul_add: $mul_add
        }

        impl Square for $name {
            #[inline(always)]
            fn transposed(first: Self, second: Self) -> [Self; 2] {
                [
                    Self(i64x2_shuffle::<0, 2>(first.0, second.0)),
                    Self(i64x2_shuffle::<1, 3>(first.0, second.0)),
                ]
            }
        }
    };
}

macro_rules! singles {
    ($(#[$doc:meta])* $name:ident, $mul_add:expr) => {
        back_end! {
            $(#[$doc])*
            $name: 4 of f32,
            [f32x4_splat f32x4_add f32x4_sub f32x4_mul f32x4_div f32x4_abs f32x4_lt],
            lanes: f32x4_extract_lane [1 2 3],
            twice: v128_load64_splat,
            bits: i32 [i32x4_splat i32x4_add i32x4_shl u32x4_shr],
            interleaved: i32x4_shuffle [0 4 1 5] [2 6 3 7],
            mul_add: $mul_add
        }
    };
}

#[cfg(any(test, not(target_feature = "relaxed-simd")))]
doubles! {
    /// Strict SIMD: the same bits on every engine.
    F64x2,
    |a, b, c| f64x2_add(f64x2_mul(a, b), c)
}

#[cfg(any(test, not(target_feature = "relaxed-simd")))]
singles! {
    /// Strict SIMD: the same bits on every engine.
    F32x4,
    |a, b, c| f32x4_add(f32x4_mul(a, b), c)
}

#[cfg(target_feature = "relaxed-simd")]
doubles! {
    /// Relaxed SIMD: a fused multiply-add where the processor has one, so bits depend on it.
    RelaxedF64x2,
    f64x2_relaxed_madd
}

#[cfg(target_feature = "relaxed-simd")]
singles! {
    /// Relaxed SIMD: a fused multiply-add where the processor has one, so bits depend on it.
    RelaxedF32x4,
    f32x4_relaxed_madd
}
