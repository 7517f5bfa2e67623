//! A form of one order: its couplings, drawn from a seed or taken from a tensor, and what they make of states.

use super::disorder::Disorder;
use super::hessian::Hessian;
use super::multisets::{MAX_ORDER, Multisets, multisets, permutations, permute};
use super::panels::Panels;
use crate::error::{Error, Rule};
use crate::memory::try_filled;
use crate::rng::{Purpose, Stream};
use losscape_kernels::coupling::{add_slab, add_slab_hessian, first_of, slab_len, slab_offset};

/// The most bytes that couplings may take.
pub const MAX_BYTES: f64 = 2_147_483_648.0;

/// Σ X_{i1…ip} σ_{i1}⋯σ_{ip}: one coupling a multiset of indices, in the slabs of [`losscape_kernels::coupling`], which stand in the
/// order of their prefixes.
pub struct Form {
    n: usize,
    order: usize,
    slabs: Vec<Vec<f64>>,
}

impl Form {
    /// √m·x with x of the given distribution and m the number of distinct permutations of the indices.
    ///
    /// Draws go through the multisets in lexicographic order of the stream of couplings of (seed, order): those of an order are the
    /// same in every mixture.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for n below 2 or an order outside 2 … [`MAX_ORDER`], [`Error::OutOfMemory`].
    pub fn sample(n: usize, order: usize, disorder: Disorder, seed: u64) -> Result<Self, Error> {
        // The stream of p = 3 has the number 0.
        let step = if order == 3 { 0 } else { order as u32 };
        let mut stream = Stream::new(seed, Purpose::Couplings, 0, step);
        Self::from_fn(n, order, |indices| {
            permutations(indices).sqrt() * disorder.next(&mut stream)
        })
    }

    /// The sum of X over the distinct permutations of the indices; `tensor` has n^order entries, row-major.
    ///
    /// # Errors
    /// As [`Form::sample`], and for a length that is not n^order, or an entry that is not finite.
    pub fn from_tensor(n: usize, order: usize, tensor: &[f64]) -> Result<Self, Error> {
        check(n, order)?;
        if Some(tensor.len()) != n.checked_pow(order as u32) {
            let rule = Rule::Entries {
                n: n as f64,
                order: order as f64,
            };
            return Err(Error::invalid("tensor.length", tensor.len() as f64, rule));
        }
        if let Some(place) = tensor.iter().position(|x| !x.is_finite()) {
            let mut entry = vec![0; order];
            entry.iter_mut().rev().fold(place, |left, index| {
                *index = left % n;
                left / n
            });
            return Err(Error::invalid("tensor", tensor[place], Rule::Finite).at(entry));
        }
        Self::from_fn(n, order, |indices| {
            let mut all = [0; MAX_ORDER];
            let indices = {
                all[..order].copy_from_slice(indices);
                &mut all[..order]
            };
            let x = |indices: &[usize]| tensor[indices.iter().fold(0, |place, i| place * n + i)];
            let mut sum = x(indices);
            while permute(indices) {
                sum += x(indices);
            }
            sum
        })
    }

    fn from_fn(
        n: usize,
        order: usize,
        mut coupling: impl FnMut(&[usize]) -> f64,
    ) -> Result<Self, Error> {
        check(n, order)?;
        let bytes = 8.0 * multisets(n, order);
        if bytes > MAX_BYTES {
            return Err(Error::OutOfMemory {
                what: "the couplings",
                requested: bytes as u64,
            });
        }
        let mut slabs = Vec::with_capacity(multisets(n, order - 2) as usize);
        let mut prefixes = Multisets::new(n, order - 2);
        let mut indices = [0; MAX_ORDER];
        while let Some(prefix) = prefixes.next() {
            let first = first_of(prefix);
            let mut slab = try_filled("the couplings", slab_len(n, first), 0.0)?;
            indices[..order - 2].copy_from_slice(prefix);
            for j in first..n {
                for k in j..n {
                    indices[order - 2..order].copy_from_slice(&[j, k]);
                    slab[slab_offset(n, first, j, k)] = coupling(&indices[..order]);
                }
            }
            slabs.push(slab);
        }
        Ok(Form { n, order, slabs })
    }

    /// Calls for each coupling with its indices.
    pub(super) fn each(&self, of: &mut dyn FnMut(&[usize], f64)) {
        let mut prefixes = Multisets::new(self.n, self.order - 2);
        let mut indices = [0; MAX_ORDER];
        for slab in &self.slabs {
            let prefix = prefixes.next().expect("a slab has a prefix");
            let first = first_of(prefix);
            indices[..self.order - 2].copy_from_slice(prefix);
            for j in first..self.n {
                for k in j..self.n {
                    indices[self.order - 2..self.order].copy_from_slice(&[j, k]);
                    let coupling = slab[slab_offset(self.n, first, j, k)];
                    of(&indices[..self.order], coupling);
                }
            }
        }
    }

    /// The number of spins.
    pub(super) fn n(&self) -> usize {
        self.n
    }

    /// p.
    pub(super) fn order(&self) -> usize {
        self.order
    }

    /// N^{−(p−1)/2}.
    pub(super) fn scale(&self) -> f64 {
        let n = self.n as f64;
        let halves = self.order - 1;
        let whole = (0..halves / 2).fold(1.0, |scale, _| scale / n);
        if halves.is_multiple_of(2) {
            whole
        } else {
            whole / n.sqrt()
        }
    }

    /// Flops of energy and gradient of one state: four a coupling.
    pub(super) fn flops(&self) -> f64 {
        4.0 * multisets(self.n, self.order)
    }

    /// Adds `weight` times the form and its gradient to the results in the first `count` slots.
    pub(super) fn add(&self, weight: f64, panels: &mut Panels, count: usize) {
        let mut prefixes = Multisets::new(self.n, self.order - 2);
        // A slab is reused by all panels while it is in cache (at p = 3 its doubles: about (n - i)²/2).
        for slab in &self.slabs {
            let prefix = prefixes.next().expect("a slab has a prefix");
            for (states, gradients, energies) in panels.first(count) {
                add_slab(slab, self.n, prefix, weight, states, gradients, energies);
            }
        }
    }

    /// Adds `weight` times the Hessian at a state, each pair of positions once.
    pub(super) fn add_hessian(&self, weight: f64, hessian: &mut Hessian) {
        let mut prefixes = Multisets::new(self.n, self.order - 2);
        let (state, lower, stride, slopes) = hessian.parts();
        for slab in &self.slabs {
            let prefix = prefixes.next().expect("a slab has a prefix");
            let lower = (&mut *lower, stride);
            add_slab_hessian(slab, self.n, prefix, weight, state, lower, slopes);
        }
    }
}

fn check(n: usize, order: usize) -> Result<(), Error> {
    if n < 2 {
        let rule = Rule::AtLeast { min: 2.0 };
        return Err(Error::invalid("n", n as f64, rule));
    }
    if !(2..=MAX_ORDER).contains(&order) {
        let rule = Rule::WholeNumber {
            min: 2.0,
            max: MAX_ORDER as f64,
        };
        return Err(Error::invalid("p", order as f64, rule));
    }
    Ok(())
}
