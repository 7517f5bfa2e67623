//! Spherical p-spin glasses: H(σ) = N^{−(p−1)/2} Σ X_{i1…ip} σ_{i1}⋯σ_{ip} on |σ|² = N, X independent N(0, 1).
//!
//! Stored symmetrised: one coupling √m·g a multiset of indices, m its number of distinct permutations.

pub mod couplings;
pub mod descents;
pub mod sphere_hessian;

pub use couplings::Couplings;
pub use descents::{Descents, Settings};

use crate::error::Error;
use crate::memory::try_filled;
use losscape_kernels::coupling;

/// A glass with p = 3.
pub struct SpinGlass {
    couplings: Couplings,
}

impl SpinGlass {
    /// The glass with the given couplings.
    #[must_use]
    pub fn new(couplings: Couplings) -> Self {
        SpinGlass { couplings }
    }

    /// The number of spins.
    #[must_use]
    pub fn n(&self) -> usize {
        self.couplings.n()
    }

    /// Couplings visited by one evaluation of one state: the unit of work.
    #[must_use]
    pub fn work(&self) -> u64 {
        let n = self.n() as u64;
        n * (n + 1) * (n + 2) / 6
    }

    /// H, extensive, and its Euclidean gradient, of any number of states.
    ///
    /// `states` and `gradients` are rows of n; a row's bits do not depend on the others.
    /// Time: 4 flops a coupling a state.
    pub fn evaluate(
        &self,
        states: &[f64],
        energies: &mut [f64],
        gradients: &mut [f64],
    ) -> Result<(), Error> {
        let n = self.n();
        let mut panels = Panels::new(n, energies.len())?;
        for (r, state) in states.chunks_exact(n).enumerate() {
            panels.put(r, state);
        }
        panels.evaluate(self, energies.len());
        for (r, (energy, gradient)) in energies
            .iter_mut()
            .zip(gradients.chunks_exact_mut(n))
            .enumerate()
        {
            *energy = panels.take(r, gradient);
        }
        Ok(())
    }

    /// The Euclidean Hessian of H at any state: n×n, row-major, both triangles.
    pub fn hessian(&self, state: &[f64]) -> Result<Vec<f64>, Error> {
        let n = self.n();
        let mut workspace = HessianWorkspace::new(n)?;
        self.lower_hessian(state, &mut workspace);
        let mut full = try_filled("the Hessian", n * n, 0.0)?;
        for i in 0..n {
            for j in 0..=i {
                let entry = workspace.lower[i * workspace.stride + j];
                full[i * n + j] = entry;
                full[j * n + i] = entry;
            }
        }
        Ok(full)
    }

    /// The lower triangle of the Euclidean Hessian, into `workspace`.
    pub(crate) fn lower_hessian(&self, state: &[f64], workspace: &mut HessianWorkspace) {
        let n = self.n();
        let HessianWorkspace {
            stride,
            lower,
            state: padded,
        } = workspace;
        padded[..n].copy_from_slice(state);
        lower.fill(0.0);
        for i in 0..n {
            let slab = self.couplings.slab(i);
            coupling::add_slab_hessian(slab, n, i, padded, lower, *stride);
        }
        let scale = self.scale();
        for i in 0..n {
            let row = &mut lower[i * *stride..][..=i];
            for entry in row.iter_mut() {
                *entry *= scale;
            }
            // The kernel adds each pair of positions once; on the diagonal both orders fall on one entry.
            row[i] *= 2.0;
        }
    }

    /// N^{−(p−1)/2}.
    fn scale(&self) -> f64 {
        1.0 / self.n() as f64
    }
}

/// The lower triangle of a Hessian, with room for the kernel's filling.
pub(crate) struct HessianWorkspace {
    pub(crate) stride: usize,
    pub(crate) lower: Vec<f64>,
    state: Vec<f64>,
}

impl HessianWorkspace {
    pub(crate) fn new(n: usize) -> Result<Self, Error> {
        let stride = coupling::panel_rows(n);
        Ok(HessianWorkspace {
            stride,
            lower: try_filled("the Hessian", n * stride, 0.0)?,
            state: try_filled("a state", stride, 0.0)?,
        })
    }
}

/// States, gradients and energies in the layout of the kernel: one panel a vector of replicas.
///
/// A replica stays in its lane, and lanes do not mix: its bits are the same in every batch.
pub(crate) struct Panels {
    n: usize,
    states: Vec<f64>,
    gradients: Vec<f64>,
    energies: Vec<f64>,
}

const WIDTH: usize = coupling::width::<f64>();

impl Panels {
    pub(crate) fn new(n: usize, replicas: usize) -> Result<Self, Error> {
        let panels = replicas.div_ceil(WIDTH);
        let len = panels * coupling::panel_rows(n) * WIDTH;
        Ok(Panels {
            n,
            states: try_filled("the states of a batch", len, 0.0)?,
            gradients: try_filled("the gradients of a batch", len, 0.0)?,
            energies: try_filled("the energies of a batch", panels * WIDTH, 0.0)?,
        })
    }

    fn lane(&self, replica: usize) -> usize {
        replica / WIDTH * coupling::panel_rows(self.n) * WIDTH + replica % WIDTH
    }

    pub(crate) fn put(&mut self, replica: usize, state: &[f64]) {
        let lane = self.lane(replica);
        for (to, from) in self.states[lane..].iter_mut().step_by(WIDTH).zip(state) {
            *to = *from;
        }
    }

    /// Copies the gradient out and returns the energy.
    pub(crate) fn take(&self, replica: usize, gradient: &mut [f64]) -> f64 {
        let lane = self.lane(replica);
        for (from, to) in self.gradients[lane..].iter().step_by(WIDTH).zip(gradient) {
            *to = *from;
        }
        self.energies[replica]
    }

    /// Energies and gradients of the first `replicas` states.
    pub(crate) fn evaluate(&mut self, glass: &SpinGlass, replicas: usize) {
        let n = self.n;
        let len = coupling::panel_rows(n) * WIDTH;
        let panels = replicas.div_ceil(WIDTH);
        self.gradients[..panels * len].fill(0.0);
        self.energies[..panels * WIDTH].fill(0.0);
        // A slab is reused by all panels while it is in cache (its doubles: about (n - i)²/2).
        for i in 0..n {
            let slab = glass.couplings.slab(i);
            for panel in 0..panels {
                let states = &self.states[panel * len..][..len];
                let gradient = &mut self.gradients[panel * len..][..len];
                let energy = &mut self.energies[panel * WIDTH..][..WIDTH];
                coupling::add_slab(slab, n, i, states, gradient, energy);
            }
        }
        let scale = glass.scale();
        for value in self.gradients[..panels * len]
            .iter_mut()
            .chain(&mut self.energies[..panels * WIDTH])
        {
            *value *= scale;
        }
    }
}
