//! Couplings as they are stored, in either precision.

use crate::error::Error;
use crate::memory::try_filled;
use crate::precision::Precision;
use std::ops::Range;

/// The slabs of [`losscape_kernels::coupling`], one after another.
pub(super) enum Slabs {
    Double(Vec<Vec<f64>>),
    Single(Vec<Vec<f32>>),
}

impl Slabs {
    /// None, and room for `count`.
    pub(super) fn new(precision: Precision, count: usize) -> Self {
        match precision {
            Precision::Double => Slabs::Double(Vec::with_capacity(count)),
            Precision::Single => Slabs::Single(Vec::with_capacity(count)),
        }
    }

    /// Bytes of a coupling.
    pub(super) fn bytes(precision: Precision) -> usize {
        match precision {
            Precision::Double => size_of::<f64>(),
            Precision::Single => size_of::<f32>(),
        }
    }

    /// Adds one of `len` zeros.
    pub(super) fn add(&mut self, len: usize) -> Result<(), Error> {
        match self {
            Slabs::Double(slabs) => slabs.push(try_filled("the couplings", len, 0.0)?),
            Slabs::Single(slabs) => slabs.push(try_filled("the couplings", len, 0.0)?),
        }
        Ok(())
    }

    /// Sets an entry of the last one, rounded to its precision.
    pub(super) fn set(&mut self, entry: usize, value: f64) {
        let last = self.len() - 1;
        match self {
            Slabs::Double(slabs) => slabs[last][entry] = value,
            Slabs::Single(slabs) => slabs[last][entry] = value as f32,
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Slabs::Double(slabs) => slabs.len(),
            Slabs::Single(slabs) => slabs.len(),
        }
    }

    /// How many doubles [`Slabs::doubles`] needs: as many as the first and longest slab has, or none.
    pub(super) fn room(&self) -> usize {
        match self {
            Slabs::Double(_) => 0,
            Slabs::Single(slabs) => slabs[0].len(),
        }
    }

    /// One of them in doubles: it, or its copy in `room`.
    pub(super) fn doubles<'a>(&'a self, slab: usize, room: &'a mut [f64]) -> &'a [f64] {
        let len = match self {
            Slabs::Double(slabs) => slabs[slab].len(),
            Slabs::Single(slabs) => slabs[slab].len(),
        };
        self.doubles_of(slab, 0..len, room)
    }

    /// Likewise some of its entries.
    pub(super) fn doubles_of<'a>(
        &'a self,
        slab: usize,
        entries: Range<usize>,
        room: &'a mut [f64],
    ) -> &'a [f64] {
        match self {
            Slabs::Double(slabs) => &slabs[slab][entries],
            Slabs::Single(slabs) => {
                let singles = &slabs[slab][entries];
                let room = &mut room[..singles.len()];
                for (double, single) in room.iter_mut().zip(singles) {
                    *double = f64::from(*single);
                }
                room
            }
        }
    }
}
