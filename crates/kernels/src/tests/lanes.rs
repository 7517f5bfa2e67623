use super::oracle::{Number, OFFSETS, assert_close, assert_within, doubles, numbers};
use crate::Real;
use crate::lanes::{Lanes, Square};

fn stored<L: Lanes<Scalar: Number>>(v: L) -> Vec<L::Scalar> {
    let outside = L::Scalar::of(7.0);
    let mut out = vec![outside; L::LEN + 2];
    v.store(&mut out[1..]);
    assert!(out[0] == outside && out[L::LEN + 1] == outside);
    out[1..=L::LEN].to_vec()
}

pub fn arithmetic_is_lane_by_lane<L: Lanes<Scalar: Number>>() {
    for offset in OFFSETS {
        let data: Vec<L::Scalar> = numbers(3 * L::LEN + offset, 1);
        let [a, b, c] = [0, 1, 2].map(|k| &data[offset + k * L::LEN..][..L::LEN]);
        let [x, y, z] = [a, b, c].map(L::load);
        let each = |f: &dyn Fn(usize) -> L::Scalar| (0..L::LEN).map(f).collect::<Vec<_>>();
        assert_eq!(stored(L::splat(a[0])), vec![a[0]; L::LEN]);
        assert_eq!(stored(L::twice(&[a[0]; 2])), vec![a[0]; L::LEN]);
        assert_eq!(stored(x), a);
        assert_eq!(stored(x.add(y)), each(&|i| a[i] + b[i]));
        assert_eq!(stored(x.sub(y)), each(&|i| a[i] - b[i]));
        assert_eq!(stored(x.mul(y)), each(&|i| a[i] * b[i]));
        assert_eq!(stored(x.div(y)), each(&|i| a[i] / b[i]));
        let [da, db, dc] = [a, b, c].map(doubles);
        let fused: Vec<f64> = (0..L::LEN).map(|i| da[i] * db[i] + dc[i]).collect();
        assert_within(&stored(x.mul_add(y, z)), &fused, 2.0);
        assert_close(&[x.sum()], &[da.iter().sum()]);
        assert_eq!(stored(x.abs()), each(&|i| a[i].abs()));
        let less = each(&|i| if a[i] < b[i] { b[i] } else { c[i] });
        assert_eq!(stored(x.if_less(y, y, z)), less);
        assert_eq!(stored(x.if_less(x, y, z)), c);
    }
}

pub fn products_and_sums_round_twice<L: Lanes<Scalar: Number>>() {
    for seed in 0..100 {
        let data: Vec<L::Scalar> = numbers(3 * L::LEN, seed);
        let [a, b, c] = [0, 1, 2].map(|k| &data[k * L::LEN..][..L::LEN]);
        let [x, y, z] = [a, b, c].map(L::load);
        let rounded: Vec<_> = (0..L::LEN).map(|i| a[i] * b[i] + c[i]).collect();
        assert_eq!(stored(x.mul_add(y, z)), rounded);
    }
}

pub fn lanes_are_summed_first_to_last<L: Lanes<Scalar: Number>>() {
    for seed in 0..100 {
        let a: Vec<L::Scalar> = numbers(L::LEN, seed);
        let sum = a[1..].iter().fold(a[0], |sum, x| sum + *x);
        assert_eq!(L::load(&a).sum(), sum);
    }
}

pub fn squares_are_transposed<L: Square>() {
    let [a, b] = L::transposed(L::load(&[1.0, 2.0]), L::load(&[3.0, 4.0]));
    assert_eq!([stored(a), stored(b)], [[1.0, 3.0], [2.0, 4.0]]);
}
