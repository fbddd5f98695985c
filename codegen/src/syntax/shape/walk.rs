//! Which shape a part of a spec is read by, from the shape around it and from what is written.

use super::{FIELD, Shape, ValueShape};
use crate::syntax::tree::Entry;

/// How a mapping is read.
pub(crate) enum Reading {
    /// Its keys are those of a shape.
    Keys(&'static Shape),
    /// Its keys are names, and their values are of one shape.
    Names(ValueShape),
    /// Its one key is a name, over a text or a mapping of a shape.
    Renamed(&'static Shape),
}

/// What an item of a list is.
pub(crate) fn item_shape(shape: &ValueShape, index: usize) -> &ValueShape {
    match shape {
        ValueShape::OneOrMore(item) | ValueShape::ListOf(item) => item,
        ValueShape::Sequence(first, next) => match index {
            0 => first,
            _ => next,
        },
        ValueShape::OneOf(several) => {
            let mut lists = several.iter().filter(|one| one.takes().list);
            lists.next().map_or(shape, |one| item_shape(one, index))
        }
        ValueShape::Fields => shape,
        // What is no list.
        _ => &ValueShape::Anything,
    }
}

/// What can be written where a shape is expected.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Takes {
    pub(crate) text: bool,
    pub(crate) list: bool,
    /// A mapping whose keys are names, each with what it is.
    pub(crate) names: bool,
    /// A mapping whose keys are words of the language, or one of them.
    pub(crate) keys: bool,
}

impl Takes {
    const ALL: Self = Self {
        text: true,
        list: true,
        names: true,
        keys: true,
    };

    fn or(self, other: Self) -> Self {
        Self {
            text: self.text || other.text,
            list: self.list || other.list,
            names: self.names || other.names,
            keys: self.keys || other.keys,
        }
    }
}

impl ValueShape {
    /// What can be written there.
    pub(crate) fn takes(&self) -> Takes {
        let nothing = Takes::default();
        match self {
            Self::Text
            | Self::Prose
            | Self::Written(_)
            | Self::Refers(_)
            | Self::Flag
            | Self::Words(_) => Takes {
                text: true,
                ..nothing
            },
            Self::ListOf(_) | Self::Sequence(..) => Takes {
                list: true,
                ..nothing
            },
            Self::MapOf(_) | Self::Named(_) => Takes {
                names: true,
                ..nothing
            },
            Self::Renamed(_) | Self::Mapping(_) => Takes {
                keys: true,
                ..nothing
            },
            Self::OneOrMore(one) => one.takes().or(Takes {
                list: true,
                ..nothing
            }),
            Self::OneOf(several) => several.iter().map(Self::takes).fold(nothing, Takes::or),
            Self::Fields => Takes::ALL,
            // What belongs there is not known, so that nothing is missed in it.
            Self::Anything => nothing,
        }
    }
}

/// How a mapping is read where a shape is expected; none where that is not clear.
pub(crate) fn reading(shape: &ValueShape, entries: &[Entry]) -> Option<Reading> {
    match shape {
        ValueShape::Mapping(shape) => Some(Reading::Keys(shape)),
        ValueShape::Fields => Some(Reading::Names(ValueShape::Mapping(&FIELD))),
        ValueShape::MapOf(each) | ValueShape::Named(each) => Some(Reading::Names(**each)),
        ValueShape::Renamed(shape) => Some(Reading::Renamed(shape)),
        ValueShape::OneOrMore(one) => reading(one, entries),
        ValueShape::OneOf(several) => most_alike(several, entries),
        ValueShape::Text
        | ValueShape::Prose
        | ValueShape::Written(_)
        | ValueShape::Refers(_)
        | ValueShape::Flag
        | ValueShape::Words(_)
        | ValueShape::ListOf(_)
        | ValueShape::Sequence(..)
        | ValueShape::Anything => None,
    }
}

/// Of several readings, the one that knows most of the keys. Names are read only where no shape knows a key.
fn most_alike(several: &[ValueShape], entries: &[Entry]) -> Option<Reading> {
    let readings = several.iter().filter_map(|one| reading(one, entries));
    let hits = |reading: &Reading| match reading {
        Reading::Keys(shape) => entries.iter().filter(|entry| shape.has(&entry.key)).count(),
        Reading::Names(_) | Reading::Renamed(_) => 0,
    };
    let mut readings: Vec<(usize, Reading)> = readings.map(|one| (hits(&one), one)).collect();
    readings.sort_by_key(|(hits, _)| std::cmp::Reverse(*hits));
    match readings.len() {
        0 | 1 => {}
        _ if readings.first().is_some_and(|(hits, _)| *hits > 0) => {}
        // No key is known, and several things could stand here.
        _ => readings.retain(|(_, one)| !matches!(one, Reading::Keys(_))),
    }
    readings.into_iter().next().map(|(_, one)| one)
}
