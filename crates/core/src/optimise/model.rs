//! Steps of Newton's methods, in the eigenbasis of a Hessian.

use crate::vector::dot;

/// Halvings of the interval of a shift; as good as doubles are.
const HALVINGS: u32 = 60;
/// What keeps the shifted Hessian from being singular, relative to its largest eigenvalue.
const LEAST_SHIFT: f64 = 1e-12;

/// The step, at most `radius` long, in which the model g·d + d·Hd/2 is lowest (Moré, Sorensen, SISSC 4 (1983) 553): −g/(λ + μ) with
/// the μ of that length, and the rest of the length along the lowest eigenvector where no μ has it.
///
/// `values` are ascending, one or more; `slopes` are the components of the gradient.
pub fn lowest_within(values: &[f64], slopes: &[f64], radius: f64, step: &mut [f64]) {
    let (lowest, highest) = (values[0], values[values.len() - 1]);
    // By λ₀ + μ instead of μ, which would cancel against the lowest eigenvalue where the gradient hardly has a part along it.
    let mut length_at = |above: f64| {
        for ((d, g), value) in step.iter_mut().zip(slopes).zip(values) {
            *d = -g / (value - lowest + above);
        }
        dot(step, step).sqrt()
    };
    if lowest > 0.0 && length_at(lowest) <= radius {
        return;
    }
    let size = lowest.abs().max(highest.abs());
    let low = lowest.max(0.0) + LEAST_SHIFT * size + f64::MIN_POSITIVE;
    let length = length_at(low);
    if length <= radius {
        if lowest < 0.0 {
            let rest = (radius * radius - length * length).sqrt();
            step[0] += if slopes[0] > 0.0 { -rest } else { rest };
        }
        return;
    }
    let high = low + dot(slopes, slopes).sqrt() / radius;
    shorten_to(radius, (low, high), length_at);
}

/// Leaves the step of a shift between `low` and `high` at which it is `radius` long, or hardly less; `length_at` sets the step of a
/// shift, and gives its length, which falls.
pub fn shorten_to(
    radius: f64,
    (mut low, mut high): (f64, f64),
    mut length_at: impl FnMut(f64) -> f64,
) {
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if length_at(middle) > radius {
            low = middle;
        } else {
            high = middle;
        }
    }
    length_at(high);
}

/// The step to where the model is stationary, −g/λ, cut to `radius`: |g| falls along it, whatever the signs of eigenvalues.
pub fn stationary_within(values: &[f64], slopes: &[f64], radius: f64, step: &mut [f64]) {
    for ((d, g), value) in step.iter_mut().zip(slopes).zip(values) {
        *d = if *g == 0.0 { 0.0 } else { -g / value };
    }
    // An eigenvalue of 0 leads to infinity: the largest one sets the scale first.
    let longest = step.iter().fold(0.0_f64, |longest, d| longest.max(d.abs()));
    if longest == f64::INFINITY {
        for d in step.iter_mut() {
            *d = if d.is_infinite() {
                radius.copysign(*d)
            } else {
                0.0
            };
        }
    }
    let length = dot(step, step).sqrt();
    if length > radius {
        step.iter_mut().for_each(|d| *d *= radius / length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(values: &[f64], slopes: &[f64], step: &[f64]) -> f64 {
        let terms = values.iter().zip(slopes).zip(step);
        terms
            .map(|((value, g), d)| g * d + 0.5 * value * d * d)
            .sum()
    }

    /// No point of a fine grid of the disc is lower than the step's end.
    #[test]
    fn the_lowest_step_is_lowest_in_its_disc_in_the_hard_case_too() {
        let radius = 0.7;
        for values in [
            [1.0, 3.0],
            [-2.0, 3.0],
            [-2.0, -1.0],
            [0.0, 1.0],
            [-1.0, -1.0],
        ] {
            for slopes in [[0.3, -0.2], [0.0, 0.4], [5.0, 1.0], [0.0, 0.0], [1e-9, 0.0]] {
                let mut step = [0.0; 2];
                lowest_within(&values, &slopes, radius, &mut step);
                assert!(dot(&step, &step).sqrt() <= radius * (1.0 + 1e-12));
                let found = model(&values, &slopes, &step);
                for i in 0..400 {
                    let (sin, cos) = libm::sincos(f64::from(i) / 400.0 * std::f64::consts::TAU);
                    for r in [0.25, 0.5, 0.75, 1.0] {
                        let other = [r * radius * cos, r * radius * sin];
                        let lower = model(&values, &slopes, &other) - found;
                        assert!(lower >= -1e-9, "{values:?} {slopes:?} by {lower}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_stationary_step_ends_where_the_model_is_level_or_at_the_radius() {
        let mut step = [0.0; 2];
        stationary_within(&[-2.0, 4.0], &[1.0, 1.0], 10.0, &mut step);
        assert_eq!(step, [0.5, -0.25]);
        stationary_within(&[0.0, 4.0], &[1.0, 1.0], 0.5, &mut step);
        assert_eq!(step, [-0.5, 0.0]);
        stationary_within(&[0.0, 4.0], &[0.0, 1.0], 0.5, &mut step);
        assert_eq!(step, [0.0, -0.25]);
    }
}
