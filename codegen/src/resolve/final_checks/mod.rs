//! Checks of the whole: what nothing uses, what the spec leaves unsaid, and the levels that it sets.

mod level;
mod refusals;
mod shared_address;
mod unit;
mod usage;

pub(crate) use level::set_levels;

use std::collections::HashSet;

use crate::diagnostic::Diagnostics;
use crate::model::Vendor;
use crate::syntax::spec::Spec;

/// Checks a vendor as a whole. `used` are the names of the values that its operations need.
pub(super) fn check(spec: &Spec, vendor: &Vendor, used: &HashSet<&str>, out: &mut Diagnostics) {
    // What is wrong elsewhere may be the reason why something is not used.
    if out.has_errors() {
        return;
    }
    unit::units_are_declared(spec, out);
    refusals::refusals_are_said(spec, vendor, out);
    shared_address::requests_are_told_apart(spec, vendor, out);
    usage::nothing_is_unused(spec, vendor, used, out);
    usage::optional_is_optional(spec, vendor, out);
}
