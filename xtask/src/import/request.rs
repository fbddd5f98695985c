//! Where an operation's requests go and what is in them → lines of a draft.

use std::collections::BTreeSet;

use kpg_codegen::model::Place;
use kpg_documents::{
    Address, DocumentedField, Fact, KindWord, PresenceWord, Said, SampleForm, Way,
};

use super::lines::Row;
use super::operation::OperationDraft;
use crate::yaml;

impl OperationDraft<'_> {
    /// Adds the effect, the method and the path.
    pub(super) fn add_address(&mut self) {
        self.add_open(
            "effect",
            "moves_money",
            "No page says what a lost answer would mean; the gravest is assumed.",
        );
        let method = self.operation.method.given();
        let word = method.map_or("post".to_owned(), |method| method.as_str().to_lowercase());
        let path = self.context.path.map(|(path, _)| path.clone());
        let cited = self
            .context
            .path
            .map(|(_, place)| self.context.citing.cite(*place));
        let mut comments: Vec<String> = cited.into_iter().collect();
        if path.is_none() {
            let todo = self.missing_path();
            comments.push(format!("todo: {todo}"));
            self.todos.push(todo);
        }
        if method.is_none() {
            let todo = "The page does not give the HTTP method; POST is assumed.";
            comments.push(format!("todo: {todo}"));
            self.todos.push(todo.to_owned());
        }
        let path = path.unwrap_or_else(|| format!("/{}", self.context.name));
        let path = match path.contains('{') {
            true => yaml::quoted(&path),
            false => path,
        };
        self.add(&word, &path, &comments.join("; "));
    }

    /// Why there is no path: the page gives none, or several.
    fn missing_path(&self) -> String {
        let addresses = self.operation.addresses.iter();
        let given: BTreeSet<&str> = addresses.filter_map(Address::path).collect();
        match given.len() {
            0 => "No page gives the address of this operation.".to_owned(),
            1 => {
                let path = given.first().copied().unwrap_or_default();
                format!("The page gives {path}, which is more than a path; say where requests go.")
            }
            _ => {
                let lines = self.operation.addresses.iter();
                let lines: Vec<String> = lines
                    .map(|one| {
                        format!(
                            "{} (line {})",
                            one.path().unwrap_or_default(),
                            one.cell.line
                        )
                    })
                    .collect();
                format!(
                    "The page gives {} here; say which it is.",
                    lines.join(" and ")
                )
            }
        }
    }

    /// Adds path, query, headers and body.
    pub(super) fn add_request(&mut self) {
        let request = &self.operation.request;
        let placed = |place| request.iter().filter(move |field| field.place == place);
        let mut body: Vec<_> = placed(Place::Body).collect();
        let query: Vec<_> = placed(Place::Query).collect();
        let is_content_type =
            |field: &DocumentedField| field.wire.text.eq_ignore_ascii_case("content-type");
        let content_type = placed(Place::Header).find(|field| is_content_type(field));
        let headers: Vec<_> = placed(Place::Header)
            .filter(|field| !is_content_type(field))
            .collect();
        self.note_members(&mut body);
        self.add_segments(&placed(Place::Path).collect::<Vec<_>>());
        self.add_fields("query", &query, Way::Request);
        if !body.is_empty() {
            self.add_send(content_type);
        }
        self.note_shown_headers();
        self.add_fields("headers", &headers, Way::Request);
        self.add_fields("request", &body, Way::Request);
    }

    /// Headers that a sample has, or a sentence names, and no table.
    fn note_shown_headers(&mut self) {
        let is_documented = |name: &str| {
            let mut fields = self.operation.request.iter();
            fields.any(|field| field.wire.text.eq_ignore_ascii_case(name))
        };
        let shown = self.operation.shown_headers.iter();
        let missing = shown.filter(|header| !is_documented(&header.name));
        let todos = missing.map(|header| {
            let place = self.context.cite(header.cell.line);
            let name = &header.name;
            match header.is_sampled {
                true => format!(
                    "The sample sends the header `{name}` ({place}), which no table documents; declare it under `headers`."
                ),
                false => format!(
                    "A sentence names the header `{name}` ({place}), which no table documents; declare it under `headers`, and whether it must be there: {}",
                    header.cell.text
                ),
            }
        });
        let todos: Vec<String> = todos.collect();
        self.todos.extend(todos);
    }

    /// Members of a text, such as an encrypted one, are no fields of the body: they are told.
    fn note_members(&mut self, body: &mut Vec<&DocumentedField>) {
        let texts: Vec<&DocumentedField> = body
            .iter()
            .copied()
            .filter(|field| field.likely_kind() == Some(KindWord::Text))
            .collect();
        for text in texts {
            let is_inside =
                |field: &DocumentedField| field.inside.as_ref() == Some(&text.wire.text);
            let members: Vec<&DocumentedField> = body
                .iter()
                .copied()
                .filter(|field| is_inside(field))
                .collect();
            let (Some(first), Some(last)) = (members.first(), members.last()) else {
                continue;
            };
            let names = members.iter().map(|field| field.wire.text.as_str());
            self.todos.push(format!(
                "`{}` is a text that is made of {} (lines {} to {}); declare these as inputs, and the cipher and the recipe that make it.",
                text.wire.text,
                names.collect::<Vec<_>>().join(", "),
                first.line(),
                last.line()
            ));
            body.retain(|field| !is_inside(field));
        }
    }

    /// Adds the fields of the path, which are always there, and those that no table has.
    fn add_segments(&mut self, documented: &[&DocumentedField]) {
        let path = self.context.path.map(|(path, _)| path.clone());
        let path = path.unwrap_or_default();
        let names = path.split('{').skip(1);
        let names: Vec<&str> = names
            .filter_map(|rest| Some(rest.split_once('}')?.0))
            .collect();
        let mut rows = Vec::new();
        for name in &names {
            match documented.iter().find(|field| field.wire.text == *name) {
                None => rows.push(undocumented_segment(name)),
                Some(field) => {
                    if let Said::Blank(_)
                    | Said::Given(Fact {
                        value: PresenceWord::Optional,
                        ..
                    }) = &field.presence
                    {
                        self.todos.push(format!(
                            "The page does not say that `{name}` must be there (line {}); the path has it always.",
                            field.line()
                        ));
                    }
                    let always = Fact {
                        value: PresenceWord::Required,
                        cell: field.wire.clone(),
                    };
                    let field = DocumentedField {
                        presence: Said::Given(always),
                        ..(*field).clone()
                    };
                    rows.extend(self.rows(&[&field], Way::Request));
                }
            }
        }
        for field in documented {
            if !names.contains(&field.wire.text.as_str()) {
                self.todos.push(format!(
                    "The page says that `{}` is part of the path (line {}), and the path does not name it.",
                    field.wire.text,
                    field.line()
                ));
            }
        }
        if !rows.is_empty() {
            self.body.push("    path:\n");
            self.body.push_rows(6, &rows);
        }
    }

    fn add_send(&mut self, content_type: Option<&DocumentedField>) {
        let header = content_type.and_then(|field| field.note.as_ref());
        let words: Vec<_> = header
            .into_iter()
            .chain(&self.operation.content_types)
            .collect();
        let says = |kind: &str| {
            words
                .iter()
                .any(|cell| cell.text.to_lowercase().contains(kind))
        };
        let cited = words.first().map(|cell| self.context.cite(cell.line));
        let cited = cited.unwrap_or_default();
        match (says("json"), says("urlencoded")) {
            (true, true) => self.add("send", "[ json, form ]", &cited),
            (true, false) => self.add("send", "json", &cited),
            (false, true) => {
                self.sends_form = true;
                self.add("send", "form", &cited);
            }
            (false, false) => self.add_send_of_sample(),
        }
        let mut charsets = words.iter().filter(|cell| {
            let folded = cell.text.to_lowercase().replace('_', "-");
            folded.contains("euc-kr") || folded.contains("euckr")
        });
        if let Some(cell) = charsets.next() {
            let place = self.context.cite(cell.line);
            self.todos.push(format!(
                "The page names the charset EUC-KR ({place}); say under `charset` what is written in it."
            ));
        }
    }

    /// How the body is written as a sample shows it; else JSON is assumed.
    fn add_send_of_sample(&mut self) {
        let mut samples = self.operation.samples.iter();
        let sample = samples.find(|sample| sample.way == Some(Way::Request));
        let form = match sample.map(|sample| (sample.form, sample.cell.line)) {
            Some((SampleForm::Json, line)) => Some(("json", line)),
            Some((SampleForm::Form, line)) => Some(("form", line)),
            Some((SampleForm::Xml | SampleForm::Lines | SampleForm::Literal, _)) | None => None,
        };
        match form {
            Some((form, line)) => {
                let cited = self.context.cite(line);
                self.sends_form = form == "form";
                self.add("send", form, &cited);
            }
            None => self.add_open(
                "send",
                "json",
                "The page does not say how the body is written; JSON is assumed.",
            ),
        }
    }
}

/// A part of the path that no table documents.
fn undocumented_segment(name: &str) -> Row {
    let todo = "No table documents this part of the path.";
    let entries = [
        ("en", yaml::scalar(name)),
        ("presence", "required".to_owned()),
        ("todo", todo.to_owned()),
    ];
    Row {
        subject: None,
        key: yaml::key(name),
        value: yaml::flow(&entries),
        comment: String::new(),
    }
}
