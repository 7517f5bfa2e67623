//! What can go wrong, in numbers and words; the sentences are made in TypeScript (ts/wasm/errors.ts).

use std::fmt;

/// An error that a caller can act on; inconsistent inside state panics instead.
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// An argument is not what is allowed.
    InvalidInput {
        /// The argument's name, as the caller knows it.
        argument: &'static str,
        /// The indices of the entry that is meant; none where it is the argument itself.
        at: Vec<usize>,
        /// What was given.
        value: f64,
        /// What is allowed.
        rule: Rule,
        /// The product that shows it, counted from 1, where the argument is an operator.
        product: Option<u32>,
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

/// What is allowed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rule {
    /// A finite number.
    Finite,
    /// A number, which may be infinite.
    Number,
    /// A number above `min`.
    Above {
        /// The end, which is not allowed.
        min: f64,
    },
    /// A number of at least `min`.
    AtLeast {
        /// The end, which is allowed.
        min: f64,
    },
    /// A number of at least `min` and below `end`.
    Within {
        /// The lower end, which is allowed.
        min: f64,
        /// The upper end, which is not.
        end: f64,
    },
    /// A whole number from `min` to `max`.
    WholeNumber {
        /// The lower end.
        min: f64,
        /// The upper end.
        max: f64,
    },
    /// The entries of a tensor whose indices take `n` values each.
    Entries {
        /// How many values an index takes.
        n: f64,
        /// How many indices there are.
        order: f64,
    },
    /// So many spins that what is found by tracking paths is found.
    Paths {
        /// How many paths there would be.
        paths: f64,
        /// How many are tracked at most.
        most: f64,
        /// The largest number of spins that fits.
        max: f64,
    },
    /// The difference of an entry of a matrix and its mirror image, within `tolerance` of the largest modulus.
    SymmetricMatrix {
        /// The tolerance.
        tolerance: f64,
    },
    /// |⟨u, Av⟩ − ⟨Au, v⟩|/‖A‖ of an operator, within `tolerance`.
    SymmetricOperator {
        /// The tolerance.
        tolerance: f64,
    },
}

impl Error {
    /// The code of this error, which the TypeScript side switches on.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Error::InvalidInput { .. } => "invalid-input",
            Error::OutOfMemory { .. } => "out-of-memory",
            Error::NotConverged { .. } => "not-converged",
        }
    }

    /// An [`Error::InvalidInput`] of an argument as a whole.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn invalid(argument: &'static str, value: f64, rule: Rule) -> Self {
        Error::InvalidInput {
            argument,
            at: Vec::new(),
            value,
            rule,
            product: None,
        }
    }

    /// The same, of one entry.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn at(mut self, entry: impl IntoIterator<Item = usize>) -> Self {
        if let Error::InvalidInput { at, .. } = &mut self {
            at.extend(entry);
        }
        self
    }

    /// The same, shown by a product.
    #[must_use]
    pub fn in_product(mut self, number: u32) -> Self {
        if let Error::InvalidInput { product, .. } = &mut self {
            *product = Some(number);
        }
        self
    }
}

impl Rule {
    /// The name of this rule, by which the TypeScript side finds its words, and the numbers in it by theirs.
    #[must_use]
    pub fn facts(self) -> (&'static str, Vec<(&'static str, f64)>) {
        match self {
            Rule::Finite => ("finite", vec![]),
            Rule::Number => ("number", vec![]),
            Rule::Above { min } => ("above", vec![("min", min)]),
            Rule::AtLeast { min } => ("at-least", vec![("min", min)]),
            Rule::Within { min, end } => ("within", vec![("min", min), ("end", end)]),
            Rule::WholeNumber { min, max } => ("whole-number", vec![("min", min), ("max", max)]),
            Rule::Entries { n, order } => ("entries", vec![("n", n), ("order", order)]),
            Rule::Paths { paths, most, max } => (
                "paths",
                vec![("paths", paths), ("most", most), ("max", max)],
            ),
            Rule::SymmetricMatrix { tolerance } => {
                ("symmetric-matrix", vec![("tolerance", tolerance)])
            }
            Rule::SymmetricOperator { tolerance } => {
                ("symmetric-operator", vec![("tolerance", tolerance)])
            }
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl std::error::Error for Error {}
