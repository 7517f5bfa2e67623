//! The energy as one homogeneous polynomial, and its first two derivatives at complex points.

use super::complex::{Complex, ZERO};
use crate::error::Error;
use crate::glass::{Multisets, SpinGlass, multisets, permutations};
use crate::memory::try_filled;

/// A homogeneous polynomial T·y^d whose values on x·x = N are those of H, but for a factor: T the symmetric tensor, one entry a multiset.
///
/// Orders of one parity are raised to the highest by factors x·x/N. Of both parities, factors z with z² = x·x/N do it, and y is (x, z·√N).
pub(super) struct Polynomial {
    /// Variables.
    m: usize,
    degree: usize,
    tensor: Vec<f64>,
    /// For multisets of l = 0 … d−1 indices: where the multiset with index k added stands among those of l+1, m places each.
    unions: Vec<Vec<u32>>,
}

/// What a polynomial is at a point, but for factors: T·y^l for l = 0 … d, contracted from the last to the first.
pub(super) struct Contractions(Vec<Vec<Complex>>);

impl Polynomial {
    /// The polynomial of a glass, in units of its root mean square coupling; nothing where all couplings are 0.
    pub(super) fn of(glass: &SpinGlass) -> Result<Option<Self>, Error> {
        let (n, degree) = (glass.n(), glass.order());
        let mut mixed = false;
        let mut largest = 0.0_f64;
        glass.each_coupling(&mut |indices, coupling| {
            mixed |= (degree - indices.len()) % 2 == 1;
            largest = largest.max(coupling.abs());
        });
        if largest == 0.0 {
            return Ok(None);
        }
        let m = n + usize::from(mixed);
        let unions = (0..degree).map(|len| unions(m, len));
        let unions = unions.collect::<Result<Vec<_>, _>>()?;
        let len = multisets(m, degree) as usize;
        let mut polynomial = Polynomial {
            m,
            degree,
            tensor: try_filled("the polynomial", len, 0.0)?,
            unions,
        };
        glass.each_coupling(&mut |indices, coupling| {
            let place = indices.iter().enumerate();
            let place = place.fold(0, |place, (len, &index)| {
                polynomial.unions[len][place * m + index] as usize
            });
            polynomial.raise(indices.len(), place, n, coupling / largest);
        });
        polynomial.normalise();
        Ok(Some(polynomial))
    }

    /// Adds a monomial, times powers of x·x/N or of z that make its degree that of the polynomial.
    fn raise(&mut self, len: usize, place: usize, n: usize, coupling: f64) {
        let m = self.m;
        let add = |unions: &[Vec<u32>], len: usize, place: usize, index: usize| {
            unions[len][place * m + index] as usize
        };
        if len == self.degree {
            self.tensor[place] += coupling;
        } else if self.m > n {
            // z·√N is the last variable.
            let place = add(&self.unions, len, place, n);
            self.raise(len + 1, place, n, coupling / (n as f64).sqrt());
        } else {
            for index in 0..n {
                let place = add(
                    &self.unions,
                    len + 1,
                    add(&self.unions, len, place, index),
                    index,
                );
                self.raise(len + 2, place, n, coupling / n as f64);
            }
        }
    }

    /// From coefficients of monomials to entries of the tensor whose square sum over all tuples is m.
    fn normalise(&mut self) {
        let mut all = Multisets::new(self.m, self.degree);
        let mut squares = 0.0;
        for entry in &mut self.tensor {
            let count = permutations(all.next().expect("an entry has indices"));
            *entry /= count;
            squares += count * *entry * *entry;
        }
        let factor = (self.m as f64 / squares).sqrt();
        self.tensor.iter_mut().for_each(|entry| *entry *= factor);
    }

    /// Variables.
    pub(super) fn m(&self) -> usize {
        self.m
    }

    /// d.
    pub(super) fn degree(&self) -> usize {
        self.degree
    }

    /// Room for contractions.
    pub(super) fn contractions(&self) -> Result<Contractions, Error> {
        let all = (0..self.degree).map(|len| {
            let count = multisets(self.m, len) as usize;
            try_filled("the polynomial", count, ZERO)
        });
        Ok(Contractions(all.collect::<Result<_, _>>()?))
    }

    /// T·y^{d−1}, which is ∇/d, and T·y^{d−2}, which is ∇²/d(d−1).
    pub(super) fn contract(&self, y: &[Complex], contractions: &mut Contractions) {
        let m = self.m;
        for len in (1..self.degree).rev() {
            let (to, from) = contractions.0.split_at_mut(len + 1);
            let rows = to[len].iter_mut().zip(self.unions[len].chunks_exact(m));
            for (to, places) in rows {
                let mut sum = ZERO;
                for (&place, &y) in places.iter().zip(y) {
                    sum += match from.first() {
                        Some(from) => from[place as usize] * y,
                        None => y.times(self.tensor[place as usize]),
                    };
                }
                *to = sum;
            }
        }
    }

    /// Component i of T·y^{d−1}.
    #[inline]
    pub(super) fn gradient(&self, contractions: &Contractions, i: usize) -> Complex {
        contractions.0[1][i]
    }

    /// Entry (i, j) of T·y^{d−2}.
    #[inline]
    pub(super) fn hessian(&self, contractions: &Contractions, i: usize, j: usize) -> Complex {
        let place = self.unions[1][i * self.m + j] as usize;
        match contractions.0.get(2) {
            Some(matrix) => matrix[place],
            None => Complex {
                re: self.tensor[place],
                im: 0.0,
            },
        }
    }

    /// Σ |T_{i…}| over all tuples that begin with i.
    pub(super) fn row_sum(&self, i: usize) -> f64 {
        let mut all = Multisets::new(self.m, self.degree);
        let entries = self.tensor.iter().map(|entry| {
            let indices = all.next().expect("an entry has indices");
            let here = indices.iter().filter(|&&index| index == i).count();
            entry.abs() * permutations(indices) * here as f64 / self.degree as f64
        });
        entries.sum()
    }

    /// Flops of [`Polynomial::contract`].
    pub(super) fn flops(&self) -> f64 {
        let unions: usize = self.unions.iter().map(Vec::len).sum();
        8.0 * unions as f64
    }
}

/// Where each multiset of `len` indices below m with one more added stands in lexicographic order.
fn unions(m: usize, len: usize) -> Result<Vec<u32>, Error> {
    let count = multisets(m, len) as usize;
    let mut unions = try_filled("the polynomial", count * m, 0)?;
    let mut all = Multisets::new(m, len);
    for row in unions.chunks_exact_mut(m) {
        let indices = all.next().expect("a row has indices");
        for (added, to) in row.iter_mut().enumerate() {
            let mut rank = 0.0;
            let mut least = 0;
            let behind = indices.partition_point(|&index| index < added);
            let (before, after) = indices.split_at(behind);
            let whole = before.iter().chain([&added]).chain(after);
            for (at, &index) in whole.enumerate() {
                let smaller = (least..index).map(|first| multisets(m - first, len - at));
                rank += smaller.sum::<f64>();
                least = index;
            }
            *to = rank as u32;
        }
    }
    Ok(unions)
}
