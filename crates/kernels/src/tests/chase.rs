use super::oracle::{assert_close, dot, numbers};
use crate::chase::{Reflector, STRIDE, WIDTH, both_sides_on, step_on};
use crate::lanes::Square;

/// x less t·v times x·v.
fn reflected(x: &[f64], v: &[f64], t: f64) -> Vec<f64> {
    let along = t * dot(x, v);
    x.iter().zip(v).map(|(x, v)| x - along * v).collect()
}

fn some_reflector() -> Reflector {
    let mut v = [1.0; WIDTH];
    v[..WIDTH - 1].copy_from_slice(&numbers(WIDTH - 1, 25));
    let t = 2.0 / dot(&v, &v);
    Reflector { v, t }
}

/// A block against the products with the whole reflector.
pub fn a_block_is_reflected_from_both_sides<L: Square>() {
    let mut band: Vec<f64> = numbers(WIDTH * STRIDE, 28);
    let entry = |i: usize, j: usize| band[i.max(j) * STRIDE + i.min(j)];
    let reflector = some_reflector();
    let Reflector { v, t } = &reflector;
    let columns: Vec<Vec<f64>> = (0..WIDTH)
        .map(|j| reflected(&(0..WIDTH).map(|i| entry(i, j)).collect::<Vec<_>>(), v, *t))
        .collect();
    both_sides_on::<L>(&mut band, &reflector);
    for i in 0..WIDTH {
        let row: Vec<f64> = columns.iter().map(|column| column[i]).collect();
        let expected = reflected(&row, v, *t);
        assert_close(&band[i * STRIDE..=i * STRIDE + i], &expected[..=i]);
    }
}

/// A step against the products with whole reflectors.
pub fn a_step_of_the_chase_matches_the_definition<L: Square>() {
    let n = 2 * WIDTH;
    let mut band = numbers((n + 1) * (STRIDE + 1), 24);
    let at = |i: usize, j: usize| i * STRIDE + j + 1;
    let before = band.clone();
    let entry = |i: usize, j: usize| before[at(i.max(j), i.min(j))];
    let reflector = some_reflector();
    let next = step_on::<L>(&mut band, at(WIDTH, WIDTH), &reflector);
    let Reflector { v, t } = reflector;
    // H·A·H' of the rows of the diagonal block: H is of this step; H' of this one right of column WIDTH, else the next.
    let columns: Vec<Vec<f64>> = (0..n)
        .map(|j| reflected(&(WIDTH..n).map(|i| entry(i, j)).collect::<Vec<_>>(), &v, t))
        .collect();
    for i in 0..WIDTH {
        let row: Vec<f64> = columns.iter().map(|column| column[i]).collect();
        let left = reflected(&row[..WIDTH], &next.v, next.t);
        let right = reflected(&row[WIDTH..], &v, t);
        let found = |j: usize| band[at(WIDTH + i, j)];
        assert_close(&(0..WIDTH).map(found).collect::<Vec<_>>(), &left);
        let diagonal: Vec<f64> = (WIDTH..=WIDTH + i).map(found).collect();
        assert_close(&diagonal, &right[..=i]);
    }
    assert!(
        band[at(n - 1, 0)..at(n - 1, WIDTH - 1)]
            .iter()
            .all(|x| *x == 0.0)
    );
}
