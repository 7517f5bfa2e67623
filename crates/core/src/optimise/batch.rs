//! The job that walks many replicas side by side.

use super::rows::Rows;
use super::walker::{Status, Walker};
use crate::budget::Budget;
use crate::columns::Columns;
use crate::error::Error;
use crate::job::{Job, Progress};
use crate::objective::Objective;
use std::rc::Rc;

/// Where walks start, and what is kept of their ends.
pub trait Replicas<O, W> {
    /// The walk of the replica of a row, at its start.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    fn start(&mut self, row: u32) -> Result<W, Error>;

    /// Measures where the walk of a row ended, and keeps it; returns the floating-point operations that took.
    ///
    /// # Errors
    /// Those of the measurement.
    fn keep(&mut self, row: u32, objective: &O, walk: &W, status: Status) -> Result<f64, Error>;

    /// What was kept of `rows`, ascending, by column.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    fn take(&mut self, rows: &[u32]) -> Result<Columns, Error>;
}

/// What a step of a walk takes beside its evaluations, in operations: half a microsecond.
const STEP: f64 = 2e3;

/// Walks replicas of one objective. A walk that ends makes room for the next replica at once, so that all slots are
/// busy; what a replica finds does not depend on the others, on the slots or on the budgets.
pub struct Batch<O: Objective, W, R> {
    objective: Rc<O>,
    replicas: R,
    count: u32,
    started: u32,
    size: usize,
    slots: O::Slots,
    /// The walks in the slots, and their rows.
    walks: Vec<W>,
    rows: Vec<u32>,
    /// Slots of walks that ended and are not kept yet, ascending.
    ended: Vec<(usize, Status)>,
    kept: Rows,
}

impl<O: Objective, W: Walker<O>, R: Replicas<O, W>> Batch<O, W, R> {
    /// A job of `count` replicas, at most `size` of them at a time.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    ///
    /// # Panics
    /// If `size` is 0.
    pub fn new(objective: Rc<O>, replicas: R, count: u32, size: u32) -> Result<Self, Error> {
        Self::asking(objective, replicas, count, size, 1)
    }

    /// The same, of walks that each ask for up to so many slots a round.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    ///
    /// # Panics
    /// If `size` is 0.
    pub fn asking(
        objective: Rc<O>,
        replicas: R,
        count: u32,
        size: u32,
        slots: usize,
    ) -> Result<Self, Error> {
        assert!(size > 0, "a batch has room for a replica");
        let size = size.min(count) as usize;
        Ok(Batch {
            slots: objective.slots(size * slots)?,
            objective,
            replicas,
            count,
            started: 0,
            size,
            walks: Vec::with_capacity(size),
            rows: Vec::with_capacity(size),
            ended: Vec::with_capacity(size),
            kept: Rows::new(count as usize)?,
        })
    }

    fn keep_ended(&mut self, budget: &mut Budget) -> Result<bool, Error> {
        // From the last slot down, so that a walk that moves into an emptied slot is none of those that ended.
        while let Some(&(slot, status)) = self.ended.last() {
            if budget.is_spent() {
                return Ok(false);
            }
            let walk = &self.walks[slot];
            let row = self.rows[slot];
            budget.spend(self.replicas.keep(row, &self.objective, walk, status)?);
            self.kept.add(row);
            self.walks.swap_remove(slot);
            self.rows.swap_remove(slot);
            self.ended.pop();
        }
        Ok(true)
    }

    fn prepare(&mut self, budget: &mut Budget) -> Result<bool, Error> {
        for walk in &mut self.walks {
            if !walk.prepare(&self.objective, budget)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn fill_slots(&mut self) -> Result<(), Error> {
        while self.walks.len() < self.size && self.started < self.count {
            self.walks.push(self.replicas.start(self.started)?);
            self.rows.push(self.started);
            self.started += 1;
        }
        Ok(())
    }
}

impl<O: Objective, W: Walker<O>, R: Replicas<O, W>> Job for Batch<O, W, R> {
    fn advance(&mut self, budget: &mut Budget) -> Result<bool, Error> {
        while self.keep_ended(budget)? {
            self.fill_slots()?;
            if self.walks.is_empty() {
                return Ok(true);
            }
            if budget.is_spent() || !self.prepare(budget)? {
                break;
            }
            let evaluations = W::inform(&mut self.walks, &self.objective, &mut self.slots);
            budget.spend(evaluations + STEP * self.walks.len() as f64);
            let walks = self.walks.iter_mut().enumerate();
            self.ended
                .extend(walks.filter_map(|(slot, walk)| Some((slot, walk.go_on()?))));
        }
        Ok(false)
    }

    fn progress(&self) -> Progress {
        let parts: f64 = self.walks.iter().map(W::part).sum();
        Progress {
            done: f64::from(self.kept.count()) + parts,
            total: f64::from(self.count),
        }
    }

    fn take(&mut self) -> Result<Columns, Error> {
        self.replicas.take(&self.kept.take()?)
    }
}
