//! What walkers walk over.
//!
//! # More than value and gradient
//!
//! What only some objectives can answer in less than a whole evaluation is a trait of its own here, on top of
//! [`Objective`]: the change of value by a local move and the making of it ([`LocalMoves`]), a product with the Hessian. A
//! walker that needs it names the trait in its bound, `impl<O: LocalMoves> Walker<O> for …`, and asks for it in its `inform`:
//! the batch, its job and the other walkers do not change.

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

/// An objective that answers the change of one coordinate in less than a whole evaluation.
pub trait LocalMoves: Objective {
    /// A point, and what changes from it are answered with.
    type Local: Local;

    /// Room at a point; [`LocalMoves::settle`] makes it ready.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    fn local(&self, point: Vec<f64>) -> Result<Self::Local, Error>;

    /// The value at the point, by a whole evaluation, without the roundings of the changes that led there.
    fn settle(&self, at: &mut Self::Local) -> Answer;

    /// The value if the coordinate `place` were `to`, less the one at the point.
    fn change(&self, at: &mut Self::Local, place: usize, to: f64) -> Answer;
}

/// What an objective was asked, and the floating-point operations that took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer {
    /// The value, or its change.
    pub value: f64,
    /// Floating-point operations.
    pub flops: f64,
}

/// A point that is left by changes of single coordinates.
pub trait Local {
    /// The point.
    fn point(&self) -> &[f64];

    /// Makes the change that was asked about last.
    fn make(&mut self);

    /// Groups of coordinates, in each of which steps of one length change the value alike.
    fn groups(&self) -> usize;

    /// That of a coordinate, counted from 0.
    fn group(&self, place: usize) -> usize;
}
