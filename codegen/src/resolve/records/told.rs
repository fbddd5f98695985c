//! What members of answers tell of a record.

use super::usage::{Uses, holds_number, plain_kind};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Kind, Name, Operation, RecordFact, Tells, ToldMember};
use crate::resolve::conditions::possible_values;
use crate::resolve::context::Context;
use crate::resolve::notation::text::member_path;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named, Told};
use crate::words::WordList;

pub(super) fn members(
    context: &Context<'_>,
    entry: &Named<spec::Record>,
    uses: &Uses<'_>,
    out: &mut Diagnostics,
) -> Vec<ToldMember> {
    let told = entry.value.told.iter();
    let read = told.filter_map(|member| {
        let tells = tells(entry, &member.value, out)?;
        can_tell(uses, (&member.name, &tells), out);
        if let Told::States(states) = &member.value {
            for (_, value) in states {
                is_possible(context, uses, (&member.name, value), out);
            }
        }
        Some(ToldMember {
            member: member_path(&member.name),
            tells,
        })
    });
    read.collect()
}

/// A member has a value in the answer of one operation at least; not all need have the same list of values for it.
fn is_possible(
    context: &Context<'_>,
    uses: &Uses<'_>,
    (member, value): (&Text, &Text),
    out: &mut Diagnostics,
) {
    let values = std::slice::from_ref(value);
    let mut first = None;
    for (operation, _) in uses.answering(member) {
        let mut doubts = Diagnostics::default();
        possible_values(context, operation, member, values, &mut doubts);
        if doubts.error_count() == 0 {
            return;
        }
        first = first.or(Some(operation));
    }
    if let Some(operation) = first {
        possible_values(context, operation, member, values, out);
    }
}

/// A key of the record, a fact, or values by states.
fn tells(record: &Named<spec::Record>, written: &Told, out: &mut Diagnostics) -> Option<Tells> {
    let word = match written {
        Told::Word(word) => word,
        Told::States(states) => {
            let states = states.iter();
            let states = states.map(|(state, value)| (state.value, value.value.clone()));
            return Some(Tells::State(states.collect()));
        }
    };
    if let Some(fact) = RecordFact::parse(&word.value) {
        return Some(Tells::Fact(fact));
    }
    let keys = || record.value.keys.iter();
    if let Some(key) = keys().find(|key| key.value == word.value) {
        out.refers(word.span, key.span);
        return Name::parse(&word.value).ok().map(Tells::Key);
    }
    let facts = RecordFact::ALL.iter().map(|fact| fact.word());
    let known = keys().map(|key| key.value.as_str()).chain(facts);
    let message = format!(
        "`{}` is neither a key of `{}` nor a fact",
        word.value, record.name.value
    );
    let unknown = Diagnostic::new(DiagnosticCode::UnknownName, word.span, message)
        .suggest(&word.value, known.clone());
    out.push(match unknown.help {
        Some(_) => unknown,
        None => {
            let known: Vec<&str> = known.collect();
            unknown.help(format!("write one of {}", known.join(", ")))
        }
    });
    None
}

/// An operation that does something with the record has the member, and each that has it can tell that there.
fn can_tell(uses: &Uses<'_>, (name, tells): (&Text, &Tells), out: &mut Diagnostics) {
    let mut answering = uses.answering(name).peekable();
    if answering.peek().is_none() {
        // One that nothing uses is reported as that.
        if !uses.is_empty() {
            let message = format!(
                "no answer of an operation that does something with it has a member `{}`",
                name.value
            );
            let unknown = Diagnostic::new(DiagnosticCode::UnknownName, name.span, message);
            out.push(unknown.suggest(&name.value, uses.members()));
        }
        return;
    }
    for (written, operation) in answering {
        let declared = written.answer.iter();
        let mut declared = declared.filter(|member| member.name.value == name.value);
        if let Some(declared) = declared.next() {
            out.refers(name.span, declared.name.span);
        }
        if let Some(why) = obstacle(operation, name, tells) {
            let message = format!("`{}` of `{}` {why}", name.value, operation.name);
            let problem = Diagnostic::new(DiagnosticCode::Conflict, name.span, message);
            out.push(problem.help("name a member that can hold what it is to tell"));
            return;
        }
    }
}

/// Why a member cannot tell something.
fn obstacle(operation: &Operation, name: &Text, tells: &Tells) -> Option<&'static str> {
    let path = member_path(name);
    if operation.answer.is_code(&path) {
        return Some("is the result code");
    }
    let Some(kind) = plain_kind(operation, &path) else {
        return Some("is no single value");
    };
    let fields = &operation.answer.fields;
    let is_inside = fields.iter().all(|field| field.path != path);
    match tells {
        // What tells nothing as long as nothing was taken is left out then, by itself.
        Tells::Fact(RecordFact::TakenAt) if is_inside => Some("stands in an object"),
        Tells::Fact(RecordFact::Amount | RecordFact::Left | RecordFact::Taken)
            if !holds_number(kind) =>
        {
            Some("holds no number")
        }
        Tells::Fact(RecordFact::TakenAt)
            if !matches!(kind, Kind::Text | Kind::DateTime(_) | Kind::TimeOr(..)) =>
        {
            Some("holds no time")
        }
        Tells::Fact(_) | Tells::Key(_) | Tells::State(_) => None,
    }
}
