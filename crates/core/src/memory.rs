//! Allocation that fails with a typed error and not with a trap.

use crate::error::Error;

/// `len` copies of `value`, or [`Error::OutOfMemory`] naming `what`.
// Out of line, like those that call it: each of a hundred arrays would have a copy of its own.
#[inline(never)]
pub fn try_filled<T: Copy>(what: &'static str, len: usize, value: T) -> Result<Vec<T>, Error> {
    let mut vec = Vec::new();
    vec.try_reserve_exact(len).map_err(|_| Error::OutOfMemory {
        what,
        requested: (len as u64).saturating_mul(size_of::<T>() as u64),
    })?;
    vec.resize(len, value);
    Ok(vec)
}

/// `rows`·`width` copies of `value`, or [`Error::OutOfMemory`] naming `what`, where the product is no length too.
#[inline(never)]
pub fn try_rows<T: Copy>(
    what: &'static str,
    [rows, width]: [usize; 2],
    value: T,
) -> Result<Vec<T>, Error> {
    let len = rows.checked_mul(width).ok_or(Error::OutOfMemory {
        what,
        requested: (rows as u64 * size_of::<T>() as u64).saturating_mul(width as u64),
    })?;
    try_filled(what, len, value)
}
