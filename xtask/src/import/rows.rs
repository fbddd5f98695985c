//! The fields of a message → rows of a draft, each with what is in it. What a row says of its field is drafted in `field`.

use std::collections::{BTreeMap, HashSet};

use kpg_codegen::model::Place;
use kpg_documents::{DocumentedField, KindWord, PresenceWord, RoleWord, Way};

use super::context::optional_above;
use super::field::{self, ListOfValues};
use super::lines::{Fidelity, Row};
use super::operation::OperationDraft;
use crate::yaml;

/// The compiler takes so many fields of a request.
const MOST_FIELDS: usize = 100;

/// What a field is drafted below.
struct Above<'f> {
    /// The object that it is in, where that need not be there.
    optional: Option<&'f DocumentedField>,
    /// Whether there is a result code already, and whether the words for one.
    roles_taken: (bool, bool),
    /// How faithfully what it is in is drafted.
    fidelity: Fidelity,
}

impl OperationDraft<'_> {
    /// The rows of fields, each with its members in it.
    pub(super) fn rows(&mut self, fields: &[&DocumentedField], way: Way) -> Vec<Row> {
        let known: HashSet<&str> = fields
            .iter()
            .map(|field| field.wire.text.as_str())
            .collect();
        let object_of = |field: &DocumentedField| {
            let inside = field.inside.clone()?;
            (known.contains(inside.as_str()) && inside != field.wire.text).then_some(inside)
        };
        let fresh: Vec<&DocumentedField> = fields
            .iter()
            .copied()
            .filter(|field| {
                let object = object_of(field);
                self.is_new(field, object, way) && self.is_kept(field, way)
            })
            .collect();
        // `bank` beside `bank.code` is what the dot leads into.
        let leads_into = |field: &DocumentedField, all: &[&DocumentedField]| {
            let inside = format!("{}.", field.wire.text);
            all.iter().any(|other| other.wire.text.starts_with(&inside))
        };
        let mut emptied = Vec::new();
        let led_into: Vec<&DocumentedField> = fresh.clone();
        let mut fresh = fresh;
        fresh.retain(|field| {
            let is_emptied = leads_into(field, fields) && !leads_into(field, &led_into);
            emptied.extend(is_emptied.then_some(*field));
            !leads_into(field, fields)
        });
        for field in emptied {
            self.leave_out(field, way, "an object of which nothing is here");
        }
        // A complaint about a member is one about the line that it stands on, which is that of what it is in.
        let fidelity = |field: &DocumentedField| {
            let mut lowest = Fidelity::default();
            let mut object = object_of(field);
            for _ in 0..fresh.len() {
                let Some(name) = object.take() else { break };
                lowest = lowest.max(self.context.fidelity(&self.context.field(way, &name)));
                let outer = fresh.iter().find(|outer| outer.wire.text == name);
                object = outer.and_then(|outer| object_of(outer));
            }
            lowest
        };
        let inherited: Vec<Fidelity> = fresh.iter().map(|field| fidelity(field)).collect();
        let mut members: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        // Members come after what they are members of, on the page; here they are drafted first.
        for (field, fidelity) in fresh.iter().zip(&inherited).rev() {
            if let Some(object) = object_of(field) {
                let own = members.remove(&field.wire.text).unwrap_or_default();
                let outer = fresh.iter().find(|outer| outer.wire.text == object);
                if way == Way::Request && is_list(field) && is_below_list(field, &fresh) {
                    let reason = "a list inside a list, which no request has in kpg";
                    self.leave_out(field, way, reason);
                    continue;
                }
                let above = Above {
                    optional: optional_above(field, fields)
                        .or_else(|| outer.copied().filter(|outer| is_optional_object(outer))),
                    roles_taken: (true, true),
                    fidelity: *fidelity,
                };
                let rows = self.rows_of(field, &above, way, own);
                members.entry(object).or_default().splice(0..0, rows);
            }
        }
        let mut rows = Vec::new();
        let (mut code, mut message) = (false, false);
        for field in fresh {
            if object_of(field).is_some() {
                continue;
            }
            let own = members.remove(&field.wire.text).unwrap_or_default();
            let above = Above {
                optional: optional_above(field, fields),
                roles_taken: (code, message),
                fidelity: Fidelity::default(),
            };
            rows.extend(self.rows_of(field, &above, way, own));
            code |= field.role == Some(RoleWord::Code);
            message |= field.role == Some(RoleWord::Message);
        }
        rows
    }

    /// The rows of a field: one with its members in it, or, of an object of a request, those of its members with its name
    /// and a dot before theirs, as requests write objects.
    fn rows_of(
        &mut self,
        field: &DocumentedField,
        above: &Above<'_>,
        way: Way,
        own: Vec<Row>,
    ) -> Vec<Row> {
        let is_object = field.likely_kind() == Some(KindWord::Object);
        if way == Way::Request && is_object && !own.is_empty() && !self.sends_form {
            let object = &field.wire.text;
            self.note_demanded(field);
            let inside = own.into_iter().map(|row| Row {
                key: yaml::key(&format!("{object}.{}", row.key)),
                ..row
            });
            return inside.collect();
        }
        vec![self.row(field, above, way, &own)]
    }

    /// An object that must be there, of which no member must be: requests have no object without a member.
    fn note_demanded(&mut self, object: &DocumentedField) {
        let is_required =
            |field: &DocumentedField| field.presence.given() == Some(&PresenceWord::Required);
        let name = &object.wire.text;
        let mut members = self.operation.request.iter();
        if is_required(object)
            && !members.any(|field| field.inside.as_ref() == Some(name) && is_required(field))
        {
            self.todos.push(format!(
                "The page says that `{name}` must be there (line {}), and of none of its members that it must.",
                object.line()
            ));
        }
    }

    /// Whether a field is the first of its name, and there is room for it. In a request, headers and members share
    /// their names, for recipes could not tell them apart.
    fn is_new(&mut self, field: &DocumentedField, object: Option<String>, way: Way) -> bool {
        let wire = &field.wire.text;
        let (answer, line) = (way == Way::Answer, field.line());
        let key = (answer, object, wire.clone());
        if let Some(first) = self.seen.get(&key) {
            self.todos.push(format!(
                "The page documents `{wire}` on line {first} and again on line {line}; only the first is here."
            ));
            return false;
        }
        let same_way = self.seen.keys().filter(|(other, ..)| *other == answer);
        if same_way.count() >= MOST_FIELDS {
            let todo =
                "The page has more fields than a request can have; the first hundred are here.";
            if !self.todos.iter().any(|known| known == todo) {
                self.todos.push(todo.to_owned());
            }
            return false;
        }
        self.seen.insert(key, line);
        true
    }

    /// Whether the compiler takes a field in some way; what it takes in none is told, and left out.
    fn is_kept(&mut self, field: &DocumentedField, way: Way) -> bool {
        let subject = self.context.field(way, &field.wire.text);
        let reason = if self.context.fidelity(&subject) == Fidelity::LeftOut {
            Some("what no message can have in kpg as the page writes it")
        } else if self.is_mute(field, way) {
            Some("an object or a list of which the page names no members")
        } else {
            None
        };
        if let Some(reason) = reason {
            self.leave_out(field, way, reason);
        }
        reason.is_none()
    }

    /// Whether a field is an object, or a list of such, of which nothing else is known.
    fn is_mute(&self, field: &DocumentedField, way: Way) -> bool {
        let holds = matches!(field.likely_kind(), Some(KindWord::Object | KindWord::List));
        let all = match way {
            Way::Answer => &self.operation.answer,
            Way::Request | Way::Notification => &self.operation.request,
        };
        let wire = &field.wire.text;
        let dotted = format!("{wire}.");
        let is_in_it = |other: &DocumentedField| {
            other.inside.as_ref() == Some(wire) || other.wire.text.starts_with(&dotted)
        };
        let is_plain = field.values.is_empty() && !wire.ends_with("[]");
        holds && is_plain && !is_list_of_values(field) && !all.iter().any(is_in_it)
    }

    /// Leaves out a field with what is in it, with a word on it.
    fn leave_out(&mut self, field: &DocumentedField, way: Way, reason: &str) {
        let place = self.context.cite(field.line());
        let wire = &field.wire.text;
        self.todos.push(format!(
            "`{wire}` ({place}) is {reason}, and is not here; see the vendor's samples."
        ));
        let reason = format!("It is {reason} ({place}).");
        self.left_out.push((way, wire.clone(), reason));
    }

    fn row(
        &mut self,
        field: &DocumentedField,
        above: &Above<'_>,
        way: Way,
        members: &[Row],
    ) -> Row {
        let subject = self.context.field(way, &field.wire.text);
        let mut fidelity = self.context.fidelity(&subject).max(above.fidelity);
        if field.role == Some(RoleWord::Code) && way == Way::Answer {
            fidelity = fidelity.max(self.context.fidelity(&self.context.codes()));
        }
        let citation = self.context.cite(field.line());
        let is_plain = fidelity < Fidelity::TextOnly && members.is_empty();
        let repeated = repeated(field, way).filter(|_| is_plain);
        let is_form = way == Way::Request && (self.sends_form || field.place == Place::Query);
        let list = match (repeated.is_some(), is_form) {
            (true, true) => Some(ListOfValues::Brackets),
            (false, true) => Some(ListOfValues::Unsaid),
            (_, false) => Some(ListOfValues::Json),
        };
        let (code_taken, message_taken) = above.roles_taken;
        let context = field::FieldContext {
            list: list.filter(|_| is_plain && (repeated.is_some() || is_list_of_values(field))),
            way,
            code_taken,
            message_taken,
            is_json: way != Way::Request || (!is_form && field.place == Place::Body),
            optional_object: above.optional,
            fidelity,
            members,
            evidence: self.context.evidence(self.operation),
            citation: &citation,
        };
        let drafted = field::draft_field(field, &context, self.types);
        Row {
            subject: Some(subject),
            key: yaml::key(repeated.unwrap_or(&field.wire.text)),
            value: drafted,
            comment: citation,
        }
    }
}

fn is_list(field: &DocumentedField) -> bool {
    field.likely_kind() == Some(KindWord::List)
}

/// Whether a field is a list of texts or of numbers.
fn is_list_of_values(field: &DocumentedField) -> bool {
    is_list(field) && matches!(field.items, Some(KindWord::Text | KindWord::Number))
}

/// Whether a field is inside a list, however deep.
fn is_below_list(field: &DocumentedField, all: &[&DocumentedField]) -> bool {
    let above = |field: &DocumentedField| {
        let inside = field.inside.as_ref()?;
        all.iter().copied().find(|outer| outer.wire.text == *inside)
    };
    // No page nests so deep; a name that is inside itself would never end.
    let mut outer = above(field);
    for _ in 0..all.len() {
        match outer {
            Some(found) if is_list(found) => return true,
            Some(found) => outer = above(found),
            None => return false,
        }
    }
    false
}

/// Whether a field is an object that need not be there.
fn is_optional_object(field: &DocumentedField) -> bool {
    field.likely_kind() == Some(KindWord::Object)
        && field.presence.given() != Some(&PresenceWord::Required)
}

/// The name of a list that a request writes as `ids[]`, without the brackets.
fn repeated(field: &DocumentedField, way: Way) -> Option<&str> {
    let name = field.wire.text.strip_suffix("[]")?;
    let is_plain = !name.is_empty() && !name.contains(['[', ']']);
    (is_plain && way == Way::Request).then_some(name)
}
