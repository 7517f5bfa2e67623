//! What walkers walk over.
//!
//! # More than value and gradient
//!
//! What only some objectives can answer in less than a whole evaluation is a trait of its own here, on top of
//! [`Objective`], that answers for all slots of a batch in one pass: the change of value by a local move (and the making
//! of it), a product with the Hessian, a fused step of training. A walker that needs it names the trait in its bound,
//! `impl<O: Objective + LocalMoves> Walker<O> for …`, and asks for it in its `inform`: the batch, its job and the other
//! walkers do not change.

use crate::error::Error;

/// A function of many variables with a gradient, evaluated at the points of a batch in one pass.
pub trait Objective {
    /// Memory of a batch.
    type Slots: Slots;

    /// Coordinates of a point.
    fn dimension(&self) -> usize;

    /// Floating-point operations of one evaluation at one point.
    fn flops(&self) -> f64;

    /// Memory for so many points.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    fn slots(&self, count: usize) -> Result<Self::Slots, Error>;

    /// Value and gradient at the points in the first `count` slots. A slot's bits do not depend on the others.
    fn evaluate(&self, slots: &mut Self::Slots, count: usize);
}

/// Points and what was found there, in the layout that an objective's evaluation wants.
pub trait Slots {
    /// Copies a point in.
    fn put(&mut self, slot: usize, point: &[f64]);

    /// Copies the gradient at the point out, and returns the value.
    fn take(&self, slot: usize, gradient: &mut [f64]) -> f64;
}
