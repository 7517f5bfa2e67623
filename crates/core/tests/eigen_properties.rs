//! What holds for the eigenvalues of every symmetric matrix, on matrices of random order and size.

mod support;

use losscape_core::eigen::range::Range;
use losscape_core::eigen::solver::Solver;
use losscape_core::eigen::{EigenvalueSolver, eigvalsh};
use losscape_core::error::{Error, Rule};
use support::Draws;

/// Random matrices of every order to 40, and of orders about the blocks' and the crossover's.
fn matrices() -> impl Iterator<Item = (usize, Vec<f64>, Draws)> {
    let larger = [
        63, 64, 65, 66, 95, 96, 97, 127, 128, 129, 130, 131, 161, 201, 250, 300,
    ];
    (1..=40).chain(larger).map(|n| {
        let mut draws = Draws(n as u64);
        let a = draws.symmetric(n);
        (n, a, draws)
    })
}

fn values(a: &[f64], n: usize) -> Vec<f64> {
    eigvalsh(&mut a.to_vec(), n).unwrap()
}

fn frobenius(a: &[f64]) -> f64 {
    a.iter().map(|x| x * x).sum::<f64>().sqrt()
}

/// 10·n·eps·‖A‖, with the Frobenius norm for ‖A‖: the solver's bound and as much for the test's own rounding.
fn tolerance(a: &[f64], n: usize) -> f64 {
    10.0 * n as f64 * f64::EPSILON * frobenius(a)
}

fn assert_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (x, y) in found.iter().zip(expected) {
        assert!(
            (x - y).abs() <= tolerance,
            "{x} and {y}, n = {}",
            found.len()
        );
    }
}

#[test]
fn the_eigenvalues_ascend_and_sum_to_the_trace() {
    for (n, a, _) in matrices() {
        let found = values(&a, n);
        assert!(found.is_sorted());
        let trace: f64 = (0..n).map(|i| a[i * n + i]).sum();
        assert!((found.iter().sum::<f64>() - trace).abs() <= n as f64 * tolerance(&a, n));
    }
}

#[test]
fn their_squares_sum_to_the_squared_frobenius_norm() {
    for (n, a, _) in matrices() {
        let norm = frobenius(&a);
        assert!((frobenius(&values(&a, n)) - norm).abs() <= tolerance(&a, n));
    }
}

#[test]
fn a_reflection_leaves_them() {
    for (n, a, mut draws) in matrices() {
        let mut u: Vec<f64> = (0..n).map(|_| draws.unit() - 0.5).collect();
        let norm = frobenius(&u);
        u.iter_mut().for_each(|x| *x /= norm);
        let au: Vec<f64> = a
            .chunks(n)
            .map(|row| row.iter().zip(&u).map(|(x, y)| x * y).sum())
            .collect();
        let uau: f64 = u.iter().zip(&au).map(|(x, y)| x * y).sum();
        let mut b = a.clone();
        for i in 0..n {
            for j in 0..n {
                b[i * n + j] += 4.0 * uau * u[i] * u[j] - 2.0 * (u[i] * au[j] + au[i] * u[j]);
            }
        }
        assert_close(&values(&b, n), &values(&a, n), tolerance(&a, n));
    }
}

#[test]
fn a_reversal_of_rows_and_columns_leaves_them() {
    for (n, a, _) in matrices() {
        let reversed: Vec<f64> = a.iter().rev().copied().collect();
        assert_close(&values(&reversed, n), &values(&a, n), tolerance(&a, n));
    }
}

#[test]
fn a_multiple_of_the_identity_shifts_them() {
    for (n, a, _) in matrices() {
        let mut shifted = a.clone();
        (0..n).for_each(|i| shifted[i * n + i] += 3.0);
        let expected: Vec<f64> = values(&a, n).iter().map(|x| x + 3.0).collect();
        assert_close(&values(&shifted, n), &expected, tolerance(&shifted, n));
    }
}

#[test]
fn a_power_of_two_scales_them_to_the_bit() {
    for (n, a, _) in matrices() {
        let exponent = 300 + 30 * n as u64 % 1400;
        let factor = f64::from_bits(exponent << 52);
        let scaled: Vec<f64> = a.iter().map(|x| x * factor).collect();
        let expected: Vec<f64> = values(&a, n).iter().map(|x| x * factor).collect();
        assert_eq!(values(&scaled, n), expected);
    }
}

#[test]
fn a_diagonal_matrix_has_its_sorted_diagonal_to_the_bit() {
    for (n, a, _) in matrices() {
        let mut diagonal: Vec<f64> = (0..n).map(|i| a[i * n + i]).collect();
        let mut b = vec![0.0; n * n];
        (0..n).for_each(|i| b[i * n + i] = diagonal[i]);
        diagonal.sort_by(f64::total_cmp);
        assert_eq!(values(&b, n), diagonal);
    }
}

/// On three rows of it a pair of QL sweeps with both eigenvalues of the first two rows as shifts changes nothing.
#[test]
fn second_differences_have_two_less_twice_a_cosine() {
    for n in 1..=150 {
        let mut a = vec![0.0; n * n];
        for i in 0..n {
            a[i * n + i] = 2.0;
            if i > 0 {
                a[i * n + i - 1] = -1.0;
            }
        }
        let angle = |k: usize| (k + 1) as f64 * std::f64::consts::PI / (n + 1) as f64;
        let exact: Vec<f64> = (0..n).map(|k| 2.0 - 2.0 * libm::cos(angle(k))).collect();
        assert_close(&values(&a, n), &exact, tolerance(&a, n));
    }
}

/// Small whole numbers: shifts that are eigenvalues to the bit, and rotations by zero.
#[test]
fn matrices_of_small_whole_numbers_have_their_invariants() {
    for seed in 0..4000 {
        let mut draws = Draws(seed);
        let n = 1 + (draws.unit() * 7.0) as usize;
        let a: Vec<f64> = draws
            .symmetric(n)
            .iter()
            .map(|x| (x * 4.0).round())
            .collect();
        let found = values(&a, n);
        let trace: f64 = (0..n).map(|i| a[i * n + i]).sum();
        assert!((found.iter().sum::<f64>() - trace).abs() <= n as f64 * tolerance(&a, n));
        assert!((frobenius(&found) - frobenius(&a)).abs() <= tolerance(&a, n));
    }
}

#[test]
fn a_solver_gives_the_same_bits_at_every_use() {
    for (n, a, mut draws) in matrices() {
        let mut solver = EigenvalueSolver::new(n, Range::All).unwrap();
        solver.solve(&mut draws.symmetric(n)).unwrap();
        solver.solve(&mut a.clone()).unwrap();
        assert_eq!(solver.values(), values(&a, n));
    }
}

#[test]
fn the_upper_triangle_is_not_read() {
    for (n, a, _) in matrices() {
        let mut b = a.clone();
        for i in 0..n {
            b[i * n + i + 1..(i + 1) * n].fill(f64::NAN);
        }
        assert_eq!(values(&b, n), values(&a, n));
    }
}

#[test]
fn an_entry_that_is_not_finite_is_named() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut a = Draws(1).symmetric(5);
        a[3 * 5 + 1] = value;
        let error = eigvalsh(&mut a, 5).unwrap_err();
        let expected = Error::invalid("a", value, Rule::Finite).at([3, 1]);
        // As text, in which NaN is equal to itself.
        assert_eq!(error.to_string(), expected.to_string());
    }
}

#[test]
fn wrong_lengths_are_named() {
    let mut solver = EigenvalueSolver::new(3, Range::All).unwrap();
    let error = solver.solve(&mut [0.0; 8]).unwrap_err();
    let rule = Rule::Entries { n: 3.0, order: 2.0 };
    assert_eq!(error, Error::invalid("a.length", 8.0, rule));
}

#[test]
fn an_order_beyond_memory_is_an_error() {
    assert_eq!(
        EigenvalueSolver::new(usize::MAX / 128, Range::All)
            .unwrap_err()
            .code(),
        "out-of-memory"
    );
}

#[test]
fn an_eigenvalue_beyond_the_largest_double_is_infinite() {
    assert_eq!(eigvalsh(&mut [f64::MAX; 4], 2).unwrap()[1], f64::INFINITY);
}
