//! How a tridiagonal matrix is taken apart: into blocks where it is decoupled, and those into halves of halves.

use super::merge::Span;
use crate::eigen::scale::power_of_two_near;
use crate::vector::largest_modulus;

/// The square of the unit roundoff 2⁻⁵³.
const ROUNDOFF_SQUARED: f64 = f64::EPSILON * f64::EPSILON / 4.0;

/// The rows `first..end`, coupled to no others, in halves of halves `levels` times.
#[derive(Debug, Clone, Copy, Default)]
pub struct Block {
    pub first: usize,
    pub end: usize,
    pub levels: u32,
    /// The power of two that was taken out of its entries, so that the largest is about 1.
    pub scale: f64,
}

impl Block {
    /// The block that begins at row `first`, whose entries are divided by its scale; its leaves have `leaf` rows at most.
    ///
    /// A coupling is no coupling if it is negligible beside the geometric mean of the diagonal entries on its sides.
    pub fn begin(d: &mut [f64], e: &mut [f64], first: usize, leaf: usize) -> Self {
        let coupled = |i: &usize| e[*i] * e[*i] > ROUNDOFF_SQUARED * (d[*i] * d[*i + 1]).abs();
        let end = 1 + first + (first..d.len() - 1).take_while(coupled).count();
        e[end - 1] = 0.0;
        let (here, beside) = (&mut d[first..end], &mut e[first..end]);
        let scale = power_of_two_near(largest_modulus(here).max(largest_modulus(beside)));
        let factor = 1.0 / scale;
        here.iter_mut().chain(beside).for_each(|x| *x *= factor);
        let mut levels = 0;
        while (end - first).div_ceil(1 << levels) > leaf {
            levels += 1;
        }
        Self {
            first,
            end,
            levels,
            scale,
        }
    }

    /// The first row of the part number `i` after as many halvings as there are.
    pub fn leaf(&self, i: usize) -> usize {
        self.first + (((self.end - self.first) * i) >> self.levels)
    }

    /// The parts that the merge number `i` of a level makes one, of 1 << (levels − level) on it.
    pub fn span(&self, level: u32, i: usize) -> Span {
        let leaves = 1 << level;
        Span {
            first: self.leaf(i * leaves),
            middle: self.leaf(i * leaves + leaves / 2),
            end: self.leaf((i + 1) * leaves),
        }
    }
}
