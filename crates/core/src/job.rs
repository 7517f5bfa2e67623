//! The one shape of a long piece of work.

use crate::budget::Budget;
use crate::columns::Columns;
use crate::error::Error;

/// How far a job is, in a unit of its own: matrices, replicas, pairs, samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Units that are done; a part of one may count.
    pub done: f64,
    /// Units in all.
    pub total: f64,
}

/// Work that goes on by budget and can stop at any turn. What it finds does not depend on the budgets.
pub trait Job {
    /// Goes on until the budget is spent; whether all is done.
    ///
    /// A job that asks for products ([`Job::ask`]) of an operator that it does not hold does nothing until it has them.
    ///
    /// # Errors
    /// Those of the work, which is not gone on with then.
    fn advance(&mut self, budget: &mut Budget) -> Result<bool, Error>;

    /// How far it is.
    fn progress(&self) -> Progress;

    /// What was finished since the last call, by name.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`] where what leaves does not fit beside the work.
    fn take(&mut self) -> Result<Columns, Error>;

    /// The matrix that was computed, once all is done and once only: it is too large to leave as a column.
    fn matrix(&mut self) -> Option<Vec<f64>> {
        None
    }

    /// The vector to multiply by the operator, and where its product goes; nothing where none is waited for.
    fn ask(&mut self) -> Option<(&[f64], &mut [f64])> {
        None
    }

    /// Goes on with the product that was written there, to the next one that it asks for.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for a product that cannot be one of a symmetric operator.
    fn accept(&mut self, _budget: &mut Budget) -> Result<(), Error> {
        Ok(())
    }

    /// Where the entries of the stored operator go, while the job waits for them.
    fn room_for_entries(&mut self) -> Option<&mut [f64]> {
        None
    }

    /// Products that it was given.
    fn products(&self) -> u32 {
        0
    }
}
