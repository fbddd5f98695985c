//! An address as one word of a page writes it.

use crate::page::{Address, Cell};
use crate::vocabulary;

/// An address with a host, a path, or a path after a placeholder for the host.
pub(super) fn address(word: &str, cell: &Cell) -> Option<Address> {
    let empty = Address {
        environment: None,
        url: None,
        path: None,
        cell: cell.clone(),
    };
    let word = without_sample_query(word);
    let allowed = |c: char| c.is_ascii_graphic() && !"\"'<>|\\^`;,()".contains(c);
    let query = word.split_once('?').map_or("", |(_, query)| query);
    if word.replacen(query, "", 1).contains('=') {
        return None;
    }
    if word.starts_with("https://") || word.starts_with("http://") {
        let (_, rest) = word.split_once("://")?;
        let host = rest.split('/').next()?;
        let fine = host.contains('.') && word.chars().all(allowed);
        return fine.then(|| Address {
            url: Some(with_braces(word.trim_end_matches('/'))),
            ..empty
        });
    }
    let path = match word.strip_prefix('{') {
        // `{{host}}` is one placeholder.
        Some(rest) => rest.split_once('}')?.1.trim_start_matches('}'),
        None => word,
    };
    let segments = path.strip_prefix('/')?;
    let first = segments.chars().next()?;
    let begins = first.is_ascii_alphanumeric() || matches!(first, '{' | ':');
    let fine = begins && segments.chars().all(allowed);
    // `/path` in words is often a slash between two of them.
    fine.then(|| Address {
        path: Some(with_braces(path)),
        ..empty
    })
}

/// A path whose parts stand in braces: `/receipt/:id` and `/receipt/[id]` are other ways to write `/receipt/{id}`.
fn with_braces(path: &str) -> String {
    let bracketed = |part: &'_ str| part.strip_prefix('[')?.strip_suffix(']').map(str::to_owned);
    let parts = path.split('/').map(|part| {
        let name = part.strip_prefix(':').map(str::to_owned);
        match name.or_else(|| bracketed(part)) {
            Some(name) if vocabulary::is_wire_name(&name) => format!("{{{name}}}"),
            _ => part.to_owned(),
        }
    });
    parts.collect::<Vec<String>>().join("/")
}

/// An address without a query whose values are placeholders: those are parameters that a table has.
pub(super) fn without_sample_query(word: &str) -> &str {
    match word.split_once('?') {
        Some((path, query)) if query.contains('{') || query.contains("..") => path,
        _ => word,
    }
}
