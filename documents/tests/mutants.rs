//! Real pages, changed: every kind of change that means something is told, and none that means nothing. The changes are
//! made in the text of a page, cell by cell. The pages lie beside the repository; where they are not, nothing is compared.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kpg_codegen::model::Vendor;
use kpg_codegen::{SourceFile, compile};
use kpg_documents::drift::{document_of, drift};
use kpg_documents::{Cell, DocumentedField, Page, PresenceWord, Said, read};
use unicode_normalization::UnicodeNormalization as _;

/// Of so many fields one is changed.
const STEP: usize = 13;

/// A page, its text, and what it differs in as it is.
struct Original {
    name: String,
    text: String,
    page: Page,
    document: usize,
    told: Vec<String>,
}

/// The specs with the pages that they were made from.
fn originals() -> Vec<(Vendor, Vec<Original>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut all = Vec::new();
    for vendor in ["bccard", "cookiepay", "konaplate", "welcome", "nicepay"] {
        let folder = root.join("../shared/vendor-docs").join(vendor);
        let text = std::fs::read_to_string(root.join(format!("specs/{vendor}.yaml"))).unwrap();
        let model = compile(&SourceFile::new(vendor.to_owned(), text)).unwrap();
        let mut found = Vec::new();
        for path in files(&folder) {
            let Ok(text) = String::from_utf8(std::fs::read(&path).unwrap()) else {
                continue;
            };
            let page = read(text.as_bytes()).unwrap();
            let Some(document) = document_of(&page, &model) else {
                continue;
            };
            let name = format!("{vendor}/{}", path.file_name().unwrap().to_string_lossy());
            found.push(Original {
                told: told(&page, &model, document),
                name,
                text,
                page,
                document,
            });
        }
        all.push((model, found));
    }
    all
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push(path),
        }
    }
    found.sort();
    found
}

/// What a page differs in, without the lines.
fn told(page: &Page, model: &Vendor, document: usize) -> Vec<String> {
    let differences = drift(page, model, document).differences.into_iter();
    let told = differences.map(|one| {
        let words = one.page_words().unwrap_or_default();
        // The number before a heading is no part of what it says.
        let words = words.trim_start_matches("7. ");
        format!(
            "{} {:?} {words} {:?}",
            one.kind().id(),
            one.at,
            one.spec_words()
        )
    });
    let mut told: Vec<String> = told.collect();
    told.sort();
    told
}

type Cosmetic = (&'static str, fn(&str) -> Vec<u8>);

/// Edits of a page that change nothing of what it says.
const COSMETIC: [Cosmetic; 16] = [
    ("blanks at the ends of lines", |text| {
        each_line(text, |line| format!("{line}  "))
    }),
    ("ends of lines as on Windows", |text| {
        text.replace('\n', "\r\n").into_bytes()
    }),
    ("a byte order mark", |text| {
        format!("\u{feff}{text}").into_bytes()
    }),
    ("letters of Hangul apart", |text| {
        text.nfd().collect::<String>().into_bytes()
    }),
    ("blanks around cells", |text| {
        each_line(text, |line| {
            match line.trim_start().starts_with('|') && !line.contains('`') {
                true => line.replace('|', "  |  ").trim().to_owned(),
                false => line.to_owned(),
            }
        })
    }),
    ("other lines below the headings of tables", |text| {
        each_line(text, |line| match is_delimiter(line) {
            true => line.replace("--", "---"),
            false => line.to_owned(),
        })
    }),
    ("breaks with a slash", |text| {
        text.replace("<br>", "<br />").into_bytes()
    }),
    ("attributes of tags", |text| {
        let text = text
            .replace("<td>", "<td class=\"x y\">")
            .replace("<th>", "<th scope=\"col\">");
        text.replace("<tr>", "<tr style=\"color: red\">")
            .into_bytes()
    }),
    ("another class", |text| {
        text.replace("class=\"tg-0lax\"", "class=\"center-align\"")
            .into_bytes()
    }),
    ("a comment", |text| {
        format!("{text}\n\n<!-- reviewed -->\n").into_bytes()
    }),
    ("another paragraph at the end", |text| {
        format!("{text}\n\n개발이 완료되면 담당자에게 알려 주시기 바랍니다.\n").into_bytes()
    }),
    ("hard blanks", |text| {
        each_line(text, |line| {
            match line.contains("<td") || line.trim_start().starts_with('|') {
                true if !is_delimiter(line) => hard_blanks(line),
                true => line.to_owned(),
                false => line.to_owned(),
            }
        })
    }),
    ("headings in bold", |text| {
        let mut previous = String::new();
        let lines: Vec<&str> = text.split('\n').collect();
        let bold = lines.iter().enumerate().map(|(at, line)| {
            let is_head = lines.get(at + 1).is_some_and(|next| is_delimiter(next));
            previous.clear();
            match is_head && line.starts_with('|') {
                true => bold_cells(line),
                false => (*line).to_owned(),
            }
        });
        bold.collect::<Vec<_>>().join("\n").into_bytes()
    }),
    ("empty lines before headings", |text| {
        each_line(text, |line| match line.starts_with("##") {
            true => format!("\n\n{line}"),
            false => line.to_owned(),
        })
    }),
    ("numbers before headings", |text| {
        each_line(text, |line| match line.split_once("# ") {
            Some((marks, words))
                if line.starts_with("##") && !words.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                format!("{marks}# 7. {words}")
            }
            _ => line.to_owned(),
        })
    }),
    ("rows in another order", swapped_rows),
];

fn each_line(text: &str, edit: impl Fn(&str) -> String) -> Vec<u8> {
    let lines: Vec<String> = text.split('\n').map(edit).collect();
    lines.join("\n").into_bytes()
}

fn is_delimiter(line: &str) -> bool {
    line.contains("--") && line.contains('|') && line.chars().all(|c| "-:| \t".contains(c))
}

/// Blanks between words of cells, as word processors save them; those in tags stay.
fn hard_blanks(line: &str) -> String {
    let mut depth = 0;
    let mut out = String::new();
    for c in line.chars() {
        match c {
            '<' => depth += 1,
            '>' => depth -= 1,
            _ => {}
        }
        out.push(if c == ' ' && depth == 0 && !out.is_empty() {
            '\u{a0}'
        } else {
            c
        });
    }
    out
}

fn bold_cells(line: &str) -> String {
    let cells = line
        .split('|')
        .map(|cell| match cell.trim().is_empty() || cell.contains('*') {
            true => cell.to_owned(),
            false => format!(" **{}** ", cell.trim()),
        });
    cells.collect::<Vec<_>>().join("|")
}

/// The first two rows of every Markdown table changed places, where neither has members or an object.
fn swapped_rows(text: &str) -> Vec<u8> {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    for at in 0..lines.len().saturating_sub(3) {
        let plain = |line: &str| {
            let first = line
                .trim_start_matches('|')
                .split('|')
                .next()
                .unwrap_or_default()
                .trim();
            line.starts_with('|') && first.len() > 1 && !first.starts_with('\u{3000}')
        };
        if is_delimiter(&lines[at]) && plain(&lines[at + 1]) && plain(&lines[at + 2]) {
            let nested = lines[at + 1].contains("Object") || lines[at + 1].contains("Array");
            if !nested && !lines[at - 1].contains("|  ") && !lines[at - 1].contains("| |") {
                lines.swap(at + 1, at + 2);
            }
        }
    }
    lines.join("\n").into_bytes()
}

#[test]
fn what_changes_nothing_is_never_told() {
    let (mut count, mut wrong) = (0, Vec::new());
    for (model, pages) in originals() {
        for original in pages {
            for (name, edit) in COSMETIC {
                let edited = edit(&original.text);
                if edited == original.text.as_bytes() {
                    continue;
                }
                count += 1;
                let page = read(&edited).unwrap();
                let told = match document_of(&page, &model) {
                    Some(document) if document == original.document => {
                        told(&page, &model, document)
                    }
                    other => vec![format!("taken for {other:?}")],
                };
                let new: Vec<_> = told
                    .iter()
                    .filter(|one| !original.told.contains(one))
                    .collect();
                let gone: Vec<_> = original
                    .told
                    .iter()
                    .filter(|one| !told.contains(one))
                    .collect();
                if !new.is_empty() || !gone.is_empty() {
                    wrong.push(format!(
                        "{}, {name}: new {new:#?}, gone {gone:#?}",
                        original.name
                    ));
                }
            }
        }
    }
    eprintln!("{count} edits of pages that change nothing");
    assert!(
        wrong.is_empty(),
        "{} of {count}: {}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// How many of a hundred changes of a kind are told at least. Not compared, and so not told, is what the client supplies
/// whatever the page says; the length of what has a list of values, from which it follows; digits that a page may call a
/// number; and a required mark in an answer where the spec has the member on success.
const TOLD: [(&str, usize); 8] = [
    ("another name", 100),
    ("another cipher or digest", 100),
    ("another length", 90),
    ("another presence", 75),
    ("another type", 80),
    ("conditional, and the mark removed", 75),
    ("required, and the mark removed", 70),
    ("a length removed", 90),
];

/// A change of one cell: what kind it is, the cell, and what stands in its place.
struct Mutant<'p> {
    kind: &'static str,
    cell: &'p Cell,
    text: String,
}

/// The changes of the cells of a field.
fn mutants(field: &DocumentedField) -> Vec<Mutant<'_>> {
    let mut all = Vec::new();
    let mut add = |kind, cell, text: &str| {
        let text = text.to_owned();
        all.push(Mutant { kind, cell, text });
    };
    if let Said::Given(length) = &field.length {
        add("another length", &length.cell, "7777");
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
                add(
                    "another cipher or digest",
                    note,
                    &note.text.replace(from, to),
                );
            }
        }
    }
    all
}

/// The page with another text in a cell, where the cell can be told in its line.
fn with(text: &str, mutant: &Mutant<'_>) -> Option<String> {
    let cell = mutant.cell;
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let line = lines.get_mut(cell.line.checked_sub(1)?)?;
    let column = cell.column?;
    if line.trim_start().starts_with('|') {
        let mut cells: Vec<String> = line.trim_start().split('|').map(str::to_owned).collect();
        let place = cells.get_mut(column)?;
        let (old, new) = (cell.text.split('\n').next()?, &mutant.text);
        *place = match mutant.kind {
            "another cipher or digest" => edited(place, &cell.text, new)?,
            _ if place.contains(old) => place.replacen(old, new, 1),
            _ => return None,
        };
        *line = cells.join("|");
        return Some(lines.join("\n"));
    }
    let old = format!(">{}<", cell.text);
    if mutant.kind == "another cipher or digest" {
        *line = edited(line, &cell.text, &mutant.text)?;
        return Some(lines.join("\n"));
    }
    if line.matches(&old).count() != 1 {
        return None;
    }
    *line = line.replacen(&old, &format!(">{}<", mutant.text), 1);
    Some(lines.join("\n"))
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

/// Whether a change is told, in a difference or in a note; none where it cannot be made in the text.
fn is_told(model: &Vendor, original: &Original, mutant: &Mutant<'_>) -> Option<bool> {
    let text = with(&original.text, mutant)?;
    let page = read(text.as_bytes()).unwrap();
    let Some(document) = document_of(&page, model) else {
        return Some(true);
    };
    let notes = |page: &Page, document| {
        let notes = drift(page, model, document).notes.into_iter();
        notes.map(|note| note.text).collect::<Vec<_>>()
    };
    let same = told(&page, model, document) == original.told
        && notes(&page, document) == notes(&original.page, original.document);
    Some(!same)
}

#[test]
fn every_kind_of_change_is_told() {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut silent = Vec::new();
    let originals = originals();
    if originals.iter().all(|(_, pages)| pages.is_empty()) {
        eprintln!("skipped: the vendors' pages are not here");
        return;
    }
    for (model, pages) in &originals {
        for original in pages {
            let operations = original.page.operations.iter();
            let fields = operations.flat_map(|one| one.request.iter().chain(&one.answer));
            // Some of them are as good as all, and take a part of the time.
            for field in fields.step_by(STEP) {
                let all = mutants(field);
                // What the spec leaves out, or has in another way, is not compared.
                let is_compared = all.iter().find(|one| one.kind == "another name");
                if is_compared.is_none_or(|one| is_told(model, original, one) != Some(true)) {
                    continue;
                }
                for mutant in &all {
                    let Some(is_told) = is_told(model, original, mutant) else {
                        continue;
                    };
                    let (all, found) = counts.entry(mutant.kind).or_default();
                    *all += 1;
                    *found += usize::from(is_told);
                    if !is_told {
                        silent.push(format!(
                            "{}:{}: {} `{}` → `{}`",
                            original.name,
                            mutant.cell.line,
                            mutant.kind,
                            mutant.cell.text,
                            mutant.text
                        ));
                    }
                }
            }
        }
    }
    for (kind, (all, found)) in &counts {
        eprintln!("{kind}: {found} of {all}");
    }
    for (kind, least) in TOLD {
        let (all, found) = counts.get(kind).copied().unwrap_or_default();
        assert!(
            all > 1 && found * 100 >= all * least,
            "{kind}: {found} of {all}\n{}",
            silent.join("\n")
        );
    }
    assert_eq!(counts.len(), TOLD.len(), "{counts:?}");
}
