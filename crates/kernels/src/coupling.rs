//! Energy, gradient and Hessian of a cubic form from its packed couplings.
//!
//! The form is Σ J_ijk σ_i σ_j σ_k over i ≤ j ≤ k. A *slab* holds the couplings of one i: the rows j = i … n−1 in
//! blocks of [`ROWS`], and in a block starting at row j the columns k = j … n−1, each with its [`ROWS`] couplings side
//! by side. Couplings with j > k or j ≥ n are stored as zeros (0.75·n² in all, 0.9 % at n = 500).

use crate::Real;
use crate::lanes::{Lanes, Narrow};

/// Rows of a block. Four rows by one vector of replicas take 11 registers: more would spill on x86-64's 16.
pub const ROWS: usize = 4;

/// States of a panel: those of one vector.
#[must_use]
pub const fn width<T: Real>() -> usize {
    Narrow::<T>::LEN
}

/// Couplings in the slab of `i`, zeros and all.
#[must_use]
pub fn slab_len(n: usize, i: usize) -> usize {
    (i..n).step_by(ROWS).map(|j| ROWS * (n - j)).sum()
}

/// Where the coupling (j, k) lies in the slab of `i`, for i ≤ j ≤ k < n.
#[must_use]
pub fn slab_offset(n: usize, i: usize, j: usize, k: usize) -> usize {
    let block = (j - i) / ROWS;
    let first = i + block * ROWS;
    // Blocks before this one have n - i, n - i - ROWS, … columns.
    let before = ROWS * (block * (n - i) - ROWS * (block * block.saturating_sub(1) / 2));
    before + ROWS * (k - first) + (j - first)
}

/// Rows of a panel: n, and zeros for the rows with which the last block of a slab is filled up.
#[must_use]
pub fn panel_rows(n: usize) -> usize {
    n + ROWS - 1
}

/// Adds the slab of `i` to the energies and the gradients of a panel of [`width`] states.
///
/// `states` and `gradients` are panels of [`panel_rows`]·[`width`] numbers, the states of one spin side by side; the
/// filling rows of `states` must be zero. `energies` holds one number a state.
pub fn add_slab<T: Real>(
    slab: &[T],
    n: usize,
    i: usize,
    states: &[T],
    gradients: &mut [T],
    energies: &mut [T],
) {
    add_slab_on::<Narrow<T>>(slab, n, i, states, gradients, energies);
}

/// Each coupling is loaded once a vector of states and used for four flops a state: eight products and eight sums for
/// seven loads and stores a column of a block, so the loop is bound by arithmetic while the slab stays in cache.
pub(crate) fn add_slab_on<L: Lanes>(
    slab: &[L::Scalar],
    n: usize,
    i: usize,
    states: &[L::Scalar],
    gradients: &mut [L::Scalar],
    energies: &mut [L::Scalar],
) {
    let width = L::LEN;
    let row = |j: usize| L::load(&states[j * width..]);
    let own = row(i);
    let mut own_gradient = L::splat(L::Scalar::ZERO);
    let mut rest = slab;
    for j in (i..n).step_by(ROWS) {
        let (block, after) = rest.split_at(ROWS * (n - j));
        rest = after;
        let s = [row(j), row(j + 1), row(j + 2), row(j + 3)];
        let pair = s.map(|s| own.mul(s));
        let mut field = [L::splat(L::Scalar::ZERO); ROWS];
        let columns = block
            .chunks_exact(ROWS)
            .zip(states[j * width..n * width].chunks_exact(width))
            .zip(gradients[j * width..n * width].chunks_exact_mut(width));
        for ((couplings, state), slope) in columns {
            let state = L::load(state);
            let mut sum = L::load(slope);
            let c = L::splat(couplings[0]);
            field[0] = c.mul_add(state, field[0]);
            sum = c.mul_add(pair[0], sum);
            let c = L::splat(couplings[1]);
            field[1] = c.mul_add(state, field[1]);
            sum = c.mul_add(pair[1], sum);
            let c = L::splat(couplings[2]);
            field[2] = c.mul_add(state, field[2]);
            sum = c.mul_add(pair[2], sum);
            let c = L::splat(couplings[3]);
            field[3] = c.mul_add(state, field[3]);
            sum = c.mul_add(pair[3], sum);
            sum.store(slope);
        }
        for (r, (field, s)) in field.into_iter().zip(s).enumerate() {
            own_gradient = field.mul_add(s, own_gradient);
            let slope = &mut gradients[(j + r) * width..];
            own.mul_add(field, L::load(slope)).store(slope);
        }
    }
    let slope = &mut gradients[i * width..];
    L::load(slope).add(own_gradient).store(slope);
    own.mul_add(own_gradient, L::load(energies)).store(energies);
}

/// Adds the slab of `i` to the lower triangle of the Hessian of one state.
///
/// `hessian` is row-major with `stride` ≥ [`panel_rows`] numbers a row; `state` has [`panel_rows`] entries, zero past
/// n. Entries above the diagonal and past column n are left undefined.
pub fn add_slab_hessian<T: Real>(
    slab: &[T],
    n: usize,
    i: usize,
    state: &[T],
    hessian: &mut [T],
    stride: usize,
) {
    add_slab_hessian_on::<Narrow<T>>(slab, n, i, state, hessian, stride);
}

pub(crate) fn add_slab_hessian_on<L: Lanes>(
    slab: &[L::Scalar],
    n: usize,
    i: usize,
    state: &[L::Scalar],
    hessian: &mut [L::Scalar],
    stride: usize,
) {
    const { assert!(ROWS.is_multiple_of(L::LEN)) }
    let own = L::splat(state[i]);
    let mut rest = slab;
    for j in (i..n).step_by(ROWS) {
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
                hessian[k * stride + i] += couplings.mul(rows).sum();
            }
            sum.store(&mut field[v..]);
        }
        for (r, field) in field.into_iter().enumerate().take(n - j) {
            hessian[(j + r) * stride + i] += field;
        }
    }
}
