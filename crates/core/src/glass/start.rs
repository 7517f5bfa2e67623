//! Where walks start.

use crate::rng::{Purpose, Stream};

/// A point whose direction is uniform: that of the stream (seed, starts, replica).
pub(super) fn start_of(n: usize, seed: u64, replica: u32) -> Vec<f64> {
    let mut stream = Stream::new(seed, Purpose::Starts, replica, 0);
    (0..n).map(|_| stream.normal()).collect()
}
