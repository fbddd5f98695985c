//! What a vendor's client needs of the runtime's cargo features, read from the model.

use std::collections::BTreeSet;

use crate::model::{
    AnswerField, Basis, Charset, Cipher, Content, CredentialKind, Envelope, Expression, Field,
    Items, KeyForm, KeyUnit, Kind, Length, LengthUnit, ReceivedEnvelope, Step, Vendor,
    wrapped_members,
};
use crate::words::Feature;

/// What a vendor needs of the runtime beyond its core.
pub(super) fn needed_features(vendor: &Vendor) -> BTreeSet<&'static str> {
    let mut features = BTreeSet::from([Feature::Client]);
    if !vendor.sessions.is_empty() {
        features.insert(Feature::Sessions);
    }
    if !vendor.forms.is_empty() {
        features.insert(Feature::Forms);
    }
    let mut answers = vendor.operations.iter().map(|each| &each.answer);
    if answers.any(|answer| answer.proof.is_some()) {
        features.insert(Feature::Proofs);
    }
    if !vendor.notifications.is_empty() {
        features.insert(Feature::Notifications);
    }
    for credential in &vendor.credentials {
        features.extend(match credential.kind {
            CredentialKind::Text => None,
            CredentialKind::RsaPrivateKey | CredentialKind::RsaPublicKey => Some(Feature::Rsa),
        });
    }
    let ciphers = vendor.ciphers.iter();
    features.extend(ciphers.flat_map(features_of_cipher));
    if has_jwe(vendor) {
        features.insert(Feature::Jwe);
    }
    if opens_what_arrives(vendor) {
        features.insert(Feature::Opening);
    }
    if has_decimals(vendor) {
        features.insert(Feature::Decimal);
    }
    if has_conditions(vendor) {
        features.insert(Feature::Conditions);
    }
    if takes_emv_qr(vendor) {
        features.insert(Feature::Emv);
    }
    if uses_euc_kr(vendor) {
        features.insert(Feature::EucKr);
    }
    for expression in vendor.expressions() {
        expression.any(&mut |part| {
            features.extend(part.step().and_then(Step::feature));
            if let Expression::Mac {
                form: KeyForm::Hex | KeyForm::Base64,
                ..
            } = part
            {
                features.insert(Feature::KeyForms);
            }
            if let Expression::Escaped(_, Charset::EucKr, _) = part {
                features.insert(Feature::EucKr);
            }
            false
        });
    }
    features.into_iter().map(Feature::name).collect()
}

fn features_of_cipher(cipher: &Cipher) -> impl Iterator<Item = Feature> {
    let charset = (cipher.charset == Charset::EucKr).then_some(Feature::EucKr);
    let parts = cipher.keys().filter_map(|key| key.part);
    let cuts = parts.filter(|part| part.unit == KeyUnit::Characters);
    let cuts: Vec<Feature> = cuts.filter_map(|part| part.cut.row().feature).collect();
    let algorithm = cipher.algorithm.description().feature;
    [algorithm].into_iter().chain(charset).chain(cuts)
}

/// Whether fields depend on each other.
fn has_conditions(vendor: &Vendor) -> bool {
    let by_rule = |field: &Field| field.presence.rules().is_some();
    let in_objects =
        |items: &Items| !items.combinations.is_empty() || items.members.iter().any(by_rule);
    let mut notifications = vendor.notifications.iter();
    let in_field = |field: &Field| by_rule(field) || field.objects().is_some_and(in_objects);
    vendor.given_fields().any(in_field)
        || vendor
            .requests()
            .any(|request| !request.combinations.is_empty())
        || notifications.any(|notification| !notification.conditional.is_empty())
}

/// Whether a whole body is a JWE.
fn has_jwe(vendor: &Vendor) -> bool {
    let sent = vendor.operations.iter().map(|each| &each.request.envelope);
    let mut sent = sent.flatten();
    let mut received = received_envelopes(vendor);
    sent.any(|envelope| matches!(envelope, Envelope::Jwe { .. }))
        || received.any(|envelope| matches!(envelope, ReceivedEnvelope::Jwe { .. }))
}

fn received_envelopes(vendor: &Vendor) -> impl Iterator<Item = &ReceivedEnvelope> {
    let answers = vendor.operations.iter().map(|each| &each.answer.envelope);
    let notices = vendor.notifications.iter().map(|each| &each.envelope);
    answers.chain(notices).flatten()
}

/// Whether something arrives encrypted, or as a text that holds something else.
fn opens_what_arrives(vendor: &Vendor) -> bool {
    let answers = vendor.operations.iter().map(|each| &each.answer.fields);
    let notices = vendor.notifications.iter().map(|each| &each.fields);
    let mut members = answers.chain(notices);
    vendor.openings().next().is_some() || members.any(|fields| !wrapped_members(fields).is_empty())
}

/// Whether a caller gives the text of an EMV QR code.
fn takes_emv_qr(vendor: &Vendor) -> bool {
    let mut fields = vendor.given_fields();
    let is_emv_qr = |field: &Field| field.facts.content.one() == Some(&Kind::EmvQr);
    fields.any(|field| is_emv_qr(field) || field.items().into_iter().flatten().any(is_emv_qr))
}

/// Whether a decimal number is sent or arrives.
fn has_decimals(vendor: &Vendor) -> bool {
    let mut sent = vendor.given_fields();
    let answers = vendor.operations.iter().map(|each| &each.answer.fields);
    let notices = vendor.notifications.iter().map(|each| &each.fields);
    let mut received = answers.chain(notices);
    let is_decimal = |field: &Field| {
        let mut members = field.items().into_iter().flatten();
        is_of_decimal(&field.facts.content)
            || members.any(|each| is_of_decimal(&each.facts.content))
    };
    sent.any(is_decimal) || received.any(|members| has_decimal_member(members))
}

fn has_decimal_member(members: &[AnswerField]) -> bool {
    members.iter().any(|member| {
        is_of_decimal(&member.facts.content)
            || has_decimal_member(member.members().unwrap_or_default())
    })
}

fn is_of_decimal<N>(content: &Content<N>) -> bool {
    content
        .kind()
        .is_some_and(|kind| kind.basis() == Basis::Decimal)
}

/// Whether EUC-KR is on the wire, or in a length that the client checks.
fn uses_euc_kr(vendor: &Vendor) -> bool {
    let formats = vendor.operations.iter().map(|each| &each.answer.format);
    let notices = vendor.notifications.iter().flat_map(|each| &each.formats);
    let received = formats.chain(notices).map(|format| format.charset);
    let sent = vendor.requests().map(|each| each.charset);
    let given = vendor.given_fields();
    let credentials = vendor.credentials.iter().map(|each| each.length);
    sent.chain(received)
        .any(|charset| charset == Charset::EucKr)
        || credentials.into_iter().any(counts_euc_kr)
        || given.into_iter().any(is_counted_in_euc_kr)
}

fn is_counted_in_euc_kr(field: &Field) -> bool {
    let mut members = field.items().into_iter().flatten();
    counts_euc_kr(field.stated.length()) || members.any(is_counted_in_euc_kr)
}

fn counts_euc_kr(length: Option<Length>) -> bool {
    length.is_some_and(|length| length.unit == LengthUnit::EucKrBytes)
}
