//! Recipes of two specs: what they refer to, whether two of them make the same, and what a change shows of them.

mod equality;
mod followed;
mod scope;

pub(super) use equality::{difference, same_ciphers};
pub(super) use followed::{followed, followed_with_defaults};
pub(crate) use scope::Message;
pub(super) use scope::{Scope, Side};
