//! Envelopes in which a whole body is encrypted: as a JWE, and what arrives with a cipher as well.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    BodyEncoding, CredentialKind, Envelope, Opening, ReceivedEnvelope, ReceivedHolder,
};
use crate::source::Spanned;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

use super::context::{Context, position};

/// What arrives in an envelope, and what opens it where that is a cipher.
pub(crate) struct Enveloped<'s> {
    pub members: &'s [Named<spec::Field>],
    pub opening: Option<Opening>,
}

/// The cipher of an envelope.
pub(crate) fn cipher_of(envelope: Option<&spec::Envelope>) -> Option<&Text> {
    match envelope {
        Some(spec::Envelope::Cipher(sealed)) => Some(&sealed.cipher),
        Some(spec::Envelope::Jwe(_)) | None => None,
    }
}

/// How the members of what arrives may be written: inside the envelope, where there is one.
pub(crate) fn content_encodings(
    envelope: Option<&spec::Envelope>,
    around: &[Spanned<BodyEncoding>],
) -> Vec<BodyEncoding> {
    match envelope {
        Some(spec::Envelope::Cipher(spec::Sealed {
            content: Some(content),
            ..
        })) => vec![content.value],
        Some(_) | None => around.iter().map(|encoding| encoding.value).collect(),
    }
}

/// How what a cipher encrypts is written, where that is said.
pub(crate) fn cipher_content(envelope: Option<&spec::Envelope>) -> Option<&Spanned<BodyEncoding>> {
    match envelope? {
        spec::Envelope::Cipher(sealed) => sealed.content.as_ref(),
        spec::Envelope::Jwe(_) => None,
    }
}

/// The envelope of an answer or a notification; none where none is written.
pub(crate) fn received_envelope(
    context: &Context<'_>,
    written: Option<&spec::Envelope>,
    arriving: Enveloped<'_>,
    out: &mut Diagnostics,
) -> Option<ReceivedEnvelope> {
    match written? {
        spec::Envelope::Jwe(written) => {
            match jwe(context, written, CredentialKind::RsaPrivateKey, out)? {
                Envelope::Jwe { member, key } => Some(ReceivedEnvelope::Jwe { member, key }),
                Envelope::Cipher(_) => None,
            }
        }
        spec::Envelope::Cipher(sealed) => {
            context.cipher(&sealed.cipher, out)?;
            let holder = sealed.member.as_ref().map(|name| ReceivedHolder {
                name: name.value.clone(),
                clear: clear_names(sealed, name, arriving.members, out),
                content: sealed.content.as_ref().map(|content| content.value),
            });
            Some(ReceivedEnvelope::Cipher {
                opening: arriving.opening?,
                holder,
            })
        }
    }
}

/// The members that stand beside an encrypted text.
fn clear_names(
    sealed: &spec::Sealed,
    holder: &Text,
    members: &[Named<spec::Field>],
    out: &mut Diagnostics,
) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in &sealed.clear {
        let Some(position) = position(members, &name.value) else {
            let message = format!("no member is called `{}`", name.value);
            let unknown = Diagnostic::new(DiagnosticCode::UnknownName, name.span, message);
            let known = members.iter().map(|member| member.name.value.as_str());
            out.push(unknown.suggest(&name.value, known));
            continue;
        };
        let declared = members.get(position);
        let problem = if name.value.contains('.') {
            Some("stands inside another member, which is in clear or encrypted as a whole")
        } else if name.value == holder.value {
            Some("would stand beside itself")
        } else if names.contains(&name.value) {
            Some("stands twice")
        } else {
            None
        };
        if let Some(problem) = problem {
            let message = format!("`{}` {problem}", name.value);
            let wrong = Diagnostic::new(DiagnosticCode::BadValue, name.span, message);
            let wrong = match declared {
                Some(declared) => wrong.also(declared.name.span, "declared here"),
                None => wrong,
            };
            out.push(
                wrong.help(
                    "list each member once that the document shows beside the encrypted text",
                ),
            );
            continue;
        }
        names.push(name.value.clone());
    }
    names
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
