//! Where a descent walks.

use super::sphere::{project_to_tangent, scale_to_sphere};
use crate::vector::dot;

/// The space that points of a descent lie in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Geometry {
    /// The sphere |x|² = n.
    Sphere,
    /// All of space.
    Flat,
}

impl Geometry {
    /// Keeps of `v` what is tangent at `x`; returns x·v/n of what was taken away, 0 of nothing.
    pub(super) fn project(self, x: &[f64], v: &mut [f64]) -> f64 {
        match self {
            Geometry::Sphere => project_to_tangent(x, v),
            Geometry::Flat => 0.0,
        }
    }

    /// Moves `x` back into the space; returns the factor by which it was too long.
    pub(super) fn retract(self, x: &mut [f64]) -> f64 {
        match self {
            Geometry::Sphere => scale_to_sphere(x),
            Geometry::Flat => 1.0,
        }
    }

    /// The length of a gradient: |P∇H|/√n on the sphere, where values grow with n, and |∇L| in all of space.
    pub(super) fn gradient_norm(self, gradient: &[f64]) -> f64 {
        let square = dot(gradient, gradient);
        match self {
            Geometry::Sphere => (square / gradient.len() as f64).sqrt(),
            Geometry::Flat => square.sqrt(),
        }
    }
}
