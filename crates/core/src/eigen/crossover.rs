//! Where one algorithm becomes faster than another.

/// Orders up to which each way of tridiagonalising is taken.
///
/// The defaults are measured in strict WebAssembly; `bench/crossovers.mjs` measures them again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crossovers {
    /// Row by row, each row's update made in one pass with the next row's product.
    pub unblocked: usize,
    /// In one stage, in blocks of rows; above, in two stages where no vectors are wanted.
    pub one_stage: usize,
}

impl Default for Crossovers {
    fn default() -> Self {
        Self {
            unblocked: 128,
            one_stage: 800,
        }
    }
}
