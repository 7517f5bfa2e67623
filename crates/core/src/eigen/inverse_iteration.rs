//! Eigenvectors of a symmetric tridiagonal matrix for some of its eigenvalues, each for itself: by twisted factorisations,
//! or, where eigenvalues are so close that these find one eigenvector for several, by inverse iteration.
//!
//! Source: Peters and Wilkinson, SIAM Review 21 (1979) 339; Jessup and Ipsen, SIAM J. Sci. Stat. Comput. 13 (1992) 550.

use losscape_kernels::vector::{add_rows, dot, rows_times};

use super::twisted::{Found, LANES, Twisted};
use crate::budget::Budget;
use crate::error::Error;
use crate::memory::try_filled;
use crate::rng::{Purpose, Stream};
use crate::vector::largest_modulus;

/// Eigenvectors are made orthogonal to those of eigenvalues that are no further than this times ‖T‖/n away.
///
/// Two eigenvectors of residuals ρ are orthogonal within 2·ρ over the distance of their eigenvalues.
const NEAR: f64 = 8.0;
/// Residuals that are small enough, in units of eps·‖T‖, beside the root of the number of eigenvectors that are near: what
/// is orthogonal to them has errors of theirs.
const RESIDUAL: f64 = 8.0;
/// A vector that was found by a twisted factorisation may have this residual, in the same units, and the root of n besides:
/// an error δ of the eigenvalue leaves δ over the vector's largest entry, which may be as small as 1/√n.
const TWISTED_RESIDUAL: f64 = 8.0;
/// So far from the eigenvalue that was given, in units of n·eps·‖T‖, may that of the vector be. QL's are off by 0.14 at
/// n = 500.
const DISTANCE: f64 = 4.0;
/// The share of its square that such a vector may have along those before it, or it is one of them.
const MOST: f64 = 0.5;
/// The share of its square that a vector may have along those before it for being made orthogonal once to suffice.
const LITTLE: f64 = 1e-4;
/// So many times at most: a vector that is along them but for rounding may be left with rounding errors along them.
const TIMES: usize = 5;
/// Of so many successive iterations. One can be by chance near an eigenvector that is not orthogonal to others.
const GOOD: usize = 2;
/// Distances from the eigenvalue of the numbers with which iterations are made, in turn, in units of eps·‖T‖. Nearly
/// all eigenvectors take the first. Where many eigenvalues are equal but for rounding, one of eigenvectors that were
/// found may be much closer to singular than that of the others, and what is orthogonal to it is left with its rounding
/// errors; from further away all are alike.
const DISTANCES: [f64; 5] = [0.0, 4.0, 16.0, -16.0, 64.0];
/// Iterations made with each.
const ITERATIONS: usize = 4;
/// 2⁻⁵⁰⁰: what is divided by small pivots has room to grow.
const SMALL: f64 = f64::from_bits((1023 - 500) << 52);

/// A row of the factorisation P·(T − λ·I) = L·U.
#[derive(Debug, Clone, Copy, Default)]
struct Row {
    reciprocal_pivot: f64,
    /// The entries of U beside the pivot.
    beside: [f64; 2],
    /// The entry of L below the pivot.
    below: f64,
    /// Whether the row was exchanged with the one below it.
    exchanged: bool,
}

/// Working memory for tridiagonal matrices of one order, and how many eigenvectors of one have been found.
///
/// The eigenvectors of `count` eigenvalues take about 60·n flops each, and 16·n more for every pair of eigenvalues that
/// are near each other.
#[derive(Debug)]
pub struct InverseIteration {
    twisted: Twisted,
    /// What twisted factorisations have found, and of the eigenvalues at what places.
    guesses: Found,
    guessed: core::ops::Range<usize>,
    rows: Vec<Row>,
    /// Of which every eigenvector's start is another part.
    random: Vec<f64>,
    along: Vec<f64>,
    norm: f64,
    /// The least pivot.
    smallest: f64,
    found: usize,
}

impl InverseIteration {
    /// For up to `count` eigenvectors of matrices of order `n`.
    pub fn new(n: usize, count: usize) -> Result<Self, Error> {
        let what = "eigenvectors";
        let mut random = try_filled(what, n + count + DISTANCES.len() * ITERATIONS, 0.0)?;
        let mut stream = Stream::new(0, Purpose::InverseIteration, 0, 0);
        random.iter_mut().for_each(|x| *x = stream.normal());
        Ok(Self {
            twisted: Twisted::new(n)?,
            guesses: Found::default(),
            guessed: 0..0,
            rows: try_filled(what, n, Row::default())?,
            random,
            along: try_filled(what, count, 0.0)?,
            norm: 0.0,
            smallest: 0.0,
            found: 0,
        })
    }

    /// Begins with the matrix that has this diagonal and off-diagonal, entry i of which couples i and i + 1.
    pub fn start(&mut self, diagonal: &[f64], off_diagonal: &[f64]) {
        let n = diagonal.len();
        let coupling = |i: usize| {
            if i + 1 < n {
                off_diagonal[i].abs()
            } else {
                0.0
            }
        };
        let sum =
            |i: usize| diagonal[i].abs() + coupling(i) + if i > 0 { coupling(i - 1) } else { 0.0 };
        self.norm = (0..n).map(sum).fold(SMALL, f64::max);
        let largest = (0..n).map(coupling).fold(1.0, f64::max);
        self.smallest = 4.0 * f64::MIN_POSITIVE * largest * largest;
        self.found = 0;
        self.guessed = 0..0;
    }

    /// Writes unit eigenvectors for the ascending eigenvalues `values`, which may be wrong by 4·n·eps·‖T‖₁, one after
    /// another to `vectors`, as far as the budget reaches; whether all are there.
    ///
    /// Residuals are within (8 + √n)·eps·‖T‖₁ for the eigenvalues of which `values` are near.
    ///
    /// # Errors
    /// [`Error::NotConverged`] after twenty iterations.
    pub fn advance(
        &mut self,
        diagonal: &[f64],
        off_diagonal: &[f64],
        values: &[f64],
        vectors: &mut [f64],
        budget: &mut Budget,
    ) -> Result<bool, Error> {
        let n = diagonal.len();
        while self.found < values.len() {
            if budget.is_spent() {
                return Ok(false);
            }
            let k = self.found;
            if k == self.guessed.end {
                self.guessed = k..values.len().min(k + LANES);
                let (group, vectors) = (&values[self.guessed.clone()], &mut vectors[k * n..]);
                let vectors = &mut vectors[..group.len() * n];
                let t = [diagonal, off_diagonal];
                self.guesses = self.twisted.find(t, group, self.smallest, vectors);
                budget.spend(Twisted::flops(n));
            }
            let first = first_near(values, k, self.reach(n));
            let (before, vector) = vectors[first * n..].split_at_mut((k - first) * n);
            let vector = &mut vector[..n];
            let t = Tridiagonal {
                diagonal,
                off_diagonal,
            };
            budget.spend((n * (8 + 4 * (k - first))) as f64);
            let value = self.guess(n, values[k]);
            if !self.accept(t, value, before, vector) {
                let iterations = self.find(t, value, before, vector)?;
                budget.spend((iterations * n * (30 + 8 * (k - first))) as f64);
            }
            self.found += 1;
        }
        Ok(true)
    }

    /// The fraction of the eigenvectors of `count` eigenvalues that have been found.
    pub fn done(&self, count: usize) -> f64 {
        self.found as f64 / count.max(1) as f64
    }

    /// Eigenvalues that are no further away are near.
    fn reach(&self, n: usize) -> f64 {
        NEAR / n as f64 * self.norm
    }

    /// How many pairs of the ascending `values` are near each other.
    pub fn near_pairs(&self, n: usize, values: &[f64]) -> usize {
        let before = |k: usize| k - first_near(values, k, self.reach(n));
        (0..values.len()).map(before).sum()
    }

    fn lane(&self) -> usize {
        self.found - self.guessed.start
    }

    /// What a twisted factorisation made of an eigenvalue, unless that is another one.
    fn guess(&self, n: usize, value: f64) -> f64 {
        let guess = self.guesses.values[self.lane()];
        if (guess - value).abs() <= DISTANCE * n as f64 * f64::EPSILON * self.norm {
            guess
        } else {
            value
        }
    }

    /// Makes `x`, which a twisted factorisation has found, orthogonal to those in `before`; whether it is the eigenvector
    /// for `value`.
    fn accept(&mut self, t: Tridiagonal<'_>, value: f64, before: &[f64], x: &mut [f64]) -> bool {
        let n = x.len();
        let enough = (TWISTED_RESIDUAL + (n as f64).sqrt()) * f64::EPSILON * self.norm;
        self.guesses.residuals[self.lane()] <= enough
            && self.orthogonalise(before, x, MOST)
            && t.residual(value, x) <= enough
    }

    /// Takes from the unit vector `x` what it has along those in `before`, and gives it length 1; whether that left a
    /// direction. Where it has more than the share `most` of its square along them, it does not count as one.
    fn orthogonalise(&mut self, before: &[f64], x: &mut [f64], most: f64) -> bool {
        let along = &mut self.along[..before.len() / x.len()];
        if along.is_empty() {
            return true;
        }
        for _ in 0..TIMES {
            rows_times(before, x.len(), x, along);
            along.iter_mut().for_each(|x| *x = -*x);
            add_rows(along, before, x.len(), x);
            let squares: f64 = along.iter().map(|x| x * x).sum();
            if squares > most || (squares > f64::EPSILON / 4.0 && !normalise(x)) {
                return false;
            }
            // Where much was taken away, rounding left something along them.
            if squares <= LITTLE {
                return true;
            }
        }
        false
    }

    /// The eigenvector for `value` that is orthogonal to those in `before`. Returns the iterations it took.
    fn find(
        &mut self,
        t: Tridiagonal<'_>,
        value: f64,
        before: &[f64],
        x: &mut [f64],
    ) -> Result<usize, Error> {
        let n = x.len();
        let eps = f64::EPSILON * self.norm;
        x.copy_from_slice(&self.random[self.found..][..n]);
        let near = before.len() / n;
        let enough = (RESIDUAL + (near as f64).sqrt()) * eps;
        let mut iterations = 0;
        for distance in DISTANCES {
            t.factor(value + distance * eps, 0.25 * eps, &mut self.rows);
            let mut good = 0;
            for _ in 0..ITERATIONS {
                iterations += 1;
                x.iter_mut().for_each(|x| *x *= SMALL);
                solve(&self.rows, x);
                let has_direction = normalise(x) && self.orthogonalise(before, x, f64::INFINITY);
                if !has_direction {
                    x.copy_from_slice(&self.random[self.found + iterations..][..n]);
                    good = 0;
                } else if t.residual(value, x) <= enough {
                    good += 1;
                } else {
                    good = 0;
                }
                if good == GOOD {
                    return Ok(iterations);
                }
            }
        }
        Err(Error::NotConverged {
            what: "the inverse iteration for eigenvectors",
        })
    }
}

#[derive(Clone, Copy)]
struct Tridiagonal<'a> {
    diagonal: &'a [f64],
    off_diagonal: &'a [f64],
}

impl Tridiagonal<'_> {
    /// Factors T − `value`·I with exchanges of rows; pivots are at least `smallest`.
    fn factor(self, value: f64, smallest: f64, rows: &mut [Row]) {
        let n = rows.len();
        let mut pivot = self.diagonal[0] - value;
        let mut beside = self.off_diagonal[0];
        let (last, rows) = rows.split_last_mut().expect("there is an eigenvalue");
        for (i, row) in rows.iter_mut().enumerate() {
            let below = self.off_diagonal[i];
            let next = self.diagonal[i + 1] - value;
            let next_beside = if i + 2 < n {
                self.off_diagonal[i + 1]
            } else {
                0.0
            };
            row.exchanged = below.abs() > pivot.abs();
            if row.exchanged {
                row.reciprocal_pivot = 1.0 / away_from_zero(below, smallest);
                row.beside = [next, next_beside];
                row.below = pivot * row.reciprocal_pivot;
                pivot = beside - row.below * next;
                beside = -row.below * next_beside;
            } else {
                row.reciprocal_pivot = 1.0 / away_from_zero(pivot, smallest);
                row.beside = [beside, 0.0];
                row.below = below * row.reciprocal_pivot;
                pivot = next - row.below * beside;
                beside = next_beside;
            }
        }
        *last = Row {
            reciprocal_pivot: 1.0 / away_from_zero(pivot, smallest),
            ..Row::default()
        };
    }

    /// The length of T·x − `value`·x.
    fn residual(self, value: f64, x: &[f64]) -> f64 {
        let n = x.len();
        let mut squares = 0.0;
        let mut before = 0.0;
        for i in 0..n {
            let after = if i + 1 < n {
                self.off_diagonal[i] * x[i + 1]
            } else {
                0.0
            };
            let sum = (self.diagonal[i] - value) * x[i] + before + after;
            squares += sum * sum;
            before = self.off_diagonal[i] * x[i];
        }
        squares.sqrt()
    }
}

/// Overwrites `x` with the solution y of L·U·y = P·x.
fn solve(rows: &[Row], x: &mut [f64]) {
    let n = x.len();
    let mut here = x[0];
    for i in 0..n - 1 {
        let row = &rows[i];
        let (upper, lower) = if row.exchanged {
            (x[i + 1], here)
        } else {
            (here, x[i + 1])
        };
        x[i] = upper;
        here = lower - row.below * upper;
    }
    x[n - 1] = here;
    let (mut next, mut second) = (0.0, 0.0);
    for (x, row) in x.iter_mut().zip(rows).rev() {
        *x = (*x - row.beside[1] * second - row.beside[0] * next) * row.reciprocal_pivot;
        (next, second) = (*x, next);
    }
}

/// The first of the ascending `values` that is no further than `reach` below that at the place `k`.
fn first_near(values: &[f64], k: usize, reach: f64) -> usize {
    values[..k].partition_point(|&value| value < values[k] - reach)
}

fn away_from_zero(x: f64, smallest: f64) -> f64 {
    if x.abs() < smallest {
        smallest.copysign(x)
    } else {
        x
    }
}

/// Gives `x` length 1; whether it has a direction.
fn normalise(x: &mut [f64]) -> bool {
    let largest = largest_modulus(x);
    let factor = 1.0 / largest;
    if !(largest.is_finite() && factor.is_finite()) {
        return false;
    }
    x.iter_mut().for_each(|x| *x *= factor);
    let factor = 1.0 / dot(x, x).sqrt();
    x.iter_mut().for_each(|x| *x *= factor);
    true
}

#[cfg(test)]
mod tests {
    use super::super::bisection::Bisection;
    use super::super::range::Range;
    use super::*;

    /// The residuals and the defect of orthogonality of all eigenvectors, in units of n·eps·‖T‖ and n·eps.
    fn constants(d: &[f64], e: &[f64]) -> [f64; 2] {
        let n = d.len();
        let unlimited = &mut Budget::unlimited();
        let mut bisection = Bisection::new(n).unwrap();
        let mut values = vec![0.0; n];
        bisection.start(d, e, Range::All);
        assert!(bisection.advance(d, &mut values, unlimited));
        let mut vectors = vec![0.0; n * n];
        let mut solver = InverseIteration::new(n, n).unwrap();
        solver.start(d, e);
        assert!(
            solver
                .advance(d, e, &values, &mut vectors, unlimited)
                .unwrap()
        );
        let t = Tridiagonal {
            diagonal: d,
            off_diagonal: e,
        };
        let (mut residual, mut defect) = (0.0, 0.0);
        for (k, x) in vectors.chunks_exact(n).enumerate() {
            residual += t.residual(values[k], x) * t.residual(values[k], x);
            for (j, y) in vectors.chunks_exact(n).take(k + 1).enumerate() {
                let product: f64 = x.iter().zip(y).map(|(x, y)| x * y).sum();
                defect += if j == k {
                    (product - 1.0) * (product - 1.0)
                } else {
                    2.0 * product * product
                };
            }
        }
        let norm = values[0].abs().max(values[n - 1].abs()).max(1e-290);
        let unit = n as f64 * f64::EPSILON;
        [residual.sqrt() / (unit * norm), defect.sqrt() / unit]
    }

    fn assert_accurate(name: &str, d: &[f64], e: &[f64]) {
        let [residual, defect] = constants(d, e);
        let n = d.len();
        assert!(
            residual <= 2.0 && defect <= 2.0,
            "{name}, n = {n}: {residual}, {defect}"
        );
    }

    fn draws() -> impl FnMut() -> f64 {
        let mut stream = Stream::new(7, Purpose::Starts, 0, 0);
        move || stream.normal()
    }

    #[test]
    fn all_eigenvectors_of_random_matrices_are_accurate() {
        let mut draw = draws();
        for n in (1..=12).chain([33, 100, 200]) {
            let d: Vec<f64> = (0..n).map(|_| draw()).collect();
            let e: Vec<f64> = (0..n).map(|_| draw()).collect();
            assert_accurate("normal", &d, &e);
            // The shape that the Gaussian orthogonal ensemble reduces to.
            let e: Vec<f64> = (0..n).map(|i| (i as f64).sqrt() + 0.5 * draw()).collect();
            assert_accurate("Gaussian", &d, &e);
            // Entries over 300 orders of magnitude.
            let mut wild = || libm::pow(10.0, -300.0 * (draw().abs() % 1.0));
            let d: Vec<f64> = (0..n).map(|_| wild()).collect();
            let e: Vec<f64> = (0..n).map(|_| wild()).collect();
            assert_accurate("wild", &d, &e);
        }
    }

    #[test]
    fn all_eigenvectors_of_clusters_are_accurate() {
        let mut draw = draws();
        for n in [2, 3, 50, 150] {
            assert_accurate("zero", &vec![0.0; n], &vec![0.0; n]);
            assert_accurate("identity", &vec![1.0; n], &vec![0.0; n]);
            for width in [1e-15, 1e-11, 1e-7] {
                let d: Vec<f64> = (0..n).map(|_| 1.0 + width * draw()).collect();
                let e: Vec<f64> = (0..n).map(|_| width * draw()).collect();
                assert_accurate("cluster", &d, &e);
            }
            let thirds: Vec<f64> = (0..n).map(|i| if i % 3 == 2 { 0.0 } else { 1.0 }).collect();
            assert_accurate("equal blocks", &vec![0.5; n], &thirds);
        }
    }

    /// Wilkinson's W21+ has pairs of eigenvalues that agree to all digits; coupled copies of it, whole groups.
    #[test]
    fn all_eigenvectors_of_glued_wilkinson_matrices_are_accurate() {
        for copies in [1, 5, 20] {
            let n = 21 * copies;
            let d: Vec<f64> = (0..n).map(|i| ((i % 21) as f64 - 10.0).abs()).collect();
            for glue in [0.0, 1e-16, 1e-14, 1e-12, 1e-8, 1e-5, 1e-3] {
                let e: Vec<f64> = (0..n)
                    .map(|i| if i % 21 == 20 { glue } else { 1.0 })
                    .collect();
                assert_accurate("Wilkinson", &d, &e);
            }
        }
    }

    #[test]
    fn graded_matrices_have_accurate_eigenvectors_both_ways_up() {
        for n in [10, 60, 200] {
            let grade = |i: f64| libm::pow(10.0, -20.0 * i / n as f64);
            let d: Vec<f64> = (0..n).map(|i| grade(i as f64)).collect();
            let e: Vec<f64> = (0..n).map(|i| 0.3 * grade(i as f64 + 0.5)).collect();
            assert_accurate("graded", &d, &e);
            let d: Vec<f64> = d.into_iter().rev().collect();
            let e: Vec<f64> = (0..n)
                .map(|i| if i + 1 < n { e[n - 2 - i] } else { 0.0 })
                .collect();
            assert_accurate("graded upwards", &d, &e);
        }
    }
}
