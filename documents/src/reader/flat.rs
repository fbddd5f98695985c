//! Text that was copied from a page → blocks: tables as rows with bars or tabs, and fields as one fact a line.
//!
//! Rows with bars are handed to pulldown-cmark, table by table. Fields of one fact a line become rows of a table
//! whose columns are known, so that the rest of the crate sees tables only.

use super::numbered::{UNNUMBERED, depth};
use super::{bars, indent, markdown};
use crate::block::{Block, Table, tidy};
use crate::limits;
use crate::page::Cell;
use crate::vocabulary::{self, Marks, Role};

/// The columns of a table of fields made of blocks.
const FIELD: [Role; 5] = [
    Role::Wire,
    Role::Kind,
    Role::Presence,
    Role::Length,
    Role::Note,
];
/// The columns of a table of codes made of blocks.
const CODE: [Role; 4] = [Role::Status, Role::Code, Role::Message, Role::Note];

/// The parts of a page of text.
pub(super) fn read(text: &str) -> Vec<Block> {
    let lines: Vec<Line<'_>> = text
        .lines()
        .enumerate()
        .map(|(index, line)| Line {
            text: tidy(line),
            number: index + 1,
            raw: line,
        })
        .collect();
    let mut blocks = Vec::new();
    // The marks that headings are underlined with, the highest first.
    let mut underlines = Vec::new();
    let mut rest = lines.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let bars = rows_with_bars(rest);
        if bars > 0 {
            let (rows, after) = rest.split_at(bars);
            blocks.extend(table(rows));
            rest = after;
            continue;
        }
        let tabs = rows_with_tabs(rest);
        if tabs > 0 {
            let (rows, after) = rest.split_at(tabs);
            blocks.push(Block::Table(tabbed(rows)));
            rest = after;
            continue;
        }
        if let Some(level) = underlined(rest, &mut underlines) {
            let cell = first.cell();
            blocks.push(Block::Heading { level, cell });
            rest = after.get(1..).unwrap_or_default();
            continue;
        }
        if !first.text.is_empty() {
            let before = lines.get(..first.number - 1).and_then(<[_]>::last);
            let is_empty = |line: Option<&Line<'_>>| line.is_none_or(|line| line.text.is_empty());
            let is_alone = is_empty(before) && is_empty(after.first());
            let begins =
                is_empty(before) && after.first().is_none_or(|next| depth(&next.text).is_none());
            let depth = depth(&first.text).filter(|_| begins);
            let is_title = blocks.is_empty() && is_alone && is_title(&first.text);
            blocks.push(line(first, is_alone, depth.or(is_title.then_some(0))));
        }
        rest = after;
    }
    one_fact_a_line(blocks)
}

/// One line of the page.
struct Line<'t> {
    text: String,
    number: usize,
    raw: &'t str,
}

impl Line<'_> {
    fn cell(&self) -> Cell {
        Cell {
            text: self.text.clone(),
            line: self.number,
            column: None,
        }
    }
}

/// No heading is longer.
const LONGEST_HEADING: usize = 60;

/// The level of a heading that a line of marks stands below, as reStructuredText has them: which marks are of higher
/// headings is told by which come first.
fn underlined(lines: &[Line<'_>], known: &mut Vec<char>) -> Option<u8> {
    let [words, below, ..] = lines else {
        return None;
    };
    let mark = below.text.chars().next()?;
    let length = words.text.chars().count();
    let is_line = matches!(mark, '=' | '-' | '~' | '^' | '*' | '+')
        && below.text.chars().all(|c| c == mark)
        && below.text.len() >= length.max(3);
    let is_title = words.text.starts_with(|c: char| c.is_alphanumeric())
        && length <= LONGEST_HEADING
        && !words.text.contains('|');
    if !is_line || !is_title {
        return None;
    }
    let place = known.iter().position(|known| *known == mark);
    let place = place.unwrap_or_else(|| {
        known.push(mark);
        known.len() - 1
    });
    u8::try_from(place + 1).ok()
}

/// Whether the first line of a page says what its call does, or what the vendor sends.
fn is_title(text: &str) -> bool {
    let says = vocabulary::call_named_by(text).is_some() || vocabulary::names_notification(text);
    says && text.chars().count() <= 40 && !vocabulary::is_sentence(text)
}

fn line(line: &Line<'_>, is_alone: bool, depth: Option<u8>) -> Block {
    let cell = line.cell();
    let is_part = is_alone && vocabulary::is_part_line(&line.text);
    let is_section = is_part || vocabulary::is_section_line(&line.text);
    match depth {
        Some(depth) => Block::Heading {
            level: depth.saturating_add(1).min(UNNUMBERED - 1),
            cell,
        },
        None if is_section => Block::Heading {
            level: UNNUMBERED,
            cell,
        },
        None => Block::Line {
            cell,
            code: false,
            indent: indent(line.raw),
        },
    }
}

/// How far blanks move a line to the right; one of them alone moves nothing.
fn indent(raw: &str) -> usize {
    let blanks = raw.chars().take_while(|c| c.is_whitespace());
    let width: usize = blanks.map(|c| if c == '\t' { TAB } else { 1 }).sum();
    width / 2
}

/// So many blanks a tab stands for.
const TAB: usize = 4;

/// How many lines from here on are one table: headings, the line below them, rows.
fn rows_with_bars(lines: &[Line<'_>]) -> usize {
    let begins = |lines: &[Line<'_>]| match lines {
        [head, below, ..] => {
            let is_bare = bars::begins_bare(head.raw, below.raw);
            is_bare || (head.raw.contains('|') && bars::is_delimiter(below.raw))
        }
        _ => false,
    };
    let is_plain = match lines {
        [head, below, ..] => bars::begins_plain(head.raw, below.raw),
        _ => false,
    };
    if !begins(lines) && !is_plain {
        return 0;
    }
    let rows = lines.iter().enumerate().skip(2);
    let mut rows = rows.skip_while(|(index, line)| {
        let next = lines.get(*index..).unwrap_or_default();
        line.raw.contains('|') && !begins(next)
    });
    rows.next().map_or(lines.len(), |(index, _)| index)
}

/// How many lines from here on are a table as browsers copy it: cells parted by tabs, below headings that are known.
fn rows_with_tabs(lines: &[Line<'_>]) -> usize {
    let is_head = |line: &Line<'_>, is_known: &dyn Fn(&str) -> bool| {
        let few = line.raw.matches('\t').count() < limits::MOST_COLUMNS;
        let known = line.raw.split('\t').filter(|cell| is_known(cell)).count();
        // `resultCode` and `결과코드` stand in a row too.
        few && line.raw.contains('\t') && known >= 2 && known * 2 > line.raw.split('\t').count()
    };
    let begins = |line: &Line<'_>| is_head(line, &|cell| !vocabulary::columns(cell).is_empty());
    let [head, ..] = lines else {
        return 0;
    };
    // `이니시스 CODE` above the rows; in a row the last word of a cell says less.
    if !is_head(head, &|cell| !vocabulary::columns_by_words(cell).is_empty()) {
        return 0;
    }
    let width = head.raw.matches('\t').count();
    let is_row = |line: &Line<'_>| line.raw.contains('\t') && !begins(line);
    let mut taken = 1;
    while let Some(next) = lines.get(taken) {
        if is_row(next) {
            taken += 1;
            continue;
        }
        // The lines of a last cell stand below its row, where another row of as many cells follows.
        let below = lines.iter().skip(taken).take(MOST_LINES);
        let below = below.take_while(|line| is_more_of_cell(line)).count();
        let whole = |line: &&Line<'_>| is_row(line) && line.raw.matches('\t').count() == width;
        match lines.get(taken + below).filter(whole) {
            Some(_) if below > 0 && taken > 1 => taken += below,
            _ => break,
        }
    }
    if taken > 1 { taken } else { 0 }
}

/// So many lines a cell has at most.
const MOST_LINES: usize = 8;

/// Whether a line can be one of a cell: it has no cells of its own, and is no heading.
fn is_more_of_cell(line: &Line<'_>) -> bool {
    let text = &line.text;
    !text.is_empty()
        && !line.raw.contains('\t')
        && depth(text).is_none()
        && !vocabulary::is_section_line(text)
        && !vocabulary::is_part_line(text)
}

fn tabbed(rows: &[Line<'_>]) -> Table {
    let width = rows.first().map_or(0, |head| head.raw.split('\t').count());
    let cells = |row: &Line<'_>| {
        let cells = row.raw.split('\t').chain(std::iter::repeat("")).take(width);
        let cells = cells.enumerate().map(|(index, text)| Cell {
            text: indent::moved(tidy(text), indent::copied(text)),
            line: row.number,
            column: Some(index + 1),
        });
        cells.collect()
    };
    let mut read: Vec<Vec<Cell>> = Vec::new();
    for row in rows {
        let above = read.last_mut().and_then(|cells| {
            let mut filled = cells.iter_mut().rev();
            filled.find(|cell| !cell.text.is_empty())
        });
        match above.filter(|_| !row.raw.contains('\t')) {
            Some(cell) => cell.text = format!("{}\n{}", cell.text, row.text),
            None => read.push(cells(row)),
        }
    }
    indent::into_marks(&mut read, 1);
    Table {
        line: rows.first().map_or(1, |head| head.number),
        heads: 1,
        rows: read,
        ..Table::default()
    }
}

fn table(rows: &[Line<'_>]) -> Vec<Block> {
    let text: Vec<&str> = rows.iter().map(|row| row.raw).collect();
    let first = rows.first().map_or(1, |row| row.number);
    let mut blocks = markdown::read(&text.join("\n")).unwrap_or_default();
    for block in &mut blocks {
        match block {
            Block::Title(cell)
            | Block::Heading { cell, .. }
            | Block::Line { cell, .. }
            | Block::Note(cell) => {
                cell.line += first - 1;
            }
            Block::Table(table) => {
                table.line += first - 1;
                let cells = table.rows.iter_mut().flatten();
                cells.for_each(|cell| cell.line += first - 1);
            }
        }
    }
    blocks
}

/// Lines that are fields or codes of one fact a line, as tables.
fn one_fact_a_line(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut rest = blocks.as_slice();
    while let Some((block, after)) = rest.split_first() {
        let found = field(rest).or_else(|| code(rest));
        let Some((row, roles, taken)) = found else {
            out.push(block.clone());
            rest = after;
            continue;
        };
        match out.last_mut() {
            Some(Block::Table(table)) if table.roles.as_deref() == Some(roles) => {
                table.rows.push(row)
            }
            _ => out.push(Block::Table(Table {
                line: block.line(),
                rows: vec![row],
                roles: Some(roles.to_vec()),
                ..Table::default()
            })),
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    out
}

type Row = (Vec<Cell>, &'static [Role], usize);

fn words(block: Option<&Block>) -> Option<&Cell> {
    match block {
        Some(Block::Line { cell, .. }) => Some(cell),
        _ => None,
    }
}

/// Whether a field begins here: a name, then a type and a word for its presence in either order.
fn begins_field(blocks: &[Block]) -> bool {
    let text = |index| words(blocks.get(index)).map(|cell| cell.text.as_str());
    let (Some(name), Some(second), Some(third)) = (text(0), text(1), text(2)) else {
        return false;
    };
    let kind = |text| vocabulary::kind_word(text).is_some();
    let presence = |text: &str| {
        text.chars().count() > 1 && vocabulary::presence(text, Marks::default()).is_some()
    };
    vocabulary::is_wire_name(name)
        && (kind(second) && presence(third) || presence(second) && kind(third))
}

/// Whether a code begins here: an HTTP status alone, then what such blocks call a code.
fn begins_code(blocks: &[Block]) -> bool {
    let text = |index| words(blocks.get(index)).map(|cell| cell.text.as_str());
    let status = text(0).is_some_and(vocabulary::is_status);
    status && text(1).and_then(vocabulary::lone_label) == Some(Role::Code)
}

fn ends(blocks: &[Block]) -> bool {
    !matches!(blocks.first(), Some(Block::Line { .. }))
        || begins_field(blocks)
        || begins_code(blocks)
}

/// How many lines from some index on belong to what begins at 0.
fn until_end(blocks: &[Block], from: usize) -> usize {
    let mut end = from;
    while !ends(blocks.get(end..).unwrap_or_default()) {
        end += 1;
    }
    end
}

fn field(blocks: &[Block]) -> Option<Row> {
    if !begins_field(blocks) {
        return None;
    }
    let name = words(blocks.first())?.clone();
    let (mut kind, mut presence) = (words(blocks.get(1))?.clone(), words(blocks.get(2))?.clone());
    if vocabulary::kind_word(&kind.text).is_none() {
        std::mem::swap(&mut kind, &mut presence);
    }
    let mut start = 3;
    let mut length = Cell {
        line: presence.line,
        ..Cell::default()
    };
    if let Some(cell) = words(blocks.get(3)).filter(|cell| vocabulary::is_length_line(&cell.text)) {
        length = cell.clone();
        start = 4;
    }
    let end = until_end(blocks, start);
    let note = joined(blocks.get(start..end).unwrap_or_default(), name.line);
    let mut row = vec![name, kind, presence, length, note];
    number(&mut row);
    Some((row, &FIELD, end))
}

fn code(blocks: &[Block]) -> Option<Row> {
    if !begins_code(blocks) {
        return None;
    }
    let status = words(blocks.first())?.clone();
    let empty = || Cell {
        line: status.line,
        ..Cell::default()
    };
    let mut row = vec![status.clone(), empty(), empty(), empty()];
    let end = until_end(blocks, 1);
    let mut at = 1;
    while at + 1 < end {
        let role = words(blocks.get(at)).and_then(|cell| vocabulary::lone_label(&cell.text));
        let place = CODE.iter().position(|known| Some(*known) == role);
        if let (Some(place), Some(value)) = (place, words(blocks.get(at + 1))) {
            if let Some(cell) = row.get_mut(place) {
                *cell = value.clone();
            }
            at += 1;
        }
        at += 1;
    }
    number(&mut row);
    // What follows a description, such as a heading without a mark, is no part of the code.
    Some((row, &CODE, at.min(end)))
}

/// Lines as one cell.
fn joined(blocks: &[Block], line: usize) -> Cell {
    let cells: Vec<&Cell> = blocks
        .iter()
        .filter_map(|block| words(Some(block)))
        .collect();
    let text: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
    Cell {
        text: text.join("\n"),
        line: cells.first().map_or(line, |cell| cell.line),
        column: None,
    }
}

fn number(row: &mut [Cell]) {
    for (index, cell) in row.iter_mut().enumerate() {
        cell.column = Some(index + 1);
    }
}
