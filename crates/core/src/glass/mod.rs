//! Spherical p-spin glasses: H(σ) = Σ_p b_p N^{−(p−1)/2} Σ X_{i1…ip} σ_{i1}⋯σ_{ip} on |σ|² = N, X independent of mean 0 and variance 1.
//!
//! Stored symmetrised: one coupling √m·x a multiset of indices, m its number of distinct permutations.

mod before;
mod curvature;
mod descents;
mod disorder;
mod fall;
mod form;
mod hessian;
mod known;
mod links;
mod minima;
mod mixed;
mod multisets;
mod newton;
mod outward;
mod panels;
mod place;
mod quench;
mod saddles;
mod search;
mod shares;
mod slabs;
mod sphere;
mod start;
mod string;
mod trajectories;
mod walk;

pub use descents::{METHODS, Settings, Way, descents};
pub use disorder::Disorder;
pub use form::{Form, MAX_BYTES};
pub use links::{Joining, links};
pub use multisets::MAX_ORDER;
pub(crate) use multisets::{Multisets, multisets, permutations};
pub use newton::Target;
pub use quench::Quench;
pub use saddles::{SEARCHES, Searches, saddles};
pub use search::Search;
pub use shares::Rates;
pub use sphere::Spectra;
pub use trajectories::{Motion, Walks, trajectories};

use crate::error::Error;
use crate::memory::try_filled;
use crate::objective::Objective;
use crate::precision::Precision;
use crate::rng::Stream;
use hessian::Hessian;
use panels::{Panels, PanelsOf};

/// A glass.
pub struct SpinGlass {
    n: usize,
    /// b_1·N^{−(p_1−1)/2} of the first order p_1.
    scale: f64,
    /// The orders, each with its weight beside the first one's.
    terms: Vec<(f64, Form)>,
}

impl SpinGlass {
    /// The glass with the couplings of one order.
    #[must_use]
    pub fn pure(form: Form) -> Self {
        Self::mixture(vec![(1.0, form)])
    }

    /// Σ_p b_p H_p of forms on the same spins, at least one, each with its b_p, which is not 0.
    #[must_use]
    pub fn mixture(forms: Vec<(f64, Form)>) -> Self {
        let weights = forms.iter().map(|(b, form)| b * form.scale());
        let weights: Vec<_> = weights.collect();
        let scale = weights[0];
        // What is added up is in units of the first order: a pure glass is scaled once, at the end.
        let terms = forms.into_iter().zip(weights);
        let terms = terms.map(|((_, form), weight)| (weight / scale, form));
        let terms: Vec<_> = terms.collect();
        SpinGlass {
            n: terms[0].1.n(),
            scale,
            terms,
        }
    }

    /// The number of spins.
    #[must_use]
    pub fn n(&self) -> usize {
        self.n
    }

    /// The highest order.
    #[must_use]
    pub fn order(&self) -> usize {
        let orders = self.terms.iter().map(|(_, form)| form.order());
        orders.max().expect("there is a form")
    }

    /// Whether it has both odd and even orders, so that σ and −σ are unlike.
    #[must_use]
    pub fn has_both_parities(&self) -> bool {
        let parity = |(_, form): &(f64, Form)| form.order() % 2;
        self.terms
            .iter()
            .any(|term| parity(term) != parity(&self.terms[0]))
    }

    /// Calls for each coupling with its indices, in units of the first order's factor: H is Σ coupling·Π σ_i times that.
    pub(crate) fn each_coupling(&self, of: &mut dyn FnMut(&[usize], f64)) {
        for (weight, form) in &self.terms {
            form.each(&mut |indices, coupling| of(indices, weight * coupling));
        }
    }

    /// Of its couplings, and of the arithmetic of batches.
    #[must_use]
    pub fn precision(&self) -> Precision {
        self.terms[0].1.precision()
    }

    /// H, extensive, and its Euclidean gradient, of any number of states, in doubles.
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
        let count = energies.len();
        let mut room = self.room()?;
        PanelsOf::through(self.n(), states, energies, gradients, |panels| {
            self.evaluate_doubles(panels, &mut room, count);
        })
    }

    /// The same in the precision of the glass: of singles, to some roundings of the sums of moduli.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub fn evaluate_batch(
        &self,
        states: &[f64],
        energies: &mut [f64],
        gradients: &mut [f64],
    ) -> Result<(), Error> {
        let count = energies.len();
        match self.precision() {
            Precision::Double => self.evaluate_all(states, energies, gradients),
            Precision::Single => {
                PanelsOf::through(self.n(), states, energies, gradients, |panels| {
                    self.evaluate_singles(panels, count);
                })
            }
        }
    }

    /// The Euclidean Hessian of H at any state: n×n, row-major, both triangles.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub fn hessian(&self, state: &[f64]) -> Result<Vec<f64>, Error> {
        let n = self.n();
        let mut hessian = Hessian::new(n)?;
        self.hessian_at(state, &mut hessian)?;
        let mut full = try_filled("the Hessian", n * n, 0.0)?;
        for i in 0..n {
            for (j, &entry) in hessian.row(i).iter().enumerate() {
                full[i * n + j] = entry;
                full[j * n + i] = entry;
            }
        }
        Ok(full)
    }

    /// Adds the gradient of a random share of the couplings at a state; returns the share that they are.
    fn add_share(
        &self,
        share: f64,
        stream: &mut Stream,
        state: &[f64],
        gradient: &mut [f64],
    ) -> f64 {
        let (mut seen, mut all) = (0.0, 0.0);
        for (weight, form) in &self.terms {
            let weight = weight * self.scale;
            let [of, stored] = form.add_share(weight, share, stream, state, gradient);
            seen += of;
            all += stored;
        }
        seen / all
    }

    fn hessian_at(&self, state: &[f64], hessian: &mut Hessian) -> Result<(), Error> {
        hessian.start(state);
        for (weight, form) in &self.terms {
            form.add_hessian(*weight, hessian)?;
        }
        hessian.finish(self.scale);
        Ok(())
    }

    /// Where couplings in singles become doubles.
    fn room(&self) -> Result<Vec<f64>, Error> {
        let rooms = self.terms.iter().map(|(_, form)| form.room());
        try_filled("the couplings of a slab", rooms.max().unwrap_or(0), 0.0)
    }

    fn evaluate_in(&self, precision: Precision, panels: &mut Panels, count: usize) {
        match precision {
            _ if count == 0 => {}
            Precision::Single => self.evaluate_singles(&mut panels.singles, count),
            Precision::Double => {
                self.evaluate_doubles(&mut panels.doubles, &mut panels.room, count);
            }
        }
    }

    fn evaluate_doubles(&self, panels: &mut PanelsOf<f64>, room: &mut [f64], count: usize) {
        panels.clear(count);
        for (weight, form) in &self.terms {
            form.add(*weight, panels, room, count);
        }
        panels.scale(count, self.scale);
    }

    fn evaluate_singles(&self, panels: &mut PanelsOf<f32>, count: usize) {
        panels.clear(count);
        for (weight, form) in &self.terms {
            form.add_in_singles(*weight, panels, count);
        }
        panels.scale(count, self.scale);
    }
}

impl Objective for SpinGlass {
    type Slots = Panels;

    fn dimension(&self) -> usize {
        self.n()
    }

    fn flops(&self) -> f64 {
        self.terms.iter().map(|(_, form)| form.flops()).sum()
    }

    fn slots(&self, count: usize) -> Result<Panels, Error> {
        let singles = match self.precision() {
            Precision::Double => 0,
            Precision::Single => count,
        };
        Ok(Panels {
            doubles: PanelsOf::new(self.n(), count)?,
            singles: PanelsOf::new(self.n(), singles)?,
            room: self.room()?,
        })
    }

    fn evaluate(&self, panels: &mut Panels, count: usize) {
        self.evaluate_in(Precision::Double, panels, count);
    }
}
