//! The job that finds which minima the saddles of index 1 join, and its columns.

use super::SpinGlass;
use super::curvature::{Curvature, Shared};
use super::fall::Fall;
use super::known::{Known, KnownPoints, Near, are_within};
use super::panels::Panels;
use super::place::Place;
use super::search::{End, Search, Searching};
use super::sphere::Outline;
use super::string::{IMAGES, MovingString};
use crate::budget::Budget;
use crate::columns::{Column, Columns};
use crate::eigen::range::Range;
use crate::error::Error;
use crate::job::{Job, Progress};
use crate::memory::try_filled;
use crate::objective::Objective;
use crate::vector::axpy;
use std::rc::Rc;

/// What is to be joined.
#[derive(Debug, Clone)]
pub struct Joining {
    /// States of critical points, n a row, all distinct.
    pub points: Vec<f64>,
    /// Their indices. Flows begin at those of 1, and end at those of 0.
    pub indices: Vec<u32>,
    /// Rows of minima between which further saddles are looked for, two a pair.
    pub pairs: Vec<u32>,
    /// The most that |H/n| is on the sphere.
    pub most: f64,
}

/// Gradients to which searches go, and their steps.
const SEARCH: (f64, u32) = (1e-12, 500);
/// Points as near as this, in units of √n, are one.
const SAME: f64 = 1e-6;
/// What rounding does to distances, likewise.
const ROUNDING: f64 = 1e-9;
/// How far from its saddle a flow begins, in units of √n·λ/L: what the third derivative changes there is 1 % of the saddle's curvature.
const NEAR_SADDLE: f64 = 1e-2;
/// Gradients below this are rounding: a flow that would begin there has no direction, and one that got there is at no minimum.
const FLAT: f64 = 1e-12;
const MOST_STEPS: u32 = 100_000;

/// A job whose columns are those of the table `saddle_links` that the core knows; `states`, n spins a row; `further`, energies of minima that
/// flows ended at and that are none of the points; and `searches`: those between pairs, and those of them that ended at a saddle of index 1.
///
/// `first` and `second` are the minima on both sides, by the rows of the points, and further ones by the numbers after these; −1 where
/// a flow has no certain end.
///
/// # Errors
/// [`Error::OutOfMemory`].
pub fn links(glass: Rc<SpinGlass>, joining: Joining) -> Result<Box<dyn Job>, Error> {
    let n = glass.n();
    let degree = glass.order() as f64;
    let bend = degree * degree * joining.most;
    let known = KnownPoints::new(n, joining.points, &joining.indices);
    let saddles = (0..known.count()).rev();
    let saddles: Vec<_> = saddles.filter(|&place| known.index(place) == 1).collect();
    Ok(Box::new(Links {
        slots: glass.slots(IMAGES)?,
        curvature: Curvature::shared(n, Range::All)?,
        bend,
        twist: degree * bend,
        given: saddles.len(),
        kept: 0,
        waiting: saddles,
        known,
        pairs: joining.pairs,
        begun: 0,
        peaks: Vec::new(),
        searches: 0,
        reached: 0,
        link: None,
        task: None,
        rows: Vec::new(),
        states: Vec::new(),
        further: Vec::new(),
        glass,
    }))
}

struct Links {
    glass: Rc<SpinGlass>,
    slots: Panels,
    curvature: Shared,
    /// Bounds of the second and the third derivative of H/n along great circles, where it is a trigonometric polynomial of the
    /// degree of H (Bernstein's inequality).
    bend: f64,
    twist: f64,
    known: KnownPoints,
    /// Saddles that were given, and links that are done.
    given: usize,
    kept: usize,
    /// Places of saddles from which no flow has begun, the next one last.
    waiting: Vec<usize>,
    pairs: Vec<u32>,
    /// Pairs whose string was begun.
    begun: usize,
    /// Of the last string: states to climb from, with their energies.
    peaks: Vec<(Vec<f64>, f64)>,
    searches: u32,
    reached: u32,
    link: Option<Link>,
    task: Option<Task>,
    rows: Vec<Row>,
    states: Vec<f64>,
    /// Energies of minima that were not given.
    further: Vec<f64>,
}

/// What is gone on with. In boxes: moved by value, these are 5 KB of the module.
enum Task {
    /// Lowers the string of a pair.
    Lower(Box<MovingString>),
    /// Goes from a peak to a saddle.
    Climb(Box<Searching>),
    /// Goes down from the saddle of the link.
    Fall(Box<Fall>),
    /// Goes to the minimum of a fall, which is not known, but is sure to be as near as this.
    Settle(Box<Searching>, Box<Fall>, f64),
}

/// A saddle whose flows are followed.
struct Link {
    saddle: Place,
    outline: Outline,
    /// To where its flows begin, on one side and on the other.
    aside: Vec<f64>,
    /// The number of the minimum on each side that is done.
    ends: Vec<i32>,
    flops: f64,
}

/// No certain end.
const NOWHERE: i32 = -1;

/// What is found of a saddle, beside its state.
#[derive(Clone, Copy)]
struct Row {
    energy: f64,
    gradient_norm: f64,
    outline: Outline,
    ends: [i32; 2],
    evaluations: u32,
}

impl Links {
    /// Whether there is something to go on with.
    fn begin(&mut self) -> Result<bool, Error> {
        if let Some(link) = &self.link {
            match link.ends.len() {
                2 => self.keep(),
                side => self.fall(if side == 0 { 1.0 } else { -1.0 })?,
            }
        } else if let Some(place) = self.waiting.pop() {
            self.begin_link(place)?;
        } else if let Some((peak, energy)) = self.peaks.pop() {
            self.searches += 1;
            self.put(Task::Climb(self.search(peak, energy, 1)));
        } else {
            let Some(&[a, b]) = self.pairs.as_chunks().0.get(self.begun) else {
                return Ok(false);
            };
            self.begun += 1;
            let string = self.string(a as usize, b as usize)?;
            self.put(Task::Lower(Box::new(string)));
        }
        Ok(true)
    }

    /// Between two known points.
    fn string(&mut self, a: usize, b: usize) -> Result<MovingString, Error> {
        let n = self.glass.n();
        let mut aside = try_filled("a string", n, 0.0)?;
        if MovingString::are_opposite(self.known.state(a), self.known.state(b)) {
            let mut place = Place::new(self.known.state(a).to_vec());
            place.inform(&self.glass, &mut self.slots);
            let mut curvature = self.curvature.borrow_mut();
            curvature.look(&self.glass, &place.point, place.radial_slope)?;
            curvature.sum(&[(n as f64).sqrt()], &mut aside);
        }
        let [a, b] = [a, b].map(|place| self.known.state(place));
        MovingString::new(a, b, &aside)
    }

    /// To a critical point of an index, from a state of that energy.
    fn search(&self, start: Vec<f64>, energy: f64, index: u32) -> Box<Searching> {
        Box::new(Searching::new(
            start,
            energy / self.glass.n() as f64,
            (&Search::IndexGuided([index].into()), 0),
            SEARCH,
            Rc::clone(&self.curvature),
        ))
    }

    fn begin_link(&mut self, place: usize) -> Result<(), Error> {
        let glass = &self.glass;
        let mut saddle = Place::new(self.known.state(place).to_vec());
        saddle.inform(glass, &mut self.slots);
        let outline = glass.outline(&saddle.point)?;
        let mut curvature = self.curvature.borrow_mut();
        curvature.look(glass, &saddle.point, saddle.radial_slope)?;
        let angle = NEAR_SADDLE * outline.lambda_min.abs() / self.twist;
        let mut aside = try_filled("a flow", glass.n(), 0.0)?;
        curvature.sum(&[angle * (glass.n() as f64).sqrt()], &mut aside);
        let has_direction = angle * outline.lambda_min.abs() > FLAT;
        self.link = Some(Link {
            saddle,
            outline,
            aside,
            ends: if has_direction {
                Vec::new()
            } else {
                vec![NOWHERE; 2]
            },
            flops: glass.flops() + curvature.flops(glass),
        });
        Ok(())
    }

    /// Begins the flow on one side of the link's saddle.
    fn fall(&mut self, sign: f64) -> Result<(), Error> {
        let Some(Link { saddle, aside, .. }) = &self.link else {
            return Ok(());
        };
        let mut start = saddle.point.clone();
        axpy(sign, aside, &mut start);
        let fall = Fall::new(start, &self.glass, &mut self.slots)?;
        self.put(Task::Fall(Box::new(fall)));
        Ok(())
    }

    /// Goes on with a task for one evaluation or a few; returns the flops.
    fn go_on(&mut self, task: Task) -> Result<f64, Error> {
        let glass = Rc::clone(&self.glass);
        let slots = &mut self.slots;
        match task {
            Task::Lower(mut string) => {
                // The step that is stable whatever the curvature.
                if string.go_on(&glass, slots, 1.0 / self.bend) {
                    let peaks = string.peaks();
                    self.peaks = peaks.map(|(state, h)| (state.to_vec(), h)).collect();
                } else {
                    self.put(Task::Lower(string));
                }
                Ok(MovingString::flops(&glass))
            }
            Task::Climb(mut search) => {
                let before = search.flops();
                let end = search.go_on(&glass, slots)?;
                let flops = search.flops() - before;
                match end {
                    None => self.put(Task::Climb(search)),
                    Some(end) => self.arrive(&search, end),
                }
                Ok(flops)
            }
            Task::Fall(mut fall) => {
                fall.go_on(&glass, slots);
                let flops = Fall::flops(&glass) + self.judge(fall)?;
                self.count(flops);
                Ok(flops)
            }
            Task::Settle(mut search, fall, reach) => {
                let before = search.flops();
                let end = search.go_on(&glass, slots)?;
                let flops = search.flops() - before;
                self.count(flops);
                match end {
                    None => self.put(Task::Settle(search, fall, reach)),
                    Some(end) => self.settle(&search, end, fall, reach),
                }
                Ok(flops)
            }
        }
    }

    // Out of line: each of a dozen places would drop the task before by itself.
    #[inline(never)]
    fn put(&mut self, task: Task) {
        self.task = Some(task);
    }

    fn count(&mut self, flops: f64) {
        if let Some(link) = &mut self.link {
            link.flops += flops;
        }
    }

    fn end(&mut self, end: i32) {
        if let Some(link) = &mut self.link {
            link.ends.push(end);
        }
    }

    /// Keeps the saddle that a climb ended at, unless it is known.
    fn arrive(&mut self, search: &Searching, end: End) {
        let negative = search.values().iter().filter(|&&value| value < 0.0);
        if end != End::Converged || negative.count() != 1 {
            return;
        }
        self.reached += 1;
        let state = &search.at().point;
        if self.known.near(state, SAME) == Near::Nothing {
            self.waiting.push(self.known.count());
            self.known.add(state, 1);
        }
    }

    /// Ends a fall where it is certain where it leads, or hopeless; returns the flops.
    fn judge(&mut self, mut fall: Box<Fall>) -> Result<f64, Error> {
        if fall.steps() == MOST_STEPS || fall.at().gradient_norm() <= FLAT {
            self.end(NOWHERE);
            return Ok(0.0);
        }
        if !fall.is_to_be_looked_at() {
            self.put(Task::Fall(fall));
            return Ok(0.0);
        }
        let at = fall.at();
        let mut curvature = self.curvature.borrow_mut();
        let lowest = curvature.look(&self.glass, &at.point, at.radial_slope)?[0];
        let flops = curvature.flops(&self.glass);
        drop(curvature);
        let near = fall
            .reach(lowest, self.twist)
            .map(|reach| (reach, self.known.near(&at.point, reach + ROUNDING)));
        match near {
            Some((_, Near::One(Known { index: 0, number }))) => self.end(number as i32),
            Some((reach, Near::Nothing)) => {
                let search = self.search(at.point.clone(), at.energy, 0);
                self.put(Task::Settle(search, fall, reach));
            }
            _ => self.put(Task::Fall(fall)),
        }
        Ok(flops)
    }

    /// Ends a fall at the minimum that a search from there found, unless that is not the one it leads to.
    fn settle(&mut self, search: &Searching, end: End, fall: Box<Fall>, reach: f64) {
        let found = search.at();
        let is_its_own = end == End::Converged
            && search.values()[0] > 0.0
            && are_within(reach + ROUNDING, &found.point, &fall.at().point);
        if !is_its_own {
            self.put(Task::Fall(fall));
            return;
        }
        match self.known.near(&found.point, SAME) {
            Near::Nothing => {
                let Known { number, .. } = self.known.add(&found.point, 0);
                let energy = found.energy / self.glass.n() as f64;
                self.further.push(energy);
                self.end(number as i32);
            }
            Near::One(Known { index: 0, number }) => self.end(number as i32),
            _ => self.end(NOWHERE),
        }
    }

    fn keep(&mut self) {
        let Some(link) = self.link.take() else {
            return;
        };
        self.kept += 1;
        self.rows.push(Row {
            energy: link.saddle.energy / self.glass.n() as f64,
            gradient_norm: link.saddle.gradient_norm(),
            outline: link.outline,
            ends: [link.ends[0], link.ends[1]],
            evaluations: (link.flops / self.glass.flops()).ceil() as u32,
        });
        self.states.extend_from_slice(&link.saddle.point);
    }
}

impl Job for Links {
    fn advance(&mut self, budget: &mut Budget) -> Result<bool, Error> {
        loop {
            let Some(task) = self.task.take() else {
                if self.begin()? {
                    continue;
                }
                return Ok(true);
            };
            if budget.is_spent() {
                self.task = Some(task);
                return Ok(false);
            }
            budget.spend(self.go_on(task)?);
        }
    }

    fn progress(&self) -> Progress {
        let is_between = self.task.is_none()
            && self.link.is_none()
            && self.waiting.is_empty()
            && self.peaks.is_empty();
        let pairs = self.begun - usize::from(self.begun > 0 && !is_between);
        Progress {
            done: (self.kept.min(self.given) + pairs) as f64,
            total: (self.given + self.pairs.len() / 2) as f64,
        }
    }

    fn take(&mut self) -> Result<Columns, Error> {
        let rows = std::mem::take(&mut self.rows);
        let doubles = |of: fn(&Row) -> f64| Column::F64(rows.iter().map(of).collect());
        let signed = |of: fn(&Row) -> i32| Column::I32(rows.iter().map(of).collect());
        let evaluations = rows.iter().map(|row| row.evaluations).collect();
        let searches = [self.searches, self.reached].map(f64::from);
        Ok(Columns::new()
            .with("energy", doubles(|row| row.energy))
            .with("gradient_norm", doubles(|row| row.gradient_norm))
            .with("index", signed(|row| row.outline.index))
            .with("lambda_min", doubles(|row| row.outline.lambda_min))
            .with("lambda_max", doubles(|row| row.outline.lambda_max))
            .with("first", signed(|row| row.ends[0]))
            .with("second", signed(|row| row.ends[1]))
            .with("evaluations", Column::U32(evaluations))
            .with("states", Column::F64(std::mem::take(&mut self.states)))
            .with("further", Column::F64(std::mem::take(&mut self.further)))
            .with("searches", Column::F64(searches.to_vec())))
    }
}
