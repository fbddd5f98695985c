//! Differences for people: page and spec side by side, and what follows from each. Nothing is compared here.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use kpg_codegen::{ChangeKind, Rust, Wire};
use kpg_documents::drift::{Difference, Doubt, DriftKind, Location, effect};
use textwrap::core::display_width;

use super::compared::{Compared, Spec};
use super::place;
use crate::output::{plural, width};
use crate::program;

/// The widest line number that does not push what stands beside it to the right.
const NUMBER: usize = 5;

/// All pages, one after the other, and a line that counts.
pub(crate) fn report(spec: &Spec, compared: &[Compared]) -> String {
    let mut text = String::new();
    for one in compared {
        page(spec, one, &mut text);
        for difference in &one.drift.differences {
            text.push('\n');
            text.push_str(&self::difference(spec, difference, width()));
        }
        text.push('\n');
    }
    text.push_str(&verdict(spec, compared));
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
    let page = (difference.line(), page_excerpt(difference));
    let spec_side = spec_excerpt(spec, difference);
    let whole = sides(page, spec_side, width, &mut text);
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

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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

/// `page    84 | 50                        | spec   352 | length: ..40`, and whether the page's side is whole.
fn sides(page: (usize, String), spec: (usize, String), width: usize, text: &mut String) -> bool {
    const FRAME: usize = 2 * (8 + NUMBER) + 3;
    let half = width.saturating_sub(FRAME) / 2;
    let half = half.max(16);
    let (red, green, dim) = (
        AnsiColor::Red.on_default(),
        AnsiColor::Green.on_default(),
        Style::new().dimmed(),
    );
    let left = cut(&page.1, half);
    let gap = " ".repeat(half.saturating_sub(display_width(&left)));
    let right = cut(&spec.1, half);
    let (here, there) = (number(page.0), number(spec.0));
    let _ = writeln!(
        text,
        "  {dim}page {here} |{dim:#} {green}{left}{green:#}{gap} {dim}| spec {there} |{dim:#} {red}{right}{red:#}"
    );
    left == page.1
}

fn number(line: usize) -> String {
    match line {
        0 => " ".repeat(NUMBER),
        line => format!("{line:>NUMBER$}"),
    }
}

/// A text, or as much of its beginning as fits; a Korean letter is two columns wide.
fn cut(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    let mut buffer = [0; 4];
    for c in text.chars() {
        used += display_width(c.encode_utf8(&mut buffer));
        if used > width {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_that_is_cut_is_told() {
        let mut text = String::new();
        let long = "/gate/v2/topups/of-another-branch/cancel";
        let side = |text: &str| (1, text.to_owned());
        assert!(!sides(side(long), side("x"), 80, &mut text));
        assert!(sides(side("x"), side(long), 80, &mut text));
    }

    #[test]
    fn korean_letters_are_two_columns_wide() {
        assert_eq!(cut("거래번호", 8), "거래번호");
        assert_eq!(cut("거래번호", 7), "거래번…");
        assert_eq!(cut("abcdef", 4), "abc…");
        let mut text = String::new();
        sides((3, "거래".to_owned()), (4, "x".to_owned()), 80, &mut text);
        let mut other = String::new();
        sides((3, "abcd".to_owned()), (4, "x".to_owned()), 80, &mut other);
        let bar = |text: &str| {
            text.rfind("spec")
                .map(|at| display_width(text.get(..at).unwrap_or_default()))
        };
        assert_eq!(bar(&text), bar(&other));
    }
}
