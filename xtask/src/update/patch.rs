//! Differences → edits of a spec's text, comments and layout kept. Nothing here touches the disk.

use std::ops::Range;

use kpg_codegen::model::Name;
use kpg_codegen::{SourceFile, Span, Written, check};
use kpg_documents::Page;
use kpg_documents::drift::{At, Drift, Finding, Mechanical, drift};

use crate::drift::{Spec, part_keys, written};
use crate::import::{names, yaml};

/// A spec that takes its pages in, as far as that needs no judgement.
#[derive(Debug)]
pub(super) struct Patched {
    pub(super) spec: Spec,
    /// What was taken in.
    pub(super) taken: Vec<Finding>,
    /// What is left to do: the position of the page, the difference, and why it was not written.
    pub(super) left: Vec<(usize, Finding, Option<String>)>,
}

/// Writes one difference after the other. An edit stays only when the spec compiles with it and the difference
/// is gone; a document's digest and date follow when nothing of its page is left.
pub(super) fn patched(mut spec: Spec, pages: &[(Page, usize)], today: &str) -> Patched {
    let mut taken = Vec::new();
    let mut refused: Vec<(usize, Finding, String)> = Vec::new();
    while let Some((index, finding)) = next(&spec, pages, &refused) {
        match with(&spec, pages, index, &finding) {
            Ok(changed) => {
                spec = changed;
                taken.push(finding);
            }
            Err(reason) => refused.push((index, finding, reason)),
        }
    }
    for (page, document) in pages {
        let drift = drift(page, &spec.vendor, *document);
        if drift.findings.is_empty()
            && !drift.identical
            && let Some(changed) = dated(&spec, page, *document, today)
        {
            spec = changed;
        }
    }
    let left = differences(&spec, pages)
        .into_iter()
        .map(|(index, finding)| {
            let reason = refused
                .iter()
                .find(|(page, known, _)| *page == index && *known == finding)
                .map(|(_, _, reason)| reason.clone());
            (index, finding, reason)
        });
    let left = left.collect();
    Patched { spec, taken, left }
}

fn differences(spec: &Spec, pages: &[(Page, usize)]) -> Vec<(usize, Finding)> {
    let drifts = pages.iter().enumerate().map(|(index, (page, document))| {
        let Drift { findings, .. } = drift(page, &spec.vendor, *document);
        findings.into_iter().map(move |finding| (index, finding))
    });
    drifts.flatten().collect()
}

/// The first difference that can be written and has not been tried.
fn next(
    spec: &Spec,
    pages: &[(Page, usize)],
    refused: &[(usize, Finding, String)],
) -> Option<(usize, Finding)> {
    differences(spec, pages)
        .into_iter()
        .find(|(index, finding)| {
            let tried = refused
                .iter()
                .any(|(page, known, _)| page == index && known == finding);
            finding.edit.is_some() && !tried
        })
}

/// The spec with one difference written, or why that can not be.
fn with(
    spec: &Spec,
    pages: &[(Page, usize)],
    index: usize,
    finding: &Finding,
) -> Result<Spec, String> {
    let edit = finding
        .edit
        .as_ref()
        .and_then(|edit| edit_of(spec, finding, edit));
    let edit = edit.ok_or("there is no one place for it in the spec")?;
    let changed = compiled(spec, &applied(spec.file.text(), &edit))?;
    let after = differences(&changed, pages);
    match after.len() < differences(spec, pages).len() && !after.contains(&(index, finding.clone()))
    {
        true => Ok(changed),
        false => Err("the page would still differ".to_owned()),
    }
}

/// A text in place of a range of bytes.
#[derive(Debug)]
struct Edit {
    range: Range<usize>,
    text: String,
}

fn applied(text: &str, edit: &Edit) -> String {
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

fn edit_of(spec: &Spec, finding: &Finding, edit: &Mechanical) -> Option<Edit> {
    match edit {
        Mechanical::Write { key, text } => {
            let there = written(spec, &finding.at)?;
            match there.keys.last().is_some_and(|last| last == key) {
                true => Some(replaced(spec, &there, text)),
                // The field is there and has no such key yet.
                false => Some(inserted(spec, &there, key, &styled("", text))?),
            }
        }
        Mechanical::Add { key, entries } => {
            let keys = match &finding.at {
                At::Field(at, _) if at.path.len() == 1 => part_keys(spec, at)?,
                At::Value(..) | At::Code(..) => written(spec, &finding.at)?.keys,
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

fn replaced(spec: &Spec, there: &Written, text: &str) -> Edit {
    let range = spec.file.clamp(there.value);
    let before = spec.file.text().get(range.clone()).unwrap_or_default();
    Edit {
        text: styled(before, text),
        range,
    }
}

fn is_flow(spec: &Spec, value: Span) -> bool {
    let rest = spec.file.text().get(value.start..).unwrap_or_default();
    rest.starts_with('{')
}

/// Another key of a mapping that has some: before its first.
fn inserted(spec: &Spec, there: &Written, key: &str, text: &str) -> Option<Edit> {
    let first = member(spec, there, there.members.first()?)?;
    let gap = match is_flow(spec, there.value) {
        true => ", ".to_owned(),
        false => format!("\n{}", indent(spec, first.key.start)?),
    };
    Some(Edit {
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
) -> Option<Edit> {
    let last = member(spec, list, list.members.last()?)?;
    let mut written = Vec::new();
    // A wire name that Rust can not have is no name.
    if !entries.iter().any(|(key, _)| *key == "name") && Name::from_wire(key).is_err() {
        written.push(("name", names::suggested(key, "value")));
    }
    written.extend(entries.iter().map(|(key, text)| (*key, styled("", text))));
    let entry = format!("{}: {}", yaml::key(key), yaml::flow(&written));
    let text = spec.file.text();
    if is_flow(spec, list.value) {
        let end = spec.file.clamp(last.value).end;
        return Some(Edit {
            range: end..end,
            text: format!(", {entry}"),
        });
    }
    let before = text.get(..last.value.end)?.trim_end();
    let rest = text.get(before.len()..)?;
    let end = before.len() + rest.find('\n').unwrap_or(rest.len());
    let indent = indent(spec, last.key.start)?;
    Some(Edit {
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
