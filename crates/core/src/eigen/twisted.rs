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
use losscape_kernels::twisted::{Row, factor, solve};

pub use losscape_kernels::twisted::LANES;

/// Factorisations for a number near an eigenvalue.
const PASSES: usize = 2;

/// Working memory for matrices of one order.
#[derive(Debug)]
pub struct Twisted {
    /// The pivots p.
    pivots: Vec<Row>,
    /// z_i / z_{i+1} above the twist, and later z; z_i / z_{i−1} below it.
    up: Vec<Row>,
    down: Vec<Row>,
}

/// What was found of each of [`LANES`] eigenvalues.
#[derive(Debug, Clone, Copy, Default)]
pub struct Found {
    /// The numbers with which the vectors were found.
    pub values: Row,
    /// The lengths of T·x − value·x, but for rounding; infinite where there is no x.
    pub residuals: Row,
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
            let memory = [&mut self.pivots[..], &mut self.up, &mut self.down];
            let twist = factor(t, &found.values, smallest, memory);
            squares = solve(&twist.row, &mut self.up, &self.down);
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
}
