//! States, gradients and energies in the layout of the kernels.

use crate::aligned::Aligned;
use crate::error::Error;
use crate::memory::try_filled;
use crate::objective::Slots;
use crate::precision::Precision;
use losscape_kernels::Real;
use losscape_kernels::coupling::{panel_rows, used, width};

/// Memory of a batch of walks.
pub struct Panels {
    pub(super) doubles: PanelsOf<f64>,
    /// Of a glass of singles.
    pub(super) singles: PanelsOf<f32>,
    /// Where its couplings become doubles.
    pub(super) room: Vec<f64>,
}

/// A replica stays in its lane, and lanes do not mix: its bits are the same in every batch.
pub(super) struct PanelsOf<T> {
    /// Numbers of a panel.
    len: usize,
    states: Aligned<T>,
    gradients: Aligned<T>,
    energies: Vec<T>,
}

impl<T: Real> PanelsOf<T> {
    /// Room for `count` states of `n` spins.
    pub(super) fn new(n: usize, count: usize) -> Result<Self, Error> {
        let panels = count.div_ceil(width::<T>());
        let len = panel_rows(n) * width::<T>();
        Ok(PanelsOf {
            len,
            states: Aligned::filled("the states of a batch", panels * len, T::ZERO)?,
            gradients: Aligned::filled("the gradients of a batch", panels * len, T::ZERO)?,
            energies: try_filled("the energies of a batch", panels * width::<T>(), T::ZERO)?,
        })
    }

    /// Energies and gradients of the rows of `states`, as `evaluate` finds them.
    pub(super) fn through(
        n: usize,
        states: &[f64],
        energies: &mut [f64],
        gradients: &mut [f64],
        evaluate: impl FnOnce(&mut Self),
    ) -> Result<(), Error> {
        let mut panels = Self::new(n, energies.len())?;
        for (slot, state) in states.chunks_exact(n).enumerate() {
            panels.put(slot, state);
        }
        evaluate(&mut panels);
        let results = energies.iter_mut().zip(gradients.chunks_exact_mut(n));
        for (slot, (energy, gradient)) in results.enumerate() {
            *energy = panels.take(slot, gradient);
        }
        Ok(())
    }

    /// Of each of the panels that the first `count` slots are in: the states, the gradients and the energies.
    pub(super) fn first(
        &mut self,
        count: usize,
    ) -> impl Iterator<Item = (&[T], &mut [T], &mut [T])> {
        let states = self.states.chunks_exact(self.len);
        let gradients = self.gradients.chunks_exact_mut(self.len);
        let energies = self.energies.chunks_exact_mut(width::<T>());
        let panels = states.zip(gradients).zip(energies);
        let firsts = (0..count).step_by(width::<T>());
        panels
            .zip(firsts)
            .map(move |(((states, gradients), energies), first)| {
                (states, gradients, &mut energies[..used::<T>(count - first)])
            })
    }

    /// Sets the results in the first `count` slots to zero.
    pub(super) fn clear(&mut self, count: usize) {
        for (_, gradients, energies) in self.first(count) {
            gradients.fill(T::ZERO);
            energies.fill(T::ZERO);
        }
    }

    /// Multiplies the results in the first `count` slots.
    pub(super) fn scale(&mut self, count: usize, factor: f64) {
        let factor = T::from_f64(factor);
        for (_, gradients, energies) in self.first(count) {
            for value in gradients.iter_mut().chain(energies) {
                *value = *value * factor;
            }
        }
    }

    /// Where the panel of a slot begins, and its lane there.
    fn place(&self, slot: usize) -> (usize, usize) {
        (slot / width::<T>() * self.len, slot % width::<T>())
    }
}

impl<T: Real> Slots for PanelsOf<T> {
    fn put(&mut self, slot: usize, state: &[f64]) {
        let (panel, lane) = self.place(slot);
        let rows = self.states[panel..].chunks_exact_mut(width::<T>());
        for (row, spin) in rows.zip(state) {
            row[lane] = T::from_f64(*spin);
        }
    }

    fn take(&self, slot: usize, gradient: &mut [f64]) -> f64 {
        let (panel, lane) = self.place(slot);
        let rows = self.gradients[panel..].chunks_exact(width::<T>());
        for (row, slope) in rows.zip(gradient) {
            *slope = row[lane].to_f64();
        }
        self.energies[slot].to_f64()
    }
}

impl Panels {
    /// Those of a precision.
    pub(super) fn of(&mut self, precision: Precision) -> &mut dyn Slots {
        match precision {
            Precision::Single => &mut self.singles,
            Precision::Double => &mut self.doubles,
        }
    }
}

impl Slots for Panels {
    fn put(&mut self, slot: usize, state: &[f64]) {
        self.doubles.put(slot, state);
    }

    fn take(&self, slot: usize, gradient: &mut [f64]) -> f64 {
        self.doubles.take(slot, gradient)
    }
}
