//! Copies of matrices, transposed or not.

use crate::Real;
use crate::either::either;
use crate::lanes::{Lanes, Narrow, Wide};

either! {
    /// Copies of matrices, of a scalar.
    trait Copies;

    /// `to[j * to_row + i] ← from[i * from_row + j]` for a matrix of `shape`: rows i and columns j.
    fn transpose(
        from: &[T],
        from_row: usize,
        shape: [usize; 2],
        to: &mut [T],
        to_row: usize,
    ) {
        transpose_on::<Narrow<T>>(from, from_row, shape, to, to_row);
    }

    /// `to ← from`, of like length: in vectors, where copying memory is a call that takes longer than a sample's row.
    fn copy(from: &[T], to: &mut [T]) {
        copy_on::<Wide<T>>(from, to);
    }
}

/// Squares of as many rows as a vector has lanes, by taking lanes of two vectors in turns as often as halving leads to one.
pub(crate) fn transpose_on<L: Lanes>(
    from: &[L::Scalar],
    from_row: usize,
    [rows, columns]: [usize; 2],
    to: &mut [L::Scalar],
    to_row: usize,
) {
    const { assert!(L::LEN == 2 || L::LEN == 4) }
    let [whole_rows, whole_columns] = [rows, columns].map(|count| count - count % L::LEN);
    if whole_rows > 0 && whole_columns > 0 {
        assert!((whole_rows - 1) * from_row + whole_columns <= from.len());
        assert!((whole_columns - 1) * to_row + whole_rows <= to.len());
    }
    for i in (0..whole_rows).step_by(L::LEN) {
        for j in (0..whole_columns).step_by(L::LEN) {
            let row = |r: usize| {
                let at = (i + r) * from_row + j;
                // SAFETY: the last vector of the last row is the farthest, and was checked to be in `from`.
                L::load(unsafe { from.get_unchecked(at..at + L::LEN) })
            };
            let mut put = |r: usize, row: L| {
                let at = (j + r) * to_row + i;
                // SAFETY: the last vector of the last column is the farthest, and was checked to be in `to`.
                row.store(unsafe { to.get_unchecked_mut(at..at + L::LEN) });
            };
            if L::LEN == 4 {
                let [a, b] = row(0).interleaved(row(2));
                let [c, d] = row(1).interleaved(row(3));
                let [first, second] = a.interleaved(c);
                let [third, fourth] = b.interleaved(d);
                put(0, first);
                put(1, second);
                put(2, third);
                put(3, fourth);
            } else {
                let [first, second] = row(0).interleaved(row(1));
                put(0, first);
                put(1, second);
            }
        }
    }
    for i in 0..rows {
        let done = if i < whole_rows { whole_columns } else { 0 };
        for j in done..columns {
            to[j * to_row + i] = from[i * from_row + j];
        }
    }
}

pub(crate) fn copy_on<L: Lanes>(from: &[L::Scalar], to: &mut [L::Scalar]) {
    assert_eq!(from.len(), to.len());
    let mut vectors = to.chunks_exact_mut(L::LEN);
    let whole = from.len() - from.len() % L::LEN;
    for (to, from) in (&mut vectors).zip(from.chunks_exact(L::LEN)) {
        L::load(from).store(to);
    }
    for (to, from) in vectors.into_remainder().iter_mut().zip(&from[whole..]) {
        *to = *from;
    }
}
