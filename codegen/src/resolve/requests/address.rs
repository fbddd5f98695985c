//! Where and how an operation is asked: method, path with its segments, body encodings, charsets.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{BodyEncoding, Charset, Format, Method};
use crate::resolve::context::lookup;
use crate::resolve::notation::text;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

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

/// Encodings, each once.
pub(crate) fn encoding_list(written: &[Text], out: &mut Diagnostics) -> Vec<BodyEncoding> {
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
pub(crate) fn charset(own: Option<&Text>, vendor: Option<&Text>, out: &mut Diagnostics) -> Charset {
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
        .and_then(|text| encoding(text, out))
        .unwrap_or(BodyEncoding::Json);
    if encoding == BodyEncoding::Form {
        form_is_flat(&value.answer, true, out);
    }
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
