//! Answers in the envelope that an operation has. What stands in them is written elsewhere.

use kpg_codegen::model::{CredentialId, Opening, Path, ReceivedEnvelope, ReceivedHolder};
use serde_json::Value;

use super::seal::{self, NoKey};
use super::{Reply, Shape, Writer, format, no_key};
use crate::charset;
use crate::cipher;
use crate::jwe;
use crate::tree::Tree;

impl Writer<'_> {
    /// An answer that accepts, in the operation's envelope, where it has one.
    pub(super) fn enveloped(self, tree: &Tree) -> Reply {
        let mut sealed = match self.sealed_members(tree) {
            Ok(sealed) => sealed,
            Err(NoKey(name)) => return no_key(&name),
        };
        match &self.operation.answer.envelope {
            None => {
                self.prove((tree, &mut sealed), true);
                self.written(200, sealed, self.top)
            }
            Some(ReceivedEnvelope::Jwe { member, key }) => {
                self.prove((tree, &mut sealed), true);
                self.jwe(self.written(200, sealed, self.top), member, *key)
            }
            Some(ReceivedEnvelope::Cipher { opening, holder }) => {
                self.in_cipher(tree, sealed, (opening, holder.as_ref()))
            }
        }
    }

    fn jwe(self, reply: Reply, member: &str, key: CredentialId) -> Reply {
        let name = self
            .vendor
            .credentials
            .get(key.0)
            .map_or("", |credential| credential.name.snake());
        let key = self.credentials.key_of(name);
        let Some(compact) = key.and_then(|key| jwe::encrypt(key, &reply.body)) else {
            return Reply::note(
                500,
                &format!("the key `{name}` is too small to encrypt an answer to"),
            );
        };
        let mut tree = Tree::default();
        tree.put(&Path(vec![member.to_owned()]), Value::from(compact));
        Reply {
            plain: Some(charset::shown(reply.charset, &reply.body)),
            ..self.written(200, tree, Shape::Object)
        }
    }

    /// An answer of which a cipher encrypts all, or a member with the rest. A proof stands where the spec has it: beside
    /// the envelope, or in it.
    fn in_cipher(
        self,
        tree: &Tree,
        mut sealed: Tree,
        (opening, holder): (&Opening, Option<&ReceivedHolder>),
    ) -> Reply {
        let format = &self.operation.answer.format;
        let cipher = self.vendor.ciphers.get(opening.cipher.0);
        let keys = self.keys_of(opening, tree);
        let seal = |bytes: &[u8]| cipher::seal_bytes(cipher?, keys.as_ref()?, bytes);
        let name = cipher.map_or("", |cipher| cipher.name.snake());
        let proof = self.operation.answer.proof.as_ref();
        let proof = proof.and_then(|proof| proof.member()?.0.first());
        let is_beside = holder
            .zip(proof)
            .is_some_and(|(holder, proof)| holder.clear.contains(proof));
        if !is_beside {
            self.prove((tree, &mut sealed), true);
        }
        let Some(holder) = holder else {
            let reply = self.written(200, sealed, self.top);
            let plain = Some(charset::shown(reply.charset, &reply.body));
            return match seal(&reply.body) {
                Some(text) => Reply {
                    plain,
                    body: text.into_bytes(),
                    content_type: "text/plain".to_owned(),
                    ..reply
                },
                None => no_key(name),
            };
        };
        let plain = Some(charset::shown(
            format.charset,
            &format::write(format, &sealed),
        ));
        let Some(mut outer) = seal::held((holder, format), sealed, seal) else {
            return no_key(name);
        };
        if is_beside {
            self.prove((tree, &mut outer), true);
        }
        Reply {
            plain,
            ..self.written(200, outer, Shape::Object)
        }
    }
}
