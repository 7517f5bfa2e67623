//! Eigenvalues against those of an independent program at 50 digits and more: test/golden/eigen.

use losscape_core::eigen::eigvalsh;

const GOLDEN: &str = include_str!("../../../test/golden/eigen/eigenvalues.txt");
const LEAST: f64 = 5e-324;

struct Case {
    name: &'static str,
    rows: Vec<Vec<f64>>,
    values: Vec<f64>,
}

fn cases() -> Vec<Case> {
    let numbers = |text: &str| {
        text.split(' ')
            .filter(|x| !x.is_empty())
            .map(|x| x.parse().unwrap())
            .collect()
    };
    let mut cases: Vec<Case> = Vec::new();
    for line in GOLDEN.lines().filter(|line| !line.starts_with('#')) {
        let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
        match (kind, cases.last_mut()) {
            ("case", _) => cases.push(Case {
                name: rest,
                rows: Vec::new(),
                values: Vec::new(),
            }),
            ("row", Some(case)) => case.rows.push(numbers(rest)),
            ("values", Some(case)) => case.values = numbers(rest),
            _ => panic!("no such line: {line}"),
        }
    }
    cases
}

/// The worst error of a case, in units of n·(eps·‖A‖ + 5e-324).
fn worst_error(case: &Case) -> f64 {
    let n = case.rows.len();
    // The upper triangle is not to be read.
    let mut a = vec![f64::NAN; n * n];
    for (i, row) in case.rows.iter().enumerate() {
        a[i * n..=i * n + i].copy_from_slice(row);
    }
    let found = eigvalsh(&mut a, n).unwrap();
    assert_eq!(found.len(), n);
    assert!(found.is_sorted(), "{}: {found:?}", case.name);
    let norm = case.values.iter().fold(0.0_f64, |m, x| m.max(x.abs()));
    let unit = n as f64 * (f64::EPSILON * norm + LEAST);
    let errors = found
        .iter()
        .zip(&case.values)
        .map(|(x, y)| (x - y).abs() / unit);
    errors.fold(0.0, f64::max)
}

#[test]
fn eigenvalues_are_within_ten_units_of_the_exact_ones() {
    let cases = cases();
    assert!(cases.len() > 20);
    for case in &cases {
        let error = worst_error(case);
        println!("{:40} {error:.3}", case.name);
        assert!(error <= 10.0, "{}: {error} n·(eps·‖A‖ + 5e-324)", case.name);
    }
}

#[test]
fn blocks_of_unlike_size_keep_their_own_accuracy() {
    let case = cases()
        .into_iter()
        .find(|case| case.name == "blocks of unlike size")
        .unwrap();
    let mut a = vec![0.0; 81];
    for (i, row) in case.rows.iter().enumerate() {
        a[i * 9..=i * 9 + i].copy_from_slice(row);
    }
    for (found, exact) in eigvalsh(&mut a, 9).unwrap().iter().zip(&case.values) {
        assert!(
            (found - exact).abs() <= 30.0 * f64::EPSILON * exact.abs(),
            "{found} and {exact}"
        );
    }
}
