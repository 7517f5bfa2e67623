//! Sphere Hessians with their eigenvectors, for walks that look where they curve.

use super::SpinGlass;
use super::sphere::Solved;
use crate::eigen::EigenpairSolver;
use crate::eigen::range::Range;
use crate::error::Error;
use crate::memory::try_filled;
use crate::objective::Objective;
use crate::vector::{axpy, dot};
use std::cell::RefCell;
use std::rc::Rc;

/// Memory that the walks of a batch share: they look one after another.
pub(super) type Shared = Rc<RefCell<Curvature>>;

/// The last state's sphere Hessian, by its eigenpairs in a range.
pub(super) struct Curvature {
    n: usize,
    range: Range,
    solved: Solved<EigenpairSolver>,
    image: Vec<f64>,
}

impl Curvature {
    /// For glasses of `n` spins.
    pub(super) fn shared(n: usize, range: Range) -> Result<Shared, Error> {
        Ok(Rc::new(RefCell::new(Curvature {
            n,
            range,
            solved: Solved::new(n, EigenpairSolver::new(n - 1, range)?)?,
            image: try_filled("a tangent vector", n, 0.0)?,
        })))
    }

    /// Looks at a state other than 0, where σ·∇H/|σ|² is `radial_slope`; returns the eigenvalues, ascending.
    pub(super) fn look(
        &mut self,
        glass: &SpinGlass,
        state: &[f64],
        radial_slope: f64,
    ) -> Result<&[f64], Error> {
        self.solved.at(glass, state, radial_slope)?;
        Ok(self.values())
    }

    /// Flops of a look: half as many again as an evaluation's for the Hessian, 4n³/3 for its reduction, and at most 10n³/3 for all
    /// eigenvectors.
    pub(super) fn flops(&self, glass: &SpinGlass) -> f64 {
        let n = self.n as f64;
        let vectors = match self.range {
            Range::All => 10.0 / 3.0 * n,
            _ => 2.0,
        };
        1.5 * glass.flops() + n * n * (4.0 / 3.0 * n + vectors)
    }

    /// The eigenvalues of the last look.
    pub(super) fn values(&self) -> &[f64] {
        self.solved.solver.values()
    }

    /// ⟨q, v⟩ of every eigenvector q.
    pub(super) fn components(&mut self, v: &[f64], components: &mut [f64]) {
        self.image.copy_from_slice(v);
        self.solved.hessian.reflect(&mut self.image);
        let order = self.n - 1;
        let vectors = self.solved.solver.vectors().chunks_exact(order);
        for (component, q) in components.iter_mut().zip(vectors) {
            *component = dot(q, &self.image[..order]);
        }
    }

    /// The sum of the eigenvectors times their components.
    pub(super) fn sum(&self, components: &[f64], v: &mut [f64]) {
        v.fill(0.0);
        let order = self.n - 1;
        let vectors = self.solved.solver.vectors().chunks_exact(order);
        for (component, q) in components.iter().zip(vectors) {
            axpy(*component, q, &mut v[..order]);
        }
        self.solved.hessian.reflect(v);
    }
}
