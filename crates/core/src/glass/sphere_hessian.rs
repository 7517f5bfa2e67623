//! The Hessian on the sphere: P∇²H P − (σ·∇H/N) I on the tangent space, and its spectrum.

use super::{HessianWorkspace, SpinGlass};
use crate::eigen::EigenvalueSolver;
use crate::eigen::range::Range;
use crate::eigen::solver::Solver;
use crate::error::Error;
use crate::memory::try_filled;
use crate::vector::dot;

/// Computes sphere Hessians of glasses of one size, with its memory kept from one to the next.
pub struct SphereHessian {
    euclidean: HessianWorkspace,
    reflector: Vec<f64>,
    image: Vec<f64>,
}

impl SphereHessian {
    /// Memory for glasses of n spins: about 8n² bytes.
    pub fn new(n: usize) -> Result<Self, Error> {
        Ok(SphereHessian {
            euclidean: HessianWorkspace::new(n)?,
            reflector: try_filled("a reflector", n, 0.0)?,
            image: try_filled("a reflector", n, 0.0)?,
        })
    }

    /// The sphere Hessian at `state` (|σ|² = n) in an orthonormal basis of the tangent space, into the lower triangle
    /// of the (n−1)×(n−1) matrix `tangent`.
    ///
    /// `radial_slope` is σ·∇H/n there. A Householder reflection takes σ to the last axis; the reflected Hessian
    /// without its last row and column is the one wanted.
    pub fn at(&mut self, glass: &SpinGlass, state: &[f64], radial_slope: f64, tangent: &mut [f64]) {
        let n = glass.n();
        let m = n - 1;
        glass.lower_hessian(state, &mut self.euclidean);
        let HessianWorkspace { stride, lower, .. } = &self.euclidean;
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
            let row = &mut tangent[i * m..][..=i];
            for (j, entry) in row.iter_mut().enumerate() {
                *entry = lower[i * stride + j] - (v[i] * w[j] + w[i] * v[j]);
            }
            row[i] -= radial_slope;
        }
    }
}

/// Computes spectra of glasses of one size, with its memory kept from one to the next.
pub struct Spectra {
    hessian: SphereHessian,
    tangent: Vec<f64>,
    solver: EigenvalueSolver,
}

impl Spectra {
    /// Memory for glasses of n spins: about 16n² bytes and the solver's.
    pub fn new(n: usize) -> Result<Self, Error> {
        Ok(Spectra {
            hessian: SphereHessian::new(n)?,
            tangent: try_filled("the sphere Hessian", (n - 1) * (n - 1), 0.0)?,
            solver: EigenvalueSolver::new(n - 1, Range::All)?,
        })
    }

    /// The n−1 eigenvalues of the sphere Hessian at `state` (|σ|² = n), ascending, into `eigenvalues`.
    ///
    /// `radial_slope` is σ·∇H/n there.
    pub fn at(
        &mut self,
        glass: &SpinGlass,
        state: &[f64],
        radial_slope: f64,
        eigenvalues: &mut [f64],
    ) -> Result<(), Error> {
        self.hessian
            .at(glass, state, radial_slope, &mut self.tangent);
        self.solver.solve(&mut self.tangent)?;
        eigenvalues.copy_from_slice(self.solver.values());
        Ok(())
    }
}
