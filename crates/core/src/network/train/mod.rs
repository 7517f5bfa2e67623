//! Training of many networks: stochastic gradient descent in singles or doubles, with what is reported in doubles.

mod aligned;
mod closing;
mod job;
mod learner;
mod order;
mod rows;
mod samples;
mod settings;

pub use job::training;
pub use rows::{METHODS, Status};
pub use settings::{Precision, Schedule, Settings, Sgd, Start};
