//! What a merchant stored when it made a request, and how it finds that before a notification is proven.

use super::identity::each_once;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{AnswerField, Content, Field, FieldRef, Name, Part, Place, Stored};
use crate::resolve::unique::Scope;
use crate::source::Span;
use crate::syntax::spec::{self, Named};

/// The positions of the values that nobody else knows.
pub(crate) fn secret_values(stored: &spec::Stored, out: &mut Diagnostics) -> Vec<usize> {
    let named = each_once(&stored.values, &stored.secret, "stored value", out);
    named.into_iter().map(|(position, _)| position).collect()
}

/// A value that the proof does not take in is asked for in vain.
pub(crate) fn is_taken_in(stored: &spec::Stored, taken: &[FieldRef], out: &mut Diagnostics) {
    for (index, value) in stored.values.iter().enumerate() {
        let place = Place::Stored;
        if !taken.contains(&FieldRef { place, index }) {
            let name = &value.name;
            let message = format!("the proof takes in no stored value `{}`", name.value);
            let unused = Diagnostic::new(DiagnosticCode::Unused, name.span, message)
                .note("a program is asked for what the proof takes in, and for nothing else");
            out.push(unused.help(format!(
                "name it in the recipe of the proof, `{{ stored: {} }}`, or remove it",
                name.value
            )));
        }
    }
}

/// What is stored, and the members by which it is found.
pub(crate) fn stored(
    written: &spec::Stored,
    (entries, fields): (&[Named<spec::Field>], &[AnswerField]),
    values: Vec<Field>,
    out: &mut Diagnostics,
) -> Stored {
    let named = each_once(entries, &written.found_by, "member", out);
    let known = named.iter().filter_map(|(position, member)| {
        let field = fields.get(*position)?;
        Some((field, *member))
    });
    let mut found_by = Vec::new();
    let mut is_there = named.len() < written.found_by.len();
    for (field, member) in known {
        if !matches!(field.facts.content, Content::One(_)) {
            let message = format!(
                "`{}` is a list or an object, and finds nothing as a text",
                member.value
            );
            let conflict = Diagnostic::new(DiagnosticCode::Conflict, member.span, message);
            out.push(conflict.help("name members that hold one value, such as the order number"));
        }
        is_there |= field.part == Part::Always;
        found_by.push(field.path.clone());
    }
    if let (false, Some(first)) = (is_there, written.found_by.first()) {
        let message = "every member by which the merchant finds what it stored may be absent";
        let absent = Diagnostic::new(DiagnosticCode::Conflict, first.span, message)
            .note("without them nothing is found, and the notification is never proven");
        out.push(absent.help("name a member with `presence: required`, such as the order number"));
    }
    Stored { found_by, values }
}

/// The types that a notification with stored values becomes beside its own.
pub(crate) fn stored_types(name: &Name, place: Span, types: &mut Scope, out: &mut Diagnostics) {
    let name = name.pascal();
    for other in [
        format!("{name}Unproven"),
        format!("{name}Stored"),
        format!("{name}StoredBuilder"),
        format!("{name}StoredDraft"),
    ] {
        types.take(&other, place, out);
    }
}
