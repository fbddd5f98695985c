//! What a field holds: the built-in types, the vendor's own, and the keys that belong to one of them.

use super::amount::amount;
use super::field::{items, nested_members};
use super::json_number::{is_exact_in_json, number_belongs, values_are_numbers};
use super::unknown_type::unknown_kind;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Content, Decimal, DecimalLimits, EnumerationId, Items, Kind, Layout, Members};
use crate::resolve::context::{Context, lookup};
use crate::resolve::notation::text;
use crate::source::{Span, Spanned};
use crate::syntax::reader::Text;
use crate::syntax::shape::{self, Rule};
use crate::syntax::spec::{self, FieldType, Named};
use crate::words::{DetailedType, NestedType, PlainType, Role, TypeWord, listed};

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
        let kind = declared_kind(context, value, out);
        values_are_numbers(context, entry, &kind, out);
        return Content::One(kind);
    };
    match word {
        TypeWord::PlainType(plain) => {
            let range = value.range.as_ref();
            let range = range.and_then(|range| text::whole_bounds(range, out));
            Content::One(plain_kind(plain, range))
        }
        TypeWord::DetailedType(detailed) => {
            Content::One(detailed_kind(context, entry, detailed, out))
        }
        TypeWord::NestedType(nested) => match (&value.of, nested) {
            (Some(of), NestedType::List) => {
                values_or_objects(entry, of, out);
                let kind = value_kind(context, (of, value.number), out);
                values_are_numbers(context, entry, &kind, out);
                Content::Values(kind)
            }
            (Some(_) | None, _) => objects(nested, out),
        },
    }
}

/// A kind that its name says all about, but for the range of a number.
fn plain_kind(plain: PlainType, range: Option<(i128, i128)>) -> Kind {
    match plain {
        PlainType::Text => Kind::Text,
        PlainType::Digits => Kind::Digits,
        PlainType::Boolean => Kind::Boolean,
        PlainType::Integer => {
            let (min, max) = range.unwrap_or((0, u64::MAX.into()));
            Kind::Integer { min, max }
        }
    }
}

/// A kind of which other keys may say more.
fn detailed_kind(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    detailed: DetailedType,
    out: &mut Diagnostics,
) -> Kind {
    let value = &entry.value;
    match detailed {
        DetailedType::EmvQr => Kind::EmvQr,
        DetailedType::Base64 => Kind::Base64,
        DetailedType::Amount => amount(value, out),
        DetailedType::Decimal => decimal(entry, out),
        DetailedType::DateTime => date_time(context, entry, out),
        DetailedType::Joined => joined(entry, out),
    }
}

/// A type that the vendor declares.
fn declared_kind(context: &Context<'_>, value: &spec::Field, out: &mut Diagnostics) -> Kind {
    let (written, number) = (value.kind.as_ref(), value.number);
    let declared = written.and_then(|written| context.declared_type(written, out));
    let declared = declared.or_else(|| unknown_kind(context, written, out));
    declared.map_or(Kind::Text, |id| Kind::Enumeration { id, number })
}

/// What the values of a list are: what one word says all about, and JSON writes as it is.
fn value_kind(
    context: &Context<'_>,
    (of, number): (&Spanned<FieldType>, bool),
    out: &mut Diagnostics,
) -> Kind {
    match &of.value {
        FieldType::BuiltIn(TypeWord::PlainType(plain)) => return plain_kind(*plain, None),
        FieldType::BuiltIn(TypeWord::DetailedType(_) | TypeWord::NestedType(_)) => {}
        FieldType::Declared(_) => {
            if let Some(id) = context.declared_type(of, out) {
                return Kind::Enumeration { id, number };
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
    let unknown = unknown.suggest(written, known.chain(declared));
    let meant = unknown.suggestion.as_ref();
    let meant = meant.and_then(|suggestion| context.enumeration(&suggestion.meant));
    match meant {
        Some(id) => {
            out.push_read_as_meant(unknown);
            Kind::Enumeration { id, number }
        }
        None => {
            out.push(unknown);
            Kind::Text
        }
    }
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
    if let Some(structure) = &entry.value.structure {
        let message = "values become no Rust struct";
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, structure.span, message);
        let conflict = conflict.also(of.span, "the list holds values");
        out.push(conflict.help("remove `struct`, or give `members` instead of `of`"));
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
        NestedType::Object if entry.value.encrypt.is_some() => {
            "a member that holds an encrypted object is `encrypted_request: { cipher: NAME, member: NAME, clear: [ … ] }`, with the members themselves in `request`"
        }
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
    let structure = entry.value.structure.as_ref();
    let structure = structure.and_then(|name| text::name(name, out));
    let fields = nested_members(context, entry, out);
    Content::Nested(Members {
        layout,
        structure,
        fields,
    })
}

/// Where a field says what it holds.
fn place_of_type(entry: &Named<spec::Field>) -> Span {
    let written = entry.value.kind.as_ref();
    written.map_or(entry.name.span, |written| written.span)
}

/// Keys that belong to a type stand with that type only.
fn keys_belong(entry: &Named<spec::Field>, out: &mut Diagnostics) {
    const AMOUNT: &str = DetailedType::Amount.word();
    const DATE_TIME: &[&str] = &[DetailedType::DateTime.word()];
    const INTEGER: TypeWord = TypeWord::PlainType(PlainType::Integer);
    let value = &entry.value;
    members_belong(entry, out);
    let word = value.type_word();
    number_belongs(entry, out);
    for (is_given, name) in [(value.zero, "zero"), (value.negative, "negative")] {
        if is_given && word.is_none_or(|word| word.word() != AMOUNT) {
            let place = value.keys.of_value(name).unwrap_or(entry.name.span);
            belongs_to(&[AMOUNT], name, place, out);
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
    if let (Some(INTEGER), Some(length)) = (word, &value.length)
        && !is_code(value)
    {
        let message = "an integer has a range, and no length";
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, length.span, message);
        out.push(
            conflict
                .help("up to three digits are `range: 0..999`; a text of digits is `type: digits`"),
        );
    }
    // What a clock supplies has a format and needs no type.
    let supplied = value.from.is_some() && value.kind.is_none();
    let own = shape::FIELD.rules.iter().filter_map(|rule| match rule {
        // What has no members is told in other words.
        Rule::OnlyWith(key, "type", owners) if *key != "members" => Some((*key, *owners)),
        _ => None,
    });
    for (name, owners) in own.chain([("format", DATE_TIME), ("or", DATE_TIME)]) {
        let is_misplaced = !word.is_some_and(|word| owners.contains(&word.word()));
        let place = value.keys.of(name).filter(|_| is_misplaced);
        if let Some(place) = place.filter(|_| name != "format" || !supplied) {
            belongs_to(owners, name, place, out);
        }
    }
}

/// Whether the codes that a member can have tell how long it is.
fn is_code(field: &spec::Field) -> bool {
    let role = field.role.as_ref().map(|role| role.value);
    matches!(role, Some(Role::Code | Role::DetailCode))
}

/// Only what holds others has members.
fn members_belong(entry: &Named<spec::Field>, out: &mut Diagnostics) {
    let Some(members) = &entry.value.members else {
        return;
    };
    if let Some(TypeWord::NestedType(_)) = entry.value.type_word() {
        return;
    }
    let first = members.first().map(|member| member.name.span);
    let place = entry.value.keys.of("members").or(first);
    let place = place.unwrap_or(entry.name.span);
    let conflict = Diagnostic::new(
        DiagnosticCode::Conflict,
        place,
        "`members` belong to the types `object`, `list`, `list_or_object` and `json_text`",
    )
    .help("give the field `type: object` or `type: list`");
    out.push(conflict);
}

fn belongs_to(words: &[&str], key: &str, place: Span, out: &mut Diagnostics) {
    let types = if words.len() == 1 { "type" } else { "types" };
    let message = format!("`{key}` belongs to the {types} {}", listed(words, "and"));
    let given: Vec<String> = words.iter().map(|word| format!("`type: {word}`")).collect();
    let conflict = Diagnostic::new(DiagnosticCode::Conflict, place, message);
    out.push(conflict.help(format!(
        "give the field {}, or remove `{key}`",
        given.join(" or ")
    )));
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

fn decimal(entry: &Named<spec::Field>, out: &mut Diagnostics) -> Kind {
    let value = &entry.value;
    let Some(places) = &value.places else {
        let place = place_of_type(entry);
        let message = "a decimal needs the number of its digits behind the point";
        let missing = Diagnostic::new(DiagnosticCode::MissingKey, place, message);
        out.push(
            missing.help("give `places:`, such as `2` for always two or `..2` for at most two"),
        );
        return Kind::Text;
    };
    let Some((least, most)) = text::small_range(places, 0, out) else {
        return Kind::Text;
    };
    let range = value.range.as_ref();
    let range = range.and_then(|range| text::decimal_bounds(range, out));
    let (min, max) = range.unwrap_or((Decimal::ZERO, Decimal::greatest(most)));
    let digits = min.whole_digits().max(max.whole_digits()) + most as usize;
    if digits > Decimal::DIGITS || min.places().max(max.places()) > most as usize {
        let place = value.range.as_ref().unwrap_or(places);
        let message = format!("this is no range of numbers with {most} digits behind the point");
        let help = format!(
            "a number has at most {} digits in all, and its bounds have no more places than it has",
            Decimal::DIGITS
        );
        text::bad(place, message, &help, out);
    }
    if value.number {
        is_exact_in_json(entry, (least, digits), out);
    }
    Kind::Decimal {
        limits: DecimalLimits {
            places: (least, most),
            min,
            max,
        },
        number: value.number,
    }
}

fn date_time(context: &Context<'_>, entry: &Named<spec::Field>, out: &mut Diagnostics) -> Kind {
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
    let Some(format) = text::time_format(format, out) else {
        return Kind::Text;
    };
    match entry
        .value
        .or
        .as_ref()
        .and_then(|or| special_values(context, or, out))
    {
        Some(special) => Kind::TimeOr(format, special),
        None => Kind::DateTime(format),
    }
}

/// The closed type whose values stand in place of a time.
fn special_values(
    context: &Context<'_>,
    or: &Text,
    out: &mut Diagnostics,
) -> Option<EnumerationId> {
    let id = lookup(&context.spec.types, or, "type", out).map(EnumerationId)?;
    if context
        .enumerations
        .get(id.0)
        .is_some_and(|declared| declared.open)
    {
        let message = format!(
            "`{}` is open, so that any text could stand in place of a time",
            or.value
        );
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, or.span, message);
        out.push(conflict.help(
            "remove `open` from the type: an answer keeps an unlisted text as a time that is none",
        ));
    }
    Some(id)
}
