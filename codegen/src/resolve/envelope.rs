//! Envelopes in which a whole body is encrypted as a JWE.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{CredentialKind, Envelope};
use crate::source::Spanned;
use crate::syntax::spec;

use super::context::Context;

/// The envelope of an answer.
pub(crate) fn answer_envelope(
    context: &Context<'_>,
    written: &spec::Envelope,
    out: &mut Diagnostics,
) -> Option<Envelope> {
    match written {
        spec::Envelope::Jwe(written) => jwe(context, written, CredentialKind::RsaPrivateKey, out),
        spec::Envelope::Cipher(sealed) => {
            let unread = Diagnostic::new(
                DiagnosticCode::Conflict,
                sealed.cipher.span,
                "kpg reads no answer that a cipher encrypts yet",
            );
            out.push(unread.help("the only envelope of answers is `jwe`"));
            None
        }
    }
}

pub(crate) fn jwe(
    context: &Context<'_>,
    envelope: &spec::Jwe,
    kind: CredentialKind,
    out: &mut Diagnostics,
) -> Option<Envelope> {
    let key = envelope.key.as_ref()?;
    let (id, credential) = context.credential(key, out)?;
    // Without the private key an answer could not be read after the vendor has acted; without the
    // public one a request is not sent.
    let usable = credential.required || kind == CredentialKind::RsaPublicKey;
    if credential.kind != kind || !usable {
        let (word, half) = match kind {
            CredentialKind::RsaPublicKey => ("rsa_public_key", "public"),
            _ => ("rsa_private_key", "private"),
        };
        let problem = Diagnostic::new(
            DiagnosticCode::RecipeType,
            key.span,
            format!("`{}` is no {half} key that is always there", key.value),
        )
        .help(format!(
            "declare the credential with `type: {word}` and without `optional`"
        ));
        out.push(problem);
    }
    let member: &Spanned<String> = envelope.member.as_ref()?;
    Some(Envelope::Jwe {
        member: member.value.clone(),
        key: id,
    })
}
