//! Work on one symmetric matrix or on a batch of them, as a job.

use super::crossover::Crossovers;
use super::range::Range;
use super::solver::Solver;
use super::{EigenpairSolver, EigenvalueSolver, InertiaSolver};
use crate::budget::Budget;
use crate::columns::{Column, Columns};
use crate::error::Error;
use crate::job::{Job, Progress};
use crate::memory::try_filled;
use std::mem::take;

/// What is wanted of each matrix.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Task {
    /// Its eigenvalues in a range.
    Values(Range),
    /// Its eigenvalues in a range, and their eigenvectors.
    Pairs(Range),
    /// How many of its eigenvalues are below, within `tolerance` of, and above `shift`.
    Inertia {
        /// What eigenvalues are compared with.
        shift: f64,
        /// The half-width of the interval of zeros.
        tolerance: f64,
    },
}

enum Method {
    Values(Box<EigenvalueSolver>),
    Pairs(Box<EigenpairSolver>),
    Inertia(Box<InertiaSolver>),
}

impl Method {
    fn solver(&self) -> &dyn Solver {
        match self {
            Self::Values(solver) => &**solver,
            Self::Pairs(solver) => &**solver,
            Self::Inertia(solver) => &**solver,
        }
    }

    fn solver_mut(&mut self) -> &mut dyn Solver {
        match self {
            Self::Values(solver) => &mut **solver,
            Self::Pairs(solver) => &mut **solver,
            Self::Inertia(solver) => &mut **solver,
        }
    }
}

/// A job over matrices of one order, one after another; its memory is allocated before it begins, but for the vectors of a
/// range of values, whose number is not known then.
///
/// It leaves `values`, a matrix's in ascending order, `offsets`, where those of each matrix begin and the last one's end, and
/// `vectors` of n entries each; or the counts `negative`, `zero` and `positive`.
pub struct EigenJob {
    n: usize,
    /// Whether the matrices are called a batch's, in errors.
    batch: bool,
    count: usize,
    method: Method,
    /// What is left of the matrices; the eigenvectors of those that are done, from the front.
    matrices: Vec<f64>,
    done: usize,
    begun: bool,
    values: Vec<f64>,
    offsets: Vec<u32>,
    /// Eigenvalues below, at and above the shift.
    counts: [Vec<u32>; 3],
}

impl EigenJob {
    /// A job with room for what it finds of the `count` matrices of a batch, or of a single one.
    ///
    /// # Errors
    /// Those of the solvers.
    pub fn new(
        n: usize,
        count: Option<usize>,
        task: Task,
        crossovers: Crossovers,
    ) -> Result<Self, Error> {
        let method = match task {
            Task::Values(range) => Method::Values(Box::new(EigenvalueSolver::with_crossovers(
                n, range, crossovers,
            )?)),
            Task::Pairs(range) => Method::Pairs(Box::new(EigenpairSolver::with_crossovers(
                n, range, crossovers,
            )?)),
            Task::Inertia { shift, tolerance } => {
                Method::Inertia(Box::new(InertiaSolver::new(n, shift, tolerance)?))
            }
        };
        let [values, counts] = match task {
            Task::Values(range) | Task::Pairs(range) => [range.most(n), 0],
            Task::Inertia { .. } => [0, 1],
        };
        let batch = count.is_some();
        let count = count.unwrap_or(1);
        Ok(Self {
            n,
            batch,
            count,
            method,
            matrices: Vec::new(),
            done: 0,
            begun: false,
            values: room("eigenvalues", count * values)?,
            offsets: room("eigenvalues", count + 1)?,
            counts: [
                room("inertias", count * counts)?,
                room("inertias", count * counts)?,
                room("inertias", count * counts)?,
            ],
        })
    }

    /// Takes the matrices over, n² entries each, row by row.
    pub fn start(&mut self, matrices: Vec<f64>) {
        self.matrices = matrices;
    }

    fn advance_matrix(&mut self, budget: &mut Budget) -> Result<(), Error> {
        let size = self.n * self.n;
        let a = &mut self.matrices[self.done * size..][..size];
        let solver = self.method.solver_mut();
        if !self.begun {
            solver.start(a)?;
            self.begun = true;
        }
        if solver.advance(a, budget)? {
            self.keep();
            self.done += 1;
            self.begun = false;
        }
        Ok(())
    }

    /// Adds what was found of a matrix to the results.
    fn keep(&mut self) {
        let values = match &self.method {
            Method::Values(solver) => solver.values(),
            Method::Pairs(solver) => {
                let vectors = solver.vectors();
                self.matrices[self.n * self.values.len()..][..vectors.len()]
                    .copy_from_slice(vectors);
                solver.values()
            }
            Method::Inertia(solver) => {
                let inertia = solver.inertia();
                let counts = [inertia.negative, inertia.zero, inertia.positive];
                for (column, count) in self.counts.iter_mut().zip(counts) {
                    column.push(count as u32);
                }
                return;
            }
        };
        self.values.extend_from_slice(values);
        self.offsets.push(self.values.len() as u32);
    }

    /// The eigenvectors that were not taken, at the front of the matrices.
    fn take_vectors(&mut self) -> Result<Vec<f64>, Error> {
        let found = self.n * self.values.len();
        if self.done == self.count {
            self.matrices.truncate(found);
            return Ok(take(&mut self.matrices));
        }
        let mut vectors = try_filled("eigenvectors", found, 0.0)?;
        vectors.copy_from_slice(&self.matrices[..found]);
        Ok(vectors)
    }
}

impl Job for EigenJob {
    fn advance(&mut self, budget: &mut Budget) -> Result<bool, Error> {
        while self.done < self.count && !budget.is_spent() {
            let advanced = self.advance_matrix(budget);
            advanced.map_err(|error| match self.batch {
                true => in_batch(error, self.done),
                false => error,
            })?;
        }
        Ok(self.done == self.count)
    }

    fn progress(&self) -> Progress {
        let here = match self.begun {
            true => self.method.solver().done(),
            false => 0.0,
        };
        Progress {
            done: self.done as f64 + here,
            total: self.count as f64,
        }
    }

    fn take(&mut self) -> Result<Columns, Error> {
        if let Method::Inertia(_) = self.method {
            let [negative, zero, positive] = &mut self.counts;
            return Ok(Columns::new()
                .with("negative", Column::U32(take(negative)))
                .with("zero", Column::U32(take(zero)))
                .with("positive", Column::U32(take(positive))));
        }
        let mut columns = Columns::new();
        if let Method::Pairs(_) = self.method {
            columns = columns.with("vectors", Column::F64(self.take_vectors()?));
        }
        let mut offsets = take(&mut self.offsets);
        offsets.insert(0, 0);
        Ok(columns
            .with("values", Column::F64(take(&mut self.values)))
            .with("offsets", Column::U32(offsets)))
    }
}

/// An empty vector with room for `len` entries.
fn room<T: Copy + Default>(what: &'static str, len: usize) -> Result<Vec<T>, Error> {
    let mut vec = try_filled(what, len, T::default())?;
    vec.clear();
    Ok(vec)
}

/// The error of matrix `b` of a batch.
fn in_batch(mut error: Error, b: usize) -> Error {
    if let Error::InvalidInput { argument, at, .. } = &mut error {
        *argument = "matrices";
        at.insert(0, b);
    }
    error
}
