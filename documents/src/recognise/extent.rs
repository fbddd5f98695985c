//! Where an operation of a page begins and ends, and which addresses it takes with it. What its tables say does not
//! belong here.

use super::columns::Columns;
use super::shared::{Finished, Standing};
use super::unread::MOST_NAMES;
use super::{PageReader, address, sampled, shapes};
use crate::page::{
    Address, Cell, DocumentedField, DocumentedOperation, Note, Said, SampleBody, Way,
};
use crate::vocabulary;

impl PageReader {
    /// The operation at hand, begun where there is none.
    pub(super) fn begin(&mut self, title: Option<Cell>, line: usize) -> &mut DocumentedOperation {
        if self.current.is_none() {
            self.standing.anchor = self.headings.operation().map(|heading| heading.line);
            self.standing.is_answer_apart = false;
        }
        let (waiting, anchor) = (&mut self.waiting, self.standing.anchor);
        self.current.get_or_insert_with(|| DocumentedOperation {
            line: title.as_ref().map_or(line, |title| title.line),
            title,
            samples: taken(waiting, anchor),
            ..DocumentedOperation::default()
        })
    }

    /// Whether a heading names another operation than the one at hand, and not merely a part of it.
    pub(super) fn elsewhere(&self) -> bool {
        let title = self
            .current
            .as_ref()
            .and_then(|current| current.title.as_ref());
        let Some(title) = title else {
            return self.headings.operation().is_some();
        };
        let here = self.headings.operation().map(|heading| heading.line);
        !self.headings.is_open(title) && here != Some(title.line) && here != self.standing.anchor
    }

    /// Whether a table begins another operation than the one at hand.
    pub(super) fn begins_operation(&self, way: Way, fields: &[DocumentedField]) -> bool {
        let Some(current) = &self.current else {
            return false;
        };
        let elsewhere = self.elsewhere();
        let place = fields.first().map(|field| field.place);
        let has = |list: &[DocumentedField]| list.iter().any(|field| Some(field.place) == place);
        if self.is_left_behind() {
            return true;
        }
        match way {
            Way::Answer => elsewhere && !current.answer.is_empty(),
            Way::Request => {
                let other = elsewhere || self.is_other_part() || self.is_below_another();
                // Its sample stands above the answer, and the table of it below.
                let is_sampled =
                    current.request.is_empty() && self.sampled_way(fields) == Some(way);
                (!current.answer.is_empty() && !is_sampled) || (other && has(&current.request))
            }
            Way::Notification if current.inbound => elsewhere && has(&current.request),
            Way::Notification => !current.request.is_empty() || elsewhere,
        }
    }

    /// Whether the request at hand has a part of its own below one title, and this one below another: `요청` below
    /// `카드 결제`, and below `계좌 결제`.
    fn is_below_another(&self) -> bool {
        let here = self.headings.title_of_request();
        here.is_some()
            && self.standing.requested_below.is_some()
            && here != self.standing.requested_below
    }

    /// Whether what no word calls an answer stands below the heading of another call than the request at hand.
    pub(super) fn is_of_another_call(&self) -> bool {
        let current = self.current.as_ref();
        self.elsewhere() && current.is_some_and(|current| !current.request.is_empty())
    }

    /// Whether a table says more of fields that the message at hand has already, and gives it none: no types, no lengths and
    /// no marks, and names that most of them are known.
    pub(super) fn says_more_of_known(&self, columns: &Columns, fields: &[DocumentedField]) -> bool {
        let Some(current) = self.current.as_ref().filter(|_| !self.elsewhere()) else {
            return false;
        };
        let holds = |list: &[DocumentedField]| {
            let is_known = |field: &&DocumentedField| {
                let mut known = list.iter();
                known.any(|known| known.wire.text == field.wire.text)
            };
            let known = fields.iter().filter(is_known).count();
            known > 1 && known * 3 >= fields.len() * 2
        };
        !columns.says_of_messages() && (holds(&current.request) || holds(&current.answer))
    }

    /// Whether a type stands in a part of a message that has fields already, none of which names it.
    pub(super) fn is_type_of_nothing(&self, way: Way, shape: &Cell) -> bool {
        let has_fields = self.current.as_ref().is_some_and(|current| match way {
            Way::Answer => !sampled::has_no_body(&current.answer),
            Way::Request | Way::Notification => !sampled::has_no_body(&current.request),
        });
        let lowest = self.headings.lowest();
        let is_mute = lowest.is_some_and(|lowest| vocabulary::only_way(&lowest.text).is_none());
        has_fields && is_mute && !self.elsewhere() && shapes::is_name(&shape.text)
    }

    /// Takes up the call again whose request an answer belongs to, by what their parts are called: `준비 응답 파라미터`
    /// behind `승인 요청 파라미터`.
    pub(super) fn take_up(&mut self) {
        let here = self.headings.part_name();
        if here.is_empty() || self.standing.requested.is_empty() || here == self.standing.requested
        {
            return;
        }
        let awaits = |one: &Finished| {
            one.standing.requested == here
                && one.operation.answer.is_empty()
                && !one.operation.inbound
        };
        if !self.finished.iter().any(awaits) {
            return;
        }
        self.finish_operation();
        let Some(place) = self.finished.iter().rposition(awaits) else {
            return;
        };
        let one = self.finished.remove(place);
        // Its answer is found.
        let told = only_sampled(&one.operation);
        self.page.notes.retain(|note| !told.contains(note));
        self.standing = Standing {
            taken_from: Some(place),
            ..one.standing
        };
        self.current = Some(one.operation);
    }

    /// Whether the part at hand is of another call than the request that was read: `승인 요청` behind `준비 요청`.
    fn is_other_part(&self) -> bool {
        let here = self.headings.part_name();
        !here.is_empty() && !self.standing.requested.is_empty() && here != self.standing.requested
    }

    /// Whether the operation at hand has addresses or samples and no fields, and another operation's heading stands below them.
    fn is_left_behind(&self) -> bool {
        let Some(current) = &self.current else {
            return false;
        };
        let empty = current.request.is_empty() && current.answer.is_empty();
        let last = current.addresses.last().map(|address| address.cell.line);
        let last = last.max(current.samples.last().map(|sample| sample.cell.line));
        let here = self.headings.operation().map(|heading| heading.line);
        empty && last.is_some() && here > last && self.elsewhere()
    }

    pub(super) fn finish_operation(&mut self) {
        let standing = std::mem::take(&mut self.standing);
        let command = self.command.take();
        let Some(mut operation) = self.current.take() else {
            self.command = command;
            return;
        };
        match command {
            Some((title, line)) if title == standing.anchor => take_command(&mut operation, line),
            // It stands before the operation that comes now.
            command => self.command = command,
        }
        let empty = operation.request.is_empty() && operation.answer.is_empty();
        if !empty {
            self.page.notes.extend(only_sampled(&operation));
            let last = self.finished.len();
            let place = standing.taken_from.map_or(last, |place| place.min(last));
            let one = Finished {
                operation,
                standing,
            };
            self.finished.insert(place, one);
            return;
        }
        self.page.notes.extend(only_sampled(&operation));
        let is_shown = |sample: &SampleBody| sample.way.is_some() && !sample.members.is_empty();
        if operation.samples.iter().any(is_shown) {
            self.page.sampled.push(operation.clone());
        }
        // An address without a table is no operation that could be compared; what it had is not lost.
        self.page.codes.extend(operation.codes);
        for address in &operation.addresses {
            let named = address.environment.is_some() && address.url.is_some();
            self.page
                .environments
                .extend(named.then(|| origin(address)));
        }
        if let Some(address) = operation.addresses.first() {
            let text = format!(
                "`{}` has no table of fields that was recognised",
                address.path().unwrap_or_default()
            );
            self.note(address.cell.line, text);
        }
    }
}

/// The samples that stand below the heading of an operation that begins, above all else that is of it.
fn taken(waiting: &mut Vec<(usize, SampleBody)>, anchor: Option<usize>) -> Vec<SampleBody> {
    let (here, others) = std::mem::take(waiting)
        .into_iter()
        .partition(|(below, _)| Some(*below) == anchor);
    *waiting = others;
    let here: Vec<(usize, SampleBody)> = here;
    here.into_iter().map(|(_, sample)| sample).collect()
}

/// What only a sample shows of an operation: the page has no fields of that way that were recognised.
fn only_sampled(operation: &DocumentedOperation) -> Vec<Note> {
    let is_sent = sampled::has_no_body(&operation.request) && !operation.inbound;
    let ways = [
        (Way::Request, "request", is_sent),
        (
            Way::Answer,
            "answer",
            sampled::has_no_body(&operation.answer),
        ),
    ];
    let empty = ways.into_iter().filter(|(.., is_empty)| *is_empty);
    let notes = empty.filter_map(|(way, word, _)| {
        let mut samples = operation.samples.iter();
        let sample =
            samples.find(|sample| sample.way == Some(way) && !sample.members.is_empty())?;
        let names: Vec<&str> = sample.names().take(MOST_NAMES).collect();
        let names = names.join(", ");
        Some(Note {
            line: Some(sample.cell.line),
            text: format!(
                "only a sample shows the {word}, with {names}; no table and no list names its fields"
            ),
        })
    });
    notes.collect()
}

/// An address without its path: that of an environment.
fn origin(address: &Address) -> Address {
    let mut origin = address.clone();
    if let (Some(url), Some(path)) = (&address.url, address.path()) {
        origin.url = url.strip_suffix(path).map(str::to_owned);
    }
    origin
}

/// Takes the method and the address of a command where nothing else gives them. What looks like a value in its path
/// may stand for any.
fn take_command(operation: &mut DocumentedOperation, line: address::Line) {
    let is_value = |segment: &str| {
        segment.len() > 12
            && segment.contains(|c: char| c.is_ascii_digit())
            && !segment.contains('{')
    };
    let Some(address) = line.address else {
        return;
    };
    // Where the page has the path, the command has its host.
    if let [known] = operation.addresses.as_mut_slice()
        && known.url.is_none()
        && known.path() == address.path()
    {
        (known.url, known.path) = (address.url, None);
        return;
    }
    if operation.addresses.is_empty() {
        let path = address.path().unwrap_or_default();
        if path.split('/').any(is_value) {
            return;
        }
        operation.addresses.push(address);
        if let Some(method) = line.method
            && operation.method == Said::Silent
        {
            operation.method = Said::Given(method);
        }
    }
}
