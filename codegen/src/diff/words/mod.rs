//! Changes in words, for people who know the spec language: the only place where subjects and facts become text. What
//! changed, and how it is classed, is decided before.

mod answer;
mod changelog;
mod fact;
mod field;
mod list;
mod message;
mod operation;
mod page;
mod recipe;
mod record;
mod shared;
mod subject;
mod vendor;

pub use changelog::changelog;
pub use page::changes_page;
#[cfg(feature = "openapi")]
pub(super) use recipe::recipe_words;
