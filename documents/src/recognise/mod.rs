//! Blocks → page: which headings are operations, which tables are theirs, and what the tables say.

mod address;
mod columns;
mod direction;
mod evidence;
mod extent;
mod facts;
mod failures;
mod glued;
mod groups;
mod header;
mod headings;
mod held;
mod hosts;
mod inputs;
mod json;
mod length;
mod listed;
mod lists;
mod literal;
mod marked;
mod mask;
mod message;
mod named;
mod nesting;
mod outcome;
mod outside;
mod place;
mod recipes;
mod roles;
mod sample;
mod sampled;
mod sent;
mod shapes;
mod shared;
mod shifted;
mod table;
mod unread;
mod url;
mod values;
mod ways;

use std::collections::HashSet;

use crate::block::{Block, Table};
use crate::page::{
    Cell, DocumentedField, DocumentedOperation, Note, Page, SampleBody, ShownHeader, Way,
};
use crate::vocabulary::{self, Role};
use columns::Columns;
use headings::Headings;
use listed::Listed;
use shared::{Finished, Standing};
use table::Surroundings;

pub use length::says_length;
pub use sampled::with_samples;

/// So many lines below a request line its host may stand.
const NEAREST_HOST: usize = 4;

/// What a page documents.
pub(crate) fn page(blocks: &[Block]) -> Page {
    let mut reader = PageReader::default();
    for block in blocks {
        if let Block::Line {
            cell, code: true, ..
        } = block
        {
            if sample::begins_another(&reader.sample, cell) {
                reader.end_sample();
            }
            reader.sample.push(cell.clone());
            continue;
        }
        reader.end_sample();
        match block {
            Block::Title(cell) => reader.page.names.push(cell.clone()),
            Block::Heading { level, cell } => reader.heading(*level, cell),
            Block::Line { cell, .. } => reader.line(cell),
            Block::Table(table) => reader.table(table),
            Block::Note(cell) => reader.note(cell.line, cell.text.clone()),
        }
    }
    reader.finish()
}

#[derive(Default)]
struct PageReader {
    page: Page,
    headings: Headings,
    /// The line before, which may be a title or a heading without a mark.
    before: Option<Cell>,
    /// The first line of the page that is no heading.
    first: Option<Cell>,
    /// The lines of the block of code that is being read.
    sample: Vec<Cell>,
    /// Lines since the last heading that begin with a name and say something of it: `code: 0000 성공`.
    listed: Listed,
    /// The operation at hand.
    current: Option<DocumentedOperation>,
    /// Where it stands; what is known of it before it begins, too.
    standing: Standing,
    /// A command of a sample, and the heading that it stands below: an address where nothing else gives one.
    command: Option<(Option<usize>, address::Line)>,
    /// Samples that stand before the operation is known that they are of, with the heading that they stand below.
    waiting: Vec<(usize, SampleBody)>,
    /// Sentences that say how bodies are written, and the headings that they stand below.
    forms: Vec<(Option<usize>, Cell)>,
    /// Headers that sentences name, and the headings that they stand below.
    named_headers: Vec<(Option<usize>, ShownHeader)>,
    /// Whether the line before is an item of a list of headers.
    lists_headers: bool,
    /// Whether the page says that messages have a fixed length, or go over sockets.
    has_fixed_messages: bool,
    /// The operations that were read.
    finished: Vec<Finished>,
    /// Whether the page has types that fields name.
    has_types: bool,
    /// HTML tables that were recognised; what stands in their cells is theirs.
    known: HashSet<usize>,
}

/// How it is known which way a table goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Basis {
    /// Words beside or above it say so.
    Said,
    /// It follows another table of its operation.
    Follows,
    /// What it has are members of an object that its operation has.
    Inside,
    /// Its content, or its order, suggests it.
    Guessed,
}

impl PageReader {
    fn heading(&mut self, level: u8, cell: &Cell) {
        // `Path: /v1/pay` as a heading is a line of the operation above it.
        if let Some(line) = address::line(cell).filter(|_| address::is_labelled(cell)) {
            self.address(line, cell);
            return;
        }
        self.end_list();
        self.has_fixed_messages |= vocabulary::is_of_fixed_messages(&cell.text);
        self.headings.open(level, cell);
        self.before = None;
        let is_first =
            self.page.names.iter().all(|name| name.line < cell.line) && self.page.names.len() < 2;
        self.page.names.extend(is_first.then(|| cell.clone()));
        if self.page.title.is_none() && !vocabulary::is_section(&cell.text) {
            self.page.title = Some(cell.clone());
        }
        // `PATCH /v1/pay/{id}` as a heading
        let line = address::line(cell);
        let line = line.filter(|line| line.method.is_some() && line.address.is_some());
        if let Some(line) = line.or_else(|| address::behind_title(cell)) {
            self.address(line, cell);
        }
    }

    fn line(&mut self, cell: &Cell) {
        self.first.get_or_insert_with(|| cell.clone());
        if let Some((level, title)) = headings::without_blank(cell) {
            self.heading(level, &title);
            return;
        }
        if vocabulary::is_bracketed_part(&cell.text) || vocabulary::is_lone_part(&cell.text) {
            self.heading(headings::LOWEST, cell);
            return;
        }
        if vocabulary::is_row_of_headings(&cell.text) {
            self.page.unread.push(unread::headings(cell));
        } else if let Some(last) = self.page.unread.last_mut() {
            unread::add_name_below(last, cell);
        }
        if sample::is_content_type(cell) {
            if let Some(method) = address::named_method(cell) {
                self.address(method, cell);
            }
            self.content_type(cell);
            return;
        }
        // `Host:` below a request line that no block of code has
        let above = self
            .current
            .as_mut()
            .and_then(|current| current.addresses.last_mut());
        let above = above.filter(|above| cell.line <= above.cell.line + NEAREST_HOST);
        if let (Some(host), Some(above)) = (sample::host(&cell.text), above) {
            sample::give_host(above, host);
            return;
        }
        // `Example: https://…` below the address
        let has_address = self
            .current
            .as_ref()
            .is_some_and(|current| !current.addresses.is_empty());
        let label = cell.text.split_once(':').map_or("", |(label, _)| label);
        let is_shown = has_address && vocabulary::is_example_word(label);
        let is_other = is_shown || vocabulary::is_citation(&cell.text);
        let line = address::line(cell).filter(|_| !is_other);
        if let Some(line) = line {
            self.address(line, cell);
            if sample::names_form(cell) {
                self.content_type(cell);
            }
            return;
        }
        let hosts = hosts::line(cell);
        if !hosts.is_empty() {
            for address in hosts {
                let line = address::Line {
                    method: None,
                    address: Some(address),
                };
                self.address(line, cell);
            }
            return;
        }
        if sample::names_form(cell) {
            let below = self.headings.operation().map(|heading| heading.line);
            self.forms.push((below, cell.clone()));
        }
        self.named_headers(cell);
        self.has_fixed_messages |= vocabulary::is_of_fixed_messages(&cell.text);
        if let Some(unit) = length::unit_of_all(cell) {
            self.page.length_unit.get_or_insert(unit);
        }
        let folded = vocabulary::fold(&cell.text);
        if vocabulary::is_encryption(&cell.text) {
            self.encrypted(cell);
        }
        self.headings.tell(&cell.text);
        self.passage(cell);
        self.listed.add(cell);
        if !folded.starts_with("version") {
            self.before = Some(cell.clone());
        }
    }

    /// A line that says what goes into a signature, and how.
    fn passage(&mut self, cell: &Cell) {
        let said = recipes::recipe(cell).filter(|said| {
            let order = &said.value.order;
            !order.is_empty() && order.iter().all(|name| vocabulary::is_wire_name(name))
        });
        self.page.passages.extend(said);
    }

    fn content_type(&mut self, cell: &Cell) {
        let answered = self.headings.part_way() == Some(Way::Answer);
        match &mut self.current {
            Some(current) if current.answer.is_empty() && !answered => {
                current.content_types.push(cell.clone());
            }
            Some(_) => {}
            // What is said before an operation begins is of the one below the same heading.
            None => {
                let below = self.headings.operation().map(|heading| heading.line);
                self.forms.push((below, cell.clone()));
            }
        }
    }

    /// The direction at hand is encrypted as a whole, where a page marks it so below a heading.
    fn encrypted(&mut self, cell: &Cell) {
        let heading = self.headings.lowest();
        let heading = heading.and_then(|heading| vocabulary::direction_word(&heading.text));
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
        if let Some(statuses) = &table.failure {
            self.failure(statuses, table);
            return;
        }
        let before = self.before.take();
        let table = facts::apart(table);
        let table = glued::apart(table.as_ref());
        let table = nesting::with_dots(table.as_ref());
        let table = table.as_ref();
        let mut columns = Columns::of_part(table, self.headings.direction().is_some());
        let mut titles = before.iter().chain(self.headings.lowest());
        if titles.any(|title| vocabulary::is_of_codes(&vocabulary::fold(&title.text)))
            && let Some(columns) = &mut columns
        {
            columns.take_names_for_codes(table);
        }
        let moved = columns
            .as_ref()
            .map(|columns| shifted::realigned(table, columns));
        let table = moved.as_deref().unwrap_or(table);
        let fields = columns.as_ref().filter(|columns| columns.are_fields());
        let is_call = fields.is_some_and(|columns| columns.name_call_facts(table));
        let fields = fields.filter(|_| !is_call);
        let codes = columns.as_ref().filter(|columns| columns.are_codes());
        let recipe = self.headings.lowest();
        let recipe = recipe.is_some_and(|heading| vocabulary::is_recipe(&heading.text));
        if let Some(columns) = fields {
            if recipe {
                table
                    .rows
                    .iter()
                    .flatten()
                    .for_each(|cell| self.passage(cell));
                return;
            }
            self.known.extend(table.ordinal);
            match ways::parts(table, columns) {
                Some(parts) => parts.iter().for_each(|(way, part)| {
                    if let Some(columns) = Columns::of(part) {
                        self.fields(part, &columns, None, Some(*way));
                    }
                }),
                None => self.fields(table, columns, before.as_ref(), None),
            }
        } else if let Some(columns) = codes {
            self.known.extend(table.ordinal);
            let codes = table::codes(table, columns);
            // A list below a heading of its own is of all calls.
            let elsewhere = self.elsewhere();
            match self.current.as_mut().filter(|_| !elsewhere) {
                Some(current) => current.codes.extend(codes),
                None => self.page.codes.extend(codes),
            }
        } else {
            self.before = before;
            let mut cells = table.rows.iter().flatten();
            self.has_fixed_messages |=
                cells.any(|cell| vocabulary::is_of_fixed_messages(&cell.text));
            self.addresses_of(table);
            // `Content-Type | application/json`, `전송방식 | POST (application/json)`, `데이터 형식 | JSON`
            let is_form = |row: &[Cell], cell: &Cell| {
                let is_fact = row.iter().any(|cell| vocabulary::is_call_fact(&cell.text));
                sample::names_form(cell) || is_fact && cell.text.eq_ignore_ascii_case("json")
            };
            for row in &table.rows {
                let forms = row.iter().filter(|cell| is_form(row, cell));
                forms.for_each(|cell| self.content_type(cell));
            }
        }
    }

    /// A table that is none of fields and none of codes: addresses, or nothing that is understood.
    fn addresses_of(&mut self, table: &Table) {
        let title = self.headings.operation().map(|title| title.text.clone());
        let titles: Vec<&str> = title.as_deref().into_iter().collect();
        let lines = address::with_one_method(address::table(table, &titles));
        if lines.is_empty() {
            self.page.unread.extend(unread::table(table));
            return;
        }
        self.known.extend(table.ordinal);
        let returned = shapes::returned(table);
        for line in lines {
            let cell = match (&line.address, &line.method) {
                (Some(address), _) => address.cell.clone(),
                (None, Some(method)) => method.cell.clone(),
                (None, None) => continue,
            };
            self.address(line, &cell);
        }
        self.standing.returned = returned;
    }

    fn fields(
        &mut self,
        table: &Table,
        columns: &Columns,
        before: Option<&Cell>,
        known: Option<Way>,
    ) {
        let heading = columns.heading(Role::Wire);
        let presence = self.headings.presence();
        let presence = presence.or_else(|| headings::presence_above(before?));
        let surroundings = Surroundings {
            place: self.headings.place(heading, before),
            presence: presence.map(|(word, cell)| (word, cell.clone())),
        };
        let mut fields = table::fields(table, columns, &surroundings);
        self.in_messages(table, &mut fields);
        self.page
            .unread
            .extend(unread::columns(table, columns, &fields));
        if fields.is_empty() {
            return;
        }
        for name in table::unnamed(table, columns) {
            let first = name.first_line();
            let text =
                format!("the row `{first}` names no field that is understood, and was not read");
            self.note(name.line, text);
        }
        let (way, basis) = match known {
            Some(way) => (way, Basis::Said),
            None => self.direction(table, heading, before, &fields),
        };
        let lowest = self.headings.lowest();
        let is_set = lowest.is_some_and(|lowest| {
            vocabulary::is_of_settings(&lowest.text)
                || vocabulary::is_of_resource(&lowest.text)
                || vocabulary::is_of_values(&lowest.text) && !columns.says_of_messages()
        });
        let is_little = (columns.says_little() || is_set) && basis == Basis::Guessed;
        // `항목 | 값` behind the table of a message
        let are_values = columns.gives_values() && self.has_fields(way);
        if is_little || are_values || self.says_more_of_known(columns, &fields) {
            self.page.unread.extend(unread::table(table));
            return;
        }
        let is_called_answer = self.headings.direction() == Some(Way::Answer);
        if way == Way::Notification && basis == Basis::Said && is_called_answer {
            self.headings.turn(way);
        }
        if way == Way::Answer {
            self.take_up();
        }
        let is_unsaid = basis == Basis::Guessed && way == Way::Answer;
        let lowest = self.headings.lowest();
        let shape = lowest.and_then(shapes::named_by);
        if let Some(shape) = shape.as_ref().filter(|_| basis == Basis::Said)
            && self.is_type_of_nothing(way, shape)
        {
            let note = shapes::not_named(shape, &fields);
            self.page.notes.push(note);
            return;
        }
        self.has_types |= basis == Basis::Inside && shape.is_some();
        let is_shape = shape.is_some() && basis != Basis::Said && self.headings.are_types();
        let is_other = is_shape || is_unsaid && self.is_of_another_call();
        let begins = is_other || self.begins_operation(way, &fields);
        if begins && basis != Basis::Inside {
            self.finish_operation();
        }
        if basis == Basis::Guessed {
            let word = match way {
                Way::Answer => "an answer",
                Way::Request | Way::Notification => "a request",
            };
            self.page.notes.push(unread::guessed(table.line, word));
        }
        let lowest = self.headings.lowest().cloned();
        let names_form = |heading: &Cell| {
            let lower = heading.text.to_lowercase();
            vocabulary::is_section(&lower)
                && (lower.contains("json") || lower.contains("urlencoded"))
        };
        let form = lowest.filter(|heading| way == Way::Request && names_form(heading));
        if way == Way::Request && self.standing.requested.is_empty() {
            self.standing.requested = self.headings.part_name();
        }
        if way == Way::Request && self.standing.requested_below.is_none() {
            self.standing.requested_below = self.headings.title_of_request();
        }
        let first = fields.first().map_or(table.line, DocumentedField::line);
        if self.current.is_none() {
            self.standing.shape = shape.filter(|_| basis != Basis::Said);
        }
        let current = self.begin(self.headings.operation().cloned(), first);
        current.content_types.extend(form);
        self.standing.last_way = Some(way);
        self.add_fields(way, fields, before, columns.made_up);
    }

    fn note(&mut self, line: usize, text: String) {
        let line = Some(line);
        self.page.notes.push(Note { line, text });
    }

    fn finish(mut self) -> Page {
        self.end_sample();
        self.end_list();
        self.finish_operation();
        let waiting = std::mem::take(&mut self.waiting);
        let waiting = waiting.into_iter().map(|(_, sample)| sample);
        self.page.samples.extend(waiting);
        shapes::give(&mut self.finished, &mut self.page.notes, self.has_types);
        self.page.operations = shared::operations(self.finished);
        // Text without headings has its title on its first line.
        let title = self.first.filter(|_| self.page.title.is_none());
        shared::name_notification(&mut self.page.operations, title);
        shared::give_forms(&mut self.page.operations, &self.forms);
        shared::give_headers(&mut self.page.operations, &self.named_headers);
        self.page.notes.extend(unread::notes(&self.page.unread));
        self.page
    }
}
