//! Room for a Euclidean Hessian in the layout of the kernels.

use crate::error::Error;
use crate::memory::try_filled;
use losscape_kernels::coupling;

/// The lower triangle of a Hessian, row-major, and the state, with room for the kernel's filling.
pub struct Hessian {
    n: usize,
    stride: usize,
    lower: Vec<f64>,
    state: Vec<f64>,
    slopes: Vec<f64>,
    /// Where couplings in singles become doubles.
    room: Vec<f64>,
}

impl Hessian {
    /// For states of `n` spins.
    pub(super) fn new(n: usize) -> Result<Self, Error> {
        let stride = coupling::panel_rows(n);
        Ok(Hessian {
            n,
            stride,
            lower: try_filled("the Hessian", n * stride, 0.0)?,
            state: try_filled("a state", stride, 0.0)?,
            slopes: try_filled("a gradient", stride, 0.0)?,
            room: Vec::new(),
        })
    }

    /// At `state`, of no couplings.
    pub(super) fn start(&mut self, state: &[f64]) {
        self.state[..self.n].copy_from_slice(state);
        self.lower.fill(0.0);
    }

    /// The state with its filling, the triangle, its stride, and room for a gradient and for `room` couplings.
    #[expect(clippy::type_complexity, reason = "they are borrowed side by side")]
    pub(super) fn parts(
        &mut self,
        room: usize,
    ) -> Result<(&[f64], &mut [f64], usize, &mut [f64], &mut [f64]), Error> {
        if self.room.len() < room {
            self.room = try_filled("the couplings of a slab", room, 0.0)?;
        }
        let Hessian {
            state,
            lower,
            stride,
            slopes,
            room,
            ..
        } = self;
        Ok((state, lower, *stride, slopes, room))
    }

    /// Multiplies the triangle, and doubles its diagonal: kernels add each pair of positions once, and there both orders of a pair
    /// fall on one entry.
    pub(super) fn finish(&mut self, scale: f64) {
        for (i, row) in self.lower.chunks_exact_mut(self.stride).enumerate() {
            for entry in &mut row[..=i] {
                *entry *= scale;
            }
            row[i] *= 2.0;
        }
    }

    /// The triangle and its stride.
    pub(super) fn lower(&self) -> (&[f64], usize) {
        (&self.lower, self.stride)
    }

    /// Row i up to and with its diagonal entry.
    #[inline]
    pub(super) fn row(&self, i: usize) -> &[f64] {
        &self.lower[i * self.stride..][..=i]
    }
}
