//! How much work a resumable stage may do before it returns.

/// What every piece of work takes beside its operations, in operations: about a microsecond. Of two spins or three weights that is nearly
/// all, and a budget without it lasted seconds.
const PIECE: f64 = 4e3;

/// Floating-point operations that are left to do; it counts work and never time, so that what is computed between
/// two pauses is the same on every machine.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    flops: f64,
}

impl Budget {
    /// Room for `flops` operations.
    #[must_use]
    pub fn of(flops: f64) -> Self {
        Self { flops }
    }

    /// Room for everything.
    #[must_use]
    pub fn unlimited() -> Self {
        Self {
            flops: f64::INFINITY,
        }
    }

    /// Counts a piece of work that was done.
    pub fn spend(&mut self, flops: f64) {
        self.flops -= PIECE + flops;
    }

    /// Whether the stage is to return before its next piece of work.
    #[must_use]
    pub fn is_spent(&self) -> bool {
        self.flops <= 0.0
    }
}
