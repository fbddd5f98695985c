//! Changes of single cells in the text of a page.

use kpg_documents::{Cell, DocumentedField, PresenceWord, Said};

/// The kind of a change of what a note says of a cipher or a digest.
const CIPHER: &str = "another cipher or digest";

/// A change of one cell: what kind it is, the cell, and what stands in its place.
pub(super) struct Mutant<'p> {
    pub(super) kind: &'static str,
    pub(super) cell: &'p Cell,
    pub(super) text: String,
}

/// The changes of the cells of a field.
pub(super) fn mutants(field: &DocumentedField) -> Vec<Mutant<'_>> {
    let mut all = Vec::new();
    let mut add = |kind, cell, text: &str| {
        let text = text.to_owned();
        all.push(Mutant { kind, cell, text });
    };
    if let Said::Given(length) = &field.length {
        add(
            "another length",
            &length.cell,
            &another_length(&length.cell.text),
        );
        if length.cell.text.chars().all(|c| c.is_ascii_digit()) {
            add("a length removed", &length.cell, "");
        }
    }
    if let Said::Given(presence) = &field.presence {
        let other = match (presence.value, presence.cell.text.is_ascii()) {
            (PresenceWord::Required, true) if presence.cell.text.len() > 1 => "Optional",
            (PresenceWord::Required, _) => "X",
            (_, true) if presence.cell.text.len() > 1 => "Required",
            _ => "○",
        };
        add("another presence", &presence.cell, other);
        match presence.value {
            PresenceWord::Required => add("required, and the mark removed", &presence.cell, ""),
            PresenceWord::Conditional => {
                add("conditional, and the mark removed", &presence.cell, "");
            }
            // Without a mark it is optional all the same.
            PresenceWord::Optional => {}
        }
    }
    if let Said::Given(kind) = &field.kind {
        let lower = kind.cell.text.to_lowercase();
        let other = if lower.contains("string") {
            "Integer"
        } else {
            "String"
        };
        add("another type", &kind.cell, other);
    }
    add("another name", &field.wire, "renamedXyz");
    if let Some(note) = &field.note {
        for (from, to) in [
            ("AES/CBC", "AES/ECB"),
            ("AES/ECB", "AES/CBC"),
            ("sha256", "sha512"),
            ("SHA256", "SHA512"),
        ] {
            if note.text.contains(from) {
                add(CIPHER, note, &note.text.replace(from, to));
            }
        }
    }
    all
}

/// The page with another text in a cell, where the cell can be told in its line.
pub(super) fn with(text: &str, mutant: &Mutant<'_>) -> Option<String> {
    let cell = mutant.cell;
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let line = lines.get_mut(cell.line.checked_sub(1)?)?;
    let column = cell.column?;
    *line = match () {
        () if line.contains('|') && !line.contains("<td") => in_bars(line, column, mutant)?,
        () if mutant.kind == CIPHER => edited(line, &cell.text, &mutant.text)?,
        () if line.contains('<') => once(line, &cell.text, &mutant.text, [">", "<"])?,
        // Of text that was copied without its table, a line is a cell, or the end of one.
        () => once(line, &cell.text, &mutant.text, ["", ""])?,
    };
    Some(lines.join("\n"))
}

/// A length that no field has, written as this one is: `Length : 15` stays more than a number.
fn another_length(text: &str) -> String {
    let digits = |c: char| c.is_ascii_digit();
    let Some(start) = text.find(digits) else {
        return "7777".to_owned();
    };
    let (before, rest) = text.split_at(start);
    format!("{before}7777{}", rest.trim_start_matches(digits))
}

/// A row of cells between bars, with or without one before the first.
fn in_bars(line: &str, column: usize, mutant: &Mutant<'_>) -> Option<String> {
    let line = line.trim_start();
    let column = if line.starts_with('|') {
        column
    } else {
        column - 1
    };
    let mut cells: Vec<String> = line.split('|').map(str::to_owned).collect();
    let place = cells.get_mut(column)?;
    let old = mutant.cell.text.split('\n').next()?;
    *place = match mutant.kind {
        CIPHER => edited(place, &mutant.cell.text, &mutant.text)?,
        _ if place.contains(old) => place.replacen(old, &mutant.text, 1),
        _ => return None,
    };
    Some(cells.join("|"))
}

/// A line with another text between two marks, where the text stands there once.
fn once(line: &str, old: &str, new: &str, [before, after]: [&str; 2]) -> Option<String> {
    let old = format!("{before}{old}{after}");
    let is_there = !old.is_empty() && line.matches(&old).count() == 1;
    is_there.then(|| line.replacen(&old, &format!("{before}{new}{after}"), 1))
}

/// A line in which the words are changed that differ between two texts of a note.
fn edited(line: &str, old: &str, new: &str) -> Option<String> {
    for (from, to) in [
        ("AES/CBC", "AES/ECB"),
        ("AES/ECB", "AES/CBC"),
        ("sha256", "sha512"),
        ("SHA256", "SHA512"),
    ] {
        if old.replace(from, to) == new && old != new && line.contains(from) {
            return Some(line.replace(from, to));
        }
    }
    None
}
