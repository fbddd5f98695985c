//! Tables of reStructuredText, which Markdown has none of: grids of lines, and lists of rows. What cells say is not known
//! here.

use super::lines::Extent;
use crate::block::{Block, Table, tidy};
use crate::page::Cell;

/// The tables of a page, and the lines that they stand on.
pub(super) fn tables(text: &str) -> (Vec<Block>, Vec<Extent>) {
    let lines: Vec<&str> = text.lines().collect();
    let mut blocks = Vec::new();
    let mut extents = Vec::new();
    let mut at = 0;
    while let Some(rest) = lines.get(at..).filter(|rest| !rest.is_empty()) {
        let found = grid(rest, at + 1).or_else(|| listed(rest, at + 1));
        let Some((table, taken)) = found else {
            at += 1;
            continue;
        };
        blocks.push(Block::Table(table));
        extents.push((at + 1, at + taken));
        at += taken;
    }
    (blocks, extents)
}

/// Whether a line parts rows: `+-----+-----+`, or `+=====+=====+` below the headings.
fn is_border(line: &str) -> bool {
    let line = line.trim();
    line.len() > 4
        && line.starts_with('+')
        && line.ends_with('+')
        && line.chars().all(|c| matches!(c, '+' | '-' | '=' | ':'))
}

/// A grid of lines: rows between borders, each of one line or more.
fn grid(lines: &[&str], number: usize) -> Option<(Table, usize)> {
    let first = lines.first().filter(|line| is_border(line))?;
    let width = first.trim().matches('+').count() - 1;
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut is_new = true;
    let mut taken = 1;
    for (index, line) in lines.iter().enumerate().skip(1) {
        let line = line.trim();
        if is_border(line) {
            // Two borders part nothing.
            if is_new {
                break;
            }
            is_new = true;
        } else if line.starts_with('|') && line.ends_with('|') && line.len() > 1 {
            let inner = line.trim_start_matches('|').trim_end_matches('|');
            let texts: Vec<&str> = inner.split('|').collect();
            if texts.len() != width {
                break;
            }
            add(&mut rows, &texts, number + index, is_new);
            is_new = false;
        } else {
            break;
        }
        taken = index + 1;
    }
    table(rows, number, taken)
}

/// Adds a line to the rows: a row of its own, or more of the one before.
fn add(rows: &mut Vec<Vec<Cell>>, texts: &[&str], line: usize, is_new: bool) {
    match rows.last_mut().filter(|_| !is_new) {
        Some(row) => {
            for (cell, text) in row.iter_mut().zip(texts) {
                let text = tidy(text);
                if !text.is_empty() {
                    let parts = [cell.text.as_str(), &text];
                    let parts = parts.into_iter().filter(|part| !part.is_empty());
                    cell.text = parts.collect::<Vec<&str>>().join("\n");
                }
            }
        }
        None => {
            let cells = texts.iter().enumerate().map(|(index, text)| Cell {
                text: tidy(text),
                line,
                column: Some(index + 1),
            });
            rows.push(cells.collect());
        }
    }
}

/// A list of rows: `.. list-table::`, then `* - cell` for the first cell of each row and `- cell` for the others.
fn listed(lines: &[&str], number: usize) -> Option<(Table, usize)> {
    let first = lines.first()?.trim_start();
    first.strip_prefix(".. list-table::")?;
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut taken = 1;
    for (index, line) in lines.iter().enumerate().skip(1) {
        let text = line.trim();
        let begins_row = text.strip_prefix("* -");
        let cell = begins_row.or_else(|| text.strip_prefix("- ").or((text == "-").then_some("")));
        let is_option = rows.is_empty() && (text.is_empty() || text.starts_with(':'));
        let is_more = line.starts_with(' ') || text.is_empty();
        if begins_row.is_some() {
            rows.push(Vec::new());
        } else if is_option {
            taken = index + 1;
            continue;
        } else if rows.is_empty() || !is_more {
            break;
        }
        let Some(row) = rows.last_mut() else {
            break;
        };
        match (cell, row.last_mut()) {
            (Some(cell), _) => row.push(Cell {
                text: tidy(cell),
                line: number + index,
                column: Some(row.len() + 1),
            }),
            (None, Some(last)) if !text.is_empty() => {
                last.text = tidy(&format!("{}\n{text}", last.text));
            }
            (None, _) => {}
        }
        taken = index + 1;
    }
    let width = rows.first().map_or(0, Vec::len);
    for row in &mut rows {
        row.truncate(width);
        let line = row.first().map_or(number, |cell| cell.line);
        while row.len() < width {
            row.push(Cell {
                text: String::new(),
                line,
                column: Some(row.len() + 1),
            });
        }
    }
    table(rows, number, taken)
}

fn table(rows: Vec<Vec<Cell>>, line: usize, taken: usize) -> Option<(Table, usize)> {
    let is_one = rows.len() > 1 && rows.first().is_some_and(|row| row.len() > 1);
    let table = Table {
        line,
        heads: 1,
        rows,
        ..Table::default()
    };
    is_one.then_some((table, taken))
}
