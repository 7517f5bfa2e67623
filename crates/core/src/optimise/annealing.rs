//! Simulated annealing: one walk by changes of single coordinates, at temperatures that fall from sweep to sweep
//! (Kirkpatrick, Gelatt, Vecchi, Science 220 (1983) 671).

use super::walker::{Status, Walker};
use crate::error::Error;
use crate::objective::{Answer, Local, LocalMoves};
use crate::rng::{Purpose, Stream};
use std::rc::Rc;

/// Temperatures, from the first sweep's to the last one's by equal factors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cooling {
    /// Of the first sweep, in units of the value.
    pub from: f64,
    /// Of the last one.
    pub to: f64,
    /// As many proposals each as there are coordinates.
    pub sweeps: u32,
}

impl Cooling {
    /// Of a sweep, counted from 0.
    #[must_use]
    pub fn temperature(&self, sweep: u32) -> f64 {
        let part = f64::from(sweep) / f64::from((self.sweeps - 1).max(1));
        self.from * libm::pow(self.to / self.from, part)
    }
}

/// What a coordinate is proposed to become.
#[derive(Debug, Clone, PartialEq)]
pub enum Moves {
    /// Something uniform about it, as wide as suits its group.
    Steps,
    /// Another one of these values, all alike. They are ascending, two or more; a walk starts at the nearest ones.
    Among(Rc<[f64]>),
}

impl Moves {
    /// The allowed value that is nearest to `x`; of two the lower one.
    fn nearest(&self, x: f64) -> f64 {
        let Moves::Among(values) = self else { return x };
        let from = |value: &f64| (value - x).abs();
        let nearest = values.iter().reduce(|best, value| {
            if from(value) < from(best) {
                value
            } else {
                best
            }
        });
        *nearest.expect("there are values")
    }
}

/// The first half-width of steps, and the largest: along what the value does not depend on, all steps are accepted.
const WIDEST: f64 = 1.0;
/// The share of steps that are accepted where walks of one coordinate at a time go furthest (Gelman, Roberts, Gilks,
/// Bayesian Statistics 5 (1996) 599).
const ACCEPTANCE: f64 = 0.44;
/// Steps of just that share which are counted to those of a sweep, so that a few do not say much.
const PRIOR: f64 = 10.0;

/// The steps of a group in a sweep, all of one half-width, so that a sweep is a Metropolis chain of a fixed proposal. The next
/// sweep's is this one times accepted/proposed/0.44, but no less than its half.
#[derive(Debug, Clone, Copy)]
struct Group {
    width: f64,
    proposed: u32,
    accepted: u32,
}

impl Group {
    const FIRST: Group = Group {
        width: WIDEST,
        proposed: 0,
        accepted: 0,
    };

    fn next(self) -> Self {
        let [accepted, proposed] = [self.accepted, self.proposed].map(f64::from);
        let share = (accepted + PRIOR * ACCEPTANCE) / (proposed + PRIOR);
        Group {
            width: (self.width * (share / ACCEPTANCE).max(0.5)).min(WIDEST),
            ..Self::FIRST
        }
    }
}

/// What a walk asks next.
#[derive(Debug, Clone, Copy)]
enum Ask {
    /// A whole evaluation: before every sweep, so that the roundings of a sweep's changes do not pile up, and after the last.
    Value,
    /// The change of value if a coordinate were another.
    Change { place: usize, to: f64 },
}

/// An annealing from one start. Its random numbers are those of the streams (seed, annealing, replica, sweep); it ends where
/// the last sweep leaves it.
pub struct Annealing<L> {
    cooling: Cooling,
    moves: Moves,
    name: (u64, u32),
    at: L,
    groups: Vec<Group>,
    draws: Stream,
    temperature: f64,
    /// Sweeps that were begun, proposals left of this one.
    sweeps: u32,
    left: usize,
    ask: Ask,
    answer: f64,
    values: Vec<f64>,
    work: f64,
}

impl<L: Local> Annealing<L> {
    /// An annealing of `objective` from `start`, by the random numbers of `seed` and `replica`.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub fn new<O: LocalMoves<Local = L>>(
        objective: &O,
        mut start: Vec<f64>,
        cooling: Cooling,
        moves: Moves,
        name: (u64, u32),
    ) -> Result<Self, Error> {
        for x in &mut start {
            *x = moves.nearest(*x);
        }
        let at = objective.local(start)?;
        Ok(Annealing {
            groups: vec![Group::FIRST; at.groups()],
            draws: Stream::new(name.0, Purpose::Annealing, name.1, 0),
            cooling,
            moves,
            name,
            at,
            temperature: 0.0,
            sweeps: 0,
            left: 0,
            ask: Ask::Value,
            answer: 0.0,
            values: Vec::new(),
            work: 0.0,
        })
    }

    /// Where it is.
    #[must_use]
    pub fn point(&self) -> &[f64] {
        self.at.point()
    }

    /// The value that each sweep began with.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Floating-point operations so far.
    #[must_use]
    pub fn work(&self) -> f64 {
        self.work
    }

    /// Begins the next sweep, from this value, if there is one.
    fn begin_sweep(&mut self, value: f64) -> Option<Status> {
        if self.sweeps == self.cooling.sweeps {
            return Some(Status::MaxIterations);
        }
        self.values.push(value);
        for group in &mut self.groups {
            *group = group.next();
        }
        let (seed, replica) = self.name;
        self.draws = Stream::new(seed, Purpose::Annealing, replica, self.sweeps);
        self.temperature = self.cooling.temperature(self.sweeps);
        self.sweeps += 1;
        self.left = self.point().len();
        self.propose();
        None
    }

    /// A coordinate, all alike, and what to change it to.
    fn propose(&mut self) {
        let place = below(self.point().len(), self.draws.uniform());
        let x = self.point()[place];
        let uniform = self.draws.uniform();
        let to = match &self.moves {
            Moves::Steps => x + self.groups[self.at.group(place)].width * (2.0 * uniform - 1.0),
            Moves::Among(values) => {
                let other = below(values.len() - 1, uniform);
                let above = values[other] >= x;
                values[other + usize::from(above)]
            }
        };
        self.ask = Ask::Change { place, to };
    }

    /// Metropolis: what does not raise the value is accepted, what raises it by a change c with probability exp(−c/T). What is
    /// no number is not.
    fn decide(&mut self, place: usize, change: f64) {
        let uniform = self.draws.uniform();
        let accepted = change <= 0.0 || uniform < libm::exp(-change / self.temperature);
        if accepted {
            self.at.make();
        }
        let group = &mut self.groups[self.at.group(place)];
        group.proposed += 1;
        group.accepted += u32::from(accepted);
        self.left -= 1;
    }
}

/// The whole number below `end` in whose share of (0, 1) `uniform` lies.
fn below(end: usize, uniform: f64) -> usize {
    // The product may round up to `end`.
    ((uniform * end as f64) as usize).min(end - 1)
}

impl<O: LocalMoves> Walker<O> for Annealing<O::Local> {
    fn inform(walks: &mut [Self], objective: &O, _slots: &mut O::Slots) -> f64 {
        let tell = |walk: &mut Self| {
            let Answer { value, flops } = match walk.ask {
                Ask::Value => objective.settle(&mut walk.at),
                Ask::Change { place, to } => objective.change(&mut walk.at, place, to),
            };
            walk.answer = value;
            walk.work += flops;
            flops
        };
        walks.iter_mut().map(tell).sum()
    }

    fn go_on(&mut self) -> Option<Status> {
        match self.ask {
            Ask::Value => return self.begin_sweep(self.answer),
            Ask::Change { place, .. } => self.decide(place, self.answer),
        }
        if self.left == 0 {
            self.ask = Ask::Value;
        } else {
            self.propose();
        }
        None
    }
    fn part(&self) -> f64 {
        let left = self.left as f64 / self.point().len() as f64;
        (f64::from(self.sweeps) - left) / f64::from(self.cooling.sweeps)
    }
}
