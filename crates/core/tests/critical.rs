//! All critical points of small glasses: complete, certified, and what they must be in numbers.

#[allow(dead_code, reason = "each test uses some")]
#[path = "support/columns.rs"]
mod columns;
#[allow(dead_code, reason = "each test uses some")]
#[path = "support/states.rs"]
mod states;

use columns::{doubles, finish};
use losscape_core::budget::Budget;
use losscape_core::columns::{Column, Columns};
use losscape_core::critical::{MOST_PATHS, critical_points};
use losscape_core::eigen::eigvalsh;
use losscape_core::error::{Error, Rule};
use losscape_core::glass::{Disorder, Form, SpinGlass};
use states::{evaluate, norm, normals};
use std::rc::Rc;

fn form(n: usize, p: usize, seed: u64) -> Form {
    Form::sample(n, p, Disorder::NAMES[0].0, seed).unwrap()
}

fn pure(n: usize, p: usize, seed: u64) -> Rc<SpinGlass> {
    Rc::new(SpinGlass::pure(form(n, p, seed)))
}

fn mixed(n: usize, terms: &[(f64, usize)], seed: u64) -> Rc<SpinGlass> {
    let terms = terms.iter().map(|&(b, p)| (b, form(n, p, seed)));
    Rc::new(SpinGlass::mixture(terms.collect()))
}

fn of_tensor(n: usize, p: usize, entry: impl Fn(&[usize]) -> f64) -> Rc<SpinGlass> {
    let tuple = |place: usize| -> Vec<usize> {
        (0..p)
            .map(|l| place / n.pow((p - 1 - l) as u32) % n)
            .collect()
    };
    let tensor: Vec<_> = (0..n.pow(p as u32))
        .map(|place| entry(&tuple(place)))
        .collect();
    Rc::new(SpinGlass::pure(Form::from_tensor(n, p, &tensor).unwrap()))
}

fn search(glass: &Rc<SpinGlass>, seed: u64) -> Columns {
    finish(
        critical_points(Rc::clone(glass), seed).unwrap(),
        f64::INFINITY,
    )
}

fn indices(columns: &Columns) -> &[i32] {
    match columns.get("index") {
        Some(Column::I32(values)) => values,
        other => panic!("index: {other:?}"),
    }
}

/// What is asserted of every complete search: certified classes, Morse's sum, parity, small gradients; the number of points.
fn assert_complete(glass: &Rc<SpinGlass>, paths: f64, seed: u64) -> usize {
    let found = search(glass, seed);
    let n = glass.n();
    let [all, failures, certified, real, singular, degenerate, done] = doubles(&found, "evidence")
    else {
        panic!("the evidence is seven numbers")
    };
    assert_eq!([*all, *certified], [paths, paths], "seed {seed}");
    assert_eq!(
        [failures, singular, degenerate, done],
        [&0.0, &0.0, &0.0, &1.0]
    );
    assert_eq!((paths - real) % 2.0, 0.0);
    let indices = indices(&found);
    let morse: i32 = indices.iter().map(|index| 1 - 2 * (index % 2)).sum();
    assert_eq!(morse, 2 * (n as i32 % 2), "seed {seed}");
    assert!(doubles(&found, "energy").is_sorted());
    for state in doubles(&found, "states").chunks_exact(n) {
        let (_, gradient) = evaluate(glass, state);
        let radial = state.iter().zip(&gradient).map(|(s, g)| s * g).sum::<f64>() / n as f64;
        let tangent: Vec<_> = state
            .iter()
            .zip(&gradient)
            .map(|(s, g)| g - radial * s)
            .collect();
        assert!(
            norm(&tangent) <= 1e-13 * (1.0 + norm(&gradient)),
            "seed {seed}"
        );
    }
    indices.len()
}

#[test]
fn every_instance_is_complete_at_every_order() {
    for (p, sizes, draws) in [
        (2, &[2, 3, 8][..], 4),
        (3, &[2, 3, 4, 5, 6, 7], 6),
        (4, &[2, 3, 4, 5], 3),
        (5, &[2, 3, 4], 2),
        (6, &[2, 3], 2),
    ] {
        for &n in sizes {
            let paths: usize = (0..n as u32).map(|k| (p - 1_usize).pow(k)).sum();
            for seed in 0..draws {
                let points = assert_complete(&pure(n, p, seed), paths as f64, seed);
                assert!(points.is_multiple_of(2) && points <= 2 * paths);
            }
        }
    }
}

#[test]
fn mixtures_are_complete_whether_their_points_pair_or_not() {
    for seed in 0..3 {
        // Both parities: 2((d−1)^N − 1)/(d−2) paths; one: half of them.
        assert_complete(&mixed(4, &[(0.6, 2), (0.8, 3)], seed), 30.0, seed);
        assert_complete(&mixed(3, &[(0.7, 3), (0.7, 4)], seed), 26.0, seed);
        assert_complete(&mixed(4, &[(0.6, 2), (0.8, 4)], seed), 40.0, seed);
        assert_complete(
            &mixed(3, &[(0.5, 2), (0.5, 3), (-1.0, 5)], seed),
            42.0,
            seed,
        );
    }
}

/// Sign changes of dH/dφ on the circle: as many critical points as a fine grid sees.
fn on_circle(glass: &SpinGlass) -> Vec<f64> {
    let slope = |angle: f64| {
        let (sin, cos) = (libm::sin(angle), libm::cos(angle));
        let root = 2.0_f64.sqrt();
        let (_, gradient) = evaluate(glass, &[root * cos, root * sin]);
        gradient[1] * cos - gradient[0] * sin
    };
    let steps = 20_000;
    let angle = |k: usize| std::f64::consts::TAU * (k as f64 + 0.37) / f64::from(steps);
    let mut roots = Vec::new();
    for k in 0..steps as usize {
        let (mut low, mut high) = (angle(k), angle(k + 1));
        if (slope(low) > 0.0) == (slope(high) > 0.0) {
            continue;
        }
        let rising = slope(low) < 0.0;
        for _ in 0..50 {
            let middle = 0.5 * (low + high);
            if (slope(middle) < 0.0) == rising {
                low = middle;
            } else {
                high = middle;
            }
        }
        roots.push(low % std::f64::consts::TAU);
    }
    roots.sort_by(f64::total_cmp);
    roots
}

#[test]
fn on_the_circle_they_are_the_zeros_of_one_trigonometric_polynomial() {
    let mixtures = [
        vec![(1.0, 3)],
        vec![(1.0, 6)],
        vec![(0.6, 2), (0.8, 3)],
        vec![(1.0, 4), (0.5, 5)],
    ];
    for (which, terms) in mixtures.iter().enumerate() {
        for seed in 0..5 {
            let glass = mixed(2, terms, seed);
            let found = search(&glass, seed);
            let mut angles: Vec<_> = doubles(&found, "states")
                .chunks_exact(2)
                .map(|state| libm::atan2(state[1], state[0]))
                .map(|angle| {
                    if angle < 0.0 {
                        angle + std::f64::consts::TAU
                    } else {
                        angle
                    }
                })
                .collect();
            angles.sort_by(f64::total_cmp);
            let expected = on_circle(&glass);
            assert_eq!(angles.len(), expected.len(), "{which}, {seed}");
            for (angle, expected) in angles.iter().zip(&expected) {
                assert!((angle - expected).abs() < 1e-9, "{which}, {seed}");
            }
        }
    }
}

#[test]
fn on_the_circle_there_are_2_sqrt_of_3p_minus_2_in_the_mean() {
    for p in [3_usize, 4] {
        let draws = 400;
        let counts = (0..draws).map(|seed| indices(&search(&pure(2, p, seed), 1)).len() as f64);
        let counts: Vec<_> = counts.collect();
        let mean = counts.iter().sum::<f64>() / draws as f64;
        let squares: f64 = counts
            .iter()
            .map(|count| (count - mean) * (count - mean))
            .sum();
        let error = (squares / ((draws - 1) * draws) as f64).sqrt();
        let expected = 2.0 * (3.0 * p as f64 - 2.0).sqrt();
        assert!(
            (mean - expected).abs() < 3.5 * error,
            "p = {p}: {mean} ± {error}"
        );
    }
}

#[test]
fn of_a_matrix_they_are_the_eigenvectors_in_both_signs() {
    let n = 12;
    let glass = pure(n, 2, 3);
    let found = search(&glass, 1);
    // ∇H = Aσ at every state: H = ½ σ·Aσ = ½λN at an eigenvector.
    let mut matrix = glass.hessian(&vec![0.0; n]).unwrap();
    let values = eigvalsh(&mut matrix, n).unwrap();
    let energies = doubles(&found, "energy");
    assert_eq!(energies.len(), 2 * n);
    for (k, value) in values.iter().enumerate() {
        for energy in &energies[2 * k..2 * k + 2] {
            assert!((2.0 * energy - value).abs() < 1e-12);
        }
        assert_eq!(indices(&found)[2 * k], k as i32);
    }
}

#[test]
fn the_points_are_the_same_whatever_the_seed_and_the_budget() {
    let glass = pure(5, 3, 9);
    let once = search(&glass, 1);
    let pieces = finish(critical_points(Rc::clone(&glass), 1).unwrap(), 1e4);
    assert_eq!(once, pieces);
    let other = search(&glass, 2);
    assert_eq!(indices(&once), indices(&other));
    for (a, b) in doubles(&once, "energy")
        .iter()
        .zip(doubles(&other, "energy"))
    {
        assert!((a - b).abs() < 1e-13);
    }
}

#[test]
fn points_of_an_odd_order_mirror_each_other() {
    let n = 6;
    let found = search(&pure(n, 3, 4), 1);
    let (energies, indices) = (doubles(&found, "energy"), indices(&found));
    let rows = energies.len();
    for row in 0..rows {
        assert_eq!(energies[row], -energies[rows - 1 - row]);
        assert_eq!(indices[row], n as i32 - 1 - indices[rows - 1 - row]);
    }
}

#[test]
fn spheres_and_circles_of_critical_points_are_reported_and_not_searched() {
    let square = |tuple: &[usize]| f64::from(tuple[0] == tuple[1]);
    let degenerate = [
        ("no couplings", of_tensor(4, 3, |_| 0.0)),
        ("H constant, p = 2", of_tensor(4, 2, square)),
        (
            "H constant, p = 4",
            of_tensor(3, 4, |t| square(t) * square(&t[2..])),
        ),
        (
            "one coupling",
            of_tensor(8, 3, |t| f64::from(t.iter().all(|&i| i == 0))),
        ),
        (
            "rank one",
            of_tensor(5, 4, |t| t.iter().map(|&i| 1.0 - 0.3 * i as f64).product()),
        ),
    ];
    for (name, glass) in &degenerate {
        let mut job = critical_points(Rc::clone(glass), 1).unwrap();
        // Two billion flops: seconds.
        assert!(job.advance(&mut Budget::of(2e9)).unwrap(), "{name}");
        let found = job.take().unwrap();
        assert_eq!(doubles(&found, "evidence")[5], 1.0, "{name}");
    }
    // Two equal eigenvalues: a circle, and two points that are certified.
    let glass = of_tensor(3, 2, |t| f64::from(t[0] == t[1]) * [1.0, 1.0, 2.0][t[0]]);
    let found = search(&glass, 1);
    let evidence = doubles(&found, "evidence");
    assert!(
        evidence[2] < evidence[0] && evidence[1] > 0.0,
        "{evidence:?}"
    );
}

#[test]
fn points_that_nearly_coincide_are_certified_or_missed_and_never_invented() {
    // Eigenvalues of a matrix at a distance that closes.
    for gap in [1e-3, 1e-6, 1e-9, 1e-12, 1e-15, 1e-17] {
        let glass = of_tensor(4, 2, |t| {
            f64::from(t[0] == t[1]) * [1.0, 1.0 + gap, 2.0, 3.0][t[0]]
        });
        let found = search(&glass, 1);
        let evidence = doubles(&found, "evidence");
        let complete = evidence[2] == 4.0;
        assert_eq!(complete, evidence[1] == 0.0, "{gap}");
        assert!(complete || gap < 1e-6, "{gap}: {evidence:?}");
        assert_eq!(indices(&found).len() as f64, 2.0 * evidence[3], "{gap}");
    }
    // On the circle H = 1 + 3/2·gap·φ² + 0.3 φ³ + … about φ = 0: zeros of the slope at 0 and −10/3·gap, and four far away.
    for gap in [1e-2, 1e-5, 1e-8, 1e-11, -1e-11, -1e-8, -1e-5, -1e-2] {
        let glass = of_tensor(2, 3, |t| match t.iter().sum::<usize>() {
            0 => 1.0,
            2 => (1.0 + gap) / 2.0,
            3 => 0.3,
            _ => 0.0,
        });
        let found = search(&glass, 1);
        let complete = doubles(&found, "evidence")[1] == 0.0;
        let count = indices(&found).len();
        assert!(if complete { count == 6 } else { count < 6 }, "{gap}");
        assert!(complete || gap.abs() < 1e-4, "{gap}");
    }
}

/// Of random tensors with a point at the first axis whose sphere Hessian has the eigenvalue 0 along the second, and then nearly so: H falls
/// off it as gap·φ² + c·φ³, so that another point is at a distance of about the gap.
#[test]
fn random_tensors_next_to_one_with_a_degenerate_point_are_complete_or_say_that_they_are_not() {
    let n = 4;
    let mut resolved = 0;
    for seed in 0..3 {
        let random = normals(seed, n * n * n);
        for gap in [1e-1, 1e-3, 1e-5, 1e-7, 1e-9, 0.0, -1e-9, -1e-6, -1e-3] {
            let glass = of_tensor(n, 3, |t| {
                let mut sorted = [t[0], t[1], t[2]];
                sorted.sort_unstable();
                match sorted {
                    [0, 0, 0] => 1.0,
                    [0, 0, _] => 0.0,
                    [0, 1, 1] => 0.5 * (1.0 + gap),
                    [0, 1, _] => 0.0,
                    [i, j, k] => random[(i * n + j) * n + k],
                }
            });
            let [once, again] = [1, 2].map(|angles| search(&glass, angles));
            for found in [&once, &again] {
                let evidence = doubles(found, "evidence");
                let is_complete = evidence[1] == 0.0;
                assert_eq!(is_complete, evidence[2] == 15.0, "{seed}, {gap}");
                assert!(is_complete || gap.abs() < 1e-4, "{seed}, {gap}");
                // Below 1e-8 no two doubles' worth of points is told from one.
                assert!(!is_complete || gap.abs() > 1e-12, "{seed}, {gap}");
                for state in doubles(found, "states").chunks_exact(n) {
                    let (_, gradient) = evaluate(&glass, state);
                    let along = state.iter().zip(&gradient).map(|(s, g)| s * g).sum::<f64>();
                    let rest = state.iter().zip(&gradient);
                    let rest: Vec<_> = rest.map(|(s, g)| g - along / n as f64 * s).collect();
                    assert!(norm(&rest) < 1e-12, "{seed}, {gap}");
                }
                resolved += u32::from(is_complete);
            }
            if [&once, &again].map(|found| doubles(found, "evidence")[1]) == [0.0; 2] {
                assert_eq!(indices(&once), indices(&again), "{seed}, {gap}");
                let morse: i32 = indices(&once).iter().map(|k| 1 - 2 * (k % 2)).sum();
                assert_eq!(morse, 0, "{seed}, {gap}");
            }
        }
    }
    assert!(resolved >= 3 * 2 * 3, "{resolved}");
}

#[test]
fn too_many_spins_name_the_paths_and_what_fits() {
    for (n, p, paths, max) in [
        (14, 3, 16383.0, 13.0),
        (9, 4, 9841.0, 9.0),
        (10, 4, 29524.0, 9.0),
        (65, 2, 65.0, 64.0),
    ] {
        let begun = critical_points(pure(n, p, 1), 1);
        if paths <= MOST_PATHS && p > 2 {
            assert!(begun.is_ok());
            continue;
        }
        let rule = Rule::Paths {
            paths,
            most: MOST_PATHS,
            max,
        };
        assert_eq!(begun.err(), Some(Error::invalid("n", n as f64, rule)));
    }
    let both = critical_points(mixed(13, &[(1.0, 2), (1.0, 3)], 1), 1);
    let rule = Rule::Paths {
        paths: 16382.0,
        most: MOST_PATHS,
        max: 12.0,
    };
    assert_eq!(both.err(), Some(Error::invalid("n", 13.0, rule)));
}
