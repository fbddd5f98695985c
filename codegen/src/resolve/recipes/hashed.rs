//! What a step finds in the text before it: whether it is long enough to be cut, and in which charset it is hashed.

use super::plan::Planner;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Charset, Expression, FieldRef, Place, TextShape, TextShapes, ValueType};
use crate::resolve::notation::text;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};
use crate::words::{DetailedType, Letters, StepDescription, TextRuleWord, TypeWord};

impl Planner<'_, '_> {
    /// Reports more characters than a text can have.
    pub(super) fn is_long_enough(&self, before: &Expression, count: &Text, out: &mut Diagnostics) {
        let fields = |place| self.longest(place);
        let shapes = TextShapes::new(&self.context.credentials, &self.computed, &fields);
        let shape = shapes.of(before);
        let (Some((_, most)), Ok(wanted)) = (shape.width, count.value.parse::<usize>()) else {
            return;
        };
        if wanted > most {
            let message = format!("the text that is cut has {most} characters at most");
            text::bad(
                count,
                message,
                "write how many of them are taken, or cut the text that was meant",
                out,
            );
        }
    }

    /// How long the text of a field can be, whatever it counts: no unit counts less than one a character.
    fn longest(&self, place: FieldRef) -> TextShape {
        let Some(field) = self.declared_at(place) else {
            return TextShape::default();
        };
        let value = &field.value;
        let timed = value.type_word() == Some(TypeWord::DetailedType(DetailedType::DateTime));
        // What is wrong with a length or a format is reported with the field.
        let mut unheard = Diagnostics::default();
        let length = value.length.as_ref().filter(|_| !timed);
        let length = length.and_then(|length| text::small_range(length, 1, &mut unheard));
        TextShape {
            width: length.map(|(_, most)| (0, most as usize)),
            letters: None,
        }
    }

    /// Reports a step that hashes Korean letters in UTF-8 where the message has them in EUC-KR, unless the recipe says so.
    pub(super) fn charset_is_said(
        &self,
        before: &Expression,
        (step, at): (StepDescription, &Text),
        out: &mut Diagnostics,
    ) {
        let is_unsaid = step.binds && self.type_of(before) == ValueType::Text;
        if self.charset != Charset::EucKr || !is_unsaid {
            return;
        }
        let Some(name) = self.free_text(before) else {
            return;
        };
        let message = format!(
            "`{}` takes in `{name}` as UTF-8, and the message has it in EUC-KR",
            at.value
        );
        let unsaid = Diagnostic::new(DiagnosticCode::UnsaidCharset, at.span, message)
            .note("Korean letters have other bytes in each of the two, and so another signature");
        out.push(unsaid.help(format!(
            "write before `{}` what the vendor takes in: `euckr` or `utf8`",
            at.value
        )));
    }

    /// The first field with a text of any letters that stands in an expression's text.
    fn free_text(&self, expression: &Expression) -> Option<String> {
        match expression {
            Expression::Field(place) => {
                let field = self.declared_at(*place)?;
                has_any_letters(field).then(|| field.name.value.clone())
            }
            Expression::Received(received) => {
                let name = received.path.to_string();
                let field = self.fields.get(name.as_str()).map(|(_, field)| *field);
                let field = field.or_else(|| self.inside(&name).map(|inside| inside.field))?;
                has_any_letters(field).then_some(name)
            }
            Expression::Value(value) => {
                let computed = self.computed.get(value.0)?;
                self.free_text(&computed.expression)
            }
            // What is written down, escaped or encrypted is of ASCII; what else is there has no letters of the caller's.
            Expression::Encoded(..)
            | Expression::Encrypted(..)
            | Expression::Escaped(..)
            | Expression::Digest(..)
            | Expression::Mac { .. }
            | Expression::Signature { .. }
            | Expression::Derived { .. }
            | Expression::Charset(..)
            | Expression::Body
            | Expression::Bytes(_)
            | Expression::Credential(_)
            | Expression::ReceivedHeader(_)
            | Expression::Session(_)
            | Expression::Clock { .. }
            | Expression::RandomDigits(..)
            | Expression::RandomBytes { .. }
            | Expression::Literal(_)
            | Expression::Path
            | Expression::Query => None,
            Expression::Concatenation(_)
            | Expression::Selection(_)
            | Expression::Json(_)
            | Expression::Sent(_)
            | Expression::Cut(..)
            | Expression::Cased(..)
            | Expression::Replaced { .. }
            | Expression::Variant(..)
            | Expression::ByText { .. } => {
                let mut parts = expression.parts().into_iter();
                parts.find_map(|part| self.free_text(part))
            }
        }
    }

    /// The field that stands at a place, as it is written; of an address and a header none, which are in UTF-8.
    fn declared_at(&self, place: FieldRef) -> Option<&Named<spec::Field>> {
        if let Place::Path | Place::Query | Place::Header = place.place {
            return None;
        }
        self.field_at(place)
    }
}

/// Whether somebody else than kpg gives a text that may have Korean letters.
fn has_any_letters(field: &Named<spec::Field>) -> bool {
    let value = &field.value;
    let is_given = value.from.is_none() && value.constant.is_none();
    let any = value
        .type_word()
        .is_some_and(|word| word.letters() == Letters::Any);
    let mut rules = value.rules.iter();
    let only = rules.find(|(word, _)| *word == TextRuleWord::Only);
    is_given && any && only.is_none_or(|(_, ranges)| !ranges.value.is_ascii())
}
