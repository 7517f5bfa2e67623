//! Every kernel on every back end of the target against the definition, at every length from 0 to 4·lanes + 1 and at
//! offsets that no alignment has. In WebAssembly: tests/run-in-node.mjs.

use crate::chase::{Reflector, STRIDE, WIDTH, step_on};
use crate::lanes::{Lanes, Pair, Square};
use crate::product::{
    Doubled, Quad, View, add_product_lower_on, add_product_on, pack_doubled, work,
};
use crate::symmetric::{
    BLOCK, add_symmetric_product_on, rank_2_then_times_on, symmetric_times_on, tiled_times_on,
};
use crate::tiles::{Tile, copy_row, tile_in_place, tiles_of, untile_in_place};
use crate::twisted::{LANES, Row, factor_on, solve_on};
use crate::update::{pack_pairs, rank_2k_on};
use crate::vector::{add_rows_on, axpy_on, dot_on, rows_times_on};

/// The longest vector tested.
const LONGEST: usize = 4 * 4 + 1;
const OFFSETS: [usize; 4] = [0, 1, 2, 3];

/// `len` numbers of order 1, others for another `seed`.
fn numbers(len: usize, seed: u64) -> Vec<f64> {
    let mut state = seed;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    };
    next();
    (0..len).map(|_| next()).collect()
}

/// Sums of at most a hundred products of order 1.
fn assert_close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (x, y) in found.iter().zip(expected) {
        assert!(
            (x - y).abs() <= 200.0 * f64::EPSILON,
            "{found:?}\n{expected:?}"
        );
    }
}

fn naive_dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

/// Entry (i, j) of the symmetric matrix whose lower triangle is in `a`.
fn entry(a: &[f64], stride: usize, i: usize, j: usize) -> f64 {
    a[i.max(j) * stride + i.min(j)]
}

fn naive_symmetric_times(a: &[f64], stride: usize, x: &[f64]) -> Vec<f64> {
    let row = |i| {
        (0..x.len())
            .map(move |j| entry(a, stride, i, j) * x[j])
            .sum()
    };
    (0..x.len()).map(row).collect()
}

/// The lower triangle of the leading block less v·wᵀ + w·vᵀ; the rest as it is.
fn naive_rank_2(a: &mut [f64], stride: usize, v: &[f64], w: &[f64]) {
    for i in 0..v.len() {
        for j in 0..=i {
            a[i * stride + j] -= v[i] * w[j] + w[i] * v[j];
        }
    }
}

fn arithmetic_is_lane_by_lane<L: Lanes<Scalar = f64>>() {
    for offset in OFFSETS {
        let data = numbers(3 * L::LEN + offset, 1);
        let [a, b, c] = [0, 1, 2].map(|k| &data[offset + k * L::LEN..][..L::LEN]);
        let [x, y, z] = [a, b, c].map(L::load);
        let stored = |v: L| {
            let mut out = vec![7.0; L::LEN + 2];
            v.store(&mut out[1..]);
            assert!(out[0] == 7.0 && out[L::LEN + 1] == 7.0);
            out[1..=L::LEN].to_vec()
        };
        let each = |f: &dyn Fn(usize) -> f64| (0..L::LEN).map(f).collect::<Vec<f64>>();
        assert_eq!(stored(L::splat(a[0])), vec![a[0]; L::LEN]);
        assert_eq!(stored(L::twice(&[a[0]; 2])), vec![a[0]; L::LEN]);
        assert_eq!(stored(x), a);
        assert_eq!(stored(x.add(y)), each(&|i| a[i] + b[i]));
        assert_eq!(stored(x.sub(y)), each(&|i| a[i] - b[i]));
        assert_eq!(stored(x.mul(y)), each(&|i| a[i] * b[i]));
        assert_eq!(stored(x.div(y)), each(&|i| a[i] / b[i]));
        assert_close(&stored(x.mul_add(y, z)), &each(&|i| a[i] * b[i] + c[i]));
        assert_close(&[x.sum()], &[a.iter().sum()]);
        assert_eq!(stored(x.abs()), each(&|i| a[i].abs()));
        let less = each(&|i| if a[i] < b[i] { b[i] } else { c[i] });
        assert_eq!(stored(x.if_less(y, y, z)), less);
        assert_eq!(stored(x.if_less(x, y, z)), c);
    }
}

fn squares_are_transposed<L: Square>() {
    let [a, b] = L::transposed(L::load(&[1.0, 2.0]), L::load(&[3.0, 4.0]));
    let mut out = [0.0; 4];
    a.store(&mut out);
    b.store(&mut out[2..]);
    assert_eq!(out, [1.0, 3.0, 2.0, 4.0]);
}

fn vectors_match_the_definition<L: Lanes<Scalar = f64>>() {
    for len in 0..=LONGEST {
        for offset in OFFSETS {
            let (x, y) = (numbers(len + offset, 2), numbers(len + offset, 3));
            let (x, y) = (&x[offset..], &y[offset..]);
            assert_close(&[dot_on::<L>(x, y)], &[naive_dot(x, y)]);
            let mut found = y.to_vec();
            axpy_on::<L>(0.75, x, &mut found);
            assert_close(
                &found,
                &x.iter()
                    .zip(y)
                    .map(|(x, y)| y + 0.75 * x)
                    .collect::<Vec<_>>(),
            );
        }
    }
}

fn rows_match_the_definition<L: Lanes<Scalar = f64>>() {
    for len in 0..=LONGEST {
        for count in 0..=9 {
            let stride = len + 3;
            let rows = numbers(count * stride, 4);
            let row = |r: usize| &rows[r * stride..][..len];
            let x = numbers(len, 5);
            let mut products = vec![7.0; count];
            rows_times_on::<L>(&rows, stride, &x, &mut products);
            assert_close(
                &products,
                &(0..count)
                    .map(|r| naive_dot(row(r), &x))
                    .collect::<Vec<_>>(),
            );

            let factors = numbers(count, 6);
            let mut sum = x.clone();
            add_rows_on::<L>(&factors, &rows, stride, &mut sum);
            let mut expected = x;
            for (j, value) in expected.iter_mut().enumerate() {
                *value += (0..count).map(|r| factors[r] * row(r)[j]).sum::<f64>();
            }
            assert_close(&sum, &expected);
        }
    }
}

fn symmetric_products_match_the_definition<L: Lanes<Scalar = f64>>() {
    for n in 0..=LONGEST {
        for offset in OFFSETS {
            let stride = n + offset;
            let (a, x) = (numbers(n * stride, 7), numbers(n, 8));
            let mut y = vec![7.0; n];
            symmetric_times_on::<L>(&a, stride, &x, &mut y);
            assert_close(&y, &naive_symmetric_times(&a, stride, &x));
        }
    }
}

fn rank_2_products_match_the_definition<L: Lanes<Scalar = f64>>() {
    for n in 0..=LONGEST {
        for offset in OFFSETS {
            let stride = n + offset;
            let mut a = numbers(n * stride, 9);
            let [v, w, x] = [10, 11, 12].map(|seed| numbers(n, seed));
            let mut expected = a.clone();
            naive_rank_2(&mut expected, stride, &v, &w);
            let mut y = vec![7.0; n];
            rank_2_then_times_on::<L>(&mut a, stride, [&v, &w], &x, &mut y);
            assert_close(&a, &expected);
            assert_close(&y, &naive_symmetric_times(&expected, stride, &x));
        }
    }
}

/// A matrix of `shape` as rows, as columns, and as neither.
fn views(shape: [usize; 2], entries: &[f64]) -> [View<'_>; 3] {
    let [rows, columns] = shape;
    [(columns + 1, 1), (1, rows + 1), (2 * columns + 1, 2)].map(|(row, column)| View {
        entries,
        row,
        column,
    })
}

fn products_match_the_definition<L: Lanes<Scalar = f64>>() {
    let data = [numbers(800, 16), numbers(800, 17), numbers(500, 18)];
    let at = |of: View<'_>, i: usize, j: usize| of.entries[i * of.row + j * of.column];
    for m in 0..=9 {
        for n in 0..=LONGEST {
            for k in [0, 1, 2, 5, 8] {
                let stride = n + 3;
                let mut work = vec![f64::NAN; work::<f64>(n, k)];
                for (a, b) in views([m, k], &data[0])
                    .into_iter()
                    .zip(views([k, n], &data[1]))
                {
                    let mut expected = data[2].clone();
                    for i in 0..m {
                        for j in 0..n {
                            let sum: f64 = (0..k).map(|l| at(a, i, l) * at(b, l, j)).sum();
                            expected[i * stride + j] -= sum;
                        }
                    }
                    let mut c = data[2].clone();
                    add_product_on::<L>(-1.0, a, b, [m, n, k], &mut c, stride, &mut work);
                    assert_close(&c, &expected);
                    if m < n {
                        continue;
                    }
                    let above = |e: usize| e % stride < n && e / stride < e % stride;
                    for e in (0..expected.len()).filter(|&e| above(e) || e / stride >= n) {
                        expected[e] = data[2][e];
                    }
                    let mut c = data[2].clone();
                    add_product_lower_on::<L>(-1.0, a, b, [n, k], &mut c, stride, &mut work);
                    assert_close(&c, &expected);
                }
            }
        }
    }
}

/// Products with, and updates of, a matrix in tiles, in blocks of as many groups as there are and of one.
fn tiles_match_the_definition<L: Square>() {
    for (n, at) in [17_usize, 18, 19, 20, 33, 139].map(|n| (n, n / 4 % 2)) {
        let groups = n.div_ceil(4);
        let order = 4 * groups;
        let padding = order - n;
        let a = numbers(n * n, 21);
        let mut tiled = a.clone();
        tile_in_place(&mut tiled, at, n, &mut vec![f64::NAN; 4 * n]);
        let tiles = tiles_of(&mut tiled[at..]);
        let row = |tiles: &[Tile], i: usize| {
            let mut row = vec![f64::NAN; order];
            copy_row(tiles, i, &mut row);
            row
        };
        for i in 0..order {
            let expected: Vec<f64> = (0..=i)
                .map(|j| match (i.checked_sub(padding), j.checked_sub(padding)) {
                    (Some(i), Some(j)) => a[i * n + j],
                    _ => 0.0,
                })
                .collect();
            assert_eq!(row(tiles, i)[..=i], expected);
        }

        let k = if n < 100 { n % 2 * 4 + 4 } else { 4 };
        let (v, w) = (numbers(k * order, 22), numbers(k * order, 23));
        let v_of = |s: usize| &v[s * order..][..order];
        let products: Vec<Vec<f64>> = (0..k)
            .map(|s| naive_symmetric_times(&a, n, &v_of(s)[padding..]))
            .collect();

        let mut y = vec![7.0; order];
        tiled_times_on::<L>(tiles, v_of(0), &mut y);
        assert_close(&y[padding..], &products[0]);
        // Of a leading block alone.
        let leading = order - 8;
        tiled_times_on::<L>(tiles, &v_of(1)[..leading], &mut y[..leading]);
        let real = leading - padding;
        let x = &v_of(1)[padding..leading];
        let block: Vec<f64> = (0..real)
            .flat_map(|i| a[i * n..][..real].to_vec())
            .collect();
        assert_close(
            &y[padding..leading],
            &naive_symmetric_times(&block, real, x),
        );

        let view = View {
            entries: &v,
            row: order,
            column: 1,
        };
        let mut doubled: Vec<Doubled> = vec![[[f64::NAN; 2]; 4]; k / 4 * order];
        pack_doubled(view, k, order, &mut doubled);
        let stride = order + 3;
        let mut strip = vec![[[f64::NAN; 4]; 4]; BLOCK];
        let mut add = |rows: core::ops::Range<usize>, to: &mut [f64]| {
            add_symmetric_product_on::<L>(tiles, groups, rows, &doubled, to, stride, &mut strip);
        };
        let mut one_by_one = vec![0.0; k * stride];
        for g in 0..groups {
            add(g..g + 1, &mut one_by_one);
        }
        let mut in_blocks = vec![0.0; k * stride];
        for g in (0..groups).step_by(BLOCK) {
            add(g..groups.min(g + BLOCK), &mut in_blocks);
        }
        for (s, expected) in products.iter().enumerate() {
            for product in [&one_by_one, &in_blocks] {
                assert_close(&product[s * stride + padding..][..n], expected);
            }
        }

        let mut expected = a.clone();
        for s in 0..k {
            let row = |of: &[f64]| of[s * order + padding..][..n].to_vec();
            naive_rank_2(&mut expected, n, &row(&v), &row(&w));
        }
        let mut left: Vec<Doubled> = vec![[[f64::NAN; 2]; 4]; 2 * groups * k];
        let mut right: Vec<Quad> = vec![[f64::NAN; 4]; 2 * groups * k];
        pack_pairs([&v, &w], order, order, k, &mut left, &mut right);
        rank_2k_on::<L>(tiles, 0..groups, k, &left, &right);
        for i in 0..n {
            let found = &row(tiles, i + padding)[padding..=i + padding];
            assert_close(found, &expected[i * n..][..=i]);
        }

        untile_in_place(&mut tiled, at, n, groups, &mut vec![f64::NAN; 4 * n]);
        for i in 0..n {
            assert_close(&tiled[i * n..][..=i], &expected[i * n..][..=i]);
        }
    }
}

/// The vectors of twisted factorisations solve their equations.
fn twisted_factorisations_match_the_definition<L: Lanes<Scalar = f64>>() {
    for n in 1..=9 {
        let (mut d, e) = (numbers(n, 26), numbers(n, 27));
        // A pivot that is zero, to be taken for the smallest.
        d[n / 2] = 0.25;
        let lambda: Row = core::array::from_fn(|lane| {
            if lane == 3 {
                0.25
            } else {
                lane as f64 * 0.37 - 1.2
            }
        });
        let mut memory = [0, 1, 2].map(|_| vec![[f64::NAN; LANES]; n]);
        let [pivots, up, down] = &mut memory;
        let twist = factor_on::<L>([&d, &e], &lambda, 1e-300, [pivots, up, down]);
        let squares = solve_on::<L>(&twist.row, up, down);
        for lane in 0..LANES {
            let z: Vec<f64> = up.iter().map(|row| row[lane]).collect();
            let row = twist.row[lane] as usize;
            assert_eq!(z[row], 1.0);
            let length = naive_dot(&z, &z).sqrt();
            assert!((squares[lane].sqrt() - length).abs() <= 10.0 * f64::EPSILON * length);
            for i in 0..n {
                let beside = |i: usize, j: usize| if j < n { e[i] * z[j] } else { 0.0 };
                let before = if i > 0 { e[i - 1] * z[i - 1] } else { 0.0 };
                let found = (d[i] - lambda[lane]) * z[i] + before + beside(i, i + 1);
                let expected = if i == row { twist.gamma[lane] } else { 0.0 };
                assert!(
                    (found - expected).abs() <= 100.0 * f64::EPSILON * length,
                    "n = {n}, {lane}, {i}"
                );
            }
        }
    }
}

/// A step against the products with whole reflectors.
fn a_step_of_the_chase_matches_the_definition<L: Square>() {
    let n = 2 * WIDTH;
    let mut band = numbers((n + 1) * (STRIDE + 1), 24);
    let at = |i: usize, j: usize| i * STRIDE + j + 1;
    let before = band.clone();
    let entry = |i: usize, j: usize| before[at(i.max(j), i.min(j))];
    let mut v = [1.0; WIDTH];
    v[..WIDTH - 1].copy_from_slice(&numbers(WIDTH - 1, 25));
    let t = 2.0 / naive_dot(&v, &v);
    let next = step_on::<L>(&mut band, at(WIDTH, WIDTH), &Reflector { v, t });
    // H·A·H' of the rows of the diagonal block: H is of this step; H' of this one right of column WIDTH, else the next.
    let reflect = |x: &[f64], v: &[f64], t: f64| -> Vec<f64> {
        let along = t * naive_dot(x, v);
        x.iter().zip(v).map(|(x, v)| x - along * v).collect()
    };
    let columns: Vec<Vec<f64>> = (0..n)
        .map(|j| reflect(&(WIDTH..n).map(|i| entry(i, j)).collect::<Vec<_>>(), &v, t))
        .collect();
    for i in 0..WIDTH {
        let row: Vec<f64> = columns.iter().map(|column| column[i]).collect();
        let left = reflect(&row[..WIDTH], &next.v, next.t);
        let right = reflect(&row[WIDTH..], &v, t);
        let found = |j: usize| band[at(WIDTH + i, j)];
        assert_close(&(0..WIDTH).map(found).collect::<Vec<_>>(), &left);
        let diagonal: Vec<f64> = (WIDTH..=WIDTH + i).map(found).collect();
        assert_close(&diagonal, &right[..=i]);
    }
    assert!(
        band[at(n - 1, 0)..at(n - 1, WIDTH - 1)]
            .iter()
            .all(|x| *x == 0.0)
    );
}

/// Past the blocks in which B is packed and the terms are summed.
fn long_products_match_the_definition<L: Lanes<Scalar = f64>>() {
    let [m, n, k] = [261, 259, 258];
    let (a, b) = (numbers(m * k, 19), numbers(k * n, 20));
    let rows = |entries, row| View {
        entries,
        row,
        column: 1,
    };
    let mut work = vec![f64::NAN; work::<f64>(n, k)];
    let mut c = vec![0.0; m * n];
    add_product_on::<L>(
        1.0,
        rows(&a, k),
        rows(&b, n),
        [m, n, k],
        &mut c,
        n,
        &mut work,
    );
    let mut lower = vec![0.0; n * n];
    add_product_lower_on::<L>(
        1.0,
        rows(&a, k),
        rows(&b, n),
        [n, k],
        &mut lower,
        n,
        &mut work,
    );
    for i in 0..m {
        for j in 0..n {
            let sum: f64 = (0..k).map(|l| a[i * k + l] * b[l * n + j]).sum();
            assert!((c[i * n + j] - sum).abs() <= 1e-13);
            if i < n {
                let expected = if j <= i { c[i * n + j] } else { 0.0 };
                assert_eq!(lower[i * n + j], expected);
            }
        }
    }
}

macro_rules! on_every_back_end {
    ($($(#[$target:meta])* $name:ident: $back_end:ty;)*) => {$(
        $(#[$target])*
        mod $name {
            use super::*;

            #[test]
            fn arithmetic_is_lane_by_lane() {
                super::arithmetic_is_lane_by_lane::<$back_end>();
                super::arithmetic_is_lane_by_lane::<Pair<$back_end>>();
                super::squares_are_transposed::<$back_end>();
            }

            #[test]
            fn products_match_the_definition() {
                super::products_match_the_definition::<Pair<$back_end>>();
                super::long_products_match_the_definition::<Pair<$back_end>>();
                super::tiles_match_the_definition::<$back_end>();
                super::a_step_of_the_chase_matches_the_definition::<$back_end>();
                super::twisted_factorisations_match_the_definition::<$back_end>();
            }

            #[test]
            fn vectors_match_the_definition() {
                super::vectors_match_the_definition::<$back_end>();
                super::vectors_match_the_definition::<Pair<$back_end>>();
            }

            #[test]
            fn rows_match_the_definition() {
                super::rows_match_the_definition::<$back_end>();
                super::rows_match_the_definition::<Pair<$back_end>>();
            }

            #[test]
            fn symmetric_products_match_the_definition() {
                super::symmetric_products_match_the_definition::<$back_end>();
                super::symmetric_products_match_the_definition::<Pair<$back_end>>();
            }

            #[test]
            fn rank_2_products_match_the_definition() {
                super::rank_2_products_match_the_definition::<$back_end>();
                super::rank_2_products_match_the_definition::<Pair<$back_end>>();
            }
        }
    )*};
}

on_every_back_end! {
    scalar: crate::lanes::Plain<f64, 2>;
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    simd128: crate::lanes::F64x2;
    #[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
    relaxed: crate::lanes::RelaxedF64x2;
}
