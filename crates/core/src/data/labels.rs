//! The same inputs under other labels.

use super::Dataset;
use crate::rng::{Purpose, Stream};

/// Labels drawn uniformly among the classes, whatever the inputs: of the stream (seed, labels), a number a sample.
#[must_use]
pub fn random(data: &Dataset, seed: u64) -> Dataset {
    let mut stream = Stream::new(seed, Purpose::Labels, 0, 0);
    let classes = data.classes();
    let labels = (0..data.samples())
        .map(|_| (stream.uniform() * classes as f64) as u32)
        .collect();
    data.relabelled(labels, classes)
}
