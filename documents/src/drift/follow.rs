//! A model as it would be if its spec said what its page says. What such a change breaks does not belong here.

use kpg_codegen::model::{
    AnswerField, Choice, Code, Content, Field, Kind, Label, Length, LengthUnit, Name, OperationId,
    Part, Place, Presence, Target, Vendor,
};

use super::location::{FieldLocation, Owner};
use crate::page::{Bound, PresenceWord, Range, Way};

/// One fact of a model, as a page has it.
pub(super) enum ModelEdit<'d> {
    /// The path of an operation.
    Path(OperationId, &'d str),
    /// A fact of a field.
    Field(&'d FieldLocation, FieldEdit<'d>),
    /// Another value of the enumeration at this position, with its meaning.
    ValueAdded(usize, &'d str, &'d str),
    /// What a value of the enumeration at this position means.
    ValueMeaning(usize, &'d str, &'d str),
    /// Another result code, with its meaning.
    CodeAdded(Owner, &'d str, &'d str),
    /// What a result code means.
    CodeMeaning(Owner, &'d str, &'d str),
    /// The HTTP status with which a result code comes.
    CodeStatus(Owner, &'d str, u16),
}

/// One fact of a field, as a page has it.
pub(super) enum FieldEdit<'d> {
    Name(&'d str),
    Length(Bound),
    Range(Range),
    Presence(PresenceWord),
    Label(&'d str),
}

impl ModelEdit<'_> {
    /// Puts the fact into a model; `None` where the model does not have what the fact is of.
    pub(super) fn apply(&self, vendor: &mut Vendor) -> Option<()> {
        match *self {
            Self::Path(id, path) => {
                vendor.operations.get_mut(id.0)?.target = Target::Path((*path).to_owned());
            }
            Self::Field(at, ref edit) => match at.way {
                Way::Request => edit.apply_to_request(request_field(vendor, at)?),
                Way::Answer | Way::Notification => {
                    edit.apply_to_answer(answer_field(vendor, at)?)?
                }
            },
            Self::ValueAdded(id, value, meaning) => {
                let enumeration = vendor.enumerations.get_mut(id)?;
                enumeration.choices.push(Choice {
                    wire: value.to_owned(),
                    name: Name::parse("one_more").ok()?,
                    label: korean(meaning),
                });
            }
            Self::ValueMeaning(id, value, meaning) => {
                let mut choices = vendor.enumerations.get_mut(id)?.choices.iter_mut();
                choices.find(|choice| choice.wire == value)?.label = korean(meaning);
            }
            Self::CodeAdded(owner, code, meaning) => codes(vendor, owner)?.push(Code {
                wire: code.to_owned(),
                name: Name::parse("one_more").ok()?,
                label: korean(meaning),
                status: None,
                undecided: false,
                reports: None,
            }),
            Self::CodeMeaning(owner, code, meaning) => {
                self::code(vendor, owner, code)?.label = korean(meaning);
            }
            Self::CodeStatus(owner, code, status) => {
                self::code(vendor, owner, code)?.status = Some(status);
            }
        }
        Some(())
    }
}

impl FieldEdit<'_> {
    fn apply_to_request(&self, field: &mut Field) {
        match self {
            Self::Name(name) => {
                let above = field.wire.rsplit_once('.').map(|(above, _)| above);
                field.wire =
                    above.map_or_else(|| (*name).to_owned(), |above| format!("{above}.{name}"));
            }
            Self::Length(bound) => {
                if let Content::One(Kind::Amount { digits, .. }) = &mut field.facts.content {
                    let most = limits(*bound).map(|(_, most)| most);
                    *digits = most.and_then(|most| Some((1, most.try_into().ok()?)));
                } else {
                    let length = field.stated.length();
                    field.stated.set_length(new_length(length, *bound));
                }
            }
            Self::Range(range) => {
                let (min, max) = (range.min.into(), range.max.into());
                field.facts.content = Content::One(Kind::Integer { min, max });
            }
            Self::Presence(presence) => {
                field.presence = match presence {
                    PresenceWord::Required => Presence::Required,
                    PresenceWord::Optional => Presence::Optional,
                    PresenceWord::Conditional => {
                        Presence::Conditional("as the page says".to_owned())
                    }
                };
            }
            Self::Label(label) => field.facts.label.ko = Some((*label).to_owned()),
        }
    }

    fn apply_to_answer(&self, field: &mut AnswerField) -> Option<()> {
        match self {
            Self::Name(name) => (*name).clone_into(field.path.0.last_mut()?),
            Self::Length(bound) => field.length = new_length(field.length, *bound),
            // What arrives is read whatever its range.
            Self::Range(_) => {}
            Self::Presence(presence) => {
                field.part = match presence {
                    PresenceWord::Required => Part::OnSuccess,
                    PresenceWord::Optional | PresenceWord::Conditional => Part::Optional,
                };
            }
            Self::Label(label) => field.facts.label.ko = Some((*label).to_owned()),
        }
        Some(())
    }
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

fn code<'v>(vendor: &'v mut Vendor, owner: Owner, wire: &str) -> Option<&'v mut Code> {
    let mut codes = codes(vendor, owner)?.iter_mut();
    codes.find(|code| code.wire == wire)
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

pub(super) fn request_field<'v>(
    vendor: &'v mut Vendor,
    at: &FieldLocation,
) -> Option<&'v mut Field> {
    let Owner::Operation(id) = at.owner else {
        return None;
    };
    let operation = vendor.operations.get_mut(id.0)?;
    let list = match at.place {
        Place::Path => &mut operation.segments,
        Place::Query => &mut operation.query,
        Place::Header => &mut operation.headers,
        Place::Body => &mut operation.body,
        Place::Input | Place::Received | Place::Stored => return None,
    };
    sent_inside(list, &at.path)
}

fn sent_inside<'v>(list: &'v mut [Field], path: &[String]) -> Option<&'v mut Field> {
    let (length, found) = list
        .iter_mut()
        .find_map(|field| Some((steps(field, path)?, field)))?;
    let rest = path.get(length..)?;
    if rest.is_empty() {
        return Some(found);
    }
    match &mut found.facts.content {
        Content::Nested(items) => sent_inside(&mut items.members, rest),
        Content::One(_) | Content::Values(_) => None,
    }
}

/// How many steps of a path lead to a field, where they do.
fn steps(field: &Field, path: &[String]) -> Option<usize> {
    let whole = path.first() == Some(&field.wire);
    let dotted = || path.starts_with(&field.wire.split('.').map(str::to_owned).collect::<Vec<_>>());
    match whole {
        true => Some(1),
        false => dotted().then(|| field.wire.split('.').count()),
    }
}

fn answer_field<'v>(vendor: &'v mut Vendor, at: &FieldLocation) -> Option<&'v mut AnswerField> {
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
