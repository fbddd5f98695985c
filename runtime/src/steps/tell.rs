//! What is told: nothing but calls of the log, which cost nothing without it.

use super::deed::{Deed, Inputs};
#[cfg(feature = "explain")]
use super::log;
use crate::Wire;

/// Passes on what a step made, and tells of it.
#[cfg_attr(not(feature = "explain"), inline(always))]
pub(crate) fn step<O: AsRef<[u8]>>(
    deed: Deed,
    word: &'static str,
    inputs: &(impl Inputs + ?Sized),
    output: O,
) -> O {
    #[cfg(feature = "explain")]
    log::tell(deed, word, inputs, output.as_ref());
    #[cfg(not(feature = "explain"))]
    let _ = (deed, word, inputs);
    output
}

/// Tells of a value that a recipe reads: whether it must never be shown.
#[cfg_attr(not(feature = "explain"), inline(always))]
pub(crate) fn reads(value: &(impl Wire + ?Sized)) {
    #[cfg(feature = "explain")]
    if value.is_sensitive() {
        log::hide(value.wire().unwrap_or_default().as_bytes());
    }
    #[cfg(not(feature = "explain"))]
    let _ = value;
}

/// Tells of bytes that must never be shown.
#[cfg_attr(not(feature = "explain"), inline(always))]
pub(crate) fn hides(bytes: &[u8]) {
    #[cfg(feature = "explain")]
    log::hide(bytes);
    #[cfg(not(feature = "explain"))]
    let _ = bytes;
}

/// Tells of a member or a header that is sent.
#[cfg_attr(not(feature = "explain"), inline(always))]
pub(crate) fn sends(name: &str, text: &str) {
    #[cfg(feature = "explain")]
    log::tell_sent(name, text.as_bytes());
    #[cfg(not(feature = "explain"))]
    let _ = (name, text);
}

/// Whether somebody listens: what is told is not made for nobody.
#[cfg_attr(not(feature = "explain"), inline(always))]
pub(crate) fn are_heard() -> bool {
    #[cfg(feature = "explain")]
    return log::is_heard();
    #[cfg(not(feature = "explain"))]
    false
}
