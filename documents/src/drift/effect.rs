//! What a difference between a page and its spec would break, as the diff of specs classes it.

use kpg_codegen::model::{
    AnswerField, Choice, Code, Enumeration, Field, Kind, Label, Length, LengthUnit, Name, Part,
    Place, Presence, Source, Vendor,
};
use kpg_codegen::{ChangeKind, diff};

use super::admit;
use super::finding::{DriftKind, Finding};
use super::place::{At, FieldAt, Owner};
use crate::page::Way;

/// The kinds of change that a spec undergoes when it follows its page in this; none where the client stays as it is.
pub fn effect(vendor: &Vendor, finding: &Finding) -> Vec<ChangeKind> {
    if let Some(known) = of_what_is_gone(vendor, finding) {
        return vec![known];
    }
    let mut changed = vendor.clone();
    if apply(&mut changed, finding).is_none() {
        return Vec::new();
    }
    let mut kinds: Vec<ChangeKind> = diff(vendor, &changed)
        .into_iter()
        .map(|change| change.kind)
        .collect();
    kinds.dedup();
    kinds
}

/// What can not be taken out of a model alone: other parts of it refer to fields by their positions.
fn of_what_is_gone(vendor: &Vendor, finding: &Finding) -> Option<ChangeKind> {
    Some(match (finding.kind, &finding.at) {
        (DriftKind::OperationAdded, _) => ChangeKind::OperationAdded,
        (DriftKind::OperationRemoved, At::Owner(Owner::Notification(_), _)) => {
            ChangeKind::NotificationRemoved
        }
        (DriftKind::OperationRemoved, _) => ChangeKind::OperationRemoved,
        (DriftKind::CodeRemoved, _) => ChangeKind::CodeRemoved,
        (DriftKind::SuccessChanged, _) => ChangeKind::SuccessChanged,
        (DriftKind::ValueRemoved, _) => ChangeKind::ChoiceRemoved,
        (DriftKind::UrlChanged, _) => ChangeKind::AddressChanged,
        (DriftKind::MethodChanged, _) => ChangeKind::MethodChanged,
        (DriftKind::FieldMoved, At::Field(at, _)) if at.way == Way::Request => {
            ChangeKind::FieldMoved
        }
        (DriftKind::FieldMoved, _) => ChangeKind::AnswerFieldMoved,
        (DriftKind::EncryptionChanged, At::Field(..)) => ChangeKind::FieldCipherChanged,
        (DriftKind::EncryptionChanged, _) => ChangeKind::AnswerEnvelopeChanged,
        (DriftKind::FieldRemoved, At::Field(at, _)) if at.way == Way::Request => {
            match request_field(&mut vendor.clone(), at).map(|field| field.source.clone()) {
                Some(Source::Supplied(_)) => ChangeKind::FieldRemovedSupplied,
                _ => ChangeKind::FieldRemoved,
            }
        }
        (DriftKind::FieldRemoved, _) => ChangeKind::AnswerFieldRemoved,
        (DriftKind::FieldAdded, At::Field(at, _)) if at.way == Way::Request => {
            match finding
                .page
                .as_deref()
                .is_some_and(|told| told.contains(", required"))
            {
                true => ChangeKind::FieldAddedRequired,
                false => ChangeKind::FieldAdded,
            }
        }
        (DriftKind::FieldAdded, _) => ChangeKind::AnswerFieldAdded,
        (DriftKind::FormatChanged, At::Field(at, _)) if at.way == Way::Request => {
            ChangeKind::ValuesTightened
        }
        (DriftKind::FormatChanged, _) => ChangeKind::AnswerReadingChanged,
        (DriftKind::TypeChanged, At::Field(at, _)) if at.way == Way::Request => {
            ChangeKind::FieldTypeChanged
        }
        (DriftKind::TypeChanged, _) => ChangeKind::AnswerTypeChanged,
        _ => return None,
    })
}

/// Puts what a page says into a model; none where that is no one fact of it.
fn apply(vendor: &mut Vendor, finding: &Finding) -> Option<()> {
    let page = finding.page.clone()?;
    match (finding.kind, &finding.at) {
        (DriftKind::PathChanged, At::Owner(Owner::Operation(id), _)) => {
            vendor.operations.get_mut(id.0)?.path = page;
        }
        (DriftKind::LengthChanged, At::Field(at, _)) => length(vendor, at, &page)?,
        (DriftKind::RangeChanged, At::Field(at, _)) => {
            let (least, most) = page.split_once("..")?;
            let range = Kind::Integer {
                min: least.parse().ok()?,
                max: most.parse().ok()?,
            };
            if at.way == Way::Request {
                request_field(vendor, at)?.kind = range;
            }
        }
        (DriftKind::PresenceChanged, At::Field(at, _)) => presence(vendor, at, &page)?,
        (DriftKind::FieldRenamed, At::Field(at, _)) => match at.way {
            Way::Request => request_field(vendor, at)?.wire = page,
            Way::Answer | Way::Notification => *answer_field(vendor, at)?.path.0.last_mut()? = page,
        },
        (DriftKind::LabelChanged, At::Field(at, _)) => match at.way {
            Way::Request => request_field(vendor, at)?.label.ko = Some(page),
            Way::Answer | Way::Notification => answer_field(vendor, at)?.label.ko = Some(page),
        },
        (DriftKind::ValueAdded, At::Value(id, _)) => {
            let enumeration: &mut Enumeration = vendor.enumerations.get_mut(*id)?;
            enumeration.choices.push(Choice {
                wire: page.clone(),
                name: Name::parse("one_more").ok()?,
                label: label(&page),
            });
        }
        (DriftKind::ValueLabelChanged, At::Value(id, Some(wire))) => {
            let choices = &mut vendor.enumerations.get_mut(*id)?.choices;
            choices
                .iter_mut()
                .find(|choice| choice.wire == *wire)?
                .label = label(&page);
        }
        (DriftKind::CodeAdded, At::Code(owner, _)) => codes(vendor, *owner)?.push(Code {
            wire: page.clone(),
            name: Name::parse("one_more").ok()?,
            label: label(&page),
            status: None,
            undecided: false,
            reports: None,
        }),
        (DriftKind::CodeLabelChanged, At::Code(owner, Some(wire))) => {
            let codes = codes(vendor, *owner)?;
            codes.iter_mut().find(|code| code.wire == *wire)?.label = label(&page);
        }
        _ => return None,
    }
    Some(())
}

fn label(words: &str) -> Label {
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

fn length(vendor: &mut Vendor, at: &FieldAt, page: &str) -> Option<()> {
    let bounds = admit::bounds(page.trim_start_matches('='));
    let of = |unit: Option<Length>| {
        let (min, max) = bounds?;
        Some(Length {
            min: min.try_into().ok()?,
            max: max.try_into().ok()?,
            unit: unit.map_or(LengthUnit::Characters, |length| length.unit),
        })
    };
    // A number by itself is what the spec says of it: so long, or at most so long.
    let bare = |was: Option<Length>, is: Option<Length>| {
        let exact = was.is_some_and(|was| was.min == was.max) || page.starts_with('=');
        is.map(|is| Length {
            min: if exact || page.contains("..") {
                is.min
            } else {
                1
            },
            ..is
        })
    };
    match at.way {
        Way::Request => {
            let field = request_field(vendor, at)?;
            match &mut field.kind {
                Kind::Amount { digits, .. } => {
                    *digits = bounds.and_then(|(_, max)| Some((1, max.try_into().ok()?)));
                }
                _ => {
                    let length = field.stated.length();
                    field.stated.set_length(bare(length, of(length)));
                }
            }
        }
        Way::Answer | Way::Notification => {
            let field = answer_field(vendor, at)?;
            field.length = bare(field.length, of(field.length));
        }
    }
    Some(())
}

fn presence(vendor: &mut Vendor, at: &FieldAt, page: &str) -> Option<()> {
    match at.way {
        Way::Request => {
            request_field(vendor, at)?.presence = match page {
                "required" => Presence::Required,
                "optional" => Presence::Optional,
                _ => Presence::Conditional("as the page says".to_owned()),
            }
        }
        Way::Answer | Way::Notification => {
            answer_field(vendor, at)?.part = match page {
                "required" => Part::OnSuccess,
                _ => Part::Optional,
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
        let Kind::Items(members) = &mut field.kind else {
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
    let members = match &mut found.kind {
        Kind::Object(members)
        | Kind::List(members)
        | Kind::ListOrObject(members)
        | Kind::JsonText(members) => members,
        _ => return None,
    };
    inside(members, rest)
}
