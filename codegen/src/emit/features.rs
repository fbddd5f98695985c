//! What a vendor's client needs of the runtime's cargo features, read from the model.

use std::collections::BTreeSet;

use crate::model::{
    Authenticity, Charset, CredentialKind, Digest, Expression, Field, Kind, Length, LengthUnit,
    Operation, Source, Vendor,
};

/// What a vendor needs of the runtime beyond its core.
pub(super) fn of(vendor: &Vendor) -> BTreeSet<&'static str> {
    let mut features = BTreeSet::from(["client"]);
    if !vendor.sessions.is_empty() {
        features.insert("sessions");
    }
    if !vendor.notifications.is_empty() {
        features.insert("notifications");
    }
    if vendor
        .credentials
        .iter()
        .any(|credential| credential.kind != CredentialKind::Text)
    {
        features.insert("rsa");
    }
    if !vendor.ciphers.is_empty() {
        features.insert("aes");
    }
    if vendor
        .operations
        .iter()
        .any(|operation| operation.answer.envelope.is_some() || operation.envelope.is_some())
    {
        features.insert("jwe");
    }
    if takes_emv_qr(vendor) {
        features.insert("emv");
    }
    if uses_euc_kr(vendor) {
        features.insert("euckr");
    }
    if computes(vendor, &is_legacy) {
        features.insert("legacy");
    }
    features
}

/// Whether it is a digest that nobody should use for anything new.
fn is_legacy(part: &Expression) -> bool {
    matches!(
        part,
        Expression::Digest(Digest::Md5 | Digest::Sha1, _)
            | Expression::Hmac {
                digest: Digest::Sha1,
                ..
            }
    )
}

/// Whether a caller gives the text of an EMV QR code.
fn takes_emv_qr(vendor: &Vendor) -> bool {
    let mut fields = vendor.operations.iter().flat_map(Operation::all_fields);
    fields.any(|field| match &field.kind {
        Kind::Items(members) => members.iter().any(|member| member.kind == Kind::EmvQr),
        kind => *kind == Kind::EmvQr,
    })
}

/// Whether EUC-KR is anywhere: on the wire, in a length that the client checks, in a recipe.
fn uses_euc_kr(vendor: &Vendor) -> bool {
    let formats = vendor.operations.iter().map(|each| &each.answer.format);
    let notices = vendor.notifications.iter().flat_map(|each| &each.formats);
    let received = formats.chain(notices).map(|format| format.charset);
    let sent = vendor.operations.iter().map(|each| each.charset);
    let given = vendor.operations.iter().flat_map(Operation::all_fields);
    let credentials = vendor.credentials.iter().map(|each| each.length);
    sent.chain(received)
        .any(|charset| charset == Charset::EucKr)
        || credentials.into_iter().any(counts_euc_kr)
        || given.into_iter().any(is_counted_in_euc_kr)
        || computes(vendor, &|part| {
            matches!(part, Expression::Charset(Charset::EucKr, _))
        })
}

fn is_counted_in_euc_kr(field: &Field) -> bool {
    let members = match &field.kind {
        Kind::Items(members) => members.as_slice(),
        _ => &[],
    };
    counts_euc_kr(field.length) || members.iter().any(is_counted_in_euc_kr)
}

fn counts_euc_kr(length: Option<Length>) -> bool {
    length.is_some_and(|length| length.unit == LengthUnit::EucKrBytes)
}

/// Whether anything that is computed has such a part.
fn computes(vendor: &Vendor, is_it: &dyn Fn(&Expression) -> bool) -> bool {
    let operations = vendor.operations.iter().flat_map(|each| &each.computed);
    let notices = vendor.notifications.iter().flat_map(|each| &each.computed);
    let computed = operations.chain(notices).map(|each| &each.expression);
    let fields = vendor.operations.iter().flat_map(Operation::all_fields);
    let supplied = fields.filter_map(|field| match &field.source {
        Source::Supplied(expression) => Some(expression),
        Source::Caller => None,
    });
    let expected = vendor
        .notifications
        .iter()
        .filter_map(|each| match &each.authenticity {
            Authenticity::Member { expected, .. } => Some(expected),
            _ => None,
        });
    let mut all = computed.chain(supplied).chain(expected);
    all.any(|expression| expression.any(&mut |part| is_it(part)))
}
