//! The vector that every kernel is written over, and its back ends.

mod pair;
#[cfg(any(test, not(target_feature = "simd128")))]
mod plain;
#[cfg(target_feature = "simd128")]
mod wasm;

use crate::Real;

pub use pair::Pair;
#[cfg(any(test, not(target_feature = "simd128")))]
pub use plain::Plain;
#[cfg(any(test, not(target_feature = "relaxed-simd")))]
#[cfg(target_feature = "simd128")]
pub use wasm::{F32x4, F64x2};
#[cfg(target_feature = "relaxed-simd")]
pub use wasm::{RelaxedF32x4, RelaxedF64x2};

/// The vectors of this target: fused where the build allows it, else WebAssembly's SIMD, else plain numbers.
#[cfg(not(target_feature = "simd128"))]
mod target {
    pub type Doubles = super::Plain<f64, 2>;
    pub type Singles = super::Plain<f32, 4>;
}
/// The vectors of this target: fused where the build allows it, else WebAssembly's SIMD, else plain numbers.
#[cfg(all(target_feature = "simd128", not(target_feature = "relaxed-simd")))]
mod target {
    pub type Doubles = super::F64x2;
    pub type Singles = super::F32x4;
}
/// The vectors of this target: fused where the build allows it, else WebAssembly's SIMD, else plain numbers.
#[cfg(target_feature = "relaxed-simd")]
mod target {
    pub type Doubles = super::RelaxedF64x2;
    pub type Singles = super::RelaxedF32x4;
}
pub use target::{Doubles, Singles};

/// One vector of the target.
pub type Narrow<T> = <T as Real>::Lanes;
/// Two vectors of the target, what most kernels run on: loops have two chains of sums, whose latencies overlap.
pub type Wide<T> = Pair<Narrow<T>>;

/// A short vector of scalars with lane-wise arithmetic.
///
/// A kernel generic over `Lanes` does the same operations in the same order on every back end of the same
/// [`Lanes::LEN`]; back ends differ only in whether [`Lanes::mul_add`] rounds once or twice.
pub trait Lanes: Copy {
    /// What a lane holds.
    type Scalar: Real;
    /// Lanes of a vector.
    const LEN: usize;
    /// All lanes equal to `value`.
    fn splat(value: Self::Scalar) -> Self;
    /// All lanes equal to the value that `of` holds twice: a load, where a splat from memory is a shuffle besides, which
    /// on Zen 4 takes turns with additions and multiplications.
    fn twice(of: &[Self::Scalar; 2]) -> Self;
    /// The first `LEN` entries of `from`. Panics if there are fewer.
    fn load(from: &[Self::Scalar]) -> Self;
    /// Writes to the first `LEN` entries of `to`. Panics if there are fewer.
    fn store(self, to: &mut [Self::Scalar]);
    /// `self + other`.
    fn add(self, other: Self) -> Self;
    /// `self - other`.
    fn sub(self, other: Self) -> Self;
    /// `self * other`.
    fn mul(self, other: Self) -> Self;
    /// `self / other`.
    fn div(self, other: Self) -> Self;
    /// `self * factor + addend`: two roundings on strict back ends, one on the relaxed ones.
    fn mul_add(self, factor: Self, addend: Self) -> Self;
    /// The moduli of the lanes.
    fn abs(self) -> Self;
    /// By lane: `then` where `self < bound`, else `otherwise`.
    fn if_less(self, bound: Self, then: Self, otherwise: Self) -> Self;
    /// The sum of the lanes, first to last; of two vectors, the sum of their sums.
    fn sum(self) -> Self::Scalar;
    /// Lanes of `self` and of `other` in turns: the first halves of both, then the second ones.
    fn interleaved(self, other: Self) -> [Self; 2];
    /// By lane: 2ⁿ of a whole number n for which it is a normal number.
    fn power_of_two(self) -> Self;
    /// By lane: m in [√½, √2) and k with m·2ᵏ = x, of a normal number x > 0.
    fn split(self) -> [Self; 2];
}

/// Vectors of two doubles, two of which are the rows of a 2×2 matrix.
pub trait Square: Lanes<Scalar = f64> {
    /// The columns of the matrix whose rows are `first` and `second`.
    fn transposed(first: Self, second: Self) -> [Self; 2];
}
