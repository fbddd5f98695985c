//! Members that arrive encrypted, or as texts that hold something else: which can be, and how they are opened.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{AnswerField, BodyEncoding, Content, Layout, Members, Wrapping};
use crate::resolve::context::Context;
use crate::resolve::shared_checks::{form_is_flat, only_answers_have_lines};
use crate::syntax::spec::{self, Named};

/// How a member is opened.
pub(super) fn wrapping(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    content: &Content<Members>,
    out: &mut Diagnostics,
) -> Wrapping {
    let value = &entry.value;
    let cipher = value.decrypt.as_ref();
    let cipher = cipher.and_then(|name| context.cipher(name, out));
    has_no_role(entry, out);
    let holds_others = match content {
        Content::One(_) => false,
        Content::Values(_) => true,
        Content::Nested(members) => members.layout != Layout::JsonText,
    };
    text_in_text(entry, content, out);
    if let (Some(written), false) = (&value.content, holds_others) {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            written.span,
            "`content` belongs to the types `object`, `list` and `list_or_object`",
        );
        out.push(conflict.help("remove `content`; the text is the value"));
    }
    if let Some(written) = &value.content {
        only_answers_have_lines(written, out);
    }
    let written = value.content.as_ref().map(|content| content.value);
    if written == Some(BodyEncoding::Form) && holds_others {
        holds_a_form(entry, content, out);
    }
    single_texts_are_escaped(entry, content, written.is_some() || cipher.is_some(), out);
    Wrapping {
        escaped: value.escaped.as_ref().map(|escaped| escaped.value),
        cipher,
        content: written
            .or(cipher.map(|_| BodyEncoding::Json))
            .filter(|_| holds_others),
    }
}

/// What JSON writes as a list or an object has no text that could be escaped.
fn single_texts_are_escaped(
    entry: &Named<spec::Field>,
    content: &Content<Members>,
    is_in_text: bool,
    out: &mut Diagnostics,
) {
    let is_text = match content {
        Content::One(_) => true,
        Content::Values(_) => is_in_text,
        Content::Nested(members) => is_in_text && members.layout != Layout::JsonText,
    };
    if let (Some(escaped), false) = (&entry.value.escaped, is_text) {
        let message = format!("`{}` is no text that could be escaped", entry.name.value);
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, escaped.span, message);
        out.push(
            conflict
                .help("say it of the members inside; of an object in a text, say `content` too"),
        );
    }
}

/// A code, a message and a proof are read before anything is opened for the caller.
fn has_no_role(entry: &Named<spec::Field>, out: &mut Diagnostics) {
    let (Some(decrypt), Some(_)) = (&entry.value.decrypt, &entry.value.role) else {
        return;
    };
    let message = format!("`{}` has a role, and arrives encrypted", entry.name.value);
    let conflict = Diagnostic::new(DiagnosticCode::Conflict, decrypt.span, message)
        .note("result codes and messages are shown, and what was encrypted is not");
    out.push(conflict.help(
        "where the whole answer is encrypted, write `encrypted_answer`; else remove `role` or `decrypt`",
    ));
}

/// A `json_text` is opened where it is read, and not before: nothing of it or in it is decrypted.
fn text_in_text(entry: &Named<spec::Field>, content: &Content<Members>, out: &mut Diagnostics) {
    let Content::Nested(members) = content else {
        return;
    };
    if members.layout != Layout::JsonText {
        return;
    }
    let own = entry.value.decrypt.as_ref();
    let inside = entry.value.members.as_deref().unwrap_or_default();
    if let Some(decrypt) = own.or_else(|| first_in(inside)) {
        let message = format!(
            "`{}` is a `json_text`, in which nothing is decrypted",
            entry.name.value
        );
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, decrypt.span, message);
        out.push(conflict.help("write `type: object` and `content: json`"));
    }
}

fn first_in(members: &[Named<spec::Field>]) -> Option<&crate::syntax::reader::Text> {
    members.iter().find_map(|member| {
        let inside = member.value.members.as_deref().unwrap_or_default();
        member.value.decrypt.as_ref().or_else(|| first_in(inside))
    })
}

/// A form is one object of texts.
fn holds_a_form(entry: &Named<spec::Field>, content: &Content<Members>, out: &mut Diagnostics) {
    let layout = match content {
        Content::Nested(members) => Some(members.layout),
        Content::One(_) | Content::Values(_) => None,
    };
    if layout == Some(Layout::Object) {
        return form_is_flat(
            entry.value.members.as_deref().unwrap_or_default(),
            true,
            out,
        );
    }
    if let Some(written) = &entry.value.content {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            written.span,
            "a form holds one object, and no list",
        );
        out.push(conflict.help("write `type: object` or `content: json`"));
    }
}

/// What arrives encrypted is never shown, and neither is what it holds.
pub(super) fn hide(field: &mut AnswerField) {
    field.facts.sensitive = true;
    for member in field.members_mut().into_iter().flatten() {
        hide(member);
    }
}
