//! The fields of a request in their places, and what all of them keep to.

use super::condition::{Among, Owner};
use super::field::request_field;
use super::repeat::lists_are_written;
use super::rule::values_obey;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Charset, Field, FieldRef, Name, Place, Placed, Source, reserved};
use crate::resolve::context::{Context, FieldSource, References};
use crate::resolve::unique::Scope;
use crate::resolve::written::Written;
use crate::syntax::spec::{self, Named, Presence};
use crate::words::PresenceWord;

/// A request whose fields are to be resolved.
pub(crate) struct RequestToResolve<'w, 's> {
    pub written: &'w Written<'s>,
    /// Who supplies the fields of every place of [`Place::REQUEST`].
    pub sources: [Vec<FieldSource>; 5],
    pub references: &'w References<'s>,
    pub charset: Charset,
    /// Whether every encoding of the body is JSON.
    pub is_json: bool,
}

/// The fields of every place of [`Place::REQUEST`].
pub(crate) fn request_fields(
    context: &Context<'_>,
    operation: &Name,
    request: RequestToResolve<'_, '_>,
    types: &mut Scope,
    out: &mut Diagnostics,
) -> [Vec<Field>; 5] {
    let written = request.written;
    let mut sources = request.sources.into_iter();
    let fields = Place::REQUEST.map(|place| {
        let sources = sources.next().unwrap_or_default();
        let entries = (place, written.of_place(place));
        let among = Among {
            fields: request.references,
            of: Owner::Request,
        };
        fields_of_place(context, entries, sources, &among, out)
    });
    for (place, fields) in Place::REQUEST.into_iter().zip(&fields) {
        for (index, (entry, field)) in written.of_place(place).iter().zip(fields).enumerate() {
            let at = FieldRef { place, index };
            values_obey(context, entry, Placed { at, field }, request.charset, out);
        }
        let entries = written.of_place(place);
        lists_become_types(operation, entries, fields, types, out);
        let has_pairs = match place {
            Place::Query => true,
            Place::Body => !request.is_json,
            Place::Path | Place::Header | Place::Input | Place::Received | Place::Stored => false,
        };
        lists_are_written(place, entries, fields, has_pairs, out);
    }
    caller_names_differ(operation, written, &fields, out);
    fields
}

fn fields_of_place(
    context: &Context<'_>,
    (place, entries): (Place, &[&Named<spec::Field>]),
    sources: Vec<FieldSource>,
    among: &Among<'_, '_>,
    out: &mut Diagnostics,
) -> Vec<Field> {
    let mut list = Vec::new();
    for (entry, from) in entries.iter().zip(sources) {
        let FieldSource { source, sensitive } = from;
        let field = request_field(context, (place, entry), source, sensitive, among, out);
        fits_into_address(place, entry, &field, out);
        list.push(field);
    }
    list
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
    let mut members = field.items().into_iter().flatten();
    if field.facts.sensitive || members.any(|member| member.facts.sensitive) {
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
fn caller_names_differ(
    operation: &Name,
    written: &Written<'_>,
    fields: &[Vec<Field>; 5],
    out: &mut Diagnostics,
) {
    let mut scope = Scope::new(format!("request fields of `{operation}`"))
        .reserving(&reserved::BUILDER_METHODS)
        .reserving(&reserved::PATHS);
    let fields = fields.iter().flatten();
    for ((_, entry), field) in written.all().zip(fields) {
        if field.source == Source::Caller {
            let place = entry.name_place();
            scope.take(field.facts.name.snake(), place, out);
        }
    }
}

/// The objects of a list become a type of their own.
fn lists_become_types(
    operation: &Name,
    entries: &[&Named<spec::Field>],
    fields: &[Field],
    types: &mut Scope,
    out: &mut Diagnostics,
) {
    for (field, written) in fields.iter().zip(entries) {
        if field.items().is_some() {
            for suffix in ["", "Builder", "Draft"] {
                let name = format!(
                    "{}{}{suffix}",
                    operation.pascal(),
                    field.facts.name.pascal()
                );
                types.take(&name, written.name.span, out);
            }
        }
    }
}
