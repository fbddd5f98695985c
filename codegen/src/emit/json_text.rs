//! JSON texts that recipes make: which of their members stand in quotes.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::bare_constant;
use super::expression::{Recipes, Subject};
use crate::model::{AnswerField, Expression, Field, FieldRef, Kind};

impl<'v> Subject<'v> {
    /// A field that the recipes can name: of their own request, of the one that is answered, or a stored value.
    pub(super) fn field(self, at: FieldRef) -> Option<&'v Field> {
        match self {
            Self::Operation(operation)
            | Self::Answer(operation, _)
            | Self::Opening(Some(operation), _) => operation.field(at),
            Self::Opening(None, _) => None,
            Self::Form(form) => form.request.field(at),
            Self::Notification(notification) => notification.stored_value(at),
        }
    }

    /// The members of what has arrived.
    fn received(self) -> &'v [AnswerField] {
        match self {
            Self::Operation(_) | Self::Form(_) | Self::Opening(None, _) => &[],
            Self::Answer(operation, _) | Self::Opening(Some(operation), _) => {
                &operation.answer.fields
            }
            Self::Notification(notification) => &notification.fields,
        }
    }
}

impl Recipes<'_> {
    /// A JSON object as a text, built as bodies are.
    pub(super) fn json(&self, members: &[(String, Expression)]) -> TokenStream {
        let puts = members.iter().map(|(name, part)| {
            if let Expression::Field(place) = part
                && let Some(constant) = self.subject.field(*place).and_then(bare_constant)
            {
                return quote!(members.put(#name, &Bare(&#constant)););
            }
            let value = self.text_reference(part);
            if self.is_bare(part) {
                quote!(members.put(#name, &Bare(#value));)
            } else if self.has_arrived_bare(part) {
                quote!(members.put(#name, &AsArrived(#value));)
            } else {
                quote!(members.put(#name, #value);)
            }
        });
        quote!({
            let mut members = Members::new();
            #(#puts)*
            members.json_text()
        })
    }

    /// Whether JSON writes a field without quotes: a number or a flag, as the spec says of it.
    fn is_bare(&self, part: &Expression) -> bool {
        match part {
            Expression::Field(place) => self.subject.field(*place).is_some_and(Field::is_bare),
            _ => false,
        }
    }

    /// The same of a member that has arrived.
    fn has_arrived_bare(&self, part: &Expression) -> bool {
        let Expression::Received(received) = part else {
            return false;
        };
        let member = AnswerField::at(self.subject.received(), &received.path);
        let kind = member.and_then(|member| member.facts.content.one());
        kind.is_some_and(Kind::is_bare)
    }
}
