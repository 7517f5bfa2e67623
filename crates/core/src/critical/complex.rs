//! Complex numbers, and linear systems of them.

use losscape_kernels::angle::sincos;
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

/// re + i·im.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Complex {
    pub re: f64,
    pub im: f64,
}

pub(super) const ZERO: Complex = Complex { re: 0.0, im: 0.0 };
pub(super) const ONE: Complex = Complex { re: 1.0, im: 0.0 };

impl Complex {
    /// e^{iφ}.
    pub(super) fn of_angle(angle: f64) -> Self {
        let (im, re) = sincos(angle);
        Complex { re, im }
    }

    pub(super) fn times(self, factor: f64) -> Self {
        Complex {
            re: self.re * factor,
            im: self.im * factor,
        }
    }

    pub(super) fn conjugate(self) -> Self {
        Complex {
            re: self.re,
            im: -self.im,
        }
    }

    pub(super) fn square_modulus(self) -> f64 {
        self.re * self.re + self.im * self.im
    }

    pub(super) fn modulus(self) -> f64 {
        self.square_modulus().sqrt()
    }

    pub(super) fn inverse(self) -> Self {
        self.conjugate().times(1.0 / self.square_modulus())
    }

    /// A square root.
    pub(super) fn root(self) -> Self {
        let modulus = self.modulus();
        let re = (0.5 * (modulus + self.re)).max(0.0).sqrt();
        let im = (0.5 * (modulus - self.re)).max(0.0).sqrt();
        Complex {
            re,
            im: if self.im < 0.0 { -im } else { im },
        }
    }

    /// The product of so many of it.
    pub(super) fn power(self, exponent: usize) -> Self {
        (0..exponent).fold(ONE, |power, _| power * self)
    }
}

impl Add for Complex {
    type Output = Complex;
    fn add(self, other: Complex) -> Complex {
        Complex {
            re: self.re + other.re,
            im: self.im + other.im,
        }
    }
}

impl Sub for Complex {
    type Output = Complex;
    fn sub(self, other: Complex) -> Complex {
        self + -other
    }
}

impl Mul for Complex {
    type Output = Complex;
    fn mul(self, other: Complex) -> Complex {
        Complex {
            re: self.re * other.re - self.im * other.im,
            im: self.re * other.im + self.im * other.re,
        }
    }
}

impl Neg for Complex {
    type Output = Complex;
    fn neg(self) -> Complex {
        self.times(-1.0)
    }
}

impl AddAssign for Complex {
    fn add_assign(&mut self, other: Complex) {
        *self = *self + other;
    }
}

impl SubAssign for Complex {
    fn sub_assign(&mut self, other: Complex) {
        *self = *self - other;
    }
}

/// The largest modulus.
pub(super) fn largest(values: &[Complex]) -> f64 {
    let squares = values.iter().map(|value| value.square_modulus());
    squares.fold(0.0, f64::max).sqrt()
}

/// Replaces the square matrix, row-major, by its triangular factors, with rows exchanged as `exchanges` says; whether no pivot is 0.
pub(super) fn factor(matrix: &mut [Complex], exchanges: &mut [usize]) -> bool {
    let order = exchanges.len();
    for k in 0..order {
        let mut best = (k, 0.0);
        for i in k..order {
            let size = matrix[i * order + k].square_modulus();
            if size > best.1 {
                best = (i, size);
            }
        }
        // An overflow is no pivot either.
        if !(best.1 > 0.0 && best.1 < f64::INFINITY) {
            return false;
        }
        exchanges[k] = best.0;
        let (above, below) = matrix.split_at_mut((k + 1) * order);
        let pivots = &mut above[k * order..];
        if best.0 > k {
            pivots.swap_with_slice(&mut below[(best.0 - k - 1) * order..][..order]);
        }
        let inverse = pivots[k].inverse();
        let pivots = &pivots[k + 1..];
        for row in below.chunks_exact_mut(order) {
            let factor = row[k] * inverse;
            row[k] = factor;
            for (entry, pivot) in row[k + 1..].iter_mut().zip(pivots) {
                *entry -= factor * *pivot;
            }
        }
    }
    true
}

/// Replaces a right-hand side by the solution, with the factors of [`factor`].
pub(super) fn solve(factors: &[Complex], exchanges: &[usize], side: &mut [Complex]) {
    let order = exchanges.len();
    for (k, &other) in exchanges.iter().enumerate() {
        side.swap(k, other);
    }
    for (i, row) in factors.chunks_exact(order).enumerate() {
        let (known, rest) = side.split_at_mut(i);
        for (factor, value) in row.iter().zip(&*known) {
            rest[0] -= *factor * *value;
        }
    }
    for (i, row) in factors.chunks_exact(order).enumerate().rev() {
        let (rest, known) = side.split_at_mut(i + 1);
        for (factor, value) in row[i + 1..].iter().zip(&*known) {
            rest[i] -= *factor * *value;
        }
        rest[i] = rest[i] * row[i].inverse();
    }
}

/// Flops of both.
pub(super) fn flops(order: usize) -> f64 {
    let order = order as f64;
    8.0 * order * order * (order / 3.0 + 1.0)
}
