//! A point of the sphere that a walk looks at more closely, and what is known there.

use super::SpinGlass;
use super::panels::Panels;
use crate::objective::{Objective, Slots};
use crate::optimise::{project_to_tangent, scale_to_sphere};
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
    // Out of line, as what it is told there: those that look closely would have a copy each.
    #[inline(never)]
    pub(super) fn new(mut start: Vec<f64>) -> Self {
        scale_to_sphere(&mut start);
        Place {
            gradient: vec![0.0; start.len()],
            energy: 0.0,
            radial_slope: 0.0,
            point: start,
        }
    }

    /// Evaluates H there, in the first of the slots.
    #[inline(never)]
    pub(super) fn inform(&mut self, glass: &SpinGlass, slots: &mut Panels) {
        slots.put(0, &self.point);
        glass.evaluate(slots, 1);
        self.energy = slots.take(0, &mut self.gradient);
        self.radial_slope = project_to_tangent(&self.point, &mut self.gradient);
    }

    /// |P∇H|/√n.
    pub(super) fn gradient_norm(&self) -> f64 {
        (dot(&self.gradient, &self.gradient) / self.gradient.len() as f64).sqrt()
    }
}
