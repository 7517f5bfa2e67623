//! The back ends of [`Lanes`], and the one that the target runs.

use crate::lanes::{Lanes, Square};

/// The back end of this target: fused where the build allows it, else WebAssembly's SIMD, else plain doubles.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub type Active = Scalar2;
/// The back end of this target: fused where the build allows it, else WebAssembly's SIMD, else plain doubles.
#[cfg(all(
    target_arch = "wasm32",
    target_feature = "simd128",
    not(target_feature = "relaxed-simd")
))]
pub type Active = Simd128;
/// The back end of this target: fused where the build allows it, else WebAssembly's SIMD, else plain doubles.
#[cfg(all(
    target_arch = "wasm32",
    target_feature = "simd128",
    target_feature = "relaxed-simd"
))]
pub type Active = Relaxed;

/// Two plain doubles: the lanes and the order of `Simd128`, hence its bits, on any processor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scalar2([f64; 2]);

impl Lanes for Scalar2 {
    const LEN: usize = 2;
    #[inline(always)]
    fn splat(value: f64) -> Self {
        Self([value; 2])
    }
    #[inline(always)]
    fn twice(of: &[f64; 2]) -> Self {
        Self(*of)
    }
    #[inline(always)]
    fn load(from: &[f64]) -> Self {
        Self([from[0], from[1]])
    }
    #[inline(always)]
    fn store(self, to: &mut [f64]) {
        to[..2].copy_from_slice(&self.0);
    }
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self([self.0[0] + other.0[0], self.0[1] + other.0[1]])
    }
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self([self.0[0] - other.0[0], self.0[1] - other.0[1]])
    }
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        Self([self.0[0] * other.0[0], self.0[1] * other.0[1]])
    }
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        Self([self.0[0] / other.0[0], self.0[1] / other.0[1]])
    }
    #[inline(always)]
    fn mul_add(self, factor: Self, addend: Self) -> Self {
        self.mul(factor).add(addend)
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self(self.0.map(f64::abs))
    }
    #[inline(always)]
    fn if_less(self, bound: Self, then: Self, otherwise: Self) -> Self {
        Self([0, 1].map(|lane| {
            if self.0[lane] < bound.0[lane] {
                then.0[lane]
            } else {
                otherwise.0[lane]
            }
        }))
    }
    #[inline(always)]
    fn sum(self) -> f64 {
        self.0[0] + self.0[1]
    }
}

impl Square for Scalar2 {
    #[inline(always)]
    fn transposed(first: Self, second: Self) -> [Self; 2] {
        [
            Self([first.0[0], second.0[0]]),
            Self([first.0[1], second.0[1]]),
        ]
    }
}

/// Two vectors as one of twice the length: kernels unroll by it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair<L>(pub(crate) L, pub(crate) L);

impl<L: Lanes> Lanes for Pair<L> {
    const LEN: usize = 2 * L::LEN;
    #[inline(always)]
    fn splat(value: f64) -> Self {
        Self(L::splat(value), L::splat(value))
    }
    #[inline(always)]
    fn twice(of: &[f64; 2]) -> Self {
        Self(L::twice(of), L::twice(of))
    }
    #[inline(always)]
    fn load(from: &[f64]) -> Self {
        let (first, second) = from[..Self::LEN].split_at(L::LEN);
        Self(L::load(first), L::load(second))
    }
    #[inline(always)]
    fn store(self, to: &mut [f64]) {
        let (first, second) = to[..Self::LEN].split_at_mut(L::LEN);
        self.0.store(first);
        self.1.store(second);
    }
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self(self.0.add(other.0), self.1.add(other.1))
    }
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self(self.0.sub(other.0), self.1.sub(other.1))
    }
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        Self(self.0.mul(other.0), self.1.mul(other.1))
    }
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        Self(self.0.div(other.0), self.1.div(other.1))
    }
    #[inline(always)]
    fn mul_add(self, factor: Self, addend: Self) -> Self {
        Self(
            self.0.mul_add(factor.0, addend.0),
            self.1.mul_add(factor.1, addend.1),
        )
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self(self.0.abs(), self.1.abs())
    }
    #[inline(always)]
    fn if_less(self, bound: Self, then: Self, otherwise: Self) -> Self {
        Self(
            self.0.if_less(bound.0, then.0, otherwise.0),
            self.1.if_less(bound.1, then.1, otherwise.1),
        )
    }
    #[inline(always)]
    fn sum(self) -> f64 {
        self.0.sum() + self.1.sum()
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub use wasm::Simd128;

#[cfg(all(
    target_arch = "wasm32",
    target_feature = "simd128",
    target_feature = "relaxed-simd"
))]
pub use wasm::Relaxed;

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod wasm {
    use crate::lanes::{Lanes, Square};
    use core::arch::wasm32::{
        f64x2_abs, f64x2_add, f64x2_div, f64x2_extract_lane, f64x2_lt, f64x2_mul, f64x2_splat,
        f64x2_sub, i64x2_shuffle, v128, v128_bitselect, v128_load, v128_store,
    };

    macro_rules! back_end {
        ($(#[$doc:meta])* $name:ident, $mul_add:expr) => {
            $(#[$doc])*
            #[derive(Debug, Clone, Copy)]
            pub struct $name(v128);

            impl Lanes for $name {
                const LEN: usize = 2;
                #[inline(always)]
                fn splat(value: f64) -> Self {
                    Self(f64x2_splat(value))
                }
                #[inline(always)]
                fn twice(of: &[f64; 2]) -> Self {
                    Self::load(of)
                }
                #[inline(always)]
                fn load(from: &[f64]) -> Self {
                    let from: *const [f64] = &from[..2];
                    // SAFETY: `from` covers two doubles, 16 readable bytes; v128_load needs no alignment.
                    Self(unsafe { v128_load(from.cast()) })
                }
                #[inline(always)]
                fn store(self, to: &mut [f64]) {
                    let to: *mut [f64] = &mut to[..2];
                    // SAFETY: `to` covers two doubles, 16 writable bytes; v128_store needs no alignment.
                    unsafe { v128_store(to.cast(), self.0) }
                }
                #[inline(always)]
                fn add(self, other: Self) -> Self {
                    Self(f64x2_add(self.0, other.0))
                }
                #[inline(always)]
                fn sub(self, other: Self) -> Self {
                    Self(f64x2_sub(self.0, other.0))
                }
                #[inline(always)]
                fn mul(self, other: Self) -> Self {
                    Self(f64x2_mul(self.0, other.0))
                }
                #[inline(always)]
                fn div(self, other: Self) -> Self {
                    Self(f64x2_div(self.0, other.0))
                }
                #[inline(always)]
                fn mul_add(self, factor: Self, addend: Self) -> Self {
                    Self(($mul_add)(self.0, factor.0, addend.0))
                }
                #[inline(always)]
                fn abs(self) -> Self {
                    Self(f64x2_abs(self.0))
                }
                #[inline(always)]
                fn if_less(self, bound: Self, then: Self, otherwise: Self) -> Self {
                    Self(v128_bitselect(then.0, otherwise.0, f64x2_lt(self.0, bound.0)))
                }
                #[inline(always)]
                fn sum(self) -> f64 {
                    f64x2_extract_lane::<0>(self.0) + f64x2_extract_lane::<1>(self.0)
                }
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

    back_end! {
        /// WebAssembly's 128-bit SIMD: the same bits on every engine.
        Simd128,
        |a, b, c| f64x2_add(f64x2_mul(a, b), c)
    }

    #[cfg(target_feature = "relaxed-simd")]
    back_end! {
        /// WebAssembly's relaxed SIMD: a fused multiply-add where the processor has one, so bits depend on it.
        Relaxed,
        core::arch::wasm32::f64x2_relaxed_madd
    }
}
