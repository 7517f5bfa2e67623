//! Walks at a temperature whose energy is told at given times.

use super::SpinGlass;
use super::start::start_of;
use super::walk::{Ends, Walk};
use crate::columns::{Column, Columns};
use crate::error::Error;
use crate::job::Job;
use crate::memory::try_filled;
use crate::optimise::{Batch, Chain, Flow, Replicas, Slope, Status, pick};
use crate::rng::{Purpose, Stream};
use std::rc::Rc;

/// How walks go.
#[derive(Debug, Clone, PartialEq)]
pub enum Motion {
    /// [`Flow`] in physical time.
    Langevin {
        /// When energies are told: ascending, not negative, one or more.
        times: Rc<[f64]>,
        /// The longest step.
        time_step: f64,
    },
    /// A [`Chain`] in sweeps of p proposals of all spins at once, p the highest order: the work of N proposals of one spin each.
    Metropolis {
        /// Sweeps in which the step is fitted to what is accepted, and no energy is told.
        burn_in: u32,
        /// Those after them.
        sweeps: u32,
        /// Sweeps from one told energy to the next; `sweeps` or less.
        every: u32,
    },
}

/// Which walks.
#[derive(Debug, Clone, PartialEq)]
pub struct Walks {
    /// Of starts and noise.
    pub seed: u64,
    /// The first replica.
    pub first: u32,
    /// How many.
    pub replicas: u32,
    /// Replicas at a time, 1 or more; no result depends on it.
    pub batch: u32,
    /// T.
    pub temperature: f64,
    /// How they go.
    pub motion: Motion,
}

/// A job whose columns are those of the table `trajectories` that differ between its rows: `replica`, `time` and `energy`, per spin. Rows are in the order of
/// replicas, and then of times.
///
/// # Errors
/// [`Error::OutOfMemory`].
pub fn trajectories(glass: Rc<SpinGlass>, walks: Walks) -> Result<Box<dyn Job>, Error> {
    let times = match &walks.motion {
        Motion::Langevin { times, .. } => times.to_vec(),
        Motion::Metropolis { sweeps, every, .. } => {
            let all = 1..=sweeps / every;
            all.map(|row| f64::from(row * every)).collect()
        }
    };
    let count = walks.replicas as usize;
    let len = count.checked_mul(times.len()).ok_or(Error::OutOfMemory {
        what: "the trajectories",
        requested: 8 * count as u64 * times.len() as u64,
    })?;
    let (replicas, batch) = (walks.replicas, walks.batch);
    let ends: Ends = Box::new(Trajectories {
        n: glass.n(),
        proposals: glass.order() as u32,
        energies: try_filled("the trajectories", len, 0.0)?,
        times,
        walks,
    });
    Ok(Box::new(Batch::new(glass, ends, replicas, batch)?))
}

struct Trajectories {
    walks: Walks,
    n: usize,
    proposals: u32,
    times: Vec<f64>,
    energies: Vec<f64>,
}

impl Replicas<SpinGlass, Box<dyn Walk>> for Trajectories {
    fn start(&mut self, row: u32) -> Result<Box<dyn Walk>, Error> {
        let Walks {
            seed,
            first,
            temperature,
            ref motion,
            ..
        } = self.walks;
        let replica = first + row;
        let start = start_of(self.n, seed, replica);
        let draws = Stream::new(seed, Purpose::Dynamics, replica, 0);
        Ok(match motion {
            Motion::Langevin { times, time_step } => {
                let times = Rc::clone(times);
                Box::new(Flow::new(start, temperature, times, *time_step, draws))
            }
            Motion::Metropolis {
                burn_in,
                sweeps,
                every,
            } => Box::new(Sampling {
                chain: Chain::new(start, temperature),
                name: (seed, replica),
                draws,
                proposals: self.proposals,
                left: 0,
                begun: 0,
                burn_in: *burn_in,
                sweeps: *sweeps,
                every: *every,
                energies: Vec::with_capacity(self.times.len()),
            }),
        })
    }

    fn keep(
        &mut self,
        row: u32,
        _: &SpinGlass,
        walk: &Box<dyn Walk>,
        _: Status,
    ) -> Result<f64, Error> {
        let width = self.times.len();
        let to = &mut self.energies[row as usize * width..][..width];
        for (to, energy) in to.iter_mut().zip(walk.energies()) {
            *to = energy / self.n as f64;
        }
        Ok(0.0)
    }

    fn take(&mut self, rows: &[u32]) -> Result<Columns, Error> {
        let width = self.times.len();
        let len = rows.len() * width;
        let mut replica = try_filled("the trajectories", len, self.walks.first)?;
        let mut time = try_filled("the trajectories", len, 0.0)?;
        for (at, row) in rows.iter().enumerate() {
            for to in &mut replica[at * width..][..width] {
                *to += row;
            }
            time[at * width..][..width].copy_from_slice(&self.times);
        }
        Ok(Columns::new()
            .with("replica", Column::U32(replica))
            .with("time", Column::F64(time))
            .with(
                "energy",
                Column::F64(pick(&mut self.energies, width, rows)?),
            ))
    }
}

impl Walk for Flow {
    fn ask(&mut self, _: usize) -> Slope<'_> {
        Flow::ask(self)
    }

    fn go_on(&mut self) -> Option<Status> {
        Flow::go_on(self)
    }

    fn part(&self) -> f64 {
        Flow::part(self)
    }

    fn energies(&self) -> &[f64] {
        Flow::energies(self)
    }
}

/// A chain that is watched.
struct Sampling {
    chain: Chain,
    name: (u64, u32),
    draws: Stream,
    /// Proposals of a sweep, and left of this one.
    proposals: u32,
    left: u32,
    /// Sweeps that were begun.
    begun: u32,
    burn_in: u32,
    sweeps: u32,
    every: u32,
    energies: Vec<f64>,
}

impl Walk for Sampling {
    fn ask(&mut self, _: usize) -> Slope<'_> {
        self.chain.ask()
    }

    fn go_on(&mut self) -> Option<Status> {
        // A step that goes on to change would leave another distribution.
        self.chain
            .decide(self.begun <= self.burn_in, &mut self.draws);
        self.left = self.left.saturating_sub(1);
        if self.left == 0 {
            let over = self.begun.saturating_sub(self.burn_in);
            if over > 0 && over.is_multiple_of(self.every) {
                self.energies.push(self.chain.energy());
            }
            if self.begun == self.burn_in + self.sweeps {
                return Some(Status::MaxIterations);
            }
            self.begun += 1;
            self.left = self.proposals;
            let (seed, replica) = self.name;
            self.draws = Stream::new(seed, Purpose::Dynamics, replica, self.begun);
        }
        self.chain.propose(&mut self.draws);
        None
    }

    fn part(&self) -> f64 {
        f64::from(self.begun) / f64::from(self.burn_in + self.sweeps + 1)
    }

    fn energies(&self) -> &[f64] {
        &self.energies
    }
}
