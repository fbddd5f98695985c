//! The fields of an operation as they are written, by place, and what a merchant stored, by name.

use crate::model::{FieldRef, Place};
use crate::resolve::context::References;
use crate::source::Span;
use crate::syntax::spec::{self, Named};
use crate::words::Role;

/// The fields of an operation as they are written, by place.
pub(crate) struct Written<'s>([Vec<&'s Named<spec::Field>>; 5]);

impl<'s> Written<'s> {
    pub(crate) fn new(operation: &'s spec::Operation) -> Self {
        Self(Place::REQUEST.map(|place| {
            let list = match place {
                Place::Path => &operation.segments,
                Place::Query => &operation.query,
                Place::Header => &operation.headers,
                Place::Body => &operation.request,
                Place::Input | Place::Received | Place::Stored => &operation.inputs,
            };
            list.iter().collect()
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

/// What a merchant stored, by name.
pub(crate) fn stored_references(stored: &spec::Stored) -> References<'_> {
    let place = Place::Stored;
    let values = stored.values.iter().enumerate();
    let named = values.map(|(index, value)| {
        let at = FieldRef { place, index };
        (value.name.value.as_str(), (at, value))
    });
    named.collect()
}

pub(crate) fn role(entry: &Named<spec::Field>) -> Option<Role> {
    entry.value.role.as_ref().map(|role| role.value)
}

/// Where the role of a field stands; where its name does, when it has none.
pub(crate) fn role_place(entry: &Named<spec::Field>) -> Span {
    entry
        .value
        .role
        .as_ref()
        .map_or(entry.name.span, |role| role.span)
}
