//! The fields of a spec as its document is known to give them: the model's, with the corrections of quirks undone.
//! What a page says of them does not belong here.

use kpg_codegen::model::{
    AnswerField, Combination, Content, Envelope, Field, FieldRef, Kind, Label, Layout, Length,
    Notification, Operation, Part, Place, Presence, Quirk, ReceivedEnvelope, Source, Vendor,
};

use super::admit;
use super::demand::Demand;
use super::location::{FieldLocation, Owner};
use super::notation;
use crate::page::{PresenceWord, Range, Way};

/// One field of a spec.
#[derive(Clone, Debug)]
pub(super) struct Known<'m> {
    pub(super) at: FieldLocation,
    pub(super) label: Option<&'m Label>,
    pub(super) content: Content<Layout>,
    pub(super) length: Option<Range>,
    /// Whether the spec gives the length; otherwise it follows from the kind.
    pub(super) length_given: bool,
    pub(super) presence: Demand,
    /// The document that describes it, where that is another one than that of its operation.
    pub(super) described_in: Option<usize>,
    /// What the other operations of the spec demand that are the same call of the document.
    pub(super) elsewhere: Vec<Demand>,
    /// Whether it is encrypted by itself.
    pub(super) encrypted: bool,
    /// Whether its values may be written in digits alone, so that a page may call it a number.
    pub(super) is_of_digits: bool,
    /// The result code: its values are codes, and it is in every answer.
    pub(super) is_code: bool,
    quirks: &'m [Quirk],
}

impl Known<'_> {
    pub(super) fn wire(&self) -> &str {
        self.at.path.last().map(String::as_str).unwrap_or_default()
    }

    /// The member that it is in.
    pub(super) fn inside(&self) -> Option<&str> {
        let before = self.at.path.len().checked_sub(2)?;
        self.at.path.get(before).map(String::as_str)
    }

    /// What the document gives for a fact, where a quirk corrects it; the inner `None` is nothing at all.
    pub(super) fn corrected(&self, fact: &str) -> Option<Option<&str>> {
        let mut corrections = self.quirks.iter().flat_map(|quirk| &quirk.corrections);
        let found = corrections.find(|correction| correction.fact == fact)?;
        Some(found.documented.as_deref())
    }

    /// The length that the document gives, where a quirk corrects it.
    pub(super) fn corrected_length(&self) -> Option<Option<Range>> {
        let documented = self.corrected(self.length_key())?;
        Some(documented.and_then(notation::parse_length))
    }

    /// The presence that the document gives, where a quirk corrects it; nothing said is optional.
    pub(super) fn corrected_presence(&self) -> Option<Demand> {
        let documented = self.corrected("presence")?;
        Some(documented.map_or(Demand::Optional, notation::parse_presence))
    }

    /// Whether another operation of the spec, which is the same call of the document, takes it as a page has it.
    pub(super) fn is_taken_elsewhere(&self, word: PresenceWord) -> bool {
        let mut elsewhere = self.elsewhere.iter();
        elsewhere.any(|demand| admit::presence(word, *demand, self.at.way))
    }

    /// The key under which its length is written.
    pub(super) fn length_key(&self) -> &'static str {
        match self.content.one() {
            Some(Kind::Amount { .. }) => "digits",
            _ => "length",
        }
    }
}

/// All fields of an operation.
pub(super) fn of_operation<'m>(
    vendor: &'m Vendor,
    owner: Owner,
    operation: &'m Operation,
) -> Vec<Known<'m>> {
    let mut fields = Vec::new();
    for place in Place::REQUEST
        .into_iter()
        .filter(|place| *place != Place::Input)
    {
        let mut path = Vec::new();
        requested(
            vendor,
            owner,
            place,
            (operation.fields(place), &operation.combinations),
            &mut path,
            &mut fields,
        );
    }
    let answer = &operation.answer;
    if let Some(known) = &answer.code {
        fields.push(code(owner, &known.path.0, known.length));
    }
    let mut path = Vec::new();
    received(
        vendor,
        owner,
        Way::Answer,
        &answer.fields,
        &mut path,
        &mut fields,
    );
    fields
}

/// All fields of a notification.
pub(super) fn of_notification<'m>(
    vendor: &'m Vendor,
    owner: Owner,
    notification: &'m Notification,
) -> Vec<Known<'m>> {
    let (mut fields, mut path) = (Vec::new(), Vec::new());
    let way = Way::Notification;
    received(
        vendor,
        owner,
        way,
        &notification.fields,
        &mut path,
        &mut fields,
    );
    fields
}

fn code(owner: Owner, path: &[String], length: Option<Length>) -> Known<'static> {
    Known {
        at: FieldLocation {
            owner,
            way: Way::Answer,
            place: Place::Body,
            path: path.to_vec(),
        },
        label: None,
        content: Content::One(Kind::Text),
        length: length.map(range),
        length_given: length.is_some(),
        presence: Demand::Required,
        described_in: None,
        elsewhere: Vec::new(),
        encrypted: false,
        is_of_digits: true,
        is_code: true,
        quirks: &[],
    }
}

fn requested<'m>(
    vendor: &'m Vendor,
    owner: Owner,
    place: Place,
    (list, combinations): (&'m [Field], &[Combination]),
    path: &mut Vec<String>,
    fields: &mut Vec<Known<'m>>,
) {
    for (index, field) in list.iter().enumerate() {
        let before = path.len();
        match place {
            // A dot leads to a member of an object; no other place has objects.
            Place::Body => path.extend(field.wire.split('.').map(str::to_owned)),
            Place::Path
            | Place::Query
            | Place::Header
            | Place::Input
            | Place::Received
            | Place::Stored => path.push(field.wire.clone()),
        }
        let at = FieldRef { place, index };
        let in_combination = combinations
            .iter()
            .any(|combination| combination.members.contains(&at));
        let presence = match (&field.source, &field.presence) {
            (Source::Supplied(_), _) => Demand::Supplied,
            (Source::Caller, Presence::Required) => Demand::Required,
            (Source::Caller, Presence::Optional) if !in_combination => Demand::Optional,
            (
                Source::Caller,
                Presence::Optional | Presence::Conditional(_) | Presence::ByRule(_),
            ) => Demand::Conditional,
        };
        fields.push(Known {
            at: FieldLocation {
                owner,
                way: Way::Request,
                place,
                path: path.clone(),
            },
            label: Some(&field.facts.label),
            content: field.facts.content.outline(),
            length: length(vendor, field.facts.content.one(), field.stated.length()),
            length_given: field.stated.length().is_some(),
            presence,
            described_in: field.facts.citation.as_ref().map(|cited| cited.document),
            elsewhere: Vec::new(),
            encrypted: field.cipher.is_some(),
            is_of_digits: is_of_digits(vendor, field.facts.content.one()),
            is_code: false,
            quirks: &field.facts.quirks,
        });
        if let Some(items) = field.objects() {
            let inner = (items.members.as_slice(), items.combinations.as_slice());
            requested(vendor, owner, place, inner, path, fields);
        }
        path.truncate(before);
    }
}

fn received<'m>(
    vendor: &'m Vendor,
    owner: Owner,
    way: Way,
    list: &'m [AnswerField],
    path: &mut Vec<String>,
    fields: &mut Vec<Known<'m>>,
) {
    for field in list {
        let before = path.len();
        path.extend(field.path.0.iter().cloned());
        fields.push(Known {
            at: FieldLocation {
                owner,
                way,
                place: Place::Body,
                path: path.clone(),
            },
            label: Some(&field.facts.label),
            content: field.facts.content.outline(),
            length: length(vendor, field.facts.content.one(), field.length),
            length_given: field.length.is_some(),
            presence: match field.part {
                Part::Always => Demand::Required,
                Part::OnSuccess => Demand::Conditional,
                Part::Optional => Demand::Optional,
            },
            described_in: field.facts.citation.as_ref().map(|cited| cited.document),
            elsewhere: Vec::new(),
            encrypted: false,
            is_of_digits: is_of_digits(vendor, field.facts.content.one()),
            is_code: false,
            quirks: &field.facts.quirks,
        });
        if let Some(members) = field.members() {
            received(vendor, owner, way, members, path, fields);
        }
        path.truncate(before);
    }
}

/// Whether a value can be written in digits alone: no listed word, and no time with marks between its parts.
fn is_of_digits(vendor: &Vendor, kind: Option<&Kind>) -> bool {
    let are_digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    match kind {
        Some(Kind::Enumeration { id, .. }) => vendor
            .enumerations
            .get(id.0)
            .is_none_or(|listed| listed.choices.iter().all(|choice| are_digits(&choice.wire))),
        Some(kind) => kind.time_format().is_none_or(|format| {
            let mask = format.mask();
            mask.chars().all(|c| c.is_ascii_alphabetic() || c == '_')
                && !mask.contains(['T', 'X', 'Z'])
        }),
        None => true,
    }
}

fn range(length: Length) -> Range {
    Range {
        min: length.min.into(),
        max: length.max.into(),
    }
}

/// The least and greatest length of the text of a field, given or following from its kind.
fn length(vendor: &Vendor, kind: Option<&Kind>, length: Option<Length>) -> Option<Range> {
    if let Some(length) = length {
        return Some(range(length));
    }
    let (min, max) = match kind? {
        Kind::Amount { digits, .. } => digits.map(|(min, max)| (min.into(), max.into()))?,
        Kind::DateTime(format) | Kind::TimeOr(format, _) => {
            let long = format.mask().chars().count() as u64;
            (long, long)
        }
        // One without a range can have as many digits as its type in Rust: the spec says nothing of them.
        Kind::Integer { max, .. } if *max >= i64::MAX.into() => return None,
        Kind::Integer { min, max } => (digits(*min), digits(*max)),
        Kind::Enumeration { id, .. } => {
            let choices = &vendor.enumerations.get(id.0)?.choices;
            let lengths = choices
                .iter()
                .map(|choice| choice.wire.chars().count() as u64);
            (lengths.clone().min()?, lengths.max()?)
        }
        Kind::Text
        | Kind::Digits
        | Kind::Decimal { .. }
        | Kind::Boolean
        | Kind::Joined { .. }
        | Kind::EmvQr
        | Kind::Base64 => return None,
    };
    Some(Range { min, max })
}

fn digits(number: i128) -> u64 {
    number.unsigned_abs().to_string().len() as u64
}

/// Members in which a whole message goes encrypted; a page may document them as fields.
pub(super) fn is_envelope(operation: &Operation, wire: &str) -> bool {
    let sent = operation.envelope.as_ref().and_then(Envelope::member);
    let answer = operation.answer.envelope.as_ref();
    let received = answer.and_then(ReceivedEnvelope::member);
    [sent, received].contains(&Some(wire))
}
