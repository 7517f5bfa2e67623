//! The eigenvalues of D + y·yᵀ, D diagonal: the roots of f(λ) = 1 + Σ y_j²/(d_j − λ).
//!
//! A root is kept as the nearest of its two poles and the distance from it, for it is the differences d_j − λ that
//! eigenvectors are made of. Each step solves the equation in which the poles on either side are kept and the rest
//! of f is made to fit; a bracket that shrinks at every evaluation makes up for a step that leads out of it.
//!
//! Source: Li, Solving secular equations stably and efficiently, LAPACK Working Note 89 (1993).

use losscape_kernels::secular::sums;

/// Evaluations a root may take; four is usual. From [`CAREFUL`] on each second one halves the bracket, which leaves
/// nothing between its ends before this many.
const LIMIT: usize = 160;
const CAREFUL: usize = 16;
/// A step of so little of the distance to the nearest pole leaves an error of its square: less than a rounding.
const NEGLIGIBLE: f64 = 1.0 / (1 << 28) as f64;

/// The eigenvalue `origin + offset`, of which `origin` is a pole.
#[derive(Debug, Clone, Copy)]
pub struct Root {
    pub origin: f64,
    pub offset: f64,
}

/// f in two parts, the poles left of the root and those right of it, and the slope of each.
struct Parts {
    left: f64,
    right: f64,
    left_slope: f64,
    right_slope: f64,
}

impl Parts {
    fn at(poles: &[f64], y: &[f64], split: usize, origin: f64, offset: f64) -> Self {
        let (left, left_slope) = sums(&poles[..split], &y[..split], origin, offset);
        let (right, right_slope) = sums(&poles[split..], &y[split..], origin, offset);
        Self {
            left,
            right,
            left_slope,
            right_slope,
        }
    }

    fn value(&self) -> f64 {
        1.0 + self.left + self.right
    }

    fn slope(&self) -> f64 {
        self.left_slope + self.right_slope
    }

    /// What rounding alone may make of a value of zero.
    fn noise(&self) -> f64 {
        f64::EPSILON * (1.0 + self.left.abs() + self.right.abs())
    }
}

/// The root number `i`, which lies between the poles `i` and `i + 1`, or beyond the last one.
///
/// The poles ascend, no two of them and no entry of `y` so small that its square vanishes beside them.
pub fn root(poles: &[f64], y: &[f64], i: usize) -> Root {
    let count = poles.len();
    if count == 1 {
        return Root {
            origin: poles[0],
            offset: y[0] * y[0],
        };
    }
    let beyond = i + 1 == count;
    // Two poles are kept: those on either side of the root, or the last two.
    let split = if beyond { i } else { i + 1 };
    let half = if beyond {
        0.5 * y.iter().map(|y| y * y).sum::<f64>()
    } else {
        0.5 * (poles[split] - poles[i])
    };
    let mut parts = Parts::at(poles, y, split, poles[i], half);
    let square = |j: usize| y[j] * y[j];
    // The nearest pole's term outweighs no more than all the others of its sign can: that bounds the offset.
    let (nearest, mut low, mut high) = if beyond {
        (i, 0.5 * square(i), 2.0 * half * (1.0 + 1e-9))
    } else if parts.value() < 0.0 {
        (split, -half, -(0.5 * square(split) / -parts.left).min(half))
    } else {
        (i, (0.5 * square(i) / (1.0 + parts.right)).min(half), half)
    };
    let origin = poles[nearest];
    let mut offset = if nearest == i { half } else { -half };
    let mut fixed = true;
    for evaluation in 1..LIMIT {
        let value = parts.value();
        if value.abs() <= parts.noise() {
            break;
        }
        if value < 0.0 {
            low = offset;
        } else {
            high = offset;
        }
        let gaps = [split - 1, split].map(|j| (poles[j] - origin) - offset);
        let weight = fixed.then_some((nearest == split, square(nearest)));
        let mut step = interpolate(&parts, gaps, weight, beyond);
        let within = |step: f64| low < offset + step && offset + step < high;
        if !within(step) {
            step = -value / parts.slope();
        }
        let careful = evaluation >= CAREFUL && evaluation % 2 == 0;
        let halved = careful || !within(step);
        if halved {
            step = middle(low, high) - offset;
            if !within(step) {
                break;
            }
        }
        offset += step;
        if !halved && step.abs() <= NEGLIGIBLE * gaps[0].abs().min(gaps[1].abs()) {
            break;
        }
        parts = Parts::at(poles, y, split, origin, offset);
        // The weight of the nearest pole kept or fitted: whichever of the two brings the value down.
        if parts.value().abs() > 0.1 * value.abs() {
            fixed = !fixed;
        }
    }
    Root { origin, offset }
}

/// The step to the root of c + s/(gap₀ − step) + S/(gap₁ − step), which has the value and the slope of f.
///
/// With `weight`, the weight of the one gap or the other is that of its pole; else each fits the slope of its side.
fn interpolate(parts: &Parts, gaps: [f64; 2], weight: Option<(bool, f64)>, beyond: bool) -> f64 {
    let (value, slope) = (parts.value(), parts.slope());
    let c = match weight {
        Some((true, square)) => {
            value - gaps[0] * slope - (gaps[1] - gaps[0]) * (square / (gaps[1] * gaps[1]))
        }
        Some((false, square)) => {
            value - gaps[1] * slope + (gaps[1] - gaps[0]) * (square / (gaps[0] * gaps[0]))
        }
        None => value - gaps[0] * parts.left_slope - gaps[1] * parts.right_slope,
    };
    let a = (gaps[0] + gaps[1]) * value - gaps[0] * gaps[1] * slope;
    let b = gaps[0] * gaps[1] * value;
    let root = (a * a - 4.0 * b * c).abs().sqrt();
    // Of c·step² − a·step + b = 0 the root right of both poles, or the one between them.
    let root = if beyond { -root } else { root };
    if (a <= 0.0) != beyond {
        (a - root) / (2.0 * c)
    } else {
        2.0 * b / (a + root)
    }
}

/// Between two numbers of one sign, their geometric mean, as they may differ by many orders.
fn middle(low: f64, high: f64) -> f64 {
    (low.abs().sqrt() * high.abs().sqrt()).copysign(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Purpose, Stream};

    /// Poles and entries of y of every size that deflation leaves, with clusters of poles at their closest.
    fn problem(seed: u32) -> (Vec<f64>, Vec<f64>) {
        let mut stream = Stream::new(1, Purpose::Starts, seed, 0);
        let mut unit = || (stream.words()[0] >> 11) as f64 / (1_u64 << 53) as f64;
        let mut power = |most: f64| libm::pow(10.0, most * unit());
        let count = 1 + (10.0 * (power(1.0) - 1.0) / 1.5) as usize;
        let mut poles: Vec<f64> = (0..count)
            .map(|_| match seed % 4 {
                0 => power(1.0),
                1 => (power(1.0) / 4.0).round() + power(-14.0),
                2 => power(-15.0),
                _ => (power(1.0) / 4.0).round() + 1e-13 * power(1.0),
            })
            .collect();
        poles.sort_by(f64::total_cmp);
        poles.dedup_by(|next, before| *next - *before < 8e-16);
        let size = power(-7.0);
        let y = poles.iter().map(|_| match seed % 3 {
            0 => size,
            1 => -(size * power(-14.0)).max(1e-15),
            _ => size * power(1.0) / 10.0,
        });
        let y = y.collect();
        (poles, y)
    }

    #[test]
    fn a_root_lies_between_its_poles_and_f_is_there_what_rounding_makes_it() {
        for seed in 0..20_000 {
            let (poles, y) = problem(seed);
            for i in 0..poles.len() {
                let Root { origin, offset } = root(&poles, &y, i);
                let quotients = poles
                    .iter()
                    .zip(&y)
                    .map(|(d, y)| y / ((d - origin) - offset));
                let terms = quotients.clone().zip(&y).map(|(q, y)| q * y);
                let value = 1.0 + terms.clone().sum::<f64>();
                let size = 1.0 + terms.map(f64::abs).sum::<f64>();
                let slope: f64 = quotients.map(|q| q * q).sum();
                // Rounding of the sums, and of the offset.
                let noise = f64::EPSILON * (size + slope * offset.abs());
                assert!(
                    value.abs() <= 10.0 * noise,
                    "seed {seed}, root {i}: {value}"
                );
                assert!(poles[i] <= origin + offset);
                assert!(poles.get(i + 1).is_none_or(|&next| origin + offset <= next));
            }
        }
    }
}
