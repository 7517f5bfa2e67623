//! Geometry of the sphere |x|² = n in Euclidean coordinates.

use crate::vector::{axpy, dot};

/// v ← v − (x·v/n) x, the part of `v` that is tangent at `x`; returns x·v/n.
pub fn project_to_tangent(x: &[f64], v: &mut [f64]) -> f64 {
    let radial = dot(x, v) / x.len() as f64;
    axpy(-radial, x, v);
    radial
}

/// x ← √n x/|x|; returns |x|/√n as it was.
// Out of line: two dozen walks would have a copy each.
#[inline(never)]
pub fn scale_to_sphere(x: &mut [f64]) -> f64 {
    let stretch = (dot(x, x) / x.len() as f64).sqrt();
    for value in x.iter_mut() {
        *value /= stretch;
    }
    stretch
}
