//! Eigenvalues of a symmetric tridiagonal matrix by implicit QL without square roots.
//!
//! Source: Parlett, The Symmetric Eigenvalue Problem (1998), 8.14–8.15 (Pal, Walker and Kahan).

use super::scale::power_of_two_near;
use crate::budget::Budget;
use crate::error::Error;
use crate::sort::sort_by;
use crate::vector::largest_modulus;

/// Pairs of sweeps allowed an eigenvalue, on average; random matrices need one.
const PAIRS: usize = 30;
/// Among so many pairs of sweeps one is with Wilkinson's shift alone.
const WILKINSON: usize = 8;
/// Flops of two sweeps a row, counted as the products of a reduction would run in the time.
const SWEEPS: usize = 120;
/// The square of the unit roundoff 2⁻⁵³.
const ROUNDOFF_SQUARED: f64 = f64::EPSILON * f64::EPSILON / 4.0;
/// 2⁻²⁵⁰: nothing beside 1, and the reciprocal of its fourth power is finite.
const VANISHING: f64 = f64::from_bits((1023 - 250) << 52);

/// Where QL is in one matrix.
#[derive(Debug, Default, Clone)]
pub struct Ql {
    /// The rows of a block without a negligible off-diagonal entry, scaled to order 1 by itself.
    block: core::ops::Range<usize>,
    scale: f64,
    /// The first row of the block whose eigenvalue is not found.
    first: usize,
    /// Pairs of sweeps that are left for the block.
    pairs: usize,
}

impl Ql {
    /// Overwrites `d` with the eigenvalues, ascending, of the matrix with that diagonal and the off-diagonal `e` (as long,
    /// its last entry unused), which it destroys, as far as the budget reaches; whether all is done. Entries may not exceed
    /// 2⁵⁰⁰.
    ///
    /// # Errors
    /// [`Error::NotConverged`] after thirty pairs of sweeps an eigenvalue.
    pub fn advance(
        &mut self,
        d: &mut [f64],
        e: &mut [f64],
        budget: &mut Budget,
    ) -> Result<bool, Error> {
        let n = d.len();
        loop {
            let (here, beside) = (&mut d[self.block.clone()], &mut e[self.block.clone()]);
            if !self.sweep(here, beside, budget)? {
                return Ok(false);
            }
            here.iter_mut().for_each(|x| *x *= self.scale);
            if self.block.end == n {
                break;
            }
            self.begin_block(d, e);
        }
        sort_by(d, |x, y| x.total_cmp(y).is_lt());
        Ok(true)
    }

    /// Begins with the block after the last one.
    fn begin_block(&mut self, d: &mut [f64], e: &mut [f64]) {
        let first = self.block.end;
        let coupled = |i: &usize| e[*i] * e[*i] > ROUNDOFF_SQUARED * (d[*i] * d[*i + 1]).abs();
        let last = first + (first..d.len() - 1).take_while(coupled).count();
        self.block = first..last + 1;
        self.first = 0;
        self.pairs = PAIRS * self.block.len();
        let (d, e) = (&mut d[first..=last], &mut e[first..=last]);
        let last = last - first;
        e[last] = 0.0;
        self.scale = power_of_two_near(largest_modulus(d).max(largest_modulus(e)));
        let factor = 1.0 / self.scale;
        d.iter_mut().for_each(|x| *x *= factor);
        e.iter_mut()
            .for_each(|x| *x = (*x * factor) * (*x * factor));
        // QL finds eigenvalues at the front first, fastest where the smaller entries are there.
        if d[last].abs() < d[0].abs() {
            d.reverse();
            e[..last].reverse();
        }
    }

    /// Overwrites `d` with the eigenvalues of the block with diagonal `d` and squared off-diagonal `e2`, as far as the budget
    /// reaches; whether all are there.
    #[inline(never)]
    fn sweep(&mut self, d: &mut [f64], e2: &mut [f64], budget: &mut Budget) -> Result<bool, Error> {
        let n = d.len();
        while self.first < n {
            if budget.is_spent() {
                return Ok(false);
            }
            let first = self.first;
            let negligible = |i: &usize| e2[*i] <= ROUNDOFF_SQUARED;
            let last = (first..n - 1).find(negligible).unwrap_or(n - 1);
            match last - first {
                0 => self.first += 1,
                1 => {
                    (d[first], d[last]) = two_by_two(d[first], e2[first], d[last]);
                    self.first += 2;
                }
                _ => {
                    self.pairs = self.pairs.checked_sub(1).ok_or(Error::NotConverged {
                        what: "the QL iteration for eigenvalues",
                    })?;
                    let (outer, inner) = two_by_two(d[first], e2[first], d[first + 1]);
                    // Both are good shifts for almost every matrix. The one nearer to the front entry is for every one,
                    // so it is used alone where something may cycle.
                    let nearer_first = (outer - d[first]).abs() < (inner - d[first]).abs();
                    let nearer = if nearer_first { outer } else { inner };
                    let shifts = if self.pairs.is_multiple_of(WILKINSON) {
                        [nearer; 2]
                    } else {
                        [outer, inner]
                    };
                    two_sweeps(&mut d[first..=last], &mut e2[first..=last], shifts);
                    budget.spend((SWEEPS * (last - first)) as f64);
                }
            }
        }
        Ok(true)
    }
}

/// The eigenvalues of [[a, e], [e, c]], e ≠ 0, that of larger modulus first.
fn two_by_two(a: f64, e2: f64, c: f64) -> (f64, f64) {
    let mean = 0.5 * (a + c);
    let half_difference = 0.5 * (a - c);
    let root = (half_difference * half_difference + e2).sqrt();
    // No cancellation here; the other is the determinant over this one.
    let outer = if mean < 0.0 { mean - root } else { mean + root };
    let (large, small) = if a.abs() > c.abs() { (a, c) } else { (c, a) };
    (outer, (large / outer) * small - e2 / outer)
}

/// Two QL sweeps from the last row to the first, over at least three rows with no negligible entry of `e2` between
/// them. The second sweep follows two rows behind the first: a step waits for the one before it some twenty cycles,
/// in which the other sweep's step runs.
fn two_sweeps(d: &mut [f64], e2: &mut [f64], shifts: [f64; 2]) {
    let last = d.len() - 1;
    let mut leader = Sweep::new(shifts[0], d[last]);
    leader.step(d, e2, last - 1);
    let mut follower = Sweep::new(shifts[1], d[last]);
    leader.step(d, e2, last - 2);
    for i in (0..last - 2).rev() {
        leader.step(d, e2, i);
        follower.step(d, e2, i + 2);
    }
    leader.finish(d, e2);
    follower.step(d, e2, 1);
    follower.step(d, e2, 0);
    follower.finish(d, e2);
}

/// Where a sweep is: Parlett's γ, p = γ² / the squared cosine of the last rotation, and its squared sine.
struct Sweep {
    shift: f64,
    gamma: f64,
    p: f64,
    sine_squared: f64,
}

impl Sweep {
    fn new(shift: f64, last: f64) -> Self {
        let gamma = last - shift;
        let (gamma, p) = away_from_zero(gamma, gamma * gamma, 1.0);
        Self {
            shift,
            gamma,
            p,
            sine_squared: 0.0,
        }
    }

    /// From row `i` to the entries below it, which this sweep is then done with.
    ///
    /// With r = p + e² and u = p·(d − shift) − e²·γ, the next γ is u/r and the next p is u²/(r·p): all quotients
    /// come from one division, where (u/r)²/(p/r) would wait for two in turn.
    #[inline(always)]
    fn step(&mut self, d: &mut [f64], e2: &mut [f64], i: usize) {
        let (d_here, e2_here) = (d[i], e2[i]);
        let r = self.p + e2_here;
        let u = self.p * (d_here - self.shift) - e2_here * self.gamma;
        let reciprocal_rp = 1.0 / (r * self.p);
        let reciprocal_r = self.p * reciprocal_rp;
        let cosine_squared = self.p * reciprocal_r;
        let (gamma, p) = away_from_zero(u * reciprocal_r, u * u * reciprocal_rp, cosine_squared);
        d[i + 1] = self.gamma + (d_here - gamma);
        e2[i + 1] = self.sine_squared * r;
        self.sine_squared = e2_here * reciprocal_r;
        self.gamma = gamma;
        self.p = p;
    }

    /// Writes the first row's entries.
    #[inline(always)]
    fn finish(&self, d: &mut [f64], e2: &mut [f64]) {
        d[0] = self.shift + self.gamma;
        e2[0] = self.sine_squared * self.p;
    }
}

/// γ and p = γ²/cosine², moved so far from zero that p can be divided by: by less than 2⁻²⁴⁹, in a block of order 1.
#[inline(always)]
fn away_from_zero(gamma: f64, p: f64, cosine_squared: f64) -> (f64, f64) {
    if p > VANISHING * VANISHING {
        (gamma, p)
    } else {
        smallest(cosine_squared)
    }
}

/// Out of line, or its division is made at every step.
#[cold]
#[inline(never)]
fn smallest(cosine_squared: f64) -> (f64, f64) {
    (VANISHING, VANISHING * VANISHING / cosine_squared)
}
