//! A form of one order: its couplings, drawn from a seed or taken from a tensor, and what they make of states.

use super::disorder::Disorder;
use super::hessian::Hessian;
use super::multisets::{MAX_ORDER, Multisets, multisets, permutations, permute};
use super::panels::PanelsOf;
use super::slabs::Slabs;
use crate::error::{Error, Rule};
use crate::precision::Precision;
use crate::rng::{Purpose, Stream};
use losscape_kernels::coupling::{
    ROWS, add_slab, add_slab_hessian, first_of, slab_len, slab_offset,
};

/// The most bytes that couplings may take.
pub const MAX_BYTES: f64 = 2_147_483_648.0;

/// Rows of a group, which a random share has or has not: those of two blocks.
const SHARED: usize = 2 * ROWS;

/// Σ X_{i1…ip} σ_{i1}⋯σ_{ip}: one coupling a multiset of indices, in the slabs of [`losscape_kernels::coupling`], which stand in the
/// order of their prefixes.
pub struct Form {
    n: usize,
    order: usize,
    slabs: Slabs,
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
        Self::sample_in(Precision::Double, n, order, disorder, seed)
    }

    /// [`Form::sample`], rounded to a precision.
    ///
    /// # Errors
    /// As [`Form::sample`].
    pub fn sample_in(
        precision: Precision,
        n: usize,
        order: usize,
        disorder: Disorder,
        seed: u64,
    ) -> Result<Self, Error> {
        // The stream of p = 3 has the number 0.
        let step = if order == 3 { 0 } else { order as u32 };
        let mut stream = Stream::new(seed, Purpose::Couplings, 0, step);
        Self::from_fn(precision, n, order, &mut |indices| {
            permutations(indices).sqrt() * disorder.next(&mut stream)
        })
    }

    /// The sum of X over the distinct permutations of the indices; `tensor` has n^order entries, row-major.
    ///
    /// # Errors
    /// As [`Form::sample`], and for a length that is not n^order, or an entry that is not finite.
    pub fn from_tensor(n: usize, order: usize, tensor: &[f64]) -> Result<Self, Error> {
        Self::from_tensor_in(Precision::Double, n, order, tensor)
    }

    /// [`Form::from_tensor`], rounded to a precision.
    ///
    /// # Errors
    /// As [`Form::from_tensor`].
    pub fn from_tensor_in(
        precision: Precision,
        n: usize,
        order: usize,
        tensor: &[f64],
    ) -> Result<Self, Error> {
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
        Self::from_fn(precision, n, order, &mut |indices| {
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
        precision: Precision,
        n: usize,
        order: usize,
        coupling: &mut dyn FnMut(&[usize]) -> f64,
    ) -> Result<Self, Error> {
        check(n, order)?;
        let bytes = Slabs::bytes(precision) as f64 * multisets(n, order);
        if bytes > MAX_BYTES {
            return Err(Error::OutOfMemory {
                what: "the couplings",
                requested: bytes as u64,
            });
        }
        let mut slabs = Slabs::new(precision, multisets(n, order - 2) as usize);
        let mut prefixes = Multisets::new(n, order - 2);
        let mut indices = [0; MAX_ORDER];
        while let Some(prefix) = prefixes.next() {
            let first = first_of(prefix);
            slabs.add(slab_len(n, first))?;
            indices[..order - 2].copy_from_slice(prefix);
            for j in first..n {
                for k in j..n {
                    indices[order - 2..order].copy_from_slice(&[j, k]);
                    slabs.set(slab_offset(n, first, j, k), coupling(&indices[..order]));
                }
            }
        }
        Ok(Form { n, order, slabs })
    }

    /// Calls for each slab, with its prefix.
    fn each_slab(&self, mut of: impl FnMut(usize, &[usize])) {
        let mut prefixes = Multisets::new(self.n, self.order - 2);
        for slab in 0..self.slabs.len() {
            of(slab, prefixes.next().expect("a slab has a prefix"));
        }
    }

    /// Calls for each coupling with its indices.
    pub(super) fn each(&self, of: &mut dyn FnMut(&[usize], f64)) {
        let mut room = vec![0.0; self.room()];
        let mut indices = [0; MAX_ORDER];
        self.each_slab(|slab, prefix| {
            let first = first_of(prefix);
            let couplings = self.slabs.doubles(slab, &mut room);
            indices[..self.order - 2].copy_from_slice(prefix);
            for j in first..self.n {
                for k in j..self.n {
                    indices[self.order - 2..self.order].copy_from_slice(&[j, k]);
                    let coupling = couplings[slab_offset(self.n, first, j, k)];
                    of(&indices[..self.order], coupling);
                }
            }
        });
    }

    /// Of its couplings.
    pub(super) fn precision(&self) -> Precision {
        match self.slabs {
            Slabs::Double(_) => Precision::Double,
            Slabs::Single(_) => Precision::Single,
        }
    }

    /// Doubles that working with its couplings in doubles takes.
    pub(super) fn room(&self) -> usize {
        self.slabs.room()
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

    /// Adds `weight` times the form and its gradient to the results in the first `count` slots. A slab is reused by all panels while it is
    /// in cache (at p = 3 its doubles: about (n - i)²/2).
    pub(super) fn add(
        &self,
        weight: f64,
        panels: &mut PanelsOf<f64>,
        room: &mut [f64],
        count: usize,
    ) {
        self.each_slab(|slab, prefix| {
            let slab = self.slabs.doubles(slab, room);
            for (states, gradients, energies) in panels.first(count) {
                add_slab(slab, self.n, prefix, weight, states, gradients, energies);
            }
        });
    }

    /// The same in singles, of a form of singles.
    pub(super) fn add_in_singles(&self, weight: f64, panels: &mut PanelsOf<f32>, count: usize) {
        let Slabs::Single(slabs) = &self.slabs else {
            unreachable!("a walk in singles is on a glass of singles");
        };
        let weight = weight as f32;
        self.each_slab(|slab, prefix| {
            let slab = &slabs[slab];
            for (states, gradients, energies) in panels.first(count) {
                add_slab(slab, self.n, prefix, weight, states, gradients, energies);
            }
        });
    }

    /// Adds `weight` times the gradient of a random share of the couplings at a state; returns how many there were, and of how many.
    /// Groups of [`SHARED`] rows are in it or not, each with the probability `share`, and count as so many rows from the first one's
    /// diagonal on.
    pub(super) fn add_share(
        &self,
        weight: f64,
        share: f64,
        stream: &mut Stream,
        state: &[f64],
        gradient: &mut [f64],
    ) -> [f64; 2] {
        // How many groups are passed over has a geometric distribution: a draw for each that is seen, none for the others.
        let scale = if share < 1.0 {
            1.0 / libm::log1p(-share)
        } else {
            0.0
        };
        let mut pass = || (libm::log(stream.uniform()) * scale) as usize;
        let mut passed = pass();
        let (mut seen, mut all) = (0, 0);
        let mut room = vec![0.0; if self.room() > 0 { SHARED * self.n } else { 0 }];
        self.each_slab(|slab, prefix| {
            let mut start = 0;
            for top in (first_of(prefix)..self.n).step_by(SHARED) {
                let columns = self.n - top;
                let group = start..start + ROWS * (columns + columns.saturating_sub(ROWS));
                start = group.end;
                all += SHARED * columns;
                if passed > 0 {
                    passed -= 1;
                    continue;
                }
                passed = pass();
                seen += SHARED * columns;
                let rows = self.slabs.doubles_of(slab, group, &mut room);
                add_rows(rows, prefix, top, weight, state, gradient);
            }
        });
        [seen as f64, all as f64]
    }

    /// Adds `weight` times the Hessian at a state, each pair of positions once.
    pub(super) fn add_hessian(&self, weight: f64, hessian: &mut Hessian) -> Result<(), Error> {
        let (state, lower, stride, slopes, room) = hessian.parts(self.room())?;
        self.each_slab(|slab, prefix| {
            let slab = self.slabs.doubles(slab, room);
            let lower = (&mut *lower, stride);
            add_slab_hessian(slab, self.n, prefix, weight, state, lower, slopes);
        });
        Ok(())
    }
}

/// Adds `weight` times the gradient of the couplings of a group's two blocks: its rows are those from `top` on.
fn add_rows(
    rows: &[f64],
    prefix: &[usize],
    top: usize,
    weight: f64,
    state: &[f64],
    gradient: &mut [f64],
) {
    let product = |left_out: usize| {
        let others = prefix.iter().enumerate().filter(|(at, _)| *at != left_out);
        others.fold(weight, |product, (_, &i)| product * state[i])
    };
    let whole = product(prefix.len());
    let own: [f64; SHARED] = std::array::from_fn(|r| state.get(top + r).map_or(0.0, |x| whole * x));
    let mut fields = [0.0; SHARED];
    let (upper, lower) = rows.split_at(ROWS * (state.len() - top));
    // The lower block begins at its own diagonal.
    let mut lower = [0.0; ROWS * ROWS].iter().chain(lower);
    let columns = upper.chunks_exact(ROWS).zip(&state[top..]);
    for ((upper, x), slope) in columns.zip(&mut gradient[top..]) {
        let column = upper.iter().chain(lower.by_ref().take(ROWS));
        let mut sum = 0.0;
        for ((coupling, field), own) in column.zip(&mut fields).zip(&own) {
            *field += coupling * x;
            sum += coupling * own;
        }
        *slope += sum;
    }
    let mut quadratic = 0.0;
    for ((field, x), slope) in fields.iter().zip(&state[top..]).zip(&mut gradient[top..]) {
        *slope += whole * field;
        quadratic += field * x;
    }
    for (at, &i) in prefix.iter().enumerate() {
        gradient[i] += product(at) * quadratic;
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
