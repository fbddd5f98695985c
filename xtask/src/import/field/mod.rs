//! One documented field → the mapping of one line of a draft. What the page leaves open becomes a `todo` on the same line.

mod kind;
mod said;

use kpg_documents::{Cell, DocumentedField, PresenceWord, RoleWord, Said, Way};

use super::label::label;
use super::lines::{Fidelity, Row};
use super::recipe::Evidence;
use super::types::Types;
use crate::yaml;

/// What changes how a field is drafted, besides the field.
#[derive(Clone, Copy, Debug)]
pub(super) struct FieldContext<'c> {
    pub(super) way: Way,
    /// How it is written where it is a list of values.
    pub(super) list: Option<ListOfValues>,
    /// The result code has its role already.
    pub(super) code_taken: bool,
    pub(super) message_taken: bool,
    /// Whether it stands in a JSON document, where a number is no text of digits. What arrives is taken to.
    pub(super) is_json: bool,
    /// The object that it is a member of, where that need not be there.
    pub(super) optional_object: Option<&'c DocumentedField>,
    /// What is to be done otherwise than the page suggests, because the compiler refuses it.
    pub(super) fidelity: Fidelity,
    /// The members of the field, where it has some.
    pub(super) members: &'c [Row],
    /// What the page says of recipes, and shows of the operation's messages.
    pub(super) evidence: Evidence<'c>,
    pub(super) citation: &'c str,
}

/// How a list of values is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListOfValues {
    /// As a list of JSON.
    Json,
    /// With brackets behind its name, once for each value: `ids[]=1&ids[]=2`.
    Brackets,
    /// In a query or a form of which the page does not show how it writes a list.
    Unsaid,
}

/// The mapping of a field.
pub(super) fn draft_field(
    field: &DocumentedField,
    context: &FieldContext<'_>,
    types: &mut Types,
) -> String {
    let mut draft = FieldDraft {
        field,
        context,
        entries: Vec::new(),
        todos: Vec::new(),
    };
    draft.add_name();
    draft.add_label();
    draft.add_role();
    draft.add_type_and_length(types);
    draft.add_presence();
    draft.note_encryption();
    draft.note_proof();
    draft.note_recipe();
    draft.add_example();
    draft.add_note();
    if !draft.todos.is_empty() {
        let open = draft.todos.join(" ");
        draft.entries.push(("todo", yaml::sentence(&open)));
    }
    yaml::flow(&draft.entries)
}

struct FieldDraft<'d> {
    field: &'d DocumentedField,
    context: &'d FieldContext<'d>,
    entries: Vec<(&'static str, String)>,
    todos: Vec<String>,
}

impl FieldDraft<'_> {
    fn add_todo(&mut self, todo: impl Into<String>) {
        self.todos.push(todo.into());
    }

    fn is_answered(&self) -> bool {
        self.context.way == Way::Answer
    }

    /// Whether the vendor writes it, in an answer or by itself.
    fn is_received(&self) -> bool {
        self.context.way != Way::Request
    }

    fn add_name(&mut self) {
        let plain = kpg_codegen::model::Name::from_wire(&self.field.wire.text).is_ok();
        if self.context.fidelity >= Fidelity::Renamed || !plain {
            let word = if self.is_received() {
                "answered"
            } else {
                "given"
            };
            let name =
                super::names::suggested(&format!("{}_{word}", self.field.wire.text), "field");
            self.entries.push(("name", name));
            self.add_todo("Give it a name that Rust can use and no other field has.");
        }
    }

    fn add_label(&mut self) {
        let Some(cell) = &self.field.label else {
            self.entries
                .push(("en", yaml::scalar(&self.field.wire.text)));
            self.add_todo("The page gives no label.");
            return;
        };
        self.entries.push(label(&cell.text));
        if cell.text.contains('\u{fffd}') {
            self.add_todo("The label lost characters in the copy of the page that was read.");
        }
    }

    fn add_role(&mut self) {
        let role = self.field.role.filter(|_| self.is_answered());
        match role {
            Some(RoleWord::Code) if !self.context.code_taken => {
                self.entries.push(("role", "code".to_owned()))
            }
            Some(RoleWord::Message) if !self.context.message_taken => {
                self.entries.push(("role", "message".to_owned()))
            }
            _ => {}
        }
    }

    fn is_code(&self) -> bool {
        self.entries.contains(&("role", "code".to_owned()))
    }

    fn add_presence(&mut self) {
        // A result code is in every answer, or there is no result.
        if self.is_code() {
            return;
        }
        let word = match &self.field.presence {
            Said::Given(fact) => fact.value,
            Said::Unclear(cell) => {
                let todo = format!(
                    "Whether it must be there is written as {}, which was not understood.",
                    shown(cell)
                );
                self.add_todo(todo);
                return;
            }
            Said::Blank(_) | Said::Silent => return,
        };
        let on_success = self.is_answered() && self.field.on_success.is_some();
        match word {
            _ if on_success => self.entries.push(("presence", "on_success".to_owned())),
            PresenceWord::Required => match self.context.optional_object {
                // A dot leads into an object that may be absent, and what is in it with the object.
                Some(object) if self.is_received() && self.is_led_to_from(object) => {}
                Some(object) if !self.is_received() => {
                    let condition = format!("where {} is sent", object.wire.text);
                    let condition = yaml::scalar(&condition);
                    let presence = format!("{{ conditional: {condition} }}");
                    self.entries.push(("presence", presence));
                }
                _ => self.entries.push(("presence", "required".to_owned())),
            },
            PresenceWord::Optional => {}
            PresenceWord::Conditional => self.add_condition(),
        }
    }

    /// Whether the name of the field begins with that of an object and a dot.
    fn is_led_to_from(&self, object: &DocumentedField) -> bool {
        let rest = self.field.wire.text.strip_prefix(&object.wire.text);
        rest.is_some_and(|rest| rest.starts_with('.'))
    }

    fn add_condition(&mut self) {
        if self.is_received() {
            self.add_todo("The page marks it as conditional and does not say when it comes.");
            return;
        }
        let condition = self
            .field
            .condition
            .as_ref()
            .map(|condition| condition.text.clone());
        if condition.is_none() {
            self.add_todo(
                "The page marks it as conditional and does not say when it must be there.",
            );
        }
        let condition = condition.unwrap_or_else(|| "as the vendor says".to_owned());
        self.entries.push((
            "presence",
            format!("{{ conditional: {} }}", yaml::scalar(&condition)),
        ));
    }
}

/// The words of a cell, as a todo shows them.
fn shown(cell: &Cell) -> String {
    let text: String = cell.text.chars().take(40).collect();
    format!("`{text}`")
}
