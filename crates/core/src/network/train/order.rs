//! Orders in which a replica sees the samples.

use crate::rng::{Purpose, Stream};

/// Puts the numbers from 0 on in the order of an epoch: a uniform permutation (Fisher and Yates), of the stream
/// (seed, orders, replica, epoch).
pub(super) fn shuffle(order: &mut [u32], seed: u64, replica: u32, epoch: u32) {
    for (place, sample) in (0..).zip(order.iter_mut()) {
        *sample = place;
    }
    let mut draws = Draws::new(Stream::new(seed, Purpose::Orders, replica, epoch));
    for place in 0..order.len().saturating_sub(1) {
        let rest = (order.len() - place) as u32;
        order.swap(place, place + draws.below(rest) as usize);
    }
}

/// 32-bit words of a stream, four a block.
struct Draws {
    stream: Stream,
    words: [u32; 4],
    left: usize,
}

impl Draws {
    fn new(stream: Stream) -> Self {
        Draws {
            stream,
            words: [0; 4],
            left: 0,
        }
    }

    fn next(&mut self) -> u32 {
        if self.left == 0 {
            let [first, second] = self.stream.words();
            self.words = [
                (second >> 32) as u32,
                second as u32,
                (first >> 32) as u32,
                first as u32,
            ];
            self.left = 4;
        }
        self.left -= 1;
        self.words[self.left]
    }

    /// Uniform below `end`: a word times `end` without its last 32 bits, those products left out by which some numbers would
    /// have one more (Lemire, ACM Trans. Model. Comput. Simul. 29 (2019) 3).
    fn below(&mut self, end: u32) -> u32 {
        loop {
            let product = u64::from(self.next()) * u64::from(end);
            // 2³² mod end: what is below is left out. Most words are above `end`, which is larger.
            let low = product as u32;
            if low >= end || low >= end.wrapping_neg() % end {
                return (product >> 32) as u32;
            }
        }
    }
}
