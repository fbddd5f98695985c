//! The kpg compiler: a payment gateway's spec in, diagnostics or a model out; a model in, Rust files out.
//!
//! Text flows one way, through stages with plain data between them:
//!
//! ```text
//! SourceFile ──syntax──► Spec ──resolve──► model::Vendor ──emit──► Files
//!      └────────────────────┴── Diagnostics
//! ```
//!
//! [`Builder`] compiles specs in a build script. It reads and writes files, as [`specs_in`] and [`read_spec`] read them;
//! nothing else of the library does, and nothing touches the network. What a build script needs is always there; the
//! cargo features `book`, `coverage`, `diff`, `editor`, `openapi` and `schema`, all on by default, add the rest.
#![warn(missing_docs)]

#[cfg(feature = "book")]
mod book;
mod compile;
#[cfg(feature = "coverage")]
mod coverage;
mod diagnostic;
#[cfg(feature = "diff")]
mod diff;
mod disk;
#[cfg(feature = "editor")]
mod editor;
mod emit;
#[cfg(any(feature = "openapi", feature = "schema"))]
mod json_layout;
pub mod model;
#[cfg(feature = "openapi")]
mod openapi;
mod places;
#[cfg(feature = "schema")]
mod reference;
mod resolve;
#[cfg(feature = "schema")]
mod schema;
mod source;
mod syntax;
// What it says of words for readers is read by the schema and the reference alone.
#[cfg_attr(not(feature = "schema"), allow(dead_code))]
mod words;

#[cfg(feature = "book")]
pub use book::book;
pub use compile::{Checked, check, compile};
#[cfg(feature = "coverage")]
pub use coverage::{Extent, Open, coverage};
pub use diagnostic::{
    Diagnostic, DiagnosticCode, Label, Level, Reference, Report, Severity, Style, Suggestion,
    Unknown, catalogue, render,
};
#[cfg(feature = "diff")]
pub use diff::{
    Bump, Change, ChangeKind, Fact, Owner, Rust, Shared, Subject, SubjectPart, Timeout, Wire,
    changelog, changes_page, diff, facts, shared,
};
pub use disk::{
    BuildError, Builder, FolderError, Warnings, compile_file, read_spec, spec_of_bytes, specs_in,
};
#[cfg(feature = "editor")]
pub use editor::{Completion, CompletionKind, Editing, Hover, RenameRefused};
pub use emit::{Files, each_file, each_test_file, emit, emit_included, emit_tests};
#[cfg(feature = "openapi")]
pub use openapi::{OpenApi, openapi};
pub use places::{Part, Places, Written};
#[cfg(feature = "schema")]
pub use reference::reference;
#[cfg(feature = "schema")]
pub use schema::schema;
pub use source::{Position, SourceFile, Span, Spanned};
