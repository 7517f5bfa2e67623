//! Jobs that take many replicas of one glass down to its minima.

use super::SpinGlass;
use super::minima::Minima;
use super::newton::Target;
use super::quench::Quench;
use super::shares::Rates;
use super::walk::Ends;
use crate::error::Error;
use crate::job::Job;
use crate::optimise::{Batch, Method, Termination};
use std::rc::Rc;

/// The tables' vocabulary of methods.
pub const METHODS: [&str; 8] = [
    Method::WORDS[Method::GradientDescent as usize],
    Method::WORDS[Method::Lbfgs as usize],
    "simulated-annealing",
    "parallel-tempering",
    "newton",
    "hessian-descent",
    "sgd",
    Method::WORDS[Method::ConjugateGradient as usize],
];

/// A way down.
#[derive(Debug, Clone)]
pub enum Way {
    /// A descent by a line search.
    Descent(Method),
    /// Chains, and then a descent by L-BFGS.
    Quench(Quench),
    /// A Newton's method.
    Newton(Target),
    /// Hessian descent from the origin, and then a descent by L-BFGS.
    Outward {
        /// K.
        steps: u32,
    },
    /// Stochastic gradient descent, and then a descent by L-BFGS.
    Stochastic(Rates),
}

impl Way {
    /// Whether something goes before a descent.
    pub(super) fn ends_in_a_descent(&self) -> bool {
        !matches!(self, Way::Descent(_) | Way::Newton(_))
    }

    /// The place in [`METHODS`].
    pub(super) fn place(&self) -> u8 {
        match self {
            Way::Descent(Method::ConjugateGradient) => 7,
            Way::Descent(method) => *method as u8,
            Way::Quench(Quench::Annealing(_)) => 2,
            Way::Quench(Quench::Tempering { .. }) => 3,
            Way::Newton(_) => 4,
            Way::Outward { .. } => 5,
            Way::Stochastic(_) => 6,
        }
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
    /// Where replicas start, n numbers each; drawn where nothing is given.
    pub starts: Option<Vec<f64>>,
    /// How they go down.
    pub way: Way,
    /// When they stop.
    pub termination: Termination,
    /// Whether all eigenvalues of the Hessians are kept, and not their ends and signs alone.
    pub spectrum: bool,
}

/// A job whose columns are those of the table `minima` that differ between replicas (`replica`, `energy`,
/// `gradient_norm`, `method`, `iterations`, `evaluations`, `status`, `index`, `lambda_min`, `lambda_max`), and `states`,
/// N a row; with [`Settings::spectrum`] also `eigenvalues`, N−1 a row, ascending. Rows are in the order of replicas.
///
/// Replica r starts at the point of the stream (seed, starts, r), uniform on the sphere, unless starts are given. `evaluations` count what
/// goes before a descent too, and Hessians with their eigenvectors by their flops. Where something goes before a descent, `walk_energy`
/// is the energy that it led to, per spin.
///
/// # Errors
/// [`Error::OutOfMemory`].
pub fn descents(glass: Rc<SpinGlass>, settings: Settings) -> Result<Box<dyn Job>, Error> {
    let (replicas, batch) = (settings.replicas, settings.batch);
    let questions = match &settings.way {
        Way::Quench(quench) => quench.questions(),
        _ => 1,
    };
    let minima: Ends = Box::new(Minima::new(&glass, settings)?);
    let batch = Batch::asking(glass, minima, replicas, batch, questions)?;
    Ok(Box::new(batch))
}
