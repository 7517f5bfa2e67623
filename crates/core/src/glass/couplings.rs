//! The couplings of a cubic form: drawn from a seed, or taken from a tensor.

use crate::error::{Error, Rule};
use crate::memory::try_filled;
use crate::rng::{Purpose, Stream};
use losscape_kernels::coupling::{slab_len, slab_offset};

/// The largest n whose n(n+1)(n+2)/6 couplings stay below 2 GiB.
pub const MAX_N: usize = 1171;

/// One coupling a multiset i ≤ j ≤ k, in the slabs of [`losscape_kernels::coupling`].
pub struct Couplings {
    slabs: Vec<Vec<f64>>,
}

impl Couplings {
    /// √m·g with g standard normal and m the number of distinct permutations of (i, j, k).
    ///
    /// Draws go through (i, j, k) in lexicographic order of the seed's stream of couplings.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for n outside 2 … [`MAX_N`], [`Error::OutOfMemory`].
    pub fn sample(n: usize, seed: u64) -> Result<Self, Error> {
        let mut stream = Stream::new(seed, Purpose::Couplings, 0, 0);
        Self::from_fn(n, |i, j, k| {
            let distinct = match (i == j, j == k) {
                (false, false) => 6.0_f64,
                (true, true) => 1.0,
                _ => 3.0,
            };
            distinct.sqrt() * stream.normal()
        })
    }

    /// The sum of X over the distinct permutations of (i, j, k); `tensor` is n×n×n, row-major.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for n outside 2 … [`MAX_N`], a length that is not n³, or an entry that is not finite.
    pub fn from_tensor(n: usize, tensor: &[f64]) -> Result<Self, Error> {
        check_n(n)?;
        if tensor.len() != n * n * n {
            let rule = Rule::Entries {
                n: n as f64,
                order: 3.0,
            };
            return Err(Error::invalid("tensor.length", tensor.len() as f64, rule));
        }
        if let Some(at) = tensor.iter().position(|x| !x.is_finite()) {
            let entry = [at / (n * n), at / n % n, at % n];
            return Err(Error::invalid("tensor", tensor[at], Rule::Finite).at(entry));
        }
        let x = |i: usize, j: usize, k: usize| tensor[(i * n + j) * n + k];
        Self::from_fn(n, |i, j, k| match (i == j, j == k) {
            (false, false) => {
                x(i, j, k) + x(i, k, j) + x(j, i, k) + x(j, k, i) + x(k, i, j) + x(k, j, i)
            }
            (true, true) => x(i, i, i),
            (true, false) => x(i, i, k) + x(i, k, i) + x(k, i, i),
            (false, true) => x(i, j, j) + x(j, i, j) + x(j, j, i),
        })
    }

    fn from_fn(
        n: usize,
        mut coupling: impl FnMut(usize, usize, usize) -> f64,
    ) -> Result<Self, Error> {
        check_n(n)?;
        let mut slabs = Vec::with_capacity(n);
        for i in 0..n {
            let mut slab = try_filled("the couplings", slab_len(n, i), 0.0)?;
            for j in i..n {
                for k in j..n {
                    slab[slab_offset(n, i, j, k)] = coupling(i, j, k);
                }
            }
            slabs.push(slab);
        }
        Ok(Couplings { slabs })
    }

    /// The number of spins.
    #[must_use]
    pub fn n(&self) -> usize {
        self.slabs.len()
    }

    pub(crate) fn slab(&self, i: usize) -> &[f64] {
        &self.slabs[i]
    }
}

fn check_n(n: usize) -> Result<(), Error> {
    if (2..=MAX_N).contains(&n) {
        return Ok(());
    }
    let rule = Rule::WholeNumber {
        min: 2.0,
        max: MAX_N as f64,
    };
    Err(Error::invalid("n", n as f64, rule))
}
