//! What a page says of a field besides its type and presence: ciphers, proofs, recipes, examples and notes. Most of it is
//! for a person to settle.

use kpg_documents::{PresenceWord, RecipeWords, Said, says_length};

use super::{FieldDraft, shown};
use crate::import::lines::Fidelity;
use crate::import::{label, names, recipe};
use crate::{program, yaml};

impl FieldDraft<'_> {
    pub(super) fn note_encryption(&mut self) {
        match &self.field.encrypted {
            Said::Given(fact) if fact.value => {
                let is_mark = fact.cell.text.chars().count() <= 2;
                let words = if is_mark {
                    String::new()
                } else {
                    format!(" ({})", shown(&fact.cell))
                };
                self.add_todo(format!(
                    "The page says that it is encrypted{words}; declare the cipher and name it here."
                ));
            }
            Said::Unclear(cell) => {
                let todo = format!(
                    "Whether it is encrypted is written as {}, which was not understood.",
                    shown(cell)
                );
                self.add_todo(todo);
            }
            _ => {}
        }
    }

    /// A recipe is drafted in words: whether it is right, only a sample or the vendor shows.
    pub(super) fn note_recipe(&mut self) {
        if self.is_received() {
            return;
        }
        let drafted = recipe::drafted(self.field, self.context.way, &self.context.evidence);
        let said = self.field.recipe.as_ref();
        let said = said.map(|said| (&said.value, said.cell.line));
        if let Some(drafted) = drafted {
            let name = names::suggested(&self.field.wire.text, "mark");
            self.add_todo(format!("{drafted} Then write `from: {name}` here."));
        } else if let Some((_, line)) = said.filter(|(words, _)| !words.digests.is_empty()) {
            self.add_todo(format!(
                "Line {line} speaks of a digest; find its recipe with `{} solve` on a sample, declare it under `values`, and name it here with `from`.",
                program::name()
            ));
        }
        let is_cipher = |words: &RecipeWords| !words.modes.is_empty() || !words.ciphers.is_empty();
        if let Some((words, line)) = said.filter(|(words, _)| is_cipher(words)) {
            let said = words.ciphers.iter().chain(&words.modes);
            let said = said.copied().collect::<Vec<_>>().join("/").to_uppercase();
            self.add_todo(format!(
                "Line {line} says that it is encrypted with {said}; declare that under `ciphers`, and name it here with `encrypt`."
            ));
        }
    }

    /// No page says in its tables how a proof is made; what it says of one must not be passed over.
    pub(super) fn note_proof(&mut self) {
        if self.is_answered() && recipe::is_proof(self.field) {
            let name = &self.field.wire.text;
            let way = self.context.way;
            let drafted = recipe::drafted(self.field, way, &self.context.evidence);
            let drafted = drafted.map_or(String::new(), |drafted| format!(" {drafted}"));
            self.add_todo(format!(
                "It may prove that the answer is the vendor's (위변조 검증): then give the operation `authenticity: {{ member: {name}, is: … }}` with the page's recipe; else forged answers are believed.{drafted}"
            ));
        }
    }

    pub(super) fn add_example(&mut self) {
        let plain = self.context.fidelity == Fidelity::AsDocumented;
        if self.context.fidelity == Fidelity::WithoutExample && self.field.example.is_some() {
            self.add_todo("The example of the page does not fit what the page says of it.");
        }
        let typed = self.entries.iter().any(|(key, _)| *key == "type");
        if let Some(example) = self.field.example.as_ref().filter(|_| plain && !typed) {
            self.entries.push(("example", yaml::quoted(&example.text)));
        }
    }

    /// What the page says besides, where nothing of it has been taken for another fact.
    pub(super) fn add_note(&mut self) {
        let field = self.field;
        let used = !field.values.is_empty()
            || field.example.is_some()
            || field.on_success.is_some()
            || field.format.given().is_some()
            || (field.presence.given() == Some(&PresenceWord::Conditional)
                && field.condition.is_some());
        if used {
            return;
        }
        // A label is the first sentence of what the page has for one.
        let label = field.label.as_ref().map_or("", |label| &label.text);
        let (_, more) = label::sentences(label);
        let note = field.note.as_ref().map_or("", |note| &note.text);
        let is_label = |line: usize| field.label.as_ref().is_some_and(|label| label.line == line);
        let labelled = field
            .note
            .as_ref()
            .is_some_and(|note| is_label(note.line) && note.text.starts_with(label));
        let rest = match labelled {
            true => note.get(label.len()..).unwrap_or_default(),
            false => note,
        };
        let words = [besides(more), besides(rest)];
        let words = words.into_iter().filter(|words| !words.is_empty());
        let words = words.collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            self.entries.push(("note", yaml::scalar(&words)));
        }
    }
}

/// What follows a label, without the lengths before it, which stand in keys of their own.
fn besides(rest: &str) -> &str {
    let rest = rest.trim().trim_start_matches(',').trim_start();
    match rest.split_once(',') {
        Some((first, others)) if says_length(first) => besides(others),
        None if says_length(rest) => "",
        Some(_) | None => rest,
    }
}
