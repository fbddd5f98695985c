//! Syntax → model: every name is looked up, every default filled in, every rule of the language checked.
//! One function per construct; what is wrong is gathered, never thrown.

mod answers;
mod context;
mod declarations;
mod fields;
mod final_checks;
mod follow_ups;
mod notation;
mod notifications;
mod operations;
mod recipes;
mod requests;
#[cfg(test)]
mod reserved_words;
mod sessions;
mod unique;

pub(crate) use final_checks::level::set_levels;

use crate::diagnostic::Diagnostics;
use crate::model::Vendor;
use crate::syntax::spec::Spec;

/// The model of a spec. It may only be used when nothing was reported, here or before.
pub(crate) fn resolve(spec: &Spec, out: &mut Diagnostics) -> Vendor {
    declarations::vendor::vendor(spec, out)
}
