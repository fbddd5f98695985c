//! Checks of the whole: what nothing uses, what the spec leaves unsaid, and the levels that it sets.

mod cipher_charset;
mod code_lengths;
mod computed_texts;
mod environments;
mod examples;
mod guarded;
mod identities;
mod left_open;
mod level;
mod number;
mod refusals;
mod shared_address;
mod uncovered;
mod unit;
mod usage;

pub(crate) use level::set_levels;

use std::collections::HashSet;

use crate::diagnostic::Diagnostics;
use crate::model::Vendor;
use crate::syntax::spec::Spec;

/// Names of the spec.
type Names<'n> = &'n HashSet<&'n str>;

/// Checks a vendor as a whole. `used` are the names of the values that its operations need, `sent` those of values that are
/// sent although they are made of secrets.
pub(super) fn check(
    spec: &Spec,
    vendor: &Vendor,
    (used, sent): (Names<'_>, Names<'_>),
    out: &mut Diagnostics,
) {
    let is_whole = !out.has_errors();
    // What could not be read may be the reason why something is not used.
    if !out.has_gaps() {
        usage::nothing_is_unused(spec, vendor, used, out);
    }
    if !is_whole {
        return;
    }
    unit::units_are_declared(spec, out);
    number::numbers_are_written(spec, vendor, out);
    refusals::refusals_are_said(spec, vendor, out);
    left_open::codes_are_open_elsewhere(spec, vendor, out);
    identities::identities_are_said(spec, vendor, out);
    uncovered::proofs_cover_the_payment(spec, vendor, out);
    uncovered::proofs_cover_the_time(spec, vendor, out);
    examples::recipes_are_held(spec, vendor, out);
    shared_address::requests_are_told_apart(spec, vendor, out);
    cipher_charset::charsets_are_said(spec, vendor, out);
    computed_texts::texts_fit(spec, vendor, out);
    code_lengths::codes_fit(spec, out);
    environments::addresses_differ(spec, out);
    guarded::keys_are_secret(spec, vendor, out);
    usage::reasons_are_needed(spec, sent, out);
    usage::optional_is_optional(spec, vendor, out);
}
