//! Methods and addresses: in tables of environments, and in lines that hold nothing else.

use kpg_codegen::model::Method;

use crate::block::Table;
use crate::page::{Address, Cell, Fact};
use crate::vocabulary;

/// A line longer than this is a sentence.
const LONGEST_LINE: usize = 200;

/// What a line says about where requests go.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) method: Option<Fact<Method>>,
    pub(super) address: Option<Address>,
}

/// A line that holds a method, an address or both, and at most a word on it.
pub(super) fn line(cell: &Cell) -> Option<Line> {
    let text = cell.text.trim();
    if text.chars().count() > LONGEST_LINE {
        return None;
    }
    let mut line = Line::default();
    let mut label = Vec::new();
    for word in text.split_whitespace() {
        let word = word.trim_matches(['`', '\'', '"', ',']);
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
    let label = label.join(" ");
    let environment = vocabulary::environment(&label);
    // `운영 : https://…`, `요청 URL : /v1/cancel`, or no word at all.
    let short = label.chars().count() <= 24 && !label.contains(['=', '"', ';', '(', '{']);
    let known = label.is_empty()
        || (short
            && (environment.is_some() || label.ends_with(':') || vocabulary::is_section(&label)));
    if !known
        || (line.address.is_none()
            && !(label.is_empty()
                || vocabulary::fold(&label).contains("method")
                || label.contains("메")))
    {
        return None;
    }
    if let Some(address) = &mut line.address {
        address.environment = environment.map(|_| label.trim_end_matches([':', ' ']).to_owned());
    }
    (line.address.is_some() || line.method.is_some()).then_some(line)
}

/// The addresses of a table that has them, with what the row calls their environment.
pub(super) fn table(table: &Table) -> Vec<Line> {
    let mut lines = Vec::new();
    for row in &table.rows {
        let found = row.iter().find_map(|cell| {
            let mut line = Line::default();
            for word in cell.text.split_whitespace() {
                match (method(word), address(word, cell)) {
                    (Some(value), _) => {
                        line.method = Some(Fact {
                            value,
                            cell: cell.clone(),
                        });
                    }
                    (None, Some(address)) if line.address.is_none() => line.address = Some(address),
                    // A sentence with an address in it.
                    _ => return None,
                }
            }
            line.address.is_some().then_some(line)
        });
        let Some(mut line) = found else {
            continue;
        };
        let names = row
            .iter()
            .filter(|cell| vocabulary::environment(&cell.text).is_some());
        let name = names
            .map(|cell| cell.text.clone())
            .find(|name| !name.contains('/'));
        let method = row.iter().find_map(|cell| {
            let value = method(cell.text.trim())?;
            Some(Fact {
                value,
                cell: cell.clone(),
            })
        });
        line.method = line.method.or(method);
        if let Some(address) = &mut line.address {
            address.environment = name;
        }
        lines.push(line);
    }
    lines
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

/// An address with a host, a path, or a path after a placeholder for the host.
fn address(word: &str, cell: &Cell) -> Option<Address> {
    let empty = Address {
        environment: None,
        url: None,
        path: None,
        cell: cell.clone(),
    };
    let allowed = |c: char| c.is_ascii_graphic() && !"\"'<>|\\^`;,=()".contains(c);
    if word.starts_with("https://") || word.starts_with("http://") {
        let (_, rest) = word.split_once("://")?;
        let host = rest.split('/').next()?;
        let fine = host.contains('.') && word.chars().all(allowed);
        return fine.then(|| Address {
            url: Some(word.trim_end_matches('/').to_owned()),
            ..empty
        });
    }
    let path = match word.strip_prefix('{') {
        Some(rest) => rest.split_once('}')?.1,
        None => word,
    };
    let segments = path.strip_prefix('/')?;
    let first = segments.chars().next()?;
    let fine = (first.is_ascii_alphanumeric() || first == '{') && segments.chars().all(allowed);
    // `/path` in words is often a slash between two of them.
    fine.then(|| Address {
        path: Some(path.to_owned()),
        ..empty
    })
}
