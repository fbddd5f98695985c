//! What a field holds: the built-in types, the vendor's own, and the keys that belong to one of them.

use super::field::{items, nested_members};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Content, Items, Kind, Layout, Members};
use crate::resolve::context::Context;
use crate::resolve::notation::text;
use crate::source::{Span, Spanned};
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, FieldType, Named};
use crate::words::{DetailedType, NestedType, PlainType, TypeWord};

/// What a request field holds.
pub(super) fn request_content(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    out: &mut Diagnostics,
) -> Content<Items> {
    content(
        context,
        entry,
        |nested, out| request_objects(context, entry, nested, out),
        out,
    )
}

/// What a member of an answer holds.
pub(super) fn answer_content(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    out: &mut Diagnostics,
) -> Content<Members> {
    content(
        context,
        entry,
        |nested, out| answer_objects(context, entry, nested, out),
        out,
    )
}

fn content<N>(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    objects: impl FnOnce(NestedType, &mut Diagnostics) -> Content<N>,
    out: &mut Diagnostics,
) -> Content<N> {
    let value = &entry.value;
    keys_belong(entry, out);
    let Some(word) = value.type_word() else {
        return Content::One(declared_kind(context, value.kind.as_ref(), out));
    };
    match word {
        TypeWord::PlainType(plain) => {
            let range = value.range.as_ref();
            let range = range.and_then(|range| text::range(range, 0, out));
            Content::One(plain_kind(plain, range))
        }
        TypeWord::DetailedType(detailed) => Content::One(detailed_kind(entry, detailed, out)),
        TypeWord::NestedType(nested) => match (&value.of, nested) {
            (Some(of), NestedType::List) => {
                values_or_objects(entry, of, out);
                Content::Values(value_kind(context, of, out))
            }
            (Some(_) | None, _) => objects(nested, out),
        },
    }
}

/// A kind that its name says all about, but for the range of a number.
fn plain_kind(plain: PlainType, range: Option<(u64, u64)>) -> Kind {
    match plain {
        PlainType::Text => Kind::Text,
        PlainType::Digits => Kind::Digits,
        PlainType::Boolean => Kind::Boolean,
        PlainType::Integer => {
            let (min, max) = range.unwrap_or((0, u64::MAX));
            Kind::Integer { min, max }
        }
    }
}

/// A kind of which other keys may say more.
fn detailed_kind(
    entry: &Named<spec::Field>,
    detailed: DetailedType,
    out: &mut Diagnostics,
) -> Kind {
    let value = &entry.value;
    match detailed {
        DetailedType::EmvQr => Kind::EmvQr,
        DetailedType::Base64 => Kind::Base64,
        DetailedType::Amount => {
            let digits = value.digits.as_ref();
            Kind::Amount {
                digits: digits.and_then(|digits| text::small_range(digits, 1, out)),
                number: value.number,
                zero: value.zero,
            }
        }
        DetailedType::DateTime => date_time(entry, out),
        DetailedType::Joined => joined(entry, out),
    }
}

/// A type that the vendor declares.
fn declared_kind(
    context: &Context<'_>,
    written: Option<&Spanned<FieldType>>,
    out: &mut Diagnostics,
) -> Kind {
    let name = written.map_or("", |written| written.value.written());
    if let Some(id) = context.enumeration(name) {
        return Kind::Enumeration(id);
    }
    unknown_kind(context, written, out);
    Kind::Text
}

/// What the values of a list are: what one word says all about, and JSON writes as it is.
fn value_kind(context: &Context<'_>, of: &Spanned<FieldType>, out: &mut Diagnostics) -> Kind {
    match &of.value {
        FieldType::BuiltIn(TypeWord::PlainType(plain)) => return plain_kind(*plain, None),
        FieldType::BuiltIn(TypeWord::DetailedType(_) | TypeWord::NestedType(_)) => {}
        FieldType::Declared(name) => {
            if let Some(id) = context.enumeration(name) {
                return Kind::Enumeration(id);
            }
        }
    }
    let written = of.value.written();
    let unknown = Diagnostic::new(
        DiagnosticCode::UnknownName,
        of.span,
        format!("a list holds no values of a type `{written}`"),
    );
    let known = PlainType::ALL.iter().map(|plain| plain.word());
    let declared = crate::resolve::context::names(&context.spec.types);
    out.push(unknown.suggest(written, known.chain(declared)));
    Kind::Text
}

fn values_or_objects(entry: &Named<spec::Field>, of: &Spanned<FieldType>, out: &mut Diagnostics) {
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
}

/// The objects of a request: those of a list.
fn request_objects(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    nested: NestedType,
    out: &mut Diagnostics,
) -> Content<Items> {
    let help = match nested {
        NestedType::List => return Content::Nested(items(context, entry, out)),
        NestedType::Object | NestedType::ListOrObject => {
            "write each member with its path: `outer.inner: { … }`"
        }
        NestedType::JsonText => "make the text with the recipe step `json`, from `inputs`",
    };
    let message = format!("`{}` belongs to answers", nested.word());
    let conflict = Diagnostic::new(DiagnosticCode::Conflict, place_of_type(entry), message);
    out.push(conflict.help(help));
    Content::One(Kind::Text)
}

fn answer_objects(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    nested: NestedType,
    out: &mut Diagnostics,
) -> Content<Members> {
    let layout = match nested {
        NestedType::Object => Layout::Object,
        NestedType::List => Layout::List,
        NestedType::ListOrObject => Layout::ListOrObject,
        NestedType::JsonText => Layout::JsonText,
    };
    let fields = nested_members(context, entry, out);
    Content::Nested(Members { layout, fields })
}

/// Where a field says what it holds.
fn place_of_type(entry: &Named<spec::Field>) -> Span {
    let written = entry.value.kind.as_ref();
    written.map_or(entry.name.span, |written| written.span)
}

/// Keys that belong to a type stand with that type only.
fn keys_belong(entry: &Named<spec::Field>, out: &mut Diagnostics) {
    const AMOUNT: TypeWord = TypeWord::DetailedType(DetailedType::Amount);
    const DATE_TIME: TypeWord = TypeWord::DetailedType(DetailedType::DateTime);
    const INTEGER: TypeWord = TypeWord::PlainType(PlainType::Integer);
    const JOINED: TypeWord = TypeWord::DetailedType(DetailedType::Joined);
    const LIST: TypeWord = TypeWord::NestedType(NestedType::List);
    let value = &entry.value;
    members_belong(entry, out);
    for (flag, name) in [(value.number, "number"), (value.zero, "zero")] {
        if flag && value.type_word() != Some(AMOUNT) {
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
    let place = |text: &Option<Text>| text.as_ref().map(|text| text.span);
    // What a clock supplies has a format and needs no type.
    let supplied = value.from.is_some() && value.kind.is_none();
    let format = place(&value.format).filter(|_| !supplied);
    let keys = [
        (place(&value.digits), "digits", AMOUNT),
        (place(&value.range), "range", INTEGER),
        (place(&value.separator), "separator", JOINED),
        (value.of.as_ref().map(|of| of.span), "of", LIST),
        (place(&value.count), "count", LIST),
        (format, "format", DATE_TIME),
    ];
    for (place, name, owner) in keys {
        if let Some(place) = place.filter(|_| value.type_word() != Some(owner)) {
            belongs_to(owner, name, place, out);
        }
    }
}

/// Only what holds others has members.
fn members_belong(entry: &Named<spec::Field>, out: &mut Diagnostics) {
    let Some(members) = &entry.value.members else {
        return;
    };
    if let Some(TypeWord::NestedType(_)) = entry.value.type_word() {
        return;
    }
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

fn belongs_to(owner: TypeWord, key: &str, place: Span, out: &mut Diagnostics) {
    let owner = owner.word();
    let conflict = Diagnostic::new(
        DiagnosticCode::Conflict,
        place,
        format!("`{key}` belongs to the type `{owner}`"),
    );
    out.push(conflict.help(format!("give the field `type: {owner}`, or remove `{key}`")));
}

fn unknown_kind(
    context: &Context<'_>,
    written: Option<&Spanned<FieldType>>,
    out: &mut Diagnostics,
) {
    let Some(written) = written else { return };
    let name = written.value.written();
    let unknown = Diagnostic::new(
        DiagnosticCode::UnknownName,
        written.span,
        format!("there is no type `{name}`"),
    );
    let mut known: Vec<&str> = TypeWord::all().into_iter().map(TypeWord::word).collect();
    known.extend(crate::resolve::context::names(&context.spec.types));
    out.push(unknown.suggest(name, known));
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
        let missing = Diagnostic::new(
            DiagnosticCode::MissingKey,
            place_of_type(entry),
            "a date or time needs its format",
        )
        .help("give `format:`, such as `yyyyMMdd`");
        out.push(missing);
        return Kind::Text;
    };
    text::time_format(format, out).map_or(Kind::Text, Kind::DateTime)
}
