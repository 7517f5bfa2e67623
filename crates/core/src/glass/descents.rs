//! Jobs that take many replicas of one glass down to its minima.

use super::SpinGlass;
use super::minima::Minima;
use crate::error::Error;
use crate::job::Job;
use crate::optimise::{Batch, Method, Termination};
use std::rc::Rc;

/// What to descend from, how, and when to stop.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Of the starting points.
    pub seed: u64,
    /// The first replica; its number names its stream of random numbers.
    pub first: u32,
    /// How many replicas; `first + replicas` is below 2³².
    pub replicas: u32,
    /// Replicas descended at a time, 1 or more; no result depends on it.
    pub batch: u32,
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
/// Replica r starts at the point of the stream (seed, starts, r), uniform on the sphere.
///
/// # Errors
/// [`Error::OutOfMemory`].
pub fn descents(glass: Rc<SpinGlass>, settings: Settings) -> Result<Box<dyn Job>, Error> {
    let minima = Minima::new(glass.n(), settings)?;
    let Settings {
        replicas, batch, ..
    } = settings;
    let batch = Batch::new(glass, minima, replicas, batch)?;
    Ok(Box::new(batch))
}
