//! What every solver of dense symmetric matrices offers.

use crate::budget::Budget;
use crate::error::Error;

/// Works on matrices of one order, in memory that was allocated once, at once or piece by piece.
///
/// The matrix `a` is n×n, row-major; only its lower triangle is read, and its contents are destroyed.
pub trait Solver {
    /// Begins with the matrix `a`, and forgets what the last one left.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for a NaN or an infinity in the lower triangle, named as in "a[3, 1]", with `a` as it
    /// was, and for a length of `a` other than n².
    fn start(&mut self, a: &mut [f64]) -> Result<(), Error>;

    /// Goes on with the `a` that [`Solver::start`] was given, until the budget is spent; whether all is done.
    ///
    /// What is computed does not depend on the budgets.
    ///
    /// # Errors
    /// [`Error::NotConverged`] where an iteration exceeds its limit.
    fn advance(&mut self, a: &mut [f64], budget: &mut Budget) -> Result<bool, Error>;

    /// The fraction of the work that is done, from 0 to 1.
    fn done(&self) -> f64;

    /// All of the work at once.
    ///
    /// # Errors
    /// As [`Solver::start`] and [`Solver::advance`].
    fn solve(&mut self, a: &mut [f64]) -> Result<(), Error> {
        self.start(a)?;
        self.advance(a, &mut Budget::unlimited())?;
        Ok(())
    }
}
