//! What tells a notification apart from every other one, so that a program books each once.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{AnswerField, Content, Identity, Part};
use crate::resolve::context::lookup;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

pub(super) fn identity(
    entry: &Named<spec::Notification>,
    fields: &[AnswerField],
    out: &mut Diagnostics,
) -> Identity {
    let members = match &entry.value.identity {
        None => return Identity::Unsaid,
        Some(spec::Identity::Undocumented(instead)) => {
            return Identity::Undocumented(instead.value.clone());
        }
        Some(spec::Identity::Members(members)) => members,
    };
    let named = each_once(&entry.value.fields, members, "member", out);
    for (position, member) in &named {
        if let Some(field) = fields.get(*position) {
            is_one_text_that_may_be_shown(field, member, out);
        }
    }
    let positions: Vec<usize> = named.into_iter().map(|(position, _)| position).collect();
    one_is_always_there(entry, fields, (members, &positions), out);
    let known = positions.iter().filter_map(|index| fields.get(*index));
    Identity::Members(known.map(|field| field.path.clone()).collect())
}

/// The positions of names, each with its name. What is unknown or stands twice is reported.
pub(super) fn each_once<'s, T>(
    list: &[Named<T>],
    names: &'s [Text],
    what: &str,
    out: &mut Diagnostics,
) -> Vec<(usize, &'s Text)> {
    let mut known: Vec<(usize, &Text)> = Vec::new();
    for name in names {
        let Some(position) = lookup(list, name, what, out) else {
            continue;
        };
        match known.iter().find(|(other, _)| *other == position) {
            None => known.push((position, name)),
            Some((_, first)) => {
                let twice = format!("`{}` stands twice in the list", name.value);
                let conflict = Diagnostic::new(DiagnosticCode::Conflict, name.span, twice);
                let conflict = conflict.also(first.span, "first here");
                out.push(conflict.help(format!("name each {what} once")));
            }
        }
    }
    known
}

/// An identity is stored, compared and logged.
fn is_one_text_that_may_be_shown(field: &AnswerField, member: &Text, out: &mut Diagnostics) {
    let name = &member.value;
    let is_one = matches!(field.facts.content, Content::One(_));
    let (message, help) = match (is_one, field.facts.sensitive) {
        (true, false) => return,
        (false, _) => (
            format!("`{name}` is a list or an object, and tells nothing apart as a text"),
            "name members that hold one value, such as a transaction number",
        ),
        (true, true) => (
            format!("`{name}` is sensitive, and an identity is stored and shown"),
            "name other members, such as a transaction number",
        ),
    };
    out.push(Diagnostic::new(DiagnosticCode::Conflict, member.span, message).help(help));
}

/// Without a member that is always there, two notifications that lack all of them would be one.
fn one_is_always_there(
    entry: &Named<spec::Notification>,
    fields: &[AnswerField],
    (members, positions): (&[Text], &[usize]),
    out: &mut Diagnostics,
) {
    let mut known = positions.iter().filter_map(|index| fields.get(*index));
    if known.any(|field| field.part == Part::Always) || positions.len() < members.len() {
        return;
    }
    let place = members.first().map_or(entry.name.span, |first| first.span);
    let absent = Diagnostic::new(
        DiagnosticCode::Conflict,
        place,
        "every member of the identity may be absent",
    )
    .note(
        "two notifications without them would be taken for one, and the second would not be booked",
    );
    out.push(absent.help(
        "name a member with `presence: required` too, such as the transaction number; where nothing tells two apart, write `{ undocumented: what to do instead }`",
    ));
}
