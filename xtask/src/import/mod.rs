//! `cargo xtask import DOCUMENT… --vendor ID`: drafts a spec from a vendor's pages.
//!
//! Reading pages is `kpg-documents`' business, writing the draft `draft`'s. Only here files are touched.

mod address;
mod codes;
mod context;
mod draft;
mod field;
mod label;
pub(crate) mod names;
mod operation;
#[cfg(test)]
mod tests;
mod types;
pub(crate) mod yaml;

use std::collections::HashSet;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use kpg_codegen::{Checked, DiagnosticCode, Severity, SourceFile, Style, check, render};
use kpg_documents::Way;

use crate::output::{self, Failure, plural};
use context::{Document, Plain};
use draft::Draft;
use field::Plainness;

/// So often a draft is written anew, each time with what the compiler refused drafted more plainly.
const MOST_TRIES: usize = 40;

/// Reads the pages and writes the draft to a new file, or to standard output.
pub fn run(documents: &[PathBuf], vendor: &str, output: Option<&Path>) -> Result<(), Failure> {
    let documents = read(documents)?;
    let (draft, checked) = compiled(vendor, &documents)?;
    let open = checked
        .report
        .diagnostics
        .iter()
        .filter(|each| each.code == DiagnosticCode::OpenTodo)
        .count();
    match output {
        Some(path) => write(path, &draft.text)?,
        None => output::print(draft.text.trim_end())?,
    }
    let target = output.map_or_else(
        || "specs/VENDOR.yaml".to_owned(),
        |path| path.display().to_string(),
    );
    anstream::eprintln!(
        "drafted {} with {} from {}; {} open\n\n\
         Next:\n  \
           1. cargo xtask check {target}    what is open, each at its place\n  \
           2. settle every todo from the pages, and remove it\n  \
           3. cargo xtask generate",
        plural(draft.operations, "operation"),
        plural(draft.fields, "documented field"),
        plural(documents.len(), "page"),
        plural(open, "todo"),
    );
    Ok(())
}

/// The pages, each with a name of its own for `documents:`.
fn read(paths: &[PathBuf]) -> Result<Vec<Document>, Failure> {
    let mut taken = HashSet::new();
    let mut documents = Vec::new();
    for path in paths {
        let bytes = std::fs::read(path).map_err(Failure::disk("read", path))?;
        let page = kpg_documents::read(&bytes)
            .map_err(|error| Failure::Words(format!("{}: {error}", path.display())))?;
        let stem = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let id = names::unique(&names::suggested(&stem, "page"), &mut taken);
        documents.push(Document { id, page });
    }
    let operations = documents
        .iter()
        .flat_map(|document| &document.page.operations);
    if operations.filter(|operation| !operation.inbound).count() == 0 {
        return Err(Failure::Words(
            "no table of requests or answers was recognised, so there is nothing to draft a spec from; \
             give the page that has the tables, as HTML, Markdown or text, or begin with `cargo xtask new`"
                .to_owned(),
        ));
    }
    Ok(documents)
}

/// A draft that compiles. What the compiler refuses of a field is left to a `todo`.
fn compiled(vendor: &str, documents: &[Document]) -> Result<(Draft, Checked), Failure> {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(9)));
    let today = today.date().to_string();
    let mut plain = Plain::new();
    let mut tries = 0;
    loop {
        let draft = draft::draft(vendor, documents, &today, &plain);
        let checked = check(&SourceFile::new(
            format!("{vendor}.yaml"),
            draft.text.as_str(),
        ));
        let errors = checked.report.count(Severity::Error);
        if errors == 0
            && checked
                .vendor
                .as_ref()
                .is_some_and(|compiled| compiled.id.snake() == vendor)
        {
            return Ok((draft, checked));
        }
        tries += 1;
        if errors == 0 || tries > MOST_TRIES || !plainer(&checked, &draft.text, &mut plain) {
            let mut report = checked.report;
            report
                .diagnostics
                .retain(|each| each.severity == Severity::Error);
            let found = render(&report, Style::Plain);
            return Err(Failure::Words(format!(
                "the pages were read, but the draft does not compile: is `{vendor}` an id, of lower-case letters and digits?\n\n{found}"
            )));
        }
    }
}

/// Drafts every field that has an error more plainly; tells whether there was one that could be.
fn plainer(checked: &Checked, text: &str, plain: &mut Plain) -> bool {
    let mut changed = false;
    for diagnostic in checked
        .report
        .diagnostics
        .iter()
        .filter(|each| each.severity == Severity::Error)
    {
        let line = checked
            .report
            .file
            .position(diagnostic.primary.span.start)
            .line;
        let Some(key) = field_at(text, line) else {
            continue;
        };
        let naming = matches!(
            diagnostic.code,
            DiagnosticCode::BadName | DiagnosticCode::NameCollision
        );
        let now = plain.entry(key).or_default();
        // Another name did not help: it is one of its members'.
        let next = match naming && *now < Plainness::Renamed {
            true => Plainness::Renamed,
            false => Plainness::Text,
        };
        changed |= *now < next;
        *now = (*now).max(next);
    }
    changed
}

/// What a line of a draft is about: an operation, or a field by its operation and the section that it stands in.
fn field_at(text: &str, number: usize) -> Option<String> {
    let lines: Vec<&str> = text.lines().take(number).collect();
    let named = |indent: usize| {
        lines.iter().rev().find_map(|line| {
            let rest = line.strip_prefix(&" ".repeat(indent))?;
            let name = rest.split_once(':')?.0;
            (!rest.starts_with([' ', '#', '-'])).then(|| name.trim_matches('"').to_owned())
        })
    };
    if lines
        .last()
        .is_some_and(|line| line.starts_with("  ") && !line.starts_with("   "))
    {
        return named(2);
    }
    if matches!(named(4)?.as_str(), "success" | "codes") {
        return Some(operation::plain_key(
            &named(2)?,
            Way::Answer,
            operation::CODES,
        ));
    }
    let field = lines
        .last()
        .filter(|line| line.starts_with("      "))
        .and_then(|_| named(6))?;
    let way = match named(4)?.as_str() {
        "answer" => Way::Answer,
        "request" | "headers" | "query" | "path" => Way::Request,
        _ => return None,
    };
    Some(operation::plain_key(&named(2)?, way, &field))
}

/// Writes a new file. An existing one is never touched.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let created = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = created.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::Words(format!(
            "{} is there already; remove it first, or choose another `--output`",
            path.display()
        )),
        _ => Failure::disk("create", path)(error),
    })?;
    file.write_all(text.as_bytes())
        .map_err(Failure::disk("write", path))?;
    output::print(format!("wrote {}, a draft that compiles", path.display()))
}
