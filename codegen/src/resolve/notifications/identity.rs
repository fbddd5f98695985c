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
        None => return Identity::Members(Vec::new()),
        Some(spec::Identity::Undocumented(instead)) => {
            return Identity::Undocumented(instead.value.clone());
        }
        Some(spec::Identity::Members(members)) => members,
    };
    let mut positions: Vec<usize> = Vec::new();
    for member in members {
        let Some(position) = lookup(&entry.value.fields, member, "member", out) else {
            continue;
        };
        if positions.contains(&position) {
            let twice = format!("`{}` stands twice in the identity", member.value);
            let conflict = Diagnostic::new(DiagnosticCode::Conflict, member.span, twice);
            out.push(conflict.help("name each member once"));
            continue;
        }
        if let Some(field) = fields.get(position) {
            is_one_text_that_may_be_shown(field, member, out);
        }
        positions.push(position);
    }
    one_is_always_there(entry, fields, (members, &positions), out);
    let known = positions.iter().filter_map(|index| fields.get(*index));
    Identity::Members(known.map(|field| field.path.clone()).collect())
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
