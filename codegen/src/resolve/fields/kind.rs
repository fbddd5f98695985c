//! What a field holds: the built-in types, the vendor's own, and the keys that belong to one of them.

use super::field::{items, nested};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::Kind;
use crate::resolve::context::Context;
use crate::resolve::notation::text;
use crate::syntax::reader::Text;
use crate::syntax::shape::words::{self, DETAILED_TYPES, NESTED_TYPES, PLAIN_TYPES};
use crate::syntax::spec::{self, Named};

/// Which way a field goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// To the vendor.
    Request,
    /// From the vendor.
    Answer,
}

pub(super) fn kind(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    direction: Direction,
    out: &mut Diagnostics,
) -> Kind {
    let value = &entry.value;
    let written = value
        .kind
        .as_ref()
        .map_or("text", |kind| kind.value.as_str());
    keys_belong(entry, written, out);
    if nests(written) {
        return nested_kind(context, entry, (written, direction), out);
    }
    match written {
        "amount" => Kind::Amount {
            digits: value
                .digits
                .as_ref()
                .and_then(|digits| text::small_range(digits, 1, out)),
            number: value.number,
            zero: value.zero,
        },
        "integer" => {
            let (min, max) = value
                .range
                .as_ref()
                .and_then(|range| text::range(range, 0, out))
                .unwrap_or((0, u64::MAX));
            Kind::Integer { min, max }
        }
        "joined" => joined(entry, out),
        "datetime" => date_time(entry, out),
        other => plain_kind(context, other, value.kind.as_ref(), out),
    }
}

/// Whether a type is one of fields that hold others.
fn nests(written: &str) -> bool {
    words::names(NESTED_TYPES).any(|nested| nested == written)
}

/// A kind that its name says all about.
fn plain_kind(
    context: &Context<'_>,
    name: &str,
    place: Option<&Text>,
    out: &mut Diagnostics,
) -> Kind {
    match name {
        "text" => Kind::Text,
        "digits" => Kind::Digits,
        "boolean" => Kind::Boolean,
        "integer" => Kind::Integer {
            min: 0,
            max: u64::MAX,
        },
        "emv_qr" => Kind::EmvQr,
        "base64" => Kind::Base64,
        other => match context.enumeration(other) {
            Some(id) => Kind::Enumeration(id),
            None => {
                unknown_kind(context, place, out);
                Kind::Text
            }
        },
    }
}

/// What the values of a list are: what one word says all about, and JSON writes as it is.
fn value_kind(context: &Context<'_>, of: &Text, out: &mut Diagnostics) -> Kind {
    let known: Vec<&str> = words::names(PLAIN_TYPES).collect();
    let declared = crate::resolve::context::names(&context.spec.types);
    if known.contains(&of.value.as_str()) || context.enumeration(&of.value).is_some() {
        return plain_kind(context, &of.value, Some(of), out);
    }
    let unknown = Diagnostic::new(
        DiagnosticCode::UnknownName,
        of.span,
        format!("a list holds no values of a type `{}`", of.value),
    );
    out.push(unknown.suggest(&of.value, known.into_iter().chain(declared)));
    Kind::Text
}

fn nested_kind(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    (written, direction): (&str, Direction),
    out: &mut Diagnostics,
) -> Kind {
    if let (Some(of), true) = (&entry.value.of, written == "list") {
        if let Some(members) = entry.value.members.as_ref().and_then(|list| list.first()) {
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                members.name.span,
                "a list holds values or objects, not both",
            )
            .also(of.span, "values")
            .help("keep `of` or `members`");
            out.push(conflict);
        }
        return Kind::Values(Box::new(value_kind(context, of, out)));
    }
    match (written, direction) {
        ("list", Direction::Request) => Kind::Items(items(context, entry, out)),
        (_, Direction::Request) => {
            let help = match written {
                "json_text" => "make the text with the recipe step `json`, from `inputs`",
                _ => "write each member with its path: `outer.inner: { … }`",
            };
            let place = entry
                .value
                .kind
                .as_ref()
                .map_or(entry.name.span, |kind| kind.span);
            let message = format!("`{written}` belongs to answers");
            out.push(Diagnostic::new(DiagnosticCode::Conflict, place, message).help(help));
            Kind::Text
        }
        ("object", _) => Kind::Object(nested(context, entry, out)),
        ("list", _) => Kind::List(nested(context, entry, out)),
        ("list_or_object", _) => Kind::ListOrObject(nested(context, entry, out)),
        _ => Kind::JsonText(nested(context, entry, out)),
    }
}

/// Keys that belong to a type stand with that type only.
fn keys_belong(entry: &Named<spec::Field>, written: &str, out: &mut Diagnostics) {
    let value = &entry.value;
    if let (Some(members), false) = (&value.members, nests(written)) {
        let place = members
            .first()
            .map_or(entry.name.span, |member| member.name.span);
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            place,
            "`members` belong to the types `object`, `list`, `list_or_object` and `json_text`",
        )
        .help("give the field `type: object` or `type: list`");
        out.push(conflict);
    }
    let supplied_by_clock = value.from.is_some() && value.kind.is_none();
    let timed = written == "datetime" || supplied_by_clock;
    let keys = [
        (&value.digits, "digits", "amount", written == "amount"),
        (&value.range, "range", "integer", written == "integer"),
        (&value.separator, "separator", "joined", written == "joined"),
        (&value.of, "of", "list", written == "list"),
        (&value.count, "count", "list", written == "list"),
        (&value.format, "format", "datetime", timed),
    ];
    for (flag, name) in [(value.number, "number"), (value.zero, "zero")] {
        if flag && written != "amount" {
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                entry.name.span,
                format!("`{name}` belongs to the type `amount`"),
            );
            out.push(conflict.help(format!("give the field `type: amount`, or remove `{name}`")));
        }
    }
    if let (Some(unit), None) = (&value.unit, &value.length) {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            unit.span,
            "a unit without a length says nothing",
        );
        out.push(conflict.help("give the field `length:`, or remove `unit`"));
    }
    for (key, name, kind, fits) in keys {
        belongs(key.as_ref(), name, kind, fits, out);
    }
}

fn unknown_kind(context: &Context<'_>, written: Option<&Text>, out: &mut Diagnostics) {
    let Some(written) = written else { return };
    let declared = crate::resolve::context::names(&context.spec.types);
    let unknown = Diagnostic::new(
        DiagnosticCode::UnknownName,
        written.span,
        format!("there is no type `{}`", written.value),
    )
    .suggest(
        &written.value,
        [PLAIN_TYPES, DETAILED_TYPES, NESTED_TYPES]
            .into_iter()
            .flat_map(words::names)
            .chain(declared),
    );
    out.push(unknown);
}

fn joined(entry: &Named<spec::Field>, out: &mut Diagnostics) -> Kind {
    let mut letters = entry
        .value
        .separator
        .as_ref()
        .map(|text| text.value.chars())
        .into_iter()
        .flatten();
    match (letters.next(), letters.next()) {
        (Some(separator), None) => Kind::Joined { separator },
        _ => {
            let place = entry
                .value
                .separator
                .as_ref()
                .map_or(entry.name.span, |text| text.span);
            let problem = Diagnostic::new(
                DiagnosticCode::BadValue,
                place,
                "joined texts need a separator of one character",
            )
            .help("give `separator: \"|\"`");
            out.push(problem);
            Kind::Text
        }
    }
}

fn date_time(entry: &Named<spec::Field>, out: &mut Diagnostics) -> Kind {
    let Some(format) = &entry.value.format else {
        let place = entry
            .value
            .kind
            .as_ref()
            .map_or(entry.name.span, |kind| kind.span);
        let missing = Diagnostic::new(
            DiagnosticCode::MissingKey,
            place,
            "a date or time needs its format",
        )
        .help("give `format:`, such as `yyyyMMdd`");
        out.push(missing);
        return Kind::Text;
    };
    text::time_format(format, out).map_or(Kind::Text, Kind::DateTime)
}

fn belongs(key: Option<&Text>, name: &str, kind: &str, fits: bool, out: &mut Diagnostics) {
    if let Some(key) = key
        && !fits
    {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            key.span,
            format!("`{name}` belongs to the type `{kind}`"),
        )
        .help(format!("give the field `type: {kind}`, or remove `{name}`"));
        out.push(conflict);
    }
}
