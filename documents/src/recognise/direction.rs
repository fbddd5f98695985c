//! Which way a table goes: by what stands above it, by what is in it, and by what came before it.

use std::collections::HashSet;

use kpg_codegen::model::Place;

use super::{Basis, PageReader, message, sampled, shapes};
use crate::block::Table;
use crate::page::{Cell, DocumentedField, RoleWord, Way};
use crate::vocabulary;

/// So many names of a table in a sample are no accident.
const FEWEST_SAMPLED: usize = 3;

impl PageReader {
    /// Which way a table goes, and how that is known.
    pub(super) fn direction(
        &self,
        table: &Table,
        heading: &str,
        before: Option<&Cell>,
        fields: &[DocumentedField],
    ) -> (Way, Basis) {
        let before_cell = before;
        let before = before.map(|cell| cell.text.as_str());
        // `결과가 returnUrl로 전송됩니다.` says where the result goes, and not what stands below.
        let before = before.filter(|text| !vocabulary::goes_to_given_address(text));
        let short = before.filter(|text| text.chars().count() <= 40);
        let near = [Some(heading), table.caption.as_deref(), short];
        let near = near
            .into_iter()
            .flatten()
            .find_map(vocabulary::direction_word);
        let near = near.or_else(|| before.and_then(vocabulary::introduced_way));
        let near = near.or_else(|| before.and_then(vocabulary::subject_way));
        let is_requested = short.is_some_and(vocabulary::is_of_requests);
        let near = near.or_else(|| is_requested.then_some(Way::Request));
        let lowest_type = self.headings.lowest();
        let lowest_type = lowest_type.filter(|lowest| shapes::named_by(lowest).is_some());
        let sampled = self.sampled_way(fields);
        let part = self.headings.placed();
        let is_requested = matches!(part, Some(Place::Path | Place::Query));
        let near = near.or_else(|| is_requested.then_some(Way::Request));
        // A type that one message names is of that one, whatever part it stands below.
        let typed =
            lowest_type.and_then(|lowest| self.way_of_object(Some(lowest).into_iter(), fields));
        if let Some(way) = typed.filter(|_| near.or(sampled).is_none()) {
            return (way, Basis::Inside);
        }
        let said = near.or(sampled);
        let said = said.or_else(|| self.headings.direction());
        let said = said.or_else(|| before.and_then(vocabulary::sent_way));
        let code = fields.iter().any(|field| {
            let label = field
                .label
                .as_ref()
                .is_some_and(|label| vocabulary::is_result_code(&label.text));
            label || vocabulary::is_result_code(&field.wire.text)
        });
        let message = fields
            .iter()
            .any(|field| field.role == Some(RoleWord::Message));
        let is_full = self
            .current
            .as_ref()
            .is_some_and(|current| !current.request.is_empty());
        let near_headings = before_cell.into_iter().chain(self.headings.lowest());
        // What a page calls the response of a webhook is what comes, where nothing has come that it could answer.
        let lowest = self.headings.lowest();
        let is_mute = |heading: &&Cell| vocabulary::direction_word(&heading.text).is_none();
        let title = self
            .headings
            .title()
            .filter(|_| lowest.is_some_and(|lowest| is_mute(&lowest)));
        let mut here = lowest.into_iter().chain(title);
        let notifies = here.any(|heading| vocabulary::names_notification(&heading.text));
        let has_come = self.current.as_ref().is_some_and(|current| current.inbound);
        match said {
            Some(Way::Answer) | None if (notifies || self.headings.comes()) && !has_come => {
                return (Way::Notification, Basis::Said);
            }
            // A second table of an operation with the result and its message is the answer, whatever is above it.
            Some(Way::Request) if is_full && code && message => {}
            Some(way) => return (way, Basis::Said),
            None => {}
        }
        if self.headings.title_way() == Some(Way::Notification) {
            return (Way::Notification, Basis::Said);
        }
        // `Headers`, before anything was answered
        if part == Some(Place::Header) && self.awaits_answer() {
            return (Way::Request, Basis::Said);
        }
        // `**Buyer**` behind a table that has a `buyer`
        if let Some(way) = self.way_of_object(near_headings, fields) {
            return (way, Basis::Inside);
        }
        // `[선택]` behind `[필수]` is of the same message.
        if let Some(way) = self
            .standing
            .last_way
            .filter(|_| self.headings.presence().is_some())
        {
            return (way, Basis::Follows);
        }
        if code {
            let is_said = self.headings.title_way() == Some(Way::Answer);
            let basis = if is_said { Basis::Said } else { Basis::Guessed };
            return (Way::Answer, basis);
        }
        let both = self
            .current
            .as_ref()
            .is_some_and(|current| !current.answer.is_empty());
        // Members of objects follow the table that has the objects.
        if let Some(way) = self.standing.last_way.filter(|_| both && !self.elsewhere()) {
            return (way, Basis::Follows);
        }
        let sentence = before.and_then(vocabulary::direction_word);
        let said = self.headings.title_way().or(sentence);
        if let Some(way) = said {
            return (way, Basis::Said);
        }
        // The second table of an operation is its answer; one below another heading is the request of another.
        match &self.current {
            // What has headers alone has a body still to come.
            Some(current)
                if !sampled::has_no_body(&current.request) && !both && !self.elsewhere() =>
            {
                (Way::Answer, Basis::Guessed)
            }
            _ => match self.headings.enclosing_way() {
                Some(way) => (way, Basis::Said),
                None => (Way::Request, Basis::Guessed),
            },
        }
    }

    /// Which way the message goes that has the object whose members are named by a heading.
    fn way_of_object<'c>(
        &self,
        headings: impl Iterator<Item = &'c Cell> + Clone,
        fields: &[DocumentedField],
    ) -> Option<Way> {
        let current = self.current.as_ref()?;
        let has = |list: &[DocumentedField]| {
            let mut headings = headings.clone();
            headings.any(|heading| message::named_field(heading, list, fields).is_some())
        };
        match (has(&current.request), has(&current.answer)) {
            (true, false) => Some(current.outward()),
            (false, true) => Some(Way::Answer),
            _ => None,
        }
    }

    /// Whether the operation at hand has fields that go this way.
    pub(super) fn has_fields(&self, way: Way) -> bool {
        self.current.as_ref().is_some_and(|current| match way {
            Way::Answer => !current.answer.is_empty(),
            Way::Request | Way::Notification => !current.request.is_empty(),
        })
    }

    /// Whether no table of the operation at hand is of its answer.
    fn awaits_answer(&self) -> bool {
        let current = self.current.as_ref();
        current.is_none_or(|current| current.answer.is_empty() || self.elsewhere())
    }

    /// The way of the samples that have the names of a table, where those of the other way have none of them.
    pub(super) fn sampled_way(&self, fields: &[DocumentedField]) -> Option<Way> {
        let current = self.current.as_ref()?;
        let samples = &current.samples;
        let holds = |way: Way| {
            let bodies = samples.iter().filter(move |sample| sample.way == Some(way));
            let mut names = bodies.flat_map(|sample| &sample.members).peekable();
            names.peek()?;
            let names: HashSet<&str> = names
                .filter_map(|member| member.path.last())
                .map(String::as_str)
                .collect();
            let held = |field: &&DocumentedField| names.contains(field.wire.text.as_str());
            Some(fields.iter().filter(held).count())
        };
        let is_most = |count: usize| count >= FEWEST_SAMPLED && count * 3 >= fields.len() * 2;
        match (holds(Way::Request), holds(Way::Answer)) {
            (Some(count), Some(0)) if is_most(count) => Some(Way::Request),
            (Some(0), Some(count)) if is_most(count) => Some(Way::Answer),
            // A sample of the request alone, where the request has no fields yet.
            (Some(count), None)
                if count == fields.len()
                    && is_most(count)
                    && sampled::has_no_body(&current.request) =>
            {
                Some(Way::Request)
            }
            _ => None,
        }
    }
}
