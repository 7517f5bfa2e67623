//! Symmetric operators, and how work that multiplies by them is driven.

use crate::budget::Budget;
use crate::error::Error;
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

/// Work that asks for products of an operator, one after the other, whoever computes them.
pub trait Job {
    /// The vector to multiply, and where its product goes; nothing when all is done.
    fn ask(&mut self) -> Option<(&[f64], &mut [f64])>;

    /// Goes on with the product that was written there.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for an entry that is not finite, and where the products show that the operator is not
    /// symmetric; either names the product, counted from 1. [`Error::OutOfMemory`].
    fn accept(&mut self) -> Result<(), Error>;

    /// Floating-point operations of the work between two products, at most.
    fn flops(&self) -> f64;

    /// Products so far.
    fn products(&self) -> u32;

    /// Multiplies by `operator` until the budget is spent; whether all is done.
    ///
    /// # Errors
    /// As [`Job::accept`].
    fn advance(&mut self, operator: &dyn Operator, budget: &mut Budget) -> Result<bool, Error> {
        while let Some((vector, product)) = self.ask() {
            if budget.is_spent() {
                return Ok(false);
            }
            operator.apply(vector, product);
            self.accept()?;
            budget.spend(operator.flops() + self.flops());
        }
        Ok(true)
    }
}
