//! Where one algorithm becomes faster than another.

/// Orders at which the way changes.
///
/// The defaults are measured in WebAssembly (V8, an AMD Zen 4 core) by `npm run bench -- crossovers`: docs/eigen.md has the
/// figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crossovers {
    /// Up to this order a matrix is reduced row by row, each row's update made in one pass with the next row's product.
    pub unblocked: usize,
    /// Up to this order it is reduced in one stage, in blocks of rows; above, in two stages where no vectors are wanted.
    pub one_stage: usize,
    /// Up to this order many eigenvectors are found by divide and conquer; above, each for itself if eigenvalues are not too
    /// close.
    pub divide: usize,
}

impl Default for Crossovers {
    fn default() -> Self {
        Self {
            unblocked: 208,
            one_stage: 2200,
            divide: 72,
        }
    }
}
