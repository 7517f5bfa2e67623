//! What is kept of descents: the columns of the table `minima`.

use super::descents::{METHODS, Settings, place_of};
use super::quench::{Down, Quenching};
use super::start::start_of;
use super::walk::Walk;
use super::{Spectra, SpinGlass};
use crate::columns::{Column, Columns};
use crate::error::Error;
use crate::memory::try_filled;
use crate::optimise::{Replicas, Status, pick};

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
}

/// All that is found.
pub(super) struct Minima {
    settings: Settings,
    n: usize,
    /// Proposals of a sweep.
    proposals: u32,
    spectra: Spectra,
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
            proposals: glass.order() as u32,
            spectra: Spectra::new(n)?,
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
            method,
            termination,
            ref quench,
            ..
        } = self.settings;
        let replica = first + row;
        let down = Down {
            method,
            termination,
        };
        Ok(match quench {
            None => Box::new(down.from(start_of(self.n, seed, replica))),
            Some(quench) => {
                let name = (seed, replica);
                Box::new(Quenching::new(quench, self.n, name, self.proposals, down))
            }
        })
    }

    fn keep(
        &mut self,
        row: u32,
        glass: &SpinGlass,
        walk: &Box<dyn Walk>,
        status: Status,
    ) -> Result<f64, Error> {
        let descent = walk.descent().expect("it ends in a descent");
        let n = self.n;
        let row = row as usize;
        let state = descent.point();
        let spectrum = self.spectra.at(glass, state, descent.radial_slope())?;
        if let Some(eigenvalues) = &mut self.eigenvalues {
            eigenvalues[row * (n - 1)..][..n - 1].copy_from_slice(spectrum);
        }
        self.states[row * n..][..n].copy_from_slice(state);
        self.rows[row] = Row {
            energy: descent.energy() / n as f64,
            gradient_norm: descent.gradient_norm(),
            iterations: descent.iterations(),
            evaluations: walk.evaluations(),
            status: status as u8,
            index: spectrum.iter().filter(|&&x| x < 0.0).count() as i32,
            lambda_min: spectrum[0],
            lambda_max: spectrum[n - 2],
        };
        Ok(Spectra::flops(n))
    }

    fn take(&mut self, rows: &[u32]) -> Result<Columns, Error> {
        let n = self.n;
        let Settings {
            first,
            method,
            ref quench,
            ..
        } = self.settings;
        let mut replica = try_filled("the minima", rows.len(), first)?;
        replica
            .iter_mut()
            .zip(rows)
            .for_each(|(to, row)| *to += row);
        let methods = Column::Words {
            vocabulary: &METHODS,
            codes: try_filled("the minima", rows.len(), place_of(quench.as_ref(), method))?,
        };
        let statuses = Column::Words {
            vocabulary: &Status::WORDS,
            codes: self.column(rows, |row| row.status)?,
        };
        let doubles = |of: fn(&Row) -> f64| self.column(rows, of).map(Column::F64);
        let counts = |of: fn(&Row) -> u32| self.column(rows, of).map(Column::U32);
        let columns = Columns::new()
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
        Ok(match &mut self.eigenvalues {
            Some(all) => columns.with("eigenvalues", Column::F64(pick(all, n - 1, rows)?)),
            None => columns,
        })
    }
}
