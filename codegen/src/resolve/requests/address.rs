//! Where and how an operation is asked: method, path with its segments, body encodings.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{BodyEncoding, Method};
use crate::resolve::notation::encoding::encoding_list;
use crate::resolve::notation::text;
use crate::syntax::spec;

/// The method that the key of an address says.
pub(crate) fn method(operation: &spec::Operation) -> Method {
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
pub(crate) fn path(operation: &spec::Operation, out: &mut Diagnostics) -> Option<String> {
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
pub(crate) fn encodings(operation: &spec::Operation, out: &mut Diagnostics) -> Vec<BodyEncoding> {
    let list = encoding_list(&operation.encodings, out);
    if let (Method::Get, Some(send)) = (method(operation), operation.encodings.first()) {
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, send.span, "a `get` has no body")
            .help("put what it asks for under `path:`, `query:` or `headers:`");
        out.push(conflict);
    }
    list
}
