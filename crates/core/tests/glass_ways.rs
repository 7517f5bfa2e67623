//! Hessian descent, stochastic descents and conjugate gradients on glasses.

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
use losscape_core::columns::Column;
use losscape_core::eigen::EigenpairSolver;
use losscape_core::eigen::range::Range;
use losscape_core::eigen::solver::Solver;
use losscape_core::glass::{Rates, SpinGlass, Way, descents};
use losscape_core::optimise::Method;
use states::normals;
use std::rc::Rc;
use walks::{glass, settings, walk};

const CUBIC: &[(usize, f64)] = &[(3, 1.0)];
const EVEN: &[(usize, f64)] = &[(2, 0.6), (4, 0.8)];

fn rates(share: f64, epochs: u32) -> Way {
    Way::Stochastic(Rates {
        share,
        epochs,
        learning_rate: 0.05,
        decay: 0.9,
    })
}

fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The intercept of a line through means in N^(−2/3), and its standard error.
fn extrapolated(points: &[(usize, f64, f64)]) -> (f64, f64) {
    let (mut w, mut wx, mut wy, mut wxx, mut wxy) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for &(n, y, error) in points {
        let x = libm::pow(n as f64, -2.0 / 3.0);
        let weight = 1.0 / (error * error);
        w += weight;
        wx += weight * x;
        wy += weight * y;
        wxx += weight * x * x;
        wxy += weight * x * y;
    }
    let determinant = w * wxx - wx * wx;
    (
        (wxx * wy - wx * wxy) / determinant,
        (wxx / determinant).sqrt(),
    )
}

/// −(1/K) Σ_{k<K} √ξ''(k/K), ξ''(q) = Σ p(p−1) b² q^(p−2).
fn limit(terms: &[(usize, f64)], steps: u32) -> f64 {
    let curvature = |q: f64| -> f64 {
        let of =
            |&(p, b): &(usize, f64)| (p * (p - 1)) as f64 * b * b * libm::pow(q, p as f64 - 2.0);
        terms.iter().map(of).sum()
    };
    let steps = f64::from(steps);
    let terms = (0..steps as u32).map(|k| curvature(f64::from(k) / steps).sqrt());
    -terms.sum::<f64>() / steps
}

/// The lowest eigenvector of the Hessian on the tangent space of a point; none where the Hessian is 0.
fn lowest(glass: &SpinGlass, point: &[f64]) -> Option<Vec<f64>> {
    let n = point.len();
    let mut hessian = glass.hessian(point).unwrap();
    if hessian.iter().all(|&entry| entry == 0.0) {
        return None;
    }
    let square = dot(point, point);
    if square > 0.0 {
        // Of PHP and a wall along the point, which is above all eigenvalues.
        let image: Vec<f64> = hessian.chunks(n).map(|row| dot(row, point)).collect();
        let radial = dot(point, &image) / square + 100.0;
        for (i, (x, hx)) in point.iter().zip(&image).enumerate() {
            for (j, (y, hy)) in point.iter().zip(&image).enumerate() {
                hessian[i * n + j] += (radial * x * y - x * hy - hx * y) / square;
            }
        }
    }
    let mut solver = EigenpairSolver::new(n, Range::Index { from: 0, to: 1 }).unwrap();
    solver.solve(&mut hessian).unwrap();
    Some(solver.vectors().to_vec())
}

/// Hessian descent by its definition: the energy per spin at its end, and the part of that which is even in the steps.
fn descended(glass: &SpinGlass, start: &[f64], steps: u32) -> (f64, f64) {
    let n = start.len();
    let (mut point, mut gradient) = (vec![0.0; n], start.iter().map(|x| -x).collect::<Vec<_>>());
    let (mut energy, mut even) = (0.0, 0.0);
    for _ in 0..steps {
        let direction = lowest(glass, &point).unwrap_or_else(|| start.to_vec());
        let length = (n as f64 / f64::from(steps) / dot(&direction, &direction)).sqrt();
        let down = length.copysign(-dot(&direction, &gradient));
        let aside = |length: f64| {
            let ends = point.iter().zip(&direction);
            ends.map(|(x, d)| x + length * d).collect::<Vec<_>>()
        };
        let states = [aside(down), aside(-down)].concat();
        let (mut energies, mut gradients) = ([0.0; 2], vec![0.0; 2 * n]);
        glass
            .evaluate_all(&states, &mut energies, &mut gradients)
            .unwrap();
        even += 0.5 * (energies[0] + energies[1]) - energy;
        energy = energies[0];
        point.copy_from_slice(&states[..n]);
        gradient.copy_from_slice(&gradients[..n]);
    }
    (energy / n as f64, even / n as f64)
}

/// What is odd in a step is won by going down its side, √(n/K)·|v·∇H| and more: it is negative and of order N^(−1/2), so that left in it
/// takes lines in N^(−2/3) too low. What is even follows the edge of the Hessian's spectrum, which is of order N^(−2/3) from its limit.
#[test]
fn the_energy_of_hessian_descent_tends_to_the_sum_over_its_steps() {
    let cubic: [(usize, u64); 3] = [(50, 40), (100, 24), (200, 6)];
    let even = [(20, 100), (40, 50), (60, 16)];
    for (terms, sizes) in [(CUBIC, cubic), (EVEN, even)] {
        for steps in [5, 10, 20] {
            let points = sizes.map(|(n, draws)| {
                let parts = (0..draws).map(|draw| {
                    let glass = glass(n, terms, draw);
                    let start = normals(draw, n);
                    let (energy, even) = descended(&glass, &start, steps);
                    if draw < 2 {
                        let mut settings = settings(Way::Outward { steps }, 1);
                        settings.starts = Some(start);
                        // Its own energy alone is wanted.
                        settings.termination.tolerance = 1.0;
                        let found = doubles(&walk(&glass, settings), "walk_energy")[0];
                        assert!((found - energy).abs() < 1e-9, "{found}, expected {energy}");
                    }
                    even
                });
                let parts: Vec<f64> = parts.collect();
                let mean = mean(&parts);
                let squares: f64 = parts.iter().map(|x| (x - mean) * (x - mean)).sum();
                let count = parts.len() as f64;
                (n, mean, (squares / (count * (count - 1.0))).sqrt())
            });
            let (found, error) = extrapolated(&points);
            let expected = limit(terms, steps);
            assert!(
                (found - expected).abs() <= 3.0 * error,
                "{terms:?}, K = {steps}: {found} ± {error}, expected {expected}; {points:?}"
            );
        }
    }
}

#[test]
fn ways_with_phases_end_at_minima_below_where_the_phase_ended() {
    for terms in [CUBIC, &[(2, 1.0)], EVEN] {
        for (way, name) in [
            (Way::Outward { steps: 6 }, "hessian-descent"),
            (rates(0.25, 10), "sgd"),
        ] {
            let found = walk(&glass(17, terms, 2), settings(way, 12));
            assert_eq!(words(&found, "method"), [name; 12]);
            assert_eq!(words(&found, "status"), ["converged"; 12]);
            assert_eq!(found.get("index"), Some(&Column::I32(vec![0; 12])));
            let walks = doubles(&found, "walk_energy");
            for (energy, walk) in doubles(&found, "energy").iter().zip(walks) {
                assert!(energy <= walk && *walk < -0.3, "{energy} from {walk}");
            }
        }
    }
}

#[test]
fn a_stochastic_step_on_all_couplings_goes_down_the_whole_gradient() {
    for (n, terms) in [
        (2, CUBIC),
        (9, CUBIC),
        (13, &[(2, 1.0)][..]),
        (7, &[(2, 0.5), (3, -1.0), (4, 1.5), (5, 0.25), (6, 0.75)]),
    ] {
        let glass = glass(n, terms, 3);
        let way = Way::Stochastic(Rates {
            share: 1.0,
            epochs: 1,
            learning_rate: 1e-3,
            decay: 1.0,
        });
        // With this tolerance the descent ends where it begins.
        let mut settings = settings(way, 4);
        settings.termination.tolerance = f64::INFINITY;
        let stepped = walk(&glass, settings.clone());
        settings.way = Way::Descent(Method::Lbfgs);
        let starts = walk(&glass, settings);
        let mut gradient = vec![0.0; n];
        for (start, end) in doubles(&starts, "states")
            .chunks(n)
            .zip(doubles(&stepped, "states").chunks(n))
        {
            glass.sphere_gradient(start, &mut gradient).unwrap();
            let moved: Vec<f64> = start
                .iter()
                .zip(&gradient)
                .map(|(x, g)| x - 1e-3 * g)
                .collect();
            let length = moved.iter().map(|x| x * x).sum::<f64>().sqrt();
            for (x, y) in moved.iter().zip(end) {
                let expected = x * (n as f64).sqrt() / length;
                assert!(
                    (expected - y).abs() <= 1e-13,
                    "n = {n}: {y}, expected {expected}"
                );
            }
        }
        assert_eq!(counts(&stepped, "evaluations"), [2; 4]);
    }
}

#[test]
fn stochastic_descent_counts_the_shares_that_it_saw() {
    let found = walk(&glass(40, CUBIC, 1), settings(rates(0.1, 20), 8));
    let down = walk(
        &glass(40, CUBIC, 1),
        settings(Way::Descent(Method::Lbfgs), 8),
    );
    let extra = mean(
        &counts(&found, "evaluations")
            .iter()
            .map(|&x| f64::from(x))
            .collect::<Vec<_>>(),
    ) - mean(
        &counts(&down, "evaluations")
            .iter()
            .map(|&x| f64::from(x))
            .collect::<Vec<_>>(),
    );
    // 20 epochs, and a descent that starts low.
    assert!((-30.0..=2.0).contains(&(extra - 20.0)), "{extra}");
}

#[test]
fn conjugate_gradients_take_fewer_steps_than_steepest_descent() {
    let glass = glass(60, CUBIC, 4);
    let steps = |method| {
        let found = walk(&glass, settings(Way::Descent(method), 24));
        assert_eq!(words(&found, "status"), ["converged"; 24]);
        counts(&found, "evaluations").iter().sum::<u32>()
    };
    let [conjugate, steepest] = [Method::ConjugateGradient, Method::GradientDescent].map(steps);
    println!("{conjugate} {steepest} {}", steps(Method::Lbfgs));
    assert!(2 * conjugate < steepest, "{conjugate} against {steepest}");
}

#[test]
fn they_do_not_depend_on_batch_or_budget() {
    for terms in [CUBIC, EVEN] {
        let glass = glass(11, terms, 4);
        for way in [
            Way::Outward { steps: 5 },
            rates(0.3, 4),
            Way::Descent(Method::ConjugateGradient),
        ] {
            let found = |batch, budget| {
                let mut settings = settings(way.clone(), 9);
                settings.batch = batch;
                finish(descents(Rc::clone(&glass), settings).unwrap(), budget)
            };
            assert_eq!(found(1, 1.0), found(4, 1e9));
            assert_eq!(found(9, 1.0), found(4, 1e9));
        }
    }
}
