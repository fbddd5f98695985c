//! The second code of an answer: what a member with the role `detail_code` may be.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{AnswerField, Kind};
use crate::resolve::written::role_place;
use crate::syntax::spec::{self, Named};
use crate::words::BodyEncoding;

/// Where all others of a second code refuse, there is one.
pub(super) fn details_have_a_member(
    detail: Option<&Named<spec::Field>>,
    operation: &spec::Operation,
    out: &mut Diagnostics,
) {
    if let Some(spec::OtherCodes::Refuse {
        details: Some(details),
        ..
    }) = &operation.other_codes
        && detail.is_none()
    {
        let message = "`details` speaks of detailed codes, and the answer has none";
        out.push(
            Diagnostic::new(DiagnosticCode::Conflict, details.span, message).help(
                "give the member with the detailed code `role: detail_code`, or remove `details`",
            ),
        );
    }
}

/// A second code says more of a result code that is there, and is a text as that is. A form may end before it, so that
/// its absence would say nothing.
pub(super) fn is_a_detail(
    detail: &Named<spec::Field>,
    (code, operation): (Option<&Named<spec::Field>>, &spec::Operation),
    fields: &[AnswerField],
    out: &mut Diagnostics,
) {
    let mut written = operation.answer.iter().zip(fields);
    let field = written.find(|(entry, _)| entry.name.value == detail.name.value);
    let kind = field.and_then(|(_, field)| field.facts.content.one());
    let told = |message: &str, help: &str| {
        Diagnostic::new(DiagnosticCode::Conflict, role_place(detail), message).help(help)
    };
    if code.is_none() {
        out.push(told(
            "a detailed code says more of a result code, and the answer has none",
            "give the result code `role: code`, or remove this role",
        ));
    } else if !matches!(kind, Some(Kind::Text | Kind::Digits) | None) {
        out.push(told(
            "a detailed code is a text",
            "remove `type`, or remove this role",
        ));
    }
    let receive = operation.receive.as_ref().map(|receive| receive.value);
    if receive.is_some_and(|receive| receive != BodyEncoding::Json) {
        out.push(
            told(
                "only an answer in JSON has a detailed code",
                "remove this role",
            )
            .note("a form that is cut off may have lost the code that would leave the outcome unknown"),
        );
    }
}
