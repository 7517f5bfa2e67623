//! Allocation that fails with a typed error and not with a trap.

use crate::error::Error;

/// `len` copies of `value`, or [`Error::OutOfMemory`] naming `what`.
pub fn try_filled<T: Copy>(what: &'static str, len: usize, value: T) -> Result<Vec<T>, Error> {
    let mut vec = Vec::new();
    vec.try_reserve_exact(len).map_err(|_| Error::OutOfMemory {
        what,
        requested: (len as u64).saturating_mul(size_of::<T>() as u64),
    })?;
    vec.resize(len, value);
    Ok(vec)
}
