use super::oracle::{LONGEST, numbers};
use crate::lanes::Lanes;
use crate::secular::{quotients_on, ratios_on, sums_on};

/// A sum or a product of `count` terms, whose moduli have the sum or the product `size`.
#[track_caller]
fn assert_close(found: f64, expected: f64, count: usize, size: f64) {
    let tolerance = (4 * count + 4) as f64 * f64::EPSILON * size;
    assert!(
        (found - expected).abs() <= tolerance,
        "{found} for {expected}"
    );
}

/// Poles that ascend, a root after each as an origin and an offset, and y.
fn problem(len: usize) -> [Vec<f64>; 4] {
    let [gaps, offsets, y] = [110, 111, 112].map(|seed| numbers::<f64>(len, seed));
    let poles: Vec<f64> = gaps
        .iter()
        .enumerate()
        .map(|(j, gap)| 3.0 * j as f64 + gap)
        .collect();
    let offsets = offsets.iter().map(|offset| 0.5 + 0.25 * offset).collect();
    [poles.clone(), poles, offsets, y]
}

pub fn sums_over_poles_match_the_definition<L: Lanes<Scalar = f64>>() {
    for len in 0..=LONGEST {
        let [poles, _, _, y] = problem(len);
        let (origin, offset) = (3.0 * (len / 2) as f64 + 1.0, 0.375);
        let exact: Vec<f64> = (0..len)
            .map(|j| y[j] / ((poles[j] - origin) - offset))
            .collect();
        let mut found = vec![7.0; len];
        quotients_on::<L>(&poles, &y, origin, offset, &mut found);
        assert_eq!(found, exact);

        let terms = || exact.iter().zip(&y).map(|(quotient, y)| quotient * y);
        let squares: f64 = exact.iter().map(|quotient| quotient * quotient).sum();
        let (value, slope) = sums_on::<L>(&poles, &y, origin, offset);
        assert_close(value, terms().sum(), len, terms().map(f64::abs).sum());
        assert_close(slope, squares, len, squares);
    }
}

pub fn products_over_poles_match_the_definition<L: Lanes<Scalar = f64>>() {
    for len in 0..=LONGEST {
        let [poles, origins, offsets, _] = problem(len);
        let pole = -2.5;
        let expected: f64 = (0..len)
            .map(|j| (pole - (origins[j] + offsets[j])) / (pole - poles[j]))
            .product();
        let found = ratios_on::<L>(pole, &poles, &origins, &offsets);
        assert_close(found, expected, len, expected.abs());
    }
}
