//! Digits that the program draws: ten classes of strokes on 10×10 pixels.
//!
//! Every sample is a class's strokes in a pose of its own (turned, slanted, stretched, moved), bent by a smooth map of the
//! plane, drawn with a pen of a width of its own over uniform noise, and rounded to 256 greys. Sample s of a part is the stream
//! (seed, digits, s, part), by + − × ÷ and √ alone, so that it does not depend on how many are drawn.
//!
//! How hard they are, of seed 0, by torch (SGD, batch 100, rate 0.1·0.8^epoch, momentum 0.8, ten epochs of 60,000, one run):
//! 86.5 % of the 10,000 test digits are right by softmax regression, 91.6, 95.7 and 97.5 % with 10, 25 and 100 hidden units.

mod strokes;

use super::Dataset;
use crate::error::Error;
use crate::memory::{try_filled, try_rows};
use crate::rng::{Purpose, Stream};
use strokes::{CLASSES, Point, STROKES};

/// Which samples: no sample is in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// To learn from.
    Train = 0,
    /// To be tested on.
    Test = 1,
}

impl Part {
    /// Every part with its name.
    pub const NAMES: [(Part, &'static str); 2] = [(Part::Train, "train"), (Part::Test, "test")];

    /// As many as MNIST has.
    #[must_use]
    pub fn default_samples(self) -> usize {
        match self {
            Part::Train => 60_000,
            Part::Test => 10_000,
        }
    }
}

/// Pixels a side.
pub const SIDE: usize = 10;
/// Greys but one.
const WHITE: f64 = 255.0;

/// The first `samples` digits of a part.
///
/// # Errors
/// [`Error::InvalidInput`] for none and for more than 2³² − 1; [`Error::OutOfMemory`].
pub fn draw(part: Part, samples: usize, seed: u64) -> Result<Dataset, Error> {
    super::check::whole("samples", samples as u64, [1, u64::from(u32::MAX)])?;
    let mut inputs = try_rows("the digits", [samples, SIDE * SIDE], 0.0)?;
    let mut labels = try_filled("the digits", samples, 0)?;
    let images = inputs.chunks_exact_mut(SIDE * SIDE);
    for (sample, (image, label)) in images.zip(&mut labels).enumerate() {
        let mut stream = Stream::new(seed, Purpose::Digits, sample as u32, part as u32);
        *label = (stream.uniform() * CLASSES as f64) as u32;
        draw_digit(STROKES[*label as usize], &mut stream, image);
    }
    Dataset::new(inputs, labels, CLASSES)
}

fn draw_digit(strokes: &[&[Point]], stream: &mut Stream, image: &mut [f64]) {
    let pose = Pose::draw(stream);
    let half_width = 0.45 + 0.45 * stream.uniform();
    let mut segments = Vec::new();
    for stroke in strokes {
        let points: Vec<Point> = stroke
            .iter()
            .map(|point| pose.place(*point, stream))
            .collect();
        segments.extend(points.windows(2).map(|ends| [ends[0], ends[1]]));
    }
    let noise = 0.35 * stream.uniform();
    let ink = 0.7 + 0.3 * stream.uniform();
    for (y, row) in image.chunks_exact_mut(SIDE).enumerate() {
        for (x, pixel) in row.iter_mut().enumerate() {
            let centre = [x as f64 + 0.5, y as f64 + 0.5];
            let nearest = segments
                .iter()
                .map(|segment| distance_squared(centre, segment))
                .fold(f64::INFINITY, f64::min);
            // The pen's edge is as wide as a pixel.
            let covered = fraction(half_width + 0.5 - nearest.sqrt());
            let grey = ink * covered + noise * (2.0 * stream.uniform() - 1.0);
            *pixel = (WHITE * fraction(grey)).round() / WHITE;
        }
    }
}

/// From the square in which strokes are written to the image.
struct Pose {
    /// The linear part, row by row.
    turn: [[f64; 2]; 2],
    shift: Point,
    /// Of the map (x, y) ↦ (x + b₀·y² + b₁·x·y + b₂·y³, …), twice.
    bend: [[f64; 3]; 2],
}

impl Pose {
    fn draw(stream: &mut Stream) -> Self {
        let mut within = |half: f64| half * (2.0 * stream.uniform() - 1.0);
        // Small turns by their tangent.
        let (tangent, slant) = (within(0.4), within(0.35));
        let [wide, high] = [0.0, 0.0].map(|_| 4.2 * (1.0 + within(0.25)));
        let norm = (1.0 + tangent * tangent).sqrt();
        let (cos, sin) = (1.0 / norm, tangent / norm);
        Pose {
            turn: [
                [wide * cos * 0.75, high * (slant * cos - sin)],
                [wide * sin * 0.75, high * (slant * sin + cos)],
            ],
            shift: [5.0 + within(0.95), 5.0 + within(0.95)],
            bend: [0.0, 0.0].map(|_| [0.0, 0.0, 0.0].map(|_| within(0.25))),
        }
    }

    /// Where a point of [−1, 1]² is drawn, with a tremble of its own.
    fn place(&self, [x, y]: Point, stream: &mut Stream) -> Point {
        let bent = |along: f64, across: f64, [square, product, cube]: [f64; 3]| {
            along
                + square * across * across
                + product * along * across
                + cube * across * across * across
        };
        let (u, v) = (bent(x, y, self.bend[0]), bent(y, x, self.bend[1]));
        [0, 1].map(|k| {
            let tremble = 0.3 * (2.0 * stream.uniform() - 1.0);
            self.shift[k] + self.turn[k][0] * u + self.turn[k][1] * v + tremble
        })
    }
}

/// The nearest number from 0 to 1. `f64::clamp` would link the formatting of numbers, for its panic.
fn fraction(x: f64) -> f64 {
    let positive = x.max(0.0);
    positive.min(1.0)
}

/// From a point to a segment.
fn distance_squared(at: Point, [from, to]: &[Point; 2]) -> f64 {
    let along = [to[0] - from[0], to[1] - from[1]];
    let away = [at[0] - from[0], at[1] - from[1]];
    let length = along[0] * along[0] + along[1] * along[1];
    let part = if length > 0.0 {
        fraction((away[0] * along[0] + away[1] * along[1]) / length)
    } else {
        0.0
    };
    let [x, y] = [0, 1].map(|k| away[k] - part * along[k]);
    x * x + y * y
}
