//! The rules that a field states: that each belongs to what the field holds, and that examples, constants and
//! listed values obey them.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics, quoted};
use crate::model::{Characters, Charset, Field, Kind, Length, Place, Rule, measure};
use crate::resolve::context::Context;
use crate::resolve::notation::text;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

/// Which characters a text may have: `only: "A-Za-z0-9_-"` or `without: ","`.
pub(super) fn characters(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    kind: &Kind,
    out: &mut Diagnostics,
) -> Option<Characters> {
    let (written, characters) = match (&entry.value.only, &entry.value.without) {
        (None, None) => return None,
        (Some(only), None) => (only, Characters::Only(text::character_ranges(only, out)?)),
        (None, Some(without)) => (without, Characters::Without(without.value.clone())),
        (Some(only), Some(without)) => {
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                without.span,
                "`only` and `without` stand side by side",
            )
            .also(only.span, "the other one");
            out.push(conflict.help("keep `only`; what it does not list is not allowed"));
            return None;
        }
    };
    let texts = match kind {
        Kind::Values(inner) => has_any_characters(context, inner),
        kind => has_any_characters(context, kind) || matches!(kind, Kind::Joined { .. }),
    };
    if !texts || written.value.is_empty() {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            written.span,
            "only texts have characters to choose from",
        );
        out.push(conflict.help("remove it, or give the field `type: text`"));
        return None;
    }
    Some(characters)
}

/// Whether a kind leaves it to the caller which characters its text has.
fn has_any_characters(context: &Context<'_>, kind: &Kind) -> bool {
    match kind {
        Kind::Text => true,
        Kind::Enumeration(id) => {
            let declared = context.enumerations.get(id.0);
            declared.is_some_and(|enumeration| enumeration.open)
        }
        _ => false,
    }
}

/// The length of a text or of each text of a list; how many items a list has is its `count`.
pub(super) fn request_length(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    kind: &Kind,
    out: &mut Diagnostics,
) -> Option<Length> {
    let written = entry.value.length.as_ref()?;
    let items = match kind {
        Kind::Items(_) => "objects",
        Kind::Values(inner) => match inner.as_ref() {
            Kind::Integer { .. } => "numbers",
            Kind::Boolean => "flags",
            _ => return length(context, &entry.value, out),
        },
        _ => return length(context, &entry.value, out),
    };
    let conflict = Diagnostic::new(
        DiagnosticCode::Conflict,
        written.span,
        format!("a list of {items} has no texts that `length` could count"),
    );
    out.push(conflict.help(format!(
        "say how many items it has with `count: {}`",
        written.value
    )));
    None
}

/// How many items a list has; an open start means one.
pub(super) fn items_count(written: &Text, out: &mut Diagnostics) -> Option<(u32, u32)> {
    text::small_range(written, 1, out)
}

/// What a value, credential or session supplies is a text, and goes out as one.
pub(super) fn supplied_are_texts(entry: &Named<spec::Field>, kind: &Kind, out: &mut Diagnostics) {
    let (Some(from), Some(written)) = (&entry.value.from, &entry.value.kind) else {
        return;
    };
    if matches!(kind, Kind::Text | Kind::Digits | Kind::DateTime(_)) {
        return;
    }
    let conflict = Diagnostic::new(
        DiagnosticCode::Conflict,
        written.span,
        format!(
            "`{}` supplies a text, which is no `{}`",
            from.value, written.value
        ),
    );
    out.push(conflict.help("remove `type`, or use `digits`"));
}

/// Only texts have lines, and a header is one line.
pub(super) fn lines_stand_in_texts(
    place: Place,
    entry: &Named<spec::Field>,
    kind: &Kind,
    out: &mut Diagnostics,
) {
    if !entry.value.multiline {
        return;
    }
    let texts = match kind {
        Kind::Values(inner) => matches!(**inner, Kind::Text),
        kind => matches!(kind, Kind::Text | Kind::Joined { .. }),
    };
    let in_header = place == Place::Header && entry.value.encrypt.is_none();
    if texts && !in_header {
        return;
    }
    let (message, help) = match in_header {
        true => ("a header is one line", "remove `multiline`"),
        false => (
            "only texts have lines",
            "remove `multiline`, or give the field `type: text`",
        ),
    };
    let conflict = Diagnostic::new(DiagnosticCode::Conflict, entry.name.span, message);
    out.push(conflict.help(help));
}

pub(super) fn length(
    context: &Context<'_>,
    field: &spec::Field,
    out: &mut Diagnostics,
) -> Option<Length> {
    let unit = field
        .unit
        .as_ref()
        .map_or(context.length_unit, |unit| unit.value);
    let (min, max) = text::small_range(field.length.as_ref()?, 1, out)?;
    Some(Length { min, max, unit })
}

/// Examples and constants of a request obey the rules of their fields; `charset` is that of the body.
pub(crate) fn values_obey(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    (place, field): (Place, &Field),
    charset: Charset,
    out: &mut Diagnostics,
) {
    if let Kind::Items(members) = &field.kind {
        let written = entry.value.members.iter().flatten().zip(members);
        for (entry, member) in written {
            values_obey(context, entry, (place, member), charset, out);
        }
    }
    let rules = field.rules(place, charset, &context.enumerations);
    let written = &entry.value;
    for (what, text) in [
        ("example", &written.example),
        ("constant", &written.constant),
    ] {
        let Some(text) = text else { continue };
        let mut broken = rules.iter();
        let reason = broken.find_map(|rule| rule.broken_by(&context.enumerations, &text.value));
        if let Some(reason) = reason {
            breaks_its_rules(what, entry, text, reason, out);
        }
    }
}

pub(super) fn breaks_its_rules(
    what: &str,
    entry: &Named<spec::Field>,
    text: &Text,
    reason: String,
    out: &mut Diagnostics,
) {
    let broken = Diagnostic::new(
        DiagnosticCode::BrokenRule,
        text.span,
        format!("the {what} of `{}` breaks its own rules", entry.name.value),
    );
    out.push(broken.label(reason));
}

/// The times, flags and listed values that a field can have fit its length.
pub(super) fn times_and_choices_fit(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    kind: &Kind,
    length: Option<Length>,
    out: &mut Diagnostics,
) {
    let field = &entry.value;
    if let (Kind::DateTime(format), Some(length), Some(place)) = (kind, length, &field.length) {
        let width = format.width();
        if !(length.min as usize..=length.max as usize).contains(&width) {
            let broken = Diagnostic::new(
                DiagnosticCode::BrokenRule,
                place.span,
                format!(
                    "a time written as `{}` has {width} characters",
                    format.mask()
                ),
            );
            out.push(broken.help("correct the length, or the format"));
        }
    }
    if let (Some(length), Some(place)) = (length, &field.length) {
        let possible = possible_texts(context, kind);
        let fits = |wire: &str| {
            measure(length.unit, wire)
                .is_some_and(|count| (length.min as usize..=length.max as usize).contains(&count))
        };
        let misfits: Vec<&str> = possible.into_iter().filter(|wire| !fits(wire)).collect();
        if !misfits.is_empty() {
            let broken = Diagnostic::new(
                DiagnosticCode::BrokenRule,
                place.span,
                format!("{} can never be sent in this length", quoted(&misfits)),
            )
            .help("correct the length, or the values of the type");
            out.push(broken);
        }
    }
}

/// The texts that a kind lists.
fn possible_texts<'c>(context: &'c Context<'_>, kind: &Kind) -> Vec<&'c str> {
    match kind {
        Kind::Values(inner) => possible_texts(context, inner),
        Kind::Boolean => vec!["true", "false"],
        Kind::Enumeration(id) => {
            let listed = context.enumerations.get(id.0);
            let choices = listed.map(|listed| listed.choices.as_slice());
            let choices = choices.unwrap_or_default().iter();
            choices.map(|choice| choice.wire.as_str()).collect()
        }
        _ => Vec::new(),
    }
}

/// The listed values of an open type have the characters that a field of it may have.
pub(super) fn choices_have_the_characters(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    field: &Field,
    out: &mut Diagnostics,
) {
    let written = entry.value.only.as_ref().or(entry.value.without.as_ref());
    let (Some(characters), Some(written)) = (&field.characters, written) else {
        return;
    };
    let rule = Rule::Characters(characters);
    let breaks = |wire: &&str| rule.broken_by(&context.enumerations, wire).is_some();
    let possible = possible_texts(context, &field.kind).into_iter();
    let misfits: Vec<&str> = possible.filter(breaks).collect();
    if !misfits.is_empty() {
        let broken = Diagnostic::new(
            DiagnosticCode::BrokenRule,
            written.span,
            format!("{} can never be sent in these characters", quoted(&misfits)),
        );
        out.push(broken.help("correct the characters, or the values of the type"));
    }
}
