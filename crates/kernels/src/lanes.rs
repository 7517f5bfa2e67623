//! The vector of doubles that every kernel is written over, and its back ends.

/// A short vector of `f64` with lane-wise arithmetic.
///
/// A kernel generic over `Lanes` does the same operations in the same order on every back end of the same
/// [`Lanes::LEN`]; back ends differ only in whether [`Lanes::mul_add`] rounds once or twice.
pub trait Lanes: Copy {
    /// Doubles per vector.
    const LEN: usize;
    /// All lanes equal to `value`.
    fn splat(value: f64) -> Self;
    /// All lanes equal to the value that `of` holds twice: a load, where a splat from memory is a shuffle besides, which
    /// on Zen 4 takes turns with additions and multiplications.
    fn twice(of: &[f64; 2]) -> Self;
    /// The first `LEN` entries of `from`. Panics if there are fewer.
    fn load(from: &[f64]) -> Self;
    /// Writes to the first `LEN` entries of `to`. Panics if there are fewer.
    fn store(self, to: &mut [f64]);
    /// `self + other`.
    fn add(self, other: Self) -> Self;
    /// `self - other`.
    fn sub(self, other: Self) -> Self;
    /// `self * other`.
    fn mul(self, other: Self) -> Self;
    /// `self / other`.
    fn div(self, other: Self) -> Self;
    /// `self * factor + addend`: two roundings on strict back ends, one on the relaxed one.
    fn mul_add(self, factor: Self, addend: Self) -> Self;
    /// The moduli of the lanes.
    fn abs(self) -> Self;
    /// By lane: `then` where `self < bound`, else `otherwise`.
    fn if_less(self, bound: Self, then: Self, otherwise: Self) -> Self;
    /// The sum of the lanes, first to last.
    fn sum(self) -> f64;
}

/// Vectors of two lanes, two of which are the rows of a 2×2 matrix.
pub trait Square: Lanes {
    /// The columns of the matrix whose rows are `first` and `second`.
    fn transposed(first: Self, second: Self) -> [Self; 2];
}
