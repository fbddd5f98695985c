//! What the text of a value can become before it goes into a message.

use kpg_codegen::model::{Case, Charset, Digest, Escape, KeyForm, TextEncoding};

use super::question::{Given, Role};
use super::recipe::{Operand, Step};
use crate::crypto;

/// Separators inside dates, amounts and numbers, which vendors drop.
const DROPPED: [char; 6] = ['-', ',', ':', '/', ' ', '.'];

/// A way of changing texts that a vendor applies to one value or to all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change(pub(super) Vec<Step>);

/// UTF-8, and EUC-KR where that makes a difference.
pub(super) fn charsets(values: &[Given]) -> &'static [Charset] {
    match values.iter().all(|value| value.text.is_ascii()) {
        true => &[Charset::Utf8],
        false => &[Charset::Utf8, Charset::EucKr],
    }
}

/// The changes of values that are sent.
pub(super) fn changes(values: &[Given]) -> Vec<Change> {
    let charsets = charsets(values);
    let escapes = charsets.iter().flat_map(|charset| {
        let escapes = Escape::ALL.iter();
        escapes.map(|escape| Change(vec![Step::Escaped(*escape, *charset)]))
    });
    let cases = Case::ALL.iter();
    let cases = cases.map(|case| Change(vec![Step::Cased(*case)]));
    let dropped = DROPPED.map(|letter| Change(vec![Step::Without(letter)]));
    let all = DROPPED.map(Step::Without).to_vec();
    let base64 = charsets.iter().map(|charset| {
        Change(vec![
            Step::Charset(*charset),
            Step::Encoded(TextEncoding::Base64),
        ])
    });
    let all = [Change(all)].into_iter().chain(base64);
    escapes.chain(cases).chain(dropped).chain(all).collect()
}

/// The changes of secrets: vendors hash them first.
pub(super) fn changes_of_secrets() -> Vec<Change> {
    let digests = Digest::ALL.iter();
    let written = [
        TextEncoding::HexLower,
        TextEncoding::HexUpper,
        TextEncoding::Base64,
    ];
    let changes = digests.flat_map(|digest| {
        written.map(|encoding| Change(vec![Step::Digest(*digest), Step::Encoded(encoding)]))
    });
    changes.collect()
}

impl Change {
    /// The value with the change; `None` where it changes nothing or does not apply.
    pub(super) fn of(&self, value: usize, values: &[Given]) -> Option<Operand> {
        let operand = Operand {
            value,
            steps: self.0.clone(),
        };
        let text = operand.text(values)?;
        (text != values.get(value)?.text).then_some(operand)
    }
}

/// Everything that a value can be in a message, as it is first.
pub(super) fn alternatives(value: usize, values: &[Given]) -> Vec<Operand> {
    let of_secrets = match values.get(value).map(|given| given.role) {
        Some(Role::Secret) => changes_of_secrets(),
        Some(Role::Value | Role::Body) | None => Vec::new(),
    };
    let changes = changes(values).into_iter().chain(of_secrets);
    let mut found = vec![Operand::as_given(value)];
    let mut texts: Vec<Option<String>> = found.iter().map(|it| it.text(values)).collect();
    for operand in changes.filter_map(|change| change.of(value, values)) {
        let text = operand.text(values);
        if !texts.contains(&text) {
            texts.push(text);
            found.push(operand);
        }
    }
    found
}

/// The key of a MAC, and how its text stands for bytes.
pub(super) type MacKey = (Operand, KeyForm);

/// What can be the key of a MAC: secrets, or anything where no secret is given; in every form that the text has.
pub(super) fn keys(values: &[Given]) -> Vec<MacKey> {
    let mut keys = Vec::new();
    for position in key_positions(values) {
        let operand = Operand::as_given(position);
        let text = operand.text(values).unwrap_or_default();
        let forms = KeyForm::ALL.iter();
        let forms = forms.filter(|form| crypto::key_bytes(**form, &text).is_some());
        keys.extend(forms.map(|form| (operand.clone(), *form)));
    }
    keys
}

/// Those, and what they are when they are hashed first.
pub(super) fn all_keys(values: &[Given]) -> Vec<MacKey> {
    let mut keys = keys(values);
    for position in key_positions(values) {
        let hashed = changes_of_secrets();
        let hashed = hashed
            .iter()
            .filter_map(|change| change.of(position, values));
        keys.extend(hashed.map(|operand| (operand, KeyForm::Text)));
    }
    keys
}

fn key_positions(values: &[Given]) -> Vec<usize> {
    let has_secret = values.iter().any(|value| value.role == Role::Secret);
    let can_be_key = |value: &Given| match value.role {
        Role::Secret => true,
        Role::Value => !has_secret,
        Role::Body => false,
    };
    let positions = values.iter().enumerate();
    let positions = positions.filter(|(_, value)| !value.text.is_empty() && can_be_key(value));
    positions.map(|(position, _)| position).collect()
}
