use super::oracle::{assert_close, numbers};
use crate::gram::{Block, add_gram_on, add_weighed_on, weigh_on};
use crate::lanes::Lanes;
use crate::product::{Doubled, Quad, View, pack_doubled, pack_quads};

fn rows(entries: &[f64], row: usize) -> View<'_> {
    View {
        entries,
        row,
        column: 1,
    }
}

/// Units by sample, and of each pair of units the sum over samples of their values and of each sample's weight.
pub fn weighed_gram_products_match_the_definition<L: Lanes<Scalar = f64>>() {
    for units in [1, 4, 6, 9] {
        for depth in [1, 2, 7, 33] {
            let [a, b, c] = [51, 52, 53].map(|seed| numbers::<f64>(units * depth, seed));
            let [first, second] = [54, 55].map(|seed| numbers::<f64>(depth, seed));
            let groups = units.div_ceil(4);
            let mut left: Vec<Doubled> = vec![[[f64::NAN; 2]; 4]; groups * depth];
            pack_doubled(rows(&a, depth), units, depth, &mut left);
            let quads = |of: &[f64]| {
                let mut quads: Vec<Quad> = vec![[f64::NAN; 4]; groups * depth];
                pack_quads(rows(of, depth), units, depth, &mut quads);
                quads
            };
            let mut right: Vec<Quad> = vec![[f64::NAN; 4]; groups * depth];
            weigh_on::<L>(&quads(&b), &first, &mut right);
            add_weighed_on::<L>(&quads(&c), &second, &mut right);
            for lower in [false, true] {
                let wanted = |i: usize| if lower { i + 1 } else { groups };
                let count = (0..groups).map(wanted).sum();
                let mut blocks: Vec<Block> = vec![[[1.0; 4]; 4]; count];
                add_gram_on::<L>(&left, &right, depth, lower, &mut blocks);
                let mut blocks = blocks.iter();
                for i in 0..groups {
                    for (j, block) in (0..wanted(i)).zip(&mut blocks) {
                        let entry = |r: usize, q: usize| {
                            let (r, q) = (4 * i + r, 4 * j + q);
                            let weighed = |s: usize| {
                                let [a, b, c] = [&a[r * depth..], &b[q * depth..], &c[q * depth..]];
                                a[s] * (b[s] * first[s] + c[s] * second[s])
                            };
                            // Past the units there are zeros.
                            let real = r < units && q < units;
                            1.0 + (0..if real { depth } else { 0 }).map(weighed).sum::<f64>()
                        };
                        let expected: Vec<f64> = (0..16).map(|at| entry(at / 4, at % 4)).collect();
                        assert_close(block.as_flattened(), &expected);
                    }
                }
            }
        }
    }
}
