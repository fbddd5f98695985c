//! One documented operation → its lines of a draft. Its address and its request are drafted in `request`.

use std::collections::{BTreeMap, HashSet};

use kpg_codegen::model::Place;
use kpg_documents::{
    DocumentedField, DocumentedOperation, KindWord, PresenceWord, RoleWord, SampleForm, Way,
};

use super::codes::{self, Code};
use super::context::{OperationContext, is_code};
use super::field;
use super::lines::{DraftText, Fidelity, Row, Subject};
use super::types::Types;
use super::{label, names};
use crate::yaml;

/// The compiler takes so many fields of a request.
const MOST_FIELDS: usize = 100;

/// The lines of an operation.
pub(super) fn draft_operation(
    operation: &DocumentedOperation,
    context: &OperationContext<'_>,
    types: &mut Types,
) -> DraftText {
    let mut draft = OperationDraft::new(operation, context, types);
    draft.add_address();
    draft.add_request();
    draft.add_answer();
    draft.add_codes();
    draft.note_encryption();
    draft.note_samples();
    draft.finish()
}

/// An operation that is being drafted.
pub(super) struct OperationDraft<'d> {
    pub(super) operation: &'d DocumentedOperation,
    pub(super) context: &'d OperationContext<'d>,
    types: &'d mut Types,
    pub(super) todos: Vec<String>,
    pub(super) body: DraftText,
    /// Whether the body is drafted as a form.
    pub(super) sends_form: bool,
    /// The lines of the fields that are drafted, by whether they are of the answer, what they are in, and their names.
    seen: BTreeMap<(bool, Option<String>, String), usize>,
}

impl<'d> OperationDraft<'d> {
    /// An operation of which nothing is drafted yet.
    pub(super) fn new(
        operation: &'d DocumentedOperation,
        context: &'d OperationContext<'d>,
        types: &'d mut Types,
    ) -> Self {
        Self {
            operation,
            context,
            types,
            todos: Vec::new(),
            body: DraftText::default(),
            sends_form: false,
            seen: BTreeMap::new(),
        }
    }
}

impl OperationDraft<'_> {
    /// Where the page documents the operation: its document and section.
    fn document(&self) -> String {
        let title = self.operation.title.as_ref();
        let section = title.map(|title| format!("#{}", names::section(&title.text)));
        let document = self.context.citing.document(self.context.page);
        format!("{document}{}", section.unwrap_or_default())
    }

    /// Adds a key of the operation.
    pub(super) fn add(&mut self, key: &str, value: &str, comment: &str) {
        let comment = match comment.is_empty() {
            true => String::new(),
            false => format!("  # {}", yaml::comment_text(comment)),
        };
        self.body.push(&format!("    {key}: {value}{comment}\n"));
    }

    /// Adds a value that no page gives, and what is to be found out.
    pub(super) fn add_open(&mut self, key: &str, value: &str, todo: &str) {
        self.add(key, value, &format!("todo: {todo}"));
        self.todos.push(todo.to_owned());
    }

    pub(super) fn note_encryption(&mut self) {
        for (way, cell) in &self.operation.encrypted {
            let message = match way {
                Way::Answer => "answer",
                Way::Request => "request",
                Way::Notification => "notification",
            };
            let place = self.context.cite(cell.line);
            self.todos.push(format!(
                "The page marks the {message} as encrypted ({place}); declare its envelope."
            ));
        }
    }

    /// What samples show of how answers are written, where it is not what the draft says.
    fn note_samples(&mut self) {
        let samples = self.operation.samples.iter();
        let mut answers = samples.filter(|sample| sample.way == Some(Way::Answer));
        let Some(sample) = answers.find(|sample| sample.form != SampleForm::Json) else {
            return;
        };
        let form = match sample.form {
            SampleForm::Lines => "`name=value`, one a line",
            SampleForm::Form => "`name=value&name=value`",
            SampleForm::Xml => "in tags, as XML is",
            SampleForm::Json => "JSON",
        };
        let place = self.context.cite(sample.cell.line);
        self.todos.push(format!(
            "The sample of the answer is {form} ({place}), and this draft reads answers as JSON; say under `receive` how they are written."
        ));
    }

    pub(super) fn finish(mut self) -> DraftText {
        let title = self.operation.title.as_ref();
        let name = self.context.name;
        let (language, label) = label::title(title.map_or(name, |title| title.text.as_str()));
        if title.is_none() {
            self.todos.push("The page gives no title.".to_owned());
        }
        let place = self.context.cite(self.operation.line);
        let document = yaml::section(&self.document());
        let mut text = DraftText::default();
        let subject = Subject::Operation(name.to_owned());
        text.push_about(&subject, &format!("  {name}:  # {place}\n"));
        text.push(&format!(
            "    {language}: {label}\n    document: {document}\n"
        ));
        text.push(&yaml::todos(4, &self.todos));
        text.append(&self.body);
        text
    }

    /// Adds fields, one a line.
    pub(super) fn add_fields(&mut self, key: &str, fields: &[&DocumentedField], way: Way) {
        let rows = self.rows(fields, way);
        if !rows.is_empty() {
            self.body.push(&format!("    {key}:\n"));
            self.body.push_rows(6, &rows);
        }
    }

    /// The rows of fields, each with its members in it.
    pub(super) fn rows(&mut self, fields: &[&DocumentedField], way: Way) -> Vec<Row> {
        let known: HashSet<&str> = fields
            .iter()
            .map(|field| field.wire.text.as_str())
            .collect();
        let object_of = |field: &DocumentedField| {
            let inside = field.inside.clone()?;
            (known.contains(inside.as_str()) && inside != field.wire.text).then_some(inside)
        };
        // `bank` beside `bank.code` is what the dot leads into.
        let is_led_into = |field: &DocumentedField| {
            let inside = format!("{}.", field.wire.text);
            fields
                .iter()
                .any(|other| other.wire.text.starts_with(&inside))
        };
        let fresh: Vec<&DocumentedField> = fields
            .iter()
            .copied()
            .filter(|field| !is_led_into(field) && self.is_new(field, object_of(field), way))
            .collect();
        let mut members: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        // Members come after what they are members of, on the page; here they are drafted first.
        for field in fresh.iter().rev() {
            if let Some(object) = object_of(field) {
                let own = members.remove(&field.wire.text).unwrap_or_default();
                let outer = fresh.iter().find(|outer| outer.wire.text == object);
                if way == Way::Request && is_list(field) && is_below_list(field, &fresh) {
                    self.todos.push(format!(
                        "`{}` is a list inside a list, which no request has in kpg, and is not here (line {}).",
                        field.wire.text,
                        field.line()
                    ));
                    continue;
                }
                let rows = self.rows_of(field, outer.copied(), way, (true, true), own);
                members.entry(object).or_default().splice(0..0, rows);
            }
        }
        let mut rows = Vec::new();
        let (mut code, mut message) = (false, false);
        for field in fresh {
            if object_of(field).is_some() {
                continue;
            }
            let own = members.remove(&field.wire.text).unwrap_or_default();
            rows.extend(self.rows_of(field, None, way, (code, message), own));
            code |= field.role == Some(RoleWord::Code);
            message |= field.role == Some(RoleWord::Message);
        }
        rows
    }

    /// The rows of a field: one with its members in it, or, of an object of a request, those of its members with its name
    /// and a dot before theirs, as requests write objects.
    fn rows_of(
        &mut self,
        field: &DocumentedField,
        outer: Option<&DocumentedField>,
        way: Way,
        taken: (bool, bool),
        own: Vec<Row>,
    ) -> Vec<Row> {
        let is_object = field.likely_kind() == Some(KindWord::Object);
        if way == Way::Request && is_object && !own.is_empty() && !self.sends_form {
            let object = &field.wire.text;
            let inside = own.into_iter().map(|row| Row {
                key: yaml::key(&format!("{object}.{}", row.key)),
                ..row
            });
            return inside.collect();
        }
        vec![self.row(field, outer, way, taken, &own)]
    }

    /// Whether a field is the first of its name, and there is room for it. In a request, headers and members share
    /// their names, for recipes could not tell them apart.
    fn is_new(&mut self, field: &DocumentedField, object: Option<String>, way: Way) -> bool {
        let wire = &field.wire.text;
        let (answer, line) = (way == Way::Answer, field.line());
        let key = (answer, object, wire.clone());
        if let Some(first) = self.seen.get(&key) {
            self.todos.push(format!(
                "The page documents `{wire}` on line {first} and again on line {line}; only the first is here."
            ));
            return false;
        }
        let same_way = self.seen.keys().filter(|(other, ..)| *other == answer);
        if same_way.count() >= MOST_FIELDS {
            let todo =
                "The page has more fields than a request can have; the first hundred are here.";
            if !self.todos.iter().any(|known| known == todo) {
                self.todos.push(todo.to_owned());
            }
            return false;
        }
        self.seen.insert(key, line);
        true
    }

    fn row(
        &mut self,
        field: &DocumentedField,
        outer: Option<&DocumentedField>,
        way: Way,
        (code_taken, message_taken): (bool, bool),
        members: &[Row],
    ) -> Row {
        let subject = self.context.field(way, &field.wire.text);
        let mut fidelity = self.context.fidelity(&subject);
        if field.role == Some(RoleWord::Code) && way == Way::Answer {
            fidelity = fidelity.max(self.context.fidelity(&self.context.codes()));
        }
        let citation = self.context.cite(field.line());
        let list = repeated(field, way).filter(|_| fidelity < Fidelity::TextOnly);
        let is_repeated = self.sends_form || field.place == Place::Query;
        let context = field::FieldContext {
            list: list.map(|_| is_repeated),
            way,
            code_taken,
            message_taken,
            optional_object: outer.filter(|outer| is_optional_object(outer)),
            fidelity,
            members,
            evidence: self.context.evidence(self.operation),
            citation: &citation,
        };
        let drafted = field::draft_field(field, &context, self.types);
        Row {
            subject: Some(subject),
            key: yaml::key(list.unwrap_or(&field.wire.text)),
            value: drafted,
            comment: citation,
        }
    }

    fn add_answer(&mut self) {
        let (headers, members): (Vec<_>, Vec<_>) = self
            .operation
            .answer
            .iter()
            .partition(|field| field.place == Place::Header);
        self.add_fields("answer", &members, Way::Answer);
        if self.code_field().is_none() {
            self.add_missing_code(members.is_empty());
        }
        for header in headers {
            let place = self.context.cite(header.line());
            self.body.push(&format!(
                "      # {place}: the header {} of the answer, which kpg does not read\n",
                header.wire.text
            ));
        }
    }

    /// A member in place of the result code that no page has, where there are codes for it.
    fn add_missing_code(&mut self, has_no_members: bool) {
        let todo = "No page says where the result code stands in an answer.";
        self.todos.push(todo.to_owned());
        if self.is_told_by_status() {
            return;
        }
        if has_no_members {
            self.body.push("    answer:\n");
        }
        let key = self.code_key();
        self.body.push(&format!(
            "      {key}: {{ en: result code, role: code, todo: {todo} }}\n"
        ));
    }

    /// Whether nothing but the status is left to tell success: there is no code for it, and a member that every answer
    /// has, without which any answer would be one.
    fn is_told_by_status(&self) -> bool {
        let required = |field: &DocumentedField| {
            let body = field.place != Place::Header && field.inside.is_none();
            body && field.presence.given() == Some(&PresenceWord::Required)
        };
        self.code_field().is_none()
            && codes::known(self.operation, self.context).is_empty()
            && self.operation.answer.iter().any(required)
    }

    fn code_field(&self) -> Option<&DocumentedField> {
        let mut members = self.operation.answer.iter();
        members.find(|field| field.place != Place::Header && is_code(field))
    }

    /// The member that holds the result code.
    fn code_key(&self) -> String {
        let taken = |name: &&str| {
            let mut answer = self.operation.answer.iter();
            answer.all(|field| field.wire.text != *name)
        };
        let mut free = ["code", "result_code", "resultCode"].into_iter();
        let free = free.find(taken).unwrap_or("kpg_result_code");
        let documented = self.code_field();
        documented.map_or(free.to_owned(), |field| field.wire.text.clone())
    }

    fn add_codes(&mut self) {
        let mut codes = codes::known(self.operation, self.context);
        if self.is_told_by_status() {
            let todo = "No page says how an answer tells success; here it is the status alone.";
            self.add_open("success", "{ http: 200 }", todo);
            return;
        }
        let key = yaml::key(&self.code_key());
        let mut comment = String::new();
        if codes.iter().all(|code| !code.success) {
            let length = self.code_field().and_then(|field| field.length.given());
            codes.push(Code::unknown(length.map(|length| length.bound)));
            let todo = "No page says which result code means success.";
            self.todos.push(todo.to_owned());
            comment = format!("todo: {todo}");
        } else if let Some(first) = codes.iter().find(|code| code.success) {
            comment.clone_from(&first.place);
        }
        let success = codes.iter().filter(|code| code.success);
        let success: Vec<String> = success.map(|code| yaml::quoted(&code.wire)).collect();
        let subject = self.context.codes();
        self.body.push_about(
            &subject,
            &format!(
                "    success: {{ {key}: {} }}  # {}\n",
                yaml::list(&success),
                yaml::comment_text(&comment)
            ),
        );
        let mut taken = HashSet::new();
        let rows = codes.iter().map(|code| code.row(&mut taken));
        let rows = rows.map(|row| Row {
            subject: Some(subject.clone()),
            ..row
        });
        let rows: Vec<Row> = rows.collect();
        self.body.push_about(&subject, "    codes:\n");
        self.body.push_rows(6, &rows);
        self.add_other_codes(codes.iter().any(|code| !code.success));
    }

    /// What the page says of codes that it does not list; where it lists no refusal either, it must be found out.
    fn add_other_codes(&mut self, lists_refusals: bool) {
        let field = self.code_field();
        let said = field.and_then(|field| field.others_fail.as_ref());
        if let Some(said) = said {
            let place = self.context.cite(said.line);
            let refuse = yaml::section(&self.document());
            self.add("other_codes", &format!("{{ refuse: {refuse} }}"), &place);
        } else if !lists_refusals {
            self.add_open(
                "other_codes",
                "{ undocumented: No page that was read says which codes refuse. }",
                "The page lists no code of failure and does not say that all others are failures.",
            );
        }
    }
}

fn is_list(field: &DocumentedField) -> bool {
    field.likely_kind() == Some(KindWord::List)
}

/// Whether a field is inside a list, however deep.
fn is_below_list(field: &DocumentedField, all: &[&DocumentedField]) -> bool {
    let above = |field: &DocumentedField| {
        let inside = field.inside.as_ref()?;
        all.iter().copied().find(|outer| outer.wire.text == *inside)
    };
    // No page nests so deep; a name that is inside itself would never end.
    let mut outer = above(field);
    for _ in 0..all.len() {
        match outer {
            Some(found) if is_list(found) => return true,
            Some(found) => outer = above(found),
            None => return false,
        }
    }
    false
}

/// Whether a field is an object that need not be there.
fn is_optional_object(field: &DocumentedField) -> bool {
    field.likely_kind() == Some(KindWord::Object)
        && field.presence.given() != Some(&PresenceWord::Required)
}

/// The name of a list that a request writes as `ids[]`, without the brackets.
fn repeated(field: &DocumentedField, way: Way) -> Option<&str> {
    let name = field.wire.text.strip_suffix("[]")?;
    let is_plain = !name.is_empty() && !name.contains(['[', ']']);
    (is_plain && way == Way::Request).then_some(name)
}
