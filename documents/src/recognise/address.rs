//! Methods and addresses: in tables of environments, and in lines that hold nothing else.

use std::collections::BTreeSet;

use kpg_codegen::model::Method;

use super::hosts;
use super::url::{address, without_sample_query};
use crate::block::Table;
use crate::page::{Address, Cell, Fact};
use crate::vocabulary::{self, Role};

/// A line longer than this is a sentence.
const LONGEST_LINE: usize = 200;
/// What stands in more letters behind an address is no name of an environment.
const LONGEST_ASIDE: usize = 12;

/// What a line says about where requests go.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) method: Option<Fact<Method>>,
    pub(super) address: Option<Address>,
}

/// A line that holds a method, an address or both, and at most a word on it.
pub(super) fn line(cell: &Cell) -> Option<Line> {
    let text = with_short_host(&cell.text);
    let text = method_apart(&text);
    let text = without_sample_query(text.trim());
    let (text, aside) = without_environment(text);
    if text.chars().count() > LONGEST_LINE {
        return None;
    }
    let mut line = Line::default();
    let mut label = Vec::new();
    for word in text.split_whitespace() {
        let word = word.trim_matches(['`', '\'', '"', ',']);
        let is_begun = line.method.is_some() || line.address.is_some();
        if is_begun && (is_version(word) || is_media_type(word)) {
            continue;
        }
        if let Some(method) = method(word.trim_matches(['[', ']', '(', ')', ':'])) {
            line.method.get_or_insert(Fact {
                value: method,
                cell: cell.clone(),
            });
        } else if let Some(address) = address(word, cell) {
            // Two addresses in a line are a sentence about them.
            if line.address.replace(address).is_some() {
                return None;
            }
        } else if !matches!(word, ":" | "-" | "=" | "|" | "→" | "•" | "") {
            label.push(word);
        }
    }
    // `POST api/v1/pay`
    if let ([path], true, None) = (label.as_slice(), line.method.is_some(), &line.address) {
        line.address = bare_path(path, cell);
        label.truncate(if line.address.is_some() { 0 } else { 1 });
    }
    let label = label.join(" ");
    let environment = vocabulary::environment(aside.unwrap_or(&label));
    // `운영 : https://…`, `요청 URL : /v1/cancel`, or no word at all.
    let short = label.chars().count() <= 24 && !label.contains(['=', '"', ';', '(', '{']);
    let known = label.is_empty()
        || (short
            && (environment.is_some()
                || label.ends_with(':')
                || vocabulary::is_section(&label)
                || vocabulary::names_method(&label)
                || calls_address(&label)));
    if !known || (line.address.is_none() && !(label.is_empty() || vocabulary::names_method(&label)))
    {
        return None;
    }
    if let Some(address) = &mut line.address {
        let name = aside.unwrap_or(label.trim_end_matches([':', ' ']));
        address.environment = environment.map(|_| name.to_owned());
    }
    (line.address.is_some() || line.method.is_some()).then_some(line)
}

/// A line without the environment that stands in parentheses at its end: `HOST: https://… (운영)`.
fn without_environment(text: &str) -> (&str, Option<&str>) {
    let aside = text
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('));
    let aside = aside.filter(|(_, inner)| {
        inner.chars().count() <= LONGEST_ASIDE && vocabulary::environment(inner).is_some()
    });
    aside.map_or((text, None), |(before, inner)| {
        (before.trim_end(), Some(inner))
    })
}

/// Whether words end in one for an address: `빌키발급 URL`.
fn calls_address(label: &str) -> bool {
    let last = label.split_whitespace().last().unwrap_or_default();
    vocabulary::columns(last).first() == Some(&Role::Url)
}

/// Whether a line begins with the word for what it gives: `Path: /v1/pay`, `Method: POST`.
pub(super) fn is_labelled(cell: &Cell) -> bool {
    let label = cell.text.split_once(':').map(|(label, _)| label.trim_end());
    let is_word = |label: &str| {
        vocabulary::names_method(label) || vocabulary::columns(label).first() == Some(&Role::Url)
    };
    label.is_some_and(|label| is_word(label) || vocabulary::is_call_fact(label))
}

/// The method and the path that a heading gives behind the title of a call: `인증번호 요청 (POST): /v1/auth`.
pub(super) fn behind_title(cell: &Cell) -> Option<Line> {
    let text = cell.text.replace(['(', ')', '[', ']', '`'], " ");
    let words = || text.split_whitespace().map(|word| word.trim_matches(':'));
    let mut methods = words().filter_map(|word| method_fact(word, cell));
    let mut addresses = words().filter_map(|word| address(word, cell));
    let line = Line {
        method: Some(methods.next()?),
        address: Some(addresses.next()?),
    };
    (methods.next().is_none() && addresses.next().is_none()).then_some(line)
}

/// The method that a line names beside other things: `Method: POST · Content-Type: application/json`.
pub(super) fn named_method(cell: &Cell) -> Option<Line> {
    let place = cell.text.to_lowercase().find("method")?;
    let behind = cell.text.get(place..)?;
    let words = behind.split(|c: char| !c.is_ascii_alphanumeric());
    let word = words.skip(1).find(|word| !word.is_empty())?;
    let method = method_fact(word, cell)?;
    Some(Line {
        method: Some(method),
        address: None,
    })
}

/// The content type behind a method: `POST (application/json)`.
fn is_media_type(word: &str) -> bool {
    let bare = word.trim_matches(['(', ')', ';']);
    ["application/", "multipart/", "text/"]
        .iter()
        .any(|kind| bare.starts_with(kind))
}

/// The end of a request line, also where a page misspells it: `HTTP/1.1`, `HTTTP/1.1`.
pub(super) fn is_version(word: &str) -> bool {
    let version = word
        .strip_prefix('H')
        .and_then(|rest| rest.split_once("P/"));
    version.is_some_and(|(letters, version)| {
        letters.chars().all(|c| c == 'T') && version.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// The addresses of a table that has them, each with what its row or its column calls the environment.
///
/// A table that lists the addresses of several operations has the one of the operation at hand only where a row
/// is called as `titles` are.
pub(super) fn table(table: &Table, titles: &[&str]) -> Vec<Line> {
    let mut rows: Vec<(&[Cell], Vec<Line>)> = Vec::new();
    for row in &table.rows {
        let found = row_lines(table, row);
        if !found.is_empty() {
            rows.push((row, found));
        }
    }
    let paths = rows.iter().flat_map(|(_, lines)| lines);
    let paths: BTreeSet<&str> = paths
        .filter_map(|line| line.address.as_ref()?.path())
        .collect();
    // A row of hosts is of all operations.
    let leads = |lines: &[Line]| {
        let mut addresses = lines.iter().filter_map(|line| line.address.as_ref());
        addresses.any(|address| address.path().is_some())
    };
    let of_paths = || rows.iter().filter(|(_, lines)| leads(lines));
    let is_of_hosts =
        |lines: &[Line]| !leads(lines) && lines.iter().any(|line| line.address.is_some());
    // Two environments have hosts, or paths that end alike.
    let last = |path: &'_ str| path.rsplit('/').next().map(str::to_owned);
    let ends: BTreeSet<Option<String>> = paths.iter().map(|path| last(path)).collect();
    let is_bare = |line: &Line| {
        line.address
            .as_ref()
            .is_some_and(|address| address.url.is_none())
    };
    let are_bare = of_paths().flat_map(|(_, lines)| lines).all(is_bare) && ends.len() > 1;
    let count = of_paths().count();
    let is_list = (count > 2 || count == 2 && are_bare)
        && paths.len() > 1
        && of_paths().all(|(row, _)| environment_of(row).is_none());
    let folded = |text: &str| vocabulary::fold(vocabulary::unnumbered(text));
    let is_titled = |row: &[Cell]| {
        let mut cells = row.iter().map(|cell| folded(&cell.text));
        cells.any(|cell| titles.iter().any(|title| folded(title) == cell))
    };
    let kept = rows
        .into_iter()
        .filter(|(row, lines)| !is_list || is_of_hosts(lines) || is_titled(row));
    kept.flat_map(|(_, lines)| lines).collect()
}

/// A method that stands in a row of its own is that of the addresses of the other rows, where it is the only one.
pub(super) fn with_one_method(mut lines: Vec<Line>) -> Vec<Line> {
    let mut methods = lines.iter().filter(|line| line.address.is_none());
    let only = methods.next().filter(|_| methods.next().is_none());
    let Some(method) = only.and_then(|line| line.method.clone()) else {
        return lines;
    };
    let mut has_address = false;
    for line in lines.iter_mut().filter(|line| line.address.is_some()) {
        line.method.get_or_insert_with(|| method.clone());
        has_address = true;
    }
    lines.retain(|line| !has_address || line.address.is_some());
    lines
}

/// What one of the cells of a row calls an environment.
fn environment_of(row: &[Cell]) -> Option<String> {
    let names = row
        .iter()
        .filter(|cell| vocabulary::environment(&cell.text).is_some());
    names
        .map(|cell| cell.text.clone())
        .find(|name| !name.contains('/'))
}

/// The addresses of a row, or its method where it has no address.
fn row_lines(table: &Table, row: &[Cell]) -> Vec<Line> {
    let names_method = |cell: &Cell| vocabulary::names_method(&cell.text);
    // `[badge:POST,blue]`
    let decorated = |cell: &Cell| {
        let mut words = cell.text.split(|c: char| !c.is_ascii_alphanumeric());
        words.find_map(|word| method_fact(word, cell))
    };
    let is_named = row.len() <= 3 && row.iter().any(names_method);
    let method = row
        .iter()
        .find_map(|cell| method_fact(cell.text.trim(), cell))
        .or_else(|| row.iter().filter(|_| is_named).find_map(decorated));
    let mut lines: Vec<Line> = row.iter().filter_map(cell_line).collect();
    lines.extend(row.iter().filter_map(|cell| below_url(table, cell)));
    lines.extend(hosts::row(table, row).into_iter().map(|address| Line {
        method: None,
        address: Some(address),
    }));
    let several = lines.len() > 1;
    let row_name = environment_of(row);
    for line in &mut lines {
        line.method = line.method.take().or_else(|| method.clone());
        if let Some(address) = &mut line.address {
            address.environment = match several {
                true => column_name(table, &address.cell),
                false => row_name
                    .clone()
                    .or_else(|| column_name(table, &address.cell)),
            };
        }
    }
    if lines.is_empty() && method.is_some() && is_named {
        lines.push(Line {
            method,
            address: None,
        });
    }
    lines
}

/// What the heading of a cell's column calls an environment.
fn column_name(table: &Table, cell: &Cell) -> Option<String> {
    let column = cell.column?.checked_sub(1)?;
    let heading = table.rows.first()?.get(column)?;
    vocabulary::environment(&heading.text).map(|_| heading.text.clone())
}

/// A path that begins without a slash, below a heading that calls it an address: `v1.0/payments/request`.
fn below_url(table: &Table, cell: &Cell) -> Option<Line> {
    let column = cell.column?.checked_sub(1)?;
    let heading = table.rows.first()?.get(column)?;
    let is_url = vocabulary::columns(&heading.text).first() == Some(&Role::Url);
    let address = Some(cell.text.as_str()).filter(|_| is_url);
    Some(Line {
        method: None,
        address: Some(bare_path(address?, cell)?),
    })
}

/// A path that begins without a slash.
fn bare_path(text: &str, cell: &Cell) -> Option<Address> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/{}".contains(c);
    let is_path = text.contains('/') && text.chars().all(plain) && !text.starts_with(['/', '{']);
    is_path.then(|| Address {
        environment: None,
        url: None,
        path: Some(format!("/{text}")),
        cell: cell.clone(),
    })
}

/// A cell with an address in it, and at most a method.
fn cell_line(cell: &Cell) -> Option<Line> {
    let mut line = Line::default();
    for word in with_short_host(&cell.text).split_whitespace() {
        match (method_fact(word, cell), address(word, cell)) {
            (Some(method), _) => line.method = Some(method),
            (None, Some(address)) if line.address.is_none() => line.address = Some(address),
            // An address over two lines
            (None, Some(path)) if cell.text.contains('\n') => {
                line.address = Some(joined(line.address.take()?, &path)?);
            }
            // A sentence with an address in it.
            _ => return None,
        }
    }
    line.address.is_some().then_some(line)
}

/// A host with the path that stands apart from it.
fn joined(host: Address, path: &Address) -> Option<Address> {
    let is_host = host.path().is_none() && path.url.is_none();
    let url = host.url.as_ref().filter(|_| is_host)?;
    let url = format!("{url}{}", path.path.as_deref()?);
    Some(Address {
        url: Some(url),
        ..host
    })
}

/// The method that a word is, as a cell says it.
pub(super) fn method_fact(word: &str, cell: &Cell) -> Option<Fact<Method>> {
    let value = method(word)?;
    Some(Fact {
        value,
        cell: cell.clone(),
    })
}

/// Whether a word is a method.
pub(super) fn is_method(word: &str) -> bool {
    method(word).is_some()
}

/// A method that decoration has joined to the address before it, with a blank between them: `…/v1/payPOST`.
fn method_apart(text: &str) -> std::borrow::Cow<'_, str> {
    let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    let apart = methods.iter().find_map(|method| {
        let before = text.trim_end().strip_suffix(method)?;
        let joined = before.ends_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
        let word = before.split_whitespace().last()?;
        (joined && word.contains('/')).then(|| format!("{before} {method}"))
    });
    apart.map_or(text.into(), Into::into)
}

/// An address whose host is a placeholder of words, with one without blanks: `https://{API Domain}/v1/pay`.
fn with_short_host(text: &str) -> std::borrow::Cow<'_, str> {
    let short = || {
        let (before, behind) = text.split_once("://{")?;
        let (_, path) = behind.split_once('}')?;
        let before = before.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        Some(format!("{before}{{host}}{path}"))
    };
    short().map_or(text.into(), Into::into)
}

fn method(word: &str) -> Option<Method> {
    Some(match word {
        "GET" => Method::Get,
        "POST" => Method::Post,
        "PUT" => Method::Put,
        "PATCH" => Method::Patch,
        "DELETE" => Method::Delete,
        _ => return None,
    })
}
