//! How old a notification may be: where it says when it was sent, and how that is written.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Freshness, ProofPlace};
use crate::resolve::context::lookup;
use crate::resolve::notation::moment::zone_of_moment;
use crate::resolve::notation::text::{self, member_path};
use crate::resolve::notation::wire_name::header_name;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};
use crate::words::{DetailedType, PresenceWord, TypeWord};

/// What a notification that is too old is known by.
pub(super) fn freshness(
    notification: &spec::Notification,
    out: &mut Diagnostics,
) -> Option<Freshness> {
    let written = notification.fresh.as_ref()?;
    is_proven(notification, written, out)?;
    let seconds = seconds(&written.within, out);
    let (place, name, format, read) = match &written.place {
        spec::ProofPlace::Header(name) => {
            let format = written.format.as_ref()?;
            let read = text::time_format(format, out);
            let is_name = header_name(name, out);
            let place = ProofPlace::Header(name.value.clone());
            (is_name.then_some(place)?, name, format, read?)
        }
        spec::ProofPlace::Member(name) => {
            let member = told_by(notification, name, out)?;
            // What is wrong with the format is reported with the member.
            let format = member.value.format.as_ref()?;
            let read = text::time_format(format, &mut Diagnostics::default())?;
            (ProofPlace::Member(member_path(name)), name, format, read)
        }
    };
    let sent = "a notification is sent on a day of a year, at an hour";
    let zone = zone_of_moment(name, (written.zone.as_ref(), format, &read), sent, out)?;
    Some(Freshness {
        place,
        format: read,
        zone,
        seconds: seconds?,
    })
}

/// Whoever can write the whole notification can write the time as well.
fn is_proven(
    notification: &spec::Notification,
    written: &spec::Fresh,
    out: &mut Diagnostics,
) -> Option<()> {
    let message = match &notification.authenticity {
        Some(spec::Authenticity::Proof(proof)) if proof.forgeable.is_some() => {
            "the proof of this notification can be forged"
        }
        Some(spec::Authenticity::Proof(proof)) if is_left_out(notification, proof) => {
            "only some of these notifications are proven"
        }
        Some(spec::Authenticity::Proof(_)) => return Some(()),
        Some(spec::Authenticity::Undocumented(_)) | None => {
            "nothing proves where this notification comes from"
        }
    };
    let conflict = Diagnostic::new(DiagnosticCode::Conflict, written.at, message)
        .note("whoever forges one writes the time of today");
    out.push(conflict.help("remove `fresh`"));
    None
}

/// Whether the values of other members decide whether a notification has its proof.
fn is_left_out(notification: &spec::Notification, proof: &spec::Proof) -> bool {
    let spec::ProofPlace::Member(name) = &proof.place else {
        return false;
    };
    let mut members = notification.fields.iter();
    let member = members.find(|member| member.name.value == name.value);
    let presence = member.and_then(|member| member.value.presence.as_ref());
    presence.is_some_and(|presence| !matches!(presence.value, spec::Presence::Word(_)))
}

/// The member that says when it was sent: one that is always there.
fn told_by<'s>(
    notification: &'s spec::Notification,
    name: &Text,
    out: &mut Diagnostics,
) -> Option<&'s Named<spec::Field>> {
    let index = lookup(&notification.fields, name, "member", out)?;
    let member = notification.fields.get(index)?;
    let is_time = member.value.type_word() == Some(TypeWord::DetailedType(DetailedType::DateTime));
    let presence = member.value.presence.as_ref();
    let is_there = presence.is_some_and(|presence| {
        matches!(
            presence.value,
            spec::Presence::Word(PresenceWord::Required | PresenceWord::OnSuccess)
        )
    });
    let (problem, help) = if !is_time || member.value.or.is_some() {
        (
            "is no point in time",
            "a point in time is of type `datetime`, with its `format` and without `or`",
        )
    } else if !is_there {
        (
            "may be absent",
            "give the member `presence: required`; who sends an old notification again would leave it out",
        )
    } else {
        return Some(member);
    };
    let message = format!("`{}` {problem}", name.value);
    let conflict = Diagnostic::new(DiagnosticCode::Conflict, name.span, message)
        .also(member.name.span, "declared here");
    out.push(conflict.help(help));
    None
}

/// A number of whole seconds, at least one.
fn seconds(text: &Text, out: &mut Diagnostics) -> Option<u64> {
    let milliseconds = text::duration_ms(text, out)?;
    if !milliseconds.is_multiple_of(1_000) {
        let help = "write a number and its unit: `30s`, `5m`";
        text::bad(text, "an age is in whole seconds", help, out);
        return None;
    }
    Some(milliseconds / 1_000)
}
