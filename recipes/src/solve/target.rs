//! What an expected text can be: bytes that were written down, with or without something around them. Nothing is
//! searched here.

use kpg_codegen::model::{Charset, Digest, Mac, Signature, TextEncoding};

use super::question::Question;
use super::recipe::Step;
use super::sealed::openings;
use crate::crypto;

/// What a recipe must come to, and what happens to it then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) goal: Goal,
    /// The steps from there to the expected text.
    pub(super) steps: Vec<Step>,
    /// What stands before it in the expected text.
    pub(super) before: String,
    /// What stands behind it.
    pub(super) after: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// These bytes, of the length of a digest.
    Bytes(Vec<u8>),
    /// This digest, which is the one in a signature.
    Signed {
        digest: Vec<u8>,
        signature: Signature,
        key: String,
    },
    /// This text, without a digest.
    Text(String),
}

/// What can stand between a signature and what is sent with it in one text.
const AROUND: [char; 7] = [':', '.', '|', ' ', ',', ';', '='];

/// What can come before base64 that makes a text of it, at most: `base64` of the text of a digest.
const DEEPEST: usize = 2;

const ENCODINGS: [TextEncoding; 4] = [
    TextEncoding::HexLower,
    TextEncoding::HexUpper,
    TextEncoding::Base64,
    TextEncoding::Base64Url,
];

/// Everything that the expected text can be, the whole of it first.
pub(super) fn targets(question: &Question) -> Vec<Target> {
    let mut found = Vec::new();
    for (before, piece, after) in pieces(&question.expected) {
        let around = |(goal, steps)| Target {
            goal,
            steps,
            before: before.to_owned(),
            after: after.to_owned(),
        };
        let mut goals = Vec::new();
        goals_of(question, (piece, Vec::new(), DEEPEST), &mut goals);
        found.extend(goals.into_iter().map(around));
    }
    found
}

/// The text itself, and the parts of it between separators.
fn pieces(expected: &str) -> Vec<(&str, &str, &str)> {
    let mut pieces = vec![("", expected, "")];
    let starts = expected.char_indices().filter(|(_, c)| AROUND.contains(c));
    let starts: Vec<usize> = std::iter::once(0)
        .chain(starts.map(|(at, c)| at + c.len_utf8()))
        .collect();
    for start in starts {
        let Some((before, rest)) = expected.split_at_checked(start) else {
            continue;
        };
        // The padding of base64 belongs to it.
        let ends = rest.char_indices().filter(|(_, c)| AROUND.contains(c));
        let ends = ends.map(|(end, c)| match c {
            '=' => rest.get(end..).map_or(end, |padding| {
                end + padding.len() - padding.trim_start_matches('=').len()
            }),
            _ => end,
        });
        let end = ends.chain([rest.len()]).find(|end| *end > 0);
        let piece = end.and_then(|end| rest.split_at_checked(end));
        pieces.extend(piece.map(|(piece, after)| (before, piece, after)));
    }
    let is_part = |(before, _, after): &(&str, &str, &str)| !before.is_empty() || !after.is_empty();
    let parts = pieces.split_off(1);
    pieces.extend(parts.into_iter().filter(is_part));
    pieces
}

fn goals_of(
    question: &Question,
    (text, after, depth): (&str, Vec<Step>, usize),
    out: &mut Vec<(Goal, Vec<Step>)>,
) {
    for encoding in ENCODINGS {
        let Some(bytes) = crypto::decode(encoding, text) else {
            continue;
        };
        let mut steps = vec![Step::Encoded(encoding)];
        steps.extend(after.iter().cloned());
        if is_length_of_a_digest(bytes.len()) {
            out.push((Goal::Bytes(bytes.clone()), steps.clone()));
        }
        let signed = signatures_in(question, &bytes);
        out.extend(signed.map(|goal| (goal, steps.clone())));
        if let Some(depth) = depth.checked_sub(1) {
            for (seal, plain) in openings(&bytes, encoding, &question.values) {
                let sealed = std::iter::once(Step::Sealed(Box::new(seal)));
                let steps = sealed.chain(after.iter().cloned()).collect();
                goals_of(question, (&plain, steps, depth), out);
            }
        }
        let inner = String::from_utf8(bytes)
            .ok()
            .filter(|inner| is_readable(inner));
        if let (Some(inner), Some(depth)) = (inner, depth.checked_sub(1)) {
            steps.insert(0, Step::Charset(Charset::Utf8));
            goals_of(question, (&inner, steps, depth), out);
        }
    }
    if is_readable(text) {
        out.push((Goal::Text(text.to_owned()), after));
    }
}

/// What the owner of a key signed, if these bytes are a signature.
fn signatures_in<'q>(question: &'q Question, bytes: &'q [u8]) -> impl Iterator<Item = Goal> + 'q {
    let kinds = Signature::ALL.iter();
    let pairs = kinds.flat_map(|kind| question.keys.iter().map(move |key| (*kind, key)));
    pairs.filter_map(move |(signature, key)| {
        Some(Goal::Signed {
            digest: crypto::signed_digest(signature, &key.public, bytes)?,
            signature,
            key: key.name.clone(),
        })
    })
}

fn is_readable(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| !c.is_control() || c == '\n')
}

fn is_length_of_a_digest(length: usize) -> bool {
    digests(length).next().is_some() || macs(length).next().is_some()
}

/// The digests of so many bytes.
pub(super) fn digests(length: usize) -> impl Iterator<Item = Digest> {
    let all = Digest::ALL.iter().copied();
    all.filter(move |digest| digest.row().bytes == length)
}

/// The MACs of so many bytes.
pub(super) fn macs(length: usize) -> impl Iterator<Item = Mac> {
    let all = Mac::ALL.iter().copied();
    all.filter(move |mac| mac.row().bytes == length)
}
