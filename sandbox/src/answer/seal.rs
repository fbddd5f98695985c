//! What a vendor encrypts of what it sends: members, and whole bodies. The inverse of how a client opens them.

use kpg_codegen::model::{
    AnswerField, BodyEncoding, Charset, Escape, Escaping, Format, Opening, ReceivedHolder, Vendor,
    wrapped_members,
};
use serde_json::Value;

use super::format;
use crate::cipher::{self, Keys};
use crate::escapes;
use crate::tree::Tree;

/// Who seals: what is encrypted how, and with which keys.
pub(crate) struct Sealer<'a> {
    pub vendor: &'a Vendor,
    pub fields: &'a [AnswerField],
    pub openings: &'a [Opening],
    pub charset: Charset,
    /// The keys of a cipher, as far as what is sent shows what they are made of.
    pub keys: &'a dyn Fn(&Opening) -> Option<Keys>,
}

/// What cannot be encrypted: the name of its cipher.
#[derive(Debug)]
pub(crate) struct NoKey(pub String);

impl Sealer<'_> {
    /// Every member as it is sent: what it holds first, then the member itself.
    pub fn seal(&self, tree: &mut Tree) -> Result<(), NoKey> {
        for (path, field) in wrapped_members(self.fields).into_iter().rev() {
            let mut failed = None;
            tree.change(&path.0, &mut |value| {
                self.sealed(field, value).unwrap_or_else(|no_key| {
                    failed = Some(no_key);
                    Value::Null
                })
            });
            if let Some(failed) = failed {
                return Err(failed);
            }
        }
        Ok(())
    }

    fn sealed(&self, field: &AnswerField, value: Value) -> Result<Value, NoKey> {
        let text = match (field.wrapping.content, value) {
            (_, Value::Null) => return Ok(Value::Null),
            // The compiler refuses lines in a text.
            (Some(BodyEncoding::Form | BodyEncoding::Lines), value) => self.form(&value),
            (Some(BodyEncoding::Json), value) => value.to_string(),
            (None, Value::String(text)) => text,
            (None, value) => value.to_string(),
        };
        let Some(id) = field.wrapping.cipher else {
            return Ok(self.escaped(field, text));
        };
        let opening = self.openings.iter().find(|opening| opening.cipher == id);
        let cipher = self.vendor.ciphers.get(id.0);
        let name = || NoKey(cipher.map_or("", |cipher| cipher.name.snake()).to_owned());
        let keys = opening.and_then(|opening| (self.keys)(opening));
        let (Some(cipher), Some(keys)) = (cipher, keys) else {
            return Err(name());
        };
        let text = cipher::seal(cipher, &keys, &text);
        let text = text.map(|text| self.escaped(field, text));
        text.ok_or_else(name)
    }

    /// A text that the charset cannot hold is written as it is: the answer is checked for that as a whole.
    fn escaped(&self, field: &AnswerField, text: String) -> Value {
        let escape = field.wrapping.escaped.map(|escaping| match escaping {
            Escaping::FormEncode => Escape::FormEncode,
            Escaping::PercentEncode => Escape::PercentEncode,
        });
        let escaped = escape.and_then(|escape| escapes::rewritten(escape, self.charset, &text));
        Value::from(escaped.unwrap_or(text))
    }

    fn form(&self, value: &Value) -> String {
        let mut tree = Tree::default();
        for (name, value) in value.as_object().into_iter().flatten() {
            tree.put_member(name, value.clone());
        }
        let format = Format {
            encoding: BodyEncoding::Form,
            charset: self.charset,
            list_as: None,
        };
        String::from_utf8(format::write(&format, &tree)).unwrap_or_default()
    }
}

/// The members around an envelope: those in clear, and the text in which all others are encrypted.
pub(crate) fn held(
    (holder, around): (&ReceivedHolder, &Format),
    tree: Tree,
    seal: impl FnOnce(&[u8]) -> Option<String>,
) -> Option<Tree> {
    let (mut outer, mut inner) = (Tree::default(), Tree::default());
    for (name, value) in tree.into_members() {
        let is_clear = holder.clear.contains(&name);
        let side = if is_clear { &mut outer } else { &mut inner };
        side.put_member(&name, value);
    }
    let format = Format {
        encoding: holder.content.unwrap_or(around.encoding),
        ..around.clone()
    };
    let text = seal(&format::write(&format, &inner))?;
    outer.put_member(&holder.name, Value::from(text));
    Some(outer)
}
