use super::oracle::{Number, OFFSETS, assert_close, assert_within, doubles, numbers};
use crate::dense::activation::{each_on, relu_of, scale_by_on};
use crate::dense::loss::{self, Outputs, Panel, each_panel_on};
use crate::dense::{Factors, Groups, Sums, copy_on, cross_entropies_on, products_on, transpose_on};
use crate::lanes::Lanes;

/// Every height of a tile and what they add up to, every remainder.
const MOST_ROWS: usize = 13;

pub fn dense_products_match_the_definition<L: Lanes<Scalar: Number>>() {
    let data = [31, 32, 33].map(|seed| numbers::<L::Scalar>(2000, seed));
    for rows in 0..=MOST_ROWS {
        for steps in [1, 2, 7] {
            for groups in 0..=3 {
                for offset in OFFSETS {
                    let [a, b, c] = data.each_ref().map(|data| &data[offset..]);
                    let a = Factors {
                        entries: a,
                        step: rows + offset,
                    };
                    let b = Groups {
                        entries: b,
                        step: L::LEN + offset,
                        group: 7 * (L::LEN + offset),
                    };
                    for added in [true, false] {
                        let mut found = c.to_vec();
                        let row = L::LEN + 1;
                        let group = row * rows + offset;
                        let mut sums = Sums {
                            entries: &mut found,
                            row,
                            group,
                            added,
                        };
                        products_on::<L>(a, b, [rows, steps, groups], &mut sums);
                        let mut expected = doubles(c);
                        for g in 0..groups {
                            for r in 0..rows {
                                for lane in 0..L::LEN {
                                    let term = |s: usize| {
                                        let factor: f64 = a.entries[s * a.step + r].into();
                                        let column: f64 =
                                            b.entries[s * b.step + g * b.group + lane].into();
                                        factor * column
                                    };
                                    let sum: f64 = (0..steps).map(term).sum();
                                    let to = &mut expected[g * group + r * row + lane];
                                    *to = if added { *to + sum } else { sum };
                                }
                            }
                        }
                        assert_close(&found, &expected);
                    }
                }
            }
        }
    }
}

pub fn transposes_and_copies_hold_every_entry<L: Lanes<Scalar: Number>>() {
    let from = numbers::<L::Scalar>(500, 34);
    for rows in 0..=4 * L::LEN + 1 {
        for columns in 0..=4 * L::LEN + 1 {
            let (from_row, to_row) = (columns + 2, rows + 1);
            let untouched = L::Scalar::of(7.0);
            let mut to = vec![untouched; 500];
            transpose_on::<L>(&from, from_row, [rows, columns], &mut to, to_row);
            for (place, found) in to.iter().enumerate() {
                let (j, i) = (place / to_row, place % to_row);
                let inside = i < rows && j < columns;
                assert_eq!(
                    *found,
                    if inside {
                        from[i * from_row + j]
                    } else {
                        untouched
                    }
                );
            }
        }
        let mut to = vec![L::Scalar::of(0.0); rows];
        copy_on::<L>(&from[1..=rows], &mut to);
        assert_eq!(to, from[1..=rows]);
    }
}

pub fn units_are_switched_and_scaled<L: Lanes<Scalar: Number>>() {
    let of = |values: &[f64]| -> Vec<L::Scalar> {
        values
            .iter()
            .cycle()
            .take(L::LEN * 2)
            .map(|x| L::Scalar::of(*x))
            .collect()
    };
    let (mut z, mut slopes) = (of(&[-1.5, 2.0]), of(&[7.0]));
    each_on::<L>(&mut z, &mut slopes, relu_of);
    assert_eq!((&z, &slopes), (&of(&[0.0, 2.0]), &of(&[0.0, 1.0])));
    scale_by_on::<L>(&of(&[3.0, 0.5]), &mut z);
    assert_eq!(z, of(&[0.0, 1.0]));
    let (mut kinks, mut slopes) = (of(&[0.0, f64::NAN]), of(&[7.0]));
    each_on::<L>(&mut kinks, &mut slopes, relu_of);
    assert_eq!(kinks[0], L::Scalar::of(0.0));
    assert!(kinks[1].into().is_nan() && slopes[0] == L::Scalar::of(0.0));
}

type Definition = fn(&[f64], usize) -> f64;

/// Loss by its definition, and its derivatives by central differences, at outputs away from kinks.
fn loss_matches<L: Lanes<Scalar: Number>>(
    loss: impl Fn(&mut Panel<'_, L>) -> L + Copy,
    definition: Definition,
) {
    for classes in 1..=5 {
        for seed in 40..44 {
            let panels = 2;
            let size = classes * L::LEN;
            let values: Vec<L::Scalar> = numbers::<f64>(panels * size, seed)
                .iter()
                .map(|x| L::Scalar::of(3.0 * x))
                .collect();
            let label = |sample: usize| (sample + seed as usize) % classes;
            let mut targets = vec![L::Scalar::of(0.0); panels * size];
            for sample in 0..panels * L::LEN {
                let (panel, lane) = (sample / L::LEN, sample % L::LEN);
                targets[panel * size + label(sample) * L::LEN + lane] = L::Scalar::of(1.0);
            }
            // The last sample fills up.
            let mut counts = vec![L::Scalar::of(1.0); panels * L::LEN];
            counts[panels * L::LEN - 1] = L::Scalar::of(0.0);
            let mut deltas = values.clone();
            let found = each_panel_on::<L>(
                &mut Outputs {
                    classes,
                    values: &values,
                    targets: &targets,
                    counts: &counts,
                    scale: L::Scalar::of(0.25),
                    deltas: &mut deltas,
                },
                loss,
            );
            let mut sum = 0.0;
            let mut slopes = vec![0.0; panels * size];
            for sample in 0..panels * L::LEN - 1 {
                let at = |class: usize| (sample / L::LEN) * size + class * L::LEN + sample % L::LEN;
                let outputs: Vec<f64> =
                    (0..classes).map(|class| values[at(class)].into()).collect();
                sum += definition(&outputs, label(sample));
                for class in 0..classes {
                    let step = 1e-5;
                    let beside = |by: f64| {
                        let mut outputs = outputs.clone();
                        outputs[class] += by;
                        definition(&outputs, label(sample))
                    };
                    slopes[at(class)] = 0.25 * (beside(step) - beside(-step)) / (2.0 * step);
                }
            }
            assert_close(&[found], &[sum]);
            for (found, expected) in doubles(&deltas).iter().zip(&slopes) {
                assert!(
                    (found - expected).abs() <= 1e-9 + 4.0 * L::Scalar::EPSILON,
                    "{found} for {expected}"
                );
            }
        }
    }
}

fn others(outputs: &[f64], label: usize) -> impl Iterator<Item = f64> {
    let kept = outputs
        .iter()
        .enumerate()
        .filter(move |(class, _)| *class != label);
    kept.map(|(_, output)| *output)
}

fn errors(outputs: &[f64], label: usize) -> impl Iterator<Item = f64> {
    let each = outputs.iter().enumerate();
    each.map(move |(class, output)| output - f64::from(class == label))
}

pub fn losses_match_their_definitions<L: Lanes<Scalar: Number>>() {
    loss_matches::<L>(loss::cross_entropy_of, |outputs, label| {
        libm::log(outputs.iter().map(|o| libm::exp(o - outputs[label])).sum())
    });
    loss_matches::<L>(loss::squared_of, |outputs, label| {
        0.5 * errors(outputs, label)
            .map(|error| error * error)
            .sum::<f64>()
    });
    loss_matches::<L>(loss::absolute_of, |outputs, label| {
        errors(outputs, label).map(f64::abs).sum()
    });
    loss_matches::<L>(loss::one_vs_all_of, |outputs, label| {
        (1.0 - outputs[label]).max(0.0)
            + others(outputs, label)
                .map(|o| (1.0 + o).max(0.0))
                .sum::<f64>()
    });
    loss_matches::<L>(loss::weston_watkins_of, |outputs, label| {
        others(outputs, label)
            .map(|o| (1.0 + o - outputs[label]).max(0.0))
            .sum()
    });
    loss_matches::<L>(loss::crammer_singer_of, |outputs, label| {
        let rival = others(outputs, label).fold(f64::NEG_INFINITY, f64::max);
        (1.0 + rival - outputs[label]).max(0.0)
    });
}

/// Logits at which a naive softmax overflows, and equal ones, of which the lowest class is the rival.
pub fn losses_hold_at_large_and_at_equal_outputs<L: Lanes<Scalar: Number>>() {
    let column = |values: &[f64]| -> Vec<L::Scalar> {
        values
            .iter()
            .flat_map(|x| vec![L::Scalar::of(*x); L::LEN])
            .collect()
    };
    let at = |loss: fn(&mut Panel<'_, L>) -> L, outputs: &[f64], label: usize| {
        let (values, counts) = (column(outputs), column(&[1.0]));
        let mut targets = vec![0.0; outputs.len()];
        targets[label] = 1.0;
        let targets = column(&targets);
        let mut deltas = values.clone();
        let scale = L::Scalar::of(1.0);
        let sum = each_panel_on::<L>(
            &mut Outputs {
                classes: outputs.len(),
                values: &values,
                targets: &targets,
                counts: &counts,
                scale,
                deltas: &mut deltas,
            },
            loss,
        );
        let slopes: Vec<f64> = doubles(&deltas).iter().step_by(L::LEN).copied().collect();
        (sum.into() / L::LEN as f64, slopes)
    };
    let (right, slopes) = at(loss::cross_entropy_of, &[1000.0, -1000.0, 0.0], 0);
    assert_eq!((right, slopes), (0.0, vec![0.0; 3]));
    let (wrong, slopes) = at(loss::cross_entropy_of, &[1000.0, -1000.0, 0.0], 1);
    assert_eq!((wrong, slopes), (2000.0, vec![1.0, -1.0, 0.0]));
    let (tie, slopes) = at(loss::crammer_singer_of, &[2.0, 0.0, 2.0], 1);
    assert_eq!((tie, slopes), (3.0, vec![1.0, -1.0, 0.0]));
    let (kink, slopes) = at(loss::absolute_of, &[0.0, 1.0, 2.0], 1);
    assert_eq!((kink, slopes), (2.0, vec![0.0, 0.0, 1.0]));
    let (nan, _) = at(loss::cross_entropy_of, &[0.0, f64::NAN, 0.0], 2);
    assert!(nan.is_nan());
}

/// At logits at which a naive softmax overflows, too.
pub fn cross_entropies_match_their_definition<L: Lanes<Scalar: Number>>() {
    for classes in 1..=5 {
        for (seed, scale) in [(50, 3.0), (51, 1000.0)] {
            let outputs: Vec<L::Scalar> = numbers::<f64>(3 * classes * L::LEN, seed)
                .iter()
                .map(|x| L::Scalar::of(scale * x))
                .collect();
            let place = |sample: usize, class: usize| {
                (sample / L::LEN * classes + class) * L::LEN + sample % L::LEN
            };
            let labels = (0..3 * L::LEN).map(|sample| place(sample, sample % classes));
            let labelled: Vec<L::Scalar> = labels.map(|label| outputs[label]).collect();
            let mut found = labelled.clone();
            cross_entropies_on::<L>(classes, &outputs, &labelled, &mut found);
            let expected: Vec<f64> = (0..3 * L::LEN)
                .map(|sample| {
                    let outputs = (0..classes).map(|class| outputs[place(sample, class)].into());
                    let top: f64 = outputs.clone().fold(f64::NEG_INFINITY, f64::max);
                    let sum: f64 = outputs.map(|o: f64| libm::exp(o - top)).sum();
                    let labelled: f64 = labelled[sample].into();
                    top - labelled + libm::log(sum)
                })
                .collect();
            assert_within(&found, &expected, 10.0 * scale);
        }
    }
    let nan = vec![L::Scalar::of(f64::NAN); L::LEN];
    let mut found = nan.clone();
    cross_entropies_on::<L>(1, &nan, &nan, &mut found);
    assert!(doubles(&found).iter().all(|loss| loss.is_nan()));
}
