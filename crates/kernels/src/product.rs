//! Products of matrices, at the rate at which tiles of them multiply.
//!
//! One block of B is packed so that the loop over tiles reads it in order, then rows of A four at a time. The
//! structure is that of Goto and van de Geijn, ACM Trans. Math. Softw. 34 (2008) 12, for one core.

use crate::aligned::aligned;
use crate::lanes::Lanes;

/// Rows and columns of a tile.
pub const TILE: usize = 4;
/// Four columns of a row.
pub type Quad = [f64; TILE];
/// Four rows of a column, each entry twice: see [`Lanes::twice`].
pub type Doubled = [[f64; 2]; TILE];
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

/// Terms a tile sums before it is added to C: four rows of A, doubled, and four columns of B are 24 KiB, three quarters of
/// a first-level cache.
const DEPTH: usize = 256;
/// Columns of a packed block of B: 512 KiB, half of a second-level cache.
const WIDTH: usize = 256;

/// Doubles of working memory for products with B of up to `k` rows and `n` columns; at most 0.5 MB.
#[must_use]
pub fn work(n: usize, k: usize) -> usize {
    (WIDTH.min(n.next_multiple_of(TILE)) + 2 * TILE) * DEPTH.min(k) + 1
}

/// A matrix in some array: entry (i, j) is `entries[i * row + j * column]`.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The array, from entry (0, 0) on.
    pub entries: &'a [f64],
    /// Between an entry and the one below it.
    pub row: usize,
    /// Between an entry and the one to its right.
    pub column: usize,
}

impl<'a> View<'a> {
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

/// `C ← C + sign·A·B`, with A m×k, B k×n and C m×n, row-major with `stride`; `sign` is 1 or −1.
///
/// `work` holds at least [`work`]`(n, k)` doubles.
pub fn add_product<L: Lanes>(
    sign: f64,
    a: View<'_>,
    b: View<'_>,
    shape: [usize; 3],
    c: &mut [f64],
    stride: usize,
    work: &mut [f64],
) {
    add_blocks::<L>(sign, a, b, shape, c, stride, work, false);
}

/// `C ← C + sign·A·B` for the lower triangle of C, which is n×n; A is n×k and B is k×n.
///
/// Entries above the diagonal are left as they are. `work` holds at least [`work`]`(n, k)` doubles.
pub fn add_product_lower<L: Lanes>(
    sign: f64,
    a: View<'_>,
    b: View<'_>,
    [n, k]: [usize; 2],
    c: &mut [f64],
    stride: usize,
    work: &mut [f64],
) {
    add_blocks::<L>(sign, a, b, [n, n, k], c, stride, work, true);
}

#[expect(
    clippy::too_many_arguments,
    reason = "the two public products, and which of them"
)]
fn add_blocks<L: Lanes>(
    sign: f64,
    a: View<'_>,
    b: View<'_>,
    [m, n, k]: [usize; 3],
    c: &mut [f64],
    stride: usize,
    work: &mut [f64],
    lower: bool,
) {
    const { assert!(L::LEN == TILE) }
    let (left, right) = aligned(work).split_at_mut(2 * TILE * DEPTH.min(k));
    let (left, _) = left.as_chunks_mut::<2>();
    let (left, _) = left.as_chunks_mut::<TILE>();
    let (right, _) = right.as_chunks_mut::<TILE>();
    for from in (0..n).step_by(WIDTH) {
        let width = WIDTH.min(n - from);
        for l in (0..k).step_by(DEPTH) {
            let depth = DEPTH.min(k - l);
            pack(b.from(l, from).transposed(), width, depth, right);
            let left = &mut left[..depth];
            let first = if lower { from } else { 0 };
            for i in (first..m).step_by(TILE) {
                let height = TILE.min(m - i);
                pack_as(a.from(i, l), height, depth, left, |quad| {
                    doubled(quad.map(|entry| sign * entry))
                });
                let wanted = if lower {
                    width.min(i + height - from)
                } else {
                    width
                };
                for (g, right) in right
                    .chunks_exact(depth)
                    .take(wanted.div_ceil(TILE))
                    .enumerate()
                {
                    let tile = product::<L>(left, right);
                    let j = from + g * TILE;
                    let whole = height == TILE && j + TILE <= n && !(lower && j + TILE > i + 1);
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
                        add_part(&tile, to, stride, height, |r| TILE.min(n - j).min(below(r)));
                    }
                }
            }
        }
    }
}

/// Packs `count` rows of `depth` entries: of every four rows the four first entries, the four second ones, and so on.
/// Rows past `count` are zero. Takes ⌈count/4⌉·depth groups.
fn pack(rows: View<'_>, count: usize, depth: usize, packed: &mut [Quad]) {
    pack_as(rows, count, depth, packed, |quad| quad);
}

/// [`pack`], each entry twice.
pub fn pack_doubled(rows: View<'_>, count: usize, depth: usize, packed: &mut [Doubled]) {
    pack_as(rows, count, depth, packed, doubled);
}

#[inline(always)]
pub(crate) fn doubled(quad: Quad) -> Doubled {
    quad.map(|entry| [entry; 2])
}

/// [`pack`], with each group of four in some form.
#[inline(always)]
fn pack_as<T>(
    rows: View<'_>,
    count: usize,
    depth: usize,
    packed: &mut [T],
    form: impl Fn(Quad) -> T,
) {
    for (g, group) in packed
        .chunks_exact_mut(depth)
        .take(count.div_ceil(TILE))
        .enumerate()
    {
        let from = g * TILE;
        let height = TILE.min(count - from);
        let at = |r: usize| &rows.entries[(from + r) * rows.row..];
        if height < TILE {
            for (l, to) in group.iter_mut().enumerate() {
                let mut four = [0.0; TILE];
                for (r, entry) in four.iter_mut().take(height).enumerate() {
                    *entry = at(r)[l * rows.column];
                }
                *to = form(four);
            }
        } else if rows.row == 1 {
            for (l, to) in group.iter_mut().enumerate() {
                let four = &rows.entries[from + l * rows.column..][..TILE];
                *to = form([four[0], four[1], four[2], four[3]]);
            }
        } else if rows.column == 1 {
            let [a, b, c, d] = [0, 1, 2, 3].map(|r| &at(r)[..depth]);
            for ((((to, a), b), c), d) in group.iter_mut().zip(a).zip(b).zip(c).zip(d) {
                *to = form([*a, *b, *c, *d]);
            }
        } else {
            for (l, to) in group.iter_mut().enumerate() {
                *to = form([0, 1, 2, 3].map(|r| at(r)[l * rows.column]));
            }
        }
    }
}

/// The 4×4 tile of four rows of A and four columns of B, whose sums stay in eight registers of two lanes.
///
/// One term a turn: V8 runs a loop of two or four terms at three quarters of the rate, for want of registers.
#[inline(always)]
pub(crate) fn product<L: Lanes>(left: &[Doubled], right: &[Quad]) -> [L; TILE] {
    let mut tile = [L::splat(0.0); TILE];
    for (left, right) in left.iter().zip(right) {
        let row = L::load(right);
        for r in 0..TILE {
            tile[r] = row.mul_add(L::twice(&left[r]), tile[r]);
        }
    }
    tile
}

/// Adds a whole tile.
#[inline(always)]
fn add_tile<L: Lanes>(tile: &[L; TILE], to: &mut [f64], stride: usize) {
    for (r, row) in tile.iter().enumerate() {
        let to = &mut to[r * stride..][..TILE];
        L::load(to).add(*row).store(to);
    }
}

/// The first `height` rows of a tile, and of each as many entries as `wanted` says.
fn add_part<L: Lanes>(
    tile: &[L; TILE],
    to: &mut [f64],
    stride: usize,
    height: usize,
    wanted: impl Fn(usize) -> usize,
) {
    for (r, row) in tile.iter().take(height).enumerate() {
        let mut entries = [0.0; TILE];
        row.store(&mut entries);
        for (c, entry) in entries.into_iter().take(wanted(r)).enumerate() {
            to[r * stride + c] += entry;
        }
    }
}
