//! Conditions: members of an answer or fields of a request, and the values that they must have; and combinations of fields.

use super::reader::{Fields, Text, entries, items, texts};
use super::shape;
use super::spec::{Asked, Combination, Condition, FieldCondition};
use super::tree::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::{Span, Spanned};
use crate::words::CombinationWord;

/// Members and the values that they must have.
pub(super) fn condition(entry: &Entry, out: &mut Diagnostics) -> Option<Condition> {
    tests(&entry.value, entry.key_span, entry.key_span, out)
}

/// Members of an answer and the values that they must have, and in `http` the statuses with which it must come.
pub(super) fn answer_condition(entry: &Entry, out: &mut Diagnostics) -> Option<Condition> {
    let mut condition = condition(entry, out)?;
    let tests = std::mem::take(&mut condition.tests);
    for (member, values) in tests {
        match member.value == HTTP {
            true => condition.http = Some((member.span, values)),
            false => condition.tests.push((member, values)),
        }
    }
    Some(condition)
}

/// The name in a condition that is no member: the HTTP status.
const HTTP: &str = "http";

/// One condition over fields, or a list of conditions of which one must hold.
pub(super) fn field_condition(entry: &Entry, out: &mut Diagnostics) -> Option<FieldCondition> {
    let alternatives = match &entry.value.value {
        Value::List(list) => list
            .iter()
            .filter_map(|node| field_tests(node, node.span, out))
            .collect(),
        _ => vec![field_tests(&entry.value, entry.key_span, out)?],
    };
    Some(FieldCondition {
        alternatives,
        span: entry.key_span,
    })
}

/// `{ payType: CARD, tid: { given: false } }`
fn field_tests(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Vec<(Text, Asked)>> {
    let list = entries(node, place, out)?;
    let tests = list.iter().filter_map(|test| {
        let name = Spanned::new(test.key.clone(), test.key_span);
        if let Value::Mapping(_) = test.value.value {
            let fields = Fields::read(&test.value, test.key_span, &shape::GIVEN, out)?;
            let place = fields.entry("given")?.value.span;
            let given = fields.flag("given", out);
            return Some((name, Asked::Given(Spanned::new(given, place))));
        }
        is_compared(test, out);
        let values = texts(&test.value, test.key_span, out);
        Some((name, Asked::Values(values)))
    });
    Some(tests.collect())
}

fn tests(node: &Node, place: Span, span: Span, out: &mut Diagnostics) -> Option<Condition> {
    let list = entries(node, place, out)?;
    let tests = list.iter().map(|test| {
        is_compared(test, out);
        (
            Spanned::new(test.key.clone(), test.key_span),
            texts(&test.value, test.key_span, out),
        )
    });
    Some(Condition {
        tests: tests.collect(),
        http: None,
        span,
    })
}

/// A member that is compared with no value can meet no condition.
fn is_compared(test: &Entry, out: &mut Diagnostics) {
    if let Value::List(values) = &test.value.value
        && values.is_empty()
    {
        let message = format!("`{}` is compared with nothing", test.key);
        let problem = Diagnostic::new(DiagnosticCode::BadValue, test.value.span, message);
        out.push(problem.help("list the values it must have"));
    }
}

/// `[ { exactly_one_of: [ tid, orderNo ] } ]`
pub(super) fn combinations(fields: &Fields<'_>, out: &mut Diagnostics) -> Vec<Combination> {
    let Some(entry) = fields.entry("combinations") else {
        return Vec::new();
    };
    let list = items(&entry.value, entry.key_span, out).unwrap_or_default();
    list.iter()
        .filter_map(|node| combination(node, out))
        .collect()
}

fn combination(node: &Node, out: &mut Diagnostics) -> Option<Combination> {
    let fields = Fields::read(node, node.span, &shape::COMBINATION, out)?;
    let words = CombinationWord::ALL.iter();
    let mut given = words.filter_map(|word| Some((*word, fields.entry(word.word())?)));
    let (Some((word, entry)), None) = (given.next(), given.next()) else {
        let problem = Diagnostic::new(
            DiagnosticCode::WrongShape,
            node.span,
            "a combination says one thing of its fields",
        );
        out.push(
            problem.help("write a combination for each: `- exactly_one_of: [ tid, orderNo ]`"),
        );
        return None;
    };
    Some(Combination {
        word: Spanned::new(word, entry.key_span),
        members: texts(&entry.value, entry.key_span, out),
    })
}
