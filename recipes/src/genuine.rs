//! Whether notifications are genuine, as the model says it.

use std::collections::BTreeMap;

use kpg_codegen::model::{
    FieldRef, NoticeOutcome, Notification, Proof, ProofPlace, Vendor, is_real_time,
};

use crate::arriving::{Arrived, Credentials, Members};
use crate::judge::{Proven, proven};
use crate::opened::{lacking, opened, out_of_envelope};

/// Whether a notification is genuine, as far as its proof tells, and its members.
///
/// # Errors
///
/// It cannot be read.
pub fn judge_notice(
    vendor: &Vendor,
    notification: &Notification,
    (credentials, stored): (Credentials<'_>, &BTreeMap<FieldRef, String>),
    (headers, body): (&[(String, String)], &[u8]),
) -> Result<(NoticeOutcome, Members), String> {
    let unreadable = || "the notification is written in none of its formats".to_owned();
    let mut formats = notification.formats.iter();
    let read = |format| Some((format, Members::read(format, body).ok()?));
    let is_whole = notification
        .envelope
        .as_ref()
        .is_some_and(|envelope| envelope.member().is_none());
    let found = match is_whole {
        true => formats
            .next()
            .map(|format| (format, Members::Form(Vec::new()))),
        false => formats.find_map(read),
    };
    let (format, as_it_arrived) = found.ok_or_else(unreadable)?;
    let mut arrived = Arrived {
        vendor,
        credentials,
        headers,
        body,
        members: as_it_arrived.clone(),
        as_it_arrived,
        request: BTreeMap::new(),
        stored: stored.clone(),
        computed: notification.computed(),
    };
    let plain = out_of_envelope(&arrived, notification.envelope.as_ref(), format)?;
    if plain.is_in_clear {
        return Err("it is not encrypted".to_owned());
    }
    arrived.members = plain.members;
    let sealed = (
        notification.fields.as_slice(),
        notification.openings.as_slice(),
    );
    arrived.members = opened(&arrived, sealed, format.charset);
    let outcome = match notification.authenticity.proof() {
        None => NoticeOutcome::Genuine,
        Some(proof) => match proven(proof, &arrived) {
            Proven::Yes => NoticeOutcome::Genuine,
            Proven::Unknown => return Err("the proof cannot be computed from what is given".into()),
            Proven::Missing if !is_proven(notification, proof, &arrived.members) => {
                NoticeOutcome::Genuine
            }
            Proven::No | Proven::Missing => NoticeOutcome::Forged,
        },
    };
    let lacking = lacking(&notification.fields, &arrived.members);
    let is_timeless = || {
        let freshness = notification.freshness.as_ref()?;
        let text = sent_at(notification, headers, &arrived.members);
        let is_told = text.is_some_and(|text| is_real_time(&freshness.format, &text));
        (!is_told).then(|| "it does not tell when it was sent".to_owned())
    };
    match lacking.or_else(is_timeless) {
        Some(why) if outcome == NoticeOutcome::Genuine => Err(why),
        _ => Ok((outcome, arrived.members)),
    }
}

/// What a notification that may not be old tells of when it was sent.
pub fn sent_at(
    notification: &Notification,
    headers: &[(String, String)],
    members: &Members,
) -> Option<String> {
    match &notification.freshness.as_ref()?.place {
        ProofPlace::Member(path) => members.text(path),
        ProofPlace::Header(name) => {
            let mut named = headers
                .iter()
                .filter(|(known, _)| known.eq_ignore_ascii_case(name));
            let only = named.next().filter(|_| named.next().is_none());
            only.map(|(_, text)| text.clone())
        }
    }
}

/// Whether the vendor proves a notification of these members.
fn is_proven(notification: &Notification, proof: &Proof, members: &Members) -> bool {
    let ProofPlace::Member(path) = &proof.place else {
        return true;
    };
    let fields = &notification.fields;
    let position = fields.iter().position(|field| field.path == *path);
    let rules = position.and_then(|position| notification.presence_rules(position));
    let Some(when) = rules.and_then(|rules| rules.required_when.as_ref()) else {
        return true;
    };
    let text = |at: FieldRef| members.text(&fields.get(at.index)?.path);
    when.held_by(&text).is_some()
}
