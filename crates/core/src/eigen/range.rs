//! Which eigenvalues are wanted.

use crate::error::{Error, Rule};

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
            Self::Index { from, .. } if from > n => Err(place(from, 0, n).at([0])),
            Self::Index { from, to } if !(from..=n).contains(&to) => {
                Err(place(to, from, n).at([1]))
            }
            Self::Value { low, .. } if low.is_nan() => Err(end(low, Rule::Number).at([0])),
            Self::Value { high, .. } if high.is_nan() => Err(end(high, Rule::Number).at([1])),
            Self::Value { low, high } if low > high => {
                Err(end(high, Rule::AtLeast { min: low }).at([1]))
            }
            _ => Ok(()),
        }
    }
}

impl Range {
    /// The most eigenvalues of an n×n matrix that can be in it.
    #[must_use]
    pub fn most(self, n: usize) -> usize {
        match self {
            Self::Index { from, to } => to - from,
            Self::All | Self::Value { .. } => n,
        }
    }

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

fn place(place: usize, min: usize, max: usize) -> Error {
    let (min, max) = (min as f64, max as f64);
    Error::invalid("range.index", place as f64, Rule::WholeNumber { min, max })
}

fn end(end: f64, rule: Rule) -> Error {
    Error::invalid("range.value", end, rule)
}
