//! Spherical p-spin glasses: H(σ) = N^{−(p−1)/2} Σ X_{i1…ip} σ_{i1}⋯σ_{ip} on |σ|² = N, X independent N(0, 1).
//!
//! Stored symmetrised: one coupling √m·g a multiset of indices, m its number of distinct permutations.

mod couplings;
pub mod cubic;
mod descents;
mod hessian;
mod minima;
mod panels;
mod sphere;

pub use couplings::Couplings;
pub use cubic::Cubic;
pub use descents::{Settings, descents};
pub use sphere::Spectra;

use crate::error::Error;
use crate::memory::try_filled;
use crate::objective::{Objective, Slots};
use hessian::Hessian;
use panels::Panels;

/// A glass.
pub struct SpinGlass {
    couplings: Couplings,
}

impl SpinGlass {
    /// The glass with the given couplings.
    #[must_use]
    pub fn new(couplings: impl Into<Couplings>) -> Self {
        SpinGlass {
            couplings: couplings.into(),
        }
    }

    /// The number of spins.
    #[must_use]
    pub fn n(&self) -> usize {
        self.couplings.n()
    }

    /// H, extensive, and its Euclidean gradient, of any number of states.
    ///
    /// `states` and `gradients` are rows of n; a row's bits do not depend on the others.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub fn evaluate_all(
        &self,
        states: &[f64],
        energies: &mut [f64],
        gradients: &mut [f64],
    ) -> Result<(), Error> {
        let n = self.n();
        let mut panels = self.slots(energies.len())?;
        for (slot, state) in states.chunks_exact(n).enumerate() {
            panels.put(slot, state);
        }
        self.evaluate(&mut panels, energies.len());
        let results = energies.iter_mut().zip(gradients.chunks_exact_mut(n));
        for (slot, (energy, gradient)) in results.enumerate() {
            *energy = panels.take(slot, gradient);
        }
        Ok(())
    }

    /// The Euclidean Hessian of H at any state: n×n, row-major, both triangles.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub fn hessian(&self, state: &[f64]) -> Result<Vec<f64>, Error> {
        let n = self.n();
        let mut hessian = Hessian::new(n)?;
        self.couplings.hessian(state, &mut hessian);
        let mut full = try_filled("the Hessian", n * n, 0.0)?;
        for i in 0..n {
            for (j, &entry) in hessian.row(i).iter().enumerate() {
                full[i * n + j] = entry;
                full[j * n + i] = entry;
            }
        }
        Ok(full)
    }
}

impl Objective for SpinGlass {
    type Slots = Panels;

    fn dimension(&self) -> usize {
        self.n()
    }

    fn flops(&self) -> f64 {
        self.couplings.flops()
    }

    fn slots(&self, count: usize) -> Result<Panels, Error> {
        Panels::new(self.n(), count)
    }

    fn evaluate(&self, panels: &mut Panels, count: usize) {
        self.couplings.evaluate(panels, count);
    }
}
