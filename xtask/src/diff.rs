//! `cargo xtask diff OLD NEW`: what changed in meaning between two specs, for people, for tools or for a changelog.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use kpg_codegen::model::Vendor;
use kpg_codegen::{
    Bump, Change, Checked, Fact, Owner, Rust, Severity, Shared, SourceFile, Wire, changelog, check,
    diff, shared, spec_of_bytes,
};
use serde::Serialize;
use textwrap::core::display_width;

use crate::finding::FileReport;
use crate::output::{self, Failure, plural};
use crate::specs;

/// Who reads the changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: a list under every operation
    Human,
    /// For tools: one JSON object with all changes, the needed version bump and the changelog entry
    Json,
    /// For a changelog: an entry in Markdown, ready to paste
    Changelog,
}

/// Places wider than this do not push the words of others to the right.
const WIDEST_PLACE: usize = 44;

/// Compares two specs and prints the changes; the exit code says whether there are any.
pub fn run(old: &str, new: &str, format: Format) -> Result<(), Failure> {
    let (before, after) = (compiled(old), compiled(new));
    let (Ok(before), Ok(after)) = (&before, &after) else {
        let findings = [before.err(), after.err()].into_iter().flatten();
        let findings: Vec<FileReport> = findings.collect();
        output::findings(&findings);
        let specs = plural(findings.len(), "spec");
        return Err(Failure::NoAnswer(format!(
            "nothing is compared: {specs} cannot be used"
        )));
    };
    let changes = diff(before, after);
    match format {
        Format::Human => output::print(write_for_people(&changes, output::width()).trim_end())?,
        Format::Json => output::print(write_for_tools(old, new, &changes)?)?,
        Format::Changelog if changes.is_empty() => {}
        Format::Changelog => output::print(changelog(&changes).trim_end())?,
    }
    match changes.is_empty() {
        true => Ok(()),
        false => Err(Failure::Said),
    }
}

/// The model of a spec; warnings do not matter here.
fn compiled(argument: &str) -> Result<Vendor, FileReport> {
    let Checked {
        vendor, mut report, ..
    } = check(&source(argument)?);
    report
        .diagnostics
        .retain(|diagnostic| diagnostic.severity == Severity::Error);
    vendor.ok_or(FileReport::Report(report))
}

/// A file, or what git has under the name of a revision and a path.
fn source(argument: &str) -> Result<SourceFile, FileReport> {
    if Path::new(argument).exists() || !argument.contains(':') {
        return specs::read(Path::new(argument));
    }
    let unusable = |message: String| FileReport::Unusable {
        file: argument.to_owned(),
        message,
    };
    let shown = Command::new("git")
        .args(["show", "--no-textconv", "--end-of-options", argument])
        .output()
        .map_err(|error| unusable(format!("cannot run git for {argument}: {error}")))?;
    if !shown.status.success() {
        let said = String::from_utf8_lossy(&shown.stderr);
        let said = said.trim().trim_start_matches("fatal: ");
        return Err(unusable(format!(
            "there is no file {argument}, and git cannot show it: {said}"
        )));
    }
    spec_of_bytes(argument, shown.stdout).map_err(|error| unusable(error.to_string()))
}

/// Changes for people.
pub(crate) fn write_for_people(changes: &[Change<'_>], width: usize) -> String {
    let Some(bump) = Bump::needed(changes) else {
        return "nothing changed in meaning".to_owned();
    };
    let all = shared(changes);
    let (effective, documented): (Vec<&Shared<'_, '_>>, Vec<&Shared<'_, '_>>) = all
        .iter()
        .partition(|shared| !shared.change.kind.is_documentation());
    let place = |shared: &&Shared<'_, '_>| display_width(&shared.change.subject.place_and_item());
    let widest = effective
        .iter()
        .map(place)
        .filter(|width| *width <= WIDEST_PLACE);
    let column = widest.max().unwrap_or(WIDEST_PLACE);
    let mut owners: Vec<&[Owner<'_>]> = Vec::new();
    for shared in &effective {
        if !owners.contains(&shared.owners.as_slice()) {
            owners.push(&shared.owners);
        }
    }
    let mut text = String::new();
    for owners in owners {
        let of_owners = effective.iter().filter(|shared| shared.owners == owners);
        for (at, shared) in of_owners.enumerate() {
            if at == 0 {
                write_heading(&shared.owners_in_words(), &mut text);
            }
            write_change(shared.change, column, &mut text);
            write_facts(shared.change, width, &mut text);
        }
    }
    if !documented.is_empty() {
        write_heading("documentation", &mut text);
    }
    for shared in &documented {
        let what = shared.change.kind.what();
        let _ = writeln!(text, "  {}: {what}", shared.subject_in_words());
        write_facts(shared.change, width, &mut text);
    }
    let _ = writeln!(text, "\n{}", verdict(changes, bump));
    text
}

fn write_heading(words: &str, text: &mut String) {
    let bold = Style::new().bold();
    let gap = if text.is_empty() { "" } else { "\n" };
    let _ = writeln!(text, "{gap}{bold}{words}{bold:#}");
}

/// `  breaking  requests  body member `tid`   length tightened`
fn write_change(change: &Change<'_>, column: usize, text: &mut String) {
    let (rust, wire) = (change.kind.rust(), change.kind.wire());
    let of_rust = match rust {
        Rust::Breaking => AnsiColor::Red.on_default().bold(),
        Rust::Additive => AnsiColor::Green.on_default(),
        Rust::None => Style::new(),
    };
    let of_wire = match wire {
        Wire::Neither => Style::new(),
        Wire::Requests | Wire::Answers | Wire::Both => AnsiColor::Yellow.on_default(),
    };
    let rust = if rust == Rust::None { "-" } else { rust.word() };
    let wire = if wire == Wire::Neither {
        "-"
    } else {
        wire.word()
    };
    let place = change.subject.place_and_item();
    let gap = " ".repeat(column.saturating_sub(display_width(&place)));
    let _ = writeln!(
        text,
        "  {of_rust}{rust:<8}{of_rust:#}  {of_wire}{wire:<8}{of_wire:#}  {place}{gap}  {}",
        change.kind.what()
    );
}

/// The facts of both specs, on one line where they fit.
fn write_facts(change: &Change<'_>, width: usize, text: &mut String) {
    const INDENT: &str = "                      ";
    let on_one_line = |fact: &Fact<'_>| {
        let words = fact.to_string();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let old = change.old.as_ref().map(on_one_line);
    let new = change.new.as_ref().map(on_one_line);
    if let (Some(old), Some(new)) = (&old, &new) {
        let both = format!("{INDENT}{old} → {new}");
        if display_width(&both) <= width {
            let _ = writeln!(text, "{both}");
            return;
        }
    }
    let sides = [
        (old, "-", AnsiColor::Red.on_default()),
        (new, "+", AnsiColor::Green.on_default()),
    ];
    for (value, sign, style) in sides {
        let Some(value) = value else { continue };
        let (first, more) = (format!("{INDENT}{sign} "), format!("{INDENT}  "));
        let options = textwrap::Options::new(width)
            .initial_indent(&first)
            .subsequent_indent(&more);
        for line in textwrap::wrap(&value, options) {
            let _ = writeln!(text, "{style}{line}{style:#}");
        }
    }
}

fn verdict(changes: &[Change<'_>], bump: Bump) -> String {
    let count = |test: &dyn Fn(&Change<'_>) -> bool| {
        let found = changes.iter().filter(|change| test(change));
        found.count()
    };
    let mut parts = vec![plural(changes.len(), "change")];
    for (number, words) in [
        (
            count(&|one| one.kind.rust() == Rust::Breaking),
            "breaking in Rust",
        ),
        (
            count(&|one| one.kind.rust() == Rust::Additive),
            "additive in Rust",
        ),
        (
            count(&|one| one.kind.wire() != Wire::Neither),
            "felt on the wire",
        ),
        (
            count(&|one| one.kind.is_documentation()),
            "in documentation",
        ),
    ] {
        if number > 0 {
            parts.push(format!("{number} {words}"));
        }
    }
    format!(
        "{}; needs a {} version (before 1.0: {})",
        parts.join(", "),
        bump.word(),
        bump.word_before_one()
    )
}

/// Everything for tools. Keys without a value are there, as `null`.
#[derive(Debug, Serialize)]
struct Comparison<'c> {
    old: &'c str,
    new: &'c str,
    /// `major`, `minor` or `patch`, from 1.0 on.
    bump: Option<&'static str>,
    bump_before_one: Option<&'static str>,
    changes: Vec<Record<'c>>,
    changelog: String,
}

/// One change.
#[derive(Debug, Serialize)]
struct Record<'c> {
    kind: String,
    what: &'static str,
    operation: Option<&'c str>,
    form: Option<&'c str>,
    notification: Option<&'c str>,
    place: String,
    item: Option<String>,
    old: Option<String>,
    new: Option<String>,
    /// `breaking`, `additive` or `none`.
    rust: &'static str,
    /// `requests`, `answers`, `both` or `neither`.
    wire: &'static str,
    documentation: bool,
}

fn write_for_tools(old: &str, new: &str, changes: &[Change<'_>]) -> Result<String, Failure> {
    let bump = Bump::needed(changes);
    let comparison = Comparison {
        old,
        new,
        bump: bump.map(Bump::word),
        bump_before_one: bump.map(Bump::word_before_one),
        changes: changes.iter().map(record).collect(),
        changelog: changelog(changes),
    };
    serde_json::to_string_pretty(&comparison)
        .map_err(|error| Failure::Words(format!("cannot write the changes as JSON: {error}")))
}

fn record<'m>(change: &Change<'m>) -> Record<'m> {
    let subject = &change.subject;
    let (operation, form, notification) = match &subject.owner {
        Owner::Vendor => (None, None, None),
        Owner::Operation(name) => (Some(name.snake()), None, None),
        Owner::Form(name) => (None, Some(name.snake()), None),
        Owner::Notification(name) => (None, None, Some(name.snake())),
    };
    Record {
        kind: change.kind.id(),
        what: change.kind.what(),
        operation,
        form,
        notification,
        place: subject.place(),
        item: subject.item(),
        old: change.old.as_ref().map(ToString::to_string),
        new: change.new.as_ref().map(ToString::to_string),
        rust: change.kind.rust().word(),
        wire: change.kind.wire().word(),
        documentation: change.kind.is_documentation(),
    }
}
