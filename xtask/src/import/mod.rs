//! `cargo xtask import DOCUMENT… --vendor ID`: drafts a spec from a vendor's pages.
//!
//! Reading pages is `kpg-documents`' business, writing the draft `draft`'s. Only here files are touched.

mod address;
mod citing;
pub(crate) mod codes;
mod context;
#[cfg(test)]
mod described;
mod draft;
mod faults;
mod field;
mod label;
mod lines;
pub(crate) mod names;
mod nested;
mod notification;
mod operation;
mod recipe;
mod report;
mod request;
mod rows;
#[cfg(test)]
mod tests;
mod types;
#[cfg(test)]
mod whole_pages;

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use kpg_codegen::{Checked, DiagnosticCode, Severity, SourceFile, Style, check, render};

use crate::output::{self, Failure, plural};
use crate::program;
use citing::Document;
use draft::Draft;
use lines::{Fidelities, Fidelity, Subject};

/// Who reads the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: the draft, and beside it what was read and what is to be decided
    Human,
    /// For tools: one JSON object with the draft, the evidence of every field and the decisions in their order
    Json,
}

/// Reads the pages and writes the draft to a new file, or to standard output.
pub fn run(
    documents: &[PathBuf],
    vendor: &str,
    output: Option<&Path>,
    format: Format,
) -> Result<(), Failure> {
    let documents = read(documents)?;
    let (draft, checked) = compiled(vendor, &documents)?;
    let decisions = report::decisions(&draft, &checked);
    if let Some(path) = output {
        write(path, draft.text.as_str())?;
    }
    if format == Format::Json {
        return output::print(report::for_tools(&documents, &draft, output, &decisions)?);
    }
    match output {
        Some(path) => output::print(format!("wrote {}, a draft that compiles", path.display()))?,
        None => output::print(draft.text.as_str().trim_end())?,
    }
    let target = output.map_or_else(
        || format!("specs/{vendor}.yaml"),
        |path| path.display().to_string(),
    );
    let compile = match program::is_installed() {
        true => "compile it in the build script of your crate: docs/private-specs.md".to_owned(),
        false => {
            let program = program::name();
            format!("{program} generate, or in a crate of your own: docs/private-specs.md")
        }
    };
    anstream::eprintln!(
        "drafted {}{} with {} from {}; {} open\n\n{}\n\
         Next:\n  \
           1. {program} check {target}    what is open, each at its place\n  \
           2. settle every todo from the pages, and remove it\n  \
           3. {compile}",
        plural(draft.operations, "operation"),
        match draft.notifications {
            0 => String::new(),
            count => format!(" and {}", plural(count, "notification")),
        },
        plural(draft.fields, "documented field"),
        plural(documents.len(), "page"),
        plural(decisions.len(), "todo"),
        report::for_people(&documents, &decisions),
        program = program::name(),
    );
    Ok(())
}

/// The pages, each with a name of its own for `documents:`.
fn read(paths: &[PathBuf]) -> Result<Vec<Document>, Failure> {
    let mut taken = HashSet::new();
    let mut documents = Vec::new();
    let bar = output::progress("reading pages", paths.len());
    for path in paths {
        bar.inc(1);
        if path.is_dir() {
            let words = format!(
                "{} is a folder; give the pages that are in it",
                path.display()
            );
            return Err(Failure::Words(words));
        }
        let bytes = std::fs::read(path).map_err(Failure::disk("read", path))?;
        let page = kpg_documents::read(&bytes)
            .map_err(|error| Failure::Words(format!("{}: {error}", path.display())))?;
        let page = kpg_documents::with_samples(page);
        let stem = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let id = names::unique(&names::suggested(&stem, "page"), &mut taken);
        documents.push(Document { id, page });
    }
    let mut pages = documents.iter().map(|document| &document.page);
    if pages.all(|page| page.operations.is_empty()) {
        return Err(Failure::Words(nothing_to_draft(&documents)));
    }
    Ok(documents)
}

/// Why there is nothing to draft a spec from, with what the pages have instead.
fn nothing_to_draft(documents: &[Document]) -> String {
    let is_described = |one: &Document| one.page.format == kpg_documents::Format::OpenApi;
    if documents.iter().all(is_described) {
        return "no operation of the OpenAPI document has a parameter, or a body or an answer with members, so there is nothing to draft a spec from: its schemas have no `properties`, or stand in other files; give the document with its schemas in it, or the vendor's page".to_owned();
    }
    let mut words = "no table of requests or answers was recognised, so there is nothing to draft a spec from; ".to_owned();
    let codes: usize = documents.iter().map(|one| one.page.codes.len()).sum();
    if codes > 0 {
        let codes = plural(codes, "result code");
        let _ = write!(
            words,
            "there are {codes}: give them beside the pages of the calls; "
        );
    }
    let unread = documents.iter().flat_map(|one| &one.page.unread);
    let headings = unread.filter(|unread| !unread.is_column);
    let headings: Vec<String> = headings
        .take(3)
        .map(|unread| format!("`{}` (line {})", unread.heading.text, unread.heading.line))
        .collect();
    if !headings.is_empty() {
        let _ = write!(
            words,
            "tables that were not understood begin with {}; ",
            headings.join(", ")
        );
    }
    let _ = write!(
        words,
        "give the page that has the tables, as HTML, Markdown or text, or begin with `{} new`",
        program::name()
    );
    words
}

/// A draft that compiles. What the compiler refuses of a field is left to a `todo`: the draft is written anew until
/// nothing is refused, or nothing is left to leave out.
fn compiled(vendor: &str, documents: &[Document]) -> Result<(Draft, Checked), Failure> {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(9)));
    let today = today.date().to_string();
    let mut fidelities = Fidelities::new();
    loop {
        let draft = draft::draft(vendor, documents, &today, &fidelities);
        let name = format!("{vendor}.yaml");
        let checked = check(&SourceFile::new(name, draft.text.as_str()));
        let compiles = checked.report.count(Severity::Error) == 0;
        let vendor_id = checked.vendor.as_ref().map(|compiled| compiled.id.snake());
        if compiles && vendor_id == Some(vendor) {
            return Ok((draft, checked));
        }
        if compiles || !lower(&checked, &draft, &mut fidelities) {
            return Err(refused(vendor, checked));
        }
    }
}

/// Lowers the fidelity of all that has an error; tells whether there was something to lower.
fn lower(checked: &Checked, draft: &Draft, fidelities: &mut Fidelities) -> bool {
    let mut refused: HashMap<&Subject, bool> = HashMap::new();
    let mut lines = Vec::new();
    let diagnostics = checked.report.diagnostics.iter();
    for diagnostic in diagnostics.filter(|each| each.severity == Severity::Error) {
        let start = diagnostic.primary.span.start;
        let line = checked.report.file.position(start).line;
        lines.push(line);
        let naming = matches!(
            diagnostic.code,
            DiagnosticCode::BadName | DiagnosticCode::NameCollision
        );
        if let Some(subject) = draft.text.subject(line) {
            let only_names = refused.entry(subject).or_insert(true);
            *only_names &= naming;
        }
    }
    let mut changed = false;
    for (subject, only_names) in refused {
        let now = fidelities.entry(subject.clone()).or_default();
        if let Some(lower) = now.lower(only_names) {
            *now = lower;
            changed = true;
        }
    }
    if changed {
        return true;
    }
    // What is wrong with an operation and none of its fields, only leaving it out settles.
    for whole in lines.into_iter().filter_map(|line| draft.text.whole(line)) {
        changed |= fidelities.insert(whole, Fidelity::LeftOut).is_none();
    }
    changed
}

/// Why there is no draft.
fn refused(vendor: &str, checked: Checked) -> Failure {
    let mut report = checked.report;
    report
        .diagnostics
        .retain(|each| each.severity == Severity::Error);
    let found = render(&report, Style::Plain);
    Failure::Words(format!(
        "the pages were read, but the draft does not compile: is `{vendor}` an id, of lower-case letters and digits?\n\n{found}"
    ))
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
        .map_err(Failure::disk("write", path))
}
