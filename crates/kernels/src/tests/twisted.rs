use super::oracle::{dot, numbers};
use crate::lanes::Lanes;
use crate::twisted::{LANES, Row, factor_on, solve_on};

/// The vectors of twisted factorisations solve their equations.
pub fn twisted_factorisations_match_the_definition<L: Lanes<Scalar = f64>>() {
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
            let length = dot(&z, &z).sqrt();
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
