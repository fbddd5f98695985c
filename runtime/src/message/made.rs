//! What a client made for a call, beside what its caller gave: requests that follow take it over.

use crate::Wire;

/// Values by the names that the generated code has for them.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct MadeValues(Vec<(&'static str, String)>);

opaque!(MadeValues, "MadeValues");

impl MadeValues {
    /// Adds a value; an absent one is left out.
    pub(crate) fn add(&mut self, name: &'static str, value: &dyn Wire) {
        self.0
            .extend(value.wire().map(|text| (name, text.into_owned())));
    }

    /// The value of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let mut values = self.0.iter();
        let (_, value) = values.find(|(known, _)| *known == name)?;
        Some(value)
    }
}
