//! What the proof of an answer takes in of the answer, and of the request that is answered.

use super::operand::{Absence, always_there};
use super::plan::Planner;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::Expression;
use crate::resolve::written::role;
use crate::source::Spanned;
use crate::syntax::reader::{Text, word};
use crate::syntax::spec::{self, Field, Named};
use crate::words::{AnswerPart, PresenceWord, RequestPart, Role};

impl Planner<'_, '_> {
    /// A field of the request as it was sent: `{ request: timestamp }`.
    pub(super) fn request_field(
        &mut self,
        name: &Text,
        absence: Absence,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        let Some(answered) = &self.answered else {
            self.no_request_is_answered(name, out);
            return None;
        };
        let Some(&(place, field)) = answered.request.get(name.value.as_str()) else {
            let unknown = Diagnostic::new(
                DiagnosticCode::UnknownName,
                name.span,
                format!("the request has no field `{}`", name.value),
            )
            .suggest(&name.value, answered.request.keys().copied())
            .note(
                "`request` names a field of the request that is answered, by its name on the wire",
            );
            out.push(unknown);
            return None;
        };
        let message = match &field.value {
            value if value.is_structure() => "is a list or an object, and has no text",
            value if value.encrypt.is_some() => {
                "is encrypted, and nothing says which of its two texts is meant"
            }
            _ => {
                self.named.insert(place);
                if field.value.from.is_none() && field.value.constant.is_none() {
                    always_there(name, field, absence, out);
                }
                return Some(Expression::Field(place));
            }
        };
        let message = format!("`{}` {message}", name.value);
        let problem = Diagnostic::new(DiagnosticCode::RecipeType, name.span, message)
            .also(field.name.span, "declared here")
            .help("make the proof of other fields");
        out.push(problem);
        None
    }

    /// A field of the request stands by its name alone in a recipe of the request.
    fn no_request_is_answered(&self, name: &Text, out: &mut Diagnostics) {
        if !self.fields.contains_key(name.value.as_str()) {
            let _unknown = word::<RequestPart>(name, out);
            return;
        }
        let message = format!("`{}` is no part of another message", name.value);
        let problem = Diagnostic::new(DiagnosticCode::RecipeType, name.span, message)
            .note("`{ request: NAME }` is for the proof of an answer, whose own members stand by their names");
        out.push(problem.help(format!("write `{}` alone", name.value)));
    }

    /// What is known of the request when its answer arrives are its fields.
    pub(super) fn no_part_is_kept(&self, part: &Text, out: &mut Diagnostics) {
        let message = format!(
            "the `{}` of the request is gone when its answer arrives",
            part.value
        );
        let problem = Diagnostic::new(DiagnosticCode::RecipeType, part.span, message);
        out.push(problem.help(
            "name single fields of the request: `{ request: NAME }`; members of the answer stand by their names alone, and \
             its body is `{ answer: body }`",
        ));
    }

    /// The body of the answer, for a proof in one of its headers.
    pub(super) fn answer_part(
        &self,
        part: &Spanned<AnswerPart>,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        let AnswerPart::Body = part.value;
        let at = part.clone().map(|part| part.word().to_owned());
        if self.answered.is_none() {
            let message = "no answer has arrived here";
            let problem = Diagnostic::new(DiagnosticCode::RecipeType, at.span, message)
                .note("`{ answer: body }` is for the proof of an answer");
            out.push(problem.help("of a request and of a notification write `{ request: body }`"));
            return None;
        }
        self.has_a_body(&at, out)?;
        Some(Expression::Body)
    }

    /// What an answer must have wherever it has the proof.
    pub(super) fn is_signed(
        &self,
        name: &Text,
        field: &Named<Field>,
        absence: Absence,
        out: &mut Diagnostics,
    ) {
        if self.opens_what_arrives {
            // Where it is missing nothing is opened.
            return;
        }
        let Some(answered) = &self.answered else {
            return always_there(name, field, absence, out);
        };
        let word = match field
            .value
            .presence
            .as_ref()
            .map(|presence| &presence.value)
        {
            Some(spec::Presence::Word(word)) => Some(*word),
            Some(_) | None => None,
        };
        let fits = match word {
            Some(PresenceWord::Required) => true,
            Some(PresenceWord::OnSuccess) => !answered.always,
            Some(PresenceWord::Optional) | None => role(field) == Some(Role::Code),
        };
        if fits || absence == Absence::Said {
            return;
        }
        if word != Some(PresenceWord::OnSuccess) {
            return always_there(name, field, absence, out);
        }
        let at = Spanned::new(&name.value, name.span);
        let message = format!("`{}` is there on success, and the proof always", at.value);
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, at.span, message)
            .also(field.name.span, "declared here")
            .note("of an answer that refuses the proof could not be computed")
            .help("give the proof `presence: on_success`, or say what the absence means: `absent: skip` or `absent: empty`");
        out.push(conflict);
    }
}
