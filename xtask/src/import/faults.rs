//! What pages document as answered in place of answers that accept → the `faults` of a draft. One shape is drafted once,
//! however many calls are answered so.

use std::collections::HashSet;

use kpg_documents::{DocumentedFailure, DocumentedOperation, DocumentedValue};

use super::citing::{Citing, PageLine};
use super::lines::{DraftText, Fidelities, Fidelity, Row, Subject};
use super::{label, names};
use crate::yaml;

/// The shapes, in the order of the pages.
#[derive(Debug, Default)]
pub(super) struct Faults<'p> {
    shapes: Vec<Shape<'p>>,
}

/// Failures that have their code in one member.
#[derive(Debug)]
struct Shape<'p> {
    code: &'p str,
    message: Option<&'p str>,
    codes: Vec<&'p DocumentedValue>,
    /// In the words of the pages, each once.
    statuses: Vec<&'p str>,
    /// The least and the greatest status; none where it may be any.
    extent: Option<(u16, u16)>,
    place: PageLine,
    fidelity: Fidelity,
}

impl<'p> Faults<'p> {
    /// The shapes that a spec can tell from answers: in no call the answer has a member where they have their code.
    pub(super) fn of(calls: &[(usize, &'p DocumentedOperation)], fidelities: &Fidelities) -> Self {
        let mut faults = Self::default();
        for (page, operation) in calls {
            for failure in &operation.failures {
                faults.add(*page, failure);
            }
        }
        let is_apart = |shape: &Shape<'_>| {
            let mut members = calls.iter().flat_map(|(_, operation)| &operation.answer);
            members.all(|member| member.inside.is_some() || member.wire.text != shape.code)
        };
        faults.shapes.retain(is_apart);
        for shape in &mut faults.shapes {
            let subject = Subject::Fault(shape.code.to_owned());
            shape.fidelity = fidelities.get(&subject).copied().unwrap_or_default();
        }
        faults
    }

    fn add(&mut self, page: usize, failure: &'p DocumentedFailure) {
        let Some(code) = failure.code() else { return };
        let line = code.line();
        let name = code.wire.text.as_str();
        let extent = extent(failure);
        let position = self.shapes.iter().position(|shape| shape.code == name);
        let new = || Shape {
            code: name,
            message: None,
            codes: Vec::new(),
            statuses: Vec::new(),
            extent,
            place: PageLine { page, line },
            fidelity: Fidelity::default(),
        };
        let position = position.unwrap_or_else(|| {
            self.shapes.push(new());
            self.shapes.len() - 1
        });
        let Some(shape) = self.shapes.get_mut(position) else {
            return;
        };
        let message = failure.message().map(|message| message.wire.text.as_str());
        shape.message = shape.message.or(message);
        shape.extent = shape
            .extent
            .zip(extent)
            .map(|(one, other)| (one.0.min(other.0), one.1.max(other.1)));
        for status in failure.cell.text.split(", ") {
            if !shape.statuses.contains(&status) {
                shape.statuses.push(status);
            }
        }
        let known: HashSet<&str> = shape.codes.iter().map(|code| code.value.as_str()).collect();
        let values = code.values.iter();
        let new = values.filter(|value| !known.contains(value.value.as_str()));
        shape.codes.extend(new);
    }

    /// Whether a shape that is drafted has its code in a member of this name.
    pub(super) fn has_code_at(&self, name: &str) -> bool {
        let mut drafted = self.shapes.iter().filter(|shape| shape.is_drafted());
        drafted.any(|shape| shape.code == name)
    }

    /// `faults:` of the draft; nothing where no page documents some.
    pub(super) fn write(&self, citing: &Citing<'_>, text: &mut DraftText) {
        let drafted: Vec<&Shape<'_>> = self.shapes.iter().filter(|one| one.is_drafted()).collect();
        if drafted.is_empty() {
            return;
        }
        text.push("faults:\n");
        let mut taken = HashSet::new();
        for shape in drafted {
            shape.write(&names::unique("failure", &mut taken), citing, text);
        }
        text.push("\n");
    }
}

/// The least and the greatest status of a failure.
fn extent(failure: &DocumentedFailure) -> Option<(u16, u16)> {
    let first = failure.statuses.iter().map(|(first, _)| *first).min()?;
    let last = failure.statuses.iter().map(|(_, last)| *last).max()?;
    (first >= 300).then_some((first, last))
}

impl Shape<'_> {
    fn is_drafted(&self) -> bool {
        self.fidelity < Fidelity::LeftOut
    }

    fn write(&self, name: &str, citing: &Citing<'_>, text: &mut DraftText) {
        let place = citing.cite(self.place);
        let mut lines = format!("  {name}:  # {place}\n");
        let mut add = |key: &str, value: &str| lines.push_str(&format!("    {key}: {value}\n"));
        let statuses = self.statuses.join(", ");
        add(
            "en",
            &yaml::scalar(&format!("what is answered with {statuses}")),
        );
        add("code", &yaml::scalar(self.code));
        if let Some(message) = self.message {
            add("message", &yaml::scalar(message));
        }
        if let Some((first, last)) = self.extent {
            let http = match first == last {
                true => first.to_string(),
                false => format!("{first}..{last}"),
            };
            add("http", &http);
        }
        add("document", citing.document(self.place.page));
        let todo = match self.codes.is_empty() {
            true => {
                "The page lists no codes of it, so that none refuses here: list those that do under `codes`, or say with `other_codes` where the page calls every code a failure."
            }
            false => {
                "Of the listed codes none refuses here: remove `undecided` from those after which nothing was done."
            }
        };
        lines.push_str(&yaml::todos(4, &[todo.to_owned()]));
        let subject = Subject::Fault(self.code.to_owned());
        text.push_about(&subject, &lines);
        if self.fidelity < Fidelity::TextOnly && !self.codes.is_empty() {
            text.push_about(&subject, "    codes:\n");
            text.push_rows(6, &self.rows(&subject));
        }
    }

    fn rows(&self, subject: &Subject) -> Vec<Row> {
        let mut taken = HashSet::new();
        let rows = self.codes.iter().map(|code| {
            let meaning = match code.meaning.is_empty() {
                true => &code.value,
                false => &code.meaning,
            };
            let name = names::unique(&names::of_value(&code.value, "code"), &mut taken);
            let (language, label) = label::label(meaning);
            let entries = [
                ("name", name),
                (language, label),
                ("undecided", "true".to_owned()),
            ];
            Row {
                subject: Some(subject.clone()),
                key: yaml::key(&code.value),
                value: yaml::flow(&entries),
                comment: format!("page line {}", code.line),
            }
        });
        rows.collect()
    }
}
