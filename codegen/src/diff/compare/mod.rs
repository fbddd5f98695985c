//! Finds what changed between two models: which thing is which, whether they differ, and what kind of change it is.
//! What changes are called, and how facts are shown, does not belong here.
//!
//! Every struct of the model is taken apart without `..`, so that a fact that the model learns cannot be forgotten
//! here: the compiler asks what becomes of it.

mod answer;
mod authenticity;
mod builder;
mod comparison;
mod documentation;
mod form;
mod limit;
mod matching;
mod notification;
mod operation;
mod recipe;
mod record;
mod rust_type;
mod value_kind;
mod vendor;

use comparison::Comparison;
#[cfg(feature = "openapi")]
pub(super) use recipe::Message;

use crate::diff::change::Change;
#[cfg(feature = "openapi")]
use crate::diff::change::facts::Recipe;
#[cfg(feature = "openapi")]
use crate::model::Expression;
use crate::model::Vendor;

/// Every difference in meaning: the vendor's first, then those of each operation, form and notification.
pub(super) fn compare<'m>(old: &'m Vendor, new: &'m Vendor) -> Vec<Change<'m>> {
    let mut comparison = Comparison::new(old, new);
    vendor::compare_declarations(&mut comparison);
    operation::compare_operations(&mut comparison);
    form::compare_forms(&mut comparison);
    notification::compare_notifications(&mut comparison);
    comparison.changes
}

/// A recipe of one message, as a change shows it.
#[cfg(feature = "openapi")]
pub(super) fn recipe_of<'m>(
    vendor: &'m Vendor,
    message: Message<'m>,
    recipe: &'m Expression,
) -> Recipe<'m> {
    recipe::followed_with_defaults(recipe::Side { vendor, message }, recipe)
}
