//! The equations of critical points, deformed from ones that are solved: (1−t) c_i x_i^{d−1} + t (T·y^{d−1})_i = μ x_i.
//!
//! Unknown are y and μ, up to y → sy, μ → s^{d−2}μ: a linear equation, the patch, picks one. At t = 0 the classes of solutions are those of
//! x_i = 0 or x_i^{d−2} = μ/c_i, ((d−1)^N − 1)/(d−2) of them, all regular, and as many as there are at most at t = 1; for all but finitely
//! many angles of the c_i no path meets another before t = 1.
//!
//! Source: Cartwright, Sturmfels, *The number of eigenvalues of a tensor*, Linear Algebra Appl. 438 (2013) 942; Sommese, Wampler (2005), 7–8.

use super::complex::{Complex, ONE, ZERO};
use super::polynomial::{Contractions, Polynomial};
use crate::error::Error;
use crate::memory::try_filled;
use crate::rng::{Purpose, Stream};

/// The equations, and where they were evaluated last.
pub(super) struct Homotopy {
    n: usize,
    polynomial: Polynomial,
    contractions: Contractions,
    /// The angles of the c_i, whose modulus is 1, and these.
    angles: Vec<f64>,
    coefficients: Vec<Complex>,
    /// The coefficients of y in the patch.
    patch: Vec<Complex>,
}

impl Homotopy {
    pub(super) fn new(n: usize, polynomial: Polynomial, seed: u64) -> Result<Self, Error> {
        let mut draws = Stream::new(seed, Purpose::Homotopy, 0, 0);
        let angles = (0..n).map(|_| std::f64::consts::TAU * draws.uniform());
        let angles: Vec<_> = angles.collect();
        Ok(Homotopy {
            n,
            contractions: polynomial.contractions()?,
            coefficients: angles.iter().copied().map(Complex::of_angle).collect(),
            angles,
            patch: try_filled("the patch", polynomial.m(), ZERO)?,
            polynomial,
        })
    }

    pub(super) fn polynomial(&self) -> &Polynomial {
        &self.polynomial
    }

    /// Unknowns: y and μ.
    pub(super) fn unknowns(&self) -> usize {
        self.polynomial.m() + 1
    }

    /// Spins: components of x.
    pub(super) fn n(&self) -> usize {
        self.n
    }

    /// Paths that are to be tracked. Where all orders have one parity, σ and −σ share one.
    pub(super) fn paths(&self) -> f64 {
        classes(self.n, self.polynomial.degree()) * (self.polynomial.m() - self.n + 1) as f64
    }

    /// Where a path begins, in a patch of its own.
    pub(super) fn start(&mut self, path: usize, unknowns: &mut [Complex]) {
        let n = self.n;
        let m = self.polynomial.m();
        let degree = self.polynomial.degree();
        let (path, minus) = if m > n {
            (path / 2, path % 2 == 1)
        } else {
            (path, false)
        };
        // The first component that is not 0 has its one root; each one behind it is 0 or any of d−2 roots.
        let (mut digits, mut count, mut first) = (path, 1, n - 1);
        while digits >= count {
            digits -= count;
            count *= degree - 1;
            first -= 1;
        }
        unknowns.fill(ZERO);
        let order = (degree - 2).max(1) as f64;
        let root = |i: usize, k: usize| {
            let turns = std::f64::consts::TAU * k as f64;
            Complex::of_angle((turns - self.angles[i]) / order)
        };
        unknowns[first] = root(first, 0);
        for (i, x) in unknowns[..n].iter_mut().enumerate().skip(first + 1) {
            let digit = digits % (degree - 1);
            digits /= degree - 1;
            if digit > 0 {
                *x = root(i, digit);
            }
        }
        // 1 but at d = 2, where μ is c_i.
        unknowns[m] = self.start_term(first, unknowns[first]);
        if m > n {
            let square = unknowns[..n].iter().fold(ZERO, |sum, &x| sum + x * x);
            let z = square.root();
            unknowns[n] = if minus { -z } else { z };
        }
        self.repatch(unknowns);
    }

    /// Whether ∇H is along σ to rounding wherever one looks: H is constant on the sphere.
    pub(super) fn is_radial(&mut self) -> bool {
        let polynomial = &self.polynomial;
        if polynomial.m() > self.n {
            return false;
        }
        // A point that no symmetry favours.
        let y = self
            .coefficients
            .iter()
            .map(|c| Complex { re: c.re, im: 0.0 });
        let y: Vec<_> = y.collect();
        polynomial.contract(&y, &mut self.contractions);
        let (mut along, mut square) = (0.0, 0.0);
        for (i, y) in y.iter().enumerate() {
            along += y.re * polynomial.gradient(&self.contractions, i).re;
            square += y.re * y.re;
        }
        y.iter().enumerate().all(|(i, y)| {
            let slope = polynomial.gradient(&self.contractions, i).re;
            (slope - along / square * y.re).abs() <= 1e-12 * square.sqrt().max(1.0)
        })
    }

    /// Scales a solution to |y| = 1, in the patch that is nearest to it.
    pub(super) fn repatch(&mut self, unknowns: &mut [Complex]) {
        let m = self.polynomial.m();
        let square: f64 = unknowns[..m].iter().map(|y| y.square_modulus()).sum();
        let scale = Complex {
            re: 1.0 / square.sqrt(),
            im: 0.0,
        };
        self.scale(unknowns, scale);
        for (to, y) in self.patch.iter_mut().zip(&*unknowns) {
            *to = y.conjugate();
        }
    }

    /// Scales a solution so that its largest component is 1, and which it is.
    pub(super) fn enter_chart(&mut self, unknowns: &mut [Complex]) -> usize {
        let m = self.polynomial.m();
        let chart = (0..m).fold(0, |best, i| {
            let larger = unknowns[i].square_modulus() > unknowns[best].square_modulus();
            if larger { i } else { best }
        });
        self.scale(unknowns, unknowns[chart].inverse());
        unknowns[chart] = ONE;
        self.patch.fill(ZERO);
        self.patch[chart] = ONE;
        chart
    }

    fn scale(&self, unknowns: &mut [Complex], scale: Complex) {
        let (mu, y) = unknowns.split_last_mut().expect("there is μ");
        y.iter_mut().for_each(|y| *y = *y * scale);
        *mu = *mu * scale.power(self.polynomial.degree() - 2);
    }

    /// The Jacobian, row-major, and the values of the equations.
    pub(super) fn evaluate(
        &mut self,
        t: f64,
        unknowns: &[Complex],
        jacobian: &mut [Complex],
        values: &mut [Complex],
    ) {
        let (&mu, y) = unknowns.split_last().expect("there is μ");
        let polynomial = &self.polynomial;
        let (n, m, degree) = (self.n, y.len(), polynomial.degree());
        polynomial.contract(y, &mut self.contractions);
        let slope = t * (degree - 1) as f64;
        let mut rows = jacobian.chunks_exact_mut(m + 1);
        for (i, row) in rows.by_ref().take(n).enumerate() {
            for (j, entry) in row[..m].iter_mut().enumerate() {
                *entry = polynomial.hessian(&self.contractions, i, j).times(slope);
            }
            let mut value = polynomial.gradient(&self.contractions, i).times(t);
            if t < 1.0 {
                let power = self.start_term(i, y[i]).times(1.0 - t);
                row[i] += power.times((degree - 1) as f64);
                value += power * y[i];
            }
            row[i] -= mu;
            row[m] = -y[i];
            values[i] = value - mu * y[i];
        }
        if m > n {
            let row = rows.next().expect("z has a row");
            let mut value = ZERO;
            for (j, (entry, &y)) in row.iter_mut().zip(y).enumerate() {
                let signed = if j < n { y } else { -y };
                *entry = signed.times(2.0);
                value += signed * y;
            }
            row[m] = ZERO;
            values[n] = value;
        }
        let row = rows.next().expect("the patch has a row");
        row[..m].copy_from_slice(&self.patch);
        row[m] = ZERO;
        let sum = y.iter().zip(&self.patch);
        values[m] = sum.fold(-ONE, |sum, (&y, &a)| sum + a * y);
    }

    /// Minus the derivatives of the equations by t, where they were evaluated last.
    pub(super) fn slopes(&self, unknowns: &[Complex], slopes: &mut [Complex]) {
        slopes.fill(ZERO);
        for (i, slope) in slopes[..self.n].iter_mut().enumerate() {
            let x = unknowns[i];
            *slope = self.start_term(i, x) * x - self.polynomial.gradient(&self.contractions, i);
        }
    }

    /// c_i x^{d−2}.
    #[inline]
    fn start_term(&self, i: usize, x: Complex) -> Complex {
        self.coefficients[i] * x.power(self.polynomial.degree() - 2)
    }

    /// How large a step is beside the unknowns; NaN where it holds one.
    pub(super) fn size(unknowns: &[Complex], step: &[Complex]) -> f64 {
        let (mu, y) = step.split_last().expect("there is μ");
        let scale = unknowns[y.len()].square_modulus().max(1.0);
        let squares = y.iter().map(|y| y.square_modulus());
        squares
            .fold(mu.square_modulus() / scale, |sum, square| sum + square)
            .sqrt()
    }
}

/// Σ_{k<n} (d−1)^k, which is ((d−1)^n − 1)/(d−2).
pub(super) fn classes(n: usize, degree: usize) -> f64 {
    (0..n).fold(0.0, |sum, _| sum * (degree - 1) as f64 + 1.0)
}
