//! What the vendor remembers, once all operations are known that do something with it.

use std::collections::HashSet;

use super::told;
use super::usage::{self, Uses};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    CodeSet, Name, Operation, Record, RecordEffect, RecordFact, RecordId, RecordRefusal,
};
use crate::resolve::context::Context;
use crate::resolve::documentation::label_or_name;
use crate::resolve::notation::text;
use crate::source::Spanned;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};
use crate::words::{RecordProblem, WordList};

/// Adds what every operation does with records, and gives the records.
pub(crate) fn records(
    context: &Context<'_>,
    operations: &mut [Operation],
    sets: &[CodeSet],
    out: &mut Diagnostics,
) -> Vec<Record> {
    usage::uses(context, operations, out);
    let declared = context.spec.records.iter().enumerate();
    declared
        .map(|(index, entry)| {
            let uses = Uses::of(context, operations, RecordId(index));
            record(context, entry, (&uses, sets), out)
        })
        .collect()
}

fn record(
    context: &Context<'_>,
    entry: &Named<spec::Record>,
    (uses, sets): (&Uses<'_>, &[CodeSet]),
    out: &mut Diagnostics,
) -> Record {
    let value = &entry.value;
    is_made_somewhere(entry, uses, out);
    let refused = value.refused.iter();
    let refused = refused.map(|(problem, codes)| {
        for code in codes {
            refuses(code, problem, (uses, sets), out);
        }
        RecordRefusal {
            problem: problem.value,
            codes: codes.iter().map(|code| code.value.clone()).collect(),
        }
    });
    let refused = refused.collect();
    Record {
        name: text::name(&entry.name, out).unwrap_or_else(Name::unreadable),
        label: label_or_name(&value.label, entry.name.span, out),
        refused,
        keys: keys(entry, out),
        elsewhere: value.elsewhere.as_ref().map(|words| words.value.clone()),
        told: told::members(context, entry, uses, out),
    }
}

/// The names of its keys. A word that means something else in `told` is none.
fn keys(entry: &Named<spec::Record>, out: &mut Diagnostics) -> Vec<Name> {
    let mut taken = HashSet::new();
    let mut names = Vec::new();
    for key in &entry.value.keys {
        if RecordFact::parse(&key.value).is_some() {
            let message = format!("`{}` is a fact of every record", key.value);
            let problem = Diagnostic::new(DiagnosticCode::NameCollision, key.span, message);
            out.push(problem.help("give the key another name"));
        } else if !taken.insert(key.value.as_str()) {
            let message = format!("`{}` stands here twice", key.value);
            let problem = Diagnostic::new(DiagnosticCode::NameCollision, key.span, message);
            out.push(problem.help("remove one of the two"));
        } else {
            names.extend(text::name(key, out));
        }
    }
    names
}

/// What nothing makes can only be refused.
fn is_made_somewhere(entry: &Named<spec::Record>, uses: &Uses<'_>, out: &mut Diagnostics) {
    let is_made = uses.effects().any(|effect| effect == RecordEffect::Creates);
    if is_made || entry.value.elsewhere.is_some() || uses.is_empty() {
        return;
    }
    let message = format!("no operation creates a `{}`", entry.name.value);
    let problem = Diagnostic::new(DiagnosticCode::Conflict, entry.name.span, message)
        .note("every request that needs one would be refused");
    out.push(problem.help(
        "give the operation that makes one `records: { creates: … }`, or say under `elsewhere` where they come from",
    ));
}

/// A code that refuses for a reason is known to an operation that can be refused for it, and accepts none.
fn refuses(
    code: &Text,
    problem: &Spanned<RecordProblem>,
    (uses, sets): (&Uses<'_>, &[CodeSet]),
    out: &mut Diagnostics,
) {
    let refused = || uses.refused_for(problem.value);
    let knows = |operation: &Operation| {
        let set = sets.get(operation.answer.codes.0);
        let mut codes = set.into_iter().flat_map(|set| &set.codes);
        codes.any(|known| known.wire == code.value)
    };
    let mut accepting = refused().filter(|operation| operation.answer.accepts(&code.value));
    if let Some(operation) = accepting.next() {
        let message = format!("`{}` accepts a request of `{}`", code.value, operation.name);
        let problem = Diagnostic::new(DiagnosticCode::Result, code.span, message);
        out.push(problem.help("name the code with which it is refused"));
    } else if !refused().any(knows) {
        let word = problem.value.word();
        let Some(_) = refused().next() else {
            let message = format!("no operation can be refused as `{word}`");
            let idle = Diagnostic::new(DiagnosticCode::UnknownName, code.span, message);
            out.push(idle.help("remove it, or say of an operation what it does with the record"));
            return;
        };
        let known = refused().filter_map(|operation| sets.get(operation.answer.codes.0));
        let known = known.flat_map(|set| &set.codes);
        let message = format!(
            "no operation that can be refused as `{word}` knows the code `{}`",
            code.value
        );
        let unknown = Diagnostic::new(DiagnosticCode::UnknownName, code.span, message);
        out.push(
            unknown
                .suggest(&code.value, known.map(|known| known.wire.as_str()))
                .note("codes are listed under `codes:` of the spec or of an operation"),
        );
    }
}
