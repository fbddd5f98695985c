//! Syntax → model: every name is looked up, every default filled in, every rule of the language checked.
//! One function per construct; what is wrong is gathered, never thrown.

mod account;
mod address;
mod answer;
mod boundary;
mod code_kind;
mod context;
mod declaration;
mod echo;
mod field;
mod follow_up;
mod kind;
mod level;
mod lifetime;
mod notification;
mod operand;
mod operation;
mod place;
mod plan;
mod presence;
mod recipe;
mod recovery;
mod refusal;
#[cfg(test)]
mod reserved_words;
mod result;
mod role;
mod rule;
mod secrecy;
mod selection;
mod session;
mod template;
mod text;
mod unique;
mod unit;
mod usage;
mod vendor;

pub(crate) use level::set_levels;

use crate::diagnostic::Diagnostics;
use crate::model::Vendor;
use crate::syntax::spec::Spec;

/// The model of a spec. It may only be used when nothing was reported, here or before.
pub(crate) fn resolve(spec: &Spec, out: &mut Diagnostics) -> Vendor {
    vendor::vendor(spec, out)
}
