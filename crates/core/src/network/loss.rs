//! What a sample costs: losses of a sample's outputs o and label y, and their derivatives by the outputs.

use super::activation::positive_part;

/// The loss of a sample; of a data set, the mean over its samples. At kinks derivatives are 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// −ln softmax(o)_y.
    CrossEntropy,
    /// ½ Σ_j (o_j − e_j)², with e the unit vector of y.
    Squared,
    /// Σ_j |o_j − e_j|.
    Absolute,
    /// Σ_j max(0, 1 − t_j·o_j), with t_j = 1 for j = y and −1 else.
    HingeOneVsAll,
    /// Σ_{j≠y} max(0, 1 + o_j − o_y).
    HingeWestonWatkins,
    /// max(0, 1 + max_{j≠y} o_j − o_y); of equal outputs the lowest class.
    HingeCrammerSinger,
}

/// The second derivatives of a sample's loss by its outputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Curvature {
    /// None: the loss is piecewise linear.
    Zero,
    /// The unit matrix.
    Identity,
    /// diag(p) − p·pᵀ with p = softmax(o).
    Softmax,
}

impl Loss {
    /// Every loss with its name.
    pub const NAMES: [(Loss, &'static str); 6] = [
        (Loss::CrossEntropy, "cross-entropy"),
        (Loss::Squared, "squared"),
        (Loss::Absolute, "absolute"),
        (Loss::HingeOneVsAll, "hinge-one-vs-all"),
        (Loss::HingeWestonWatkins, "hinge-weston-watkins"),
        (Loss::HingeCrammerSinger, "hinge-crammer-singer"),
    ];

    pub(super) fn curvature(self) -> Curvature {
        match self {
            Loss::CrossEntropy => Curvature::Softmax,
            Loss::Squared => Curvature::Identity,
            _ => Curvature::Zero,
        }
    }

    pub(super) fn value(self, outputs: &[f64], label: usize) -> f64 {
        match self {
            Loss::CrossEntropy => {
                let top = largest(outputs);
                let rest: f64 = others(outputs, top)
                    .map(|(_, o)| libm::exp(o - outputs[top]))
                    .sum();
                (outputs[top] - outputs[label]) + libm::log1p(rest)
            }
            Loss::Squared => {
                let squares = errors(outputs, label).map(|error| error * error);
                0.5 * squares.sum::<f64>()
            }
            Loss::Absolute => errors(outputs, label).map(f64::abs).sum(),
            Loss::HingeOneVsAll => one_vs_all(outputs, label)
                .map(|(_, margin)| positive_part(margin))
                .sum(),
            Loss::HingeWestonWatkins => others(outputs, label)
                .map(|(_, o)| positive_part(1.0 + o - outputs[label]))
                .sum(),
            Loss::HingeCrammerSinger => rival(outputs, label).map_or(0.0, |rival| {
                positive_part(1.0 + outputs[rival] - outputs[label])
            }),
        }
    }

    /// The derivatives by the outputs.
    pub(super) fn gradient(self, outputs: &[f64], label: usize, gradient: &mut [f64]) {
        match self {
            Loss::CrossEntropy => {
                softmax(outputs, gradient);
                // p_y − 1 would cancel where p_y is near 1.
                gradient[label] = -others(gradient, label).map(|(_, p)| p).sum::<f64>();
            }
            Loss::Squared => {
                for (to, error) in gradient.iter_mut().zip(errors(outputs, label)) {
                    *to = error;
                }
            }
            Loss::Absolute => {
                for (to, error) in gradient.iter_mut().zip(errors(outputs, label)) {
                    *to = f64::from(error > 0.0) - f64::from(error < 0.0);
                }
            }
            Loss::HingeOneVsAll => {
                for (to, (sign, margin)) in gradient.iter_mut().zip(one_vs_all(outputs, label)) {
                    *to = if margin > 0.0 { -sign } else { 0.0 };
                }
            }
            Loss::HingeWestonWatkins => {
                let mut wrong = 0.0;
                for (j, (to, o)) in gradient.iter_mut().zip(outputs).enumerate() {
                    *to = f64::from(j != label && 1.0 + o - outputs[label] > 0.0);
                    wrong += *to;
                }
                gradient[label] = -wrong;
            }
            Loss::HingeCrammerSinger => {
                gradient.fill(0.0);
                if let Some(rival) = rival(outputs, label)
                    && 1.0 + outputs[rival] - outputs[label] > 0.0
                {
                    gradient[rival] = 1.0;
                    gradient[label] = -1.0;
                }
            }
        }
    }

    /// How far the sample is from a kink of the loss, in outputs; infinity where it has none.
    pub(super) fn kink_distance(self, outputs: &[f64], label: usize) -> f64 {
        let least = |distances: &mut dyn Iterator<Item = f64>| {
            distances.fold(f64::INFINITY, |least, x| least.min(x.abs()))
        };
        match self {
            Loss::CrossEntropy | Loss::Squared => f64::INFINITY,
            Loss::Absolute => least(&mut errors(outputs, label)),
            Loss::HingeOneVsAll => least(&mut one_vs_all(outputs, label).map(|(_, margin)| margin)),
            Loss::HingeWestonWatkins => {
                least(&mut others(outputs, label).map(|(_, o)| 1.0 + o - outputs[label]))
            }
            Loss::HingeCrammerSinger => rival(outputs, label).map_or(f64::INFINITY, |rival| {
                // Where the margin is open, two equal rivals are a kink too.
                let margin = 1.0 + outputs[rival] - outputs[label];
                let ties = others(outputs, label).filter(|&(j, _)| j != rival && margin > 0.0);
                let gaps = ties.map(|(_, o)| outputs[rival] - o);
                least(&mut gaps.chain([margin]))
            }),
        }
    }
}

/// softmax(o); the largest of the entries is right to the last digits of 1 less the others.
pub(super) fn softmax(outputs: &[f64], probabilities: &mut [f64]) {
    let top = outputs[largest(outputs)];
    let mut sum = 0.0;
    for (to, o) in probabilities.iter_mut().zip(outputs) {
        *to = libm::exp(o - top);
        sum += *to;
    }
    for to in probabilities {
        *to /= sum;
    }
}

/// The place of the largest output; the first of equal ones.
pub(super) fn largest(outputs: &[f64]) -> usize {
    let mut top = 0;
    for (j, o) in outputs.iter().enumerate() {
        if *o > outputs[top] {
            top = j;
        }
    }
    top
}

/// Every entry but one, with its place.
fn others(of: &[f64], but: usize) -> impl Iterator<Item = (usize, f64)> {
    of.iter()
        .copied()
        .enumerate()
        .filter(move |&(j, _)| j != but)
}

/// The largest output but the label's; none of a single class.
fn rival(outputs: &[f64], label: usize) -> Option<usize> {
    others(outputs, label)
        .reduce(|best, other| if other.1 > best.1 { other } else { best })
        .map(|(j, _)| j)
}

/// o − e_y.
fn errors(outputs: &[f64], label: usize) -> impl Iterator<Item = f64> {
    outputs
        .iter()
        .enumerate()
        .map(move |(j, o)| o - f64::from(j == label))
}

/// t_j and 1 − t_j·o_j.
fn one_vs_all(outputs: &[f64], label: usize) -> impl Iterator<Item = (f64, f64)> {
    outputs.iter().enumerate().map(move |(j, o)| {
        let sign = if j == label { 1.0 } else { -1.0 };
        (sign, 1.0 - sign * o)
    })
}
