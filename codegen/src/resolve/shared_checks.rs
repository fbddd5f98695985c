//! Checks that several passes make.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Content, Kind};
use crate::source::Spanned;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};
use crate::words::{BodyEncoding, Role};

pub(crate) fn never_holds(
    member: &Spanned<String>,
    value: &Spanned<String>,
    reason: String,
    out: &mut Diagnostics,
) {
    if out.is_told_at(value.span) {
        return;
    }
    let unreachable = Diagnostic::new(
        DiagnosticCode::Unreachable,
        value.span,
        format!("`{}` can never be `{}`", member.value, value.value),
    )
    .label(reason)
    .help("correct the value, or the rules of the member");
    out.push(unreachable);
}

/// Only texts have a type that hides its value.
pub(crate) fn only_texts_are_hidden<N>(
    sensitive: bool,
    entry: &Named<spec::Field>,
    content: &Content<N>,
    out: &mut Diagnostics,
) {
    if sensitive
        && !matches!(
            content.one(),
            Some(Kind::Text | Kind::Digits | Kind::DateTime(_) | Kind::EmvQr)
        )
    {
        let place = entry
            .value
            .kind
            .as_ref()
            .map_or(entry.name.span, |kind| kind.span);
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            place,
            format!("a sensitive `{}` must be a text", entry.name.value),
        )
        .note("only texts are kept in a type that is never shown and wiped from memory")
        .help("use the type `text` or `digits`, or remove `sensitive`");
        out.push(conflict);
    }
}

/// A role that exists, in the other direction.
pub(crate) fn role_is_misplaced(role: &Spanned<Role>, belongs_to: &str, out: &mut Diagnostics) {
    let conflict = Diagnostic::new(
        DiagnosticCode::Conflict,
        role.span,
        format!("the role `{}` belongs to {belongs_to}", role.value.word()),
    );
    out.push(conflict.help("remove `role`"));
}

/// A form has names and texts, and nothing inside them.
pub(crate) fn form_is_flat(fields: &[Named<spec::Field>], lists_too: bool, out: &mut Diagnostics) {
    for field in fields {
        // What arrives in a text of its own is no structure of the form.
        let is_text = field.value.decrypt.is_some() || field.value.content.is_some();
        if (field.value.is_structure() && lists_too && !is_text) || field.name.value.contains('.') {
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                field.name.span,
                format!(
                    "a form has nothing inside a member, as `{}` has",
                    field.name.value
                ),
            );
            out.push(conflict.help("write `receive: json`; JSON inside a text is a `json_text`"));
        }
    }
}

/// What a reviewer decides by is more than a word.
pub(crate) fn is_a_reason(reason: &Text, what_for: &str, out: &mut Diagnostics) {
    // One that says nothing was reported where its text was read.
    if matches!(reason.value.trim(), "true" | "false" | "yes" | "no") {
        let message = format!("`{}` is no reason to {what_for}", reason.value);
        let missing = Diagnostic::new(DiagnosticCode::BadValue, reason.span, message);
        out.push(
            missing.help("write which page asks for it, and as what: a reviewer decides by it"),
        );
    }
}

/// A member is a value, or an object that dots lead into: `card` beside `card.no` is both. `is_value` tells of a member
/// whether it has a value of its own.
pub(crate) fn values_are_no_objects(
    members: &[&Named<spec::Field>],
    is_value: impl Fn(&spec::Field) -> bool,
    out: &mut Diagnostics,
) {
    let values = members.iter().filter(|member| is_value(&member.value));
    let values: HashMap<&str, &Named<spec::Field>> = values
        .map(|member| (member.name.value.as_str(), *member))
        .collect();
    let mut told = HashSet::new();
    for inner in members {
        let name = inner.name.value.as_str();
        let dots = name.match_indices('.');
        let mut outer = dots.filter_map(|(dot, _)| values.get(name.get(..dot)?));
        let Some(outer) = outer.next().filter(|outer| told.insert(outer.name.span)) else {
            continue;
        };
        let (second, other, what) = match outer.name.span < inner.name.span {
            true => (&inner.name, &outer.name, "this one has a value of its own"),
            false => (&outer.name, &inner.name, "a member inside it"),
        };
        let message = format!(
            "`{}` is a member and an object with members",
            outer.name.value
        );
        let both = Diagnostic::new(DiagnosticCode::NameCollision, second.span, message);
        out.push(both.also(other.span, what).help(
            "a dot leads into an object; give the outer one `type: object` and `members`, or remove one of the two",
        ));
    }
}

/// Lines are how answers are written, and nothing else: they escape nothing, so that a value with a line end in it would
/// become two members.
pub(crate) fn only_answers_have_lines(written: &Spanned<BodyEncoding>, out: &mut Diagnostics) {
    if written.value == BodyEncoding::Lines {
        let message = "only whole answers can be written in lines";
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, written.span, message)
            .note("a value with a line end in it would become two members");
        out.push(conflict.help("write `json` or `form` here; `lines` stands under `receive`"));
    }
}
