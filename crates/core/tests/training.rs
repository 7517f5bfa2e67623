//! Training against a plain loop in doubles on the reference gradient, and the promises of the job.

#[allow(dead_code, reason = "each test uses some")]
#[path = "support/columns.rs"]
mod columns;

use columns::{doubles, words};
use losscape_core::budget::Budget;
use losscape_core::columns::{Column, Columns};
use losscape_core::data::Dataset;
use losscape_core::network::train::{Precision, Recipe, Schedule, Settings, Sgd, Start, training};
use losscape_core::network::{Activation, Architecture, Initial, Loss, Network};
use losscape_core::rng::{Purpose, Stream};

/// Inputs in [0, 1), half of them 0, and labels at random.
fn data(samples: usize, features: usize, classes: usize) -> Dataset {
    let mut draws = Stream::new(7, Purpose::Seeds, 0, 0);
    let pixel = |x: f64| if x < 0.5 { 0.0 } else { 2.0 * x - 1.0 };
    let inputs = (0..samples * features)
        .map(|_| pixel(draws.uniform()))
        .collect();
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

fn settings(architecture: Architecture, precision: Precision, sgd: Sgd) -> Settings {
    Settings {
        architecture,
        start: Start::Drawn(Initial::Glorot),
        seed: 11,
        first: 0,
        replicas: 1,
        recipe: Recipe::Sgd(Sgd { precision, ..sgd }),
    }
}

const SGD: Sgd = Sgd {
    epochs: 3,
    batch_size: 10,
    learning_rate: 0.25,
    momentum: 0.0,
    schedule: Schedule::Exponential { decay: 0.75 },
    precision: Precision::Single,
};

fn trained(settings: &Settings, train: &Dataset, test: Option<&Dataset>) -> Columns {
    let mut job = training(settings.clone(), train, test).expect("a training");
    assert!(job.advance(&mut Budget::unlimited()).expect("no error"));
    job.take().expect("columns")
}

/// Fisher and Yates by the words of the stream, last of a block's halves first.
fn order(samples: usize, seed: u64, replica: u32, epoch: u32) -> Vec<usize> {
    let mut stream = Stream::new(seed, Purpose::Orders, replica, epoch);
    let mut words = std::iter::from_fn(|| {
        let halves = |word: u64| [word as u32, (word >> 32) as u32];
        Some(stream.words().map(halves).concat())
    })
    .flatten();
    let mut order: Vec<usize> = (0..samples).collect();
    for place in 0..samples - 1 {
        let rest = (samples - place) as u64;
        let draw = loop {
            let product = u64::from(words.next().expect("a word")) * rest;
            if product % (1 << 32) >= (1 << 32) % rest {
                break product >> 32;
            }
        };
        order.swap(place, place + draw as usize);
    }
    order
}

/// The samples at `places` as a set of their own.
fn batch(data: &Dataset, places: &[usize]) -> Dataset {
    let row = |&at: &usize| &data.inputs()[at * data.features()..][..data.features()];
    let inputs = places.iter().flat_map(row).copied().collect();
    let labels = places.iter().map(|&at| data.labels()[at]).collect();
    Dataset::new(inputs, labels, data.classes()).expect("a batch")
}

/// The weights after a plain loop of stochastic gradient descent on the reference gradient.
fn plain(settings: &Settings, data: &Dataset, replica: u32) -> Vec<f64> {
    let Settings {
        architecture,
        start,
        seed,
        recipe: Recipe::Sgd(sgd),
        ..
    } = settings
    else {
        panic!("a training by batches");
    };
    let mut network = match start {
        Start::Drawn(initial) => Network::create(architecture, *initial, *seed, replica),
        Start::Given(weights) => Network::from_parameters(architecture, weights.clone()),
    }
    .expect("a network");
    let mut gradient = vec![0.0; network.parameters().len()];
    let mut velocity = gradient.clone();
    for epoch in 0..sgd.epochs {
        let rate = sgd.learning_rate * sgd.schedule.factor(epoch, sgd.epochs);
        for places in order(data.samples(), *seed, replica, epoch).chunks(sgd.batch_size as usize) {
            network
                .gradient(&batch(data, places), &mut gradient)
                .expect("a gradient");
            for ((weight, v), g) in network
                .parameters_mut()
                .iter_mut()
                .zip(&mut velocity)
                .zip(&gradient)
            {
                *v = sgd.momentum * *v + g;
                *weight -= rate * *v;
            }
        }
    }
    network.parameters().to_vec()
}

fn largest_difference(x: &[f64], y: &[f64]) -> f64 {
    assert_eq!(x.len(), y.len());
    x.iter()
        .zip(y)
        .fold(0.0, |most, (x, y)| most.max((x - y).abs()))
}

#[test]
fn training_in_doubles_is_the_plain_loop_on_the_reference_gradient() {
    let shapes: [&[usize]; 5] = [
        &[7, 3],
        &[7, 5, 3],
        &[9, 6, 1, 3],
        &[7, 25, 10, 3],
        &[4, 4, 4, 4, 2],
    ];
    for (number, layers) in shapes.into_iter().enumerate() {
        let data = data(53, layers[0], layers[layers.len() - 1]);
        for (activation, _) in Activation::NAMES {
            for (loss, _) in Loss::NAMES {
                let sgd = Sgd {
                    momentum: [0.0, 0.9][number % 2],
                    learning_rate: 0.02,
                    ..SGD
                };
                let architecture = architecture(layers, activation, loss, number != 3);
                let settings = settings(architecture, Precision::Double, sgd);
                let found = trained(&settings, &data, None);
                let error =
                    largest_difference(doubles(&found, "weights"), &plain(&settings, &data, 0));
                assert!(
                    error <= 1e-12,
                    "{layers:?} {activation:?} {loss:?}: {error:e}"
                );
            }
        }
    }
}

#[test]
fn batches_of_any_size_are_the_plain_loop() {
    let data = data(301, 12, 4);
    // One sample, less than a panel, several blocks with a rest, and more than there are.
    for batch_size in [1, 3, 8, 64, 130, 300, 1000] {
        let sgd = Sgd { batch_size, ..SGD };
        let architecture = architecture(&[12, 6, 4], Activation::Tanh, Loss::CrossEntropy, true);
        let settings = settings(architecture, Precision::Double, sgd);
        let found = trained(&settings, &data, None);
        let error = largest_difference(doubles(&found, "weights"), &plain(&settings, &data, 0));
        assert!(error <= 1e-12, "{batch_size}: {error:e}");
    }
}

#[test]
fn a_step_in_singles_is_the_reference_step_within_roundings_of_singles() {
    let data = data(32, 100, 10);
    let eps = f64::from(f32::EPSILON);
    for (activation, _) in Activation::NAMES {
        for loss in [Loss::CrossEntropy, Loss::Squared] {
            let sgd = Sgd {
                epochs: 1,
                batch_size: 32,
                ..SGD
            };
            let architecture = architecture(&[100, 25, 10], activation, loss, true);
            let settings = settings(architecture, Precision::Single, sgd);
            let found = trained(&settings, &data, None);
            let error = largest_difference(doubles(&found, "weights"), &plain(&settings, &data, 0));
            // Weights below 1, and slopes that are sums of a hundred products of order 1 and their halves.
            assert!(
                error <= 8.0 * eps,
                "{activation:?} {loss:?}: {}",
                error / eps
            );
        }
    }
}

#[test]
fn a_replica_has_the_same_bits_alone_among_others_and_by_any_budget() {
    let (train, test) = (data(150, 20, 5), data(40, 20, 5));
    let architecture = architecture(&[20, 9, 5], Activation::Softplus, Loss::CrossEntropy, true);
    let together = Settings {
        first: 3,
        replicas: 4,
        ..settings(architecture, Precision::Single, SGD)
    };
    let all = trained(&together, &train, Some(&test));
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
            "train_accuracy",
            "test_accuracy",
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

#[test]
fn what_is_reported_is_what_the_network_of_the_weights_says() {
    let (train, test) = (data(300, 12, 4), data(70, 12, 4));
    let architecture = architecture(&[12, 8, 4], Activation::Relu, Loss::CrossEntropy, true);
    let settings = settings(architecture.clone(), Precision::Single, SGD);
    let found = trained(&settings, &train, Some(&test));
    let weights = doubles(&found, "weights").to_vec();
    let network = Network::from_parameters(&architecture, weights).expect("a network");
    let [on_train, on_test] = [&train, &test].map(|data| network.evaluate(data).expect("fits"));
    assert_eq!(doubles(&found, "train_loss"), [on_train.loss]);
    assert_eq!(doubles(&found, "train_accuracy"), [on_train.accuracy]);
    assert_eq!(doubles(&found, "test_loss"), [on_test.loss]);
    assert_eq!(doubles(&found, "test_accuracy"), [on_test.accuracy]);
    let mut gradient = vec![0.0; network.parameters().len()];
    network.gradient(&train, &mut gradient).expect("a gradient");
    let norm = gradient.iter().map(|x| x * x).sum::<f64>().sqrt();
    assert!((doubles(&found, "gradient_norm")[0] - norm).abs() <= 1e-15);
    assert_eq!(words(&found, "status"), ["completed"]);
    assert_eq!(words(&found, "method"), ["sgd"]);
    assert_eq!(found.get("epochs"), Some(&Column::U32(vec![3])));
    assert_eq!(
        found.get("history_epoch"),
        Some(&Column::U32(vec![0, 1, 2]))
    );
}

#[test]
fn a_rate_that_is_too_large_ends_in_the_status_diverged_and_the_next_replica_starts_anew() {
    let data = data(100, 12, 4);
    let sgd = Sgd {
        learning_rate: 1e6,
        epochs: 20,
        ..SGD
    };
    let architecture = architecture(&[12, 8, 4], Activation::Linear, Loss::Squared, true);
    let settings = Settings {
        replicas: 2,
        ..settings(architecture, Precision::Single, sgd)
    };
    let found = trained(&settings, &data, None);
    assert_eq!(words(&found, "status"), ["diverged"; 2]);
    assert_eq!(found.get("epochs"), Some(&Column::U32(vec![1, 1])));
}

#[test]
fn training_lowers_the_loss_that_its_history_tells() {
    let data = data(200, 30, 4);
    let architecture = architecture(&[30, 20, 4], Activation::Relu, Loss::CrossEntropy, true);
    let sgd = Sgd {
        epochs: 60,
        momentum: 0.9,
        learning_rate: 0.1,
        ..SGD
    };
    let sgd = Sgd {
        schedule: Schedule::Cosine,
        ..sgd
    };
    let found = trained(&settings(architecture, Precision::Single, sgd), &data, None);
    let history = doubles(&found, "history_train_loss");
    assert!(history[59] < 0.05 * history[0], "{history:?}");
    let last = doubles(&found, "train_loss")[0];
    assert!((last - history[59]).abs() < 0.01 * last, "{last}");
}

#[test]
fn orders_are_permutations_that_differ_by_replica_and_epoch() {
    let mut found: Vec<Vec<usize>> = [(0, 0), (0, 1), (1, 0)]
        .map(|(replica, epoch)| order(100, 5, replica, epoch))
        .to_vec();
    found.sort_unstable();
    found.dedup();
    assert_eq!(found.len(), 3);
    for mut order in found {
        order.sort_unstable();
        assert_eq!(order, (0..100).collect::<Vec<usize>>());
    }
}

#[test]
fn schedules_are_what_their_formulas_say() {
    let rates = |schedule: Schedule| [0, 1, 2, 3].map(|epoch| schedule.factor(epoch, 4));
    assert_eq!(
        rates(Schedule::Exponential { decay: 0.5 }),
        [1.0, 0.5, 0.25, 0.125]
    );
    let every = 2;
    assert_eq!(
        rates(Schedule::Step { decay: 0.5, every }),
        [1.0, 1.0, 0.5, 0.5]
    );
    assert_eq!(
        rates(Schedule::Inverse { decay: 0.5 }),
        [1.0, 0.5, 1.0 / 3.0, 0.25]
    );
    let cosine = rates(Schedule::Cosine);
    assert_eq!(cosine[0], 1.0);
    assert!((cosine[2] - 0.5).abs() <= f64::EPSILON);
}

#[test]
fn settings_that_cannot_be_trained_by_are_refused_by_name() {
    let data = data(20, 4, 3);
    let good = settings(
        architecture(&[4, 3], Activation::Relu, Loss::CrossEntropy, true),
        Precision::Single,
        SGD,
    );
    let refused = |change: &dyn Fn(&mut Settings)| {
        let mut settings = good.clone();
        change(&mut settings);
        match training(settings, &data, None).map(|_| ()) {
            Err(losscape_core::error::Error::InvalidInput { argument, .. }) => argument,
            other => panic!("{other:?}"),
        }
    };
    let refused_sgd = |change: &dyn Fn(&mut Sgd)| {
        refused(&|s| {
            let mut sgd = SGD;
            change(&mut sgd);
            s.recipe = Recipe::Sgd(sgd);
        })
    };
    assert_eq!(refused_sgd(&|s| s.epochs = 0), "epochs");
    assert_eq!(refused_sgd(&|s| s.batch_size = 0), "batchSize");
    assert_eq!(refused_sgd(&|s| s.learning_rate = f64::NAN), "learningRate");
    assert_eq!(refused_sgd(&|s| s.momentum = 1.0), "momentum");
    assert_eq!(
        refused_sgd(&|s| s.schedule = Schedule::Exponential { decay: 0.0 }),
        "decay"
    );
    let every = 0;
    assert_eq!(
        refused_sgd(&|s| s.schedule = Schedule::Step { decay: 1.0, every }),
        "every"
    );
    assert_eq!(refused(&|s| s.first = u32::MAX), "replicas");
    assert_eq!(refused(&|s| s.architecture.layers[0] = 5), "data.features");
    assert_eq!(refused(&|s| s.architecture.layers[1] = 5), "data.classes");
    assert_eq!(
        refused(&|s| s.start = Start::Given(vec![0.0])),
        "weights.length"
    );
}
