//! Eigenvalues and eigenvectors of dense symmetric matrices.

use super::back_transform::BackTransform;
use super::bisection::{most, pays};
use super::crossover::Crossovers;
use super::divide::Divide;
use super::each::{Each, Progress};
use super::range::Range;
use super::scale;
use super::solver::Solver;
use super::tridiagonalise::Tridiagonaliser;
use crate::budget::Budget;
use crate::error::Error;
use crate::memory::try_filled;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    Reduce,
    Tridiagonal,
    BackTransform,
    Finished,
}

/// How the eigenpairs of the tridiagonal matrix are found.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Method {
    Divide,
    Each,
}

/// Eigenvalues and eigenvectors of matrices of one order, in working memory that is allocated once.
///
/// Householder tridiagonalisation; eigenvectors each for itself, by twisted factorisations and inverse iteration, or by
/// divide and conquer up to the order [`Crossovers::divide`] and where many eigenvalues are close; and the reflectors applied
/// to the eigenvectors in blocks.
/// ‖A·V − V·Λ‖ is within 10·n·(eps·‖A‖ + 5e-324) and ‖VᵀV − I‖ within 10·n·eps; measured are at most 1.0 and 1.7 times
/// n·eps, at n < 30, and 0.2 and 0.6 at n = 500 (tests/eigenpairs.rs). An eigenvector's sign is as computed: the same at
/// every call, whatever the budgets.
/// Cost: 4n³/3 flops for the reduction, O(n²) for the eigenvectors of the tridiagonal matrix or, by divide and conquer, at
/// most 4n³/3, and 2n² for each eigenvector in the range; 8n² bytes for the vectors and 4n² of working memory beside the
/// matrix, or, for up to an eighth of the m eigenpairs, 8·n·m bytes. Strict builds: the same bits on every target.
#[derive(Debug)]
pub struct EigenpairSolver {
    n: usize,
    range: Range,
    step: Step,
    scale: f64,
    /// The eigenpairs in the range; as long as that is not known, those that may be.
    count: usize,
    tridiagonaliser: Tridiagonaliser,
    each_of_many: bool,
    diagonal: Vec<f64>,
    off_diagonal: Vec<f64>,
    method: Method,
    /// The fraction of the eigenvectors that were found by a method that was then given up.
    given_up: f64,
    /// Above the order [`Crossovers::divide`], and for ranges that have, or may turn out to have, few eigenpairs.
    each: Option<Each>,
    /// For ranges that have many, once that is known; or where inverse iteration does not converge.
    divide: Option<Divide>,
    back_transform: BackTransform,
    vectors: Vec<f64>,
    work: Vec<f64>,
}

impl EigenpairSolver {
    /// Working memory for n×n matrices; that for the eigenvectors in a range of values is allocated when their number
    /// is known.
    ///
    /// # Errors
    /// As [`Range::check`]; [`Error::OutOfMemory`] if it does not fit.
    pub fn new(n: usize, range: Range) -> Result<Self, Error> {
        Self::with_crossovers(n, range, Crossovers::default())
    }

    /// The same, with other crossovers, to measure them.
    ///
    /// # Errors
    /// As [`EigenpairSolver::new`].
    pub fn with_crossovers(n: usize, range: Range, crossovers: Crossovers) -> Result<Self, Error> {
        range.check(n)?;
        let what = "eigenvectors";
        let mut solver = Self {
            n,
            range,
            step: Step::Finished,
            scale: 1.0,
            count: 0,
            tridiagonaliser: Tridiagonaliser::new(n, crossovers.unblocked)?,
            each_of_many: n > crossovers.divide,
            diagonal: try_filled(what, n, 0.0)?,
            off_diagonal: try_filled(what, n, 0.0)?,
            method: Method::Divide,
            given_up: 0.0,
            each: None,
            divide: None,
            back_transform: BackTransform::new(n),
            vectors: Vec::new(),
            work: Vec::new(),
        };
        let (count, known) = match range {
            Range::All => (n, true),
            Range::Index { from, to } => (to - from, true),
            Range::Value { .. } => (n, false),
        };
        if solver.each_of_many {
            solver.each = Some(Each::new(n, count)?);
        } else if !known || pays(n, count) {
            solver.each = Some(Each::new(n, most(n))?);
        }
        if known && pays(n, count) {
            solver.prepare_few(count)?;
        } else if known {
            solver.prepare_divide()?;
        }
        Ok(solver)
    }

    /// Memory for so many eigenvectors.
    fn prepare_few(&mut self, count: usize) -> Result<(), Error> {
        grow(&mut self.vectors, count * self.n)?;
        grow(&mut self.work, BackTransform::work(self.n))
    }

    /// Memory for any number of eigenvectors, by any method.
    fn prepare_divide(&mut self) -> Result<(), Error> {
        let n = self.n;
        grow(&mut self.vectors, n.saturating_mul(n))?;
        grow(&mut self.work, Divide::work(n).max(BackTransform::work(n)))?;
        if self.divide.is_none() {
            self.divide = Some(Divide::new(n, self.range)?);
        }
        Ok(())
    }

    /// Begins with the tridiagonal matrix.
    fn start_tridiagonal(&mut self) -> Result<(), Error> {
        self.given_up = 0.0;
        let (d, e) = (&self.diagonal, &self.off_diagonal);
        if let Some(each) = &mut self.each {
            let count = each.start(d, e, self.scale, self.range);
            self.method = Method::Each;
            if pays(self.n, count) {
                return self.prepare_few(count);
            }
            if self.each_of_many {
                return self.prepare_divide();
            }
        }
        self.start_divide()
    }

    fn start_divide(&mut self) -> Result<(), Error> {
        self.prepare_divide()?;
        self.method = Method::Divide;
        if let Some(divide) = &mut self.divide {
            let (d, e) = (&self.diagonal, &self.off_diagonal);
            divide.start(d, e, self.scale, &mut self.vectors);
        }
        Ok(())
    }

    fn advance_tridiagonal(&mut self, budget: &mut Budget) -> Result<bool, Error> {
        let vectors = &mut self.vectors;
        match (self.method, &mut self.each, &mut self.divide) {
            (Method::Each, Some(each), _) => {
                match each.advance(&self.diagonal, &self.off_diagonal, vectors, budget) {
                    Ok(Progress::TooClose) | Err(Error::NotConverged { .. }) => {
                        self.given_up = each.done();
                        self.start_divide().map(|()| false)
                    }
                    other => other.map(|progress| progress == Progress::Finished),
                }
            }
            (_, _, Some(divide)) => divide.advance(vectors, &mut self.work, budget),
            _ => unreachable!("the method was prepared"),
        }
    }

    /// The eigenvalues in the range, ascending, once all is done.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        match (self.method, &self.each, &self.divide) {
            (Method::Each, Some(each), _) => each.values(),
            (_, _, Some(divide)) => divide.values(),
            _ => &[],
        }
    }

    /// Their eigenvectors, one after another, each of length 1, once all is done.
    #[must_use]
    pub fn vectors(&self) -> &[f64] {
        &self.vectors[..self.values().len() * self.n]
    }

    /// The eigenvalues and the eigenvectors.
    #[must_use]
    pub fn into_parts(mut self) -> (Vec<f64>, Vec<f64>) {
        let values = self.values().to_vec();
        self.vectors.truncate(values.len() * self.n);
        self.vectors.shrink_to_fit();
        (values, self.vectors)
    }
}

impl Solver for EigenpairSolver {
    fn start(&mut self, a: &mut [f64]) -> Result<(), Error> {
        self.scale = scale::to_order_one(a, self.n)?;
        self.tridiagonaliser.start(a);
        self.count = match self.range {
            Range::Index { from, to } => to - from,
            _ => self.n,
        };
        self.step = Step::Reduce;
        Ok(())
    }

    fn advance(&mut self, a: &mut [f64], budget: &mut Budget) -> Result<bool, Error> {
        loop {
            match self.step {
                Step::Reduce => {
                    let (d, e) = (&mut self.diagonal, &mut self.off_diagonal);
                    if !self.tridiagonaliser.advance(a, d, e, budget) {
                        return Ok(false);
                    }
                    self.start_tridiagonal()?;
                    self.step = Step::Tridiagonal;
                }
                Step::Tridiagonal => {
                    if !self.advance_tridiagonal(budget)? {
                        if budget.is_spent() {
                            return Ok(false);
                        }
                        continue;
                    }
                    self.count = self.values().len();
                    self.back_transform.start(self.count);
                    self.step = Step::BackTransform;
                }
                Step::BackTransform => {
                    let finished = self.back_transform.advance(
                        a,
                        self.tridiagonaliser.factors(),
                        &mut self.vectors,
                        &mut self.work,
                        budget,
                    );
                    if !finished {
                        return Ok(false);
                    }
                    self.step = Step::Finished;
                }
                Step::Finished => return Ok(true),
            }
        }
    }

    fn done(&self) -> f64 {
        // In parts of 4n³/3 flops.
        const REDUCTION: f64 = 1.0;
        const DIVIDE: f64 = 1.0;
        let back = 1.5 * self.count as f64 / self.n.max(1) as f64;
        let done = match self.step {
            Step::Reduce => REDUCTION * self.tridiagonaliser.done(),
            Step::Tridiagonal => {
                let done = match (self.method, &self.each, &self.divide) {
                    (Method::Each, Some(each), _) => each.done(),
                    (_, _, Some(divide)) => self.given_up + (1.0 - self.given_up) * divide.done(),
                    _ => 0.0,
                };
                REDUCTION + DIVIDE * done
            }
            Step::BackTransform => REDUCTION + DIVIDE + back * self.back_transform.done(),
            Step::Finished => return 1.0,
        };
        done / (REDUCTION + DIVIDE + back)
    }
}

/// Makes `vec` at least `len` long; what it held is lost where it is not.
fn grow(vec: &mut Vec<f64>, len: usize) -> Result<(), Error> {
    if vec.len() < len {
        *vec = Vec::new();
        *vec = try_filled("eigenvectors", len, 0.0)?;
    }
    Ok(())
}
