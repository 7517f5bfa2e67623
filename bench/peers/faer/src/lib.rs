//! faer's symmetric eigen-solver and its Bunch–Kaufman factorisation, as one function for the bench: native and in WASM.

use faer::linalg::solvers::{Lblt, SelfAdjointEigen};
use faer::{MatRef, Side};

/// What is asked of a matrix.
#[derive(Clone, Copy)]
pub enum Task {
    /// All eigenvalues.
    Values,
    /// All eigenvalues and eigenvectors.
    Pairs,
    /// How many eigenvalues are negative, zero and positive.
    Inertia,
}

/// n eigenvalues; or these and then the eigenvectors one after another; or the three counts.
///
/// # Panics
/// When faer does not converge.
#[must_use]
pub fn solve(task: Task, a: &[f64], n: usize) -> Vec<f64> {
    // Row-major and symmetric is column-major.
    let a = MatRef::from_column_major_slice(a, n, n);
    match task {
        Task::Values => a
            .self_adjoint_eigenvalues(Side::Lower)
            .expect("the values converge"),
        Task::Pairs => {
            let pairs = SelfAdjointEigen::new(a, Side::Lower).expect("the pairs converge");
            let mut answer = Vec::with_capacity(n * (n + 1));
            answer.extend(pairs.S().column_vector().iter());
            for column in pairs.U().col_iter() {
                answer.extend(column.iter());
            }
            answer
        }
        Task::Inertia => inertia(&Lblt::new(a, Side::Lower), n).to_vec(),
    }
}

/// Signs of the 1×1 and 2×2 blocks of D.
fn inertia(factors: &Lblt<f64>, n: usize) -> [f64; 3] {
    let (diagonal, below) = (factors.B_diag(), factors.B_subdiag());
    let mut counts = [0.0; 3];
    let mut count = |value: f64| {
        counts[if value < 0.0 {
            0
        } else if value == 0.0 {
            1
        } else {
            2
        }] += 1.0
    };
    let mut i = 0;
    while i < n {
        if i + 1 < n && below[i] != 0.0 {
            // Pivoting takes a 2×2 block only where its determinant is negative.
            count(-1.0);
            count(1.0);
            i += 2;
        } else {
            count(diagonal[i]);
            i += 1;
        }
    }
    counts
}

#[cfg(target_arch = "wasm32")]
mod exports {
    use super::{Task, solve};

    /// Room for `length` doubles, to be given back by `release`.
    #[unsafe(no_mangle)]
    extern "C" fn reserve(length: usize) -> *mut f64 {
        leak(vec![0.0; length])
    }

    /// # Safety
    /// `start` came from `reserve` or `run` with this length.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn release(start: *mut f64, length: usize) {
        drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(start, length)) });
    }

    /// # Safety
    /// `a` came from `reserve(n * n)`.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn run(task: u32, a: *const f64, n: usize) -> *mut f64 {
        let a = unsafe { std::slice::from_raw_parts(a, n * n) };
        leak(solve(
            [Task::Values, Task::Pairs, Task::Inertia][task as usize],
            a,
            n,
        ))
    }

    fn leak(doubles: Vec<f64>) -> *mut f64 {
        Box::into_raw(doubles.into_boxed_slice()).cast()
    }
}
