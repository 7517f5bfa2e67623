//! One path from t = 0 to t = 1: cubic prediction along it, Newton's iteration back onto it, a step that follows how far off the
//! prediction was.

use super::complex::{self, Complex, ZERO};
use super::homotopy::Homotopy;
use crate::budget::Budget;
use crate::error::Error;
use crate::memory::try_filled;

/// The distance of prediction and path that steps aim at in the first attempt; a hundredth of it in each one after.
const AIM: f64 = 3e-3;
/// Newton steps back onto the path that are shorter leave errors of about their square.
const CLOSE: f64 = 1e-6;
/// Steps in t that are shorter are none: the path ends before 1, or is singular there.
const SHORTEST: f64 = 1e-13;
const MOST_STEPS: usize = 3000;
/// Newton steps at t = 1: each squares the error, until rounding is left.
const LAST_CORRECTIONS: usize = 6;

/// A point of a path, and the path's direction there.
struct Place {
    t: f64,
    unknowns: Vec<Complex>,
    direction: Vec<Complex>,
}

/// Tracks paths of a homotopy, in memory that is kept from one to the next.
pub(super) struct Tracker {
    jacobian: Vec<Complex>,
    exchanges: Vec<usize>,
    step: Vec<Complex>,
    predicted: Vec<Complex>,
    before: Place,
    here: Place,
}

impl Tracker {
    pub(super) fn new(unknowns: usize) -> Result<Self, Error> {
        let vector = || try_filled("a path", unknowns, ZERO);
        let place = || {
            Ok(Place {
                t: 0.0,
                unknowns: vector()?,
                direction: vector()?,
            })
        };
        Ok(Tracker {
            jacobian: try_filled("a path", unknowns * unknowns, ZERO)?,
            exchanges: try_filled("a path", unknowns, 0)?,
            step: vector()?,
            predicted: vector()?,
            before: place()?,
            here: place()?,
        })
    }

    /// Tracks a path; where it ends in the chart of its largest component and which that is, or nothing where it was lost.
    pub(super) fn track(
        &mut self,
        homotopy: &mut Homotopy,
        path: usize,
        attempt: u32,
        budget: &mut Budget,
    ) -> Option<(&[Complex], usize)> {
        let aim = (0..attempt).fold(AIM, |aim, _| aim * 0.01);
        homotopy.start(path, &mut self.here.unknowns);
        self.here.t = 0.0;
        let mut length = 0.02;
        let mut straight = true;
        let mut fresh = true;
        for _ in 0..MOST_STEPS {
            if self.here.t == 1.0 {
                return self.end(homotopy, budget);
            }
            if fresh && !self.turn(homotopy, budget) {
                return None;
            }
            let t = if self.here.t + length < 1.0 {
                self.here.t + length
            } else {
                1.0
            };
            self.predict(t, straight);
            let off = self.correct(homotopy, t, 10.0 * aim, budget);
            fresh = off.is_some();
            // The error of the cubic grows with the fourth power of the step.
            let change = off.map_or(0.5, |off| (aim / off.max(1e-30)).sqrt().sqrt());
            let longest = if straight { 1.0 } else { 2.0 };
            length = (t - self.here.t) * change.max(0.5).min(longest);
            if !fresh {
                if length < SHORTEST {
                    return None;
                }
                continue;
            }
            std::mem::swap(&mut self.before, &mut self.here);
            self.here.t = t;
            self.here.unknowns.copy_from_slice(&self.predicted);
            straight = false;
            let (_, y) = self.here.unknowns.split_last()?;
            if complex::largest(y) > 2.0 {
                homotopy.repatch(&mut self.here.unknowns);
                straight = true;
                length *= 0.25;
            }
        }
        None
    }

    /// The direction of the path here; whether it has one.
    fn turn(&mut self, homotopy: &mut Homotopy, budget: &mut Budget) -> bool {
        let here = &mut self.here;
        homotopy.evaluate(
            here.t,
            &here.unknowns,
            &mut self.jacobian,
            &mut here.direction,
        );
        homotopy.slopes(&here.unknowns, &mut here.direction);
        budget.spend(flops(homotopy));
        if !complex::factor(&mut self.jacobian, &mut self.exchanges) {
            return false;
        }
        complex::solve(&self.jacobian, &self.exchanges, &mut here.direction);
        true
    }

    /// Where the path is at t, by the line here or by the cubic through here and before.
    fn predict(&mut self, t: f64, straight: bool) {
        let (before, here) = (&self.before, &self.here);
        let length = t - here.t;
        if straight {
            for (i, to) in self.predicted.iter_mut().enumerate() {
                *to = here.unknowns[i] + here.direction[i].times(length);
            }
            return;
        }
        // In units of the step before, from here.
        let unit = here.t - before.t;
        let s = length / unit;
        let square = s * s;
        let (slope_here, slope_before) = (s * (1.0 + s) * (1.0 + s), square * (1.0 + s));
        let step = square * (3.0 + 2.0 * s);
        for (i, to) in self.predicted.iter_mut().enumerate() {
            let last = here.unknowns[i] - before.unknowns[i];
            *to = here.unknowns[i]
                + here.direction[i].times(slope_here * unit)
                + before.direction[i].times(slope_before * unit)
                - last.times(step);
        }
    }

    /// Newton's iteration from what was predicted, and how far off that was; nothing where it is further than `most` or does not converge at
    /// once.
    fn correct(
        &mut self,
        homotopy: &mut Homotopy,
        t: f64,
        most: f64,
        budget: &mut Budget,
    ) -> Option<f64> {
        let first = self.newton(homotopy, t, budget)?;
        if first.is_nan() || first >= most {
            return None;
        }
        let mut last = first;
        for _ in 0..2 {
            if last < CLOSE {
                return Some(first);
            }
            let size = self.newton(homotopy, t, budget)?;
            if size.is_nan() || size >= 0.25 * last {
                return None;
            }
            last = size;
        }
        (last < CLOSE).then_some(first)
    }

    /// One step of Newton's iteration at what was predicted, and its size.
    fn newton(&mut self, homotopy: &mut Homotopy, t: f64, budget: &mut Budget) -> Option<f64> {
        homotopy.evaluate(t, &self.predicted, &mut self.jacobian, &mut self.step);
        budget.spend(flops(homotopy));
        if !complex::factor(&mut self.jacobian, &mut self.exchanges) {
            return None;
        }
        complex::solve(&self.jacobian, &self.exchanges, &mut self.step);
        let steps = self.predicted.iter_mut().zip(&self.step);
        steps.for_each(|(to, step)| *to -= *step);
        Some(Homotopy::size(&self.predicted, &self.step))
    }

    /// To rounding at t = 1.
    fn end(&mut self, homotopy: &mut Homotopy, budget: &mut Budget) -> Option<(&[Complex], usize)> {
        self.predicted.copy_from_slice(&self.here.unknowns);
        let chart = homotopy.enter_chart(&mut self.predicted);
        let mut last = f64::INFINITY;
        for _ in 0..LAST_CORRECTIONS {
            let size = self.newton(homotopy, 1.0, budget)?;
            if size < 1e-15 || size > 0.25 * last {
                break;
            }
            last = size;
        }
        Some((&self.predicted, chart))
    }
}

/// Flops of a Newton step.
fn flops(homotopy: &Homotopy) -> f64 {
    homotopy.polynomial().flops() + complex::flops(homotopy.unknowns())
}
