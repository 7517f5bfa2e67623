use super::oracle::{LONGEST, dot, numbers};
use crate::lanes::Lanes;
use crate::reflector::reflect_on;

pub fn a_reflector_leaves_of_a_row_its_last_entry<L: Lanes<Scalar = f64>>() {
    for len in 1..=LONGEST {
        for seed in 90..94 {
            let x: Vec<f64> = numbers(len, seed);
            let length = dot(&x, &x).sqrt();
            let tolerance = (len + 4) as f64 * f64::EPSILON;
            let (mut v, mut image) = (x.clone(), f64::NAN);
            let t = reflect_on::<L>(&mut v, &mut image);
            if len == 1 {
                assert!(t == 0.0 && v == x && image == x[0]);
                continue;
            }
            assert_eq!(v[len - 1], 1.0);
            assert!(
                (t * dot(&v, &v) - 2.0).abs() <= 2.0 * tolerance,
                "orthogonal"
            );
            assert!((image.abs() - length).abs() <= tolerance * length);
            assert!(image * x[len - 1] < 0.0, "no digits cancel");
            let along = t * dot(&v, &x);
            for i in 0..len {
                let expected = if i == len - 1 { image } else { 0.0 };
                let found = x[i] - along * v[i];
                assert!(
                    (found - expected).abs() <= 2.0 * tolerance * length,
                    "{len}, {i}"
                );
            }
        }
    }
}

pub fn a_row_that_has_only_its_last_entry_is_left<L: Lanes<Scalar = f64>>() {
    for len in 1..=LONGEST {
        for (last, rest) in [(-3.0, 0.0), (0.0, 0.0), (1.0, 1e-140)] {
            let mut x = vec![rest; len];
            x[len - 1] = last;
            let (mut v, mut image) = (x.clone(), f64::NAN);
            assert_eq!(reflect_on::<L>(&mut v, &mut image), 0.0);
            assert_eq!((v, image), (x, last));
        }
    }
}
