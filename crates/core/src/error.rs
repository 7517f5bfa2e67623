//! What can go wrong: one enum, whose codes the TypeScript side repeats.

use std::fmt;

/// An error that a caller can act on; inconsistent inside state panics instead.
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// An argument is not what is allowed.
    InvalidInput {
        /// The argument's name, as the caller knows it.
        argument: String,
        /// What was given, as text.
        value: String,
        /// What is allowed, as a phrase: "a whole number >= 1".
        expected: String,
    },
    /// An allocation does not fit; nothing was computed.
    OutOfMemory {
        /// What the memory was for.
        what: &'static str,
        /// Bytes asked for.
        requested: u64,
    },
    /// An iteration ran past its limit.
    NotConverged {
        /// Which iteration.
        what: &'static str,
    },
}

impl Error {
    /// Every code, in the order of the variants.
    pub const CODES: [&'static str; 3] = ["invalid-input", "out-of-memory", "not-converged"];

    /// The code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Error::InvalidInput { .. } => Self::CODES[0],
            Error::OutOfMemory { .. } => Self::CODES[1],
            Error::NotConverged { .. } => Self::CODES[2],
        }
    }

    /// An [`Error::InvalidInput`] from anything that prints.
    pub fn invalid(
        argument: impl Into<String>,
        value: impl fmt::Display,
        expected: impl Into<String>,
    ) -> Self {
        Error::InvalidInput {
            argument: argument.into(),
            value: value.to_string(),
            expected: expected.into(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::InvalidInput {
                argument,
                value,
                expected,
            } => write!(f, "{argument}: got {value}, expected {expected}"),
            Error::OutOfMemory { what, requested } => {
                write!(f, "{what} needs {requested} bytes, which do not fit")
            }
            Error::NotConverged { what } => write!(f, "{what} did not converge"),
        }
    }
}

impl std::error::Error for Error {}
