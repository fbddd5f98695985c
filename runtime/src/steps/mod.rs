//! What recipes do, told as they do it: the functions of recipes, ciphers and keys pass what they make through here. With
//! the cargo feature `explain` it is written down while somebody listens; without, nothing is compiled. What may be shown
//! of it does not belong here.

mod deed;
#[cfg(feature = "explain")]
mod log;
mod tell;

pub(crate) use deed::{Deed, Inputs, Keyed};
#[cfg(feature = "explain")]
pub(crate) use log::{Bytes, Entry, Log, recorded};
pub(crate) use tell::{are_heard, hides, reads, sends, step};
