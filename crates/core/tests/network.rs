//! Networks: where their weights come from, what ties and kinks give, and what is refused.

use losscape_core::data::Dataset;
use losscape_core::network::{Activation, Architecture, Initial, Loss, Network};

fn architecture(layers: &[usize], loss: Loss) -> Architecture {
    Architecture {
        layers: layers.to_vec(),
        activation: Activation::Relu,
        loss,
        biases: true,
    }
}

fn created(initial: Initial, seed: u64, replica: u32) -> Vec<f64> {
    let architecture = architecture(&[100, 50, 10], Loss::CrossEntropy);
    let network = Network::create(&architecture, initial, seed, replica).unwrap();
    network.parameters().to_vec()
}

/// Loss and gradient by the outputs: the biases of a network without hidden layer, whose inputs are 0, are its outputs.
fn at_outputs(loss: Loss, outputs: &[f64], label: u32) -> (f64, Vec<f64>) {
    let classes = outputs.len();
    let weights = [&vec![0.0; classes][..], outputs].concat();
    let network = Network::from_parameters(&architecture(&[1, classes], loss), weights).unwrap();
    let data = Dataset::new(vec![0.0], vec![label], classes).unwrap();
    let mut gradient = vec![0.0; 2 * classes];
    let value = network.gradient(&data, &mut gradient).unwrap();
    (value, gradient.split_off(classes))
}

#[test]
fn weights_depend_on_seed_and_replica_alone() {
    for initial in [
        Initial::UnitCube,
        Initial::Glorot,
        Initial::He,
        Initial::Uniform(0.1),
    ] {
        assert_eq!(created(initial, 1, 2), created(initial, 1, 2));
        assert_ne!(created(initial, 1, 2), created(initial, 1, 3));
        assert_ne!(created(initial, 1, 2), created(initial, 2, 2));
    }
}

#[test]
fn weights_have_the_spread_of_their_initialisation() {
    let variance = |x: &[f64]| x.iter().map(|x| x * x).sum::<f64>() / x.len() as f64;
    // Of each: the first layer's variance, the largest modulus, whether biases are 0; 5000 weights: errors of some 2 %.
    let expected = [
        (Initial::UnitCube, 1.0 / 3.0, 1.0, false),
        (Initial::Glorot, 2.0 / 150.0, (6.0_f64 / 60.0).sqrt(), true),
        (Initial::He, 2.0 / 100.0, f64::INFINITY, true),
        (Initial::Uniform(0.1), 0.01 / 3.0, 0.1, false),
    ];
    for (initial, first, bound, no_biases) in expected {
        let weights = created(initial, 5, 0);
        let found = variance(&weights[..5000]);
        assert!((found / first - 1.0).abs() < 0.1, "{initial:?}: {found}");
        assert!(weights.iter().all(|weight| weight.abs() <= bound));
        let biases = &weights[5000..5050];
        assert_eq!(biases.iter().all(|&bias| bias == 0.0), no_biases);
    }
}

#[test]
fn of_equal_outputs_the_first_wins() {
    let network =
        Network::from_parameters(&architecture(&[1, 3], Loss::Squared), vec![0.0; 6]).unwrap();
    let accuracy = |label| {
        let data = Dataset::new(vec![1.0], vec![label], 3).unwrap();
        network.evaluate(&data).unwrap().accuracy
    };
    assert_eq!([0, 1, 2].map(accuracy), [1.0, 0.0, 0.0]);
}

#[test]
fn at_kinks_derivatives_are_0_and_ties_go_to_the_lowest_class() {
    let gradient = |loss, outputs: &[f64], label| at_outputs(loss, outputs, label).1;
    assert_eq!(
        gradient(Loss::Absolute, &[1.0, 0.0, 2.0], 0),
        [0.0, 0.0, 1.0]
    );
    assert_eq!(
        gradient(Loss::HingeOneVsAll, &[1.0, -1.0, 0.0], 0),
        [0.0, 0.0, 1.0]
    );
    assert_eq!(
        gradient(Loss::HingeWestonWatkins, &[2.0, 1.0, 2.0], 0),
        [-1.0, 0.0, 1.0]
    );
    assert_eq!(
        gradient(Loss::HingeCrammerSinger, &[2.0, 1.0, 0.0], 0),
        [0.0; 3]
    );
    assert_eq!(
        gradient(Loss::HingeCrammerSinger, &[0.0, 3.0, 3.0], 0),
        [-1.0, 1.0, 0.0]
    );
    assert_eq!(
        gradient(Loss::HingeCrammerSinger, &[3.0, 0.0, 3.0], 1),
        [1.0, -1.0, 0.0]
    );
}

#[test]
fn cross_entropy_keeps_its_digits_where_outputs_are_far_apart() {
    let (loss, gradient) = at_outputs(Loss::CrossEntropy, &[1000.0, 960.0, -1000.0], 0);
    let small = libm::exp(-40.0);
    assert!((loss - small).abs() <= 1e-15 * small);
    assert!((gradient[0] + small).abs() <= 1e-15 * small);
    let (loss, gradient) = at_outputs(Loss::CrossEntropy, &[1000.0, -1000.0], 1);
    assert_eq!((loss, gradient), (2000.0, vec![1.0, -1.0]));
}

#[test]
fn a_single_output_is_always_right() {
    for (loss, name) in Loss::NAMES {
        let (value, gradient) = at_outputs(loss, &[1.0], 0);
        assert_eq!((value, gradient), (0.0, vec![0.0]), "{name}");
    }
}

#[test]
fn a_network_that_overflows_has_no_finite_loss() {
    for (activation, name) in Activation::NAMES {
        let architecture = Architecture {
            layers: vec![1, 2, 2, 2],
            activation,
            loss: Loss::HingeWestonWatkins,
            biases: false,
        };
        let mut network = Network::create(&architecture, Initial::UnitCube, 1, 0).unwrap();
        network.parameters_mut()[0] = f64::NAN;
        let data = Dataset::new(vec![1.0], vec![0], 2).unwrap();
        assert!(network.evaluate(&data).unwrap().loss.is_nan(), "{name}");
    }
}

#[test]
fn what_is_refused_names_the_argument() {
    let refused = |layers: &[usize]| {
        Network::create(
            &architecture(layers, Loss::Squared),
            Initial::UnitCube,
            0,
            0,
        )
        .is_err()
    };
    assert!(refused(&[]) && refused(&[3]) && refused(&[3, 0, 2]) && refused(&[1 << 30, 1 << 30]));
    let two = architecture(&[2, 2], Loss::Squared);
    for half in [-1.0, f64::NAN, f64::INFINITY] {
        assert!(Network::create(&two, Initial::Uniform(half), 0, 0).is_err());
    }
    let weights = |weights: Vec<f64>| Network::from_parameters(&two, weights);
    assert!(weights(vec![0.0; 5]).is_err() && weights(vec![f64::NAN; 6]).is_err());
    let network = weights(vec![0.0; 6]).unwrap();
    for (features, classes) in [(3, 2), (2, 3)] {
        let data = Dataset::new(vec![0.0; features], vec![0], classes).unwrap();
        assert!(network.evaluate(&data).is_err());
        assert!(network.gradient(&data, &mut [0.0; 6]).is_err());
    }
    assert!(Dataset::new(vec![], vec![], 2).is_err());
    assert!(Dataset::new(vec![0.0; 3], vec![0, 1], 2).is_err());
    assert!(Dataset::new(vec![0.0, f64::INFINITY], vec![0, 1], 2).is_err());
    assert!(Dataset::new(vec![0.0; 2], vec![0, 2], 2).is_err());
    let data = Dataset::new(vec![0.0; 2], vec![0, 1], 2).unwrap();
    assert!(data.take(0).is_err() && data.take(3).is_err());
    assert_eq!(data.take(1).unwrap().labels(), [0]);
}
