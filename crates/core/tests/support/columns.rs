//! What jobs leave, by column.

use losscape_core::budget::Budget;
use losscape_core::columns::{Column, Columns};
use losscape_core::job::Job;

/// What the job leaves, in pieces of that budget.
pub fn finish(mut job: Box<dyn Job>, budget: f64) -> Columns {
    while !job.advance(&mut Budget::of(budget)).expect("no error") {}
    job.take().expect("columns")
}

pub fn doubles<'a>(columns: &'a Columns, name: &str) -> &'a [f64] {
    match columns.get(name) {
        Some(Column::F64(values)) => values,
        other => panic!("{name}: {other:?}"),
    }
}

pub fn counts<'a>(columns: &'a Columns, name: &str) -> &'a [u32] {
    match columns.get(name) {
        Some(Column::U32(values)) => values,
        other => panic!("{name}: {other:?}"),
    }
}

pub fn words(columns: &Columns, name: &str) -> Vec<&'static str> {
    match columns.get(name) {
        Some(Column::Words { vocabulary, codes }) => codes
            .iter()
            .map(|&code| vocabulary[usize::from(code)])
            .collect(),
        other => panic!("{name}: {other:?}"),
    }
}
