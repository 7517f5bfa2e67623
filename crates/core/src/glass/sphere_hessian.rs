//! The Hessian on the sphere: P∇²H P − (σ·∇H/N) I on the tangent space, and its spectrum.

use super::{HessianWorkspace, SpinGlass};
use crate::eigen::EigenvalueSolver;
use crate::error::Error;
use crate::memory::try_filled;
use crate::vector::dot;

/// Computes spectra of one glass, with its memory kept from one to the next.
pub struct Spectra {
    hessian: HessianWorkspace,
    tangent: Vec<f64>,
    reflector: Vec<f64>,
    image: Vec<f64>,
    solver: EigenvalueSolver,
}

impl Spectra {
    /// Memory for spectra of a glass of n spins: about 16n² bytes and the solver's.
    pub fn new(n: usize) -> Result<Self, Error> {
        Ok(Spectra {
            hessian: HessianWorkspace::new(n)?,
            tangent: try_filled("the sphere Hessian", (n - 1) * (n - 1), 0.0)?,
            reflector: try_filled("a reflector", n, 0.0)?,
            image: try_filled("a reflector", n, 0.0)?,
            solver: EigenvalueSolver::new(n - 1)?,
        })
    }

    /// The n−1 eigenvalues of the sphere Hessian at `state` (|σ|² = n), ascending, into `eigenvalues`.
    ///
    /// `radial_slope` is σ·∇H/n there. A Householder reflection takes σ to the last axis; what is left of
    /// the reflected Hessian without its last row and column is the Hessian in an orthonormal basis of the tangent space.
    pub fn at(
        &mut self,
        glass: &SpinGlass,
        state: &[f64],
        radial_slope: f64,
        eigenvalues: &mut [f64],
    ) -> Result<(), Error> {
        let n = glass.n();
        let m = n - 1;
        glass.lower_hessian(state, &mut self.hessian);
        let HessianWorkspace { stride, lower, .. } = &self.hessian;
        let a = |i: usize, j: usize| lower[i.max(j) * stride + i.min(j)];

        let radius = dot(state, state).sqrt();
        let v = &mut self.reflector;
        for (v, s) in v.iter_mut().zip(state) {
            *v = s / radius;
        }
        v[m] += 1.0_f64.copysign(v[m]);
        let beta = 2.0 / dot(v, v);

        // Q A Q = A − v wᵀ − w vᵀ with Q = I − β v vᵀ and w = β A v − (β²/2)(vᵀ A v) v.
        let w = &mut self.image;
        w.fill(0.0);
        for i in 0..n {
            let row = &lower[i * stride..][..i];
            let mut sum = a(i, i) * v[i];
            for (j, entry) in row.iter().enumerate() {
                sum += entry * v[j];
                w[j] += entry * v[i];
            }
            w[i] += sum;
        }
        for w in w.iter_mut() {
            *w *= beta;
        }
        let correction = 0.5 * beta * dot(v, w);
        for (w, v) in w.iter_mut().zip(v.iter()) {
            *w -= correction * v;
        }

        for i in 0..m {
            let row = &mut self.tangent[i * m..][..=i];
            for (j, entry) in row.iter_mut().enumerate() {
                *entry = lower[i * stride + j] - (v[i] * w[j] + w[i] * v[j]);
            }
            row[i] -= radial_slope;
        }
        self.solver.eigenvalues(&mut self.tangent, eigenvalues)
    }
}
