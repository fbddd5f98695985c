//! Tree → tree: what operations say alike is written once, under `defaults`. An operation that does not say it takes it
//! from there, so that nothing behind this knows of defaults. What an operation may take is in the tables; which operation
//! takes it is here.

use std::collections::HashSet;

use super::shape;
use super::tree::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};

/// The keys of `defaults`, and those that an operation has taken.
pub(super) struct Defaults {
    entries: Vec<Entry>,
    taken: HashSet<String>,
}

impl Defaults {
    pub(super) fn of(root: &Node) -> Self {
        let declared = entry(root.entries(), shape::DEFAULTS_KEY);
        let entries = declared.map(|declared| declared.value.entries());
        let known = entries.unwrap_or_default().iter();
        Self {
            entries: known
                .filter(|entry| shape::DEFAULTS.has(&entry.key))
                .cloned()
                .collect(),
            taken: HashSet::new(),
        }
    }

    /// Where requests go and how they are written, before groups take the place of their names.
    pub(super) fn give_to_requests(&mut self, root: &mut Node) {
        for operation in operations(root) {
            self.give(operation, "host");
            self.give(operation, "headers");
            self.give(operation, "receive");
            let body = entry(operation, "request");
            if body.is_some_and(|body| !is_empty(&body.value)) {
                self.give(operation, "send");
            }
        }
    }

    /// How answers are judged, when groups have taken the place of their names.
    pub(super) fn give_to_answers(&mut self, root: &mut Node) {
        for operation in operations(root) {
            let members = entry(operation, "answer").map(|answer| answer.value.entries());
            let members = members.unwrap_or_default();
            let has_a_code = members.iter().any(has_the_code);
            let names: HashSet<&str> = members.iter().map(|member| member.key.as_str()).collect();
            let asked = entry(&self.entries, "success").map(|success| success.value.entries());
            let mut asked = asked.unwrap_or_default().iter();
            if asked.all(|test| test.key == "http" || names.contains(&*test.key)) {
                self.give(operation, "success");
            }
            if has_a_code {
                self.give(operation, "codes");
                self.give(operation, "other_codes");
            }
        }
    }

    /// Reports what no operation has taken: nobody would hear of its mistakes.
    pub(super) fn report_untaken(&self, out: &mut Diagnostics) {
        let untaken = self
            .entries
            .iter()
            .filter(|entry| !self.taken.contains(&entry.key));
        for entry in untaken {
            let key = &entry.key;
            let message = format!("no operation takes `{key}` from `{}`", shape::DEFAULTS_KEY);
            let unused = Diagnostic::new(DiagnosticCode::Unused, entry.key_span, message).note(
                "an operation takes what it does not say itself, and what the answer to it can meet",
            );
            out.push(unused.help(format!("remove it, or remove `{key}` from the operations")));
        }
    }

    fn give(&mut self, operation: &mut Vec<Entry>, key: &str) {
        if entry(operation, key).is_some() {
            return;
        }
        if let Some(default) = entry(&self.entries, key) {
            operation.push(default.clone());
            self.taken.insert(key.to_owned());
        }
    }
}

/// The entries of each operation.
fn operations(root: &mut Node) -> impl Iterator<Item = &mut Vec<Entry>> {
    let sections = mapping(root).into_iter().flatten();
    let section = sections.filter(|entry| entry.key == "operations");
    let listed = section.filter_map(|entry| mapping(&mut entry.value));
    listed
        .flatten()
        .filter_map(|entry| mapping(&mut entry.value))
}

fn mapping(node: &mut Node) -> Option<&mut Vec<Entry>> {
    match &mut node.value {
        Value::Mapping(entries) => Some(entries),
        Value::Nothing | Value::Text(_) | Value::List(_) => None,
    }
}

fn entry<'e>(entries: &'e [Entry], key: &str) -> Option<&'e Entry> {
    entries.iter().find(|entry| entry.key == key)
}

fn is_empty(node: &Node) -> bool {
    match &node.value {
        Value::Nothing => true,
        Value::Mapping(entries) => entries.is_empty(),
        Value::List(parts) => parts.is_empty(),
        Value::Text(_) => false,
    }
}

/// Whether a member of an answer is the result code.
fn has_the_code(member: &Entry) -> bool {
    let role = entry(member.value.entries(), "role");
    role.is_some_and(|role| matches!(&role.value.value, Value::Text(word) if word == "code"))
}
