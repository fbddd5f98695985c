//! Answers without a result code, which the HTTP status accepts: what must be there all the same, so that no other page
//! on HTTP 200 is taken for a yes.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::Span;
use crate::syntax::spec::{self, Named};
use crate::words::PresenceWord;

/// The status without a body.
const NO_CONTENT: &str = "204";

/// An answer has a result code, or its success asks for an HTTP status.
pub(super) fn a_result_is_there(
    entry: &Named<spec::Operation>,
    code: Option<&Named<spec::Field>>,
    out: &mut Diagnostics,
) {
    let value = &entry.value;
    if code.is_some() {
        codes_are_there(entry, out);
        return;
    }
    match value
        .success
        .as_ref()
        .map(|success| (success, &success.http))
    {
        Some((_, Some((place, _)))) => is_recognised(entry, *place, out),
        Some((_, None)) => {
            let message = format!(
                "no answer member of `{}` is the result code",
                entry.name.value
            );
            let missing = Diagnostic::new(DiagnosticCode::Result, entry.name.span, message);
            out.push(missing.help(
                "give one of them `role: code`; or let `success` ask for the HTTP status, `{ http: 200 }`, where \
                 the vendor has no result code in accepted answers",
            ));
        }
        // The missing key was reported.
        None => {}
    }
    other_codes_are_of_faults(value, out);
}

/// A result code has a list of codes.
fn codes_are_there(entry: &Named<spec::Operation>, out: &mut Diagnostics) {
    if entry.value.codes.is_none() {
        let missing = Diagnostic::new(
            DiagnosticCode::Result,
            entry.name.span,
            format!("`{}` has a result code and no `codes`", entry.name.value),
        );
        out.push(
            missing.help("name a set of the top level, as `codes: result`, or list its codes"),
        );
    }
}

/// Something in every accepted answer tells it from another body with that status; HTTP 204 has no body.
fn is_recognised(entry: &Named<spec::Operation>, place: Span, out: &mut Diagnostics) {
    let value = &entry.value;
    let conditions = [
        value.success.as_ref(),
        value.pending.as_ref().and_then(when),
    ];
    let conditions = conditions.into_iter().flatten();
    let mut unchecked = conditions.filter(|condition| condition.tests.is_empty());
    let without_body = |condition: &spec::Condition| {
        let http = condition.http.as_ref();
        http.is_some_and(|(_, statuses)| statuses.iter().all(|status| status.value == NO_CONTENT))
    };
    let is_open = unchecked.any(|condition| !without_body(condition));
    if is_open && !value.answer.iter().any(|member| is_certain(&member.value)) {
        let problem = Diagnostic::new(
            DiagnosticCode::Result,
            place,
            "every body with this HTTP status would be an accepted answer",
        )
        .note("a proxy can answer HTTP 200 in the place of the vendor");
        out.push(problem.help(
            "give what every accepted answer has `presence: on_success`; where it has no body, write `http: 204`",
        ));
    }
}

fn when(pending: &spec::Pending) -> Option<&spec::Condition> {
    match pending {
        spec::Pending::When(condition) => Some(condition),
        spec::Pending::Always(_) => None,
    }
}

fn is_certain(member: &spec::Field) -> bool {
    let presence = member.presence.as_ref().map(|presence| &presence.value);
    let word = match presence {
        Some(spec::Presence::Word(word)) => *word,
        Some(spec::Presence::Conditional(_) | spec::Presence::ByRule { .. }) | None => {
            return false;
        }
    };
    matches!(word, PresenceWord::Required | PresenceWord::OnSuccess)
}

/// What other codes mean is said where the codes stand.
fn other_codes_are_of_faults(operation: &spec::Operation, out: &mut Diagnostics) {
    let place = match &operation.other_codes {
        Some(spec::OtherCodes::Refuse { document, .. }) => document.span,
        Some(spec::OtherCodes::Undocumented(words)) => words.span,
        None => return,
    };
    let message = "`other_codes` stands beside a result code, and these answers have none";
    let conflict = Diagnostic::new(DiagnosticCode::Result, place, message);
    out.push(conflict.help("write it into the entry under `faults` whose codes are meant"));
}
