//! Ways down and around: a walker proposes points, an [objective](crate::objective) is evaluated there, and a batch keeps
//! its slots full of walks.
//!
//! A new way is a [`Walker`]. What its walks leave is said by [`Replicas`].

mod annealing;
mod batch;
mod chain;
mod descent;
mod direction;
mod flow;
mod geodesic;
mod geometry;
mod model;
mod rows;
mod sphere;
mod walker;

pub use annealing::{Annealing, Cooling, Moves};
pub use batch::{Batch, Replicas};
pub use chain::Chain;
pub use descent::{Descent, Termination};
pub use direction::Method;
pub use flow::Flow;
pub use geometry::Geometry;
pub use model::{lowest_within, shorten_to, stationary_within};
pub use rows::pick;
pub use sphere::{project_to_tangent, scale_to_sphere};
pub use walker::{Slope, Status, Walker, inform_slopes};
