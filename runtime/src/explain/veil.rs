//! What of the steps of a request may be shown. A text is hidden where it is a secret or made of secrets alone, and
//! secrets inside other texts are. Nothing leaves a log of steps that did not pass here.

use percent_encoding::{NON_ALPHANUMERIC, percent_encode};
use serde_json::Value;
use url::form_urlencoded::byte_serialize;
use zeroize::Zeroizing;

use super::listed::{self, contains};
use super::shown::{Shown, ShownStep};
use crate::Charset;
use crate::steps::{Deed, Entry, Log};

/// What stands for a secret.
const MASK: &str = "***";

/// The secrets that were told, and all that follow from them.
pub(super) struct Veil<'l> {
    log: &'l Log,
    /// None of them is empty.
    secrets: Vec<Zeroizing<Vec<u8>>>,
}

opaque!(Veil<'_>, "Veil");

impl<'l> Veil<'l> {
    /// Finds what follows from the secrets of a log, in the order of its steps. `sent` is what else of the request can be
    /// read by whoever sees it, and `is_listed` which names are those of values that are never shown.
    pub(super) fn new(log: &'l Log, sent: &[&[u8]], is_listed: &dyn Fn(&str) -> bool) -> Self {
        let mut veil = Self {
            log,
            secrets: Vec::new(),
        };
        let listed = listed::values(&log.entries, is_listed);
        for secret in log.secrets.iter().chain(&listed) {
            veil.add(secret);
        }
        let sent = outputs_that_are_sent(&log.entries, sent);
        for (entry, is_sent) in log.entries.iter().zip(sent) {
            if veil.makes_a_secret(entry, is_sent) {
                veil.add(&entry.output);
            }
        }
        veil
    }

    /// Hides some bytes, and the ways in which they stand inside other texts.
    fn add(&mut self, secret: &[u8]) {
        for form in forms(secret) {
            if !form.is_empty() && !self.secrets.iter().any(|known| **known == form) {
                self.secrets.push(Zeroizing::new(form));
            }
        }
    }

    fn makes_a_secret(&self, entry: &Entry, is_sent: bool) -> bool {
        let takes_one = || entry.inputs.iter().any(|input| self.holds_one(input));
        match entry.deed {
            Deed::Supplies | Deed::Seals | Deed::Sends => false,
            Deed::Derives => true,
            // Where every secret of the inputs is still to be seen, it can be hidden there.
            Deed::Joins => !self.shows_all(&entry.inputs, &entry.output),
            Deed::Encodes => takes_one(),
            Deed::Digests => takes_one() && (!is_sent || self.is_all_secret(&entry.inputs)),
        }
    }

    fn holds_one(&self, bytes: &[u8]) -> bool {
        self.secrets.iter().any(|secret| contains(bytes, secret))
    }

    fn shows_all(&self, inputs: &[Zeroizing<Vec<u8>>], output: &[u8]) -> bool {
        let held =
            |secret: &&Zeroizing<Vec<u8>>| inputs.iter().any(|input| contains(input, secret));
        let mut held = self.secrets.iter().filter(held);
        held.all(|secret| contains(output, secret))
    }

    /// Whether nothing is left of the inputs without the secrets in them.
    fn is_all_secret(&self, inputs: &[Zeroizing<Vec<u8>>]) -> bool {
        let mut rests = inputs.iter().map(|input| self.without(input, b""));
        rests.all(|rest| rest.is_empty())
    }

    /// The bytes with something else in place of every run in which secrets stand; they may overlap.
    fn without(&self, bytes: &[u8], instead: &[u8]) -> Vec<u8> {
        let mut is_secret = vec![false; bytes.len()];
        for secret in &self.secrets {
            let windows = bytes.windows(secret.len()).enumerate();
            for (start, _) in windows.filter(|(_, window)| *window == secret.as_slice()) {
                let covered = is_secret.iter_mut().skip(start).take(secret.len());
                covered.for_each(|byte| *byte = true);
            }
        }
        let mut made = Vec::with_capacity(bytes.len());
        let mut was_secret = false;
        for (byte, is_secret) in bytes.iter().zip(is_secret) {
            match is_secret {
                false => made.push(*byte),
                true if !was_secret => made.extend_from_slice(instead),
                true => {}
            }
            was_secret = is_secret;
        }
        made
    }

    /// A text with the secrets in it hidden.
    pub(super) fn veiled(&self, text: &str) -> String {
        let bytes = self.without(text.as_bytes(), MASK.as_bytes());
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Bytes as they may be shown: as text where they are one, else as hexadecimal digits.
    fn shown(&self, bytes: &[u8]) -> Shown {
        match std::str::from_utf8(bytes) {
            Ok(text) => Shown::Text(self.veiled(text)),
            Err(_) if self.can_show(bytes) => Shown::Bytes(hex::encode(bytes)),
            Err(_) => Shown::Text(MASK.to_owned()),
        }
    }

    /// Whether no secret is in bytes that are no text. Of those that no step made nobody knows what they stand for.
    fn can_show(&self, bytes: &[u8]) -> bool {
        let is_made = |entry: &Entry| entry.output.as_slice() == bytes;
        !self.holds_one(bytes) && (self.secrets.is_empty() || self.log.entries.iter().any(is_made))
    }

    pub(super) fn step(&self, entry: &Entry) -> ShownStep {
        ShownStep {
            word: entry.word.clone(),
            inputs: entry.inputs.iter().map(|input| self.shown(input)).collect(),
            output: self.shown(&entry.output),
            is_sent: entry.deed == Deed::Sends,
        }
    }
}

/// Which outputs can be found in what is sent, as they are or rewritten.
fn outputs_that_are_sent(entries: &[Entry], sent: &[&[u8]]) -> Vec<bool> {
    let mut sent: Vec<&[u8]> = sent.to_vec();
    let mut found: Vec<bool> = entries
        .iter()
        .rev()
        .map(|entry| {
            let is_sent = entry.deed == Deed::Sends
                || sent.iter().any(|known| contains(known, &entry.output));
            match entry.deed {
                Deed::Sends => sent.push(&entry.output),
                Deed::Joins | Deed::Encodes if is_sent => {
                    sent.extend(entry.inputs.iter().map(|input| input.as_slice()));
                }
                Deed::Joins
                | Deed::Encodes
                | Deed::Supplies
                | Deed::Digests
                | Deed::Seals
                | Deed::Derives => {}
            }
            is_sent
        })
        .collect();
    found.reverse();
    found
}

/// The ways in which some bytes stand inside texts: as they are, and those of a text also quoted in JSON (and that in
/// JSON again), in each charset, and escaped in queries and forms.
fn forms(secret: &[u8]) -> Vec<Vec<u8>> {
    let mut forms = vec![secret.to_vec()];
    if let Ok(text) = std::str::from_utf8(secret) {
        let quoted = quoted(text);
        for text in [&self::quoted(&quoted), &quoted, text] {
            for bytes in in_charsets(text) {
                forms.push(
                    percent_encode(&bytes, NON_ALPHANUMERIC)
                        .to_string()
                        .into_bytes(),
                );
                forms.push(
                    percent_encode(&bytes, Charset::RESERVED)
                        .to_string()
                        .into_bytes(),
                );
                forms.push(byte_serialize(&bytes).collect::<String>().into_bytes());
                forms.push(bytes);
            }
        }
    }
    forms
}

fn quoted(text: &str) -> String {
    let quoted = Value::from(text).to_string();
    let inside = quoted
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    inside.unwrap_or_default().to_owned()
}

fn in_charsets(text: &str) -> Vec<Vec<u8>> {
    let charsets = [
        Charset::Utf8,
        #[cfg(feature = "euckr")]
        Charset::EucKr,
    ];
    let written = charsets.iter().filter_map(|charset| charset.encode(text));
    written.map(|bytes| bytes.into_owned()).collect()
}
