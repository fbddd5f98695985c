//! Whether the texts that kpg computes can obey the rules of the fields that hold them: a signature of 64 characters in a
//! field of 40 is never sent, and a proof of another length never equals what arrives.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    AnswerField, Characters, Expression, FieldRef, Place, Proof, Request, Rule, Source, TextShape,
    TextShapes, Vendor,
};
use crate::resolve::context::find;
use crate::resolve::written::Written;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named, Spec};
use crate::words::TextRuleWord;

/// Reports computed texts of which one can be foreseen that its field does not hold.
pub(super) fn texts_fit(spec: &Spec, vendor: &Vendor, out: &mut Diagnostics) {
    let entries = spec.operations.iter().chain(&spec.forms);
    for (entry, request) in entries.zip(vendor.requests()) {
        sent_texts_fit(vendor, request, &Written::new(&entry.value), out);
    }
    for (entry, operation) in spec.operations.iter().zip(&vendor.operations) {
        if let Some(proof) = &operation.answer.proof {
            let fields = |field| operation.request.field_shape(field);
            let shapes = TextShapes::new(&vendor.credentials, &proof.computed, &fields);
            let members = (
                entry.value.answer.as_slice(),
                operation.answer.fields.as_slice(),
            );
            proof_fits(proof, &shapes, members, out);
        }
    }
    for (entry, notification) in spec.notifications.iter().zip(&vendor.notifications) {
        if let Some(proof) = notification.authenticity.proof() {
            let shapes = TextShapes::new(&vendor.credentials, &proof.computed, &nothing_known);
            let members = (
                entry.value.fields.as_slice(),
                notification.fields.as_slice(),
            );
            proof_fits(proof, &shapes, members, out);
        }
    }
}

fn nothing_known(_: FieldRef) -> TextShape {
    TextShape::default()
}

fn sent_texts_fit(
    vendor: &Vendor,
    request: &Request,
    written: &Written<'_>,
    out: &mut Diagnostics,
) {
    let fields = |field| request.field_shape(field);
    let shapes = TextShapes::new(&vendor.credentials, &request.computed, &fields);
    for place in Place::REQUEST {
        for (index, entry) in written.of_place(place).iter().enumerate() {
            let field = request.field(FieldRef { place, index });
            let source = field.map(|field| &field.source);
            // Constants are held to the rules where they are read, and a token is what the vendor gave.
            if let (Some(field), Some(Source::Supplied(expression)), Some(from)) =
                (field, source, &entry.value.from)
                && !matches!(expression, Expression::Session(_))
            {
                let rules = field.rules_of_text();
                let choices = shapes.choices(expression);
                let mut broken = choices
                    .iter()
                    .filter_map(|shape| rules.iter().find_map(|rule| broken(*shape, rule, entry)));
                if let Some((place, message)) = broken.next() {
                    let told = Diagnostic::new(DiagnosticCode::BrokenRule, place.span, message);
                    let told = told.also(from.span, "what is sent");
                    out.push(told.help(HELP));
                }
            }
        }
    }
}

const HELP: &str = "correct what the field says, or what makes the text; the vendor's sample shows which of the two is right";

/// Which words of a field a text of a shape cannot obey, and why.
fn broken<'f>(
    shape: TextShape,
    rule: &Rule,
    entry: &'f Named<spec::Field>,
) -> Option<(&'f Text, String)> {
    let (name, field) = (&entry.name.value, &entry.value);
    if let Rule::Length(length) = rule {
        let place = field
            .length
            .as_ref()
            .filter(|_| shape.never_fits(*length))?;
        return Some((place, of_another_length(name, shape, place)));
    }
    let letter = shape.forbidden_by(rule)?;
    let word = match characters(rule) {
        Some(Characters::Only(_)) => Some(TextRuleWord::Only),
        Some(Characters::Without(_)) => Some(TextRuleWord::Without),
        None => None,
    };
    let message =
        format!("`{name}` can have the character `{letter}`, which its field does not allow");
    let mut written = field.rules.iter();
    let place = written.find(|(written, _)| Some(*written) == word);
    Some((place.map_or(&entry.name, |(_, text)| text), message))
}

fn characters(rule: &Rule) -> Option<&Characters> {
    match rule {
        Rule::Characters(characters) => Some(characters),
        _ => None,
    }
}

fn of_another_length(name: &str, shape: TextShape, length: &Text) -> String {
    let (least, most) = shape.width.unwrap_or_default();
    let has = match least == most {
        true => least.to_string(),
        false => format!("{least} to {most}"),
    };
    let length = &length.value;
    format!("`{name}` would have {has} characters, and its length is `{length}`")
}

/// The length of a member that proves what arrives is that of the proof.
fn proof_fits(
    proof: &Proof,
    shapes: &TextShapes<'_>,
    (entries, fields): (&[Named<spec::Field>], &[AnswerField]),
    out: &mut Diagnostics,
) {
    let member = proof.member();
    let Some(field) = member.and_then(|path| AnswerField::at(fields, path)) else {
        return;
    };
    let Some(entry) = find(entries, &field.path.to_string()) else {
        return;
    };
    let choices = shapes.choices(&proof.expected);
    let length = field.length.filter(|_| field.wrapping.is_none());
    let misfit =
        length.and_then(|length| choices.into_iter().find(|shape| shape.never_fits(length)));
    if let (Some(shape), Some(place)) = (misfit, &entry.value.length) {
        let message = of_another_length(&entry.name.value, shape, place);
        let told = Diagnostic::new(DiagnosticCode::BrokenRule, place.span, message)
            .note("no message with a proof of this length would be genuine");
        out.push(told.help(HELP));
    }
}
