//! Losses of samples one by one.

use crate::error::Error;
use crate::memory::{try_filled, try_rows};
use crate::network::Loss;
use crate::network::loss::Curvature;
use losscape_kernels::dense::{cross_entropies, width};

/// Samples of a panel.
pub(super) const PANEL: usize = width::<f64>();

/// Outputs of samples in panels, from which their losses are computed.
#[derive(Default)]
pub(super) struct Panels {
    outputs: Vec<f64>,
    labelled: Vec<f64>,
    classes: usize,
}

impl Panels {
    /// Makes room for a multiple of [`PANEL`] samples.
    pub(super) fn reserve(&mut self, classes: usize, samples: usize) -> Result<(), Error> {
        self.classes = classes;
        self.outputs = try_rows("outputs", [classes, samples], 0.0)?;
        self.labelled = try_filled("outputs", samples, 0.0)?;
        Ok(())
    }

    fn put(&mut self, sample: usize, outputs: &[f64], label: usize) {
        self.labelled[sample] = outputs[label];
        let panel = sample / PANEL * PANEL * self.classes + sample % PANEL;
        let places = self.outputs[panel..].iter_mut().step_by(PANEL);
        for (to, output) in places.zip(outputs) {
            *to = *output;
        }
    }

    /// The cross-entropies of the first `count` samples, and what fills up their last panel.
    fn cross_entropies(&self, count: usize, losses: &mut [f64]) {
        let end = count.next_multiple_of(PANEL);
        let outputs = &self.outputs[..end * self.classes];
        cross_entropies(
            self.classes,
            outputs,
            &self.labelled[..end],
            &mut losses[..end],
        );
    }
}

/// The losses of samples by the last entries of their rows, of `width` each.
pub(super) fn losses_of(
    loss: Loss,
    rows: &[f64],
    width: usize,
    labels: &mut dyn Iterator<Item = u32>,
    panels: &mut Panels,
    losses: &mut [f64],
) {
    let classes = panels.classes;
    let outputs = rows.chunks_exact(width).map(|row| &row[width - classes..]);
    let each = outputs.zip(labels);
    if loss.curvature() != Curvature::Softmax {
        for ((outputs, label), to) in each.zip(losses) {
            *to = loss.value(outputs, label as usize);
        }
        return;
    }
    let mut count = 0;
    for (outputs, label) in each {
        panels.put(count, outputs, label as usize);
        count += 1;
    }
    panels.cross_entropies(count, losses);
}
