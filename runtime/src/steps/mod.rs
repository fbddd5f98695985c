//! What recipes do, told as they do it: the functions of recipes, ciphers and keys pass what they make through here. With
//! the cargo feature `explain` it is written down while somebody listens; without, nothing is compiled. What may be shown
//! of it does not belong here.

mod deed;
#[cfg(feature = "explain")]
mod log;
mod tell;

pub(crate) use deed::{Deed, Keyed};
#[cfg(feature = "explain")]
pub(crate) use log::{Entry, Log, recorded};
pub(crate) use tell::{hides, reads, sends, step};
