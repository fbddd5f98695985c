//! What a vendor encrypts of a notification: members, and the whole body.

use std::collections::BTreeMap;

use kpg_codegen::model::{Format, Opening, ReceivedEnvelope};
use serde_json::Value as Json;

use super::{Notice, NotificationError};
use crate::answer::format;
use crate::answer::seal::{self, NoKey, Sealer};
use crate::cipher::{self, Keys};
use crate::evaluate::keys;
use crate::jwe;
use crate::tree::Tree;

impl Notice<'_> {
    /// Every member as it is sent, in the envelope where the proof is not still to come into it.
    pub(super) fn sealed(
        &self,
        format: &Format,
        members: &BTreeMap<String, String>,
    ) -> Result<Tree, NotificationError> {
        let mut tree = self.tree(members);
        let sealer = Sealer {
            vendor: self.vendor,
            fields: &self.notification.fields,
            openings: &self.notification.openings,
            charset: format.charset,
            keys: &|opening| self.keys_of(opening),
        };
        let sealed = sealer.seal(&mut tree);
        sealed.map_err(|NoKey(name)| NotificationError::NoKey(name))?;
        match self.is_proven_inside() {
            true => Ok(tree),
            false => self.enveloped(format, tree),
        }
    }

    /// Whether the proof is encrypted with the members.
    pub(super) fn is_proven_inside(&self) -> bool {
        let proof = self.notification.authenticity.proof();
        let member = proof.and_then(|proof| proof.member()?.0.first());
        let holder = match &self.notification.envelope {
            None => return false,
            Some(ReceivedEnvelope::Cipher { holder, .. }) => holder.as_ref(),
            Some(ReceivedEnvelope::Jwe { .. }) => None,
        };
        member.is_some_and(|name| !holder.is_some_and(|holder| holder.clear.contains(name)))
    }

    fn keys_of(&self, opening: &Opening) -> Option<Keys> {
        let notice = Notice {
            computed: &opening.computed,
            texts: self.texts.clone(),
            headers: BTreeMap::new(),
            stored: BTreeMap::new(),
            arrived: None,
            body: None,
            ..*self
        };
        keys(&notice, self.vendor.ciphers.get(opening.cipher.0)?)
    }

    /// The text that a cipher makes of some bytes.
    fn encrypted(&self, opening: &Opening, bytes: &[u8]) -> Result<String, NotificationError> {
        let cipher = self.vendor.ciphers.get(opening.cipher.0);
        let keys = self.keys_of(opening);
        let text = cipher.and_then(|cipher| cipher::seal_bytes(cipher, keys.as_ref()?, bytes));
        let name = cipher.map_or("", |cipher| cipher.name.snake());
        text.ok_or_else(|| NotificationError::NoKey(name.to_owned()))
    }

    /// The members in their envelope, where that leaves members around it.
    pub(super) fn enveloped(&self, format: &Format, tree: Tree) -> Result<Tree, NotificationError> {
        match &self.notification.envelope {
            None | Some(ReceivedEnvelope::Cipher { holder: None, .. }) => Ok(tree),
            Some(ReceivedEnvelope::Jwe { member, key }) => {
                let declared = self.vendor.credentials.get(key.0);
                let name = declared.map_or("", |credential| credential.name.snake());
                let key = self.credentials.key_of(name);
                let compact = key.and_then(|key| jwe::encrypt(key, &format::write(format, &tree)));
                let compact = compact.ok_or_else(|| NotificationError::NoKey(name.to_owned()))?;
                let mut outer = Tree::default();
                outer.put_member(member, Json::from(compact));
                Ok(outer)
            }
            Some(ReceivedEnvelope::Cipher {
                opening,
                holder: Some(holder),
            }) => {
                let seal = |bytes: &[u8]| self.encrypted(opening, bytes).ok();
                let name = || NotificationError::NoKey(holder.name.clone());
                seal::held((holder, format), tree, seal).ok_or_else(name)
            }
        }
    }

    /// The body that these members make.
    pub(super) fn written(
        &self,
        format: &Format,
        tree: Tree,
    ) -> Result<Vec<u8>, NotificationError> {
        let body = format::write(format, &tree);
        match &self.notification.envelope {
            Some(ReceivedEnvelope::Cipher {
                opening,
                holder: None,
            }) => Ok(self.encrypted(opening, &body)?.into_bytes()),
            Some(_) | None => Ok(body),
        }
    }
}
