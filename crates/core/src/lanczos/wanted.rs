//! Which eigenpairs are wanted.

/// Which end of the spectrum is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The smallest eigenvalues.
    Smallest,
    /// The largest.
    Largest,
    /// Of both ends half, the odd one at the lower.
    Both,
}

impl Which {
    /// Every choice with its public name.
    pub const NAMES: [(Which, &'static str); 3] = [
        (Which::Smallest, "smallest"),
        (Which::Largest, "largest"),
        (Which::Both, "both"),
    ];

    /// How many of `count` are wanted at the low end.
    pub(super) fn at_low_end(self, count: usize) -> usize {
        match self {
            Which::Smallest => count,
            Which::Largest => 0,
            Which::Both => count.div_ceil(2),
        }
    }

    /// The places in ascending order of the `count` wanted ones among `of` eigenvalues.
    pub(super) fn places(self, count: usize, of: usize) -> impl Iterator<Item = usize> {
        let low = self.at_low_end(count);
        (0..low).chain(of - (count - low)..of)
    }

    /// At each end where any are wanted, the place of the innermost one and of the one beside it, among more than `count`.
    pub(super) fn edges(self, count: usize, of: usize) -> impl Iterator<Item = (usize, usize)> {
        let low = self.at_low_end(count);
        let high = of - (count - low);
        let at_low = (low > 0).then(|| (low - 1, low));
        let at_high = (high < of).then(|| (high, high - 1));
        at_low.into_iter().chain(at_high)
    }
}
