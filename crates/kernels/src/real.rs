//! The scalars that kernels serve.

use crate::binary::Binary;
use crate::coupling::Couplings;
use crate::dense::activation::Activations;
use crate::dense::loss::Losses;
use crate::dense::{Copies, LayerProducts};
use crate::lanes::{self, Lanes};
use crate::product::MatrixProducts;
use crate::vector::Vectors;
use core::fmt::Debug;
use core::ops::{Add, AddAssign, Div, Mul, Sub};

/// `f64` or `f32`: what kernels need of either.
///
/// There is no third, for its vectors cannot be named outside this crate.
///
/// ```
/// use losscape_kernels::vector::dot;
/// assert_eq!(dot(&[1.0_f64, 2.0], &[3.0, 4.0]), 11.0);
/// assert_eq!(dot(&[1.0_f32, 2.0], &[3.0, 4.0]), 11.0);
/// ```
pub trait Real:
    Copy
    + Debug
    + PartialOrd
    + Add<Output = Self>
    + AddAssign
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Binary
    + Activations<Self>
    + Copies<Self>
    + Couplings<Self>
    + LayerProducts<Self>
    + Losses<Self>
    + MatrixProducts<Self>
    + Vectors<Self>
{
    /// The vector of this target: 16 bytes.
    type Lanes: Lanes<Scalar = Self>;
    /// 0.
    const ZERO: Self;
    /// The modulus.
    #[must_use]
    fn abs(self) -> Self;
    /// The nearest to `value`.
    #[must_use]
    fn from_f64(value: f64) -> Self;
    /// The same number.
    #[must_use]
    fn to_f64(self) -> f64;
}

impl Real for f64 {
    type Lanes = lanes::Doubles;
    const ZERO: Self = 0.0;
    #[inline(always)]
    fn abs(self) -> Self {
        self.abs()
    }
    #[inline(always)]
    fn from_f64(value: f64) -> Self {
        value
    }
    #[inline(always)]
    fn to_f64(self) -> f64 {
        self
    }
}

impl Real for f32 {
    type Lanes = lanes::Singles;
    const ZERO: Self = 0.0;
    #[inline(always)]
    fn abs(self) -> Self {
        self.abs()
    }
    #[inline(always)]
    fn from_f64(value: f64) -> Self {
        value as f32
    }
    #[inline(always)]
    fn to_f64(self) -> f64 {
        f64::from(self)
    }
}
