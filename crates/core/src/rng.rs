//! The one source of randomness: a counter-based generator, so that any number can be drawn without the ones before it.

use losscape_kernels::angle::sincos;
use losscape_kernels::philox::philox4x32_10;

/// What a stream is for; streams of different purposes never overlap. The numbers are part of the promised bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Purpose {
    /// Seeds derived from a seed.
    Seeds = 1,
    /// The couplings of a glass.
    Couplings = 2,
    /// Starting points of descents.
    Starts = 3,
    /// Starting vectors of Krylov spaces.
    Krylov = 4,
    /// Starting vectors of inverse iterations.
    InverseIteration = 5,
    /// Weights that networks start from.
    Weights = 6,
    /// Orders in which networks see samples.
    Orders = 7,
    /// Digits that are drawn.
    Digits = 8,
    /// Labels that are drawn.
    Labels = 9,
    /// Proposals of annealings, and whether they are accepted.
    Annealing = 10,
    /// Noise and proposals of walks at a temperature.
    Dynamics = 11,
    /// Exchanges between the temperatures of a ladder.
    Exchanges = 12,
    /// Start systems of homotopies.
    Homotopy = 13,
    /// Shares of the couplings that stochastic descents see.
    Shares = 14,
    /// Inputs of paths that are drawn.
    PathInputs = 15,
}

/// The stream of `seed` named by purpose, replica and step: the counter is (block, step, replica, purpose).
///
/// A stream holds 2³² blocks of two 64-bit words; reading past them panics.
#[derive(Debug, Clone)]
pub struct Stream {
    key: [u32; 2],
    name: [u32; 3],
    block: u32,
    exhausted: bool,
    spare: Option<f64>,
    spare_uniform: Option<f64>,
}

impl Stream {
    /// The stream's beginning.
    #[must_use]
    pub fn new(seed: u64, purpose: Purpose, replica: u32, step: u32) -> Self {
        Stream {
            key: [seed as u32, (seed >> 32) as u32],
            name: [step, replica, purpose as u32],
            block: 0,
            exhausted: false,
            spare: None,
            spare_uniform: None,
        }
    }

    /// The next block, as two words.
    pub fn words(&mut self) -> [u64; 2] {
        assert!(!self.exhausted, "a stream holds 2^32 blocks");
        let [step, replica, purpose] = self.name;
        let x = philox4x32_10([self.block, step, replica, purpose], self.key);
        self.block = self.block.wrapping_add(1);
        self.exhausted = self.block == 0;
        [
            u64::from(x[1]) << 32 | u64::from(x[0]),
            u64::from(x[3]) << 32 | u64::from(x[2]),
        ]
    }

    /// The next number uniform in (0, 1): two a block.
    pub fn uniform(&mut self) -> f64 {
        if let Some(spare) = self.spare_uniform.take() {
            return spare;
        }
        let [first, second] = self.words().map(open_unit);
        self.spare_uniform = Some(second);
        first
    }

    /// The next standard normal deviate (Box and Muller, 1958): two a block, with `libm`'s log and sincos.
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        let [first, second] = self.words();
        let radius = (-2.0 * libm::log(open_unit(first))).sqrt();
        let (sin, cos) = sincos(std::f64::consts::TAU * open_unit(second));
        self.spare = Some(radius * sin);
        radius * cos
    }
}

/// The middle of the word's cell among 2⁵³ equal ones: never 0, so that its logarithm is finite.
fn open_unit(word: u64) -> f64 {
    const CELL: f64 = 1.0 / (1u64 << 53) as f64;
    ((word >> 11) as f64 + 0.5) * CELL
}

/// A seed derived from `seed` for the part of the work named by two numbers: the first word of a stream.
#[must_use]
pub fn derive_seed(seed: u64, first: u32, second: u32) -> u64 {
    Stream::new(seed, Purpose::Seeds, first, second).words()[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normals_have_the_moments_of_a_standard_normal() {
        let count = 1 << 20;
        let mut stream = Stream::new(1, Purpose::Couplings, 0, 0);
        let mut moments = [0.0; 4];
        for _ in 0..count {
            let x = stream.normal();
            let mut power = 1.0;
            for moment in &mut moments {
                power *= x;
                *moment += power / f64::from(count);
            }
        }
        // Standard errors: sqrt(var(x^k) / count), var = 1, 2, 15, 96.
        let error = |variance: f64| 5.0 * (variance / f64::from(count)).sqrt();
        assert!(moments[0].abs() < error(1.0));
        assert!((moments[1] - 1.0).abs() < error(2.0));
        assert!(moments[2].abs() < error(15.0));
        assert!((moments[3] - 3.0).abs() < error(96.0));
    }

    #[test]
    fn streams_differ_by_seed_purpose_replica_and_step() {
        let mut first: Vec<u64> = [
            Stream::new(0, Purpose::Couplings, 0, 0),
            Stream::new(1 << 32, Purpose::Couplings, 0, 0),
            Stream::new(0, Purpose::Starts, 0, 0),
            Stream::new(0, Purpose::Couplings, 1, 0),
            Stream::new(0, Purpose::Couplings, 0, 1),
        ]
        .iter_mut()
        .map(|stream| stream.words()[0])
        .collect();
        first.sort_unstable();
        first.dedup();
        assert_eq!(first.len(), 5);
    }
}
