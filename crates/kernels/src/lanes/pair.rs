//! Two vectors as one.

use super::Lanes;

/// Two vectors as one of twice the length: kernels unroll by it.
#[derive(Debug, Clone, Copy)]
pub struct Pair<L>(pub(crate) L, pub(crate) L);

impl<L: Lanes> Lanes for Pair<L> {
    type Scalar = L::Scalar;
    const LEN: usize = 2 * L::LEN;
    #[inline(always)]
    fn splat(value: L::Scalar) -> Self {
        Self(L::splat(value), L::splat(value))
    }
    #[inline(always)]
    fn twice(of: &[L::Scalar; 2]) -> Self {
        Self(L::twice(of), L::twice(of))
    }
    #[inline(always)]
    fn load(from: &[L::Scalar]) -> Self {
        let (first, second) = from[..Self::LEN].split_at(L::LEN);
        Self(L::load(first), L::load(second))
    }
    #[inline(always)]
    fn store(self, to: &mut [L::Scalar]) {
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
    fn sum(self) -> L::Scalar {
        self.0.sum() + self.1.sum()
    }
    #[inline(always)]
    fn interleaved(self, other: Self) -> [Self; 2] {
        let [a, b] = self.0.interleaved(other.0);
        let [c, d] = self.1.interleaved(other.1);
        [Self(a, b), Self(c, d)]
    }
    #[inline(always)]
    fn power_of_two(self) -> Self {
        Self(self.0.power_of_two(), self.1.power_of_two())
    }
    #[inline(always)]
    fn split(self) -> [Self; 2] {
        let ([m, k], [n, l]) = (self.0.split(), self.1.split());
        [Self(m, n), Self(k, l)]
    }
}
