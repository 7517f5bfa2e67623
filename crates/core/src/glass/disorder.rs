//! The distributions of couplings, all of mean 0 and variance 1.

use crate::rng::Stream;

/// Of which distribution couplings are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disorder {
    /// Standard normal.
    Gaussian,
    /// −1 or 1.
    Rademacher,
    /// Uniform in [−√3, √3].
    Uniform,
    /// Exponential of rate 1, less its mean.
    Exponential,
}

impl Disorder {
    /// Each with its name.
    pub const NAMES: [(Disorder, &'static str); 4] = [
        (Disorder::Gaussian, "gaussian"),
        (Disorder::Rademacher, "rademacher"),
        (Disorder::Uniform, "uniform"),
        (Disorder::Exponential, "exponential"),
    ];

    /// The next deviate of a stream: two a block, for each of them.
    pub(super) fn next(self, stream: &mut Stream) -> f64 {
        match self {
            Disorder::Gaussian => stream.normal(),
            Disorder::Rademacher => {
                if stream.uniform() < 0.5 {
                    -1.0
                } else {
                    1.0
                }
            }
            Disorder::Uniform => 3.0_f64.sqrt() * (2.0 * stream.uniform() - 1.0),
            Disorder::Exponential => -libm::log(stream.uniform()) - 1.0,
        }
    }
}
