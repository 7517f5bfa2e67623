//! Critical points as the rows of a table.

use super::endings::Ending;
use crate::columns::{Column, Columns};
use crate::error::Error;
use crate::glass::{Spectra, SpinGlass};
use crate::memory::{try_filled, try_rows};
use crate::optimise::project_to_tangent;
use crate::sort::sort_by;

/// What is found of a point, beside its state.
#[derive(Clone, Copy, Default)]
struct Row {
    energy: f64,
    gradient_norm: f64,
    index: i32,
    lambda_min: f64,
    lambda_max: f64,
}

/// The states of real solutions: σ and −σ of each where y is x, and one where z says which it is.
pub(super) fn states(glass: &SpinGlass, real: &[&Ending]) -> Result<Vec<f64>, Error> {
    let n = glass.n();
    let pairs = !glass.has_both_parities();
    let rows = real.len() * if pairs { 2 } else { 1 };
    let mut states = try_rows("the critical points", [rows, n], 0.0)?;
    let mut to = states.chunks_exact_mut(n);
    for ending in real {
        let square: f64 = ending.y().take(n).map(|x| x * x).sum();
        let z = ending.y().nth(n).unwrap_or(1.0);
        let scale = (n as f64 / square).sqrt();
        let scale = if z < 0.0 { -scale } else { scale };
        let signs: &[f64] = if pairs { &[1.0, -1.0] } else { &[1.0] };
        for sign in signs {
            let state = to.next().expect("each point has its row");
            for (spin, x) in state.iter_mut().zip(ending.y()) {
                *spin = sign * scale * x;
            }
        }
    }
    Ok(states)
}

/// The columns of states, in the order of energies.
pub(super) fn columns(glass: &SpinGlass, states: &[f64]) -> Result<Columns, Error> {
    let n = glass.n();
    let count = states.len() / n;
    let mut energies = try_filled("the critical points", count, 0.0)?;
    let mut gradients = try_filled("the critical points", count * n, 0.0)?;
    glass.evaluate_all(states, &mut energies, &mut gradients)?;
    let mut spectra = Spectra::new(n)?;
    let mut rows = try_filled("the critical points", count, (0, Row::default()))?;
    let points = states.chunks_exact(n).zip(gradients.chunks_exact_mut(n));
    for (at, ((state, gradient), row)) in points.zip(&mut rows).enumerate() {
        let radial_slope = project_to_tangent(state, gradient);
        let square: f64 = gradient.iter().map(|slope| slope * slope).sum();
        let spectrum = spectra.at(glass, state, radial_slope)?;
        let found = Row {
            energy: energies[at] / n as f64,
            gradient_norm: (square / n as f64).sqrt(),
            index: spectrum.iter().filter(|&&x| x < 0.0).count() as i32,
            lambda_min: spectrum[0],
            lambda_max: spectrum[n - 2],
        };
        *row = (at, found);
    }
    // Of one energy, in the order of the paths.
    sort_by(&mut rows, |(at, a), (other, b)| {
        a.energy < b.energy || a.energy == b.energy && at < other
    });
    let mut sorted = try_filled("the critical points", states.len(), 0.0)?;
    for ((at, _), to) in rows.iter().zip(sorted.chunks_exact_mut(n)) {
        to.copy_from_slice(&states[at * n..][..n]);
    }
    let doubles = |of: fn(&Row) -> f64| Column::F64(rows.iter().map(|(_, row)| of(row)).collect());
    Ok(Columns::new()
        .with("energy", doubles(|row| row.energy))
        .with("gradient_norm", doubles(|row| row.gradient_norm))
        .with(
            "index",
            Column::I32(rows.iter().map(|(_, row)| row.index).collect()),
        )
        .with("lambda_min", doubles(|row| row.lambda_min))
        .with("lambda_max", doubles(|row| row.lambda_max))
        .with("states", Column::F64(sorted)))
}
