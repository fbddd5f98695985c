//! Lists of values in notes → types of a spec. Two fields with the same list share one.

use std::collections::HashSet;

use kpg_documents::{DocumentedField, DocumentedValue, ListWords};

use super::{label, names};
use crate::yaml;

/// The types of a draft.
#[derive(Debug, Default)]
pub(super) struct Types {
    list: Vec<Type>,
    taken: HashSet<String>,
}

#[derive(Debug)]
struct Type {
    name: String,
    label: Option<String>,
    open: bool,
    values: Vec<DocumentedValue>,
    todo: Option<String>,
    comment: String,
}

impl Types {
    /// The name of a field's type; a new one where no other field has the same values with the same meanings.
    ///
    /// Types of answers are open, because vendors add values; so are lists that say that there are more.
    pub(super) fn name_for(
        &mut self,
        field: &DocumentedField,
        answer: bool,
        comment: &str,
    ) -> String {
        let more = field.list == ListWords::OpenEnded;
        let open = answer || more;
        let same = |known: &&Type| {
            let values = |list: &[DocumentedValue]| -> Vec<(String, String)> {
                let values = list.iter();
                let values = values.map(|value| (value.value.clone(), value.meaning.clone()));
                values.collect()
            };
            known.open == open && values(&known.values) == values(&field.values)
        };
        if let Some(known) = self.list.iter().find(same) {
            return known.name.clone();
        }
        let suggested = names::suggested(&field.wire.text, "kind_of");
        let name = names::unique(&format!("{suggested}_value"), &mut self.taken);
        let todo = (more && !answer)
            .then(|| "The page gives these as examples or says that there are more; list them all, or keep the type open.".to_owned());
        self.list.push(Type {
            name: name.clone(),
            label: field.label.as_ref().map(|label| label.text.clone()),
            open,
            values: field.values.clone(),
            todo,
            comment: comment.to_owned(),
        });
        name
    }

    /// `types:` of the spec, of those that a field of the draft has; nothing when there are none.
    pub(super) fn written(&self, drafted: &[&str]) -> String {
        let is_apart = |c: char| !c.is_ascii_alphanumeric() && c != '_';
        let words = drafted.iter().flat_map(|text| text.split(is_apart));
        let words: HashSet<&str> = words.collect();
        let mut out = String::new();
        for each in self
            .list
            .iter()
            .filter(|each| words.contains(each.name.as_str()))
        {
            if out.is_empty() {
                out.push_str("types:\n");
            }
            out.push_str(&each.written());
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out
    }
}

impl Type {
    fn written(&self) -> String {
        let label = label::label(self.label.as_deref().unwrap_or(&self.name));
        let mut out = format!(
            "  {}:  # {}\n    {}: {}\n",
            self.name,
            yaml::comment_text(&self.comment),
            label.0,
            label.1
        );
        if self.open {
            out.push_str("    open: true\n");
        }
        let todos: Vec<String> = self.todo.iter().cloned().collect();
        out.push_str(&yaml::todos(4, &todos));
        out.push_str("    values:\n");
        let mut taken = HashSet::new();
        let rows: Vec<_> = self
            .values
            .iter()
            .map(|value| {
                let meaning = match value.meaning.is_empty() {
                    true => value.value.as_str(),
                    false => value.meaning.as_str(),
                };
                let (language, label) = label::label(meaning);
                let mut entries = vec![(language, label)];
                let plain = names::of_value(&value.value, "value");
                let name = names::unique(&plain, &mut taken);
                if kpg_codegen::model::Name::from_wire(&value.value)
                    .map(|plain| plain.snake().to_owned())
                    != Ok(name.clone())
                {
                    entries.insert(0, ("name", name));
                }
                (yaml::key(&value.value), yaml::flow(&entries), String::new())
            })
            .collect();
        out.push_str(&yaml::column(6, &rows));
        out
    }
}
