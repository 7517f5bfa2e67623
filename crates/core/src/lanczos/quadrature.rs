//! Stochastic Lanczos quadrature: Gauss rules for the spectral measures of random vectors.
//!
//! Sources: Ubaru, Chen and Saad, SIAM J. Matrix Anal. Appl. 38 (2017); Lin, Saad and Yang, SIAM Review 58 (2016).

use super::operator::Job;
use super::space::Space;
use crate::error::{Error, Rule};
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
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rules {
    /// The nodes, a probe's in ascending order.
    pub nodes: Vec<f64>,
    /// Their weights; a probe's sum to 1.
    pub weights: Vec<f64>,
    /// Probe b has `offsets[b]..offsets[b + 1]`.
    pub offsets: Vec<u32>,
}

/// The rules of probes whose entries are independent signs, by Lanczos with full orthogonalisation.
///
/// A probe whose Krylov space is invariant ends early, with a rule that is exact for every function.
pub struct Quadrature {
    settings: Settings,
    space: Space,
    rules: Rules,
}

impl Quadrature {
    /// Work that asks for its first product.
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
            space,
            rules,
        })
    }

    /// The rules of the probes that are done.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    fn probes(&self) -> u32 {
        self.rules.offsets.len() as u32 - 1
    }

    /// The fraction of the products that are done, from 0 to 1.
    #[must_use]
    pub fn done(&self) -> f64 {
        let Settings { probes, steps, .. } = self.settings;
        let within = self.space.len() as f64 / steps as f64;
        ((f64::from(self.probes()) + within) / f64::from(probes)).min(1.0)
    }

    fn finish_probe(&mut self) -> Result<(), Error> {
        let pairs = self.space.pairs()?;
        for (k, value) in pairs.values.iter().enumerate() {
            let first = pairs.vector(k)[0];
            self.rules.nodes.push(value * self.space.scale());
            self.rules.weights.push(first * first);
        }
        self.rules.offsets.push(self.rules.nodes.len() as u32);
        Ok(())
    }
}

impl Job for Quadrature {
    fn ask(&mut self) -> Option<(&[f64], &mut [f64])> {
        (self.probes() < self.settings.probes).then(|| self.space.ask())
    }

    fn accept(&mut self) -> Result<(), Error> {
        self.space.accept()?;
        if self.space.is_full() || self.space.is_invariant() {
            self.finish_probe()?;
            self.space.start_from_signs();
        }
        Ok(())
    }

    fn flops(&self) -> f64 {
        self.space.flops()
    }

    fn products(&self) -> u32 {
        self.space.products()
    }
}
