//! Members inside objects that have arrived, which a proof names by the way to them: `card.no`.

use super::operand::Absence;
use super::plan::Planner;
use crate::diagnostic::Diagnostics;
use crate::model::{Expression, FieldRef, Place, Received};
use crate::resolve::notation::text::member_path;
use crate::syntax::reader::Text;
use crate::syntax::spec::{Field, Named};
use crate::words::{NestedType, TypeWord};

/// A member inside an object.
pub(super) struct Inside<'s> {
    /// The outermost object.
    pub at: FieldRef,
    /// The objects around it, from the outside in.
    pub around: Vec<&'s Named<Field>>,
    /// The member itself.
    pub field: &'s Named<Field>,
}

impl<'s> Planner<'_, 's> {
    /// The member inside an object to which a name leads. What a key is made of stands in no object.
    pub(super) fn inside(&self, name: &str) -> Option<Inside<'s>> {
        if self.opens_what_arrives {
            return None;
        }
        name.match_indices('.').find_map(|(dot, _)| {
            let (outer, rest) = (name.get(..dot)?, name.get(dot + 1..)?);
            let (at, object) = *self.fields.get(outer)?;
            let (around, field) = within(object, rest)?;
            (at.place == Place::Received).then_some(Inside { at, around, field })
        })
    }

    /// The names of all such members.
    pub(super) fn names_inside(&self) -> Vec<String> {
        let mut names = Vec::new();
        for (name, (at, object)) in &self.fields {
            if at.place == Place::Received {
                add_names(name, object, &mut names);
            }
        }
        names
    }

    /// The text of such a member: each object around it must be there too.
    pub(super) fn text_inside(
        &mut self,
        name: &Text,
        inside: &Inside<'s>,
        absence: Absence,
        out: &mut Diagnostics,
    ) -> Expression {
        for object in &inside.around {
            let around = Text::new(object.name.value.clone(), name.span);
            self.is_signed(&around, object, absence, out);
        }
        self.is_signed(name, inside.field, absence, out);
        self.named.insert(inside.at);
        out.refers(name.span, inside.field.name.span);
        Expression::Received(Received {
            path: member_path(name),
            may_be_absent: absence == Absence::Said,
            is_sealed: false,
        })
    }
}

/// The member of an object to which a name leads, with the objects on the way.
fn within<'s>(
    object: &'s Named<Field>,
    name: &str,
) -> Option<(Vec<&'s Named<Field>>, &'s Named<Field>)> {
    let members = members_of(object)?;
    if let Some(found) = members.iter().find(|member| member.name.value == name) {
        return Some((vec![object], found));
    }
    members.iter().find_map(|member| {
        let rest = name.strip_prefix(member.name.value.as_str())?;
        let (mut around, found) = within(member, rest.strip_prefix('.')?)?;
        around.insert(0, object);
        Some((around, found))
    })
}

fn add_names(name: &str, object: &Named<Field>, names: &mut Vec<String>) {
    for member in members_of(object).unwrap_or_default() {
        let inside = format!("{name}.{}", member.name.value);
        add_names(&inside, member, names);
        names.push(inside);
    }
}

/// The members of a single object. Which of several a name means is not known.
fn members_of(field: &Named<Field>) -> Option<&[Named<Field>]> {
    let is_object = field.value.type_word() == Some(TypeWord::NestedType(NestedType::Object));
    field.value.members.as_deref().filter(|_| is_object)
}
