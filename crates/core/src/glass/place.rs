//! A point of the sphere that a walk looks at more closely, and what is known there.

use crate::optimise::scale_to_sphere;
use crate::vector::dot;

/// A point, and what is known there once it was evaluated.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) point: Vec<f64>,
    pub(super) energy: f64,
    /// On the sphere.
    pub(super) gradient: Vec<f64>,
    pub(super) radial_slope: f64,
}

impl Place {
    /// At `start`, whatever its length.
    pub(super) fn new(mut start: Vec<f64>) -> Self {
        scale_to_sphere(&mut start);
        Place {
            gradient: vec![0.0; start.len()],
            energy: 0.0,
            radial_slope: 0.0,
            point: start,
        }
    }

    /// |P∇H|/√n.
    pub(super) fn gradient_norm(&self) -> f64 {
        (dot(&self.gradient, &self.gradient) / self.gradient.len() as f64).sqrt()
    }
}
