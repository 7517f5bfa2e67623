//! Annealings of networks: changes of a loss by one weight, the Metropolis chain, and the promises of the job.

#[allow(dead_code, reason = "each test uses some")]
#[path = "support/columns.rs"]
mod columns;

use columns::{counts, doubles, words};
use losscape_core::budget::Budget;
use losscape_core::columns::Columns;
use losscape_core::data::Dataset;
use losscape_core::error::Error;
use losscape_core::network::train::{Anneal, Recipe, Settings, Start, training};
use losscape_core::network::{Activation, Architecture, DataLoss, Initial, Loss, Network};
use losscape_core::objective::{Local, LocalMoves, Objective};
use losscape_core::optimise::{Annealing, Cooling, Method, Moves, Termination, Walker};
use losscape_core::rng::{Purpose, Stream};

/// Normal inputs, a third of them 0, and labels at random.
fn data(samples: usize, features: usize, classes: usize) -> Dataset {
    let mut draws = Stream::new(5, Purpose::Seeds, 0, 0);
    let mut input = || {
        let x = draws.normal();
        if draws.uniform() < 1.0 / 3.0 { 0.0 } else { x }
    };
    let inputs = (0..samples * features).map(|_| input()).collect();
    let labels = (0..samples)
        .map(|_| (draws.uniform() * classes as f64) as u32)
        .collect();
    Dataset::new(inputs, labels, classes).expect("a data set")
}

fn architecture(
    layers: &[usize],
    activation: Activation,
    loss: Loss,
    biases: bool,
) -> Architecture {
    Architecture {
        layers: layers.to_vec(),
        activation,
        loss,
        biases,
    }
}

fn anneal(from: f64, to: f64, sweeps: u32, moves: Moves) -> Anneal {
    Anneal {
        cooling: Cooling { from, to, sweeps },
        moves,
    }
}

fn few(values: &[f64]) -> Moves {
    Moves::Among(values.into())
}

fn settings(architecture: Architecture, anneal: Anneal) -> Settings {
    Settings {
        architecture,
        start: Start::Drawn(Initial::UnitCube),
        seed: 11,
        first: 0,
        replicas: 1,
        recipe: Recipe::Anneal(anneal),
    }
}

fn small() -> Architecture {
    architecture(&[6, 4, 3], Activation::Tanh, Loss::CrossEntropy, true)
}

fn trained(settings: &Settings, train: &Dataset, test: Option<&Dataset>) -> Columns {
    let mut job = training(settings.clone(), train, test).expect("a training");
    assert!(job.advance(&mut Budget::unlimited()).expect("no error"));
    job.take().expect("columns")
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The mean, and its standard error by the means of 50 stretches, each much longer than what is correlated.
fn mean_and_error(values: &[f64]) -> [f64; 2] {
    let stretches: Vec<f64> = values.chunks_exact(values.len() / 50).map(mean).collect();
    let middle = mean(&stretches);
    let squares: Vec<f64> = stretches
        .iter()
        .map(|x| (x - middle) * (x - middle))
        .collect();
    [middle, (mean(&squares) / 49.0).sqrt()]
}

#[test]
fn the_change_of_a_loss_by_a_weight_is_the_difference_of_two_evaluations() {
    let data = data(40, 5, 3);
    for layers in [&[5, 3][..], &[5, 4, 3], &[5, 4, 6, 3], &[5, 2, 3, 4, 3]] {
        for (activation, _) in Activation::NAMES {
            for (loss, _) in Loss::NAMES {
                for biases in [true, false] {
                    let architecture = architecture(layers, activation, loss, biases);
                    let network = Network::create(&architecture, Initial::UnitCube, 3, 0);
                    let mut network = network.expect("a network");
                    let objective = DataLoss::new(network.clone(), data.clone()).expect("fits");
                    let at = objective.local(network.parameters().to_vec());
                    let mut at = at.expect("room");
                    let mut draws = Stream::new(1, Purpose::Seeds, 1, 0);
                    let mut value = objective.settle(&mut at).value;
                    let n = network.parameters().len();
                    for place in (0..n + 20).map(|place| place % n) {
                        let evaluate = |network: &Network| {
                            let found = network.evaluate(&data);
                            found.expect("fits").loss
                        };
                        let before = evaluate(&network);
                        assert!((value - before).abs() <= 1e-12, "{value} {before}");
                        let to = draws.normal();
                        let asked = objective.change(&mut at, place, to);
                        let was = std::mem::replace(&mut network.parameters_mut()[place], to);
                        let change = evaluate(&network) - before;
                        let name = format!("{layers:?} {activation:?} {loss:?} {biases} {place}");
                        let error = (asked.value - change).abs();
                        assert!(error <= 1e-12, "{name}: {error:e}");
                        assert!(asked.flops > 0.0);
                        if draws.uniform() < 0.5 {
                            at.make();
                            value += asked.value;
                        } else {
                            network.parameters_mut()[place] = was;
                        }
                        assert_eq!(at.point(), network.parameters());
                    }
                }
            }
        }
    }
}

#[test]
fn few_valued_weights_have_the_frequencies_of_boltzmann() {
    let data = data(6, 2, 2);
    let architecture = architecture(&[2, 1, 2], Activation::Tanh, Loss::CrossEntropy, false);
    let network = Network::create(&architecture, Initial::UnitCube, 0, 0).expect("a network");
    let values = [-1.0, 0.5, 2.0];
    let states = 3_usize.pow(4);
    let weights = |state: usize| -> Vec<f64> {
        (0..4)
            .map(|place| values[state / 3_usize.pow(place) % 3])
            .collect()
    };
    let temperature = 0.4;
    let exact: Vec<f64> = (0..states)
        .map(|state| {
            let network = Network::from_parameters(&architecture, weights(state));
            let loss = network
                .expect("a network")
                .evaluate(&data)
                .expect("fits")
                .loss;
            libm::exp(-loss / temperature)
        })
        .collect();
    let total: f64 = exact.iter().sum();

    let sweeps = 400_000;
    let anneal = anneal(temperature, temperature, sweeps, few(&values));
    let objective = DataLoss::new(network.clone(), data).expect("fits");
    let mut slots = objective.slots(1).expect("room");
    let start = network.parameters().to_vec();
    let mut walk =
        Annealing::new(&objective, start, anneal.cooling, anneal.moves, (7, 0)).expect("room");
    let mut visits = Vec::new();
    let mut begun = 0;
    loop {
        Walker::inform(std::slice::from_mut(&mut walk), &objective, &mut slots);
        if Walker::<DataLoss>::go_on(&mut walk).is_some() {
            break;
        }
        if walk.values().len() > begun {
            begun = walk.values().len();
            let digit = |x: &f64| values.iter().position(|value| value == x).expect("a value");
            let places = walk.point().iter().map(digit);
            visits.push(places.rev().fold(0, |state, digit| 3 * state + digit));
        }
    }
    assert_eq!(visits.len(), sweeps as usize);
    for (state, weight) in exact.iter().enumerate() {
        let here: Vec<f64> = visits
            .iter()
            .map(|&visit| f64::from(visit == state))
            .collect();
        let [share, error] = mean_and_error(&here);
        let expected = weight / total;
        assert!(
            (share - expected).abs() <= 4.0 * error,
            "{state}: {share} {expected} {error:e}"
        );
    }
}

#[test]
fn steps_at_one_temperature_keep_half_of_it_above_the_least_squares_in_each_weight() {
    let data = data(40, 4, 3);
    let architecture = architecture(&[4, 3], Activation::Relu, Loss::Squared, true);
    let least = Settings {
        recipe: Recipe::Descent {
            method: Method::Lbfgs,
            termination: Termination {
                tolerance: 1e-10,
                max_iterations: 1000,
            },
        },
        ..settings(architecture.clone(), anneal(1.0, 1.0, 1, Moves::Steps))
    };
    let least = doubles(&trained(&least, &data, None), "train_loss")[0];
    let temperature = 0.01;
    let recipe = anneal(temperature, temperature, 40_000, Moves::Steps);
    let found = trained(&settings(architecture, recipe), &data, None);
    // Without the way from the start.
    let losses = &doubles(&found, "history_train_loss")[1000..];
    let above: Vec<f64> = losses.iter().map(|loss| loss - least).collect();
    let [share, error] = mean_and_error(&above);
    let expected = 15.0 * temperature / 2.0;
    assert!(error < 0.01 * expected);
    assert!(
        (share - expected).abs() <= 4.0 * error,
        "{share} {expected} {error:e}"
    );
}

#[test]
fn a_replica_has_the_same_bits_alone_among_others_and_by_any_budget() {
    let (train, test) = (data(50, 6, 3), data(20, 6, 3));
    for moves in [Moves::Steps, few(&[-1.0, 0.0, 1.0])] {
        let together = Settings {
            first: 3,
            replicas: 4,
            ..settings(small(), anneal(0.1, 0.01, 6, moves))
        };
        let all = trained(&together, &train, Some(&test));
        assert_eq!(counts(&all, "replica"), [3, 4, 5, 6]);
        assert_eq!(words(&all, "method"), ["simulated-annealing"; 4]);
        assert_eq!(words(&all, "status"), ["completed"; 4]);
        assert_eq!(counts(&all, "epochs"), [6; 4]);
        for row in 0..4 {
            let alone = Settings {
                first: 3 + row as u32,
                replicas: 1,
                ..together.clone()
            };
            let alone = trained(&alone, &train, Some(&test));
            for name in [
                "weights",
                "train_loss",
                "test_loss",
                "gradient_norm",
                "history_train_loss",
            ] {
                let (all, alone) = (doubles(&all, name), doubles(&alone, name));
                assert_eq!(&all[row * alone.len()..][..alone.len()], alone, "{name}");
            }
        }
        let mut job = training(together, &train, Some(&test)).expect("a training");
        let (mut weights, mut done) = (Vec::new(), 0.0);
        while !job.advance(&mut Budget::of(1.0)).expect("no error") {
            assert!(job.progress().done >= done);
            done = job.progress().done;
            weights.extend_from_slice(doubles(&job.take().expect("columns"), "weights"));
        }
        weights.extend_from_slice(doubles(&job.take().expect("columns"), "weights"));
        assert_eq!(weights, doubles(&all, "weights"));
        assert_eq!(job.progress().done, job.progress().total);
    }
}

#[test]
fn what_is_reported_is_where_the_last_sweep_ends_and_the_losses_are_those_that_sweeps_began_with() {
    let data = data(60, 6, 3);
    let settings = settings(small(), anneal(0.1, 0.01, 5, Moves::Steps));
    let found = trained(&settings, &data, None);
    let weights = doubles(&found, "weights").to_vec();
    let network = Network::from_parameters(&small(), weights).expect("a network");
    assert_eq!(
        doubles(&found, "train_loss"),
        [network.evaluate(&data).expect("fits").loss]
    );
    let start = Network::create(&small(), Initial::UnitCube, 11, 0).expect("a network");
    let first = doubles(&found, "history_train_loss")[0];
    assert!((first - start.evaluate(&data).expect("fits").loss).abs() <= 1e-14);
    assert_eq!(counts(&found, "history_epoch"), [0, 1, 2, 3, 4]);
    // A proposal reads every sample, and a gradient costs less than all weights' proposals.
    assert!(counts(&found, "evaluations")[0] >= 5);
}

#[test]
fn lower_temperatures_end_lower_and_all_below_the_start() {
    let data = data(60, 6, 3);
    for moves in [Moves::Steps, few(&[-1.0, -0.5, 0.5, 1.0])] {
        let mut ends = [1.0, 0.1, 0.001].map(|to| {
            let many = Settings {
                replicas: 10,
                ..settings(small(), anneal(1.0, to, 60, moves.clone()))
            };
            let found = trained(&many, &data, None);
            let starts = doubles(&found, "history_train_loss").iter().step_by(60);
            let starts: Vec<f64> = starts.copied().collect();
            (mean(doubles(&found, "train_loss")), mean(&starts))
        });
        assert!(ends[2].0 < 0.9 * ends[2].1, "{ends:?}");
        ends.reverse();
        assert!(ends.is_sorted_by(|a, b| a.0 < b.0), "{ends:?}");
    }
}

#[test]
fn few_valued_weights_start_at_the_nearest_values_and_stay_among_them() {
    let data = data(30, 6, 3);
    let values = [-0.75, 0.0, 0.25];
    let at_start = Settings {
        start: Start::Given((0..43).map(|place| f64::from(place) / 20.0 - 1.0).collect()),
        ..settings(small(), anneal(1e-300, 1e-300, 1, few(&values)))
    };
    let found = trained(&at_start, &data, None);
    let nearest = |place: u32| match f64::from(place) / 20.0 - 1.0 {
        x if x <= -0.375 => -0.75,
        x if x <= 0.125 => 0.0,
        _ => 0.25,
    };
    let start = Network::from_parameters(&small(), (0..43).map(nearest).collect());
    let start = start
        .expect("a network")
        .evaluate(&data)
        .expect("fits")
        .loss;
    assert!((doubles(&found, "history_train_loss")[0] - start).abs() <= 1e-14);
    let hot = trained(
        &settings(small(), anneal(1.0, 1.0, 20, few(&values))),
        &data,
        None,
    );
    let weights = doubles(&hot, "weights");
    assert!(weights.iter().all(|weight| values.contains(weight)));
    assert!(values.iter().all(|value| weights.contains(value)));
}

#[test]
fn weights_whose_loss_is_no_number_are_diverged_and_those_beyond_numbers_come_back() {
    let data = data(40, 4, 3);
    let architecture = architecture(&[4, 3], Activation::Relu, Loss::Squared, true);
    let from = |start: f64, moves: Moves| {
        let settings = Settings {
            start: Start::Given(vec![start; 15]),
            ..settings(architecture.clone(), anneal(0.1, 0.01, 3, moves))
        };
        words(&trained(&settings, &data, None), "status")[0]
    };
    assert_eq!(from(1e300, Moves::Steps), "diverged");
    assert_eq!(from(1e300, few(&[-1.0, 1.0])), "completed");
}

#[test]
fn temperatures_go_by_equal_factors_from_the_first_to_the_last() {
    let cooling = |sweeps| Cooling {
        from: 4.0,
        to: 0.25,
        sweeps,
    };
    let temperatures = [0, 1, 2, 3, 4].map(|sweep| cooling(5).temperature(sweep));
    assert_eq!(temperatures, [4.0, 2.0, 1.0, 0.5, 0.25]);
    assert_eq!(cooling(1).temperature(0), 4.0);
}

#[test]
fn temperatures_that_rise_and_values_that_do_not_are_refused_by_name() {
    let data = data(20, 6, 3);
    let refused =
        |anneal: Anneal| match training(settings(small(), anneal), &data, None).map(|_| ()) {
            Err(Error::InvalidInput { argument, at, .. }) => (argument, at),
            other => panic!("{other:?}"),
        };
    let steps = |from, to, sweeps| refused(anneal(from, to, sweeps, Moves::Steps)).0;
    assert_eq!(steps(1.0, 0.0, 3), "to");
    assert_eq!(steps(1.0, f64::NAN, 3), "to");
    assert_eq!(steps(0.5, 1.0, 3), "from");
    assert_eq!(steps(f64::INFINITY, 1.0, 3), "from");
    assert_eq!(steps(1.0, 0.5, 0), "sweeps");
    let among = |values: &[f64]| refused(anneal(1.0, 1.0, 1, few(values)));
    assert_eq!(among(&[1.0]), ("values.length", vec![]));
    assert_eq!(among(&[0.0, 1.0, 1.0]), ("values", vec![2]));
    assert_eq!(among(&[0.0, f64::NAN]), ("values", vec![1]));
}
