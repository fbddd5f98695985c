//! The members of an answer or a notification.

use std::collections::HashMap;

use super::condition::{Among, Owner};
use super::field::answer_field;
use super::presence::presence_rules;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{AnswerField, ConditionalMember, FieldRef, Part, Place};
use crate::resolve::context::{Context, References};
use crate::resolve::shared_checks::values_are_no_objects;
use crate::source::Span;
use crate::syntax::spec::{self, Named};
use crate::words::{NestedType, TypeWord};

/// The members, in the spec's order.
pub(crate) fn answer_fields(
    context: &Context<'_>,
    entries: &[Named<spec::Field>],
    out: &mut Diagnostics,
) -> Vec<AnswerField> {
    texts_are_no_objects(entries, out);
    let fields = entries.iter();
    fields
        .map(|entry| answer_field(context, entry, out))
        .collect()
}

/// The members of a notification, and those whose presence depends on the values of others.
pub(crate) fn notification_fields(
    context: &Context<'_>,
    entries: &[Named<spec::Field>],
    out: &mut Diagnostics,
) -> (Vec<AnswerField>, Vec<ConditionalMember>) {
    texts_are_no_objects(entries, out);
    let references = received(entries);
    let among = Among {
        fields: &references,
        of: Owner::Notification,
    };
    let (mut fields, mut conditional) = (Vec::new(), Vec::new());
    for (member, entry) in entries.iter().enumerate() {
        let presence = entry.value.presence.as_ref().map(|it| &it.value);
        let Some(spec::Presence::ByRule {
            required_when,
            forbidden_when,
        }) = presence
        else {
            let mut field = answer_field(context, entry, out);
            // It tells of something that happened, so that what is there on success is there.
            if field.part == Part::OnSuccess {
                field.part = Part::Always;
            }
            fields.push(field);
            continue;
        };
        let written = (required_when.as_ref(), forbidden_when.as_ref());
        let rules = presence_rules(context, (entry, written), &among, out);
        conditional.push(ConditionalMember { member, rules });
        // Apart from that it is as one that may be left out.
        let mut optional = entry.clone();
        optional.value.presence = None;
        fields.push(answer_field(context, &optional, out));
    }
    (fields, conditional)
}

fn received(entries: &[Named<spec::Field>]) -> References<'_> {
    let place = Place::Received;
    let named = entries.iter().enumerate().map(|(index, entry)| {
        let at = FieldRef { place, index };
        (entry.name.value.as_str(), (at, entry))
    });
    named.collect()
}

/// Into a list or an object a dot may lead; into a text it leads nowhere.
fn texts_are_no_objects(entries: &[Named<spec::Field>], out: &mut Diagnostics) {
    let members: Vec<&Named<spec::Field>> = entries.iter().collect();
    values_are_no_objects(&members, |field| !field.is_structure(), out);
    members_stand_once("", entries, &mut HashMap::new(), out);
}

/// A dot leads into an object, whose members may have the same name.
fn members_stand_once(
    outer: &str,
    entries: &[Named<spec::Field>],
    known: &mut HashMap<String, Span>,
    out: &mut Diagnostics,
) {
    for entry in entries {
        let name = format!("{outer}{}", entry.name.value);
        let value = &entry.value;
        let is_object = value.type_word() == Some(TypeWord::NestedType(NestedType::Object));
        if is_object && value.content.is_none() && value.decrypt.is_none() {
            let members = value.members.as_deref().unwrap_or_default();
            members_stand_once(&format!("{name}."), members, known, out);
        }
        let place = entry.name.span;
        if let Some(first) = known.insert(name.clone(), place)
            && first != place
        {
            let message = format!("`{name}` stands twice");
            let twice = Diagnostic::new(DiagnosticCode::NameCollision, place, message)
                .also(first, "first here")
                .note("a dot leads into an object");
            out.push(twice.help("remove one of the two"));
        }
    }
}
