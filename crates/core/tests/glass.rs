//! The glass against a naive oracle on full tensors, and the identities of the model.

use losscape_core::error::{Error, Rule};
use losscape_core::glass::{Couplings, Descents, Settings, SpinGlass, sphere_hessian::Spectra};
use losscape_core::optimise::{Method, Termination, project_to_tangent, scale_to_sphere};
use losscape_core::rng::{Purpose, Stream};

const EPS: f64 = f64::EPSILON;

fn normals(seed: u64, count: usize) -> Vec<f64> {
    let mut stream = Stream::new(seed, Purpose::Seeds, 1, 1);
    (0..count).map(|_| stream.normal()).collect()
}

fn on_sphere(seed: u64, n: usize) -> Vec<f64> {
    let mut state = normals(seed, n);
    scale_to_sphere(&mut state);
    state
}

fn sampled(n: usize, seed: u64) -> SpinGlass {
    SpinGlass::new(Couplings::sample(n, seed).unwrap())
}

fn norm(v: &[f64]) -> f64 {
    v.iter().map(|x| x * x).sum::<f64>().sqrt()
}

fn evaluate(glass: &SpinGlass, state: &[f64]) -> (f64, Vec<f64>) {
    let (mut energy, mut gradient) = ([0.0], vec![0.0; state.len()]);
    glass.evaluate(state, &mut energy, &mut gradient).unwrap();
    (energy[0], gradient)
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
        let glass = SpinGlass::new(Couplings::from_tensor(n, &tensor).unwrap());
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
            .evaluate(&states, &mut energies, &mut gradients)
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
        Spectra::new(n)
            .unwrap()
            .at(&glass, &state, radial, &mut eigenvalues)
            .unwrap();
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
        method,
        termination: Termination {
            tolerance: 1e-8,
            max_iterations: 100_000,
        },
    }
}

#[test]
fn descents_do_not_depend_on_batch_or_budget() {
    let glass = sampled(20, 2);
    for (method, _) in Method::NAMES {
        let run = |batch, budget| {
            let mut job = Descents::new(&glass, settings(11, batch, method)).unwrap();
            while job.advance(&glass, budget).unwrap() < 11 {}
            job.minima().clone()
        };
        let reference = run(11, u64::MAX);
        assert_eq!(run(1, u64::MAX), reference);
        assert_eq!(run(2, 1), reference);
        assert_eq!(run(5, 1000), reference);
    }
}

#[test]
fn descents_end_at_minima() {
    for n in [2, 3, 10, 40] {
        let glass = sampled(n, 8);
        for (method, name) in Method::NAMES {
            let mut job = Descents::new(&glass, settings(20, 8, method)).unwrap();
            while job.advance(&glass, u64::MAX).unwrap() < 20 {}
            let found = job.minima();
            for r in 0..20 {
                assert_eq!(found.status[r], 0, "{name}, n = {n}");
                assert!(found.gradient_norm[r] <= 1e-8);
                assert_eq!(found.index[r], 0);
                let state = &found.states[r * n..][..n];
                let (energy, _) = evaluate(&glass, state);
                assert_eq!((energy / n as f64).to_bits(), found.energy[r].to_bits());
            }
        }
    }
}

#[test]
fn a_descent_that_may_take_one_step_says_so() {
    let glass = sampled(10, 8);
    let mut one = settings(3, 8, Method::Lbfgs);
    one.termination.max_iterations = 1;
    let mut job = Descents::new(&glass, one).unwrap();
    while job.advance(&glass, u64::MAX).unwrap() < 3 {}
    assert_eq!(job.minima().status, [1; 3]);
    assert_eq!(job.minima().iterations, [1; 3]);
}

#[test]
fn bad_input_names_the_argument() {
    let error = |result: Result<Couplings, Error>| result.err().expect("it is refused");
    for n in [1, 1172] {
        let rule = Rule::WholeNumber {
            min: 2.0,
            max: 1171.0,
        };
        let expected = Error::invalid("n", n as f64, rule);
        assert_eq!(error(Couplings::sample(n, 0)), expected);
    }
    let tensor = [1.0, 0.0, 0.0, 0.0, 0.0, f64::NAN, 0.0, 0.0];
    assert_eq!(
        // As text, in which NaN is equal to itself.
        error(Couplings::from_tensor(2, &tensor)).to_string(),
        Error::invalid("tensor", f64::NAN, Rule::Finite)
            .at([1, 0, 1])
            .to_string()
    );
    let rule = Rule::Entries { n: 3.0, order: 3.0 };
    assert_eq!(
        error(Couplings::from_tensor(3, &tensor)),
        Error::invalid("tensor.length", 8.0, rule)
    );
    let glass = sampled(4, 0);
    for tolerance in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let mut bad = settings(1, 1, Method::Lbfgs);
        bad.termination.tolerance = tolerance;
        assert!(Descents::new(&glass, bad).is_err());
    }
}
