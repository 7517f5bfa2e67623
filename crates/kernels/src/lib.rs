//! The inner loops of losscape: all of its SIMD and all of its unsafe code.
//!
//! Each kernel is one generic body over [`Lanes`]; the back ends are a few lines each. On the strict back ends
//! ([`Scalar2`], and `Simd128` in WebAssembly) a kernel returns the same bits: two lanes, the same operations, the same order.
//!
//! Matrices are row-major slices with a row stride, or tiles ([`tiles`]). Of a symmetric matrix the lower triangle is read
//! and written; entries above the diagonal are neither.

pub mod aligned;
pub mod back_ends;
pub mod chase;
pub mod coupling;
pub mod lanes;
pub mod product;
pub mod reflector;
pub mod symmetric;
pub mod tiles;
pub mod twisted;
pub mod update;
pub mod vector;

pub use back_ends::{Active, Pair, Scalar2};
pub use lanes::{Lanes, Square};

/// Two vectors of [`Active`]: four doubles, what most kernels run on.
pub type ActivePair = Pair<Active>;
