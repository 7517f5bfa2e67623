//! Eigenvectors of a symmetric tridiagonal matrix by twisted factorisations, several at a time.
//!
//! With pivots p from the first row down and q from the last row up, T − λ·I is factored from both ends as far as row k,
//! and γ_k = p_k + q_k − (T_kk − λ) is what is left there: (T − λ·I)·z = γ_k·e_k for the z with z_k = 1 that the factors
//! give by one multiplication an entry. Where |γ_k| is least, z is an eigenvector but for about (λ' − λ)/gap, and
//! λ + γ_k/|z|² is a far better λ'. There are no exchanges of rows, and hence nothing to decide in the loops: eigenvalues are
//! lanes of vectors, which hide the latency of each other's divisions.
//!
//! Source: Parlett and Dhillon, Linear Algebra Appl. 267 (1997) 247.

use crate::error::Error;
use crate::memory::try_filled;

/// Eigenvectors at a time.
pub const LANES: usize = 8;

type Lanes = [f64; LANES];

/// 2⁻⁴⁰⁰: smaller entries, whose squares would be denormal, and their products slow, are zeros.
const VANISHING: f64 = f64::from_bits((1023 - 400) << 52);

/// Factorisations for a number near an eigenvalue.
const PASSES: usize = 2;

/// Working memory for matrices of one order.
#[derive(Debug)]
pub struct Twisted {
    /// The pivots p.
    pivots: Vec<Lanes>,
    /// z_i / z_{i+1} above the twist, and later z; z_i / z_{i−1} below it.
    up: Vec<Lanes>,
    down: Vec<Lanes>,
}

/// What was found of each of [`LANES`] eigenvalues.
#[derive(Debug, Clone, Copy, Default)]
pub struct Found {
    /// The numbers with which the vectors were found.
    pub values: Lanes,
    /// The lengths of T·x − value·x, but for rounding; infinite where there is no x.
    pub residuals: Lanes,
}

/// The row of each twist, as a number, and γ there.
struct Twist {
    row: Lanes,
    gamma: Lanes,
}

impl Twisted {
    pub fn new(n: usize) -> Result<Self, Error> {
        let lanes = || try_filled("eigenvectors", n, [0.0; LANES]);
        Ok(Self {
            pivots: lanes()?,
            up: lanes()?,
            down: lanes()?,
        })
    }

    /// Flops of [`Twisted::find`] for matrices of order `n`.
    pub fn flops(n: usize) -> f64 {
        (PASSES * LANES * 20 * n) as f64
    }

    /// Writes unit vectors for the eigenvalues near `values`, at least one and at most [`LANES`], one after another to
    /// `vectors`.
    ///
    /// The matrix has this diagonal and off-diagonal, entry i of which couples i and i + 1. Pivots are at least `smallest`.
    pub fn find(
        &mut self,
        t: [&[f64]; 2],
        values: &[f64],
        smallest: f64,
        vectors: &mut [f64],
    ) -> Found {
        let mut found = Found {
            values: core::array::from_fn(|lane| values[lane.min(values.len() - 1)]),
            residuals: [0.0; LANES],
        };
        let mut squares = [0.0; LANES];
        for pass in 0..PASSES {
            let twist = self.factor(t, &found.values, smallest);
            squares = self.solve(&twist.row);
            for (lane, squares) in squares.into_iter().enumerate() {
                found.residuals[lane] = if squares.is_finite() {
                    twist.gamma[lane].abs() / squares.sqrt()
                } else {
                    f64::INFINITY
                };
                if pass + 1 < PASSES {
                    found.values[lane] += twist.gamma[lane] / squares;
                }
            }
        }
        for (lane, vector) in vectors.chunks_exact_mut(self.up.len()).enumerate() {
            let factor = 1.0 / squares[lane].sqrt();
            for (to, z) in vector.iter_mut().zip(&self.up) {
                *to = factor * z[lane];
            }
        }
        found
    }

    fn factor(&mut self, [d, e]: [&[f64]; 2], values: &Lanes, smallest: f64) -> Twist {
        let n = self.up.len();
        let (d, e) = (&d[..n], &e[..n]);
        let mut pivot = values.map(|value| d[0] - value);
        for i in 0..n - 1 {
            self.pivots[i] = pivot;
            for lane in 0..LANES {
                let factor = -e[i] / away_from_zero(pivot[lane], smallest);
                self.up[i][lane] = factor;
                pivot[lane] = (d[i + 1] - values[lane]) + e[i] * factor;
            }
        }
        let mut twist = Twist {
            row: [(n - 1) as f64; LANES],
            gamma: pivot,
        };
        let mut pivot = values.map(|value| d[n - 1] - value);
        for i in (0..n - 1).rev() {
            let row = i as f64;
            for lane in 0..LANES {
                let factor = -e[i] / away_from_zero(pivot[lane], smallest);
                self.down[i + 1][lane] = factor;
                let added = e[i] * factor;
                pivot[lane] = (d[i] - values[lane]) + added;
                let gamma = self.pivots[i][lane] + added;
                let less = gamma.abs() < twist.gamma[lane].abs();
                twist.gamma[lane] = if less { gamma } else { twist.gamma[lane] };
                twist.row[lane] = if less { row } else { twist.row[lane] };
            }
        }
        twist
    }

    /// Leaves the vectors z in `up`; returns their squared lengths.
    fn solve(&mut self, row: &Lanes) -> Lanes {
        let mut here = [0.0; LANES];
        for (i, up) in self.up.iter_mut().enumerate().rev() {
            let number = i as f64;
            for lane in 0..LANES {
                let above = without_denormals(up[lane] * here[lane]);
                here[lane] = if number == row[lane] { 1.0 } else { above };
                up[lane] = here[lane];
            }
        }
        let mut here = [0.0; LANES];
        let mut squares = [0.0; LANES];
        for (i, (z, down)) in self.up.iter_mut().zip(&self.down).enumerate() {
            let number = i as f64;
            for lane in 0..LANES {
                let below = without_denormals(down[lane] * here[lane]);
                here[lane] = if number > row[lane] { below } else { z[lane] };
                z[lane] = here[lane];
                squares[lane] += here[lane] * here[lane];
            }
        }
        squares
    }
}

#[inline(always)]
fn away_from_zero(x: f64, smallest: f64) -> f64 {
    if x.abs() < smallest { smallest } else { x }
}

#[inline(always)]
fn without_denormals(x: f64) -> f64 {
    if x.abs() < VANISHING { 0.0 } else { x }
}
