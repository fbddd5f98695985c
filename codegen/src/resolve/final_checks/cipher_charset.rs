//! In which charset texts are encrypted, where requests differ in theirs.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{CipherId, Request, Uses, Vendor};
use crate::syntax::spec::Spec;

/// A cipher that does not say its charset is used in the charset of the vendor's requests only.
pub(super) fn charsets_are_said(spec: &Spec, vendor: &Vendor, out: &mut Diagnostics) {
    for (index, (written, cipher)) in spec.ciphers.iter().zip(&vendor.ciphers).enumerate() {
        let entries = spec.operations.iter().chain(&spec.forms);
        let other = vendor.requests().zip(entries).find(|(request, _)| {
            request.charset != cipher.charset && encrypts(request, CipherId(index))
        });
        let (None, Some((request, entry))) = (&written.value.charset, other) else {
            continue;
        };
        let message = format!(
            "`{}` encrypts {}, and a request with it is in {}",
            written.name.value,
            cipher.charset.row().title,
            request.charset.row().title,
        );
        let unsaid = Diagnostic::new(DiagnosticCode::Conflict, written.name.span, message)
            .also(entry.name.span, "the request")
            .note("the vendor would decrypt Korean letters to others");
        out.push(
            unsaid.help(
                "say in which charset the vendor decrypts: `charset: euckr` or `charset: utf8`",
            ),
        );
    }
}

fn encrypts(request: &Request, cipher: CipherId) -> bool {
    let mut fields = request.all_fields();
    let mut expressions = request.computed.iter().map(|each| &each.expression);
    fields.any(|field| field.cipher == Some(cipher))
        || expressions.any(|each| each.any(&mut |part| part.uses() == Uses::Cipher(cipher)))
}
