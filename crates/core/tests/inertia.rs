//! What holds for the inertia of symmetric matrices, by other ways to count and by matrices of which it is known.

mod support;

use losscape_core::budget::Budget;
use losscape_core::eigen::solver::Solver;
use losscape_core::eigen::{Inertia, InertiaSolver, eigvalsh};
use losscape_core::error::Error;
use support::Draws;

/// A random permutation of `0..n`.
fn order(draws: &mut Draws, n: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    for i in (1..n).rev() {
        order.swap(i, (draws.unit() * (i + 1) as f64) as usize);
    }
    order
}

/// Every order to 20, and orders about one, two and three blocks.
const ORDERS: [usize; 16] = [
    30, 31, 32, 33, 34, 35, 62, 63, 64, 65, 66, 67, 95, 97, 98, 150,
];
/// Above the order at which blocks double.
const LARGE: usize = 1203;

fn orders() -> impl Iterator<Item = usize> {
    (1..=20).chain(ORDERS)
}

fn inertia(a: &[f64], n: usize, shift: f64, tolerance: f64) -> Inertia {
    let mut solver = InertiaSolver::new(n, shift, tolerance).unwrap();
    solver.solve(&mut a.to_vec()).unwrap();
    solver.inertia()
}

fn of(negative: usize, zero: usize, positive: usize) -> Inertia {
    Inertia {
        negative,
        zero,
        positive,
    }
}

fn diagonal(entries: &[f64]) -> Vec<f64> {
    let n = entries.len();
    let mut a = vec![0.0; n * n];
    (0..n).for_each(|i| a[i * n + i] = entries[i]);
    a
}

/// The middles of the gaps between eigenvalues that the rounding of neither way to count can cross.
fn gaps(values: &[f64]) -> impl Iterator<Item = (usize, f64)> + '_ {
    let n = values.len();
    let norm = values[0].abs().max(values[n - 1].abs());
    let width = 100.0 * n as f64 * f64::EPSILON * norm;
    (1..n)
        .filter(move |&i| values[i] - values[i - 1] > 2.0 * width)
        .map(|i| (i, 0.5 * (values[i] + values[i - 1])))
}

#[test]
fn in_every_gap_of_the_spectrum_it_counts_the_eigenvalues_on_both_sides() {
    for n in orders().chain([LARGE]) {
        let a = Draws(n as u64).symmetric(n);
        let values = eigvalsh(&mut a.clone(), n).unwrap();
        let step = n / 12 + 1;
        for (below, shift) in gaps(&values).step_by(step) {
            assert_eq!(
                inertia(&a, n, shift, 0.0),
                of(below, 0, n - below),
                "n = {n}, {shift}"
            );
        }
        assert_eq!(inertia(&a, n, values[0] - 1.0, 0.0), of(0, 0, n));
        assert_eq!(inertia(&a, n, values[n - 1] + 1.0, 0.0), of(n, 0, 0));
    }
}

#[test]
fn so_it_does_where_pivots_tie_and_vanish() {
    for n in (2..=20).chain([33, 66, 100]) {
        let mut a = Draws(n as u64).symmetric(n);
        a.iter_mut().for_each(|x| *x = (*x * 3.0).round());
        let values = eigvalsh(&mut a.clone(), n).unwrap();
        for (below, shift) in gaps(&values).step_by(n / 12 + 1) {
            assert_eq!(
                inertia(&a, n, shift, 0.0),
                of(below, 0, n - below),
                "n = {n}, {shift}"
            );
        }
        let below = |x: f64| values.iter().filter(|&&value| value < x).count();
        let expected = of(below(-1e-9), below(1e-9) - below(-1e-9), n - below(1e-9));
        assert_eq!(inertia(&a, n, 0.0, 1e-9), expected, "n = {n}");
    }
}

#[test]
fn a_tolerance_counts_those_within_it_apart() {
    for n in [2, 5, 20, 33, 66, 100, 150] {
        let a = Draws(n as u64).symmetric(n);
        let values = eigvalsh(&mut a.clone(), n).unwrap();
        let ends: Vec<(usize, f64)> = gaps(&values).step_by(n / 6 + 1).collect();
        for (from, low) in &ends {
            for (to, high) in ends.iter().filter(|(to, _)| to > from) {
                let (shift, tolerance) = (0.5 * (low + high), 0.5 * (high - low));
                assert_eq!(
                    inertia(&a, n, shift, tolerance),
                    of(*from, to - from, n - to)
                );
            }
        }
    }
}

#[test]
fn an_interval_holds_its_lower_end_and_not_its_upper() {
    let a = diagonal(&[1.0, 2.0, 3.0, 4.0]);
    assert_eq!(inertia(&a, 4, 2.0, 0.0), of(1, 1, 2));
    assert_eq!(inertia(&a, 4, 2.0, 1.0), of(0, 2, 2));
    assert_eq!(inertia(&a, 4, 2.5, 0.5), of(1, 1, 2));
}

#[test]
fn a_congruence_leaves_it() {
    for n in orders().filter(|&n| n <= 150) {
        let mut draws = Draws(n as u64);
        // L·S·Lᵀ with ones on the diagonal of L, small entries left of it, and signs S: of known inertia.
        let signs: Vec<f64> = (0..n).map(|_| (draws.unit() * 3.0).floor() - 1.0).collect();
        let mut l = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..i {
                l[i * n + j] = (draws.unit() - 0.5) / (n as f64).sqrt();
            }
            l[i * n + i] = 1.0;
        }
        let order = order(&mut draws, n);
        let mut a = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..n {
                a[order[i] * n + order[j]] = (0..=i.min(j))
                    .map(|k| l[i * n + k] * signs[k] * l[j * n + k])
                    .sum();
            }
        }
        let count = |sign: f64| signs.iter().filter(|&&s| s == sign).count();
        assert_eq!(
            inertia(&a, n, 0.0, 1e-9),
            of(count(-1.0), count(0.0), count(1.0)),
            "n = {n}"
        );
    }
}

#[test]
fn a_permutation_leaves_it() {
    for n in [3, 17, 64, 100] {
        let mut draws = Draws(n as u64);
        let a = draws.symmetric(n);
        let order = order(&mut draws, n);
        let mut b = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..n {
                b[i * n + j] = a[order[i] * n + order[j]];
            }
        }
        assert_eq!(inertia(&a, n, 0.1, 0.0), inertia(&b, n, 0.1, 0.0));
    }
}

#[test]
fn the_zero_matrix_has_zeros_only() {
    for n in orders() {
        let a = vec![0.0; n * n];
        assert_eq!(inertia(&a, n, 0.0, 0.0), of(0, n, 0));
        assert_eq!(inertia(&a, n, 0.0, 1e-300), of(0, n, 0));
        assert_eq!(inertia(&a, n, 5e-324, 0.0), of(n, 0, 0));
        assert_eq!(inertia(&a, n, -5e-324, 0.0), of(0, 0, n));
    }
}

#[test]
fn the_identity_is_at_one() {
    for n in orders() {
        let a = diagonal(&vec![1.0; n]);
        assert_eq!(inertia(&a, n, 0.0, 0.0), of(0, 0, n));
        assert_eq!(inertia(&a, n, 1.0, 0.0), of(0, n, 0));
        assert_eq!(inertia(&a, n, 2.0, 0.0), of(n, 0, 0));
        assert_eq!(inertia(&a, n, 1.0, f64::EPSILON), of(0, n, 0));
        assert_eq!(inertia(&a, n, f64::MAX, 0.0), of(n, 0, 0));
        // [−∞, 0) holds none of it, and [0, ∞) all.
        assert_eq!(inertia(&a, n, -f64::MAX, f64::MAX), of(0, 0, n));
        assert_eq!(inertia(&a, n, f64::MAX, f64::MAX), of(0, n, 0));
    }
}

#[test]
fn small_orders_are_known() {
    assert_eq!(inertia(&[], 0, 0.0, 0.0), of(0, 0, 0));
    assert_eq!(inertia(&[], 0, 1.0, 1.0), of(0, 0, 0));
    assert_eq!(inertia(&[-3.0], 1, 0.0, 0.0), of(1, 0, 0));
    assert_eq!(inertia(&[-3.0], 1, -3.0, 0.0), of(0, 1, 0));
    assert_eq!(inertia(&[0.0, 1.0, 1.0, 0.0], 2, 0.0, 0.0), of(1, 0, 1));
    assert_eq!(inertia(&[0.0, 1.0, 1.0, 0.0], 2, 2.0, 0.0), of(2, 0, 0));
    // Eigenvalues 0, 0 and 3.
    assert_eq!(inertia(&[1.0; 9], 3, 0.0, 0.0), of(0, 2, 1));
    // Eigenvalues 0 and ±√2.
    let path = [0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0];
    assert_eq!(inertia(&path, 3, 0.0, 0.0), of(1, 1, 1));
}

#[test]
fn only_the_lower_triangle_is_read() {
    let n = 40;
    let a = Draws(3).symmetric(n);
    let mut upper_unset = a.clone();
    for i in 0..n {
        upper_unset[i * n + i + 1..(i + 1) * n].fill(f64::NAN);
    }
    for tolerance in [0.0, 0.5] {
        assert_eq!(
            inertia(&upper_unset, n, 0.2, tolerance),
            inertia(&a, n, 0.2, tolerance)
        );
    }
}

#[test]
fn blocks_of_two_by_two_pivots_have_one_of_each_sign() {
    for n in orders().filter(|n| n % 2 == 0) {
        let mut a = vec![0.0; n * n];
        for i in 0..n {
            a[i * n + n - 1 - i] = 1.0 + i.min(n - 1 - i) as f64;
        }
        assert_eq!(inertia(&a, n, 0.0, 0.0), of(n / 2, 0, n / 2));
    }
}

#[test]
fn a_saddle_has_a_negative_for_every_independent_constraint() {
    // [[H, Bᵀ], [B, 0]] with H positive definite and B of full rank.
    for (free, constraints) in [(3, 1), (10, 4), (40, 20), (70, 50)] {
        let n = free + constraints;
        let mut draws = Draws(n as u64);
        let mut a = vec![0.0; n * n];
        for i in 0..free {
            a[i * n + i] = 1.0 + draws.unit();
        }
        for i in free..n {
            for j in 0..free {
                a[i * n + j] = draws.unit() - 0.5;
                a[j * n + i] = a[i * n + j];
            }
        }
        assert_eq!(inertia(&a, n, 0.0, 0.0), of(constraints, 0, free));
    }
}

#[test]
fn a_rank_one_matrix_has_one_eigenvalue_off_zero() {
    for n in orders().filter(|&n| n > 1) {
        let mut draws = Draws(n as u64);
        let x: Vec<f64> = (0..n).map(|_| draws.unit() - 0.5).collect();
        let a: Vec<f64> = (0..n * n).map(|at| -x[at / n] * x[at % n]).collect();
        let norm: f64 = x.iter().map(|x| x * x).sum();
        assert_eq!(inertia(&a, n, 0.0, 1e-12), of(1, n - 1, 0));
        assert_eq!(inertia(&a, n, -0.5 * norm, 0.0), of(1, 0, n - 1));
    }
}

#[test]
fn a_hilbert_matrix_is_positive_definite_up_to_rounding() {
    let hilbert = |n: usize| -> Vec<f64> {
        (0..n * n)
            .map(|at| 1.0 / (at / n + at % n + 1) as f64)
            .collect()
    };
    for n in 1..=9 {
        assert_eq!(inertia(&hilbert(n), n, 0.0, 0.0), of(0, 0, n));
    }
    for n in [20, 70] {
        let found = inertia(&hilbert(n), n, 0.0, 1e-13);
        assert_eq!(found.negative, 0);
        assert!(found.positive >= 8 && found.positive < 20, "{found:?}");
    }
}

#[test]
fn graded_matrices_keep_the_signs_of_every_grade() {
    for n in [5, 31, 64, 101] {
        let mut draws = Draws(n as u64);
        let signs: Vec<f64> = (0..n)
            .map(|_| if draws.unit() < 0.5 { -1.0 } else { 1.0 })
            .collect();
        let negative = signs.iter().filter(|&&s| s < 0.0).count();
        for reversed in [false, true] {
            // D·(S + small)·D, with D from 1e-75 to 1e75: entries from 1e-150 to 1e150.
            let grade = |i: usize| {
                let place = if reversed { n - 1 - i } else { i };
                libm::pow(10.0, 150.0 * place as f64 / (n - 1) as f64 - 75.0)
            };
            let mut a = vec![0.0; n * n];
            for i in 0..n {
                for j in 0..=i {
                    let entry = if i == j {
                        signs[i]
                    } else {
                        (draws.unit() - 0.5) / n as f64
                    };
                    a[i * n + j] = entry * grade(i) * grade(j);
                }
            }
            assert_eq!(
                inertia(&a, n, 0.0, 0.0),
                of(negative, 0, n - negative),
                "n = {n}"
            );
        }
    }
}

#[test]
fn powers_of_two_leave_it_from_denormals_to_the_largest_numbers() {
    for n in [2, 3, 34, 70] {
        let a: Vec<f64> = Draws(n as u64)
            .symmetric(n)
            .iter()
            .map(|x| (x * 1024.0).round())
            .collect();
        for shift in [0.0, 100.5, -7.25] {
            let expected = inertia(&a, n, shift, 0.0);
            let near = inertia(&a, n, shift, 30.0);
            for exponent in [-1064, -1000, -500, 500, 1000, 1014] {
                let factor = libm::scalbn(1.0, exponent);
                let scaled: Vec<f64> = a.iter().map(|x| x * factor).collect();
                assert_eq!(inertia(&scaled, n, shift * factor, 0.0), expected);
                assert_eq!(inertia(&scaled, n, shift * factor, 30.0 * factor), near);
            }
        }
    }
}

#[test]
fn a_huge_entry_leaves_the_others_their_signs() {
    for at in 0..6 {
        let mut entries = [1.0, -1.0, 2.0, -2.0, 3.0, 4.0];
        entries[at] = 1e300;
        let negative = entries.iter().filter(|&&x| x < 0.0).count();
        assert_eq!(
            inertia(&diagonal(&entries), 6, 0.0, 0.0),
            of(negative, 0, 6 - negative)
        );
    }
}

#[test]
fn off_diagonals_too_small_to_divide_by_count_as_zero() {
    let tiny = 1e-305;
    let a = [0.0, tiny, 0.0, tiny, 0.0, 0.0, 0.0, 0.0, 1.0];
    assert_eq!(inertia(&a, 3, 0.0, 0.0), of(0, 2, 1));
    let small = 1e-300;
    let a = [0.0, small, 1.0, small, 0.0, 0.0, 1.0, 0.0, 0.0];
    let found = inertia(&a, 3, 0.0, 0.0);
    assert_eq!(found.negative + found.zero + found.positive, 3);
    assert_eq!((found.negative, found.zero), (1, 1));
}

#[test]
fn the_budget_does_not_change_it() {
    for n in [1, 40, 130, 520] {
        let a = Draws(n as u64).symmetric(n);
        for tolerance in [0.0, 0.25] {
            let expected = inertia(&a, n, 0.3, tolerance);
            let mut solver = InertiaSolver::new(n, 0.3, tolerance).unwrap();
            let mut b = a.clone();
            solver.start(&mut b).unwrap();
            let (mut pauses, mut done) = (0, solver.done());
            while !solver.advance(&mut b, &mut Budget::of(2e4)).unwrap() {
                pauses += 1;
                assert!(solver.done() >= done && solver.done() <= 1.0);
                done = solver.done();
            }
            assert_eq!(solver.inertia(), expected);
            assert_eq!(solver.done(), 1.0);
            assert!(n < 130 || pauses > 3);
        }
    }
}

#[test]
fn a_solver_forgets_the_last_matrix() {
    let n = 50;
    let mut solver = InertiaSolver::new(n, 0.1, 0.2).unwrap();
    for seed in 1..4 {
        let a = Draws(seed).symmetric(n);
        solver.solve(&mut a.clone()).unwrap();
        assert_eq!(solver.inertia(), inertia(&a, n, 0.1, 0.2));
    }
}

#[test]
fn bad_input_is_named() {
    let place = |error: Error| match error {
        Error::InvalidInput { argument, at, .. } => (argument, at),
        other => panic!("{other}"),
    };
    for shift in [f64::NAN, f64::INFINITY] {
        assert_eq!(
            place(InertiaSolver::new(2, shift, 0.0).unwrap_err()),
            ("shift", vec![])
        );
    }
    for tolerance in [f64::NAN, f64::INFINITY, -1e-300] {
        assert_eq!(
            place(InertiaSolver::new(2, 0.0, tolerance).unwrap_err()),
            ("tolerance", vec![])
        );
    }
    let mut solver = InertiaSolver::new(2, 0.0, 0.0).unwrap();
    let error = solver.start(&mut [1.0; 3]).unwrap_err();
    assert_eq!(place(error), ("a.length", vec![]));
    let mut a = [1.0, 0.0, f64::NAN, 1.0];
    let error = solver.start(&mut a).unwrap_err();
    assert_eq!(place(error), ("a", vec![1, 0]));
    assert_eq!(a[0], 1.0);
}
