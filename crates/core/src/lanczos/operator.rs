//! Symmetric operators, and how a job that multiplies by one is served.

use crate::budget::Budget;
use crate::error::Error;
use crate::job::Job;
use losscape_kernels::symmetric::symmetric_times;

/// A symmetric matrix that is known by its products.
pub trait Operator {
    /// The order.
    fn n(&self) -> usize;
    /// y ← A·x.
    fn apply(&mut self, x: &[f64], y: &mut [f64]);
    /// Floating-point operations of one product.
    fn flops(&self) -> f64;
    /// n×n, row-major, of which the lower triangle is read; nothing where they are not stored.
    fn entries(&self) -> Option<&[f64]> {
        None
    }
}

/// A stored matrix: n×n, row-major, of which the lower triangle is read.
#[derive(Debug, Clone, Copy)]
pub struct Stored<'a> {
    /// The n² entries.
    pub entries: &'a [f64],
    /// The order.
    pub n: usize,
}

impl Operator for Stored<'_> {
    fn n(&self) -> usize {
        self.n
    }

    fn apply(&mut self, x: &[f64], y: &mut [f64]) {
        symmetric_times(self.entries, self.n, x, y);
    }

    fn flops(&self) -> f64 {
        2.0 * self.n as f64 * self.n as f64
    }

    fn entries(&self) -> Option<&[f64]> {
        Some(self.entries)
    }
}

/// Gives a job the products that it asks for, and the entries where it has room for them, until the budget is spent;
/// whether all is done.
///
/// # Errors
/// As [`Job::accept`] and [`Job::advance`].
///
/// # Panics
/// For a job that asks for the entries of an operator without.
pub fn serve(
    operator: &mut dyn Operator,
    job: &mut dyn Job,
    budget: &mut Budget,
) -> Result<bool, Error> {
    loop {
        if let Some((vector, product)) = job.ask() {
            if budget.is_spent() {
                return Ok(false);
            }
            operator.apply(vector, product);
            budget.spend(operator.flops());
            job.accept(budget)?;
        } else {
            if let Some(room) = job.room_for_entries() {
                let entries = operator.entries();
                room.copy_from_slice(entries.expect("the job was made for a stored operator"));
            }
            if job.advance(budget)? {
                return Ok(true);
            }
            if budget.is_spent() {
                return Ok(false);
            }
        }
    }
}
