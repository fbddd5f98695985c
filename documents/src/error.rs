//! Why a file cannot be read as a page. What is merely not understood is no error.

use std::fmt;

/// Why a file is no page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// There is not one character in it.
    Empty,
    /// It is larger than any page.
    TooLarge {
        /// Its bytes.
        bytes: usize,
        /// The most that are read.
        limit: usize,
    },
    /// It is no text: a picture, an archive, a PDF.
    NotText {
        /// The first byte that no text has.
        offset: usize,
    },
    /// It is something that people keep pages in, and no page.
    OtherKind {
        /// What it is.
        what: &'static str,
        /// How its text is had.
        advice: &'static str,
    },
    /// It begins as a document in a language of its own, and is damaged.
    Unparsed {
        /// What it begins as.
        what: &'static str,
        /// What its parser says, with the line.
        why: String,
    },
    /// Its tables or its HTML are larger than any page's; it was damaged, or made to exhaust readers.
    TooComplex {
        /// What there is too much of.
        what: &'static str,
        /// The most that is read.
        limit: usize,
    },
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the page is empty; save it again from the vendor's site"),
            Self::TooLarge { bytes, limit } => write!(
                f,
                "the page has {bytes} bytes, and at most {limit} are read; save the text of the page without its pictures"
            ),
            Self::NotText { offset } => write!(
                f,
                "this is no text, from byte {offset} on; save the page as HTML, Markdown or plain text"
            ),
            Self::OtherKind { what, advice } => write!(f, "this is {what}; {advice}"),
            Self::Unparsed { what, why } => write!(
                f,
                "this begins as {what}, and cannot be parsed: {why}; mend it, or fetch it again"
            ),
            Self::TooComplex { what, limit } => write!(
                f,
                "the page has more than {limit} {what}, as no page has; save the part of it that documents the API"
            ),
        }
    }
}

impl std::error::Error for ReadError {}
