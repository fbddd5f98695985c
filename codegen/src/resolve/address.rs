//! Where and how an operation is asked: method, path with its segments, body encodings, charsets.

use super::text;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{BodyEncoding, Charset, Format, Method};
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

/// The method that the key of an address says.
pub(super) fn method(operation: &spec::Operation) -> Method {
    let key = operation
        .address
        .as_ref()
        .map(|address| address.name.value.as_str());
    match key {
        Some("get") => Method::Get,
        Some("put") => Method::Put,
        Some("patch") => Method::Patch,
        Some("delete") => Method::Delete,
        _ => Method::Post,
    }
}

/// The path. Every `{name}` in it is declared under `path:`, and the other way round.
pub(super) fn path(operation: &spec::Operation, out: &mut Diagnostics) -> Option<String> {
    let written = &operation.address.as_ref()?.value;
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
pub(super) fn encodings(operation: &spec::Operation, out: &mut Diagnostics) -> Vec<BodyEncoding> {
    let list = encoding_list(&operation.encodings, out);
    if let (Method::Get, Some(send)) = (method(operation), operation.encodings.first()) {
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, send.span, "a `get` has no body")
            .help("put what it asks for under `path:`, `query:` or `headers:`");
        out.push(conflict);
    }
    list
}

/// Encodings, each once.
pub(super) fn encoding_list(written: &[Text], out: &mut Diagnostics) -> Vec<BodyEncoding> {
    let mut list = Vec::new();
    for text in written {
        let Some(encoding) = encoding(text, out) else {
            continue;
        };
        if list.contains(&encoding) {
            text::bad(
                text,
                format!("`{}` stands twice", text.value),
                "list each encoding once, the default first",
                out,
            );
        } else {
            list.push(encoding);
        }
    }
    list
}

fn encoding(text: &Text, out: &mut Diagnostics) -> Option<BodyEncoding> {
    match text.value.as_str() {
        "json" => Some(BodyEncoding::Json),
        "form" => Some(BodyEncoding::Form),
        other => {
            text::bad(
                text,
                format!("`{other}` is no encoding of a body"),
                "use `json` or `form`, or `[ json, form ]` when both are taken",
                out,
            );
            None
        }
    }
}

/// A charset of the operation's own, or the vendor's, or UTF-8.
pub(super) fn charset(own: Option<&Text>, vendor: Option<&Text>, out: &mut Diagnostics) -> Charset {
    match own.or(vendor).map(|text| (text, text.value.as_str())) {
        None | Some((_, "utf8")) => Charset::Utf8,
        Some((_, "euckr")) => Charset::EucKr,
        Some((text, other)) => {
            text::bad(
                text,
                format!("`{other}` is no charset that kpg knows"),
                "use `utf8` or `euckr`",
                out,
            );
            Charset::Utf8
        }
    }
}

/// How the answer is written.
pub(super) fn answer_format(
    operation: &Named<spec::Operation>,
    vendor: &spec::Charset,
    out: &mut Diagnostics,
) -> Format {
    let value = &operation.value;
    let encoding = value
        .receive
        .as_ref()
        .and_then(|text| encoding(text, out))
        .unwrap_or(BodyEncoding::Json);
    if let (BodyEncoding::Form, Some(text)) = (encoding, &value.list_as) {
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, text.span, "a form is no list");
        out.push(conflict.help("remove `top_list`, or write `receive: json`"));
    }
    Format {
        encoding,
        charset: charset(value.charset.receive.as_ref(), vendor.receive.as_ref(), out),
        list_as: value.list_as.as_ref().map(|text| text.value.clone()),
    }
}
