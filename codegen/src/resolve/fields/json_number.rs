//! What a spec has as numbers in JSON: where `number` may stand, and which values JSON can have as numbers.

use super::rule::listed_at;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics, quoted};
use crate::model::Kind;
use crate::resolve::context::Context;
use crate::syntax::spec::{self, Named};
use crate::words::DetailedType;

/// `number` and `text_or_number` stand with what may be a text or a number.
pub(super) fn number_belongs(entry: &Named<spec::Field>, out: &mut Diagnostics) {
    const AMOUNT: &str = DetailedType::Amount.word();
    const DECIMAL: &str = DetailedType::Decimal.word();
    let value = &entry.value;
    let word = value.type_word();
    let is_number = word.is_some_and(|word| [AMOUNT, DECIMAL].contains(&word.word()));
    for (is_given, key, listed) in [
        (value.number, "number", value.listed_type()),
        (
            value.text_or_number,
            "text_or_number",
            value.declared_type(),
        ),
    ] {
        if !is_given || is_number || listed.is_some() {
            continue;
        }
        let place = value.keys.of_value(key).unwrap_or(entry.name.span);
        let message = format!(
            "`{key}` belongs to the types `{AMOUNT}` and `{DECIMAL}`, and to lists of values"
        );
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, place, message);
        out.push(conflict.help(format!(
            "give the field `type: {AMOUNT}`, `type: {DECIMAL}` or the name of one of `types`, or remove `{key}`"
        )));
    }
}

/// JSON numbers are read as binary fractions everywhere, and so many digits survive that; zeros at the end do not.
pub(super) fn is_exact_in_json(
    entry: &Named<spec::Field>,
    (least_places, digits): (u32, usize),
    out: &mut Diagnostics,
) {
    const MOST: usize = 15;
    let (message, help) = if least_places > 0 {
        (
            "a JSON number has no zeros at its end",
            "write `places: ..2`, or remove `number`",
        )
    } else if digits > MOST {
        (
            "a JSON number is exact up to 15 digits",
            "give a `range`, such as `0..9999999.99`, or remove `number`",
        )
    } else {
        return;
    };
    let conflict = Diagnostic::new(DiagnosticCode::Conflict, entry.name.span, message);
    out.push(conflict.help(help));
}

/// The listed values that a field has as JSON numbers are whole numbers, each written in the one way in which JSON
/// writes it.
pub(super) fn values_are_numbers(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    kind: &Kind,
    out: &mut Diagnostics,
) {
    let value = &entry.value;
    let key = match (value.number, value.text_or_number) {
        (true, _) => "number",
        (false, true) => "text_or_number",
        (false, false) => return,
    };
    let declared = kind.enumeration().map(|id| id.0);
    let listed = declared.and_then(|id| context.enumerations.get(id));
    let choices = listed.into_iter().flat_map(|listed| &listed.choices);
    let is_number = |wire: &str| wire.parse::<i64>().is_ok_and(|one| one.to_string() == wire);
    let wires = choices.map(|choice| choice.wire.as_str());
    let others: Vec<&str> = wires.filter(|wire| !is_number(wire)).collect();
    if others.is_empty() {
        return;
    }
    let place = value.keys.of_value(key).unwrap_or(entry.name.span);
    let message = format!("JSON cannot have {} as a whole number", quoted(&others));
    let conflict = Diagnostic::new(DiagnosticCode::Conflict, place, message);
    let first = listed_at(context, value, others.first().copied());
    let conflict = match first {
        Some(first) => conflict.also(first, "listed here"),
        None => conflict,
    };
    out.push(conflict.help(format!(
        "remove `{key}`: the field holds texts; or write the values as JSON does, such as `1` in place of `01`"
    )));
}
