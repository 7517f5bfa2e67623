//! Full-batch descents of networks, and the promises of their job.

#[allow(dead_code, reason = "each test uses some")]
#[path = "support/columns.rs"]
mod columns;

use columns::{counts, doubles, words};
use losscape_core::budget::Budget;
use losscape_core::columns::Columns;
use losscape_core::data::Dataset;
use losscape_core::error::Error;
use losscape_core::network::train::{Recipe, Settings, Start, training};
use losscape_core::network::{Activation, Architecture, DataLoss, Initial, Loss, Network};
use losscape_core::objective::{Objective, Slots};
use losscape_core::optimise::{Method, Termination};
use losscape_core::rng::{Purpose, Stream};

/// Normal inputs, and labels drawn by the softmax of a teacher's outputs: with labels that no network explains the least
/// loss is at infinite weights.
fn data(samples: usize, features: usize, classes: usize) -> Dataset {
    let mut draws = Stream::new(5, Purpose::Seeds, 0, 0);
    let inputs = (0..samples * features).map(|_| draws.normal()).collect();
    let inputs = Dataset::new(inputs, vec![0; samples], classes).expect("a data set");
    let teacher = architecture(
        &[features, 2, classes],
        Activation::Tanh,
        Loss::CrossEntropy,
    );
    let teacher = Network::create(&teacher, Initial::Uniform(2.0), 1, 0).expect("a network");
    let mut label = |outputs: &[f64]| {
        let powers: Vec<f64> = outputs.iter().map(|output| libm::exp(*output)).collect();
        let mut rest = draws.uniform() * powers.iter().sum::<f64>();
        let end = powers.iter().position(|power| {
            rest -= power;
            rest < 0.0
        });
        end.unwrap_or(classes - 1) as u32
    };
    let outputs = teacher.outputs(&inputs).expect("data that fit");
    let labels = outputs.chunks(classes).map(&mut label).collect();
    Dataset::new(inputs.inputs().to_vec(), labels, classes).expect("a data set")
}

fn architecture(layers: &[usize], activation: Activation, loss: Loss) -> Architecture {
    Architecture {
        layers: layers.to_vec(),
        activation,
        loss,
        biases: true,
    }
}

fn settings(architecture: Architecture, method: Method, tolerance: f64) -> Settings {
    Settings {
        architecture,
        start: Start::Drawn(Initial::Glorot),
        seed: 11,
        first: 0,
        replicas: 1,
        recipe: Recipe::Descent {
            method,
            termination: Termination {
                tolerance,
                max_iterations: 10_000,
            },
        },
    }
}

fn trained(settings: &Settings, train: &Dataset, test: Option<&Dataset>) -> Columns {
    let mut job = training(settings.clone(), train, test).expect("a training");
    assert!(job.advance(&mut Budget::unlimited()).expect("no error"));
    job.take().expect("columns")
}

fn norm(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x).sum::<f64>().sqrt()
}

#[test]
fn the_loss_in_a_slot_is_the_networks_own_whatever_the_other_slots_hold() {
    // More samples than a block, and a rest.
    let data = data(300, 4, 3);
    let architecture = architecture(&[4, 5, 3], Activation::Tanh, Loss::CrossEntropy);
    let network =
        |replica| Network::create(&architecture, Initial::UnitCube, 3, replica).expect("a network");
    let loss = DataLoss::new(network(0), data.clone()).expect("data that fit");
    let n = loss.dimension();
    assert_eq!(n, 43);
    assert_eq!(loss.flops(), 6.0 * 43.0 * 300.0);
    let mut slots = loss.slots(3).expect("room");
    for slot in 0..3 {
        slots.put(slot, network(slot as u32).parameters());
    }
    loss.evaluate(&mut slots, 3);
    let (mut found, mut expected) = (vec![0.0; n], vec![0.0; n]);
    for slot in 0..3 {
        let value = slots.take(slot, &mut found);
        let alone = network(slot as u32).gradient(&data, &mut expected);
        assert_eq!(value, alone.expect("data that fit"));
        assert_eq!(found, expected);
    }
}

#[test]
fn descents_end_where_central_differences_of_the_loss_vanish() {
    let data = data(600, 3, 3);
    // Where least losses are at infinite weights gradients fall slowly, those of steepest descent most.
    for (activation, loss, tolerances) in [
        (Activation::Linear, Loss::CrossEntropy, [1e-9, 1e-9]),
        (Activation::Softplus, Loss::Squared, [1e-2, 1e-3]),
        (Activation::Tanh, Loss::CrossEntropy, [1e-2, 1e-3]),
    ] {
        let methods = [Method::GradientDescent, Method::Lbfgs];
        for (method, tolerance) in methods.into_iter().zip(tolerances) {
            let architecture = architecture(&[3, 2, 3], activation, loss);
            let found = trained(
                &settings(architecture.clone(), method, tolerance),
                &data,
                None,
            );
            let name = format!("{activation:?} {loss:?} {method:?}");
            assert_eq!(words(&found, "status")[0], "converged", "{name}");
            let reported = doubles(&found, "gradient_norm")[0];
            assert!(reported <= tolerance, "{name}: {reported:e}");

            let weights = doubles(&found, "weights");
            let at = |place: usize, step: f64| {
                let mut weights = weights.to_vec();
                weights[place] += step;
                let network = Network::from_parameters(&architecture, weights).expect("a network");
                network.evaluate(&data).expect("data that fit").loss
            };
            let step = 1e-4;
            let slopes: Vec<f64> = (0..weights.len())
                .map(|place| (at(place, step) - at(place, -step)) / (2.0 * step))
                .collect();
            // Third derivatives of order 10 at most, a sixth of step² each.
            let error = norm(&slopes);
            assert!(error <= tolerance + 1e-7, "{name}: {error:e}");
        }
    }
}

#[test]
fn both_methods_find_the_one_minimum_of_a_convex_loss() {
    let data = data(200, 5, 3);
    let architecture = architecture(&[5, 3], Activation::Relu, Loss::Squared);
    let [steepest, lbfgs] = [Method::GradientDescent, Method::Lbfgs].map(|method| {
        let found = trained(&settings(architecture.clone(), method, 1e-9), &data, None);
        assert_eq!(words(&found, "method")[0], Method::WORDS[method as usize]);
        doubles(&found, "weights").to_vec()
    });
    for (x, y) in steepest.iter().zip(&lbfgs) {
        // Two gradients of 1e-9 over the least eigenvalue of the inputs' covariance, above 1/2.
        assert!((x - y).abs() <= 4e-9, "{x} {y}");
    }
}

#[test]
fn a_replica_has_the_same_bits_alone_among_others_and_by_any_budget() {
    let (train, test) = (data(90, 6, 3), data(30, 6, 3));
    for method in [Method::GradientDescent, Method::Lbfgs] {
        let architecture = architecture(&[6, 3, 3], Activation::Softplus, Loss::CrossEntropy);
        let together = Settings {
            first: 3,
            replicas: 4,
            ..settings(architecture, method, 1e-2)
        };
        let all = trained(&together, &train, Some(&test));
        assert_eq!(counts(&all, "replica"), [3, 4, 5, 6]);
        let history = |replica: u32| -> Vec<f64> {
            let rows = counts(&all, "history_replica").iter();
            rows.zip(doubles(&all, "history_train_loss"))
                .filter_map(|(&of, &loss)| (of == replica).then_some(loss))
                .collect()
        };
        for row in 0..4 {
            let alone = Settings {
                first: 3 + row as u32,
                replicas: 1,
                ..together.clone()
            };
            let alone = trained(&alone, &train, Some(&test));
            for name in ["weights", "train_loss", "test_loss", "gradient_norm"] {
                let (all, alone) = (doubles(&all, name), doubles(&alone, name));
                assert_eq!(&all[row * alone.len()..][..alone.len()], alone, "{name}");
            }
            assert_eq!(
                history(3 + row as u32),
                doubles(&alone, "history_train_loss")
            );
        }
        let mut job = training(together, &train, Some(&test)).expect("a training");
        let mut weights = Vec::new();
        while !job.advance(&mut Budget::of(1.0)).expect("no error") {
            weights.extend_from_slice(doubles(&job.take().expect("columns"), "weights"));
        }
        weights.extend_from_slice(doubles(&job.take().expect("columns"), "weights"));
        assert_eq!(weights, doubles(&all, "weights"));
        assert_eq!(job.progress().done, job.progress().total);
    }
}

#[test]
fn histories_fall_from_the_first_loss_and_have_a_row_an_epoch() {
    let data = data(200, 4, 3);
    let architecture = architecture(&[4, 3, 3], Activation::Tanh, Loss::CrossEntropy);
    let settings = settings(architecture.clone(), Method::Lbfgs, 1e-3);
    let found = trained(&settings, &data, None);
    let history = doubles(&found, "history_train_loss");
    let epochs: Vec<u32> = (0..counts(&found, "epochs")[0]).collect();
    assert_eq!(counts(&found, "history_epoch"), epochs);
    assert_eq!(history.len(), epochs.len());
    let start = Network::create(&architecture, Initial::Glorot, 11, 0).expect("a network");
    assert_eq!(history[0], start.evaluate(&data).expect("fits").loss);
    assert!(history.windows(2).all(|pair| pair[1] <= pair[0] + 1e-12));
    assert!(doubles(&found, "train_loss")[0] <= history[history.len() - 1] + 1e-12);
    assert!(counts(&found, "evaluations")[0] > epochs.len() as u32);
}

#[test]
fn a_descent_that_may_take_no_more_epochs_is_completed_and_starts_at_the_weights_it_is_given() {
    let data = data(40, 4, 3);
    let architecture = architecture(&[4, 3], Activation::Relu, Loss::CrossEntropy);
    let weights: Vec<f64> = (0..15).map(|place| f64::from(place) / 10.0).collect();
    let settings = |max_iterations| Settings {
        start: Start::Given(weights.clone()),
        recipe: Recipe::Descent {
            method: Method::Lbfgs,
            termination: Termination {
                tolerance: 0.0,
                max_iterations,
            },
        },
        ..settings(architecture.clone(), Method::Lbfgs, 0.0)
    };
    let none = trained(&settings(0), &data, None);
    assert_eq!(doubles(&none, "weights"), weights);
    assert_eq!(words(&none, "status")[0], "completed");
    assert_eq!(counts(&none, "evaluations"), [1]);
    let three = trained(&settings(3), &data, None);
    assert_eq!(counts(&three, "epochs"), [3]);
    assert_eq!(words(&three, "status")[0], "completed");
}

#[test]
fn weights_whose_loss_is_no_number_are_diverged() {
    let data = data(40, 4, 3);
    let architecture = architecture(&[4, 3], Activation::Relu, Loss::Squared);
    let settings = Settings {
        start: Start::Given(vec![1e300; 15]),
        ..settings(architecture, Method::Lbfgs, 1e-6)
    };
    assert_eq!(
        words(&trained(&settings, &data, None), "status")[0],
        "diverged"
    );
}

#[test]
fn a_tolerance_that_is_no_number_from_0_on_is_refused_by_name() {
    let data = data(40, 4, 3);
    let architecture = architecture(&[4, 3], Activation::Relu, Loss::Squared);
    for tolerance in [-1.0, f64::NAN, f64::INFINITY] {
        let settings = settings(architecture.clone(), Method::Lbfgs, tolerance);
        match training(settings, &data, None).map(|_| ()) {
            Err(Error::InvalidInput { argument, .. }) => assert_eq!(argument, "tolerance"),
            other => panic!("{other:?}"),
        }
    }
}
