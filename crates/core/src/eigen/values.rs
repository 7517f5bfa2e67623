//! Eigenvalues without vectors.

use super::band::TwoStages;
use super::bisection::{Bisection, pays};
use super::crossover::Crossovers;
use super::range::Range;
use super::scale;
use super::solver::Solver;
use super::tridiagonal::Ql;
use super::tridiagonalise::Tridiagonaliser;
use crate::budget::Budget;
use crate::error::Error;
use crate::memory::try_filled;

/// The eigenvalues, ascending, of the symmetric n×n matrix `a`: [`EigenvalueSolver`] for one matrix and all values.
///
/// # Errors
/// As [`EigenvalueSolver::new`] and [`Solver::solve`].
pub fn eigvalsh(a: &mut [f64], n: usize) -> Result<Vec<f64>, Error> {
    let mut solver = EigenvalueSolver::new(n, Range::All)?;
    solver.solve(a)?;
    Ok(solver.diagonal)
}

/// Eigenvalues of matrices of one order, in working memory that is allocated once.
///
/// Reduction to tridiagonal form by Householder reflectors, in two stages above [`Crossovers::one_stage`]; then implicit
/// QL without square roots, or bisection where few are wanted. Each eigenvalue is within 10·n·(eps·‖A‖₂ + 5e-324) of the
/// exact one; one beyond the largest double is infinite. Which of those nearer to an end of a range than their error
/// belong to it is not determined.
/// Cost: 4n³/3 flops. Strict builds: the same bits on every target.
#[derive(Debug)]
pub struct EigenvalueSolver {
    n: usize,
    range: Range,
    scale: f64,
    reduction: Reduction,
    /// For ranges that have, or may turn out to have, few eigenvalues.
    bisection: Option<Bisection>,
    ql: Ql,
    stage: Stage,
    diagonal: Vec<f64>,
    off_diagonal: Vec<f64>,
    wanted: core::ops::Range<usize>,
}

#[derive(Debug)]
enum Reduction {
    OneStage(Tridiagonaliser),
    TwoStages(Box<TwoStages>),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Stage {
    Reduction,
    Bisection,
    Ql,
    Finished,
}

impl EigenvalueSolver {
    /// Working memory for n×n matrices.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`] if it does not fit, and [`Error::InvalidInput`] for a range that n×n matrices have not.
    pub fn new(n: usize, range: Range) -> Result<Self, Error> {
        Self::with_crossovers(n, range, Crossovers::default())
    }

    /// The same, with other crossovers, to measure them.
    ///
    /// # Errors
    /// As [`EigenvalueSolver::new`].
    pub fn with_crossovers(n: usize, range: Range, crossovers: Crossovers) -> Result<Self, Error> {
        range.check(n)?;
        let may_be_few = match range {
            Range::All => false,
            Range::Index { from, to } => pays(n, to - from),
            Range::Value { .. } => pays(n, 0),
        };
        Ok(Self {
            n,
            range,
            scale: 1.0,
            reduction: if n > crossovers.one_stage.max(TwoStages::SMALLEST) {
                Reduction::TwoStages(Box::new(TwoStages::new(n)?))
            } else {
                let unblocked = crossovers.unblocked;
                Reduction::OneStage(Tridiagonaliser::new(n, unblocked)?)
            },
            bisection: if may_be_few {
                Some(Bisection::new(n)?)
            } else {
                None
            },
            ql: Ql::default(),
            stage: Stage::Finished,
            diagonal: try_filled("eigenvalues", n, 0.0)?,
            off_diagonal: try_filled("eigenvalues", n, 0.0)?,
            wanted: 0..0,
        })
    }

    /// The eigenvalues in the range, ascending, once [`Solver::advance`] has finished.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.diagonal[self.wanted.clone()]
    }
}

impl Solver for EigenvalueSolver {
    fn start(&mut self, a: &mut [f64]) -> Result<(), Error> {
        self.scale = scale::to_order_one(a, self.n)?;
        self.wanted = 0..0;
        self.stage = Stage::Reduction;
        match &mut self.reduction {
            Reduction::OneStage(reduction) => reduction.start(a),
            Reduction::TwoStages(reduction) => reduction.start(a),
        }
        Ok(())
    }

    fn advance(&mut self, a: &mut [f64], budget: &mut Budget) -> Result<bool, Error> {
        if self.stage == Stage::Reduction {
            let (d, e) = (&mut self.diagonal, &mut self.off_diagonal);
            let reduced = match &mut self.reduction {
                Reduction::OneStage(reduction) => reduction.advance(a, d, e, budget),
                Reduction::TwoStages(reduction) => reduction.advance(a, d, e, budget),
            };
            if !reduced {
                return Ok(false);
            }
            let range = self.range.divided_by(self.scale);
            let few = self
                .bisection
                .as_mut()
                .map(|few| few.start(d, e, range).len());
            if let Some(count) = few.filter(|&count| pays(self.n, count)) {
                self.wanted = 0..count;
                self.stage = Stage::Bisection;
            } else {
                self.ql = Ql::default();
                self.stage = Stage::Ql;
            }
        }
        if self.stage == Stage::Ql {
            let (d, e) = (&mut self.diagonal, &mut self.off_diagonal);
            if !self.ql.advance(d, e, budget)? {
                return Ok(false);
            }
            d.iter_mut().for_each(|value| *value *= self.scale);
            self.wanted = self.range.of(d);
            self.stage = Stage::Finished;
        }
        if let (Stage::Bisection, Some(few)) = (self.stage, &mut self.bisection) {
            // The off-diagonal's squares are the bisection's own: its place takes the values.
            let found = &mut self.off_diagonal[self.wanted.clone()];
            if !few.advance(&self.diagonal, found, budget) {
                return Ok(false);
            }
            for (to, value) in self.diagonal.iter_mut().zip(found) {
                *to = *value * self.scale;
            }
            self.stage = Stage::Finished;
        }
        Ok(true)
    }

    fn done(&self) -> f64 {
        match (self.stage, &self.reduction) {
            (Stage::Finished | Stage::Bisection | Stage::Ql, _) => 1.0,
            (_, Reduction::OneStage(reduction)) => reduction.done(),
            (_, Reduction::TwoStages(reduction)) => reduction.done(),
        }
    }
}
