//! The glass of order p = 3: its couplings, drawn from a seed or taken from a tensor, and what they make of states.

use super::hessian::Hessian;
use super::panels::Panels;
use crate::error::{Error, Rule};
use crate::memory::try_filled;
use crate::rng::{Purpose, Stream};
use losscape_kernels::coupling::{add_slab, add_slab_hessian, slab_len, slab_offset};

/// The largest n whose n(n+1)(n+2)/6 couplings stay below 2 GiB.
pub const MAX_N: usize = 1171;

/// One coupling a multiset i ≤ j ≤ k, in the slabs of [`losscape_kernels::coupling`].
pub struct Cubic {
    slabs: Vec<Vec<f64>>,
}

impl Cubic {
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
        Ok(Cubic { slabs })
    }

    /// The number of spins.
    #[must_use]
    pub fn n(&self) -> usize {
        self.slabs.len()
    }

    /// Flops of energy and gradient of one state: four a coupling.
    #[must_use]
    pub fn flops(&self) -> f64 {
        let n = self.n() as f64;
        2.0 / 3.0 * n * (n + 1.0) * (n + 2.0)
    }

    /// Energies and gradients of the states in the first `count` slots.
    pub(super) fn evaluate(&self, panels: &mut Panels, count: usize) {
        let n = self.n();
        panels.clear(count);
        // A slab is reused by all panels while it is in cache (its doubles: about (n - i)²/2).
        for (i, slab) in self.slabs.iter().enumerate() {
            for (states, gradients, energies) in panels.first(count) {
                add_slab(slab, n, i, states, gradients, energies);
            }
        }
        panels.scale(count, self.scale());
    }

    /// The Euclidean Hessian at a state.
    pub(super) fn hessian(&self, state: &[f64], hessian: &mut Hessian) {
        let n = self.n();
        let (padded, lower, stride) = hessian.start(state);
        for (i, slab) in self.slabs.iter().enumerate() {
            add_slab_hessian(slab, n, i, padded, lower, stride);
        }
        let scale = self.scale();
        for (i, row) in lower.chunks_exact_mut(stride).enumerate() {
            for entry in &mut row[..=i] {
                *entry *= scale;
            }
            // The kernel adds each pair of positions once; on the diagonal both orders fall on one entry.
            row[i] *= 2.0;
        }
    }

    /// N^{−(p−1)/2}.
    fn scale(&self) -> f64 {
        1.0 / self.n() as f64
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
