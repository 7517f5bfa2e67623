//! Newton's methods on the sphere: down to minima, to critical points of any index, and to the one that a state is close to.

use super::SpinGlass;
use super::curvature::Shared;
use super::place::Place;
use super::walk::{End, Walk};
use crate::budget::Budget;
use crate::error::Error;
use crate::objective::Objective;
use crate::optimise::{
    Slope, Status, Termination, lowest_within, project_to_tangent, scale_to_sphere,
    stationary_within,
};
use crate::vector::{axpy, dot};

/// Where a Newton's method goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// To a minimum: steps within a trust region lower H, and leave saddles along their lowest eigenvector (Conn, Gould, Toint, Trust-Region
    /// Methods, 2000; the region is shortened along its step as by Nocedal, Yuan, 1998).
    Minimum,
    /// To a critical point of any index: steps lower |P∇H|.
    Nearest,
    /// Likewise, through states of the start's index alone.
    OfThatIndex,
}

impl Target {
    /// Each with its name.
    pub const NAMES: [(Target, &'static str); 3] = [
        (Target::Minimum, "minimum"),
        (Target::Nearest, "nearest"),
        (Target::OfThatIndex, "same-index"),
    ];
}

/// The longest step as a fraction of √n: longer ones would leap over barriers.
const LONGEST_STEP: f64 = 0.25;
/// What a step must gain of what is promised.
const DECREASE: f64 = 1e-4;
/// Halvings of a step after which there is none.
const MAX_HALVINGS: u32 = 40;
/// Relative rounding of an energy: within it only gradients can tell a gain.
const ENERGY_ROUNDING: f64 = 1e-12;

/// One walk.
pub(super) struct Newton {
    target: Target,
    termination: Termination,
    curvature: Shared,
    at: Place,
    trial: Place,
    direction: Vec<f64>,
    /// Of a step s·d the energy changes by about s·slope + s²·bend.
    slope: f64,
    bend: f64,
    step: f64,
    halvings: u32,
    radius: f64,
    /// The start's.
    index: Option<usize>,
    /// The trial gains, and its Hessian is not known.
    gained: bool,
    ended: Option<Status>,
    iterations: u32,
    evaluations: u32,
    /// Flops of Hessians, in evaluations.
    looks: f64,
}

impl Newton {
    /// A walk from `start`, which is scaled to the sphere.
    pub(super) fn new(
        start: Vec<f64>,
        target: Target,
        termination: Termination,
        curvature: Shared,
    ) -> Self {
        let n = start.len();
        let trial = Place::new(start);
        Newton {
            target,
            termination,
            curvature,
            at: trial.clone(),
            trial,
            direction: vec![0.0; n],
            slope: 0.0,
            bend: 0.0,
            step: 0.0,
            halvings: 0,
            radius: LONGEST_STEP * (n as f64).sqrt(),
            index: None,
            gained: false,
            ended: None,
            iterations: 0,
            evaluations: 0,
            looks: 0.0,
        }
    }

    /// What the model promises of the step.
    fn promised(&self) -> f64 {
        self.step * (self.slope + self.step * self.bend)
    }

    fn gains(&self) -> bool {
        let (old, new) = (self.at.gradient_norm(), self.trial.gradient_norm());
        if self.target != Target::Minimum {
            return new <= (1.0 - DECREASE * self.step) * old;
        }
        let change = self.trial.energy - self.at.energy;
        change <= DECREASE * self.promised() || self.is_flat(change) && new < old
    }

    fn is_flat(&self, change: f64) -> bool {
        change.abs() <= ENERGY_ROUNDING * self.at.energy.abs()
    }

    /// The radius by how good the model was along the step that is taken.
    fn learn(&mut self) {
        let length = self.step * dot(&self.direction, &self.direction).sqrt();
        let change = self.trial.energy - self.at.energy;
        let ratio = change / self.promised();
        if self.halvings > 0 {
            self.radius = length;
        } else if self.is_flat(change) {
            // Roundings say nothing about the model.
        } else if ratio < 0.25 {
            self.radius = 0.25 * length;
        } else if ratio > 0.75 && length > 0.9 * self.radius {
            let longest = LONGEST_STEP * (self.direction.len() as f64).sqrt();
            self.radius = (2.0 * self.radius).min(longest);
        }
    }

    fn halve(&mut self) {
        if self.halvings == MAX_HALVINGS {
            self.ended = Some(Status::Stalled);
            return;
        }
        self.halvings += 1;
        self.step *= 0.5;
        self.propose();
    }

    fn propose(&mut self) {
        self.trial.point.copy_from_slice(&self.at.point);
        axpy(self.step, &self.direction, &mut self.trial.point);
        scale_to_sphere(&mut self.trial.point);
    }

    /// Goes to the trial, whose Hessian was looked at, and proposes the next one unless it ends there.
    fn arrive(&mut self, index: usize) {
        if self.evaluations > 1 {
            self.iterations += 1;
            if self.target == Target::Minimum {
                self.learn();
            }
        }
        std::mem::swap(&mut self.at, &mut self.trial);
        let critical = self.at.gradient_norm() <= self.termination.tolerance;
        if critical && (self.target != Target::Minimum || index == 0) {
            self.ended = Some(Status::Converged);
        } else if self.iterations >= self.termination.max_iterations {
            self.ended = Some(Status::MaxIterations);
        } else {
            self.choose_direction();
            self.step = 1.0;
            self.halvings = 0;
            self.propose();
        }
    }

    fn choose_direction(&mut self) {
        let mut curvature = self.curvature.borrow_mut();
        let order = self.at.point.len() - 1;
        let (mut slopes, mut step) = (vec![0.0; order], vec![0.0; order]);
        curvature.components(&self.at.gradient, &mut slopes);
        let values = curvature.values();
        if self.target == Target::Minimum {
            lowest_within(values, &slopes, self.radius, &mut step);
        } else {
            stationary_within(values, &slopes, self.radius, &mut step);
        }
        let terms = values.iter().zip(&step);
        self.slope = dot(&slopes, &step);
        self.bend = 0.5 * terms.fold(0.0, |sum, (value, d)| sum + value * d * d);
        curvature.sum(&step, &mut self.direction);
    }
}

impl Walk for Newton {
    fn prepare(&mut self, glass: &SpinGlass, budget: &mut Budget) -> Result<bool, Error> {
        if !self.gained {
            return Ok(true);
        }
        if budget.is_spent() {
            return Ok(false);
        }
        let mut curvature = self.curvature.borrow_mut();
        let Place {
            point,
            radial_slope,
            ..
        } = &self.trial;
        let values = curvature.look(glass, point, *radial_slope)?;
        let index = values.iter().filter(|&&value| value < 0.0).count();
        let flops = curvature.flops(glass);
        drop(curvature);
        budget.spend(flops);
        self.looks += flops / glass.flops();
        self.gained = false;
        let start = *self.index.get_or_insert(index);
        if self.target == Target::OfThatIndex && index != start {
            self.halve();
        } else {
            self.arrive(index);
        }
        Ok(true)
    }

    fn ask(&mut self, _: usize) -> Slope<'_> {
        Slope {
            at: &self.trial.point,
            value: &mut self.trial.energy,
            gradient: &mut self.trial.gradient,
        }
    }

    fn go_on(&mut self) -> Option<Status> {
        if self.ended.is_some() {
            return self.ended;
        }
        self.evaluations += 1;
        self.trial.radial_slope = project_to_tangent(&self.trial.point, &mut self.trial.gradient);
        if self.evaluations == 1 || self.gains() {
            self.gained = true;
        } else {
            self.halve();
        }
        None
    }

    fn end(&self) -> Option<End<'_>> {
        Some(End {
            point: &self.at.point,
            energy: self.at.energy,
            radial_slope: self.at.radial_slope,
            gradient_norm: self.at.gradient_norm(),
            iterations: self.iterations,
            walk_energy: f64::NAN,
        })
    }

    fn evaluations(&self) -> u32 {
        self.evaluations + self.looks.ceil() as u32
    }
}
