//! The job that searches for critical points of every index, and its columns.

use super::curvature::{Curvature, Shared};
use super::panels::Panels;
use super::search::{End, Search, Searching};
use super::start::start_of;
use super::{Spectra, SpinGlass};
use crate::budget::Budget;
use crate::columns::{Column, Columns};
use crate::eigen::range::Range;
use crate::error::Error;
use crate::job::{Job, Progress};
use crate::objective::Objective;
use std::rc::Rc;

/// How searches go, in the order of the tables' vocabulary.
pub const SEARCHES: [&str; 2] = ["gradient-norm", "index-guided"];

/// Which searches.
#[derive(Debug, Clone, PartialEq)]
pub struct Searches {
    /// Of the starting points, which are those of descents.
    pub seed: u64,
    /// The first replica.
    pub first: u32,
    /// How many.
    pub replicas: u32,
    /// Energies per spin to which starts are moved along the gradient, one or more, in turn.
    pub energies: Rc<[f64]>,
    /// How they go on.
    pub search: Search,
    /// On |P∇H|/√n.
    pub tolerance: f64,
    /// Accepted steps of a search.
    pub max_iterations: u32,
}

/// A job whose columns are those of the table `saddles` that differ between searches, and `states`, N a row, in the order of replicas.
///
/// Replica r starts where a descent of that replica does.
///
/// # Errors
/// [`Error::OutOfMemory`].
pub fn saddles(glass: Rc<SpinGlass>, searches: Searches) -> Result<Box<dyn Job>, Error> {
    let n = glass.n();
    Ok(Box::new(Saddles {
        slot: glass.slots(1)?,
        curvature: Curvature::shared(n, Range::All)?,
        searching: None,
        begun: 0,
        done: 0,
        found: Found::default(),
        glass,
        searches,
    }))
}

struct Saddles {
    glass: Rc<SpinGlass>,
    searches: Searches,
    slot: Panels,
    curvature: Shared,
    searching: Option<Searching>,
    begun: u32,
    done: u32,
    found: Found,
}

/// What was finished, by column.
#[derive(Default)]
struct Found {
    replica: Vec<u32>,
    start_energy: Vec<f64>,
    target_index: Vec<i32>,
    energy: Vec<f64>,
    gradient_norm: Vec<f64>,
    iterations: Vec<u32>,
    evaluations: Vec<u32>,
    status: Vec<u8>,
    index: Vec<i32>,
    lambda_min: Vec<f64>,
    lambda_max: Vec<f64>,
    lambda_nearest: Vec<f64>,
    states: Vec<f64>,
}

impl Saddles {
    fn begin(&self) -> Searching {
        let Searches {
            seed,
            first,
            ref energies,
            ref search,
            tolerance,
            max_iterations,
            ..
        } = self.searches;
        let replica = first + self.begun;
        let turn = replica as usize;
        Searching::new(
            start_of(self.glass.n(), seed, replica),
            energies[turn % energies.len()],
            (search, turn / energies.len()),
            (tolerance, max_iterations),
            Rc::clone(&self.curvature),
        )
    }

    /// Returns the flops.
    fn keep(&mut self, search: &Searching, end: End) -> Result<f64, Error> {
        let n = self.glass.n() as f64;
        let at = search.at();
        let outline = self.glass.outline(&at.point)?;
        let found = &mut self.found;
        found.replica.push(self.searches.first + self.done);
        found.start_energy.push(search.start_energy() / n);
        let target = search.target().map_or(-1, |k| k as i32);
        found.target_index.push(target);
        found.energy.push(at.energy / n);
        found.gradient_norm.push(at.gradient_norm());
        found.iterations.push(search.iterations());
        let evaluations = (search.flops() / self.glass.flops()).ceil();
        found.evaluations.push(evaluations as u32);
        found.status.push(end as u8);
        found.index.push(outline.index);
        found.lambda_min.push(outline.lambda_min);
        found.lambda_max.push(outline.lambda_max);
        found.lambda_nearest.push(outline.lambda_nearest);
        found.states.extend_from_slice(&at.point);
        Ok(Spectra::flops(self.glass.n()))
    }
}

impl Job for Saddles {
    fn advance(&mut self, budget: &mut Budget) -> Result<bool, Error> {
        while self.done < self.searches.replicas {
            if budget.is_spent() {
                return Ok(false);
            }
            let mut search = match self.searching.take() {
                Some(search) => search,
                None => {
                    let search = self.begin();
                    self.begun += 1;
                    search
                }
            };
            let before = search.flops();
            let end = search.go_on(&self.glass, &mut self.slot)?;
            budget.spend(search.flops() - before);
            match end {
                None => self.searching = Some(search),
                Some(end) => {
                    budget.spend(self.keep(&search, end)?);
                    self.done += 1;
                }
            }
        }
        Ok(true)
    }

    fn progress(&self) -> Progress {
        Progress {
            done: f64::from(self.done),
            total: f64::from(self.searches.replicas),
        }
    }

    fn take(&mut self) -> Result<Columns, Error> {
        let found = std::mem::take(&mut self.found);
        let method = u8::from(self.searches.search != Search::GradientNorm);
        let methods = Column::Words {
            vocabulary: &SEARCHES,
            codes: vec![method; found.replica.len()],
        };
        let statuses = Column::Words {
            vocabulary: &End::WORDS,
            codes: found.status,
        };
        Ok(Columns::new()
            .with("replica", Column::U32(found.replica))
            .with("start_energy", Column::F64(found.start_energy))
            .with("target_index", Column::I32(found.target_index))
            .with("energy", Column::F64(found.energy))
            .with("gradient_norm", Column::F64(found.gradient_norm))
            .with("method", methods)
            .with("iterations", Column::U32(found.iterations))
            .with("evaluations", Column::U32(found.evaluations))
            .with("status", statuses)
            .with("index", Column::I32(found.index))
            .with("lambda_min", Column::F64(found.lambda_min))
            .with("lambda_max", Column::F64(found.lambda_max))
            .with("lambda_nearest", Column::F64(found.lambda_nearest))
            .with("states", Column::F64(found.states)))
    }
}
