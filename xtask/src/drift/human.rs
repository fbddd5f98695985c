//! Differences for people: page and spec side by side, and what follows from each. Nothing is compared here.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use kpg_codegen::{ChangeKind, Rust, Wire};
use kpg_documents::drift::{Difference, Doubt, DriftKind, Location, effect};

use super::compared::{Compared, Spec};
use super::sides::{Side, one_line, sides};
use super::{place, since};
use crate::output::{plural, width};
use crate::program;

/// All pages, one after the other, and a line that counts.
pub(crate) fn report(spec: &Spec, compared: &[Compared]) -> String {
    let mut text = String::new();
    for one in compared {
        page(spec, one, &mut text);
        let differences = one.drift.differences.iter();
        for difference in differences.filter(|difference| !one.is_in_old_copy(difference)) {
            text.push('\n');
            text.push_str(&self::difference(spec, difference, width()));
        }
        text.push('\n');
        if let Some(since) = &one.since {
            text.push_str(&since::report(&one.path, since, width()));
            text.push('\n');
        }
    }
    text.push_str(&verdict(spec, compared));
    if let Some(since) = since::verdict(compared) {
        let _ = write!(text, "\n{since}");
    }
    text
}

/// Which page it is, and whether it is the very one that the spec was made from.
fn page(spec: &Spec, one: &Compared, text: &mut String) {
    let bold = Style::new().bold();
    let document = spec.vendor.documents.get(one.drift.document);
    let id = document
        .map(|document| document.id.as_str())
        .unwrap_or_default();
    let same = match (
        one.drift.identical,
        document.map(|document| document.sha256.is_some()),
    ) {
        (true, _) => "byte by byte the page that the spec was made from",
        (false, Some(true)) => "not the file that the spec was made from",
        (false, _) => "the spec has no digest of the file that it was made from",
    };
    let (page, name) = (one.path.display(), spec.file.name());
    let _ = writeln!(
        text,
        "{bold}{page}{bold:#} against `{id}` of {name}: {same}"
    );
    // How the very page of the spec is read is known.
    for note in one.drift.notes.iter().filter(|_| !one.drift.identical) {
        let line = note
            .line
            .map_or_else(String::new, |line| format!("line {line}: "));
        let _ = writeln!(text, "  note      {line}{}", note.text);
    }
    let differences = one.drift.differences.iter();
    let known = differences.filter(|difference| one.is_in_old_copy(difference));
    match known.count() {
        0 => {}
        known => {
            let known = plural(known, "difference");
            let _ = writeln!(
                text,
                "  note      not shown: {known} between page and spec that the old copy has too"
            );
        }
    }
    for open in &one.open {
        let at = place::location_words(&spec.vendor, &open.at);
        let (what, line) = (open.kind().what(), open.line());
        let _ = writeln!(
            text,
            "  open      {at}: {what} (page line {line}); the spec has a `todo` there"
        );
    }
    for doubt in &one.drift.doubts {
        let _ = writeln!(text, "  doubt     {}", doubt_words(spec, doubt));
    }
}

/// Why the differences of a page are not to be written, in words.
pub(crate) fn doubt_words(spec: &Spec, doubt: &Doubt) -> String {
    let at = |owner| place::location_words(&spec.vendor, &Location::Owner(owner, None));
    match doubt {
        Doubt::MostDiffers {
            owner,
            differing,
            fields,
        } => format!(
            "{differing} of the {fields} fields of {} differ: the page may be of another version or another call",
            at(*owner)
        ),
        Doubt::Unpaired { title, owner } => {
            let title = title.as_ref().map_or("an operation".to_owned(), |title| {
                format!("`{}` (line {})", title.text, title.line)
            });
            format!(
                "the page has {title}, and not {}: address, title and names of fields have too little in common to take one for the other",
                at(*owner)
            )
        }
    }
}

/// One difference: what, where, both sides, and what follows from it.
fn difference(spec: &Spec, difference: &Difference, width: usize) -> String {
    let bold = Style::new().bold();
    let mut text = String::new();
    let at = place::location_words(&spec.vendor, &difference.at);
    let _ = writeln!(text, "{bold}{at}{bold:#}: {}", difference.kind().what());
    let page = Side {
        label: "page",
        line: difference.line(),
        text: page_excerpt(difference),
        style: AnsiColor::Green.on_default(),
    };
    let (line, excerpt) = spec_excerpt(spec, difference);
    let written = Side {
        label: "spec",
        line,
        text: excerpt,
        style: AnsiColor::Red.on_default(),
    };
    let whole = sides(&page, &written, width, &mut text);
    if !whole && let (Some(page), Some(spec)) = (difference.page_words(), difference.spec_words()) {
        let _ = writeln!(
            text,
            "  in full   {}, not {}",
            one_line(&page),
            one_line(&spec)
        );
    }
    text.push_str(&consequences(spec, difference));
    text
}

fn page_excerpt(difference: &Difference) -> String {
    let cell = difference.cell.as_ref().map(|cell| one_line(&cell.text));
    let cell = cell.unwrap_or_default();
    match difference.kind() {
        DriftKind::FieldRemoved
        | DriftKind::CodeRemoved
        | DriftKind::ValueRemoved
        | DriftKind::LeftOutGone
        | DriftKind::OperationRemoved => {
            format!("(not here; nearest: {cell})")
        }
        DriftKind::FieldAdded => difference.page_words().unwrap_or(cell),
        _ => cell,
    }
}

/// The line of the spec, and what is written there.
fn spec_excerpt(spec: &Spec, difference: &Difference) -> (usize, String) {
    let Some(written) = place::written(spec, &difference.at) else {
        return (0, String::new());
    };
    let line = spec.file.position(written.key.start).line;
    let range = written.key.start..written.value.end.max(written.key.end);
    let text = spec.file.text().get(range).unwrap_or_default();
    (line, one_line(text.lines().next().unwrap_or_default()))
}

/// What changes for clients if the spec follows the page.
fn consequences(spec: &Spec, difference: &Difference) -> String {
    let kinds = effect(&spec.vendor, difference);
    let mut classed = BTreeMap::new();
    for kind in &kinds {
        classed.entry(kind.what()).or_insert(*kind);
    }
    if difference.kind() == DriftKind::QuirkObsolete {
        return "  follows   nothing: remove the correction of the quirk, and write what it used\n"
            .to_owned();
    }
    if difference.kind() == DriftKind::TableUnread {
        return "  follows   unknown: read the table, and write into the spec what it says, or what of it is left out\n"
            .to_owned();
    }
    if difference.kind() == DriftKind::RecipeChanged {
        return "  follows   unknown: find out which of the two the vendor takes, with a sample or a test call\n".to_owned();
    }
    if classed.is_empty() {
        return "  follows   nothing for clients\n".to_owned();
    }
    let mut text = String::new();
    for (what, kind) in classed {
        let (rust, wire) = (kind.rust(), kind.wire());
        let style = match (rust, wire) {
            (Rust::Breaking, _) => AnsiColor::Red.on_default().bold(),
            (_, Wire::Neither) => Style::new(),
            _ => AnsiColor::Yellow.on_default(),
        };
        let mut classes = Vec::new();
        if rust != Rust::None {
            classes.push(format!("{} in Rust", rust.word()));
        }
        classes.extend(wire.consequence().map(str::to_owned));
        let classes = match classes.is_empty() {
            true if kind.is_documentation() => "documentation only".to_owned(),
            true => "nothing breaks".to_owned(),
            false => classes.join("; "),
        };
        let _ = writeln!(text, "  follows   {what}: {style}{classes}{style:#}");
    }
    text
}

fn verdict(spec: &Spec, compared: &[Compared]) -> String {
    let differences: Vec<&Difference> = compared
        .iter()
        .flat_map(|one| &one.drift.differences)
        .collect();
    let pages = plural(compared.len(), "page");
    let fields: usize = compared.iter().map(|one| one.drift.compared).sum();
    let fields = plural(fields, "field");
    if differences.is_empty() {
        return format!("no difference in {pages}, {fields} compared");
    }
    let kinds: Vec<Vec<ChangeKind>> = differences
        .iter()
        .map(|one| effect(&spec.vendor, one))
        .collect();
    let count = |test: &dyn Fn(&ChangeKind) -> bool| {
        let with = kinds.iter().filter(|kinds| kinds.iter().any(test));
        with.count()
    };
    let mut parts = vec![format!(
        "{} in {pages}, {fields} compared",
        plural(differences.len(), "difference")
    )];
    for (number, words) in [
        (
            count(&|kind| kind.rust() == Rust::Breaking),
            "breaking in Rust",
        ),
        (
            count(&|kind| kind.wire() != Wire::Neither),
            "felt on the wire",
        ),
        (
            differences.iter().filter(|one| one.edit.is_some()).count(),
            &format!("that `{} update` can write", program::name()),
        ),
    ] {
        if number > 0 {
            parts.push(format!("{number} {words}"));
        }
    }
    let rust = kinds.iter().flatten().map(|kind| kind.rust()).max();
    let bump = match rust {
        Some(Rust::Breaking) => "major",
        Some(Rust::Additive) => "minor",
        Some(Rust::None) | None => "patch",
    };
    format!(
        "{}; following the pages needs a {bump} version",
        parts.join(", ")
    )
}
