//! Prints a digest of everything whose bits are promised, one `name digest` a line.
//!
//! `test/cross/native.test.ts` computes the same digests in WebAssembly and compares.

use losscape_core::budget::Budget;
use losscape_core::columns::{Column, Columns};
use losscape_core::critical::critical_points;
use losscape_core::eigen::eigvalsh;
use losscape_core::glass::{
    Disorder, Form, Joining, Rates, Settings, SpinGlass, Target, Way, descents, links,
};
use losscape_core::job::Job;
use losscape_core::lanczos::density::density;
use losscape_core::lanczos::{Lanczos, Quadrature, Stored, Which, eigenpairs, quadrature, serve};
use losscape_core::optimise::{Method, Termination};
use losscape_core::precision::Precision;
use losscape_core::rng::derive_seed;
use std::rc::Rc;

fn main() {
    let seeds: Vec<u64> = (0..100).map(|i| derive_seed(7, i, i * i)).collect();
    print("seeds", seeds.iter().copied());

    for n in [1, 2, 3, 7, 16, 33, 64, 127, 200] {
        // Entries that both sides make alike, without a generator: multiples of 2^-20 from a linear congruence.
        let mut state = 12345u32;
        let mut a: Vec<f64> = (0..n * n)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                f64::from(state >> 12) / f64::from(1u32 << 20) - 0.5
            })
            .collect();
        print_lanczos(&a, n);
        let values = eigvalsh(&mut a, n).expect("the matrix is finite");
        print_doubles(&format!("eigvalsh-{n}"), &values);
    }

    for n in [2, 3, 5, 8, 13, 25, 50] {
        let glass = Rc::new(SpinGlass::pure(
            Form::sample(n, 3, Disorder::Gaussian, 99).expect("n is in range"),
        ));
        print_glass(&glass, &n.to_string());
    }
    let mixture = [(2, 0.5), (3, -1.0), (4, 1.5), (5, 0.25), (6, 0.75)];
    for (disorder, name) in Disorder::NAMES {
        let form = |p| Form::sample(7, p, disorder, 99).expect("it is in range");
        let forms = mixture.iter().map(|&(p, weight)| (weight, form(p)));
        let glass = Rc::new(SpinGlass::mixture(forms.collect()));
        print_glass(&glass, name);
    }
    for (n, p) in [(13, 3), (9, 2), (6, 4)] {
        let form = Form::sample_in(Precision::Single, n, p, Disorder::Gaussian, 99);
        let glass = Rc::new(SpinGlass::pure(form.expect("it is in range")));
        print_glass(&glass, &format!("singles-{n}"));
    }
    for (n, p) in [(6, 3), (4, 4)] {
        let form = Form::sample(n, p, Disorder::Gaussian, 99).expect("n is in range");
        print_map(&Rc::new(SpinGlass::pure(form)), &format!("{n}-{p}"));
    }
}

/// All critical points, their links, and those that searches between all pairs of minima find.
fn print_map(glass: &Rc<SpinGlass>, of: &str) {
    let n = glass.n();
    let map = finish(critical_points(Rc::clone(glass), 5).expect("it fits"));
    let (energies, states) = (doubles(&map, "energy"), doubles(&map, "states"));
    print_doubles(&format!("map-{of}-states"), states);
    let Some(Column::I32(indices)) = map.get("index") else {
        panic!("indices are signed")
    };
    let indices: Vec<_> = indices.iter().map(|&index| index as u32).collect();
    let rows = indices.iter().zip(states.chunks_exact(n)).zip(energies);
    let minima = rows.filter(|((index, _), _)| **index == 0);
    let (points, heights): (Vec<_>, Vec<_>) = minima
        .map(|((_, state), energy)| (state, energy.abs()))
        .unzip();
    let count = points.len() as u32;
    let largest = |of: &[f64]| of.iter().fold(0.0_f64, |most, h| most.max(h.abs()));
    let exact = Joining {
        points: states.to_vec(),
        indices,
        pairs: Vec::new(),
        most: largest(energies),
    };
    let sought = Joining {
        points: points.concat(),
        indices: vec![0; points.len()],
        pairs: (0..count)
            .flat_map(|a| (a + 1..count).flat_map(move |b| [a, b]))
            .collect(),
        most: largest(&heights),
    };
    for (joining, name) in [(exact, "exact"), (sought, "sought")] {
        let found = finish(links(Rc::clone(glass), joining).expect("it fits"));
        let mut rows: Vec<_> = doubles(&found, "energy").iter().zip(0..).collect();
        rows.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        let states = |&(_, row): &(&f64, usize)| &doubles(&found, "states")[row * n..][..n];
        let states: Vec<_> = rows.iter().map(states).collect();
        print_doubles(&format!("links-{of}-{name}-states"), &states.concat());
        let ends = rows.iter().flat_map(|&(_, row)| {
            let mut ends = ["first", "second"].map(|side| match found.get(side) {
                Some(Column::I32(values)) => values[row] as u64,
                _ => panic!("{side} is signed"),
            });
            ends.sort_unstable();
            ends
        });
        print(&format!("links-{of}-{name}-ends"), ends);
    }
}

fn finish(mut job: Box<dyn Job>) -> Columns {
    while !job.advance(&mut Budget::of(1e5)).expect("spectra converge") {}
    job.take().expect("it fits")
}

fn doubles<'a>(columns: &'a Columns, name: &str) -> &'a [f64] {
    match columns.get(name) {
        Some(Column::F64(values)) => values,
        _ => panic!("{name} are doubles"),
    }
}

fn print_glass(glass: &Rc<SpinGlass>, of: &str) {
    let n = glass.n();
    let rates = Rates {
        share: 0.1,
        epochs: 100,
        learning_rate: 0.05,
        decay: 0.95,
    };
    let ways = [
        (Way::Descent(Method::GradientDescent), "gradient-descent"),
        (Way::Descent(Method::Lbfgs), "l-bfgs"),
        (Way::Newton(Target::Minimum), "newton"),
        (Way::Outward { steps: 20 }, "hessian-descent"),
        (Way::Stochastic(rates), "sgd"),
        (
            Way::Descent(Method::ConjugateGradient),
            "conjugate-gradient",
        ),
    ];
    for (way, name) in ways {
        let found = descended(glass, way);
        let doubles = |name: &str| match found.get(name) {
            Some(Column::F64(values)) => values.as_slice(),
            _ => panic!("{name} are doubles"),
        };
        let counts = |name: &str| match found.get(name) {
            Some(Column::U32(values)) => values.as_slice(),
            _ => panic!("{name} are counts"),
        };
        print_doubles(&format!("{name}-{of}-energy"), doubles("energy"));
        print_doubles(&format!("{name}-{of}-gradient"), doubles("gradient_norm"));
        print_doubles(&format!("{name}-{of}-eigenvalues"), doubles("eigenvalues"));
        print_doubles(&format!("{name}-{of}-states"), doubles("states"));
        let both = counts("iterations").iter().chain(counts("evaluations"));
        print(
            &format!("{name}-{of}-counts"),
            both.map(|&count| u64::from(count)),
        );
        print_at(&format!("{name}-{of}"), glass, &doubles("states")[..n]);
    }
}

fn descended(glass: &Rc<SpinGlass>, way: Way) -> Columns {
    let settings = Settings {
        seed: 5,
        first: 3,
        replicas: 7,
        batch: 4,
        starts: None,
        way,
        termination: Termination {
            tolerance: 1e-8,
            max_iterations: 2000,
        },
        spectrum: true,
    };
    let mut job = descents(Rc::clone(glass), settings).expect("it fits");
    while !job
        .advance(&mut Budget::of(1.0))
        .expect("the spectra converge")
    {}
    job.take().expect("it fits")
}

fn print_at(name: &str, glass: &SpinGlass, state: &[f64]) {
    let n = state.len();
    let hessian = glass.hessian(state).expect("it fits");
    print_doubles(&format!("{name}-hessian"), &hessian);
    let (mut energies, mut gradient) = ([0.0], vec![0.0; n]);
    glass
        .evaluate_all(state, &mut energies, &mut gradient)
        .expect("it fits");
    print_doubles(
        &format!("{name}-evaluate"),
        &[&energies[..], &gradient].concat(),
    );
    glass
        .evaluate_batch(state, &mut energies, &mut gradient)
        .expect("it fits");
    print_doubles(
        &format!("{name}-batch"),
        &[&energies[..], &gradient].concat(),
    );
    glass
        .sphere_gradient(state, &mut gradient)
        .expect("it fits");
    print_doubles(&format!("{name}-sphere-gradient"), &gradient);
    let mut spectrum = vec![0.0; n - 1];
    glass
        .spectrum(state, &mut spectrum)
        .expect("the spectrum converges");
    print_doubles(&format!("{name}-spectrum"), &spectrum);
}

fn print_doubles(name: &str, values: &[f64]) {
    print(name, values.iter().map(|value| value.to_bits()));
}

fn print_lanczos(a: &[f64], n: usize) {
    let mut matrix = Stored { entries: a, n };
    let settings = eigenpairs::Settings {
        n,
        count: n.min(3),
        which: Which::Both,
        basis: n.min(12),
        tolerance: 1e-10,
        symmetry_tolerance: 1e-6,
        max_products: 500,
        seed: 5,
        census: true,
    };
    let mut job = Lanczos::new(settings).expect("the settings are valid");
    serve(&mut matrix, &mut job, &mut Budget::of(1e4))
        .and_then(|_| serve(&mut matrix, &mut job, &mut Budget::unlimited()))
        .expect("the products are finite");
    let found = job.result().expect("it fits");
    print_doubles(&format!("lanczos-{n}-values"), &found.values);
    print_doubles(&format!("lanczos-{n}-vectors"), &found.vectors);
    print_doubles(&format!("lanczos-{n}-residuals"), &found.residuals);

    let settings = quadrature::Settings {
        n,
        probes: 3,
        steps: n.min(10),
        symmetry_tolerance: 1e-6,
        seed: 5,
    };
    let mut job = Quadrature::new(settings).expect("the settings are valid");
    serve(&mut matrix, &mut job, &mut Budget::unlimited()).expect("the products are finite");
    print_doubles(&format!("quadrature-{n}-nodes"), &job.rules().nodes);
    print_doubles(&format!("quadrature-{n}-weights"), &job.rules().weights);
    let [mean, error] = density(job.rules(), &[-1.0, 0.0, 0.25], 0.5).expect("it fits");
    print_doubles(&format!("density-{n}"), &[mean, error].concat());
}

/// FNV-1a over the bytes of the words, little end first.
fn print(name: &str, words: impl Iterator<Item = u64>) {
    let mut digest = 0xcbf2_9ce4_8422_2325_u64;
    for byte in words.flat_map(u64::to_le_bytes) {
        digest = (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    println!("{name} {digest:016x}");
}
