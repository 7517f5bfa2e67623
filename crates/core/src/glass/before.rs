//! What goes before a descent, and the walk of both.

use super::SpinGlass;
use super::walk::{End, Walk};
use crate::budget::Budget;
use crate::error::Error;
use crate::optimise::{Descent, Geometry, Method, Slope, Status, Termination};

/// A walk that ends where a descent is to start.
pub(super) trait Before {
    /// [`crate::optimise::Walker::prepare`].
    fn prepare(&mut self, _glass: &SpinGlass, _budget: &mut Budget) -> Result<bool, Error> {
        Ok(true)
    }

    /// [`Walk::questions`].
    fn questions(&self) -> usize {
        1
    }

    /// [`Walk::ask`].
    fn ask(&mut self, question: usize) -> Slope<'_>;

    /// Goes on with what it was told.
    fn go_on(&mut self);

    /// Where it ended, once it has.
    fn end(&mut self) -> Option<Vec<f64>>;

    /// The part of it that is done.
    fn part(&self) -> f64;

    /// Its work, in evaluations.
    fn evaluations(&self) -> f64;
}

/// The descent from a start.
#[derive(Debug, Clone, Copy)]
pub(super) struct Down {
    pub(super) method: Method,
    pub(super) termination: Termination,
}

impl Down {
    pub(super) fn from(self, start: Vec<f64>) -> Descent {
        Descent::new(start, Geometry::Sphere, self.method, self.termination)
    }
}

/// A walk, and a descent from where it ends.
pub(super) struct Then {
    pub(super) before: Box<dyn Before>,
    pub(super) down: Down,
    pub(super) descent: Option<Descent>,
}

impl Then {
    fn descend_from_the_end(&mut self) {
        self.descent = self.before.end().map(|start| self.down.from(start));
    }
}

impl Walk for Then {
    fn prepare(&mut self, glass: &SpinGlass, budget: &mut Budget) -> Result<bool, Error> {
        if self.descent.is_some() {
            return Ok(true);
        }
        let ready = self.before.prepare(glass, budget)?;
        self.descend_from_the_end();
        Ok(ready)
    }

    fn questions(&self) -> usize {
        match self.descent {
            Some(_) => 1,
            None => self.before.questions(),
        }
    }

    fn ask(&mut self, question: usize) -> Slope<'_> {
        match &mut self.descent {
            Some(descent) => descent.ask(),
            None => self.before.ask(question),
        }
    }

    fn go_on(&mut self) -> Option<Status> {
        if let Some(descent) = &mut self.descent {
            return Walk::go_on(descent);
        }
        self.before.go_on();
        self.descend_from_the_end();
        None
    }

    fn part(&self) -> f64 {
        self.before.part()
    }

    fn end(&self) -> Option<End<'_>> {
        let descent = self.descent.as_ref()?;
        Some(End {
            walk_energy: descent.start_energy(),
            ..descent.end()?
        })
    }

    fn evaluations(&self) -> u32 {
        let down = self.descent.as_ref().map_or(0, Descent::evaluations);
        self.before.evaluations().ceil() as u32 + down
    }
}
