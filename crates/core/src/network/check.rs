//! What is refused, and how it is said.

use super::initial::Initial;
use super::shape::Shape;
use crate::data::Dataset;
use crate::data::check::whole;
use crate::error::{Error, Rule};

/// Parameters of a network at most: a Hessian of so many would take 2⁵³ bytes.
const MAX_PARAMETERS: u64 = 1 << 25;

/// Two widths or more, none 0, with no more parameters than can be counted.
pub(super) fn widths(layers: &[usize]) -> Result<(), Error> {
    whole("layers.length", layers.len() as u64, [2, MAX_PARAMETERS])?;
    for (at, width) in layers.iter().enumerate() {
        whole("layers", *width as u64, [1, MAX_PARAMETERS]).map_err(|error| error.at([at]))?;
    }
    let products = layers
        .windows(2)
        .map(|pair| (pair[0] as u64 + 1) * pair[1] as u64);
    let parameters = products.fold(0, u64::saturating_add);
    whole("weights.length", parameters, [1, MAX_PARAMETERS])
}

/// A bound of uniform weights that is finite and not negative.
pub(super) fn initial(initial: Initial) -> Result<(), Error> {
    match initial {
        Initial::Uniform(half) if !(half >= 0.0 && half.is_finite()) => {
            let min = 0.0;
            Err(Error::invalid("uniform", half, Rule::AtLeast { min }))
        }
        _ => Ok(()),
    }
}

/// As many as the shape has, all finite.
pub(super) fn parameters(shape: &Shape, given: &[f64]) -> Result<(), Error> {
    let count = shape.parameters() as u64;
    whole("weights.length", given.len() as u64, [count, count])?;
    match given.iter().position(|weight| !weight.is_finite()) {
        Some(at) => Err(Error::invalid("weights", given[at], Rule::Finite).at([at])),
        None => Ok(()),
    }
}

/// Data with as many features as the network reads.
pub(super) fn reads(shape: &Shape, data: &Dataset) -> Result<(), Error> {
    let inputs = shape.inputs() as u64;
    whole("data.features", data.features() as u64, [inputs, inputs])
}

/// The same, and as many classes as it writes.
pub(super) fn fits(shape: &Shape, data: &Dataset) -> Result<(), Error> {
    reads(shape, data)?;
    let outputs = shape.outputs() as u64;
    whole("data.classes", data.classes() as u64, [outputs, outputs])
}
