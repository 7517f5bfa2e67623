//! The density of eigenvalues from quadrature rules, with the spread between probes.

use super::quadrature::Rules;
use crate::error::Error;
use crate::memory::try_filled;
use std::f64::consts::TAU;

/// Past so many widths a Gaussian is 0 in doubles.
const REACH: f64 = 39.0;

/// At each point of `grid`, the mean over probes of Σ wᵢ·g(x − θᵢ), with g the normal density of standard deviation
/// `width`, and that mean's standard error (NaN for one probe). The integral of the mean is 1.
///
/// # Errors
/// [`Error::OutOfMemory`].
pub fn density(rules: &Rules, grid: &[f64], width: f64) -> Result<[Vec<f64>; 2], Error> {
    let mut mean = try_filled("the density", grid.len(), 0.0)?;
    let mut error = try_filled("the density", grid.len(), 0.0)?;
    let probes = rules.offsets.len() - 1;
    let mut values = try_filled("the density", probes, 0.0)?;
    let height = 1.0 / (width * TAU.sqrt());
    for (x, (mean, error)) in grid.iter().zip(mean.iter_mut().zip(&mut error)) {
        for (value, ends) in values.iter_mut().zip(rules.offsets.windows(2)) {
            let range = ends[0] as usize..ends[1] as usize;
            let terms = rules.nodes[range.clone()].iter().zip(&rules.weights[range]);
            let near = terms.filter_map(|(node, weight)| {
                let z = (x - node) / width;
                (z.abs() < REACH).then(|| weight * libm::exp(-0.5 * z * z))
            });
            *value = height * near.sum::<f64>();
        }
        (*mean, *error) = mean_and_error(&values);
    }
    Ok([mean, error])
}

fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares = values.iter().map(|value| (value - mean) * (value - mean));
    (mean, (squares.sum::<f64>() / (count - 1.0) / count).sqrt())
}
