//! The density of eigenvalues from quadrature rules, with the spread between probes.

use super::quadrature::Rules;
use crate::error::{Error, Rule};
use crate::memory::try_filled;
use std::f64::consts::TAU;

/// Past so many widths a Gaussian is 0 in doubles.
const REACH: f64 = 39.0;

/// Narrower Gaussians are higher than all doubles.
const NARROWEST: f64 = 1e-308;

/// Points of a grid that is not given, at most.
const MAX_POINTS: f64 = 10_000.0;

/// Where a density is drawn, and how smoothly.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Standard deviation of the Gaussian that stands for a node; without it, the spectrum's width over `parts`.
    pub width: Option<f64>,
    /// A Gaussian as wide as one of so many parts of the spectrum is a polynomial of degree 2·parts to 3e-4 of its height:
    /// to that, rules of so many nodes are exact for it.
    pub parts: f64,
    /// The points; without them, half a width apart, six widths beyond the outer nodes.
    pub grid: Option<Vec<f64>>,
}

impl Default for Drawing {
    fn default() -> Self {
        Self {
            width: None,
            parts: 100.0,
            grid: None,
        }
    }
}

/// A density that was drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// The points.
    pub grid: Vec<f64>,
    /// The density at each.
    pub density: Vec<f64>,
    /// Its standard error over the probes.
    pub standard_error: Vec<f64>,
    /// Standard deviation of the Gaussians.
    pub width: f64,
}

impl Curve {
    /// The density of quadrature rules.
    ///
    /// # Errors
    /// As [`density`].
    pub fn of(rules: &Rules, drawing: &Drawing) -> Result<Self, Error> {
        let low = rules.nodes.iter().copied().fold(f64::INFINITY, f64::min);
        let high = rules.nodes.iter().copied().fold(-f64::INFINITY, f64::max);
        let width = drawing
            .width
            .unwrap_or_else(|| resolution(low, high, drawing.parts));
        let grid = match &drawing.grid {
            Some(grid) => grid.clone(),
            None if rules.nodes.is_empty() => Vec::new(),
            None => grid_over(low - 6.0 * width, high + 6.0 * width, width / 2.0),
        };
        let [density, standard_error] = density(rules, &grid, width)?;
        Ok(Self {
            grid,
            density,
            standard_error,
            width,
        })
    }
}

/// A part of the spectrum, or 1 where that has no width.
fn resolution(low: f64, high: f64, parts: f64) -> f64 {
    let size = low.abs().max(high.abs());
    let part = (high - low).max(1e-8 * size) / parts;
    if part > 0.0 { part } else { 1.0 }
}

fn grid_over(low: f64, high: f64, spacing: f64) -> Vec<f64> {
    let intervals = ((high - low) / spacing).ceil().min(MAX_POINTS - 1.0);
    let point = |i| low + (high - low) * f64::from(i) / intervals;
    (0..=intervals as u32).map(point).collect()
}

/// At each point of `grid`, the mean over probes of Σ wᵢ·g(x − θᵢ), with g the normal density of standard deviation
/// `width`, and that mean's standard error (NaN for one probe). The integral of the mean is 1.
///
/// # Errors
/// [`Error::InvalidInput`] for a width below 1e-308; [`Error::OutOfMemory`].
pub fn density(rules: &Rules, grid: &[f64], width: f64) -> Result<[Vec<f64>; 2], Error> {
    if width < NARROWEST {
        let rule = Rule::AtLeast { min: NARROWEST };
        return Err(Error::invalid("width", width, rule));
    }
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
            *value = near.sum::<f64>();
        }
        // Heights of 1e300 have no squares.
        let (sum, spread) = mean_and_error(&values);
        (*mean, *error) = (height * sum, height * spread);
    }
    Ok([mean, error])
}

fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares = values.iter().map(|value| (value - mean) * (value - mean));
    (mean, (squares.sum::<f64>() / (count - 1.0) / count).sqrt())
}
