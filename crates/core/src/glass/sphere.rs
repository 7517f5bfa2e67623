//! Gradient and Hessian on the sphere: P∇H, and P∇²H P − (σ·∇H/N) I on the tangent space with its spectrum.

use super::SpinGlass;
use super::hessian::Hessian;
use super::search::nearest;
use crate::eigen::EigenvalueSolver;
use crate::eigen::range::Range;
use crate::eigen::solver::Solver;
use crate::eigen::tridiagonalise::complete;
use crate::error::Error;
use crate::memory::try_filled;
use crate::optimise::project_to_tangent;
use crate::vector::{axpy, dot};
use losscape_kernels::reflector::reflect;
use losscape_kernels::symmetric::symmetric_times;

/// All of these are of a `state` with |σ|² = n.
impl SpinGlass {
    /// P∇H into `gradient`; returns σ·∇H/n, by which the Hessian on the sphere is shifted.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub fn sphere_gradient(&self, state: &[f64], gradient: &mut [f64]) -> Result<f64, Error> {
        self.evaluate_all(state, &mut [0.0], gradient)?;
        Ok(project_to_tangent(state, gradient))
    }

    /// The Hessian on the sphere in an orthonormal basis of the tangent space, into the lower triangle of the
    /// (n−1)×(n−1) matrix `tangent`.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub fn sphere_hessian(&self, state: &[f64], tangent: &mut [f64]) -> Result<(), Error> {
        let radial_slope = self.radial_slope(state)?;
        SphereHessian::new(self.n())?.at(self, state, radial_slope, tangent)
    }

    /// The n−1 eigenvalues of the Hessian on the sphere, ascending, into `eigenvalues`.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`], [`Error::NotConverged`].
    pub fn spectrum(&self, state: &[f64], eigenvalues: &mut [f64]) -> Result<(), Error> {
        let radial_slope = self.radial_slope(state)?;
        let mut spectra = Spectra::new(self.n())?;
        eigenvalues.copy_from_slice(spectra.at(self, state, radial_slope)?);
        Ok(())
    }

    /// What tables say of the spectrum.
    pub(super) fn outline(&self, state: &[f64]) -> Result<Outline, Error> {
        let mut values = try_filled("the spectrum", self.n() - 1, 0.0)?;
        self.spectrum(state, &mut values)?;
        Ok(Outline {
            index: values.iter().filter(|&&value| value < 0.0).count() as i32,
            lambda_min: values[0],
            lambda_max: values[values.len() - 1],
            lambda_nearest: nearest(&values),
        })
    }

    fn radial_slope(&self, state: &[f64]) -> Result<f64, Error> {
        let mut gradient = try_filled("a gradient", self.n(), 0.0)?;
        self.sphere_gradient(state, &mut gradient)
    }
}

/// What tables say of a spectrum, of which they have not all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outline {
    /// How many eigenvalues are negative.
    pub(super) index: i32,
    pub(super) lambda_min: f64,
    pub(super) lambda_max: f64,
    /// The one nearest to 0.
    pub(super) lambda_nearest: f64,
}

/// Computes Hessians on the sphere of glasses of one size, with its memory kept from one to the next.
pub(super) struct SphereHessian {
    euclidean: Hessian,
    /// I − t·v·vᵀ, which takes the last state to the last axis.
    t: f64,
    reflector: Vec<f64>,
    image: Vec<f64>,
}

impl SphereHessian {
    /// Memory for glasses of n spins: about 8n² bytes.
    pub(super) fn new(n: usize) -> Result<Self, Error> {
        Ok(SphereHessian {
            t: 0.0,
            euclidean: Hessian::new(n)?,
            reflector: try_filled("a reflector", n, 0.0)?,
            image: try_filled("a reflector", n, 0.0)?,
        })
    }

    /// [`SpinGlass::sphere_hessian`] where `radial_slope`, σ·∇H/n, is known.
    ///
    /// A Householder reflection takes σ to the last axis; the reflected Hessian without its last row and column is the
    /// one wanted.
    pub(super) fn at(
        &mut self,
        glass: &SpinGlass,
        state: &[f64],
        radial_slope: f64,
        tangent: &mut [f64],
    ) -> Result<(), Error> {
        glass.hessian_at(state, &mut self.euclidean)?;
        let (v, w) = (&mut self.reflector, &mut self.image);
        v.copy_from_slice(state);
        let t = reflect(v, &mut 0.0);
        self.t = t;
        if t == 0.0 {
            w.fill(0.0);
        } else {
            let (lower, stride) = self.euclidean.lower();
            symmetric_times(lower, stride, v, w);
            complete(t, v, w);
        }
        let order = glass.n() - 1;
        for (i, row) in tangent.chunks_exact_mut(order).enumerate() {
            let row = &mut row[..=i];
            row.copy_from_slice(self.euclidean.row(i));
            axpy(-v[i], &w[..=i], row);
            axpy(-w[i], &v[..=i], row);
            row[i] -= radial_slope;
        }
        Ok(())
    }

    /// Takes `x` from the coordinates of the last tangent matrix, and a last one along the state, to those of spins, or back.
    pub(super) fn reflect(&self, x: &mut [f64]) {
        axpy(-self.t * dot(&self.reflector, x), &self.reflector, x);
    }
}

/// Sphere Hessians of glasses of one size solved by one solver, with the memory kept from one to the next.
pub(super) struct Solved<S> {
    pub(super) hessian: SphereHessian,
    tangent: Vec<f64>,
    pub(super) solver: S,
}

impl<S: Solver> Solved<S> {
    /// `solver` is of order n−1.
    pub(super) fn new(n: usize, solver: S) -> Result<Self, Error> {
        Ok(Solved {
            hessian: SphereHessian::new(n)?,
            tangent: try_filled("the sphere Hessian", (n - 1) * (n - 1), 0.0)?,
            solver,
        })
    }

    /// Solves for the Hessian at a state where σ·∇H/n is `radial_slope`.
    pub(super) fn at(
        &mut self,
        glass: &SpinGlass,
        state: &[f64],
        radial_slope: f64,
    ) -> Result<(), Error> {
        self.hessian
            .at(glass, state, radial_slope, &mut self.tangent)?;
        self.solver.solve(&mut self.tangent)
    }
}

/// Computes spectra of glasses of one size, with its memory kept from one to the next.
pub struct Spectra(Solved<EigenvalueSolver>);

impl Spectra {
    /// Memory for glasses of n spins: about 16n² bytes and the solver's.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub fn new(n: usize) -> Result<Self, Error> {
        Solved::new(n, EigenvalueSolver::new(n - 1, Range::All)?).map(Spectra)
    }

    /// [`SpinGlass::spectrum`] where `radial_slope`, σ·∇H/n, is known.
    ///
    /// # Errors
    /// [`Error::NotConverged`].
    pub fn at(
        &mut self,
        glass: &SpinGlass,
        state: &[f64],
        radial_slope: f64,
    ) -> Result<&[f64], Error> {
        self.0.at(glass, state, radial_slope)?;
        Ok(self.0.solver.values())
    }

    /// Flops of a spectrum: n³ for the Hessian, 4n³/3 for its reduction.
    #[must_use]
    pub fn flops(n: usize) -> f64 {
        let n = n as f64;
        7.0 / 3.0 * n * n * n
    }
}
