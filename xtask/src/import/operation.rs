//! One documented operation → its lines of a draft.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use kpg_codegen::model::Place as FieldPlace;
use kpg_documents::{
    DocumentedField, DocumentedOperation, Fact, PresenceWord, RoleWord, Said, Way,
};

use super::context::{OperationContext, is_code};
use super::field::{self, Line};
use super::types::Types;
use super::{codes, label, names, yaml};

/// The compiler takes so many fields of a request.
const MOST_FIELDS: usize = 100;

/// The lines of an operation.
pub(super) fn draft_operation(
    operation: &DocumentedOperation,
    context: &OperationContext<'_>,
    types: &mut Types,
) -> String {
    let mut drafting = Drafting {
        operation,
        context,
        types,
        todos: Vec::new(),
        body: String::new(),
        seen: BTreeMap::new(),
    };
    let document = drafting.document();
    drafting.address();
    drafting.request();
    drafting.answer();
    drafting.codes();
    for (way, cell) in &operation.encrypted {
        let what = if *way == Way::Answer {
            "answer"
        } else {
            "request"
        };
        let place = context.citing.line((context.page, cell.line));
        drafting.todos.push(format!(
            "The page marks the {what} as encrypted ({place}); declare its envelope."
        ));
    }
    let title = operation.title.as_ref();
    let (language, label) = label::title(title.map_or(context.name, |title| title.text.as_str()));
    if title.is_none() {
        drafting.todos.push("The page gives no title.".to_owned());
    }
    let place = context.citing.line((context.page, operation.line));
    let mut out = format!(
        "  {}:  # {place}\n    {language}: {label}\n    document: {}\n",
        context.name,
        yaml::sentence(&document)
    );
    out.push_str(&yaml::todos(4, &drafting.todos));
    out + &drafting.body
}

struct Drafting<'d> {
    operation: &'d DocumentedOperation,
    context: &'d OperationContext<'d>,
    types: &'d mut Types,
    todos: Vec<String>,
    body: String,
    /// The lines of the fields that are drafted, by whether they are of the answer, and their names.
    seen: BTreeMap<(bool, String), usize>,
}

impl Drafting<'_> {
    /// Where the page documents the operation: its document and section.
    fn document(&self) -> String {
        let title = self.operation.title.as_ref();
        let section = title.map(|title| format!("#{}", names::section(&title.text)));
        let document = self.context.citing.document(self.context.page);
        format!("{document}{}", section.unwrap_or_default())
    }

    fn line(&mut self, key: &str, value: &str, comment: &str) {
        let _ = writeln!(self.body, "    {key}: {value}{}", behind(comment));
    }

    /// A value that no page gives, and what is to be found out.
    fn open(&mut self, key: &str, value: &str, todo: &str) {
        self.line(key, value, &format!("todo: {todo}"));
        self.todos.push(todo.to_owned());
    }

    fn address(&mut self) {
        self.open(
            "effect",
            "moves_money",
            "No page says what a lost answer would mean; the gravest is assumed.",
        );
        let method = self
            .operation
            .method
            .given()
            .map(|method| method.as_str().to_lowercase());
        let cited = self
            .context
            .path
            .map(|(_, place)| self.context.citing.line(*place));
        let path = self.context.path.map_or_else(
            || format!("/{}", self.context.name),
            |(path, _)| path.clone(),
        );
        let path = if path.contains('{') {
            yaml::quoted(&path)
        } else {
            path
        };
        let mut comment = cited.clone().unwrap_or_default();
        if cited.is_none() {
            let todo = "No page gives the address of this operation.";
            self.todos.push(todo.to_owned());
            comment = format!("todo: {todo}");
        }
        if method.is_none() {
            let todo = "The page does not give the HTTP method; POST is assumed.";
            self.todos.push(todo.to_owned());
            comment = format!("{comment}; todo: {todo}")
                .trim_start_matches("; ")
                .to_owned();
        }
        self.line(method.as_deref().unwrap_or("post"), &path, &comment);
    }

    fn request(&mut self) {
        let request = &self.operation.request;
        let place = |place| {
            request
                .iter()
                .filter(move |field| field.place == place)
                .collect::<Vec<_>>()
        };
        let (mut body, mut query) = (place(FieldPlace::Body), place(FieldPlace::Query));
        let headers = place(FieldPlace::Header);
        let content_type = headers
            .iter()
            .find(|field| field.wire.text.eq_ignore_ascii_case("content-type"))
            .copied();
        let headers: Vec<_> = headers
            .into_iter()
            .filter(|field| !field.wire.text.eq_ignore_ascii_case("content-type"))
            .collect();
        let bodiless = self
            .operation
            .method
            .given()
            .is_some_and(|method| method.as_str() == "GET");
        if bodiless {
            query.append(&mut body);
        }
        self.segments(&mut body, &mut query);
        self.section("query", &query, Way::Request);
        if !body.is_empty() {
            self.send(content_type);
        }
        self.section("headers", &headers, Way::Request);
        self.section("request", &body, Way::Request);
    }

    /// The fields that stand in the path, which are no members then and always there; and those of the path that no
    /// table has.
    fn segments(&mut self, body: &mut Vec<&DocumentedField>, query: &mut Vec<&DocumentedField>) {
        let path = self
            .context
            .path
            .map(|(path, _)| path.as_str())
            .unwrap_or_default();
        let inside = path
            .split('{')
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('}')?.0));
        let names: Vec<&str> = inside.collect();
        let mut rows = Vec::new();
        for name in names {
            let known = |field: &&&DocumentedField| field.wire.text == name;
            let documented = body.iter().chain(query.iter()).find(known).copied();
            let Some(documented) = documented else {
                let todo = "No table documents this part of the path.";
                let entries = [
                    ("en", yaml::scalar(name)),
                    ("presence", "required".to_owned()),
                    ("todo", todo.to_owned()),
                ];
                rows.push((yaml::key(name), yaml::flow(&entries), String::new()));
                continue;
            };
            let always = Fact {
                value: PresenceWord::Required,
                cell: documented.wire.clone(),
            };
            let field = DocumentedField {
                presence: Said::Given(always),
                ..documented.clone()
            };
            let lines = self.lines(&[&field], Way::Request).into_iter();
            rows.extend(lines.map(|line| (line.key, line.value, line.comment)));
            body.retain(|field| field.wire.text != name);
            query.retain(|field| field.wire.text != name);
        }
        if !rows.is_empty() {
            let _ = write!(self.body, "    path:\n{}", yaml::column(6, &rows));
        }
    }

    fn send(&mut self, content_type: Option<&DocumentedField>) {
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
        let (json, form) = (says("application/json"), says("x-www-form-urlencoded"));
        let place = words
            .first()
            .map(|cell| self.context.citing.line((self.context.page, cell.line)));
        let cited = place.unwrap_or_default();
        match (json, form) {
            (true, true) => self.line("send", "[ json, form ]", &cited),
            (true, false) => self.line("send", "json", &cited),
            (false, true) => self.line("send", "form", &cited),
            (false, false) => self.open(
                "send",
                "json",
                "The page does not say how the body is written; JSON is assumed.",
            ),
        }
    }

    /// Fields, one a line, those that the page has twice as comments.
    fn section(&mut self, key: &str, fields: &[&DocumentedField], way: Way) {
        let lines = self.lines(fields, way);
        if lines.is_empty() {
            return;
        }
        let rows: Vec<_> = lines
            .into_iter()
            .map(|line| (line.key, line.value, line.comment))
            .collect();
        let _ = write!(self.body, "    {key}:\n{}", yaml::column(6, &rows));
    }

    fn lines(&mut self, fields: &[&DocumentedField], way: Way) -> Vec<Line> {
        let mut members: BTreeMap<&str, Vec<Line>> = BTreeMap::new();
        let known: HashSet<&str> = fields
            .iter()
            .map(|field| field.wire.text.as_str())
            .collect();
        let mut lines = Vec::new();
        let (mut code, mut message) = (false, false);
        // Members come after what they are members of, on the page; here they are drafted first.
        for field in fields.iter().rev() {
            let wire = field.wire.text.as_str();
            let inside = field
                .inside
                .as_deref()
                .filter(|inside| known.contains(inside) && *inside != wire);
            if let Some(parent) = inside {
                let own = members.remove(wire).unwrap_or_default();
                let line = self.field(field, way, (true, true), &own);
                members.entry(parent).or_default().insert(0, line);
            }
        }
        for field in fields {
            let wire = field.wire.text.as_str();
            if field
                .inside
                .as_deref()
                .is_some_and(|inside| known.contains(inside) && inside != wire)
            {
                continue;
            }
            if !self.is_new(field, way) {
                continue;
            }
            let own = members.remove(wire).unwrap_or_default();
            lines.push(self.field(field, way, (code, message), &own));
            code |= field.role == Some(RoleWord::Code);
            message |= field.role == Some(RoleWord::Message);
        }
        lines
    }

    /// Whether a field is the first of its name, and there is room for it. In a request, headers and members share
    /// their names, for recipes could not tell them apart.
    fn is_new(&mut self, field: &DocumentedField, way: Way) -> bool {
        let wire = &field.wire.text;
        let (answer, line) = (way == Way::Answer, field.line());
        if let Some(first) = self.seen.get(&(answer, wire.clone())) {
            self.todos.push(format!(
                "The page documents `{wire}` on line {first} and again on line {line}; only the first is here."
            ));
            return false;
        }
        let count = self
            .seen
            .keys()
            .filter(|(other, _)| *other == answer)
            .count();
        if count >= MOST_FIELDS {
            let todo =
                "The page has more fields than a request can have; the first hundred are here.";
            if !self.todos.iter().any(|known| known == todo) {
                self.todos.push(todo.to_owned());
            }
            return false;
        }
        self.seen.insert((answer, wire.clone()), line);
        true
    }

    fn field(
        &mut self,
        field: &DocumentedField,
        way: Way,
        (code, message): (bool, bool),
        members: &[Line],
    ) -> Line {
        let key = plain_key(self.context.name, way, &field.wire.text);
        let mut plain = self.context.plain.get(&key).copied().unwrap_or_default();
        if field.role == Some(RoleWord::Code) && way == Way::Answer {
            let by_codes = plain_key(self.context.name, way, CODES);
            plain = plain.max(
                self.context
                    .plain
                    .get(&by_codes)
                    .copied()
                    .unwrap_or_default(),
            );
        }
        let citation = self.context.citing.line((self.context.page, field.line()));
        let context = field::FieldContext {
            way,
            code_taken: code,
            message_taken: message,
            plain,
            members,
            citation: &citation,
        };
        field::line(field, &context, self.types)
    }

    fn answer(&mut self) {
        let (headers, members): (Vec<_>, Vec<_>) = self
            .operation
            .answer
            .iter()
            .partition(|field| field.place == FieldPlace::Header);
        self.section("answer", &members, Way::Answer);
        if !members.iter().any(|field| is_code(field)) {
            let todo = "No page says where the result code stands in an answer.";
            self.todos.push(todo.to_owned());
            if members.is_empty() {
                self.body.push_str("    answer:\n");
            }
            let _ = writeln!(
                self.body,
                "      {}: {{ en: result code, role: code, todo: {todo} }}",
                self.code_key()
            );
        }
        for header in headers {
            let place = self.context.citing.line((self.context.page, header.line()));
            let _ = writeln!(
                self.body,
                "      # {place}: the header {} of the answer, which kpg does not read",
                header.wire.text
            );
        }
    }

    /// The member that holds the result code.
    fn code_key(&self) -> String {
        let documented = self
            .operation
            .answer
            .iter()
            .find(|field| field.place != FieldPlace::Header && is_code(field));
        let taken = |name: &&str| {
            self.operation
                .answer
                .iter()
                .all(|field| field.wire.text != *name)
        };
        let free = ["code", "result_code", "resultCode"]
            .into_iter()
            .find(taken);
        documented.map_or(free.unwrap_or("kpg_result_code").to_owned(), |field| {
            field.wire.text.clone()
        })
    }

    fn codes(&mut self) {
        let mut codes = codes::known(self.operation, self.context);
        let success: Vec<String> = codes
            .iter()
            .filter(|code| code.success)
            .map(|code| yaml::quoted(&code.wire))
            .collect();
        let key = yaml::key(&self.code_key());
        let said = codes
            .iter()
            .find(|code| code.success)
            .map(|code| code.place.clone());
        if success.is_empty() {
            codes.push(codes::Code::unknown());
            self.open(
                "success",
                &format!("{{ {key}: [ \"unknown\" ] }}"),
                "No page says which result code means success.",
            );
        } else {
            let place = said.unwrap_or_default();
            self.line(
                "success",
                &format!("{{ {key}: {} }}", yaml::list(&success)),
                &place,
            );
        }
        let mut taken = HashSet::new();
        let rows: Vec<_> = codes.iter().map(|code| code.row(&mut taken)).collect();
        let _ = write!(self.body, "    codes:\n{}", yaml::column(6, &rows));
        self.other_codes(codes.iter().any(|code| !code.success));
    }

    /// What the page says of codes that it does not list; where it lists no refusal either, it must be found out.
    fn other_codes(&mut self, lists_refusals: bool) {
        let field = self.operation.answer.iter().find(|field| is_code(field));
        let said = field.and_then(|field| field.others_fail.as_ref());
        if let Some(said) = said {
            let place = self.context.citing.line((self.context.page, said.line));
            let refuse = yaml::sentence(&self.document());
            self.line("other_codes", &format!("{{ refuse: {refuse} }}"), &place);
        } else if !lists_refusals {
            self.open(
                "other_codes",
                "{ undocumented: No page that was read says which codes refuse. }",
                "The page lists no code of failure and does not say that all others are failures.",
            );
        }
    }
}

/// In place of a wire name: the result code, about whose values the compiler complains where they stand.
pub(super) const CODES: &str = "#codes";

/// By what the compiler's complaints about a field are remembered.
pub(super) fn plain_key(operation: &str, way: Way, wire: &str) -> String {
    let way = if way == Way::Answer {
        "answer"
    } else {
        "request"
    };
    format!("{operation}/{way}/{wire}")
}

fn behind(comment: &str) -> String {
    match comment.is_empty() {
        true => String::new(),
        false => format!("  # {}", yaml::comment_text(comment)),
    }
}
