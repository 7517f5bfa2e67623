//! An objective and a walker that the core does not have, in its batch.

use losscape_core::budget::Budget;
use losscape_core::columns::{Column, Columns};
use losscape_core::error::Error;
use losscape_core::glass::{Disorder, Form, SpinGlass};
use losscape_core::job::Job;
use losscape_core::objective::{Objective, Slots};
use losscape_core::optimise::{
    Batch, Replicas, Slope, Status, Walker, inform_slopes, pick, project_to_tangent,
    scale_to_sphere,
};
use losscape_core::rng::{Purpose, Stream};
use std::rc::Rc;

/// Half the squared distance from the point 1, 2, 3, ….
struct Bowl {
    n: usize,
}

struct Points(Vec<(Vec<f64>, f64, Vec<f64>)>);

impl Slots for Points {
    fn put(&mut self, slot: usize, point: &[f64]) {
        self.0[slot].0.copy_from_slice(point);
    }

    fn take(&self, slot: usize, gradient: &mut [f64]) -> f64 {
        gradient.copy_from_slice(&self.0[slot].2);
        self.0[slot].1
    }
}

impl Objective for Bowl {
    type Slots = Points;

    fn dimension(&self) -> usize {
        self.n
    }

    fn flops(&self) -> f64 {
        3.0 * self.n as f64
    }

    fn slots(&self, count: usize) -> Result<Points, Error> {
        Ok(Points(vec![
            (vec![0.0; self.n], 0.0, vec![0.0; self.n]);
            count
        ]))
    }

    fn evaluate(&self, slots: &mut Points, count: usize) {
        for (point, value, gradient) in &mut slots.0[..count] {
            for (i, (slope, x)) in gradient.iter_mut().zip(point.iter()).enumerate() {
                *slope = x - (i + 1) as f64;
            }
            *value = gradient.iter().map(|slope| slope * slope / 2.0).sum();
        }
    }
}

/// Steps down the gradient with noise that fades, from a stream of the replica's own; on a sphere where that is wanted.
struct Annealed {
    on_sphere: bool,
    noise: Stream,
    point: Vec<f64>,
    value: f64,
    gradient: Vec<f64>,
    steps: u32,
}

const STEPS: u32 = 60;

impl<O: Objective> Walker<O> for Annealed {
    fn inform(walks: &mut [Self], objective: &O, slots: &mut O::Slots) -> f64 {
        inform_slopes(walks, objective, slots, |walk| Slope {
            at: &walk.point,
            value: &mut walk.value,
            gradient: &mut walk.gradient,
        })
    }

    fn go_on(&mut self) -> Option<Status> {
        if self.steps == STEPS {
            return Some(Status::MaxIterations);
        }
        self.steps += 1;
        let temperature = 0.5_f64 / f64::from(1_u32 << (self.steps / 2));
        if self.on_sphere {
            project_to_tangent(&self.point, &mut self.gradient);
        }
        for (x, slope) in self.point.iter_mut().zip(&self.gradient) {
            *x += -0.2 * slope + temperature * self.noise.normal();
        }
        if self.on_sphere {
            scale_to_sphere(&mut self.point);
        }
        None
    }
}

struct Ends {
    n: usize,
    on_sphere: bool,
    value: Vec<f64>,
    points: Vec<f64>,
}

impl<O: Objective> Replicas<O, Annealed> for Ends {
    fn start(&mut self, row: u32) -> Result<Annealed, Error> {
        let mut noise = Stream::new(1, Purpose::Starts, row, 0);
        let mut point: Vec<f64> = (0..self.n).map(|_| noise.normal()).collect();
        if self.on_sphere {
            scale_to_sphere(&mut point);
        }
        Ok(Annealed {
            on_sphere: self.on_sphere,
            noise,
            point,
            value: 0.0,
            gradient: vec![0.0; self.n],
            // Walks of different lengths end in another order than they start.
            steps: row % 7,
        })
    }

    fn keep(&mut self, row: u32, _: &O, walk: &Annealed, _: Status) -> Result<f64, Error> {
        self.value[row as usize] = walk.value;
        self.points[row as usize * self.n..][..self.n].copy_from_slice(&walk.point);
        Ok(0.0)
    }

    fn take(&mut self, rows: &[u32]) -> Result<Columns, Error> {
        Ok(Columns::new()
            .with("value", Column::F64(pick(&mut self.value, 1, rows)?))
            .with("points", Column::F64(pick(&mut self.points, self.n, rows)?)))
    }
}

/// A job of 20 replicas.
fn batch<O: Objective>(
    objective: O,
    on_sphere: bool,
    size: u32,
) -> Batch<O, Annealed, impl Replicas<O, Annealed>> {
    let n = objective.dimension();
    let ends = Ends {
        n,
        on_sphere,
        value: vec![0.0; 20],
        points: vec![0.0; 20 * n],
    };
    Batch::new(Rc::new(objective), ends, 20, size).unwrap()
}

/// Their values and points.
fn walk<O: Objective>(objective: O, on_sphere: bool, size: u32, budget: f64) -> [Vec<f64>; 2] {
    let mut job = batch(objective, on_sphere, size);
    while !job.advance(&mut Budget::of(budget)).unwrap() {}
    assert_eq!(job.progress().done, job.progress().total);
    let columns = job.take().unwrap();
    ["value", "points"].map(|name| match columns.get(name) {
        Some(Column::F64(values)) => values.clone(),
        other => panic!("{name} is {other:?}"),
    })
}

#[test]
fn a_stochastic_walker_finds_the_bottom_of_an_objective_of_its_caller() {
    let [values, points] = walk(Bowl { n: 5 }, false, 4, f64::INFINITY);
    // What 0.8^54 leaves of starts at distance 10, and of noise that was added when it was still large.
    assert!(values.iter().all(|&value| value < 1e-4), "{values:?}");
    for point in points.chunks(5) {
        for (x, bottom) in point.iter().zip([1.0, 2.0, 3.0, 4.0, 5.0]) {
            assert!((x - bottom).abs() < 0.02);
        }
    }
}

#[test]
fn a_stochastic_walker_has_the_same_bits_in_every_batch() {
    let glass = || SpinGlass::pure(Form::sample(9, 3, Disorder::Gaussian, 3).unwrap());
    let reference = walk(glass(), true, 20, f64::INFINITY);
    assert!(reference[0].iter().all(|&energy| energy < 0.0));
    for (size, budget) in [(1, f64::INFINITY), (3, 1.0), (7, 1e4)] {
        assert_eq!(walk(glass(), true, size, budget), reference);
        let bowl = walk(Bowl { n: 4 }, false, size, budget);
        assert_eq!(bowl, walk(Bowl { n: 4 }, false, 20, f64::INFINITY));
    }
}

#[test]
fn a_piece_of_work_ends_though_its_evaluations_cost_next_to_nothing() {
    let mut job = batch(Bowl { n: 1 }, false, 4);
    let mut pieces = 1;
    while !job.advance(&mut Budget::of(1e5)).unwrap() {
        pieces += 1;
    }
    // 1100 steps, of 3 flops each beside their own work.
    assert!(pieces > 10, "{pieces}");
}
