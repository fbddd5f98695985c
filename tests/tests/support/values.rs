//! Texts for the fields of a request, by their names on the wire.

use std::collections::BTreeMap;

use kpg_codegen::model::{Field, Kind, Operation, Vendor, good_request};

use crate::{Fault, fixtures};

/// What a request is built from: for every field that is given, its text, or the parts of one that
/// joins several.
#[derive(Clone, Debug, Default)]
pub struct Values(BTreeMap<String, Vec<String>>);

impl Values {
    /// What a good request has: the examples of the spec, and made-up values of what is required and has none.
    pub fn good(vendor: &Vendor, operation: &Operation) -> Self {
        let good = good_request(vendor, operation).into_iter();
        good.fold(Self::default(), |values, (field, text)| {
            match field.facts.content.one() {
                Some(&Kind::Joined { separator }) => {
                    values.with_parts(field, text.split(separator))
                }
                _ => values.with(field, &text),
            }
        })
    }

    /// The same of an operation by its names.
    pub(crate) fn of_operation(vendor: &str, operation: &str) -> Result<Self, Fault> {
        let vendor = fixtures::vendor(vendor)?;
        let mut operations = vendor.operations.iter();
        let found = operations.find(|each| each.name.snake() == operation);
        let found = found.ok_or_else(|| format!("there is no operation `{operation}`"))?;
        Ok(Self::good(&vendor, found))
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
        self.0.insert(field.wire.clone(), parts);
        self
    }

    /// Without a field.
    #[must_use]
    pub fn without(mut self, field: &Field) -> Self {
        self.0.remove(&field.wire);
        self
    }

    /// The text of a field, when it is given.
    pub fn of(&self, field: &Field) -> Option<&str> {
        self.0.get(&field.wire)?.first().map(String::as_str)
    }

    pub(crate) fn contains_key(&self, wire: &str) -> bool {
        self.0.contains_key(wire)
    }

    pub(crate) fn texts(&self, wire: &str) -> Option<Vec<String>> {
        self.0.get(wire).cloned()
    }
}

impl FromIterator<(String, String)> for Values {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(texts: I) -> Self {
        let texts = texts.into_iter();
        Self(texts.map(|(wire, text)| (wire, vec![text])).collect())
    }
}
