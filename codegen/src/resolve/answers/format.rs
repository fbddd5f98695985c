//! How an answer is written, and lists at its top.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{BodyEncoding, Format};
use crate::resolve::context::lookup;
use crate::resolve::envelope::{cipher_content, content_encodings};
use crate::resolve::notation::encoding::charset;
use crate::resolve::notation::text;
use crate::resolve::shared_checks::{form_is_flat, only_answers_have_lines};
use crate::syntax::spec::{self, Named};
use crate::words::{NestedType, TypeWord};

/// A list at the top is a member of the answer, and the result code stands in its objects.
pub(super) fn top_list_is_read(
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
    let word = member.and_then(|member| member.value.type_word());
    if word != Some(TypeWord::NestedType(NestedType::List)) {
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

/// Whether a form holds an envelope with JSON in it.
fn holds_json(operation: &spec::Operation) -> bool {
    let content = content_encodings(operation.envelope.as_ref(), &[]);
    content
        .iter()
        .any(|encoding| encoding.row().holds_structures)
}

/// Lines escape nothing: what is sent so could break in two, and what is in a text has no lines.
fn lines_are_answers(operation: &spec::Operation, out: &mut Diagnostics) {
    let sent = operation.encodings.iter();
    let envelopes = [&operation.request_envelope, &operation.envelope];
    let inside = envelopes.map(Option::as_ref).map(cipher_content);
    for written in sent.chain(inside.into_iter().flatten()) {
        only_answers_have_lines(written, out);
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
        .map_or(BodyEncoding::Json, |encoding| encoding.value);
    let is_flat = !encoding.row().holds_structures;
    if is_flat && !holds_json(value) {
        form_is_flat(&value.answer, true, out);
    }
    if let (true, Some(text)) = (is_flat, &value.list_as) {
        let message = format!("a {} is no list", encoding.row().title);
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, text.span, message);
        out.push(conflict.help("remove `top_list`, or write `receive: json`"));
    }
    lines_are_answers(value, out);
    Format {
        encoding,
        charset: charset(value.charset.receive.as_ref(), vendor.receive.as_ref()),
        list_as: value.list_as.as_ref().map(|text| text.value.clone()),
    }
}
