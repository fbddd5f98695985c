//! An OpenAPI 3 document → blocks: each operation as a page would show it, with a heading, its method and path, and
//! tables of its request and its answer. What the columns mean stands here; what a spec makes of them does not.

mod answers;
mod document;
mod facts;
mod kind;
mod places;
mod rows;
mod schema;
mod values;

use serde_yaml::Value;

use crate::block::{Block, Table};
use crate::error::ReadError;
use crate::page::Cell;
use crate::vocabulary;
use document::{COLUMNS, Document, flag, items, text_of};
use places::Places;
use rows::Rows;

/// The methods of operations, as a document writes them.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Such a document, where a page is one: one of its own keys says so, in JSON or in YAML. A page that only shows one is none.
///
/// # Errors
///
/// When it begins as such a document and cannot be parsed.
pub(super) fn root(text: &str) -> Result<Option<Value>, ReadError> {
    if !names_itself(text) {
        return Ok(None);
    }
    match serde_yaml::from_str::<Value>(text) {
        Ok(root) => Ok(Some(root).filter(|root| root.get("openapi").is_some())),
        Err(error) if begins_so(text) => Err(ReadError::Unparsed {
            what: "an OpenAPI document",
            why: error.to_string(),
        }),
        Err(_) => Ok(None),
    }
}

/// Whether one of the keys of a text, which in JSON may be in any order, is that of such a document.
fn names_itself(text: &str) -> bool {
    match text.trim_start().starts_with('{') {
        true => text.contains("\"openapi\":") || text.contains("\"openapi\" :"),
        false => text.lines().any(is_first_key),
    }
}

/// Whether nothing but comments stands before the first key of such a document.
fn begins_so(text: &str) -> bool {
    let is_said = |line: &&str| !line.trim().is_empty() && !line.starts_with(['#', '-', '%']);
    let first = text.lines().find(is_said);
    first.is_some_and(|line| line.starts_with('{') || is_first_key(line))
}

/// `openapi: 3.0.3`, in quotation marks or not.
fn is_first_key(line: &str) -> bool {
    let line = line.trim_start_matches(['"', '\'']);
    let behind = line.strip_prefix("openapi");
    behind.is_some_and(|rest| rest.trim_start_matches(['"', '\'']).starts_with(':'))
}

/// The parts of a document, in its order.
pub(super) fn read(text: &str, root: &Value) -> Result<Vec<Block>, ReadError> {
    let mut reader = Reader {
        document: Document {
            places: Places::of(text),
            root,
            cells: 0,
        },
        blocks: Vec::new(),
    };
    reader.title();
    let servers = reader.servers();
    let paths = root.get("paths").and_then(Value::as_mapping);
    for (path, shared) in paths.into_iter().flatten() {
        let Some(path) = path.as_str() else { continue };
        let shared = reader.document.followed(shared);
        let at = reader.document.places.of_key(path, 0);
        for (method, operation) in operations(shared) {
            let at = reader.document.places.of_key(method, at);
            reader.call(&servers, path, (method, shared, operation), at)?;
            let callbacks = operation.get("callbacks").and_then(Value::as_mapping);
            for (name, callback) in callbacks.into_iter().flatten() {
                let callback = reader.document.followed(callback).as_mapping();
                for (_, sent) in callback.into_iter().flatten() {
                    reader.notifications(name, sent, at)?;
                }
            }
        }
    }
    let webhooks = root.get("webhooks").and_then(Value::as_mapping);
    for (name, sent) in webhooks.into_iter().flatten() {
        reader.notifications(name, sent, 0)?;
    }
    Ok(reader.blocks)
}

/// The operations of a path, with their methods.
fn operations(shared: &Value) -> impl Iterator<Item = (&'static str, &Value)> {
    METHODS
        .into_iter()
        .filter_map(|method| Some((method, shared.get(method)?)))
}

/// Where requests go.
struct Servers {
    /// The path that every address begins with, where that is one.
    base: String,
    /// The addresses, with the words for their environments, where they differ in their paths.
    apart: Vec<(String, Option<String>)>,
}

struct Reader<'t> {
    document: Document<'t>,
    blocks: Vec<Block>,
}

impl<'t> Reader<'t> {
    fn title(&mut self) {
        let info = self.document.root.get("info").unwrap_or(&Value::Null);
        if let Some(title) = text_of(info, "title") {
            let line = self
                .document
                .places
                .line_at(self.document.places.of_key("title", 0));
            self.heading(1, title, line);
        }
    }

    /// The addresses of the servers. Where all of them have one path, they stand at the top of the page.
    fn servers(&mut self) -> Servers {
        let urls = items(self.document.root, "servers").filter_map(|server| {
            let written = text_of(server, "url")?;
            let url = with_defaults(written, server);
            let url = url.trim_end_matches('/').to_owned();
            let name = text_of(server, "description");
            let name = name.filter(|name| vocabulary::environment(name).is_some());
            Some((written, url, name.map(str::to_owned)))
        });
        let urls: Vec<(&str, String, Option<String>)> = urls.collect();
        let base = urls
            .first()
            .map_or("", |(_, url, _)| origin_and_path(url).1);
        if urls
            .iter()
            .any(|(_, url, _)| origin_and_path(url).1 != base)
        {
            let apart = urls
                .iter()
                .map(|(_, url, name)| (url.clone(), name.clone()));
            return Servers {
                base: String::new(),
                apart: apart.collect(),
            };
        }
        for (written, url, name) in &urls {
            let (origin, _) = origin_and_path(url);
            if origin.is_empty() {
                continue;
            }
            let line = self
                .document
                .places
                .line_at(self.document.places.of_text(written));
            let words = match name {
                Some(name) => format!("{name} : {origin}"),
                None => origin.to_owned(),
            };
            let cell = outside(words, line);
            self.blocks.push(Block::line_of(cell));
        }
        Servers {
            base: base.to_owned(),
            apart: Vec::new(),
        }
    }

    /// A call: its heading, its method and address, how its body is written, and its tables.
    fn call(
        &mut self,
        servers: &Servers,
        path: &str,
        (method, shared, operation): (&str, &'t Value, &'t Value),
        at: usize,
    ) -> Result<(), ReadError> {
        let line = self.document.places.line_at(at);
        let title = text_of(operation, "summary").or_else(|| text_of(operation, "operationId"));
        self.heading(2, title.unwrap_or(path), line);
        let method = method.to_uppercase();
        if servers.apart.is_empty() {
            self.line(format!("{method} {}{path}", servers.base), line);
        }
        for (url, name) in &servers.apart {
            let name = name
                .as_ref()
                .map_or(String::new(), |name| format!("{name} : "));
            self.line(format!("{name}{method} {url}{path}"), line);
        }
        let body = operation
            .get("requestBody")
            .map(|body| self.document.followed(body));
        let forms = body.map(content_types).unwrap_or_default();
        for form in &forms {
            self.line(format!("Content-Type: {form}"), line);
        }
        let mut rows = Rows::default();
        self.credentials(&mut rows, operation, at);
        // What an operation says of a parameter replaces what its path says.
        for parameter in items(operation, "parameters").chain(items(shared, "parameters")) {
            self.parameter(&mut rows, parameter, at)?;
        }
        if let Some((form, schema)) = body.and_then(content) {
            let is_form = form.contains("form");
            self.document
                .body(&mut rows, ("body", is_form), schema, at)?;
        }
        self.table("request", line, rows);
        self.answers(operation, at)
    }

    /// What the vendor sends by itself, to an address of the merchant's.
    fn notifications(
        &mut self,
        name: &Value,
        sent: &'t Value,
        from: usize,
    ) -> Result<(), ReadError> {
        let name = name.as_str().unwrap_or_default();
        let at = self.document.places.of_key(name, from);
        for (_, operation) in operations(self.document.followed(sent)) {
            self.notification(name, operation, at)?;
        }
        Ok(())
    }

    fn notification(
        &mut self,
        name: &str,
        operation: &'t Value,
        at: usize,
    ) -> Result<(), ReadError> {
        let line = self.document.places.line_at(at);
        let title = text_of(operation, "summary").unwrap_or(name);
        self.heading(2, title, line);
        let body = operation
            .get("requestBody")
            .map(|body| self.document.followed(body));
        let mut rows = Rows::default();
        if let Some((_, schema)) = body.and_then(content) {
            self.document.body(&mut rows, ("", false), schema, at)?;
        }
        self.table("notification", line, rows);
        Ok(())
    }

    /// The headers, and the members of queries, that hold credentials.
    fn credentials(&mut self, rows: &mut Rows, operation: &'t Value, at: usize) {
        let needed = match operation.get("security") {
            Some(_) => operation,
            None => self.document.root,
        };
        let ways: Vec<&Value> = items(needed, "security").collect();
        // One of several ways, or none where one of them is empty, need not be taken.
        let required = if ways.len() == 1 { "O" } else { "X" };
        let schemes = self.document.root.get("components");
        let schemes = schemes.and_then(|components| components.get("securitySchemes"));
        let names = ways.into_iter().filter_map(Value::as_mapping).flatten();
        for (name, _) in names {
            let Some(name) = name.as_str() else { continue };
            let Some(scheme) = schemes.and_then(|schemes| schemes.get(name)) else {
                continue;
            };
            let scheme = self.document.followed(scheme);
            let (wire, place) = match text_of(scheme, "type") {
                Some("apiKey") => (text_of(scheme, "name"), text_of(scheme, "in")),
                Some("http" | "oauth2" | "openIdConnect") => {
                    (Some("Authorization"), Some("header"))
                }
                _ => (None, None),
            };
            let (Some(wire), Some(place @ ("header" | "query"))) = (wire, place) else {
                let text = format!("how the credential `{name}` is sent was not understood");
                self.note(&text, self.document.places.line_at(at));
                continue;
            };
            let kind = text_of(scheme, "scheme").or_else(|| text_of(scheme, "type"));
            let label = format!("credential `{name}` ({})", kind.unwrap_or_default());
            let line = self
                .document
                .places
                .line_at(self.document.places.of_key(name, 0));
            let cells = [wire, "0", place, "string", "", required, &label, "", ""];
            rows.push(&format!("{place} {wire}"), &cells, line);
        }
    }

    fn parameter(
        &mut self,
        rows: &mut Rows,
        parameter: &'t Value,
        at: usize,
    ) -> Result<(), ReadError> {
        let referred = self.document.at_reference(parameter, at);
        let parameter = self.document.followed(parameter);
        let (Some(name), Some(place)) = (text_of(parameter, "name"), text_of(parameter, "in"))
        else {
            return Ok(());
        };
        let line = self
            .document
            .places
            .line_at(self.document.places.of_value("name", name, referred));
        if !["path", "query", "header"].contains(&place) {
            let text = format!("`{name}` goes in a {place}, which kpg does not send");
            self.note(&text, line);
            return Ok(());
        }
        let schema = parameter.get("schema");
        let schema = schema.or_else(|| content(parameter).map(|(_, schema)| schema));
        let required = flag(parameter, "required");
        let schema = schema.unwrap_or(&Value::Null);
        self.document
            .row(rows, (name, place), (schema, parameter), required, line)
    }

    fn table(&mut self, title: &str, line: usize, rows: Rows) {
        self.table_of(title, line, rows, None);
    }

    /// A table of what is answered with these statuses in place of an answer that accepts, where some are given.
    fn table_of(&mut self, title: &str, line: usize, rows: Rows, failure: Option<Cell>) {
        let rows = rows.into_cells();
        if rows.is_empty() {
            return;
        }
        self.heading(3, title, line);
        // It has no row of headings: what its columns hold is known.
        self.blocks.push(Block::Table(Table {
            line,
            rows,
            roles: Some(COLUMNS.to_vec()),
            failure,
            ..Table::default()
        }));
    }

    fn heading(&mut self, level: u8, text: &str, line: usize) {
        let cell = outside(crate::block::tidy(text), line);
        self.blocks.push(Block::Heading { level, cell });
    }

    fn line(&mut self, text: String, line: usize) {
        let cell = outside(text, line);
        self.blocks.push(Block::code(cell));
    }

    fn note(&mut self, text: &str, line: usize) {
        self.blocks
            .push(Block::Note(outside(text.to_owned(), line)));
    }
}

/// The ways in which a body may be written.
fn content_types(body: &Value) -> Vec<&str> {
    let content = body.get("content").and_then(Value::as_mapping);
    let forms = content.into_iter().flatten();
    forms.filter_map(|(form, _)| form.as_str()).collect()
}

/// How a body is written, and its schema: as JSON or as a form where it can be.
fn content(holder: &Value) -> Option<(&str, &Value)> {
    let content = holder.get("content")?.as_mapping()?;
    let ways = content
        .iter()
        .filter_map(|(form, way)| Some((form.as_str()?, way.get("schema")?)));
    let ways: Vec<(&str, &Value)> = ways.collect();
    let first = |word: &str| ways.iter().find(|(form, _)| form.contains(word));
    let found = first("json").or_else(|| first("x-www-form-urlencoded"));
    found.or_else(|| ways.first()).copied()
}

/// The scheme and the host of an address, and the path behind them.
fn origin_and_path(url: &str) -> (&str, &str) {
    let host = url.find("://").map(|found| found + 3);
    let behind = host.and_then(|host| url.get(host..)).unwrap_or(url);
    let path = behind.find('/').unwrap_or(behind.len());
    let at = url.len() - behind.len() + if host.is_some() { path } else { 0 };
    url.split_at_checked(at).unwrap_or((url, ""))
}

/// An address with the values that its server gives where none is chosen: `https://{region}.acme.example`.
fn with_defaults(url: &str, server: &Value) -> String {
    let variables = server.get("variables").and_then(Value::as_mapping);
    let mut url = url.to_owned();
    for (name, variable) in variables.into_iter().flatten() {
        if let (Some(name), Some(value)) = (name.as_str(), text_of(variable, "default")) {
            url = url.replace(&format!("{{{name}}}"), value);
        }
    }
    url
}

fn outside(text: String, line: usize) -> Cell {
    Cell {
        text,
        line,
        column: None,
    }
}
