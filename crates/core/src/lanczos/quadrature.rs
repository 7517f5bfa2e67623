//! Stochastic Lanczos quadrature: Gauss rules for the spectral measures of random vectors.
//!
//! Sources: Ubaru, Chen and Saad, SIAM J. Matrix Anal. Appl. 38 (2017); Lin, Saad and Yang, SIAM Review 58 (2016).

use super::density::{Curve, Drawing};
use super::space::Space;
use crate::budget::Budget;
use crate::columns::{Column, Columns};
use crate::error::{Error, Rule};
use crate::job::{Job, Progress};
use crate::memory::try_filled;

/// Which rules are wanted.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// The order of the operator.
    pub n: usize,
    /// Random vectors.
    pub probes: u32,
    /// Products a probe, 1 to n: a rule of so many nodes is exact for polynomials of degree 2·steps − 1.
    pub steps: usize,
    /// On |⟨u, A·v⟩ − ⟨A·u, v⟩|/‖A‖ for vectors u, v of the basis.
    pub symmetry_tolerance: f64,
    /// Of the probes.
    pub seed: u64,
}

/// Gauss rules of probes, one after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// The nodes, a probe's in ascending order.
    pub nodes: Vec<f64>,
    /// Their weights; a probe's sum to 1.
    pub weights: Vec<f64>,
    /// Probe b has `offsets[b]..offsets[b + 1]`.
    pub offsets: Vec<u32>,
}

impl Rules {
    /// Those of no probe.
    #[must_use]
    pub fn none() -> Self {
        Self {
            nodes: Vec::new(),
            weights: Vec::new(),
            offsets: vec![0],
        }
    }
}

/// The rules of probes whose entries are independent signs, by Lanczos with full orthogonalisation.
///
/// A probe whose Krylov space is invariant ends early, with a rule that is exact for every function.
pub struct Quadrature {
    settings: Settings,
    drawing: Drawing,
    space: Space,
    rules: Rules,
    /// Probes that are done.
    done: u32,
}

impl Quadrature {
    /// A job that asks for its first product, and whose columns are the rules and the density drawn from them.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for settings out of range, [`Error::OutOfMemory`] where the basis does not fit.
    pub fn new(settings: Settings) -> Result<Self, Error> {
        let Settings {
            n,
            probes,
            steps,
            seed,
            symmetry_tolerance,
        } = settings;
        if !(1..=n).contains(&steps) {
            let (min, max) = (1.0, n as f64);
            return Err(Error::invalid(
                "steps",
                steps as f64,
                Rule::WholeNumber { min, max },
            ));
        }
        let what = "the quadrature rules";
        let nodes = steps
            .checked_mul(probes as usize)
            .ok_or(Error::OutOfMemory {
                what,
                requested: (8 * steps as u64).saturating_mul(u64::from(probes)),
            })?;
        let mut rules = Rules {
            nodes: try_filled(what, nodes, 0.0)?,
            weights: try_filled(what, nodes, 0.0)?,
            offsets: try_filled(what, probes as usize + 1, 0)?,
        };
        // They fill up as the probes are done.
        rules.nodes.clear();
        rules.weights.clear();
        rules.offsets.truncate(1);
        let mut space = Space::new(n, steps, seed, symmetry_tolerance)?;
        space.start_from_signs();
        Ok(Self {
            settings,
            drawing: Drawing::default(),
            space,
            rules,
            done: 0,
        })
    }

    /// The same, with its density drawn in another way.
    #[must_use]
    pub fn drawn(self, drawing: Drawing) -> Self {
        Self { drawing, ..self }
    }

    /// The rules of the probes that are done and were not taken.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    fn finish_probe(&mut self) -> Result<(), Error> {
        let pairs = self.space.pairs()?;
        for (k, value) in pairs.values.iter().enumerate() {
            let first = pairs.vector(k)[0];
            self.rules.nodes.push(value * self.space.scale());
            self.rules.weights.push(first * first);
        }
        self.rules.offsets.push(self.rules.nodes.len() as u32);
        self.done += 1;
        Ok(())
    }
}

impl Job for Quadrature {
    fn advance(&mut self, _budget: &mut Budget) -> Result<bool, Error> {
        Ok(self.done == self.settings.probes)
    }

    /// Probes; products of the one at work are parts of it.
    fn progress(&self) -> Progress {
        let within = self.space.len() as f64 / self.settings.steps as f64;
        Progress {
            done: f64::from(self.done) + within,
            total: f64::from(self.settings.probes),
        }
    }

    fn take(&mut self) -> Result<Columns, Error> {
        let curve = Curve::of(&self.rules, &self.drawing)?;
        let rules = std::mem::replace(&mut self.rules, Rules::none());
        Ok(Columns::new()
            .with("nodes", Column::F64(rules.nodes))
            .with("weights", Column::F64(rules.weights))
            .with("offsets", Column::U32(rules.offsets))
            .with("grid", Column::F64(curve.grid))
            .with("density", Column::F64(curve.density))
            .with("standard_error", Column::F64(curve.standard_error))
            .with("width", Column::F64(vec![curve.width])))
    }

    fn ask(&mut self) -> Option<(&[f64], &mut [f64])> {
        (self.done < self.settings.probes).then(|| self.space.ask())
    }

    fn accept(&mut self, budget: &mut Budget) -> Result<(), Error> {
        budget.spend(self.space.flops());
        self.space.accept()?;
        if self.space.is_full() || self.space.is_invariant() {
            self.finish_probe()?;
            self.space.start_from_signs();
        }
        Ok(())
    }

    fn products(&self) -> u32 {
        self.space.products()
    }
}
