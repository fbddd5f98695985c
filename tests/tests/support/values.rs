//! Texts for the fields of a request, by the names that Rust has for them.

use std::collections::BTreeMap;

use kpg::runtime::{Choice, OpenChoice};
use kpg_codegen::model::{Field, Kind, Operation};

use crate::Fault;

/// What a request is built from: for every field that is given, its text, or the parts of one that
/// joins several.
#[derive(Clone, Debug, Default)]
pub struct Values(BTreeMap<String, Vec<String>>);

impl Values {
    /// The examples of the spec for every field that a request with all of them may have.
    pub fn examples(operation: &Operation) -> Self {
        let fields = operation.caller_fields();
        let allowed = fields.filter(|field| !is_forbidden(operation, field));
        allowed.fold(Self::default(), |values, field| {
            let Some(example) = &field.facts.example else {
                return values;
            };
            match field.facts.content.one() {
                Some(&Kind::Joined { separator }) => {
                    values.with_parts(field, example.split(separator))
                }
                _ => values.with(field, example),
            }
        })
    }

    /// With this text for a field.
    #[must_use]
    pub fn with(self, field: &Field, text: &str) -> Self {
        self.with_parts(field, [text])
    }

    /// With these texts for a field that joins them.
    #[must_use]
    pub fn with_parts<'t>(
        mut self,
        field: &Field,
        parts: impl IntoIterator<Item = &'t str>,
    ) -> Self {
        let parts = parts.into_iter().map(str::to_owned).collect();
        self.0.insert(field.facts.name.snake().to_owned(), parts);
        self
    }

    /// Without a field.
    #[must_use]
    pub fn without(mut self, field: &Field) -> Self {
        self.0.remove(field.facts.name.snake());
        self
    }

    /// The text of a field, when it is given.
    pub fn of(&self, field: &Field) -> Option<&str> {
        self.0
            .get(field.facts.name.snake())?
            .first()
            .map(String::as_str)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub(crate) fn parts(&self, name: &str) -> Result<Vec<String>, Fault> {
        let parts = self.0.get(name).cloned();
        parts.ok_or_else(|| format!("the builder wants `{name}`, and there is no value").into())
    }

    pub(crate) fn text(&self, name: &str) -> Result<String, Fault> {
        Ok(self.parts(name)?.concat())
    }

    pub(crate) fn number(&self, name: &str) -> Result<u64, Fault> {
        Ok(self.text(name)?.parse()?)
    }

    pub(crate) fn flag(&self, name: &str) -> Result<bool, Fault> {
        Ok(self.text(name)?.parse()?)
    }

    /// A value of an open type, listed or not.
    pub(crate) fn open<C: OpenChoice>(&self, name: &str) -> Result<C, Fault> {
        Ok(C::from_wire(&self.text(name)?))
    }

    pub(crate) fn choice<C: Choice + Clone>(&self, name: &str) -> Result<C, Fault> {
        let text = self.text(name)?;
        let listed = C::VALUES.iter().find(|(wire, _)| *wire == text);
        let choice = listed.map(|(_, choice)| choice.clone());
        choice.ok_or_else(|| format!("`{name}` has no value `{text}`").into())
    }
}

/// Whether the examples of other fields keep this one out.
fn is_forbidden(operation: &Operation, field: &Field) -> bool {
    let example = |at| operation.field(at)?.facts.example.clone();
    let forbidden = field.presence.forbidden_when();
    forbidden.is_some_and(|condition| condition.held_by(&example).is_some())
}
