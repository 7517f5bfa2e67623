//! Langevin dynamics on the sphere, which without a temperature is gradient flow.

use super::geodesic::Arc;
use super::sphere::{project_to_tangent, scale_to_sphere};
use super::walker::{Slope, Status};
use crate::rng::Stream;
use crate::vector::axpy;
use std::rc::Rc;

/// dx = −P∇H dt + √(2T) P dW − T(1 − 1/n)x dt (Itô) from time 0, and its energy at given times.
///
/// A step of h goes along the great circle of v = −hP∇H + √(2hT)ξ, with ξ normal in the tangent space, and then anew along that of
/// v with the mean of the gradients at both ends: Heun's method, of order h² in the mean (Kloeden, Platen 1992, section 14.5). The drift −T(1 − 1/n)x is
/// that of the circles' curvature.
pub struct Flow {
    temperature: f64,
    times: Rc<[f64]>,
    longest_step: f64,
    point: Vec<f64>,
    gradient: Vec<f64>,
    noise: Vec<f64>,
    velocity: Vec<f64>,
    trial: Vec<f64>,
    trial_gradient: Vec<f64>,
    energy: f64,
    draws: Stream,
    /// Between two times.
    step: f64,
    steps_left: u32,
    /// The first step's arc, where its end was asked for.
    arc: Option<Arc>,
    energies: Vec<f64>,
}

impl Flow {
    /// A flow from `start`, which is scaled to the sphere. `times` are ascending and not negative; between two of them all steps are alike
    /// and at most as long as `longest_step`.
    #[must_use]
    pub fn new(
        mut start: Vec<f64>,
        temperature: f64,
        times: Rc<[f64]>,
        longest_step: f64,
        draws: Stream,
    ) -> Self {
        scale_to_sphere(&mut start);
        let n = start.len();
        Flow {
            temperature,
            longest_step,
            gradient: vec![0.0; n],
            noise: vec![0.0; n],
            velocity: vec![0.0; n],
            trial: start.clone(),
            trial_gradient: vec![0.0; n],
            point: start,
            energy: 0.0,
            draws,
            step: 0.0,
            steps_left: 0,
            arc: None,
            energies: Vec::with_capacity(times.len()),
            times,
        }
    }

    /// Where it asks for the slope.
    pub fn ask(&mut self) -> Slope<'_> {
        Slope {
            at: &self.trial,
            value: &mut self.energy,
            gradient: &mut self.trial_gradient,
        }
    }

    /// Goes on with the slope; its end is the last of the times.
    pub fn go_on(&mut self) -> Option<Status> {
        project_to_tangent(&self.trial, &mut self.trial_gradient);
        match self.arc.take() {
            Some(arc) => {
                self.correct(arc);
                None
            }
            None => self.arrive(),
        }
    }

    /// At a point whose slope is known.
    fn arrive(&mut self) -> Option<Status> {
        self.point.copy_from_slice(&self.trial);
        self.gradient.copy_from_slice(&self.trial_gradient);
        while self.steps_left == 0 {
            let done = self.energies.len();
            let before = if done == 0 { 0.0 } else { self.times[done - 1] };
            // All steps to this time were taken, or it is the start's.
            if self.step > 0.0 || self.times[done] == before {
                self.energies.push(self.energy);
                self.step = 0.0;
                if self.energies.len() == self.times.len() {
                    return Some(Status::MaxIterations);
                }
                continue;
            }
            let span = self.times[done] - before;
            let steps = (span / self.longest_step).ceil();
            self.steps_left = steps as u32;
            self.step = span / steps;
        }
        self.predict();
        None
    }

    fn predict(&mut self) {
        self.noise.fill(0.0);
        if self.temperature > 0.0 {
            let size = (2.0 * self.step * self.temperature).sqrt();
            self.noise.fill_with(|| size * self.draws.normal());
            project_to_tangent(&self.point, &mut self.noise);
        }
        self.velocity.copy_from_slice(&self.noise);
        axpy(-self.step, &self.gradient, &mut self.velocity);
        self.arc = Some(Arc::along(&self.point, &self.velocity, &mut self.trial));
    }

    fn correct(&mut self, arc: Arc) {
        arc.carry_back(&self.point, &self.velocity, &mut self.trial_gradient);
        self.velocity.copy_from_slice(&self.noise);
        axpy(-0.5 * self.step, &self.gradient, &mut self.velocity);
        axpy(-0.5 * self.step, &self.trial_gradient, &mut self.velocity);
        Arc::along(&self.point, &self.velocity, &mut self.trial);
        self.steps_left -= 1;
    }

    /// H at each of the times that are over.
    #[must_use]
    pub fn energies(&self) -> &[f64] {
        &self.energies
    }

    /// The part of the time that is over.
    #[must_use]
    pub fn part(&self) -> f64 {
        self.energies.len() as f64 / self.times.len() as f64
    }
}
