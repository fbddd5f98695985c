//! The fields of a message → rows of a draft, each with what is in it. What a row says of its field is drafted in `field`.

use std::collections::BTreeMap;

use kpg_codegen::model::Place;
use kpg_documents::{DocumentedField, KindWord, PresenceWord, RoleWord, Way};

use super::field::{self, ListOfValues};
use super::lines::{Fidelity, Row};
use super::nested::{Nested, is_list};
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
        let nested = Nested::of(fields.iter().copied(), way);
        let fresh: Vec<usize> = nested
            .fields()
            .filter(|(at, field)| {
                let object = nested.outer_path(*at);
                self.is_new(field, object, way) && self.is_kept(&nested, *at, way)
            })
            .map(|(at, _)| at)
            .collect();
        let fresh = self.without_led_into(&nested, fresh, way);
        let mut members: BTreeMap<usize, Vec<Row>> = BTreeMap::new();
        let mut outermost: Vec<(usize, Vec<Row>)> = Vec::new();
        // Members come after what they are members of, on the page; here they are drafted first.
        for at in fresh.into_iter().rev() {
            let own = members.remove(&at).unwrap_or_default();
            match nested.outer(at) {
                Some(object) => {
                    let rows = self.member_rows(&nested, at, way, own);
                    members.entry(object).or_default().splice(0..0, rows);
                }
                None => outermost.push((at, own)),
            }
        }
        let mut rows = Vec::new();
        let (mut code, mut message) = (false, false);
        for (at, own) in outermost.into_iter().rev() {
            let Some(field) = nested.field(at) else {
                continue;
            };
            let above = Above {
                optional: nested.optional_above(at),
                roles_taken: (code, message),
                fidelity: Fidelity::default(),
            };
            rows.extend(self.rows_of((&nested, at, field), &above, way, own));
            code |= field.role == Some(RoleWord::Code);
            message |= field.role == Some(RoleWord::Message);
        }
        rows
    }

    /// The fields but for those that others lead through: `bank` beside `bank.code` is what the dot leads into.
    fn without_led_into(&mut self, nested: &Nested<'_>, fresh: Vec<usize>, way: Way) -> Vec<usize> {
        let all = || nested.fields().map(|(at, _)| at);
        let is_led_into = |at: &usize| all().any(|other| nested.leads_through(other, *at));
        let (objects, kept): (Vec<usize>, Vec<usize>) =
            fresh.iter().copied().partition(|at| is_led_into(at));
        for at in objects {
            let Some(object) = nested.field(at) else {
                continue;
            };
            if !fresh.iter().any(|other| nested.leads_through(*other, at)) {
                self.leave_out(object, way, "an object of which nothing is here");
            } else if way == Way::Request {
                self.note_demanded(nested, at);
            }
        }
        kept
    }

    /// The rows of a field that is in another one; none of a list inside a list of a request.
    fn member_rows(&mut self, nested: &Nested<'_>, at: usize, way: Way, own: Vec<Row>) -> Vec<Row> {
        let Some(field) = nested.field(at) else {
            return Vec::new();
        };
        if way == Way::Request && is_list(field) && nested.is_below_list(at) {
            let reason = "a list inside a list, which no request has in kpg";
            self.leave_out(field, way, reason);
            return Vec::new();
        }
        let outer = nested.outer(at).and_then(|outer| nested.field(outer));
        let above = Above {
            optional: nested
                .optional_above(at)
                .or_else(|| outer.filter(|outer| is_optional_object(outer))),
            roles_taken: (true, true),
            fidelity: self.lowest_above(nested, at, way),
        };
        self.rows_of((nested, at, field), &above, way, own)
    }

    /// How faithfully what a field is in is drafted: a complaint about a member is one about the line that it stands on, which
    /// is that of what it is in.
    fn lowest_above(&self, nested: &Nested<'_>, at: usize, way: Way) -> Fidelity {
        let mut lowest = Fidelity::default();
        let mut outer = nested.outer(at);
        for _ in nested.fields() {
            let Some((at, field)) = outer.and_then(|at| Some((at, nested.field(at)?))) else {
                break;
            };
            let subject = self.context.field(way, &field.wire.text);
            lowest = lowest.max(self.context.fidelity(&subject));
            outer = nested.outer(at);
        }
        lowest
    }

    /// The rows of a field: one with its members in it, or, of an object of a request, those of its members with its name
    /// and a dot before theirs, as requests write objects.
    fn rows_of(
        &mut self,
        (nested, at, field): (&Nested<'_>, usize, &DocumentedField),
        above: &Above<'_>,
        way: Way,
        own: Vec<Row>,
    ) -> Vec<Row> {
        let is_object = field.likely_kind() == Some(KindWord::Object);
        if way == Way::Request && is_object && !own.is_empty() && !self.sends_form {
            let object = &field.wire.text;
            self.note_demanded(nested, at);
            let inside = own.into_iter().map(|row| Row {
                key: yaml::key(&format!("{object}.{}", row.key)),
                ..row
            });
            return inside.collect();
        }
        vec![self.row(field, above, way, &own)]
    }

    /// An object that must be there, of which no member must be: requests have no object without a member.
    fn note_demanded(&mut self, nested: &Nested<'_>, at: usize) {
        let object = nested.field(at).filter(|_| nested.is_demanded_alone(at));
        if let Some(object) = object {
            self.todos.push(format!(
                "The page says that `{}` must be there (line {}), and of none of its members that it must.",
                object.wire.text,
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
        // What others lead through becomes no field of its own.
        let is_led_into = |(_, object, name): &(bool, Option<String>, String)| {
            let first = (answer, object.clone(), format!("{name}."));
            let next = self.seen.range(&first..).next();
            next.is_some_and(|((other, in_it, next), _)| {
                *other == answer && in_it == object && next.starts_with(&first.2)
            })
        };
        let same_way = self.seen.keys().filter(|(other, ..)| *other == answer);
        if same_way.filter(|key| !is_led_into(key)).count() >= MOST_FIELDS {
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
    fn is_kept(&mut self, nested: &Nested<'_>, at: usize, way: Way) -> bool {
        let Some(field) = nested.field(at) else {
            return false;
        };
        let subject = self.context.field(way, &field.wire.text);
        let reason = if self.context.fidelity(&subject) == Fidelity::LeftOut {
            Some("what no message can have in kpg as the page writes it")
        } else if is_mute(nested, at, field) {
            Some("an object or a list of which the page names no members")
        } else {
            None
        };
        if let Some(reason) = reason {
            self.leave_out(field, way, reason);
        }
        reason.is_none()
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

/// Whether a field is an object, or a list of such, of which nothing else is known.
fn is_mute(nested: &Nested<'_>, at: usize, field: &DocumentedField) -> bool {
    let holds = matches!(field.likely_kind(), Some(KindWord::Object | KindWord::List));
    let is_plain = field.values.is_empty() && !field.wire.text.ends_with("[]");
    let mut all = nested.fields();
    holds
        && is_plain
        && !is_list_of_values(field)
        && !all.any(|(other, _)| nested.is_below(other, at))
}

/// Whether a field is a list of texts or of numbers.
fn is_list_of_values(field: &DocumentedField) -> bool {
    is_list(field) && matches!(field.items, Some(KindWord::Text | KindWord::Number))
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
