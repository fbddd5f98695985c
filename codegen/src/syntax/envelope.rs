//! Envelopes as they are written: how a whole body is encrypted, one that is sent or one that arrives.

use super::reader::{Fields, texts};
use super::shape;
use super::spec::{Envelope, Jwe, Sealed};
use super::tree::Entry;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};

pub(super) fn envelope(entry: &Entry, out: &mut Diagnostics) -> Option<Envelope> {
    let outer = Fields::read(&entry.value, entry.key_span, &shape::ENVELOPE, out)?;
    let (jwe, cipher) = (outer.entry("jwe"), outer.text("cipher", out));
    match (jwe, cipher) {
        (Some(jwe), None) => {
            let fields = Fields::read(&jwe.value, jwe.key_span, &shape::JWE, out)?;
            Some(Envelope::Jwe(Jwe {
                member: fields.text("member", out),
                key: fields.text("key", out),
            }))
        }
        (None, Some(cipher)) => Some(Envelope::Cipher(Sealed {
            cipher,
            member: outer.text("member", out),
            clear: outer
                .entry("clear")
                .map(|entry| texts(&entry.value, entry.key_span, out))
                .unwrap_or_default(),
            content: outer.word("content", out),
        })),
        (found, _) => {
            let (code, message) = match found {
                Some(_) => (DiagnosticCode::Conflict, "a body is encrypted in one way"),
                None => (
                    DiagnosticCode::MissingKey,
                    "the envelope does not say how the body is encrypted",
                ),
            };
            let problem = Diagnostic::new(code, entry.key_span, message);
            out.push(problem.help("give either `jwe` or `cipher`"));
            None
        }
    }
}
