//! Fields that stand each below a heading of its own, or below a line that is its name: `#### merchantId`, and below it
//! `String, 필수, 가맹점 ID`. Only several of them are a list. What the facts mean is not known here.

use super::entry::{heading, takes_line};
use super::rows::{FEWEST_FIELDS, FIELD, Found, item, line, rows};
use crate::block::{Block, Table};
use crate::vocabulary;

/// A line as a heading is below every other one, and the further it is moved in the lower.
const LINE: usize = 10;

/// A list of such fields that begins here, and how many blocks it takes.
pub(super) fn below_own_headings(blocks: &[Block]) -> Option<(Table, usize)> {
    let mut fields: Vec<Found<'_>> = Vec::new();
    let mut levels: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some((level, field, taken)) = blocks.get(at..).and_then(field) {
        let first = levels.first().copied();
        if first.is_some_and(|first| level < first) {
            break;
        }
        levels.retain(|above| *above < level);
        fields.push(Found {
            depth: levels.len(),
            ..field
        });
        levels.push(level);
        at += taken;
    }
    let table = Table {
        line: blocks.first()?.line(),
        rows: rows(&fields, &FIELD),
        roles: Some(FIELD.to_vec()),
        ..Table::default()
    };
    // A type with a mark or a length below a heading that is a name is no chapter.
    let is_whole = fields.first().is_some_and(|found| found.entry.has_both());
    (fields.len() >= FEWEST_FIELDS || is_whole).then_some((table, at))
}

/// The field that a heading names, with the level of the heading, and how many blocks it takes.
fn field(blocks: &[Block]) -> Option<(usize, Found<'_>, usize)> {
    let (level, cell) = match blocks.first()? {
        Block::Heading { level, cell } => (usize::from(*level), cell),
        block => {
            let item = item(block)?;
            (LINE + item.indent, item.cell)
        }
    };
    let mut entry = heading(&cell.text).filter(|_| level < LINE || is_name(&cell.text))?;
    let lines = blocks.iter().skip(1).map_while(line).take_while(|cell| {
        // What comes below a line may be another line with a field.
        level < LINE || !is_name(&cell.text)
    });
    let lines: Vec<&str> = lines.map(|cell| cell.text.as_str()).collect();
    let facts = lines
        .iter()
        .take_while(|text| takes_line(&mut entry, text))
        .count();
    let is_one = match level {
        // A type and words alone may be a sentence.
        LINE.. => {
            let is_sure = entry.rest.is_empty() || !entry.presence.is_empty();
            facts > 0 && !entry.kind.is_empty() && is_sure
        }
        _ => entry.has_facts(),
    };
    is_one.then_some((
        level,
        Found {
            cell,
            entry,
            depth: 0,
            below: blocks.get(1 + facts..1 + lines.len()).unwrap_or_default(),
            unclear: &[],
        },
        1 + lines.len(),
    ))
}

/// Whether a line is the name of a field, and no type or mark of the one above it.
fn is_name(text: &str) -> bool {
    let is_fact = vocabulary::is_kind(text) || vocabulary::is_presence(text);
    !is_fact && heading(text).is_some_and(|entry| !entry.has_facts())
}
