//! A document as it was parsed: what references lead to, where its text has something, and what its tables have as columns.

use std::collections::HashSet;

use serde_yaml::Value;

use super::places::Places;
use crate::error::ReadError;
use crate::limits;
use crate::vocabulary::Role;

/// What the columns of a table hold.
pub(super) const COLUMNS: [Role; 9] = [
    Role::Wire,
    Role::Depth,
    Role::Place,
    Role::Kind,
    Role::Length,
    Role::Presence,
    Role::Label,
    Role::Note,
    Role::Values,
];
/// So many references are followed from one place; one may lead to itself.
const MOST_REFERENCES: usize = 8;

/// A document and its text.
pub(super) struct Document<'t> {
    pub(super) places: Places<'t>,
    pub(super) root: &'t Value,
    /// How many cells its tables have so far.
    pub(super) cells: usize,
}

impl<'t> Document<'t> {
    /// What a reference leads to, within the document.
    pub(super) fn followed(&self, value: &'t Value) -> &'t Value {
        let mut value = value;
        let mut seen = HashSet::new();
        while let Some(reference) = text_of(value, "$ref") {
            if !seen.insert(reference) || seen.len() > MOST_REFERENCES {
                break;
            }
            let Some(path) = reference.strip_prefix("#/") else {
                break;
            };
            let mut steps = path.split('/');
            let unescaped = |step: &str| step.replace("~1", "/").replace("~0", "~");
            let found = steps.try_fold(self.root, |value, step| value.get(unescaped(step)));
            let Some(next) = found else { break };
            value = next;
        }
        value
    }

    /// Where in the text stands what a reference leads to; where it does not refer, where it stands itself.
    pub(super) fn at_reference(&self, value: &Value, at: usize) -> usize {
        let name = text_of(value, "$ref").and_then(|path| path.rsplit('/').next());
        name.map_or(at, |name| {
            let components = self.places.of_key("components", 0);
            self.places.of_key(name, components)
        })
    }

    /// Counts cells, as long as there are not too many.
    pub(super) fn count(&mut self, cells: usize) -> Result<(), ReadError> {
        self.cells += cells;
        match self.cells > limits::MOST_CELLS {
            true => Err(super::super::grid::too_many_cells()),
            false => Ok(()),
        }
    }
}

pub(super) fn text_of<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str)
}

pub(super) fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or_default()
}

pub(super) fn items<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
    let list = value.get(key).and_then(Value::as_sequence);
    list.into_iter().flatten()
}
