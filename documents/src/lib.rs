//! Reads vendors' pages: bytes in, documented operations and fields out, each fact with its place in the page.
//!
//! Data flows one way, and no stage knows the one after it:
//!
//! ```text
//! bytes ──charset──► text ──reader──► blocks (headings, lines, tables) ──recognise──► Page
//! ```
//!
//! Nothing here touches disk or network, knows a vendor, or reads a spec. What is bounded, so that any file ends
//! in a page or an error in bounded time: the bytes of a page, the elements and the nesting of its HTML, and
//! the cells of its tables after their spans are spread out. The limits stand in [`limits`].
#![warn(missing_docs)]

mod block;
mod charset;
pub mod drift;
mod error;
pub mod limits;
mod page;
mod path;
mod reader;
mod recognise;
mod vocabulary;

pub use error::ReadError;
pub use page::{
    Address, Bound, Cell, DocumentedCode, DocumentedFailure, DocumentedField, DocumentedLength,
    DocumentedOperation, DocumentedValue, Encoding, Fact, Format, KindWord, LengthWord, ListWords,
    Mask, Note, Page, PresenceWord, Range, RecipeWords, RoleWord, Said, SampleBody, SampleForm,
    SampleMember, ShownHeader, Unread, Way,
};
pub use path::{enclosing, paths};
pub use recognise::{says_length, with_samples};
pub use vocabulary::{call_named_by, environment, is_a_proof, is_korean, means_success};

use sha2::{Digest as _, Sha256};

/// Reads one page.
///
/// A page on which nothing is recognised is no error: [`Page::is_empty`] tells it.
///
/// # Errors
///
/// When the bytes are no page at all, or more than any page: see [`ReadError`].
pub fn read(bytes: &[u8]) -> Result<Page, ReadError> {
    let decoded = charset::decode(bytes)?;
    let (format, blocks) = reader::blocks(&decoded.text)?;
    let mut page = recognise::page(&blocks);
    page.format = format;
    if format == Format::Html && page.is_empty() && page.unread.is_empty() {
        reader::is_a_document(&decoded.text)?;
    }
    page.tables = reader::rows(blocks);
    page.encoding = decoded.encoding;
    page.notes.splice(0..0, decoded.notes);
    page.sha256 = sha256(bytes);
    Ok(page)
}

/// Lower-case hexadecimal digits of the SHA-256 of some bytes, as `documents:` of a spec has it.
pub fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
