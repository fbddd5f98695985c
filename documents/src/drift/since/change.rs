//! What a change of a page is: what it is of, and what both copies say. How changes are found does not belong here.

use std::fmt;

use crate::drift::kind::kinds;
use crate::page::{Cell, DocumentedField, DocumentedOperation, Way};

kinds! {
    /// What changed on a page.
    PageChangeKind:
    OperationAdded "an operation is new"
    OperationRemoved "an operation is gone"
    TitleChanged "another title"
    MethodChanged "another HTTP method"
    AddressAdded "an address is new"
    AddressRemoved "an address is gone"
    AddressChanged "another address"
    ContentTypeChanged "another content type"
    MessageEncryptionChanged "the mark for an encrypted message is new, gone or another"
    FieldAdded "a field is new"
    FieldRemoved "a field is gone"
    FieldRenamed "a field most likely has another name"
    FieldMoved "a field is in another place"
    LengthChanged "another length"
    RangeChanged "another least or greatest value"
    PresenceChanged "another mark for whether it must be there"
    TypeChanged "another type"
    EncryptionChanged "another mark for encryption"
    LabelChanged "another label"
    ExampleChanged "another example"
    ValueAdded "a value is new"
    ValueRemoved "a value is gone"
    ValueMeaningChanged "another meaning of a value"
    NoteChanged "a note has other words"
    SignatureNoteChanged "a note on a signature or a cipher has other words"
    CodeAdded "a result code is new"
    CodeRemoved "a result code is gone"
    CodeMeaningChanged "another meaning of a result code"
    CodeStatusChanged "another HTTP status of a result code"
    PassageAdded "a line on a signature or a cipher is new"
    PassageRemoved "a line on a signature or a cipher is gone"
    OtherColumnChanged "a column that is not understood says something else"
    OtherRowAdded "a row that is not understood is new"
    OtherRowRemoved "a row that is not understood is gone"
    OtherRowChanged "a row that is not understood says something else"
}

impl PageChangeKind {
    /// Whether what changed are words that nobody compares with a spec, though it may hold what they say.
    pub(super) fn is_of_words(self) -> bool {
        matches!(
            self,
            Self::ContentTypeChanged
                | Self::NoteChanged
                | Self::SignatureNoteChanged
                | Self::PassageAdded
                | Self::PassageRemoved
                | Self::OtherColumnChanged
                | Self::OtherRowAdded
                | Self::OtherRowRemoved
                | Self::OtherRowChanged
        )
    }
}

/// What a change is of: all parts are absent where it is of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The title of the operation, or its first address; empty where it has neither.
    pub operation: Option<String>,
    /// Which way the message goes.
    pub way: Option<Way>,
    /// The name of the field, after that of the member that it is in.
    pub field: Option<String>,
}

impl Subject {
    pub(super) fn of(operation: &DocumentedOperation) -> Self {
        let title = operation.title.as_ref().map(|title| title.text.as_str());
        let address = || operation.addresses.first()?.path();
        Self {
            operation: Some(title.or_else(address).unwrap_or_default().to_owned()),
            ..Self::default()
        }
    }

    pub(super) fn field(&self, way: Way, field: &DocumentedField) -> Self {
        let name = &field.wire.text;
        let inside = field.inside.as_ref();
        Self {
            way: Some(way),
            field: Some(inside.map_or(name.clone(), |inside| format!("{inside}.{name}"))),
            ..self.clone()
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.operation.as_deref() {
            None => f.write_str("the page")?,
            Some("") => f.write_str("an operation without a title")?,
            Some(title) => write!(f, "operation `{title}`")?,
        }
        let way = self.way.map(|way| match way {
            Way::Request => "request",
            Way::Answer => "answer",
            Way::Notification => "notification",
        });
        match (way, &self.field) {
            (Some(way), Some(field)) => write!(f, ", {way} member `{field}`"),
            (None | Some(_), _) => Ok(()),
        }
    }
}

/// One thing that the copies say differently. A copy that has nothing of it has no cell; one whose cell is empty has an
/// empty text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageChange {
    /// What changed.
    pub kind: PageChangeKind,
    /// What it is of.
    pub subject: Subject,
    /// What the old copy says, and where.
    pub old: Option<Cell>,
    /// What the new copy says, and where.
    pub new: Option<Cell>,
}

/// The changes that are found.
#[derive(Debug, Default)]
pub(super) struct Changes {
    found: Vec<PageChange>,
}

impl Changes {
    pub(super) fn add(
        &mut self,
        kind: PageChangeKind,
        subject: &Subject,
        old: Option<&Cell>,
        new: Option<&Cell>,
    ) {
        self.found.push(PageChange {
            kind,
            subject: subject.clone(),
            old: old.cloned(),
            new: new.cloned(),
        });
    }

    /// The cells of the changes that were found, in the new copy or in the old one.
    pub(super) fn cells(&self, is_new: bool) -> impl Iterator<Item = (PageChangeKind, &Cell)> {
        let changes = self.found.iter();
        changes.filter_map(move |change| {
            let cell = if is_new { &change.new } else { &change.old };
            Some((change.kind, cell.as_ref()?))
        })
    }

    /// The changes by their lines in the new copy; of what is gone, by those in the old one.
    pub(super) fn sorted(mut self) -> Vec<PageChange> {
        let line = |change: &PageChange| {
            let cell = change.new.as_ref().or(change.old.as_ref());
            cell.map_or(0, |cell| cell.line)
        };
        self.found.sort_by_key(line);
        // An answer that operations have in common is theirs in turn.
        let mut told: Vec<PageChange> = Vec::new();
        for change in self.found {
            let same = |other: &PageChange| {
                (other.kind, &other.old, &other.new, &other.subject.field)
                    == (change.kind, &change.old, &change.new, &change.subject.field)
            };
            if !told.iter().rev().take(NEAR).any(same) {
                told.push(change);
            }
        }
        told
    }
}

/// So many changes of one line are looked through for one that was told.
const NEAR: usize = 64;

/// A text without its blanks: how it is spaced and broken into lines says nothing.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether two cells have the same words, where one that is not there has none.
pub(super) fn same_words(old: Option<&Cell>, new: Option<&Cell>) -> bool {
    let words = |cell: Option<&Cell>| cell.map_or(String::new(), |cell| squeezed(&cell.text));
    words(old) == words(new)
}
