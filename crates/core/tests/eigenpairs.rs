//! What holds for the eigenpairs of every symmetric matrix, on matrices that are hard for one reason or another.
//!
//! Run with `--nocapture` for the constants measured, in units of n·eps.

use losscape_core::budget::Budget;
use losscape_core::eigen::range::Range;
use losscape_core::eigen::solver::Solver;
use losscape_core::eigen::{EigenpairSolver, eigvalsh};
use losscape_core::error::{Error, Rule};
use losscape_core::rng::{Purpose, Stream};

struct Case {
    name: String,
    n: usize,
    a: Vec<f64>,
}

impl Case {
    /// The matrix with the entries `entry(i, j)`, i ≥ j.
    fn new(name: impl Into<String>, n: usize, mut entry: impl FnMut(usize, usize) -> f64) -> Self {
        let mut a = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..=i {
                a[i * n + j] = entry(i, j);
                a[j * n + i] = a[i * n + j];
            }
        }
        let name = name.into();
        Self { name, n, a }
    }

    fn tridiagonal(name: impl Into<String>, d: &[f64], e: impl Fn(usize) -> f64) -> Self {
        Self::new(name, d.len(), |i, j| match i - j {
            0 => d[i],
            1 => e(j),
            _ => 0.0,
        })
    }

    /// The matrix with the eigenvalues `values`, its eigenvectors reflections of unit vectors.
    fn with_values(name: &str, values: &[f64], seed: u64) -> Self {
        let n = values.len();
        let mut draws = draws(seed);
        let mut a = vec![0.0; n * n];
        (0..n).for_each(|i| a[i * n + i] = values[i]);
        for _ in 0..3 {
            let mut u: Vec<f64> = (0..n).map(|_| draws.normal()).collect();
            let norm = norm(&u);
            u.iter_mut().for_each(|x| *x /= norm);
            let au: Vec<f64> = a.chunks(n).map(|row| dot(row, &u)).collect();
            let uau = dot(&u, &au);
            for i in 0..n {
                for j in 0..n {
                    a[i * n + j] += 4.0 * uau * u[i] * u[j] - 2.0 * (u[i] * au[j] + au[i] * u[j]);
                }
            }
        }
        Self::new(name, n, |i, j| a[i * n + j])
    }

    fn goe(n: usize, seed: u64) -> Self {
        let mut draws = draws(seed);
        Self::new(format!("GOE {n}"), n, |_, _| draws.normal())
    }

    fn solve(&self, range: Range) -> (Vec<f64>, Vec<f64>) {
        let mut solver = EigenpairSolver::new(self.n, range).unwrap();
        solver
            .solve(&mut self.lower())
            .unwrap_or_else(|error| panic!("{}: {error}", self.name));
        solver.into_parts()
    }

    /// The upper triangle is not to be read.
    fn lower(&self) -> Vec<f64> {
        let mut a = self.a.clone();
        for i in 0..self.n {
            a[i * self.n + i + 1..(i + 1) * self.n].fill(f64::NAN);
        }
        a
    }

    fn norm(&self) -> f64 {
        let values = eigvalsh(&mut self.a.clone(), self.n).unwrap();
        values.iter().fold(0.0, |m, x| f64::max(m, x.abs()))
    }

    /// A power of two by which products of entries neither overflow nor vanish.
    fn factor(&self) -> f64 {
        let largest = self.a.iter().fold(0.0_f64, |m, x| m.max(x.abs()));
        if (1e-100..1e100).contains(&largest) || largest == 0.0 {
            return 1.0;
        }
        1.0 / f64::from_bits((largest.to_bits() >> 52).clamp(1, 2045) << 52)
    }
}

fn draws(seed: u64) -> Stream {
    Stream::new(seed, Purpose::Starts, 0, 0)
}

fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

fn norm(x: &[f64]) -> f64 {
    dot(x, x).sqrt()
}

/// The Frobenius norms of A·V − V·Λ, over n·(eps·‖A‖₂ + 5e-324), and of VᵀV − I, over n·eps.
fn constants(case: &Case, values: &[f64], vectors: &[f64]) -> [f64; 2] {
    let n = case.n;
    assert_eq!(vectors.len(), values.len() * n);
    let factor = case.factor();
    let a: Vec<f64> = case.a.iter().map(|x| x * factor).collect();
    let square = |x: f64| x * x;
    let (mut residual, mut defect) = (0.0, 0.0);
    for (k, v) in vectors.chunks_exact(n).enumerate() {
        for (row, x) in a.chunks_exact(n).zip(v) {
            residual += square(dot(row, v) - values[k] * factor * x);
        }
        for w in vectors.chunks_exact(n).take(k) {
            defect += 2.0 * square(dot(v, w));
        }
        defect += square(dot(v, v) - 1.0);
    }
    let norm = f64::EPSILON * case.norm() * factor + 5e-324 * factor;
    let n = n as f64;
    [
        residual.sqrt() / (n * norm),
        defect.sqrt() / (n * f64::EPSILON),
    ]
}

fn assert_accurate(case: &Case) -> [f64; 2] {
    let n = case.n;
    let (values, vectors) = case.solve(Range::All);
    assert!(values.is_sorted(), "{}", case.name);
    assert!(
        vectors.iter().all(|x| x.is_finite()),
        "{}: not finite",
        case.name
    );
    let found = constants(case, &values, &vectors);
    assert!(
        found[0] <= 10.0 && found[1] <= 10.0,
        "{}: residual {:.3}, orthogonality {:.3} n·eps",
        case.name,
        found[0],
        found[1]
    );
    let expected = eigvalsh(&mut case.lower(), n).unwrap();
    let tolerance = 10.0 * n as f64 * (f64::EPSILON * case.norm() + 5e-324);
    for (x, y) in values.iter().zip(&expected) {
        assert!((x - y).abs() <= tolerance, "{}: {x} and {y}", case.name);
    }
    found
}

fn assert_all_accurate(cases: impl IntoIterator<Item = Case>) {
    let mut worst = [0.0_f64; 2];
    for case in cases {
        let found = assert_accurate(&case);
        println!(
            "{:32} residual {:.3}  orthogonality {:.3}",
            case.name, found[0], found[1]
        );
        worst = [worst[0].max(found[0]), worst[1].max(found[1])];
    }
    println!(
        "worst: residual {:.3}  orthogonality {:.3} n·eps",
        worst[0], worst[1]
    );
}

fn wilkinson(n: usize) -> Vec<f64> {
    let middle = (n - 1) as f64 / 2.0;
    (0..n).map(|i| (i as f64 - middle).abs()).collect()
}

fn power(base: f64, exponent: f64) -> f64 {
    libm::pow(base, exponent)
}

/// Matrices that are hard for one reason or another.
fn hard() -> Vec<Case> {
    let mut cases = Vec::new();
    for n in [1, 2, 3, 10, 33, 70] {
        cases.push(Case::new(format!("zero {n}"), n, |_, _| 0.0));
        cases.push(Case::new(format!("identity {n}"), n, |i, j| {
            f64::from(i == j)
        }));
        cases.push(Case::new(format!("ones {n}"), n, |_, _| 1.0));
        let mut d = draws(n as u64);
        cases.push(Case::new(format!("diagonal {n}"), n, |i, j| {
            if i == j { d.normal() } else { 0.0 }
        }));
    }
    for n in [21, 41, 101, 201] {
        cases.push(Case::tridiagonal(
            format!("Wilkinson {n}"),
            &wilkinson(n),
            |_| 1.0,
        ));
    }
    for glue in [1e-4, 1e-8, 1e-12, 1e-15, 1e-18] {
        let d = wilkinson(21).repeat(10);
        cases.push(Case::tridiagonal(
            format!("glued Wilkinson {glue:e}"),
            &d,
            |i| {
                if i % 21 == 20 { glue } else { 1.0 }
            },
        ));
    }
    for n in [50, 150, 400] {
        cases.push(Case::tridiagonal(
            format!("second differences {n}"),
            &vec![2.0; n],
            |_| -1.0,
        ));
        cases.push(Case::tridiagonal(
            format!("equal diagonal, 1e-9 {n}"),
            &vec![1.0; n],
            |_| 1e-9,
        ));
        cases.push(Case::tridiagonal(
            format!("equal diagonal, 1e-17 {n}"),
            &vec![1.0; n],
            |_| 1e-17,
        ));
        cases.push(Case::tridiagonal(
            format!("zero diagonal {n}"),
            &vec![0.0; n],
            |i| 1.0 + (i % 3) as f64,
        ));
        cases.push(Case::tridiagonal(
            format!("every fifth coupling zero {n}"),
            &wilkinson(n),
            |i| f64::from(i % 5 != 4),
        ));
    }
    for n in [20, 90, 200] {
        for decades in [10.0, 150.0] {
            let grade = |i: usize| power(10.0, -decades * i as f64 / n as f64);
            let d: Vec<f64> = (0..n).map(grade).collect();
            cases.push(Case::tridiagonal(
                format!("graded down {decades} {n}"),
                &d,
                |i| 0.3 * grade(i),
            ));
            let d: Vec<f64> = d.into_iter().rev().collect();
            cases.push(Case::tridiagonal(
                format!("graded up {decades} {n}"),
                &d,
                |i| 0.3 * grade(n - 1 - i),
            ));
            let mut stream = draws(n as u64);
            cases.push(Case::new(
                format!("graded dense {decades} {n}"),
                n,
                |i, j| stream.normal() * grade(i) * grade(j),
            ));
        }
        for (name, size) in [
            ("1e150", 1e150),
            ("1e-150", 1e-150),
            ("1e300", 1e300),
            ("1e-305", 1e-305),
            ("denormals", 1e-320),
        ] {
            let mut stream = draws(n as u64);
            cases.push(Case::new(format!("{name} {n}"), n, |_, _| {
                stream.normal() * size
            }));
        }
        let u: Vec<f64> = {
            let mut s = draws(9);
            (0..n).map(|_| s.normal()).collect()
        };
        cases.push(Case::new(
            format!("rank one plus diagonal {n}"),
            n,
            |i, j| u[i] * u[j] + if i == j { i as f64 / n as f64 } else { 0.0 },
        ));
        cases.push(Case::new(
            format!("rank one plus identity {n}"),
            n,
            |i, j| u[i] * u[j] + f64::from(i == j),
        ));
        cases.push(Case::new(format!("Hilbert {n}"), n, |i, j| {
            1.0 / (i + j + 1) as f64
        }));
        let mut stream = draws(3);
        cases.push(Case::new(format!("one huge entry {n}"), n, |i, j| {
            if (i, j) == (n / 2, n / 3) {
                1e200
            } else {
                stream.normal()
            }
        }));
        let mut stream = draws(4);
        cases.push(Case::new(format!("small whole numbers {n}"), n, |_, _| {
            (stream.normal() * 1.5).round()
        }));
        let clusters: Vec<f64> = (0..n)
            .map(|i| (i % 4) as f64 + 1e-14 * (i / 4) as f64)
            .collect();
        cases.push(Case::with_values(
            &format!("four clusters {n}"),
            &clusters,
            5,
        ));
        let geometric: Vec<f64> = (0..n).map(|i| power(0.5, i as f64)).collect();
        cases.push(Case::with_values(&format!("geometric {n}"), &geometric, 6));
        let near: Vec<f64> = (0..n).map(|i| 1.0 + i as f64 * f64::EPSILON).collect();
        cases.push(Case::with_values(&format!("one cluster {n}"), &near, 7));
        let many_zero: Vec<f64> = (0..n)
            .map(|i| if i % 10 == 0 { i as f64 } else { 0.0 })
            .collect();
        cases.push(Case::with_values(
            &format!("nine tenths zero {n}"),
            &many_zero,
            8,
        ));
    }
    cases
}

#[test]
fn eigenpairs_of_random_matrices_are_accurate_at_every_order() {
    let larger = [200, 257, 300, 500];
    assert_all_accurate((1..=130).chain(larger).map(|n| Case::goe(n, n as u64)));
}

#[test]
fn eigenpairs_of_hard_matrices_are_accurate() {
    assert_all_accurate(hard());
}

/// Groups of eigenvalues at every distance from each other, on orders at which each eigenvector is found for itself.
#[test]
fn eigenpairs_of_spectra_of_every_spacing_are_accurate() {
    let mut cases = Vec::new();
    for n in [73, 120, 200] {
        for size in [2, 3, 8] {
            for exponent in [-17, -15, -14, -13, -12, -10, -8, -6, -4, -3] {
                let distance = power(10.0, f64::from(exponent));
                let value = |i: usize| (i / size) as f64 / n as f64 + (i % size) as f64 * distance;
                let values: Vec<f64> = (0..n).map(value).collect();
                let name = format!("groups of {size}, 1e{exponent}, {n}");
                cases.push(Case::with_values(&name, &values, 8));
            }
        }
        let mut draws = draws(9);
        for exponent in [1.0, 2.0, 3.0, 8.0] {
            let values: Vec<f64> = (0..n)
                .map(|_| power(draws.normal().abs(), exponent))
                .collect();
            let name = format!("powers {exponent}, {n}");
            cases.push(Case::with_values(&name, &values, 10));
        }
    }
    assert_all_accurate(cases);
}

#[test]
fn eigenpairs_of_random_tridiagonal_matrices_are_accurate() {
    let cases = (0..150).map(|seed| {
        let mut stream = draws(1000 + seed);
        let n = 1 + (stream.normal().abs() * 70.0) as usize;
        // Entries of every size, and couplings that are zero or nearly so.
        let spread = [0.0, 3.0, 12.0, 40.0][seed as usize % 4];
        let mut entry = || stream.normal() * power(10.0, -spread * stream.normal().abs());
        let d: Vec<f64> = (0..n).map(|_| entry()).collect();
        let e: Vec<f64> = (0..n).map(|_| entry()).collect();
        Case::tridiagonal(format!("tridiagonal {seed}, {n}"), &d, |i| e[i])
    });
    assert_all_accurate(cases);
}

#[test]
fn the_budget_changes_nothing() {
    for case in hard()
        .into_iter()
        .chain([100, 257].map(|n| Case::goe(n, 1)))
    {
        let (values, vectors) = case.solve(Range::All);
        let mut solver = EigenpairSolver::new(case.n, Range::All).unwrap();
        let mut a = case.lower();
        solver.start(&mut a).unwrap();
        let (mut calls, mut done) = (0, 0.0);
        while !solver.advance(&mut a, &mut Budget::of(1000.0)).unwrap() {
            calls += 1;
            assert!(
                (done..=1.0).contains(&solver.done()),
                "{}: {done} {}",
                case.name,
                solver.done()
            );
            done = solver.done();
        }
        assert!(calls > 0 || case.n < 12);
        assert_eq!(solver.done(), 1.0);
        assert_eq!(solver.values(), values, "{}", case.name);
        assert_eq!(solver.vectors(), vectors, "{}", case.name);
    }
}

#[test]
fn a_solver_gives_the_same_bits_at_every_use() {
    for n in [0, 1, 2, 20, 60, 140] {
        let (first, second) = (Case::goe(n, 1), Case::goe(n, 2));
        let mut solver = EigenpairSolver::new(n, Range::All).unwrap();
        solver.solve(&mut first.lower()).unwrap();
        // Left in the middle of a matrix.
        let mut a = first.lower();
        solver.start(&mut a).unwrap();
        for _ in 0..n {
            solver.advance(&mut a, &mut Budget::of(1000.0)).unwrap();
        }
        solver.solve(&mut second.lower()).unwrap();
        assert_eq!(
            (solver.values().to_vec(), solver.vectors().to_vec()),
            second.solve(Range::All)
        );
    }
}

/// Eigenpairs in a range against all: values within the error bound; vectors, of which each method may find other ones
/// where eigenvalues are close, accurate and orthogonal to those of eigenvalues that are not.
fn assert_agree(
    case: &Case,
    (some, their): (Vec<f64>, Vec<f64>),
    (values, vectors): (&[f64], &[f64]),
    places: core::ops::Range<usize>,
) {
    let (name, n) = (&case.name, case.n);
    assert_eq!(some.len(), places.len(), "{name}");
    assert!(some.is_sorted(), "{name}");
    let norm = values.iter().fold(0.0_f64, |m, x| m.max(x.abs()));
    let tolerance = 10.0 * n as f64 * (f64::EPSILON * norm + 5e-324);
    for (found, expected) in some.iter().zip(&values[places]) {
        assert!(
            (found - expected).abs() <= tolerance,
            "{name}: {found} and {expected}"
        );
    }
    let found = constants(case, &some, &their);
    assert!(found.iter().all(|x| *x <= 10.0), "{name}: {found:?}");
    for (value, x) in some.iter().zip(their.chunks_exact(n)) {
        for (other, y) in values.iter().zip(vectors.chunks_exact(n)) {
            if (value - other).abs() > 1e-3 * norm {
                // The residuals, 10·n·eps·norm, over the distance.
                assert!(dot(x, y).abs() <= 1e-9, "{name}");
            }
        }
    }
}

#[test]
fn a_range_has_the_eigenpairs_that_are_in_it() {
    let cases = [1, 2, 5, 32, 33, 64, 100, 150].map(|n| Case::goe(n, 77));
    for case in hard().into_iter().chain(cases) {
        let n = case.n;
        let (values, vectors) = case.solve(Range::All);
        let all = (&values[..], &vectors[..]);
        // From none and one to half of them, found each for itself or with all others.
        let places = [
            0..n,
            0..1,
            n - 1..n,
            n / 3..n / 3 + n / 8,
            n / 3..n / 2,
            n / 4..n - n / 4,
            n..n,
        ];
        for places in places {
            let range = Range::Index {
                from: places.start,
                to: places.end,
            };
            assert_agree(&case, case.solve(range), all, places);
        }
        let norm = values.iter().fold(0.0_f64, |m, x| m.max(x.abs()));
        let clear = |i: &usize| values[*i] - values[i - 1] > 1e-9 * norm + 1e-320;
        let gaps: Vec<usize> = (1..n).filter(clear).collect();
        let between = |i: usize| 0.5 * values[i - 1] + 0.5 * values[i];
        for width in [1, 4, gaps.len() / 2] {
            for window in gaps.windows(width.max(1) + 1).step_by(n / 2 + 1) {
                let (from, to) = (window[0], window[window.len() - 1]);
                let (low, high) = (between(from), between(to));
                let found = case.solve(Range::Value { low, high });
                assert!(
                    found.0.iter().all(|x| (low..high).contains(x)),
                    "{}",
                    case.name
                );
                assert_agree(&case, found, all, from..to);
            }
        }
    }
}

#[test]
fn a_solver_for_a_range_of_values_takes_few_and_many_in_turn() {
    let n = 100;
    let range = Range::Value {
        low: 0.0,
        high: 3.0,
    };
    let mut solver = EigenpairSolver::new(n, range).unwrap();
    for (name, width) in [
        ("few", 80.0),
        ("many", 2.0),
        ("few again", 60.0),
        ("none", 1e9),
    ] {
        let mut draws = draws(4);
        let case = Case::new(
            name,
            n,
            |i, j| if i == j { width * draws.normal() } else { 0.1 },
        );
        let (values, vectors) = case.solve(Range::All);
        solver.solve(&mut case.lower()).unwrap();
        let from = values.partition_point(|x| *x < 0.0);
        let to = values.partition_point(|x| *x < 3.0);
        let found = (solver.values().to_vec(), solver.vectors().to_vec());
        assert_eq!(to - from <= n / 8, name != "many");
        assert_agree(&case, found, (&values, &vectors), from..to);
    }
}

#[test]
fn the_budget_changes_nothing_in_a_range() {
    for (n, count) in [(64, 8), (150, 3), (150, 60)] {
        let case = Case::goe(n, 5);
        let values = case.solve(Range::All).0;
        let from = n / 2;
        let (low, high) = (values[from] - 1e-9, values[from + count] - 1e-9);
        for range in [
            Range::Index {
                from,
                to: from + count,
            },
            Range::Value { low, high },
        ] {
            let expected = case.solve(range);
            let mut solver = EigenpairSolver::new(n, range).unwrap();
            let mut a = case.lower();
            solver.start(&mut a).unwrap();
            let mut done = 0.0;
            while !solver.advance(&mut a, &mut Budget::of(1000.0)).unwrap() {
                assert!(solver.done() >= done && solver.done() <= 1.0);
                done = solver.done();
            }
            assert_eq!(expected.0.len(), count);
            assert_eq!(solver.into_parts(), expected);
        }
    }
}

#[test]
fn an_entry_that_is_not_finite_and_a_wrong_length_are_named() {
    let mut solver = EigenpairSolver::new(5, Range::All).unwrap();
    let mut a = Case::goe(5, 1).lower();
    a[3 * 5 + 1] = f64::INFINITY;
    let expected = Error::invalid("a", f64::INFINITY, Rule::Finite).at([3, 1]);
    assert_eq!(solver.solve(&mut a).unwrap_err(), expected);
    let rule = Rule::Entries { n: 5.0, order: 2.0 };
    let expected = Error::invalid("a.length", 24.0, rule);
    assert_eq!(solver.solve(&mut a[..24]).unwrap_err(), expected);
}

#[test]
fn a_range_beyond_the_order_and_an_order_beyond_memory_are_errors() {
    let code = |n, range| EigenpairSolver::new(n, range).unwrap_err().code();
    assert_eq!(code(5, Range::Index { from: 2, to: 6 }), "invalid-input");
    assert_eq!(code(usize::MAX / 128, Range::All), "out-of-memory");
}
