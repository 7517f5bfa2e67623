//! The glass against a naive oracle on full tensors, and the identities of the model.

#[allow(dead_code, reason = "each test uses some")]
#[path = "support/columns.rs"]
mod columns;
#[allow(dead_code, reason = "each test uses some")]
#[path = "support/states.rs"]
mod states;

use columns::{counts, doubles, finish, words};
use losscape_core::budget::Budget;
use losscape_core::columns::{Column, Columns};
use losscape_core::error::{Error, Rule};
use losscape_core::glass::{Disorder, Form, Settings, SpinGlass, Way, descents};
use losscape_core::optimise::{Method, Termination, project_to_tangent};
use states::{evaluate, norm, normals, on_sphere};
use std::rc::Rc;

const EPS: f64 = f64::EPSILON;

fn sampled(n: usize, seed: u64) -> SpinGlass {
    SpinGlass::pure(Form::sample(n, 3, Disorder::Gaussian, seed).unwrap())
}

/// H, its gradient and its Hessian by the definition: sums over all n³ tuples.
fn naive(n: usize, tensor: &[f64], s: &[f64]) -> (f64, Vec<f64>, Vec<f64>) {
    let (mut energy, mut gradient, mut hessian) = (0.0, vec![0.0; n], vec![0.0; n * n]);
    let scale = 1.0 / n as f64;
    for i in 0..n {
        for j in 0..n {
            for k in 0..n {
                let x = scale * tensor[(i * n + j) * n + k];
                energy += x * s[i] * s[j] * s[k];
                gradient[i] += x * s[j] * s[k];
                gradient[j] += x * s[i] * s[k];
                gradient[k] += x * s[i] * s[j];
                for (a, b, c) in [(i, j, k), (i, k, j), (j, k, i)] {
                    hessian[a * n + b] += x * s[c];
                    hessian[b * n + a] += x * s[c];
                }
            }
        }
    }
    (energy, gradient, hessian)
}

#[test]
fn energy_gradient_and_hessian_are_those_of_the_tensor() {
    for n in 2..=30 {
        let tensor = normals(n as u64, n * n * n);
        let state = normals(1000 + n as u64, n);
        let glass = SpinGlass::pure(Form::from_tensor(n, 3, &tensor).unwrap());
        let (energy, gradient) = evaluate(&glass, &state);
        let hessian = glass.hessian(&state).unwrap();
        let (naive_energy, naive_gradient, naive_hessian) = naive(n, &tensor, &state);
        // Rounding of a sum of n³ terms, by the size of the terms.
        let size = norm(&state);
        let bound = 8.0 * n as f64 * EPS * norm(&tensor) * size * size * size / n as f64;
        assert!((energy - naive_energy).abs() <= bound, "n = {n}");
        for (ours, theirs) in gradient.iter().zip(&naive_gradient) {
            assert!((ours - theirs).abs() <= 3.0 * bound, "n = {n}");
        }
        for (ours, theirs) in hessian.iter().zip(&naive_hessian) {
            assert!((ours - theirs).abs() <= 6.0 * bound, "n = {n}");
        }
    }
}

#[test]
fn a_state_has_the_same_bits_in_every_batch() {
    for n in [2, 5, 26, 51] {
        let glass = sampled(n, 4);
        let states = normals(5, 9 * n);
        let (mut energies, mut gradients) = (vec![0.0; 9], vec![0.0; 9 * n]);
        glass
            .evaluate_all(&states, &mut energies, &mut gradients)
            .unwrap();
        for (r, state) in states.chunks(n).enumerate() {
            let (energy, gradient) = evaluate(&glass, state);
            assert_eq!(energy.to_bits(), energies[r].to_bits());
            assert_eq!(gradient, gradients[r * n..][..n]);
        }
    }
}

#[test]
fn energies_have_the_variance_of_the_model() {
    // E[H(σ)²] = N on the sphere; the average of H²/N over draws has standard error √(2/draws).
    let draws = 4000;
    let state = on_sphere(9, 6);
    let mean: f64 = (0..draws)
        .map(|seed| {
            let (energy, _) = evaluate(&sampled(6, seed), &state);
            energy * energy / 6.0 / draws as f64
        })
        .sum();
    assert!(
        (mean - 1.0).abs() < 5.0 * (2.0 / draws as f64).sqrt(),
        "{mean}"
    );
}

#[test]
fn the_sphere_hessian_is_the_second_derivative_along_great_circles() {
    for n in [2, 3, 8, 21] {
        let glass = sampled(n, 11);
        let state = on_sphere(12, n);
        let (energy, gradient) = evaluate(&glass, &state);
        let mut on_axis = gradient;
        let radial = project_to_tangent(&state, &mut on_axis);
        let mut eigenvalues = vec![0.0; n - 1];
        glass.spectrum(&state, &mut eigenvalues).unwrap();
        let hessian = glass.hessian(&state).unwrap();
        let along = |u: &[f64]| -> f64 {
            (0..n * n)
                .map(|at| hessian[at] * u[at / n] * u[at % n])
                .sum()
        };
        let scale = norm(&hessian);

        let trace: f64 = (0..n).map(|i| hessian[i * n + i]).sum();
        let on_tangent = trace - along(&state) / n as f64 - radial * (n - 1) as f64;
        let sum: f64 = eigenvalues.iter().sum();
        assert!((sum - on_tangent).abs() < 50.0 * n as f64 * EPS * scale);

        let mut tangent = normals(13, n);
        project_to_tangent(&state, &mut tangent);
        let length = norm(&tangent);
        let unit: Vec<f64> = tangent.iter().map(|t| t / length).collect();
        let h = 1e-4;
        let (sin, cos) = libm::sincos(h);
        let on_circle = |sign: f64| {
            let radius = (n as f64).sqrt();
            let point: Vec<f64> = state
                .iter()
                .zip(&unit)
                .map(|(s, u)| cos * s + sign * sin * radius * u)
                .collect();
            evaluate(&glass, &point).0
        };
        let second = (on_circle(1.0) - 2.0 * energy + on_circle(-1.0)) / (h * h * n as f64);
        // Second differences lose eps/h² of the energy; 1e-6 of the scale leaves room for it.
        let tolerance = 1e-6 * scale * n as f64;
        assert!(
            (second - (along(&unit) - radial)).abs() < tolerance,
            "n = {n}"
        );
        assert!(second > eigenvalues[0] - tolerance);
        assert!(second < eigenvalues[n - 2] + tolerance);
    }
}

fn settings(replicas: u32, batch: u32, method: Method) -> Settings {
    Settings {
        seed: 3,
        first: 0,
        replicas,
        batch,
        starts: None,
        way: Way::Descent(method),
        termination: Termination {
            tolerance: 1e-8,
            max_iterations: 100_000,
        },
        spectrum: true,
    }
}

fn descend(glass: &Rc<SpinGlass>, settings: Settings) -> Columns {
    finish(descents(Rc::clone(glass), settings).unwrap(), f64::INFINITY)
}

#[test]
fn descents_do_not_depend_on_batch_or_budget() {
    let glass = Rc::new(sampled(20, 2));
    for (method, _) in Method::NAMES {
        let run = |batch, budget| {
            let job = descents(Rc::clone(&glass), settings(11, batch, method)).unwrap();
            finish(job, budget)
        };
        let reference = run(11, f64::INFINITY);
        assert_eq!(run(1, f64::INFINITY), reference);
        assert_eq!(run(2, 1.0), reference);
        assert_eq!(run(5, 4000.0), reference);
    }
}

#[test]
fn rows_leave_once_they_are_done_each_once_and_in_order() {
    let glass = Rc::new(sampled(12, 2));
    let all = descend(&glass, settings(9, 4, Method::Lbfgs));
    let mut job = descents(Rc::clone(&glass), settings(9, 4, Method::Lbfgs)).unwrap();
    let (mut seen, mut takes) = (Vec::new(), 0);
    loop {
        let finished = job.advance(&mut Budget::of(1.0)).unwrap();
        let part = job.take().unwrap();
        let replicas = counts(&part, "replica");
        assert!(replicas.is_sorted());
        takes += u32::from(!replicas.is_empty());
        for (row, &replica) in replicas.iter().enumerate() {
            let at = replica as usize;
            assert_eq!(doubles(&part, "energy")[row], doubles(&all, "energy")[at]);
            let states = [&part, &all].map(|found| doubles(found, "states").chunks(12));
            let [mut ours, mut theirs] = states;
            assert_eq!(ours.nth(row), theirs.nth(at));
        }
        seen.extend_from_slice(replicas);
        assert_eq!(job.progress().done, seen.len() as f64);
        if finished {
            break;
        }
    }
    assert!(takes > 1);
    seen.sort_unstable();
    assert_eq!(seen, counts(&all, "replica"));
}

#[test]
fn descents_end_at_minima() {
    for n in [2, 3, 10, 40] {
        let glass = Rc::new(sampled(n, 8));
        for (method, name) in Method::NAMES {
            let found = descend(&glass, settings(20, 8, method));
            assert_eq!(words(&found, "method"), [name; 20]);
            assert_eq!(words(&found, "status"), ["converged"; 20], "n = {n}");
            assert_eq!(found.get("index"), Some(&Column::I32(vec![0; 20])));
            assert!(doubles(&found, "gradient_norm").iter().all(|&g| g <= 1e-8));
            for (state, &energy) in doubles(&found, "states")
                .chunks(n)
                .zip(doubles(&found, "energy"))
            {
                assert_eq!(evaluate(&glass, state).0 / n as f64, energy);
            }
        }
    }
}

#[test]
fn spectrum_and_gradient_at_a_state_have_the_bits_of_its_row() {
    for n in [2, 3, 5, 8, 13, 25, 40] {
        let glass = Rc::new(sampled(n, 99));
        for (method, _) in Method::NAMES {
            // Few steps leave states that are no minima.
            for max_iterations in [1, 5, 100_000] {
                let mut settings = settings(7, 3, method);
                settings.termination.max_iterations = max_iterations;
                let found = descend(&glass, settings);
                let (mut gradient, mut spectrum) = (vec![0.0; n], vec![0.0; n - 1]);
                for (row, state) in doubles(&found, "states").chunks(n).enumerate() {
                    glass.spectrum(state, &mut spectrum).unwrap();
                    let kept = &doubles(&found, "eigenvalues")[row * (n - 1)..][..n - 1];
                    assert_eq!(spectrum, kept);
                    assert_eq!(spectrum[0], doubles(&found, "lambda_min")[row]);
                    assert_eq!(spectrum[n - 2], doubles(&found, "lambda_max")[row]);
                    glass.sphere_gradient(state, &mut gradient).unwrap();
                    let norm = norm(&gradient) / (n as f64).sqrt();
                    let difference = norm - doubles(&found, "gradient_norm")[row];
                    assert!(difference.abs() <= 4.0 * n as f64 * EPS * norm);
                }
            }
        }
    }
}

#[test]
fn without_spectra_the_other_columns_have_the_same_bits() {
    let glass = Rc::new(sampled(12, 2));
    let with = descend(&glass, settings(9, 4, Method::Lbfgs));
    let mut plain = settings(9, 4, Method::Lbfgs);
    plain.spectrum = false;
    let without = descend(&glass, plain);
    assert_eq!(without.get("eigenvalues"), None);
    for (name, column) in without {
        assert_eq!(Some(&column), with.get(name), "{name}");
    }
}

#[test]
fn a_descent_that_may_take_one_step_says_so() {
    let glass = Rc::new(sampled(10, 8));
    let mut one = settings(3, 8, Method::Lbfgs);
    one.termination.max_iterations = 1;
    let found = descend(&glass, one);
    assert_eq!(words(&found, "status"), ["max_iterations"; 3]);
    assert_eq!(counts(&found, "iterations"), [1; 3]);
}

#[test]
fn bad_input_names_the_argument() {
    let error = |result: Result<Form, Error>| result.err().expect("it is refused");
    let sampled = |n, p| error(Form::sample(n, p, Disorder::Gaussian, 0));
    assert_eq!(
        sampled(1, 3),
        Error::invalid("n", 1.0, Rule::AtLeast { min: 2.0 })
    );
    for p in [1, 7] {
        let rule = Rule::WholeNumber { min: 2.0, max: 6.0 };
        assert_eq!(sampled(4, p), Error::invalid("p", p as f64, rule));
    }
    for (n, p) in [(1172, 3), (282, 4), (125, 5), (74, 6), (23_170, 2)] {
        let Error::OutOfMemory { requested, .. } = sampled(n, p) else {
            panic!("n = {n}, p = {p} is refused before a draw");
        };
        assert!((1_u64 << 31..1 << 32).contains(&requested));
    }
    let tensor = [1.0, 0.0, 0.0, 0.0, 0.0, f64::NAN, 0.0, 0.0];
    assert_eq!(
        // As text, in which NaN is equal to itself.
        error(Form::from_tensor(2, 3, &tensor)).to_string(),
        Error::invalid("tensor", f64::NAN, Rule::Finite)
            .at([1, 0, 1])
            .to_string()
    );
    let rule = Rule::Entries { n: 3.0, order: 3.0 };
    assert_eq!(
        error(Form::from_tensor(3, 3, &tensor)),
        Error::invalid("tensor.length", 8.0, rule)
    );
}

#[test]
fn a_descent_at_the_precision_of_doubles_stalls_soon_after_its_last_gain() {
    let glass = Rc::new(sampled(25, 3));
    for method in [Method::Lbfgs, Method::GradientDescent] {
        let run = |tolerance| {
            let termination = Termination {
                tolerance,
                max_iterations: 100_000,
            };
            let settings = Settings {
                termination,
                ..settings(20, 8, method)
            };
            descend(&glass, settings)
        };
        let near = run(1e-13);
        assert!(
            words(&near, "status")
                .iter()
                .all(|word| *word == "converged")
        );
        let beyond = run(1e-17);
        assert!(
            words(&beyond, "status")
                .iter()
                .all(|word| *word == "stalled")
        );
        let norms = doubles(&beyond, "gradient_norm");
        assert!(norms.iter().all(|norm| *norm <= 1e-14));
        let counts = counts(&beyond, "iterations")
            .iter()
            .zip(counts(&near, "iterations"));
        for (stalled, converged) in counts {
            assert!(*stalled <= converged + 600, "{stalled} after {converged}");
        }
    }
}
