//! What a unit makes of what reaches it.

use losscape_kernels::Real;
use losscape_kernels::dense::activation;

/// max(0, x), and NaN of NaN, which `f64::max` would hide.
pub(super) fn positive_part(x: f64) -> f64 {
    if x < 0.0 { 0.0 } else { x }
}

/// The activation of every layer but the last, which is linear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activation {
    /// max(0, z), with derivative 0 at 0.
    Relu,
    /// tanh z.
    Tanh,
    /// ln(1 + eᶻ).
    Softplus,
    /// z.
    Linear,
}

impl Activation {
    /// Every activation with its name.
    pub const NAMES: [(Activation, &'static str); 4] = [
        (Activation::Relu, "relu"),
        (Activation::Tanh, "tanh"),
        (Activation::Softplus, "softplus"),
        (Activation::Linear, "linear"),
    ];

    /// The value at z.
    #[must_use]
    pub fn value(self, z: f64) -> f64 {
        match self {
            Activation::Relu => positive_part(z),
            Activation::Tanh => libm::tanh(z),
            Activation::Softplus => positive_part(z) + libm::log1p(libm::exp(-z.abs())),
            Activation::Linear => z,
        }
    }

    /// The first and second derivatives at z, to full relative accuracy where |z| is large too.
    #[must_use]
    pub fn derivatives(self, z: f64) -> [f64; 2] {
        match self {
            Activation::Relu => [f64::from(z > 0.0), 0.0],
            Activation::Tanh => {
                // 1 − tanh² cancels; 4e/(1 + e)² with e = exp(−2|z|) does not.
                let e = libm::exp(-2.0 * z.abs());
                let slope = 4.0 * e / ((1.0 + e) * (1.0 + e));
                [slope, -2.0 * libm::tanh(z) * slope]
            }
            Activation::Softplus => {
                let e = libm::exp(-z.abs());
                let slope = if z >= 0.0 { 1.0 } else { e } / (1.0 + e);
                [slope, e / ((1.0 + e) * (1.0 + e))]
            }
            Activation::Linear => [1.0, 0.0],
        }
    }

    /// What turns what reaches units into their values, and leaves the derivatives, on the back end of this target.
    pub(super) fn kernel<T: Real>(self) -> fn(&mut [T], &mut [T]) {
        match self {
            Activation::Relu => activation::relu,
            Activation::Tanh => activation::tanh,
            Activation::Softplus => activation::softplus,
            Activation::Linear => activation::linear,
        }
    }

    /// Whether units can be off: where they are, nothing flows back through them.
    pub(super) fn switches(self) -> bool {
        self == Activation::Relu
    }
}
