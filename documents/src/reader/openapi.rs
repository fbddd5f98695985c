//! An OpenAPI 3 document → blocks: each operation as a page would show it, with a heading, its method and path, and
//! tables of its request and its answer. What the columns mean stands here; what a spec makes of them does not.

use serde_yaml::{Mapping, Value};

use crate::block::{Block, Table};
use crate::error::ReadError;
use crate::limits;
use crate::page::Cell;
use crate::vocabulary::{self, Role};

/// The methods of operations, as a document writes them.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];
/// What the columns of a table hold.
const COLUMNS: [Role; 6] = [
    Role::Wire,
    Role::Place,
    Role::Kind,
    Role::Length,
    Role::Presence,
    Role::Label,
];
/// So deep are schemas followed into each other; one may name itself.
const DEEPEST: usize = 8;

/// Whether a page is such a document: one of its own keys says so, in JSON or in YAML. In JSON the keys may be in any order.
pub(super) fn is_one(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    match start.starts_with('{') {
        true => start.contains("\"openapi\":") || start.contains("\"openapi\" :"),
        false => start.lines().any(|line| line.starts_with("openapi:")),
    }
}

/// The parts of a document, in its order.
pub(super) fn read(text: &str) -> Result<Vec<Block>, ReadError> {
    // A document that cannot be parsed is a page without tables, and the caller says so.
    let root: Value = serde_yaml::from_str(text).unwrap_or_default();
    let mut reader = Reader {
        text,
        root: &root,
        blocks: Vec::new(),
        rows: 0,
    };
    let base = reader.servers();
    let paths = root.get("paths").and_then(Value::as_mapping);
    for (path, operations) in paths.into_iter().flatten() {
        let Some(path) = path.as_str() else { continue };
        for method in METHODS {
            if let Some(operation) = operations.get(method) {
                let written = format!("{base}{path}");
                reader.operation((path, &written), method, operations, operation)?;
            }
        }
    }
    Ok(reader.blocks)
}

struct Reader<'t> {
    text: &'t str,
    root: &'t Value,
    blocks: Vec<Block>,
    rows: usize,
}

impl<'t> Reader<'t> {
    /// The addresses of the servers, and the path that all of them begin with; none where they differ in it.
    fn servers(&mut self) -> String {
        let urls = items(self.root, "servers").filter_map(|server| {
            let url = text_of(server, "url")?.trim_end_matches('/');
            let host = url.find("://").map(|found| found + 3)?;
            let path = url.get(host..)?.find('/').map_or(url.len(), |at| host + at);
            let (origin, path) = url.split_at(path);
            Some((url, origin, path, text_of(server, "description")))
        });
        let urls: Vec<_> = urls.collect();
        let base = urls.first().map_or("", |(_, _, path, _)| *path);
        if urls.iter().any(|(_, _, path, _)| *path != base) {
            return String::new();
        }
        for (url, origin, _, description) in &urls {
            let line = self.line_of(url, 0);
            let name = description.filter(|name| vocabulary::environment(name).is_some());
            let words = match name {
                Some(name) => format!("{name} : {origin}"),
                None => (*origin).to_owned(),
            };
            let cell = outside(words, line);
            self.blocks.push(Block::Line { cell, code: false });
        }
        base.to_owned()
    }

    fn operation(
        &mut self,
        (path, written): (&str, &str),
        method: &str,
        shared: &'t Value,
        operation: &'t Value,
    ) -> Result<(), ReadError> {
        let at = self
            .text
            .find(&format!("{path}\""))
            .or_else(|| self.text.find(path));
        let at = at.unwrap_or_default();
        let line = self.line_at(at);
        let title = text_of(operation, "summary").or_else(|| text_of(operation, "operationId"));
        self.blocks.push(Block::Heading {
            level: 2,
            cell: outside(title.unwrap_or(path).to_owned(), line),
        });
        self.line(format!("{} {written}", method.to_uppercase()), line);
        let body = operation.get("requestBody").map(|body| self.followed(body));
        let forms = body.and_then(|body| body.get("content")?.as_mapping());
        let forms = forms.into_iter().flatten();
        let forms: Vec<&str> = forms.filter_map(|(form, _)| form.as_str()).collect();
        for form in forms {
            self.line(format!("Content-Type: {form}"), line);
        }
        let mut request = Vec::new();
        let parameters = items(shared, "parameters").chain(items(operation, "parameters"));
        for parameter in parameters {
            let parameter = self.followed(parameter);
            let (Some(name), Some(place)) = (text_of(parameter, "name"), text_of(parameter, "in"))
            else {
                continue;
            };
            let schema = parameter.get("schema").unwrap_or(&Value::Null);
            let required = flag(parameter, "required");
            let described = parameter;
            self.row(
                &mut request,
                at,
                name,
                Some(place),
                schema,
                (required, described),
            )?;
        }
        if let Some(schema) = body.and_then(|body| self.content(body)) {
            self.members(&mut request, at, "", Some("body"), schema, &[])?;
        }
        self.table("request", line, request);
        let responses = operation.get("responses").and_then(Value::as_mapping);
        let accepted = responses.into_iter().flatten().find(|(status, _)| {
            let status = serde_yaml::to_string(status).unwrap_or_default();
            status.trim_matches(['\'', '"', '\n']).starts_with('2')
        });
        let mut answer = Vec::new();
        if let Some(schema) =
            accepted.and_then(|(_, response)| self.content(self.followed(response)))
        {
            self.members(&mut answer, at, "", None, schema, &[])?;
        }
        self.table("response", line, answer);
        Ok(())
    }

    /// The schema of the first way in which a body can be written.
    fn content(&self, holder: &'t Value) -> Option<&'t Value> {
        let content = holder.get("content")?.as_mapping()?;
        let (_, first) = content.iter().next()?;
        first.get("schema")
    }

    /// The properties of an object, those of objects in it under dotted names.
    fn members(
        &mut self,
        rows: &mut Vec<Vec<Cell>>,
        at: usize,
        prefix: &str,
        place: Option<&str>,
        schema: &'t Value,
        trail: &[&'t str],
    ) -> Result<(), ReadError> {
        // An object that holds itself is shown once.
        let reference = text_of(schema, "$ref");
        if trail.len() > DEEPEST || reference.is_some_and(|known| trail.contains(&known)) {
            return Ok(());
        }
        let trail: Vec<&str> = trail
            .iter()
            .copied()
            .chain([reference.unwrap_or_default()])
            .collect();
        let schema = self.followed(schema);
        for part in ["allOf", "oneOf", "anyOf"] {
            for part in items(schema, part) {
                self.members(rows, at, prefix, place, part, &trail)?;
            }
        }
        if let Some(item) = schema.get("items") {
            return self.members(rows, at, prefix, place, item, &trail);
        }
        let required: Vec<&str> = items(schema, "required")
            .filter_map(Value::as_str)
            .collect();
        let properties: Option<&Mapping> = schema.get("properties").and_then(Value::as_mapping);
        for (name, property) in properties.into_iter().flatten() {
            let Some(name) = name.as_str() else { continue };
            let wire = match prefix {
                "" => name.to_owned(),
                prefix => format!("{prefix}.{name}"),
            };
            let followed = self.followed(property);
            let is_required = required.contains(&name);
            self.row(rows, at, &wire, place, followed, (is_required, property))?;
            self.members(rows, at, &wire, place, property, &trail)?;
        }
        Ok(())
    }

    fn row(
        &mut self,
        rows: &mut Vec<Vec<Cell>>,
        at: usize,
        wire: &str,
        place: Option<&str>,
        schema: &'t Value,
        (required, described): (bool, &'t Value),
    ) -> Result<(), ReadError> {
        self.rows += COLUMNS.len();
        if self.rows > limits::MOST_CELLS {
            return Err(super::grid::too_many_cells());
        }
        let name = wire.rsplit('.').next().unwrap_or(wire);
        let line = self.line_of_key(name, at);
        let description =
            text_of(described, "description").or_else(|| text_of(schema, "description"));
        let description = described_values(schema, description.unwrap_or_default());
        let cells = [
            wire.to_owned(),
            place.unwrap_or_default().to_owned(),
            text_of(schema, "type").unwrap_or_default().to_owned(),
            length(schema),
            if required { "O" } else { "X" }.to_owned(),
            description,
        ];
        let placed = cells.into_iter().enumerate().map(|(index, text)| Cell {
            text: crate::block::tidy(&text),
            line,
            column: Some(index + 1),
        });
        rows.push(placed.collect());
        Ok(())
    }

    fn table(&mut self, title: &str, line: usize, rows: Vec<Vec<Cell>>) {
        if rows.is_empty() {
            return;
        }
        self.blocks.push(Block::Heading {
            level: 3,
            cell: outside(title.to_owned(), line),
        });
        // It has no row of headings: what its columns hold is known.
        self.blocks.push(Block::Table(Table {
            line,
            rows,
            roles: Some(COLUMNS.to_vec()),
            ..Table::default()
        }));
    }

    fn line(&mut self, text: String, line: usize) {
        let cell = outside(text, line);
        self.blocks.push(Block::Line { cell, code: true });
    }

    /// What a reference leads to, within the document.
    fn followed(&self, value: &'t Value) -> &'t Value {
        let mut value = value;
        for _ in 0..DEEPEST {
            let Some(path) = text_of(value, "$ref").and_then(|path| path.strip_prefix("#/")) else {
                break;
            };
            let mut steps = path.split('/');
            let Some(next) = steps.try_fold(self.root, |value, step| value.get(step)) else {
                break;
            };
            value = next;
        }
        value
    }

    /// The line of a name as a key, or of the first mention of it.
    fn line_of_key(&self, name: &str, from: usize) -> usize {
        let rest = self.text.get(from..).unwrap_or_default();
        let ways = [
            format!("\"{name}\":"),
            format!("{name}:"),
            format!("\"{name}\""),
        ];
        let found = ways.iter().find_map(|way| rest.find(way.as_str()));
        self.line_at(found.map_or(from, |found| from + found))
    }

    fn line_of(&self, text: &str, from: usize) -> usize {
        let after = self
            .text
            .get(from..)
            .and_then(|rest| rest.find(text))
            .map(|found| from + found);
        self.line_at(after.or_else(|| self.text.find(text)).unwrap_or(from))
    }

    fn line_at(&self, at: usize) -> usize {
        let before = self.text.as_bytes().iter().take(at);
        1 + before.filter(|byte| **byte == b'\n').count()
    }
}

/// The first line of a description, and the values that a schema lists.
fn described_values(schema: &Value, description: &str) -> String {
    let values: Vec<&str> = items(schema, "enum").filter_map(Value::as_str).collect();
    let first = description.lines().next().unwrap_or_default();
    match values.is_empty() {
        true => first.to_owned(),
        false => format!("{first}\n[{}]", values.join(", ")),
    }
}

fn length(schema: &Value) -> String {
    let number = |key: &str| schema.get(key).and_then(Value::as_u64);
    match (number("minLength"), number("maxLength")) {
        (Some(least), Some(most)) if least == most => most.to_string(),
        (Some(least), Some(most)) => format!("{least}~{most}"),
        (None, Some(most)) => most.to_string(),
        (_, None) => String::new(),
    }
}

fn outside(text: String, line: usize) -> Cell {
    Cell {
        text,
        line,
        column: None,
    }
}

fn text_of<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str)
}

fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or_default()
}

fn items<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
    let list = value.get(key).and_then(Value::as_sequence);
    list.into_iter().flatten()
}
