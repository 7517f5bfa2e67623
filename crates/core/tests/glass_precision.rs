//! Glasses of singles: their couplings are those of doubles, rounded, and what is reported of them is in doubles.

#[allow(dead_code, reason = "each test uses some")]
#[path = "support/columns.rs"]
mod columns;
#[allow(dead_code, reason = "each test uses some")]
#[path = "support/states.rs"]
mod states;

use columns::{counts, doubles, finish, words};
use losscape_core::glass::{Disorder, Form, Rates, Settings, SpinGlass, Target, Way, descents};
use losscape_core::optimise::{Method, Termination};
use losscape_core::precision::Precision;
use states::{evaluate, norm, normals, on_sphere};
use std::rc::Rc;

/// A tensor with entries at ascending indices alone, each of which is a coupling.
fn couplings(n: usize, order: usize, seed: u64) -> Vec<f64> {
    let mut tensor = normals(seed, n.pow(order as u32));
    for (place, entry) in tensor.iter_mut().enumerate() {
        let digits = (0..order).scan(place, |rest, _| {
            let digit = *rest % n;
            *rest /= n;
            Some(digit)
        });
        if !digits.is_sorted_by(|last, before| before <= last) {
            *entry = 0.0;
        }
    }
    tensor
}

fn in_singles(n: usize, order: usize, tensor: &[f64]) -> SpinGlass {
    SpinGlass::pure(Form::from_tensor_in(Precision::Single, n, order, tensor).unwrap())
}

/// The glass in doubles of the same couplings.
fn rounded(n: usize, order: usize, tensor: &[f64]) -> SpinGlass {
    let tensor: Vec<_> = tensor.iter().map(|x| f64::from(*x as f32)).collect();
    SpinGlass::pure(Form::from_tensor(n, order, &tensor).unwrap())
}

fn batch(glass: &SpinGlass, states: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let count = states.len() / glass.n();
    let (mut energies, mut gradients) = (vec![0.0; count], vec![0.0; states.len()]);
    glass
        .evaluate_batch(states, &mut energies, &mut gradients)
        .unwrap();
    (energies, gradients)
}

fn settings(way: Way, batch: u32) -> Settings {
    Settings {
        seed: 6,
        first: 0,
        replicas: 6,
        batch,
        starts: None,
        way,
        termination: Termination {
            tolerance: 1e-8,
            max_iterations: 10_000,
        },
        spectrum: true,
    }
}

#[test]
fn single_states_are_evaluated_in_doubles_on_the_rounded_couplings() {
    for (n, order) in [(2, 2), (9, 2), (7, 3), (12, 3), (6, 4), (4, 5), (3, 6)] {
        let tensor = couplings(n, order, 3);
        let (single, double) = (in_singles(n, order, &tensor), rounded(n, order, &tensor));
        let state = on_sphere(4, n);
        assert_eq!(evaluate(&single, &state), evaluate(&double, &state));
        assert_eq!(
            single.hessian(&state).unwrap(),
            double.hessian(&state).unwrap()
        );
        let spectrum = |glass: &SpinGlass| {
            let mut spectrum = vec![0.0; n - 1];
            glass.spectrum(&state, &mut spectrum).unwrap();
            spectrum
        };
        assert_eq!(spectrum(&single), spectrum(&double));
    }
}

#[test]
fn sampled_couplings_are_those_of_doubles_rounded() {
    // A state of one spin has the energy of its one coupling, times the scale 1/n.
    let n = 8;
    let sampled = |precision| {
        SpinGlass::pure(Form::sample_in(precision, n, 3, Disorder::Gaussian, 5).unwrap())
    };
    let [single, double] = [Precision::Single, Precision::Double].map(sampled);
    for spin in 0..n {
        let mut state = vec![0.0; n];
        state[spin] = 1.0;
        let [single, double] = [&single, &double].map(|glass| evaluate(glass, &state).0);
        let scale = 1.0 / n as f64;
        assert_eq!(single, f64::from((double / scale) as f32) * scale);
    }
}

#[test]
fn batches_in_singles_are_within_the_rounding_of_their_sums() {
    for (n, order) in [
        (2, 2),
        (30, 2),
        (3, 3),
        (30, 3),
        (53, 3),
        (11, 4),
        (6, 5),
        (5, 6),
    ] {
        let tensor = couplings(n, order, 7);
        let glass = in_singles(n, order, &tensor);
        let states = [on_sphere(8, n), on_sphere(9, n)].concat();
        let (energies, gradients) = batch(&glass, &states);
        for (r, state) in states.chunks(n).enumerate() {
            let (energy, gradient) = evaluate(&glass, state);
            let spins = (0..order).fold(1.0, |power, _| power * norm(state));
            let scale = (1..order).fold(1.0, |power, _| power / (n as f64).sqrt());
            let bound = n as f64 * f64::from(f32::EPSILON) * norm(&tensor) * spins * scale;
            assert!(
                (energies[r] - energy).abs() <= bound,
                "n = {n}, p = {order}"
            );
            let slopes = gradient.iter().zip(&gradients[r * n..]);
            for (exact, found) in slopes {
                let error = (found - exact).abs();
                assert!(
                    error <= order as f64 * bound,
                    "n = {n}, p = {order}: {error} of {bound}"
                );
            }
        }
    }
}

#[test]
fn a_state_has_the_same_bits_in_every_batch_of_singles() {
    for (n, order) in [(2, 3), (26, 3), (9, 2), (9, 4)] {
        let glass = in_singles(n, order, &couplings(n, order, 4));
        let states = normals(5, 11 * n);
        let (energies, gradients) = batch(&glass, &states);
        for (r, state) in states.chunks(n).enumerate() {
            let (energy, gradient) = batch(&glass, state);
            assert_eq!(energy[0].to_bits(), energies[r].to_bits());
            assert_eq!(gradient, gradients[r * n..][..n]);
        }
    }
}

#[test]
fn descents_end_where_the_gradient_in_doubles_is_within_the_tolerance() {
    for order in [2, 3, 4] {
        let n = 14;
        let form = Form::sample_in(Precision::Single, n, order, Disorder::Gaussian, 2);
        let glass = Rc::new(SpinGlass::pure(form.unwrap()));
        let methods = [
            Method::Lbfgs,
            Method::ConjugateGradient,
            Method::GradientDescent,
        ];
        for method in methods {
            let job = descents(Rc::clone(&glass), settings(Way::Descent(method), 4)).unwrap();
            let found = finish(job, 1e9);
            assert_eq!(words(&found, "status"), ["converged"; 6]);
            let states = doubles(&found, "states");
            for (row, state) in states.chunks(n).enumerate() {
                let energy = evaluate(&glass, state).0 / n as f64;
                assert_eq!(doubles(&found, "energy")[row], energy);
                let mut slope = vec![0.0; n];
                glass.sphere_gradient(state, &mut slope).unwrap();
                let slope = norm(&slope) / (n as f64).sqrt();
                assert!(slope <= 1e-8, "p = {order}: {slope}");
                assert!(doubles(&found, "lambda_min")[row] > 0.0);
            }
        }
    }
}

#[test]
fn what_a_replica_finds_depends_neither_on_the_batch_nor_on_budgets() {
    let form = Form::sample_in(Precision::Single, 13, 3, Disorder::Gaussian, 2);
    let glass = Rc::new(SpinGlass::pure(form.unwrap()));
    let run = |batch, budget| {
        let way = Way::Descent(Method::Lbfgs);
        finish(
            descents(Rc::clone(&glass), settings(way, batch)).unwrap(),
            budget,
        )
    };
    let one = run(1, 1.0);
    assert_eq!(one, run(5, 1e9));
    assert_eq!(one, run(6, 1e5));
}

#[test]
fn walks_that_are_not_descents_by_line_searches_are_those_of_doubles() {
    let (n, tensor) = (10, couplings(10, 3, 6));
    let glasses = [in_singles(n, 3, &tensor), rounded(n, 3, &tensor)].map(Rc::new);
    let rates = Rates {
        share: 0.2,
        epochs: 5,
        learning_rate: 0.05,
        decay: 0.9,
    };
    for way in [
        Way::Newton(Target::Minimum),
        Way::Outward { steps: 5 },
        Way::Stochastic(rates),
    ] {
        let found = glasses.each_ref().map(|glass| {
            finish(
                descents(Rc::clone(glass), settings(way.clone(), 3)).unwrap(),
                1e9,
            )
        });
        assert_eq!(found[0], found[1]);
        assert!(
            counts(&found[0], "evaluations")
                .iter()
                .all(|&count| count > 0)
        );
    }
}
