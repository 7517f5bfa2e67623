//! Products Aᵀ·B of which B and the result lie in groups of columns.

use crate::Real;
use crate::either::either;
use crate::lanes::{Lanes, Wide};

/// A: entry (step, row) is `entries[step * step_stride + row]`.
#[derive(Debug, Clone, Copy)]
pub struct Factors<'a, T> {
    /// The array, from entry (0, 0) on.
    pub entries: &'a [T],
    /// Between a step and the next.
    pub step: usize,
}

/// B in groups of as many columns as a panel has: those of a step and a group begin at `step * step + group * group`.
#[derive(Debug, Clone, Copy)]
pub struct Groups<'a, T> {
    /// The array, from the first group on.
    pub entries: &'a [T],
    /// Between a step and the next.
    pub step: usize,
    /// Between a group and the next.
    pub group: usize,
}

/// The result, in groups as B.
#[derive(Debug)]
pub struct Sums<'a, T> {
    /// The array, from the first group on.
    pub entries: &'a mut [T],
    /// Between a row and the next.
    pub row: usize,
    /// Between a group and the next.
    pub group: usize,
    /// Whether products are added to what is there, or take its place.
    pub added: bool,
}

either! {
    /// Products of layers, of a scalar.
    trait LayerProducts;

    /// `C ← Aᵀ·B`, or `C ← C + Aᵀ·B`, for `shape`: rows of C, products of a sum, at least one, and groups of columns.
    fn products(
        a: Factors<'_, T>,
        b: Groups<'_, T>,
        shape: [usize; 3],
        c: &mut Sums<'_, T>,
    ) {
        products_on::<Wide<T>>(a, b, shape, c);
    }
}

/// Four rows at a time, all groups of them: their factors, 6 KB of 100 steps, stay in the first-level cache.
pub(crate) fn products_on<L: Lanes>(
    a: Factors<'_, L::Scalar>,
    b: Groups<'_, L::Scalar>,
    [rows, steps, groups]: [usize; 3],
    c: &mut Sums<'_, L::Scalar>,
) {
    let mut row = 0;
    while row < rows {
        let shape = [row, steps, groups];
        // No tile of fewer than three rows where it can be: 25 is four fours and three threes.
        row += match rows - row {
            1 => tiles::<L, 1>(a, b, shape, c),
            2 => tiles::<L, 2>(a, b, shape, c),
            3 | 5 | 6 | 9 => tiles::<L, 3>(a, b, shape, c),
            _ => tiles::<L, 4>(a, b, shape, c),
        };
    }
}

/// R rows of every group; returns R.
#[inline(never)]
fn tiles<L: Lanes, const R: usize>(
    a: Factors<'_, L::Scalar>,
    b: Groups<'_, L::Scalar>,
    [row, steps, groups]: [usize; 3],
    c: &mut Sums<'_, L::Scalar>,
) -> usize {
    let factors = &a.entries[row..];
    for group in 0..groups {
        let columns = &b.entries[group * b.group..];
        let tile = tile::<L, R>(factors, a.step, columns, b.step, steps);
        let to = &mut c.entries[group * c.group + row * c.row..];
        for (r, sum) in tile.into_iter().enumerate() {
            let to = &mut to[r * c.row..][..L::LEN];
            let sum = if c.added { L::load(to).add(sum) } else { sum };
            sum.store(to);
        }
    }
    R
}

/// The sums of a tile stay in 2·R registers. Four rows and two vectors run at 0.72 and 0.77 of the rate of multiplication (V8, Zen 3,
/// f32, sums of 100 and of 500), three rows at 0.59 and 0.66: loads bound them. Five ran slower still: LLVM keeps five factors at
/// once, and with ten sums these are too many.
#[inline(always)]
fn tile<L: Lanes, const R: usize>(
    factors: &[L::Scalar],
    factor_step: usize,
    columns: &[L::Scalar],
    column_step: usize,
    steps: usize,
) -> [L; R] {
    assert!(steps > 0);
    assert!((steps - 1) * factor_step + R <= factors.len());
    assert!((steps - 1) * column_step + L::LEN <= columns.len());
    let mut sums = [L::splat(L::Scalar::ZERO); R];
    for step in 0..steps {
        let (factor, column) = (step * factor_step, step * column_step);
        // SAFETY: the last step is the farthest, and its R factors and L::LEN columns were checked to be in the slices.
        let (factors, column) = unsafe {
            (
                factors.get_unchecked(factor..factor + R),
                columns.get_unchecked(column..column + L::LEN),
            )
        };
        let column = L::load(column);
        for (sum, factor) in sums.iter_mut().zip(factors) {
            *sum = column.mul_add(L::splat(*factor), *sum);
        }
    }
    sums
}
