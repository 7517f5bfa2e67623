//! Which rows of a table are complete, and their way out.

use crate::error::Error;
use crate::memory::try_filled;

/// The rows that are complete, and of them those that have not left.
pub struct Rows {
    count: u32,
    waiting: Vec<bool>,
}

impl Rows {
    /// Of a table of `len` rows, none of which is complete.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub fn new(len: usize) -> Result<Self, Error> {
        Ok(Rows {
            count: 0,
            waiting: try_filled("the rows", len, false)?,
        })
    }

    /// A row that was not complete before.
    pub fn add(&mut self, row: u32) {
        self.count += 1;
        self.waiting[row as usize] = true;
    }

    /// Rows that are complete, whether they left or not.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Those that have not left, ascending; they leave.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub fn take(&mut self) -> Result<Vec<u32>, Error> {
        let len = self.waiting.iter().filter(|&&waiting| waiting).count();
        let mut rows = try_filled("the rows", len, 0)?;
        let waiting = (0..)
            .zip(&mut self.waiting)
            .filter(|(_, waiting)| **waiting);
        for (to, (row, waiting)) in rows.iter_mut().zip(waiting) {
            *to = row;
            *waiting = false;
        }
        Ok(rows)
    }
}

/// The values of `rows` out of a column of `width` values a row; all of them leave without a copy.
///
/// # Errors
/// [`Error::OutOfMemory`].
pub fn pick(column: &mut Vec<f64>, width: usize, rows: &[u32]) -> Result<Vec<f64>, Error> {
    let len = rows.len() * width;
    if len == column.len() {
        return Ok(std::mem::take(column));
    }
    let mut picked = try_filled("the rows", len, 0.0)?;
    for (to, &row) in picked.chunks_exact_mut(width).zip(rows) {
        to.copy_from_slice(&column[row as usize * width..][..width]);
    }
    Ok(picked)
}
