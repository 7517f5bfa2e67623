//! Glasses of every order, of mixtures and of other disorder, against full tensors and the identities of the model.

#[allow(dead_code, reason = "each test uses some")]
#[path = "support/states.rs"]
mod states;

use losscape_core::glass::{Disorder, Form, SpinGlass};
use losscape_core::optimise::scale_to_sphere;
use states::{evaluate, norm, normals, on_sphere};

const EPS: f64 = f64::EPSILON;

/// The orders, each with a few sizes whose full tensors are small.
const SIZES: [(usize, &[usize]); 5] = [
    (2, &[2, 3, 9, 30]),
    (3, &[2, 5, 14]),
    (4, &[2, 4, 9]),
    (5, &[2, 3, 6]),
    (6, &[2, 4]),
];

fn sampled(n: usize, p: usize, disorder: Disorder, seed: u64) -> SpinGlass {
    SpinGlass::pure(Form::sample(n, p, disorder, seed).unwrap())
}

/// H, its gradient and its Hessian by the definition: sums over all n^p tuples.
fn naive(n: usize, p: usize, tensor: &[f64], s: &[f64]) -> (f64, Vec<f64>, Vec<f64>) {
    let (mut energy, mut gradient, mut hessian) = (0.0, vec![0.0; n], vec![0.0; n * n]);
    let scale = scale(n, p);
    for (place, x) in tensor.iter().enumerate() {
        let x = scale * x;
        let tuple: Vec<_> = (0..p)
            .map(|l| place / n.pow((p - 1 - l) as u32) % n)
            .collect();
        let product = |left_out: &[usize]| -> f64 {
            let others = (0..p).filter(|l| !left_out.contains(l));
            others.map(|l| s[tuple[l]]).product()
        };
        energy += x * product(&[]);
        for a in 0..p {
            gradient[tuple[a]] += x * product(&[a]);
            for b in (0..p).filter(|b| *b != a) {
                hessian[tuple[a] * n + tuple[b]] += x * product(&[a, b]);
            }
        }
    }
    (energy, gradient, hessian)
}

/// x^p.
fn power(x: f64, p: usize) -> f64 {
    (0..p).fold(1.0, |power, _| power * x)
}

/// N^{−(p−1)/2}.
fn scale(n: usize, p: usize) -> f64 {
    1.0 / power((n as f64).sqrt(), p - 1)
}

fn assert_near(ours: &[f64], theirs: &[f64], bound: f64) {
    for (ours, theirs) in ours.iter().zip(theirs) {
        assert!((ours - theirs).abs() <= bound, "{ours} is not {theirs}");
    }
}

#[test]
fn energy_gradient_and_hessian_of_every_order_are_those_of_the_tensor() {
    for (p, sizes) in SIZES {
        for &n in sizes {
            let tensor = normals(n as u64, n.pow(p as u32));
            let state = normals(1000 + n as u64, n);
            let glass = SpinGlass::pure(Form::from_tensor(n, p, &tensor).unwrap());
            let (energy, gradient) = evaluate(&glass, &state);
            let hessian = glass.hessian(&state).unwrap();
            let (naive_energy, naive_gradient, naive_hessian) = naive(n, p, &tensor, &state);
            let scale = scale(n, p);
            let size = power(norm(&state).max(1.0), p);
            let bound = 16.0 * (n * p * p) as f64 * EPS * norm(&tensor) * size * scale;
            assert_near(&[energy], &[naive_energy], bound);
            assert_near(&gradient, &naive_gradient, bound);
            assert_near(&hessian, &naive_hessian, bound);
        }
    }
}

#[test]
fn the_radial_slope_is_p_times_the_energy_and_states_turn_round_with_the_parity() {
    for (p, sizes) in SIZES {
        let n = sizes[1];
        let glass = sampled(n, p, Disorder::Gaussian, 5);
        let state = on_sphere(6, n);
        let (energy, gradient) = evaluate(&glass, &state);
        let slope: f64 = state.iter().zip(&gradient).map(|(s, g)| s * g).sum();
        let bound = 100.0 * EPS * norm(&gradient) * norm(&state);
        assert!((slope - p as f64 * energy).abs() <= bound, "p = {p}");
        let turned: Vec<_> = state.iter().map(|s| -s).collect();
        let sign = if p.is_multiple_of(2) { 1.0 } else { -1.0 };
        assert_eq!(evaluate(&glass, &turned).0, sign * energy);
    }
}

#[test]
fn a_mixture_is_the_sum_of_its_orders_and_draws_the_same_couplings() {
    let n = 7;
    let state = on_sphere(8, n);
    let terms = [(2, 0.6), (3, -1.5), (5, 0.25)];
    let form = |p| Form::sample(n, p, Disorder::Gaussian, 9).unwrap();
    let glass = SpinGlass::mixture(terms.iter().map(|&(p, b)| (b, form(p))).collect());
    let (energy, gradient) = evaluate(&glass, &state);
    let hessian = glass.hessian(&state).unwrap();
    let (mut energies, mut gradients, mut hessians) = (0.0, vec![0.0; n], vec![0.0; n * n]);
    for (p, b) in terms {
        let pure = SpinGlass::pure(form(p));
        let (energy, gradient) = evaluate(&pure, &state);
        energies += b * energy;
        let hessian = pure.hessian(&state).unwrap();
        let add = |sum: &mut Vec<f64>, of: &[f64]| {
            sum.iter_mut().zip(of).for_each(|(sum, x)| *sum += b * x);
        };
        add(&mut gradients, &gradient);
        add(&mut hessians, &hessian);
    }
    let bound = 100.0 * EPS * norm(&hessian) * norm(&state);
    assert_near(&[energy], &[energies], bound * norm(&state));
    assert_near(&gradient, &gradients, bound);
    assert_near(&hessian, &hessians, bound);
}

#[test]
fn a_state_has_the_same_bits_in_every_batch_of_every_model() {
    let n = 6;
    for (p, _) in SIZES {
        let first = Form::sample(n, p, Disorder::Uniform, 1).unwrap();
        let second = Form::sample(n, 3, Disorder::Uniform, 1).unwrap();
        let glass = SpinGlass::mixture(vec![(1.5, first), (0.5, second)]);
        let states: Vec<_> = (0..5).flat_map(|seed| on_sphere(seed, n)).collect();
        let (mut energies, mut gradients) = ([0.0; 5], vec![0.0; 5 * n]);
        glass
            .evaluate_all(&states, &mut energies, &mut gradients)
            .unwrap();
        for (at, state) in states.chunks_exact(n).enumerate() {
            let (energy, gradient) = evaluate(&glass, state);
            assert_eq!(energy, energies[at]);
            assert_eq!(gradient, gradients[at * n..][..n]);
        }
    }
}

/// Mean and standard error.
fn mean(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
    (mean, (squares / (count * (count - 1.0))).sqrt())
}

/// E[H(σ)H(τ)]/N = ξ(R) with ξ(R) = Σ b_p² R^p and R = σ·τ/N, over draws.
#[test]
fn energies_have_the_covariance_of_the_model_under_every_disorder() {
    let n = 5;
    let (s, mut t) = (on_sphere(1, n), on_sphere(2, n));
    t.iter_mut().zip(&s).for_each(|(t, s)| *t += 0.7 * s);
    scale_to_sphere(&mut t);
    let overlap = s.iter().zip(&t).map(|(a, b)| a * b).sum::<f64>() / n as f64;
    let models: [&[(usize, f64)]; 6] = [
        &[(2, 1.0)],
        &[(3, 1.0)],
        &[(4, 1.0)],
        &[(5, 1.0)],
        &[(6, 1.0)],
        &[(2, 0.6), (4, 0.8)],
    ];
    for (disorder, _) in Disorder::NAMES {
        for model in models {
            let draws = if model[0].0 > 4 { 1500 } else { 3000 };
            let products = (0..draws).map(|seed| {
                let form = |p| Form::sample(n, p, disorder, seed).unwrap();
                let glass = SpinGlass::mixture(model.iter().map(|&(p, b)| (b, form(p))).collect());
                evaluate(&glass, &s).0 * evaluate(&glass, &t).0 / n as f64
            });
            let (found, error) = mean(&products.collect::<Vec<_>>());
            let expected: f64 = model.iter().map(|&(p, b)| b * b * power(overlap, p)).sum();
            assert!(
                (found - expected).abs() <= 4.0 * error,
                "{disorder:?}, {model:?}: {found} ± {error}, expected {expected}"
            );
        }
    }
}

#[test]
fn disorders_have_their_supports() {
    for (disorder, name) in Disorder::NAMES {
        // Of distinct indices, whose permutations are two: the couplings are √2·x.
        let glass = sampled(40, 2, disorder, 3);
        let hessian = glass.hessian(&[0.0; 40]).unwrap();
        let scale = 2.0_f64.sqrt() / 40.0_f64.sqrt();
        let all = (0..40).flat_map(|i| (0..i).map(move |j| (i, j)));
        let x: Vec<_> = all.map(|(i, j)| hessian[i * 40 + j] / scale).collect();
        let within = |low: f64, high: f64| x.iter().all(|x| (low..=high).contains(x));
        assert!(
            match disorder {
                Disorder::Gaussian => x.iter().any(|x| x.abs() > 2.0),
                Disorder::Rademacher => x.iter().all(|x| (x.abs() - 1.0).abs() < 1e-12),
                Disorder::Uniform => within(-3.0_f64.sqrt(), 3.0_f64.sqrt()),
                Disorder::Exponential => within(-1.0, 20.0) && x.iter().any(|x| *x > 2.0),
            },
            "{name}"
        );
    }
}
