//! Stochastic gradient descent: each step sees a random share of the couplings.

use super::SpinGlass;
use super::before::Before;
use crate::budget::Budget;
use crate::error::Error;
use crate::objective::Objective;
use crate::optimise::{Slope, project_to_tangent, scale_to_sphere};
use crate::rng::{Purpose, Stream};
use crate::vector::axpy;

/// How stochastic descents go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    /// Of the couplings a step sees: above 0, at most 1.
    pub share: f64,
    /// Of 1/share steps, rounded up.
    pub epochs: u32,
    /// Of the first epoch, as a time step of gradient flow.
    pub learning_rate: f64,
    /// What it is multiplied by after each epoch.
    pub decay: f64,
}

impl Rates {
    fn steps_of_an_epoch(&self) -> u32 {
        (1.0 / self.share).ceil() as u32
    }
}

/// One walk: σ ← σ − ηP∇Ĥ, scaled back to the sphere, with ∇Ĥ the gradient of the share, divided by it. Its random numbers are those of
/// the streams (seed, shares, replica, step).
pub(super) struct Stochastic {
    rates: Rates,
    name: (u64, u32),
    point: Vec<f64>,
    gradient: Vec<f64>,
    learning_rate: f64,
    step: u32,
    steps: u32,
    /// The shares that were seen, in evaluations.
    seen: f64,
}

impl Stochastic {
    /// A walk from `start`, which is scaled to the sphere; steps of all epochs are fewer than 2³².
    pub(super) fn new(mut start: Vec<f64>, rates: Rates, name: (u64, u32)) -> Self {
        scale_to_sphere(&mut start);
        Stochastic {
            rates,
            name,
            gradient: vec![0.0; start.len()],
            point: start,
            learning_rate: rates.learning_rate,
            step: 0,
            steps: rates.epochs * rates.steps_of_an_epoch(),
            seen: 0.0,
        }
    }

    fn step(&mut self, glass: &SpinGlass) -> f64 {
        let (seed, replica) = self.name;
        let mut stream = Stream::new(seed, Purpose::Shares, replica, self.step);
        let share = self.rates.share;
        self.gradient.fill(0.0);
        let seen = glass.add_share(share, &mut stream, &self.point, &mut self.gradient);
        project_to_tangent(&self.point, &mut self.gradient);
        axpy(-self.learning_rate / share, &self.gradient, &mut self.point);
        scale_to_sphere(&mut self.point);
        self.step += 1;
        if self.step.is_multiple_of(self.rates.steps_of_an_epoch()) {
            self.learning_rate *= self.rates.decay;
        }
        seen
    }
}

impl Before for Stochastic {
    fn prepare(&mut self, glass: &SpinGlass, budget: &mut Budget) -> Result<bool, Error> {
        while self.step < self.steps {
            if budget.is_spent() {
                return Ok(false);
            }
            let seen = self.step(glass);
            budget.spend(seen * glass.flops());
            self.seen += seen;
        }
        Ok(true)
    }

    fn ask(&mut self, _: usize) -> Slope<'_> {
        unreachable!("it ends before it asks")
    }

    fn go_on(&mut self) {}

    fn end(&mut self) -> Option<Vec<f64>> {
        (self.step == self.steps).then(|| std::mem::take(&mut self.point))
    }

    fn part(&self) -> f64 {
        f64::from(self.step) / (f64::from(self.steps) + 1.0)
    }

    fn evaluations(&self) -> f64 {
        self.seen
    }
}
