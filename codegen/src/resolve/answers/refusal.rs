//! When a vendor refuses: what is said of codes that are not listed, and whether a spec says enough.

use super::result::http_statuses;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{CodeSet, OtherCodes, Vendor};
use crate::resolve::context::Context;
use crate::resolve::notation::text;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Spec};

/// What the document says of codes that it does not list.
pub(super) fn other_codes(
    context: &Context<'_>,
    written: Option<&spec::OtherCodes>,
    out: &mut Diagnostics,
) -> OtherCodes {
    let (document, http) = match written {
        None => return OtherCodes::Unsaid,
        Some(spec::OtherCodes::Undocumented(words)) => {
            return OtherCodes::Undocumented(words.value.clone());
        }
        Some(spec::OtherCodes::Refuse { document, http }) => (document, http),
    };
    let statuses = http.iter();
    let statuses = statuses.filter_map(|statuses| refusing_statuses(statuses, out));
    let statuses = statuses.collect();
    let citation = context.citation(document, out);
    citation.map_or(OtherCodes::Unsaid, |citation| OtherCodes::Refuse {
        citation,
        statuses,
    })
}

/// A range is one of 4xx: whoever means a 5xx, with which servers break down, names it by itself.
fn refusing_statuses(written: &Text, out: &mut Diagnostics) -> Option<(u16, u16)> {
    let (first, last) = http_statuses(written, out)?;
    let (is_one, is_4xx) = (first == last, first >= 400 && last < 500);
    if last < 300 {
        text::bad(
            written,
            format!("refusals on HTTP `{}` need not be said", written.value),
            "on 2xx a code that is not listed refuses wherever one does; remove it",
            out,
        );
        return None;
    }
    if !is_one && !is_4xx {
        text::bad(
            written,
            format!(
                "`{}` holds statuses of which no code is a refusal for certain",
                written.value
            ),
            "write a range within 400..499, and any other status by itself: `[ 400..499, 500 ]`",
            out,
        );
        return None;
    }
    Some((first, last))
}

/// A code of which nobody knows whether it means yes or no is not made a no by the members beside it.
pub(super) fn refused_leaves_undecided_codes_alone(
    operation: &spec::Operation,
    code: &Text,
    set: Option<&CodeSet>,
    out: &mut Diagnostics,
) {
    let (Some(refused), Some(set)) = (&operation.refused, set) else {
        return;
    };
    let mut tests = refused.tests.iter();
    let asked = tests.find(|(member, _)| member.value == code.value);
    let is_met =
        |wire: &str| asked.is_none_or(|(_, values)| values.iter().any(|it| it.value == wire));
    let undecided = set
        .codes
        .iter()
        .filter(|code| code.undecided && is_met(&code.wire));
    let undecided: Vec<String> = undecided.map(|code| format!("`{}`", code.wire)).collect();
    if undecided.is_empty() {
        return;
    }
    let problem = Diagnostic::new(
        DiagnosticCode::Result,
        refused.span,
        format!(
            "an answer can meet `refused` with a code that is undecided: {}",
            undecided.join(", ")
        ),
    )
    .note(
        "the documents do not say whether such a code means yes or no, and the outcome is unknown",
    )
    .help(format!(
        "let `refused` ask for the codes with which it decides: `{}: [ … ]`",
        code.value
    ));
    out.push(problem);
}

/// Reports operations that list no refusal and do not say what other codes mean.
pub(crate) fn refusals_are_said(spec: &Spec, vendor: &Vendor, out: &mut Diagnostics) {
    for (entry, operation) in spec.operations.iter().zip(&vendor.operations) {
        let answer = &operation.answer;
        let set = vendor.code_sets.get(answer.codes.0);
        let lists_some = set.is_some_and(|set| answer.refusals(set).next().is_some());
        if lists_some || answer.refused.is_some() || answer.other_codes != OtherCodes::Unsaid {
            continue;
        }
        let problem = Diagnostic::new(
            DiagnosticCode::UnsaidRefusals,
            entry.name.span,
            format!("the spec does not say when the vendor refuses `{}`", entry.name.value),
        )
        .note("it lists no code that refuses, so that whatever is no success leaves the outcome unknown")
        .help(
            "list the codes of failure; or add `other_codes: { refuse: guide#2.1 }` where the document \
             says that every other code is a failure, `other_codes: { undocumented: … }` where it does not",
        );
        out.push(problem);
    }
}
