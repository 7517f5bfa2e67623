//! What is kept of descents: the columns of the table `minima`.

use super::before::{Before, Down, Then};
use super::curvature::{Curvature, Shared};
use super::descents::{METHODS, Settings, Way};
use super::mixed::Mixed;
use super::newton::Newton;
use super::outward::Outward;
use super::quench::Quenching;
use super::shares::Stochastic;
use super::start::start_of;
use super::walk::Walk;
use super::{Spectra, SpinGlass};
use crate::columns::{Column, Columns};
use crate::eigen::range::Range;
use crate::error::Error;
use crate::memory::try_filled;
use crate::optimise::{Method, Replicas, Status, pick};
use crate::precision::Precision;
use std::rc::Rc;

/// What is found of a replica, beside its spectrum and its state.
#[derive(Clone, Copy, Default)]
struct Row {
    energy: f64,
    gradient_norm: f64,
    iterations: u32,
    evaluations: u32,
    /// The place in [`Status::WORDS`].
    status: u8,
    index: i32,
    lambda_min: f64,
    lambda_max: f64,
    walk_energy: f64,
}

/// All that is found.
pub(super) struct Minima {
    settings: Settings,
    n: usize,
    precision: Precision,
    /// Proposals of a sweep.
    proposals: u32,
    spectra: Spectra,
    /// Of ways that look at it.
    curvature: Option<Shared>,
    rows: Vec<Row>,
    eigenvalues: Option<Vec<f64>>,
    states: Vec<f64>,
}

impl Minima {
    pub(super) fn new(glass: &SpinGlass, settings: Settings) -> Result<Self, Error> {
        let n = glass.n();
        let count = settings.replicas as usize;
        let rows_of = |what: &'static str, width: usize| {
            let len = count.checked_mul(width).ok_or(Error::OutOfMemory {
                what,
                requested: 8 * count as u64 * width as u64,
            })?;
            try_filled(what, len, 0.0)
        };
        Ok(Minima {
            n,
            precision: glass.precision(),
            proposals: glass.order() as u32,
            spectra: Spectra::new(n)?,
            curvature: match settings.way {
                Way::Newton(_) => Some(Curvature::shared(n, Range::All)?),
                Way::Outward { .. } => {
                    let lowest = Range::Index { from: 0, to: 1 };
                    Some(Curvature::shared(n, lowest)?)
                }
                _ => None,
            },
            rows: try_filled("the minima", count, Row::default())?,
            eigenvalues: if settings.spectrum {
                Some(rows_of("the spectra", n - 1)?)
            } else {
                None
            },
            states: rows_of("the states", n)?,
            settings,
        })
    }

    fn column<T: Copy + Default>(&self, rows: &[u32], of: fn(&Row) -> T) -> Result<Vec<T>, Error> {
        let mut column = try_filled("the minima", rows.len(), T::default())?;
        for (to, &row) in column.iter_mut().zip(rows) {
            *to = of(&self.rows[row as usize]);
        }
        Ok(column)
    }
}

impl Replicas<SpinGlass, Box<dyn Walk>> for Minima {
    fn start(&mut self, row: u32) -> Result<Box<dyn Walk>, Error> {
        let Settings {
            seed,
            first,
            termination,
            ref starts,
            ref way,
            ..
        } = self.settings;
        let n = self.n;
        let replica = first + row;
        let start = match starts {
            Some(states) => states[row as usize * n..][..n].to_vec(),
            None => start_of(n, seed, replica),
        };
        let by = |method| Down {
            method,
            termination,
        };
        let curvature = || Rc::clone(self.curvature.as_ref().expect("it was made"));
        let before: Box<dyn Before> = match way {
            Way::Descent(method) => {
                let down = by(*method);
                return Ok(match self.precision {
                    Precision::Double => Box::new(down.from(start)),
                    Precision::Single => Box::new(Mixed::new(start, down)),
                });
            }
            Way::Newton(target) => {
                let walk = Newton::new(start, *target, termination, curvature());
                return Ok(Box::new(walk));
            }
            Way::Outward { steps } => Box::new(Outward::new(start, *steps, curvature())),
            Way::Stochastic(rates) => Box::new(Stochastic::new(start, *rates, (seed, replica))),
            Way::Quench(quench) => {
                let name = (seed, replica);
                Box::new(Quenching::new(quench, n, name, self.proposals))
            }
        };
        Ok(Box::new(Then {
            before,
            down: by(Method::Lbfgs),
            descent: None,
        }))
    }

    fn keep(
        &mut self,
        row: u32,
        glass: &SpinGlass,
        walk: &Box<dyn Walk>,
        status: Status,
    ) -> Result<f64, Error> {
        let end = walk.end().expect("it goes down");
        let n = self.n;
        let row = row as usize;
        let state = end.point;
        let spectrum = self.spectra.at(glass, state, end.radial_slope)?;
        if let Some(eigenvalues) = &mut self.eigenvalues {
            eigenvalues[row * (n - 1)..][..n - 1].copy_from_slice(spectrum);
        }
        self.states[row * n..][..n].copy_from_slice(state);
        self.rows[row] = Row {
            energy: end.energy / n as f64,
            gradient_norm: end.gradient_norm,
            iterations: end.iterations,
            evaluations: walk.evaluations(),
            status: status as u8,
            index: spectrum.iter().filter(|&&x| x < 0.0).count() as i32,
            lambda_min: spectrum[0],
            lambda_max: spectrum[n - 2],
            walk_energy: end.walk_energy / n as f64,
        };
        Ok(Spectra::flops(n))
    }

    fn take(&mut self, rows: &[u32]) -> Result<Columns, Error> {
        let n = self.n;
        let first = self.settings.first;
        let mut replica = try_filled("the minima", rows.len(), first)?;
        replica
            .iter_mut()
            .zip(rows)
            .for_each(|(to, row)| *to += row);
        let methods = Column::Words {
            vocabulary: &METHODS,
            codes: try_filled("the minima", rows.len(), self.settings.way.place())?,
        };
        let statuses = Column::Words {
            vocabulary: &Status::WORDS,
            codes: self.column(rows, |row| row.status)?,
        };
        let doubles = |of: fn(&Row) -> f64| self.column(rows, of).map(Column::F64);
        let counts = |of: fn(&Row) -> u32| self.column(rows, of).map(Column::U32);
        let mut columns = Columns::new()
            .with("replica", Column::U32(replica))
            .with("energy", doubles(|row| row.energy)?)
            .with("gradient_norm", doubles(|row| row.gradient_norm)?)
            .with("method", methods)
            .with("iterations", counts(|row| row.iterations)?)
            .with("evaluations", counts(|row| row.evaluations)?)
            .with("status", statuses)
            .with("index", Column::I32(self.column(rows, |row| row.index)?))
            .with("lambda_min", doubles(|row| row.lambda_min)?)
            .with("lambda_max", doubles(|row| row.lambda_max)?)
            .with("states", Column::F64(pick(&mut self.states, n, rows)?));
        if self.settings.way.ends_in_a_descent() {
            let energies = self.column(rows, |row| row.walk_energy)?;
            columns = columns.with("walk_energy", Column::F64(energies));
        }
        if let Some(all) = &mut self.eigenvalues {
            columns = columns.with("eigenvalues", Column::F64(pick(all, n - 1, rows)?));
        }
        Ok(columns)
    }
}
