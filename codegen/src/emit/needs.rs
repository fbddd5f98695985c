//! Which of its inputs a generated method uses: what it does not use has no name there.

use super::expression::{Recipes, Subject};
use crate::model::{Expression, FieldRef, Source, Uses};

/// Which inputs a generated method uses.
#[derive(Default)]
pub(super) struct Needs {
    pub credentials: bool,
    pub supply: bool,
    /// Whether the address is more than a fixed path, or recipes take it in.
    pub url: bool,
}

impl Recipes<'_> {
    /// What the method needs of its inputs.
    pub(super) fn needs(&self) -> Needs {
        let mut needs = Needs::default();
        if let Some(request) = self.subject.request() {
            needs.credentials = request.envelope.is_some()
                || request.all_fields().any(|field| field.cipher.is_some());
            needs.url = !request.segments.is_empty() || !request.query.is_empty();
        }
        for expression in self.expressions() {
            expression.any(&mut |part| {
                match part.uses() {
                    Uses::Credential(_) | Uses::PrivateKey(_) | Uses::Cipher(_) => {
                        needs.credentials = true;
                    }
                    Uses::Field(field) => {
                        needs.credentials |= self.is_answered_credential(field);
                    }
                    Uses::Clock | Uses::Chance | Uses::Session(_) => needs.supply = true,
                    Uses::Address => needs.url = true,
                    // The method has the settings, the fields, the body and the values before it in any case.
                    Uses::Nothing
                    | Uses::Received
                    | Uses::Value(_)
                    | Uses::Body
                    | Uses::Option(_) => {}
                }
                false
            });
        }
        needs
    }

    fn is_answered_credential(&self, place: FieldRef) -> bool {
        let (Subject::Answer(operation, _) | Subject::Opening(Some(operation), _)) = self.subject
        else {
            return false;
        };
        let field = operation.field(place);
        field.is_some_and(|field| {
            matches!(field.source, Source::Supplied(Expression::Credential(_)))
        })
    }
}
