//! A count of the eigenvalues beyond those that were found, by the inertia of the stored matrix.

use crate::budget::Budget;
use crate::eigen::inertia::InertiaSolver;
use crate::eigen::solver::Solver;
use crate::error::Error;
use crate::memory::try_filled;
use crate::vector::clamped;

/// A shift in a gap of the values that were found at one end, and how many of them lie beyond it.
///
/// The values are those from the end inwards, and at the high end negated, as the shift is.
#[derive(Debug, Clone, Copy, Default)]
struct Edge {
    shift: f64,
    beyond: usize,
    found: usize,
}

impl Edge {
    /// Beside the innermost value, and beyond all that are near it: each is within `margin` of an eigenvalue.
    fn of(inwards: &[f64], margin: f64) -> Option<Self> {
        let mut shift = *inwards.last()?;
        let mut beyond = inwards.len();
        for &value in inwards.iter().rev() {
            if value < shift - 4.0 * margin {
                break;
            }
            shift = value;
            beyond -= 1;
        }
        Some(Edge {
            shift: clamped(shift - 2.0 * margin, f64::MIN, f64::MAX),
            beyond,
            found: inwards.len(),
        })
    }

    /// Whether so many of the values lie beyond the shift as were counted there, or all.
    fn is_reached(self, inwards: &[f64], counted: usize) -> bool {
        let beyond = inwards.iter().filter(|&&value| value < self.shift);
        beyond.count() >= counted.min(self.found)
    }
}

/// The values at the low end from the smallest on, and those at the high end from the largest on, negated.
fn inwards(values: &[f64], low: usize) -> [Vec<f64>; 2] {
    let (low, high) = values.split_at(low);
    let high = high.iter().rev().map(|value| -value);
    [low.to_vec(), high.collect()]
}

enum Stage {
    Idle,
    /// It waits for the entries of the matrix.
    Waiting(InertiaSolver),
    Counting(InertiaSolver),
}

/// Counts the eigenvalues beyond the found ones at both ends, in memory for a copy of the matrix.
pub struct Census {
    n: usize,
    /// Of the values, how many are at the low end.
    low: usize,
    entries: Vec<f64>,
    stage: Stage,
    /// Of the last count, at the low and at the high end, and what it found.
    edges: [Option<Edge>; 2],
    counted: [usize; 2],
}

impl Census {
    /// Of a matrix of order `n` for values of which the first `low` are at the low end.
    pub fn new(n: usize, low: usize) -> Result<Self, Error> {
        let what = "the copy of the matrix in which eigenvalues are counted";
        let bytes = || (8 * n as u64).saturating_mul(n as u64);
        let len = n.checked_mul(n).ok_or_else(|| Error::OutOfMemory {
            what,
            requested: bytes(),
        })?;
        Ok(Census {
            n,
            low,
            entries: try_filled(what, len, 0.0)?,
            stage: Stage::Idle,
            edges: [None; 2],
            counted: [0; 2],
        })
    }

    /// Whether the values hold as many as the last count asks for, so that another one is worth its work.
    pub fn may_be_complete(&self, values: &[f64]) -> bool {
        let ends = inwards(values, self.low);
        let mut ends = ends.iter().zip(self.edges).zip(self.counted);
        ends.all(|((values, edge), counted)| {
            edge.is_none_or(|edge| edge.is_reached(values, counted))
        })
    }

    /// Begins to count those beyond `values`, each of which is within `margin` of an eigenvalue.
    pub fn begin(&mut self, values: &[f64], margin: f64) -> Result<(), Error> {
        self.edges = inwards(values, self.low).map(|values| Edge::of(&values, margin));
        let (shift, tolerance) = match self.edges.map(|edge| edge.map(|edge| edge.shift)) {
            // Two factorisations, about shift − tolerance and shift + tolerance.
            [Some(low), Some(high)] => (0.5 * low - 0.5 * high, -0.5 * high - 0.5 * low),
            [Some(low), None] => (low, 0.0),
            [None, Some(high)] => (-high, 0.0),
            [None, None] => (0.0, 0.0),
        };
        self.stage = Stage::Waiting(InertiaSolver::new(self.n, shift, tolerance)?);
        Ok(())
    }

    /// Whether it is not done with what it began.
    pub fn is_counting(&self) -> bool {
        !matches!(self.stage, Stage::Idle)
    }

    /// Where the entries of the matrix go, while it waits for them.
    pub fn room(&mut self) -> Option<&mut [f64]> {
        matches!(self.stage, Stage::Waiting(_)).then_some(&mut self.entries)
    }

    /// Goes on; when it is done, whether there are no eigenvalues beyond but those that were found.
    pub fn advance(&mut self, budget: &mut Budget) -> Result<Option<bool>, Error> {
        let mut solver = match std::mem::replace(&mut self.stage, Stage::Idle) {
            Stage::Idle => return Ok(None),
            Stage::Waiting(mut solver) => {
                solver.start(&mut self.entries)?;
                solver
            }
            Stage::Counting(solver) => solver,
        };
        if !solver.advance(&mut self.entries, budget)? {
            self.stage = Stage::Counting(solver);
            return Ok(None);
        }
        let inertia = solver.inertia();
        self.counted = [inertia.negative, inertia.positive];
        let mut ends = self.edges.iter().zip(self.counted);
        let is_complete =
            ends.all(|(edge, counted)| edge.is_none_or(|edge| counted <= edge.beyond));
        Ok(Some(is_complete))
    }
}
