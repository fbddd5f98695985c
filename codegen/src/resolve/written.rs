//! The fields of an operation as they are written, by place.

use super::context::{Context, find, lookup};
use crate::diagnostic::Diagnostics;
use crate::model::Place;
use crate::syntax::spec::{self, Headers, Named};
use crate::words::Role;

/// The fields of an operation as they are written, by place.
pub(crate) struct Written<'s>([Vec<&'s Named<spec::Field>>; 5]);

impl<'s> Written<'s> {
    pub(crate) fn new(
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

pub(crate) fn role(entry: &Named<spec::Field>) -> Option<Role> {
    entry.value.role.as_ref().map(|role| role.value)
}
