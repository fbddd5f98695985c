//! Expressions whose value is certain, computed over what is known of a message. Nothing is guessed: what nobody knows
//! has no value. Clock, chance and private keys are known only to who sends a message, or where the message shows what
//! came of them.

use std::fmt;

use kpg_codegen::model::{
    Absent, Case, Charset, Cipher, CipherId, CredentialId, Expression, FieldRef, Key, KeySource,
    KeyText, Kind, Name, OptionId, Path, Selection, Sent, SessionId, Value, Vendor,
};

use crate::charset;
use crate::cipher::{self, Keys, Vector};
use crate::crypto;
use crate::escapes;
use crate::keys;
use crate::texts;
use crate::tree::{Tree, as_json};

/// A value of an expression.
#[derive(Clone, PartialEq, Eq)]
pub enum Known {
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// A value can be a secret.
impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Text(…)",
            Self::Bytes(_) => "Bytes(…)",
        })
    }
}

/// What came of an expression.
#[derive(Clone, Copy, Debug)]
pub enum Came<'k> {
    /// Nobody knows its value.
    Unknown,
    /// What it stands for is not there.
    Absent,
    /// Its value.
    Known(&'k Known),
}

/// What is known of a message.
pub trait Knowledge {
    /// Whose message it is.
    fn vendor(&self) -> &Vendor;
    /// What a field says, `Some(None)` when it is not there, `None` when nobody can tell.
    fn field(&self, field: FieldRef) -> Option<Option<String>>;
    /// What a member that arrives says, `Some(None)` when it is not there, `None` when nobody can tell.
    fn received(&self, path: &Path) -> Option<Option<String>>;
    /// What a member that arrives encrypted says before it is decrypted; as `received`.
    fn sealed(&self, path: &Path) -> Option<Option<String>>;
    /// What a header that arrives says.
    fn received_header(&self, name: &str) -> Option<String>;
    /// What a member that arrives holds.
    fn kind_of_received(&self, path: &Path) -> Option<&Kind>;
    /// What a field holds.
    fn kind_of_field(&self, field: FieldRef) -> Option<&Kind>;
    /// The text of an encrypted field as it arrived.
    fn as_it_arrived(&self, field: FieldRef, cipher: CipherId) -> Option<String>;
    /// A text credential, `Some(None)` when the merchant has none.
    fn credential(&self, id: CredentialId) -> Option<Option<String>>;
    /// The value that has this name in the spec.
    fn declared(&self, name: &Name) -> Option<Value>;
    /// The expression behind a computed value.
    fn computed(&self, value: Value) -> Option<&Expression>;
    /// A computed value that is known already: the message has shown it, or it was computed before.
    fn shown(&self, value: Value) -> Option<Known>;
    /// What a clock shows, chance gives or a private key signs; `None` where nobody can tell.
    fn supplied(&self, _expression: &Expression) -> Option<Known> {
        None
    }
    /// Is told of every expression before it is computed.
    fn begins(&self, _expression: &Expression) {}
    /// Is told of every expression what came of it, after those that it is made of.
    fn ends(&self, _expression: &Expression, _came: Came<'_>) {}
    /// The token of a session.
    fn session(&self, session: SessionId) -> Option<String>;
    /// The arm of a variant that counts.
    fn arm<'e>(&self, option: OptionId, arms: &'e [Expression]) -> Option<&'e Expression>;
    /// The path of the address.
    fn path(&self) -> Option<String>;
    /// The query of the address.
    fn query(&self) -> Option<String>;
    /// The body as it is sent.
    fn body(&self) -> Option<Vec<u8>>;
    /// A part of the body's JSON, letter by letter.
    fn member(&self, path: &Path) -> Option<String>;
    /// The same of a body that is not finished yet.
    fn part_of_body(&self, sent: &Sent) -> Option<String> {
        self.member(&sent.path)
    }

    /// The text that an expression certainly yields; the empty one for what is absent.
    fn text(&self, expression: &Expression) -> Option<String>
    where
        Self: Sized,
    {
        match evaluate(self, expression)? {
            Known::Text(text) => Some(text),
            Known::Bytes(_) => None,
        }
    }

    /// The bytes that an expression certainly yields.
    fn bytes(&self, expression: &Expression) -> Option<Vec<u8>>
    where
        Self: Sized,
    {
        match evaluate(self, expression)? {
            Known::Bytes(bytes) => Some(bytes),
            Known::Text(_) => None,
        }
    }

    /// The expression that a text chooses, where the text is known and chooses one.
    fn chosen<'e>(
        &self,
        by: &Expression,
        arms: &'e [(String, Expression)],
    ) -> Option<&'e Expression>
    where
        Self: Sized,
    {
        let text = self.text(by)?;
        let (_, arm) = arms.iter().find(|(when, _)| *when == text)?;
        Some(arm)
    }

    /// The text of a part of a selection, `Some(None)` when it is absent.
    fn part(&self, expression: &Expression) -> Option<Option<String>>
    where
        Self: Sized,
    {
        if !may_be_absent(expression) {
            return self.text(expression).map(Some);
        }
        self.begins(expression);
        let part = part(self, expression);
        let value = part.clone().flatten().map(Known::Text);
        self.ends(expression, came(part.is_some(), value.as_ref()));
        part
    }
}

/// Whether what an expression stands for can be left out, where its parts are told apart.
fn may_be_absent(expression: &Expression) -> bool {
    matches!(
        expression,
        Expression::Field(_)
            | Expression::Received(_)
            | Expression::ReceivedHeader(_)
            | Expression::Credential(_)
            | Expression::Encrypted(..)
    )
}

fn came(is_known: bool, value: Option<&Known>) -> Came<'_> {
    match value {
        Some(value) => Came::Known(value),
        None if is_known => Came::Absent,
        None => Came::Unknown,
    }
}

/// What may be absent, `Some(None)` where it is.
fn part<K: Knowledge>(known: &K, expression: &Expression) -> Option<Option<String>> {
    match expression {
        Expression::Field(field) => known.field(*field),
        Expression::Received(received) if received.is_sealed => known.sealed(&received.path),
        Expression::Received(received) => known.received(&received.path),
        Expression::ReceivedHeader(name) => Some(Some(known.received_header(name)?)),
        Expression::Credential(id) => known.credential(*id),
        // Where there is nothing to encrypt, nothing is encrypted.
        Expression::Encrypted(cipher, inner) => match known.part(inner)? {
            Some(plain) => encrypted(known, *cipher, inner, &plain).map(Some),
            None => Some(None),
        },
        other => known.text(other).map(Some),
    }
}

/// The value of an expression, as far as it is certain.
pub fn evaluate<K: Knowledge>(known: &K, expression: &Expression) -> Option<Known> {
    if may_be_absent(expression) {
        // What arrived is certain, whether anybody can decrypt it or not.
        if let Expression::Encrypted(cipher, inner) = expression
            && let Some(arrived) = arrived(known, *cipher, inner)
        {
            return Some(Known::Text(arrived));
        }
        return Some(Known::Text(known.part(expression)?.unwrap_or_default()));
    }
    known.begins(expression);
    let made = made(known, expression);
    known.ends(expression, came(made.is_some(), made.as_ref()));
    made
}

fn made<K: Knowledge>(known: &K, expression: &Expression) -> Option<Known> {
    Some(match expression {
        Expression::Credential(_)
        | Expression::Field(_)
        | Expression::Received(_)
        | Expression::ReceivedHeader(_)
        | Expression::Encrypted(..) => Known::Text(part(known, expression)?.unwrap_or_default()),
        Expression::Value(value) => match known.shown(*value) {
            Some(shown) => shown,
            None => evaluate(known, known.computed(*value)?)?,
        },
        Expression::Session(session) => Known::Text(known.session(*session)?),
        Expression::Literal(text) => Known::Text(text.clone()),
        Expression::Path => Known::Text(known.path()?),
        Expression::Query => Known::Text(known.query()?),
        Expression::Concatenation(parts) => {
            let texts = parts.iter().map(|part| known.text(part));
            Known::Text(texts.collect::<Option<Vec<_>>>()?.concat())
        }
        Expression::Selection(selection) => Known::Text(selected(known, selection)?),
        Expression::Json(members) => Known::Text(json(known, members)?),
        Expression::Sent(sent) => Known::Text(known.part_of_body(sent)?),
        Expression::Cased(case, text) => {
            let text = known.text(text)?;
            Known::Text(match case {
                Case::Upper => text.to_ascii_uppercase(),
                Case::Lower => text.to_ascii_lowercase(),
            })
        }
        Expression::Replaced { from, to, text } => {
            let text = known.text(text)?;
            Known::Text(text.split(from.as_str()).collect::<Vec<_>>().join(to))
        }
        Expression::Escaped(escape, charset, text) => {
            Known::Text(escapes::rewritten(*escape, *charset, &known.text(text)?)?)
        }
        Expression::Derived {
            derivation,
            password,
            salt,
            form,
            rounds,
            bytes,
        } => {
            let salt = crypto::key_bytes(*form, &known.text(salt)?)?;
            let length = usize::try_from(*bytes).ok()?;
            let password = known.bytes(password)?;
            Known::Bytes(crypto::derive(
                *derivation,
                &password,
                &salt,
                *rounds,
                length,
            ))
        }
        Expression::Cut(cut, count, text) => {
            let count = usize::try_from(*count).ok()?;
            Known::Text(texts::cut(*cut, count, &known.text(text)?))
        }
        Expression::Variant(option, arms) => evaluate(known, known.arm(*option, arms)?)?,
        Expression::ByText { by, arms } => evaluate(known, known.chosen(by, arms)?)?,
        Expression::Encoded(encoding, bytes) => {
            Known::Text(crypto::encode(*encoding, &known.bytes(bytes)?))
        }
        Expression::Charset(charset, text) => {
            Known::Bytes(charset::encode(*charset, &known.text(text)?)?)
        }
        Expression::Body => Known::Bytes(known.body()?),
        Expression::Bytes(parts) => Known::Bytes(mixed(known, parts)?),
        Expression::Digest(digest, bytes) => {
            Known::Bytes(crypto::digest(*digest, &known.bytes(bytes)?))
        }
        Expression::Mac {
            mac,
            key,
            form,
            message,
        } => {
            let key = crypto::key_bytes(*form, &known.text(key)?)?;
            Known::Bytes(crypto::mac(*mac, &key, &known.bytes(message)?)?)
        }
        Expression::Clock { .. }
        | Expression::RandomDigits(..)
        | Expression::RandomBytes { .. }
        | Expression::Signature { .. } => known.supplied(expression)?,
    })
}

/// Texts in UTF-8 and bytes, one after the other.
fn mixed<K: Knowledge>(known: &K, parts: &[Expression]) -> Option<Vec<u8>> {
    let parts = parts.iter().map(|part| match evaluate(known, part)? {
        Known::Text(text) => Some(text.into_bytes()),
        Known::Bytes(bytes) => Some(bytes),
    });
    Some(parts.collect::<Option<Vec<_>>>()?.concat())
}

/// An encrypted field as it arrived.
fn arrived<K: Knowledge>(known: &K, cipher: CipherId, inner: &Expression) -> Option<String> {
    match inner {
        Expression::Field(field) => known.as_it_arrived(*field, cipher),
        _ => None,
    }
}

fn encrypted<K: Knowledge>(
    known: &K,
    id: CipherId,
    inner: &Expression,
    plain: &str,
) -> Option<String> {
    if let Some(arrived) = arrived(known, id, inner) {
        return Some(arrived);
    }
    let cipher = known.vendor().ciphers.get(id.0)?;
    if cipher.is_random() {
        return None;
    }
    cipher::seal(cipher, &keys(known, cipher)?, plain)
}

/// The keys of a cipher; `None` while what they are made of is not known.
pub fn keys<K: Knowledge>(known: &K, cipher: &Cipher) -> Option<Keys> {
    let block = cipher::block(cipher.algorithm);
    let iv = match cipher.mode.iv() {
        Some(_) if cipher.is_random() => Vector::FirstBlock,
        Some(iv) => Vector::Fixed(key(known, iv, block)?),
        None => Vector::None,
    };
    let key = key(known, &cipher.key, block)?;
    Some(Keys { key, iv })
}

fn key<K: Knowledge>(known: &K, key: &Key, block: usize) -> Option<Vec<u8>> {
    let value = |name| known.declared(name).map(Expression::Value);
    match &key.source {
        KeySource::Text(text, form) => {
            let text = match text {
                KeyText::Credential(id) => known.text(&Expression::Credential(*id))?,
                KeyText::Value(name) => known.text(&value(name)?)?,
                KeyText::Literal(text) => text.clone(),
            };
            keys::text_bytes(*form, key.part, &text)
        }
        KeySource::Bytes(name) => {
            let bytes = known.bytes(&value(name)?)?;
            Some(keys::part_of_bytes(key.part, bytes))
        }
        KeySource::Zero => Some(vec![0; block]),
        // No key is, and a vector that is was found before.
        KeySource::FirstBlock => None,
    }
}

fn selected<K: Knowledge>(known: &K, selection: &Selection) -> Option<String> {
    let mut written = Vec::new();
    for (name, part) in &selection.parts {
        let text = match (known.part(part)?, selection.absent) {
            (None, Absent::Skipped) => continue,
            (text, _) => text.unwrap_or_default(),
        };
        written.push(match &selection.between {
            Some(between) => format!("{name}{between}{text}"),
            None => text,
        });
    }
    Some(written.join(&selection.separator))
}

/// A JSON object without blanks. A dot in a name leads into an object, as in a body.
fn json<K: Knowledge>(known: &K, members: &[(String, Expression)]) -> Option<String> {
    let mut tree = Tree::default();
    for (name, part) in members {
        if let Some(text) = known.part(part)? {
            let path = Path(name.split('.').map(str::to_owned).collect());
            tree.put(&path, as_json(&kind_of(known, part), &text));
        }
    }
    Some(tree.to_json())
}

/// What a member of a JSON text holds: what its field does, or text.
pub fn kind_of<K: Knowledge>(known: &K, part: &Expression) -> Kind {
    match part {
        Expression::Field(field) => known.kind_of_field(*field).cloned().unwrap_or(Kind::Text),
        Expression::Received(received) => {
            let kind = known.kind_of_received(&received.path);
            kind.cloned().unwrap_or(Kind::Text)
        }
        _ => Kind::Text,
    }
}

/// Text in UTF-8 where bytes are wanted.
pub fn charset_text(expression: &Expression) -> Option<(Charset, &Expression)> {
    match expression {
        Expression::Charset(charset, text) => Some((*charset, text)),
        _ => None,
    }
}
