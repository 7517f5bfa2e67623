//! What is refused, and how it is said.

use super::initial::Initial;
use super::shape::Shape;
use crate::data::Dataset;
use crate::error::Error;

/// Parameters of a network at most: a Hessian of so many would take 2⁵³ bytes.
const MAX_PARAMETERS: u64 = 1 << 25;

/// Two widths or more, none 0, with no more parameters than can be counted.
pub(super) fn widths(layers: &[usize]) -> Result<(), Error> {
    if layers.len() < 2 {
        return Err(Error::invalid(
            "layers.length",
            layers.len(),
            "at least two widths",
        ));
    }
    if layers.contains(&0) {
        return Err(Error::invalid("layers", 0, "whole numbers >= 1"));
    }
    let products = layers
        .windows(2)
        .map(|pair| (pair[0] as u64 + 1).saturating_mul(pair[1] as u64));
    let parameters = products.fold(0, u64::saturating_add);
    if parameters > MAX_PARAMETERS {
        return Err(Error::invalid(
            "layers",
            parameters,
            "at most 2^25 parameters",
        ));
    }
    Ok(())
}

/// A bound of uniform weights that is finite and not negative.
pub(super) fn initial(initial: Initial) -> Result<(), Error> {
    match initial {
        Initial::Uniform(half) if !(half >= 0.0 && half.is_finite()) => {
            Err(Error::invalid("initial.uniform", half, "a number >= 0"))
        }
        _ => Ok(()),
    }
}

/// As many as the shape has, all finite.
pub(super) fn parameters(
    argument: &'static str,
    shape: &Shape,
    given: &[f64],
) -> Result<(), Error> {
    if given.len() != shape.parameters() {
        return Err(Error::invalid(
            argument,
            given.len(),
            "as many numbers as the network has weights",
        ));
    }
    if let Some(weight) = given.iter().find(|weight| !weight.is_finite()) {
        return Err(Error::invalid(argument, weight, "finite numbers"));
    }
    Ok(())
}

/// Data with as many features as the network reads, and as many classes as it writes.
pub(super) fn fits(shape: &Shape, data: &Dataset) -> Result<(), Error> {
    if data.features() != shape.inputs() {
        return Err(Error::invalid(
            "data.features",
            data.features(),
            "the width of the first layer",
        ));
    }
    if data.classes() != shape.outputs() {
        return Err(Error::invalid(
            "data.classes",
            data.classes(),
            "the width of the last layer",
        ));
    }
    Ok(())
}
