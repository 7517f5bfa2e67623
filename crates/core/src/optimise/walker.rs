//! What proposes points: the shape of every walker.

use crate::budget::Budget;
use crate::error::Error;
use crate::objective::{Objective, Slots};

/// Why a walk ended. The order is that of the tables' vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The gradient is within the tolerance.
    Converged,
    /// It took all its iterations.
    MaxIterations,
    /// No step lowers the value, or what else the walk goes down in: rounding is larger than what is left.
    Stalled,
}

impl Status {
    /// Every status with its name in tables.
    pub const NAMES: [(Status, &'static str); 3] = [
        (Status::Converged, "converged"),
        (Status::MaxIterations, "max_iterations"),
        (Status::Stalled, "stalled"),
    ];
    /// The tables' vocabulary.
    pub const WORDS: [&'static str; 3] = [Self::NAMES[0].1, Self::NAMES[1].1, Self::NAMES[2].1];
}

/// One walk over an objective, by reverse communication: it asks, is told, and goes on until it ends.
///
/// So one pass over an objective serves all walks of a batch, and a walker knows nothing of what is evaluated. One that
/// draws random numbers draws them from a stream of its replica's own, so that its walk is the same in every batch.
pub trait Walker<O: Objective>: Sized {
    /// Does what this walk alone needs of the objective before it asks, such as a Hessian, until the budget is spent; whether it is
    /// ready to be told.
    ///
    /// # Errors
    /// Those of that work.
    fn prepare(&mut self, _objective: &O, _budget: &mut Budget) -> Result<bool, Error> {
        Ok(true)
    }

    /// Tells each of `walks`, the first of which has slot 0, what it asks, in as few passes over the objective as can be;
    /// returns the floating-point operations that took. [`inform_slopes`] does so for walkers that ask for slopes alone.
    fn inform(walks: &mut [Self], objective: &O, slots: &mut O::Slots) -> f64;

    /// Goes on with what it was told; why it ended, once it has.
    fn go_on(&mut self) -> Option<Status>;

    /// The part of the walk that is done; 0 where nobody knows how long it is.
    fn part(&self) -> f64 {
        0.0
    }
}

/// Value and gradient at a point: the question, and where the answer goes.
pub struct Slope<'a> {
    /// The point.
    pub at: &'a [f64],
    /// Takes the value.
    pub value: &'a mut f64,
    /// Takes the gradient.
    pub gradient: &'a mut [f64],
}

/// [`Walker::inform`] for walkers that ask for one slope a round.
pub fn inform_slopes<O: Objective, W>(
    walks: &mut [W],
    objective: &O,
    slots: &mut O::Slots,
    ask: impl Fn(&mut W) -> Slope<'_>,
) -> f64 {
    for (slot, walk) in walks.iter_mut().enumerate() {
        slots.put(slot, ask(walk).at);
    }
    objective.evaluate(slots, walks.len());
    for (slot, walk) in walks.iter_mut().enumerate() {
        let Slope {
            value, gradient, ..
        } = ask(walk);
        *value = slots.take(slot, gradient);
    }
    objective.flops() * walks.len() as f64
}
