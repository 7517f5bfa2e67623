use super::oracle::{assert_close, numbers, rank_2, symmetric_times};
use crate::lanes::Square;
use crate::product::{Doubled, Quad, View, pack_doubled};
use crate::symmetric::{BLOCK, add_symmetric_product_on, tiled_times_on};
use crate::tiles::{Tile, copy_row, tile_in_place, tiles_of, untile_in_place};
use crate::update::{pack_pairs, rank_2k_on};

/// Products with, and updates of, a matrix in tiles, in blocks of as many groups as there are and of one.
pub fn tiles_match_the_definition<L: Square>() {
    for (n, at) in [17_usize, 18, 19, 20, 33, 139].map(|n| (n, n / 4 % 2)) {
        let groups = n.div_ceil(4);
        let order = 4 * groups;
        let padding = order - n;
        let a = numbers(n * n, 21);
        let mut tiled = a.clone();
        tile_in_place(&mut tiled, at, n, &mut vec![f64::NAN; 4 * n]);
        let tiles = tiles_of(&mut tiled[at..]);
        let row = |tiles: &[Tile], i: usize| {
            let mut row = vec![f64::NAN; order];
            copy_row(tiles, i, &mut row);
            row
        };
        for i in 0..order {
            let expected: Vec<f64> = (0..=i)
                .map(|j| match (i.checked_sub(padding), j.checked_sub(padding)) {
                    (Some(i), Some(j)) => a[i * n + j],
                    _ => 0.0,
                })
                .collect();
            assert_eq!(row(tiles, i)[..=i], expected);
        }

        let k = if n < 100 { n % 2 * 4 + 4 } else { 4 };
        let (v, w) = (numbers(k * order, 22), numbers(k * order, 23));
        let v_of = |s: usize| &v[s * order..][..order];
        let products: Vec<Vec<f64>> = (0..k)
            .map(|s| symmetric_times(&a, n, &v_of(s)[padding..]))
            .collect();

        let mut y = vec![7.0; order];
        tiled_times_on::<L>(tiles, v_of(0), &mut y);
        assert_close(&y[padding..], &products[0]);
        // Of a leading block alone.
        let leading = order - 8;
        tiled_times_on::<L>(tiles, &v_of(1)[..leading], &mut y[..leading]);
        let real = leading - padding;
        let x = &v_of(1)[padding..leading];
        let block: Vec<f64> = (0..real)
            .flat_map(|i| a[i * n..][..real].to_vec())
            .collect();
        assert_close(&y[padding..leading], &symmetric_times(&block, real, x));

        let view = View {
            entries: &v,
            row: order,
            column: 1,
        };
        let mut doubled: Vec<Doubled> = vec![[[f64::NAN; 2]; 4]; k / 4 * order];
        pack_doubled(view, k, order, &mut doubled);
        let stride = order + 3;
        let mut strip = vec![[[f64::NAN; 4]; 4]; BLOCK];
        let mut add = |rows: core::ops::Range<usize>, to: &mut [f64]| {
            add_symmetric_product_on::<L>(tiles, groups, rows, &doubled, to, stride, &mut strip);
        };
        let mut one_by_one = vec![0.0; k * stride];
        for g in 0..groups {
            add(g..g + 1, &mut one_by_one);
        }
        let mut in_blocks = vec![0.0; k * stride];
        for g in (0..groups).step_by(BLOCK) {
            add(g..groups.min(g + BLOCK), &mut in_blocks);
        }
        for (s, expected) in products.iter().enumerate() {
            for product in [&one_by_one, &in_blocks] {
                assert_close(&product[s * stride + padding..][..n], expected);
            }
        }

        let mut expected = a.clone();
        for s in 0..k {
            let row = |of: &[f64]| of[s * order + padding..][..n].to_vec();
            rank_2(&mut expected, n, &row(&v), &row(&w));
        }
        let mut left: Vec<Doubled> = vec![[[f64::NAN; 2]; 4]; 2 * groups * k];
        let mut right: Vec<Quad> = vec![[f64::NAN; 4]; 2 * groups * k];
        pack_pairs([&v, &w], order, order, k, &mut left, &mut right);
        rank_2k_on::<L>(tiles, 0..groups, k, &left, &right);
        for i in 0..n {
            let found = &row(tiles, i + padding)[padding..=i + padding];
            assert_close(found, &expected[i * n..][..=i]);
        }

        untile_in_place(&mut tiled, at, n, groups, &mut vec![f64::NAN; 4 * n]);
        for i in 0..n {
            assert_close(&tiled[i * n..][..=i], &expected[i * n..][..=i]);
        }
    }
}
