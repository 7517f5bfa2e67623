//! Searches for critical points of every index.

#[allow(dead_code, reason = "each test uses some")]
#[path = "support/columns.rs"]
mod columns;
#[allow(dead_code, reason = "each test uses some")]
#[path = "support/states.rs"]
mod states;

use columns::{doubles, finish, words};
use losscape_core::columns::{Column, Columns};
use losscape_core::glass::{Disorder, Form, Search, Searches, SpinGlass, saddles};
use states::norm;
use std::rc::Rc;

fn sampled(n: usize, p: usize, seed: u64) -> Rc<SpinGlass> {
    Rc::new(SpinGlass::pure(
        Form::sample(n, p, Disorder::Gaussian, seed).unwrap(),
    ))
}

fn searches(replicas: u32, energies: &[f64], search: Search) -> Searches {
    Searches {
        seed: 1,
        first: 0,
        replicas,
        energies: energies.into(),
        search,
        tolerance: 1e-10,
        max_iterations: 500,
    }
}

fn signed<'a>(columns: &'a Columns, name: &str) -> &'a [i32] {
    match columns.get(name) {
        Some(Column::I32(values)) => values,
        other => panic!("{name}: {other:?}"),
    }
}

fn run(glass: &Rc<SpinGlass>, searches: Searches) -> Columns {
    finish(saddles(Rc::clone(glass), searches).unwrap(), 1e7)
}

/// Energies, indices and gradients are those of the glass's own functions, which share no code with a search's steps.
fn check(glass: &SpinGlass, found: &Columns) {
    let n = glass.n();
    let mut eigenvalues = vec![0.0; n - 1];
    let mut gradient = vec![0.0; n];
    for (row, state) in doubles(found, "states").chunks_exact(n).enumerate() {
        glass.sphere_gradient(state, &mut gradient).unwrap();
        let size = norm(&gradient) / (n as f64).sqrt();
        assert!((size - doubles(found, "gradient_norm")[row]).abs() < 1e-13);
        let status = words(found, "status")[row];
        if status == "converged" {
            assert!(size <= 1e-10, "{size}");
        }
        glass.spectrum(state, &mut eigenvalues).unwrap();
        let negative = eigenvalues.iter().filter(|&&x| x < 0.0).count();
        let nearest = doubles(found, "lambda_nearest")[row];
        if nearest.abs() > 1e-10 {
            assert_eq!(signed(found, "index")[row], negative as i32);
        }
        let largest = eigenvalues.iter().fold(0.0, |a: f64, x| a.max(x.abs()));
        assert!((eigenvalues[0] - doubles(found, "lambda_min")[row]).abs() < 1e-12 * largest);
        if status == "stationary" {
            assert!(size > 1e-10 && nearest.abs() < 1e-3 * largest);
        }
    }
}

/// The critical points of p = 2 are ± the eigenvectors of the coupling matrix: N of each sign, the k-th of index k.
#[test]
fn guided_searches_at_p_2_end_at_the_eigenvector_of_their_index() {
    let n = 9;
    let glass = sampled(n, 2, 4);
    let targets: Vec<u32> = (0..n as u32).collect();
    let found = run(
        &glass,
        searches(n as u32, &[0.0], Search::IndexGuided(targets.into())),
    );
    check(&glass, &found);
    assert!(
        words(&found, "status")
            .iter()
            .all(|&status| status == "converged")
    );
    let indices: Vec<i32> = (0..n as i32).collect();
    assert_eq!(signed(&found, "index"), indices);
    let energies = doubles(&found, "energy");
    assert!(energies.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn searches_end_at_critical_points_or_say_that_they_did_not() {
    for (n, p, seed) in [(2, 3, 1), (3, 4, 1), (8, 3, 2), (12, 4, 1), (30, 3, 1)] {
        let glass = sampled(n, p, seed);
        for search in [Search::GradientNorm, Search::IndexGuided([].into())] {
            let found = run(
                &glass,
                searches(24, &[-1.2, -0.6, 0.0, 0.6], search.clone()),
            );
            check(&glass, &found);
            let statuses = words(&found, "status");
            let converged = statuses.iter().filter(|&&status| status == "converged");
            assert!(converged.count() >= 8, "{n} {p} {statuses:?}");
            if search != Search::GradientNorm {
                for (row, status) in statuses.iter().enumerate() {
                    let kept = signed(&found, "index")[row] == signed(&found, "target_index")[row];
                    assert!(kept || *status != "converged");
                }
            }
        }
    }
}

/// Where the gradient vanishes on a great circle or everywhere, no index is certain.
#[test]
fn points_that_are_not_isolated_are_degenerate() {
    let nothing = Form::from_tensor(4, 3, &[0.0; 64]).unwrap();
    let mut double = vec![0.0; 16];
    (0..3).for_each(|i| double[5 * i] = -1.0);
    let double = Form::from_tensor(4, 2, &double).unwrap();
    for form in [nothing, double] {
        let glass = Rc::new(SpinGlass::pure(form));
        let found = run(
            &glass,
            searches(4, &[-5.0], Search::IndexGuided([0].into())),
        );
        assert!(
            words(&found, "status")
                .iter()
                .all(|&status| status == "degenerate")
        );
    }
}

#[test]
fn searches_are_the_same_in_any_pieces_and_by_whatever_first_replica() {
    let glass = sampled(12, 3, 5);
    let all = searches(8, &[-0.8, 0.0, 0.3], Search::IndexGuided([1, 2].into()));
    let whole = finish(
        saddles(Rc::clone(&glass), all.clone()).unwrap(),
        f64::INFINITY,
    );
    assert_eq!(
        whole,
        finish(saddles(Rc::clone(&glass), all.clone()).unwrap(), 1.0)
    );
    let last = run(
        &glass,
        Searches {
            first: 5,
            replicas: 3,
            ..all
        },
    );
    let from = 5 * 12;
    assert_eq!(doubles(&last, "states"), &doubles(&whole, "states")[from..]);
    assert_eq!(
        signed(&last, "target_index"),
        &signed(&whole, "target_index")[5..]
    );
}
