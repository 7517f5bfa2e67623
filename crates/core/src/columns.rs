//! What work leaves: columns by name, in the types of the tables.

/// The values of one column.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// `float64`.
    F64(Vec<f64>),
    /// `int32`.
    I32(Vec<i32>),
    /// `uint32`.
    U32(Vec<u32>),
    /// `uint64`.
    U64(Vec<u64>),
    /// Words out of a small vocabulary: the place of each row's word in it.
    Words {
        /// Every word, in the order of the codes.
        vocabulary: &'static [&'static str],
        /// A code a row.
        codes: Vec<u8>,
    },
}

/// Columns by their name, in the order in which they were added.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Columns(Vec<(&'static str, Column)>);

impl Columns {
    /// No columns.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// These columns, and one more.
    // Out of line: each of a hundred columns would grow the vector by itself.
    #[inline(never)]
    #[must_use]
    pub fn with(mut self, name: &'static str, column: Column) -> Self {
        self.0.push((name, column));
        self
    }

    /// The columns with their names.
    pub fn iter(&self) -> impl Iterator<Item = &(&'static str, Column)> {
        self.0.iter()
    }

    /// The column of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Column> {
        self.0
            .iter()
            .find_map(|(known, column)| (*known == name).then_some(column))
    }
}

impl IntoIterator for Columns {
    type Item = (&'static str, Column);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
