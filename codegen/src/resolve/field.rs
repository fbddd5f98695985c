//! Fields of requests and answers: kinds, lengths, presence, and that their examples obey them.

use super::context::{Context, References, length_unit};
use super::kind::kind;
use super::presence::{answer_presence, request_presence};
use super::text;
use super::unique::Scope;
use super::vendor::{label_or_name, path, quirks};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics, quoted};
use crate::model::{
    AnswerField, Field, FieldRef, Kind, Length, Name, Place, Source, broken_rule, measure,
};
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

/// A request field; who supplies it is decided by the planner.
pub(super) fn request_field(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    source: Source,
    sensitive: bool,
    fields: &References<'_>,
    out: &mut Diagnostics,
) -> Field {
    let value = &entry.value;
    answer_keys_only(entry, out);
    let kind = kind(context, entry, out);
    only_texts_are_hidden(value.sensitive, entry, &kind, out);
    let length = length(context, value, out);
    if kind.members().is_some() {
        let problem = Diagnostic::new(
            DiagnosticCode::Conflict,
            entry.name.span,
            "requests have no nested objects yet",
        )
        .help("write the member with its path: `outer.inner: { … }`");
        out.push(problem);
    }
    let presence = request_presence(context, entry, &source, fields, out);
    check_values(context, value, &kind, length, out);
    let cipher = value
        .encrypt
        .as_ref()
        .and_then(|name| context.cipher(name, out));
    if let Some(name) = &value.encrypt {
        only_texts_are_encrypted(name, &kind, &source, out);
    }
    Field {
        wire: entry.name.value.clone(),
        name: text::rust_name(value.rust_name.as_ref(), &entry.name, out)
            .unwrap_or_else(Name::unreadable),
        label: label_or_name(&value.label, entry.name.span, out),
        note: value.note.as_ref().map(|note| note.value.clone()),
        kind,
        length,
        presence,
        source,
        // What the vendor wants encrypted is nothing to show.
        sensitive: value.sensitive || sensitive || cipher.is_some(),
        cipher,
        example: value.example.as_ref().map(|example| example.value.clone()),
        quirks: quirks(&value.quirks),
    }
}

/// A member of an answer.
pub(super) fn answer_field(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    echoes: Option<FieldRef>,
    out: &mut Diagnostics,
) -> AnswerField {
    let value = &entry.value;
    request_keys_only(entry, out);
    let mut kind = kind(context, entry, out);
    if let Kind::Amount { zero, .. } = &mut kind {
        // What a vendor answers is read, not checked.
        *zero = true;
    }
    only_texts_are_hidden(value.sensitive, entry, &kind, out);
    if let (Kind::Enumeration(id), Some(written)) = (&kind, &value.kind)
        && context
            .enumerations
            .get(id.0)
            .is_some_and(|enumeration| !enumeration.open)
    {
        let closed = Diagnostic::new(
            DiagnosticCode::Conflict,
            written.span,
            format!(
                "`{}` is closed, and vendors add values to answers",
                written.value
            ),
        )
        .note("a new value in an answer must not turn a success into an error")
        .help("declare the type with `open: true`");
        out.push(closed);
    }
    let length = length(context, value, out);
    check_values(context, value, &kind, length, out);
    AnswerField {
        path: path(&entry.name),
        name: text::rust_name(value.rust_name.as_ref(), &entry.name, out)
            .unwrap_or_else(Name::unreadable),
        label: label_or_name(&value.label, entry.name.span, out),
        note: value.note.as_ref().map(|note| note.value.clone()),
        kind,
        length,
        part: answer_presence(value, out),
        sensitive: value.sensitive,
        echoes,
        example: value.example.as_ref().map(|example| example.value.clone()),
        quirks: quirks(&value.quirks),
    }
}

/// Headers that belong to HTTP, not to a vendor.
const TRANSPORT_HEADERS: &[&str] = &[
    "connection",
    "content-length",
    "content-type",
    "expect",
    "host",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// The members of an object or of a list's objects.
pub(super) fn nested(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    out: &mut Diagnostics,
) -> Vec<AnswerField> {
    let Some(members) = entry
        .value
        .members
        .as_deref()
        .filter(|members| !members.is_empty())
    else {
        let missing = Diagnostic::new(
            DiagnosticCode::MissingKey,
            entry.name.span,
            format!("`{}` has no members", entry.name.value),
        )
        .help("list them under `members:`, as fields");
        out.push(missing);
        return Vec::new();
    };
    let mut scope = Scope::new(format!("members of `{}`", entry.name.value));
    let mut list = Vec::new();
    for member in members {
        wire_name(&member.name, Place::Body, true, out);
        misplaced(
            &[
                ("role", &member.value.role),
                ("echoes", &member.value.echoes),
            ],
            "the answer's own members",
            out,
        );
        let field = answer_field(context, member, None, out);
        let place = member
            .value
            .rust_name
            .as_ref()
            .map_or(member.name.span, |name| name.span);
        scope.take(field.name.snake(), place, out);
        list.push(field);
    }
    list
}

/// What stands on the wire must be able to stand there.
pub(super) fn wire_name(name: &Text, place: Place, nests: bool, out: &mut Diagnostics) {
    let (fits, help) = match place {
        Place::Header => (
            name.value
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_|~".contains(&b)),
            "a header's name has letters, digits and hyphens",
        ),
        Place::Body if name.value.contains('.') && !nests => {
            (false, "a dot leads into an object, and a form has none")
        }
        Place::Body => (
            !name
                .value
                .chars()
                .any(|c| c.is_control() || c.is_whitespace() || matches!(c, '"' | '\\' | '`')),
            "a member's name has no blanks, quotes or control characters",
        ),
    };
    if place == Place::Header
        && TRANSPORT_HEADERS.contains(&name.value.to_ascii_lowercase().as_str())
    {
        text::bad(
            name,
            format!("`{}` is set by the transport", name.value),
            "remove it; `send` decides the content type",
            out,
        );
    }
    if !fits || name.value.is_empty() || name.value.chars().count() > 100 {
        let problem = format!(
            "`{}` can not be the name of a {}",
            name.value.escape_debug(),
            place.word()
        );
        text::bad(name, problem, help, out);
    }
}

fn answer_keys_only(entry: &Named<spec::Field>, out: &mut Diagnostics) {
    misplaced(
        &[("echoes", &entry.value.echoes), ("role", &entry.value.role)],
        "an answer",
        out,
    );
}

fn request_keys_only(entry: &Named<spec::Field>, out: &mut Diagnostics) {
    misplaced(
        &[
            ("from", &entry.value.from),
            ("constant", &entry.value.constant),
        ],
        "a request",
        out,
    );
}

fn misplaced(keys: &[(&str, &Option<Text>)], belongs_to: &str, out: &mut Diagnostics) {
    for (key, text) in keys {
        if let Some(text) = text {
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                text.span,
                format!("`{key}` belongs to {belongs_to}"),
            );
            out.push(conflict.help(format!("remove `{key}`")));
        }
    }
}

fn length(context: &Context<'_>, field: &spec::Field, out: &mut Diagnostics) -> Option<Length> {
    let unit = length_unit(field.unit.as_ref(), out).unwrap_or(context.length_unit);
    let (min, max) = text::small_range(field.length.as_ref()?, 1, out)?;
    Some(Length { min, max, unit })
}

/// Only texts have a type that hides its value.
fn only_texts_are_hidden(
    sensitive: bool,
    entry: &Named<spec::Field>,
    kind: &Kind,
    out: &mut Diagnostics,
) {
    if sensitive
        && !matches!(
            kind,
            Kind::Text | Kind::Digits | Kind::DateTime(_) | Kind::EmvQr
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

fn only_texts_are_encrypted(name: &Text, kind: &Kind, source: &Source, out: &mut Diagnostics) {
    if !matches!(kind, Kind::Text | Kind::Digits | Kind::DateTime(_)) || *source != Source::Caller {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            name.span,
            "only texts that the caller gives are encrypted",
        )
        .help("remove `encrypt`, or give the field the type `text` or `digits`");
        out.push(conflict);
    }
}

/// Examples and constants obey the rules; every listed value fits the field's length.
fn check_values(
    context: &Context<'_>,
    field: &spec::Field,
    kind: &Kind,
    length: Option<Length>,
    out: &mut Diagnostics,
) {
    for (what, text) in [("example", &field.example), ("constant", &field.constant)] {
        if let Some(text) = text
            && let Some(reason) = broken_rule(kind, length, &context.enumerations, &text.value)
        {
            let broken = Diagnostic::new(
                DiagnosticCode::BrokenRule,
                text.span,
                format!("the {what} breaks the field's own rules"),
            )
            .label(reason);
            out.push(broken);
        }
    }
    if let (Kind::Enumeration(id), Some(length), Some(place)) = (kind, length, &field.length) {
        let choices = context
            .enumerations
            .get(id.0)
            .map(|enumeration| enumeration.choices.as_slice())
            .unwrap_or_default();
        let fits = |wire: &str| {
            measure(length.unit, wire)
                .is_some_and(|count| (length.min as usize..=length.max as usize).contains(&count))
        };
        let misfits: Vec<&str> = choices
            .iter()
            .map(|choice| choice.wire.as_str())
            .filter(|wire| !fits(wire))
            .collect();
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
