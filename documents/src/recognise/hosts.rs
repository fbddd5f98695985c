//! Hosts that a page gives without a scheme, or several on one line: `테스트 : dev-api.example.com / 운영 : api.example.com`,
//! a column of hosts beside one of ports. Which operation an address is of is decided elsewhere.

use super::url;
use crate::block::Table;
use crate::page::{Address, Cell};
use crate::vocabulary::{self, Role};

/// What parts the hosts of a line.
const BETWEEN: [&str; 4] = [" / ", ", ", " | ", "; "];
/// The port of `https`, which an address need not have.
const PORT_OF_HTTPS: &str = "443";

/// The hosts of a line that gives nothing but them, each behind what it calls the environment.
pub(super) fn line(cell: &Cell) -> Vec<Address> {
    let text = vocabulary::item(&cell.text).map_or(cell.text.as_str(), |(_, rest)| rest);
    let mark = BETWEEN.iter().find(|mark| text.contains(**mark));
    let parts = match mark {
        Some(mark) => text.split(mark).collect(),
        None => vec![text],
    };
    let mut found: Vec<Address> = Vec::new();
    for part in parts {
        // Several hosts of one environment
        let above = found.last().and_then(|last| last.environment.clone());
        match behind_environment(part, cell).or_else(|| {
            let (host, environment) = (address_of(part.trim(), cell)?, above?);
            Some(named(host, environment))
        }) {
            Some(address) => found.push(address),
            None => return Vec::new(),
        }
    }
    found
}

/// `운영 : api.example.com`, `개발(dev-api.example.com)`
fn behind_environment(part: &str, cell: &Cell) -> Option<Address> {
    let words: Vec<&str> = part
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '='))
        .map(|word| word.trim_matches([':', '`', '"', '\'']))
        .filter(|word| !word.is_empty())
        .collect();
    let (last, label) = words.split_last()?;
    // `운영:api.example.com`
    let (joined, host) = match last.split_once(':') {
        Some((name, host)) if vocabulary::environment(name).is_some() && !name.contains('.') => {
            (name, host)
        }
        _ => ("", *last),
    };
    let label = format!("{} {joined}", label.join(" "));
    let is_label = vocabulary::environment(&label).is_some() && label.chars().count() <= 24;
    let address = address_of(host, cell).filter(|_| is_label)?;
    Some(named(address, label.trim().to_owned()))
}

fn named(address: Address, environment: String) -> Address {
    Address {
        environment: Some(environment),
        ..address
    }
}

/// The address that a word is, with a scheme or without.
fn address_of(word: &str, cell: &Cell) -> Option<Address> {
    let whole = url::address(word, cell).filter(|address| address.url.is_some());
    whole.or_else(|| bare(word, cell))
}

/// A host without a scheme, with a port and a path or without; kpg knows addresses with `https` only.
fn bare(word: &str, cell: &Cell) -> Option<Address> {
    let end = word.find(['/', ':']).unwrap_or(word.len());
    let (host, behind) = word.split_at(end);
    let port = behind
        .strip_prefix(':')
        .map(|rest| rest.split('/').next().unwrap_or_default());
    let is_port = port.is_none_or(|port| {
        (2..=5).contains(&port.len()) && port.chars().all(|c| c.is_ascii_digit())
    });
    (vocabulary::is_host(host) && is_port)
        .then(|| url::address(&format!("https://{word}"), cell))?
}

/// The hosts of a row of a table, where a heading or the first cell calls them so, or a cell names their environment.
pub(super) fn row(table: &Table, row: &[Cell]) -> Vec<Address> {
    let heading = |cell: &Cell| {
        let column = cell.column?.checked_sub(1)?;
        table.rows.first()?.get(column)
    };
    let is_url = |cell: &Cell| vocabulary::columns(&cell.text).first() == Some(&Role::Url);
    let names_environment = |cell: &Cell| vocabulary::environment(&cell.text).is_some();
    let is_called = row
        .first()
        .is_some_and(|first| is_url(first) || names_environment(first));
    let hosts = row
        .iter()
        .filter(|cell| is_called || heading(cell).is_some_and(is_url));
    let mut hosts: Vec<Address> = hosts
        .filter_map(|cell| bare(cell.text.trim(), cell))
        .collect();
    let is_port =
        |cell: &&Cell| heading(cell).is_some_and(|heading| vocabulary::is_port(&heading.text));
    let port = row.iter().find(is_port).map(|cell| cell.text.trim());
    let port =
        port.filter(|port| *port != PORT_OF_HTTPS && port.chars().all(|c| c.is_ascii_digit()));
    if let ([host], Some(port)) = (hosts.as_mut_slice(), port)
        && host.path().is_none()
        && !port.is_empty()
        && let Some(url) = &mut host.url
    {
        url.push(':');
        url.push_str(port);
    }
    hosts
}
