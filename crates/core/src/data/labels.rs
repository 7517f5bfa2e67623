//! The same inputs under other labels.

use super::Dataset;
use crate::error::Error;
use crate::network::Network;
use crate::rng::{Purpose, Stream};

/// Labels that a network gives: its largest output, the first of equal ones.
///
/// # Errors
/// [`Error::InvalidInput`] for a network of other widths; [`Error::OutOfMemory`].
pub fn teacher(data: &Dataset, network: &Network) -> Result<Dataset, Error> {
    let classes = network.shape().outputs();
    let labels = network.classify(data)?;
    Ok(data.relabelled(labels, classes))
}

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
