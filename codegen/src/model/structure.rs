//! The Rust structs that several answers or objects share.

use super::{AnswerField, Label, Name, Operation, Vendor};

/// A struct that several answers or objects share.
#[derive(Clone, Debug)]
pub struct Structure<'m> {
    /// Its name.
    pub name: &'m Name,
    /// Its members, as the first that has them describes them.
    pub fields: &'m [AnswerField],
    /// Who has it.
    pub of: StructureOf<'m>,
}

/// What becomes a shared struct.
#[derive(Clone, Debug)]
pub enum StructureOf<'m> {
    /// The whole answers of these operations.
    Answers(Vec<&'m Operation>),
    /// Objects, labelled as the first of them.
    Objects(&'m Label),
}

impl Vendor {
    /// The structs that the spec names, each once, in the order in which they are met first.
    pub fn structures(&self) -> Vec<Structure<'_>> {
        let mut found: Vec<Structure<'_>> = Vec::new();
        for operation in &self.operations {
            let answer = &operation.answer;
            if let Some(name) = &answer.structure {
                add_answer(name, operation, &mut found);
            }
            add_objects(&answer.fields, &mut found);
        }
        for notification in &self.notifications {
            add_objects(&notification.fields, &mut found);
        }
        found
    }
}

fn add_answer<'m>(name: &'m Name, operation: &'m Operation, found: &mut Vec<Structure<'m>>) {
    let known = found.iter_mut().find(|known| known.name == name);
    match known.map(|known| &mut known.of) {
        Some(StructureOf::Answers(operations)) => operations.push(operation),
        // An answer and an object of one struct were reported.
        Some(StructureOf::Objects(_)) => {}
        None => found.push(Structure {
            name,
            fields: &operation.answer.fields,
            of: StructureOf::Answers(vec![operation]),
        }),
    }
}

fn add_objects<'m>(fields: &'m [AnswerField], found: &mut Vec<Structure<'m>>) {
    for field in fields {
        let members = field.members().unwrap_or_default();
        if let Some(name) = field.structure()
            && !found.iter().any(|known| known.name == name)
        {
            found.push(Structure {
                name,
                fields: members,
                of: StructureOf::Objects(&field.facts.label),
            });
        }
        add_objects(members, found);
    }
}
