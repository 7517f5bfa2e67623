//! Lanczos' method on operators whose spectra are known, and against the dense solver.

use losscape_core::budget::Budget;
use losscape_core::error::{Error, Rule};
use losscape_core::job::Job;
use losscape_core::lanczos::density::density;
use losscape_core::lanczos::eigenpairs::{Eigenpairs, LanczosStatus, Settings};
use losscape_core::lanczos::{Lanczos, Operator, Quadrature, Stored, Which, quadrature, serve};
use losscape_core::rng::{Purpose, Stream};

const EPS: f64 = f64::EPSILON;

fn normals(seed: u64, count: usize) -> Vec<f64> {
    let mut stream = Stream::new(seed, Purpose::Seeds, 1, 1);
    (0..count).map(|_| stream.normal()).collect()
}

fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

fn norm(x: &[f64]) -> f64 {
    dot(x, x).sqrt()
}

/// Q·diag(values)·Qᵀ with Q a product of three reflections.
struct Known {
    values: Vec<f64>,
    mirrors: Vec<Vec<f64>>,
}

impl Known {
    fn new(values: Vec<f64>) -> Self {
        let mirror = |seed| {
            let mut v = normals(seed, values.len());
            let length = norm(&v);
            v.iter_mut().for_each(|entry| *entry /= length);
            v
        };
        let mirrors = (0..3).map(mirror).collect();
        Self { values, mirrors }
    }

    fn reflect<'a>(mirrors: impl Iterator<Item = &'a Vec<f64>>, x: &mut [f64]) {
        for v in mirrors {
            let twice = 2.0 * dot(v, x);
            x.iter_mut().zip(v).for_each(|(x, v)| *x -= twice * v);
        }
    }
}

impl Operator for Known {
    fn n(&self) -> usize {
        self.values.len()
    }

    fn apply(&mut self, x: &[f64], y: &mut [f64]) {
        y.copy_from_slice(x);
        Self::reflect(self.mirrors.iter().rev(), y);
        y.iter_mut()
            .zip(&self.values)
            .for_each(|(y, value)| *y *= value);
        Self::reflect(self.mirrors.iter(), y);
    }

    fn flops(&self) -> f64 {
        25.0 * self.n() as f64
    }
}

/// Products of any kind.
struct Function<F>(usize, F);

impl<F: Fn(&[f64], &mut [f64])> Operator for Function<F> {
    fn n(&self) -> usize {
        self.0
    }

    fn apply(&mut self, x: &[f64], y: &mut [f64]) {
        self.1(x, y);
    }

    fn flops(&self) -> f64 {
        1.0
    }
}

fn wanted(n: usize, count: usize, which: Which) -> Settings {
    Settings {
        n,
        count,
        which,
        basis: n.min(2 * count + 20),
        tolerance: 1e-10,
        symmetry_tolerance: 1e-8,
        max_products: 100_000,
        seed: 1,
        census: false,
    }
}

fn solve(operator: &mut dyn Operator, settings: Settings) -> Result<(Eigenpairs, u32), Error> {
    let mut job = Lanczos::new(settings)?;
    assert!(serve(operator, &mut job, &mut Budget::unlimited())?);
    Ok((job.result()?, job.products()))
}

/// ‖A·x − θ·x‖ by a product of its own.
fn residual(operator: &mut dyn Operator, value: f64, vector: &[f64]) -> f64 {
    let mut image = vec![0.0; vector.len()];
    operator.apply(vector, &mut image);
    image
        .iter_mut()
        .zip(vector)
        .for_each(|(y, x)| *y -= value * x);
    norm(&image)
}

fn assert_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (x, y) in found.iter().zip(expected) {
        assert!(
            (x - y).abs() <= tolerance,
            "{x} and {y} differ by more than {tolerance}"
        );
    }
}

/// The `count` extremal ones of `values`, ascending.
fn ends(values: &[f64], count: usize, which: Which) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let low = match which {
        Which::Smallest => count,
        Which::Largest => 0,
        Which::Both => count.div_ceil(2),
    };
    let high = sorted.split_off(sorted.len() - (count - low));
    [&sorted[..low], &high].concat()
}

/// Values, residuals, flags and orthogonality of what should have converged.
fn assert_pairs(operator: &mut dyn Operator, found: &Eigenpairs, expected: &[f64], tolerance: f64) {
    let n = operator.n();
    assert_eq!(found.status, LanczosStatus::Converged);
    assert!(found.values.is_sorted());
    assert!(found.converged.iter().all(|&flag| flag == 1));
    assert_close(&found.values, expected, tolerance);
    for (k, vector) in found.vectors.chunks_exact(n.max(1)).enumerate() {
        let true_residual = residual(operator, found.values[k], vector);
        assert!(true_residual <= tolerance, "residual {true_residual}");
        // What is told leaves out the rounding of products and of the basis, and is a bound where pairs were locked.
        assert!(true_residual - found.residuals[k] <= 0.1 * tolerance);
        for (l, other) in found.vectors.chunks_exact(n.max(1)).enumerate() {
            let expected = f64::from(u8::from(k == l));
            assert!((dot(vector, other) - expected).abs() <= 100.0 * EPS * (n as f64).sqrt());
        }
    }
}

#[test]
fn extremal_pairs_of_known_spectra_are_found_at_either_end_and_at_both() {
    let uniform = |n: usize| {
        (0..n)
            .map(|k| k as f64 / n as f64 - 0.3)
            .collect::<Vec<_>>()
    };
    let chain = |n: usize| {
        let angle = |k: usize| (k + 1) as f64 * std::f64::consts::PI / (n + 1) as f64;
        (0..n)
            .map(|k| 2.0 - 2.0 * libm::cos(angle(k)))
            .collect::<Vec<_>>()
    };
    let graded = |n: usize| {
        (0..n)
            .map(|k| libm::exp(-0.2 * k as f64))
            .collect::<Vec<_>>()
    };
    let everywhere = [Which::Smallest, Which::Largest, Which::Both];
    let cases = [
        (uniform(400), &everywhere[..]),
        (chain(150), &everywhere),
        (graded(200), &[Which::Largest]),
    ];
    for (values, ends_of_it) in cases {
        let mut operator = Known::new(values.clone());
        for &which in ends_of_it {
            for count in [1, 2, 7] {
                let settings = Settings {
                    tolerance: 1e-12,
                    ..wanted(operator.n(), count, which)
                };
                let (found, _) = solve(&mut operator, settings).unwrap();
                assert_pairs(&mut operator, &found, &ends(&values, count, which), 1e-11);
            }
        }
    }
}

#[test]
fn all_pairs_of_a_small_operator_are_found() {
    for n in 0..=30 {
        let values: Vec<f64> = normals(n as u64, n);
        let mut operator = Known::new(values.clone());
        for count in 0..=n {
            let (found, products) = solve(&mut operator, wanted(n, count, Which::Both)).unwrap();
            assert_pairs(
                &mut operator,
                &found,
                &ends(&values, count, Which::Both),
                1e-8,
            );
            assert!(count == n || products > 0 || count == 0);
            if count == n {
                assert_eq!(products as usize, n);
            }
        }
    }
}

#[test]
fn copies_of_an_eigenvalue_are_found_where_the_krylov_space_is_invariant() {
    let n = 60;
    // Two, three and four distinct eigenvalues: every Krylov space is invariant after as many products.
    for distinct in [1, 2, 3, 4] {
        let values: Vec<f64> = (0..n).map(|k| (k % distinct) as f64 - 1.0).collect();
        let mut operator = Known::new(values.clone());
        for count in [1, 4, 9] {
            let settings = wanted(n, count, Which::Smallest);
            let (found, _) = solve(&mut operator, settings).unwrap();
            assert_pairs(
                &mut operator,
                &found,
                &ends(&values, count, Which::Smallest),
                1e-12,
            );
        }
    }
}

#[test]
fn a_cluster_is_resolved_to_the_tolerance() {
    let n = 300;
    let values: Vec<f64> = (0..n)
        .map(|k| {
            if k < 4 {
                -1.0 + 1e-7 * k as f64
            } else {
                k as f64 / n as f64
            }
        })
        .collect();
    let mut operator = Known::new(values.clone());
    let settings = Settings {
        tolerance: 1e-13,
        ..wanted(n, 4, Which::Smallest)
    };
    let (found, _) = solve(&mut operator, settings).unwrap();
    assert_pairs(&mut operator, &found, &values[..4], 1e-12);
}

#[test]
fn the_zero_operator_has_zeros() {
    let mut operator = Known::new(vec![0.0; 12]);
    let (found, _) = solve(&mut operator, wanted(12, 5, Which::Largest)).unwrap();
    assert_eq!(found.values, [0.0; 5]);
    assert_eq!(found.residuals, [0.0; 5]);
    assert_eq!(found.status, LanczosStatus::Converged);
}

#[test]
fn a_power_of_two_scales_the_values_to_the_bit() {
    let values = normals(9, 80);
    let mut small = Known::new(values.clone());
    let (expected, products) = solve(&mut small, wanted(80, 6, Which::Both)).unwrap();
    for factor in [
        f64::from_bits((1023 + 900) << 52),
        f64::from_bits((1023 - 900) << 52),
    ] {
        let mut scaled = Known::new(values.iter().map(|value| factor * value).collect());
        let (found, count) = solve(&mut scaled, wanted(80, 6, Which::Both)).unwrap();
        assert_eq!(found.vectors, expected.vectors);
        assert_eq!(count, products);
        let values: Vec<f64> = expected.values.iter().map(|value| factor * value).collect();
        assert_eq!(found.values, values);
    }
}

/// A start in a space where the operator is 1e-200 of what it is elsewhere.
#[test]
fn products_may_grow_by_any_factor() {
    let mut values = vec![1e-200; 40];
    values[7] = 1.0;
    let signs = quadrature::Settings {
        n: 2,
        probes: 4,
        steps: 2,
        symmetry_tolerance: 1e-8,
        seed: 3,
    };
    let matrix = [1.0 + 1e-200, -1.0, -1.0, 1.0 + 1e-200];
    let mut job = Quadrature::new(signs).unwrap();
    let mut operator = Stored {
        entries: &matrix,
        n: 2,
    };
    assert!(serve(&mut operator, &mut job, &mut Budget::unlimited()).unwrap());
    assert!(
        job.rules()
            .nodes
            .iter()
            .all(|node| *node == 0.0 || (node - 2.0).abs() <= 4.0 * EPS)
    );

    let mut diagonal = Function(40, move |x: &[f64], y: &mut [f64]| {
        y.iter_mut()
            .zip(x.iter().zip(&values))
            .for_each(|(y, (x, value))| *y = x * value);
    });
    let (found, _) = solve(&mut diagonal, wanted(40, 2, Which::Largest)).unwrap();
    assert_eq!(found.status, LanczosStatus::Converged);
    assert_close(&found.values, &[0.0, 1.0], 4.0 * EPS);
}

#[test]
fn no_result_depends_on_the_budget() {
    let mut operator = Known::new((0..500).map(|k| k as f64).collect());
    let settings = Settings {
        basis: 20,
        ..wanted(500, 5, Which::Largest)
    };
    let (expected, products) = solve(&mut operator, settings).unwrap();
    let mut job = Lanczos::new(settings).unwrap();
    while !serve(&mut operator, &mut job, &mut Budget::of(1.0)).unwrap() {}
    assert_eq!(job.result().unwrap(), expected);
    assert_eq!(job.products(), products);

    let settings = quadrature::Settings {
        n: 500,
        probes: 3,
        steps: 20,
        symmetry_tolerance: 1e-8,
        seed: 1,
    };
    let mut whole = Quadrature::new(settings).unwrap();
    serve(&mut operator, &mut whole, &mut Budget::unlimited()).unwrap();
    let mut pieces = Quadrature::new(settings).unwrap();
    while !serve(&mut operator, &mut pieces, &mut Budget::of(1.0)).unwrap() {}
    assert_eq!(pieces.rules(), whole.rules());
}

#[test]
fn a_job_that_is_not_gone_on_with_tells_what_it_has() {
    let mut operator = Known::new((0..500).map(|k| k as f64).collect());
    let settings = Settings {
        basis: 20,
        ..wanted(500, 5, Which::Largest)
    };
    let mut job = Lanczos::new(settings).unwrap();
    assert_eq!(job.result().unwrap().values, []);
    // At every number of products, of which the twentieth is followed by a restart.
    for products in 1..=45 {
        serve(&mut operator, &mut job, &mut Budget::of(1.0)).unwrap();
        let found = job.result().unwrap();
        assert_eq!(found.status, LanczosStatus::Aborted);
        assert_eq!(found.values.len(), 5.min(products));
        for (k, vector) in found.vectors.chunks_exact(500).enumerate() {
            let true_residual = residual(&mut operator, found.values[k], vector);
            assert!((true_residual - found.residuals[k]).abs() <= 1e-10 * 500.0);
        }
    }
}

#[test]
fn too_few_products_are_a_status_with_flags() {
    let mut operator = Known::new((0..500).map(|k| k as f64).collect());
    for max_products in [5, 19, 20, 21, 60] {
        let settings = Settings {
            basis: 20,
            max_products,
            ..wanted(500, 5, Which::Largest)
        };
        let (found, products) = solve(&mut operator, settings).unwrap();
        assert_eq!(products, max_products);
        assert_eq!(found.status, LanczosStatus::MaxProducts);
        assert_eq!(found.values.len(), 5);
        for (residual, flag) in found.residuals.iter().zip(&found.converged) {
            assert_eq!(*flag == 1, *residual <= 1e-10 * 499.0);
        }
        assert!(found.converged.contains(&0));
    }
}

fn argument(error: Error) -> &'static str {
    match error {
        Error::InvalidInput { argument, .. } => argument,
        other => panic!("{other}"),
    }
}

#[test]
fn a_product_that_is_not_finite_is_named() {
    for bad in [f64::NAN, f64::INFINITY] {
        let calls = std::cell::Cell::new(0);
        let mut operator = Function(50, move |x: &[f64], y: &mut [f64]| {
            y.iter_mut()
                .zip(x)
                .enumerate()
                .for_each(|(i, (y, x))| *y = i as f64 * x);
            calls.set(calls.get() + 1);
            if calls.get() == 7 {
                y[31] = bad;
            }
        });
        let error = solve(&mut operator, wanted(50, 3, Which::Smallest)).unwrap_err();
        let expected = Error::invalid("operator(v)", bad, Rule::Finite)
            .at([31])
            .in_product(7);
        // As text, in which NaN is equal to itself.
        assert_eq!(error.to_string(), expected.to_string());
    }
}

#[test]
fn an_operator_that_is_not_symmetric_is_found_out() {
    let skewed = |skew: f64| {
        Function(50, move |x: &[f64], y: &mut [f64]| {
            y.iter_mut()
                .zip(x)
                .enumerate()
                .for_each(|(i, (y, x))| *y = i as f64 * x);
            y[3] += skew * x[40];
        })
    };
    let error = solve(&mut skewed(0.1), wanted(50, 3, Which::Smallest)).unwrap_err();
    let Error::InvalidInput { value, .. } = error else {
        panic!("{error}");
    };
    let rule = Rule::SymmetricOperator { tolerance: 1e-8 };
    let expected = Error::invalid("operator", value, rule).in_product(2);
    assert_eq!(error, expected);
    assert!(value > 1e-8);
    assert!(solve(&mut skewed(1e-9), wanted(50, 3, Which::Smallest)).is_ok());
    let tolerant = Settings {
        symmetry_tolerance: 1.0,
        ..wanted(50, 3, Which::Smallest)
    };
    assert!(solve(&mut skewed(0.1), tolerant).is_ok());
}

#[test]
fn settings_out_of_range_are_named() {
    let good = wanted(50, 3, Which::Smallest);
    let name = |settings| argument(Lanczos::new(settings).err().unwrap());
    assert_eq!(name(Settings { count: 51, ..good }), "count");
    assert_eq!(name(Settings { basis: 3, ..good }), "basis");
    assert_eq!(name(Settings { basis: 51, ..good }), "basis");
    assert_eq!(
        name(Settings {
            max_products: 2,
            ..good
        }),
        "maxProducts"
    );
    for tolerance in [0.0, 1e-17, 1.0, f64::NAN] {
        assert_eq!(name(Settings { tolerance, ..good }), "tolerance");
    }
    for symmetry_tolerance in [-1.0, f64::NAN] {
        assert_eq!(
            name(Settings {
                symmetry_tolerance,
                ..good
            }),
            "symmetryTolerance"
        );
    }
    let rules = quadrature::Settings {
        n: 50,
        probes: 2,
        steps: 10,
        symmetry_tolerance: 1e-8,
        seed: 1,
    };
    let name = |settings| argument(Quadrature::new(settings).err().unwrap());
    assert_eq!(name(quadrature::Settings { steps: 0, ..rules }), "steps");
    assert_eq!(name(quadrature::Settings { steps: 51, ..rules }), "steps");
}

#[test]
fn a_basis_beyond_memory_is_an_error() {
    let n = usize::MAX / 64;
    let error = Lanczos::new(wanted(n, 3, Which::Smallest)).err().unwrap();
    assert_eq!(error.code(), "out-of-memory");
}

#[test]
fn a_rule_is_exact_for_polynomials_of_degree_twice_its_nodes_less_one() {
    for (n, steps) in [(1, 1), (2, 1), (7, 3), (40, 5), (200, 12)] {
        let mut operator = Known::new(normals(n as u64, n));
        let settings = quadrature::Settings {
            n,
            probes: 3,
            steps,
            symmetry_tolerance: 1e-8,
            seed: n as u64,
        };
        let mut job = Quadrature::new(settings).unwrap();
        let mut probes = Vec::new();
        let mut count = 0;
        while let Some((vector, product)) = job.ask() {
            if count % steps == 0 {
                probes.push(vector.to_vec());
            }
            count += 1;
            operator.apply(vector, product);
            job.accept(&mut Budget::unlimited()).unwrap();
        }
        let rules = job.rules();
        assert_eq!(rules.offsets.len(), 4);
        for (probe, ends) in probes.iter().zip(rules.offsets.windows(2)) {
            let size = 1.0 / (n as f64).sqrt();
            assert!(probe.iter().all(|entry| entry.abs() == size));
            let range = ends[0] as usize..ends[1] as usize;
            assert_eq!(range.len(), steps);
            // Chebyshev polynomials of A/5, whose values stay within 1: |normals| < 5 here.
            let (mut before, mut now) = (probe.clone(), probe.clone());
            let mut image = vec![0.0; n];
            let (mut t_before, mut t_now) = (vec![1.0; steps], vec![1.0; steps]);
            for degree in 1..2 * steps {
                operator.apply(&now, &mut image);
                let twice = if degree == 1 { 1.0 } else { 2.0 };
                for i in 0..n {
                    let next = twice * image[i] / 5.0 - if degree == 1 { 0.0 } else { before[i] };
                    before[i] = now[i];
                    now[i] = next;
                }
                for (i, node) in rules.nodes[range.clone()].iter().enumerate() {
                    let next =
                        twice * node / 5.0 * t_now[i] - if degree == 1 { 0.0 } else { t_before[i] };
                    t_before[i] = t_now[i];
                    t_now[i] = next;
                }
                let gauss = dot(&t_now, &rules.weights[range.clone()]);
                assert!((gauss - dot(probe, &now)).abs() <= 1e-13 * (degree * degree) as f64);
            }
        }
    }
}

#[test]
fn a_probe_in_an_invariant_space_ends_early() {
    let mut operator = Known::new((0..90).map(|k| f64::from(k % 3)).collect());
    let settings = quadrature::Settings {
        n: 90,
        probes: 4,
        steps: 20,
        symmetry_tolerance: 1e-8,
        seed: 1,
    };
    let mut job = Quadrature::new(settings).unwrap();
    assert!(serve(&mut operator, &mut job, &mut Budget::unlimited()).unwrap());
    assert_eq!(job.rules().offsets, [0, 3, 6, 9, 12]);
    assert_eq!(job.products(), 12);
    assert_eq!(job.progress().done, 4.0);
    for nodes in job.rules().nodes.chunks_exact(3) {
        assert_close(nodes, &[0.0, 1.0, 2.0], 1e-13);
    }
}

#[test]
fn the_density_is_a_sum_of_gaussians_with_the_spread_of_the_probes() {
    let rules = quadrature::Rules {
        nodes: vec![0.0, 1.0, 0.5],
        weights: vec![0.25, 0.75, 1.0],
        offsets: vec![0, 2, 3],
    };
    let width = 0.3;
    let bell = |x: f64| {
        libm::exp(-0.5 * (x / width) * (x / width)) / (width * std::f64::consts::TAU.sqrt())
    };
    let grid: Vec<f64> = (0..=600).map(|i| f64::from(i) / 100.0 - 2.5).collect();
    let [mean, error] = density(&rules, &grid, width).unwrap();
    for (i, x) in grid.iter().enumerate() {
        let first = 0.25 * bell(*x) + 0.75 * bell(x - 1.0);
        let second = bell(x - 0.5);
        assert!((mean[i] - 0.5 * (first + second)).abs() <= 8.0 * EPS);
        assert!((error[i] - 0.5 * (first - second).abs()).abs() <= 8.0 * EPS);
    }
    assert!((mean.iter().sum::<f64>() * 0.01 - 1.0).abs() <= 1e-12);
}

/// 2x − left − right on a ring.
fn ring(n: usize) -> Function<impl Fn(&[f64], &mut [f64])> {
    Function(n, move |x: &[f64], y: &mut [f64]| {
        for (i, y) in y.iter_mut().enumerate() {
            *y = 2.0 * x[i] - x[(i + 1) % n] - x[(i + n - 1) % n];
        }
    })
}

fn ring_values(n: usize) -> Vec<f64> {
    let angle = |k: usize| k as f64 * std::f64::consts::TAU / n as f64;
    (0..n).map(|k| 2.0 - 2.0 * libm::cos(angle(k))).collect()
}

#[test]
fn every_copy_of_a_ring_s_double_eigenvalues_is_found_from_every_seed() {
    for n in [37, 44, 64, 100, 200, 400] {
        for count in [2, 3, 5] {
            for which in [Which::Smallest, Which::Largest, Which::Both] {
                for seed in 0..5 {
                    let settings = Settings {
                        basis: n.min(2 * count + 30),
                        seed,
                        ..wanted(n, count, which)
                    };
                    let (found, _) = solve(&mut ring(n), settings).unwrap();
                    let expected = ends(&ring_values(n), count, which);
                    assert_pairs(&mut ring(n), &found, &expected, 4e-10);
                }
            }
        }
    }
}

#[test]
fn blocks_of_equal_eigenvalues_are_found_whole_at_any_size_of_the_basis() {
    for multiplicity in 2..=10 {
        let n = 150;
        let values: Vec<f64> = (0..n)
            .map(|k| libm::sqrt((k / multiplicity) as f64))
            .collect();
        let mut operator = Known::new(values.clone());
        for (count, basis) in [
            (1, 12),
            (multiplicity, 30),
            (multiplicity + 1, 40),
            (14, 17),
        ] {
            for which in [Which::Smallest, Which::Largest, Which::Both] {
                for seed in 0..3 {
                    let settings = Settings {
                        basis,
                        seed,
                        ..wanted(n, count, which)
                    };
                    let (found, _) = solve(&mut operator, settings).unwrap();
                    assert_pairs(&mut operator, &found, &ends(&values, count, which), 1e-8);
                }
            }
        }
    }
}

#[test]
fn a_census_finds_what_is_missing_of_a_stored_matrix() {
    for multiplicity in [1, 2, 3, 7] {
        let n = 90;
        let values: Vec<f64> = (0..n).map(|k| (k / multiplicity) as f64 - 10.0).collect();
        let mut known = Known::new(values.clone());
        let mut entries = vec![0.0; n * n];
        for (i, row) in entries.chunks_exact_mut(n).enumerate() {
            let mut unit = vec![0.0; n];
            unit[i] = 1.0;
            known.apply(&unit, row);
        }
        let mut operator = Stored {
            entries: &entries,
            n,
        };
        for count in [1, 4, 8] {
            for which in [Which::Smallest, Which::Largest, Which::Both] {
                let settings = Settings {
                    census: true,
                    ..wanted(n, count, which)
                };
                let (found, products) = solve(&mut operator, settings).unwrap();
                assert_pairs(&mut operator, &found, &ends(&values, count, which), 1e-8);
                let mut job = Lanczos::new(settings).unwrap();
                while !serve(&mut operator, &mut job, &mut Budget::of(1.0)).unwrap() {}
                assert_eq!(job.result().unwrap(), found);
                assert_eq!(job.products(), products);
            }
        }
    }
}
