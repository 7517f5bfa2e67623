//! Products of matrices, at the rate at which tiles of them multiply.
//!
//! One block of B is packed so that the loop over tiles reads it in order, then rows of A four at a time. The
//! structure is that of Goto and van de Geijn, ACM Trans. Math. Softw. 34 (2008) 12, for one core.

use crate::Real;
use crate::aligned::{aligned, skipped};
use crate::either::either;
use crate::lanes::{Lanes, Wide};

/// Rows of a tile, and columns of one of doubles; a tile of singles has twice as many.
pub const TILE: usize = 4;
/// Columns of a tile of singles.
const MOST_COLUMNS: usize = 2 * TILE;
/// Four columns of a row.
pub type Quad<T = f64> = [T; TILE];
/// Four rows of a column, each entry twice: a vector of equal doubles is then a load.
pub type Doubled<T = f64> = [[T; 2]; TILE];

/// The groups of four in memory for them, which is one double longer than they are: see [`aligned`].
#[must_use]
pub fn quads_of(doubles: &mut [f64]) -> &mut [Quad] {
    aligned(doubles).as_chunks_mut().0
}

/// [`quads_of`], of entries twice.
#[must_use]
pub fn doubled_of(doubles: &mut [f64]) -> &mut [Doubled] {
    aligned(doubles).as_chunks_mut().0.as_chunks_mut().0
}

/// Terms a tile sums before it is added to C: four rows of A, doubled, and a tile's columns of B are 24 KiB of doubles, three
/// quarters of a first-level cache, or 16 KiB of singles.
const DEPTH: usize = 256;
/// Columns of a packed block of B: 512 KiB of doubles, half of a second-level cache.
const WIDTH: usize = 256;

/// Numbers of working memory for products with B of up to `k` rows and `n` columns; at most 0.5 MB.
#[must_use]
pub fn work<T: Real>(n: usize, k: usize) -> usize {
    (WIDTH.min(n.next_multiple_of(Wide::<T>::LEN)) + 2 * TILE) * DEPTH.min(k) + skipped::<T>()
}

/// A matrix in some array: entry (i, j) is `entries[i * row + j * column]`.
#[derive(Debug, Clone, Copy)]
pub struct View<'a, T = f64> {
    /// The array, from entry (0, 0) on.
    pub entries: &'a [T],
    /// Between an entry and the one below it.
    pub row: usize,
    /// Between an entry and the one to its right.
    pub column: usize,
}

impl<T> View<'_, T> {
    /// The transposed matrix.
    #[must_use]
    pub fn transposed(self) -> Self {
        Self {
            entries: self.entries,
            row: self.column,
            column: self.row,
        }
    }

    /// The part from entry (i, j) on.
    fn from(self, i: usize, j: usize) -> Self {
        Self {
            entries: &self.entries[i * self.row + j * self.column..],
            ..self
        }
    }
}

either! {
    /// Products of matrices, of a scalar.
    trait MatrixProducts;

    /// `C ← C + sign·A·B`, with A m×k, B k×n and C m×n for `shape` [m, n, k], row-major with `stride`; `sign` is 1 or −1.
    ///
    /// `work` holds at least [`work`]`(n, k)` numbers.
    fn add_product(
        sign: T,
        a: View<'_, T>,
        b: View<'_, T>,
        shape: [usize; 3],
        c: &mut [T],
        stride: usize,
        work: &mut [T],
    ) {
        add_product_on::<Wide<T>>(sign, a, b, shape, c, stride, work);
    }

    /// `C ← C + sign·A·B` for the lower triangle of C, which is n×n; A is n×k and B is k×n, for `shape` [n, k].
    ///
    /// Entries above the diagonal are left as they are. `work` holds at least [`work`]`(n, k)` numbers.
    fn add_product_lower(
        sign: T,
        a: View<'_, T>,
        b: View<'_, T>,
        shape: [usize; 2],
        c: &mut [T],
        stride: usize,
        work: &mut [T],
    ) {
        add_product_lower_on::<Wide<T>>(sign, a, b, shape, c, stride, work);
    }
}

pub(crate) fn add_product_on<L: Lanes>(
    sign: L::Scalar,
    a: View<'_, L::Scalar>,
    b: View<'_, L::Scalar>,
    shape: [usize; 3],
    c: &mut [L::Scalar],
    stride: usize,
    work: &mut [L::Scalar],
) {
    add_blocks::<L>(sign, a, b, shape, c, stride, work, false);
}

pub(crate) fn add_product_lower_on<L: Lanes>(
    sign: L::Scalar,
    a: View<'_, L::Scalar>,
    b: View<'_, L::Scalar>,
    [n, k]: [usize; 2],
    c: &mut [L::Scalar],
    stride: usize,
    work: &mut [L::Scalar],
) {
    add_blocks::<L>(sign, a, b, [n, n, k], c, stride, work, true);
}

#[expect(
    clippy::too_many_arguments,
    reason = "the two public products, and which of them"
)]
fn add_blocks<L: Lanes>(
    sign: L::Scalar,
    a: View<'_, L::Scalar>,
    b: View<'_, L::Scalar>,
    [m, n, k]: [usize; 3],
    c: &mut [L::Scalar],
    stride: usize,
    work: &mut [L::Scalar],
    lower: bool,
) {
    const { assert!(L::LEN.is_multiple_of(TILE) && WIDTH.is_multiple_of(L::LEN)) }
    let quads = L::LEN / TILE;
    let (left, right) = aligned(work).split_at_mut(2 * TILE * DEPTH.min(k));
    let (left, _) = left.as_chunks_mut::<2>();
    let (left, _) = left.as_chunks_mut::<TILE>();
    let (right, _) = right.as_chunks_mut::<TILE>();
    for from in (0..n).step_by(WIDTH) {
        let width = WIDTH.min(n - from);
        for l in (0..k).step_by(DEPTH) {
            let depth = DEPTH.min(k - l);
            pack::<L>(b.from(l, from).transposed(), width, depth, right);
            let left = &mut left[..depth];
            let first = if lower { from } else { 0 };
            for i in (first..m).step_by(TILE) {
                let height = TILE.min(m - i);
                pack_as(a.from(i, l), height, depth, 1, left, |quad| {
                    doubled(quad.map(|entry| sign * entry))
                });
                let wanted = if lower {
                    width.min(i + height - from)
                } else {
                    width
                };
                for (g, right) in right
                    .chunks_exact(quads * depth)
                    .take(wanted.div_ceil(L::LEN))
                    .enumerate()
                {
                    let tile = product::<L>(left, right);
                    let j = from + g * L::LEN;
                    let whole = height == TILE && j + L::LEN <= n && !(lower && j + L::LEN > i + 1);
                    let to = &mut c[i * stride + j..];
                    if whole {
                        add_tile(&tile, to, stride);
                    } else {
                        let below = |r: usize| {
                            if lower {
                                (i + r + 1).saturating_sub(j)
                            } else {
                                n
                            }
                        };
                        add_part(&tile, to, stride, height, |r| {
                            L::LEN.min(n - j).min(below(r))
                        });
                    }
                }
            }
        }
    }
}

/// Packs `count` rows of `depth` entries: of every `L::LEN` rows the first entries, the second ones, and so on. Rows past
/// `count` are zero. Takes ⌈count/`L::LEN`⌉·depth times `L::LEN` numbers.
#[inline(never)]
fn pack<L: Lanes>(
    rows: View<'_, L::Scalar>,
    count: usize,
    depth: usize,
    packed: &mut [Quad<L::Scalar>],
) {
    pack_as(rows, count, depth, L::LEN / TILE, packed, |quad| quad);
}

/// Packs `count` rows of `depth` entries: of every four rows the four first entries, the four second ones, and so on. Rows
/// past `count` are zero. Takes ⌈count/4⌉·depth groups.
#[inline(never)]
pub fn pack_quads(rows: View<'_>, count: usize, depth: usize, packed: &mut [Quad]) {
    pack::<Wide<f64>>(rows, count, depth, packed);
}

/// [`pack_quads`], each entry twice.
#[inline(never)]
pub fn pack_doubled(rows: View<'_>, count: usize, depth: usize, packed: &mut [Doubled]) {
    pack_as(rows, count, depth, 1, packed, doubled);
}

#[inline(always)]
pub(crate) fn doubled<T: Copy>(quad: Quad<T>) -> Doubled<T> {
    quad.map(|entry| [entry; 2])
}

/// Packs groups of `quads` times four rows, each four entries in some form.
#[inline(always)]
fn pack_as<T: Real, F>(
    rows: View<'_, T>,
    count: usize,
    depth: usize,
    quads: usize,
    packed: &mut [F],
    form: impl Fn(Quad<T>) -> F,
) {
    for (g, group) in packed
        .chunks_exact_mut(quads * depth)
        .take(count.div_ceil(quads * TILE))
        .enumerate()
    {
        for q in 0..quads {
            let from = (g * quads + q) * TILE;
            let height = TILE.min(count.saturating_sub(from));
            let to = group.chunks_exact_mut(quads).map(|quads| &mut quads[q]);
            let at = |r: usize| &rows.entries[(from + r) * rows.row..];
            if height < TILE {
                for (l, to) in to.enumerate() {
                    let mut four = [T::ZERO; TILE];
                    for (r, entry) in four.iter_mut().take(height).enumerate() {
                        *entry = at(r)[l * rows.column];
                    }
                    *to = form(four);
                }
            } else if rows.row == 1 {
                for (l, to) in to.enumerate() {
                    let four = &rows.entries[from + l * rows.column..][..TILE];
                    *to = form([four[0], four[1], four[2], four[3]]);
                }
            } else if rows.column == 1 {
                let [a, b, c, d] = [0, 1, 2, 3].map(|r| &at(r)[..depth]);
                for ((((to, a), b), c), d) in to.zip(a).zip(b).zip(c).zip(d) {
                    *to = form([*a, *b, *c, *d]);
                }
            } else {
                for (l, to) in to.enumerate() {
                    *to = form([0, 1, 2, 3].map(|r| at(r)[l * rows.column]));
                }
            }
        }
    }
}

/// The tile of four rows of A and `L::LEN` columns of B, whose sums stay in eight registers.
///
/// One term a turn: V8 runs a loop of two or four terms at three quarters of the rate, for want of registers.
#[inline(always)]
pub(crate) fn product<L: Lanes>(
    left: &[Doubled<L::Scalar>],
    right: &[Quad<L::Scalar>],
) -> [L; TILE] {
    let mut tile = [L::splat(L::Scalar::ZERO); TILE];
    for (left, right) in left.iter().zip(right.chunks_exact(L::LEN / TILE)) {
        let row = L::load(right.as_flattened());
        for r in 0..TILE {
            tile[r] = row.mul_add(L::twice(&left[r]), tile[r]);
        }
    }
    tile
}

/// Adds a whole tile.
#[inline(always)]
fn add_tile<L: Lanes>(tile: &[L; TILE], to: &mut [L::Scalar], stride: usize) {
    for (r, row) in tile.iter().enumerate() {
        let to = &mut to[r * stride..][..L::LEN];
        L::load(to).add(*row).store(to);
    }
}

/// The first `height` rows of a tile, and of each as many entries as `wanted` says.
fn add_part<L: Lanes>(
    tile: &[L; TILE],
    to: &mut [L::Scalar],
    stride: usize,
    height: usize,
    wanted: impl Fn(usize) -> usize,
) {
    for (r, row) in tile.iter().take(height).enumerate() {
        let mut entries = [L::Scalar::ZERO; MOST_COLUMNS];
        row.store(&mut entries);
        for (c, entry) in entries.into_iter().take(wanted(r)).enumerate() {
            to[r * stride + c] += entry;
        }
    }
}
