//! Requests whose bodies a cipher encrypts, and which members stand inside and which beside the text.

use kpg_codegen::model::{BodyEncoding, Cipher, CipherId, Holder, Request, Sealed, Vendor};

use crate::cipher::{self, Keys};
use crate::exchange::Finding;
use crate::json_body::Scalar;
use crate::members::{Inside, Member, Members, members};

/// A body as it arrived.
pub(crate) struct Outer<'a> {
    pub vendor: &'a Vendor,
    pub operation: &'a Request,
    /// The keys of a cipher, as far as the rest of the request shows what they are made of.
    pub keys: &'a dyn Fn(&Cipher) -> Option<Keys>,
    /// What the request announces.
    pub encoding: BodyEncoding,
    pub body: &'a [u8],
}

impl Outer<'_> {
    /// What the cipher encrypted.
    pub fn inside(&self, sealed: &Sealed, findings: &mut Vec<Finding>) -> Result<Inside, Finding> {
        match &sealed.holder {
            Holder::Body => {
                let text = std::str::from_utf8(self.body)
                    .map_err(|_| Finding::field("body", "it is no encrypted text"))?;
                Ok(Inside {
                    encoding: self.encoding,
                    plain: self.opened("body", sealed.cipher, text)?,
                    clear: Vec::new(),
                })
            }
            Holder::Member { name, content, .. } => {
                let (text, clear) = self.beside(name, findings)?;
                Ok(Inside {
                    encoding: content.unwrap_or(self.encoding),
                    plain: self.opened(name, sealed.cipher, &text)?,
                    clear: self.kept_in_clear(name, clear, findings),
                })
            }
        }
    }

    /// The encrypted text, and the members beside it.
    fn beside(
        &self,
        name: &str,
        findings: &mut Vec<Finding>,
    ) -> Result<(String, Members), Finding> {
        let all = members(self.operation, self.encoding, self.body, findings)
            .map_err(|text| Finding::field("body", text))?;
        let (held, clear): (Members, Members) =
            all.into_iter().partition(|(known, _)| known == name);
        let mut held = held.into_iter().map(|(_, member)| member);
        match (held.next(), held.next()) {
            (Some(Member::Form(text) | Member::Json(Scalar::Text(text))), None) => {
                Ok((text, clear))
            }
            (None, _) => Err(Finding::field(
                name,
                "it is missing: it holds the encrypted members",
            )),
            (Some(_), None) => Err(Finding::field(name, "it must be a text")),
            (Some(_), Some(_)) => Err(Finding::field(name, "the member is there more than once")),
        }
    }

    /// Members that must be encrypted and are not are told, and not read.
    fn kept_in_clear(&self, name: &str, clear: Members, findings: &mut Vec<Finding>) -> Members {
        let mut kept = Members::new();
        for (member, value) in clear {
            match is_clear(self.operation, &member) {
                Some(false) => findings.push(Finding::field(
                    member,
                    format!("it must be encrypted inside `{name}`"),
                )),
                Some(true) | None => kept.push((member, value)),
            }
        }
        kept
    }

    fn opened(&self, subject: &str, id: CipherId, text: &str) -> Result<Vec<u8>, Finding> {
        let cipher = self.vendor.ciphers.get(id.0);
        let cipher = cipher.ok_or_else(|| Finding::field(subject, "its cipher is not known"))?;
        cipher::open_bytes(cipher, (self.keys)(cipher).as_ref(), text)
            .map_err(|problem| Finding::field(subject, problem))
    }
}

/// What is encrypted although it must stand beside the text is told.
pub(crate) fn stay_in_their_places(
    operation: &Request,
    hidden: &Members,
    findings: &mut Vec<Finding>,
) {
    for (name, _) in hidden {
        if is_clear(operation, name) == Some(true) {
            findings.push(Finding::field(
                name,
                "it must stand in clear, and not be encrypted",
            ));
        }
    }
}

/// Whether a member of the request stands in clear beside an encrypted text; nothing of what is no member.
fn is_clear(operation: &Request, name: &str) -> Option<bool> {
    let position = operation.body.iter().position(|field| field.wire == name)?;
    let sealed = operation.sealed()?;
    Some(sealed.clear().contains(&position))
}
