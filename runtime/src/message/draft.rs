//! What generated builders fill in.

use std::marker::PhantomData;

use crate::Sensitive;

/// The fields of a request that is being built, and in its type the required ones given so far.
#[derive(Clone, Debug)]
pub struct Draft<T, G> {
    fields: T,
    given: PhantomData<G>,
}

impl<T: Default> Draft<T, ()> {
    /// Nothing given yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            fields: T::default(),
            given: PhantomData,
        }
    }
}

impl<T: Default> Default for Draft<T, ()> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T, G> Draft<T, G> {
    /// Gives the required field `F`.
    #[must_use]
    pub fn give<F>(mut self, give: impl FnOnce(&mut T)) -> Draft<T, (F, G)> {
        give(&mut self.fields);
        Draft {
            fields: self.fields,
            given: PhantomData,
        }
    }

    /// Sets an optional field.
    #[must_use]
    pub fn set(mut self, set: impl FnOnce(&mut T)) -> Self {
        set(&mut self.fields);
        self
    }

    /// The fields as they are.
    #[must_use]
    pub fn finish(self) -> T {
        self.fields
    }
}

/// A given text that must not be shown.
pub fn sensitive(value: impl Into<String>) -> Option<Sensitive<String>> {
    Some(Sensitive::new(value.into()))
}
