//! Multisets of indices, each as a non-decreasing sequence.

/// The largest order of an interaction.
pub const MAX_ORDER: usize = 6;

/// The multisets of `len` indices below n, in lexicographic order.
pub(crate) struct Multisets {
    n: usize,
    len: usize,
    indices: [usize; MAX_ORDER],
    begun: bool,
}

impl Multisets {
    pub(crate) fn new(n: usize, len: usize) -> Self {
        Multisets {
            n,
            len,
            indices: [0; MAX_ORDER],
            begun: false,
        }
    }

    /// The next one.
    pub(crate) fn next(&mut self) -> Option<&[usize]> {
        let indices = &mut self.indices[..self.len];
        if self.begun {
            let raised = indices.iter().rposition(|&index| index + 1 < self.n)?;
            let index = indices[raised] + 1;
            indices[raised..].fill(index);
        }
        self.begun = true;
        Some(indices)
    }
}

/// How many multisets of `len` indices below n there are.
pub(crate) fn multisets(n: usize, len: usize) -> f64 {
    let n = n as f64;
    (0..len).fold(1.0, |count, l| count * (n + l as f64) / (l as f64 + 1.0))
}

/// The number of distinct permutations of a multiset.
pub(crate) fn permutations(indices: &[usize]) -> f64 {
    let mut run = 0.0;
    let mut count = 1.0;
    for (at, index) in indices.iter().enumerate() {
        run = if at > 0 && indices[at - 1] == *index {
            run + 1.0
        } else {
            1.0
        };
        count *= (at as f64 + 1.0) / run;
    }
    count
}

/// Turns `indices` into its next permutation in lexicographic order; false after the last.
pub(super) fn permute(indices: &mut [usize]) -> bool {
    let falls = |pair: &[usize]| pair[0] < pair[1];
    let Some(pivot) = indices.windows(2).rposition(falls) else {
        return false;
    };
    let larger = indices.iter().rposition(|&index| index > indices[pivot]);
    indices.swap(pivot, larger.expect("the one behind the pivot is larger"));
    indices[pivot + 1..].reverse();
    true
}

#[cfg(test)]
mod tests {
    use super::{Multisets, multisets, permutations, permute};

    #[test]
    fn multisets_come_in_order_and_none_is_missing() {
        for (n, len) in [(1, 0), (4, 1), (3, 4), (2, 6)] {
            let mut all = Multisets::new(n, len);
            let mut before: Option<Vec<usize>> = None;
            let mut count = 0.0;
            while let Some(indices) = all.next() {
                assert!(indices.is_sorted() && indices.iter().all(|&index| index < n));
                assert!(before.is_none_or(|before| *before < *indices));
                before = Some(indices.to_vec());
                count += 1.0;
            }
            assert_eq!(count, multisets(n, len));
        }
    }

    #[test]
    fn permutations_are_as_many_as_counted() {
        for start in [
            vec![],
            vec![7],
            vec![0, 0, 1],
            vec![0, 1, 1, 2, 2, 2],
            vec![3; 6],
        ] {
            let mut indices = start.clone();
            let mut count = 1.0;
            while permute(&mut indices) {
                count += 1.0;
            }
            assert_eq!(count, permutations(&start));
            assert!(indices.is_sorted_by(|a, b| a >= b));
        }
    }
}
