//! What is kept of descents: the columns of the table `minima`.

use super::descents::Settings;
use super::{Spectra, SpinGlass};
use crate::columns::{Column, Columns};
use crate::error::Error;
use crate::memory::try_filled;
use crate::optimise::{Descent, Geometry, Method, Replicas, Status, pick};
use crate::rng::{Purpose, Stream};

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
    spectra: Spectra,
    rows: Vec<Row>,
    eigenvalues: Option<Vec<f64>>,
    states: Vec<f64>,
}

impl Minima {
    pub(super) fn new(n: usize, settings: Settings) -> Result<Self, Error> {
        let count = settings.replicas as usize;
        let rows_of = |what: &'static str, width: usize| {
            let len = count.checked_mul(width).ok_or(Error::OutOfMemory {
                what,
                requested: 8 * count as u64 * width as u64,
            })?;
            try_filled(what, len, 0.0)
        };
        Ok(Minima {
            settings,
            n,
            spectra: Spectra::new(n)?,
            rows: try_filled("the minima", count, Row::default())?,
            eigenvalues: if settings.spectrum {
                Some(rows_of("the spectra", n - 1)?)
            } else {
                None
            },
            states: rows_of("the states", n)?,
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

impl Replicas<SpinGlass, Descent> for Minima {
    fn start(&mut self, row: u32) -> Result<Descent, Error> {
        let Settings {
            seed,
            first,
            method,
            termination,
            ..
        } = self.settings;
        let mut stream = Stream::new(seed, Purpose::Starts, first + row, 0);
        let start = (0..self.n).map(|_| stream.normal()).collect();
        Ok(Descent::new(start, Geometry::Sphere, method, termination))
    }

    fn keep(
        &mut self,
        row: u32,
        glass: &SpinGlass,
        descent: &Descent,
        status: Status,
    ) -> Result<f64, Error> {
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
            evaluations: descent.evaluations(),
            status: status as u8,
            index: spectrum.iter().filter(|&&x| x < 0.0).count() as i32,
            lambda_min: spectrum[0],
            lambda_max: spectrum[n - 2],
        };
        Ok(Spectra::flops(n))
    }

    fn take(&mut self, rows: &[u32]) -> Result<Columns, Error> {
        let n = self.n;
        let Settings { first, method, .. } = self.settings;
        let mut replica = try_filled("the minima", rows.len(), first)?;
        replica
            .iter_mut()
            .zip(rows)
            .for_each(|(to, row)| *to += row);
        let methods = Column::Words {
            vocabulary: &Method::WORDS,
            codes: try_filled("the minima", rows.len(), method as u8)?,
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
