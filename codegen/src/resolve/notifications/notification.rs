//! Notifications: their members, the proof of their origin, and what they are answered.

use super::fresh::freshness;
use super::identity::identity;
use super::sources::sources;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    Acknowledgement, AnswerField, Authenticity, Citation, ConditionalMember, Examples, Format,
    NOTED, Name, Notification, Opening, Part, Place, Proof, Stored, reserved,
};
use crate::resolve::context::{Context, lookup};
use crate::resolve::documentation::{label_or_name, left_out_members, quirks};
use crate::resolve::envelope::{Enveloped, cipher_content, content_encodings, received_envelope};
use crate::resolve::notation::encoding::{charset, encoding_list};
use crate::resolve::notation::status::http_status;
use crate::resolve::notation::text;
use crate::resolve::notation::wire_name::wire_name;
use crate::resolve::shared_checks::{form_is_flat, only_answers_have_lines};
use crate::resolve::unique::{Scope, names_a_file};
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

/// Operations and notifications become modules, files and methods of one name each.
pub(crate) fn names_differ(spec: &spec::Spec, out: &mut Diagnostics) {
    let mut scope = Scope::new("operations, forms and notifications").reserving(&reserved::MODULES);
    for operation in spec.operations.iter().chain(&spec.forms) {
        // Operations among themselves were looked at with the operations.
        let name = &operation.name;
        scope.take(&name.value, name.span, &mut Diagnostics::default());
    }
    for entry in &spec.notifications {
        scope.take(&entry.name.value, entry.name.span, out);
        names_a_file(&entry.name, out);
    }
}

/// The name of a notification, and of the type that is called after it.
pub(crate) fn notification_name(
    entry: &Named<spec::Notification>,
    types: &mut Scope,
    out: &mut Diagnostics,
) -> Name {
    let name = text::name(&entry.name, out).unwrap_or_else(Name::unreadable);
    types.take(&name.pascal(), entry.name.span, out);
    name
}

/// What a notification is made of.
pub(crate) struct NotificationParts {
    pub name: Name,
    pub fields: Vec<AnswerField>,
    pub conditional: Vec<ConditionalMember>,
    pub stored: Option<Stored>,
    pub proof: Option<Proof>,
    /// What opens the whole body.
    pub body_opening: Option<Opening>,
    /// What opens its members.
    pub openings: Vec<Opening>,
}

pub(crate) fn notification(
    context: &Context<'_>,
    entry: &Named<spec::Notification>,
    parts: NotificationParts,
    out: &mut Diagnostics,
) -> Notification {
    let value = &entry.value;
    members_are_plain(entry, &parts.fields, out);
    let inside = cipher_content(value.envelope.as_ref());
    for written in value.encodings.iter().chain(inside) {
        only_answers_have_lines(written, out);
    }
    let encodings = content_encodings(value.envelope.as_ref(), &value.encodings);
    let mut forms = encodings
        .iter()
        .map(|encoding| !encoding.row().holds_structures);
    if forms.clone().any(|is_form| is_form) {
        // What is a list in JSON may be missing from a form; a dotted name could only be read in JSON.
        let lists_too = forms.all(|is_form| is_form);
        form_is_flat(&value.fields, lists_too, out);
    }
    let members = (&*parts.fields, &*parts.conditional);
    let authenticity = authenticity(entry, members, parts.proof, out);
    let identity = identity(entry, &parts.fields, out);
    let (acknowledgement, rejection) = acknowledgements(value, out);
    Notification {
        summary: label_or_name(&value.label, entry.name.span, out),
        note: value.note.as_ref().map(|note| note.value.clone()),
        citation: value
            .document
            .as_ref()
            .and_then(|document| context.citation(document, out))
            .unwrap_or(Citation {
                document: 0,
                section: None,
            }),
        formats: formats(context, value, out),
        envelope: received_envelope(
            context,
            value.envelope.as_ref(),
            Enveloped {
                members: &value.fields,
                opening: parts.body_opening,
            },
            out,
        ),
        openings: parts.openings,
        fields: parts.fields,
        conditional: parts.conditional,
        stored: parts.stored,
        authenticity,
        freshness: freshness(value, out),
        acknowledgement,
        rejection,
        identity,
        sources: sources(context, value, out),
        left_out: left_out_members(&value.left_out, (&[], &value.fields), out),
        examples: Examples::default(),
        quirks: quirks(&value.quirks),
        name: parts.name,
    }
}

/// A notification has no result, and repeats no request.
fn members_are_plain(
    entry: &Named<spec::Notification>,
    fields: &[AnswerField],
    out: &mut Diagnostics,
) {
    let mut scope = Scope::new(format!("members of `{}`", entry.name.value)).reserving(&[NOTED]);
    belongs_to_an_answer(&entry.value.fields, out);
    for (member, field) in entry.value.fields.iter().zip(fields) {
        wire_name(&member.name, Place::Received, true, out);
        if let Some(role) = &member.value.role {
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                role.span,
                "`role` belongs to an answer",
            );
            out.push(conflict.help("remove `role`"));
        }
        scope.take(field.facts.name.snake(), member.name_place(), out);
    }
}

/// Only an answer repeats a request.
fn belongs_to_an_answer(entries: &[Named<spec::Field>], out: &mut Diagnostics) {
    for entry in entries {
        if let Some(name) = &entry.value.echoes {
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                name.span,
                "`echoes` belongs to an answer",
            );
            out.push(conflict.help("remove `echoes`"));
        }
        belongs_to_an_answer(entry.value.members.as_deref().unwrap_or_default(), out);
    }
}

fn formats(
    context: &Context<'_>,
    value: &spec::Notification,
    out: &mut Diagnostics,
) -> Vec<Format> {
    let (own, vendor) = (&value.charset.receive, &context.spec.charset.receive);
    let charset = charset(own.as_ref(), vendor.as_ref());
    let format = |encoding| Format {
        encoding,
        charset,
        list_as: None,
    };
    encoding_list(&value.encodings, out)
        .into_iter()
        .map(format)
        .collect()
}

fn authenticity(
    entry: &Named<spec::Notification>,
    (fields, conditional): (&[AnswerField], &[ConditionalMember]),
    proof: Option<Proof>,
    out: &mut Diagnostics,
) -> Authenticity {
    let unknown = Authenticity::None(String::new());
    match &entry.value.authenticity {
        None => unknown,
        Some(spec::Authenticity::Undocumented(words)) => Authenticity::None(words.value.clone()),
        Some(spec::Authenticity::Proof(written)) => {
            if let spec::ProofPlace::Member(member) = &written.place {
                let index = lookup(&entry.value.fields, member, "member", out);
                let demanded = |index: usize| {
                    let mut rules = conditional.iter().filter(|rule| rule.member == index);
                    rules.any(|rule| rule.rules.required_when.is_some())
                };
                if let Some(index) = index.filter(|index| !demanded(*index))
                    && let Some(field) = fields.get(index)
                {
                    proof_is_there(field, member, out);
                }
            }
            proof.map_or(unknown, Authenticity::Proof)
        }
    }
}

/// A proof that may be left out proves nothing.
fn proof_is_there(field: &AnswerField, member: &Text, out: &mut Diagnostics) {
    if field.part != Part::Always {
        let absent = Diagnostic::new(
            DiagnosticCode::Conflict,
            member.span,
            format!("`{}` may be absent", member.value),
        )
        .note("whoever forges a notification would leave it out");
        out.push(absent.help("give the member `presence: required`; where the vendor proves only some, say which: `presence: { required_when: … }`"));
    }
}

/// What it is answered when it was taken, and when it was not.
fn acknowledgements(
    value: &spec::Notification,
    out: &mut Diagnostics,
) -> (Acknowledgement, Option<Acknowledgement>) {
    let taken = acknowledgement(value.acknowledgement.as_ref(), out);
    let rejected = value.rejection.as_ref();
    let rejection = rejected.map(|written| acknowledgement(Some(written), out));
    if let (Some(written), Some(first)) = (rejected, &value.acknowledgement)
        && rejection.as_ref() == Some(&taken)
    {
        let same = Diagnostic::new(
            DiagnosticCode::Conflict,
            written.place,
            "the vendor could not tell this from the answer to a notification that was taken",
        )
        .also(first.place, "the same answer")
        .note("it would not send again what was never stored");
        out.push(same.help("write what the vendor's page says, or remove `reject`"));
    }
    (taken, rejection)
}

fn acknowledgement(
    written: Option<&spec::Acknowledgement>,
    out: &mut Diagnostics,
) -> Acknowledgement {
    let text_of = |text: Option<&Text>| text.map(|text| text.value.clone());
    let status = written.and_then(|written| written.status.as_ref());
    let content_type = written.and_then(|written| written.content_type.as_ref());
    if let Some(content_type) = content_type
        && !content_type
            .value
            .bytes()
            .all(|b| (b' '..=b'~').contains(&b))
    {
        text::bad(
            content_type,
            "this cannot be the value of a header",
            "write a media type, such as `text/plain; charset=utf-8`",
            out,
        );
    }
    Acknowledgement {
        status: status
            .and_then(|status| http_status(status, out))
            .unwrap_or(200),
        content_type: text_of(content_type)
            .unwrap_or_else(|| "text/plain; charset=utf-8".to_owned()),
        body: text_of(written.and_then(|written| written.body.as_ref())).unwrap_or_default(),
    }
}
