//! Gradient flow on the sphere, followed so closely that it ends in the basin in which it began, and what is certain of its end.

use super::SpinGlass;
use super::panels::Panels;
use super::place::Place;
use crate::error::Error;
use crate::memory::try_filled;
use crate::objective::Objective;
use crate::optimise::scale_to_sphere;
use crate::vector::{axpy, clamped, dot};

/// The error of a step, in units of √n, that steps are chosen by.
const TOLERANCE: f64 = 1e-8;
const FIRST_STEP: f64 = 1e-2;
/// The part of the step that the error allows, and how much a step may change from one to the next.
const CAREFUL: f64 = 0.9;
const SHORTER: f64 = 0.2;
const LONGER: f64 = 4.0;

/// The pair of orders 5 and 4 of Dormand and Prince (J. Comput. Appl. Math. 6 (1980) 19): the weights of the slopes before each
/// stage, of which the last is the step itself, and those of the error.
const STAGES: [&[f64]; 6] = [
    &[1.0 / 5.0],
    &[3.0 / 40.0, 9.0 / 40.0],
    &[44.0 / 45.0, -56.0 / 15.0, 32.0 / 9.0],
    &[
        19372.0 / 6561.0,
        -25360.0 / 2187.0,
        64448.0 / 6561.0,
        -212.0 / 729.0,
    ],
    &[
        9017.0 / 3168.0,
        -355.0 / 33.0,
        46732.0 / 5247.0,
        49.0 / 176.0,
        -5103.0 / 18656.0,
    ],
    &[
        35.0 / 384.0,
        0.0,
        500.0 / 1113.0,
        125.0 / 192.0,
        -2187.0 / 6784.0,
        11.0 / 84.0,
    ],
];
const ERROR: [f64; 7] = [
    71.0 / 57600.0,
    0.0,
    -71.0 / 16695.0,
    71.0 / 1920.0,
    -17253.0 / 339_200.0,
    22.0 / 525.0,
    -1.0 / 40.0,
];

/// A flow dσ = −P∇H dt.
pub(super) struct Fall {
    at: Place,
    trial: Place,
    /// Gradients at the point and at each stage.
    slopes: Vec<f64>,
    error: Vec<f64>,
    step: f64,
    steps: u32,
    /// The largest gradient norm since the Hessian was looked at.
    largest: f64,
}

impl Fall {
    /// From a point that is scaled to the sphere.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub(super) fn new(
        start: Vec<f64>,
        glass: &SpinGlass,
        slots: &mut Panels,
    ) -> Result<Self, Error> {
        let n = start.len();
        let mut at = Place::new(start);
        at.inform(glass, slots);
        let mut slopes = try_filled("a flow", ERROR.len() * n, 0.0)?;
        slopes[..n].copy_from_slice(&at.gradient);
        Ok(Fall {
            trial: at.clone(),
            slopes,
            error: try_filled("a flow", n, 0.0)?,
            step: FIRST_STEP,
            steps: 0,
            largest: at.gradient_norm(),
            at,
        })
    }

    pub(super) fn at(&self) -> &Place {
        &self.at
    }

    /// Steps that were tried.
    pub(super) fn steps(&self) -> u32 {
        self.steps
    }

    /// Flops of a step.
    pub(super) fn flops(glass: &SpinGlass) -> f64 {
        STAGES.len() as f64 * glass.flops()
    }

    /// Tries one step, and takes it where its error is small enough.
    pub(super) fn go_on(&mut self, glass: &SpinGlass, slots: &mut Panels) {
        let n = self.at.point.len();
        let last = STAGES.len();
        for (stage, weights) in (1..).zip(&STAGES) {
            let Place { point, .. } = &mut self.trial;
            point.copy_from_slice(&self.at.point);
            add_rows(-self.step, weights, &self.slopes, point);
            // Off the sphere the field goes on smoothly, and on it stays there: stages need no scaling.
            if stage == last {
                scale_to_sphere(point);
            }
            self.trial.inform(glass, slots);
            self.slopes[stage * n..][..n].copy_from_slice(&self.trial.gradient);
        }
        self.error.fill(0.0);
        add_rows(self.step, &ERROR, &self.slopes, &mut self.error);
        let error = (dot(&self.error, &self.error) / n as f64).sqrt();
        self.steps += 1;
        // The error grows with the fifth power of the step: by the fourth root steps settle below the tolerance.
        let change = CAREFUL * (TOLERANCE / error.max(1e-30)).sqrt().sqrt();
        self.step *= clamped(change, SHORTER, LONGER);
        if error <= TOLERANCE {
            std::mem::swap(&mut self.at, &mut self.trial);
            self.slopes.copy_within(last * n.., 0);
            self.largest = self.largest.max(self.at.gradient_norm());
        }
    }

    /// Whether to look at the Hessian here: the gradient has halved since the last time.
    pub(super) fn is_to_be_looked_at(&mut self) -> bool {
        let norm = self.at.gradient_norm();
        let halved = norm <= 0.5 * self.largest;
        if halved {
            self.largest = norm;
        }
        halved
    }

    /// The angle that the flow stays within from here on, where that is certain; `curvature` is the smallest eigenvalue of the sphere
    /// Hessian here, and `bound` of the third derivative of H/n along great circles.
    ///
    /// At the angle r in any direction H/n ≥ h − gr + μr²/2 − Lr³/6, which is h again at r = 2g/(μ/2 + √(μ²/4 − 2Lg/3)): the flow,
    /// along which H falls, does not get there.
    pub(super) fn reach(&self, curvature: f64, bound: f64) -> Option<f64> {
        let gradient = self.at.gradient_norm();
        let root = 0.25 * curvature * curvature - 2.0 / 3.0 * bound * gradient;
        let reach = 2.0 * gradient / (0.5 * curvature + root.sqrt());
        (curvature > 0.0 && root > 0.0).then_some(reach)
    }
}

/// Adds the rows, times a factor and each its weight.
// Out of line: unrolled for the number of weights it is a kilobyte.
#[inline(never)]
fn add_rows(factor: f64, weights: &[f64], rows: &[f64], to: &mut [f64]) {
    for (weight, row) in weights.iter().zip(rows.chunks_exact(to.len())) {
        axpy(factor * weight, row, to);
    }
}
