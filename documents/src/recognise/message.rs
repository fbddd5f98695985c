//! The fields of a table, as part of the message that they are of: inside of which member they are, and what of it only an
//! answer that refuses has. Which way the message goes is decided elsewhere.

use kpg_codegen::model::Place;

use super::{PageReader, roles, shapes};
use crate::page::{Cell, DocumentedField, Fact, KindWord, PresenceWord, Said, Way};
use crate::vocabulary;

impl PageReader {
    pub(super) fn add_fields(
        &mut self,
        way: Way,
        mut fields: Vec<DocumentedField>,
        before: Option<&Cell>,
        is_listed: bool,
    ) {
        roles::settle(way, &mut fields);
        self.note_failure(way, &mut fields, before);
        let lowest = self.headings.lowest().cloned();
        let apart = self
            .current
            .as_ref()
            .and_then(|current| current.title.as_ref());
        self.standing.is_answer_apart |=
            way == Way::Answer && apart.is_some_and(|title| !self.headings.is_open(title));
        let around = lowest.as_ref().and_then(|lowest| {
            let name = vocabulary::object_around(&lowest.text)?;
            vocabulary::is_wire_name(name).then(|| (name.to_owned(), lowest.clone()))
        });
        let Some(current) = &mut self.current else {
            return;
        };
        current.inbound |= way == Way::Notification;
        let list = match way {
            Way::Answer => &mut current.answer,
            Way::Request | Way::Notification => &mut current.request,
        };
        // `encData 상세`: the members of a field that the table before has.
        let above = before.into_iter().chain(lowest.as_ref());
        let mut objects = above.filter_map(|heading| named_field(heading, list, &fields));
        let object = objects.next().or_else(|| {
            let (name, heading) = around?;
            let is_known = list.iter().any(|field| field.wire.text == name);
            let cell = Cell {
                text: name.clone(),
                ..heading
            };
            let object = DocumentedField::named(cell, Place::Body);
            list.extend((!is_known).then_some(object));
            Some(name)
        });
        // What a whole answer is encrypted in is an envelope, and its members are those of the answer.
        let is_text = |object: &String| {
            let mut texts = list.iter();
            texts.any(|field| {
                field.wire.text == *object && field.kind.given() == Some(&KindWord::Text)
            })
        };
        let envelope = object
            .clone()
            .filter(|object| way == Way::Answer && is_text(object));
        if let Some(object) = object.filter(|_| envelope.is_none()) {
            for field in fields.iter_mut().filter(|field| field.inside.is_none()) {
                field.inside = Some(object.clone());
            }
        }
        if is_listed {
            fields.retain(|field| !says_again(field, list));
        }
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
        if let (Some(envelope), Some(first)) = (envelope, fields.first()) {
            let line = first.line();
            let text = format!(
                "what stands here is inside of `{envelope}`, which is a text: declare how it is encrypted"
            );
            self.note(line, text);
        }
    }

    /// What is answered when something failed is no part of what every answer has.
    fn note_failure(&mut self, way: Way, fields: &mut [DocumentedField], before: Option<&Cell>) {
        let heading = self.headings.lowest().into_iter().chain(before);
        let mut heading = heading.filter(|heading| {
            vocabulary::is_of_failures(&heading.text) && shapes::named_by(heading).is_none()
        });
        let has_answer = self
            .current
            .as_ref()
            .is_some_and(|current| !current.answer.is_empty());
        let Some(heading) = heading
            .next()
            .filter(|_| way == Way::Answer && has_answer)
            .cloned()
        else {
            return;
        };
        for field in fields.iter_mut().filter(|field| field.inside.is_none()) {
            field.role = None;
            field.presence = Said::Given(Fact {
                value: PresenceWord::Optional,
                cell: heading.clone(),
            });
        }
        let names: Vec<&str> = fields
            .iter()
            .map(|field| field.wire.text.as_str())
            .collect();
        let text = format!(
            "what stands below `{}` ({}) is taken for what the answer need not have: declare it under `faults` where it comes with another HTTP status",
            heading.text,
            names.join(", ")
        );
        self.note(heading.line, text);
    }
}

/// Whether a list names a field again that a table before it has, and says nothing else of it. What the table is silent of is
/// taken from the list.
fn says_again(again: &DocumentedField, list: &mut [DocumentedField]) -> bool {
    let is_it = |field: &&mut DocumentedField| {
        field.wire.text == again.wire.text && field.inside == again.inside
    };
    let Some(known) = list.iter_mut().find(is_it) else {
        return false;
    };
    let agrees = agree(&known.kind, &again.kind)
        && agree(&known.presence, &again.presence)
        && agree(&known.length, &again.length);
    if agrees {
        take(&mut known.kind, &again.kind);
        take(&mut known.presence, &again.presence);
        take(&mut known.length, &again.length);
    }
    agrees
}

/// Whether two places of a page do not say two things.
fn agree<T: PartialEq>(one: &Said<T>, other: &Said<T>) -> bool {
    match (one.given(), other.given()) {
        (Some(one), Some(other)) => one == other,
        _ => *one == Said::Silent || *other == Said::Silent,
    }
}

fn take<T: Clone + PartialEq>(known: &mut Said<T>, again: &Said<T>) {
    if *known == Said::Silent {
        *known = again.clone();
    }
}

/// The field of a message that a heading begins with, or whose type it names, where what follows are its members.
pub(super) fn named_field(
    heading: &Cell,
    list: &[DocumentedField],
    fields: &[DocumentedField],
) -> Option<String> {
    // `encData 상세`, `{orderInfo}(주문정보)`, `요청 encData 필드`, and not `단말기 전용 (connCd=0003)`
    let name = |word: &'_ str| {
        let word = word.trim_start_matches(['{', '[', '(', '<', '`']);
        let end = word.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        word.get(..end.unwrap_or(word.len()))
            .unwrap_or_default()
            .to_owned()
    };
    let words = vocabulary::unnumbered(&heading.text).split_whitespace();
    let is_known = |word: &str| list.iter().any(|field| field.wire.text == name(word));
    // `data (암호화 전)` begins with a word for a part that is a field as well.
    let mut words = words.skip_while(|word| vocabulary::is_section(word) && !is_known(word));
    let word = name(words.next()?);
    let called = |field: &&DocumentedField| field.wire.text == word;
    let named = shapes::named_by(heading);
    let typed = |field: &&DocumentedField| {
        named
            .as_ref()
            .is_some_and(|shape| shapes::is_of(field, shape))
    };
    let mut found = list.iter().rev();
    let object = found
        .find(called)
        .or_else(|| list.iter().rev().find(typed))?;
    let holds = |kind| matches!(kind, KindWord::Object | KindWord::List);
    let can_hold = object
        .kind
        .given()
        .is_none_or(|kind| holds(*kind) || *kind == KindWord::Text);
    let again = |field: &DocumentedField| field.wire.text == object.wire.text;
    (can_hold && !fields.iter().any(again)).then(|| object.wire.text.clone())
}
