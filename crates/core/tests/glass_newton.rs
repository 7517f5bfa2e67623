//! Newton's methods on glasses: down to minima, and to critical points of any index.

#[allow(dead_code, reason = "each test uses some")]
#[path = "support/columns.rs"]
mod columns;
#[allow(dead_code, reason = "each test uses some")]
#[path = "support/states.rs"]
mod states;
#[allow(dead_code, reason = "each test uses some")]
#[path = "support/walks.rs"]
mod walks;

use columns::{counts, doubles, finish, words};
use losscape_core::columns::{Column, Columns};
use losscape_core::glass::{Settings, SpinGlass, Target, Way, descents};
use losscape_core::optimise::{Method, scale_to_sphere};
use states::normals;
use std::rc::Rc;
use walks::{glass, walk};

fn settings(way: Way, replicas: u32) -> Settings {
    let mut settings = walks::settings(way, replicas);
    settings.termination.max_iterations = 1000;
    settings
}

/// Index-preserving walks from these states, to 1e-13.
fn polish(glass: &Rc<SpinGlass>, states: &[f64]) -> Columns {
    let replicas = (states.len() / glass.n()) as u32;
    let mut settings = settings(Way::Newton(Target::OfThatIndex), replicas);
    settings.starts = Some(states.to_vec());
    settings.termination.tolerance = 1e-13;
    walk(glass, settings)
}

fn indices(columns: &Columns) -> &[i32] {
    match columns.get("index") {
        Some(Column::I32(values)) => values,
        other => panic!("{other:?}"),
    }
}

/// States a little off the given ones.
fn near(states: &[f64], n: usize, distance: f64) -> Vec<f64> {
    let mut moved = states.to_vec();
    for (x, noise) in moved.iter_mut().zip(normals(77, states.len())) {
        *x += distance * noise;
    }
    moved.chunks_exact_mut(n).for_each(|state| {
        scale_to_sphere(state);
    });
    moved
}

#[test]
fn the_trust_region_method_ends_at_minima_of_every_model() {
    for n in [2, 3, 10, 40] {
        for terms in [&[(3, 1.0)][..], &[(2, 1.0)], &[(2, 0.6), (4, 0.8)]] {
            let glass = glass(n, terms, 8);
            let found = walk(&glass, settings(Way::Newton(Target::Minimum), 20));
            assert_eq!(words(&found, "status"), ["converged"; 20], "n = {n}");
            assert_eq!(words(&found, "method"), ["newton"; 20]);
            assert_eq!(indices(&found), [0; 20]);
            assert!(doubles(&found, "gradient_norm").iter().all(|&g| g <= 1e-8));
        }
    }
}

/// At p = 2 critical points are the eigenvectors of a matrix, and their index the place of the eigenvalue: a saddle is left downwards
/// though its gradient is 0.
#[test]
fn the_trust_region_method_leaves_saddles() {
    let n = 12;
    let glass = glass(n, &[(2, 1.0)], 3);
    let saddles = walk(&glass, settings(Way::Newton(Target::Nearest), 40));
    assert_eq!(words(&saddles, "status"), ["converged"; 40]);
    assert!(indices(&saddles).iter().any(|&index| index > 3));
    let exact = polish(&glass, doubles(&saddles, "states"));
    let mut down = settings(Way::Newton(Target::Minimum), 40);
    down.starts = Some(doubles(&exact, "states").to_vec());
    let found = walk(&glass, down);
    assert_eq!(indices(&found), [0; 40]);
    let lowest = doubles(&found, "energy")[0];
    for energy in doubles(&found, "energy") {
        assert!((energy - lowest).abs() <= 1e-12);
    }
}

#[test]
fn polishing_returns_to_saddles_of_every_index_and_keeps_it() {
    for (n, terms) in [
        (9, &[(3, 1.0)][..]),
        (14, &[(3, 1.0)]),
        (10, &[(2, 0.6), (4, 0.8)]),
    ] {
        let glass = glass(n, terms, 5);
        let nearest = walk(&glass, settings(Way::Newton(Target::Nearest), 60));
        let converged = words(&nearest, "status")
            .iter()
            .enumerate()
            .filter(|(_, word)| **word == "converged")
            .map(|(at, _)| at)
            .collect::<Vec<_>>();
        assert!(converged.len() > 15, "{} of 60", converged.len());
        let mut states = Vec::new();
        for &at in &converged {
            states.extend_from_slice(&doubles(&nearest, "states")[at * n..][..n]);
        }
        let found = polish(&glass, &near(&states, n, 1e-5));
        let count = converged.len();
        assert_eq!(words(&found, "status"), vec!["converged"; count]);
        let before: Vec<i32> = converged.iter().map(|&at| indices(&nearest)[at]).collect();
        assert_eq!(indices(&found), before);
        assert!(before.iter().any(|&index| index > 0));
        assert!(doubles(&found, "gradient_norm").iter().all(|&g| g <= 1e-13));
        assert!(counts(&found, "iterations").iter().all(|&steps| steps <= 5));
        for (polished, state) in doubles(&found, "states").iter().zip(&states) {
            assert!((polished - state).abs() < 1e-6);
        }
    }
}

#[test]
fn polishing_sharpens_what_a_descent_left_in_two_steps() {
    let n = 50;
    let glass = glass(n, &[(3, 1.0)], 1);
    let mut rough = settings(Way::Descent(Method::Lbfgs), 16);
    rough.termination.tolerance = 1e-4;
    let rough = walk(&glass, rough);
    let found = polish(&glass, doubles(&rough, "states"));
    assert_eq!(words(&found, "status"), ["converged"; 16]);
    assert_eq!(indices(&found), indices(&rough));
    assert!(counts(&found, "iterations").iter().all(|&steps| steps <= 3));
}

/// From random states |P∇H| falls to where a Hessian becomes singular, more often than to 0: walks of one index say so, and their index is
/// the start's.
#[test]
fn a_walk_that_would_have_to_change_its_index_stalls_with_it() {
    let n = 16;
    let glass = glass(n, &[(3, 1.0)], 2);
    let starts = near(&vec![0.0; 20 * n], n, 1.0);
    let found = polish(&glass, &starts);
    let mut spectrum = vec![0.0; n - 1];
    let mut stalled = 0;
    for (row, start) in starts.chunks(n).enumerate() {
        glass.spectrum(start, &mut spectrum).unwrap();
        let index = spectrum.iter().filter(|&&value| value < 0.0).count();
        assert_eq!(indices(&found)[row], index as i32);
        let norm = doubles(&found, "gradient_norm")[row];
        match words(&found, "status")[row] {
            "converged" => assert!(norm <= 1e-13),
            "stalled" => stalled += 1,
            other => panic!("{other}"),
        }
    }
    assert!(stalled > 0);
}

#[test]
fn the_walks_do_not_depend_on_batch_or_budget() {
    let glass = glass(11, &[(3, 1.0)], 4);
    for target in [Target::Minimum, Target::Nearest, Target::OfThatIndex] {
        let found = |batch, budget| {
            let mut settings = settings(Way::Newton(target), 9);
            settings.batch = batch;
            finish(descents(Rc::clone(&glass), settings).unwrap(), budget)
        };
        assert_eq!(found(1, 1.0), found(4, 1e9));
        assert_eq!(found(9, 1.0), found(4, 1e9));
    }
}

#[test]
fn newtons_method_takes_fewer_steps_than_l_bfgs() {
    let glass = glass(60, &[(3, 1.0)], 4);
    let mean = |way| {
        let found = walk(&glass, settings(way, 24));
        f64::from(counts(&found, "iterations").iter().sum::<u32>()) / 24.0
    };
    let [newton, lbfgs] = [Way::Newton(Target::Minimum), Way::Descent(Method::Lbfgs)].map(mean);
    assert!(newton < 0.5 * lbfgs, "{newton} against {lbfgs}");
}
