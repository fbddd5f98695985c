//! Tree → tree: groups of fields that several places share. Where fields stand, a spec names groups; here the groups'
//! fields take the place of the names, so that nothing behind this knows of groups.

use std::collections::HashMap;

use super::misplaced;
use super::reader::Text;
use super::shape::{self, Shape};
use super::tree::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics, quoted};
use crate::source::Span;

/// So many values the fields of groups become at most, all uses together: groups in groups multiply.
const MOST_VALUES: usize = 200_000;
/// So many groups stand inside of each other at most.
const DEEPEST: usize = 8;

/// Puts the fields of groups where groups are named, and gives the groups that nothing names; `None` where the fields
/// are too many to go on.
pub(super) fn expand(root: &mut Node, out: &mut Diagnostics) -> Option<Vec<Text>> {
    let Value::Mapping(entries) = &mut root.value else {
        return Some(Vec::new());
    };
    let mut groups = Groups {
        list: Vec::new(),
        depth: 0,
        left: MOST_VALUES,
        is_too_large: false,
        is_missing: false,
        was_missing: false,
    };
    for declared in mapping_under(entries, shape::GROUPS) {
        groups.list.push(Group {
            name: Text::new(declared.key.clone(), declared.key_span),
            content: Content::Written(declared.value.clone()),
        });
    }
    for (key, shape) in [
        ("operations", &shape::OPERATION),
        ("forms", &shape::FORM),
        ("notifications", &shape::NOTIFICATION),
    ] {
        for entry in mapping_under(entries, key) {
            groups.is_missing = false;
            groups.expand_keys(&mut entry.value, shape, out);
            if groups.is_missing {
                let end = entry.value.span.end;
                out.lacks_something(Span::new(entry.key_span.start, end));
            }
        }
    }
    groups.leave_out(out);
    (!groups.is_too_large).then(|| groups.unused())
}

fn mapping_under<'t>(entries: &'t mut [Entry], key: &str) -> &'t mut [Entry] {
    let found = entries.iter_mut().find(|entry| entry.key == key);
    match found.map(|entry| &mut entry.value.value) {
        Some(Value::Mapping(entries)) => entries,
        _ => &mut [],
    }
}

struct Groups {
    list: Vec<Group>,
    /// How many groups are being expanded.
    depth: usize,
    /// How many values may still be put in the place of names.
    left: usize,
    /// Whether a limit was reached, which is reported once.
    is_too_large: bool,
    /// Whether a group was named that is not there, since this was asked last.
    is_missing: bool,
    /// Whether one was, anywhere: then the fields of any may be missing.
    was_missing: bool,
}

struct Group {
    name: Text,
    content: Content,
}

/// What is known of a group. It is expanded when it is named for the first time.
enum Content {
    /// As it is written.
    Written(Node),
    /// Nothing yet: it is being expanded.
    Open,
    /// Its fields, and how many values they are.
    Fields(Vec<Entry>, usize),
}

/// Fields that stand together, and where each was first.
#[derive(Default)]
struct Together {
    fields: Vec<Entry>,
    first: HashMap<String, Span>,
}

impl Groups {
    /// Expands what stands under the keys that hold fields.
    fn expand_keys(&mut self, node: &mut Node, shape: &Shape, out: &mut Diagnostics) {
        let Value::Mapping(entries) = &mut node.value else {
            return;
        };
        for entry in entries {
            if shape.holds_fields(&entry.key) {
                self.expand_fields(&mut entry.value, out);
            } else if let Some(inside) = shape.inside(&entry.key) {
                self.expand_keys(&mut entry.value, inside, out);
            }
        }
    }

    fn expand_fields(&mut self, node: &mut Node, out: &mut Diagnostics) {
        match &mut node.value {
            Value::Nothing => {}
            Value::Mapping(fields) => {
                for field in fields {
                    self.expand_keys(&mut field.value, &shape::FIELD, out);
                }
            }
            Value::Text(_) => {
                let mut together = Together::default();
                self.add(node, &mut together, out);
                node.value = Value::Mapping(together.fields);
            }
            Value::List(parts) => {
                let mut together = Together::default();
                for part in parts {
                    self.add(part, &mut together, out);
                }
                node.value = Value::Mapping(together.fields);
            }
        }
    }

    /// Adds the fields of a group that is named, or fields that stand among names.
    fn add(&mut self, part: &mut Node, together: &mut Together, out: &mut Diagnostics) {
        match &mut part.value {
            Value::Text(name) => {
                let fields = self.fields_of(name, part.span, out);
                together.add_group((name, part.span), fields, out);
            }
            Value::Mapping(_) => {
                self.expand_fields(part, out);
                together.add_own(part.entries(), out);
            }
            Value::Nothing | Value::List(_) => {
                let message = format!("this is {}, and no group and no fields", part.describe());
                let wrong = Diagnostic::new(DiagnosticCode::WrongShape, part.span, message);
                out.push(
                    wrong.help(
                        "write the name of a group, or fields: `[ envelope, { tid: { … } } ]`",
                    ),
                );
            }
        }
    }

    fn fields_of(&mut self, name: &str, place: Span, out: &mut Diagnostics) -> Vec<Entry> {
        let Some(index) = self.list.iter().position(|group| group.name.value == name) else {
            let message = format!("there is no group `{name}`");
            let unknown = Diagnostic::new(DiagnosticCode::UnknownName, place, message)
                .note("groups of fields are declared under `groups`");
            let known = self.list.iter().map(|group| group.name.value.as_str());
            let unknown = unknown.suggest(name, known);
            let Some(meant) = unknown.suggestion.clone() else {
                out.leave_out(name);
                out.push_reason(unknown);
                self.is_missing = true;
                self.was_missing = true;
                return Vec::new();
            };
            out.push_read_as_meant(unknown);
            return self.fields_of(&meant.meant, place, out);
        };
        if let Some(group) = self.list.get(index) {
            out.refers(place, group.name.span);
        }
        match self.replace(index, Content::Open) {
            Content::Written(_) if self.depth == DEEPEST => {
                self.too_large(
                    place,
                    format!("more than {DEEPEST} groups stand in each other"),
                    out,
                );
                Vec::new()
            }
            Content::Written(mut node) => {
                self.depth += 1;
                self.expand_fields(&mut node, out);
                self.depth -= 1;
                let fields = node.entries().to_vec();
                let size = fields.iter().map(|field| size(&field.value)).sum();
                self.taken(index, (fields, size), place, out)
            }
            Content::Fields(fields, size) => self.taken(index, (fields, size), place, out),
            Content::Open => {
                let message = format!("the group `{name}` holds itself");
                let cycle = Diagnostic::new(DiagnosticCode::Cycle, place, message);
                out.push(cycle.help("name it in no group that it names"));
                Vec::new()
            }
        }
    }

    fn replace(&mut self, index: usize, content: Content) -> Content {
        let group = self.list.get_mut(index);
        group.map_or(Content::Open, |group| {
            std::mem::replace(&mut group.content, content)
        })
    }

    /// The fields of a group for one place; none where there are too many of them.
    fn taken(
        &mut self,
        index: usize,
        (fields, size): (Vec<Entry>, usize),
        place: Span,
        out: &mut Diagnostics,
    ) -> Vec<Entry> {
        let left = self.left.checked_sub(size);
        let copy = if left.is_some() {
            fields.clone()
        } else {
            Vec::new()
        };
        self.replace(index, Content::Fields(fields, size));
        match left {
            Some(left) => self.left = left,
            None => self.too_large(
                place,
                format!("groups in groups become more than {MOST_VALUES} values"),
                out,
            ),
        }
        copy
    }

    fn too_large(&mut self, place: Span, message: String, out: &mut Diagnostics) {
        if !std::mem::replace(&mut self.is_too_large, true) {
            let too_large = Diagnostic::new(DiagnosticCode::TooLarge, place, message);
            out.push(too_large.help("name fewer groups inside of groups"));
        }
    }

    /// Leaves out the fields of groups that are named in what was left out.
    fn leave_out(&self, out: &mut Diagnostics) {
        for group in &self.list {
            if !self.was_missing && !out.is_left_out(&group.name.value) {
                continue;
            }
            match &group.content {
                Content::Written(node) => misplaced::leave_out_value(node, out),
                Content::Fields(fields, _) => {
                    fields
                        .iter()
                        .for_each(|field| misplaced::leave_out(field, out));
                }
                Content::Open => {}
            }
        }
    }

    fn unused(self) -> Vec<Text> {
        let unused = self
            .list
            .into_iter()
            .filter(|group| matches!(group.content, Content::Written(_)));
        unused.map(|group| group.name).collect()
    }
}

impl Together {
    /// Adds the fields of a group. Those that stand here already are told at the name of the group.
    fn add_group(
        &mut self,
        (name, place): (&str, Span),
        fields: Vec<Entry>,
        out: &mut Diagnostics,
    ) {
        let mut twice = Vec::new();
        for field in fields {
            match self.first.get(&field.key) {
                Some(first) => twice.push((field.key, *first)),
                None => self.push(field, place),
            }
        }
        if let Some((_, first)) = twice.first() {
            let names: Vec<&str> = twice.iter().map(|(name, _)| name.as_str()).collect();
            let message = format!("the group `{name}` repeats {}", quoted(&names));
            let collision = Diagnostic::new(DiagnosticCode::NameCollision, place, message);
            out.push(
                collision
                    .also(*first, "first here")
                    .help("remove the field here or in the group; neither silently wins"),
            );
        }
    }

    fn add_own(&mut self, fields: &[Entry], out: &mut Diagnostics) {
        for field in fields {
            let Some(first) = self.first.get(&field.key) else {
                self.push(field.clone(), field.key_span);
                continue;
            };
            let message = format!("`{}` stands twice", field.key);
            let collision = Diagnostic::new(DiagnosticCode::NameCollision, field.key_span, message);
            out.push(
                collision
                    .also(*first, "first here")
                    .help("remove the field here or in the group; neither silently wins"),
            );
        }
    }

    fn push(&mut self, field: Entry, place: Span) {
        self.first.insert(field.key.clone(), place);
        self.fields.push(field);
    }
}

/// How many values a value holds, itself among them.
fn size(node: &Node) -> usize {
    1 + match &node.value {
        Value::Nothing | Value::Text(_) => 0,
        Value::List(items) => items.iter().map(size).sum::<usize>(),
        Value::Mapping(entries) => entries.iter().map(|entry| size(&entry.value)).sum(),
    }
}
