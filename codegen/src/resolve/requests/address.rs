//! Where and how an operation is asked: method, host, path with its segments, body encodings.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{BodyEncoding, FieldRef, HostId, Method, Name, Place, Target};
use crate::resolve::context::{Context, find, lookup};
use crate::resolve::notation::encoding::encoding_list;
use crate::resolve::notation::text;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, FieldType, Named};
use crate::words::{PlainType, PresenceWord, TypeWord, listed};

/// The method of an operation; one without an address was reported.
pub(crate) fn method(operation: &spec::Operation) -> Method {
    let address = operation.address.as_ref();
    address.map_or(Method::Post, |address| address.method)
}

/// The host to which an operation goes; one of several must be named.
pub(crate) fn host(
    context: &Context<'_>,
    entry: &Named<spec::Operation>,
    out: &mut Diagnostics,
) -> HostId {
    let written = entry.value.host.as_ref();
    let known = |host: &&Text| {
        let mut hosts = context.hosts.iter();
        hosts.position(|known| known.snake() == host.value)
    };
    if let Some(index) = written.as_ref().and_then(known) {
        return HostId(index);
    }
    let names = || context.hosts.iter().map(Name::snake);
    match written {
        Some(host) => {
            let message = format!("there is no host `{}`", host.value);
            let unknown = Diagnostic::new(DiagnosticCode::UnknownName, host.span, message);
            out.push(match context.hosts.is_empty() {
                true => unknown.help(
                    "the environments have one host without a name: remove `host`, or give each environment its hosts by name, as in `test: { api: https://api.example.com }`",
                ),
                false => unknown.suggest(&host.value, names()),
            });
        }
        None if !context.hosts.is_empty() => {
            let message = format!("`{}` does not say to which host it goes", entry.name.value);
            let names: Vec<&str> = names().collect();
            let help = format!("write `host:` with {}", listed(&names, "or"));
            out.push(
                Diagnostic::new(DiagnosticCode::MissingKey, entry.name.span, message).help(help),
            );
        }
        None => {}
    }
    HostId(0)
}

/// The address below the host.
pub(crate) fn target(
    context: &Context<'_>,
    operation: &spec::Operation,
    host: HostId,
    out: &mut Diagnostics,
) -> Option<Target> {
    let written = operation.address.as_ref()?;
    let named_by = written.named_by.as_ref();
    let named_by = named_by.and_then(|name| given(context, operation, name, out));
    choice_is_named(context, (host, written, named_by.is_some()), out);
    match &written.target {
        spec::Target::Path(text) => {
            let path = path(operation, text, out)?;
            Some(match named_by {
                Some(named_by) => Target::PathOfNamed { path, named_by },
                None => Target::Path(path),
            })
        }
        spec::Target::Field(field) => {
            if let Some(segment) = operation.segments.first() {
                let message = "an address that a field holds has no segments of its own";
                out.push(
                    Diagnostic::new(DiagnosticCode::Conflict, segment.name.span, message)
                        .also(field.span, "the field"),
                );
            }
            let url = given(context, operation, field, out)?;
            Some(Target::Given { url, named_by })
        }
    }
}

/// An input, or another field of the request, that the caller always gives as a text.
fn given(
    context: &Context<'_>,
    operation: &spec::Operation,
    name: &Text,
    out: &mut Diagnostics,
) -> Option<FieldRef> {
    let places = [
        (Place::Body, &operation.request),
        (Place::Query, &operation.query),
        (Place::Header, &operation.headers),
        (Place::Path, &operation.segments),
    ];
    let mut places = places.into_iter();
    let found = places.find(|(_, list)| find(list, &name.value).is_some());
    let (place, list) = found.unwrap_or((Place::Input, &operation.inputs));
    let index = lookup(list, name, "input", out)?;
    let (at, field) = (FieldRef { place, index }, list.get(index)?);
    let required = field.value.presence.as_ref().is_some_and(|presence| {
        matches!(presence.value, spec::Presence::Word(PresenceWord::Required))
    });
    let is_text = match field.value.kind.as_ref().map(|kind| &kind.value) {
        None => true,
        Some(FieldType::BuiltIn(word)) => *word == TypeWord::PlainType(PlainType::Text),
        Some(FieldType::Declared(name)) => context.enumeration(name).is_some(),
    };
    let is_given = field.value.from.is_none() && field.value.constant.is_none();
    if at.place == Place::Path {
        let message = format!(
            "`{}` is a part of the address that it would choose",
            name.value
        );
        let problem = Diagnostic::new(DiagnosticCode::Conflict, name.span, message)
            .also(field.name.span, "it is declared here");
        out.push(problem.help("name one of the `inputs`, or a field of the body"));
        return None;
    }
    if !required || !is_text || !is_given {
        let message = format!(
            "`{}` must be a text that the caller always gives",
            name.value
        );
        let problem = Diagnostic::new(DiagnosticCode::Conflict, name.span, message)
            .also(field.name.span, "it is declared here");
        out.push(
            problem.help(
                "declare it as a text with `presence: required`, without `from` and `constant`",
            ),
        );
    }
    Some(at)
}

/// A host with several addresses needs a field that names one, or one that holds the whole address; a host with
/// one address has nothing to name.
fn choice_is_named(
    context: &Context<'_>,
    (host, written, is_named): (HostId, &spec::Address, bool),
    out: &mut Diagnostics,
) {
    let environments = &context.spec.environments;
    let is_choice = environments.iter().any(|environment| {
        let address = match &environment.value {
            spec::Environment::OneHost(address) => Some(address),
            spec::Environment::Hosts(hosts) => {
                let name = context.hosts.get(host.0);
                name.and_then(|name| find(hosts, name.snake()))
                    .map(|host| &host.value)
            }
        };
        matches!(address, Some(spec::HostAddress::Choice(_)))
    });
    if let (spec::Target::Field(field), false) = (&written.target, is_choice) {
        let message = format!(
            "no address is listed to which the one in `{}` may lead",
            field.value
        );
        let unlisted = Diagnostic::new(DiagnosticCode::MissingKey, field.span, message).note(
            "the client sends credentials to that address, so it must be one of the vendor's",
        );
        out.push(unlisted.help(
            "list the host's addresses by name: `environments: { test: { approval: { one: https://… } } }` with `host: approval`",
        ));
        return;
    }
    match (&written.target, is_choice, is_named) {
        (spec::Target::Path(path), true, false) => {
            let message = "the host has several addresses, and nothing says which one";
            let missing = Diagnostic::new(DiagnosticCode::MissingKey, path.span, message);
            out.push(missing.help(format!(
                "write `{{ path: {}, named_by: … }}` with the input that holds the name of one",
                path.value
            )));
        }
        (_, false, true) => {
            let place = written
                .named_by
                .as_ref()
                .map_or(written.place, |name| name.span);
            let message = "the host has one address, and nothing to name";
            let idle = Diagnostic::new(DiagnosticCode::Conflict, place, message);
            out.push(idle.help(
                "list its addresses by the names that answers have for them, or remove `named_by`",
            ));
        }
        (spec::Target::Path(_) | spec::Target::Field(_), _, _) => {}
    }
}

/// The path. Every `{name}` in it is declared under `path:`, and the other way round.
fn path(operation: &spec::Operation, written: &Text, out: &mut Diagnostics) -> Option<String> {
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
            let (place, other, what) = match times {
                0 => (segment.name.span, written.span, "this is the path"),
                _ => (written.span, segment.name.span, "it is declared once"),
            };
            let unused = Diagnostic::new(
                DiagnosticCode::Unused,
                place,
                format!("`{}` must stand in the path once", segment.name.value),
            )
            .also(other, what)
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
