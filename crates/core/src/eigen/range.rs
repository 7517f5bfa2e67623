//! Which eigenvalues are wanted.

use crate::error::Error;

/// Eigenvalues by their place in ascending order, or by their value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Range {
    /// All of them.
    All,
    /// Those at the places `from..to`, counted from the smallest at 0.
    Index {
        /// The first place.
        from: usize,
        /// The place after the last.
        to: usize,
    },
    /// Those with `low ≤ λ < high`.
    Value {
        /// The lower end, which belongs to the range.
        low: f64,
        /// The upper end, which does not.
        high: f64,
    },
}

impl Range {
    /// # Errors
    /// [`Error::InvalidInput`] for places out of order or past `n`, and for ends that are NaN or out of order.
    pub fn check(self, n: usize) -> Result<(), Error> {
        match self {
            Self::Index { from, to } if from > to || to > n => Err(Error::invalid(
                "range.index",
                format!("[{from}, {to})"),
                format!("0 ≤ from ≤ to ≤ {n}"),
            )),
            Self::Value { low, high } if low.is_nan() || high.is_nan() || low > high => Err(
                Error::invalid("range.value", format!("[{low}, {high})"), "low ≤ high"),
            ),
            _ => Ok(()),
        }
    }
}

impl Range {
    /// The places of those of all eigenvalues, in ascending order, that are in the range.
    #[must_use]
    pub fn of(self, ascending: &[f64]) -> core::ops::Range<usize> {
        match self {
            Self::All => 0..ascending.len(),
            Self::Index { from, to } => from..to,
            Self::Value { low, high } => {
                let below = |end: f64| ascending.partition_point(|&value| value < end);
                below(low)..below(high)
            }
        }
    }

    /// The range of the eigenvalues of a matrix that was divided by `scale`.
    #[must_use]
    pub fn divided_by(self, scale: f64) -> Self {
        match self {
            Self::Value { low, high } => Self::Value {
                low: low / scale,
                high: high / scale,
            },
            other => other,
        }
    }
}
