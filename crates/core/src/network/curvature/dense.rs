//! Dense matrices of second derivatives, unit by unit.

use super::Matrix;
use super::strip::{Strip, Unit};
use crate::budget::Budget;
use crate::columns::{Column, Columns};
use crate::data::Dataset;
use crate::error::Error;
use crate::job::{Job, Progress};
use crate::memory::try_rows;
use crate::network::loss::Curvature;
use crate::network::pass::Pass;
use crate::network::tangent::Tangent;
use crate::network::{Network, check};
use losscape_kernels::gram::DEPTH;

/// Samples whose passes are kept at a time. Every block of them adds to the whole matrix once, which takes 3 % of the time at
/// 11,110 weights (perf, native, Zen 3).
const BLOCK: usize = 1024;
/// A sample is near a kink within this distance of it, in a unit's z or an output.
const NEAR: f64 = 1e-9;

/// A job: the Hessian or the Gauss–Newton matrix of a network's loss on a data set.
///
/// The lower triangle of an n×n row-major matrix, n the number of weights. For each unit, the samples in which it is on
/// pass forward and back once more, and each pair of units costs one Gram product of what they read: for one hidden layer of
/// h units between m inputs and c outputs about h²·m²/2 + 2·c·h²·m flops a sample. Memory: 8n² bytes, 8·n·(largest fan-in + 1)
/// and the passes of 1024 samples.
#[derive(Debug)]
pub struct Dense {
    network: Network,
    data: Dataset,
    entries: Vec<f64>,
    pass: Pass,
    /// Of the samples in which the unit is on, where they are not all.
    own: Pass,
    all_on: bool,
    tangent: Tangent,
    strip: Strip,
    /// The first sample of the block whose pass is kept, and the one after its last.
    block: [usize; 2],
    unit: Option<Unit>,
    /// Of the unit's samples those that are in the strip.
    added: usize,
    near_kinks: u32,
    /// Whether the matrix is, by its definition.
    is_zero: bool,
    taken: bool,
}

impl Dense {
    /// The matrix of a network on a data set, of which nothing is computed.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for data of other widths; [`Error::OutOfMemory`] where the matrix does not fit.
    #[inline(never)]
    pub fn new(network: Network, data: Dataset, matrix: Matrix) -> Result<Self, Error> {
        check::fits(network.shape(), &data)?;
        let n = network.shape().parameters();
        let capacity = BLOCK.min(data.samples());
        Ok(Dense {
            entries: try_rows("the matrix", [n, n], 0.0)?,
            pass: Pass::new(&network, capacity)?,
            own: Pass::new(&network, capacity)?,
            all_on: true,
            tangent: Tangent::new(&network, matrix, capacity)?,
            strip: Strip::new(&network, matrix)?,
            block: [0, 0],
            unit: None,
            added: 0,
            near_kinks: 0,
            is_zero: matrix == Matrix::GaussNewton && network.loss().curvature() == Curvature::Zero,
            taken: false,
            network,
            data,
        })
    }

    /// Samples within 1e-9 of a kink, of those that are done.
    #[must_use]
    pub fn near_kinks(&self) -> u32 {
        self.near_kinks
    }
}

impl Dense {
    /// Goes to the next block of samples. Returns the flops.
    #[inline(never)]
    fn start_block(&mut self) -> f64 {
        let from = self.block[1];
        self.block = [from, self.data.samples().min(from + BLOCK)];
        let samples = from..self.block[1];
        let labels = &self.data.labels()[samples.clone()];
        self.pass.forward(&self.network, &self.data, samples);
        let scale = 1.0 / self.data.samples() as f64;
        self.pass.backward(&self.network, labels, scale);
        self.near_kinks += self.pass.near_kinks(&self.network, labels, NEAR);
        4.0 * self.entries_a_pass()
    }

    /// Goes to a unit of the block. Returns the flops.
    #[inline(never)]
    fn start_unit(&mut self, unit: Unit) -> f64 {
        self.unit = Some(unit);
        self.added = 0;
        self.strip.clear();
        let layers = self.network.shape().layers();
        let hidden = unit.layer + 1 < layers.len();
        self.all_on = !(hidden && self.network.activation().switches());
        if !self.all_on {
            let on = self.pass.samples_on(unit.layer + 1, unit.place);
            self.own.gather(&self.pass, &on);
        }
        let pass = if self.all_on { &self.pass } else { &self.own };
        if pass.samples > 0 {
            self.tangent
                .along_unit(&self.network, pass, unit.layer, unit.place);
        }
        4.0 * self.entries_a_pass()
    }

    /// Adds some samples of the unit to its strip, or the whole strip to the matrix. Returns the flops.
    fn go_on(&mut self, unit: Unit) -> f64 {
        let layers = self.network.shape().layers();
        let pass = if self.all_on { &self.pass } else { &self.own };
        let samples = self.added..pass.samples.min(self.added + DEPTH);
        if !samples.is_empty() {
            self.added = samples.end;
            return self.strip.add(layers, unit, pass, &self.tangent, samples);
        }
        let n = self.network.shape().parameters();
        self.strip.add_to(layers, unit, n, &mut self.entries);
        match unit.next(layers) {
            Some(next) => self.start_unit(next),
            None => {
                self.unit = None;
                0.0
            }
        }
    }

    /// A pass multiplies so many weights by samples.
    fn entries_a_pass(&self) -> f64 {
        (self.network.shape().parameters() * self.pass.samples) as f64
    }
}

impl Job for Dense {
    fn advance(&mut self, budget: &mut Budget) -> Result<bool, Error> {
        while self.unit.is_some() || self.block[1] < self.data.samples() {
            if budget.is_spent() {
                return Ok(false);
            }
            budget.spend(match self.unit {
                Some(unit) => self.go_on(unit),
                None => {
                    let flops = self.start_block();
                    if self.is_zero {
                        flops
                    } else {
                        flops + self.start_unit(Unit::FIRST)
                    }
                }
            });
        }
        Ok(true)
    }

    /// In samples.
    fn progress(&self) -> Progress {
        let layers = self.network.shape().layers();
        let [from, to] = self.block.map(|sample| sample as f64);
        let done = match self.unit {
            Some(unit) => from + (to - from) * unit.fraction(layers),
            None => to,
        };
        Progress {
            done,
            total: self.data.samples() as f64,
        }
    }

    /// When all is done, `near_kinks`: the samples within 1e-9 of a kink. The matrix leaves by [`Job::matrix`].
    fn take(&mut self) -> Result<Columns, Error> {
        let done = self.unit.is_none() && self.block[1] == self.data.samples();
        if !done || std::mem::replace(&mut self.taken, true) {
            return Ok(Columns::new());
        }
        Ok(Columns::new().with("near_kinks", Column::U32(vec![self.near_kinks])))
    }

    /// The n² entries, of which the lower triangle is written.
    fn matrix(&mut self) -> Option<Vec<f64>> {
        let is_done = self.unit.is_none() && self.block[1] == self.data.samples();
        (is_done && !self.entries.is_empty()).then(|| std::mem::take(&mut self.entries))
    }
}
