//! What the caller gives in an example: values of fields that the caller gives, which obey their rules.

use super::resolver::unknown;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Content, ExampleValue, Field, FieldRef, Placed, Request, Source, Vendor};
use crate::source::Span;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

/// The fields of a request by their names on the wire.
pub(super) fn field_named<'m>(
    request: &'m Request,
    name: &Text,
    out: &mut Diagnostics,
) -> Option<(FieldRef, &'m Field)> {
    let mut fields = request.placed_fields();
    let found = fields.find(|placed| placed.field.wire == name.value);
    if found.is_none() {
        let known = request.all_fields().map(|field| field.wire.as_str());
        unknown(name, "field of the request", known, out);
    }
    found.map(|placed| (placed.at, placed.field))
}

pub(super) fn given(
    vendor: &Vendor,
    request: &Request,
    written: &[Named<spec::ExampleValue>],
    out: &mut Diagnostics,
) -> Vec<(FieldRef, ExampleValue)> {
    let mut given = Vec::new();
    for entry in written {
        let Some((at, field)) = field_named(request, &entry.name, out) else {
            continue;
        };
        if field.source != Source::Caller {
            let message = format!("the client supplies `{}` itself", field.wire);
            let conflict = Diagnostic::new(DiagnosticCode::Conflict, entry.name.span, message);
            out.push(conflict.help(
                "give what it is made of: credentials, `clock`, `random`, `tokens`; what it must be stands under \
                 `sends: { fields: … }`",
            ));
            continue;
        }
        let reader = ValueReader { vendor, request };
        if let Some(value) = reader.value(Placed { at, field }, &entry.value, out) {
            given.push((at, value));
        }
    }
    given
}

struct ValueReader<'m> {
    vendor: &'m Vendor,
    request: &'m Request,
}

impl ValueReader<'_> {
    fn value(
        &self,
        placed: Placed<'_>,
        written: &spec::ExampleValue,
        out: &mut Diagnostics,
    ) -> Option<ExampleValue> {
        match (&placed.field.facts.content, written) {
            (Content::One(_), spec::ExampleValue::Text(text)) => self.text(placed, text, out),
            (Content::Values(_), spec::ExampleValue::List(place, items)) => {
                self.counted(placed, (*place, items.len()), out);
                let items = items.iter().filter_map(|item| match item {
                    spec::ExampleValue::Text(text) => self.text(placed, text, out),
                    other => wrong_shape(placed.field, other.place(), "texts", out),
                });
                Some(ExampleValue::List(items.collect()))
            }
            (Content::Nested(inner), spec::ExampleValue::List(place, items)) => {
                self.counted(placed, (*place, items.len()), out);
                let items = items.iter().filter_map(|item| match item {
                    spec::ExampleValue::Object(_, members) => {
                        Some(self.object((placed, &inner.members), members, out))
                    }
                    other => wrong_shape(placed.field, other.place(), "objects", out),
                });
                Some(ExampleValue::List(items.collect()))
            }
            (Content::One(_), _) => wrong_shape(placed.field, written.place(), "a text", out),
            (Content::Values(_), _) => {
                wrong_shape(placed.field, written.place(), "a list of texts", out)
            }
            (Content::Nested(_), _) => {
                wrong_shape(placed.field, written.place(), "a list of objects", out)
            }
        }
    }

    fn object(
        &self,
        (list, fields): (Placed<'_>, &[Field]),
        members: &[Named<spec::ExampleValue>],
        out: &mut Diagnostics,
    ) -> ExampleValue {
        let mut object = Vec::new();
        for entry in members {
            let name = &entry.name.value;
            let Some(position) = fields.iter().position(|field| field.wire == *name) else {
                let known = fields.iter().map(|field| field.wire.as_str());
                unknown(&entry.name, "member of these objects", known, out);
                continue;
            };
            let value = fields
                .get(position)
                .and_then(|field| self.value(list.member(field), &entry.value, out));
            object.extend(value.map(|value| (position, value)));
        }
        ExampleValue::Object(object)
    }

    fn text(&self, placed: Placed<'_>, text: &Text, out: &mut Diagnostics) -> Option<ExampleValue> {
        let enumerations = &self.vendor.enumerations;
        let rules = placed.rules(self.request.charset, enumerations);
        let broken = rules
            .iter()
            .find_map(|rule| rule.broken_by(enumerations, &text.value));
        if let Some(reason) = broken {
            broken_rule(placed.field, text.span, reason, out);
        }
        Some(ExampleValue::Text(text.value.clone()))
    }

    fn counted(&self, placed: Placed<'_>, (place, count): (Span, usize), out: &mut Diagnostics) {
        let rules = placed.rules(self.request.charset, &self.vendor.enumerations);
        if let Some(reason) = rules.iter().find_map(|rule| rule.broken_by_count(count)) {
            broken_rule(placed.field, place, reason, out);
        }
    }
}

fn broken_rule(field: &Field, place: Span, reason: String, out: &mut Diagnostics) {
    let message = format!(
        "the example gives `{}` a value that breaks its rules",
        field.wire
    );
    let broken = Diagnostic::new(DiagnosticCode::BrokenRule, place, message);
    out.push(broken.label(reason).help(
        "correct the value if it was copied wrongly; if the vendor takes it, the rules of the field are wrong",
    ));
}

fn wrong_shape<T>(field: &Field, place: Span, wanted: &str, out: &mut Diagnostics) -> Option<T> {
    let message = format!("`{}` holds {wanted}", field.wire);
    out.push(Diagnostic::new(DiagnosticCode::WrongShape, place, message));
    None
}
