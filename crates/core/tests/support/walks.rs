//! Ways down from random starts, for tests of several of them.

use super::columns::finish;
use losscape_core::columns::Columns;
use losscape_core::glass::{Disorder, Form, Settings, SpinGlass, Way, descents};
use losscape_core::optimise::Termination;
use std::rc::Rc;

/// Of orders and their weights.
pub fn glass(n: usize, terms: &[(usize, f64)], seed: u64) -> Rc<SpinGlass> {
    let form = |order| Form::sample(n, order, Disorder::Gaussian, seed).unwrap();
    let forms = terms.iter().map(|&(order, weight)| (weight, form(order)));
    Rc::new(SpinGlass::mixture(forms.collect()))
}

/// To 1e-8 from random starts, without spectra.
pub fn settings(way: Way, replicas: u32) -> Settings {
    Settings {
        seed: 6,
        first: 0,
        replicas,
        batch: 8,
        starts: None,
        way,
        termination: Termination {
            tolerance: 1e-8,
            max_iterations: 10_000,
        },
        spectrum: false,
    }
}

pub fn walk(glass: &Rc<SpinGlass>, settings: Settings) -> Columns {
    finish(descents(Rc::clone(glass), settings).unwrap(), 1e9)
}
