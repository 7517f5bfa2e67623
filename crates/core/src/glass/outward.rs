//! Hessian descent: from the origin outwards along the lowest eigenvector (Subag, CPAM 74 (2021) 1021; arXiv:1812.04588).

use super::SpinGlass;
use super::before::Before;
use super::curvature::Shared;
use crate::budget::Budget;
use crate::eigen::EigenpairSolver;
use crate::eigen::range::Range;
use crate::eigen::solver::Solver;
use crate::error::Error;
use crate::objective::Objective;
use crate::optimise::Slope;
use crate::vector::{axpy, dot};

/// K equal steps of q = |σ|²/n from 0 to 1: σ ← σ + √(n/K)·v with v of length 1 the lowest eigenvector of the tangent Hessian and
/// v·∇H ≤ 0.
///
/// At the origin, where ∇H is 0 and all directions are tangent, v is the lowest eigenvector of ∇²H(0), and that of the random start where
/// H has no order 2, so that ∇²H(0) is 0; the start decides its sign.
pub(super) struct Outward {
    curvature: Shared,
    start: Vec<f64>,
    point: Vec<f64>,
    energy: f64,
    gradient: Vec<f64>,
    direction: Vec<f64>,
    steps: u32,
    taken: u32,
    /// The slope at the point is known.
    told: bool,
    /// Flops of Hessians, in evaluations.
    looks: f64,
}

impl Outward {
    pub(super) fn new(start: Vec<f64>, steps: u32, curvature: Shared) -> Self {
        let n = start.len();
        Outward {
            curvature,
            start,
            point: vec![0.0; n],
            energy: 0.0,
            gradient: vec![0.0; n],
            direction: vec![0.0; n],
            steps,
            taken: 0,
            told: false,
            looks: 0.0,
        }
    }

    /// The first direction, of length 1.
    fn leave_the_origin(&mut self, glass: &SpinGlass) -> Result<(), Error> {
        let mut hessian = glass.hessian(&self.point)?;
        if hessian.iter().all(|&entry| entry == 0.0) {
            let length = dot(&self.start, &self.start).sqrt();
            let direction = self.direction.iter_mut().zip(&self.start);
            direction.for_each(|(d, x)| *d = x / length);
            return Ok(());
        }
        let mut solver = EigenpairSolver::new(glass.n(), Range::Index { from: 0, to: 1 })?;
        solver.solve(&mut hessian)?;
        self.direction.copy_from_slice(solver.vectors());
        Ok(())
    }

    fn follow_the_lowest(&mut self, glass: &SpinGlass) -> Result<(), Error> {
        let mut curvature = self.curvature.borrow_mut();
        curvature.look(glass, &self.point, 0.0)?;
        curvature.sum(&[1.0], &mut self.direction);
        Ok(())
    }
}

impl Before for Outward {
    fn prepare(&mut self, glass: &SpinGlass, budget: &mut Budget) -> Result<bool, Error> {
        if !self.told {
            return Ok(true);
        }
        if budget.is_spent() {
            return Ok(false);
        }
        let downhill = if self.taken == 0 {
            self.leave_the_origin(glass)?;
            dot(&self.direction, &self.start) >= 0.0
        } else {
            self.follow_the_lowest(glass)?;
            dot(&self.direction, &self.gradient) <= 0.0
        };
        let length = (self.point.len() as f64 / f64::from(self.steps)).sqrt();
        let length = if downhill { length } else { -length };
        axpy(length, &self.direction, &mut self.point);
        self.taken += 1;
        self.told = false;
        let flops = self.curvature.borrow().flops(glass);
        budget.spend(flops);
        self.looks += flops / glass.flops();
        Ok(true)
    }

    fn ask(&mut self, _: usize) -> Slope<'_> {
        Slope {
            at: &self.point,
            value: &mut self.energy,
            gradient: &mut self.gradient,
        }
    }

    fn go_on(&mut self) {
        self.told = true;
    }

    fn end(&mut self) -> Option<Vec<f64>> {
        (self.taken == self.steps).then(|| std::mem::take(&mut self.point))
    }

    fn part(&self) -> f64 {
        f64::from(self.taken) / (f64::from(self.steps) + 1.0)
    }

    fn evaluations(&self) -> f64 {
        f64::from(self.taken) + self.looks
    }
}
