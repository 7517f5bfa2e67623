//! The couplings of a glass, by the order of the interaction.
//!
//! An order is a module that evaluates energies, gradients and Hessians by its kernels, and a variant here.

use super::cubic::Cubic;
use super::hessian::Hessian;
use super::panels::Panels;

/// The couplings of one order.
pub enum Couplings {
    /// p = 3.
    Cubic(Cubic),
}

impl Couplings {
    pub(super) fn n(&self) -> usize {
        match self {
            Couplings::Cubic(cubic) => cubic.n(),
        }
    }

    /// Flops of energy and gradient of one state.
    pub(super) fn flops(&self) -> f64 {
        match self {
            Couplings::Cubic(cubic) => cubic.flops(),
        }
    }

    /// Energies and gradients of the states in the first `count` slots.
    pub(super) fn evaluate(&self, panels: &mut Panels, count: usize) {
        match self {
            Couplings::Cubic(cubic) => cubic.evaluate(panels, count),
        }
    }

    /// The Euclidean Hessian at a state.
    pub(super) fn hessian(&self, state: &[f64], hessian: &mut Hessian) {
        match self {
            Couplings::Cubic(cubic) => cubic.hessian(state, hessian),
        }
    }
}

impl From<Cubic> for Couplings {
    fn from(cubic: Cubic) -> Self {
        Couplings::Cubic(cubic)
    }
}
