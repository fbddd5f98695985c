//! What a page documents, as plain data. A fact keeps the cell it was read from; nothing here is guessed.

mod cell;
mod sample;
mod word;

use std::collections::BTreeSet;

use kpg_codegen::model::{Method, Place};

pub use cell::{Cell, Fact, Note, Said};
pub use sample::{SampleBody, SampleForm, SampleMember};
pub use word::{Bound, DocumentedLength, KindWord, LengthWord, PresenceWord, Range, RoleWord, Way};

/// A vendor's page, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// How the page is written.
    pub format: Format,
    /// In which charset it was, and whether that had to be recovered.
    pub encoding: Encoding,
    /// Lower-case hex SHA-256 of the file.
    pub sha256: String,
    /// What a reader of this page should know about how it was read.
    pub notes: Vec<Note>,
    /// The first heading of the page that is not merely one of a part.
    pub title: Option<Cell>,
    /// What the page may be called: its title outside of its text, and its first heading, whatever that says.
    pub names: Vec<Cell>,
    /// Base addresses that the page gives for all its operations.
    pub environments: Vec<Address>,
    /// The operations, in the page's order.
    pub operations: Vec<DocumentedOperation>,
    /// Operations of which only samples show what is in their messages. No page is compared by them.
    pub sampled: Vec<DocumentedOperation>,
    /// Result codes that belong to no one operation.
    pub codes: Vec<DocumentedCode>,
    /// What a sentence says that all lengths count.
    pub length_unit: Option<Fact<LengthWord>>,
    /// Tables and columns that may have facts and were not read.
    pub unread: Vec<Unread>,
    /// Lines outside of tables that say what is signed or encrypted, and how.
    pub passages: Vec<Fact<RecipeWords>>,
    /// Samples that are of no one operation, such as those that show how something is signed.
    pub samples: Vec<SampleBody>,
    /// The rows of every table as they stand, read or not, spans spread out.
    pub tables: Vec<Vec<Vec<Cell>>>,
}

/// A table or a column of which nobody knows what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its heading; of a table, its headings.
    pub heading: Cell,
    /// Whether it is one column of a table that was read.
    pub is_column: bool,
    /// Whether it is a line of headings below which no rows were recognised.
    pub is_headless: bool,
    /// What may be names of fields in it.
    pub names: Vec<Cell>,
}

impl Page {
    /// Whether nothing was recognised: neither an operation nor a code.
    pub fn is_empty(&self) -> bool {
        self.operations.is_empty() && self.codes.is_empty()
    }

    /// How many fields of requests and answers were recognised.
    pub fn field_count(&self) -> usize {
        let fields =
            |operation: &DocumentedOperation| operation.request.len() + operation.answer.len();
        self.operations.iter().map(fields).sum()
    }
}

/// How a page is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Markdown, with or without HTML in it.
    #[default]
    Markdown,
    /// HTML.
    Html,
    /// Text that was copied from a page: rows with bars, or one fact a line.
    Text,
    /// An OpenAPI 3 document, in JSON or YAML.
    OpenApi,
}

/// In which charset a page was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    Utf8,
    /// UTF-16 with a byte order mark.
    Utf16,
    /// EUC-KR, as CP949 extends it.
    EucKr,
    /// UTF-8 whose Korean had been read in another charset before it was saved; the name is of that charset.
    Misread(&'static str),
}

/// A header of requests that no table documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownHeader {
    /// Its name.
    pub name: String,
    /// The line that shows or names it.
    pub cell: Cell,
    /// Whether that is one of a sample, and no sentence.
    pub is_sampled: bool,
}

/// One call, as the page documents it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentedOperation {
    /// Its heading.
    pub title: Option<Cell>,
    /// The line on which it begins.
    pub line: usize,
    /// The HTTP method.
    pub method: Said<Method>,
    /// Where requests go: one for each environment, or one path.
    pub addresses: Vec<Address>,
    /// Lines of samples before the answer that name a content type; headers of the table are in `request`.
    pub content_types: Vec<Cell>,
    /// Headers that a sample of its request has, or that sentences name.
    pub shown_headers: Vec<ShownHeader>,
    /// Whether the vendor sends it by itself; `request` then has what it sends.
    pub inbound: bool,
    /// What is sent, headers too, in the page's order.
    pub request: Vec<DocumentedField>,
    /// What comes back, headers too, in the page's order.
    pub answer: Vec<DocumentedField>,
    /// What comes back in place of an answer that accepts, in shapes of its own.
    pub failures: Vec<DocumentedFailure>,
    /// The result codes listed for it.
    pub codes: Vec<DocumentedCode>,
    /// Whether the page marks the request, or the answer, as encrypted as a whole.
    pub encrypted: Vec<(Way, Cell)>,
    /// Samples of its bodies.
    pub samples: Vec<SampleBody>,
}

impl DocumentedOperation {
    /// Which way the fields of `request` go.
    pub fn outward(&self) -> Way {
        match self.inbound {
            true => Way::Notification,
            false => Way::Request,
        }
    }
}

/// What is answered in place of an answer that accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentedFailure {
    /// The HTTP statuses that it comes with, first and last of each range; none where they may be any.
    pub statuses: Vec<(u16, u16)>,
    /// The statuses in the words of the page.
    pub cell: Cell,
    /// Its members, in the page's order.
    pub members: Vec<DocumentedField>,
}

impl DocumentedFailure {
    /// The member that holds its code, where one is called so and stands in no list.
    pub fn code(&self) -> Option<&DocumentedField> {
        self.with_role(RoleWord::Code)
    }

    /// The member that holds its message, likewise.
    pub fn message(&self) -> Option<&DocumentedField> {
        self.with_role(RoleWord::Message)
    }

    fn with_role(&self, role: RoleWord) -> Option<&DocumentedField> {
        let mut members = self.members.iter();
        members.find(|member| member.role == Some(role) && member.inside.is_none())
    }
}

/// An address, as the page writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// What the page calls the environment, such as `운영` or `Development`.
    pub environment: Option<String>,
    /// Scheme, host and everything after it; none where the page writes a path only.
    pub url: Option<String>,
    /// The path only, where the page writes no host, or a placeholder for it.
    pub path: Option<String>,
    /// Where it stands.
    pub cell: Cell,
}

impl Address {
    /// The path of the address, from the first slash after the host on; none where there is only a host.
    pub fn path(&self) -> Option<&str> {
        if let Some(path) = &self.path {
            return Some(path);
        }
        let (_, rest) = self.url.as_deref()?.split_once("://")?;
        let path = rest.get(rest.find('/')?..)?;
        (path != "/").then_some(path)
    }
}

/// One field of a request or an answer, as its row documents it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentedField {
    /// Its name on the wire.
    pub wire: Cell,
    /// Header, body, query or path; what the table does not call otherwise is of the body.
    pub place: Place,
    /// The wire name of the member that it is a member of.
    pub inside: Option<String>,
    /// The vendor's label.
    pub label: Option<Cell>,
    /// What an answer is judged by, where the label or the name says so.
    pub role: Option<RoleWord>,
    /// The type.
    pub kind: Said<KindWord>,
    /// Of a list, the type of what is in it, where its type says that.
    pub items: Option<KindWord>,
    /// The type that a sample shows, where no column says it. It is evidence, and not the page's word.
    pub shown_kind: Option<Fact<KindWord>>,
    /// How long its text is.
    pub length: Said<DocumentedLength>,
    /// Least and greatest value, of a number.
    pub range: Said<Range>,
    /// Whether it must be there.
    pub presence: Said<PresenceWord>,
    /// The words that say when it must be there, in the note of a field that need not always be.
    pub condition: Option<Cell>,
    /// The words that say it comes on success only.
    pub on_success: Option<Cell>,
    /// Whether it is encrypted by itself.
    pub encrypted: Said<bool>,
    /// Everything else that the row says.
    pub note: Option<Cell>,
    /// Values that the note lists, where it is clear that it lists values.
    pub values: Vec<DocumentedValue>,
    /// A line that may list values, and was not understood.
    pub unclear_values: Option<Cell>,
    /// Whether those are all.
    pub list: ListWords,
    /// The words that say that every value that is not listed means a failure.
    pub others_fail: Option<Cell>,
    /// The format of a date or time.
    pub format: Said<Mask>,
    /// A value that the note gives as an example.
    pub example: Option<Cell>,
    /// What the note says of how it is signed or encrypted.
    pub recipe: Option<Fact<RecipeWords>>,
}

impl DocumentedField {
    /// A field of which a page says no more than its name.
    pub(crate) fn named(wire: Cell, place: Place) -> Self {
        Self {
            wire,
            place,
            inside: None,
            label: None,
            role: None,
            kind: Said::Silent,
            items: None,
            shown_kind: None,
            length: Said::Silent,
            range: Said::Silent,
            presence: Said::Silent,
            condition: None,
            on_success: None,
            encrypted: Said::Silent,
            note: None,
            values: Vec::new(),
            unclear_values: None,
            list: ListWords::Listed,
            others_fail: None,
            format: Said::Silent,
            example: None,
            recipe: None,
        }
    }

    /// The type that its column says, or else the one that a sample shows.
    pub fn likely_kind(&self) -> Option<KindWord> {
        let shown = self.shown_kind.as_ref().map(|fact| fact.value);
        self.kind.given().copied().or(shown)
    }

    /// The line of its row.
    pub fn line(&self) -> usize {
        self.wire.line
    }
}

/// What a note says of how a field is signed or encrypted, in small letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecipeWords {
    /// Digests.
    pub digests: BTreeSet<&'static str>,
    /// Modes of block ciphers, such as `cbc`.
    pub modes: BTreeSet<&'static str>,
    /// Block ciphers, without the length of the key.
    pub ciphers: BTreeSet<&'static str>,
    /// The names of what goes in, in this order; empty where the note does not say it in names.
    pub order: Vec<String>,
    /// What the note writes between these names: a separator, or a sign that says that they are joined.
    pub separator: String,
    /// Whether the digest is that of a MAC, which a key goes into apart.
    pub is_keyed: bool,
    /// How the bytes are written, as recipes call it: `hex` or `base64`; none where the note names neither, or both.
    pub encoding: Option<&'static str>,
}

/// One listed value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentedValue {
    /// As it goes on the wire.
    pub value: String,
    /// What it means; empty where the page does not say.
    pub meaning: String,
    /// The line of the page.
    pub line: usize,
}

/// Whether the listed values are all there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListWords {
    /// Nothing says that there are more.
    #[default]
    Listed,
    /// They are called examples, or the list ends in an ellipsis or `others`.
    OpenEnded,
}

/// The format of a date or a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    /// As the spec language writes it, such as `yyyyMMddHHmmss`.
    pub mask: String,
}

/// A result code, as its row documents it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentedCode {
    /// The code.
    pub code: Cell,
    /// The HTTP status it comes with.
    pub status: Option<Fact<u16>>,
    /// The vendor's words for it.
    pub message: Option<Cell>,
    /// More words.
    pub description: Option<Cell>,
}
