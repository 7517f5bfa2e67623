//! What is refused, and how it is said.

use crate::error::{Error, Rule};

/// The largest whole number that the boundary can name.
const LARGEST: f64 = 9_007_199_254_740_991.0;

/// A whole number from `min` to `max`.
pub(crate) fn whole(argument: &'static str, value: u64, [min, max]: [u64; 2]) -> Result<(), Error> {
    if (min..=max).contains(&value) {
        return Ok(());
    }
    let [min, max] = [min, max].map(|end| LARGEST.min(end as f64));
    Err(Error::invalid(
        argument,
        value as f64,
        Rule::WholeNumber { min, max },
    ))
}

/// Some whole rows for `count` samples.
pub(super) fn rows(argument: &'static str, len: usize, count: usize) -> Result<(), Error> {
    let expected = len.next_multiple_of(count).max(count) as u64;
    whole(argument, len as u64, [expected, expected])
}

/// No NaN and no infinity.
pub(crate) fn finite(argument: &'static str, values: &[f64]) -> Result<(), Error> {
    match values.iter().position(|x| !x.is_finite()) {
        Some(at) => Err(Error::invalid(argument, values[at], Rule::Finite).at([at])),
        None => Ok(()),
    }
}

/// Labels that are classes.
pub(super) fn labels(labels: &[u32], classes: usize) -> Result<(), Error> {
    whole("classes", classes as u64, [1, 1 << 32])?;
    let most = classes as u64 - 1;
    labels.iter().enumerate().try_for_each(|(at, label)| {
        whole("labels", u64::from(*label), [0, most]).map_err(|error| error.at([at]))
    })
}
