//! What a difference between a page and a spec is: the facts of both sides as values. How differences are found, and
//! what they are in words, does not belong here.

use kpg_codegen::model::{Content, Layout, Method, Place};

use super::demand::Demand;
use super::edit::Edit;
use super::kind::DriftKind;
use super::location::{Location, Owner};
use crate::page::{Bound, Cell, KindWord, Note, PresenceWord, Range};

/// How a page differs from its spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Drift {
    /// The position of the page in the spec's documents.
    pub document: usize,
    /// Whether the page is, byte by byte, the one that the spec was made from.
    pub identical: bool,
    /// How many fields the page and the spec both have.
    pub compared: usize,
    /// What is to be known of how the page was read, and what of it could not be.
    pub notes: Vec<Note>,
    /// Why the page may be of something else than the spec, so that its differences are not to be written.
    pub doubts: Vec<Doubt>,
    /// The differences, in the page's order.
    pub differences: Vec<Difference>,
}

/// Why a page may be of something else than the spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Most fields of an operation differ.
    MostDiffers {
        /// The operation of the spec.
        owner: Owner,
        /// How many of its fields differ.
        differing: usize,
        /// How many it has.
        fields: usize,
    },
    /// An operation of the page is none of the spec's, while one of the spec's is not on the page.
    Unpaired {
        /// The title on the page.
        title: Option<Cell>,
        /// The operation of the spec.
        owner: Owner,
    },
}

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What the page says, and what the spec says that the page says.
    pub facts: Facts,
    /// Whether the page now says what a quirk of the spec uses in place of what the page said before.
    pub quirk_is_obsolete: bool,
    /// Where in the spec.
    pub at: Location,
    /// The cell of the page that says it; for what is gone, the nearest that is still there.
    pub cell: Option<Cell>,
    /// What would have to be written, where that is all there is to it.
    pub edit: Option<Edit>,
}

impl Difference {
    /// A difference that a cell of the page shows.
    pub(super) fn shown_by(cell: &Cell, at: Location, facts: Facts) -> Self {
        Self {
            facts,
            quirk_is_obsolete: false,
            at,
            cell: Some(cell.clone()),
            edit: None,
        }
    }

    /// Something that the page no longer has, with the nearest cell that it still has.
    pub(super) fn gone(nearest: Option<Cell>, at: Location, facts: Facts) -> Self {
        Self {
            facts,
            quirk_is_obsolete: false,
            at,
            cell: nearest,
            edit: None,
        }
    }

    /// The same, with the edit that takes it into the spec.
    pub(super) fn with_edit(self, edit: Option<Edit>) -> Self {
        Self { edit, ..self }
    }

    /// What happened.
    pub fn kind(&self) -> DriftKind {
        match self.quirk_is_obsolete {
            true => DriftKind::QuirkObsolete,
            false => self.facts.drift_kind(),
        }
    }

    /// The line of the page; 0 where it is about none.
    pub fn line(&self) -> usize {
        self.cell.as_ref().map_or(0, |cell| cell.line)
    }
}

/// Where a field of a message stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The part of the message.
    pub place: Place,
    /// The member that it is in.
    pub inside: Option<String>,
}

/// The facts that differ: what the page says (`page`), and what the spec says that the page says (`spec`). What
/// only one side has is there without the other.
#[derive(Clone, Debug, PartialEq)]
pub enum Facts {
    /// The page describes an operation that the spec does not have.
    OperationAdded {
        /// Its title.
        title: Option<String>,
        /// Its path.
        path: Option<String>,
    },
    /// The page no longer describes an operation.
    OperationRemoved {
        /// The summary in the spec.
        summary: String,
    },
    /// The HTTP method of an operation.
    Method {
        /// In the page.
        page: Method,
        /// In the spec.
        spec: Method,
    },
    /// The path of an operation.
    Path {
        /// In the page.
        page: String,
        /// In the spec.
        spec: String,
    },
    /// The base address of an environment.
    Url {
        /// In the page.
        page: String,
        /// In the spec.
        spec: String,
    },
    /// The page encrypts a message as a whole, which the spec sends plain.
    MessageEncryption,
    /// Whether a field is encrypted by itself.
    FieldEncryption {
        /// In the page.
        page: bool,
        /// In the spec.
        spec: bool,
    },
    /// The page has a field that the spec does not have.
    FieldAdded {
        /// Its name.
        name: String,
        /// Whether it must be there, where the page says so.
        presence: Option<PresenceWord>,
        /// How long it is, where the page says so.
        length: Option<Bound>,
    },
    /// The page no longer has a field.
    FieldRemoved {
        /// Its name in the spec, after those of the members that it is in.
        path: Vec<String>,
    },
    /// The name of a field.
    FieldName {
        /// In the page.
        page: String,
        /// In the spec.
        spec: String,
    },
    /// Where a field stands.
    FieldPosition {
        /// In the page.
        page: Position,
        /// In the spec.
        spec: Position,
    },
    /// How long the text of a field is; without a limit where the spec has none.
    Length {
        /// In the page; none where its cell is empty in a column that has lengths.
        page: Option<Bound>,
        /// In the spec.
        spec: Option<Range>,
    },
    /// The least and greatest value of a number.
    Range {
        /// In the page.
        page: Range,
        /// In the spec.
        spec: Range,
    },
    /// Whether a field must be there.
    Presence {
        /// In the page.
        page: PresenceWord,
        /// In the spec.
        spec: Demand,
    },
    /// What a field holds.
    Type {
        /// In the page.
        page: KindWord,
        /// In the spec.
        spec: Content<Layout>,
    },
    /// The format of a time.
    Format {
        /// In the page.
        page: String,
        /// In the spec.
        spec: Option<String>,
    },
    /// The label of a field, in Korean.
    Label {
        /// In the page.
        page: String,
        /// In the spec.
        spec: Option<String>,
    },
    /// The page lists a value that the spec does not have.
    ValueAdded {
        /// The value as it is sent.
        value: String,
        /// What the page says that it means; may be empty.
        meaning: String,
    },
    /// The page no longer lists a value.
    ValueRemoved {
        /// The value as it is sent.
        value: String,
    },
    /// What a value means.
    ValueMeaning {
        /// In the page.
        page: String,
        /// In the spec.
        spec: Option<String>,
    },
    /// The page lists a result code that the spec does not have.
    CodeAdded {
        /// The code.
        code: String,
        /// What the page says that it means; may be empty.
        meaning: String,
    },
    /// The page no longer lists a result code.
    CodeRemoved {
        /// The code.
        code: String,
        /// Its label in the spec.
        label: String,
    },
    /// What a result code means.
    CodeMeaning {
        /// In the page.
        page: String,
        /// In the spec.
        spec: Option<String>,
    },
    /// The HTTP status with which a result code comes.
    CodeStatus {
        /// In the page.
        page: u16,
        /// In the spec.
        spec: u16,
    },
    /// A result code that the page calls success, and the ones that the spec takes for it.
    Success {
        /// In the page.
        page: String,
        /// In the spec.
        spec: Vec<String>,
    },
    /// The page no longer has what the spec leaves out.
    LeftOutGone {
        /// Its name.
        name: String,
    },
    /// How a field is signed or encrypted: a digest, a mode, a cipher, or what goes in.
    Recipe {
        /// In the page.
        page: String,
        /// In the spec.
        spec: String,
    },
    /// The page has a table that was not understood.
    TableUnread {
        /// What stands in it like the name of a field, and is nothing that the spec has.
        names: Vec<String>,
    },
}

impl Facts {
    /// What happened where these facts differ, whatever a quirk says.
    fn drift_kind(&self) -> DriftKind {
        match self {
            Self::OperationAdded { .. } => DriftKind::OperationAdded,
            Self::OperationRemoved { .. } => DriftKind::OperationRemoved,
            Self::Method { .. } => DriftKind::MethodChanged,
            Self::Path { .. } => DriftKind::PathChanged,
            Self::Url { .. } => DriftKind::UrlChanged,
            Self::MessageEncryption | Self::FieldEncryption { .. } => DriftKind::EncryptionChanged,
            Self::FieldAdded { .. } => DriftKind::FieldAdded,
            Self::FieldRemoved { .. } => DriftKind::FieldRemoved,
            Self::FieldName { .. } => DriftKind::FieldRenamed,
            Self::FieldPosition { .. } => DriftKind::FieldMoved,
            Self::Length { .. } => DriftKind::LengthChanged,
            Self::Range { .. } => DriftKind::RangeChanged,
            Self::Presence { .. } => DriftKind::PresenceChanged,
            Self::Type { .. } => DriftKind::TypeChanged,
            Self::Format { .. } => DriftKind::FormatChanged,
            Self::Label { .. } => DriftKind::LabelChanged,
            Self::ValueAdded { .. } => DriftKind::ValueAdded,
            Self::ValueRemoved { .. } => DriftKind::ValueRemoved,
            Self::ValueMeaning { .. } => DriftKind::ValueLabelChanged,
            Self::CodeAdded { .. } => DriftKind::CodeAdded,
            Self::CodeRemoved { .. } => DriftKind::CodeRemoved,
            Self::CodeMeaning { .. } => DriftKind::CodeLabelChanged,
            Self::CodeStatus { .. } => DriftKind::CodeStatusChanged,
            Self::Success { .. } => DriftKind::SuccessChanged,
            Self::LeftOutGone { .. } => DriftKind::LeftOutGone,
            Self::Recipe { .. } => DriftKind::RecipeChanged,
            Self::TableUnread { .. } => DriftKind::TableUnread,
        }
    }
}
