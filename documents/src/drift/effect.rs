//! What a difference between a page and its spec would break, as the diff of specs classes it.

use kpg_codegen::model::{
    AnswerField, Choice, Code, Content, Enumeration, Field, Items, Kind, Label, Length, LengthUnit,
    Name, Part, Place, Presence, Source, Vendor,
};
use kpg_codegen::{ChangeKind, diff};

use super::difference::{Difference, Facts};
use super::place::{At, FieldAt, Owner};
use crate::page::{Bound, PresenceWord, Way};

/// The kinds of change that a spec undergoes when it follows its page in this; none where the client stays as it is.
pub fn effect(vendor: &Vendor, difference: &Difference) -> Vec<ChangeKind> {
    if difference.quirk_is_obsolete {
        return Vec::new();
    }
    if let Some(known) = change_of_structure(vendor, difference) {
        return vec![known];
    }
    let mut changed = vendor.clone();
    if follow(&mut changed, difference).is_none() {
        return Vec::new();
    }
    let mut kinds: Vec<ChangeKind> = diff(vendor, &changed)
        .into_iter()
        .map(|change| change.kind)
        .collect();
    kinds.dedup();
    kinds
}

/// The change where it cannot be made in a model alone: other parts of it refer to fields by their positions.
fn change_of_structure(vendor: &Vendor, difference: &Difference) -> Option<ChangeKind> {
    let field = match &difference.at {
        At::Field(at, _) => Some(at),
        At::Vendor | At::Environment(_) | At::Owner(..) | At::Value(..) | At::Code(..) => None,
    };
    let request = field.filter(|at| at.way == Way::Request);
    let by_way = |sent: ChangeKind, arrives: ChangeKind| match request {
        Some(_) => sent,
        None => arrives,
    };
    Some(match &difference.facts {
        Facts::OperationAdded { .. } => ChangeKind::OperationAdded,
        Facts::OperationRemoved { .. } => match &difference.at {
            At::Owner(Owner::Notification(_), _) => ChangeKind::NotificationRemoved,
            _ => ChangeKind::OperationRemoved,
        },
        Facts::CodeRemoved { .. } => ChangeKind::CodeRemoved,
        Facts::Success { .. } => ChangeKind::SuccessChanged,
        Facts::ValueRemoved { .. } => ChangeKind::ChoiceRemoved,
        Facts::Url { .. } => ChangeKind::AddressChanged,
        Facts::Method { .. } => ChangeKind::MethodChanged,
        Facts::FieldPosition { .. } => by_way(ChangeKind::FieldMoved, ChangeKind::AnswerFieldMoved),
        Facts::FieldEncryption { .. } => ChangeKind::FieldCipherChanged,
        Facts::MessageEncryption => ChangeKind::AnswerEnvelopeChanged,
        Facts::FieldRemoved { .. } => by_way(
            removed_from_request(vendor, field?),
            ChangeKind::AnswerFieldRemoved,
        ),
        Facts::FieldAdded { presence, .. } => {
            let added = match presence {
                Some(PresenceWord::Required) => ChangeKind::FieldAddedRequired,
                Some(PresenceWord::Optional | PresenceWord::Conditional) | None => {
                    ChangeKind::FieldAdded
                }
            };
            by_way(added, ChangeKind::AnswerFieldAdded)
        }
        Facts::Format { .. } => by_way(
            ChangeKind::ValuesTightened,
            ChangeKind::AnswerReadingChanged,
        ),
        Facts::Type { .. } => by_way(ChangeKind::FieldTypeChanged, ChangeKind::AnswerTypeChanged),
        Facts::Path { .. }
        | Facts::FieldName { .. }
        | Facts::Length { .. }
        | Facts::Range { .. }
        | Facts::Presence { .. }
        | Facts::Label { .. }
        | Facts::ValueAdded { .. }
        | Facts::ValueMeaning { .. }
        | Facts::CodeAdded { .. }
        | Facts::CodeMeaning { .. }
        | Facts::CodeStatus { .. }
        | Facts::LeftOutGone { .. } => return None,
    })
}

fn removed_from_request(vendor: &Vendor, at: &FieldAt) -> ChangeKind {
    match request_field(&mut vendor.clone(), at).map(|field| field.source.clone()) {
        Some(Source::Supplied(_)) => ChangeKind::FieldRemovedSupplied,
        Some(Source::Caller) | None => ChangeKind::FieldRemoved,
    }
}

/// Puts what a page says into a model; none where that is no one fact of it.
fn follow(vendor: &mut Vendor, difference: &Difference) -> Option<()> {
    match (&difference.facts, &difference.at) {
        (Facts::Path { page, .. }, At::Owner(Owner::Operation(id), _)) => {
            vendor.operations.get_mut(id.0)?.path.clone_from(page);
        }
        (facts, At::Field(at, _)) => follow_field(vendor, at, facts)?,
        (Facts::ValueAdded { value, meaning }, At::Value(id, _)) => {
            let enumeration: &mut Enumeration = vendor.enumerations.get_mut(*id)?;
            enumeration.choices.push(Choice {
                wire: value.clone(),
                name: Name::parse("one_more").ok()?,
                label: korean(meaning),
            });
        }
        (Facts::ValueMeaning { page, .. }, At::Value(id, Some(wire))) => {
            let choices = &mut vendor.enumerations.get_mut(*id)?.choices;
            let choice = choices.iter_mut().find(|choice| choice.wire == *wire)?;
            choice.label = korean(page);
        }
        (Facts::CodeAdded { code, meaning }, At::Code(owner, _)) => {
            codes(vendor, *owner)?.push(Code {
                wire: code.clone(),
                name: Name::parse("one_more").ok()?,
                label: korean(meaning),
                status: None,
                undecided: false,
                reports: None,
            });
        }
        (Facts::CodeMeaning { page, .. }, At::Code(owner, Some(wire))) => {
            let mut codes = codes(vendor, *owner)?.iter_mut();
            codes.find(|code| code.wire == *wire)?.label = korean(page);
        }
        _ => return None,
    }
    Some(())
}

/// Puts what a page says of a field into its model.
fn follow_field(vendor: &mut Vendor, at: &FieldAt, facts: &Facts) -> Option<()> {
    let request = at.way == Way::Request;
    match facts {
        Facts::Length { page, .. } => length(vendor, at, *page)?,
        Facts::Range { page, .. } if request => {
            let (min, max) = (page.min, page.max);
            request_field(vendor, at)?.facts.content = Content::One(Kind::Integer { min, max });
        }
        // What arrives is read whatever its range.
        Facts::Range { .. } => {}
        Facts::Presence { page, .. } => presence(vendor, at, *page)?,
        Facts::FieldName { page, .. } if request => {
            request_field(vendor, at)?.wire.clone_from(page);
        }
        Facts::FieldName { page, .. } => {
            let path = &mut answer_field(vendor, at)?.path.0;
            path.last_mut()?.clone_from(page);
        }
        Facts::Label { page, .. } if request => {
            request_field(vendor, at)?.facts.label.ko = Some(page.clone());
        }
        Facts::Label { page, .. } => answer_field(vendor, at)?.facts.label.ko = Some(page.clone()),
        Facts::OperationAdded { .. }
        | Facts::OperationRemoved { .. }
        | Facts::Method { .. }
        | Facts::Path { .. }
        | Facts::Url { .. }
        | Facts::MessageEncryption
        | Facts::FieldEncryption { .. }
        | Facts::FieldAdded { .. }
        | Facts::FieldRemoved { .. }
        | Facts::FieldPosition { .. }
        | Facts::Type { .. }
        | Facts::Format { .. }
        | Facts::ValueAdded { .. }
        | Facts::ValueRemoved { .. }
        | Facts::ValueMeaning { .. }
        | Facts::CodeAdded { .. }
        | Facts::CodeRemoved { .. }
        | Facts::CodeMeaning { .. }
        | Facts::CodeStatus { .. }
        | Facts::Success { .. }
        | Facts::LeftOutGone { .. } => return None,
    }
    Some(())
}

fn korean(words: &str) -> Label {
    Label {
        ko: Some(words.to_owned()),
        en: None,
    }
}

fn codes(vendor: &mut Vendor, owner: Owner) -> Option<&mut Vec<Code>> {
    let Owner::Operation(id) = owner else {
        return None;
    };
    let set = vendor.operations.get(id.0)?.answer.codes;
    Some(&mut vendor.code_sets.get_mut(set.0)?.codes)
}

fn length(vendor: &mut Vendor, at: &FieldAt, page: Bound) -> Option<()> {
    match at.way {
        Way::Request => {
            let field = request_field(vendor, at)?;
            match &mut field.facts.content {
                Content::One(Kind::Amount { digits, .. }) => {
                    *digits = limits(page).and_then(|(_, max)| Some((1, max.try_into().ok()?)));
                }
                _ => {
                    let length = field.stated.length();
                    field.stated.set_length(new_length(length, page));
                }
            }
        }
        Way::Answer | Way::Notification => {
            let field = answer_field(vendor, at)?;
            field.length = new_length(field.length, page);
        }
    }
    Some(())
}

/// The least and greatest length that a page gives, where it gives both.
fn limits(page: Bound) -> Option<(u64, u64)> {
    match page {
        Bound::Bare(number) | Bound::Exactly(number) => Some((number, number)),
        Bound::AtMost(most) => Some((1, most)),
        Bound::Between(least, most) => Some((least, most)),
        Bound::AtLeast(_) | Bound::Unlimited => None,
    }
}

/// A length that follows a page. A number by itself is what the spec says of it: so long, or at most so long.
fn new_length(old: Option<Length>, page: Bound) -> Option<Length> {
    let (min, max) = limits(page)?;
    let was_exact = old.is_some_and(|old| old.min == old.max);
    let min = match page {
        Bound::Bare(_) if !was_exact => 1,
        _ => min,
    };
    Some(Length {
        min: min.try_into().ok()?,
        max: max.try_into().ok()?,
        unit: old.map_or(LengthUnit::Characters, |length| length.unit),
    })
}

fn presence(vendor: &mut Vendor, at: &FieldAt, page: PresenceWord) -> Option<()> {
    match at.way {
        Way::Request => {
            request_field(vendor, at)?.presence = match page {
                PresenceWord::Required => Presence::Required,
                PresenceWord::Optional => Presence::Optional,
                PresenceWord::Conditional => Presence::Conditional("as the page says".to_owned()),
            }
        }
        Way::Answer | Way::Notification => {
            answer_field(vendor, at)?.part = match page {
                PresenceWord::Required => Part::OnSuccess,
                PresenceWord::Optional | PresenceWord::Conditional => Part::Optional,
            }
        }
    }
    Some(())
}

fn request_field<'v>(vendor: &'v mut Vendor, at: &FieldAt) -> Option<&'v mut Field> {
    let Owner::Operation(id) = at.owner else {
        return None;
    };
    let operation = vendor.operations.get_mut(id.0)?;
    let mut list = match at.place {
        Place::Path => &mut operation.segments,
        Place::Query => &mut operation.query,
        Place::Header => &mut operation.headers,
        Place::Body => &mut operation.body,
        Place::Input | Place::Received => return None,
    };
    let (last, above) = at.path.split_last()?;
    for name in above {
        let field = list.iter_mut().find(|field| field.wire == *name)?;
        let Content::Nested(Items(members)) = &mut field.facts.content else {
            return None;
        };
        list = members;
    }
    list.iter_mut().find(|field| field.wire == *last)
}

fn answer_field<'v>(vendor: &'v mut Vendor, at: &FieldAt) -> Option<&'v mut AnswerField> {
    let list = match at.owner {
        Owner::Operation(id) => &mut vendor.operations.get_mut(id.0)?.answer.fields,
        Owner::Notification(index) => &mut vendor.notifications.get_mut(index)?.fields,
    };
    inside(list, &at.path)
}

fn inside<'v>(list: &'v mut [AnswerField], path: &[String]) -> Option<&'v mut AnswerField> {
    let found = list
        .iter_mut()
        .find(|field| path.starts_with(&field.path.0))?;
    let rest = path.get(found.path.0.len()..)?;
    if rest.is_empty() {
        return Some(found);
    }
    inside(found.members_mut()?, rest)
}
