//! What the vendor's documents say beside the facts: labels, citations, quirks, and what is left out.

/// A text in the vendor's language and in English; either may be missing, not both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Korean, as the vendor labels it.
    pub ko: Option<String>,
    /// English.
    pub en: Option<String>,
}

impl Label {
    /// The text to show where there is room for one: Korean first, as the vendor's page has it.
    pub fn primary(&self) -> &str {
        self.ko
            .as_deref()
            .or(self.en.as_deref())
            .unwrap_or_default()
    }
}

/// A page of the vendor that facts are taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The short name by which the spec refers to it.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// Its public address, when it has one.
    pub url: Option<String>,
    /// The day it was read, `yyyy-MM-dd`.
    pub read: String,
    /// Lower-case hex SHA-256 of the file that was read.
    pub sha256: Option<String>,
    /// What the spec has from it, where nothing cites it.
    pub about: Option<String>,
}

/// Where a fact stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Position in [`Vendor::documents`](super::Vendor::documents).
    pub document: usize,
    /// The section in it, as the document numbers or titles it.
    pub section: Option<String>,
}

/// Something documented that the spec leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its name in the document.
    pub name: String,
    /// Which message of an operation the document has it in; `None` for each of them, and for a whole operation.
    pub message: Option<OneMessage>,
    /// Why it is left out.
    pub reason: String,
}

/// One of the two messages of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OneMessage {
    /// What is sent, wherever it stands: in the body, the path, the query or a header.
    Request,
    /// What the vendor answers.
    Answer,
}

impl OneMessage {
    /// As the spec language and documentation call it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Answer => "answer",
        }
    }
}

/// A contradiction between what a document says and what was observed, and what kpg does about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quirk {
    /// What the document says.
    pub says: String,
    /// What contradicts it, and where that was seen.
    pub seen: String,
    /// What the spec does.
    pub chosen: String,
    /// Why.
    pub why: Option<String>,
    /// The facts that it overrides; checked to be what the document gives when the spec was compiled.
    pub corrections: Vec<Correction>,
}

/// A fact that is used otherwise than the document gives it. Never absent on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The key that the spec language has for it, such as `length`.
    pub fact: String,
    /// What the document gives; `None` when it gives nothing.
    pub documented: Option<String>,
    /// What is used instead; `None` when the fact is not used.
    pub used: Option<String>,
}
