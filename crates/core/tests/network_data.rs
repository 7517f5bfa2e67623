//! Data sets that the program makes: digits, area averages, and other labels.

use losscape_core::data::average::average;
use losscape_core::data::digits::{Part, draw};
use losscape_core::data::{Dataset, labels};
use losscape_core::network::{Activation, Architecture, Initial, Loss, Network};

#[test]
fn a_digit_depends_on_seed_part_and_sample_alone() {
    let many = draw(Part::Train, 50, 7).unwrap();
    let few = draw(Part::Train, 20, 7).unwrap();
    let first = many.take(20).unwrap();
    assert_eq!(
        (first.inputs(), first.labels()),
        (few.inputs(), few.labels())
    );
    for other in [draw(Part::Test, 20, 7), draw(Part::Train, 20, 8)] {
        assert_ne!(other.unwrap().inputs(), few.inputs());
    }
}

#[test]
fn digits_are_greys_of_ten_even_classes() {
    let digits = draw(Part::Test, 5000, 0).unwrap();
    assert_eq!((digits.features(), digits.classes()), (100, 10));
    for grey in digits.inputs() {
        let byte = (grey * 255.0).round();
        assert!((0.0..=255.0).contains(&byte) && *grey == byte / 255.0);
    }
    let mut counts = [0_u32; 10];
    for label in digits.labels() {
        counts[*label as usize] += 1;
    }
    // 500 ± 5 standard deviations.
    assert!(
        counts.iter().all(|count| count.abs_diff(500) < 107),
        "{counts:?}"
    );
}

/// FNV-1a.
fn digest(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |digest, byte| {
        (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Pinned as they were drawn first: other bits are other tables of networks. Tests run in WebAssembly too.
#[test]
fn digits_keep_their_bits_on_every_target() {
    let digits = draw(Part::Train, 1000, 0).unwrap();
    let words = digits
        .inputs()
        .iter()
        .flat_map(|x| x.to_bits().to_le_bytes());
    let labels = digits.labels().iter().flat_map(|label| label.to_le_bytes());
    assert_eq!(digest(words.chain(labels)), 0xc466_8e4e_336a_07fa);
}

/// By areas in doubles.
fn naive_average(image: &[u8], from: usize, to: usize) -> Vec<f64> {
    let side = from as f64 / to as f64;
    let overlap = |pixel: usize, old: usize| {
        let start = (pixel as f64 * side).max(old as f64);
        let end = ((pixel + 1) as f64 * side).min((old + 1) as f64);
        (end - start).max(0.0)
    };
    let mut averages = vec![0.0; to * to];
    for (at, average) in averages.iter_mut().enumerate() {
        for (old, byte) in image.iter().enumerate() {
            let area = overlap(at / to, old / from) * overlap(at % to, old % from);
            *average += area * f64::from(*byte) / (side * side * 255.0);
        }
    }
    averages
}

#[test]
fn averages_are_those_of_areas() {
    let bytes: Vec<u8> = (0..2 * 784_u32).map(|i| (i * i % 251) as u8).collect();
    for to in [1, 5, 7, 10, 14, 28, 30] {
        let found = average(&bytes, 28, to).unwrap();
        for (image, found) in bytes.chunks(784).zip(found.chunks(to * to)) {
            for (found, expected) in found.iter().zip(naive_average(image, 28, to)) {
                assert!(
                    (found - expected).abs() <= 1e-14,
                    "{to}: {found} {expected}"
                );
            }
        }
    }
    let white = average(&[255; 784], 28, 10).unwrap();
    assert!(white.iter().all(|&x| x == 1.0));
    // From 28 to 10, whole numbers over 14²·255.
    for grey in average(&bytes, 28, 10).unwrap() {
        let whole = (grey * 49_980.0).round();
        assert_eq!(grey, whole / 49_980.0);
    }
    assert_eq!(
        average(&bytes, 28, 28).unwrap()[5],
        f64::from(bytes[5]) / 255.0
    );
    assert!(average(&bytes[1..], 28, 10).is_err() && average(&bytes, 28, 0).is_err());
}

#[test]
fn a_teacher_is_always_right_about_its_labels() {
    let digits = draw(Part::Train, 200, 1).unwrap();
    let architecture = Architecture {
        layers: vec![100, 5, 3],
        activation: Activation::Tanh,
        loss: Loss::CrossEntropy,
        biases: true,
    };
    let network = Network::create(&architecture, Initial::Glorot, 1, 0).unwrap();
    let taught = network.teach(&digits).unwrap();
    assert_eq!(taught.classes(), 3);
    assert_eq!(network.evaluate(&taught).unwrap().accuracy, 1.0);
    assert_eq!(taught.inputs(), digits.inputs());
}

#[test]
fn random_labels_are_drawn_from_the_seed_for_every_sample() {
    let data = Dataset::new(vec![0.0; 4000], vec![1; 4000], 4).unwrap();
    let random = labels::random(&data, 1);
    let share = random.labels().iter().filter(|&&label| label == 3).count();
    assert!(share.abs_diff(1000) < 5 * 28);
    assert_eq!(random.labels(), labels::random(&data, 1).labels());
    assert_ne!(random.labels(), labels::random(&data, 2).labels());
    assert_eq!(
        labels::random(&data.take(9).unwrap(), 1).labels(),
        &random.labels()[..9]
    );
}
