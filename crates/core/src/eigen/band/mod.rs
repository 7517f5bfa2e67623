//! Reduction of a symmetric matrix to tridiagonal form in two stages, for eigenvalues of large matrices.
//!
//! The first stage, to a band, multiplies matrices; the second chases the band's entries away, which is O(n²) work.
//! Reduction in one stage reads what is left of the matrix once a row instead.
//!
//! Source: Bischof, Lang and Sun, ACM Trans. Math. Softw. 26 (2000) 581.

mod chase;
mod matrix;
mod reduce;

use crate::budget::Budget;
use crate::error::Error;
use chase::Chase;
use losscape_kernels::tiles;
use matrix::Band;
use reduce::Reduction;

/// Both stages for matrices of one order, in memory that is allocated once.
#[derive(Debug)]
pub struct TwoStages {
    n: usize,
    band: Band,
    reduction: Reduction,
    chase: Chase,
}

impl TwoStages {
    /// The smallest order that it is for.
    pub const SMALLEST: usize = tiles::SMALLEST;

    /// Memory for n×n matrices: about 180·n doubles. The order is at least
    /// [`TwoStages::SMALLEST`].
    pub fn new(n: usize) -> Result<Self, Error> {
        Ok(Self {
            n,
            band: Band::new(n)?,
            reduction: Reduction::new(n)?,
            chase: Chase::new(n),
        })
    }

    /// Begins with the lower triangle of the n×n matrix `a` of order 1.
    pub fn start(&mut self, a: &mut [f64]) {
        self.reduction.start(a, &mut self.band);
        self.chase = Chase::new(self.n);
    }

    /// Goes on with the `a` that `start` was given; when it has finished, writes the diagonal and the off-diagonal
    /// (its last entry is left alone) of a tridiagonal matrix that is similar to it.
    pub fn advance(
        &mut self,
        a: &mut [f64],
        diagonal: &mut [f64],
        off_diagonal: &mut [f64],
        budget: &mut Budget,
    ) -> bool {
        let finished = self.reduction.advance(a, &mut self.band, budget)
            && self.chase.advance(&mut self.band, budget);
        if finished {
            for (i, to) in diagonal.iter_mut().enumerate() {
                *to = self.band.row(i, i)[0];
            }
            for (i, to) in off_diagonal.iter_mut().take(self.n - 1).enumerate() {
                *to = self.band.row(i + 1, i)[0];
            }
        }
        finished
    }
}

impl TwoStages {
    /// The fraction of the flops that is done.
    pub fn done(&self) -> f64 {
        let n = self.n as f64;
        let reduction = 4.0 / 3.0 * n * n * n;
        let chase = self.chase.flops();
        let all = reduction + Chase::new(self.n).flops();
        1.0 - (self.reduction.left() * reduction + chase) / all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eigen::tridiagonal::Ql;
    use crate::eigen::tridiagonalise::Tridiagonaliser;
    use crate::rng::{Purpose, Stream};

    fn random(n: usize) -> Vec<f64> {
        let mut stream = Stream::new(n as u64, Purpose::Starts, 0, 0);
        (0..n * n).map(|_| stream.normal()).collect()
    }

    fn values(mut d: Vec<f64>, mut e: Vec<f64>) -> Vec<f64> {
        let all = &mut Budget::unlimited();
        assert!(Ql::default().advance(&mut d, &mut e, all).unwrap());
        d
    }

    fn in_two_stages(mut a: Vec<f64>, n: usize, flops: f64) -> Vec<f64> {
        let mut stages = TwoStages::new(n).unwrap();
        let (mut d, mut e) = (vec![0.0; n], vec![0.0; n]);
        stages.start(&mut a);
        while !stages.advance(&mut a, &mut d, &mut e, &mut Budget::of(flops)) {}
        values(d, e)
    }

    #[test]
    fn two_stages_give_the_eigenvalues_that_one_stage_gives() {
        for n in (17..60).chain([63, 64, 65, 66, 97, 256, 257, 290]) {
            let a = random(n);
            let (mut d, mut e) = (vec![0.0; n], vec![0.0; n]);
            let mut one_stage = Tridiagonaliser::new(n, 64).unwrap();
            let mut reduced = a.clone();
            one_stage.start(&mut reduced);
            one_stage.advance(&mut reduced, &mut d, &mut e, &mut Budget::unlimited());
            let d = values(d, e);
            let tolerance = 2.0 * f64::EPSILON * (n * n) as f64;
            for (x, y) in in_two_stages(a, n, f64::INFINITY).iter().zip(&d) {
                assert!((x - y).abs() <= tolerance, "n = {n}: {x} and {y}");
            }
        }
    }

    #[test]
    fn what_is_zero_stays_zero() {
        for n in [17, 37] {
            assert_eq!(
                in_two_stages(vec![0.0; n * n], n, f64::INFINITY),
                vec![0.0; n]
            );
            let mut diagonal = vec![0.0; n * n];
            for i in 0..n {
                diagonal[i * n + i] = i as f64;
            }
            let expected: Vec<f64> = (0..n).map(|i| i as f64).collect();
            assert_eq!(in_two_stages(diagonal, n, f64::INFINITY), expected);
        }
    }

    #[test]
    fn the_budget_does_not_change_the_values() {
        let a = random(150);
        assert_eq!(
            in_two_stages(a.clone(), 150, 1.0),
            in_two_stages(a, 150, f64::INFINITY)
        );
    }
}
