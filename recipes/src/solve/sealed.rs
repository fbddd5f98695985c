//! Texts that were encrypted with a block cipher: the keys and initialisation vectors that the values can be, and what
//! they open. It is a matter of arithmetic: no message is searched.

use kpg_codegen::model::{Algorithm, Charset, KeyForm, TextEncoding};

use super::question::{Given, Role};
use crate::{charset, cipher, crypto};

/// How a text was encrypted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seal {
    /// The block cipher.
    pub algorithm: Algorithm,
    /// The key.
    pub key: Portion,
    /// What the first block depends on.
    pub vector: Vector,
    /// The charset of the plain text.
    pub charset: Charset,
    /// How the encrypted bytes are written.
    pub encoding: TextEncoding,
}

/// The bytes of a value, or of a part of its text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Portion {
    /// The position of the value in the question.
    pub value: usize,
    /// The part of its text; `None` for all of it.
    pub part: Option<Part>,
    /// How that text stands for bytes.
    pub form: KeyForm,
}

/// A part of a text, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The first so many.
    First(usize),
    /// The last so many.
    Last(usize),
}

/// What the first block depends on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Vector {
    /// Nothing: each block is encrypted by itself (ECB).
    None,
    /// These bytes (CBC).
    Of(Portion),
    /// Zeros (CBC).
    Zero,
    /// The encrypted bytes begin with it (CBC). It is random: nobody can make the same text again.
    FirstBlock,
}

const ALGORITHMS: [Algorithm; 3] = [Algorithm::Aes, Algorithm::Aria, Algorithm::Seed];

impl Portion {
    /// Its bytes; `None` where its text is in another form.
    fn bytes(&self, values: &[Given]) -> Option<Vec<u8>> {
        let text = &values.get(self.value)?.text;
        let part: String = match self.part {
            None => text.clone(),
            Some(Part::First(count)) => text.chars().take(count).collect(),
            Some(Part::Last(count)) => {
                let before = text.chars().count().saturating_sub(count);
                text.chars().skip(before).collect()
            }
        };
        crypto::key_bytes(self.form, &part)
    }
}

impl Seal {
    /// The text encrypted once more; `None` where that cannot be repeated.
    pub(super) fn seal(&self, plain: &str, values: &[Given]) -> Option<String> {
        let key = self.key.bytes(values)?;
        let iv = match &self.vector {
            Vector::None => None,
            Vector::Of(portion) => Some(portion.bytes(values)?),
            Vector::Zero => Some(vec![0; cipher::block(self.algorithm)]),
            Vector::FirstBlock => return None,
        };
        let plain = charset::encode(self.charset, plain)?;
        let sealed = cipher::encrypt(self.algorithm, &key, iv.as_deref(), &plain)?;
        Some(crypto::encode(self.encoding, &sealed))
    }
}

/// What a letter is as the fields of a text have it: digits are like digits, and a separator like itself alone.
#[derive(PartialEq, Eq)]
enum Kind {
    Digit,
    Upper,
    Lower,
    OfOtherScripts,
    Mark(char),
}

fn kind_of_letter(letter: char) -> Kind {
    match letter {
        '0'..='9' => Kind::Digit,
        'A'..='Z' => Kind::Upper,
        'a'..='z' => Kind::Lower,
        _ if letter.is_alphanumeric() => Kind::OfOtherScripts,
        _ => Kind::Mark(letter),
    }
}

impl Seal {
    /// How many letters of the first block of an opened text are of a kind that the rest has not: with a wrong vector the
    /// first block is another one.
    pub(super) fn strange_letters(&self, text: &str) -> usize {
        let block = cipher::block(self.algorithm);
        let is_first = |(at, _): &(usize, char)| *at < block;
        let (first, rest): (Vec<_>, Vec<_>) = text.char_indices().partition(is_first);
        let known: Vec<Kind> = rest
            .into_iter()
            .map(|(_, letter)| kind_of_letter(letter))
            .collect();
        let strange = first
            .iter()
            .filter(|(_, letter)| !known.contains(&kind_of_letter(*letter)));
        strange.count()
    }
}

/// Every way to open some bytes that were written so, with the text that was encrypted. A text of other letters than
/// people write is none.
pub(super) fn openings(
    sealed: &[u8],
    encoding: TextEncoding,
    values: &[Given],
) -> Vec<(Seal, String)> {
    let mut found = Vec::new();
    for algorithm in ALGORITHMS {
        let block = cipher::block(algorithm);
        if sealed.is_empty() || !sealed.len().is_multiple_of(block) {
            continue;
        }
        let vectors = vectors(block, values);
        for (key, key_bytes) in keys(algorithm, values) {
            for (vector, iv) in &vectors {
                let (iv, sealed) = match vector {
                    Vector::FirstBlock => match sealed.split_at_checked(block) {
                        Some((iv, sealed)) if !sealed.is_empty() => (Some(iv), sealed),
                        Some(_) | None => continue,
                    },
                    Vector::None | Vector::Of(_) | Vector::Zero => (iv.as_deref(), sealed),
                };
                let plain = cipher::decrypt(algorithm, &key_bytes, iv, sealed);
                let Some((charset, text)) = plain.and_then(|plain| read(&plain)) else {
                    continue;
                };
                let (key, vector) = (key.clone(), vector.clone());
                let seal = Seal {
                    algorithm,
                    key,
                    vector,
                    charset,
                    encoding,
                };
                found.push((seal, text));
            }
        }
    }
    found
}

/// The text of decrypted bytes in the first charset that has it.
fn read(plain: &[u8]) -> Option<(Charset, String)> {
    let mut charsets = [Charset::Utf8, Charset::EucKr].into_iter();
    charsets.find_map(|charset| {
        let text = charset::decode(charset, plain)?;
        let is_readable = !text.is_empty() && !text.chars().any(|c| c.is_control() && c != '\n');
        is_readable.then_some((charset, text))
    })
}

/// What the key can be: secrets, or anything where no secret is given, whole or in part.
fn keys(algorithm: Algorithm, values: &[Given]) -> Vec<(Portion, Vec<u8>)> {
    let has_secret = values.iter().any(|value| value.role == Role::Secret);
    let can_be_key = |value: &Given| match value.role {
        Role::Secret => true,
        Role::Value => !has_secret,
        Role::Body => false,
    };
    portions(cipher::key_lengths(algorithm), values, can_be_key)
}

/// What the first block can depend on, with its bytes.
fn vectors(block: usize, values: &[Given]) -> Vec<(Vector, Option<Vec<u8>>)> {
    let fixed = [
        (Vector::None, None),
        (Vector::Zero, Some(vec![0; block])),
        (Vector::FirstBlock, None),
    ];
    let of = portions(&[block], values, |value| value.role != Role::Body);
    let of = of
        .into_iter()
        .map(|(portion, bytes)| (Vector::Of(portion), Some(bytes)));
    fixed.into_iter().chain(of).collect()
}

/// The values, whole and in part, that stand for one of these numbers of bytes.
fn portions(
    lengths: &[usize],
    values: &[Given],
    is_one: impl Fn(&Given) -> bool,
) -> Vec<(Portion, Vec<u8>)> {
    let mut found: Vec<(Portion, Vec<u8>)> = Vec::new();
    for (value, given) in values.iter().enumerate().filter(|(_, given)| is_one(given)) {
        let width = given.text.chars().count();
        let shorter = lengths.iter().filter(|length| **length < width);
        let parts = shorter.flat_map(|length| [Part::First(*length), Part::Last(*length)]);
        for part in std::iter::once(None).chain(parts.map(Some)) {
            for form in KeyForm::ALL {
                let form = *form;
                let portion = Portion { value, part, form };
                let bytes = portion.bytes(values);
                if let Some(bytes) = bytes.filter(|bytes| lengths.contains(&bytes.len())) {
                    found.push((portion, bytes));
                }
            }
        }
    }
    found
}
