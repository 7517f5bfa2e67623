//! Walks over glasses at a temperature, against quadrature, known equilibria and each other.

#[allow(dead_code, reason = "each test uses some")]
#[path = "support/columns.rs"]
mod columns;

use columns::{doubles, finish};
use losscape_core::glass::{
    Disorder, Form, Motion, Quench, Settings, SpinGlass, Walks, Way, descents, trajectories,
};
use losscape_core::optimise::{Cooling, Method, Termination};
use std::f64::consts::{PI, TAU};
use std::rc::Rc;

fn sampled(n: usize, p: usize, seed: u64) -> Rc<SpinGlass> {
    Rc::new(SpinGlass::pure(
        Form::sample(n, p, Disorder::Gaussian, seed).unwrap(),
    ))
}

fn walks(temperature: f64, replicas: u32, motion: Motion) -> Walks {
    Walks {
        seed: 3,
        first: 0,
        replicas,
        batch: 32,
        temperature,
        motion,
    }
}

fn settings(quench: Option<Quench>, replicas: u32, batch: u32) -> Settings {
    Settings {
        seed: 4,
        first: 0,
        replicas,
        batch,
        starts: None,
        way: quench.map_or(Way::Descent(Method::Lbfgs), Way::Quench),
        termination: Termination {
            tolerance: 1e-8,
            max_iterations: 10_000,
        },
        spectrum: false,
    }
}

fn tempering(temperatures: &[f64], sweeps: u32) -> Option<Quench> {
    Some(Quench::Tempering {
        temperatures: temperatures.into(),
        sweeps,
    })
}

fn annealing(from: f64, to: f64, sweeps: u32) -> Option<Quench> {
    Some(Quench::Annealing(Cooling { from, to, sweeps }))
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Mean and standard error of independent values.
fn measured(values: &[f64]) -> (f64, f64) {
    let mean = mean(values);
    let count = values.len() as f64;
    let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
    (mean, (squares / (count * (count - 1.0))).sqrt())
}

/// The mean of H/n under exp(−H/T) on the circle or the sphere |σ|² = n, by the midpoint rule.
fn equilibrium(glass: &SpinGlass, temperature: f64) -> f64 {
    let n = glass.n();
    let radius = (n as f64).sqrt();
    let around = 400;
    let mut points: Vec<(f64, Vec<f64>)> = Vec::new();
    for i in 0..around {
        let (sin, cos) = libm::sincos(TAU * (f64::from(i) + 0.5) / f64::from(around));
        if n == 2 {
            points.push((1.0, vec![radius * cos, radius * sin]));
            continue;
        }
        for j in 0..around {
            let (s, c) = libm::sincos(PI * (f64::from(j) + 0.5) / f64::from(around));
            points.push((s, vec![radius * s * cos, radius * s * sin, radius * c]));
        }
    }
    let states: Vec<f64> = points.iter().flat_map(|(_, point)| point.clone()).collect();
    let mut energies = vec![0.0; points.len()];
    let mut gradients = vec![0.0; states.len()];
    glass
        .evaluate_all(&states, &mut energies, &mut gradients)
        .unwrap();
    let (mut sum, mut total) = (0.0, 0.0);
    for ((area, _), energy) in points.iter().zip(&energies) {
        let weight = area * libm::exp(-energy / temperature);
        total += weight;
        sum += weight * energy;
    }
    sum / total / n as f64
}

fn metropolis(burn_in: u32, sweeps: u32) -> Motion {
    Motion::Metropolis {
        burn_in,
        sweeps,
        every: sweeps,
    }
}

#[test]
fn chains_have_the_distribution_of_their_temperature_on_the_circle_and_the_sphere() {
    for (n, p, temperature) in [(2, 3, 0.7), (2, 4, 1.5), (3, 2, 0.5), (3, 3, 1.0)] {
        let glass = sampled(n, p, 8);
        let expected = equilibrium(&glass, temperature);
        let chains = walks(temperature, 4_000, metropolis(60, 40));
        let found = finish(trajectories(glass, chains).unwrap(), 1e7);
        let (mean, error) = measured(doubles(&found, "energy"));
        assert!(
            (mean - expected).abs() <= 4.0 * error,
            "n = {n}, p = {p}: {mean} ± {error}, expected {expected}"
        );
    }
}

/// −β(1 − E⟨R³⟩) of N = 32: −0.49834 at β = 0.5, −0.7888 ± 0.0004 at 0.8.
#[test]
fn chains_have_the_energies_of_equilibrium() {
    for (beta, expected, uncertainty) in [(0.5, -0.49834, 0.0), (0.8, -0.7888, 0.0004)] {
        let energies = (0..200).map(|draw| {
            // Each draw with noise of its own, for else all chains would share their luck.
            let chains = Walks {
                seed: 1000 + draw,
                ..walks(1.0 / beta, 4, metropolis(60, 30))
            };
            let found = finish(trajectories(sampled(32, 3, draw), chains).unwrap(), 1e7);
            mean(doubles(&found, "energy"))
        });
        let (found, error) = measured(&energies.collect::<Vec<_>>());
        assert!(
            (found - expected).abs() <= 4.0 * error + uncertainty,
            "β = {beta}: {found} ± {error}, expected {expected}"
        );
    }
}

fn langevin(times: &[f64], time_step: f64) -> Motion {
    Motion::Langevin {
        times: times.into(),
        time_step,
    }
}

#[test]
fn langevin_dynamics_ends_in_equilibrium() {
    for n in [2, 3] {
        let glass = sampled(n, 3, 8);
        let expected = equilibrium(&glass, 2.0);
        let flows = walks(2.0, 4_000, langevin(&[8.0], 0.02));
        let found = finish(trajectories(glass, flows).unwrap(), 1e7);
        let (mean, error) = measured(doubles(&found, "energy"));
        // 0.002: what steps of 0.02 may be wrong by.
        assert!(
            (mean - expected).abs() <= 4.0 * error + 0.002,
            "n = {n}: {mean} ± {error}, expected {expected}"
        );
    }
}

#[test]
fn gradient_flow_goes_down_and_its_error_falls_with_the_square_of_the_step() {
    let times = [0.0, 0.5, 1.0, 2.0];
    let energies = |time_step| {
        let flows = walks(0.0, 4, langevin(&times, time_step));
        let found = finish(trajectories(sampled(30, 3, 2), flows).unwrap(), 1e7);
        doubles(&found, "energy").to_vec()
    };
    let [coarse, fine, exact] = [0.02, 0.01, 0.001].map(energies);
    for row in exact.chunks_exact(times.len()) {
        assert!(row.windows(2).all(|pair| pair[1] < pair[0]));
    }
    let error = |of: &[f64]| {
        let differences = of.iter().zip(&exact).map(|(a, b)| (a - b).abs());
        differences.fold(0.0, f64::max)
    };
    assert!(error(&coarse) < 0.002);
    assert!(error(&fine) < error(&coarse) / 3.0);
}

#[test]
fn walks_do_not_depend_on_batch_or_budget() {
    let motions = [
        (0.6, metropolis(3, 4)),
        (0.6, langevin(&[0.1, 0.35], 0.05)),
        (0.0, langevin(&[0.1, 0.35], 0.05)),
    ];
    for (temperature, motion) in motions {
        let found = |batch, budget| {
            let walks = Walks {
                batch,
                ..walks(temperature, 7, motion.clone())
            };
            finish(trajectories(sampled(9, 4, 1), walks).unwrap(), budget)
        };
        assert_eq!(found(1, 1.0), found(4, 1e9));
    }
    for quench in [annealing(1.0, 0.05, 9), tempering(&[0.1, 0.3, 0.5, 1.0], 9)] {
        let found = |batch, budget| {
            let job = descents(sampled(9, 4, 1), settings(quench.clone(), 7, batch));
            finish(job.unwrap(), budget)
        };
        assert_eq!(found(1, 1.0), found(4, 1e9));
    }
}

/// A ladder from the lowest temperature to 1, by equal factors.
fn ladder(lowest: f64, rungs: i32) -> Vec<f64> {
    let rungs =
        (0..rungs).map(|rung| libm::pow(lowest, 1.0 - f64::from(rung) / f64::from(rungs - 1)));
    rungs.collect()
}

#[test]
fn tempering_finds_the_lowest_of_400_descents() {
    let glass = sampled(20, 3, 1);
    let down = finish(
        descents(Rc::clone(&glass), settings(None, 400, 32)).unwrap(),
        1e8,
    );
    let lowest = doubles(&down, "energy")
        .iter()
        .fold(0.0_f64, |low, x| low.min(*x));
    let quench = tempering(&ladder(0.1, 8), 400);
    let tempered = finish(descents(glass, settings(quench, 4, 4)).unwrap(), 1e8);
    for energy in doubles(&tempered, "energy") {
        assert!(*energy <= lowest + 1e-9, "{energy} is above {lowest}");
    }
}

#[test]
fn at_50_spins_annealing_and_tempering_end_below_gradient_descent() {
    let (mut quenched, mut annealed, mut tempered) = (vec![], vec![], vec![]);
    for draw in 0..8 {
        let glass = sampled(50, 3, draw);
        let mean_of = |quench, replicas| {
            let job = descents(Rc::clone(&glass), settings(quench, replicas, 32)).unwrap();
            mean(doubles(&finish(job, 1e8), "energy"))
        };
        quenched.push(mean_of(None, 32));
        annealed.push(mean_of(annealing(1.0, 0.05, 300), 16));
        tempered.push(mean_of(tempering(&ladder(0.15, 8), 200), 4));
    }
    let [quenched, annealed, tempered] = [quenched, annealed, tempered].map(|all| mean(&all));
    assert!(
        annealed < quenched,
        "annealing ends at {annealed}, descents at {quenched}"
    );
    assert!(
        tempered < quenched - 0.01,
        "tempering ends at {tempered}, descents at {quenched}"
    );
}
