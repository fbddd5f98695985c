//! What stands at a place of a spec, and the shape that it is read by.

use crate::source::Span;
use crate::syntax::shape::{Key, QUIRK, Reading, SPEC, Shape, ValueShape, item_shape, reading};
use crate::syntax::tree::{Entry, Node, Value};

/// A key or a text of a spec.
pub(super) struct Place<'t> {
    /// The keys from the top of the spec to it; that of a key itself is the last one.
    pub keys: Vec<&'t str>,
    pub is: At<'t>,
}

/// What stands at a place.
pub(super) enum At<'t> {
    /// A key among others, and the shape that lists the keys of their mapping; none where keys are names.
    Key {
        entry: &'t Entry,
        among: &'t [Entry],
        shape: Option<&'static Shape>,
    },
    /// A text, and what may stand there.
    Text { node: &'t Node, shape: ValueShape },
}

impl At<'_> {
    /// Where it stands.
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Key { entry, .. } => entry.key_span,
            Self::Text { node, .. } => node.span,
        }
    }
}

/// The first key or text that is wanted.
pub(super) fn find<'t>(root: &'t Node, wanted: &dyn Fn(&str, Span) -> bool) -> Option<Place<'t>> {
    let mut search = Search {
        keys: Vec::new(),
        wanted,
    };
    let is = search.node(root, ValueShape::Mapping(&SPEC))?;
    let keys = search.keys;
    Some(Place { keys, is })
}

/// What stands at an offset; its end counts too.
pub(super) fn place_at(root: &Node, offset: usize) -> Option<Place<'_>> {
    find(root, &|_, span| (span.start..=span.end).contains(&offset))
}

struct Search<'t, 'w> {
    keys: Vec<&'t str>,
    wanted: &'w dyn Fn(&str, Span) -> bool,
}

impl<'t> Search<'t, '_> {
    fn node(&mut self, node: &'t Node, shape: ValueShape) -> Option<At<'t>> {
        match &node.value {
            Value::Nothing => None,
            Value::Text(text) => (self.wanted)(text, node.span).then_some(At::Text { node, shape }),
            Value::List(items) => {
                let mut items = items.iter().enumerate();
                items.find_map(|(index, item)| self.node(item, *item_shape(&shape, index)))
            }
            Value::Mapping(entries) => self.entries(entries, shape),
        }
    }

    fn entries(&mut self, entries: &'t [Entry], shape: ValueShape) -> Option<At<'t>> {
        let read = reading(&shape, entries);
        entries.iter().find_map(|entry| {
            self.keys.push(&entry.key);
            if (self.wanted)(&entry.key, entry.key_span) {
                let shape = match read {
                    Some(Reading::Keys(shape)) => Some(shape),
                    Some(Reading::Names(_) | Reading::Renamed(_)) | None => None,
                };
                return Some(At::Key {
                    entry,
                    among: entries,
                    shape,
                });
            }
            let inside = match read {
                Some(Reading::Keys(shape)) => under(shape, &entry.key),
                Some(Reading::Names(each)) => each,
                Some(Reading::Renamed(shape)) => ValueShape::Mapping(shape),
                None => ValueShape::Anything,
            };
            let found = self.node(&entry.value, inside);
            if found.is_none() {
                self.keys.pop();
            }
            found
        })
    }
}

static A_QUIRK: ValueShape = ValueShape::Mapping(&QUIRK);

/// What a key holds. A quirk explains itself in a mapping of its own, whatever else its key could hold.
fn under(shape: &Shape, name: &str) -> ValueShape {
    match (name, key_of(shape, name)) {
        ("quirk", Some(_)) => A_QUIRK,
        ("quirks", Some(_)) => ValueShape::ListOf(&A_QUIRK),
        (_, Some(key)) => key.value,
        (_, None) => ValueShape::Anything,
    }
}

/// A key of a shape by its name.
pub(super) fn key_of(shape: &Shape, name: &str) -> Option<&'static Key> {
    shape.keys.iter().find(|key| key.name == name)
}
