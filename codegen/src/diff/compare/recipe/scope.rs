//! What recipes may refer to, on both sides. What they make of it does not belong here.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::diff::change::facts::Reference;
use crate::model::{
    AnswerField, Computed, Expression, FieldRef, Notification, Opening, Operation, Path, Request,
    Value, Vendor,
};

/// What recipes of an operation or notification may refer to, on both sides.
pub(in crate::diff::compare) struct Scope<'m> {
    pub old: Side<'m>,
    pub new: Side<'m>,
    /// Which field of the old side is which of the new one.
    pub fields: BTreeMap<FieldRef, FieldRef>,
    /// Which member that arrives on the old side is which of the new one.
    members: Vec<(&'m Path, &'m Path)>,
    /// Which random value of the old side is which of the new one: each is the same wherever it is used.
    pub random: RefCell<BTreeMap<usize, usize>>,
}

impl<'m> Scope<'m> {
    pub fn new(old: Side<'m>, new: Side<'m>, fields: BTreeMap<FieldRef, FieldRef>) -> Self {
        Self {
            old,
            new,
            fields,
            members: Vec::new(),
            random: RefCell::default(),
        }
    }

    /// With the members of what arrives, each old one with the new one that it is.
    pub fn receiving(self, same: Vec<(&'m AnswerField, &'m AnswerField)>) -> Self {
        let members = same.into_iter().map(|(old, new)| (&old.path, &new.path));
        Self {
            members: members.collect(),
            ..self
        }
    }

    /// With other sides, in which the same is the same.
    pub fn with_sides(&self, old: Side<'m>, new: Side<'m>) -> Self {
        Self {
            old,
            new,
            fields: self.fields.clone(),
            members: self.members.clone(),
            random: RefCell::default(),
        }
    }

    /// Whether a member that arrives on the old side is one of the new side. The result code is no member of the
    /// model, and known by its path.
    pub fn is_same_member(&self, old: &Path, new: &Path) -> bool {
        let mut members = self.members.iter();
        match members.find(|(was, _)| *was == old) {
            Some((_, is)) => *is == new,
            None => old == new,
        }
    }

    /// Whether a field of the old side is one of the new side.
    pub fn is_same_field(&self, old: FieldRef, new: FieldRef) -> bool {
        self.fields.get(&old) == Some(&new)
    }
}

/// What recipes of one side may refer to.
#[derive(Clone, Copy)]
pub(in crate::diff::compare) struct Side<'m> {
    pub vendor: &'m Vendor,
    pub message: Message<'m>,
}

/// What has recipes.
#[derive(Clone, Copy)]
pub(crate) enum Message<'m> {
    Request(&'m Request),
    /// The answer of an operation, with what its proof takes in of the request.
    Answer(&'m Operation),
    Notification(&'m Notification),
    /// What opens an answer of an operation, or a notification, with one cipher.
    Opening(Option<&'m Operation>, &'m Opening),
}

impl<'m> Side<'m> {
    /// The values that recipes refer to by their position.
    pub fn computed(self) -> &'m [Computed] {
        match self.message {
            Message::Request(request) => &request.computed,
            Message::Answer(operation) => {
                let proof = operation.answer.proof.as_ref();
                proof.map_or(&[], |proof| &proof.computed)
            }
            Message::Notification(notification) => notification.computed(),
            Message::Opening(_, opening) => &opening.computed,
        }
    }

    /// The operation whose answer it is.
    pub fn operation(self) -> Option<&'m Operation> {
        match self.message {
            Message::Answer(operation) => Some(operation),
            Message::Opening(operation, _) => operation,
            Message::Request(_) | Message::Notification(_) => None,
        }
    }

    /// The field or member that a reference points to.
    pub fn reference(self, to: FieldRef) -> Reference<'m> {
        let found = match self.message {
            Message::Request(request) => request.field(to),
            Message::Answer(operation) => operation.field(to),
            Message::Opening(operation, _) => operation.and_then(|operation| operation.field(to)),
            Message::Notification(notification) => notification.stored_value(to),
        };
        found.map_or(Reference::Nothing, |field| Reference::Field {
            place: to.place,
            wire: &field.wire,
        })
    }

    /// An expression, or the one that it refers to as a value.
    pub fn follow<'e>(self, mut expression: &'e Expression) -> &'e Expression
    where
        'm: 'e,
    {
        // A value refers only to values before it, so that this ends.
        while let Expression::Value(Value(position)) = expression {
            match self.computed().get(*position) {
                Some(computed) => expression = &computed.expression,
                None => break,
            }
        }
        expression
    }
}
