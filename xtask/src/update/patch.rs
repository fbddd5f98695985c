//! Differences → edits of a spec's text, comments and layout kept. Nothing here touches the disk.

use std::ops::Range;

use kpg_codegen::model::Name;
use kpg_codegen::{SourceFile, Span, Written, check};
use kpg_documents::Page;
use kpg_documents::drift::{Difference, Location, WrittenEdit};

use crate::drift::{Spec, against, part_keys, written};
use crate::import::names;
use crate::yaml;

/// A spec that takes its pages in, as far as that needs no judgement.
#[derive(Debug)]
pub(super) struct Patched {
    pub(super) spec: Spec,
    /// What was taken in.
    pub(super) taken: Vec<Difference>,
    /// What is left to do: the position of the page, the difference, and why it was not written.
    pub(super) left: Vec<(usize, Difference, Option<String>)>,
}

/// Writes one difference after the other. An edit stays only when the spec compiles with it and the difference
/// is gone; a document's digest and date follow when nothing of its page is left.
pub(super) fn patched(mut spec: Spec, pages: &[(Page, usize)], today: &str) -> Patched {
    let mut taken = Vec::new();
    let mut refused: Vec<(usize, Difference, String)> = Vec::new();
    while let Some((index, difference)) = next(&spec, pages, &refused) {
        match with_edit(&spec, pages, index, &difference) {
            Ok(changed) => {
                spec = changed;
                taken.push(difference);
            }
            Err(reason) => refused.push((index, difference, reason)),
        }
    }
    for (page, document) in pages {
        let (drift, _) = against(&spec, page, *document);
        if drift.differences.is_empty()
            && !drift.identical
            && let Some(changed) = dated(&spec, page, *document, today)
        {
            spec = changed;
        }
    }
    let left = differences(&spec, pages)
        .into_iter()
        .map(|(index, difference)| {
            let reason = refused
                .iter()
                .find(|(page, known, _)| *page == index && *known == difference)
                .map(|(_, _, reason)| reason.clone());
            (index, difference, reason)
        });
    let left = left.collect();
    Patched { spec, taken, left }
}

fn differences(spec: &Spec, pages: &[(Page, usize)]) -> Vec<(usize, Difference)> {
    let drifts = pages.iter().enumerate().map(|(index, (page, document))| {
        let (drift, _) = against(spec, page, *document);
        drift
            .differences
            .into_iter()
            .map(move |difference| (index, difference))
    });
    drifts.flatten().collect()
}

/// The first difference that can be written and has not been tried.
fn next(
    spec: &Spec,
    pages: &[(Page, usize)],
    refused: &[(usize, Difference, String)],
) -> Option<(usize, Difference)> {
    differences(spec, pages)
        .into_iter()
        .find(|(index, difference)| {
            let tried = refused
                .iter()
                .any(|(page, known, _)| page == index && known == difference);
            difference.edit.is_some() && !tried
        })
}

/// The spec with one difference written, or why that cannot be.
fn with_edit(
    spec: &Spec,
    pages: &[(Page, usize)],
    index: usize,
    difference: &Difference,
) -> Result<Spec, String> {
    let edit = difference
        .edit
        .as_ref()
        .and_then(|edit| text_edit(spec, difference, &edit.written()));
    let edit = edit.ok_or("there is no one place for it in the spec")?;
    let changed = compiled(spec, &applied(spec.file.text(), &edit))?;
    let after = differences(&changed, pages);
    match after.len() < differences(spec, pages).len()
        && !after.contains(&(index, difference.clone()))
    {
        true => Ok(changed),
        false => Err("the page would still differ".to_owned()),
    }
}

/// A text in place of a range of bytes.
#[derive(Debug)]
struct TextEdit {
    range: Range<usize>,
    text: String,
}

fn applied(text: &str, edit: &TextEdit) -> String {
    let before = text.get(..edit.range.start).unwrap_or_default();
    let after = text.get(edit.range.end..).unwrap_or_default();
    format!("{before}{}{after}", edit.text)
}

/// A changed spec, or the first error that the compiler finds in it.
fn compiled(spec: &Spec, text: &str) -> Result<Spec, String> {
    let file = SourceFile::new(spec.file.name(), text);
    let checked = check(&file);
    match checked.vendor {
        Some(vendor) => Ok(Spec {
            path: spec.path.clone(),
            file,
            vendor,
            places: checked.places,
        }),
        None => {
            let first = checked.report.diagnostics.first();
            let said = first.map(|first| first.message.clone()).unwrap_or_default();
            Err(format!("the spec would not compile: {said}"))
        }
    }
}

fn text_edit(spec: &Spec, difference: &Difference, edit: &WrittenEdit) -> Option<TextEdit> {
    match edit {
        WrittenEdit::Write { key, text } => {
            let there = written(spec, &difference.at)?;
            match there.keys.last().is_some_and(|last| last == key) {
                true => Some(replaced(spec, &there, text)),
                // The field is there and has no such key yet.
                false => Some(inserted(spec, &there, key, &styled("", text))?),
            }
        }
        WrittenEdit::Add { key, entries } => {
            let keys = match &difference.at {
                Location::Field(at, _) if at.path.len() == 1 => part_keys(spec, at)?,
                Location::Value(..) | Location::Code(..) => written(spec, &difference.at)?.keys,
                _ => return None,
            };
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let list = spec.places.find(&keys)?;
            appended(spec, &list, key, entries)
        }
    }
}

/// A text in the way in which the one before it was written.
fn styled(before: &str, text: &str) -> String {
    let range = text.chars().all(|c| c.is_ascii_digit() || c == '.');
    match (before.chars().next(), range) {
        (Some('"' | '\''), _) => yaml::quoted(text),
        (_, true) if before.is_empty() && !text.contains("..") => yaml::quoted(text),
        (_, true) => text.to_owned(),
        // A date or a digest stays as plain as it was.
        (Some(_), _) if text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') => {
            text.to_owned()
        }
        (_, false) => yaml::scalar(text),
    }
}

fn replaced(spec: &Spec, there: &Written, text: &str) -> TextEdit {
    let range = spec.file.clamp(there.value);
    let before = spec.file.text().get(range.clone()).unwrap_or_default();
    TextEdit {
        text: styled(before, text),
        range,
    }
}

fn is_flow(spec: &Spec, value: Span) -> bool {
    let rest = spec.file.text().get(value.start..).unwrap_or_default();
    rest.starts_with('{')
}

/// Another key of a mapping that has some: before its first.
fn inserted(spec: &Spec, there: &Written, key: &str, text: &str) -> Option<TextEdit> {
    let first = member(spec, there, there.members.first()?)?;
    let gap = match is_flow(spec, there.value) {
        true => ", ".to_owned(),
        false => format!("\n{}", indent(spec, first.key.start)?),
    };
    Some(TextEdit {
        range: first.key.start..first.key.start,
        text: format!("{key}: {text}{gap}"),
    })
}

/// Another member of a mapping that has some: after its last.
fn appended(
    spec: &Spec,
    list: &Written,
    key: &str,
    entries: &[(&'static str, String)],
) -> Option<TextEdit> {
    let last = member(spec, list, list.members.last()?)?;
    let mut written = Vec::new();
    // A wire name that Rust cannot have is no name.
    if !entries.iter().any(|(key, _)| *key == "name") && Name::from_wire(key).is_err() {
        written.push(("name", names::suggested(key, "value")));
    }
    written.extend(entries.iter().map(|(key, text)| (*key, styled("", text))));
    let entry = format!("{}: {}", yaml::key(key), yaml::flow(&written));
    let text = spec.file.text();
    if is_flow(spec, list.value) {
        let end = spec.file.clamp(last.value).end;
        return Some(TextEdit {
            range: end..end,
            text: format!(", {entry}"),
        });
    }
    let before = text.get(..last.value.end)?.trim_end();
    let rest = text.get(before.len()..)?;
    let end = before.len() + rest.find('\n').unwrap_or(rest.len());
    let indent = indent(spec, last.key.start)?;
    Some(TextEdit {
        range: end..end,
        text: format!("\n{indent}{entry}"),
    })
}

fn member(spec: &Spec, list: &Written, key: &str) -> Option<Written> {
    let mut keys: Vec<&str> = list.keys.iter().map(String::as_str).collect();
    keys.push(key);
    spec.places.find(&keys)
}

/// The blanks before a key that begins a line.
fn indent(spec: &Spec, start: usize) -> Option<&str> {
    let before = spec.file.text().get(..start)?;
    let line = before.get(before.rfind('\n').map_or(0, |newline| newline + 1)..)?;
    line.chars().all(|c| c == ' ').then_some(line)
}

/// The spec with the digest of a page and the day on which it was read.
fn dated(spec: &Spec, page: &Page, document: usize, today: &str) -> Option<Spec> {
    let id = spec.vendor.documents.get(document)?.id.clone();
    let read = spec.places.find(&["documents", &id, "read"])?;
    let changed = compiled(
        spec,
        &applied(spec.file.text(), &replaced(spec, &read, today)),
    )
    .ok()?;
    let digest = changed.places.find(&["documents", &id, "sha256"]);
    let edit = match digest {
        Some(there) => replaced(&changed, &there, &page.sha256),
        None => {
            let there = changed.places.find(&["documents", &id])?;
            inserted(&changed, &there, "sha256", &page.sha256)?
        }
    };
    compiled(&changed, &applied(changed.file.text(), &edit)).ok()
}
