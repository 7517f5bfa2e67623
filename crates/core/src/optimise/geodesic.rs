//! Great circles of the sphere |x|² = n.

use super::sphere::scale_to_sphere;
use crate::vector::{axpy, dot};
use losscape_kernels::angle::sincos;

/// The piece of a great circle that leaves a point along a tangent vector, as long as that.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arc {
    /// |v|.
    length: f64,
    radius: f64,
    sin: f64,
    cos: f64,
}

impl Arc {
    /// The arc along `v` at `x`; `end` is where it ends.
    pub(super) fn along(x: &[f64], v: &[f64], end: &mut [f64]) -> Self {
        let radius = (x.len() as f64).sqrt();
        let length = dot(v, v).sqrt();
        let (sin, cos) = sincos(length / radius);
        end.fill(0.0);
        axpy(cos, x, end);
        if length > 0.0 {
            axpy(sin * radius / length, v, end);
        }
        scale_to_sphere(end);
        Arc {
            length,
            radius,
            sin,
            cos,
        }
    }

    /// Whether it is shorter than half of the circle: no other one joins its ends then.
    pub(super) fn is_shortest(&self) -> bool {
        self.length < std::f64::consts::PI * self.radius
    }

    /// ⟨the arc's vector carried along it to its end, u⟩, of a vector `u` that is tangent there.
    pub(super) fn carried_dot(&self, x: &[f64], v: &[f64], u: &[f64]) -> f64 {
        self.cos * dot(v, u) - self.sin * self.length / self.radius * dot(x, u)
    }

    /// Carries `u` from the tangent space at the end back to the one at `x`.
    pub(super) fn carry_back(&self, x: &[f64], v: &[f64], u: &mut [f64]) {
        if self.length == 0.0 {
            return;
        }
        // e is the arc's direction at x, e' that at its end: all that is at right angles to both stays.
        let along = self.carried_dot(x, v, u) / self.length;
        axpy(along * (1.0 - self.cos) / self.length, v, u);
        axpy(along * self.sin / self.radius, x, u);
    }
}
