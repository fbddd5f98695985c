//! What is reported of a type that there is not.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::EnumerationId;
use crate::resolve::context::Context;
use crate::source::Spanned;
use crate::syntax::spec::FieldType;
use crate::words::TypeWord;

/// Reports a type that there is not. Gives the one of the vendor's that was most probably meant.
pub(super) fn unknown_kind(
    context: &Context<'_>,
    written: Option<&Spanned<FieldType>>,
    out: &mut Diagnostics,
) -> Option<EnumerationId> {
    let written = written?;
    let name = written.value.written();
    let unknown = Diagnostic::new(
        DiagnosticCode::UnknownName,
        written.span,
        format!("there is no type `{name}`"),
    );
    let mut known: Vec<&str> = TypeWord::all().into_iter().map(TypeWord::word).collect();
    known.extend(crate::resolve::context::names(&context.spec.types));
    let unknown = match other_type(name) {
        Some(help) => unknown.help(help),
        None => unknown.suggest(name, known),
    };
    let meant = unknown.suggestion.as_ref();
    let meant = meant.and_then(|suggestion| context.enumeration(&suggestion.meant));
    match meant {
        Some(_) => out.push_read_as_meant(unknown),
        None => out.push(unknown),
    }
    meant
}

/// What to write for a type that other languages have.
fn other_type(name: &str) -> Option<&'static str> {
    match name.to_ascii_lowercase().as_str() {
        "string" | "str" | "varchar" | "char" => {
            Some("a text is `text`, or no `type` at all; `digits` has the digits 0 to 9 alone")
        }
        "number" | "numeric" | "int" | "long" | "bigint" => Some(
            "money is `amount`, another whole number `integer`, one with a point `decimal`, and a text of digits `digits`",
        ),
        "float" | "double" => {
            Some("a number with digits behind the point is `decimal`, with its `places`")
        }
        "bool" | "flag" | "yn" => Some(
            "`boolean` is sent as `true` and `false`; a flag of `Y` and `N` is a list of these two values under `types`",
        ),
        "date" | "time" | "timestamp" => Some("a date or a time is `datetime`, with its `format`"),
        "enum" => Some("list the values under `types` at the top, and name the list: `type: NAME`"),
        "array" => Some("a list is `list`, `of` texts or numbers, or with `members`"),
        "map" | "dict" | "struct" => Some("an object of an answer is `object`, with `members`"),
        _ => None,
    }
}
