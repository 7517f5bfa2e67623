//! The numbers that hot loops work in; what is reported is in doubles.

/// Singles or doubles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// `f32`.
    Single,
    /// `f64`.
    Double,
}

impl Precision {
    /// Each with its name.
    pub const NAMES: [(Precision, &'static str); 2] =
        [(Precision::Single, "f32"), (Precision::Double, "f64")];
}
