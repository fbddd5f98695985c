//! The fields of a request in their places: path, query, headers, body, and inputs of recipes.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Expression, Field, FieldRef, Name, Place, Source, Stage, reserved};
use crate::resolve::context::{Context, References, find, lookup};
use crate::resolve::fields::field::{request_field, wire_name};
use crate::resolve::recipes::plan::Planner;
use crate::resolve::unique::Scope;
use crate::syntax::spec::{self, Headers, Named, Presence};
use crate::words::PresenceWord;

/// The fields of an operation as they are written, by place.
pub(crate) struct Written<'s>([Vec<&'s Named<spec::Field>>; 5]);

impl<'s> Written<'s> {
    pub(crate) fn of(
        context: &Context<'s>,
        operation: &'s spec::Operation,
        out: &mut Diagnostics,
    ) -> Self {
        Self(Place::REQUEST.map(|place| match place {
            Place::Path => operation.segments.iter().collect(),
            Place::Query => operation.query.iter().collect(),
            Place::Header => header_entries(context, &operation.headers, out),
            Place::Body => operation.request.iter().collect(),
            Place::Input | Place::Received => operation.inputs.iter().collect(),
        }))
    }

    /// The fields of one place.
    pub(crate) fn of_place(&self, place: Place) -> &[&'s Named<spec::Field>] {
        let mut lists = Place::REQUEST.into_iter().zip(&self.0);
        let found = lists.find(|(known, _)| *known == place);
        found.map_or(&[], |(_, list)| list)
    }

    /// Every field with its place.
    pub(crate) fn all(&self) -> impl Iterator<Item = (Place, &'s Named<spec::Field>)> {
        let lists = Place::REQUEST.into_iter().zip(&self.0);
        lists.flat_map(|(place, list)| list.iter().map(move |field| (place, *field)))
    }

    /// The fields by wire name. Two of one name could not be told apart in a recipe.
    pub(crate) fn references(&self, nests: bool, out: &mut Diagnostics) -> References<'s> {
        let mut map = References::new();
        for place in Place::REQUEST {
            for (index, field) in self.of_place(place).iter().enumerate() {
                wire_name(&field.name, place, nests, out);
                if place == Place::Body {
                    is_no_object(self.of_place(place), field, out);
                }
                if place == Place::Header {
                    differs_beyond_case(&map, field, out);
                }
                let at = FieldRef { place, index };
                if let Some((_, first)) = map.insert(field.name.value.as_str(), (at, *field)) {
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
        }
        map
    }
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

/// A member is a value, or an object that dots lead into; JSON has no room for both.
fn is_no_object(
    members: &[&Named<spec::Field>],
    field: &Named<spec::Field>,
    out: &mut Diagnostics,
) {
    let name = field.name.value.as_str();
    let inside = members.iter().find(|other| {
        let rest = other.name.value.strip_prefix(name);
        rest.is_some_and(|rest| rest.starts_with('.'))
    });
    if let Some(inside) = inside {
        let both = Diagnostic::new(
            DiagnosticCode::NameCollision,
            field.name.span,
            format!("`{name}` is a member and an object with members"),
        );
        out.push(both.also(inside.name.span, "a member inside it"));
    }
}

/// Headers do not mind the case.
fn differs_beyond_case(map: &References<'_>, field: &Named<spec::Field>, out: &mut Diagnostics) {
    let name = field.name.value.as_str();
    let same = map.iter().find(|(known, (at, _))| {
        at.place == Place::Header && **known != name && known.eq_ignore_ascii_case(name)
    });
    if let Some((_, (_, first))) = same {
        let twice = Diagnostic::new(
            DiagnosticCode::NameCollision,
            field.name.span,
            format!("`{name}` stands twice: headers do not mind the case"),
        );
        out.push(twice.also(first.name.span, "first here"));
    }
}

/// The fields of one place, with who supplies each of them.
pub(crate) fn fields<'s>(
    planner: &mut Planner<'_, 's>,
    place: Place,
    entries: &[&'s Named<spec::Field>],
    out: &mut Diagnostics,
) -> Vec<Field> {
    let mut list = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let source = source(planner, FieldRef { place, index }, entry, out);
        let sensitive = supply_is_fit(planner, place, entry, &source, out);
        let field = request_field(
            planner.context,
            (place, *entry),
            source,
            sensitive,
            &planner.fields,
            out,
        );
        fits_into_address(place, entry, &field, out);
        list.push(field);
    }
    list
}

fn source<'s>(
    planner: &mut Planner<'_, 's>,
    at: FieldRef,
    entry: &'s Named<spec::Field>,
    out: &mut Diagnostics,
) -> Source {
    match (&entry.value.from, &entry.value.constant) {
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
        (Some(given), None) | (None, Some(given)) if at.place == Place::Input => {
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                given.span,
                "an input is what the caller gives",
            );
            out.push(conflict.help("name the value itself in the recipe, and remove the input"));
            Source::Caller
        }
        _ => {
            let supplied = planner.supplied(at, entry, out);
            supplied.map_or(Source::Caller, Source::Supplied)
        }
    }
}

/// Nothing secret is sent, and nothing needs itself. Tells whether the value must be masked.
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
    let name = &entry.name.value;
    let needs_itself = match (place, planner.stage_of(expression)) {
        (Place::Body, Stage::AfterBody) => Some(format!(
            "`{name}` is in the body and computed from the body"
        )),
        (Place::Path | Place::Query, Stage::BeforeBody | Stage::AfterBody) => Some(format!(
            "`{name}` is in the address and computed from what follows it"
        )),
        _ => None,
    };
    if let Some(message) = needs_itself {
        let cycle = Diagnostic::new(DiagnosticCode::Cycle, at, message);
        out.push(cycle.help("a value over the body or the address can only go into what comes later: body, then headers"));
    }
    planner.secrets().is_sensitive(expression)
}

/// Addresses are written into logs everywhere, and a segment that is absent would be another address.
fn fits_into_address(
    place: Place,
    entry: &Named<spec::Field>,
    field: &Field,
    out: &mut Diagnostics,
) {
    if !matches!(place, Place::Path | Place::Query) {
        return;
    }
    if field.sensitive {
        let shown = Diagnostic::new(
            DiagnosticCode::SecretSent,
            entry.name.span,
            format!(
                "`{}` is sensitive and would stand in the address",
                field.wire
            ),
        )
        .note("addresses are written into logs by everything on the way");
        out.push(shown.help("send it in a header or in the body"));
    }
    let required =
        entry.value.presence.as_ref().is_some_and(|presence| {
            matches!(&presence.value, Presence::Word(PresenceWord::Required))
        });
    if place == Place::Path && field.source == Source::Caller && !required {
        let absent = Diagnostic::new(
            DiagnosticCode::Conflict,
            entry.name.span,
            format!("the segment `{}` may be absent", field.wire),
        );
        out.push(absent.help("give it `presence: required`"));
    }
}

/// What the caller gives becomes methods of one builder.
pub(crate) fn caller_names_differ(
    operation: &Name,
    written: &Written<'_>,
    fields: &[&Vec<Field>],
    out: &mut Diagnostics,
) {
    let mut scope = Scope::new(format!("request fields of `{operation}`"))
        .reserving(&reserved::BUILDER_METHODS)
        .reserving(&reserved::PATHS);
    let fields = fields.iter().flat_map(|list| list.iter());
    for ((_, entry), field) in written.all().zip(fields) {
        if field.source == Source::Caller {
            let place = entry.name_place();
            scope.take(field.name.snake(), place, out);
        }
    }
}

/// What the caller gives and no recipe takes in would be lost.
pub(crate) fn inputs_are_used(
    written: &Written<'_>,
    planner: &Planner<'_, '_>,
    out: &mut Diagnostics,
) {
    for (index, entry) in written.of_place(Place::Input).iter().enumerate() {
        let place = Place::Input;
        let input = Expression::Field(FieldRef { place, index });
        let takes_it = |expression: &Expression| expression.any(&mut |part| *part == input);
        let used = planner
            .computed
            .iter()
            .any(|computed| takes_it(&computed.expression));
        if !used {
            let unused = Diagnostic::new(
                DiagnosticCode::Unused,
                entry.name.span,
                format!("no recipe of the operation takes in `{}`", entry.name.value),
            )
            .note("an input is not sent by itself");
            out.push(unused.help("name it in a recipe that a field of the request comes from, or move it to `request:`"));
        }
    }
}
