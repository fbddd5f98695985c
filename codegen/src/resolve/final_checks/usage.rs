//! What is declared and never used: nobody would hear of its mistakes, and readers would take it for a fact.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    Answer, AnswerField, Content, Envelope, Expression, Field, Key, Kind, ReceivedEnvelope,
    Request, Source, Uses, Vendor,
};
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named, Spec, ValueKind};

/// Positions of what the model refers to.
#[derive(Default)]
struct Used {
    credentials: HashSet<usize>,
    ciphers: HashSet<usize>,
    enumerations: HashSet<usize>,
    code_sets: HashSet<usize>,
    records: HashSet<usize>,
    sessions: HashSet<usize>,
    hosts: HashSet<usize>,
}

/// Reports every declaration that nothing refers to. `names` are those of values.
pub(super) fn nothing_is_unused(
    spec: &Spec,
    vendor: &Vendor,
    names: &HashSet<&str>,
    out: &mut Diagnostics,
) {
    let used = Used::new(vendor);
    for value in &spec.values {
        // A clock is no value by itself: what shows it refers to it.
        let is_used = match value.value.kind {
            ValueKind::Clock(_) => out.is_referred_to(value.name.span),
            ValueKind::Unreadable
            | ValueKind::Random(_)
            | ValueKind::Template(_)
            | ValueKind::Recipe(_)
            | ValueKind::Choices(_) => names.contains(value.name.value.as_str()),
        };
        if !is_used {
            unused(&value.name, "from: ", out);
        }
    }
    for name in &spec.unused_groups {
        unused(name, "request: ", out);
    }
    documents_are_cited(spec, out);
    if let Some(spec::Environment::Hosts(hosts)) =
        spec.environments.first().map(|first| &first.value)
    {
        positions(hosts, &used.hosts, "host: ", out);
    }
    positions(&spec.credentials, &used.credentials, "from: ", out);
    positions(&spec.ciphers, &used.ciphers, "encrypt: ", out);
    positions(&spec.types, &used.enumerations, "type: ", out);
    positions(&spec.codes, &used.code_sets, "codes: ", out);
    positions(&spec.records, &used.records, "creates: ", out);
    positions(&spec.sessions, &used.sessions, "from: ", out);
}

/// A reason to send a value of secrets is one only where a field sends it, and where it could not be sent without.
/// `sent` are the names of such values.
pub(super) fn reasons_are_needed(spec: &Spec, sent: &HashSet<&str>, out: &mut Diagnostics) {
    for value in &spec.values {
        let name = &value.name.value;
        let Some(reason) = &value.value.sent_because else {
            continue;
        };
        if !sent.contains(name.as_str()) {
            let message = format!("`{name}` needs no reason to be sent");
            let idle = Diagnostic::new(DiagnosticCode::Unused, reason.span, message)
                .note("either no field shows it, or it is not made of secrets alone, so that it can be sent anyway");
            out.push(idle.help("remove `sent_because`"));
        }
    }
}

/// What every operation needs is not optional: without it a client could be built that can call nothing.
pub(super) fn optional_is_optional(spec: &Spec, vendor: &Vendor, out: &mut Diagnostics) {
    let mut needs = vendor
        .requests()
        .map(|each| vendor.needed_credentials(each));
    let first = needs.next().unwrap_or_default();
    for id in needs.fold(first, |common, needed| &common & &needed) {
        let Some(entry) = spec.credentials.get(id.0) else {
            continue;
        };
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            entry.name.span,
            format!(
                "`{}` is optional, and every operation needs it",
                entry.name.value
            ),
        )
        .note("a client that was built without it could make no request");
        out.push(conflict.help("remove `optional`"));
    }
}

/// A page that nothing cites is a page of which nobody knows what it was read for.
fn documents_are_cited(spec: &Spec, out: &mut Diagnostics) {
    for document in &spec.documents {
        if document.value.about.is_none() && !out.is_referred_to(document.name.span) {
            let name = &document.name;
            let message = format!("nothing cites the document `{}`", name.value);
            let uncited = Diagnostic::new(DiagnosticCode::UncitedDocument, name.span, message)
                .note(
                    "when the page changes, nobody knows what in the spec may have changed with it",
                );
            out.push(uncited.help(format!(
                "cite it where its facts stand, `document: {}`, or say what the spec has from it: `about: …`",
                name.value
            )));
        }
    }
}

fn positions<T>(list: &[Named<T>], used: &HashSet<usize>, way: &str, out: &mut Diagnostics) {
    for (index, entry) in list.iter().enumerate() {
        if !used.contains(&index) {
            unused(&entry.name, way, out);
        }
    }
}

fn unused(name: &Text, way: &str, out: &mut Diagnostics) {
    let unused = Diagnostic::new(
        DiagnosticCode::Unused,
        name.span,
        format!("`{}` is declared and never used", name.value),
    )
    .note("what is not used is not checked any further")
    .help(format!("remove it, or use it with `{way}{}`", name.value));
    out.push(unused);
}

impl Used {
    fn new(vendor: &Vendor) -> Self {
        let mut used = Self::default();
        for cipher in &vendor.ciphers {
            let keys = cipher.keys().filter_map(Key::credential);
            used.credentials.extend(keys.map(|id| id.0));
        }
        used.enumerations
            .extend(vendor.accounts.iter().map(|accounts| accounts.by.0));
        for request in vendor.requests() {
            used.request(request);
        }
        for operation in &vendor.operations {
            used.answer(&operation.answer);
            used.records
                .extend(operation.records.iter().map(|each| each.record.0));
        }
        for notification in &vendor.notifications {
            used.received(notification.envelope.as_ref());
            used.members(&notification.fields);
            let stored = notification.stored.iter().flat_map(|stored| &stored.values);
            stored.for_each(|value| used.field(value));
        }
        let received = vendor.received_expressions();
        received.for_each(|expression| used.expression(expression));
        used
    }

    fn request(&mut self, request: &Request) {
        self.hosts.insert(request.host.0);
        for field in request.all_fields() {
            self.field(field);
        }
        for computed in &request.computed {
            self.expression(&computed.expression);
        }
        self.envelope(request.envelope.as_ref());
        self.sessions
            .extend(request.session.map(|session| session.0));
    }

    fn answer(&mut self, answer: &Answer) {
        self.received(answer.envelope.as_ref());
        self.members(&answer.fields);
        self.code_sets.insert(answer.codes.0);
    }

    fn envelope(&mut self, envelope: Option<&Envelope>) {
        match envelope {
            Some(Envelope::Jwe { key, .. }) => {
                self.credentials.insert(key.0);
            }
            Some(Envelope::Cipher(sealed)) => {
                self.ciphers.insert(sealed.cipher.0);
            }
            None => {}
        }
    }

    fn received(&mut self, envelope: Option<&ReceivedEnvelope>) {
        match envelope {
            Some(ReceivedEnvelope::Jwe { key, .. }) => {
                self.credentials.insert(key.0);
            }
            Some(ReceivedEnvelope::Cipher { opening, .. }) => {
                self.ciphers.insert(opening.cipher.0);
            }
            None => {}
        }
    }

    fn field(&mut self, field: &Field) {
        self.ciphers.extend(field.cipher.map(|cipher| cipher.0));
        self.content(&field.facts.content);
        for member in field.items().into_iter().flatten() {
            self.field(member);
        }
        if let Source::Supplied(expression) = &field.source {
            self.expression(expression);
        }
    }

    fn content<N>(&mut self, content: &Content<N>) {
        let used = content.kind().and_then(Kind::enumeration);
        self.enumerations.extend(used.map(|id| id.0));
    }

    fn members(&mut self, members: &[AnswerField]) {
        for member in members {
            self.content(&member.facts.content);
            self.ciphers
                .extend(member.wrapping.cipher.map(|cipher| cipher.0));
            self.members(member.members().unwrap_or_default());
        }
    }

    fn expression(&mut self, expression: &Expression) {
        expression.any(&mut |part| {
            match part.uses() {
                Uses::Credential(id) | Uses::PrivateKey(id) => {
                    self.credentials.insert(id.0);
                }
                Uses::Cipher(cipher) => {
                    self.ciphers.insert(cipher.0);
                }
                Uses::Nothing
                | Uses::Field(_)
                | Uses::Received
                | Uses::Value(_)
                | Uses::Session(_)
                | Uses::Clock
                | Uses::Chance
                | Uses::Address
                | Uses::Body
                | Uses::Option(_) => {}
            }
            false
        });
    }
}
