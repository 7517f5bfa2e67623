//! The inner loops of losscape: all of its SIMD and all of its unsafe code.
//!
//! What is public is concrete, or of either scalar ([`Real`]: `f64` and `f32`), compiled here for both, and runs on the vectors
//! of the target: the relaxed SIMD of WebAssembly where the build allows it, else its strict SIMD, else plain numbers. Each
//! kernel is one private body, `…_on`, over vectors of any back end. On the strict ones, and on plain numbers, a kernel returns
//! the same bits: the same lanes, the same operations, the same order.
//!
//! Kernels are not inlined but for one that measured the same: they are built for speed, and what calls them for size, as all that
//! is inlined there would be.
//!
//! Matrices are row-major slices with a row stride, or tiles ([`tiles`]). Of a symmetric matrix the lower triangle is read
//! and written; entries above the diagonal are neither.

pub mod aligned;
pub mod angle;
mod binary;
pub mod chase;
pub mod coupling;
pub mod dense;
mod either;
mod elementary;
pub mod gram;
mod lanes;
pub mod philox;
pub mod product;
mod real;
pub mod reflector;
pub mod rotation;
pub mod secular;
pub mod symmetric;
#[cfg(test)]
mod tests;
pub mod tiles;
pub mod twisted;
pub mod update;
pub mod vector;

pub use real::Real;
