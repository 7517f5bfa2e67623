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
    fn apply(&self, x: &[f64], y: &mut [f64]);
    /// Floating-point operations of one product.
    fn flops(&self) -> f64;
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

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        symmetric_times(self.entries, self.n, x, y);
    }

    fn flops(&self) -> f64 {
        2.0 * self.n as f64 * self.n as f64
    }
}

/// Computes the products that a job asks for, until the budget is spent; whether all is done.
///
/// # Errors
/// As [`Job::accept`].
pub fn serve(
    operator: &dyn Operator,
    job: &mut dyn Job,
    budget: &mut Budget,
) -> Result<bool, Error> {
    while let Some((vector, product)) = job.ask() {
        if budget.is_spent() {
            return Ok(false);
        }
        operator.apply(vector, product);
        budget.spend(operator.flops());
        job.accept(budget)?;
    }
    Ok(true)
}
