//! Arrays whose vectors do not straddle cache lines.

use crate::error::Error;
use crate::memory::try_filled;
use losscape_kernels::aligned;
use std::ops::{Deref, DerefMut};

/// Numbers from an address on that is a multiple of a vector's bytes.
#[derive(Debug)]
pub(crate) struct Aligned<T> {
    entries: Vec<T>,
    start: usize,
    len: usize,
}

impl<T: Copy> Aligned<T> {
    /// `len` copies of `value`.
    #[inline(never)]
    pub(crate) fn filled(what: &'static str, len: usize, value: T) -> Result<Self, Error> {
        let mut entries = try_filled(what, len + aligned::skipped::<T>(), value)?;
        let start = entries.len() - aligned::aligned(&mut entries).len();
        Ok(Aligned {
            entries,
            start,
            len,
        })
    }
}

impl<T> Deref for Aligned<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        &self.entries[self.start..][..self.len]
    }
}

impl<T> DerefMut for Aligned<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.entries[self.start..][..self.len]
    }
}
