//! What a field holds: the built-in types, the vendor's own, and the keys that belong to one of them.

use super::context::Context;
use super::field::nested;
use super::text;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::Kind;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

pub(super) fn kind(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    out: &mut Diagnostics,
) -> Kind {
    const BUILT_IN: &[&str] = &[
        "text", "digits", "amount", "integer", "boolean", "datetime", "joined", "emv_qr", "base64",
    ];
    let value = &entry.value;
    let written = value
        .kind
        .as_ref()
        .map_or("text", |kind| kind.value.as_str());
    if let (Some(members), false) = (&value.members, matches!(written, "object" | "list")) {
        let place = members
            .first()
            .map_or(entry.name.span, |member| member.name.span);
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            place,
            "`members` belong to the types `object` and `list`",
        )
        .help("give the field `type: object` or `type: list`");
        out.push(conflict);
    }
    let supplied_by_clock = value.from.is_some() && value.kind.is_none();
    belongs(
        value.digits.as_ref(),
        "digits",
        "amount",
        written == "amount",
        out,
    );
    belongs(
        value.range.as_ref(),
        "range",
        "integer",
        written == "integer",
        out,
    );
    belongs(
        value.separator.as_ref(),
        "separator",
        "joined",
        written == "joined",
        out,
    );
    belongs(
        value.format.as_ref(),
        "format",
        "datetime",
        written == "datetime" || supplied_by_clock,
        out,
    );
    match written {
        "text" => Kind::Text,
        "digits" => Kind::Digits,
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
        "boolean" => Kind::Boolean,
        "joined" => joined(entry, out),
        "emv_qr" => Kind::EmvQr,
        "base64" => Kind::Base64,
        "object" => Kind::Object(nested(context, entry, out)),
        "list" => Kind::List(nested(context, entry, out)),
        "datetime" => date_time(entry, out),
        other => match context.enumeration(other) {
            Some(id) => Kind::Enumeration(id),
            None => {
                unknown_kind(context, value.kind.as_ref(), BUILT_IN, out);
                Kind::Text
            }
        },
    }
}

fn unknown_kind(
    context: &Context<'_>,
    written: Option<&Text>,
    built_in: &[&str],
    out: &mut Diagnostics,
) {
    let Some(written) = written else { return };
    let declared = super::context::names(&context.spec.types);
    let unknown = Diagnostic::new(
        DiagnosticCode::UnknownName,
        written.span,
        format!("there is no type `{}`", written.value),
    )
    .suggest(&written.value, built_in.iter().copied().chain(declared));
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
