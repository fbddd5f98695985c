//! A piece of a page, where it stands, and what it says of one thing.

/// What a reader of a page should know about how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The line it concerns; none where it concerns the page.
    pub line: Option<usize>,
    /// In words, without a full stop.
    pub text: String,
}

/// A piece of a page and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its text: entities decoded, markup dropped, blanks joined, a line of the cell on a line.
    pub text: String,
    /// Its line in the page, from 1.
    pub line: usize,
    /// Its column in the table, from 1; none outside of tables.
    pub column: Option<usize>,
}

impl Cell {
    /// The first line of its text.
    pub(crate) fn first_line(&self) -> &str {
        self.text.split('\n').next().unwrap_or_default()
    }
}

/// A fact as it was understood, and the cell that says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact<T> {
    /// What it says.
    pub value: T,
    /// Where, and in which words.
    pub cell: Cell,
}

/// What a page says about one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Said<T> {
    /// Nothing: there is no column for it.
    #[default]
    Silent,
    /// The column is there and this cell is empty.
    Blank(Cell),
    /// Words that were not understood.
    Unclear(Cell),
    /// A fact.
    Given(Fact<T>),
}

impl<T> Said<T> {
    /// The fact, when there is one.
    pub fn given(&self) -> Option<&T> {
        match self {
            Self::Given(fact) => Some(&fact.value),
            _ => None,
        }
    }

    /// The cell, when there is a column for it.
    pub fn cell(&self) -> Option<&Cell> {
        match self {
            Self::Silent => None,
            Self::Blank(cell) | Self::Unclear(cell) => Some(cell),
            Self::Given(fact) => Some(&fact.cell),
        }
    }
}
