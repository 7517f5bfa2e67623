//! Eigenpairs of a symmetric tridiagonal matrix, each for itself.

use super::bisection::{Bisection, pays};
use super::inverse_iteration::InverseIteration;
use super::range::Range;
use super::tridiagonal::Ql;
use crate::budget::Budget;
use crate::error::Error;
use crate::memory::try_filled;

/// Of so many pairs of eigenvalues one may be of neighbours whose eigenvectors must be made orthogonal, where many
/// eigenpairs are wanted. Divide and conquer has less to multiply there: it is for spectra like those of network Hessians,
/// where nearly half of the pairs are such; the Gaussian ensemble has a few pairs an eigenvalue. Not tuned between the two.
const NEAR_PAIRS: usize = 16;

/// Bisection for few eigenvalues, QL for many, and inverse iteration for the eigenvectors, of matrices of one order, in
/// memory that is allocated once: 33·n doubles and one for each eigenvector.
///
/// Even where all eigenvalues are near each other, n/8 eigenvectors take n³/6 flops.
#[derive(Debug)]
pub struct Each {
    range: Range,
    bisection: Bisection,
    ql: Ql,
    inverse_iteration: InverseIteration,
    /// Those in the range are at `wanted`.
    values: Vec<f64>,
    wanted: core::ops::Range<usize>,
    /// What QL destroys.
    off_diagonal: Vec<f64>,
    scale: f64,
    step: Step,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    Bisection,
    Ql,
    Vectors,
    Finished,
}

/// How far [`Each::advance`] has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Progress {
    /// The budget is spent.
    Paused,
    /// So many eigenvalues are so close that another method is better.
    TooClose,
    /// All is done.
    Finished,
}

impl Each {
    /// For at most `count` eigenpairs of n×n matrices.
    pub fn new(n: usize, count: usize) -> Result<Self, Error> {
        Ok(Self {
            range: Range::All,
            bisection: Bisection::new(n)?,
            ql: Ql::default(),
            inverse_iteration: InverseIteration::new(n, count)?,
            values: try_filled("eigenvalues", n, 0.0)?,
            wanted: 0..0,
            off_diagonal: try_filled("eigenvalues", n, 0.0)?,
            scale: 1.0,
            step: Step::Finished,
        })
    }

    /// Begins with the matrix `scale`·T, T with the given entries. Returns the number of eigenvalues in the range: if they
    /// are few, exactly those that will be found.
    pub fn start(
        &mut self,
        diagonal: &[f64],
        off_diagonal: &[f64],
        scale: f64,
        range: Range,
    ) -> usize {
        self.range = range.divided_by(scale);
        self.scale = scale;
        let count = self
            .bisection
            .start(diagonal, off_diagonal, self.range)
            .len();
        self.inverse_iteration.start(diagonal, off_diagonal);
        self.wanted = 0..count;
        self.step = if pays(diagonal.len(), count) {
            Step::Bisection
        } else {
            self.values.copy_from_slice(diagonal);
            self.off_diagonal.copy_from_slice(off_diagonal);
            self.ql = Ql::default();
            Step::Ql
        };
        count
    }

    /// Goes on with the matrix that [`Each::start`] was given. When all is done, the eigenvectors of [`Each::values`] are at
    /// the beginning of `vectors`, one after another.
    ///
    /// # Errors
    /// As [`InverseIteration::advance`] and [`Ql::advance`].
    pub fn advance(
        &mut self,
        diagonal: &[f64],
        off_diagonal: &[f64],
        vectors: &mut [f64],
        budget: &mut Budget,
    ) -> Result<Progress, Error> {
        let n = diagonal.len();
        loop {
            let values = &mut self.values[self.wanted.clone()];
            match self.step {
                Step::Bisection => {
                    if !self.bisection.advance(diagonal, values, budget) {
                        return Ok(Progress::Paused);
                    }
                    self.step = Step::Vectors;
                }
                Step::Ql => {
                    let (values, squares) = (&mut self.values, &mut self.off_diagonal);
                    if !self.ql.advance(values, squares, budget)? {
                        return Ok(Progress::Paused);
                    }
                    self.wanted = self.range.of(values);
                    let values = &values[self.wanted.clone()];
                    if self.inverse_iteration.near_pairs(n, values) > n * n / NEAR_PAIRS {
                        return Ok(Progress::TooClose);
                    }
                    self.step = Step::Vectors;
                }
                Step::Vectors => {
                    let (d, e) = (diagonal, off_diagonal);
                    let vectors_of = &mut self.inverse_iteration;
                    if !vectors_of.advance(d, e, values, vectors, budget)? {
                        return Ok(Progress::Paused);
                    }
                    values.iter_mut().for_each(|value| *value *= self.scale);
                    self.step = Step::Finished;
                }
                Step::Finished => return Ok(Progress::Finished),
            }
        }
    }

    /// The fraction of the work that is done.
    pub fn done(&self) -> f64 {
        self.inverse_iteration.done(self.wanted.len())
    }

    /// The eigenvalues in the range, ascending, once all is done.
    pub fn values(&self) -> &[f64] {
        &self.values[self.wanted.clone()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Purpose, Stream};

    /// The tridiagonal matrix of the Gaussian orthogonal ensemble: couplings of χ distribution with 1 to n − 1 degrees of
    /// freedom, up to a factor.
    ///
    /// Source: Trotter, Advances in Math. 54 (1984) 67.
    fn gaussian(n: usize, seed: u64) -> [Vec<f64>; 2] {
        let mut stream = Stream::new(seed, Purpose::Starts, 0, 0);
        let unit = 1.0 / (n as f64).sqrt();
        let d = (0..n).map(|_| unit * core::f64::consts::SQRT_2 * stream.normal());
        let d = d.collect();
        let mut chi = |freedom: usize| {
            let squares: f64 = (0..freedom).map(|_| stream.normal()).map(|x| x * x).sum();
            unit * squares.sqrt()
        };
        [d, (0..n).map(|i| chi(i + 1)).collect()]
    }

    #[test]
    fn spectra_of_the_gaussian_ensemble_never_need_another_method() {
        let orders = (80..130).chain([200, 300, 500, 700, 1000]);
        for (seed, n) in orders.enumerate() {
            let [d, e] = gaussian(n, seed as u64);
            let mut each = Each::new(n, n).unwrap();
            let mut vectors = vec![0.0; n * n];
            each.start(&d, &e, 1.0, Range::All);
            let progress = each
                .advance(&d, &e, &mut vectors, &mut Budget::unlimited())
                .unwrap();
            assert_eq!(progress, Progress::Finished, "n = {n}");
        }
    }

    #[test]
    fn a_spectrum_with_half_of_its_eigenvalues_in_one_place_is_too_close() {
        let n = 100;
        let d: Vec<f64> = (0..n)
            .map(|i| if i % 2 == 0 { 1.0 } else { i as f64 })
            .collect();
        let mut each = Each::new(n, n).unwrap();
        let mut vectors = vec![0.0; n * n];
        each.start(&d, &vec![0.0; n], 1.0, Range::All);
        let progress = each.advance(&d, &vec![0.0; n], &mut vectors, &mut Budget::unlimited());
        assert_eq!(progress.unwrap(), Progress::TooClose);
    }
}
