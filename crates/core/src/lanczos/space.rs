//! A Krylov space: orthonormal vectors, grown by products, and the operator's projection on them.

use super::projected::Pairs;
use crate::eigen::scale::power_of_two_near;
use crate::error::{Error, Rule};
use crate::memory::try_filled;
use crate::rng::{Purpose, Stream};
use crate::vector::{dot, largest_modulus};
use losscape_kernels::vector;

/// A remainder below so many roundings of ‖A‖ is none: the space is invariant.
const ROUNDINGS: f64 = 16.0;
/// Passes of Gram–Schmidt. Two make a remainder orthogonal that is more than rounding; what is less takes more.
const PASSES: usize = 4;
/// 2¹⁰⁰: the scale follows a product that is larger by more.
const FAR: f64 = f64::from_bits((1023 + 100) << 52);
/// Columns rotated at a time, few enough that a strip of the basis stays in cache.
const STRIP: usize = 256;

/// The basis V with the projected operator T = VᵀAV: A·V = V·T + v·bᵀ with v the vector after the last of the basis.
///
/// Every product is orthogonalised against the whole basis. Numbers in here are those of A/scale.
pub struct Space {
    n: usize,
    capacity: usize,
    /// The basis, the vector to multiply, and room for its product: rows of n.
    rows: Vec<f64>,
    /// Vectors that were multiplied.
    len: usize,
    /// T, of which the lower triangle is kept, and under it bᵀ: rows of `capacity`.
    projected: Vec<f64>,
    coefficients: Vec<f64>,
    correction: Vec<f64>,
    /// The couplings b that [`Space::lock`] cut: A·V = V·T + v·bᵀ + Σ u·lᵀ with unit vectors u that are not kept.
    lost: Vec<Vec<f64>>,
    /// A power of two, near the largest entry of the first product that is not zero; 0 before it.
    scale: f64,
    /// The largest of the products' norms and of the projections' eigenvalues: it rises to ‖A‖.
    norm: f64,
    symmetry_tolerance: f64,
    products: u32,
    seed: u64,
    starts: u32,
}

impl Space {
    /// An empty space in n dimensions with room for `capacity` ≤ n vectors.
    pub fn new(
        n: usize,
        capacity: usize,
        seed: u64,
        symmetry_tolerance: f64,
    ) -> Result<Self, Error> {
        if symmetry_tolerance.is_nan() || symmetry_tolerance < 0.0 {
            let rule = Rule::AtLeast { min: 0.0 };
            return Err(Error::invalid(
                "symmetryTolerance",
                symmetry_tolerance,
                rule,
            ));
        }
        let what = "the basis of the Krylov space";
        let len = (capacity + 1).checked_mul(n).ok_or(Error::OutOfMemory {
            what,
            requested: (8 * (capacity as u64 + 1)).saturating_mul(n as u64),
        })?;
        Ok(Self {
            n,
            capacity,
            rows: try_filled(what, len, 0.0)?,
            len: 0,
            projected: try_filled("the projected operator", (capacity + 1) * capacity, 0.0)?,
            coefficients: try_filled("a column of coefficients", capacity, 0.0)?,
            correction: try_filled("a column of coefficients", capacity, 0.0)?,
            lost: Vec::new(),
            scale: 0.0,
            norm: 0.0,
            symmetry_tolerance,
            products: 0,
            seed,
            starts: 0,
        })
    }

    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_full(&self) -> bool {
        self.len == self.capacity
    }

    pub fn products(&self) -> u32 {
        self.products
    }

    /// By what numbers in here are multiplied to be those of A.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// Whether the space is all there is.
    pub fn is_whole(&self) -> bool {
        self.len == self.n
    }

    /// Whether no product leads out of the space.
    pub fn is_invariant(&self) -> bool {
        self.coupling().iter().all(|&entry| entry == 0.0)
    }

    /// The least that rounding leaves of a residual.
    pub fn rounding(&self) -> f64 {
        f64::EPSILON * self.norm
    }

    pub fn norm(&self) -> f64 {
        self.norm
    }

    /// Operations of a product's orthogonalisation in two passes, and of its share in a restart.
    pub fn flops(&self) -> f64 {
        12.0 * self.n as f64 * self.capacity as f64
    }

    /// Empties the space and puts in a start of independent signs.
    pub fn start_from_signs(&mut self) {
        self.clear();
        let mut stream = self.next_stream();
        let size = 1.0 / (self.n as f64).sqrt();
        for chunk in self.rows[..self.n].chunks_mut(128) {
            let words = stream.words();
            for (bit, entry) in chunk.iter_mut().enumerate() {
                let negative = words[bit / 64] >> (bit % 64) & 1 == 1;
                *entry = if negative { -size } else { size };
            }
        }
    }

    /// Makes the next vector random: of independent directions and orthogonal to the basis.
    pub fn draw_next(&mut self) {
        let mut stream = self.next_stream();
        let row = &mut self.rows[self.len * self.n..][..self.n];
        row.iter_mut().for_each(|entry| *entry = stream.normal());
        let norm = self.orthogonalise();
        self.divide_next(norm);
    }

    /// The vector to multiply, and room for its product.
    pub fn ask(&mut self) -> (&[f64], &mut [f64]) {
        let (before, after) = self.rows.split_at_mut((self.len + 1) * self.n);
        (&before[self.len * self.n..], &mut after[..self.n])
    }

    /// Takes the product: the vector joins the basis, and what the product has outside of it becomes the next one.
    pub fn accept(&mut self) -> Result<(), Error> {
        self.products += 1;
        self.scale_product()?;
        let last = self.len;
        self.len += 1;
        let product = &self.rows[self.len * self.n..][..self.n];
        self.norm = self.norm.max(dot(product, product).sqrt());
        let remainder = self.orthogonalise();
        self.check_symmetry(last)?;
        let row = &mut self.projected[last * self.capacity..][..=last];
        if self.lost.is_empty() {
            row[last] = self.coefficients[last];
        } else {
            // What was cut returns where a later vector has a part of it.
            row.copy_from_slice(&self.coefficients[..=last]);
        }
        if self.len < self.n && remainder > ROUNDINGS * self.rounding() {
            self.projected[self.len * self.capacity + last] = remainder;
            self.divide_next(remainder);
        }
        Ok(())
    }

    /// The eigenpairs of T.
    pub fn pairs(&mut self) -> Result<Pairs, Error> {
        let pairs = Pairs::of(&self.projected, self.capacity, self.len)?;
        let moduli = pairs.values.iter().map(|value| value.abs());
        self.norm = moduli.fold(self.norm, f64::max);
        Ok(pairs)
    }

    /// ‖A·x − θ·x‖ for the vector x that pair `k` of T stands for; at most, where couplings were cut.
    pub fn residual(&self, pairs: &Pairs, k: usize) -> f64 {
        let vector = pairs.vector(k);
        // Vectors that came after a cut have no part in it.
        let part = |row: &[f64]| dot(row, &vector[..row.len()]).abs();
        let lost: f64 = self.lost.iter().map(|row| part(row)).sum();
        (part(self.coupling()) + lost).max(self.rounding())
    }

    /// The vector that pair `k` of T stands for, into `out`.
    pub fn vector(&self, pairs: &Pairs, k: usize, out: &mut [f64]) {
        out.fill(0.0);
        vector::add_rows(pairs.vector(k), &self.rows, self.n, out);
    }

    /// Shrinks the basis to the vectors of the `kept` pairs of T; the next vector stays (Wu and Simon's thick restart).
    pub fn restart(&mut self, pairs: &Pairs, kept: &[usize]) -> Result<(), Error> {
        let (n, count) = (self.n, kept.len());
        let mut rotated = try_filled("a strip of the basis", count * STRIP, 0.0)?;
        for from in (0..n).step_by(STRIP) {
            let width = STRIP.min(n - from);
            for (&k, out) in kept.iter().zip(rotated.chunks_exact_mut(STRIP)) {
                out.fill(0.0);
                let strip = &self.rows[from..];
                vector::add_rows(pairs.vector(k), strip, n, &mut out[..width]);
            }
            for (row, strip) in self
                .rows
                .chunks_exact_mut(n)
                .zip(rotated.chunks_exact(STRIP))
            {
                row[from..from + width].copy_from_slice(&strip[..width]);
            }
        }
        self.rows
            .copy_within(self.len * n..(self.len + 1) * n, count * n);

        for (place, &k) in kept.iter().enumerate() {
            self.coefficients[place] = dot(self.coupling(), pairs.vector(k));
        }
        for row in &mut self.lost {
            let rotated = kept
                .iter()
                .map(|&k| dot(row, &pairs.vector(k)[..row.len()]));
            *row = rotated.collect();
        }
        self.projected.fill(0.0);
        for (place, &k) in kept.iter().enumerate() {
            self.projected[place * self.capacity + place] = pairs.values[k];
        }
        self.projected[count * self.capacity..][..count]
            .copy_from_slice(&self.coefficients[..count]);
        self.len = count;
        Ok(())
    }

    /// Shrinks the basis to the vectors of the `kept` pairs, takes them for an invariant space, and makes the next vector
    /// random. What they are not invariant by stays in the residuals.
    pub fn lock(&mut self, pairs: &Pairs, kept: &[usize]) -> Result<(), Error> {
        self.restart(pairs, kept)?;
        let rounding = self.rounding();
        let coupling = &mut self.projected[self.len * self.capacity..][..self.len];
        if coupling.iter().any(|entry| entry.abs() > rounding) {
            self.lost.push(coupling.to_vec());
        }
        coupling.fill(0.0);
        self.draw_next();
        Ok(())
    }

    fn clear(&mut self) {
        self.len = 0;
        self.lost.clear();
        self.projected.fill(0.0);
    }

    /// b.
    fn coupling(&self) -> &[f64] {
        &self.projected[self.len * self.capacity..][..self.len]
    }

    fn next_stream(&mut self) -> Stream {
        let stream = Stream::new(self.seed, Purpose::Krylov, self.starts, 0);
        self.starts += 1;
        stream
    }

    fn divide_next(&mut self, norm: f64) {
        let factor = 1.0 / norm;
        let row = &mut self.rows[self.len * self.n..][..self.n];
        row.iter_mut().for_each(|entry| *entry *= factor);
    }

    /// Checks the product's entries and divides them by the scale.
    fn scale_product(&mut self) -> Result<(), Error> {
        let products = self.products;
        let product = &mut self.rows[(self.len + 1) * self.n..][..self.n];
        if let Some(at) = product.iter().position(|entry| !entry.is_finite()) {
            return Err(Error::invalid("operator(v)", product[at], Rule::Finite)
                .at([at])
                .in_product(products));
        }
        let largest = largest_modulus(product);
        if largest > FAR * self.scale {
            let scale = power_of_two_near(largest);
            let factor = self.scale / scale;
            let lost = self.lost.iter_mut().flatten();
            let kept = self.projected.iter_mut().chain(lost);
            kept.for_each(|entry| *entry *= factor);
            self.norm *= factor;
            self.scale = scale;
        }
        if self.scale > 0.0 {
            let factor = 1.0 / self.scale;
            product.iter_mut().for_each(|entry| *entry *= factor);
        }
        Ok(())
    }

    /// Makes the vector after the basis orthogonal to it, with the products of both as `coefficients`; returns its norm.
    fn orthogonalise(&mut self) -> f64 {
        let (basis, rest) = self.rows.split_at_mut(self.len * self.n);
        let row = &mut rest[..self.n];
        let coefficients = &mut self.coefficients[..self.len];
        let correction = &mut self.correction[..self.len];
        coefficients.fill(0.0);
        let mut norm = dot(row, row).sqrt();
        for pass in 1..=PASSES {
            vector::rows_times(basis, self.n, row, correction);
            for (sum, part) in coefficients.iter_mut().zip(&mut *correction) {
                *sum += *part;
                *part = -*part;
            }
            vector::add_rows(correction, basis, self.n, row);
            let before = norm;
            norm = dot(row, row).sqrt();
            if pass > 1 && norm > 0.5 * before {
                break;
            }
        }
        norm
    }

    /// ⟨u, A·v⟩ for the basis vectors u before v is T's entry, which came from A·u, unless A is not symmetric.
    fn check_symmetry(&self, last: usize) -> Result<(), Error> {
        let from_before = &self.projected[last * self.capacity..][..last];
        let cut = |i: usize| {
            let entries = self.lost.iter().filter_map(|row| row.get(i));
            entries.fold(0.0, |sum, entry| sum + entry.abs())
        };
        let pairs = self.coefficients[..last].iter().zip(from_before);
        let differences = pairs.enumerate().map(|(i, (x, y))| (x - y).abs() - cut(i));
        let asymmetry = differences.fold(0.0, f64::max) / self.norm;
        if asymmetry > self.symmetry_tolerance {
            let rule = Rule::SymmetricOperator {
                tolerance: self.symmetry_tolerance,
            };
            return Err(Error::invalid("operator", asymmetry, rule).in_product(self.products));
        }
        Ok(())
    }
}
