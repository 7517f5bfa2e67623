//! Which minima the saddles of index 1 join.

#[allow(dead_code, reason = "each test uses some")]
#[path = "support/columns.rs"]
mod columns;

use columns::{counts, doubles, finish};
use losscape_core::columns::{Column, Columns};
use losscape_core::critical::critical_points;
use losscape_core::glass::{Disorder, Form, Joining, SpinGlass, links};
use std::rc::Rc;

fn pure(n: usize, p: usize, seed: u64) -> Rc<SpinGlass> {
    Rc::new(SpinGlass::pure(
        Form::sample(n, p, Disorder::Gaussian, seed).unwrap(),
    ))
}

fn of_tensor(n: usize, entries: &[f64]) -> Rc<SpinGlass> {
    Rc::new(SpinGlass::pure(Form::from_tensor(n, 3, entries).unwrap()))
}

fn signed<'a>(columns: &'a Columns, name: &str) -> &'a [i32] {
    match columns.get(name) {
        Some(Column::I32(values)) => values,
        other => panic!("{name}: {other:?}"),
    }
}

/// All critical points, with no pairs.
fn map_of(glass: &Rc<SpinGlass>) -> Joining {
    let found = finish(critical_points(Rc::clone(glass), 1).unwrap(), f64::INFINITY);
    let energies = doubles(&found, "energy");
    Joining {
        points: doubles(&found, "states").to_vec(),
        indices: signed(&found, "index").iter().map(|&k| k as u32).collect(),
        pairs: Vec::new(),
        most: energies.iter().fold(0.0, |most: f64, h| most.max(h.abs())),
    }
}

fn run(glass: &Rc<SpinGlass>, joining: &Joining, budget: f64) -> Columns {
    finish(links(Rc::clone(glass), joining.clone()).unwrap(), budget)
}

/// The minima alone, with every pair.
fn census_of(map: &Joining, n: usize) -> Joining {
    let rows = map.indices.iter().zip(map.points.chunks_exact(n));
    let minima = rows.filter(|(index, _)| **index == 0);
    let points: Vec<_> = minima.flat_map(|(_, state)| state).copied().collect();
    let count = (points.len() / n) as u32;
    let pairs = (0..count).flat_map(|a| (0..a).flat_map(move |b| [b, a]));
    Joining {
        points,
        indices: vec![0; count as usize],
        pairs: pairs.collect(),
        most: map.most,
    }
}

/// Minima that hang together are one part: the sphere is connected, and so is the graph (Morse).
fn assert_connected(indices: &[u32], found: &Columns) {
    let mut parts: Vec<i32> = (0..indices.len() as i32).collect();
    let ends = signed(found, "first").iter().zip(signed(found, "second"));
    for (&a, &b) in ends {
        assert!(a >= 0 && b >= 0);
        assert_eq!([indices[a as usize], indices[b as usize]], [0, 0]);
        let (from, to) = (parts[a as usize], parts[b as usize]);
        parts
            .iter_mut()
            .filter(|part| **part == from)
            .for_each(|part| *part = to);
    }
    let minima = indices.iter().zip(&parts).filter(|(index, _)| **index == 0);
    let mut parts: Vec<_> = minima.map(|(_, part)| *part).collect();
    parts.dedup();
    parts.sort_unstable();
    parts.dedup();
    assert_eq!(parts.len(), 1);
}

#[test]
fn the_graph_of_a_complete_map_hangs_together_and_every_flow_has_a_certain_end() {
    for (n, p, seeds) in [
        (2, 3, 4),
        (3, 3, 8),
        (5, 3, 6),
        (8, 3, 2),
        (3, 4, 4),
        (4, 4, 3),
        (3, 5, 2),
    ] {
        for seed in 0..seeds {
            let glass = pure(n, p, seed);
            let map = map_of(&glass);
            let found = run(&glass, &map, f64::INFINITY);
            let saddles = map.indices.iter().filter(|&&index| index == 1).count();
            assert_eq!(doubles(&found, "energy").len(), saddles, "{n} {p} {seed}");
            assert!(doubles(&found, "further").is_empty(), "{n} {p} {seed}");
            assert!(signed(&found, "index").iter().all(|&index| index == 1));
            assert_connected(&map.indices, &found);
        }
    }
}

#[test]
fn links_are_the_same_in_any_pieces() {
    let glass = pure(6, 3, 3);
    let map = map_of(&glass);
    let census = census_of(&map, 6);
    for joining in [map, census] {
        let whole = run(&glass, &joining, f64::INFINITY);
        assert_eq!(whole, run(&glass, &joining, 1.0));
    }
}

#[test]
fn searches_between_all_pairs_find_saddles_of_the_map_and_their_links() {
    let n = 7;
    let glass = pure(n, 3, 5);
    let map = map_of(&glass);
    let exact = run(&glass, &map, f64::INFINITY);
    let census = census_of(&map, n);
    let found = run(&glass, &census, f64::INFINITY);
    let numbers: Vec<_> = (0..map.indices.len() as i32)
        .filter(|&row| map.indices[row as usize] == 0)
        .collect();
    let rows = doubles(&found, "states").chunks_exact(n);
    let mut links = 0;
    for (row, state) in rows.enumerate() {
        let same = |other: &[f64]| {
            let squares = state.iter().zip(other).map(|(a, b)| (a - b) * (a - b));
            squares.sum::<f64>() < 1e-12
        };
        let mut all = doubles(&exact, "states").chunks_exact(n);
        let at = all.position(same).expect("a saddle of the map");
        let ends = |columns: &Columns, row: usize| {
            let mut ends = ["first", "second"].map(|side| signed(columns, side)[row]);
            ends.sort_unstable();
            ends
        };
        let named = ends(&found, row).map(|end| numbers[end as usize]);
        assert_eq!(named, ends(&exact, at));
        links += 1;
    }
    assert!(links >= numbers.len() - 1, "{links}");
    let [searches, reached] = doubles(&found, "searches") else {
        panic!("two numbers")
    };
    assert!(*reached as usize >= links && reached <= searches);
    assert!(counts(&found, "evaluations").iter().all(|&work| work > 0));
}

/// Where the curvature is lost in rounding, neither side has a direction.
#[test]
fn a_saddle_without_curvature_is_unresolved_and_not_guessed() {
    // H ∝ cos³φ + 3b cosφ sin²φ + c sin³φ: at φ = 0 the curvature is 3(2b − 1), and c lifts one side and lowers the other.
    for gap in [0.0, 1e-13] {
        let b = 0.5 * (1.0 - gap);
        let glass = of_tensor(2, &[1.0, 0.0, 0.0, b, 0.0, b, b, 0.3]);
        let root = 2.0_f64.sqrt();
        let joining = Joining {
            points: vec![root, 0.0],
            indices: vec![1],
            pairs: Vec::new(),
            most: 2.0,
        };
        let found = run(&glass, &joining, f64::INFINITY);
        assert_eq!(signed(&found, "first"), [-1]);
        assert_eq!(signed(&found, "second"), [-1]);
    }
}
