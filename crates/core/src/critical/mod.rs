//! All critical points of a small glass on the sphere |σ|² = N, by tracking every class of complex ones, each certified.
//!
//! As many distinct certified solutions as classes are all there are; those that are real are the points.

mod certify;
mod complex;
mod endings;
mod homotopy;
mod points;
mod polynomial;
mod track;

use crate::budget::Budget;
use crate::columns::{Column, Columns};
use crate::error::{Error, Rule};
use crate::glass::SpinGlass;
use crate::job::{Job, Progress};
use crate::memory::try_filled;
use certify::Certifier;
use endings::{Ending, Endings};
use homotopy::{Homotopy, classes};
use polynomial::Polynomial;
use std::rc::Rc;
use track::Tracker;

/// The most paths that are tracked.
pub const MOST_PATHS: f64 = 10_000.0;
/// The most spins of an order 2, whose paths are few and each one's cost grows as N³.
const MOST_SPINS: usize = 64;
/// Tracked again so often, each time in smaller steps.
const ATTEMPTS: u32 = 4;
/// So many first attempts without a certified end, when they are more than half of all, say that no isolated points are to be found.
const HOPELESS: usize = 24;

/// A job whose columns are those of the table `critical_points` that differ between its rows, in the order of energies; `states`, n spins a row; and
/// `evidence`: paths, failures, certified, real ones, singular failures, and 1 where H is degenerate, 1 where all is done.
///
/// # Errors
/// [`Error::InvalidInput`] for more than [`MOST_PATHS`], [`Error::OutOfMemory`].
pub fn critical_points(glass: Rc<SpinGlass>, seed: u64) -> Result<Box<dyn Job>, Error> {
    let n = glass.n();
    check(n, glass.order(), glass.has_both_parities())?;
    let search = match Polynomial::of(&glass)? {
        Some(polynomial) => Some(Search::new(Homotopy::new(n, polynomial, seed)?)?),
        None => None,
    };
    Ok(Box::new(CriticalPoints { glass, search }))
}

fn check(n: usize, order: usize, both: bool) -> Result<(), Error> {
    let paths = |n| classes(n, order) * if both { 2.0 } else { 1.0 };
    let fits = |n: usize| paths(n) <= MOST_PATHS && (order > 2 || n <= MOST_SPINS);
    if fits(n) {
        return Ok(());
    }
    let rule = Rule::Paths {
        paths: paths(n),
        most: MOST_PATHS,
        max: (2..n).rev().find(|&n| fits(n)).unwrap_or(2) as f64,
    };
    Err(Error::invalid("n", n as f64, rule))
}

struct CriticalPoints {
    glass: Rc<SpinGlass>,
    /// Nothing where all couplings are 0.
    search: Option<Search>,
}

/// The paths, and what was found at their ends.
struct Search {
    homotopy: Homotopy,
    tracker: Tracker,
    certifier: Certifier,
    endings: Endings,
    /// Paths that were tracked once.
    begun: usize,
    /// Paths that are to be tracked again, each with the number of its next attempt.
    again: Vec<(usize, u32)>,
    /// Paths that failed in every attempt, and of these such as ended where the Jacobian is singular.
    failures: usize,
    singular: usize,
    degenerate: bool,
}

impl Search {
    fn new(mut homotopy: Homotopy) -> Result<Self, Error> {
        let paths = homotopy.paths() as usize;
        Ok(Search {
            tracker: Tracker::new(homotopy.unknowns())?,
            certifier: Certifier::new(&homotopy)?,
            endings: Endings::new(paths)?,
            begun: 0,
            again: Vec::new(),
            failures: 0,
            singular: 0,
            degenerate: homotopy.is_radial(),
            homotopy,
        })
    }

    fn is_done(&self) -> bool {
        self.degenerate || self.begun == self.endings.paths() && self.again.is_empty()
    }

    /// Tracks one path; retries come after all first attempts.
    fn next(&mut self, budget: &mut Budget) {
        let (path, attempt) = if self.begun < self.endings.paths() {
            self.begun += 1;
            (self.begun - 1, 0)
        } else {
            self.again.pop().expect("something is left to do")
        };
        let Search {
            homotopy,
            tracker,
            certifier,
            ..
        } = self;
        let found = tracker.track(homotopy, path, attempt, budget);
        let singular = found.is_some();
        let ending = found.and_then(|(unknowns, chart)| {
            let ball = certifier.certify(homotopy, unknowns)?;
            Ending::of(unknowns, chart, ball, attempt)
        });
        match ending {
            Some(ending) => match self.endings.add(path, ending) {
                None => {}
                Some(other) => {
                    let attempt_of_other = self.endings.remove(other);
                    self.try_again(other, attempt_of_other, false);
                    self.try_again(path, attempt, false);
                }
            },
            None => self.try_again(path, attempt, singular),
        }
        let lost = self.again.len() + self.failures;
        self.degenerate = lost >= HOPELESS && 2 * lost > self.begun;
    }

    fn try_again(&mut self, path: usize, attempt: u32, singular: bool) {
        if attempt + 1 < ATTEMPTS {
            self.again.push((path, attempt + 1));
        } else {
            self.failures += 1;
            self.singular += usize::from(singular);
        }
    }
}

impl Job for CriticalPoints {
    fn advance(&mut self, budget: &mut Budget) -> Result<bool, Error> {
        let Some(search) = &mut self.search else {
            return Ok(true);
        };
        while !search.is_done() {
            if budget.is_spent() {
                return Ok(false);
            }
            search.next(budget);
        }
        Ok(true)
    }

    fn progress(&self) -> Progress {
        let Some(search) = &self.search else {
            return Progress {
                done: 1.0,
                total: 1.0,
            };
        };
        let total = search.endings.paths();
        let left = if search.is_done() {
            0
        } else {
            total - search.begun + search.again.len()
        };
        Progress {
            done: (total - left) as f64,
            total: total as f64,
        }
    }

    fn take(&mut self) -> Result<Columns, Error> {
        let Some(search) = &self.search else {
            let nothing = points::columns(&self.glass, &[])?;
            return Ok(nothing.with(
                "evidence",
                Column::F64(vec![0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0]),
            ));
        };
        let real: Vec<_> = search.endings.real().collect();
        let mut evidence = try_filled("the evidence", 7, 0.0)?;
        evidence.copy_from_slice(&[
            search.endings.paths() as f64,
            search.failures as f64,
            search.endings.count() as f64,
            real.len() as f64,
            search.singular as f64,
            f64::from(u8::from(search.degenerate)),
            f64::from(u8::from(search.is_done())),
        ]);
        let states = points::states(&self.glass, &real)?;
        let columns = points::columns(&self.glass, &states)?;
        Ok(columns.with("evidence", Column::F64(evidence)))
    }
}
