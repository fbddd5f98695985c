//! The members of a body, as rows of a table: objects are followed under dotted names, lists under the name of the list.

use serde_yaml::{Mapping, Value};

use super::document::{COLUMNS, Document, flag, items, text_of};
use super::kind::{has_type, is_null};
use super::rows::Rows;
use crate::error::ReadError;

/// So deep are schemas followed into each other; one may name itself.
const DEEPEST: usize = 8;

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
        if flag(
            schema,
            if within.is_sent() {
                "readOnly"
            } else {
                "writeOnly"
            },
        ) {
            return Ok(());
        }
        let wire = format!("{}{name}", within.prefix);
        let whole = format!("{}{name}", within.whole);
        let kind = self.kind(schema);
        let properties = self.places.of_key("properties", within.at);
        let at = self.places.of_child(name, properties);
        let row = Row {
            wire: &wire,
            depth: within.depth,
            place: within.place,
            presence: within.presence(name, schema),
        };
        let called = format!("{} {whole}", within.place);
        if !self.push(
            rows,
            &called,
            (&row, schema, property),
            self.places.line_at(at),
        )? {
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
        let row = Row {
            wire,
            depth: 0,
            place,
            presence: if required { "O" } else { "X" }.to_owned(),
        };
        let called = format!("{place} {wire}");
        self.push(
            rows,
            &called,
            (&row, self.followed(schema), described),
            line,
        )?;
        Ok(())
    }

    /// Adds a row with what its schema says, where none is called so; tells whether it did.
    fn push(
        &mut self,
        rows: &mut Rows,
        called: &str,
        (row, schema, described): (&Row<'_>, &'t Value, &'t Value),
        line: usize,
    ) -> Result<bool, ReadError> {
        let facts = self.facts(schema, described);
        let cells: [&str; COLUMNS.len()] = [
            row.wire,
            &row.depth.to_string(),
            row.place,
            self.kind(schema).as_str(),
            &facts.length,
            &row.presence,
            &facts.label,
            &facts.note,
            &facts.values,
        ];
        self.count(cells.len())?;
        Ok(rows.push(called, &cells, line))
    }
}

/// What a row says besides what its schema does.
struct Row<'r> {
    wire: &'r str,
    depth: usize,
    place: &'r str,
    presence: String,
}

impl Within<'_> {
    /// Whether they are of a request.
    fn is_sent(&self) -> bool {
        self.place == "body"
    }

    /// The mark of whether a member must be there. One that may be null may as well be absent from an answer; one of several
    /// bodies asks for its members where it is sent.
    fn presence(&self, name: &str, schema: &Value) -> String {
        let may_be_null = || flag(schema, "nullable") || has_type(schema, "null");
        let is_required = self.required.contains(&name) && (self.is_sent() || !may_be_null());
        match (&self.one_of, is_required) {
            (None, true) => "O".to_owned(),
            (Some(called), true) if self.is_sent() => match called.as_str() {
                "" => "C (only where the body is this one of several)".to_owned(),
                called => format!("C (only in {called}, which is one of several)"),
            },
            (_, _) => "X".to_owned(),
        }
    }
}

fn properties(schema: &Value) -> Option<&Mapping> {
    schema.get("properties").and_then(Value::as_mapping)
}
