//! Critical points that are known, by where they are.

/// What is known of a critical point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) index: u32,
    /// Of a minimum, the number by which links name it.
    pub(super) number: u32,
}

/// Which known points are near a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Near {
    Nothing,
    One(Known),
    Several,
}

/// Points, each with its state.
pub(super) struct KnownPoints {
    n: usize,
    states: Vec<f64>,
    points: Vec<Known>,
    /// The number of the next minimum.
    next: u32,
}

impl KnownPoints {
    /// Those with the rows of `states`, minima by the numbers of their rows.
    pub(super) fn new(n: usize, states: Vec<f64>, indices: &[u32]) -> Self {
        let points = indices.iter().zip(0..);
        KnownPoints {
            n,
            states,
            points: points
                .map(|(&index, number)| Known { index, number })
                .collect(),
            next: indices.len() as u32,
        }
    }

    /// One more.
    #[inline(never)]
    pub(super) fn add(&mut self, state: &[f64], index: u32) -> Known {
        let point = Known {
            index,
            number: self.next,
        };
        self.next += u32::from(index == 0);
        self.states.extend_from_slice(state);
        self.points.push(point);
        point
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.points.len()
    }

    pub(super) fn index(&self, place: usize) -> u32 {
        self.points[place].index
    }

    pub(super) fn state(&self, place: usize) -> &[f64] {
        &self.states[place * self.n..][..self.n]
    }

    /// Those within a distance, in units of √n.
    #[inline(never)]
    pub(super) fn near(&self, state: &[f64], distance: f64) -> Near {
        let mut near = Near::Nothing;
        for (point, other) in self.points.iter().zip(self.states.chunks_exact(self.n)) {
            if are_within(distance, state, other) {
                near = match near {
                    Near::Nothing => Near::One(*point),
                    _ => Near::Several,
                };
            }
        }
        near
    }
}

/// Whether two states are within a distance, in units of √n.
pub(super) fn are_within(distance: f64, a: &[f64], b: &[f64]) -> bool {
    let squares = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b));
    squares.sum::<f64>() <= distance * distance * a.len() as f64
}
