//! Second derivatives of networks larger than the golden ones: products, identities, central differences, slices.

use losscape_core::budget::Budget;
use losscape_core::columns::Column;
use losscape_core::data::Dataset;
use losscape_core::error::Error;
use losscape_core::job::Job;
use losscape_core::lanczos::Operator;
use losscape_core::network::curvature::{Dense, Matrix, Products};
use losscape_core::network::{Activation, Architecture, Initial, Loss, Network};
use losscape_core::rng::{Purpose, Stream};

const MATRICES: [Matrix; 2] = [Matrix::Hessian, Matrix::GaussNewton];

fn normals(seed: u64, count: usize) -> Vec<f64> {
    let mut stream = Stream::new(seed, Purpose::Seeds, 2, 2);
    (0..count).map(|_| stream.normal()).collect()
}

fn data(samples: usize, features: usize, classes: usize) -> Dataset {
    let labels = (0..samples).map(|s| (s * s % 7 % classes) as u32).collect();
    Dataset::new(normals(1, samples * features), labels, classes).unwrap()
}

fn network(layers: &[usize], activation: Activation, loss: Loss, biases: bool) -> Network {
    let architecture = Architecture {
        layers: layers.to_vec(),
        activation,
        loss,
        biases,
    };
    let mut network = Network::create(&architecture, Initial::Uniform(0.5), 3, 0).unwrap();
    for (weight, more) in network.parameters_mut().iter_mut().zip(normals(2, 1000)) {
        *weight += 0.25 * more;
    }
    network
}

fn job(network: &Network, data: &Dataset, matrix: Matrix) -> Dense {
    Dense::new(network.clone(), data.clone(), matrix).unwrap()
}

/// Both triangles.
fn dense(network: &Network, data: &Dataset, matrix: Matrix) -> Vec<f64> {
    let mut job = job(network, data, matrix);
    assert!(job.advance(&mut Budget::unlimited()).unwrap());
    let n = network.parameters().len();
    let mut entries = job.matrix().expect("all is done");
    for i in 0..n {
        for j in 0..i {
            assert_eq!(
                entries[j * n + i],
                0.0,
                "above the diagonal nothing is written"
            );
            entries[j * n + i] = entries[i * n + j];
        }
    }
    entries
}

fn times(matrix: &[f64], x: &[f64]) -> Vec<f64> {
    let dot = |row: &[f64]| row.iter().zip(x).map(|(a, x)| a * x).sum();
    matrix.chunks(x.len()).map(dot).collect()
}

fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

fn norm(x: &[f64]) -> f64 {
    dot(x, x).sqrt()
}

fn trace(matrix: &[f64], n: usize) -> f64 {
    matrix.iter().step_by(n + 1).sum()
}

fn assert_near(found: &[f64], expected: &[f64], tolerance: f64, what: &str) {
    let difference: Vec<f64> = found.iter().zip(expected).map(|(x, y)| x - y).collect();
    let bound = tolerance * norm(expected);
    assert!(
        norm(&difference) <= bound,
        "{what}: {} of {bound}",
        norm(&difference)
    );
}

/// Every activation and loss on networks of every depth, in more than one block of samples.
fn for_each_network(mut check: impl FnMut(&Network, &Dataset, &str)) {
    let shapes: [&[usize]; 4] = [&[6, 3], &[5, 9, 3], &[4, 5, 6, 3], &[3, 4, 5, 4, 3]];
    for (activation, name) in Activation::NAMES {
        for (loss, loss_name) in Loss::NAMES {
            for (k, layers) in shapes.iter().enumerate() {
                for biases in [true, false] {
                    let samples = [1100, 300, 37, 1][k];
                    let data = data(samples, layers[0], 3);
                    let network = network(layers, activation, loss, biases);
                    check(
                        &network,
                        &data,
                        &format!("{name} {loss_name} {layers:?} {biases}"),
                    );
                }
            }
        }
    }
}

#[test]
fn products_are_those_of_the_dense_matrix() {
    for_each_network(|network, data, what| {
        for matrix in MATRICES {
            let entries = dense(network, data, matrix);
            let vector = normals(4, network.parameters().len());
            let mut product = vec![0.0; vector.len()];
            let mut products = Products::new(network.clone(), data.clone(), matrix).unwrap();
            products.apply(&vector, &mut product);
            let scale = times(&entries, &vector);
            assert_near(&product, &scale, 1e-12, &format!("{matrix:?} {what}"));
        }
    });
}

#[test]
fn smooth_losses_have_the_second_derivatives_of_central_differences() {
    for_each_network(|network, data, what| {
        let smooth = matches!(
            network.activation(),
            Activation::Tanh | Activation::Softplus | Activation::Linear
        ) && matches!(network.loss(), Loss::CrossEntropy | Loss::Squared);
        if !smooth {
            return;
        }
        let mut products = Products::new(network.clone(), data.clone(), Matrix::Hessian).unwrap();
        let direction = normals(5, network.parameters().len());
        let mut product = vec![0.0; direction.len()];
        products.apply(&direction, &mut product);
        let step = 1e-5;
        let gradient = |sign: f64| {
            let mut moved = network.clone();
            for (weight, d) in moved.parameters_mut().iter_mut().zip(&direction) {
                *weight += sign * step * d;
            }
            let mut gradient = vec![0.0; direction.len()];
            moved.gradient(data, &mut gradient).unwrap();
            gradient
        };
        let difference: Vec<f64> = gradient(1.0)
            .iter()
            .zip(gradient(-1.0))
            .map(|(ahead, behind)| (ahead - behind) / (2.0 * step))
            .collect();
        // Third derivatives times step², and rounding over step.
        assert_near(&difference, &product, 1e-6, what);
    });
}

#[test]
fn gradients_are_central_differences_of_the_loss_where_it_is_smooth() {
    for_each_network(|network, data, what| {
        let direction = normals(6, network.parameters().len());
        let mut gradient = vec![0.0; direction.len()];
        let loss = network.gradient(data, &mut gradient).unwrap();
        assert_eq!(loss, network.evaluate(data).unwrap().loss);
        let step = 1e-7;
        let at = |sign: f64| {
            let mut moved = network.clone();
            for (weight, d) in moved.parameters_mut().iter_mut().zip(&direction) {
                *weight += sign * step * d;
            }
            moved.evaluate(data).unwrap().loss
        };
        let slope = (at(1.0) - at(-1.0)) / (2.0 * step);
        // A sample that passes a kink within the step moves the slope by some 1/samples of step·its slopes: it is rare.
        let size = norm(&gradient) * norm(&direction) + loss;
        assert!(
            (slope - dot(&gradient, &direction)).abs() <= 1e-6 * size,
            "{what}"
        );
    });
}

#[test]
fn the_hessian_of_piecewise_linear_units_has_the_trace_of_its_gauss_newton_matrix() {
    // H − G couples different layers alone.
    for activation in [Activation::Relu, Activation::Linear] {
        for loss in [Loss::CrossEntropy, Loss::Squared] {
            let network = network(&[5, 8, 6, 4], activation, loss, true);
            let data = data(200, 5, 4);
            let n = network.parameters().len();
            let [hessian, gauss_newton] = MATRICES.map(|matrix| dense(&network, &data, matrix));
            let [found, expected] = [trace(&hessian, n), trace(&gauss_newton, n)];
            assert!((found - expected).abs() <= 1e-13 * expected);
            assert_ne!(hessian, gauss_newton);
        }
    }
}

#[test]
fn the_gauss_newton_matrix_of_a_linear_map_is_that_of_least_squares() {
    // Σ x·xᵀ/samples for every output: trace and Frobenius norm follow.
    let network = network(&[5, 3], Activation::Relu, Loss::Squared, false);
    let data = data(50, 5, 3);
    let mut moments = vec![0.0; 25];
    for x in data.inputs().chunks(5) {
        for (i, a) in x.iter().enumerate() {
            for (j, b) in x.iter().enumerate() {
                moments[i * 5 + j] += a * b / 50.0;
            }
        }
    }
    for matrix in MATRICES {
        let found = dense(&network, &data, matrix);
        assert!((trace(&found, 15) - 3.0 * trace(&moments, 5)).abs() <= 1e-13 * trace(&found, 15));
        assert!((norm(&found) - 3.0_f64.sqrt() * norm(&moments)).abs() <= 1e-13 * norm(&found));
    }
}

#[test]
fn networks_of_relu_without_biases_are_homogeneous_in_their_weights() {
    // Euler: w·∂o/∂w = depth·o, so that wᵀGw = depth²·mean |o|² for the squared loss, and each layer has the same w·∂L/∂w.
    let network = network(&[5, 7, 6, 4], Activation::Relu, Loss::Squared, false);
    let data = data(300, 5, 4);
    let weights = network.parameters();
    let gauss_newton = dense(&network, &data, Matrix::GaussNewton);
    let outputs = network.outputs(&data).unwrap();
    let expected = 9.0 * dot(&outputs, &outputs) / 300.0;
    let found = dot(&times(&gauss_newton, weights), weights);
    assert!((found - expected).abs() <= 1e-12 * expected);
    let mut gradient = vec![0.0; weights.len()];
    network.gradient(&data, &mut gradient).unwrap();
    let radial: Vec<f64> = network
        .shape()
        .layers()
        .iter()
        .map(|layer| {
            let range = layer.weights..layer.weights + layer.inputs * layer.outputs;
            dot(&gradient[range.clone()], &weights[range])
        })
        .collect();
    assert!(
        radial
            .iter()
            .all(|x| (x - radial[0]).abs() <= 1e-12 * radial[0].abs())
    );
}

#[test]
fn a_matrix_does_not_depend_on_the_budgets_and_says_how_far_it_is() {
    let network = network(&[6, 7, 3], Activation::Relu, Loss::CrossEntropy, true);
    let data = data(2100, 6, 3);
    let mut sliced = job(&network, &data, Matrix::Hessian);
    let mut done = -1.0;
    let mut turns = 0;
    while !sliced.advance(&mut Budget::of(1.0)).unwrap() {
        let progress = sliced.progress();
        assert!(progress.done >= done && progress.done <= progress.total);
        assert!(sliced.take().unwrap().get("near_kinks").is_none());
        done = progress.done;
        turns += 1;
    }
    assert!(turns > 60, "{turns}");
    assert_eq!(sliced.progress().done, 2100.0);
    assert_eq!(
        sliced.take().unwrap().get("near_kinks"),
        Some(&Column::U32(vec![0]))
    );
    assert!(sliced.take().unwrap().get("near_kinks").is_none());
    let mut whole = job(&network, &data, Matrix::Hessian);
    whole.advance(&mut Budget::unlimited()).unwrap();
    assert_eq!(sliced.matrix(), whole.matrix());
}

#[test]
fn samples_near_a_kink_are_counted() {
    let architecture = Architecture {
        layers: vec![1, 1, 2],
        activation: Activation::Relu,
        loss: Loss::HingeWestonWatkins,
        biases: true,
    };
    // z = x, o = (2·relu(z), relu(z)): of label 0 the margin is 1 − relu(z), of label 1 it is 1 + relu(z).
    let network =
        Network::from_parameters(&architecture, vec![1.0, 0.0, 2.0, 1.0, 0.0, 0.0]).unwrap();
    let inputs = vec![0.0, 5e-10, 2e-9, -5e-10, 1.0, 1.0 + 5e-10, 1.0];
    let data = Dataset::new(inputs, vec![0, 0, 0, 0, 0, 0, 1], 2).unwrap();
    for matrix in MATRICES {
        let mut job = job(&network, &data, matrix);
        job.advance(&mut Budget::unlimited()).unwrap();
        assert_eq!(job.near_kinks(), 5);
    }
}

#[test]
fn a_matrix_too_large_for_memory_is_refused_before_any_work() {
    // 2⁴⁹ bytes, more than can be addressed.
    let network = network(&[1, 1 << 22, 1], Activation::Relu, Loss::Squared, false);
    let refused = Dense::new(network, data(1, 1, 1), Matrix::Hessian).err();
    assert!(matches!(
        refused,
        Some(Error::OutOfMemory {
            what: "the matrix",
            requested: 0x2_0000_0000_0000
        })
    ));
}
