//! What a training is.

use crate::data::check::{finite, whole};
use crate::error::{Error, Rule};
use crate::network::{Architecture, Initial, Network};
use crate::optimise::{Cooling, Method, Moves, Termination};
use crate::precision::Precision;
use losscape_kernels::angle::sincos;

/// How the learning rate goes down, from one epoch to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Schedule {
    /// By the factor `decay` after each epoch.
    Exponential {
        /// The factor.
        decay: f64,
    },
    /// By the factor `decay` after every so many epochs.
    Step {
        /// The factor.
        decay: f64,
        /// Epochs of one rate.
        every: u32,
    },
    /// To ½(1 + cos πx) of the first after the part x of all epochs (Loshchilov, Hutter, ICLR 2017, eq. 5).
    Cosine,
    /// To 1/(1 + e·(1/decay − 1)) of the first after e epochs: 1/e in the long run, and `decay` after the first.
    Inverse {
        /// What is left after the first epoch.
        decay: f64,
    },
}

impl Schedule {
    /// The part of the first rate by which an epoch, counted from 0, learns.
    #[must_use]
    pub fn factor(self, epoch: u32, epochs: u32) -> f64 {
        let e = f64::from(epoch);
        match self {
            Schedule::Exponential { decay } => libm::pow(decay, e),
            Schedule::Step { decay, every } => libm::pow(decay, f64::from(epoch / every)),
            Schedule::Cosine => {
                0.5 * (1.0 + sincos(std::f64::consts::PI * e / f64::from(epochs)).1)
            }
            Schedule::Inverse { decay } => 1.0 / (1.0 + e * (1.0 / decay - 1.0)),
        }
    }
}

/// Stochastic gradient descent: v ← μ·v + g and w ← w − ηv, with g the gradient of a batch's mean loss.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sgd {
    /// Passes over the samples, each in an order of its own.
    pub epochs: u32,
    /// Samples a step; the last of an epoch takes what is left.
    pub batch_size: u32,
    /// η of the first epoch.
    pub learning_rate: f64,
    /// μ.
    pub momentum: f64,
    /// η of the others.
    pub schedule: Schedule,
    /// Of its steps.
    pub precision: Precision,
}

/// Simulated annealing of the loss of the whole set; a sweep is an epoch.
#[derive(Debug, Clone, PartialEq)]
pub struct Anneal {
    /// Temperatures, in units of the loss.
    pub cooling: Cooling,
    /// Of any weights, or of few values.
    pub moves: Moves,
}

/// How networks are trained.
#[derive(Debug, Clone, PartialEq)]
pub enum Recipe {
    /// By batches.
    Sgd(Sgd),
    /// By line searches on the whole set; an iteration is an epoch, and its evaluations are counted.
    Descent {
        /// How directions are chosen.
        method: Method,
        /// On |∇L|, and epochs at most.
        termination: Termination,
    },
    /// By changes of one weight at a time.
    Anneal(Anneal),
}

/// Where replicas start.
#[derive(Debug, Clone, PartialEq)]
pub enum Start {
    /// At weights drawn for each.
    Drawn(Initial),
    /// At these weights, all of them.
    Given(Vec<f64>),
}

/// Which networks are trained, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// What they are.
    pub architecture: Architecture,
    /// Where they start.
    pub start: Start,
    /// Of starts and orders.
    pub seed: u64,
    /// The first replica; its number names its streams of random numbers.
    pub first: u32,
    /// How many replicas.
    pub replicas: u32,
    /// How.
    pub recipe: Recipe,
}

/// The largest count.
const MOST: u64 = u32::MAX as u64;

impl Settings {
    /// Refuses what cannot be trained by.
    pub(super) fn check(&self) -> Result<(), Error> {
        let end = u64::from(self.first) + u64::from(self.replicas);
        whole("replicas", end, [0, MOST])?;
        match &self.recipe {
            Recipe::Sgd(sgd) => sgd.check(),
            Recipe::Descent { termination, .. } => {
                at_least("tolerance", termination.tolerance, 0.0)
            }
            Recipe::Anneal(anneal) => anneal.check(),
        }
    }

    /// The network of a replica, at its start.
    pub(super) fn network(&self, replica: u32) -> Result<Network, Error> {
        match &self.start {
            Start::Drawn(initial) => {
                Network::create(&self.architecture, *initial, self.seed, replica)
            }
            Start::Given(weights) => Network::from_parameters(&self.architecture, weights.clone()),
        }
    }
}

impl Sgd {
    fn check(&self) -> Result<(), Error> {
        let Sgd {
            epochs,
            batch_size,
            learning_rate,
            momentum,
            schedule,
            precision: _,
        } = *self;
        whole("epochs", u64::from(epochs), [1, MOST])?;
        whole("batchSize", u64::from(batch_size), [1, MOST])?;
        above_0("learningRate", learning_rate)?;
        if !(0.0..1.0).contains(&momentum) {
            let (min, end) = (0.0, 1.0);
            return Err(Error::invalid(
                "momentum",
                momentum,
                Rule::Within { min, end },
            ));
        }
        match schedule {
            Schedule::Cosine => Ok(()),
            Schedule::Exponential { decay } | Schedule::Inverse { decay } => {
                above_0("decay", decay)
            }
            Schedule::Step { decay, every } => {
                whole("every", u64::from(every), [1, MOST])?;
                above_0("decay", decay)
            }
        }
    }
}

impl Anneal {
    fn check(&self) -> Result<(), Error> {
        let Cooling { from, to, sweeps } = self.cooling;
        whole("sweeps", u64::from(sweeps), [1, MOST])?;
        above_0("to", to)?;
        at_least("from", from, to)?;
        let Moves::Among(values) = &self.moves else {
            return Ok(());
        };
        whole("values.length", values.len() as u64, [2, MOST])?;
        finite("values", values)?;
        let falls = values.windows(2).position(|pair| pair[1] <= pair[0]);
        falls.map_or(Ok(()), |at| {
            let rule = Rule::Above { min: values[at] };
            Err(Error::invalid("values", values[at + 1], rule).at([at + 1]))
        })
    }
}

fn above_0(argument: &'static str, value: f64) -> Result<(), Error> {
    if value > 0.0 && value.is_finite() {
        return Ok(());
    }
    Err(Error::invalid(argument, value, Rule::Above { min: 0.0 }))
}

fn at_least(argument: &'static str, value: f64, min: f64) -> Result<(), Error> {
    if value >= min && value.is_finite() {
        return Ok(());
    }
    Err(Error::invalid(argument, value, Rule::AtLeast { min }))
}
