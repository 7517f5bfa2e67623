//! Some of the eigenvalues against all of them.

mod support;

use losscape_core::eigen::range::Range;
use losscape_core::eigen::solver::Solver;
use losscape_core::eigen::{EigenvalueSolver, eigvalsh};
use support::Draws;

/// Diagonal matrices of eigenvalues that are close, equal, huge or small.
fn diagonals() -> impl Iterator<Item = Vec<f64>> {
    let n = 80;
    [
        (0..n).map(|i| f64::from(i / 10)).collect(),
        vec![0.0; n as usize],
        vec![1.0; n as usize],
        (0..n).map(|i| 1.0 + f64::from(i) * 1e-15).collect(),
        (0..n).map(|i| 1e300 * f64::from(i - 40)).collect(),
        (0..n).map(|i| 1e-310 * f64::from(i - 40)).collect(),
    ]
    .into_iter()
}

fn matrices() -> impl Iterator<Item = (usize, Vec<f64>)> {
    let random = (0..=9)
        .chain([63, 64, 65, 100, 150])
        .map(|n| (n, Draws(n as u64).symmetric(n)));
    random.chain(diagonals().map(|diagonal| {
        let n = diagonal.len();
        let mut a = vec![0.0; n * n];
        diagonal
            .iter()
            .enumerate()
            .for_each(|(i, x)| a[i * n + i] = *x);
        (n, a)
    }))
}

fn some(a: &[f64], n: usize, range: Range) -> Vec<f64> {
    let mut solver = EigenvalueSolver::new(n, range).unwrap();
    solver.solve(&mut a.to_vec()).unwrap();
    solver.values().to_vec()
}

fn tolerance(all: &[f64]) -> f64 {
    let norm = all.iter().fold(0.0_f64, |m, x| m.max(x.abs()));
    10.0 * all.len() as f64 * (f64::EPSILON * norm + 5e-324)
}

#[test]
fn eigenvalues_by_index_are_those_of_all() {
    for (n, a) in matrices() {
        let all = eigvalsh(&mut a.clone(), n).unwrap();
        for (from, to) in [
            (0, 0),
            (0, 1),
            (n / 2, n / 2 + 1),
            (n.saturating_sub(5), n),
            (0, n),
        ] {
            let (from, to) = (from.min(n), to.min(n));
            let found = some(&a, n, Range::Index { from, to });
            assert_eq!(found.len(), to - from);
            for (x, y) in found.iter().zip(&all[from..to]) {
                assert!((x - y).abs() <= tolerance(&all), "n = {n}: {x} and {y}");
            }
        }
    }
}

#[test]
fn eigenvalues_by_value_are_those_of_all_between_the_ends() {
    for (n, a) in matrices().filter(|(n, _)| *n > 1) {
        let all = eigvalsh(&mut a.clone(), n).unwrap();
        let between = |i: usize| 0.5 * all[i - 1] + 0.5 * all[i];
        let gap = |i: usize| all[i] - all[i - 1] > 4.0 * tolerance(&all);
        let clear: Vec<usize> = (1..n).filter(|&i| gap(i)).collect();
        for window in clear.windows(3) {
            let (from, to) = (window[0], window[2]);
            let (low, high) = (between(from), between(to));
            assert_eq!(some(&a, n, Range::Value { low, high }).len(), to - from);
        }
        let everything = Range::Value {
            low: f64::NEG_INFINITY,
            high: f64::INFINITY,
        };
        assert_eq!(some(&a, n, everything).len(), n);
        let beyond = Range::Value {
            low: f64::MAX,
            high: f64::INFINITY,
        };
        assert!(some(&a, n, beyond).is_empty());
    }
}
