//! Losses of samples by their outputs, and their derivatives, with samples in lanes.
//!
//! Each function returns the sum of the losses of the samples that count, and leaves its derivatives times a scale. At kinks
//! derivatives are 0.

use crate::Real;
use crate::either::either;
use crate::elementary::{constant, exp, log_1p};
use crate::lanes::{Lanes, Wide};

/// Outputs of samples, in panels of a row a class.
#[derive(Debug)]
pub struct Outputs<'a, T> {
    /// Rows of a panel.
    pub classes: usize,
    /// What the network says.
    pub values: &'a [T],
    /// 1 in the row of a sample's label, 0 else.
    pub targets: &'a [T],
    /// 1 of each sample that counts, 0 of those that fill up a panel.
    pub counts: &'a [T],
    /// By which derivatives are multiplied.
    pub scale: T,
    /// Takes the derivatives by the outputs.
    pub deltas: &'a mut [T],
}

either! {
    /// Losses, of a scalar.
    trait Losses;

    /// −ln softmax(o)_y.
    fn cross_entropy(outputs: &mut Outputs<'_, T>) -> T {
        each_panel_on::<Wide<T>>(outputs, cross_entropy_of)
    }

    /// ½ Σ_j (o_j − e_j)².
    fn squared(outputs: &mut Outputs<'_, T>) -> T {
        each_panel_on::<Wide<T>>(outputs, squared_of)
    }

    /// Σ_j |o_j − e_j|.
    fn absolute(outputs: &mut Outputs<'_, T>) -> T {
        each_panel_on::<Wide<T>>(outputs, absolute_of)
    }

    /// Σ_j max(0, 1 − t_j·o_j), with t_j = 1 for j = y and −1 else.
    fn hinge_one_vs_all(outputs: &mut Outputs<'_, T>) -> T {
        each_panel_on::<Wide<T>>(outputs, one_vs_all_of)
    }

    /// Σ_{j≠y} max(0, 1 + o_j − o_y).
    fn hinge_weston_watkins(outputs: &mut Outputs<'_, T>) -> T {
        each_panel_on::<Wide<T>>(outputs, weston_watkins_of)
    }

    /// max(0, 1 + max_{j≠y} o_j − o_y); of equal outputs the lowest class.
    fn hinge_crammer_singer(outputs: &mut Outputs<'_, T>) -> T {
        each_panel_on::<Wide<T>>(outputs, crammer_singer_of)
    }
}

/// One panel.
pub(crate) struct Panel<'a, L: Lanes> {
    values: &'a [L::Scalar],
    targets: &'a [L::Scalar],
    deltas: &'a mut [L::Scalar],
    /// By which the derivatives of each sample are multiplied.
    scale: L,
}

impl<L: Lanes> Panel<'_, L> {
    fn classes(&self) -> impl Iterator<Item = usize> + use<L> {
        (0..self.deltas.len()).step_by(L::LEN)
    }

    #[inline(always)]
    fn value(&self, class: usize) -> L {
        L::load(&self.values[class..])
    }

    /// `right` in the lanes of samples of this class, `wrong` in others.
    #[inline(always)]
    fn by_label(&self, class: usize, right: L, wrong: L) -> L {
        constant::<L>(0.5).if_less(L::load(&self.targets[class..]), right, wrong)
    }

    /// The outputs of the labels.
    #[inline(always)]
    fn labelled(&self) -> L {
        let zero = constant(0.0);
        self.classes().fold(zero, |found, class| {
            self.by_label(class, self.value(class), found)
        })
    }

    #[inline(always)]
    fn put(&mut self, class: usize, slope: L) {
        slope.mul(self.scale).store(&mut self.deltas[class..]);
    }
}

#[inline(always)]
pub(crate) fn each_panel_on<L: Lanes>(
    outputs: &mut Outputs<'_, L::Scalar>,
    loss: impl Fn(&mut Panel<'_, L>) -> L,
) -> L::Scalar {
    let size = outputs.classes * L::LEN;
    let panels = outputs
        .values
        .chunks_exact(size)
        .zip(outputs.targets.chunks_exact(size))
        .zip(outputs.deltas.chunks_exact_mut(size))
        .zip(outputs.counts.chunks_exact(L::LEN));
    let mut sum = constant::<L>(0.0);
    for (((values, targets), deltas), counts) in panels {
        let counts = L::load(counts);
        let mut panel = Panel {
            values,
            targets,
            deltas,
            scale: counts.mul(L::splat(outputs.scale)),
        };
        sum = loss(&mut panel).mul_add(counts, sum);
    }
    sum.sum()
}

/// max(0, x), and NaN of NaN.
#[inline(always)]
fn positive_part<L: Lanes>(x: L) -> L {
    x.if_less(constant(0.0), constant(0.0), x)
}

/// 1 where x > 0, else 0.
#[inline(always)]
fn step<L: Lanes>(x: L) -> L {
    constant::<L>(0.0).if_less(x, constant(1.0), constant(0.0))
}

#[inline(always)]
pub(crate) fn cross_entropy_of<L: Lanes>(panel: &mut Panel<'_, L>) -> L {
    let [zero, one] = [0.0, 1.0].map(constant::<L>);
    let first = panel.value(0);
    let top = panel.classes().skip(1).fold(first, |top, class| {
        let value = panel.value(class);
        top.if_less(value, value, top)
    });
    let (mut right, mut wrong) = (zero, zero);
    for class in panel.classes() {
        let e = exp(panel.value(class).sub(top));
        e.store(&mut panel.deltas[class..]);
        right = right.add(panel.by_label(class, e, zero));
        wrong = wrong.add(panel.by_label(class, zero, e));
    }
    let part = one.div(right.add(wrong));
    // 1 less the label's probability, without cancelling.
    let less = zero.sub(wrong.mul(part));
    for class in panel.classes() {
        let p = L::load(&panel.deltas[class..]).mul(part);
        panel.put(class, panel.by_label(class, less, p));
    }
    // Where the label's output is the largest, `right` is 1.
    let beside_top = right.if_less(one, right.sub(one).add(wrong), wrong);
    top.sub(panel.labelled()).add(log_1p(beside_top))
}

#[inline(always)]
pub(crate) fn squared_of<L: Lanes>(panel: &mut Panel<'_, L>) -> L {
    let mut squares = constant::<L>(0.0);
    for class in panel.classes() {
        let error = panel.value(class).sub(L::load(&panel.targets[class..]));
        squares = error.mul_add(error, squares);
        panel.put(class, error);
    }
    squares.mul(constant(0.5))
}

#[inline(always)]
pub(crate) fn absolute_of<L: Lanes>(panel: &mut Panel<'_, L>) -> L {
    let zero = constant::<L>(0.0);
    let mut sum = zero;
    for class in panel.classes() {
        let error = panel.value(class).sub(L::load(&panel.targets[class..]));
        sum = sum.add(error.abs());
        panel.put(class, step(error).sub(step(zero.sub(error))));
    }
    sum
}

#[inline(always)]
pub(crate) fn one_vs_all_of<L: Lanes>(panel: &mut Panel<'_, L>) -> L {
    let [zero, one] = [0.0, 1.0].map(constant::<L>);
    let mut sum = zero;
    for class in panel.classes() {
        let sign = panel.by_label(class, one, constant(-1.0));
        let margin = one.sub(sign.mul(panel.value(class)));
        sum = sum.add(positive_part(margin));
        panel.put(class, zero.sub(sign.mul(step(margin))));
    }
    sum
}

#[inline(always)]
pub(crate) fn weston_watkins_of<L: Lanes>(panel: &mut Panel<'_, L>) -> L {
    let [zero, one] = [0.0, 1.0].map(constant::<L>);
    let labelled = panel.labelled();
    let (mut sum, mut count) = (zero, zero);
    for class in panel.classes() {
        let margin = panel.value(class).add(one).sub(labelled);
        let margin = panel.by_label(class, zero, margin);
        sum = sum.add(positive_part(margin));
        count = count.add(step(margin));
        step(margin).store(&mut panel.deltas[class..]);
    }
    for class in panel.classes() {
        let slope = L::load(&panel.deltas[class..]);
        panel.put(class, panel.by_label(class, zero.sub(count), slope));
    }
    sum
}

#[inline(always)]
pub(crate) fn crammer_singer_of<L: Lanes>(panel: &mut Panel<'_, L>) -> L {
    let [zero, one] = [0.0, 1.0].map(constant::<L>);
    let least = constant::<L>(f64::NEG_INFINITY);
    // The first of the largest wrong outputs, and its class, counted by entries.
    let (mut rival, mut place) = (least, constant::<L>(-1.0));
    for class in panel.classes() {
        let value = panel.by_label(class, least, panel.value(class));
        place = rival.if_less(value, constant(class as f64), place);
        rival = rival.if_less(value, value, rival);
    }
    let margin = rival.add(one).sub(panel.labelled());
    let open = step(margin);
    for class in panel.classes() {
        let beside = place.sub(constant(class as f64)).abs();
        let slope = beside.if_less(constant(0.5), open, zero);
        panel.put(class, panel.by_label(class, zero.sub(open), slope));
    }
    positive_part(margin)
}
