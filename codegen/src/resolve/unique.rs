//! Names that must differ once they are Rust names.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Name, reserved};
use crate::source::Span;
use crate::syntax::reader::Text;

const HELP: &str = "choose another name; fields, values and codes take one as `name:`";

/// Rust names of one scope and where each was given.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// What the scope holds, for messages: "fields of `cancel`".
    of: String,
    taken: HashMap<Cow<'static, str>, Option<Span>>,
}

impl Scope {
    pub(super) fn new(of: impl Into<String>) -> Self {
        Self {
            of: of.into(),
            taken: HashMap::new(),
        }
    }

    /// With names that the generated code takes for itself.
    pub(super) fn reserving(self, names: &[&'static str]) -> Self {
        self.reserving_all(names.iter().copied())
    }

    /// With names that the generated code takes for itself, from wherever they come.
    pub(super) fn reserving_all(
        mut self,
        names: impl Iterator<Item = impl Into<Cow<'static, str>>>,
    ) -> Self {
        self.taken.extend(names.map(|name| (name.into(), None)));
        self
    }

    /// Takes a name; reports it when it is taken already.
    pub(super) fn take(&mut self, name: &str, span: Span, out: &mut Diagnostics) {
        // What stands for an unreadable name was reported already, and collides with nothing.
        if name.contains(' ') {
            return;
        }
        match self.taken.get(name) {
            None => {
                self.taken.insert(Cow::Owned(name.to_owned()), Some(span));
            }
            Some(Some(first)) => {
                let (first, second) = (span.min(*first), span.max(*first));
                let problem = Diagnostic::new(
                    DiagnosticCode::NameCollision,
                    second,
                    format!("two {} would be called `{name}` in Rust", self.of),
                )
                .label("this one")
                .also(first, "and this one");
                out.push(problem.help(HELP));
            }
            Some(None) => {
                let problem = Diagnostic::new(
                    DiagnosticCode::NameCollision,
                    span,
                    format!("the generated code needs the name `{name}` itself"),
                )
                .label(format!("among the {}", self.of));
                out.push(problem.help(HELP));
            }
        }
    }
}

/// Operations and notifications have files of their own, which must be possible everywhere.
pub(super) fn names_a_file(name: &Text, out: &mut Diagnostics) {
    if Name::parse(&name.value).is_ok_and(|name| reserved::is_device(&name)) {
        let message = format!("no file can be called `{}` on Windows", name.value);
        let device = Diagnostic::new(DiagnosticCode::NameCollision, name.span, message);
        out.push(device.help("choose another name; it becomes a file"));
    }
}
