use super::oracle::{LONGEST, Number, OFFSETS, assert_close, dot, doubles, numbers};
use crate::lanes::Lanes;
use crate::vector::{add_rows_on, axpy_on, dot_on, rows_times_on};

pub fn dots_and_sums_match_the_definition<L: Lanes<Scalar: Number>>() {
    for len in 0..=LONGEST {
        for offset in OFFSETS {
            let [x, y] = [2, 3].map(|seed| numbers::<L::Scalar>(len + offset, seed));
            let (x, y) = (&x[offset..], &y[offset..]);
            assert_close(&[dot_on::<L>(x, y)], &[dot(x, y)]);
            let mut found = y.to_vec();
            axpy_on::<L>(L::Scalar::of(0.75), x, &mut found);
            let pairs = doubles(x).into_iter().zip(doubles(y));
            assert_close(
                &found,
                &pairs.map(|(x, y)| y + 0.75 * x).collect::<Vec<_>>(),
            );
        }
    }
}

pub fn products_of_rows_match_the_definition<L: Lanes<Scalar: Number>>() {
    for len in 0..=LONGEST {
        for count in 0..=9 {
            let stride = len + 3;
            let rows: Vec<L::Scalar> = numbers(count * stride, 4);
            let row = |r: usize| &rows[r * stride..][..len];
            let x = numbers(len, 5);
            let mut products = vec![L::Scalar::of(7.0); count];
            rows_times_on::<L>(&rows, stride, &x, &mut products);
            let expected: Vec<f64> = (0..count).map(|r| dot(row(r), &x)).collect();
            assert_close(&products, &expected);

            let factors: Vec<L::Scalar> = numbers(count, 6);
            let mut sum = x.clone();
            add_rows_on::<L>(&factors, &rows, stride, &mut sum);
            let mut expected = doubles(&x);
            for (r, factor) in doubles(&factors).into_iter().enumerate() {
                for (value, entry) in expected.iter_mut().zip(doubles(row(r))) {
                    *value += factor * entry;
                }
            }
            assert_close(&sum, &expected);
        }
    }
}
