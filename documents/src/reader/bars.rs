//! Rows of cells that bars part, made such as Markdown demands: vendors write tables that browsers of their own
//! show, and that Markdown takes for text. What stands in cells is not known here.

use crate::vocabulary;

/// The page with an empty line before every table that follows a line of text, with as many cells below the
/// headings as there are headings, and the lines that its lines have in the page. A copied table has no line below its
/// headings, and gets one.
pub(super) fn tables_apart(text: &str) -> (String, Vec<usize>) {
    let mut out = String::with_capacity(text.len());
    let mut numbers = Vec::new();
    // The cells of the headings of the table that is being read.
    let mut width = None;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut taken = 0;
    for (index, line) in lines.iter().enumerate() {
        if taken > 0 {
            taken -= 1;
            continue;
        }
        let whole = width.and_then(|width| whole_row(lines.get(index..)?, width));
        let line = match &whole {
            Some((row, more)) => {
                taken = *more;
                row.as_str()
            }
            None => line,
        };
        let next = lines.get(index + 1).copied().unwrap_or_default();
        let bare = width.is_none() && (begins_bare(line, next) || begins_plain(line, next));
        let heads = bare || (is_delimiter(next) && line.contains('|'));
        // What follows a table without bars is no row of it.
        let ends = width.is_some() && !line.contains('|');
        if ends {
            width = None;
        }
        if heads || (ends && !line.trim().is_empty()) {
            out.push('\n');
            numbers.push(index + 1);
        }
        if heads {
            width = Some(cells(line));
        }
        match width {
            Some(width) if is_delimiter(line) && cells(line) != width => {
                out.push_str(&"|---".repeat(width));
                out.push_str("|\n");
            }
            Some(width) if !heads && line.contains('`') && cells(line) > width => {
                out.push_str(&without_bars_in_code(line));
            }
            _ => out.push_str(line),
        }
        numbers.push(index + 1);
        if bare {
            out.push_str(&"|---".repeat(cells(line)));
            out.push_str("|\n");
            numbers.push(index + 1);
        }
    }
    (out, numbers)
}

/// So many lines a row has at most.
const MOST_LINES: usize = 16;

/// A row that goes on over the next lines, as one, and how many these are: the text of a cell was copied with its line
/// breaks. It has as many cells as the headings then.
pub(super) fn whole_row(lines: &[&str], width: usize) -> Option<(String, usize)> {
    let (first, below) = lines.split_first()?;
    if !first.contains('|') || is_delimiter(first) || cells(first) >= width {
        return None;
    }
    let mut row = first.trim_end().to_owned();
    for (index, line) in below.iter().take(MOST_LINES).enumerate() {
        let line = line.trim();
        let goes_on = match line.contains('|') {
            true => {
                !row.ends_with('|') && line.starts_with('|') || line.trim_matches('|').is_empty()
            }
            false => !line.is_empty(),
        };
        if !goes_on {
            return None;
        }
        row.push_str(if line.starts_with('|') || row.ends_with('|') {
            " "
        } else {
            "<br>"
        });
        row.push_str(line);
        if row.ends_with('|') && cells(&row) == width {
            return Some((format!("{row}\n"), index + 1));
        }
    }
    None
}

/// Whether a line has the headings of a copied table, and the next one a row of it.
pub(super) fn begins_bare(line: &str, next: &str) -> bool {
    let is_row = |line: &str| line.trim_start().starts_with('|') && !is_delimiter(line);
    is_row(line) && is_row(next) && cells(line) > 1 && headings(line) > 1
}

/// The same of a table without a bar before its first cells: most of the words are headings, and none is a number.
pub(super) fn begins_plain(line: &str, next: &str) -> bool {
    let has_number = |line: &str| {
        let mut words = line.split('|').map(str::trim);
        words.any(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit()))
    };
    let width = cells(line);
    width > 2
        && width == cells(next)
        && headings(line) * 2 > width
        && !has_number(line)
        && !is_delimiter(next)
}

/// How many cells of a row are words for headings.
fn headings(line: &str) -> usize {
    let words = line.trim().trim_matches('|').split('|');
    let known = words.filter(|word| !vocabulary::columns(word).is_empty());
    known.count()
}

/// How many cells a row has.
fn cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').unwrap_or(row);
    row.replace("\\|", "").split('|').count()
}

/// A row in which bars between backticks are no bars of cells.
fn without_bars_in_code(row: &str) -> String {
    let mut out = String::with_capacity(row.len());
    let pieces: Vec<&str> = row.split('`').collect();
    let last = pieces.len().saturating_sub(1);
    for (index, piece) in pieces.into_iter().enumerate() {
        if index > 0 {
            out.push('`');
        }
        // A backtick without another begins nothing.
        match index % 2 == 1 && index < last {
            true => out.push_str(&piece.replace('|', "\\|")),
            false => out.push_str(piece),
        }
    }
    out
}

/// Whether a line is what stands below the headings of a table.
pub(super) fn is_delimiter(line: &str) -> bool {
    let line = line.trim();
    line.contains("--")
        && line.contains('|')
        && line
            .chars()
            .all(|c| matches!(c, '-' | ':' | '|' | ' ' | '\t'))
}
