use super::oracle::{LONGEST, Number, doubles, numbers};
use crate::Real;
use crate::coupling::{
    add_slab_hessian_on, add_slab_on, panel_rows, slab_len, slab_offset, used, width,
};
use crate::lanes::Lanes;

/// J of a form of order p: the slabs with their prefixes, and the couplings one by one.
struct Form<T> {
    n: usize,
    slabs: Vec<(Vec<usize>, Vec<T>)>,
    couplings: Vec<(Vec<usize>, f64)>,
}

/// Non-decreasing sequences of `len` indices from `from` to n.
fn multisets(n: usize, from: usize, len: usize) -> Vec<Vec<usize>> {
    if len == 0 {
        return vec![vec![]];
    }
    let starts = from..n;
    let all = starts.flat_map(|i| {
        let rests = multisets(n, i, len - 1).into_iter();
        rests.map(move |rest| [vec![i], rest].concat())
    });
    all.collect()
}

impl<T: Number> Form<T> {
    fn new(n: usize, p: usize) -> Self {
        let mut couplings = Vec::new();
        let mut slabs = Vec::new();
        for prefix in multisets(n, 0, p - 2) {
            let first = prefix.last().copied().unwrap_or(0);
            let mut slab = vec![T::ZERO; slab_len(n, first)];
            let values = numbers::<T>(n * n, 31 + couplings.len() as u64);
            for (pair, value) in multisets(n, first, 2).into_iter().zip(values) {
                slab[slab_offset(n, first, pair[0], pair[1])] = value;
                couplings.push(([prefix.clone(), pair].concat(), value.into()));
            }
            slabs.push((prefix, slab));
        }
        Form {
            n,
            slabs,
            couplings,
        }
    }

    /// A state, with zeros for the filling rows.
    fn state(&self, seed: u64) -> Vec<T> {
        let mut state = numbers(self.n, seed);
        state.resize(panel_rows(self.n), T::ZERO);
        state
    }
}

/// The orders, and for each the largest n that is tried.
const ORDERS: [(usize, usize); 5] = [(2, LONGEST), (3, LONGEST), (4, 12), (5, 8), (6, 6)];

const WEIGHT: f64 = 0.75;

/// The product of the state at the places but for those left out.
fn product(s: &[f64], places: &[usize], left_out: &[usize]) -> f64 {
    let others = places.iter().enumerate();
    let others = others.filter(|(at, _)| !left_out.contains(at));
    others.map(|(_, &place)| s[place]).product()
}

/// A sum, and that of the moduli.
#[derive(Clone, Copy)]
struct Sum {
    value: f64,
    size: f64,
}

impl Sum {
    fn of(first: impl Into<f64>) -> Self {
        let value = first.into();
        Sum {
            value,
            size: value.abs(),
        }
    }

    fn add(&mut self, term: f64) {
        self.value += term;
        self.size += term.abs();
    }

    /// As `terms` terms, one after another, of some factors.
    #[track_caller]
    fn assert_is<T: Number>(&self, found: T, terms: usize) {
        let tolerance = (terms + 16) as f64 * T::EPSILON * self.size;
        let error = (found.into() - self.value).abs();
        assert!(
            error <= tolerance,
            "{terms} terms: off by {error}, {tolerance} at most"
        );
    }
}

pub fn energies_and_gradients_match_the_definition<L: Lanes<Scalar: Number>>() {
    let width = width::<L::Scalar>();
    let count = L::LEN;
    assert_eq!(used::<L::Scalar>(count), count);
    let weight = L::Scalar::from_f64(WEIGHT);
    for (n, form) in forms::<L::Scalar>() {
        let replicas: Vec<_> = (0..width).map(|r| form.state(40 + r as u64)).collect();
        let panel = |of: &[Vec<L::Scalar>]| -> Vec<L::Scalar> {
            let rows = 0..panel_rows(n);
            rows.flat_map(|row| of.iter().map(move |one| one[row]))
                .collect()
        };
        let before: Vec<_> = (0..width).map(|r| form.state(60 + r as u64)).collect();
        let states = panel(&replicas);
        let mut gradients = panel(&before);
        let mut energies = numbers::<L::Scalar>(count, 80);
        let energies_before = energies.clone();
        for (prefix, slab) in &form.slabs {
            add_slab_on::<L>(
                slab,
                n,
                prefix,
                weight,
                &states,
                &mut gradients,
                &mut energies,
            );
        }
        for r in count..width {
            for (k, slope) in before[r][..n].iter().enumerate() {
                assert_eq!(*slope, gradients[k * width + r], "a vector without states");
            }
        }
        for r in 0..count {
            let s = doubles(&replicas[r]);
            let mut energy = Sum::of(energies_before[r]);
            let mut gradient: Vec<_> = before[r].iter().map(|x| Sum::of(*x)).collect();
            for (places, coupling) in &form.couplings {
                energy.add(WEIGHT * coupling * product(&s, places, &[]));
                for (at, &place) in places.iter().enumerate() {
                    gradient[place].add(WEIGHT * coupling * product(&s, places, &[at]));
                }
            }
            energy.assert_is(energies[r], form.couplings.len());
            for (k, slope) in gradient[..n].iter().enumerate() {
                slope.assert_is(gradients[k * width + r], form.couplings.len());
            }
        }
    }
}

pub fn hessians_match_the_definition<L: Lanes<Scalar: Number>>() {
    let weight = L::Scalar::from_f64(WEIGHT);
    for (n, form) in forms::<L::Scalar>() {
        let state = form.state(50);
        let stride = panel_rows(n) + n % 3;
        let mut hessian: Vec<L::Scalar> = numbers(n * stride, 51);
        let mut expected: Vec<_> = hessian.iter().map(|x| Sum::of(*x)).collect();
        let mut slopes = vec![L::Scalar::ZERO; panel_rows(n)];
        for (prefix, slab) in &form.slabs {
            let hessian = (&mut hessian[..], stride);
            add_slab_hessian_on::<L>(slab, n, prefix, weight, &state, hessian, &mut slopes);
        }
        let s = doubles(&state);
        for (places, coupling) in &form.couplings {
            for b in 0..places.len() {
                for a in 0..b {
                    let term = WEIGHT * coupling * product(&s, places, &[a, b]);
                    expected[places[b] * stride + places[a]].add(term);
                }
            }
        }
        for i in 0..n {
            for at in i * stride..=i * stride + i {
                expected[at].assert_is(hessian[at], form.couplings.len());
            }
        }
    }
}

fn forms<T: Number>() -> impl Iterator<Item = (usize, Form<T>)> {
    let sizes = ORDERS.into_iter();
    let sizes = sizes.flat_map(|(p, most)| (1..=most).map(move |n| (n, p)));
    sizes.map(|(n, p)| (n, Form::new(n, p)))
}
