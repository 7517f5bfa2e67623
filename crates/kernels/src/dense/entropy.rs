//! Cross-entropies one by one, with samples in lanes and without derivatives.

use crate::elementary::{constant, exp, log_1p};
use crate::lanes::{Lanes, Wide};

/// `losses[s]` ← ln Σ_j exp(o_j) − `labelled[s]`, of samples whose outputs o lie in panels of a row a class, to within
/// `classes`·eps and a few ulp.
#[inline(never)]
pub fn cross_entropies(classes: usize, outputs: &[f64], labelled: &[f64], losses: &mut [f64]) {
    cross_entropies_on::<Wide<f64>>(classes, outputs, labelled, losses);
}

#[inline(always)]
pub(crate) fn cross_entropies_on<L: Lanes>(
    classes: usize,
    outputs: &[L::Scalar],
    labelled: &[L::Scalar],
    losses: &mut [L::Scalar],
) {
    let samples = labelled
        .chunks_exact(L::LEN)
        .zip(losses.chunks_exact_mut(L::LEN));
    for (panel, (labelled, losses)) in outputs.chunks_exact(classes * L::LEN).zip(samples) {
        let rows = panel.chunks_exact(L::LEN).map(L::load);
        let top = rows.clone().fold(L::load(panel), |top, output| {
            top.if_less(output, output, top)
        });
        // Less the 1 of the largest output.
        let rest = rows.fold(constant::<L>(-1.0), |sum, output| {
            sum.add(exp(output.sub(top)))
        });
        // Rounding may leave a little less than nothing.
        let rest = rest.if_less(constant(0.0), constant(0.0), rest);
        top.sub(L::load(labelled)).add(log_1p(rest)).store(losses);
    }
}
