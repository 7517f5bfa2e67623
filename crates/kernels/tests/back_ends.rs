//! Every kernel on every back end of the target against the definition, at every length from 0 to 4·lanes + 1 and at
//! offsets that no alignment has. In WebAssembly: tests/run-in-node.mjs.

use losscape_kernels::product::{View, WORK, add_product, add_product_lower};
use losscape_kernels::symmetric::{rank_2_then_times, symmetric_times};
use losscape_kernels::update::{Quad, pack_pairs, rank_2k};
use losscape_kernels::vector::{add_rows, axpy, dot, rows_times};
use losscape_kernels::{Lanes, Pair};

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

fn arithmetic_is_lane_by_lane<L: Lanes>() {
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
        assert_eq!(stored(x), a);
        assert_eq!(stored(x.add(y)), each(&|i| a[i] + b[i]));
        assert_eq!(stored(x.sub(y)), each(&|i| a[i] - b[i]));
        assert_eq!(stored(x.mul(y)), each(&|i| a[i] * b[i]));
        assert_close(&stored(x.mul_add(y, z)), &each(&|i| a[i] * b[i] + c[i]));
        assert_close(&[x.sum()], &[a.iter().sum()]);
    }
}

fn vectors_match_the_definition<L: Lanes>() {
    for len in 0..=LONGEST {
        for offset in OFFSETS {
            let (x, y) = (numbers(len + offset, 2), numbers(len + offset, 3));
            let (x, y) = (&x[offset..], &y[offset..]);
            assert_close(&[dot::<L>(x, y)], &[naive_dot(x, y)]);
            let mut found = y.to_vec();
            axpy::<L>(0.75, x, &mut found);
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

fn rows_match_the_definition<L: Lanes>() {
    for len in 0..=LONGEST {
        for count in 0..=9 {
            let stride = len + 3;
            let rows = numbers(count * stride, 4);
            let row = |r: usize| &rows[r * stride..][..len];
            let x = numbers(len, 5);
            let mut products = vec![7.0; count];
            rows_times::<L>(&rows, stride, &x, &mut products);
            assert_close(
                &products,
                &(0..count)
                    .map(|r| naive_dot(row(r), &x))
                    .collect::<Vec<_>>(),
            );

            let factors = numbers(count, 6);
            let mut sum = x.clone();
            add_rows::<L>(&factors, &rows, stride, &mut sum);
            let mut expected = x;
            for (j, value) in expected.iter_mut().enumerate() {
                *value += (0..count).map(|r| factors[r] * row(r)[j]).sum::<f64>();
            }
            assert_close(&sum, &expected);
        }
    }
}

fn symmetric_products_match_the_definition<L: Lanes>() {
    for n in 0..=LONGEST {
        for offset in OFFSETS {
            let stride = n + offset;
            let (a, x) = (numbers(n * stride, 7), numbers(n, 8));
            let mut y = vec![7.0; n];
            symmetric_times::<L>(&a, stride, &x, &mut y);
            assert_close(&y, &naive_symmetric_times(&a, stride, &x));
        }
    }
}

fn rank_2_products_match_the_definition<L: Lanes>() {
    for n in 0..=LONGEST {
        for offset in OFFSETS {
            let stride = n + offset;
            let mut a = numbers(n * stride, 9);
            let [v, w, x] = [10, 11, 12].map(|seed| numbers(n, seed));
            let mut expected = a.clone();
            naive_rank_2(&mut expected, stride, &v, &w);
            let mut y = vec![7.0; n];
            rank_2_then_times::<L>(&mut a, stride, [&v, &w], &x, &mut y);
            assert_close(&a, &expected);
            assert_close(&y, &naive_symmetric_times(&expected, stride, &x));
        }
    }
}

fn rank_2k_updates_match_the_definition<L: Lanes>() {
    for n in 0..=LONGEST {
        for k in 1..=9 {
            let stride = n + k % 4;
            let mut a = numbers(n * stride, 13);
            let (v, w) = (numbers(k * stride, 14), numbers(k * stride, 15));
            let mut expected = a.clone();
            for r in 0..k {
                naive_rank_2(
                    &mut expected,
                    stride,
                    &v[r * stride..][..n],
                    &w[r * stride..][..n],
                );
            }
            let mut left: Vec<Quad> = vec![[f64::NAN; 4]; 2 * n.div_ceil(4) * k];
            let mut right = left.clone();
            pack_pairs([&v, &w], stride, n, k, [&mut left, &mut right]);
            rank_2k::<L>(&mut a, stride, n, k, [&left, &right]);
            assert_close(&a, &expected);
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

fn products_match_the_definition<L: Lanes>() {
    let data = [numbers(800, 16), numbers(800, 17), numbers(500, 18)];
    let mut work = vec![f64::NAN; WORK];
    let at = |of: View<'_>, i: usize, j: usize| of.entries[i * of.row + j * of.column];
    for m in 0..=9 {
        for n in 0..=LONGEST {
            for k in [0, 1, 2, 5, 8] {
                let stride = n + 3;
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
                    add_product::<L>(-1.0, a, b, [m, n, k], &mut c, stride, &mut work);
                    assert_close(&c, &expected);
                    if m < n {
                        continue;
                    }
                    let above = |e: usize| e % stride < n && e / stride < e % stride;
                    for e in (0..expected.len()).filter(|&e| above(e) || e / stride >= n) {
                        expected[e] = data[2][e];
                    }
                    let mut c = data[2].clone();
                    add_product_lower::<L>(-1.0, a, b, [n, k], &mut c, stride, &mut work);
                    assert_close(&c, &expected);
                }
            }
        }
    }
}

/// Past the blocks in which B is packed and the terms are summed.
fn long_products_match_the_definition<L: Lanes>() {
    let [m, n, k] = [261, 259, 258];
    let (a, b) = (numbers(m * k, 19), numbers(k * n, 20));
    let rows = |entries, row| View {
        entries,
        row,
        column: 1,
    };
    let mut work = vec![f64::NAN; WORK];
    let mut c = vec![0.0; m * n];
    add_product::<L>(
        1.0,
        rows(&a, k),
        rows(&b, n),
        [m, n, k],
        &mut c,
        n,
        &mut work,
    );
    let mut lower = vec![0.0; n * n];
    add_product_lower::<L>(
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
            }

            #[test]
            fn products_match_the_definition() {
                super::products_match_the_definition::<Pair<$back_end>>();
                super::long_products_match_the_definition::<Pair<$back_end>>();
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

            #[test]
            fn rank_2k_updates_match_the_definition() {
                super::rank_2k_updates_match_the_definition::<Pair<$back_end>>();
            }
        }
    )*};
}

on_every_back_end! {
    scalar: losscape_kernels::back_ends::Scalar2;
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    simd128: losscape_kernels::back_ends::Simd128;
    #[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
    relaxed: losscape_kernels::back_ends::Relaxed;
}
