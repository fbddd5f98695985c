//! Conditions over fields of a request: which fields they may ask for, and that each can hold and can fail. What follows
//! from a condition does not belong here.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{FieldCondition, FieldRef, FieldTest, Kind, Length, Wanted, broken_rule};
use crate::resolve::context::{Context, References};
use crate::resolve::notation::text;
use crate::resolve::shared_checks::never_holds;
use crate::source::Span;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};
use crate::words::{DetailedType, Letters, PlainType, PresenceWord, TypeWord};

/// The fields that conditions and combinations may name.
pub(crate) struct Among<'r, 's> {
    pub fields: &'r References<'s>,
    pub of: Owner<'r>,
}

/// What fields stand in.
#[derive(Clone, Copy)]
pub(crate) enum Owner<'r> {
    Request,
    /// An object of the list of this name.
    Object(&'r str),
    Notification,
    /// What a merchant stored.
    Stored,
}

/// A condition of the field `own`.
pub(super) fn field_condition(
    context: &Context<'_>,
    (own, written): (&Named<spec::Field>, &spec::FieldCondition),
    among: &Among<'_, '_>,
    out: &mut Diagnostics,
) -> Option<FieldCondition> {
    let mut alternatives = Vec::new();
    let mut is_complete = !written.alternatives.is_empty();
    for alternative in &written.alternatives {
        is_complete &= !alternative.is_empty();
        let tests = alternative.iter();
        let tests = tests.map(|(name, asked)| test(context, own, among, (name, asked), out));
        // Every test is read, so that all mistakes are told.
        let tests: Vec<Option<FieldTest>> = tests.collect();
        let tests: Option<Vec<FieldTest>> = tests.into_iter().collect();
        alternatives.push(tests);
    }
    if !is_complete {
        let empty = Diagnostic::new(
            DiagnosticCode::WrongShape,
            written.span,
            "the condition asks for nothing",
        );
        out.push(empty.help("write it as `{ QR_TYPE: [ \"2\" ] }`"));
        return None;
    }
    let alternatives = alternatives.into_iter().collect::<Option<_>>()?;
    let condition = FieldCondition { alternatives };
    can_fail(context, among, written, &condition, out);
    Some(condition)
}

/// A condition that holds for every request is none.
fn can_fail(
    context: &Context<'_>,
    among: &Among<'_, '_>,
    written: &spec::FieldCondition,
    condition: &FieldCondition,
    out: &mut Diagnostics,
) {
    // What a vendor sends can have values that no spec lists.
    if let Owner::Notification = among.of {
        return;
    }
    let mut wanted: BTreeMap<FieldRef, Vec<&Wanted>> = BTreeMap::new();
    for tests in &condition.alternatives {
        if let [test] = tests.as_slice() {
            wanted.entry(test.field).or_default().push(&test.wanted);
        }
    }
    for (field, all) in wanted {
        let mut others = among.fields.values().filter(|(place, _)| *place == field);
        let Some((_, other)) = others.next() else {
            continue;
        };
        let covers = domain(context, &other.value).is_some_and(|domain| is_covered(&domain, &all));
        let asks = |given: bool| all.contains(&&Wanted::Given(given));
        let is_given = is_required(&other.value) && (covers || asks(true));
        if is_given || asks(true) && asks(false) {
            let always = Diagnostic::new(
                DiagnosticCode::Conflict,
                written.span,
                "the condition always holds",
            )
            .also(other.name.span, "it has what is asked for in any case")
            .help("write `presence: required`, or leave out what must never be there");
            out.push(always);
        }
    }
}

fn is_required(field: &spec::Field) -> bool {
    let presence = field.presence.as_ref().map(|presence| &presence.value);
    matches!(presence, Some(spec::Presence::Word(PresenceWord::Required)))
}

/// Whether every value of a field is one of those that tests ask for.
fn is_covered(domain: &Wanted, all: &[&Wanted]) -> bool {
    match domain {
        Wanted::Texts(texts) => texts.iter().all(|text| all.iter().any(|one| one.has(text))),
        // Ranges that only cover it together are rare, and do no harm.
        Wanted::Numbers(_) => all.iter().any(|one| domain.is_within(one)),
        // No type says whether a field is given.
        Wanted::Given(_) => false,
    }
}

/// Every value that a field can have, where its type says so.
fn domain(context: &Context<'_>, field: &spec::Field) -> Option<Wanted> {
    let Some(word) = field.type_word() else {
        let id = context.enumeration(field.declared_type()?)?;
        let listed = context.enumerations.get(id.0)?;
        let texts = || listed.choices.iter().map(|choice| choice.wire.clone());
        return (!listed.open).then(|| Wanted::Texts(texts().collect()));
    };
    let quiet = &mut Diagnostics::default();
    match word {
        TypeWord::PlainType(PlainType::Boolean) => {
            Some(Wanted::Texts(vec!["true".to_owned(), "false".to_owned()]))
        }
        TypeWord::PlainType(PlainType::Integer) => {
            let range = field.range.as_ref();
            let range = range.and_then(|range| text::range(range, 0, quiet));
            Some(Wanted::Numbers(vec![range.unwrap_or((0, u64::MAX))]))
        }
        TypeWord::DetailedType(DetailedType::Amount) => {
            let digits = field.digits.as_ref();
            let digits = digits.and_then(|digits| text::small_range(digits, 1, quiet));
            let (fewest, most) = digits.unwrap_or((1, 20));
            let power = |digits: u32| 10_u64.checked_pow(digits);
            let least = if fewest > 1 { power(fewest - 1) } else { None };
            let least = least.unwrap_or(u64::from(!field.zero));
            let greatest = power(most).map_or(u64::MAX, |beyond| beyond - 1);
            Some(Wanted::Numbers(vec![(least, greatest)]))
        }
        TypeWord::PlainType(PlainType::Text | PlainType::Digits)
        | TypeWord::DetailedType(_)
        | TypeWord::NestedType(_) => None,
    }
}

/// One field and what it is compared with.
fn test(
    context: &Context<'_>,
    own: &Named<spec::Field>,
    among: &Among<'_, '_>,
    (name, asked): (&Text, &spec::Asked),
    out: &mut Diagnostics,
) -> Option<FieldTest> {
    let (field, other) = named(among, name, out)?;
    can_be_asked_for(own, (name, other), out)?;
    let values = match asked {
        spec::Asked::Values(values) => values,
        spec::Asked::Given(given) => {
            if !given.value && is_required(&other.value) {
                never_left_out((name, other), given.span, out);
            }
            let wanted = Wanted::Given(given.value);
            return Some(FieldTest { field, wanted });
        }
    };
    // That it is compared with nothing was told where it was read.
    if values.is_empty() {
        return None;
    }
    let is_number = matches!(
        other.value.type_word(),
        Some(
            TypeWord::PlainType(PlainType::Integer) | TypeWord::DetailedType(DetailedType::Amount)
        )
    );
    let wanted = match is_number {
        true => numbers(context, (name, other), values, out)?,
        false => texts(context, (name, other), values, out),
    };
    Some(FieldTest { field, wanted })
}

/// What is required is in every request.
fn never_left_out((name, other): (&Text, &Named<spec::Field>), place: Span, out: &mut Diagnostics) {
    let message = format!("`{}` is never left out", name.value);
    let never = Diagnostic::new(DiagnosticCode::Unreachable, place, message)
        .also(other.name.span, "it is required");
    out.push(never.help("remove the condition, or make the field optional"));
}

/// Words that ask in other languages whether a field is there, and are texts like any other in this one.
const ASKING: [&str; 10] = [
    "given", "present", "exists", "provided", "absent", "missing", "empty", "null", "*", "any",
];

/// A text that no vendor sends, most probably.
fn asks_whether_given(name: &Text, value: &Text, out: &mut Diagnostics) -> bool {
    let is_negated = value.value.starts_with('!');
    if !is_negated && !ASKING.contains(&value.value.as_str()) {
        return false;
    }
    let message = format!(
        "`{}` is compared with the text `{}`",
        name.value, value.value
    );
    let problem = Diagnostic::new(DiagnosticCode::BadValue, value.span, message);
    out.push(match is_negated {
        true => problem.help("list the values with which the condition holds"),
        false => problem.help(format!(
            "whether it has a value is asked so: `{{ {name}: {{ given: true }} }}`, or `false`; a value that is called so goes into a list under `types`",
            name = name.value
        )),
    });
    true
}

/// The field of a name, or a report.
pub(super) fn named<'s>(
    among: &Among<'_, 's>,
    name: &Text,
    out: &mut Diagnostics,
) -> Option<(FieldRef, &'s Named<spec::Field>)> {
    if let Some(found) = among.fields.get(name.value.as_str()) {
        return Some(*found);
    }
    let unknown = match among.of {
        Owner::Request => format!("the request has no field `{}`", name.value),
        Owner::Object(list) => format!("an object of `{list}` has no member `{}`", name.value),
        Owner::Notification => format!("the notification has no member `{}`", name.value),
        Owner::Stored => format!("there is no stored value `{}`", name.value),
    };
    let unknown = Diagnostic::new(DiagnosticCode::UnknownName, name.span, unknown)
        .suggest(&name.value, among.fields.keys().copied());
    let inner = name.value.rsplit('.').next().unwrap_or_default();
    let mut lists = among.fields.values().filter(|(_, field)| {
        let members = field.value.members.iter().flatten();
        members.into_iter().any(|member| member.name.value == inner)
    });
    out.push(match (among.of, lists.next()) {
        (Owner::Request | Owner::Notification | Owner::Stored, Some((_, list))) => unknown.also(list.name.span, "its objects have such a member").help(
            "each object has a value of its own: a condition from outside cannot ask for it, one of another member of the same object can",
        ),
        (Owner::Object(_), _) => unknown
            .help("an object is checked by itself: a condition on its member asks for its other members"),
        (Owner::Request | Owner::Notification | Owner::Stored, None) => unknown,
    });
    None
}

/// A field whose text the caller gives, other than the one that depends on it.
fn can_be_asked_for(
    own: &Named<spec::Field>,
    (name, other): (&Text, &Named<spec::Field>),
    out: &mut Diagnostics,
) -> Option<()> {
    let conflict = |message: String| Diagnostic::new(DiagnosticCode::Conflict, name.span, message);
    let problem = if other.name.span == own.name.span {
        conflict(format!(
            "the presence of `{}` depends on itself",
            name.value
        ))
        .help("ask for another field")
    } else if other.value.from.is_some() || other.value.constant.is_some() {
        conflict(format!("`{}` is not given by the caller", name.value))
            .also(other.name.span, "supplied here")
    } else if other.value.is_structure() {
        conflict(format!("`{}` is a list and has no one value", name.value))
            .also(other.name.span, "declared here")
            .help("ask for a field that has a text or a number")
    } else {
        return Some(());
    };
    out.push(problem);
    None
}

/// `1000`, `50000..`, `..1000` or `1000..5000`: numbers that the field can have.
fn numbers(
    context: &Context<'_>,
    (name, other): (&Text, &Named<spec::Field>),
    values: &[Text],
    out: &mut Diagnostics,
) -> Option<Wanted> {
    let domain = domain(context, &other.value);
    let mut ranges = Vec::new();
    for value in values {
        let Some(range) = text::numbers(value, out) else {
            continue;
        };
        let wanted = Wanted::Numbers(vec![range]);
        if domain
            .as_ref()
            .is_some_and(|domain| !domain.overlaps(&wanted))
        {
            let reason = "the digits or the range of the field do not reach it".to_owned();
            never_holds(name, value, reason, out);
        }
        ranges.push(range);
    }
    (ranges.len() == values.len()).then_some(Wanted::Numbers(ranges))
}

/// Texts that the field can have.
fn texts(
    context: &Context<'_>,
    (name, other): (&Text, &Named<spec::Field>),
    values: &[Text],
    out: &mut Diagnostics,
) -> Wanted {
    let listed = other.value.declared_type();
    let listed = listed.and_then(|name| context.enumeration(name));
    let listed = listed.and_then(|id| context.enumerations.get(id.0));
    let kind = other.value.type_word().map_or(Kind::Text, compared_as);
    let length = length(context, &other.value);
    for value in values {
        let choices = listed.map(|listed| listed.choices.as_slice());
        let choices = || {
            choices
                .into_iter()
                .flatten()
                .map(|choice| choice.wire.as_str())
        };
        if !choices().any(|choice| choice == value.value) && asks_whether_given(name, value, out) {
            continue;
        }
        if listed.is_some() {
            if !choices().any(|choice| choice == value.value) {
                let unknown = Diagnostic::new(
                    DiagnosticCode::UnknownName,
                    value.span,
                    format!("`{}` never has the value `{}`", name.value, value.value),
                );
                out.push(unknown.suggest(&value.value, choices()));
            }
        } else if is_range(&value.value) {
            text::bad(
                value,
                format!(
                    "`{}` reads as a range, and `{}` is no number",
                    value.value, name.value
                ),
                "list the values, or give the field the type `amount` or `integer`",
                out,
            );
        } else if let Some(reason) = broken_rule(&kind, length, &context.enumerations, &value.value)
        {
            never_holds(name, value, reason, out);
        }
    }
    Wanted::Texts(values.iter().map(|value| value.value.clone()).collect())
}

/// Whether a text is what a number would be compared with.
fn is_range(text: &str) -> bool {
    let digits = |end: &str| end.bytes().all(|b| b.is_ascii_digit());
    let ends = text.split_once("..");
    ends.is_some_and(|(low, high)| digits(low) && digits(high))
}

fn length(context: &Context<'_>, field: &spec::Field) -> Option<Length> {
    let written = field.length.as_ref()?;
    let (min, max) = text::small_range(written, 1, &mut Diagnostics::default())?;
    let unit = field.unit.as_ref();
    let unit = unit.map_or(context.length_unit, |unit| unit.value);
    Some(Length { min, max, unit })
}

/// The kind whose rules the text of a test must obey.
fn compared_as(word: TypeWord) -> Kind {
    match word.letters() {
        Letters::Digits => Kind::Digits,
        Letters::Flag => Kind::Boolean,
        Letters::Any | Letters::Ascii | Letters::None => Kind::Text,
    }
}
