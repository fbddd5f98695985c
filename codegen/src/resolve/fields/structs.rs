//! The Rust structs that answers, notifications and the objects in them become: which of them several share, and that
//! those are the same. How a struct is emitted does not belong here.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{AnswerField, Name};
use crate::resolve::notation::text;
use crate::resolve::unique::Scope;
use crate::source::Span;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

/// The structs so far.
pub(crate) struct Structs {
    /// The names of all types.
    pub types: Scope,
    shared: HashMap<String, Shared>,
}

/// A struct that a spec names, as it was first.
struct Shared {
    place: Span,
    extent: Extent,
    members: Vec<AnswerField>,
}

/// What becomes a struct.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    WholeAnswer,
    Object,
}

impl Structs {
    pub(crate) fn new(types: Scope) -> Self {
        Self {
            types,
            shared: HashMap::new(),
        }
    }

    /// Takes a struct that the spec names. Says whether it is the first of its name.
    fn share(
        &mut self,
        (name, written): (&Name, &Text),
        (members, extent): (&[AnswerField], Extent),
        out: &mut Diagnostics,
    ) -> bool {
        let Some(first) = self.shared.get(name.snake()) else {
            self.types.take(&name.pascal(), written.span, out);
            let shared = Shared {
                place: written.span,
                extent,
                members: members.to_vec(),
            };
            self.shared.insert(name.snake().to_owned(), shared);
            return true;
        };
        if let Some(difference) = difference(first, (members, extent)) {
            let message = format!("two structs `{}` differ: {difference}", name.pascal());
            let problem = Diagnostic::new(DiagnosticCode::Conflict, written.span, message)
                .label("this one")
                .also(first.place, "and this one")
                .help(
                    "give both the same members, as with a group of fields, or names of their own",
                );
            out.push(problem);
        }
        false
    }
}

/// In what two structs of one name differ first. What a member must repeat of the request is no part of a struct.
fn difference(first: &Shared, (members, extent): (&[AnswerField], Extent)) -> Option<String> {
    if first.extent != extent {
        return Some("one is a whole answer, the other an object in one".to_owned());
    }
    for (old, new) in first.members.iter().zip(members) {
        if old == new {
            continue;
        }
        return Some(match old.path == new.path {
            true => format!("they describe `{}` in two ways", new.path),
            false => format!("`{}` stands where the other has `{}`", new.path, old.path),
        });
    }
    let (had, have) = (first.members.len(), members.len());
    (had != have).then(|| format!("one has {had} members, the other {have}"))
}

/// The types that the answer of an operation becomes. The entries are those that the fields were made from. Gives the
/// name of the struct where the spec names it.
pub(crate) fn answer_types(
    operation: &Named<spec::Operation>,
    fields: &[AnswerField],
    structs: &mut Structs,
    out: &mut Diagnostics,
) -> Option<Name> {
    let value = &operation.value;
    let members = (fields, value.answer.as_slice());
    let written = value.answer_struct.as_ref();
    let Some((written, name)) = written.and_then(|it| Some((it, text::name(it, out)?))) else {
        // A name that is none was told.
        if let Ok(name) = Name::parse(&operation.name.value) {
            let type_name = format!("{}Answer", name.pascal());
            structs.types.take(&type_name, operation.name.span, out);
            nested_types(&name.pascal(), members, structs, out);
        }
        return None;
    };
    if structs.share((&name, written), (fields, Extent::WholeAnswer), out) {
        nested_types(&name.pascal(), members, structs, out);
    }
    Some(name)
}

/// Every nested object becomes a type: of the name that the spec gives it, or named after the way to it. The entries
/// are those that the fields were made from.
pub(crate) fn nested_types(
    prefix: &str,
    (fields, entries): (&[AnswerField], &[Named<spec::Field>]),
    structs: &mut Structs,
    out: &mut Diagnostics,
) {
    let mut own = HashSet::new();
    for (field, entry) in fields.iter().zip(entries) {
        // Two members of one name were told as such, and not once more as two types.
        let is_first = own.insert(field.facts.name.snake());
        let (Some(members), true) = (field.members(), is_first) else {
            continue;
        };
        let inner = entry.value.members.as_deref().unwrap_or_default();
        let name = match (field.structure(), &entry.value.structure) {
            (Some(name), Some(written)) => {
                if !structs.share((name, written), (members, Extent::Object), out) {
                    continue;
                }
                name.pascal()
            }
            _ => {
                let name = format!("{prefix}{}", field.facts.name.pascal());
                structs.types.take(&name, entry.name_place(), out);
                name
            }
        };
        nested_types(&name, (members, inner), structs, out);
    }
}
