//! Training of many networks: stochastic gradient descent in singles or doubles, and walks over the loss of the whole set.
//! What is reported is in doubles.

mod closing;
mod job;
mod learner;
mod order;
mod rows;
mod samples;
mod settings;
mod sgd;
mod walks;

pub use crate::precision::Precision;
pub use job::training;
pub use rows::{METHODS, TrainingStatus};
pub use settings::{Anneal, Recipe, Schedule, Settings, Sgd, Start};
