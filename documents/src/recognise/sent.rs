//! The body that a `curl` command sends.

use super::json;
use crate::page::{Cell, SampleBody, SampleForm, SampleMember, ShownHeader, Way};
use crate::vocabulary;

/// What stands before a body, the longest first.
const DATA: [&str; 8] = [
    "--data-urlencode ",
    "--data-binary ",
    "--data-raw ",
    "--data ",
    "--form ",
    "-d ",
    "-F ",
    "--data-ascii ",
];

/// The body of a command, where it is JSON or pairs of names and values.
pub(super) fn body(lines: &[Cell]) -> Option<SampleBody> {
    let data = lines
        .iter()
        .enumerate()
        .filter_map(|(index, cell)| Some((index, cell, behind_data(&cell.text)?)));
    let data: Vec<(usize, &Cell, &str)> = data.collect();
    let (index, cell, text) = *data.first()?;
    let (form, members) = match text.starts_with(['{', '[']) {
        true => (SampleForm::Json, json(lines.get(index..)?, text)),
        false => (SampleForm::Form, pairs(&data)),
    };
    (!members.is_empty()).then(|| SampleBody {
        way: Some(Way::Request),
        form,
        cell: cell.clone(),
        members,
    })
}

/// The headers of a command, but for those that every request has: `-H 'X-Key: …'`.
pub(super) fn headers(lines: &[Cell]) -> Vec<ShownHeader> {
    let marks = ["-H ", "--header "];
    let shown = lines.iter().flat_map(|cell| {
        let behind = marks.iter().flat_map(|mark| cell.text.split(mark).skip(1));
        behind.filter_map(move |text| {
            let text = text.trim_start().trim_start_matches(['\'', '"']);
            let name = text.split_once(':').map(|(name, _)| name)?;
            vocabulary::is_wire_name(name).then(|| header(text, cell))?
        })
    });
    shown.collect()
}

/// The header that a text shows, such as `X-Key: value`, where it is none that every request has.
pub(super) fn header(text: &str, cell: &Cell) -> Option<ShownHeader> {
    let (name, _) = text.split_once(':')?;
    (!is_of_every_request(name)).then(|| ShownHeader {
        name: name.to_owned(),
        cell: cell.clone(),
        is_sampled: true,
    })
}

/// Whether a header is one that requests have whatever they ask for, or one that says how a body is written.
pub(super) fn is_of_every_request(name: &str) -> bool {
    const OF_ALL: [&str; 9] = [
        "host",
        "accept",
        "connection",
        "user-agent",
        "content-type",
        "content-length",
        "cache-control",
        "accept-encoding",
        "accept-language",
    ];
    OF_ALL.contains(&name.to_lowercase().as_str())
}

/// What a line sends, without the mark that it begins with.
fn behind_data(line: &str) -> Option<&str> {
    let mut behind = DATA.iter().filter_map(|mark| line.split_once(*mark));
    let text = behind.next()?.1.trim_start();
    Some(text.strip_prefix(['\'', '"']).unwrap_or(text))
}

/// The members of JSON that goes on to the end of the command.
fn json(lines: &[Cell], first: &str) -> Vec<SampleMember> {
    let texts = std::iter::once(first).chain(lines.iter().skip(1).map(|cell| cell.text.as_str()));
    let lines = lines.iter().zip(texts).map(|(cell, text)| Cell {
        text: without_end(text).to_owned(),
        ..cell.clone()
    });
    let lines: Vec<Cell> = lines.collect();
    json::members(&lines.iter().collect::<Vec<&Cell>>())
}

/// A line without what ends a body, and without the mark that says that the command goes on: `}' \`.
fn without_end(text: &str) -> &str {
    let text = text.trim_end().trim_end_matches('\\').trim_end();
    match text.strip_suffix(['\'', '"']) {
        Some(rest) if rest.ends_with(['}', ']']) => rest,
        _ => text,
    }
}

fn pairs(data: &[(usize, &Cell, &str)]) -> Vec<SampleMember> {
    let pairs = data.iter().flat_map(|(_, cell, text)| {
        let text = without_end(text).trim_end_matches(['\'', '"']);
        text.split('&').map(|pair| (pair, cell.line))
    });
    let members = pairs.filter_map(|(pair, line)| {
        let (name, value) = pair.split_once('=')?;
        let name = name.trim();
        vocabulary::is_wire_name(name).then(|| SampleMember {
            path: vec![name.to_owned()],
            kind: None,
            value: Some(value.trim().to_owned()),
            line,
            said: None,
        })
    });
    members.collect()
}
