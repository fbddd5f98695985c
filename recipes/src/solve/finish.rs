//! What can be done to a message: the steps from its bytes to bytes of the length of the expected ones.

use kpg_codegen::model::{Digest, KeyForm, Mac, Signature, TextEncoding};

use super::alternative::MacKey;
use super::question::Given;
use super::recipe::{Operand, Step};
use super::target;
use crate::crypto;

/// Steps that end in bytes of one length.
#[derive(Clone, Debug)]
pub(super) struct Finish {
    /// A digest before the last step, and how its bytes are written.
    inner: Option<(Digest, Option<TextEncoding>)>,
    last: Last,
}

#[derive(Clone, Debug)]
enum Last {
    Digest(Digest),
    Mac {
        mac: Mac,
        key: Vec<u8>,
        operand: Operand,
        form: KeyForm,
    },
    /// The digest that somebody signed.
    Signed {
        signature: Signature,
        key: String,
    },
}

/// The digest in a signature.
pub(super) fn signed(signature: Signature, key: &str) -> Vec<Finish> {
    vec![Finish {
        inner: None,
        last: Last::Signed {
            signature,
            key: key.to_owned(),
        },
    }]
}

/// Digests of this length, and MACs with these keys.
pub(super) fn direct(length: usize, keys: &[MacKey], values: &[Given]) -> Vec<Finish> {
    let digests = target::digests(length).map(Last::Digest);
    let macs = target::macs(length).flat_map(|mac| {
        let keyed = keys.iter().filter_map(move |(operand, form)| {
            let key = crypto::key_bytes(*form, &operand.text(values)?)?;
            let (operand, form) = (operand.clone(), *form);
            Some(Last::Mac {
                mac,
                key,
                operand,
                form,
            })
        });
        keyed.collect::<Vec<_>>()
    });
    let all = digests.chain(macs);
    all.map(|last| Finish { inner: None, last }).collect()
}

/// The same over the digest of the message.
pub(super) fn nested(length: usize, keys: &[MacKey], values: &[Given]) -> Vec<Finish> {
    let written = [
        Some(TextEncoding::HexLower),
        Some(TextEncoding::HexUpper),
        Some(TextEncoding::Base64),
        None,
    ];
    let inner = Digest::ALL.iter();
    let inner = inner.flat_map(|digest| written.map(|encoding| (*digest, encoding)));
    let direct = direct(length, keys, values);
    let all = inner.flat_map(|inner| {
        direct.iter().map(move |finish| Finish {
            inner: Some(inner),
            last: finish.last.clone(),
        })
    });
    all.collect()
}

impl Finish {
    /// Whether it is worth a try: a key seldom signs itself.
    pub(super) fn suits(&self, order: &[usize]) -> bool {
        match &self.last {
            Last::Digest(_) | Last::Signed { .. } => true,
            Last::Mac { operand, .. } => !order.contains(&operand.value),
        }
    }

    /// What it makes of a message.
    pub(super) fn bytes(&self, message: &[u8]) -> Option<Vec<u8>> {
        match self.inner {
            None => self.last(message),
            Some((digest, encoding)) => {
                let inner = crypto::digest(digest, message);
                match encoding {
                    Some(encoding) => self.last(crypto::encode(encoding, &inner).as_bytes()),
                    None => self.last(&inner),
                }
            }
        }
    }

    fn last(&self, message: &[u8]) -> Option<Vec<u8>> {
        match &self.last {
            Last::Digest(digest) => Some(crypto::digest(*digest, message)),
            Last::Mac { mac, key, .. } => crypto::mac(*mac, key, message),
            Last::Signed {
                signature: Signature::RsaSha256,
                ..
            } => Some(crypto::digest(Digest::Sha256, message)),
        }
    }

    /// Its steps.
    pub(super) fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        if let Some((digest, encoding)) = self.inner {
            steps.push(Step::Digest(digest));
            steps.extend(encoding.map(Step::Encoded));
        }
        steps.push(match &self.last {
            Last::Digest(digest) => Step::Digest(*digest),
            Last::Mac {
                mac, operand, form, ..
            } => Step::Mac {
                mac: *mac,
                key: operand.clone(),
                form: *form,
            },
            Last::Signed { signature, key } => Step::Signed {
                signature: *signature,
                key: key.clone(),
            },
        });
        steps
    }
}
