//! One documented field → the mapping of one line of a draft. What the page leaves open becomes a `todo` on the same line.

use kpg_documents::{
    Bound, Cell, DocumentedField, KindWord, LengthWord, PresenceWord, RecipeWords, RoleWord, Said,
    Way, says_length,
};

use super::label::label;
use super::lines::{Fidelity, Row};
use super::recipe::Evidence;
use super::types::Types;
use crate::{program, yaml};

/// What changes how a field is drafted, besides the field.
#[derive(Clone, Copy, Debug)]
pub(super) struct FieldContext<'c> {
    pub(super) way: Way,
    /// Whether it is a list of values, and, where it is, whether a query or a form repeats its name.
    pub(super) list: Option<bool>,
    /// The result code has its role already.
    pub(super) code_taken: bool,
    pub(super) message_taken: bool,
    /// The object of a request that it is a member of, where that need not be there.
    pub(super) optional_object: Option<&'c DocumentedField>,
    /// What is to be done otherwise than the page suggests, because the compiler refuses it.
    pub(super) fidelity: Fidelity,
    /// The members of the field, where it has some.
    pub(super) members: &'c [Row],
    /// What the page says of recipes, and shows of the operation's messages.
    pub(super) evidence: Evidence<'c>,
    pub(super) citation: &'c str,
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

    fn add_type_and_length(&mut self, types: &mut Types) {
        let length = self.length();
        let kind = self.field.likely_kind();
        if let Said::Unclear(cell) = &self.field.kind {
            self.add_todo(format!(
                "The type is written as {}, which was not understood.",
                shown(cell)
            ));
        }
        if self.context.fidelity == Fidelity::TextOnly {
            self.add_todo(
                "Its type, format or length cannot be as the page says; see the vendor's samples.",
            );
        } else if !self.context.members.is_empty() {
            self.add_members(kind);
        } else if let Some(is_repeated) = self.context.list {
            self.add_list(is_repeated);
        } else if self.is_code() {
            // A result code is open by itself, and its values are the operation's codes.
        } else if self.has_type(length) {
            let name = types.name_for(self.field, self.is_received(), self.context.citation);
            self.entries.push(("type", name));
        } else {
            self.add_plain_type(kind);
        }
        if let Some(line) = &self.field.unclear_values {
            self.add_todo(format!(
                "It may be that line {} lists values: {}; say whether it does, and whether those are all.",
                line.line,
                shown(line)
            ));
        }
        // What the compiler refused may be the length.
        let length = length.filter(|_| self.context.fidelity < Fidelity::TextOnly);
        if let Some((key, value)) = self.written_length(length) {
            self.entries.push((key, value));
        }
    }

    /// Whether the listed values are a type: none of them is longer than the field may be.
    fn has_type(&mut self, length: Option<Bound>) -> bool {
        let values = &self.field.values;
        let flag = self.field.likely_kind() == Some(KindWord::Boolean)
            && values
                .iter()
                .all(|value| matches!(value.value.as_str(), "true" | "false"));
        if values.is_empty() || flag || self.field.format.given().is_some() {
            return false;
        }
        let most = match length {
            Some(
                Bound::Bare(most)
                | Bound::AtMost(most)
                | Bound::Exactly(most)
                | Bound::Between(_, most),
            ) => most,
            _ => u64::MAX,
        };
        let long = values
            .iter()
            .find(|value| value.value.chars().count() as u64 > most);
        if let Some(value) = long {
            let todo = format!(
                "The listed value {} is longer than the length {most}.",
                value.value
            );
            self.add_todo(todo);
        }
        let short = matches!(length, Some(Bound::Exactly(exact)) if values.iter().any(|value| (value.value.chars().count() as u64) < exact));
        long.is_none() && !short
    }

    fn add_plain_type(&mut self, kind: Option<KindWord>) {
        match (&self.field.format, kind) {
            (Said::Given(format), _) => {
                self.entries.push(("type", "datetime".to_owned()));
                self.entries
                    .push(("format", yaml::scalar(&format.value.mask)));
            }
            (Said::Unclear(cell), _) => self.add_todo(format!(
                "The format {} is none that the spec language knows.",
                shown(cell)
            )),
            (_, Some(KindWord::Boolean)) => self.entries.push(("type", "boolean".to_owned())),
            (_, Some(KindWord::Number)) if self.field.length.given().is_some() => {
                self.entries.push(("type", "digits".to_owned()));
                self.add_todo("The page calls it a number and gives it a length; say whether it goes out as digits or as a JSON number.");
            }
            (_, Some(KindWord::Number)) => {
                self.entries.push(("type", "integer".to_owned()));
                match self.field.range.given() {
                    Some(range) => self
                        .entries
                        .push(("range", format!("{}..{}", range.min, range.max))),
                    None => self.add_todo("Say whether it is an amount, and which values it has."),
                }
            }
            (_, Some(KindWord::Object | KindWord::List)) => {
                self.add_todo("The page names no members of this object or list.")
            }
            (_, Some(KindWord::Time)) => self.add_todo("The page gives no format of this time."),
            _ => {}
        }
    }

    /// `ids[]`: a list of texts, each with the length of the table.
    fn add_list(&mut self, is_repeated: bool) {
        self.entries.push(("type", "list".to_owned()));
        self.entries.push(("of", "text".to_owned()));
        if is_repeated {
            self.entries.push(("repeat", "brackets".to_owned()));
        }
        self.add_todo("Say what its values are, and how many there may be.");
    }

    fn add_members(&mut self, kind: Option<KindWord>) {
        let list = kind == Some(KindWord::List);
        let word = if list || !self.is_received() {
            "list"
        } else {
            "object"
        };
        if kind.is_none() || (!list && !self.is_received()) {
            self.add_todo("Say whether it is a list or one object.");
        }
        self.entries.push(("type", word.to_owned()));
        let members = self
            .context
            .members
            .iter()
            .map(|row| format!("{}: {}", row.key, row.value));
        self.entries.push((
            "members",
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", ")),
        ));
    }

    fn length(&mut self) -> Option<Bound> {
        match &self.field.length {
            Said::Given(fact) => return Some(fact.value.bound),
            Said::Unclear(cell) => {
                let todo = format!(
                    "The length is written as {}, which was not understood.",
                    shown(cell)
                );
                self.add_todo(todo);
            }
            // One todo of the draft says that a table has no lengths; another that some cells are empty.
            Said::Blank(_) | Said::Silent => {}
        }
        None
    }

    /// The length as the spec language writes it. Numbers, flags and members have none.
    fn written_length(&mut self, length: Option<Bound>) -> Option<(&'static str, String)> {
        let has = |word: &str| {
            self.entries
                .iter()
                .any(|(key, value)| *key == "type" && value == word)
        };
        // Each text of a list has the length of the table.
        let is_list_of_texts = self.context.list.is_some();
        let without = ["integer", "boolean", "list", "object"];
        if !is_list_of_texts && without.into_iter().any(has) {
            if let Some(bound) = length.filter(|bound| *bound != Bound::Unlimited) {
                self.add_todo(format!(
                    "The page gives it the length {bound}; say which values it has."
                ));
            }
            return None;
        }
        let text = match length? {
            Bound::Unlimited => return None,
            Bound::Exactly(exact) => exact.to_string(),
            Bound::Bare(most) | Bound::AtMost(most) => format!("..{most}"),
            Bound::Between(least, most) => format!("{least}..{most}"),
            Bound::AtLeast(least) => {
                self.add_todo(format!(
                    "The page says at least {least} and no greatest length."
                ));
                return None;
            }
        };
        // What no length can be: the language counts to some millions, and none is 0.
        if text
            .trim_start_matches("..")
            .split("..")
            .any(|number| number.parse::<u32>().map_or(true, |n| n > 1_000_000))
            || text == "..0"
            || text == "0"
        {
            self.add_todo(format!(
                "The page gives it the length {text}, which cannot be meant."
            ));
            return None;
        }
        if self.unit() == Some(LengthWord::Characters) {
            self.entries.push(("unit", "characters".to_owned()));
        }
        Some(("length", text))
    }

    fn unit(&self) -> Option<LengthWord> {
        self.field.length.given().and_then(|length| length.unit)
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

    fn note_encryption(&mut self) {
        match &self.field.encrypted {
            Said::Given(fact) if fact.value => self.add_todo(
                "The page says that it is encrypted; declare the cipher and name it here.",
            ),
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
    fn note_recipe(&mut self) {
        if self.is_received() {
            return;
        }
        let drafted = super::recipe::drafted(self.field, self.context.way, &self.context.evidence);
        let said = self.field.recipe.as_ref();
        let said = said.map(|said| (&said.value, said.cell.line));
        if let Some(drafted) = drafted {
            let name = super::names::suggested(&self.field.wire.text, "mark");
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
    fn note_proof(&mut self) {
        if self.is_answered() && super::recipe::is_proof(self.field) {
            let name = &self.field.wire.text;
            let way = self.context.way;
            let drafted = super::recipe::drafted(self.field, way, &self.context.evidence);
            let drafted = drafted.map_or(String::new(), |drafted| format!(" {drafted}"));
            self.add_todo(format!(
                "It may prove that the answer is the vendor's (위변조 검증): then give the operation `authenticity: {{ member: {name}, is: … }}` with the page's recipe; else forged answers are believed.{drafted}"
            ));
        }
    }

    fn add_example(&mut self) {
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
    fn add_note(&mut self) {
        let field = self.field;
        let used = !field.values.is_empty()
            || field.example.is_some()
            || field.on_success.is_some()
            || field.format.given().is_some()
            || (field.presence.given() == Some(&PresenceWord::Conditional)
                && field.condition.is_some());
        let Some(note) = field.note.as_ref().filter(|_| !used) else {
            return;
        };
        let labelled = field
            .label
            .as_ref()
            .is_some_and(|label| label.line == note.line && note.text.starts_with(&label.text));
        let rest = match (&field.label, labelled) {
            (Some(label), true) => note.text.get(label.text.len()..).unwrap_or_default(),
            _ => note.text.as_str(),
        };
        let rest = besides(rest);
        if !rest.is_empty() {
            self.entries.push(("note", yaml::scalar(rest)));
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

fn shown(cell: &Cell) -> String {
    let text: String = cell.text.chars().take(40).collect();
    format!("`{text}`")
}
