//! Second stage: from a band to tridiagonal form, one row after another from the last up.

use super::matrix::Band;
use crate::budget::Budget;
use losscape_kernels::chase::{Reflector, WIDTH, both_sides, step};
use losscape_kernels::reflector::reflect;

/// Flops of a step.
const STEP: f64 = (16 * WIDTH * WIDTH) as f64;

/// The rows of a band that are still to be reduced.
#[derive(Debug)]
pub struct Chase {
    rows: usize,
}

impl Chase {
    pub fn new(n: usize) -> Self {
        Self { rows: n }
    }

    /// The flops of what is left to do.
    pub fn flops(&self) -> f64 {
        let rows = self.rows as f64;
        0.5 * rows * rows / WIDTH as f64 * STEP
    }

    pub fn advance(&mut self, band: &mut Band, budget: &mut Budget) -> bool {
        while self.rows > 2 {
            if budget.is_spent() {
                return false;
            }
            self.rows -= 1;
            let steps = reduce_row(band, self.rows);
            budget.spend(steps as f64 * STEP);
        }
        true
    }
}

/// Leaves of row `i` the entry next to the diagonal, and of the rows before it a band as wide as it was, but for the
/// bulge that the next row's steps meet. Returns the steps made.
fn reduce_row(band: &mut Band, i: usize) -> usize {
    let entries = band.entries();
    // Counted with the zeros before the first row.
    let mut first = i;
    let row = &mut entries[Band::at(i + WIDTH, first)..][..WIDTH];
    let mut reflector = Reflector {
        v: [0.0; WIDTH],
        t: 0.0,
    };
    reflector.v.copy_from_slice(row);
    let mut image = 0.0;
    reflector.t = reflect(&mut reflector.v, &mut image);
    if reflector.t == 0.0 {
        return 0;
    }
    row.fill(0.0);
    row[WIDTH - 1] = image;
    let mut steps = 0;
    while first >= WIDTH && reflector.t != 0.0 {
        reflector = step(entries, Band::at(first, first), &reflector);
        first -= WIDTH;
        steps += 1;
    }
    // Before this block there are only zeros.
    if reflector.t != 0.0 {
        both_sides(&mut entries[Band::at(first, first)..], &reflector);
    }
    steps + 1
}
