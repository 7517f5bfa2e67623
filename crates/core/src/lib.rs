//! The numerics of losscape: random numbers, spin glasses, their critical points, descents and eigenvalues.
//!
//! No I/O, no clock, no global state. The same inputs give the same bits on every target of the strict build:
//! only `+ - * / sqrt` and the pinned `libm` crate are used on floating-point numbers, in a fixed order.
#![forbid(unsafe_code)]

mod aligned;
pub mod budget;
pub mod columns;
pub mod critical;
pub mod data;
pub mod eigen;
pub mod error;
pub mod glass;
pub mod job;
pub mod lanczos;
pub mod memory;
pub mod network;
pub mod objective;
pub mod optimise;
pub mod precision;
pub mod rng;
mod sort;
mod vector;
