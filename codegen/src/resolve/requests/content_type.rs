//! The `Content-Type` of requests where the vendor documents it to the letter.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{BodyEncoding, Charset};
use crate::resolve::context::Context;
use crate::resolve::notation::content_type::{charset_parameter, is_content_type};
use crate::resolve::notation::text;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, ContentType};

/// The documented content types of an operation: its own, or the vendor's.
pub(crate) fn content_types(
    context: &Context<'_>,
    (name, operation): (&Text, &spec::Operation),
    charset: Charset,
    out: &mut Diagnostics,
) -> BTreeMap<BodyEncoding, String> {
    let own = &operation.content_types;
    for content_type in own {
        is_right(content_type, out);
        is_sent(content_type, operation, out);
    }
    let mut types = BTreeMap::new();
    for encoding in &operation.encodings {
        let mut known = own.iter().chain(&context.spec.content_types);
        let Some(found) = known.find(|known| known.encoding.value == encoding.value) else {
            continue;
        };
        names_the_charset(found, (name, charset), out);
        if types.values().any(|other| *other == found.written.value) {
            let alike = Diagnostic::new(
                DiagnosticCode::Conflict,
                found.written.span,
                "two encodings have one content type",
            )
            .also(name.span, "the request of this operation");
            out.push(
                alike.help("the vendor tells them apart by it: correct one, or send one alone"),
            );
        }
        types.insert(encoding.value, found.written.value.clone());
    }
    types
}

/// The vendor's content types are right, and operations use them.
pub(crate) fn common_content_types(spec: &spec::Spec, out: &mut Diagnostics) {
    for content_type in &spec.content_types {
        is_right(content_type, out);
        let encoding = content_type.encoding.value;
        let has = |list: &[ContentType]| list.iter().any(|each| each.encoding.value == encoding);
        let is_used = spec.operations.iter().any(|operation| {
            let mut sent = operation.value.encodings.iter();
            sent.any(|sent| sent.value == encoding) && !has(&operation.value.content_types)
        });
        if !is_used {
            let unused = Diagnostic::new(
                DiagnosticCode::Unused,
                content_type.encoding.span,
                format!(
                    "no operation uses the content type of `send: {}`",
                    encoding.word()
                ),
            );
            out.push(unused.help("remove it"));
        }
    }
}

/// A content type that the operation never sends would be without effect.
fn is_sent(content_type: &ContentType, operation: &spec::Operation, out: &mut Diagnostics) {
    let encoding = content_type.encoding.value;
    let mut sent = operation.encodings.iter();
    // Without any encoding the missing key `send` was reported.
    if operation.encodings.is_empty() || sent.any(|sent| sent.value == encoding) {
        return;
    }
    let conflict = Diagnostic::new(
        DiagnosticCode::Conflict,
        content_type.encoding.span,
        format!("the operation never sends `{}`", encoding.word()),
    );
    out.push(conflict.help(format!("remove it, or add `{}` to `send`", encoding.word())));
}

fn is_right(content_type: &ContentType, out: &mut Diagnostics) {
    let (encoding, written) = (content_type.encoding.value, &content_type.written);
    let example = format!(
        "write a media type, such as `{}`",
        encoding.row().media_type
    );
    if !is_content_type(&written.value) {
        let problem = format!("`{}` is no content type", written.value.escape_debug());
        text::bad(written, problem, &example, out);
        return;
    }
    // What answers in lines announce is what any text may announce.
    let of_requests = |other: &&BodyEncoding| !matches!(other, BodyEncoding::Lines);
    let others = BodyEncoding::ALL.iter().filter(of_requests);
    let mut others = others.filter(|other| **other != encoding);
    let media_type = written.value.split(';').next().unwrap_or_default().trim();
    if let Some(other) =
        others.find(|other| media_type.eq_ignore_ascii_case(other.row().media_type))
    {
        let problem = format!(
            "`{media_type}` is the content type of `{}`, not of `{}`",
            other.word(),
            encoding.word()
        );
        text::bad(written, problem, &example, out);
    }
}

/// A vendor reads the body in the charset that the header names.
fn names_the_charset(
    content_type: &ContentType,
    (operation, charset): (&Text, Charset),
    out: &mut Diagnostics,
) {
    let written = &content_type.written;
    let Some(named) = charset_parameter(&written.value) else {
        return;
    };
    if charset.is_called(named) {
        return;
    }
    let problem = Diagnostic::new(
        DiagnosticCode::Conflict,
        written.span,
        format!(
            "the content type says `{named}`, and the body is in {}",
            charset.row().title
        ),
    )
    .also(operation.span, "the request of this operation")
    .note("the vendor would read other letters than were sent")
    .help("let `charset` and `content_type` say the same; an operation can have its own of both");
    out.push(problem);
}
