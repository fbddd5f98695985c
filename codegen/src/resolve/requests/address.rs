//! Where and how an operation is asked: method, path with its segments, body encodings, charsets.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{BodyEncoding, Charset, Format, Method};
use crate::resolve::context::lookup;
use crate::resolve::notation::text;
use crate::source::Spanned;
use crate::syntax::spec::{self, Named};

/// The method of an operation; one without an address was reported.
pub(crate) fn method(operation: &spec::Operation) -> Method {
    let address = operation.address.as_ref();
    address.map_or(Method::Post, |address| address.method)
}

/// The path. Every `{name}` in it is declared under `path:`, and the other way round.
pub(crate) fn path(operation: &spec::Operation, out: &mut Diagnostics) -> Option<String> {
    let written = &operation.address.as_ref()?.path;
    let path = text::path(written, out)?;
    let named: Vec<&str> = path.split('/').filter_map(segment_name).collect();
    for name in &named {
        let declared = operation
            .segments
            .iter()
            .any(|segment| segment.name.value == *name);
        if !declared {
            let missing = Diagnostic::new(
                DiagnosticCode::UnknownName,
                written.span,
                format!("the segment `{{{name}}}` is not declared"),
            )
            .help(format!("declare it: `path: {{ {name}: {{ … }} }}`"));
            out.push(missing);
        }
    }
    for segment in &operation.segments {
        let times = named
            .iter()
            .filter(|name| **name == segment.name.value)
            .count();
        if times != 1 {
            let unused = Diagnostic::new(
                DiagnosticCode::Unused,
                segment.name.span,
                format!("`{}` must stand in the path once", segment.name.value),
            )
            .also(written.span, "this is the path")
            .help(format!(
                "write `{{{}}}` where the value belongs",
                segment.name.value
            ));
            out.push(unused);
        }
    }
    Some(path)
}

/// `{name}`, a whole segment of a path.
fn segment_name(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

/// How the body may be encoded; no encodings, no body.
pub(crate) fn encodings(operation: &spec::Operation, out: &mut Diagnostics) -> Vec<BodyEncoding> {
    let list = encoding_list(&operation.encodings, out);
    if let (Method::Get, Some(send)) = (method(operation), operation.encodings.first()) {
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, send.span, "a `get` has no body")
            .help("put what it asks for under `path:`, `query:` or `headers:`");
        out.push(conflict);
    }
    list
}

/// Encodings, each once.
pub(crate) fn encoding_list(
    written: &[Spanned<BodyEncoding>],
    out: &mut Diagnostics,
) -> Vec<BodyEncoding> {
    let mut list = Vec::new();
    for encoding in written {
        if list.contains(&encoding.value) {
            let twice = Diagnostic::new(
                DiagnosticCode::BadValue,
                encoding.span,
                format!("`{}` stands twice", encoding.value.word()),
            );
            out.push(twice.help("list each encoding once, the default first"));
        } else {
            list.push(encoding.value);
        }
    }
    list
}

/// A charset of the operation's own, or the vendor's, or UTF-8.
pub(crate) fn charset(
    own: Option<&Spanned<Charset>>,
    vendor: Option<&Spanned<Charset>>,
) -> Charset {
    own.or(vendor)
        .map_or(Charset::Utf8, |charset| charset.value)
}

/// A form has names and texts, and nothing inside them.
pub(crate) fn form_is_flat(fields: &[Named<spec::Field>], lists_too: bool, out: &mut Diagnostics) {
    for field in fields {
        let kind = field.value.kind.as_ref().map(|kind| kind.value.as_str());
        let nested = matches!(kind, Some("object" | "list" | "list_or_object"));
        if (nested && lists_too) || field.name.value.contains('.') {
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                field.name.span,
                format!(
                    "a form has nothing inside a member, as `{}` has",
                    field.name.value
                ),
            );
            out.push(conflict.help("write `receive: json`; JSON inside a text is a `json_text`"));
        }
    }
}

/// A list at the top is a member of the answer, and the result code stands in its objects.
pub(crate) fn top_list_is_read(
    operation: &spec::Operation,
    code: Option<&Named<spec::Field>>,
    out: &mut Diagnostics,
) {
    let Some(list) = &operation.list_as else {
        return;
    };
    let Some(index) = lookup(&operation.answer, list, "answer member", out) else {
        return;
    };
    let member = operation.answer.get(index);
    let kind = member.and_then(|member| member.value.kind.as_ref());
    if kind.is_none_or(|kind| kind.value != "list") {
        text::bad(
            list,
            format!("`{}` is no list", list.value),
            "give the member `type: list`",
            out,
        );
    }
    let inside = |name: &str| {
        name.strip_prefix(list.value.as_str())
            .is_some_and(|rest| rest.starts_with('.'))
    };
    if let Some(code) = code.filter(|code| !inside(&code.name.value)) {
        let lost = Diagnostic::new(
            DiagnosticCode::Result,
            code.name.span,
            "an answer that is a list has this code nowhere",
        )
        .also(list.span, "what the list is read as")
        .note("the code of every object of the list is looked at; an object in place of the list is one of the `faults`");
        out.push(lost.help(format!(
            "name the code `{}.{}`",
            list.value, code.name.value
        )));
    }
}

/// How the answer is written.
pub(crate) fn answer_format(
    operation: &Named<spec::Operation>,
    vendor: &spec::Charset,
    out: &mut Diagnostics,
) -> Format {
    let value = &operation.value;
    let encoding = value
        .receive
        .as_ref()
        .map_or(BodyEncoding::Json, |encoding| encoding.value);
    if encoding == BodyEncoding::Form {
        form_is_flat(&value.answer, true, out);
    }
    if let (BodyEncoding::Form, Some(text)) = (encoding, &value.list_as) {
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, text.span, "a form is no list");
        out.push(conflict.help("remove `top_list`, or write `receive: json`"));
    }
    Format {
        encoding,
        charset: charset(value.charset.receive.as_ref(), vendor.receive.as_ref()),
        list_as: value.list_as.as_ref().map(|text| text.value.clone()),
    }
}
