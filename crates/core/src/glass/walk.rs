//! Walks over a glass, whatever their kind: all kinds share the code of one batch.

use super::SpinGlass;
use super::panels::Panels;
use crate::budget::Budget;
use crate::columns::Columns;
use crate::error::Error;
use crate::objective::Objective;
use crate::optimise::{Descent, Replicas, Slope, Status, Walker};
use crate::precision::Precision;

/// Where a walk down ended.
pub(super) struct End<'a> {
    pub(super) point: &'a [f64],
    pub(super) energy: f64,
    /// σ·∇H/n.
    pub(super) radial_slope: f64,
    /// |P∇H|/√n.
    pub(super) gradient_norm: f64,
    pub(super) iterations: u32,
    /// H where what went before its descent ended; NaN where nothing did.
    pub(super) walk_energy: f64,
}

/// A walk that asks for slopes.
pub(super) trait Walk {
    /// [`Walker::prepare`].
    fn prepare(&mut self, _glass: &SpinGlass, _budget: &mut Budget) -> Result<bool, Error> {
        Ok(true)
    }

    /// In which numbers it asks.
    fn precision(&self) -> Precision {
        Precision::Double
    }

    /// How many it asks for at once.
    fn questions(&self) -> usize {
        1
    }

    /// One of them.
    fn ask(&mut self, question: usize) -> Slope<'_>;

    /// [`Walker::go_on`].
    fn go_on(&mut self) -> Option<Status>;

    /// [`Walker::part`].
    fn part(&self) -> f64 {
        0.0
    }

    /// Where it is, of one that goes down.
    fn end(&self) -> Option<End<'_>> {
        None
    }

    /// Its work so far, in evaluations.
    fn evaluations(&self) -> u32 {
        0
    }

    /// H at the times at which it is told.
    fn energies(&self) -> &[f64] {
        &[]
    }
}

impl Walk for Descent {
    fn ask(&mut self, _: usize) -> Slope<'_> {
        Descent::ask(self)
    }

    fn go_on(&mut self) -> Option<Status> {
        Walker::<SpinGlass>::go_on(self)
    }

    fn end(&self) -> Option<End<'_>> {
        Some(End {
            point: self.point(),
            energy: self.energy(),
            radial_slope: self.radial_slope(),
            gradient_norm: self.gradient_norm(),
            iterations: self.iterations(),
            walk_energy: f64::NAN,
        })
    }

    fn evaluations(&self) -> u32 {
        Descent::evaluations(self)
    }
}

impl Walker<SpinGlass> for Box<dyn Walk> {
    fn prepare(&mut self, glass: &SpinGlass, budget: &mut Budget) -> Result<bool, Error> {
        self.as_mut().prepare(glass, budget)
    }

    fn inform(walks: &mut [Self], glass: &SpinGlass, slots: &mut Panels) -> f64 {
        let mut counts = [0; 2];
        for walk in walks.iter_mut() {
            let precision = walk.precision();
            let count = &mut counts[precision as usize];
            for question in 0..walk.questions() {
                slots.of(precision).put(*count, walk.ask(question).at);
                *count += 1;
            }
        }
        for precision in [Precision::Single, Precision::Double] {
            glass.evaluate_in(precision, slots, counts[precision as usize]);
        }
        let mut next = [0; 2];
        for walk in walks.iter_mut() {
            let precision = walk.precision();
            let next = &mut next[precision as usize];
            for question in 0..walk.questions() {
                let Slope {
                    value, gradient, ..
                } = walk.ask(question);
                *value = slots.of(precision).take(*next, gradient);
                *next += 1;
            }
        }
        glass.flops() * (counts[0] + counts[1]) as f64
    }

    fn go_on(&mut self) -> Option<Status> {
        self.as_mut().go_on()
    }

    fn part(&self) -> f64 {
        self.as_ref().part()
    }
}

/// What is kept of walks, whatever their kind.
pub(super) type Ends = Box<dyn Replicas<SpinGlass, Box<dyn Walk>>>;

impl Replicas<SpinGlass, Box<dyn Walk>> for Ends {
    fn start(&mut self, row: u32) -> Result<Box<dyn Walk>, Error> {
        self.as_mut().start(row)
    }

    fn keep(
        &mut self,
        row: u32,
        glass: &SpinGlass,
        walk: &Box<dyn Walk>,
        status: Status,
    ) -> Result<f64, Error> {
        self.as_mut().keep(row, glass, walk, status)
    }

    fn take(&mut self, rows: &[u32]) -> Result<Columns, Error> {
        self.as_mut().take(rows)
    }
}
