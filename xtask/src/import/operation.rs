//! One documented operation → its lines of a draft. Its address and its request are drafted in `request`.

use std::collections::{BTreeMap, HashSet};

use kpg_codegen::model::Place;
use kpg_documents::{DocumentedField, DocumentedOperation, PresenceWord, SampleForm, Way};

use super::codes::{self, Code};
use super::context::{OperationContext, is_code};
use super::lines::{DraftText, Row, Subject};
use super::nested::Nested;
use super::types::Types;
use super::{label, names};
use crate::yaml;

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
    draft.note_failures();
    draft.add_left_out();
    draft.note_encryption();
    draft.note_samples();
    draft.finish()
}

/// An operation that is being drafted.
pub(super) struct OperationDraft<'d> {
    pub(super) operation: &'d DocumentedOperation,
    pub(super) context: &'d OperationContext<'d>,
    pub(super) types: &'d mut Types,
    pub(super) todos: Vec<String>,
    pub(super) body: DraftText,
    /// Whether the body is drafted as a form.
    pub(super) sends_form: bool,
    /// What the page has and the draft does not: the message that it is of, its name, and why.
    pub(super) left_out: Vec<(Way, String, String)>,
    /// The lines of the fields that are drafted, by whether they are of the answer, what they are in, and their names.
    pub(super) seen: BTreeMap<(bool, Option<String>, String), usize>,
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
            left_out: Vec::new(),
            seen: BTreeMap::new(),
        }
    }
}

impl OperationDraft<'_> {
    /// Where the page documents the operation: its document and section.
    fn document(&self) -> String {
        let title = self.operation.title.as_ref();
        // A quotation mark of typography would be a slip in a spec.
        let plain = |title: &str| title.replace(['‘', '’', '“', '”'], "'");
        let section = title.map(|title| format!("#{}", plain(names::section(&title.text))));
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

    /// What is answered in place of an answer that accepts, and is not drafted.
    fn note_failures(&mut self) {
        for failure in &self.operation.failures {
            let statuses = &failure.cell.text;
            let place = self.context.cite(failure.cell.line);
            let Some(code) = failure.code() else {
                self.todos.push(format!(
                    "What is answered with {statuses} ({place}) has no member that is called a code; declare it under `faults`."
                ));
                continue;
            };
            // The code of the answer itself tells it.
            let name = &code.wire.text;
            let mut answer = self.operation.answer.iter();
            let is_of_answer = answer.any(|field| is_code(field) && field.wire.text == *name);
            if !self.context.faults.has_code_at(name) && !is_of_answer {
                self.todos.push(format!(
                    "What is answered with {statuses} ({place}) has its code at `{name}`, where answers have a member; say what tells the two apart, and declare it under `faults`."
                ));
            }
        }
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

    /// What the page has and the draft does not, so that what it is compared with later does not tell it as new. What has
    /// the name of something that is there cannot be named.
    fn add_left_out(&mut self) {
        let mut rows: BTreeMap<String, BTreeMap<&str, String>> = BTreeMap::new();
        for (way, name, reason) in &self.left_out {
            let is_answer = *way == Way::Answer;
            let is_called_so =
                |other: &str| other == name || other.rsplit('.').next() == Some(name);
            let there = self
                .seen
                .keys()
                .filter(|(answer, _, other)| *answer == is_answer && is_called_so(other));
            let not_here = self
                .left_out
                .iter()
                .filter(|(other_way, other, _)| other_way == way && is_called_so(other));
            if there.count() > not_here.count() {
                continue;
            }
            let message = if is_answer { "answer" } else { "request" };
            let reasons = rows.entry(name.clone()).or_default();
            reasons.insert(message, yaml::sentence(reason));
        }
        if rows.is_empty() {
            return;
        }
        let rows = rows.into_iter().map(|(name, reasons)| {
            let reasons: Vec<(&str, String)> = reasons.into_iter().collect();
            (yaml::key(&name), yaml::flow(&reasons), String::new())
        });
        let rows: Vec<_> = rows.collect();
        self.body.push("    left_out:\n");
        self.body.push(&yaml::column(6, &rows));
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
            SampleForm::Literal => "written as programs write values",
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
        let answer = Nested::of(&self.operation.answer, Way::Answer);
        let is_left_out = |field: &DocumentedField| {
            let mut left_out = self.left_out.iter();
            left_out.any(|(way, name, _)| *way == Way::Answer && *name == field.wire.text)
        };
        let required = |(at, field): (usize, &DocumentedField)| {
            let body = field.place != Place::Header && field.inside.is_none();
            let is_required = field.presence.given() == Some(&PresenceWord::Required);
            body && is_required && !is_left_out(field) && answer.optional_above(at).is_none()
        };
        self.code_field().is_none()
            && codes::known(self.operation, self.context).is_empty()
            && answer.fields().any(required)
    }

    fn code_field(&self) -> Option<&DocumentedField> {
        let mut members = self.operation.answer.iter();
        members.find(|field| field.place != Place::Header && is_code(field))
    }

    /// The member that holds the result code.
    fn code_key(&self) -> String {
        let taken = |name: &&str| {
            let mut answer = self.operation.answer.iter();
            let is_free = answer.all(|field| field.wire.text != *name);
            is_free && !self.context.faults.has_code_at(name)
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
