//! Notifications: their members, the proof of their origin, and what they are answered.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    Acknowledgement, AnswerField, Authenticity, BodyEncoding, Citation, Expression, FieldRef,
    Format, NOTED, Name, Notification, Part, Place, ValueType, reserved,
};
use crate::resolve::answers::answer::nested_types;
use crate::resolve::answers::echo::belongs_to_an_answer;
use crate::resolve::context::{Context, References, lookup};
use crate::resolve::declarations::vendor::{label_or_name, quirks};
use crate::resolve::fields::field::{answer_field, wire_name};
use crate::resolve::notation::text;
use crate::resolve::recipes::plan::Planner;
use crate::resolve::requests::address::{charset, encoding_list, form_is_flat};
use crate::resolve::unique::{Scope, names_a_file};
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

/// Every notification, in the spec's order.
pub(crate) fn notifications<'s>(
    context: &Context<'s>,
    types: &mut Scope,
    used: &mut HashSet<&'s str>,
    out: &mut Diagnostics,
) -> Vec<Notification> {
    let spec = context.spec;
    let mut scope = Scope::new("operations and notifications").reserving(&reserved::MODULES);
    for operation in &spec.operations {
        // Operations among themselves were looked at with the operations.
        let name = &operation.name;
        scope.take(&name.value, name.span, &mut Diagnostics::default());
    }
    for entry in &spec.notifications {
        scope.take(&entry.name.value, entry.name.span, out);
        names_a_file(&entry.name, out);
    }
    spec.notifications
        .iter()
        .map(|entry| notification(context, entry, types, used, out))
        .collect()
}

fn notification<'s>(
    context: &Context<'s>,
    entry: &'s Named<spec::Notification>,
    types: &mut Scope,
    used: &mut HashSet<&'s str>,
    out: &mut Diagnostics,
) -> Notification {
    let value = &entry.value;
    let name = text::name(&entry.name, out).unwrap_or_else(Name::unreadable);
    types.take(&name.pascal(), entry.name.span, out);
    let fields = members(context, entry, &name, types, out);
    let mut planner = Planner::new(context, references(value, out), None, false);
    let mut forms = value
        .encodings
        .iter()
        .map(|encoding| encoding.value == BodyEncoding::Form);
    if forms.clone().any(|is_form| is_form) {
        // What is a list in JSON may be missing from a form; a dotted name could only be read in JSON.
        let lists_too = forms.all(|is_form| is_form);
        form_is_flat(&value.fields, lists_too, out);
    }
    let authenticity = authenticity(&mut planner, entry, &fields, out);
    used.extend(planner.used_values());
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
        computed: std::mem::take(&mut planner.computed),
        fields,
        authenticity,
        acknowledgement: acknowledgement(value, out),
        quirks: quirks(&value.quirks),
        name,
    }
}

fn members(
    context: &Context<'_>,
    entry: &Named<spec::Notification>,
    name: &Name,
    types: &mut Scope,
    out: &mut Diagnostics,
) -> Vec<AnswerField> {
    let mut scope = Scope::new(format!("members of `{}`", entry.name.value)).reserving(&[NOTED]);
    let mut list = Vec::new();
    belongs_to_an_answer(&entry.value.fields, out);
    for member in &entry.value.fields {
        wire_name(&member.name, Place::Received, true, out);
        if let Some(role) = &member.value.role {
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                role.span,
                "`role` belongs to an answer",
            );
            out.push(conflict.help("remove `role`"));
        }
        let field = answer_field(context, member, out);
        if field.part == Part::OnSuccess {
            text::bad(
                &member.name,
                format!(
                    "`{}` is there on success, and a notification has none",
                    member.name.value
                ),
                "write `presence: required`, or `optional` when it is not always there",
                out,
            );
        }
        let place = member.name_place();
        scope.take(field.name.snake(), place, out);
        list.push(field);
    }
    nested_types(&name.pascal(), &list, entry.name.span, types, out);
    list
}

/// The members by wire name. Two of one name could not be told apart.
fn references<'s>(value: &'s spec::Notification, out: &mut Diagnostics) -> References<'s> {
    let mut map = References::new();
    for (index, member) in value.fields.iter().enumerate() {
        let place = Place::Received;
        let at = FieldRef { place, index };
        if let Some((_, first)) = map.insert(member.name.value.as_str(), (at, member)) {
            let twice = Diagnostic::new(
                DiagnosticCode::NameCollision,
                member.name.span,
                format!("`{}` stands twice in the notification", member.name.value),
            );
            out.push(twice.also(first.name.span, "first here"));
        }
    }
    map
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

fn authenticity<'s>(
    planner: &mut Planner<'_, 's>,
    entry: &'s Named<spec::Notification>,
    fields: &[AnswerField],
    out: &mut Diagnostics,
) -> Authenticity {
    let unknown = Authenticity::None(String::new());
    match &entry.value.authenticity {
        None => unknown,
        Some(spec::Authenticity::Undocumented(words)) => Authenticity::None(words.value.clone()),
        Some(spec::Authenticity::Member(member, value)) => {
            let index = lookup(&entry.value.fields, member, "member", out);
            if let Some(field) = index.and_then(|index| fields.get(index)) {
                proof_is_there(field, member, out);
            }
            let expected = expected(planner, (member, value), out);
            index
                .zip(expected)
                .map_or(unknown, |(member, expected)| Authenticity::Member {
                    member,
                    expected,
                })
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
        out.push(absent.help("give the member `presence: required`"));
    }
}

/// What the proof must be: made of what has arrived and of credentials only.
fn expected(
    planner: &mut Planner<'_, '_>,
    (member, value): (&Text, &Text),
    out: &mut Diagnostics,
) -> Option<Expression> {
    let Some(supply) = planner.context.supply(&value.value) else {
        let unknown = Diagnostic::new(
            DiagnosticCode::UnknownName,
            value.span,
            format!("there is no value `{}`", value.value),
        )
        .suggest(&value.value, planner.context.supply_names());
        out.push(unknown);
        return None;
    };
    let expression = planner.supply(supply, value, out)?;
    let proof = planner.fields.get(member.value.as_str());
    let proof = proof.map(|(place, _)| Expression::Field(*place));
    let impossible = |part: &Expression| match part {
        Expression::Session(_) | Expression::Path | Expression::Query => {
            Some("a part of a request, and this is none")
        }
        Expression::Clock { .. } | Expression::RandomHex { .. } => {
            Some("the time or chance, which the vendor took at another moment")
        }
        Expression::Signature { .. } => Some("a signature that only the merchant can make"),
        Expression::Variant(..) => Some("an option of the client, and no client is asked"),
        part if Some(part) == proof.as_ref() => Some("the proof itself"),
        _ => None,
    };
    let mut needs = None;
    let computed = planner.computed.iter().map(|computed| &computed.expression);
    for expression in computed.chain([&expression]) {
        expression.any(&mut |part| {
            needs = needs.or(impossible(part));
            needs.is_some()
        });
    }
    if let Some(needs) = needs {
        let problem = Diagnostic::new(
            DiagnosticCode::RecipeType,
            value.span,
            format!("`{}` takes in {needs}", value.value),
        )
        .help("make it of other members of the notification and of credentials");
        out.push(problem);
    }
    if needs.is_none()
        && !planner
            .secrets()
            .is_unforgeable(&expression, &planner.context.ciphers)
    {
        let open = Diagnostic::new(
            DiagnosticCode::RecipeType,
            value.span,
            format!("`{}` proves nothing: nobody needs a secret to make it", value.value),
        )
        .note("whoever sends a notification could sign it")
        .help("take a required `secret` credential into a digest, an HMAC or a cipher; where the vendor gives no proof, write `{ undocumented: … }`");
        out.push(open);
    }
    planner.of_type(&expression, ValueType::Text, value, out)
}

fn acknowledgement(value: &spec::Notification, out: &mut Diagnostics) -> Acknowledgement {
    let written = value.acknowledgement.as_ref();
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
            "this can not be the value of a header",
            "write a media type, such as `text/plain; charset=utf-8`",
            out,
        );
    }
    Acknowledgement {
        status: status
            .and_then(|status| crate::resolve::answers::result::http_status(status, out))
            .unwrap_or(200),
        content_type: text_of(content_type)
            .unwrap_or_else(|| "text/plain; charset=utf-8".to_owned()),
        body: text_of(written.and_then(|written| written.body.as_ref())).unwrap_or_default(),
    }
}
