//! Which eigenpairs of the two halves a merge leaves as they are.
//!
//! Source: Cuppen, Numer. Math. 36 (1981) 177; Dongarra and Sorensen, SIAM J. Sci. Stat. Comput. 8 (1987) s139.

use losscape_kernels::rotation::{Angle, rotate};

/// What may be left out of a matrix of order 1: four units in the last place.
const NEGLIGIBLE: f64 = 4.0 * f64::EPSILON;

/// Where an eigenvector of the two halves is other than zero, or that the merge leaves it as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Upper,
    Both,
    Lower,
    Deflated,
}

/// A rotation of two eigenvectors with close eigenvalues, after which the first is one of the merged matrix.
#[derive(Debug, Clone, Copy)]
pub struct Rotation {
    rows: [usize; 2],
    angle: Angle,
}

impl Rotation {
    pub const NONE: Self = Self {
        rows: [0; 2],
        angle: [1.0, 0.0],
    };

    /// Rotates the columns `from..to` of the two rows.
    pub fn apply(&self, vectors: &mut [f64], stride: usize, [from, to]: [usize; 2]) {
        let [i, j] = self.rows;
        let (above, below) = vectors.split_at_mut(i.max(j) * stride);
        let (above, below) = (
            &mut above[i.min(j) * stride..][from..to],
            &mut below[from..to],
        );
        let (x, y) = if i < j {
            (above, below)
        } else {
            (below, above)
        };
        rotate(x, y, self.angle);
    }
}

/// The eigenpairs of the halves, by the row of the eigenvector: those of the matrix diag(values) + y·yᵀ.
pub struct Halves<'a> {
    pub values: &'a mut [f64],
    pub y: &'a mut [f64],
    pub kinds: &'a mut [Kind],
}

impl Halves<'_> {
    /// Marks as deflated what has a negligible entry of y, or can be given one by a negligible rotation. Returns how
    /// many rows are left, which begin `ascending`, and how many rotations are to be applied, in order.
    ///
    /// `ascending` holds all rows in the order of their values, and so do those that are left.
    pub fn deflate(
        &mut self,
        ascending: &mut [usize],
        rotations: &mut [Rotation],
    ) -> (usize, usize) {
        let norm = self.y.iter().map(|y| y * y).sum::<f64>().sqrt();
        let (mut left, mut rotated) = (0, 0);
        let mut before: Option<usize> = None;
        for at in 0..ascending.len() {
            let row = ascending[at];
            if self.y[row].abs() * norm <= NEGLIGIBLE {
                self.kinds[row] = Kind::Deflated;
                continue;
            }
            if let Some(before) = before {
                if let Some(rotation) = self.rotate(before, row) {
                    rotations[rotated] = rotation;
                    rotated += 1;
                } else {
                    ascending[left] = before;
                    left += 1;
                }
            }
            before = Some(row);
        }
        if let Some(last) = before {
            ascending[left] = last;
            left += 1;
        }
        (left, rotated)
    }

    /// Rotates row `i`, which deflates, into row `j`, if what that leaves between the two is negligible.
    fn rotate(&mut self, i: usize, j: usize) -> Option<Rotation> {
        let radius = (self.y[i] * self.y[i] + self.y[j] * self.y[j]).sqrt();
        let (cosine, sine) = (self.y[j] / radius, self.y[i] / radius);
        let gap = self.values[j] - self.values[i];
        if (gap * cosine * sine).abs() > NEGLIGIBLE {
            return None;
        }
        self.y[i] = 0.0;
        self.y[j] = radius;
        self.values[i] += gap * sine * sine;
        self.values[j] -= gap * sine * sine;
        if self.kinds[i] != self.kinds[j] {
            self.kinds[j] = Kind::Both;
        }
        self.kinds[i] = Kind::Deflated;
        Some(Rotation {
            rows: [i, j],
            angle: [cosine, sine],
        })
    }
}
