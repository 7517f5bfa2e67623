//! Proof that a solution is near: the theorem of Newton and Kantorovich, with bounds of what rounding did.
//!
//! With A near the inverse of the Jacobian J at v, let Y ≥ |A f(v)|, Z ≥ |I − A J| and K ≥ |A f''| within [`REACH`] of v, in the maximum norm.
//! w − A f(w) maps the ball of radius r around v into itself where Y + Zr + Kr²/2 ≤ r, and contracts balls in which Z + Kr < 1: a solution
//! lies in the first and no other in the second.
//!
//! Source: Ortega, *The Newton-Kantorovich theorem*, Amer. Math. Monthly 75 (1968) 658; Rump, Acta Numerica 19 (2010) 287.

use super::complex::{self, Complex, ONE, ZERO};
use super::homotopy::Homotopy;
use crate::error::Error;
use crate::memory::try_filled;

/// How far the bound of the second derivative holds.
const REACH: f64 = 0.01;
/// (1 + REACH)^{d−3} at d = 6, rounded up.
const GROWTH: f64 = 1.031;
/// Half of the distance of 1 from the next double.
const UNIT: f64 = f64::EPSILON / 2.0;

/// Where a solution is: within `radius` of the point in the maximum norm, and no other within `reach`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ball {
    pub radius: f64,
    pub reach: f64,
}

/// Certifies solutions at t = 1 in the chart of a homotopy, in memory that is kept from one to the next.
pub(super) struct Certifier {
    jacobian: Vec<Complex>,
    factors: Vec<Complex>,
    exchanges: Vec<usize>,
    values: Vec<Complex>,
    /// A, column after column.
    inverse: Vec<Complex>,
    /// Σ |T_{i…}| of each component.
    row_sums: Vec<f64>,
}

impl Certifier {
    pub(super) fn new(homotopy: &Homotopy) -> Result<Self, Error> {
        let order = homotopy.unknowns();
        let polynomial = homotopy.polynomial();
        let square = || try_filled("a certificate", order * order, ZERO);
        Ok(Certifier {
            jacobian: square()?,
            factors: square()?,
            exchanges: try_filled("a certificate", order, 0)?,
            values: try_filled("a certificate", order, ZERO)?,
            inverse: square()?,
            row_sums: (0..polynomial.m()).map(|i| polynomial.row_sum(i)).collect(),
        })
    }

    /// The ball of a solution near v, whose components are at most 1 in modulus.
    pub(super) fn certify(&mut self, homotopy: &mut Homotopy, v: &[Complex]) -> Option<Ball> {
        let order = v.len();
        homotopy.evaluate(1.0, v, &mut self.jacobian, &mut self.values);
        self.factors.copy_from_slice(&self.jacobian);
        if !complex::factor(&mut self.factors, &mut self.exchanges) {
            return None;
        }
        for (j, column) in self.inverse.chunks_exact_mut(order).enumerate() {
            column.fill(ZERO);
            column[j] = ONE;
            complex::solve(&self.factors, &self.exchanges, column);
        }
        let bounds = self.bounds(homotopy, v);
        let (mut offset, mut deviation, mut curvature) = (0.0_f64, 0.0_f64, 0.0_f64);
        // The largest of numbers and NaN is a number, and their sum is none.
        let mut sum = 0.0;
        for i in 0..order {
            let [y, z, k] = self.row(i, &bounds);
            offset = offset.max(y);
            deviation = deviation.max(z);
            curvature = curvature.max(k);
            sum += y + z + k;
        }
        let contraction = 1.0 - deviation;
        let radius = 1.5 * offset / contraction;
        let image = offset + deviation * radius + 0.5 * curvature * radius * radius;
        let reach = (0.9 * contraction / curvature).min(REACH);
        let proven =
            sum < f64::INFINITY && contraction > 0.0 && image <= 0.99 * radius && radius < reach;
        proven.then_some(Ball { radius, reach })
    }

    /// Of each equation: the error of its value, Σ |J| of its row with the error of that, and a bound of its second derivative.
    fn bounds(&self, homotopy: &Homotopy, v: &[Complex]) -> Vec<[f64; 3]> {
        let order = v.len();
        let (m, n) = (order - 1, homotopy.n());
        let degree = homotopy.polynomial().degree() as f64;
        let mu = v[m].modulus();
        // Each contraction sums m products, of two roundings and a sum each; an entry of T is a sum of
        // couplings, each but for 16 roundings.
        let relative = UNIT * (2.0 * degree * (m as f64 + 4.0) + 64.0);
        let bound = |i: usize| {
            let sizes = if i < n {
                let sum = self.row_sums[i];
                let second = (degree - 1.0) * (degree - 2.0) * GROWTH * sum + 2.0;
                [sum + mu, (degree - 1.0) * sum + mu + 1.0, second]
            } else if i < m {
                // x·x = z².
                [m as f64, 2.0 * m as f64, 2.0 * m as f64]
            } else {
                [1.0, 1.0, 0.0]
            };
            [2.0 * relative * sizes[0], sizes[1], sizes[2]].map(|size| size * 1.0001)
        };
        (0..order).map(bound).collect()
    }

    /// Row i of A: its parts of Y, of Z and of K.
    fn row(&self, i: usize, bounds: &[[f64; 3]]) -> [f64; 3] {
        let order = bounds.len();
        let a = |l: usize| self.inverse[l * order + i];
        let relative = UNIT * (8.0 * order as f64 + 64.0);
        let mut deviation = 0.0;
        for j in 0..order {
            let start = if i == j { -ONE } else { ZERO };
            let products = (0..order).map(|l| a(l) * self.jacobian[l * order + j]);
            deviation += products.fold(start, |sum, product| sum + product).modulus();
        }
        let mut parts = [0.0, deviation, 0.0];
        for (l, &[error, jacobian, curvature]) in bounds.iter().enumerate() {
            let size = a(l).modulus();
            parts[0] += size * (self.values[l].modulus() + error);
            parts[1] += size * (relative * jacobian + error * 8.0);
            parts[2] += size * curvature;
        }
        // The sums of moduli have errors of their own.
        parts.map(|part| part * 1.0001)
    }
}
