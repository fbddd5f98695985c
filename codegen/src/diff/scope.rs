//! What recipes may refer to, on both sides. What they make of it does not belong here.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::model::{Computed, Expression, FieldRef, Value, Vendor};

/// What recipes of an operation or notification may refer to, on both sides.
pub(super) struct Scope<'m> {
    pub old: Side<'m>,
    pub new: Side<'m>,
    /// The fields that are the same.
    pub fields: BTreeMap<FieldRef, FieldRef>,
    /// Which chance value of the old spec is which of the new one: each is the same wherever it is used.
    pub chance: RefCell<BTreeMap<usize, usize>>,
}

/// What recipes of one side may refer to.
pub(super) struct Side<'m> {
    pub vendor: &'m Vendor,
    pub computed: &'m [Computed],
    /// The name of a field.
    pub name: Box<dyn Fn(FieldRef) -> String + 'm>,
}

impl<'m> Side<'m> {
    /// Follows references to values.
    pub fn resolved<'e>(&self, mut expression: &'e Expression) -> &'e Expression
    where
        'm: 'e,
    {
        // A value refers only to values before it, so that this ends.
        while let Expression::Value(Value(at)) = expression {
            match self.computed.get(*at) {
                Some(computed) => expression = &computed.expression,
                None => break,
            }
        }
        expression
    }
}
