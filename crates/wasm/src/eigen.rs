//! Jobs over one symmetric matrix or a batch of them: eigenvalues, eigenpairs, inertias.

use crate::buffer::Buffer;
use crate::error::to_js;
use losscape_core::budget::Budget;
use losscape_core::eigen::crossover::Crossovers;
use losscape_core::eigen::range::Range;
use losscape_core::eigen::solver::Solver;
use losscape_core::eigen::{EigenpairSolver, EigenvalueSolver, InertiaSolver};
use losscape_core::error::Error;
use losscape_core::memory::try_filled;
use wasm_bindgen::prelude::*;

enum Method {
    Values(Box<EigenvalueSolver>),
    Pairs(Box<EigenpairSolver>),
    Inertia(Box<InertiaSolver>),
}

impl Method {
    fn solver(&mut self) -> &mut dyn Solver {
        match self {
            Self::Values(solver) => &mut **solver,
            Self::Pairs(solver) => &mut **solver,
            Self::Inertia(solver) => &mut **solver,
        }
    }
}

/// Work on matrices of one order, one after another, that can pause; its memory is allocated before it begins, but for the
/// vectors of a range of values, whose number is not known then.
///
/// Results leave once, by moving out.
#[wasm_bindgen]
pub struct EigenJob {
    n: usize,
    count: usize,
    method: Method,
    /// What is left of the matrices; the eigenvectors of those that are done, from the front.
    matrices: Vec<f64>,
    done: usize,
    begun: bool,
    values: Vec<f64>,
    /// Where the values of each matrix that is done begin, and where the last one's end.
    offsets: Vec<u32>,
    /// Eigenvalues below, at and above the shift, of each matrix that is done.
    counts: Vec<u32>,
}

#[wasm_bindgen]
impl EigenJob {
    /// Eigenvalues of `count` matrices; `kind`, `low` and `high` are those of [`range`].
    #[wasm_bindgen(js_name = ofValues)]
    pub fn of_values(
        n: usize,
        count: usize,
        kind: u8,
        low: f64,
        high: f64,
    ) -> Result<EigenJob, JsValue> {
        let range = range(kind, low, high);
        let solver = EigenvalueSolver::new(n, range).map(|solver| Method::Values(Box::new(solver)));
        solver
            .and_then(|method| Self::of(method, n, count, most_values(range, n), 0))
            .map_err(to_js)
    }

    /// Eigenpairs, likewise.
    #[wasm_bindgen(js_name = ofPairs)]
    pub fn of_pairs(
        n: usize,
        count: usize,
        kind: u8,
        low: f64,
        high: f64,
    ) -> Result<EigenJob, JsValue> {
        let range = range(kind, low, high);
        let solver = EigenpairSolver::new(n, range).map(|solver| Method::Pairs(Box::new(solver)));
        solver
            .and_then(|method| Self::of(method, n, count, most_values(range, n), 0))
            .map_err(to_js)
    }

    /// Inertias, likewise.
    #[wasm_bindgen(js_name = ofInertias)]
    pub fn of_inertias(
        n: usize,
        count: usize,
        shift: f64,
        tolerance: f64,
    ) -> Result<EigenJob, JsValue> {
        let solver =
            InertiaSolver::new(n, shift, tolerance).map(|solver| Method::Inertia(Box::new(solver)));
        solver
            .and_then(|method| Self::of(method, n, count, 0, 3))
            .map_err(to_js)
    }

    /// All eigenvalues, or all eigenpairs, of one matrix with other [`Crossovers`], to measure them.
    #[wasm_bindgen(js_name = withCrossovers)]
    pub fn with_crossovers(
        n: usize,
        pairs: bool,
        unblocked: usize,
        one_stage: usize,
        divide: usize,
    ) -> Result<EigenJob, JsValue> {
        let crossovers = Crossovers {
            unblocked,
            one_stage,
            divide,
        };
        let method = if pairs {
            EigenpairSolver::with_crossovers(n, Range::All, crossovers)
                .map(|solver| Method::Pairs(Box::new(solver)))
        } else {
            EigenvalueSolver::with_crossovers(n, Range::All, crossovers)
                .map(|solver| Method::Values(Box::new(solver)))
        };
        method
            .and_then(|method| Self::of(method, n, 1, n, 0))
            .map_err(to_js)
    }

    /// A job with room for so many values and counts a matrix.
    fn of(
        method: Method,
        n: usize,
        count: usize,
        values: usize,
        counts: usize,
    ) -> Result<EigenJob, Error> {
        let mut job = EigenJob {
            n,
            count,
            method,
            matrices: Vec::new(),
            done: 0,
            begun: false,
            values: try_filled("eigenvalues", count * values, 0.0)?,
            offsets: try_filled("eigenvalues", count + 1, 0)?,
            counts: try_filled("inertias", count * counts, 0)?,
        };
        job.values.clear();
        job.offsets.truncate(1);
        job.counts.clear();
        Ok(job)
    }

    /// Takes the matrices over, n² entries each.
    pub fn start(&mut self, matrices: Buffer) {
        self.matrices = matrices.values;
    }

    /// Goes on for about `flops` floating-point operations; whether all matrices are done.
    pub fn advance(&mut self, flops: f64) -> Result<bool, JsValue> {
        let mut budget = Budget::of(flops);
        while self.done < self.count && !budget.is_spent() {
            self.advance_matrix(&mut budget).map_err(to_js)?;
        }
        Ok(self.done == self.count)
    }

    fn advance_matrix(&mut self, budget: &mut Budget) -> Result<(), Error> {
        let size = self.n * self.n;
        let a = &mut self.matrices[self.done * size..][..size];
        let solver = self.method.solver();
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
        match &self.method {
            Method::Values(solver) => self.values.extend_from_slice(solver.values()),
            Method::Pairs(solver) => {
                let vectors = solver.vectors();
                self.matrices[self.n * self.values.len()..][..vectors.len()]
                    .copy_from_slice(vectors);
                self.values.extend_from_slice(solver.values());
            }
            Method::Inertia(solver) => {
                let inertia = solver.inertia();
                self.counts
                    .extend([inertia.negative, inertia.zero, inertia.positive].map(|x| x as u32));
            }
        }
        self.offsets.push(self.values.len() as u32);
    }

    /// The fraction of the work that is done.
    pub fn done(&mut self) -> f64 {
        let here = if self.begun {
            self.method.solver().done()
        } else {
            0.0
        };
        match self.count {
            0 => 1.0,
            count => (self.done as f64 + here) / count as f64,
        }
    }

    /// Eigenvalues of the matrices that are done, ascending in each.
    pub fn values(&mut self) -> Vec<f64> {
        std::mem::take(&mut self.values)
    }

    /// Their eigenvectors, of n entries each.
    pub fn vectors(&mut self) -> Vec<f64> {
        let found = self.offsets[self.done] as usize;
        self.matrices.truncate(self.n * found);
        std::mem::take(&mut self.matrices)
    }

    /// Where the eigenvalues of each matrix begin, and where the last one's end.
    pub fn offsets(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.offsets)
    }

    /// Three counts a matrix: eigenvalues below, at and above the shift.
    pub fn counts(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.counts)
    }
}

/// Everything (0), the places from `low` to `high` (1) or the values from `low` to `high` (2).
fn range(kind: u8, low: f64, high: f64) -> Range {
    match kind {
        0 => Range::All,
        1 => Range::Index {
            from: low as usize,
            to: high as usize,
        },
        _ => Range::Value { low, high },
    }
}

fn most_values(range: Range, n: usize) -> usize {
    match range {
        Range::Index { from, to } => to - from,
        Range::All | Range::Value { .. } => n,
    }
}
