//! The back end of any processor.

use super::{Lanes, Square};
use crate::Real;
use core::array::from_fn;

/// `N` plain numbers: the lanes and the order of a SIMD vector, hence its bits, on any processor.
#[derive(Debug, Clone, Copy)]
pub struct Plain<T, const N: usize>([T; N]);

impl<T: Real, const N: usize> Plain<T, N> {
    #[inline(always)]
    fn with(self, other: Self, operation: impl Fn(T, T) -> T) -> Self {
        Self(from_fn(|lane| operation(self.0[lane], other.0[lane])))
    }
}

impl<T: Real, const N: usize> Lanes for Plain<T, N> {
    type Scalar = T;
    const LEN: usize = N;
    #[inline(always)]
    fn splat(value: T) -> Self {
        Self([value; N])
    }
    #[inline(always)]
    fn twice(of: &[T; 2]) -> Self {
        Self::splat(of[0])
    }
    #[inline(always)]
    fn load(from: &[T]) -> Self {
        let from = &from[..N];
        Self(from_fn(|lane| from[lane]))
    }
    #[inline(always)]
    fn store(self, to: &mut [T]) {
        to[..N].copy_from_slice(&self.0);
    }
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.with(other, |x, y| x + y)
    }
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self.with(other, |x, y| x - y)
    }
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.with(other, |x, y| x * y)
    }
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        self.with(other, |x, y| x / y)
    }
    #[inline(always)]
    fn mul_add(self, factor: Self, addend: Self) -> Self {
        self.mul(factor).add(addend)
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self(self.0.map(T::abs))
    }
    #[inline(always)]
    fn if_less(self, bound: Self, then: Self, otherwise: Self) -> Self {
        Self(from_fn(|lane| {
            if self.0[lane] < bound.0[lane] {
                then.0[lane]
            } else {
                otherwise.0[lane]
            }
        }))
    }
    #[inline(always)]
    fn sum(self) -> T {
        self.0[1..].iter().fold(self.0[0], |sum, x| sum + *x)
    }
    #[inline(always)]
    fn interleaved(self, other: Self) -> [Self; 2] {
        let of = |lane: usize| [self, other][lane % 2].0[lane / 2];
        [0, N].map(|first| Self(from_fn(|lane| of(first + lane))))
    }
    #[inline(always)]
    fn power_of_two(self) -> Self {
        Self(self.0.map(T::power_of_two))
    }
    #[inline(always)]
    fn split(self) -> [Self; 2] {
        let parts = self.0.map(T::split);
        [0, 1].map(|part| Self(parts.map(|parts| parts[part])))
    }
}

impl Square for Plain<f64, 2> {
    #[inline(always)]
    fn transposed(first: Self, second: Self) -> [Self; 2] {
        [0, 1].map(|lane| Self([first.0[lane], second.0[lane]]))
    }
}
