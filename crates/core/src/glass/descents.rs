//! Descents of many replicas of one glass, a batch at a time.

use super::{Panels, SpinGlass, sphere_hessian::Spectra};
use crate::error::{Error, Rule};
use crate::memory::try_filled;
use crate::optimise::{Descent, Method, Status, Termination};
use crate::rng::{Purpose, Stream};

/// What to descend from, how, and when to stop.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Of the starting points.
    pub seed: u64,
    /// The first replica; its number names its stream of random numbers.
    pub first: u32,
    /// How many replicas.
    pub replicas: u32,
    /// Replicas descended at a time; no result depends on it.
    pub batch: u32,
    /// How a descent chooses its direction.
    pub method: Method,
    /// When a descent stops.
    pub termination: Termination,
}

/// The status of a replica that is not done.
pub const PENDING: u8 = u8::MAX;

/// What the descents found, a column a quantity and a row a replica.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Minima {
    /// H/N.
    pub energy: Vec<f64>,
    /// |P∇H|/√N.
    pub gradient_norm: Vec<f64>,
    /// Accepted steps.
    pub iterations: Vec<u32>,
    /// Evaluations of energy and gradient.
    pub evaluations: Vec<u32>,
    /// Why it stopped, as the place in [`Status::NAMES`]; [`PENDING`] before it has.
    pub status: Vec<u8>,
    /// Negative eigenvalues of the sphere Hessian.
    pub index: Vec<i32>,
    /// The N−1 eigenvalues of the sphere Hessian, ascending, a row a replica.
    pub eigenvalues: Vec<f64>,
    /// The states, a row of N a replica.
    pub states: Vec<f64>,
}

/// A job: descends the replicas of [`Settings`], in pieces of a given amount of work.
///
/// Replica r starts at the point of the stream (seed, starts, r), uniform on the sphere. A replica that ends makes room
/// for the next one at once, so that the batch stays full.
pub struct Descents {
    settings: Settings,
    next: u32,
    slots: Vec<(u32, Descent)>,
    panels: Panels,
    gradient: Vec<f64>,
    spectra: Spectra,
    done: u32,
    minima: Minima,
}

impl Descents {
    /// A job for `glass`; every advance must be given the same glass.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for replicas past 2³², a batch of 0, or a tolerance that is not above 0;
    /// [`Error::OutOfMemory`].
    pub fn new(glass: &SpinGlass, settings: Settings) -> Result<Self, Error> {
        let n = glass.n();
        let tolerance = settings.termination.tolerance;
        if !(tolerance > 0.0 && tolerance.is_finite()) {
            return Err(Error::invalid(
                "tolerance",
                tolerance,
                Rule::Above { min: 0.0 },
            ));
        }
        if settings.batch == 0 {
            let rule = Rule::AtLeast { min: 1.0 };
            return Err(Error::invalid("batch", 0.0, rule));
        }
        if settings.first.checked_add(settings.replicas).is_none() {
            let rule = Rule::WholeNumber {
                min: 0.0,
                max: f64::from(u32::MAX - settings.first),
            };
            return Err(Error::invalid(
                "replicas",
                f64::from(settings.replicas),
                rule,
            ));
        }
        let count = settings.replicas as usize;
        let rows_of = |what: &'static str, width: usize| {
            let len = count.checked_mul(width).ok_or(Error::OutOfMemory {
                what,
                requested: 8 * count as u64 * width as u64,
            })?;
            try_filled(what, len, 0.0)
        };
        let batch = settings.batch.min(settings.replicas) as usize;
        Ok(Descents {
            settings,
            next: 0,
            slots: Vec::with_capacity(batch),
            panels: Panels::new(n, batch)?,
            gradient: try_filled("a gradient", n, 0.0)?,
            spectra: Spectra::new(n)?,
            done: 0,
            minima: Minima {
                energy: try_filled("the minima", count, 0.0)?,
                gradient_norm: try_filled("the minima", count, 0.0)?,
                iterations: try_filled("the minima", count, 0)?,
                evaluations: try_filled("the minima", count, 0)?,
                status: try_filled("the minima", count, PENDING)?,
                index: try_filled("the minima", count, 0)?,
                eigenvalues: rows_of("the spectra", n - 1)?,
                states: rows_of("the states", n)?,
            },
        })
    }

    /// Works until at least `budget` couplings were visited, or all is done; returns the replicas that are done.
    pub fn advance(&mut self, glass: &SpinGlass, budget: u64) -> Result<u32, Error> {
        let mut visited = 0;
        while visited < budget && self.done < self.settings.replicas {
            self.fill_slots(glass.n());
            for (slot, (_, descent)) in self.slots.iter().enumerate() {
                self.panels.put(slot, descent.trial());
            }
            self.panels.evaluate(glass, self.slots.len());
            visited += glass.work() * self.slots.len() as u64;
            self.observe(glass)?;
        }
        Ok(self.done)
    }

    /// What was found; rows of replicas that are not done hold zeros.
    #[must_use]
    pub fn minima(&self) -> &Minima {
        &self.minima
    }

    fn fill_slots(&mut self, n: usize) {
        let Settings {
            seed,
            first,
            replicas,
            batch,
            method,
            termination,
        } = self.settings;
        while self.slots.len() < batch as usize && self.next < replicas {
            let mut stream = Stream::new(seed, Purpose::Starts, first + self.next, 0);
            let start = (0..n).map(|_| stream.normal()).collect();
            self.slots
                .push((self.next, Descent::new(start, method, termination)));
            self.next += 1;
        }
    }

    fn observe(&mut self, glass: &SpinGlass) -> Result<(), Error> {
        let mut ended = Vec::new();
        for (slot, (row, descent)) in self.slots.iter_mut().enumerate() {
            let energy = self.panels.take(slot, &mut self.gradient);
            if let Some(status) = descent.observe(energy, &self.gradient) {
                ended.push(slot);
                record(
                    glass,
                    &mut self.spectra,
                    &mut self.minima,
                    *row as usize,
                    descent,
                    status,
                )?;
            }
        }
        self.done += ended.len() as u32;
        for slot in ended.into_iter().rev() {
            self.slots.swap_remove(slot);
        }
        Ok(())
    }
}

fn record(
    glass: &SpinGlass,
    spectra: &mut Spectra,
    minima: &mut Minima,
    row: usize,
    descent: &Descent,
    status: Status,
) -> Result<(), Error> {
    let n = glass.n();
    let state = descent.trial();
    let eigenvalues = &mut minima.eigenvalues[row * (n - 1)..][..n - 1];
    spectra.at(glass, state, descent.radial_slope(), eigenvalues)?;
    minima.index[row] = eigenvalues.iter().filter(|&&x| x < 0.0).count() as i32;
    minima.energy[row] = descent.energy() / n as f64;
    minima.gradient_norm[row] = descent.gradient_norm();
    minima.iterations[row] = descent.iterations();
    minima.evaluations[row] = descent.evaluations();
    minima.status[row] = status as u8;
    minima.states[row * n..][..n].copy_from_slice(state);
    Ok(())
}
