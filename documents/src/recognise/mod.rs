//! Blocks → page: which headings are operations, which tables are theirs, and what the tables say.

mod address;
mod columns;
mod length;
mod mask;
mod nesting;
mod table;
mod values;

use std::collections::HashSet;

use kpg_codegen::model::Place;

use crate::block::{Block, Table};
use crate::page::{Address, Cell, DocumentedField, DocumentedOperation, Note, Page, Said, Way};
use crate::vocabulary::{self, Role};
use columns::Columns;

/// What a page documents.
pub(crate) fn page(blocks: &[Block]) -> Page {
    let mut reader = PageReader::default();
    for block in blocks {
        match block {
            Block::Heading { level, cell } => reader.heading(*level, cell),
            Block::Line { cell, code } => reader.line(cell, *code),
            Block::Table(table) => reader.table(table),
        }
    }
    reader.finish()
}

#[derive(Default)]
struct PageReader {
    page: Page,
    /// The headings above, each lower than the one before.
    above: Vec<(u8, Cell)>,
    /// The line before, which may be a title or a heading without a mark.
    before: Option<Cell>,
    current: Option<DocumentedOperation>,
    /// Which way the last table of that operation went.
    last_way: Option<Way>,
    /// HTML tables that were recognised; what stands in their cells is theirs.
    known: HashSet<usize>,
}

impl PageReader {
    fn heading(&mut self, level: u8, cell: &Cell) {
        self.above.retain(|(above, _)| *above < level);
        self.above.push((level, cell.clone()));
        self.before = None;
        if self.page.title.is_none() && !vocabulary::is_section(&cell.text) {
            self.page.title = Some(cell.clone());
        }
    }

    fn line(&mut self, cell: &Cell, code: bool) {
        if cell.text.to_lowercase().contains("content-type") {
            let current = self
                .current
                .as_mut()
                .filter(|current| current.answer.is_empty());
            current
                .into_iter()
                .for_each(|current| current.content_types.push(cell.clone()));
            return;
        }
        let found = address::line(cell)
            .filter(|line| !code || (line.method.is_some() && line.address.is_some()));
        if let Some(line) = found {
            self.address(line, cell);
            return;
        }
        if code {
            return;
        }
        let folded = vocabulary::fold(&cell.text);
        if folded.trim_end_matches('|') == "encrypted" || folded == "암호화" {
            self.encrypted(cell);
        }
        if !folded.starts_with("version") {
            self.before = Some(cell.clone());
        }
    }

    /// The direction at hand is encrypted as a whole, where a page marks it so below a heading.
    fn encrypted(&mut self, cell: &Cell) {
        let heading = self
            .above
            .last()
            .and_then(|(_, heading)| vocabulary::way(&heading.text));
        if let (Some(way), Some(current)) = (heading, &mut self.current) {
            current.encrypted.push((way, cell.clone()));
        }
    }

    fn table(&mut self, table: &Table) {
        if table
            .inside
            .is_some_and(|outer| self.known.contains(&outer))
        {
            return;
        }
        let before = self.before.take();
        let columns = Columns::of(table);
        let fields = columns.as_ref().filter(|columns| columns.are_fields());
        let codes = columns.as_ref().filter(|columns| columns.are_codes());
        let recipe = self
            .above
            .last()
            .is_some_and(|(_, heading)| vocabulary::is_recipe(&heading.text));
        if let Some(columns) = fields {
            if recipe {
                return;
            }
            self.known.extend(table.ordinal);
            self.fields(table, columns, before.as_ref());
        } else if let Some(columns) = codes {
            self.known.extend(table.ordinal);
            let codes = table::codes(table, columns);
            match &mut self.current {
                Some(current) => current.codes.extend(codes),
                None => self.page.codes.extend(codes),
            }
        } else {
            self.before = before;
            for line in address::table(table) {
                let cell = line.address.as_ref().map(|address| address.cell.clone());
                if let Some(cell) = cell {
                    self.known.extend(table.ordinal);
                    self.address(line, &cell);
                }
            }
        }
    }

    fn fields(&mut self, table: &Table, columns: &Columns, before: Option<&Cell>) {
        let heading = columns.heading(Role::Wire);
        let place = self.place(heading);
        let fields = table::fields(table, columns, place);
        if fields.is_empty() {
            return;
        }
        let (way, inferred) = self.way(table, heading, before, &fields);
        let first = fields.first().map_or(table.line, DocumentedField::line);
        if self.begins_operation(way, &fields) {
            self.finish_operation();
        }
        if inferred {
            let word = if way == Way::Answer {
                "an answer"
            } else {
                "a request"
            };
            self.note(
                table.line,
                format!("no heading says which way this table goes; it is taken for {word}"),
            );
        }
        let title = self.title();
        let line = title.as_ref().map_or(first, |title| title.line);
        let current = self.current.get_or_insert_with(|| DocumentedOperation {
            title,
            line,
            ..DocumentedOperation::default()
        });
        self.last_way = Some(way);
        current.inbound |= way == Way::Notification;
        let list = match way {
            Way::Answer => &mut current.answer,
            Way::Request | Way::Notification => &mut current.request,
        };
        let known = |wire: &str| {
            list.iter()
                .any(|field| field.inside.is_none() && field.wire.text == wire)
        };
        let members = |wire: &str| {
            fields
                .iter()
                .any(|field| field.inside.as_deref() == Some(wire))
        };
        // A table of the members of an object begins with the object, which the table before has already.
        let again = |field: &DocumentedField| {
            let wire = &field.wire.text;
            field.inside.is_none() && known(wire) && members(wire)
        };
        let fresh: Vec<_> = fields
            .iter()
            .filter(|field| !again(field))
            .cloned()
            .collect();
        list.extend(fresh);
    }

    /// Whether a heading names another operation than the one at hand, and not merely a part of it.
    fn elsewhere(&self) -> bool {
        let title = self
            .current
            .as_ref()
            .and_then(|current| current.title.as_ref());
        let Some(title) = title else {
            return self.title().is_some();
        };
        let open = self
            .above
            .iter()
            .any(|(_, heading)| heading.line == title.line);
        !open && self.title().map(|title| title.line) != Some(title.line)
    }

    fn note(&mut self, line: usize, text: String) {
        let line = Some(line);
        self.page.notes.push(Note { line, text });
    }

    /// What a table is about, by the heading of its names and by the heading above it.
    fn place(&self, heading: &str) -> Place {
        let above = self
            .above
            .last()
            .map(|(_, cell)| cell.text.as_str())
            .unwrap_or_default();
        for text in [heading, above] {
            let folded = vocabulary::fold(text);
            let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
            if has(&["body", "바디"]) {
                return Place::Body;
            } else if has(&["header", "헤더"]) {
                return Place::Header;
            } else if has(&["query", "쿼리"]) {
                return Place::Query;
            } else if has(&["pathparam", "pathvariable"]) {
                return Place::Path;
            }
        }
        Place::Body
    }

    /// Which way a table goes, and whether only its content or its order tells.
    fn way(
        &self,
        table: &Table,
        heading: &str,
        before: Option<&Cell>,
        fields: &[DocumentedField],
    ) -> (Way, bool) {
        let short = before.filter(|cell| cell.text.chars().count() <= 40);
        let near = [
            Some(heading),
            table.caption.as_deref(),
            short.map(|cell| cell.text.as_str()),
        ];
        if let Some(way) = near.into_iter().flatten().find_map(vocabulary::way) {
            return (way, false);
        }
        let title = self.title();
        let parts = self.above.iter().rev().map(|(_, cell)| cell);
        let mut parts = parts.take_while(|cell| title.as_ref() != Some(*cell));
        if let Some(way) = parts.find_map(|cell| vocabulary::way(&cell.text)) {
            return (way, false);
        }
        let code = fields.iter().any(|field| {
            let label = field
                .label
                .as_ref()
                .is_some_and(|label| vocabulary::is_result_code(&label.text));
            label || vocabulary::is_result_code(&field.wire.text)
        });
        if code {
            return (Way::Answer, true);
        }
        let both = self
            .current
            .as_ref()
            .is_some_and(|current| !current.answer.is_empty());
        // Members of objects follow the table that has the objects.
        if let Some(way) = self.last_way.filter(|_| both && !self.elsewhere()) {
            return (way, true);
        }
        let named = title.and_then(|title| vocabulary::way(&title.text));
        match (named, &self.current) {
            (Some(way), _) => (way, false),
            (None, Some(current)) if !current.request.is_empty() && current.answer.is_empty() => {
                (Way::Answer, true)
            }
            _ => (Way::Request, true),
        }
    }

    /// Whether a table begins another operation than the one at hand.
    fn begins_operation(&self, way: Way, fields: &[DocumentedField]) -> bool {
        let Some(current) = &self.current else {
            return false;
        };
        let elsewhere = self.elsewhere();
        let place = fields.first().map(|field| field.place);
        let has = |list: &[DocumentedField]| list.iter().any(|field| Some(field.place) == place);
        match way {
            Way::Answer => elsewhere && has(&current.answer),
            Way::Request => !current.answer.is_empty() || (elsewhere && has(&current.request)),
            Way::Notification => !current.inbound && (!current.request.is_empty() || elsewhere),
        }
    }

    /// The heading that names the operation at hand: the lowest that is not merely one of its parts, and
    /// preferably not one of a request or an answer.
    fn title(&self) -> Option<Cell> {
        let named = || {
            let above = self.above.iter().rev().map(|(_, cell)| cell);
            above.filter(|cell| !vocabulary::is_section(&cell.text))
        };
        let whole = |cell: &&Cell| !ends_in_part(&cell.text);
        named().find(whole).or_else(|| named().next()).cloned()
    }

    fn address(&mut self, line: address::Line, cell: &Cell) {
        let path = line
            .address
            .as_ref()
            .and_then(Address::path)
            .map(str::to_owned);
        if line.address.is_some() && path.is_none() {
            let fresh = line.address.filter(|address| {
                self.page
                    .environments
                    .iter()
                    .all(|known| known.url != address.url)
            });
            self.page.environments.extend(fresh);
            return;
        }
        if self.begins_with_address(path.as_deref()) {
            self.finish_operation();
        }
        // Without headings, the line before the first word of an operation is its title.
        let title = self
            .title()
            .or_else(|| self.before.take().filter(is_title_line));
        if self.current.is_none() && line.address.is_none() && title.is_none() {
            return;
        }
        let current = self.current.get_or_insert_with(|| DocumentedOperation {
            line: title.as_ref().map_or(cell.line, |title| title.line),
            title,
            ..DocumentedOperation::default()
        });
        if let Some(method) = line.method
            && current.method == Said::Silent
        {
            current.method = Said::Given(method);
        }
        let fresh = line.address.filter(|address| {
            current
                .addresses
                .iter()
                .all(|known| (&known.url, &known.path) != (&address.url, &address.path))
        });
        current.addresses.extend(fresh);
    }

    /// Whether an address begins another operation than the one at hand.
    fn begins_with_address(&self, path: Option<&str>) -> bool {
        let Some(current) = &self.current else {
            return false;
        };
        let full = !current.request.is_empty() || !current.answer.is_empty();
        let title = self.title().map(|title| title.line);
        let elsewhere = self.elsewhere();
        // Two operations may have one address; their headings tell them apart.
        if full && elsewhere {
            return true;
        }
        let Some(path) = path else {
            return !current.answer.is_empty();
        };
        let same =
            |known: &str| known.ends_with(path) || path.ends_with(known) || common_end(known, path);
        let same = current.addresses.iter().filter_map(Address::path).any(same);
        let untitled = title.is_none() || !current.addresses.is_empty();
        !same && ((full && untitled) || (elsewhere && !current.addresses.is_empty()))
    }

    fn finish_operation(&mut self) {
        self.last_way = None;
        let Some(operation) = self.current.take() else {
            return;
        };
        let empty = operation.request.is_empty() && operation.answer.is_empty();
        if !empty {
            self.page.operations.push(operation);
            return;
        }
        // An address without a table is no operation that could be compared; what it had is not lost.
        self.page.codes.extend(operation.codes);
        if let Some(address) = operation.addresses.first() {
            let text = format!(
                "`{}` has no table of fields that was recognised",
                address.path().unwrap_or_default()
            );
            self.note(address.cell.line, text);
        }
    }

    fn finish(mut self) -> Page {
        self.finish_operation();
        self.page
    }
}

/// Whether a line without a mark can be a title: short, and no sentence and no code.
fn is_title_line(cell: &Cell) -> bool {
    let text = &cell.text;
    text.chars().count() <= 60 && !text.ends_with(['.', ':', ';', ',', '|', '}', '{', ')'])
}

/// `전체 취소 요청 파라미터`: a part by its last words.
fn ends_in_part(heading: &str) -> bool {
    let words: Vec<&str> = heading.split_whitespace().collect();
    let Some((last, before)) = words.split_last() else {
        return false;
    };
    let way = |words: &[&str]| {
        words
            .last()
            .is_some_and(|word| vocabulary::way(word).is_some())
    };
    vocabulary::is_section(last) && vocabulary::way(last).is_none() && way(before)
}

/// Whether two paths of one operation differ only in how they begin, as between environments.
fn common_end(one: &str, other: &str) -> bool {
    let last_two = |path: &str| {
        path.rsplit('/')
            .take(2)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let segments = |path: &str| path.split('/').count();
    last_two(one) == last_two(other)
        && segments(one).abs_diff(segments(other)) <= 1
        && segments(one) > 3
}
