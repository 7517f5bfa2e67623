//! One descent: its point, its line search, and why it stopped.

use super::direction::{Direction, Method};
use super::geometry::Geometry;
use super::walker::{Slope, Status, Walker, inform_slopes};
use crate::objective::Objective;
use crate::vector::{clamped, dot};

/// When a descent stops.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Termination {
    /// On |P∇H|/√n on the sphere, and on |∇L| in all of space.
    pub tolerance: f64,
    /// Accepted steps.
    pub max_iterations: u32,
}

/// Decrease that a step must reach, as a fraction of what its slope promises (Armijo).
///
/// One half keeps steepest descent below the step at which a quadratic's minimum along the line is passed.
const DECREASE_STEEPEST: f64 = 0.5;
/// The usual small fraction for directions that know their scale.
const DECREASE_SCALED: f64 = 1e-3;
/// Relative rounding of an energy in doubles. Within it only slopes can tell a decrease (Hager, Zhang, 2005, the approximate
/// Wolfe condition).
const ENERGY_ROUNDING: f64 = 1e-12;
/// The first step, and the longest one, as fractions of √n, which is the sphere's radius: longer ones would leap over
/// barriers.
const FIRST_STEP: f64 = 0.05;
const LONGEST_STEP: f64 = 0.25;
const GROWTH: f64 = 1.25;
const MAX_BACKTRACKS: u32 = 40;
/// How near a line's minimum is found where directions are to be conjugate, relative to the step; in how many trials, each how many times as
/// long as the last one at most.
const LINE_ACCURACY: f64 = 0.2;
const MAX_REFINEMENTS: u32 = 3;
const MAX_REFINEMENT: f64 = 4.0;
/// Accepted steps without a gain after which there will be none: at the precision of doubles steps go on for ever.
const PATIENCE: u32 = 50;
/// What a lower energy is lower by, relative to it.
const ENERGY_GAIN: f64 = 8.0 * f64::EPSILON;

/// A descent from one start by a line search along the directions of a [`Method`].
pub struct Descent {
    geometry: Geometry,
    termination: Termination,
    direction_rule: Direction,
    point: Vec<f64>,
    energy: f64,
    radial_slope: f64,
    gradient: Vec<f64>,
    direction: Vec<f64>,
    slope: f64,
    step: f64,
    trial: Vec<f64>,
    /// |x + step·d|/√n of the trial before it was scaled back to the sphere; 1 in all of space.
    stretch: f64,
    trial_energy: f64,
    trial_gradient: Vec<f64>,
    /// Relative rounding of energies.
    rounding: f64,
    /// The trial is where it begins, or goes on in other numbers.
    begins: bool,
    backtracks: u32,
    /// The smallest gradient, the energy of the last gain, and the accepted steps since.
    smallest: f64,
    lowest: f64,
    idle: u32,
    iterations: u32,
    evaluations: u32,
    start_energy: f64,
}

impl Descent {
    /// A descent from `start`, which is scaled to the sphere where it walks there.
    #[must_use]
    pub fn new(
        mut start: Vec<f64>,
        geometry: Geometry,
        method: Method,
        termination: Termination,
    ) -> Self {
        let n = start.len();
        geometry.retract(&mut start);
        Descent {
            geometry,
            termination,
            direction_rule: Direction::new(method, geometry),
            point: vec![0.0; n],
            energy: 0.0,
            radial_slope: 0.0,
            gradient: vec![0.0; n],
            direction: vec![0.0; n],
            slope: 0.0,
            step: 0.0,
            trial: start,
            stretch: 1.0,
            trial_energy: 0.0,
            trial_gradient: vec![0.0; n],
            rounding: ENERGY_ROUNDING,
            begins: true,
            backtracks: 0,
            smallest: f64::INFINITY,
            lowest: f64::INFINITY,
            idle: 0,
            iterations: 0,
            evaluations: 0,
            start_energy: f64::NAN,
        }
    }

    /// The same descent over energies of this relative rounding.
    #[must_use]
    pub fn rounded_to(mut self, rounding: f64) -> Self {
        self.rounding = rounding;
        self
    }

    /// Goes on at the last accepted point, with the directions that it learnt, over slopes that are of doubles.
    pub fn go_on_from_here(&mut self, termination: Termination) {
        self.termination = termination;
        self.rounding = ENERGY_ROUNDING;
        self.trial.copy_from_slice(&self.point);
        self.smallest = f64::INFINITY;
        self.lowest = f64::INFINITY;
        self.idle = 0;
        self.begins = true;
    }

    /// The last accepted point.
    #[must_use]
    pub fn point(&self) -> &[f64] {
        &self.point
    }

    /// Accepted steps so far.
    #[must_use]
    pub fn iterations(&self) -> u32 {
        self.iterations
    }

    /// Evaluations so far.
    #[must_use]
    pub fn evaluations(&self) -> u32 {
        self.evaluations
    }

    /// The value where it began.
    #[must_use]
    pub fn start_energy(&self) -> f64 {
        self.start_energy
    }

    /// The value at the last accepted point.
    #[must_use]
    pub fn energy(&self) -> f64 {
        self.energy
    }

    /// x·∇H/n at the last accepted point, by which the Hessian on the sphere is shifted; 0 in all of space.
    #[must_use]
    pub fn radial_slope(&self) -> f64 {
        self.radial_slope
    }

    /// |P∇H|/√n on the sphere, |∇L| in all of space, at the last accepted point.
    #[must_use]
    pub fn gradient_norm(&self) -> f64 {
        self.geometry.gradient_norm(&self.gradient)
    }

    /// The trial point, at which it asks for the slope.
    pub fn ask(&mut self) -> Slope<'_> {
        Slope {
            at: &self.trial,
            value: &mut self.trial_energy,
            gradient: &mut self.trial_gradient,
        }
    }

    /// The slope of the energy along the retracted line, at the trial point.
    fn trial_slope(&self) -> f64 {
        dot(&self.trial_gradient, &self.direction) / self.stretch
    }

    fn accepts(&self) -> bool {
        let decrease = self.decrease();
        let change = self.trial_energy - self.energy;
        let flat = change <= self.rounding * self.energy.abs();
        change <= decrease * self.step * self.slope
            || flat && self.trial_slope() <= (2.0 * decrease - 1.0) * self.slope
    }

    fn decrease(&self) -> f64 {
        if self.direction_rule.has_scale() {
            DECREASE_SCALED
        } else {
            DECREASE_STEEPEST
        }
    }

    /// Makes the trial the present point; ends there, or starts the next line.
    fn move_to_trial(&mut self, radial_slope: f64) -> Option<Status> {
        self.point.copy_from_slice(&self.trial);
        self.gradient.copy_from_slice(&self.trial_gradient);
        self.energy = self.trial_energy;
        self.radial_slope = radial_slope;
        let norm = self.gradient_norm();
        if norm <= self.termination.tolerance {
            return Some(Status::Converged);
        }
        if !self.gains(norm) {
            return Some(Status::Stalled);
        }
        if self.iterations >= self.termination.max_iterations {
            return Some(Status::MaxIterations);
        }
        self.start_line();
        None
    }

    /// Whether the gradient is smaller than ever or the energy lower than at the last gain, or was a while ago.
    fn gains(&mut self, norm: f64) -> bool {
        if norm < self.smallest || self.energy < self.lowest - ENERGY_GAIN * self.energy.abs() {
            self.smallest = self.smallest.min(norm);
            self.lowest = self.energy;
            self.idle = 0;
        } else {
            self.idle += 1;
        }
        self.idle < PATIENCE
    }

    /// Passes the accepted step, and the change of gradient over it, to the direction rule.
    fn learn(&mut self) {
        // Both at the old point; projected, they are tangent at the new one.
        let mut step = std::mem::take(&mut self.direction);
        let length = self.step;
        for value in &mut step {
            *value *= length;
        }
        self.geometry.project(&self.trial, &mut step);
        let mut change = std::mem::take(&mut self.gradient);
        self.geometry.project(&self.trial, &mut change);
        for (old, new) in change.iter_mut().zip(&self.trial_gradient) {
            *old = new - *old;
        }
        self.direction_rule.learn(&self.trial, &step, &change);
        self.direction = step;
        self.gradient = change;
    }

    /// Chooses a direction and the first step along it, and proposes it.
    fn start_line(&mut self) {
        let mut length = self.choose_direction();
        // A direction at right angles to the gradient to within rounding tells nothing: start the memory again.
        if self.slope > -1e-10 * length * dot(&self.gradient, &self.gradient).sqrt() {
            self.forget();
            length = self.choose_direction();
        }
        let radius = (self.point.len() as f64).sqrt();
        let natural = if self.direction_rule.has_scale() {
            1.0
        } else if self.step == 0.0 {
            FIRST_STEP * radius / length
        } else {
            self.step * GROWTH
        };
        self.step = natural.min(LONGEST_STEP * radius / length);
        self.backtracks = 0;
        self.propose();
    }

    /// Sets the direction and its slope; returns its length.
    fn choose_direction(&mut self) -> f64 {
        self.direction_rule
            .choose(&self.point, &self.gradient, &mut self.direction);
        self.slope = dot(&self.gradient, &self.direction);
        dot(&self.direction, &self.direction).sqrt()
    }

    fn forget(&mut self) {
        self.direction_rule.reset();
        self.step = 0.0;
    }

    fn backtrack(&mut self) -> Option<Status> {
        if self.backtracks == MAX_BACKTRACKS {
            if !self.direction_rule.has_scale() {
                return Some(Status::Stalled);
            }
            self.forget();
            self.start_line();
            return None;
        }
        self.backtracks += 1;
        // Where the slope, taken as linear in the step, vanishes; kept between a tenth and a half.
        let secant = self.slope / (self.slope - self.trial_slope());
        let shrink = if secant.is_finite() {
            clamped(secant, 0.1, 0.5)
        } else {
            0.5
        };
        self.step *= shrink;
        self.propose();
        None
    }

    /// Goes on to where the slope, taken as linear in the step, vanishes, if that is far from the trial.
    fn refine(&mut self) -> bool {
        let secant = self.slope / (self.slope - self.trial_slope());
        let factor = if secant > 0.0 {
            clamped(secant, 0.1, MAX_REFINEMENT)
        } else {
            MAX_REFINEMENT
        };
        if self.backtracks >= MAX_REFINEMENTS || (factor - 1.0).abs() <= LINE_ACCURACY {
            return false;
        }
        let length = dot(&self.direction, &self.direction).sqrt();
        let longest = LONGEST_STEP * (self.point.len() as f64).sqrt() / length;
        let step = (self.step * factor).min(longest);
        if step == self.step {
            return false;
        }
        self.backtracks += 1;
        self.step = step;
        self.propose();
        true
    }

    fn propose(&mut self) {
        for ((trial, x), d) in self.trial.iter_mut().zip(&self.point).zip(&self.direction) {
            *trial = x + self.step * d;
        }
        self.stretch = self.geometry.retract(&mut self.trial);
    }
}

impl<O: Objective> Walker<O> for Descent {
    fn inform(walks: &mut [Self], objective: &O, slots: &mut O::Slots) -> f64 {
        inform_slopes(walks, objective, slots, Descent::ask)
    }

    fn go_on(&mut self) -> Option<Status> {
        self.evaluations += 1;
        let radial_slope = self.geometry.project(&self.trial, &mut self.trial_gradient);
        if std::mem::take(&mut self.begins) {
            if self.evaluations == 1 {
                self.start_energy = self.trial_energy;
            }
            return self.move_to_trial(radial_slope);
        }
        if self.direction_rule.needs_exact_lines() && self.refine() {
            return None;
        }
        if !self.accepts() {
            return self.backtrack();
        }
        self.iterations += 1;
        self.learn();
        self.move_to_trial(radial_slope)
    }
}
