//! The members of a body, as rows of a table: objects are followed under dotted names, lists under the name of the list.

use std::collections::HashSet;

use serde_yaml::{Mapping, Value};

use super::document::{COLUMNS, Document, flag, items, text_of};
use super::values;
use crate::block::tidy;
use crate::error::ReadError;
use crate::page::Cell;

/// So deep are schemas followed into each other; one may name itself.
const DEEPEST: usize = 8;
/// So much of a description is taken for a note.
const LONGEST_NOTE: usize = 1000;

/// The rows of a table, each member once.
#[derive(Default)]
pub(super) struct Rows {
    rows: Vec<Vec<Cell>>,
    seen: HashSet<String>,
}

impl Rows {
    /// Adds a row, where none is called so; tells whether it did.
    pub(super) fn push(
        &mut self,
        called: &str,
        cells: &[&str; COLUMNS.len()],
        line: usize,
    ) -> bool {
        if !self.seen.insert(called.to_owned()) {
            return false;
        }
        let cells = cells.iter().enumerate().map(|(index, text)| Cell {
            text: (*text).to_owned(),
            line,
            column: Some(index + 1),
        });
        self.rows.push(cells.collect());
        true
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn into_cells(self) -> Vec<Vec<Cell>> {
        self.rows
    }
}

/// Where members stand that are being followed.
#[derive(Clone)]
struct Within<'t> {
    /// What the column of places says of them.
    place: &'static str,
    /// Whether the body is a form, which has no objects: what is in one stands below it.
    is_form: bool,
    /// How many lists, and objects of forms, they are in.
    depth: usize,
    /// The names of the objects that they are in, each with a dot behind it.
    prefix: String,
    /// All of these, so that each member has a name of its own.
    whole: String,
    /// What is needed of them by what encloses their schema.
    required: Vec<&'t str>,
    /// What the schema that they are of is called, where it is one of several.
    one_of: Option<String>,
    /// Where their schema stands.
    at: usize,
    /// The references that led here.
    trail: Vec<&'t str>,
}

impl<'t> Document<'t> {
    /// The members of a body.
    pub(super) fn body(
        &mut self,
        rows: &mut Rows,
        (place, is_form): (&'static str, bool),
        schema: &'t Value,
        at: usize,
    ) -> Result<(), ReadError> {
        let within = Within {
            place,
            is_form,
            depth: 0,
            prefix: String::new(),
            whole: String::new(),
            required: Vec::new(),
            one_of: None,
            at,
            trail: Vec::new(),
        };
        self.members(rows, &within, schema)
    }

    fn members(
        &mut self,
        rows: &mut Rows,
        within: &Within<'t>,
        schema: &'t Value,
    ) -> Result<(), ReadError> {
        // An object that holds itself is shown once.
        let reference = text_of(schema, "$ref");
        if within.trail.len() > DEEPEST
            || reference.is_some_and(|known| within.trail.contains(&known))
        {
            return Ok(());
        }
        let mut within = within.clone();
        within.at = self.at_reference(schema, within.at);
        within.trail.push(reference.unwrap_or_default());
        let schema = self.followed(schema);
        if let Some(item) = schema.get("items") {
            return self.members(rows, &within, item);
        }
        within.required.extend(self.required(schema));
        for part in items(schema, "allOf") {
            self.members(rows, &within, part)?;
        }
        for (name, property) in properties(schema).into_iter().flatten() {
            let Some(name) = name.as_str() else { continue };
            self.member(rows, &within, name, property)?;
        }
        for part in ["oneOf", "anyOf"] {
            let parts = items(schema, part).filter(|part| !is_null(part));
            let parts: Vec<&Value> = parts.collect();
            for one in &parts {
                let mut within = within.clone();
                let called = text_of(one, "$ref").and_then(|path| path.rsplit('/').next());
                let called = called.or_else(|| text_of(one, "title")).unwrap_or_default();
                within.one_of = within
                    .one_of
                    .or((parts.len() > 1).then(|| called.to_owned()));
                self.members(rows, &within, one)?;
            }
        }
        Ok(())
    }

    /// What an object must have, also by the parts that it is made of.
    fn required(&self, schema: &'t Value) -> Vec<&'t str> {
        let parts = items(schema, "allOf").map(|part| self.followed(part));
        let lists = std::iter::once(schema).chain(parts);
        lists
            .flat_map(|part| items(part, "required"))
            .filter_map(Value::as_str)
            .collect()
    }

    /// A member, and those that are in it.
    fn member(
        &mut self,
        rows: &mut Rows,
        within: &Within<'t>,
        name: &str,
        property: &'t Value,
    ) -> Result<(), ReadError> {
        let schema = self.followed(property);
        // What only the other side writes is no member of this one.
        let is_sent = within.place == "body";
        if flag(schema, if is_sent { "readOnly" } else { "writeOnly" }) {
            return Ok(());
        }
        let wire = format!("{}{name}", within.prefix);
        let kind = self.kind(schema);
        let whole = format!("{}{name}", within.whole);
        let is_required = within.required.contains(&name)
            && (is_sent || !(flag(schema, "nullable") || has_type(schema, "null")));
        let variant = within.one_of.as_ref().map(|name| match name.as_str() {
            "" => "C (only where the body is this one of several)".to_owned(),
            name => format!("C (only in {name}, which is one of several)"),
        });
        let presence = match (is_required, variant) {
            (true, Some(variant)) if is_sent => variant,
            (true, None) => "O".to_owned(),
            _ => "X".to_owned(),
        };
        let facts = self.facts(schema, property);
        let properties = self.places.of_key("properties", within.at);
        let at = self.places.of_child(name, properties);
        let line = self.places.line_at(at);
        let depth = within.depth.to_string();
        let cells: [&str; COLUMNS.len()] = [
            &wire,
            &depth,
            within.place,
            kind.as_str(),
            &facts.length,
            &presence,
            &facts.label,
            &facts.note,
            &facts.values,
        ];
        self.count(cells.len())?;
        if !rows.push(&format!("{} {whole}", within.place), &cells, line) {
            return Ok(());
        }
        let is_below = kind.is_list() || (within.is_form && kind.is_object());
        let inner = Within {
            depth: within.depth + usize::from(is_below),
            prefix: match is_below {
                true => String::new(),
                false => format!("{wire}."),
            },
            whole: format!("{whole}."),
            required: Vec::new(),
            one_of: None,
            at,
            ..within.clone()
        };
        self.members(rows, &inner, property)
    }

    /// A row of a parameter, which has no members.
    pub(super) fn row(
        &mut self,
        rows: &mut Rows,
        (wire, place): (&str, &str),
        (schema, described): (&'t Value, &'t Value),
        required: bool,
        line: usize,
    ) -> Result<(), ReadError> {
        let schema = self.followed(schema);
        let facts = self.facts(schema, described);
        let kind = self.kind(schema);
        let cells: [&str; COLUMNS.len()] = [
            wire,
            "0",
            place,
            kind.as_str(),
            &facts.length,
            if required { "O" } else { "X" },
            &facts.label,
            &facts.note,
            &facts.values,
        ];
        self.count(cells.len())?;
        rows.push(&format!("{place} {wire}"), &cells, line);
        Ok(())
    }

    /// What a schema says of its values, beside their type.
    fn facts(&self, schema: &'t Value, described: &'t Value) -> Facts {
        let description =
            text_of(described, "description").or_else(|| text_of(schema, "description"));
        let description = description
            .or_else(|| text_of(schema, "title"))
            .unwrap_or_default();
        let description = description.replace("<br>", "\n").replace("<br/>", "\n");
        // Of a list, its values are the listed ones.
        let item = schema
            .get("items")
            .map_or(schema, |item| self.followed(item));
        let listed = values::listed(item);
        let (meanings, first) = values::meanings(&listed, &description);
        let whole = description.lines().next().unwrap_or_default();
        // `구분 01: 신용 02: 체크` is called `구분`.
        let label = first.and_then(|first| whole.get(..first)).unwrap_or(whole);
        let label = label.trim_end_matches(|c: char| !c.is_alphanumeric() && !".)]".contains(c));
        let label = if label.is_empty() { whole } else { label };
        let rest = description.strip_prefix(whole).unwrap_or_default();
        let more = self.constraints(schema);
        let mut note = tidy(rest);
        if first.is_some() {
            note.clear();
        }
        for part in more {
            if !note.is_empty() {
                note.push('\n');
            }
            note.push_str(&part);
        }
        let values = listed.iter().zip(&meanings);
        let values = values.map(|(value, meaning)| format!("{value}\t{}", tidy(meaning)));
        Facts {
            length: length(schema),
            label: tidy(label),
            note: note.chars().take(LONGEST_NOTE).collect(),
            values: values.collect::<Vec<_>>().join("\n"),
        }
    }

    /// What a schema says that no column has a place for.
    fn constraints(&self, schema: &Value) -> Vec<String> {
        let shown = |key: &str| {
            let value = schema.get(key).and_then(values::written)?;
            Some(format!("{key}: {value}"))
        };
        let mut found = Vec::new();
        found.extend(match text_of(schema, "format") {
            Some("date") => Some("yyyy-MM-dd".to_owned()),
            Some(format) => Some(format!("format: {format}")),
            None => None,
        });
        let has_both = schema.get("minimum").is_some() && schema.get("maximum").is_some();
        let bounds = ["minimum", "maximum"].into_iter().filter(|_| !has_both);
        let others = ["pattern", "default", "minItems", "maxItems", "multipleOf"];
        found.extend(bounds.chain(others).filter_map(shown));
        found
    }

    /// What a schema is, as a column of types would say it.
    fn kind(&self, schema: &'t Value) -> Kind {
        if is_list(schema) {
            let item = schema.get("items").map(|item| self.followed(item));
            let item = item.map_or(Kind::Unknown, |item| self.kind(item));
            return match item {
                Kind::Text | Kind::Unknown => Kind::List(ListOf::Texts),
                Kind::Number => Kind::List(ListOf::Numbers),
                Kind::Boolean | Kind::Object | Kind::List(_) => Kind::List(ListOf::Others),
            };
        }
        let stated = ["string", "integer", "number", "boolean", "object"];
        let stated = stated.into_iter().find(|word| has_type(schema, word));
        match stated {
            Some("string") => return Kind::Text,
            Some("integer" | "number") => return Kind::Number,
            Some("boolean") => return Kind::Boolean,
            Some(_) => return Kind::Object,
            None => {}
        }
        if schema.get("properties").is_some() {
            return Kind::Object;
        }
        let parts = ["allOf", "oneOf", "anyOf"].into_iter();
        let parts = parts.flat_map(|key| items(schema, key));
        let parts = parts.filter(|part| !is_null(part));
        let kinds = parts.map(|part| self.followed(part));
        let mut kinds = kinds
            .filter(|part| !std::ptr::eq(*part, schema))
            .map(|part| self.plain_kind(part))
            .filter(|kind| *kind != Kind::Unknown);
        let first = kinds.next().unwrap_or(Kind::Unknown);
        match kinds.all(|kind| kind == first) {
            true => first,
            false => Kind::Unknown,
        }
    }

    /// The kind of a part of a schema, without looking into its own parts for ever.
    fn plain_kind(&self, schema: &'t Value) -> Kind {
        let stated = ["string", "integer", "number", "boolean"];
        let stated = stated.into_iter().find(|word| has_type(schema, word));
        match stated {
            Some("string") => Kind::Text,
            Some("boolean") => Kind::Boolean,
            Some(_) => Kind::Number,
            None if is_list(schema) => Kind::List(ListOf::Others),
            None if has_type(schema, "object")
                || schema.get("properties").is_some()
                || schema.get("allOf").is_some() =>
            {
                Kind::Object
            }
            None => Kind::Unknown,
        }
    }
}

/// What a schema says of a member in words and numbers.
struct Facts {
    length: String,
    label: String,
    note: String,
    /// A value a line, with what it means behind a tab.
    values: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Boolean,
    Object,
    List(ListOf),
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ListOf {
    Texts,
    Numbers,
    Others,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Object => "object",
            Self::List(ListOf::Texts) => "array of string",
            Self::List(ListOf::Numbers) => "array of number",
            Self::List(ListOf::Others) => "array",
            Self::Unknown => "",
        }
    }

    fn is_list(self) -> bool {
        matches!(self, Self::List(_))
    }

    fn is_object(self) -> bool {
        self == Self::Object
    }
}

/// Whether a schema is that of a list.
pub(super) fn is_list(schema: &Value) -> bool {
    has_type(schema, "array") || schema.get("items").is_some()
}

/// Whether a schema is of a type, also among others: `type: [ string, "null" ]`.
fn has_type(schema: &Value, word: &str) -> bool {
    text_of(schema, "type") == Some(word)
        || items(schema, "type").any(|one| one.as_str() == Some(word))
}

fn is_null(schema: &Value) -> bool {
    text_of(schema, "type") == Some("null")
}

fn properties(schema: &Value) -> Option<&Mapping> {
    schema.get("properties").and_then(Value::as_mapping)
}

/// The length of a text, or the range of a number.
fn length(schema: &Value) -> String {
    let number = |key: &str| schema.get(key).and_then(Value::as_u64);
    if let (Some(least), Some(most)) = (number("minimum"), number("maximum")) {
        return format!("Min : {least} , Max : {most}");
    }
    match (number("minLength"), number("maxLength")) {
        (Some(least), Some(most)) if least == most => format!("{most} (fixed)"),
        (Some(least), Some(most)) => format!("{least}~{most}"),
        (None, Some(most)) => most.to_string(),
        (Some(least), None) if least > 1 => format!("min {least}"),
        (_, None) => String::new(),
    }
}
