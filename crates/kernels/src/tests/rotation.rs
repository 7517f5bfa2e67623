use super::oracle::{LONGEST, OFFSETS, assert_close, numbers};
use crate::lanes::Lanes;
use crate::rotation::{Angle, rotate_upwards_on};

pub fn rotations_match_the_definition<L: Lanes<Scalar = f64>>() {
    for width in 0..=LONGEST {
        for offset in OFFSETS {
            for count in 0..=5 {
                let stride = width + offset;
                let mut rows: Vec<f64> = numbers((count + 1) * stride, 100);
                let angles: Vec<Angle> = numbers(count, 101)
                    .into_iter()
                    .map(|sine: f64| [(1.0 - sine * sine).sqrt(), sine])
                    .collect();
                let mut expected = rows.clone();
                for (i, [cosine, sine]) in angles.iter().enumerate().rev() {
                    for x in i * stride..i * stride + width {
                        let (upper, lower) = (expected[x], expected[x + stride]);
                        expected[x] = cosine * upper - sine * lower;
                        expected[x + stride] = sine * upper + cosine * lower;
                    }
                }
                rotate_upwards_on::<L>(&mut rows, stride, width, &angles);
                assert_close(&rows, &expected);
            }
        }
    }
}
