//! The top level of a spec: everything that is not an operation or a field.

use super::charset::charset;
use super::codes::{codes, fault};
use super::content_type::content_types;
use super::documentation::{bare_label, label, quirks};
use super::example::test_values;
use super::form::form;
use super::named::{map, members};
use super::notification::notification;
use super::operation::operation;
use super::reader::{Fields, Text, text, word};
use super::recipe::value;
use super::record::record;
use super::session::session;
use super::shape;
use super::spec::{
    Accounts, Choice, Cipher, CipherKey, CipherKeySource, Credential, Document, Enumeration,
    Environment, HostAddress, KeyPart, Label, Level, Spec, Timeouts,
};
use super::tree::{Entry, Node, Value as NodeValue};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::{Span, Spanned};
use crate::words::{self, CipherWord, LanguageVersion, WordList, listed};

pub(super) fn spec(root: &Node, unused_groups: Vec<Text>, out: &mut Diagnostics) -> Option<Spec> {
    let place = Span::new(root.span.start, root.span.start);
    let fields = Fields::read(root, place, &shape::SPEC, out)?;
    language_version(&fields, out);
    // What it holds was read with the operations that take it.
    if let Some(entry) = fields.entry(shape::DEFAULTS_KEY) {
        Fields::read(&entry.value, entry.key_span, &shape::DEFAULTS, out);
    }
    let name = fields.get("name");
    let label_place = fields.entry("name").map_or(place, |name| name.key_span);
    Some(Spec {
        vendor: fields.text("vendor", out),
        label: name.map_or_else(Label::unreadable, |node| bare_label(node, label_place, out)),
        label_place,
        documents: map(&fields, "documents", out, document),
        environments: map(&fields, "environments", out, environment),
        timeouts: fields
            .entry("timeouts")
            .and_then(|entry| timeouts(&entry.value, entry.key_span, out)),
        levels: map(&fields, "levels", out, level),
        length_unit: fields.word("lengths", out),
        charset: charset(&fields, out),
        content_types: content_types(&fields, out),
        escaping: fields.word("escape", out),
        header_case: fields.word("header_case", out),
        credentials: map(&fields, "credentials", out, credential),
        accounts: fields
            .entry("accounts")
            .and_then(|entry| accounts(&entry.value, entry.key_span, out)),
        sessions: map(&fields, "sessions", out, session),
        values: map(&fields, "values", out, value),
        ciphers: map(&fields, "ciphers", out, cipher),
        types: map(&fields, "types", out, enumeration),
        unused_groups,
        codes: map(&fields, "codes", out, codes),
        faults: map(&fields, "faults", out, fault),
        records: map(&fields, "records", out, record),
        operations: map(&fields, "operations", out, operation),
        forms: map(&fields, "forms", out, form),
        notifications: map(&fields, "notifications", out, notification),
        test_values: test_values(&fields, out),
        not_covered: map(&fields, "not_covered", out, text),
        quirks: quirks(&fields, out),
    })
}

fn language_version(fields: &Fields<'_>, out: &mut Diagnostics) {
    if let Some(version) = fields.text("kpg", out)
        && LanguageVersion::parse(&version.value).is_none()
    {
        let versions: Vec<&str> = LanguageVersion::ALL
            .iter()
            .map(|known| known.word())
            .collect();
        let unknown = Diagnostic::new(
            DiagnosticCode::BadValue,
            version.span,
            format!("`{}` {}", version.value, LanguageVersion::UNKNOWN),
        )
        .help(format!(
            "this compiler reads version {}",
            listed(&versions, "or")
        ));
        out.push(unknown);
    }
}

/// `warn`, or `{ level: allow, reason: … }`.
fn level(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Level> {
    if let NodeValue::Mapping(_) = &node.value {
        let fields = Fields::read(node, place, &shape::LEVEL, out)?;
        return Some(Level {
            level: fields.word("level", out),
            reason: fields.text("reason", out),
        });
    }
    text(node, place, out).map(|level| Level {
        level: word(&level, out),
        reason: None,
    })
}

fn document(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Document> {
    let fields = Fields::read(node, place, &shape::DOCUMENT, out)?;
    let title = fields.get("title");
    Some(Document {
        title: title.map_or_else(Label::unreadable, |node| bare_label(node, place, out)),
        url: fields.text("url", out),
        read: fields.text("read", out),
        sha256: fields.text("sha256", out),
        about: fields.text("about", out),
    })
}

/// `https://…`, `{ undocumented: … }`, or one of these for each host by its name.
fn environment(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Environment> {
    if matches!(node.value, NodeValue::Mapping(_)) && !is_undocumented(node) {
        return members(node, place, out, host_address).map(Environment::Hosts);
    }
    host_address(node, place, out).map(Environment::OneHost)
}

fn host_address(node: &Node, place: Span, out: &mut Diagnostics) -> Option<HostAddress> {
    if matches!(node.value, NodeValue::Mapping(_)) && !is_undocumented(node) {
        return members(node, place, out, text).map(HostAddress::Choice);
    }
    if is_undocumented(node) {
        let reason = Fields::read(node, place, &shape::UNDOCUMENTED, out)
            .and_then(|fields| fields.text("undocumented", out));
        return Some(reason.map_or(HostAddress::Unreadable, HostAddress::Undocumented));
    }
    Some(text(node, place, out).map_or(HostAddress::Unreadable, HostAddress::Url))
}

/// Whether a mapping says why there is no address, and names no host.
fn is_undocumented(node: &Node) -> bool {
    match &node.value {
        NodeValue::Mapping(entries) => entries.iter().any(|entry| entry.key == "undocumented"),
        _ => false,
    }
}

fn timeouts(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Timeouts> {
    let fields = Fields::read(node, place, &shape::TIMEOUTS, out)?;
    if shape::TIMEOUTS.names().all(|key| fields.get(key).is_none()) {
        let message = "no time-out is given";
        let missing = Diagnostic::new(DiagnosticCode::MissingKey, place, message);
        out.push(missing.help(
            "give `connect`, `read` or `total`, whichever is documented, or remove `timeouts`",
        ));
    }
    Some(Timeouts {
        connect: fields.text("connect", out),
        read: fields.text("read", out),
        total: fields.text("total", out),
    })
}

fn credential(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Credential> {
    let fields = Fields::read(node, place, &shape::CREDENTIAL, out)?;
    let (secret, sensitive) = (fields.flag("secret", out), fields.flag("sensitive", out));
    if let (true, Some(first)) = (secret, fields.entry("secret"))
        && let (true, Some(second)) = (sensitive, fields.entry("sensitive"))
    {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            second.key_span,
            "a credential is either `secret` or `sensitive`",
        )
        .also(first.key_span, "the other one")
        .help("`secret` is never sent; `sensitive` is sent but never shown");
        out.push(conflict);
    }
    Some(Credential {
        label: label(&fields, out),
        kind: fields.word("type", out),
        secret,
        sensitive,
        optional: fields.flag("optional", out),
        length: fields.text("length", out),
    })
}

fn accounts(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Accounts> {
    let fields = Fields::read(node, place, &shape::ACCOUNTS, out)?;
    Some(Accounts {
        label: label(&fields, out),
        place,
        by: fields.text("by", out),
        quirks: quirks(&fields, out),
    })
}

/// `{ aes_cbc: { key, iv, form }, encode }` or `{ aes_ecb: { key, form }, encode }`.
fn cipher(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Cipher> {
    if let Some(unknown) = unknown_cipher(node) {
        out.push(unknown);
        return Some(Cipher::default());
    }
    let fields = Fields::read(node, place, &shape::CIPHER, out)?;
    let ciphers = CipherWord::ALL.iter();
    let given: Vec<_> = ciphers
        .filter_map(|word| Some((*word, fields.entry(word.word())?)))
        .collect();
    let [(word, entry)] = given.as_slice() else {
        let known: Vec<&str> = CipherWord::ALL.iter().map(|word| word.word()).collect();
        let problem = Diagnostic::new(
            DiagnosticCode::Conflict,
            place,
            "a cipher has exactly one mode",
        )
        .help(format!("give one of {}", words::listed(&known, "and")));
        out.push(problem);
        return Some(Cipher::default());
    };
    let keys = shape::keys_of_cipher(word.row().mode);
    let inner = Fields::read(&entry.value, entry.key_span, keys, out)?;
    Some(Cipher {
        word: Some(*word),
        key: cipher_key(&inner, "key", out),
        iv: cipher_key(&inner, "iv", out),
        form: inner.word("form", out),
        charset: fields.word("charset", out),
        encode: fields.word("encode", out),
        quirks: quirks(&fields, out),
    })
}

/// A cipher that there is not: with the key that it would have, it is not reported as unknown and as missing too.
fn unknown_cipher(node: &Node) -> Option<Diagnostic> {
    let NodeValue::Mapping(entries) = &node.value else {
        return None;
    };
    let is_cipher = |key: &str| CipherWord::ALL.iter().any(|word| word.word() == key);
    if entries.iter().any(|entry| is_cipher(&entry.key)) {
        return None;
    }
    let is_mapping = |entry: &&Entry| matches!(entry.value.value, NodeValue::Mapping(_));
    let mut strange = entries
        .iter()
        .filter(|entry| !shape::CIPHER.has(&entry.key));
    let entry = strange.find(is_mapping)?;
    let known: Vec<&str> = CipherWord::ALL.iter().map(|word| word.word()).collect();
    let message = format!("`{}` is no cipher", entry.key);
    let unknown = Diagnostic::new(DiagnosticCode::BadValue, entry.key_span, message);
    let unknown = unknown.suggest(&entry.key, known.iter().copied());
    Some(match unknown.help {
        Some(_) => unknown,
        None => unknown.help(format!("give one of {}", words::listed(&known, "and"))),
    })
}

/// `key: NAME`, `key: { of: NAME, first: 16 }`, or `iv: { literal: "…", form: hex }`.
fn cipher_key(fields: &Fields<'_>, key: &str, out: &mut Diagnostics) -> Option<CipherKey> {
    let entry = fields.entry(key)?;
    let (node, place) = (&entry.value, entry.key_span);
    let NodeValue::Mapping(_) = &node.value else {
        return Some(CipherKey {
            source: CipherKeySource::Name(text(node, place, out)?),
            parts: Vec::new(),
            form: None,
        });
    };
    let inner = Fields::read(node, place, &shape::KEY_PART, out)?;
    let source = match (inner.text("of", out), inner.text("literal", out)) {
        (Some(name), None) => CipherKeySource::Name(name),
        (None, Some(literal)) => CipherKeySource::Literal(literal),
        (of, _) => {
            let code = match of {
                Some(_) => DiagnosticCode::Conflict,
                None => DiagnosticCode::MissingKey,
            };
            let problem = Diagnostic::new(code, place, "a key is made of exactly one thing");
            out.push(problem.help("give one of `of` and `literal`"));
            return None;
        }
    };
    let parts = KeyPart::ALL.into_iter().filter_map(|(name, part)| {
        let entry = inner.entry(name)?;
        let count = inner.text(name, out)?;
        Some((Spanned::new(part, entry.key_span), count))
    });
    let parts: Vec<_> = parts.collect();
    if let (CipherKeySource::Name(name), true, None) =
        (&source, parts.is_empty(), inner.entry("form"))
    {
        let message = format!("nothing says which part of `{}` is the key", name.value);
        let idle = Diagnostic::new(DiagnosticCode::MissingKey, place, message);
        out.push(idle.help(format!(
            "give `first`, `last`, `first_bytes`, `last_bytes` or `form`; for all of it, write `{key}: {}`",
            name.value
        )));
    }
    Some(CipherKey {
        source,
        parts,
        form: inner.word("form", out),
    })
}

fn enumeration(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Enumeration> {
    let fields = Fields::read(node, place, &shape::ENUMERATION, out)?;
    Some(Enumeration {
        label: label(&fields, out),
        open: fields.flag("open", out),
        // Missing ones are reported with empty ones, as no values.
        values: map(&fields, "values", out, choice),
    })
}

fn choice(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Choice> {
    let fields = Fields::read(node, place, &shape::CHOICE, out)?;
    Some(Choice {
        rust_name: fields.text("name", out),
        label: label(&fields, out),
    })
}
