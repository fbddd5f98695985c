//! The fields of an operation as they are written, by place.

use crate::model::Place;
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
                Place::Input | Place::Received => &operation.inputs,
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

pub(crate) fn role(entry: &Named<spec::Field>) -> Option<Role> {
    entry.value.role.as_ref().map(|role| role.value)
}
