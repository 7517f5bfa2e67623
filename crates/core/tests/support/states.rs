//! States of glasses, and what is found there.

use losscape_core::glass::SpinGlass;
use losscape_core::optimise::scale_to_sphere;
use losscape_core::rng::{Purpose, Stream};

pub fn normals(seed: u64, count: usize) -> Vec<f64> {
    let mut stream = Stream::new(seed, Purpose::Seeds, 1, 1);
    (0..count).map(|_| stream.normal()).collect()
}

pub fn on_sphere(seed: u64, n: usize) -> Vec<f64> {
    let mut state = normals(seed, n);
    scale_to_sphere(&mut state);
    state
}

pub fn norm(v: &[f64]) -> f64 {
    v.iter().map(|x| x * x).sum::<f64>().sqrt()
}

/// H and its gradient.
pub fn evaluate(glass: &SpinGlass, state: &[f64]) -> (f64, Vec<f64>) {
    let (mut energy, mut gradient) = ([0.0], vec![0.0; state.len()]);
    glass
        .evaluate_all(state, &mut energy, &mut gradient)
        .unwrap();
    (energy[0], gradient)
}
