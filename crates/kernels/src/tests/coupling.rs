use super::oracle::{LONGEST, Number, doubles, numbers};
use crate::coupling::{add_slab_hessian_on, add_slab_on, panel_rows, slab_len, slab_offset};
use crate::lanes::Lanes;

/// J_ijk for i ≤ j ≤ k: the slabs, and the couplings one by one.
struct Form<T> {
    n: usize,
    slabs: Vec<Vec<T>>,
    couplings: Vec<([usize; 3], f64)>,
}

impl<T: Number> Form<T> {
    fn new(n: usize) -> Self {
        let mut values = numbers::<T>(n * n * n, 31).into_iter();
        let mut couplings = Vec::new();
        let slabs = (0..n).map(|i| {
            let mut slab = vec![T::ZERO; slab_len(n, i)];
            for j in i..n {
                for k in j..n {
                    let value = values.next().expect("there are more than couplings");
                    slab[slab_offset(n, i, j, k)] = value;
                    couplings.push(([i, j, k], value.into()));
                }
            }
            slab
        });
        let slabs = slabs.collect();
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

    /// As sums of at most n²/2 + n terms, one after another, of three factors.
    #[track_caller]
    fn assert_is<T: Number>(&self, found: T, n: usize) {
        let tolerance = (n * n / 4 + n + 4) as f64 * T::EPSILON * self.size;
        let error = (found.into() - self.value).abs();
        assert!(
            error <= tolerance,
            "n = {n}: off by {error}, {tolerance} at most"
        );
    }
}

/// The places of each pair of the three factors, and of the third.
const PAIRS: [[usize; 3]; 3] = [[0, 1, 2], [0, 2, 1], [1, 2, 0]];

pub fn energies_and_gradients_match_the_definition<L: Lanes<Scalar: Number>>() {
    let width = L::LEN;
    for n in 1..=LONGEST {
        let form = Form::<L::Scalar>::new(n);
        let replicas: Vec<_> = (0..width).map(|r| form.state(40 + r as u64)).collect();
        let panel = |of: &[Vec<L::Scalar>]| -> Vec<L::Scalar> {
            let rows = 0..panel_rows(n);
            rows.flat_map(|row| of.iter().map(move |one| one[row]))
                .collect()
        };
        let before: Vec<_> = (0..width).map(|r| form.state(60 + r as u64)).collect();
        let mut gradients = panel(&before);
        let mut energies = numbers::<L::Scalar>(width, 80);
        let energies_before = energies.clone();
        for (i, slab) in form.slabs.iter().enumerate() {
            add_slab_on::<L>(slab, n, i, &panel(&replicas), &mut gradients, &mut energies);
        }
        for r in 0..width {
            let s = doubles(&replicas[r]);
            let mut energy = Sum::of(energies_before[r]);
            let mut gradient: Vec<_> = before[r].iter().map(|x| Sum::of(*x)).collect();
            for (places, coupling) in &form.couplings {
                let [i, j, k] = *places;
                energy.add(coupling * s[i] * s[j] * s[k]);
                for [a, b, c] in PAIRS.map(|pair| pair.map(|at| places[at])) {
                    gradient[c].add(coupling * s[a] * s[b]);
                }
            }
            energy.assert_is(energies[r], n);
            for (k, slope) in gradient[..n].iter().enumerate() {
                slope.assert_is(gradients[k * width + r], n);
            }
        }
    }
}

pub fn hessians_match_the_definition<L: Lanes<Scalar: Number>>() {
    for n in 1..=LONGEST {
        let form = Form::<L::Scalar>::new(n);
        let state = form.state(50);
        let stride = panel_rows(n) + n % 3;
        let mut hessian: Vec<L::Scalar> = numbers(n * stride, 51);
        let mut expected: Vec<_> = hessian.iter().map(|x| Sum::of(*x)).collect();
        for (i, slab) in form.slabs.iter().enumerate() {
            add_slab_hessian_on::<L>(slab, n, i, &state, &mut hessian, stride);
        }
        let s = doubles(&state);
        for (places, coupling) in &form.couplings {
            for [a, b, c] in PAIRS.map(|pair| pair.map(|at| places[at])) {
                expected[b * stride + a].add(coupling * s[c]);
            }
        }
        for i in 0..n {
            for at in i * stride..=i * stride + i {
                expected[at].assert_is(hessian[at], n);
            }
        }
    }
}
