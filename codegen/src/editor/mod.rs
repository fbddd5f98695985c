//! What an editor asks about a spec while somebody writes it: what stands here, what may stand here, where a name is
//! declared and used, and how it is renamed. Answers come from the shapes of the language and from what the compiler
//! found when it read the spec. Nothing here knows an editor or a protocol.

mod complete;
mod editing;
mod hover;
mod place;
mod rename;
mod scope;

pub use complete::{Completion, CompletionKind};
pub use editing::Editing;
pub use hover::Hover;
pub use rename::RenameRefused;
