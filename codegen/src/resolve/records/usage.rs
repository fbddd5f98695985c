//! What operations do with records, and in which members its keys and amounts stand.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    AnswerField, Basis, Content, Kind, Layout, Name, Operation, Path, RecordEffect, RecordId,
    RecordMember, RecordUse,
};
use crate::resolve::context::{Context, find, lookup, names, position, request_field_named};
use crate::resolve::notation::text::member_path;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};
use crate::words::RecordProblem;

/// The operations that do something with one record.
pub(super) struct Uses<'o> {
    uses: Vec<(&'o Named<spec::Operation>, &'o Operation, RecordEffect)>,
}

impl<'o> Uses<'o> {
    pub(super) fn of(context: &Context<'o>, operations: &'o [Operation], record: RecordId) -> Self {
        let entries = context.spec.operations.iter().zip(operations);
        let uses = entries.flat_map(|(entry, operation)| {
            let uses = operation.records.iter();
            let of_this = uses.filter(move |one| one.record == record);
            of_this.map(move |one| (entry, operation, one.effect))
        });
        Self {
            uses: uses.collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.uses.is_empty()
    }

    pub(super) fn effects(&self) -> impl Iterator<Item = RecordEffect> {
        self.uses.iter().map(|(_, _, effect)| *effect)
    }

    /// The operations that can be refused for a reason.
    pub(super) fn refused_for(
        &self,
        problem: RecordProblem,
    ) -> impl Iterator<Item = &'o Operation> {
        let uses = self.uses.iter();
        let refused = uses.filter(move |(_, _, effect)| effect.problems().contains(&problem));
        refused.map(|(_, operation, _)| *operation)
    }

    /// The operations whose answers have a member, as they are written and as they are understood.
    pub(super) fn answering(
        &self,
        member: &Text,
    ) -> impl Iterator<Item = (&'o spec::Operation, &'o Operation)> {
        let uses = self.uses.iter();
        let path = member_path(member);
        let having = uses.filter(move |(entry, operation, _)| {
            let answer = &entry.value.answer;
            find(answer, &member.value).is_some()
                || AnswerField::at(&operation.answer.fields, &path).is_some()
        });
        having.map(|(entry, operation, _)| (&entry.value, *operation))
    }

    /// The names of all members of their answers.
    pub(super) fn members(&self) -> impl Iterator<Item = &'o str> {
        let entries = self.uses.iter().map(|(entry, ..)| *entry);
        entries.flat_map(|entry| names(&entry.value.answer))
    }
}

/// Adds to every operation what it does with records.
pub(super) fn uses(context: &Context<'_>, operations: &mut [Operation], out: &mut Diagnostics) {
    for (entry, operation) in context.spec.operations.iter().zip(operations) {
        let written = entry.value.records.iter();
        let uses: Vec<RecordUse> = written
            .filter_map(|written| record_use(context, (entry, operation), written, out))
            .collect();
        operation.records = uses;
    }
}

fn record_use(
    context: &Context<'_>,
    (entry, operation): (&Named<spec::Operation>, &Operation),
    written: &spec::RecordUse,
    out: &mut Diagnostics,
) -> Option<RecordUse> {
    let index = lookup(&context.spec.records, &written.record, "record", out)?;
    let record = context.spec.records.get(index)?;
    let effect = written.effect.value;
    let place = Members {
        entry,
        operation,
        is_made: effect == RecordEffect::Creates,
        made: &written.made,
    };
    let keys = written.keys.iter().flatten();
    let keys = keys.filter_map(|pair| {
        let name = key(record, &pair.name, out);
        let member = place.found(&pair.value, out);
        Some((name?, member?))
    });
    let keys = keys.collect();
    if written.keys.as_ref().is_some_and(Vec::is_empty) {
        let message = format!("nothing finds the `{}`", record.name.value);
        let missing = Diagnostic::new(DiagnosticCode::MissingKey, written.place, message);
        out.push(missing.help("name under `keys` the member that holds a key of it"));
    }
    fits_the_effect(written, out);
    for made in &written.made {
        let mut members = written.keys.iter().flatten();
        if !members.any(|pair| pair.value.value == made.value) {
            let message = format!("`{}` holds no key here", made.value);
            let idle = Diagnostic::new(DiagnosticCode::Conflict, made.span, message);
            out.push(idle.help("remove it, or name it under `keys`"));
        }
    }
    let sent = Members {
        is_made: false,
        ..place
    };
    let mut amount = |written: &Option<Text>| {
        let member = sent.found(written.as_ref()?, out)?;
        place.is_number(&member, written.as_ref()?, out);
        Some(member)
    };
    Some(RecordUse {
        record: RecordId(index),
        effect,
        keys,
        amount: amount(&written.amount),
        left: amount(&written.left),
        leaves: amount(&written.leaves),
        untold: untold(written, (&entry.value, record), out),
        all: written.all,
        pending: written.pending,
    })
}

/// Members of the answer that `told` has and that tell something else here.
fn untold(
    written: &spec::RecordUse,
    (operation, record): (&spec::Operation, &Named<spec::Record>),
    out: &mut Diagnostics,
) -> Vec<Path> {
    for name in &written.untold {
        let known = lookup(&operation.answer, name, "answer member", out);
        if known.is_some() && find(&record.value.told, &name.value).is_none() {
            let message = format!(
                "`{}` tells nothing of a `{}`",
                name.value, record.name.value
            );
            let idle = Diagnostic::new(DiagnosticCode::Conflict, name.span, message);
            out.push(idle.help("remove it: `told` does not have it"));
        }
    }
    written.untold.iter().map(member_path).collect()
}

/// What else is said of a record belongs to some of the effects only.
fn fits_the_effect(written: &spec::RecordUse, out: &mut Diagnostics) {
    use RecordEffect::{Creates, Spends};
    let effect = written.effect.value;
    let belongs: [(&str, &[RecordEffect]); 6] = [
        ("amount", &[Creates, Spends]),
        ("left", &[Spends]),
        ("leaves", &[Spends]),
        ("all", &[Spends]),
        ("pending", &[Creates]),
        ("made", &[Creates]),
    ];
    for (key, effects) in belongs {
        let Some(span) = written
            .places
            .of(key)
            .filter(|_| !effects.contains(&effect))
        else {
            continue;
        };
        let message = format!("`{key}` says nothing beside `{}`", effect.word());
        let words: Vec<String> = effects
            .iter()
            .map(|one| format!("`{}`", one.word()))
            .collect();
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, span, message);
        let conflict = conflict.also(written.effect.span, "what it does");
        out.push(conflict.help(format!("remove it; it belongs to {}", words.join(" and "))));
    }
}

/// A key of the record.
fn key(record: &Named<spec::Record>, name: &Text, out: &mut Diagnostics) -> Option<Name> {
    let keys = &record.value.keys;
    match keys.iter().find(|key| key.value == name.value) {
        Some(declared) => {
            out.refers(name.span, declared.span);
            // A name that cannot be read was reported where it is declared.
            Name::parse(&name.value).ok()
        }
        None => {
            let message = format!("`{}` has no key `{}`", record.name.value, name.value);
            let unknown = Diagnostic::new(DiagnosticCode::UnknownName, name.span, message)
                .suggest(&name.value, keys.iter().map(|key| key.value.as_str()))
                .also(record.name.span, "declared here");
            out.push(unknown);
            None
        }
    }
}

/// Where the members of an operation are looked for.
#[derive(Clone, Copy)]
struct Members<'o> {
    entry: &'o Named<spec::Operation>,
    operation: &'o Operation,
    /// Whether the vendor can make what the request does not have.
    is_made: bool,
    /// Members that it makes although the request has members of those names.
    made: &'o [Text],
}

impl Members<'_> {
    /// A member of the request, or of the answer where the vendor makes it.
    fn found(&self, name: &Text, out: &mut Diagnostics) -> Option<RecordMember> {
        let value = &self.entry.value;
        let answered = find(&value.answer, &name.value).filter(|_| self.is_made);
        let places = [&value.segments, &value.query, &value.inputs, &value.request];
        let is_sent = places
            .iter()
            .any(|list| position(list, &name.value).is_some());
        let is_made = self.made.iter().any(|made| made.value == name.value);
        let member = match answered {
            Some(declared) if is_made || !is_sent => {
                out.refers(name.span, declared.name.span);
                RecordMember::Answered(member_path(name))
            }
            _ => RecordMember::Sent(request_field_named(value, name, "request member", out)?),
        };
        if self.kind_of_member(&member).is_none() {
            let message = format!("`{}` is no single value", name.value);
            let problem = Diagnostic::new(DiagnosticCode::Conflict, name.span, message);
            out.push(
                problem.help(
                    "name a member that is neither a list nor an object, nor stands in a list",
                ),
            );
            return None;
        }
        Some(member)
    }

    /// What a member holds; nothing where that is no single value.
    fn kind_of_member(&self, member: &RecordMember) -> Option<&Kind> {
        match member {
            RecordMember::Sent(at) => self.operation.field(*at)?.facts.content.one(),
            RecordMember::Answered(path) => plain_kind(self.operation, path),
        }
    }

    fn is_number(&self, member: &RecordMember, name: &Text, out: &mut Diagnostics) {
        if !self.kind_of_member(member).is_some_and(holds_number) {
            let message = format!("`{}` is no amount", name.value);
            let problem = Diagnostic::new(DiagnosticCode::Conflict, name.span, message);
            out.push(problem.help("name a member that holds a number, or a text that is one"));
        }
    }
}

/// Whether a number can stand there.
pub(super) fn holds_number(kind: &Kind) -> bool {
    match kind.basis() {
        Basis::Number | Basis::Signed | Basis::Decimal => true,
        Basis::Text => matches!(kind, Kind::Text | Kind::Digits),
        Basis::Flag | Basis::Choice | Basis::TimeOrChoice | Basis::Bytes | Basis::Parts(_) => false,
    }
}

/// What a member of an answer holds that stands in no list; nothing where that is no single value.
pub(super) fn plain_kind<'o>(operation: &'o Operation, path: &Path) -> Option<&'o Kind> {
    let fields = &operation.answer.fields;
    let is_around = |outer: &Path| outer.0.len() < path.0.len() && path.0.starts_with(&outer.0);
    let is_list = |field: &AnswerField| match &field.facts.content {
        Content::One(_) => false,
        Content::Values(_) => true,
        Content::Nested(members) => members.layout != Layout::Object,
    };
    let in_list = fields
        .iter()
        .any(|field| is_around(&field.path) && is_list(field));
    let field = AnswerField::at(fields, path)?;
    field.facts.content.one().filter(|_| !in_list)
}
