//! Networks and activations against automatic differentiation and against 60 digits: test/golden/network.

use losscape_core::budget::Budget;
use losscape_core::data::Dataset;
use losscape_core::job::Job;
use losscape_core::lanczos::Operator;
use losscape_core::network::curvature::{Dense, Matrix, Products};
use losscape_core::network::{Activation, Architecture, Loss, Network};

const GOLDEN: &str = include_str!("../../../test/golden/network/networks.txt");
/// Of the largest entry.
const TOLERANCE: f64 = 1e-12;

struct Case {
    name: String,
    network: Network,
    data: Dataset,
    lines: Vec<(&'static str, Vec<f64>)>,
}

impl Case {
    fn golden(&self, name: &str) -> Option<&[f64]> {
        let line = self.lines.iter().find(|line| line.0 == name);
        line.map(|line| &line.1[..])
    }

    fn assert_near(&self, name: &str, found: &[f64]) {
        assert_near(
            &format!("{}, {name}", self.name),
            found,
            self.golden(name).unwrap(),
        );
    }
}

fn assert_near(what: &str, found: &[f64], golden: &[f64]) {
    assert_eq!(found.len(), golden.len(), "{what}");
    let size = golden.iter().fold(0.0_f64, |size, x| size.max(x.abs()));
    for (found, golden) in found.iter().zip(golden) {
        assert!(
            (found - golden).abs() <= TOLERANCE * size,
            "{what}: {found} and {golden} of {size}"
        );
    }
}

fn numbers(text: &str) -> Vec<f64> {
    text.split(' ').map(|x| x.parse().unwrap()).collect()
}

fn named<T: Copy>(names: &[(T, &str)], name: &str) -> T {
    names.iter().find(|known| known.1 == name).unwrap().0
}

fn architecture(line: &str) -> Architecture {
    let words: Vec<&str> = line.split(' ').collect();
    Architecture {
        layers: words[0].split(',').map(|x| x.parse().unwrap()).collect(),
        activation: named(&Activation::NAMES, words[1]),
        loss: named(&Loss::NAMES, words[2]),
        biases: words[3] == "biases",
    }
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for text in GOLDEN.split("case ").skip(1) {
        let mut lines = text.lines();
        let name = lines.next().unwrap();
        let words = lines.next().unwrap().strip_prefix("network ").unwrap();
        let architecture = architecture(words);
        let lines: Vec<_> = lines
            .map(|line| {
                let (name, rest) = line.split_once(' ').unwrap();
                (name, numbers(rest))
            })
            .collect();
        let line = |name: &str| lines.iter().find(|line| line.0 == name).unwrap().1.clone();
        let labels = line("labels").into_iter().map(|x| x as u32).collect();
        let classes = *architecture.layers.last().unwrap();
        cases.push(Case {
            name: format!("{name}: {words}"),
            network: Network::from_parameters(&architecture, line("weights")).unwrap(),
            data: Dataset::new(line("inputs"), labels, classes).unwrap(),
            lines,
        });
    }
    cases
}

fn lower_triangle(case: &Case, matrix: Matrix) -> Vec<f64> {
    let mut job = Dense::new(case.network.clone(), case.data.clone(), matrix).unwrap();
    assert!(job.advance(&mut Budget::unlimited()).unwrap());
    let n = case.network.parameters().len();
    let entries = job.matrix().expect("all is done");
    (0..n)
        .flat_map(|i| entries[i * n..=i * n + i].to_vec())
        .collect()
}

#[test]
fn outputs_losses_and_gradients_are_those_of_automatic_differentiation() {
    let cases = cases();
    assert!(cases.len() > 170);
    for case in &cases {
        case.assert_near("outputs", &case.network.outputs(&case.data).unwrap());
        let mut gradient = vec![0.0; case.network.parameters().len()];
        let loss = case.network.gradient(&case.data, &mut gradient).unwrap();
        case.assert_near("loss", &[loss]);
        case.assert_near("gradient", &gradient);
        assert_eq!(case.network.evaluate(&case.data).unwrap().loss, loss);
    }
}

#[test]
fn hessians_and_gauss_newton_matrices_are_those_of_automatic_differentiation() {
    for case in cases() {
        case.assert_near("hessian", &lower_triangle(&case, Matrix::Hessian));
        let found = lower_triangle(&case, Matrix::GaussNewton);
        match case.golden("gauss-newton") {
            Some(_) => case.assert_near("gauss-newton", &found),
            None => assert!(found.iter().all(|&x| x == 0.0), "{}", case.name),
        }
    }
}

#[test]
fn products_with_the_hessian_are_those_of_automatic_differentiation() {
    for case in cases() {
        let mut products =
            Products::new(case.network.clone(), case.data.clone(), Matrix::Hessian).unwrap();
        let mut product = vec![0.0; products.n()];
        products.apply(case.golden("vector").unwrap(), &mut product);
        case.assert_near("product", &product);
    }
}

#[test]
fn activations_keep_their_digits_far_from_0() {
    let lines = GOLDEN
        .lines()
        .filter_map(|line| line.strip_prefix("activation "));
    let mut count = 0;
    for line in lines {
        let (name, rest) = line.split_once(' ').unwrap();
        let numbers = numbers(rest);
        let activation = named(&Activation::NAMES, name);
        let [first, second] = activation.derivatives(numbers[0]);
        let found = [activation.value(numbers[0]), first, second];
        for (found, golden) in found.iter().zip(&numbers[1..]) {
            assert!(
                (found - golden).abs() <= 8.0 * f64::EPSILON * golden.abs(),
                "{line}: {found}"
            );
        }
        count += 1;
    }
    assert!(count > 30);
}
