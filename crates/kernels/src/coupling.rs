//! Energy, gradient and Hessian of a form from its packed couplings.
//!
//! The form of order p is Σ J_{i1…ip} σ_{i1}⋯σ_{ip} over i1 ≤ … ≤ ip. All but the last two indices are a *prefix* (of one index at
//! p = 3, of none at p = 2), and a *slab* holds the couplings of one prefix: of the quadratic form Σ J_jk σ_j σ_k over first ≤ j ≤ k,
//! where `first` is the prefix's last index, or 0. Its rows j = first … n−1 come in blocks of [`ROWS`], and in a block starting
//! at row j the columns k = j … n−1, each with its [`ROWS`] couplings side by side. Couplings with j > k or j ≥ n are stored as
//! zeros (at p = 3 0.25·n² in all, 0.3 % at n = 500).

use crate::Real;
use crate::either::either;
use crate::lanes::{Doubles, Lanes, Narrow, Wide};

/// Rows of a block. Two rows by two vectors of states take 14 registers: more would spill on x86-64's 16. Each coupling, whose
/// load takes a shuffle besides, is used for both vectors: on Zen 3 at n = 100 that is a fifth faster than four rows by one vector.
pub const ROWS: usize = 2;

/// States of a panel: those of two vectors.
#[must_use]
pub const fn width<T: Real>() -> usize {
    Wide::<T>::LEN
}

/// Numbers in which a panel has the energies of its first `count` states: of one of its vectors, or of both.
#[must_use]
pub fn used<T: Real>(count: usize) -> usize {
    if count <= Narrow::<T>::LEN {
        Narrow::<T>::LEN
    } else {
        width::<T>()
    }
}

/// Couplings in a slab from `first` on, zeros and all.
#[must_use]
pub fn slab_len(n: usize, first: usize) -> usize {
    (first..n).step_by(ROWS).map(|j| ROWS * (n - j)).sum()
}

/// Where the coupling (j, k) lies in a slab, for first ≤ j ≤ k < n.
#[must_use]
pub fn slab_offset(n: usize, first: usize, j: usize, k: usize) -> usize {
    let block = (j - first) / ROWS;
    let top = first + block * ROWS;
    // Blocks before this one have n - first, n - first - ROWS, … columns.
    let before = ROWS * (block * (n - first) - ROWS * (block * block.saturating_sub(1) / 2));
    before + ROWS * (k - top) + (j - top)
}

/// Rows of a panel: n, and zeros for the rows with which the last block of a slab is filled up.
#[must_use]
pub fn panel_rows(n: usize) -> usize {
    n + ROWS - 1
}

/// Where the rows of a prefix's slab begin.
#[must_use]
pub fn first_of(prefix: &[usize]) -> usize {
    prefix.last().copied().unwrap_or(0)
}

either! {
    /// Slabs of couplings, of a scalar.
    trait Couplings;

    /// Adds the slab of `prefix`, `weight` times, to the energies and the gradients of a panel of [`width`] states.
    ///
    /// `states` and `gradients` are panels of [`panel_rows`]·[`width`] numbers, the states of one spin side by side; the
    /// filling rows of `states` must be zero. `energies` holds as many numbers as [`used`] says: the states of a vector without any
    /// are passed over.
    fn add_slab(
        slab: &[T],
        n: usize,
        prefix: &[usize],
        weight: T,
        states: &[T],
        gradients: &mut [T],
        energies: &mut [T],
    ) {
        if energies.len() == width::<T>() {
            add_slab_on::<Wide<T>>(slab, n, prefix, weight, states, gradients, energies);
        } else {
            add_slab_on::<Narrow<T>>(slab, n, prefix, weight, states, gradients, energies);
        }
    }
}

/// Adds the slab of `prefix`, `weight` times, to the lower triangle of the Hessian of one state.
///
/// `hessian` is row-major with `stride` ≥ [`panel_rows`] numbers a row; `state` has [`panel_rows`] entries, zero past
/// n. A pair of equal indices adds once to its entry of the diagonal, which has to be doubled in the end. Entries above the diagonal
/// and past column n are left undefined. `slopes` is room for [`panel_rows`] numbers.
// Not `inline(never)` as the others: kept out of its one caller it takes as long, N = 25 to 250, and the module 95 bytes more.
pub fn add_slab_hessian(
    slab: &[f64],
    n: usize,
    prefix: &[usize],
    weight: f64,
    state: &[f64],
    hessian: (&mut [f64], usize),
    slopes: &mut [f64],
) {
    add_slab_hessian_on::<Doubles>(slab, n, prefix, weight, state, hessian, slopes);
}

pub(crate) fn add_slab_on<L: Lanes>(
    slab: &[L::Scalar],
    n: usize,
    prefix: &[usize],
    weight: L::Scalar,
    states: &[L::Scalar],
    gradients: &mut [L::Scalar],
    energies: &mut [L::Scalar],
) {
    let width = width::<L::Scalar>();
    let row = |place: usize| L::load(&states[place * width..]);
    let product = |left_out: usize| {
        let others = prefix.iter().enumerate().filter(|(l, _)| *l != left_out);
        others.fold(L::splat(weight), |product, (_, &i)| product.mul(row(i)))
    };
    let own = product(prefix.len());
    let quadratic = add_quadratic::<L>(slab, n, first_of(prefix), own, states, gradients);
    for (l, &i) in prefix.iter().enumerate() {
        let slope = &mut gradients[i * width..];
        quadratic.mul_add(product(l), L::load(slope)).store(slope);
    }
    own.mul_add(quadratic, L::load(energies)).store(energies);
}

/// Adds `own` times the gradient of a slab's quadratic form to `gradients`; returns the form.
///
/// Of two vectors a column of a block is eight products and eight sums for six loads and two stores: bound by arithmetic while
/// the slab stays in cache.
#[inline(always)]
fn add_quadratic<L: Lanes>(
    slab: &[L::Scalar],
    n: usize,
    first: usize,
    own: L,
    states: &[L::Scalar],
    gradients: &mut [L::Scalar],
) -> L {
    let width = width::<L::Scalar>();
    let row = |j: usize| L::load(&states[j * width..]);
    let mut quadratic = L::splat(L::Scalar::ZERO);
    let mut rest = slab;
    for j in (first..n).step_by(ROWS) {
        let (block, after) = rest.split_at(ROWS * (n - j));
        rest = after;
        let s = [row(j), row(j + 1)];
        let pair = s.map(|s| own.mul(s));
        let mut field = [L::splat(L::Scalar::ZERO); ROWS];
        let columns = block
            .chunks_exact(ROWS)
            .zip(states[j * width..n * width].chunks_exact(width))
            .zip(gradients[j * width..n * width].chunks_exact_mut(width));
        for ((couplings, state), slope) in columns {
            let state = L::load(state);
            let mut sum = L::load(slope);
            for r in 0..ROWS {
                let c = L::splat(couplings[r]);
                field[r] = c.mul_add(state, field[r]);
                sum = c.mul_add(pair[r], sum);
            }
            sum.store(slope);
        }
        for (r, (field, s)) in field.into_iter().zip(s).enumerate() {
            quadratic = field.mul_add(s, quadratic);
            let slope = &mut gradients[(j + r) * width..];
            own.mul_add(field, L::load(slope)).store(slope);
        }
    }
    quadratic
}

pub(crate) fn add_slab_hessian_on<L: Lanes>(
    slab: &[L::Scalar],
    n: usize,
    prefix: &[usize],
    weight: L::Scalar,
    state: &[L::Scalar],
    (hessian, stride): (&mut [L::Scalar], usize),
    slopes: &mut [L::Scalar],
) {
    let product = |left_out: [usize; 2]| {
        let others = prefix.iter().enumerate();
        let others = others.filter(|(l, _)| !left_out.contains(l));
        others.fold(weight, |product, (_, &i)| product * state[i])
    };
    let none = prefix.len();
    let own = product([none; 2]);
    if let [i] = *prefix {
        // The slopes go where they belong at once: it is the order in which the sums of p = 3 have their bits.
        let to =
            |hessian: &mut [L::Scalar], k: usize, slope| hessian[k * stride + i] += slope * weight;
        add_quadratic_hessian::<L>(slab, n, i, own, state, (hessian, stride), to);
        return;
    }
    let first = first_of(prefix);
    slopes.fill(L::Scalar::ZERO);
    let to = |_: &mut [L::Scalar], k: usize, slope| slopes[k] += slope;
    add_quadratic_hessian::<L>(slab, n, first, own, state, (hessian, stride), to);
    // Twice the quadratic form, by Euler.
    let mut twice = L::Scalar::ZERO;
    for (slope, spin) in slopes[first..n].iter().zip(&state[first..n]) {
        twice += *slope * *spin;
    }
    let quadratic = twice * L::Scalar::from_f64(0.5);
    for (m, &i) in prefix.iter().enumerate() {
        let others = product([m, none]);
        for k in first..n {
            hessian[k * stride + i] += others * slopes[k];
        }
        for (l, &h) in prefix[..m].iter().enumerate() {
            hessian[i * stride + h] += quadratic * product([l, m]);
        }
    }
}

/// Adds `own` times the Hessian of a slab's quadratic form to `hessian`, and hands its gradient to `add_slope` in parts.
#[inline(always)]
fn add_quadratic_hessian<L: Lanes>(
    slab: &[L::Scalar],
    n: usize,
    first: usize,
    own: L::Scalar,
    state: &[L::Scalar],
    (hessian, stride): (&mut [L::Scalar], usize),
    mut add_slope: impl FnMut(&mut [L::Scalar], usize, L::Scalar),
) {
    const { assert!(ROWS.is_multiple_of(L::LEN)) }
    let own = L::splat(own);
    let mut rest = slab;
    for j in (first..n).step_by(ROWS) {
        let (block, after) = rest.split_at(ROWS * (n - j));
        rest = after;
        let mut field = [L::Scalar::ZERO; ROWS];
        for v in (0..ROWS).step_by(L::LEN) {
            let rows = L::load(&state[j + v..]);
            let mut sum = L::splat(L::Scalar::ZERO);
            for (c, couplings) in block.chunks_exact(ROWS).enumerate() {
                let k = j + c;
                let couplings = L::load(&couplings[v..]);
                sum = couplings.mul_add(L::splat(state[k]), sum);
                let entry = &mut hessian[k * stride + j + v..];
                couplings.mul_add(own, L::load(entry)).store(entry);
                add_slope(hessian, k, couplings.mul(rows).sum());
            }
            sum.store(&mut field[v..]);
        }
        for (r, field) in field.into_iter().enumerate().take(n - j) {
            add_slope(hessian, j + r, field);
        }
    }
}
