//! States, gradients and energies in the layout of the kernels: one panel a vector of replicas.

use crate::error::Error;
use crate::memory::try_filled;
use crate::objective::Slots;
use losscape_kernels::coupling;

const WIDTH: usize = coupling::width::<f64>();

/// A replica stays in its lane, and lanes do not mix: its bits are the same in every batch.
pub struct Panels {
    /// Doubles of a panel.
    len: usize,
    states: Vec<f64>,
    gradients: Vec<f64>,
    energies: Vec<f64>,
}

impl Panels {
    /// Room for `count` states of `n` spins.
    pub(super) fn new(n: usize, count: usize) -> Result<Self, Error> {
        let panels = count.div_ceil(WIDTH);
        let len = coupling::panel_rows(n) * WIDTH;
        Ok(Panels {
            len,
            states: try_filled("the states of a batch", panels * len, 0.0)?,
            gradients: try_filled("the gradients of a batch", panels * len, 0.0)?,
            energies: try_filled("the energies of a batch", panels * WIDTH, 0.0)?,
        })
    }

    /// Of each of the panels that the first `count` slots are in: the states, the gradients and the energies.
    pub(super) fn first(
        &mut self,
        count: usize,
    ) -> impl Iterator<Item = (&[f64], &mut [f64], &mut [f64])> {
        let states = self.states.chunks_exact(self.len);
        let gradients = self.gradients.chunks_exact_mut(self.len);
        let energies = self.energies.chunks_exact_mut(WIDTH);
        let panels = states.zip(gradients).zip(energies);
        panels
            .take(count.div_ceil(WIDTH))
            .map(|((states, gradients), energies)| (states, gradients, energies))
    }

    /// Sets the results in the first `count` slots to zero.
    pub(super) fn clear(&mut self, count: usize) {
        for (_, gradients, energies) in self.first(count) {
            gradients.fill(0.0);
            energies.fill(0.0);
        }
    }

    /// Multiplies the results in the first `count` slots.
    pub(super) fn scale(&mut self, count: usize, factor: f64) {
        for (_, gradients, energies) in self.first(count) {
            for value in gradients.iter_mut().chain(energies) {
                *value *= factor;
            }
        }
    }

    fn lane(&self, slot: usize) -> usize {
        slot / WIDTH * self.len + slot % WIDTH
    }
}

impl Slots for Panels {
    fn put(&mut self, slot: usize, state: &[f64]) {
        let lane = self.lane(slot);
        for (to, from) in self.states[lane..].iter_mut().step_by(WIDTH).zip(state) {
            *to = *from;
        }
    }

    fn take(&self, slot: usize, gradient: &mut [f64]) -> f64 {
        let lane = self.lane(slot);
        for (from, to) in self.gradients[lane..].iter().step_by(WIDTH).zip(gradient) {
            *to = *from;
        }
        self.energies[slot]
    }
}
