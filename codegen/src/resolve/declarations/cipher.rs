//! Ciphers as a vendor declares them. The values that keys are made of are planned with the operations that use them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    Charset, Cipher, CredentialId, CredentialKind, Cut, Key, KeyForm, KeyPart, KeySource, KeyText,
    KeyUnit, Mode, ModeWord, Name, Secrecy, TextEncoding,
};
use crate::resolve::context::{Context, Supply, find, names, position};
use crate::resolve::documentation::quirks;
use crate::resolve::notation::text;
use crate::source::Spanned;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, CipherKeySource, Named};
use crate::words::{CipherWord, InMode};

/// The word for an initialisation vector of zeros.
const ZERO: &str = "zero";
/// As initialisation vector: what the encrypted bytes begin with.
const FIRST_BLOCK: &str = "first_block";
const ZERO_IS: &str = "a block of zeros";
const FIRST_BLOCK_IS: &str = "the first of the encrypted bytes";

/// The ciphers, in the spec's order.
pub(super) fn ciphers(context: &Context<'_>, out: &mut Diagnostics) -> Vec<Cipher> {
    let entries = context.spec.ciphers.iter();
    entries.map(|entry| cipher(context, entry, out)).collect()
}

fn cipher(context: &Context<'_>, entry: &Named<spec::Cipher>, out: &mut Diagnostics) -> Cipher {
    let value = &entry.value;
    // What could not be read was reported.
    let InMode { algorithm, mode } = value.word.unwrap_or(CipherWord::AesEcb).row();
    let reading = Reading {
        context,
        form: value.form.as_ref(),
        block: algorithm.description().block,
    };
    let key = value.key.as_ref().and_then(|key| reading.key(key, out));
    let iv = value.iv.as_ref().and_then(|iv| reading.vector(iv, out));
    form_is_used(value, out);
    let unreadable = || Key {
        source: KeySource::Zero,
        part: None,
    };
    Cipher {
        name: text::name(&entry.name, out).unwrap_or_else(Name::unreadable),
        algorithm,
        mode: match mode {
            ModeWord::Ecb => Mode::Ecb,
            ModeWord::Cbc => Mode::Cbc {
                iv: iv.unwrap_or_else(unreadable),
            },
        },
        key: key.unwrap_or_else(unreadable),
        charset: charset(context, value),
        encoding: value
            .encode
            .as_ref()
            .map_or(TextEncoding::Base64, |encoding| encoding.value),
        quirks: quirks(&value.quirks),
    }
}

/// The charset of plain texts: the one that is said, or else that of the vendor's requests.
fn charset(context: &Context<'_>, cipher: &spec::Cipher) -> Charset {
    let said = cipher
        .charset
        .as_ref()
        .or(context.spec.charset.send.as_ref());
    said.map_or(Charset::Utf8, |charset| charset.value)
}

/// A form that every key overrides, or of which none has any use, would say nothing.
fn form_is_used(cipher: &spec::Cipher, out: &mut Diagnostics) {
    let (Some(form), Some(_)) = (&cipher.form, &cipher.key) else {
        return;
    };
    let takes_it = |key: &spec::CipherKey| {
        let has_none = |name: &str| name == ZERO || name == FIRST_BLOCK;
        let is_word = matches!(&key.source, CipherKeySource::Name(name) if has_none(&name.value));
        key.form.is_none() && !is_word
    };
    if !cipher.key.iter().chain(&cipher.iv).any(takes_it) {
        let message = "every key of the cipher has a form of its own";
        let idle = Diagnostic::new(DiagnosticCode::Conflict, form.span, message);
        out.push(idle.help("remove this `form`"));
    }
}

/// How the keys of one cipher are read.
struct Reading<'c, 's> {
    context: &'c Context<'s>,
    /// The form of keys that have none of their own.
    form: Option<&'c Spanned<KeyForm>>,
    /// How many bytes a block has.
    block: usize,
}

impl Reading<'_, '_> {
    /// A key: what everybody knows is none.
    fn key(&self, key: &spec::CipherKey, out: &mut Diagnostics) -> Option<Key> {
        let (CipherKeySource::Name(text) | CipherKeySource::Literal(text)) = &key.source;
        let read = self.read(key, out)?;
        let known = match &read.source {
            KeySource::Text(KeyText::Literal(_), _) | KeySource::Zero | KeySource::FirstBlock => {
                true
            }
            // A value is known where it is planned.
            KeySource::Text(KeyText::Value(_), _) | KeySource::Bytes(_) => false,
            KeySource::Text(KeyText::Credential(id), _) => {
                let credential = self.context.credentials.get(id.0);
                credential.is_some_and(|credential| credential.secrecy == Secrecy::Public)
            }
        };
        if known {
            let message = format!(
                "`{}` is no secret, and everyone could decrypt with it",
                text.value
            );
            let shown = Diagnostic::new(DiagnosticCode::RecipeType, text.span, message);
            out.push(shown.help("name a credential that is declared with `secret: true`"));
        }
        Some(read)
    }

    /// An initialisation vector: one that the spec itself gives has the length of a block.
    fn vector(&self, key: &spec::CipherKey, out: &mut Diagnostics) -> Option<Key> {
        if let CipherKeySource::Name(name) = &key.source
            && self.is_word(name, FIRST_BLOCK, FIRST_BLOCK_IS, out)
        {
            return Some(alone(
                key,
                (name, FIRST_BLOCK_IS),
                KeySource::FirstBlock,
                out,
            ));
        }
        let read = self.read(key, out)?;
        let (CipherKeySource::Literal(literal), Some(form)) = (&key.source, read.form()) else {
            return Some(read);
        };
        let (bytes, block) = (literal_bytes(form, &literal.value), self.block);
        if read.part.is_none() && bytes != Some(block) {
            let found = bytes.map_or_else(
                || format!("this is no {}", form.word()),
                |found| format!("this has {found}"),
            );
            let message = format!("an initialisation vector has {block} bytes here, and {found}");
            let wrong = Diagnostic::new(DiagnosticCode::BadValue, literal.span, message);
            out.push(
                wrong.help("`form` says how the text stands for bytes: `text`, `hex` or `base64`"),
            );
        }
        Some(read)
    }

    fn read(&self, key: &spec::CipherKey, out: &mut Diagnostics) -> Option<Key> {
        let part = self.part(key, out);
        let form = key.form.as_ref().or(self.form).map(|form| form.value);
        let (name, source) = match &key.source {
            CipherKeySource::Literal(text) => (text, Some(KeyText::Literal(text.value.clone()))),
            CipherKeySource::Name(name) if self.is_word(name, ZERO, ZERO_IS, out) => {
                return Some(alone(key, (name, ZERO_IS), KeySource::Zero, out));
            }
            CipherKeySource::Name(name) => (name, self.named(name, out)),
        };
        let source = match (source?, form) {
            (text, Some(form)) => KeySource::Text(text, form),
            (KeyText::Value(name), None) => KeySource::Bytes(name),
            (KeyText::Credential(_) | KeyText::Literal(_), None) => {
                let message = format!("nothing says how `{}` stands for bytes", name.value);
                let missing = Diagnostic::new(DiagnosticCode::MissingKey, name.span, message);
                out.push(missing.help("give `form: text`, `form: hex` or `form: base64`"));
                return None;
            }
        };
        if let (
            KeySource::Bytes(_),
            Some((at, _)),
            Some(KeyPart {
                unit: KeyUnit::Characters,
                ..
            }),
        ) = (&source, key.parts.first(), part)
        {
            let message = format!(
                "nothing says how `{}` stands for bytes, and `{}` counts characters",
                name.value,
                part_word(at.value)
            );
            let missing = Diagnostic::new(DiagnosticCode::MissingKey, at.span, message);
            out.push(missing.help("give `form`; or count the bytes that the value yields: `first_bytes` or `last_bytes`"));
        }
        Some(Key { source, part })
    }

    /// Whether a name is a word of the language, and nothing is called so.
    fn is_word(&self, name: &Text, word: &str, meaning: &str, out: &mut Diagnostics) -> bool {
        if name.value != word {
            return false;
        }
        if self.context.supply(word).is_some() {
            let message = format!("`{word}` is {meaning} here, and something is called so");
            let twice = Diagnostic::new(DiagnosticCode::Conflict, name.span, message);
            out.push(twice.help("give the credential or value another name"));
        }
        true
    }

    fn named(&self, name: &Text, out: &mut Diagnostics) -> Option<KeyText> {
        let spec = self.context.spec;
        if let Some(value) = find(&spec.values, &name.value) {
            out.refers(name.span, value.name.span);
            return Name::parse(&name.value).ok().map(KeyText::Value);
        }
        let Some(index) = position(&spec.credentials, &name.value) else {
            let message = format!("there is no credential or value `{}`", name.value);
            let unknown = Diagnostic::new(DiagnosticCode::UnknownName, name.span, message);
            let known = names(&spec.credentials).chain(names(&spec.values));
            out.push(unknown.suggest(&name.value, known));
            return None;
        };
        self.context
            .refers(name, Supply::Credential(CredentialId(index)), out);
        let declared = self.context.credentials.get(index)?;
        if declared.kind != CredentialKind::Text {
            let message = format!("`{}` cannot be the key of a cipher", name.value);
            let problem = Diagnostic::new(DiagnosticCode::RecipeType, name.span, message);
            out.push(problem.help("a cipher takes a credential of type `text`, or a value; an optional credential is asked for when something is encrypted"));
        }
        Some(KeyText::Credential(CredentialId(index)))
    }

    fn part(&self, key: &spec::CipherKey, out: &mut Diagnostics) -> Option<KeyPart> {
        let mut parts = key.parts.iter();
        let (part, count) = parts.next()?;
        if let Some((second, _)) = parts.next() {
            let message = "a key is cut once";
            let twice = Diagnostic::new(DiagnosticCode::Conflict, second.span, message);
            out.push(
                twice
                    .also(part.span, "the other cut")
                    .help("keep one of them"),
            );
        }
        let (cut, unit) = match part.value {
            spec::KeyPart::First => (Cut::First, KeyUnit::Characters),
            spec::KeyPart::Last => (Cut::Last, KeyUnit::Characters),
            spec::KeyPart::FirstBytes => (Cut::First, KeyUnit::Bytes),
            spec::KeyPart::LastBytes => (Cut::Last, KeyUnit::Bytes),
        };
        let (_, count) = text::small_range(count, 1, out)?;
        Some(KeyPart { cut, unit, count })
    }
}

/// A vector that a word says all about.
fn alone(
    key: &spec::CipherKey,
    (name, meaning): (&Text, &str),
    source: KeySource,
    out: &mut Diagnostics,
) -> Key {
    let form = key.form.as_ref().map(|form| form.span);
    let part = key.parts.first().map(|(part, _)| part.span);
    for place in form.into_iter().chain(part) {
        let message = format!("`{}` has no form and no parts", name.value);
        let idle = Diagnostic::new(DiagnosticCode::Conflict, place, message);
        out.push(idle.also(name.span, meaning).help("remove it"));
    }
    Key { source, part: None }
}

/// The key with which a part is written.
fn part_word(part: spec::KeyPart) -> &'static str {
    let mut all = spec::KeyPart::ALL.into_iter();
    all.find(|(_, known)| *known == part)
        .map_or("", |(word, _)| word)
}

/// How many bytes a literal stands for; `None` when it is not in its form.
fn literal_bytes(form: KeyForm, literal: &str) -> Option<usize> {
    match form {
        KeyForm::Text => Some(literal.len()),
        KeyForm::Hex => {
            let digits = literal.bytes().all(|digit| digit.is_ascii_hexdigit());
            (digits && literal.len().is_multiple_of(2)).then_some(literal.len() / 2)
        }
        KeyForm::Base64 => STANDARD.decode(literal).ok().map(|bytes| bytes.len()),
    }
}
