//! Text → blocks: which format a page has, and a reader for each. What tables mean is not known here.

mod bars;
mod entries;
mod flat;
mod grid;
mod html;
mod indent;
mod lines;
mod markdown;
mod numbered;
mod openapi;
mod restructured;
mod sink;
mod tags;
mod unfenced;

use crate::block::{Block, Table};
use crate::error::ReadError;
use crate::limits;
use crate::page::{Cell, Format};

/// The format of a page and its parts, in the order of the page.
pub(crate) fn blocks(text: &str) -> Result<(Format, Vec<Block>), ReadError> {
    is_no_other_document(text)?;
    let document = text.trim_start_matches('\u{feff}');
    let (format, blocks) = match openapi::root(document)? {
        Some(root) => (Format::OpenApi, openapi::read(document, &root)?),
        None => page(text)?,
    };
    let cells = |table: &Table| table.rows.iter().map(Vec::len).sum::<usize>();
    let cells: usize = blocks
        .iter()
        .map(|block| match block {
            Block::Table(table) => cells(table),
            _ => 0,
        })
        .sum();
    match cells > limits::MOST_CELLS {
        true => Err(grid::too_many_cells()),
        false => Ok((format, blocks)),
    }
}

/// The blocks of a page for people.
fn page(text: &str) -> Result<(Format, Vec<Block>), ReadError> {
    let (format, read) = format(text);
    Ok((format, entries::tables(unfenced::as_code(read(text)?))))
}

/// What reads the pages of a format.
type Reader = fn(&str) -> Result<Vec<Block>, ReadError>;

/// The formats of pages for people, each with its reader.
const HTML: (Format, Reader) = (Format::Html, |text| html::read(text, html::Parts::All));
const MARKDOWN: (Format, Reader) = (Format::Markdown, |text| beside_tables(text, markdown::read));
const TEXT: (Format, Reader) = (Format::Text, |text| {
    beside_tables(text, |text| Ok(flat::read(text)))
});

/// The blocks of a page, its tables of reStructuredText among them.
fn beside_tables(text: &str, read: Reader) -> Result<Vec<Block>, ReadError> {
    let (tables, extents) = restructured::tables(text);
    if tables.is_empty() {
        return read(text);
    }
    let mut blocks = read(&lines::without(text, &extents))?;
    blocks.extend(tables);
    blocks.sort_by_key(Block::line);
    Ok(blocks)
}

/// The rows of all tables, as they stand.
pub(crate) fn rows(blocks: Vec<Block>) -> Vec<Vec<Vec<Cell>>> {
    let tables = blocks.into_iter().filter_map(|block| match block {
        Block::Table(table) => Some(table.rows),
        Block::Title(_) | Block::Heading { .. } | Block::Line { .. } | Block::Note(_) => None,
    });
    tables.collect()
}

/// Whether an HTML page has something to read: not where people log in, and not the shell of a page that a browser fills.
pub(crate) fn is_a_document(text: &str) -> Result<(), ReadError> {
    html::is_a_document(text)
}

/// Whether a text is none of those that document an API in another language, and would be read as prose.
fn is_no_other_document(text: &str) -> Result<(), ReadError> {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let has_key = |key: &str| match start.starts_with('{') {
        true => start.contains(&format!("\"{key}\":")),
        false => start
            .lines()
            .any(|line| line.starts_with(&format!("{key}:"))),
    };
    if has_key("kpg") && has_key("vendor") {
        return Err(ReadError::OtherKind {
            what: "a spec of kpg",
            advice: "give the vendor's page that it is to be compared with or made from",
        });
    }
    match has_key("swagger") && has_key("paths") {
        true => Err(ReadError::OtherKind {
            what: "a Swagger 2 document",
            advice: "convert it to OpenAPI 3, which is read",
        }),
        false => Ok(()),
    }
}

/// The format of a page for people by what it is made of; the name of its file is not known and would not tell.
fn format(text: &str) -> (Format, Reader) {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if begins(start, "<!doctype") || begins(start, "<html") || begins(start, "<?xml") {
        return HTML;
    }
    // A list of codes from a spreadsheet.
    let tabs = text
        .lines()
        .filter(|line| line.matches('\t').count() > 1)
        .count();
    if tabs * 2 > text.lines().count() {
        return TEXT;
    }
    let lines = || text.lines().map(str::trim_start);
    let heading = |line: &str| {
        let level = line.len() - line.trim_start_matches('#').len();
        (1..=6).contains(&level) && line.get(level..level + 1) == Some(" ")
    };
    let tagged = |line: &str| begins(line, "<table") || begins(line, "<div") || begins(line, "<h1");
    let has_bars = lines().any(|line| line.starts_with('|')) && lines().any(bars::is_delimiter);
    if start.starts_with("---\n") || has_bars || lines().any(heading) {
        return MARKDOWN;
    }
    match lines().any(tagged) {
        true => HTML,
        false => TEXT,
    }
}

/// Whether a text begins with a word, in any case.
fn begins(text: &str, word: &str) -> bool {
    text.get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word))
}
