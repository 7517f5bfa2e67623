//! Descents in singles, and from where these end in doubles.

use super::before::Down;
use super::walk::{End, Walk};
use crate::optimise::{Descent, Slope, Status, Termination};
use crate::precision::Precision;

/// |P∇H|/√n to which singles lead: a hundred times what their roundings make of it.
const ROUGH: f64 = 1e-4;
/// Relative rounding of an energy that was added up in singles.
const ROUNDING: f64 = 1e-6;

/// A descent that goes on in doubles, with the memory of its steps, once its gradients in singles are down to [`ROUGH`] or lead no further.
pub(super) struct Mixed {
    descent: Descent,
    termination: Termination,
    precision: Precision,
}

impl Mixed {
    pub(super) fn new(start: Vec<f64>, down: Down) -> Self {
        let termination = down.termination;
        let rough = Termination {
            tolerance: termination.tolerance.max(ROUGH),
            ..termination
        };
        let down = Down {
            termination: rough,
            ..down
        };
        Mixed {
            descent: down.from(start).rounded_to(ROUNDING),
            termination,
            precision: Precision::Single,
        }
    }
}

impl Walk for Mixed {
    fn precision(&self) -> Precision {
        self.precision
    }

    fn ask(&mut self, _: usize) -> Slope<'_> {
        self.descent.ask()
    }

    fn go_on(&mut self) -> Option<Status> {
        let ended = Walk::go_on(&mut self.descent)?;
        if self.precision == Precision::Double {
            return Some(ended);
        }
        self.precision = Precision::Double;
        self.descent.go_on_from_here(self.termination);
        None
    }

    fn end(&self) -> Option<End<'_>> {
        self.descent.end()
    }

    fn evaluations(&self) -> u32 {
        self.descent.evaluations()
    }
}
