//! Sessions as they are written.

use super::documentation::{label, quirks};
use super::reader::{Fields, text, texts};
use super::shape;
use super::spec::{Lifetime, Session, TokenRefusal};
use super::tree::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::Span;
use crate::words::{TokenUse, WordList as _};

pub(super) fn session(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Session> {
    let fields = Fields::read(node, place, &shape::SESSION, out)?;
    let lifetime = fields.entry("lifetime");
    Some(Session {
        label: label(&fields, out),
        operation: fields.text("operation", out),
        token: fields.text("token", out),
        lifetime: lifetime.and_then(|entry| self::lifetime(&entry.value, entry.key_span, out)),
        refused: fields
            .entry("refused")
            .map(|entry| refusals(entry, out))
            .unwrap_or_default(),
        quirks: quirks(&fields, out),
    })
}

/// `one_call`, `10m`, `{ seconds: MEMBER }` or `{ until: MEMBER, zone: ZONE }`.
fn lifetime(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Lifetime> {
    let Value::Mapping(_) = &node.value else {
        return text(node, place, out).map(|text| match TokenUse::parse(&text.value) {
            Some(TokenUse::OneCall) => Lifetime::OneCall,
            None => Lifetime::Duration(text),
        });
    };
    let fields = Fields::read(node, place, &shape::LIFETIME, out)?;
    let (seconds, until) = (fields.text("seconds", out), fields.text("until", out));
    match (seconds, until) {
        (Some(seconds), None) => Some(Lifetime::Seconds(seconds)),
        (None, Some(member)) => {
            let zone = fields.word("zone", out);
            // What was reported of it must not be reported as something that is not said.
            let is_read = zone.is_some() || fields.entry("zone").is_none();
            is_read.then_some(Lifetime::Until { member, zone })
        }
        _ => {
            let problem = Diagnostic::new(
                DiagnosticCode::Conflict,
                place,
                "one member of the answer tells the lifetime",
            )
            .help("give one of `seconds` and `until`");
            out.push(problem);
            None
        }
    }
}

/// One way to refuse a token, or a list of them.
fn refusals(entry: &Entry, out: &mut Diagnostics) -> Vec<TokenRefusal> {
    match &entry.value.value {
        Value::List(items) => {
            let read = items.iter().map(|item| refusal(item, item.span, out));
            read.collect::<Vec<_>>().into_iter().flatten().collect()
        }
        _ => refusal(&entry.value, entry.key_span, out)
            .into_iter()
            .collect(),
    }
}

/// A code, or `{ http: 401, codes: [ … ] }` with one of the two at least.
fn refusal(node: &Node, place: Span, out: &mut Diagnostics) -> Option<TokenRefusal> {
    let Value::Mapping(_) = &node.value else {
        let code = text(node, place, out)?;
        return Some(TokenRefusal {
            http: None,
            codes: vec![code],
        });
    };
    let fields = Fields::read(node, place, &shape::TOKEN_REFUSAL, out)?;
    let codes = fields.entry("codes");
    let refusal = TokenRefusal {
        http: fields.text("http", out),
        codes: codes
            .map(|entry| texts(&entry.value, entry.key_span, out))
            .unwrap_or_default(),
    };
    // An empty list of codes must not widen the refusal to every answer with its status.
    let lacks_codes = codes.is_some() && refusal.codes.is_empty();
    if lacks_codes || fields.entry("http").is_none() && codes.is_none() {
        let problem = Diagnostic::new(
            DiagnosticCode::MissingKey,
            place,
            "nothing says which answers refuse the token",
        )
        .label("needs `http`, or `codes` with a code at least")
        .help("write `{ http: 401 }`, `{ codes: [ A245 ] }`, or both keys for both together");
        out.push(problem);
        return None;
    }
    // What `http` should say was reported where it could not be read.
    (refusal.http.is_some() || fields.entry("http").is_none()).then_some(refusal)
}
