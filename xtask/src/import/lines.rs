//! The text of a draft, and for each of its lines what it is about: so a complaint of the compiler finds what it is of
//! without reading the text again.

use std::collections::{BTreeMap, HashMap};

use kpg_documents::Way;

use crate::yaml;

/// What a line of a draft is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Subject {
    /// An operation, by its name.
    Operation(String),
    /// A field of a request or an answer, with all that is inside of it.
    Field {
        /// The operation, by its name.
        operation: String,
        /// Which way the field goes.
        way: Way,
        /// Its name on the wire.
        wire: String,
    },
    /// The result codes of an operation, by its name.
    Codes(String),
    /// What is answered in place of answers that accept, by the member that has its code.
    Fault(String),
    /// An operation or a notification as a whole.
    Whole(Begins),
}

/// Where an operation or a notification begins: the number of its page, and the line.
pub(super) type Begins = (usize, usize);

/// How faithfully something is drafted: less, where the compiler refuses what the page says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fidelity {
    /// As the page has it.
    #[default]
    AsDocumented,
    /// Without its example.
    WithoutExample,
    /// Under another name.
    Renamed,
    /// As a text, whatever the page says of type, format and length.
    TextOnly,
    /// Not at all, but for a `todo`.
    LeftOut,
}

impl Fidelity {
    /// The next lower one; none where nothing is left to leave out.
    pub(super) fn lower(self, only_the_name: bool) -> Option<Self> {
        match (self, only_the_name) {
            (Self::AsDocumented | Self::WithoutExample, true) => Some(Self::Renamed),
            (Self::AsDocumented, false) => Some(Self::WithoutExample),
            (Self::WithoutExample, false) | (Self::Renamed, _) => Some(Self::TextOnly),
            (Self::TextOnly, _) => Some(Self::LeftOut),
            (Self::LeftOut, _) => None,
        }
    }
}

/// What the compiler refused as the page has it, and how it is drafted instead.
pub(super) type Fidelities = HashMap<Subject, Fidelity>;

/// Whole lines of a draft.
#[derive(Clone, Debug, Default)]
pub(super) struct DraftText {
    text: String,
    lines: usize,
    subjects: BTreeMap<usize, Subject>,
    /// The first lines of operations and notifications.
    wholes: BTreeMap<usize, Begins>,
}

/// A line of a mapping, with what it is about.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) subject: Option<Subject>,
    pub(super) key: String,
    pub(super) value: String,
    pub(super) comment: String,
}

impl DraftText {
    /// Adds lines about nothing that could be drafted otherwise.
    pub(super) fn push(&mut self, lines: &str) {
        self.text.push_str(lines);
        if !lines.is_empty() && !lines.ends_with('\n') {
            self.text.push('\n');
        }
        self.lines += lines.lines().count();
    }

    /// Adds lines that are about one thing.
    pub(super) fn push_about(&mut self, subject: &Subject, lines: &str) {
        let first = self.lines + 1;
        self.push(lines);
        let about = (first..=self.lines).map(|line| (line, subject.clone()));
        self.subjects.extend(about);
    }

    /// Adds a mapping whose values begin in one column, a row a line.
    pub(super) fn push_rows(&mut self, indent: usize, rows: &[Row]) {
        let first = self.lines + 1;
        let plain: Vec<_> = rows
            .iter()
            .map(|row| (row.key.clone(), row.value.clone(), row.comment.clone()))
            .collect();
        self.push(&yaml::column(indent, &plain));
        for (index, row) in rows.iter().enumerate() {
            if let Some(subject) = &row.subject {
                self.subjects.insert(first + index, subject.clone());
            }
        }
    }

    /// Adds the lines of an operation or a notification, after an empty line where something stands before them.
    pub(super) fn append_apart(&mut self, other: &Self, begins: Begins) {
        if self.lines > 0 {
            self.push("\n");
        }
        self.wholes.insert(self.lines + 1, begins);
        self.append(other);
    }

    /// Adds the lines of another text.
    pub(super) fn append(&mut self, other: &Self) {
        let before = self.lines;
        self.push(&other.text);
        let moved = other.subjects.iter();
        let moved = moved.map(|(line, subject)| (line + before, subject.clone()));
        self.subjects.extend(moved);
        let wholes = other.wholes.iter();
        self.wholes
            .extend(wholes.map(|(line, begins)| (line + before, *begins)));
    }

    /// The text.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The operation or notification that a line, from 1, is of.
    pub(super) fn whole(&self, line: usize) -> Option<Subject> {
        let (_, begins) = self.wholes.range(..=line).next_back()?;
        Some(Subject::Whole(*begins))
    }

    /// What a line, from 1, is about.
    pub(super) fn subject(&self, line: usize) -> Option<&Subject> {
        self.subjects.get(&line)
    }
}
