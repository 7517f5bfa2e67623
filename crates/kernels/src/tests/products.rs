use super::oracle::{LONGEST, Number, assert_close, assert_within, doubles, numbers};
use crate::Real;
use crate::lanes::Lanes;
use crate::product::{View, add_product_lower_on, add_product_on, work};

/// A matrix of `shape` as rows, as columns, and as neither.
fn views<T>(shape: [usize; 2], entries: &[T]) -> [View<'_, T>; 3] {
    let [rows, columns] = shape;
    [(columns + 1, 1), (1, rows + 1), (2 * columns + 1, 2)].map(|(row, column)| View {
        entries,
        row,
        column,
    })
}

pub fn products_match_the_definition<L: Lanes<Scalar: Number>>() {
    let data = [(800, 16), (800, 17), (500, 18)].map(|(len, seed)| numbers::<L::Scalar>(len, seed));
    let at = |of: View<'_, L::Scalar>, i: usize, j: usize| -> f64 {
        of.entries[i * of.row + j * of.column].into()
    };
    let minus_one = L::Scalar::of(-1.0);
    for m in 0..=9 {
        for n in 0..=LONGEST {
            for k in [0, 1, 2, 5, 8] {
                let stride = n + 3;
                let mut work = vec![L::Scalar::of(f64::NAN); work::<L::Scalar>(n, k)];
                for (a, b) in views([m, k], &data[0])
                    .into_iter()
                    .zip(views([k, n], &data[1]))
                {
                    let before = doubles(&data[2]);
                    let mut expected = before.clone();
                    for i in 0..m {
                        for j in 0..n {
                            let sum: f64 = (0..k).map(|l| at(a, i, l) * at(b, l, j)).sum();
                            expected[i * stride + j] -= sum;
                        }
                    }
                    let mut c = data[2].clone();
                    add_product_on::<L>(minus_one, a, b, [m, n, k], &mut c, stride, &mut work);
                    assert_close(&c, &expected);
                    if m < n {
                        continue;
                    }
                    let above = |e: usize| e % stride < n && e / stride < e % stride;
                    for e in (0..expected.len()).filter(|&e| above(e) || e / stride >= n) {
                        expected[e] = before[e];
                    }
                    let mut c = data[2].clone();
                    add_product_lower_on::<L>(minus_one, a, b, [n, k], &mut c, stride, &mut work);
                    assert_close(&c, &expected);
                }
            }
        }
    }
}

/// Past the blocks in which B is packed and the terms are summed.
pub fn long_products_match_the_definition<L: Lanes<Scalar: Number>>() {
    let [m, n, k] = [261, 259, 258];
    let [a, b] = [(m * k, 19), (k * n, 20)].map(|(len, seed)| numbers::<L::Scalar>(len, seed));
    let rows = |entries, row| View {
        entries,
        row,
        column: 1,
    };
    let (a_rows, b_rows) = (rows(&a, k), rows(&b, n));
    let one = L::Scalar::of(1.0);
    let mut work = vec![L::Scalar::of(f64::NAN); work::<L::Scalar>(n, k)];
    let mut c = vec![L::Scalar::ZERO; m * n];
    add_product_on::<L>(one, a_rows, b_rows, [m, n, k], &mut c, n, &mut work);
    let mut lower = vec![L::Scalar::ZERO; n * n];
    add_product_lower_on::<L>(one, a_rows, b_rows, [n, k], &mut lower, n, &mut work);
    let (a, b) = (doubles(&a), doubles(&b));
    for i in 0..m {
        let mut expected = vec![0.0; n];
        for l in 0..k {
            for (sum, b) in expected.iter_mut().zip(&b[l * n..]) {
                *sum += a[i * k + l] * b;
            }
        }
        assert_within(&c[i * n..][..n], &expected, 450.0);
        if i < n {
            let (left, right) = lower[i * n..][..n].split_at(i + 1);
            assert_eq!(left, &c[i * n..=i * n + i]);
            assert!(right.iter().all(|x| *x == L::Scalar::ZERO));
        }
    }
}
