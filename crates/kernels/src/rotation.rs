//! Plane rotations of rows.

use crate::lanes::{Lanes, Wide};

/// The cosine and the sine of a rotation.
pub type Angle = [f64; 2];

/// Replaces the rows x and y by cosine·x − sine·y and sine·x + cosine·y.
#[inline(never)]
pub fn rotate(x: &mut [f64], y: &mut [f64], [cosine, sine]: Angle) {
    for (x, y) in x.iter_mut().zip(y) {
        (*x, *y) = (cosine * *x - sine * *y, sine * *x + cosine * *y);
    }
}

/// Rotates the rows i and i + 1 of `rows`, `stride` apart and `width` long, by `angles[i]`, from the last i to the first.
#[inline(never)]
pub fn rotate_upwards(rows: &mut [f64], stride: usize, width: usize, angles: &[Angle]) {
    rotate_upwards_on::<Wide<f64>>(rows, stride, width, angles);
}

/// A few columns at a time, of which the row that the next rotation takes stays in registers.
pub(crate) fn rotate_upwards_on<L: Lanes<Scalar = f64>>(
    rows: &mut [f64],
    stride: usize,
    width: usize,
    angles: &[Angle],
) {
    let mut column = 0;
    while width - column >= L::LEN {
        let rows = &mut rows[column..];
        column += if width - column >= 2 * L::LEN {
            columns::<L, 2>(rows, stride, angles)
        } else {
            columns::<L, 1>(rows, stride, angles)
        };
    }
    for (i, &angle) in angles.iter().enumerate().rev() {
        let (upper, lower) = rows[i * stride..].split_at_mut(stride);
        rotate(&mut upper[column..width], &mut lower[column..width], angle);
    }
}

/// The first C·L::LEN columns; returns how many these are.
#[inline(always)]
fn columns<L: Lanes<Scalar = f64>, const C: usize>(
    rows: &mut [f64],
    stride: usize,
    angles: &[Angle],
) -> usize {
    let load = |row: &[f64]| -> [L; C] { core::array::from_fn(|c| L::load(&row[c * L::LEN..])) };
    let store = |values: [L; C], row: &mut [f64]| {
        for (c, value) in values.into_iter().enumerate() {
            value.store(&mut row[c * L::LEN..]);
        }
    };
    let mut below = load(&rows[angles.len() * stride..][..C * L::LEN]);
    for (i, &angle) in angles.iter().enumerate().rev() {
        let [cosine, sine] = angle.map(L::splat);
        let (upper, lower) = rows[i * stride..].split_at_mut(stride);
        let above = load(&upper[..C * L::LEN]);
        let mut rotated = below;
        for c in 0..C {
            rotated[c] = above[c].mul(sine).add(below[c].mul(cosine));
            below[c] = above[c].mul(cosine).sub(below[c].mul(sine));
        }
        store(rotated, &mut lower[..C * L::LEN]);
    }
    store(below, &mut rows[..C * L::LEN]);
    C * L::LEN
}
