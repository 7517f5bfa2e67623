//! Where one algorithm becomes faster than another.

/// Orders up to which each way of tridiagonalising is taken.
///
/// The defaults are measured in WebAssembly (V8, an AMD Zen 4 core, in turns, the shortest of five). Unblocked up to 64
/// costs 1.06 times as much at n = 99 and 1.03 at n = 130, up to 192 costs 1.08 at n = 180, and up to 96 the same at
/// n = 130 to 249. Two stages cost, of one stage's time, 1.18 at n = 500, 1.03 at 1000, 1.09 at 1400 and 0.91 at 2000
/// strict, 1.14 at 1000, 1.11 at 1400 and 0.93 at 2000 relaxed.
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
            one_stage: 1600,
        }
    }
}
