//! Which item of an old list is which of a new one: by name, then by what else identifies it. Whether they differ does
//! not belong here.

use std::collections::BTreeMap;

use crate::model::{
    AnswerField, Cipher, Key, KeySource, KeyText, Method, Mode, Path, Request, SentTo, Vendor,
};

/// What two lists have in common, as positions.
#[derive(Debug, Default)]
pub(super) struct Matched {
    /// The new position of an old item.
    pub both: BTreeMap<usize, usize>,
    /// Old items that are in the old list only.
    pub removed: Vec<usize>,
    /// New items that are in the new list only.
    pub added: Vec<usize>,
}

impl Matched {
    /// Whether an old and a new item are the same.
    pub fn are(&self, old: usize, new: usize) -> bool {
        self.both.get(&old) == Some(&new)
    }

    /// The items of both lists, side by side.
    pub fn pairs<'l, T>(&self, old: &'l [T], new: &'l [T]) -> Vec<(&'l T, &'l T)> {
        let pair = |(before, after): (&usize, &usize)| Some((old.get(*before)?, new.get(*after)?));
        self.both.iter().filter_map(pair).collect()
    }

    /// The items of the old list only.
    pub fn removed<'l, T>(&self, old: &'l [T]) -> Vec<&'l T> {
        self.removed.iter().filter_map(|at| old.get(*at)).collect()
    }

    /// The items of the new list only.
    pub fn added<'l, T>(&self, new: &'l [T]) -> Vec<&'l T> {
        self.added.iter().filter_map(|at| new.get(*at)).collect()
    }
}

/// Whether two items may be the same.
pub(super) type Likeness<'t, T> = &'t dyn Fn(&T, &T) -> bool;

/// Matches two lists. The first test finds items that are the same; the others match an item only if it is like exactly
/// one of those that are left.
pub(super) fn matched<T>(old: &[T], new: &[T], tests: &[Likeness<'_, T>]) -> Matched {
    let mut result = Matched {
        both: BTreeMap::new(),
        removed: (0..old.len()).collect(),
        added: (0..new.len()).collect(),
    };
    for (round, test) in tests.iter().enumerate() {
        let like = |before: usize, after: usize| match (old.get(before), new.get(after)) {
            (Some(before), Some(after)) => test(before, after),
            _ => false,
        };
        for before in result.removed.clone() {
            let mut alike = result.added.iter().filter(|after| like(before, **after));
            let Some(&after) = alike.next() else { continue };
            let others = result.removed.iter().filter(|other| like(**other, after));
            if round > 0 && (alike.next().is_some() || others.count() > 1) {
                continue;
            }
            result.both.insert(before, after);
            result.removed.retain(|other| *other != before);
            result.added.retain(|other| *other != after);
        }
    }
    result
}

/// What two specs have in common.
#[derive(Debug)]
pub(super) struct Matches {
    pub credentials: Matched,
    pub options: Matched,
    pub ciphers: Matched,
    pub enumerations: Matched,
    pub code_sets: Matched,
    pub sessions: Matched,
    pub operations: Matched,
    pub forms: Matched,
    pub notifications: Matched,
}

impl Matches {
    pub fn new(old: &Vendor, new: &Vendor) -> Self {
        let credentials = matched(
            &old.credentials,
            &new.credentials,
            &[&|a, b| a.name == b.name, &|a, b| {
                (&a.label, a.kind, a.secrecy) == (&b.label, b.kind, b.secrecy)
            }],
        );
        let operations = matched(
            &old.operations,
            &new.operations,
            &[&|a, b| a.name == b.name, &|a, b| address(a) == address(b)],
        );
        Self {
            options: matched(
                &old.options,
                &new.options,
                &[&|a, b| a.name == b.name, &|a, b| a.choices == b.choices],
            ),
            ciphers: ciphers(old, new, &credentials),
            enumerations: matched(
                &old.enumerations,
                &new.enumerations,
                &[&|a, b| a.name == b.name, &|a, b| a.choices == b.choices],
            ),
            code_sets: matched(
                &old.code_sets,
                &new.code_sets,
                &[&|a, b| a.name == b.name, &|a, b| a.codes == b.codes],
            ),
            sessions: matched(
                &old.sessions,
                &new.sessions,
                &[&|a, b| a.name == b.name, &|a, b| {
                    let issuer = operations.are(a.operation.0, b.operation.0);
                    issuer && a.token == b.token
                }],
            ),
            forms: matched(
                &old.forms,
                &new.forms,
                &[&|a, b| a.request.name == b.request.name, &|a, b| {
                    address(&a.request) == address(&b.request)
                }],
            ),
            notifications: matched(
                &old.notifications,
                &new.notifications,
                &[&|a, b| a.name == b.name, &|a, b| {
                    let paths = |fields: &[AnswerField]| -> Vec<Path> {
                        fields.iter().map(|field| field.path.clone()).collect()
                    };
                    paths(&a.fields) == paths(&b.fields)
                }],
            ),
            credentials,
            operations,
        }
    }
}

/// What a request is known by beside its name.
fn address(request: &Request) -> (Method, SentTo<'_>) {
    (request.method, request.address())
}

/// A cipher's name reaches neither the wire nor Rust: one that does the same is the same.
fn ciphers(old: &Vendor, new: &Vendor, credentials: &Matched) -> Matched {
    matched(
        &old.ciphers,
        &new.ciphers,
        &[&|a, b| a.name == b.name, &|a, b| {
            same_cipher(credentials, a, b)
        }],
    )
}

/// Whether two ciphers do the same.
pub(super) fn same_cipher(credentials: &Matched, old: &Cipher, new: &Cipher) -> bool {
    let Cipher {
        name: _,
        algorithm,
        mode,
        key,
        charset,
        encoding,
        quirks: _,
    } = old;
    let same_key = |old: &Key, new: &Key| {
        let Key { source, part } = old;
        same_source(credentials, source, &new.source) && *part == new.part
    };
    let same_mode = match (mode, &new.mode) {
        (Mode::Ecb, Mode::Ecb) => true,
        (Mode::Cbc { iv: old }, Mode::Cbc { iv: new }) => same_key(old, new),
        (Mode::Ecb, Mode::Cbc { .. }) | (Mode::Cbc { .. }, Mode::Ecb) => false,
    };
    let same_bytes = same_key(key, &new.key) && same_mode && *algorithm == new.algorithm;
    same_bytes && (*encoding, *charset) == (new.encoding, new.charset)
}

/// Whether two keys are made of the same. How the values that they are made of are computed is compared where they are.
fn same_source(credentials: &Matched, old: &KeySource, new: &KeySource) -> bool {
    match (old, new) {
        (KeySource::Text(old, old_form), KeySource::Text(new, new_form)) => {
            let same_text = match (old, new) {
                (KeyText::Credential(old), KeyText::Credential(new)) => {
                    credentials.are(old.0, new.0)
                }
                (KeyText::Literal(old), KeyText::Literal(new)) => old == new,
                (KeyText::Value(_), KeyText::Value(_)) => true,
                (KeyText::Credential(_) | KeyText::Literal(_) | KeyText::Value(_), _) => false,
            };
            same_text && old_form == new_form
        }
        (KeySource::Bytes(_), KeySource::Bytes(_))
        | (KeySource::Zero, KeySource::Zero)
        | (KeySource::FirstBlock, KeySource::FirstBlock) => true,
        (
            KeySource::Text(..) | KeySource::Bytes(_) | KeySource::Zero | KeySource::FirstBlock,
            _,
        ) => false,
    }
}
