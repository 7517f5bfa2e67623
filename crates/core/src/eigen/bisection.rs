//! Some eigenvalues of a symmetric tridiagonal matrix, by counting.
//!
//! The number of eigenvalues below x is the number of negative pivots in the factorisation L·D·Lᵀ of T − x·I without
//! exchanges; in floating point it is exact for a matrix within a few ulps of T in each entry, and never falls as x
//! grows.
//!
//! Source: Kahan, Stanford CS 41 (1966); Demmel, Dhillon and Ren, ETNA 3 (1995) 116.

use super::range::Range;
use crate::budget::Budget;
use crate::error::Error;
use crate::memory::try_filled;
use crate::vector::clamped;

/// Numbers counted about at once: as many divisions as hide each other's latency.
const LANES: usize = 8;
/// Of so many eigenvalues one may be wanted, and of no fewer than `SMALLEST`, for few to be found faster than all.
///
/// In strict WebAssembly (V8, an AMD Zen 4 core, in turns, medians), an eighth of the eigenvalues takes 0.75, 0.80, 0.83
/// and 0.84 times as long as all by QL at n = 250, 500, 1000 and 2000; three of 50 take 1.1 times as long.
const FEW: usize = 8;
const SMALLEST: usize = 64;

/// Whether `count` of `n` eigenvalues, or eigenpairs, are found faster each for itself than with all others.
pub fn pays(n: usize, count: usize) -> bool {
    n >= SMALLEST && count <= most(n)
}

/// The most eigenvalues of `n` for which it can pay.
pub fn most(n: usize) -> usize {
    n / FEW
}

/// Working memory for tridiagonal matrices of one order, and where the search in one of them is.
#[derive(Debug)]
pub struct Bisection {
    /// Squares of the off-diagonal entries, each beside the row below it; the first is 0.
    squares: Vec<f64>,
    /// What a pivot that is nearer to zero is taken for.
    smallest: f64,
    /// The width that an interval about an eigenvalue may keep.
    width: f64,
    /// Ends between which the wanted eigenvalues lie.
    ends: [f64; 2],
    wanted: core::ops::Range<usize>,
    found: usize,
}

impl Bisection {
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub fn new(n: usize) -> Result<Self, Error> {
        Ok(Self {
            squares: try_filled("eigenvalues", n, 0.0)?,
            smallest: 0.0,
            width: 0.0,
            ends: [0.0; 2],
            wanted: 0..0,
            found: 0,
        })
    }

    /// Begins with the matrix that has this diagonal and off-diagonal, entry i of which couples i and i + 1. Returns the
    /// places of the eigenvalues in the range, among all in ascending order.
    ///
    /// An eigenvalue nearer to an end of the range than its error, a few eps·‖T‖, may be found on either side of it.
    /// Entries may not exceed 2⁵⁰⁰; the ends of the range may be infinite.
    pub fn start(
        &mut self,
        diagonal: &[f64],
        off_diagonal: &[f64],
        range: Range,
    ) -> core::ops::Range<usize> {
        let n = diagonal.len();
        self.found = 0;
        if n == 0 {
            self.wanted = 0..0;
            return 0..0;
        }
        let (mut low, mut high, mut largest) = (f64::INFINITY, f64::NEG_INFINITY, 1.0_f64);
        let mut before = 0.0;
        for (i, square) in self.squares.iter_mut().enumerate() {
            let after = if i + 1 < n {
                off_diagonal[i].abs()
            } else {
                0.0
            };
            *square = before * before;
            largest = largest.max(*square);
            low = low.min(diagonal[i] - before - after);
            high = high.max(diagonal[i] + before + after);
            before = after;
        }
        let norm = high.abs().max(low.abs());
        self.smallest = 4.0 * f64::MIN_POSITIVE * largest;
        self.width = 0.5 * f64::EPSILON * norm;
        let margin = 4.0 * f64::EPSILON * norm + 2.0 * self.smallest;
        self.ends = [low - margin, high + margin];
        self.wanted = match range {
            Range::All => 0..n,
            Range::Index { from, to } => from..to,
            Range::Value { low, high } => {
                let [least, most] = self.ends;
                let ends = [clamped(low, least, most), clamped(high, least, most)];
                let mut x = [ends[0]; LANES];
                x[1] = ends[1];
                let below = self.count(diagonal, &x);
                self.ends = ends;
                below[0]..below[1].max(below[0])
            }
        };
        self.wanted.clone()
    }

    /// Writes the wanted eigenvalues to `values`, ascending, as far as the budget reaches; whether all are there.
    ///
    /// Each is within 3·eps·‖T‖ of the exact one, and in the range that was asked for.
    pub fn advance(&mut self, diagonal: &[f64], values: &mut [f64], budget: &mut Budget) -> bool {
        assert_eq!(values.len(), self.wanted.len());
        while self.found < values.len() {
            if budget.is_spent() {
                return false;
            }
            let count = LANES.min(values.len() - self.found);
            let least = match self.found {
                0 => self.ends[0],
                found => values[found - 1],
            };
            let first = self.wanted.start + self.found;
            let group = &mut values[self.found..][..count];
            let passes = self.search(diagonal, first, least, group);
            budget.spend((passes * LANES * 8) as f64 * diagonal.len() as f64);
            self.found += count;
        }
        true
    }

    /// The eigenvalues at the place `first` and after it, which are not below `least`. Returns the passes it took.
    fn search(&self, diagonal: &[f64], first: usize, least: f64, values: &mut [f64]) -> usize {
        let count = values.len();
        // Of each eigenvalue: a number that it is not below, and one that it is below.
        let mut low = [least; LANES];
        let mut high = [self.ends[1]; LANES];
        let mut passes = 0;
        loop {
            // Every eigenvalue has its share of the lanes, which split its interval and the equal ones of its
            // neighbours into equal parts.
            let owner: [usize; LANES] = core::array::from_fn(|lane| lane * count / LANES);
            let mut x = [0.0; LANES];
            for lane in 0..LANES {
                let own = owner[lane];
                let same = |other: &&usize| low[**other] == low[own] && high[**other] == high[own];
                let parts = owner.iter().filter(same).count() + 1;
                let part = owner[..=lane].iter().filter(same).count();
                x[lane] = low[own] + (high[own] - low[own]) * (part as f64 / parts as f64);
            }
            let below = self.count(diagonal, &x);
            passes += 1;
            let mut narrower = false;
            for (x, below) in x.into_iter().zip(below) {
                for place in 0..count {
                    if x > low[place] && x < high[place] {
                        let end = if below > first + place {
                            &mut high
                        } else {
                            &mut low
                        };
                        end[place] = x;
                        narrower = true;
                    }
                }
            }
            let wide = |place: usize| high[place] - low[place] > self.width;
            if !(narrower && (0..count).any(wide)) {
                break;
            }
        }
        for (place, value) in values.iter_mut().enumerate() {
            let middle = low[place] + 0.5 * (high[place] - low[place]);
            *value = if middle < high[place] {
                middle
            } else {
                low[place]
            };
        }
        passes
    }

    /// How many eigenvalues are below each of `x`.
    fn count(&self, diagonal: &[f64], x: &[f64; LANES]) -> [usize; LANES] {
        let mut pivots = [1.0; LANES];
        let mut negative = [0_u64; LANES];
        for (d, square) in diagonal.iter().zip(&self.squares) {
            for lane in 0..LANES {
                let pivot = d - x[lane] - square / pivots[lane];
                let pivot = if pivot.abs() < self.smallest {
                    self.smallest
                } else {
                    pivot
                };
                negative[lane] += pivot.to_bits() >> 63;
                pivots[lane] = pivot;
            }
        }
        negative.map(|count| count as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(d: &[f64], e: &[f64], range: Range) -> (core::ops::Range<usize>, Vec<f64>) {
        let mut bisection = Bisection::new(d.len()).unwrap();
        let wanted = bisection.start(d, e, range);
        let mut values = vec![0.0; wanted.len()];
        assert!(bisection.advance(d, &mut values, &mut Budget::unlimited()));
        (wanted, values)
    }

    /// −1, 2, −1: the eigenvalues are 4·sin²(k·π/(2·(n + 1))), k = 1…n.
    #[test]
    fn second_differences_have_four_times_a_squared_sine() {
        for n in [1, 2, 7, 8, 9, 64, 333] {
            let (d, e) = (vec![2.0; n], vec![-1.0; n]);
            let exact = |k: usize| {
                let sine =
                    libm::sin((k + 1) as f64 * core::f64::consts::FRAC_PI_2 / (n + 1) as f64);
                4.0 * sine * sine
            };
            for range in [
                Range::All,
                Range::Index {
                    from: n / 3,
                    to: n / 3 + 1,
                },
                Range::Index { from: n / 2, to: n },
            ] {
                let (wanted, values) = found(&d, &e, range);
                assert!(values.is_sorted());
                for (k, value) in wanted.zip(values) {
                    assert!(
                        (value - exact(k)).abs() <= 3.0 * f64::EPSILON * 4.0,
                        "n = {n}, {k}"
                    );
                }
            }
        }
    }

    #[test]
    fn an_interval_holds_its_lower_end_and_not_its_upper() {
        let d = [3.0, 1.0, 2.0, 1.0, -4.0];
        let e = [0.0; 5];
        let value = |low, high| found(&d, &e, Range::Value { low, high });
        assert_eq!(value(1.0, 3.0).0, 1..4);
        assert_eq!(value(-4.0, 1.0).0, 0..1);
        assert_eq!(value(3.0, 3.0).0, 4..4);
        assert_eq!(value(-50.0, -40.0).0, 0..0);
        assert_eq!(value(40.0, f64::INFINITY).0, 5..5);
        assert_eq!(value(f64::NEG_INFINITY, f64::INFINITY).0, 0..5);
        for (low, high) in [(1.0, 3.0), (-4.0, 2.5), (2.0, 2.0 + 1e-15)] {
            assert!(value(low, high).1.iter().all(|&x| low <= x && x < high));
        }
    }

    #[test]
    fn couplings_through_a_zero_pivot_are_counted() {
        // Eigenvalues −1 and 1 of [[0, 1], [1, 0]], whose first pivot at 0 is 0.
        let (_, values) = found(&[0.0, 0.0], &[1.0, 0.0], Range::All);
        assert!((values[0] + 1.0).abs() <= f64::EPSILON && (values[1] - 1.0).abs() <= f64::EPSILON);
        let below_zero = Range::Value {
            low: f64::NEG_INFINITY,
            high: 0.0,
        };
        assert_eq!(found(&[0.0, 0.0], &[1.0, 0.0], below_zero).0, 0..1);
    }

    #[test]
    fn there_is_nothing_in_an_empty_matrix() {
        let everything = Range::Value {
            low: f64::NEG_INFINITY,
            high: f64::INFINITY,
        };
        assert_eq!(found(&[], &[], everything).0, 0..0);
    }
}
