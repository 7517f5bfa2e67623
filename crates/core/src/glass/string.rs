//! Strings of states between two minima, lowered until they lie along valleys: their peaks are near saddles.
//!
//! Source: E, Ren, Vanden-Eijnden, J. Chem. Phys. 126 (2007) 164103, the simplified string method.

use super::SpinGlass;
use super::panels::Panels;
use crate::error::Error;
use crate::memory::try_filled;
use crate::objective::{Objective, Slots};
use crate::optimise::{project_to_tangent, scale_to_sphere};
use crate::vector::{axpy, dot};

/// States of a string, its ends among them.
pub(super) const IMAGES: usize = 20;
/// Steps of gradient descent: what is left to the saddle is for a search that climbs.
const ROUNDS: u32 = 100;

/// A string.
pub(super) struct MovingString {
    n: usize,
    images: Vec<f64>,
    /// Those of equal distances.
    even: Vec<f64>,
    energies: Vec<f64>,
    gradient: Vec<f64>,
    rounds: u32,
}

impl MovingString {
    /// Along the great circle from `a` to `b`, which bends by `aside` in its middle.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub(super) fn new(a: &[f64], b: &[f64], aside: &[f64]) -> Result<Self, Error> {
        let n = a.len();
        let room = |len| try_filled("a string", len, 0.0);
        let mut images = room(IMAGES * n)?;
        for (place, image) in images.chunks_exact_mut(n).enumerate() {
            let t = place as f64 / (IMAGES - 1) as f64;
            axpy(1.0 - t, a, image);
            axpy(t, b, image);
            axpy(4.0 * t * (1.0 - t), aside, image);
            scale_to_sphere(image);
        }
        let mut string = MovingString {
            n,
            even: room(IMAGES * n)?,
            images,
            energies: room(IMAGES)?,
            gradient: room(n)?,
            rounds: 0,
        };
        string.space_evenly();
        Ok(string)
    }

    /// Lowers each state by a step of gradient descent; whether the string lies where it is to.
    pub(super) fn go_on(&mut self, glass: &SpinGlass, slots: &mut Panels, step: f64) -> bool {
        for (slot, image) in self.images.chunks_exact(self.n).enumerate() {
            slots.put(slot, image);
        }
        glass.evaluate(slots, IMAGES);
        let done = self.rounds == ROUNDS;
        for (slot, image) in self.images.chunks_exact_mut(self.n).enumerate() {
            self.energies[slot] = slots.take(slot, &mut self.gradient);
            if done || slot == 0 || slot == IMAGES - 1 {
                continue;
            }
            project_to_tangent(image, &mut self.gradient);
            axpy(-step, &self.gradient, image);
            scale_to_sphere(image);
        }
        self.rounds += 1;
        if !done {
            self.space_evenly();
        }
        done
    }

    /// Moves the states along the string to equal distances.
    fn space_evenly(&mut self) {
        let n = self.n;
        let image = |place: usize| &self.images[place * n..][..n];
        let mut along = [0.0; IMAGES];
        for place in 1..IMAGES {
            let steps = image(place).iter().zip(image(place - 1));
            let square: f64 = steps.map(|(a, b)| (a - b) * (a - b)).sum();
            along[place] = along[place - 1] + square.sqrt();
        }
        let unit = along[IMAGES - 1] / (IMAGES - 1) as f64;
        let mut before = 0;
        for (place, to) in self.even.chunks_exact_mut(n).enumerate() {
            let wanted = unit * place as f64;
            while before + 2 < IMAGES && along[before + 1] < wanted {
                before += 1;
            }
            let part = (wanted - along[before]) / (along[before + 1] - along[before]);
            to.fill(0.0);
            axpy(1.0 - part, image(before), to);
            axpy(part, image(before + 1), to);
            scale_to_sphere(to);
        }
        std::mem::swap(&mut self.images, &mut self.even);
    }

    /// Flops of a round.
    pub(super) fn flops(glass: &SpinGlass) -> f64 {
        IMAGES as f64 * glass.flops()
    }

    /// The states that are higher than their neighbours, with their energies.
    pub(super) fn peaks(&self) -> impl Iterator<Item = (&[f64], f64)> {
        let n = self.n;
        self.energies
            .windows(3)
            .zip(1..)
            .filter_map(move |(three, place)| {
                let peak = three[0] < three[1] && three[1] >= three[2];
                peak.then(|| (&self.images[place * n..][..n], three[1]))
            })
    }

    /// Whether two states are so nearly opposite that no great circle is the one between them.
    pub(super) fn are_opposite(a: &[f64], b: &[f64]) -> bool {
        dot(a, b) < -(1.0 - 1e-6) * a.len() as f64
    }
}
