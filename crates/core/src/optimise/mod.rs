//! Descents on the sphere |x|² = n, by reverse communication: a descent names a point, its caller evaluates it.
//!
//! So one pass over the couplings can serve a whole batch of descents, and a descent knows nothing of glasses.

mod descent;
mod direction;
mod sphere;

pub use descent::{Descent, Status, Termination};
pub use direction::Method;
pub use sphere::{project_to_tangent, scale_to_sphere};
