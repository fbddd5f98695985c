//! What a page documents, as plain data. A fact keeps the cell it was read from; nothing here is guessed.

use std::collections::BTreeSet;
use std::fmt;

use kpg_codegen::model::{Method, Place};

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
    /// The first heading of the page.
    pub title: Option<Cell>,
    /// Base addresses that the page gives for all its operations.
    pub environments: Vec<Address>,
    /// The operations, in the page's order.
    pub operations: Vec<DocumentedOperation>,
    /// Result codes that belong to no one operation.
    pub codes: Vec<DocumentedCode>,
    /// Tables and columns that may have facts and were not read.
    pub unread: Vec<Unread>,
}

/// A table or a column of which nobody knows what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its heading; of a table, its headings.
    pub heading: Cell,
    /// Whether it is one column of a table that was read.
    pub is_column: bool,
    /// What may be names of fields in it.
    pub names: Vec<Cell>,
}

/// How a sample of a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SampleForm {
    /// JSON.
    Json,
    /// XML, or HTML.
    Xml,
    /// `name=value&name=value`.
    Form,
    /// `name=value`, one a line.
    Lines,
}

/// The body of a sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleBody {
    /// Which way it goes, where that is said.
    pub way: Option<Way>,
    /// How it is written.
    pub form: SampleForm,
    /// Where it begins.
    pub cell: Cell,
    /// The members of a body of JSON that can be read, each after the object or list that it is in.
    pub members: Vec<SampleMember>,
}

/// A member of a sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleMember {
    /// Its name, after those of all that it is in; the places of a list have none.
    pub path: Vec<String>,
    /// What its value is; none where it is `null`.
    pub kind: Option<KindWord>,
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

/// Which way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// To the vendor.
    Request,
    /// Back from the vendor.
    Answer,
    /// From the vendor, unasked.
    Notification,
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
    /// Whether the vendor sends it by itself; `request` then has what it sends.
    pub inbound: bool,
    /// What is sent, headers too, in the page's order.
    pub request: Vec<DocumentedField>,
    /// What comes back, headers too, in the page's order.
    pub answer: Vec<DocumentedField>,
    /// The result codes listed for it.
    pub codes: Vec<DocumentedCode>,
    /// Whether the page marks the request, or the answer, as encrypted as a whole.
    pub encrypted: Vec<(Way, Cell)>,
    /// Samples of its bodies.
    pub samples: Vec<SampleBody>,
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

    /// The line of its row.
    pub fn line(&self) -> usize {
        self.wire.line
    }
}

/// Digests as notes name them, in small letters and without marks. A MAC is named with the digest in it.
pub(crate) const DIGESTS: [&str; 5] = ["sha512", "sha384", "sha256", "sha1", "md5"];

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
}

/// What a field of an answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleWord {
    /// The result code.
    Code,
    /// What the vendor says about it.
    Message,
}

/// What a page says a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KindWord {
    /// Text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A date or a time.
    Time,
    /// An object with members of its own.
    Object,
    /// A list.
    List,
}

/// Whether a field must be there, in the vendor's word or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PresenceWord {
    /// Always: ○, 필수, Required, M.
    Required,
    /// Not necessarily: X, 선택, Optional.
    Optional,
    /// In circumstances: △, Conditional, C.
    Conditional,
}

impl fmt::Display for PresenceWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Required => "required",
            Self::Optional => "optional",
            Self::Conditional => "conditional",
        })
    }
}

/// A length as a page gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentedLength {
    /// How long.
    pub bound: Bound,
    /// What is counted, where the cell or the column's heading says it.
    pub unit: Option<LengthWord>,
}

/// How long a text is, in the words of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// A number by itself, which may be the only length or the greatest.
    Bare(u64),
    /// Exactly so long, in words.
    Exactly(u64),
    /// At most so long, in words.
    AtMost(u64),
    /// At least so long, in words.
    AtLeast(u64),
    /// From one length to another.
    Between(u64, u64),
    /// No limit, in words.
    Unlimited,
}

impl Bound {
    /// Whether a length of a spec, its least and its greatest, says the same; `None` is one without a limit.
    ///
    /// A least of 1 is what a spec has where nothing is said about it.
    pub fn admits(self, length: Option<Range>) -> bool {
        match (self, length) {
            (Self::Unlimited, length) => length.is_none(),
            (_, None) => false,
            (Self::Bare(number) | Self::AtMost(number), Some(length)) => length.max == number,
            (Self::Exactly(number), Some(Range { min, max })) => min == number && max == number,
            (Self::AtLeast(number), Some(length)) => length.min == number,
            (Self::Between(least, most), Some(Range { min, max })) => {
                max == most && (min == least || (least <= 1 && min <= 1))
            }
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bare(number) => write!(f, "{number}"),
            Self::Exactly(number) => write!(f, "={number}"),
            Self::AtMost(number) => write!(f, "..{number}"),
            Self::AtLeast(number) => write!(f, "{number}.."),
            Self::Between(least, most) => write!(f, "{least}..{most}"),
            Self::Unlimited => f.write_str("unlimited"),
        }
    }
}

/// What a page counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LengthWord {
    /// Bytes, of a charset that it may name elsewhere.
    Bytes,
    /// Characters.
    Characters,
}

/// Least and greatest value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// At least.
    pub min: u64,
    /// At most.
    pub max: u64,
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
