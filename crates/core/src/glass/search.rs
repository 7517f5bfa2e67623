//! Searches for critical points of any index, from a start at an energy.

use super::SpinGlass;
use super::curvature::Shared;
use super::panels::Panels;
use super::place::Place;
use crate::error::Error;
use crate::objective::Objective;
use crate::optimise::{scale_to_sphere, shorten_to};
use crate::vector::{axpy, dot, largest_modulus};
use std::rc::Rc;

/// How a search goes from its start.
#[derive(Debug, Clone, PartialEq)]
pub enum Search {
    /// Down |P∇H|², by steps of Levenberg and Marquardt within a trust region (Moré, LNM 630 (1978) 105).
    GradientNorm,
    /// Up along the k lowest modes of the sphere Hessian and down along the others, whatever their signs (Cerjan, Miller, J. Chem. Phys. 75 (1981)
    /// 2800; Wales, Energy Landscapes (2003), 6.2): to a saddle of index k. Searches have these k in turn, and without any that of
    /// their start.
    IndexGuided(Rc<[u32]>),
}

/// Why a search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The gradient is within the tolerance, and no eigenvalue of the sphere Hessian is 0 to rounding.
    Converged,
    /// It took all its steps.
    MaxIterations,
    /// No step makes the gradient smaller.
    Stalled,
    /// The gradient is an eigenvector of the sphere Hessian for 0: |P∇H|² is stationary where H is not.
    Stationary,
    /// The gradient is within the tolerance, and an eigenvalue is 0 to rounding: the point need not be isolated, nor its index certain.
    Degenerate,
}

impl End {
    /// Their names in tables.
    pub(super) const WORDS: [&'static str; 5] = [
        "converged",
        "max_iterations",
        "stalled",
        "stationary",
        "degenerate",
    ];
}

/// The longest step and the first one's, as fractions of √n.
const LONGEST_STEP: f64 = 0.2;
const FIRST_STEP: f64 = 0.05;
/// The shortest radius, likewise: a model that is wrong at this length is wrong by rounding.
const SHORTEST_STEP: f64 = 1e-9;
/// What a step must gain of what is promised, and what makes the next one longer.
const GAIN: f64 = 1e-4;
const GOOD_GAIN: f64 = 0.75;
/// Errors of the model of the gradient, relative to its change, with which a guided step is taken back, shortens and lengthens the next.
const WRONG: f64 = 1.0;
const POOR: f64 = 0.5;
const GOOD: f64 = 0.2;
/// |Hess·P∇H| of this many largest eigenvalues times |P∇H| is no slope of |P∇H|².
const LEVEL: f64 = 1e-5;
/// Eigenvalues of this many largest ones are 0.
const SINGULAR: f64 = 1e-8;

/// How near to its energy per spin a start is, the largest part of the gradient that a step towards it is, and their largest number.
const NEAR: f64 = 1e-3;
const CAREFUL: f64 = 0.05;
const MAX_APPROACH: u32 = 2000;
/// |P∇H|/√n below which no energy is nearer.
const FLAT: f64 = 1e-2;

/// One search.
pub(super) struct Searching {
    curvature: Shared,
    /// k; none of a search down the gradient's norm, and of one that takes its start's until it is there.
    target: Option<usize>,
    guided: bool,
    tolerance: f64,
    max_iterations: u32,
    at: Place,
    trial: Place,
    /// Steps towards the energy that is left to reach, while there is one.
    approach: Option<(f64, u32)>,
    start_energy: f64,
    /// Of the present point: eigenvalues, the gradient's components; empty where they are not known.
    values: Vec<f64>,
    slopes: Vec<f64>,
    step: Vec<f64>,
    radius: f64,
    iterations: u32,
    flops: f64,
}

impl Searching {
    /// Of `start`, whatever its length, to near `energy` and from there on.
    pub(super) fn new(
        start: Vec<f64>,
        energy: f64,
        (search, turn): (&Search, usize),
        (tolerance, max_iterations): (f64, u32),
        curvature: Shared,
    ) -> Self {
        let n = start.len();
        let place = Place::new(start);
        let (guided, target) = match search {
            Search::GradientNorm => (false, None),
            Search::IndexGuided(targets) => {
                let target = targets.get(turn % targets.len().max(1));
                (true, target.map(|&k| k as usize))
            }
        };
        Searching {
            curvature,
            target,
            guided,
            tolerance,
            max_iterations,
            at: place.clone(),
            trial: place,
            approach: Some((energy * n as f64, 0)),
            start_energy: 0.0,
            values: Vec::new(),
            slopes: vec![0.0; n - 1],
            step: vec![0.0; n - 1],
            radius: FIRST_STEP * (n as f64).sqrt(),
            iterations: 0,
            flops: 0.0,
        }
    }

    /// H where the approach ended.
    pub(super) fn start_energy(&self) -> f64 {
        self.start_energy
    }

    /// Where it ended.
    pub(super) fn at(&self) -> &Place {
        &self.at
    }

    /// Eigenvalues of the sphere Hessian where it ended, ascending; their last bits are those of eigenpairs.
    pub(super) fn values(&self) -> &[f64] {
        &self.values
    }

    pub(super) fn target(&self) -> Option<usize> {
        self.target
    }

    pub(super) fn iterations(&self) -> u32 {
        self.iterations
    }

    pub(super) fn flops(&self) -> f64 {
        self.flops
    }

    /// One evaluation further; why it ended, once it has.
    pub(super) fn go_on(
        &mut self,
        glass: &SpinGlass,
        slot: &mut Panels,
    ) -> Result<Option<End>, Error> {
        self.trial.inform(glass, slot);
        self.flops += glass.flops();
        if let Some((energy, steps)) = self.approach {
            std::mem::swap(&mut self.at, &mut self.trial);
            if self.approaches(energy, steps) {
                return Ok(None);
            }
            self.approach = None;
            self.start_energy = self.at.energy;
        } else if self.accepts() {
            self.iterations += 1;
            std::mem::swap(&mut self.at, &mut self.trial);
            self.values.clear();
        }
        if self.values.is_empty() {
            self.look(glass)?;
            let end = self.end();
            if end.is_some() {
                return Ok(end);
            }
        }
        if self.radius < SHORTEST_STEP * (self.at.point.len() as f64).sqrt() {
            return Ok(Some(End::Stalled));
        }
        self.propose();
        Ok(None)
    }

    /// Proposes the next step along the gradient to where H would be `energy`; false where it is, or where that leads no nearer.
    fn approaches(&mut self, energy: f64, steps: u32) -> bool {
        let n = self.at.point.len() as f64;
        let gap = energy - self.at.energy;
        if gap.abs() <= NEAR * n || self.at.gradient_norm() <= FLAT || steps == MAX_APPROACH {
            return false;
        }
        let square = dot(&self.at.gradient, &self.at.gradient);
        let length = (gap.abs() / square).min(CAREFUL);
        self.trial.point.copy_from_slice(&self.at.point);
        axpy(
            length.copysign(gap),
            &self.at.gradient,
            &mut self.trial.point,
        );
        scale_to_sphere(&mut self.trial.point);
        self.approach = Some((energy, steps + 1));
        true
    }

    /// Finds eigenvalues and components at the present point.
    fn look(&mut self, glass: &SpinGlass) -> Result<(), Error> {
        let mut curvature = self.curvature.borrow_mut();
        curvature.look(glass, &self.at.point, self.at.radial_slope)?;
        self.values.extend_from_slice(curvature.values());
        curvature.components(&self.at.gradient, &mut self.slopes);
        self.flops += curvature.flops(glass);
        if self.guided && self.target.is_none() {
            self.target = Some(self.values.iter().filter(|&&value| value < 0.0).count());
        }
        Ok(())
    }

    fn end(&self) -> Option<End> {
        let largest = largest_modulus(&self.values);
        if self.at.gradient_norm() <= self.tolerance {
            return Some(if nearest(&self.values).abs() <= SINGULAR * largest {
                End::Degenerate
            } else {
                End::Converged
            });
        }
        let terms = self.values.iter().zip(&self.slopes);
        let level: f64 = terms.map(|(value, q)| value * q * (value * q)).sum();
        let square = dot(&self.slopes, &self.slopes);
        if !self.guided && level <= LEVEL * largest * (LEVEL * largest) * square {
            return Some(End::Stationary);
        }
        (self.iterations >= self.max_iterations).then_some(End::MaxIterations)
    }

    /// Whether the trial is the next point; fits the radius to how well it was foretold.
    fn accepts(&mut self) -> bool {
        let longest = LONGEST_STEP * (self.at.point.len() as f64).sqrt();
        let length = dot(&self.step, &self.step).sqrt();
        let models = self.values.iter().zip(&self.slopes).zip(&self.step);
        let models = models.map(|((value, q), d)| (*q, value * d));
        let (taken, good, poor) = if self.guided {
            let mut found = vec![0.0; self.slopes.len()];
            let mut curvature = self.curvature.borrow_mut();
            curvature.components(&self.trial.gradient, &mut found);
            let (mut error, mut change) = (0.0, 0.0);
            for ((q, d), found) in models.zip(found) {
                error += (found - q - d) * (found - q - d);
                change += d * d;
            }
            let error = (error / change).sqrt();
            (error <= WRONG, error <= GOOD, error > POOR)
        } else {
            let promised: f64 = models.map(|(q, d)| -d * (2.0 * q + d)).sum();
            let old = dot(&self.at.gradient, &self.at.gradient);
            let gain = old - dot(&self.trial.gradient, &self.trial.gradient);
            let enough = gain >= GAIN * promised;
            (enough, gain >= GOOD_GAIN * promised, !enough)
        };
        if poor || !taken {
            self.radius = 0.5 * length;
        } else if good {
            self.radius = (2.0 * length).max(self.radius).min(longest);
        }
        taken
    }

    /// Proposes the step of the model within the radius.
    fn propose(&mut self) {
        let k = self.target.unwrap_or(0);
        let guided = self.guided;
        let modes = || self.values.iter().zip(&self.slopes).enumerate();
        // A step's component is numerator/(denominator + shift), so that shift·|step| ≤ |numerators|.
        let parts = |(place, (value, q)): (usize, (&f64, &f64))| match guided {
            true if place < k => (*q, value.abs()),
            true => (-q, value.abs()),
            false => (-value * q, value * value),
        };
        let size: f64 = modes().map(parts).map(|(above, _)| above * above).sum();
        let mut length_at = |shift: f64| {
            for (d, (above, below)) in self.step.iter_mut().zip(modes().map(parts)) {
                *d = if above == 0.0 {
                    0.0
                } else {
                    above / (below + shift)
                };
            }
            dot(&self.step, &self.step).sqrt()
        };
        if length_at(0.0) > self.radius {
            shorten_to(self.radius, (0.0, size.sqrt() / self.radius), length_at);
        }
        self.curvature
            .borrow()
            .sum(&self.step, &mut self.trial.point);
        axpy(1.0, &self.at.point, &mut self.trial.point);
        scale_to_sphere(&mut self.trial.point);
    }
}

/// The value nearest to 0.
pub(super) fn nearest(values: &[f64]) -> f64 {
    let by_modulus = |nearest: f64, &value: &f64| {
        if value.abs() < nearest.abs() {
            value
        } else {
            nearest
        }
    };
    values.iter().fold(f64::INFINITY, by_modulus)
}
