//! When a notification is sent, where it may not be old: in its member or header, unless that was given.

use std::collections::BTreeMap;
use std::time::SystemTime;

use jiff::Timestamp;
use kpg_codegen::model::{Notification, ProofPlace, Zone};

use crate::clock;

/// Texts by the names of members or headers.
type Texts = BTreeMap<String, String>;

/// Where the moment of sending stands, and its text.
pub(super) fn moment_members(
    notification: &Notification,
    at: Option<SystemTime>,
) -> Option<(&ProofPlace, String)> {
    let freshness = notification.freshness.as_ref()?;
    let at = Timestamp::try_from(at.unwrap_or_else(SystemTime::now)).ok()?;
    let zone = freshness.zone.unwrap_or(Zone::Seoul);
    Some((&freshness.place, clock::render(zone, &freshness.format, at)))
}

/// The members that are given, with the moment.
pub(super) fn with_member(given: &Texts, moment: &Option<(&ProofPlace, String)>) -> Texts {
    let mut members = given.clone();
    if let Some((ProofPlace::Member(path), text)) = moment {
        members
            .entry(path.to_string())
            .or_insert_with(|| text.clone());
    }
    members
}

/// The headers that are given, with the moment.
pub(super) fn with_header(given: &Texts, moment: &Option<(&ProofPlace, String)>) -> Texts {
    let mut headers = given.clone();
    if let Some((ProofPlace::Header(name), text)) = moment {
        let is_given = given.keys().any(|known| known.eq_ignore_ascii_case(name));
        if !is_given {
            headers.insert(name.clone(), text.clone());
        }
    }
    headers
}
