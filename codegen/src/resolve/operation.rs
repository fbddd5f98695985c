//! Operations: fields in place, values planned, the answer readable.

use std::collections::HashSet;

use super::answer::{answer, envelope, role};
use super::context::{Context, References, few_enough, find, lookup};
use super::field::{request_field, wire_name};
use super::plan::{Planner, check_clocks};
use super::text;
use super::unique::Scope;
use super::vendor::{label_or_name, left_out, quirks};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    BodyEncoding, Citation, CodeSet, CredentialKind, Effect, Envelope, Expression, Field, FieldRef,
    LeftOut, Name, Operation, Place, SessionId, Source,
};
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Headers, Named};

/// Every operation, in the spec's order.
pub(super) fn operations(
    context: &Context<'_>,
    sets: &mut Vec<CodeSet>,
    types: &mut Scope,
    out: &mut Diagnostics,
) -> Vec<Operation> {
    check_clocks(&context.spec.values, out);
    let sessions = context
        .spec
        .sessions
        .iter()
        .map(|session| session.name.value.as_str());
    let session_methods: Vec<String> = sessions
        .flat_map(|name| [format!("{name}_for"), format!("forget_{name}")])
        .collect();
    let session_methods: Vec<&str> = session_methods.iter().map(String::as_str).collect();
    let mut scope = Scope::new("operations")
        .reserving(&["builder", "client", "core", "given", "types"])
        .reserving(&session_methods);
    for operation in &context.spec.operations {
        scope.take(&operation.name.value, operation.name.span, out);
    }
    let mut used = HashSet::new();
    let entries = context.spec.operations.iter();
    let operations = entries
        .map(|operation| self::operation(context, operation, sets, types, &mut used, out))
        .collect();
    // What is wrong elsewhere may be the reason why something is not used.
    if out.is_empty() {
        nothing_is_unused(context, &used, out);
    }
    operations
}

/// What no operation uses is never resolved, so that nobody would hear of its mistakes.
fn nothing_is_unused(context: &Context<'_>, used: &HashSet<&str>, out: &mut Diagnostics) {
    let resolved =
        |value: &&Named<spec::Value>| !matches!(value.value.kind, spec::ValueKind::Clock(_));
    let values = context
        .spec
        .values
        .iter()
        .filter(resolved)
        .map(|value| (&value.name, "from: "));
    let sets = context
        .spec
        .headers
        .iter()
        .map(|set| (&set.name, "headers: "));
    for (name, way) in values.chain(sets) {
        if !used.contains(name.value.as_str()) {
            let unused = Diagnostic::new(
                DiagnosticCode::Unused,
                name.span,
                format!("`{}` is declared and never used", name.value),
            )
            .note("what is not used is not checked any further")
            .help(format!(
                "remove it, or use it in an operation with `{way}{}`",
                name.value
            ));
            out.push(unused);
        }
    }
}

fn operation<'s>(
    context: &Context<'s>,
    entry: &'s Named<spec::Operation>,
    sets: &mut Vec<CodeSet>,
    types: &mut Scope,
    used: &mut HashSet<&'s str>,
    out: &mut Diagnostics,
) -> Operation {
    let value = &entry.value;
    let name = text::name(&entry.name, out).unwrap_or_else(Name::unreadable);
    for suffix in ["", "Builder", "Fields", "Answer"] {
        types.take(&format!("{}{suffix}", name.pascal()), entry.name.span, out);
    }
    let header_entries = header_entries(context, &value.headers, out);
    let caller = header_entries.iter().copied().chain(&value.request);
    few_enough(caller, "request fields", out);
    let mut planner = Planner::new(context, references(&header_entries, value, out));
    let headers = fields(&mut planner, Place::Header, &header_entries, out);
    let body = fields(
        &mut planner,
        Place::Body,
        &value.request.iter().collect::<Vec<_>>(),
        out,
    );
    caller_names_differ(&name, &header_entries, value, &headers, &body, out);
    let session = session_of(&headers, &body, &planner);
    used.extend(planner.used_values());
    if let Headers::Sets(names) = &value.headers {
        used.extend(names.iter().map(|name| name.value.as_str()));
    }
    let computed = std::mem::take(&mut planner.computed);
    Operation {
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
        effect: value
            .effect
            .as_ref()
            .and_then(|effect| self::effect(effect, out))
            .unwrap_or(Effect::MovesMoney),
        path: value
            .path
            .as_ref()
            .and_then(|path| text::path(path, out))
            .unwrap_or_default(),
        envelope: request_envelope(context, value, out),
        encodings: encodings(value, out),
        headers,
        body,
        computed,
        answer: answer(context, entry, sets, types, out),
        session,
        inquiry: None,
        left_out: left_out_fields(value, out),
        quirks: quirks(&value.quirks),
        name,
    }
}

/// The envelope of a request; what is encrypted is a JSON object.
fn request_envelope(
    context: &Context<'_>,
    operation: &spec::Operation,
    out: &mut Diagnostics,
) -> Option<Envelope> {
    let written = operation.request_envelope.as_ref()?;
    if let Some(form) = operation
        .encodings
        .iter()
        .find(|encoding| encoding.value != "json")
    {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            form.span,
            "an encrypted request is sent as JSON only",
        )
        .help("write `send: json`");
        out.push(conflict);
    }
    envelope(context, written, CredentialKind::RsaPublicKey, out)
}

/// Fields that the spec leaves out must not be in it.
fn left_out_fields(operation: &spec::Operation, out: &mut Diagnostics) -> Vec<LeftOut> {
    for entry in &operation.left_out {
        let present = find(&operation.request, &entry.name.value)
            .or_else(|| find(&operation.answer, &entry.name.value));
        if let Some(present) = present {
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                entry.name.span,
                format!("`{}` is left out and in the spec", entry.name.value),
            )
            .also(present.name.span, "here it is");
            out.push(conflict);
        }
    }
    left_out(&operation.left_out)
}

/// The headers of an operation: those of its sets, in their order, or its own.
fn header_entries<'s>(
    context: &Context<'s>,
    headers: &'s Headers,
    out: &mut Diagnostics,
) -> Vec<&'s Named<spec::Field>> {
    match headers {
        Headers::Inline(list) => list.iter().collect(),
        Headers::Sets(names) => {
            let sets = names.iter().filter_map(|name| {
                lookup(&context.spec.headers, name, "header set", out)?;
                find(&context.spec.headers, &name.value)
            });
            sets.flat_map(|set| &set.value).collect()
        }
    }
}

/// Request fields by wire name. A header and a member of one name could not be told apart in a recipe.
fn references<'s>(
    headers: &[&'s Named<spec::Field>],
    operation: &'s spec::Operation,
    out: &mut Diagnostics,
) -> References<'s> {
    let body = &operation.request;
    // A form has no objects for a dot to lead into.
    let nests = operation
        .encodings
        .iter()
        .all(|encoding| encoding.value == "json");
    let mut map = References::new();
    let headers = headers.iter().copied().enumerate().map(|(index, field)| {
        (
            FieldRef {
                place: Place::Header,
                index,
            },
            field,
        )
    });
    let body = body.iter().enumerate().map(|(index, field)| {
        (
            FieldRef {
                place: Place::Body,
                index,
            },
            field,
        )
    });
    for (place, field) in headers.chain(body) {
        wire_name(&field.name, place.place, nests, out);
        header_constant(place.place, field, out);
        let same = |(known, (other, _)): (&&str, &(FieldRef, _))| {
            other.place == Place::Header
                && place.place == Place::Header
                && known.eq_ignore_ascii_case(&field.name.value)
        };
        let differs_in_case = map.iter().any(same) && !map.contains_key(field.name.value.as_str());
        if differs_in_case {
            let twice = Diagnostic::new(
                DiagnosticCode::NameCollision,
                field.name.span,
                format!(
                    "`{}` stands twice: headers do not mind the case",
                    field.name.value
                ),
            );
            out.push(twice);
        }
        if let Some((_, first)) = map.insert(field.name.value.as_str(), (place, field)) {
            let twice = Diagnostic::new(
                DiagnosticCode::NameCollision,
                field.name.span,
                format!("`{}` stands twice in the request", field.name.value),
            )
            .also(first.name.span, "first here")
            .help("remove one of the two; a recipe could not tell them apart");
            out.push(twice);
        }
    }
    map
}

/// A header holds printable ASCII.
fn header_constant(place: Place, field: &Named<spec::Field>, out: &mut Diagnostics) {
    if let Some(constant) = &field.value.constant
        && place == Place::Header
        && !constant
            .value
            .bytes()
            .all(|b| b.is_ascii_graphic() || b == b' ')
    {
        text::bad(
            constant,
            "this can not be the value of a header",
            "use printable ASCII on one line",
            out,
        );
    }
}

fn fields<'s>(
    planner: &mut Planner<'_, 's>,
    place: Place,
    entries: &[&'s Named<spec::Field>],
    out: &mut Diagnostics,
) -> Vec<Field> {
    let mut list = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let source = match (&entry.value.from, &entry.value.constant) {
            (None, None) => Source::Caller,
            (Some(from), Some(constant)) => {
                let conflict = Diagnostic::new(
                    DiagnosticCode::Conflict,
                    constant.span,
                    "`from` and `constant` stand side by side",
                )
                .also(from.span, "the other one")
                .help("keep the one that says who supplies the field");
                out.push(conflict);
                Source::Caller
            }
            _ => {
                let supplied = planner.supplied(FieldRef { place, index }, entry, out);
                supplied.map_or(Source::Caller, Source::Supplied)
            }
        };
        let sensitive = supply_is_fit(planner, place, entry, &source, out);
        list.push(request_field(
            planner.context,
            entry,
            source,
            sensitive,
            &planner.fields,
            out,
        ));
    }
    list
}

/// Nothing secret is sent, and the body does not need itself. Tells whether the value must be masked.
fn supply_is_fit(
    planner: &Planner<'_, '_>,
    place: Place,
    entry: &Named<spec::Field>,
    source: &Source,
    out: &mut Diagnostics,
) -> bool {
    let Source::Supplied(expression) = source else {
        return false;
    };
    let at = entry
        .value
        .from
        .as_ref()
        .map_or(entry.name.span, |from| from.span);
    if planner.secrets().reveals_secret(expression) {
        let sent = Diagnostic::new(DiagnosticCode::SecretSent, at, format!("`{}` would send a secret", entry.name.value))
            .note("what is `secret` never leaves the process: it may only go into a digest with other values, an HMAC or a signature")
            .help("if the vendor wants it sent, declare the credential `sensitive: true` instead of `secret: true`");
        out.push(sent);
    }
    if place == Place::Body && planner.needs_body(expression) {
        let cycle = Diagnostic::new(
            DiagnosticCode::Cycle,
            at,
            format!(
                "`{}` is in the body and computed from the body",
                entry.name.value
            ),
        )
        .help("a value over `body` can only go into a header");
        out.push(cycle);
    }
    planner.secrets().is_sensitive(expression)
}

/// What the caller gives becomes methods of one builder.
fn caller_names_differ(
    operation: &Name,
    header_entries: &[&Named<spec::Field>],
    value: &spec::Operation,
    headers: &[Field],
    body: &[Field],
    out: &mut Diagnostics,
) {
    let mut scope = Scope::new(format!("request fields of `{operation}`"))
        .reserving(&["build", "given", "builder"]);
    let entries = header_entries.iter().copied().chain(&value.request);
    for (entry, field) in entries.zip(headers.iter().chain(body)) {
        if field.source == Source::Caller {
            let place = entry
                .value
                .rust_name
                .as_ref()
                .map_or(entry.name.span, |name| name.span);
            scope.take(field.name.snake(), place, out);
        }
    }
    let mut scope = Scope::new(format!("answer fields of `{operation}`"));
    for entry in value
        .answer
        .iter()
        .filter(|entry| role(entry) != Some("code"))
    {
        let place = entry
            .value
            .rust_name
            .as_ref()
            .map_or(entry.name.span, |name| name.span);
        if let Ok(name) = entry.value.rust_name.as_ref().map_or_else(
            || Name::from_wire(&entry.name.value),
            |name| Name::parse(&name.value),
        ) {
            scope.take(name.snake(), place, out);
        }
    }
}

fn session_of(headers: &[Field], body: &[Field], planner: &Planner<'_, '_>) -> Option<SessionId> {
    let mut found = None;
    let supplied = headers
        .iter()
        .chain(body)
        .filter_map(|field| match &field.source {
            Source::Supplied(expression) => Some(expression),
            Source::Caller => None,
        });
    for expression in supplied.chain(planner.computed.iter().map(|computed| &computed.expression)) {
        expression.any(&mut |part| {
            if let Expression::Session(session) = part {
                found = Some(*session);
            }
            false
        });
    }
    found
}

fn encodings(operation: &spec::Operation, out: &mut Diagnostics) -> Vec<BodyEncoding> {
    let mut list = Vec::new();
    for text in &operation.encodings {
        let encoding = match text.value.as_str() {
            "json" => BodyEncoding::Json,
            "form" => BodyEncoding::Form,
            other => {
                text::bad(
                    text,
                    format!("`{other}` is no encoding of a body"),
                    "use `json` or `form`, or `[ json, form ]` when the vendor takes both",
                    out,
                );
                continue;
            }
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

fn effect(text: &Text, out: &mut Diagnostics) -> Option<Effect> {
    match text.value.as_str() {
        "moves_money" => Some(Effect::MovesMoney),
        "changes" => Some(Effect::Changes),
        "reads" => Some(Effect::Reads),
        other => {
            text::bad(
                text,
                format!("`{other}` is no effect"),
                "use `moves_money`, `changes` or `reads`",
                out,
            );
            None
        }
    }
}
