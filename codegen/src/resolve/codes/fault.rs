//! Other shapes of refusal, and what documents say of codes that are not listed.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Fault, OtherCodes};
use crate::resolve::context::Context;
use crate::resolve::documentation::label_of;
use crate::resolve::notation::status::http_statuses;
use crate::resolve::notation::text::{self, member_path};
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

/// Other shapes of refusal, the vendor's or an operation's own.
pub(crate) fn faults(
    context: &Context<'_>,
    written: &[Named<spec::Fault>],
    out: &mut Diagnostics,
) -> Vec<Fault> {
    let fault = |entry: &Named<spec::Fault>, out: &mut Diagnostics| {
        no_details(&entry.value, out);
        Some(Fault {
            name: text::name(&entry.name, out)?,
            label: label_of(&entry.value.label),
            code: member_path(entry.value.code.as_ref()?),
            message: entry.value.message.as_ref().map(member_path),
            codes: entry
                .value
                .codes
                .iter()
                .map(|code| code.name.value.clone())
                .collect(),
            other_codes: other_codes(context, entry.value.other_codes.as_ref(), out),
            statuses: entry
                .value
                .http
                .as_ref()
                .and_then(|statuses| http_statuses(statuses, out)),
            citation: entry
                .value
                .document
                .as_ref()
                .and_then(|document| context.citation(document, out)),
        })
    };
    written
        .iter()
        .filter_map(|entry| fault(entry, out))
        .collect()
}

/// What the document says of codes that it does not list.
pub(crate) fn other_codes(
    context: &Context<'_>,
    written: Option<&spec::OtherCodes>,
    out: &mut Diagnostics,
) -> OtherCodes {
    let (document, http, details) = match written {
        None => return OtherCodes::Unsaid,
        Some(spec::OtherCodes::Undocumented(words)) => {
            return OtherCodes::Undocumented(words.value.clone());
        }
        Some(spec::OtherCodes::Refuse {
            document,
            http,
            details,
        }) => (document, http, details),
    };
    let statuses = http.iter();
    let statuses = statuses.filter_map(|statuses| refusing_statuses(statuses, out));
    let statuses = statuses.collect();
    let details = details.as_ref();
    let details = details.and_then(|details| context.citation(details, out));
    let citation = context.citation(document, out);
    citation.map_or(OtherCodes::Unsaid, |citation| OtherCodes::Refuse {
        citation,
        statuses,
        details,
    })
}

/// A fault has one code, and no detailed one beside it.
fn no_details(fault: &spec::Fault, out: &mut Diagnostics) {
    let Some(spec::OtherCodes::Refuse {
        details: Some(details),
        ..
    }) = &fault.other_codes
    else {
        return;
    };
    let message = "a fault has no detailed code";
    out.push(
        Diagnostic::new(DiagnosticCode::Conflict, details.span, message)
            .help("remove `details`, or write it in `other_codes` of the operation"),
    );
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
