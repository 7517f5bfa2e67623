//! Walks at falling or at several temperatures: they end where an annealing cooled to, and where a ladder was lowest.

use super::before::Before;
use super::start::start_of;
use crate::optimise::{Chain, Cooling, Slope};
use crate::rng::{Purpose, Stream, derive_seed};
use std::rc::Rc;

/// A schedule of temperatures.
#[derive(Debug, Clone, PartialEq)]
pub enum Quench {
    /// A chain whose temperature falls from sweep to sweep (Kirkpatrick, Gelatt, Vecchi, Science 220 (1983) 671).
    Annealing(Cooling),
    /// Chains at these temperatures, ascending, which exchange their points after every sweep (Swendsen, Wang,
    /// PRL 57 (1986) 2607; Hukushima, Nemoto, JPSJ 65 (1996) 1604).
    Tempering {
        /// Of the chains.
        temperatures: Rc<[f64]>,
        /// Of p proposals of all spins at once each, p the highest order.
        sweeps: u32,
    },
}

impl Quench {
    /// Slopes that a walk asks for at once.
    pub(super) fn questions(&self) -> usize {
        match self {
            Quench::Annealing(_) => 1,
            Quench::Tempering { temperatures, .. } => temperatures.len(),
        }
    }
}

/// Chains that cool or exchange.
pub(super) struct Quenching {
    name: (u64, u32),
    chains: Vec<Chain>,
    /// Each chain's, and its stream in this sweep.
    seeds: Vec<u64>,
    draws: Vec<Stream>,
    /// Of an annealing.
    cooling: Option<Cooling>,
    sweeps: u32,
    /// Proposals of a sweep, sweeps that were begun, proposals left of this one.
    proposals: u32,
    begun: u32,
    left: u32,
    /// Where a ladder was lowest.
    lowest: Vec<f64>,
    lowest_energy: f64,
    over: bool,
}

impl Quenching {
    /// By the random numbers of `name`, seed and replica, on `n` spins, with so many proposals a sweep. The first chain starts
    /// where a descent of that replica does.
    pub(super) fn new(quench: &Quench, n: usize, name: (u64, u32), proposals: u32) -> Self {
        let (seed, replica) = name;
        let (temperatures, cooling, sweeps) = match quench {
            Quench::Annealing(cooling) => (&[cooling.from][..], Some(*cooling), cooling.sweeps),
            Quench::Tempering {
                temperatures,
                sweeps,
            } => (&temperatures[..], None, *sweeps),
        };
        let others = (1..temperatures.len() as u32).map(|chain| derive_seed(seed, replica, chain));
        let seeds: Vec<_> = std::iter::once(seed).chain(others).collect();
        let starts = seeds.iter().map(|&seed| start_of(n, seed, replica));
        let chains = starts.zip(temperatures);
        let chains = chains.map(|(start, temperature)| Chain::new(start, *temperature));
        Quenching {
            name,
            chains: chains.collect(),
            draws: streams(&seeds, replica, 0),
            seeds,
            cooling,
            sweeps,
            proposals,
            begun: 0,
            left: 0,
            lowest: Vec::new(),
            lowest_energy: f64::INFINITY,
            over: false,
        }
    }

    fn look(&mut self) {
        for chain in &self.chains {
            if chain.energy() < self.lowest_energy {
                self.lowest_energy = chain.energy();
                self.lowest.clear();
                self.lowest.extend_from_slice(chain.point());
            }
        }
    }

    /// Begins the next sweep; false if there is none.
    fn begin_sweep(&mut self) -> bool {
        if self.begun == self.sweeps {
            return false;
        }
        if let Some(cooling) = self.cooling {
            let temperature = cooling.temperature(self.begun);
            self.chains[0].set_temperature(temperature);
        } else if self.begun > 0 {
            self.exchange();
        }
        self.begun += 1;
        self.left = self.proposals;
        // A stream a sweep, so that none is read to its end.
        self.draws = streams(&self.seeds, self.name.1, self.begun);
        true
    }

    /// Exchanges the points of neighbours, with the probability min(1, exp((1/T − 1/T')(H − H'))): of the pairs 0–1, 2–3, …
    /// and of 1–2, 3–4, … in turns.
    fn exchange(&mut self) {
        let (seed, replica) = self.name;
        let mut draws = Stream::new(seed, Purpose::Exchanges, replica, self.begun);
        let first = (self.begun % 2) as usize;
        for pair in self.chains[first..].chunks_exact_mut(2) {
            let [cold, hot] = pair else { continue };
            let inverse = 1.0 / cold.temperature() - 1.0 / hot.temperature();
            let chance = inverse * (cold.energy() - hot.energy());
            if draws.uniform() < libm::exp(chance.min(0.0)) {
                cold.exchange(hot);
            }
        }
    }
}

impl Before for Quenching {
    fn questions(&self) -> usize {
        self.chains.len()
    }

    fn ask(&mut self, question: usize) -> Slope<'_> {
        self.chains[question].ask()
    }

    fn go_on(&mut self) {
        for (chain, draws) in self.chains.iter_mut().zip(&mut self.draws) {
            chain.decide(true, draws);
        }
        if self.cooling.is_none() {
            self.look();
        }
        self.left = self.left.saturating_sub(1);
        if self.left == 0 && !self.begin_sweep() {
            self.over = true;
            return;
        }
        for (chain, draws) in self.chains.iter_mut().zip(&mut self.draws) {
            chain.propose(draws);
        }
    }

    fn end(&mut self) -> Option<Vec<f64>> {
        self.over.then(|| match self.cooling {
            Some(_) => self.chains[0].point().to_vec(),
            None => std::mem::take(&mut self.lowest),
        })
    }

    fn part(&self) -> f64 {
        // The descent is short beside the sweeps.
        f64::from(self.begun) / (f64::from(self.sweeps) + 1.0)
    }

    fn evaluations(&self) -> f64 {
        let proposals: u32 = self.chains.iter().map(Chain::proposals).sum();
        (self.chains.len() as u32 + proposals).into()
    }
}

/// The streams of chains in a sweep.
fn streams(seeds: &[u64], replica: u32, sweep: u32) -> Vec<Stream> {
    let seeds = seeds.iter();
    seeds
        .map(|&seed| Stream::new(seed, Purpose::Dynamics, replica, sweep))
        .collect()
}
