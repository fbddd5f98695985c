//! What a page says of messages outside of tables: samples of code, and lists of names. Which fields they give is
//! decided in `listed`; of which message they are, here.

use super::columns::Columns;
use super::listed::{self, Listed};
use super::{PageReader, address, sample, sampled, unread};
use crate::block::Table;
use crate::page::{Cell, DocumentedField, SampleBody, Way};
use crate::vocabulary;

/// A line of so many characters says what stands below it, and is no sentence of something else.
const SHORT_LINE: usize = 40;
/// The HTTP statuses from here on are those of errors.
const FIRST_ERROR: u16 = 400;

impl PageReader {
    /// A block of code ends.
    pub(super) fn end_sample(&mut self) {
        let lines = std::mem::take(&mut self.sample);
        let Some(first) = lines.first() else {
            return;
        };
        lines.iter().for_each(|line| self.passage(line));
        let mut found = sample::sample(&lines);
        let is_bare = found.request_lines.is_empty() && found.command.is_none();
        let tells = is_bare && found.headers.is_empty() && found.content_types.is_empty();
        // `Method : POST` above `URI : /pay`, moved in as code is
        let labelled = lines.iter().filter(|cell| address::is_labelled(cell));
        let facts: Vec<(address::Line, Cell)> = labelled
            .filter_map(|cell| Some((address::line(cell)?, cell.clone())))
            .collect();
        let is_given = found.request_lines.is_empty();
        for (line, cell) in facts.into_iter().filter(|_| is_given) {
            self.address(line, &cell);
        }
        let headers = std::mem::take(&mut found.headers);
        let status = found.status.or_else(|| {
            let before = self.before.as_ref()?;
            sample::status_above(&before.text)
        });
        let is_request =
            (!found.request_lines.is_empty() || found.command.is_some()) && status.is_none();
        self.request_lines(
            std::mem::take(&mut found.request_lines),
            found.are_whole,
            first,
        );
        found
            .content_types
            .iter()
            .for_each(|cell| self.content_type(cell));
        if let Some(command) = found.command {
            // A command that sends nothing may show another call than the one at hand: one for a token.
            if found.body.is_some() || self.current.is_none() {
                self.begin_with_command(first);
            }
            let title = self.headings.operation().map(|title| title.line);
            self.command.get_or_insert((title, command));
        }
        if let Some(current) = self.current.as_mut().filter(|_| is_request) {
            current.shown_headers.extend(headers);
        }
        // How something is encrypted is no sample of a body.
        let lowest = self.headings.lowest();
        let is_apart = lowest.is_some_and(|heading| vocabulary::is_recipe(&heading.text));
        let Some(body) = found.body else {
            if !is_apart && tells {
                self.page.notes.extend(unread::names_in_code(&lines));
            }
            return;
        };
        let listed = self.listed.shown_by(&body);
        let listed = listed.or_else(|| listed::commented(&body));
        // What an error has says nothing of what else an answer has.
        if status.is_some_and(|status| status >= FIRST_ERROR) || self.is_below_failure() {
            self.note_failed(&body);
            return;
        }
        let way = match (is_request, status.is_some()) {
            (true, _) => Some(Way::Request),
            (false, true) => Some(Way::Answer),
            (false, false) => body.way.or_else(|| self.way_of_sample(&body)),
        };
        if way.is_some() && self.current.is_some() {
            self.note_xml(&body);
        }
        let is_of_another = is_apart || (self.elsewhere() && !self.answers_request(way));
        let is_of_another = is_of_another && !self.begins_notification(&body, is_apart);
        let way = match &self.current {
            Some(current) if current.inbound && way != Some(Way::Answer) && !is_of_another => {
                Some(Way::Notification)
            }
            _ => way,
        };
        let here = self.headings.operation().map(|heading| heading.line);
        let Some(current) = self.current.as_mut().filter(|_| !is_of_another) else {
            let fails = self.before.as_ref();
            let fails = fails.is_some_and(|line| vocabulary::is_of_failures(&line.text));
            match here.filter(|_| !is_apart && !fails && way == Some(Way::Answer)) {
                Some(here) => self.waiting.push((here, SampleBody { way, ..body })),
                None => self.page.samples.push(body),
            }
            return;
        };
        current.samples.push(SampleBody { way, ..body });
        let has_fields = match way {
            Some(Way::Answer) => !sampled::has_no_body(&current.answer),
            _ => !sampled::has_no_body(&current.request),
        };
        if let Some(table) = listed.filter(|_| way.is_some() && !has_fields) {
            // The line before the sample is one of the table.
            self.before = None;
            self.listed = Listed::default();
            self.listed_fields(&table, way);
        }
    }

    /// A command below the heading of a call that no table documents begins the operation.
    fn begin_with_command(&mut self, first: &Cell) {
        let Some(title) = self.headings.title().cloned() else {
            return;
        };
        if self.current.is_some() && self.elsewhere() {
            self.finish_operation();
        }
        if self.current.is_none() {
            self.begin(Some(title), first.line);
        }
    }

    /// Whether the line right above says that what follows is answered when something failed: `실패시`.
    fn is_below_failure(&self) -> bool {
        let before = self.before.as_ref();
        before.is_some_and(|line| vocabulary::is_of_failures(&line.text))
    }

    /// Tells what only a failure shows.
    fn note_failed(&mut self, body: &SampleBody) {
        let names: Vec<&str> = body.names().take(unread::MOST_NAMES).collect();
        if !names.is_empty() {
            let text = format!(
                "the sample shows what is answered when something failed ({}); it says nothing of other answers",
                names.join(", ")
            );
            self.note(body.cell.line, text);
        }
    }

    /// No format of bodies is XML.
    fn note_xml(&mut self, body: &SampleBody) {
        if sample::is_xml(body) {
            let text =
                "the sample is XML, which no spec can say; nothing of it was read".to_owned();
            self.note(body.cell.line, text);
        }
    }

    /// Begins what the vendor sends, of which a sample below its heading is all that shows it.
    fn begins_notification(&mut self, body: &SampleBody, is_apart: bool) -> bool {
        let is_one = self.headings.title_way() == Some(Way::Notification);
        if is_apart || !is_one || body.members.is_empty() {
            return false;
        }
        self.finish_operation();
        let title = self.headings.operation().cloned();
        self.begin(title, body.cell.line).inbound = true;
        true
    }

    /// Whether a sample is the answer to the request at hand, beside whose heading its own stands: `2.2 Response Example`
    /// behind `2.1 조회 Request`.
    fn answers_request(&self, way: Option<Way>) -> bool {
        let lowest = self.headings.lowest();
        let is_part = lowest.is_some_and(|lowest| vocabulary::is_section(&lowest.text));
        let current = self.current.as_ref();
        // What stands below a title that came later is of another call.
        let title = self.headings.title().map(|title| title.line);
        let is_open = current.is_some_and(|current| {
            let mut samples = current.samples.iter();
            title <= Some(current.line)
                && current.answer.is_empty()
                && !samples.any(|sample| sample.way == Some(Way::Answer))
        });
        is_part && is_open && way == Some(Way::Answer)
    }

    /// Which way a sample goes, by the short line above it, by headings and by the table above it.
    fn way_of_sample(&self, body: &SampleBody) -> Option<Way> {
        let before = self.before.as_ref().map(|line| line.text.as_str());
        let said = before.and_then(vocabulary::direction_word);
        let is_short = before
            .is_some_and(|line| line.chars().count() <= SHORT_LINE && !line.starts_with("- "));
        let near = said.filter(|_| is_short);
        let by_names = near.or_else(|| self.way_by_names(body));
        let far = by_names.or_else(|| self.headings.direction()).or(said);
        far.or(self.standing.last_way)
    }

    /// Which way a sample goes whose members the fields of one message have, and those of the other have not.
    fn way_by_names(&self, body: &SampleBody) -> Option<Way> {
        let current = self.current.as_ref()?;
        let top: Vec<&str> = body.names().collect();
        let all = |fields: &[DocumentedField]| {
            let has = |name: &&str| fields.iter().any(|field| field.wire.text == **name);
            top.iter().all(has)
        };
        match (top.len() > 1, all(&current.request), all(&current.answer)) {
            (true, true, false) => Some(current.outward()),
            (true, false, true) => Some(Way::Answer),
            _ => None,
        }
    }

    /// A list ends, which names fields where it stands below a heading of a part of a message.
    pub(super) fn end_list(&mut self) {
        let listed = std::mem::take(&mut self.listed);
        let Some(heading) = self.headings.lowest().map(|heading| heading.text.clone()) else {
            return;
        };
        let is_part = vocabulary::is_about_fields(&heading)
            || vocabulary::place_in(&heading).is_some()
            || vocabulary::direction_word(&heading).is_some();
        let is_part = is_part
            && vocabulary::is_section(&heading)
            && !vocabulary::is_of_codes(&vocabulary::fold(&heading))
            && !vocabulary::is_recipe(&heading);
        let Some(table) = listed.of_items().filter(|_| is_part) else {
            return;
        };
        let lists = self
            .current
            .iter()
            .flat_map(|current| current.request.iter().chain(&current.answer));
        let mut known = lists.map(|field| field.wire.text.as_str());
        let names: Vec<&str> = table
            .rows
            .iter()
            .filter_map(|row| Some(row.first()?.text.as_str()))
            .collect();
        // What says more of the fields of a table is no list of fields.
        if !known.any(|known| names.contains(&known)) {
            self.listed_fields(&table, self.headings.direction());
        }
    }

    /// Fields that lines name, or comments.
    fn listed_fields(&mut self, table: &Table, way: Option<Way>) {
        if let Some(columns) = Columns::of(table) {
            self.fields(table, &columns, None, way);
        }
    }
}
