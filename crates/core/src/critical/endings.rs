//! The solutions at the ends of paths, all distinct.

use super::certify::Ball;
use super::complex::Complex;
use crate::error::Error;

/// A certified solution.
pub(super) struct Ending {
    unknowns: Vec<Complex>,
    /// The component of y that is 1 and the largest.
    chart: usize,
    ball: Ball,
    real: bool,
    /// Which attempt found it.
    attempt: u32,
}

impl Ending {
    /// Nothing where it is not certain whether the solution is real.
    pub(super) fn of(unknowns: &[Complex], chart: usize, ball: Ball, attempt: u32) -> Option<Self> {
        let imaginary = unknowns
            .iter()
            .fold(0.0_f64, |most, x| most.max(x.im.abs()));
        // The equations are real: with a solution in the ball its conjugate is one, and there are not two.
        let real = ball.radius + 2.0 * imaginary < ball.reach;
        // A solution may be real in the ball or not, where neither holds.
        (real || imaginary > ball.radius).then(|| Ending {
            unknowns: unknowns.to_vec(),
            chart,
            ball,
            real,
            attempt,
        })
    }

    /// The components of y, real parts.
    pub(super) fn y(&self) -> impl Iterator<Item = f64> {
        let (_, y) = self.unknowns.split_last().expect("there is μ");
        y.iter().map(|y| y.re)
    }

    /// Whether two solutions are certainly not proportional.
    fn differs(&self, other: &Ending) -> bool {
        let scale = other.unknowns[self.chart];
        // Components are at most 1 in modulus; the last term is what rounding does.
        let error = 2.1 * (self.ball.radius + other.ball.radius) + 1e-14;
        let (_, y) = self.unknowns.split_last().expect("there is μ");
        let pairs = y.iter().zip(&other.unknowns);
        pairs
            .into_iter()
            .any(|(&mine, &yours)| (yours - mine * scale).square_modulus() > error * error)
    }
}

/// What was found of each path.
pub(super) struct Endings(Vec<Option<Ending>>);

impl Endings {
    pub(super) fn new(paths: usize) -> Result<Self, Error> {
        let mut all = Vec::new();
        let bytes = size_of::<Option<Ending>>() as u64;
        all.try_reserve_exact(paths)
            .map_err(|_| Error::OutOfMemory {
                what: "the paths",
                requested: bytes * paths as u64,
            })?;
        all.resize_with(paths, || None);
        Ok(Endings(all))
    }

    pub(super) fn paths(&self) -> usize {
        self.0.len()
    }

    pub(super) fn count(&self) -> usize {
        self.0.iter().flatten().count()
    }

    /// The real ones.
    pub(super) fn real(&self) -> impl Iterator<Item = &Ending> {
        self.0.iter().flatten().filter(|ending| ending.real)
    }

    /// Keeps the end of a path, unless it may be that of another, and then which.
    pub(super) fn add(&mut self, path: usize, ending: Ending) -> Option<usize> {
        let same =
            |other: &Option<Ending>| other.as_ref().is_some_and(|other| !ending.differs(other));
        let other = self.0.iter().position(same);
        if other.is_none() {
            self.0[path] = Some(ending);
        }
        other
    }

    /// Forgets the end of a path; which attempt found it.
    pub(super) fn remove(&mut self, path: usize) -> u32 {
        self.0[path].take().map_or(0, |ending| ending.attempt)
    }
}
