//! The name of a row, and the objects that the row is in. What else the row says of the field is read elsewhere.

use std::collections::HashMap;

use kpg_codegen::model::Place;

use super::nesting;
use crate::page::{Cell, DocumentedField, KindWord};
use crate::vocabulary;

/// The name of a row: the cell that has it, the name without marks, how deep it is, and the names of the objects
/// beside it.
pub(super) struct Named<'r> {
    pub(super) cell: &'r Cell,
    pub(super) name: &'r str,
    pub(super) has_star: bool,
    pub(super) rest: String,
    pub(super) depth: usize,
    pub(super) objects: Vec<(usize, Object<'r>)>,
}

/// An object beside its members: the cell that names it, its name, and whether the cell says that it is a list.
#[derive(Clone, Copy)]
pub(super) struct Object<'r> {
    pub(super) cell: &'r Cell,
    pub(super) name: &'r str,
    pub(super) is_list: bool,
}

/// The object that a cell names: `card`, `data (List)`.
pub(super) fn object(cell: &Cell) -> Option<Object<'_>> {
    let written = nesting::written(&cell.text);
    let kind = vocabulary::kind_word(written.aside);
    let is_one =
        written.aside.is_empty() || matches!(kind, Some(KindWord::List | KindWord::Object));
    (is_one && vocabulary::is_wire_name(written.name)).then_some(Object {
        cell,
        name: written.name,
        is_list: kind == Some(KindWord::List),
    })
}

/// The objects that rows are in, by how deep they are.
#[derive(Default)]
pub(super) struct Nesting {
    objects: HashMap<usize, Above>,
}

/// What a row may be in.
struct Above {
    name: String,
    /// Whether its type is one that has no members: it may be a text in which they are written.
    is_plain: bool,
}

impl Nesting {
    /// Objects that stand beside their members only, without a row of their own.
    pub(super) fn new_objects(
        &mut self,
        found: &Named<'_>,
        place: Place,
        known: &[DocumentedField],
    ) -> Vec<DocumentedField> {
        let mut new: Vec<DocumentedField> = Vec::new();
        for (depth, object) in &found.objects {
            if self
                .objects
                .get(depth)
                .is_some_and(|known| known.name == object.name)
            {
                continue;
            }
            self.objects.retain(|known, _| known < depth);
            let cell = Cell {
                text: object.name.to_owned(),
                ..object.cell.clone()
            };
            let mut field = DocumentedField::named(cell, place);
            if object.is_list {
                nesting::make_list(&mut field);
            }
            field.inside = self.above(*depth, None);
            let above = Above {
                name: object.name.to_owned(),
                is_plain: false,
            };
            self.objects.insert(*depth, above);
            // An object that a column names beside each member may have a row besides.
            let is_it = |known: &DocumentedField| {
                known.wire.text == field.wire.text && known.inside == field.inside
            };
            if !known.iter().any(is_it) {
                new.push(field);
            }
        }
        new
    }

    /// What something of this type is in, so deep: an object is in no text and in no number.
    fn above(&self, depth: usize, kind: Option<KindWord>) -> Option<String> {
        let is_object = matches!(kind, Some(KindWord::Object | KindWord::List));
        let mut above = (0..depth)
            .rev()
            .filter_map(|above| self.objects.get(&above));
        let found = above.find(|above| !(is_object && above.is_plain));
        found.map(|above| above.name.clone())
    }

    pub(super) fn inside(&self, found: &Named<'_>, kind: Option<KindWord>) -> Option<String> {
        self.above(found.depth, kind)
    }

    pub(super) fn enter(&mut self, found: &Named<'_>, kind: Option<KindWord>) {
        self.objects.retain(|known, _| *known < found.depth);
        let holds = |kind| matches!(kind, KindWord::Object | KindWord::List);
        let above = Above {
            name: found.name.to_owned(),
            is_plain: kind.is_some_and(|kind| !holds(kind)),
        };
        self.objects.insert(found.depth, above);
    }
}

/// Whether a name stands in the very cell of another; where a page has one line, its cells tell nothing.
pub(super) fn is_same_cell(wire: &Cell, found: &Named<'_>) -> bool {
    let cell = found.cell;
    cell.line > 1 && (wire.line, wire.column) == (cell.line, cell.column) && wire.text == found.name
}
