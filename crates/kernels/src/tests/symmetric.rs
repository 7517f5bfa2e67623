use super::oracle::{LONGEST, OFFSETS, assert_close, numbers, rank_2, symmetric_times};
use crate::lanes::Lanes;
use crate::symmetric::{rank_2_then_times_on, symmetric_times_on};

pub fn symmetric_products_match_the_definition<L: Lanes<Scalar = f64>>() {
    for n in 0..=LONGEST {
        for offset in OFFSETS {
            let stride = n + offset;
            let (a, x) = (numbers(n * stride, 7), numbers(n, 8));
            let mut y = vec![7.0; n];
            symmetric_times_on::<L>(&a, stride, &x, &mut y);
            assert_close(&y, &symmetric_times(&a, stride, &x));
        }
    }
}

pub fn rank_2_products_match_the_definition<L: Lanes<Scalar = f64>>() {
    for n in 0..=LONGEST {
        for offset in OFFSETS {
            let stride = n + offset;
            let mut a = numbers(n * stride, 9);
            let [v, w, x] = [10, 11, 12].map(|seed| numbers(n, seed));
            let mut expected = a.clone();
            rank_2(&mut expected, stride, &v, &w);
            let mut y = vec![7.0; n];
            rank_2_then_times_on::<L>(&mut a, stride, [&v, &w], &x, &mut y);
            assert_close(&a, &expected);
            assert_close(&y, &symmetric_times(&expected, stride, &x));
        }
    }
}
