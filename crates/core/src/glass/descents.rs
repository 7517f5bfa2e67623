//! Jobs that take many replicas of one glass down to its minima.

use super::SpinGlass;
use super::minima::Minima;
use super::quench::Quench;
use super::walk::Ends;
use crate::error::Error;
use crate::job::Job;
use crate::optimise::{Batch, Method, Termination};
use std::rc::Rc;

/// The tables' vocabulary of methods.
pub const METHODS: [&str; 4] = [
    Method::WORDS[Method::GradientDescent as usize],
    Method::WORDS[Method::Lbfgs as usize],
    "simulated-annealing",
    "parallel-tempering",
];

/// The place in [`METHODS`] of a way down.
pub(super) fn place_of(quench: Option<&Quench>, descent: Method) -> u8 {
    match quench {
        None => descent as u8,
        Some(Quench::Annealing(_)) => 2,
        Some(Quench::Tempering { .. }) => 3,
    }
}

/// What to descend from, how, and when to stop.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Of the starting points.
    pub seed: u64,
    /// The first replica; its number names its stream of random numbers.
    pub first: u32,
    /// How many replicas; `first + replicas` is below 2³².
    pub replicas: u32,
    /// Replicas descended at a time, 1 or more; no result depends on it.
    pub batch: u32,
    /// What goes before the descent, if anything does.
    pub quench: Option<Quench>,
    /// How a descent chooses its direction.
    pub method: Method,
    /// When a descent stops.
    pub termination: Termination,
    /// Whether all eigenvalues of the Hessians are kept, and not their ends and signs alone.
    pub spectrum: bool,
}

/// A job whose columns are those of the table `minima` that differ between replicas (`replica`, `energy`,
/// `gradient_norm`, `method`, `iterations`, `evaluations`, `status`, `index`, `lambda_min`, `lambda_max`), and `states`,
/// N a row; with [`Settings::spectrum`] also `eigenvalues`, N−1 a row, ascending. Rows are in the order of replicas.
///
/// Replica r starts at the point of the stream (seed, starts, r), uniform on the sphere. `evaluations` count those of a quench
/// before the descent too.
///
/// # Errors
/// [`Error::OutOfMemory`].
pub fn descents(glass: Rc<SpinGlass>, settings: Settings) -> Result<Box<dyn Job>, Error> {
    let (replicas, batch) = (settings.replicas, settings.batch);
    let questions = settings.quench.as_ref().map_or(1, Quench::questions);
    let minima: Ends = Box::new(Minima::new(&glass, settings)?);
    let batch = Batch::asking(glass, minima, replicas, batch, questions)?;
    Ok(Box::new(batch))
}
