//! A Markov chain at a temperature: Metropolis' rule on proposals that follow the gradient.

use super::geodesic::Arc;
use super::sphere::{project_to_tangent, scale_to_sphere};
use super::walker::Slope;
use crate::rng::Stream;
use crate::vector::dot;

/// The share of proposals that is accepted where chains of this kind go furthest (Roberts, Rosenthal, JRSS B 60 (1998) 255).
const ACCEPTANCE: f64 = 0.574;
/// How far the logarithm of the step follows one proposal.
const LEARNING: f64 = 0.1;
/// The first step, in units of time, and the longest: where nothing is rejected a step would grow for ever.
const FIRST_STEP: f64 = 0.02;
const LONGEST_STEP: f64 = 10.0;

/// Metropolis-adjusted Langevin steps on the sphere |x|² = n, which leave exp(−H/T) as it is: from x along the great circle of
/// v = −hP∇H + √(2hT)ξ with ξ normal in the tangent space, accepted with probability min(1, exp(−ΔH/T)·q(back)/q(there)). The way back
/// is v carried along the circle and turned round, and the change of volume is that of the way there, for it depends on
/// the distance alone. (Roberts, Tweedie, Bernoulli 2 (1996) 341, on a sphere.)
pub struct Chain {
    temperature: f64,
    step: f64,
    at: Place,
    velocity: Vec<f64>,
    noise_square: f64,
    arc: Option<Arc>,
    trial: Place,
    proposals: u32,
}

/// A point, and what is known there.
#[derive(Debug, Clone)]
struct Place {
    point: Vec<f64>,
    energy: f64,
    /// On the sphere.
    gradient: Vec<f64>,
}

impl Place {
    fn new(point: Vec<f64>) -> Self {
        Place {
            gradient: vec![0.0; point.len()],
            energy: 0.0,
            point,
        }
    }
}

impl Chain {
    /// A chain from `start`, which is scaled to the sphere.
    #[must_use]
    pub fn new(mut start: Vec<f64>, temperature: f64) -> Self {
        scale_to_sphere(&mut start);
        Chain {
            temperature,
            step: FIRST_STEP,
            velocity: vec![0.0; start.len()],
            noise_square: 0.0,
            arc: None,
            at: Place::new(start.clone()),
            trial: Place::new(start),
            proposals: 0,
        }
    }

    /// Where it asks for the slope.
    pub fn ask(&mut self) -> Slope<'_> {
        Slope {
            at: &self.trial.point,
            value: &mut self.trial.energy,
            gradient: &mut self.trial.gradient,
        }
    }

    /// Goes to where it asked, or stays: with `learn` its step becomes longer or shorter by what was accepted. The first time it is at
    /// its start, and has not proposed yet.
    pub fn decide(&mut self, learn: bool, draws: &mut Stream) {
        project_to_tangent(&self.trial.point, &mut self.trial.gradient);
        let Some(arc) = self.arc else {
            self.at.clone_from(&self.trial);
            return;
        };
        self.proposals += 1;
        let chance = libm::exp(self.logarithm_of_chance(arc).min(0.0));
        let accepted = draws.uniform() < chance;
        if accepted {
            std::mem::swap(&mut self.at, &mut self.trial);
        }
        if learn {
            // A chance that is no number is none.
            let chance = if chance > 0.0 { chance } else { 0.0 };
            let step = self.step * libm::exp(LEARNING * (chance - ACCEPTANCE));
            self.step = step.min(LONGEST_STEP);
        }
    }

    /// Proposes where to ask next.
    pub fn propose(&mut self, draws: &mut Stream) {
        let Chain {
            at,
            velocity,
            trial,
            ..
        } = self;
        velocity.fill_with(|| draws.normal());
        project_to_tangent(&at.point, velocity);
        self.noise_square = dot(velocity, velocity);
        let noise = (2.0 * self.step * self.temperature).sqrt();
        for (v, slope) in velocity.iter_mut().zip(&at.gradient) {
            *v = noise * *v - self.step * slope;
        }
        self.arc = Some(Arc::along(&at.point, velocity, &mut trial.point));
    }

    fn logarithm_of_chance(&self, arc: Arc) -> f64 {
        if !arc.is_shortest() {
            return f64::NEG_INFINITY;
        }
        let Chain {
            temperature,
            step,
            at,
            velocity,
            trial,
            ..
        } = self;
        let carried = arc.carried_dot(&at.point, velocity, &trial.gradient);
        let back = dot(velocity, velocity) - 2.0 * step * carried
            + step * step * dot(&trial.gradient, &trial.gradient);
        let energies = (at.energy - trial.energy) / temperature;
        energies - back / (4.0 * step * temperature) + 0.5 * self.noise_square
    }

    /// The temperature from now on.
    pub fn set_temperature(&mut self, temperature: f64) {
        self.temperature = temperature;
    }

    /// Exchanges the points of two chains; their temperatures and steps stay.
    pub fn exchange(&mut self, other: &mut Chain) {
        std::mem::swap(&mut self.at, &mut other.at);
    }

    /// Where it is.
    #[must_use]
    pub fn point(&self) -> &[f64] {
        &self.at.point
    }

    /// H there.
    #[must_use]
    pub fn energy(&self) -> f64 {
        self.at.energy
    }

    /// Of the chain.
    #[must_use]
    pub fn temperature(&self) -> f64 {
        self.temperature
    }

    /// Proposals so far.
    #[must_use]
    pub fn proposals(&self) -> u32 {
        self.proposals
    }
}
