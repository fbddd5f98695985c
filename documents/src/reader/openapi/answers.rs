//! What an operation answers: what accepts, as a table of its own, and what comes in its place, as one for each shape.

use serde_yaml::Value;

use super::document::text_of;
use super::kind;
use super::rows::Rows;
use super::{Reader, content, outside};
use crate::error::ReadError;

/// What an operation answers with a status.
struct Response<'t> {
    /// `200`, `4XX` or `default`.
    status: String,
    described: &'t Value,
}

/// What comes in place of an answer that accepts, with the statuses of that shape.
struct Failure<'t> {
    statuses: Vec<String>,
    schema: &'t Value,
}

impl<'t> Reader<'t> {
    pub(super) fn answers(&mut self, operation: &'t Value, at: usize) -> Result<(), ReadError> {
        let line = self.document.places.line_at(at);
        let responses = self.responses(operation);
        let accepting = responses.iter().position(|one| one.status.starts_with('2'));
        let accepting =
            accepting.or_else(|| responses.iter().position(|one| one.status == "default"));
        let accepted = accepting.and_then(|position| responses.get(position));
        let mut rows = Rows::default();
        if let Some((_, schema)) = accepted.and_then(|response| content(response.described)) {
            if kind::is_list(self.document.followed(schema)) {
                let text = "the answer is a list, whose objects have these members: say so with `top_list`";
                self.note(text, line);
            }
            self.document.body(&mut rows, ("", false), schema, at)?;
        }
        self.table("response", line, rows);
        let others = responses.iter().enumerate();
        let others = others.filter(|(position, _)| Some(*position) != accepting);
        for failure in self.failures(others.map(|(_, response)| response)) {
            self.failure(&failure, at)?;
        }
        Ok(())
    }

    fn responses(&self, operation: &'t Value) -> Vec<Response<'t>> {
        let responses = operation.get("responses").and_then(Value::as_mapping);
        let responses = responses.into_iter().flatten().map(|(status, response)| {
            let status = serde_yaml::to_string(status).unwrap_or_default();
            Response {
                status: status.trim_matches(['\'', '"', '\n']).to_owned(),
                described: self.document.followed(response),
            }
        });
        responses.collect()
    }

    /// The shapes of what does not accept, each once.
    fn failures<'r>(&self, responses: impl Iterator<Item = &'r Response<'t>>) -> Vec<Failure<'t>>
    where
        't: 'r,
    {
        let mut failures: Vec<Failure<'t>> = Vec::new();
        for response in responses.filter(|response| !response.status.starts_with('2')) {
            let Some((_, schema)) = content(response.described) else {
                continue;
            };
            let is_same = |known: &&mut Failure<'t>| {
                let (known, this) = (known.schema, schema);
                std::ptr::eq(self.document.followed(known), self.document.followed(this))
            };
            match failures.iter_mut().find(is_same) {
                Some(known) => known.statuses.push(response.status.clone()),
                None => failures.push(Failure {
                    statuses: vec![response.status.clone()],
                    schema,
                }),
            }
        }
        failures
    }

    fn failure(&mut self, failure: &Failure<'t>, at: usize) -> Result<(), ReadError> {
        let line = self.document.places.line_at(at);
        let statuses = failure.statuses.join(", ");
        let mut rows = Rows::default();
        self.document
            .body(&mut rows, ("", false), failure.schema, at)?;
        if rows.is_empty() {
            let called = text_of(failure.schema, "$ref").and_then(|path| path.rsplit('/').next());
            let called = called.map_or(String::new(), |name| format!(" (`{name}`)"));
            let text = format!(
                "what is answered with {statuses}{called} has no members that could be read"
            );
            self.note(&text, line);
        }
        self.table_of("response", line, rows, Some(outside(statuses, line)));
        Ok(())
    }
}
