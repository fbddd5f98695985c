//! What answers mean and whether notifications are genuine, as the model says it. Where it does not say, nothing is known.

use std::collections::BTreeMap;

use kpg_codegen::model::{
    Answer, AnswerField, AnswerOutcome, Code, CodeSet, Condition, Fault, FieldRef, NoticeOutcome,
    Notification, OtherCodes, Path, Pending, Proof, ProofPlace, Request, Vendor,
};

use crate::arriving::{Arrived, Credentials, Members, out_of_envelope};
use crate::evaluate::Knowledge;

/// An answer as it arrived.
#[derive(Clone, Copy, Debug)]
pub struct AnswerText<'m> {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: &'m [u8],
}

/// What an answer means.
#[derive(Clone, Debug)]
pub struct Judged {
    /// What became of the request.
    pub outcome: AnswerOutcome,
    /// Why nothing is known, where nothing is.
    pub why: Option<String>,
    /// The result code.
    pub code: Option<String>,
    /// The members, as far as they could be read.
    pub members: Option<Members>,
}

impl Judged {
    fn unknown(why: impl Into<String>) -> Self {
        Self {
            outcome: AnswerOutcome::Unknown,
            why: Some(why.into()),
            code: None,
            members: None,
        }
    }
}

/// What an answer to a request means. `sent` is what the fields of the request say.
pub fn judge(
    vendor: &Vendor,
    (request, answer): (&Request, &Answer),
    (credentials, sent): (Credentials<'_>, &BTreeMap<FieldRef, String>),
    text: AnswerText<'_>,
) -> Judged {
    let proof = answer.proof.as_ref();
    let mut arrived = Arrived {
        vendor,
        credentials,
        headers: &[],
        body: text.body,
        members: Members::Form(Vec::new()),
        request: sent.clone(),
        computed: proof.map_or(&[], |proof| &proof.computed),
    };
    let plain = match &answer.envelope {
        Some(envelope) => out_of_envelope(&arrived, envelope, &answer.format),
        None => Ok((text.body.to_vec(), answer.format.clone())),
    };
    let members = plain.and_then(|(plain, format)| Members::read(&format, &plain));
    match members {
        Ok(members) => arrived.members = members,
        Err(why) => return Judged::unknown(format!("the answer cannot be read: {why}")),
    }
    let (outcome, code) = match meaning(vendor, answer, &arrived.members, text.status) {
        Ok((outcome, code)) => (outcome, code),
        Err(why) => {
            return Judged {
                code: code_of(answer, &arrived.members),
                members: Some(arrived.members),
                ..Judged::unknown(why)
            };
        }
    };
    let doubt =
        unproven(answer, &arrived, outcome).or_else(|| other_request(request, answer, &arrived));
    Judged {
        outcome: match doubt {
            Some(_) => AnswerOutcome::Unknown,
            None => outcome,
        },
        why: doubt,
        code,
        members: Some(arrived.members),
    }
}

/// Why an answer is not taken for the vendor's.
fn unproven(answer: &Answer, arrived: &Arrived<'_>, outcome: AnswerOutcome) -> Option<String> {
    let proof = answer.proof.as_ref()?;
    let accepts = matches!(outcome, AnswerOutcome::Done | AnswerOutcome::Pending);
    let is_demanded = match proof.demanded {
        kpg_codegen::model::Part::Always => true,
        kpg_codegen::model::Part::OnSuccess => accepts,
        kpg_codegen::model::Part::Optional => false,
    };
    match proven(proof, arrived) {
        Proven::Yes => None,
        Proven::Missing if !is_demanded => None,
        Proven::Missing => Some("the proof is missing".to_owned()),
        Proven::Unknown => Some("the proof cannot be computed from what is given".to_owned()),
        Proven::No => Some("the proof is another one than it must be".to_owned()),
    }
}

enum Proven {
    Yes,
    No,
    Missing,
    Unknown,
}

fn proven(proof: &Proof, arrived: &Arrived<'_>) -> Proven {
    let found = match &proof.place {
        ProofPlace::Member(path) => arrived.members.text(path),
        ProofPlace::Header(name) => arrived.header(name).map(str::to_owned),
    };
    let Some(found) = found.filter(|found| !found.is_empty()) else {
        return Proven::Missing;
    };
    match arrived.text(&proof.expected) {
        None => Proven::Unknown,
        Some(expected) if expected == found => Proven::Yes,
        Some(_) => Proven::No,
    }
}

/// Why an answer is one to another request.
fn other_request(request: &Request, answer: &Answer, arrived: &Arrived<'_>) -> Option<String> {
    other_member(request, (&answer.fields, &[]), arrived)
}

/// A member of an object, at any depth, that does not repeat what it must. `outer` leads to the object.
fn other_member(
    request: &Request,
    (fields, outer): (&[AnswerField], &[String]),
    arrived: &Arrived<'_>,
) -> Option<String> {
    fields.iter().find_map(|field| {
        let path = Path([outer, &field.path.0].concat());
        let inside = field.members().unwrap_or_default();
        other_value(request, (field, &path), arrived)
            .or_else(|| other_member(request, (inside, &path.0), arrived))
    })
}

/// Why a member does not repeat what it must; an empty one says nothing.
fn other_value(
    request: &Request,
    (field, path): (&AnswerField, &Path),
    arrived: &Arrived<'_>,
) -> Option<String> {
    let echoes = field.echoes?;
    let sent = arrived.request.get(&echoes)?;
    let said = arrived.members.texts(path);
    let mut said = said.iter().filter(|said| !said.trim().is_empty());
    let echoed = request.field(echoes);
    let wire = echoed.map_or("", |field| field.wire.as_str());
    let differs = said.any(|said| said != sent);
    differs.then(|| format!("`{path}` does not repeat `{wire}`"))
}

/// What the code and the conditions say.
fn meaning(
    vendor: &Vendor,
    answer: &Answer,
    members: &Members,
    status: u16,
) -> Result<(AnswerOutcome, Option<String>), String> {
    if answer.code.is_none() {
        return by_status(vendor, answer, members, status);
    }
    let Some(code) = code_of(answer, members) else {
        return of_fault(vendor, answer, members, status);
    };
    let outcome = by_code(vendor, answer, members, (&code, status))?;
    Ok((outcome, Some(code)))
}

/// The result code, where the operation has one and the answer as well.
fn code_of(answer: &Answer, members: &Members) -> Option<String> {
    members.text(&answer.code.as_ref()?.path)
}

/// What the HTTP status and the members say where there is no result code.
fn by_status(
    vendor: &Vendor,
    answer: &Answer,
    members: &Members,
    status: u16,
) -> Result<(AnswerOutcome, Option<String>), String> {
    let accepts = |condition: &Condition| {
        let fits = match condition.statuses.as_slice() {
            [] => (200..300).contains(&status),
            asked => asked.contains(&status),
        };
        fits && holds(members, condition)
    };
    let pending = match &answer.pending {
        Pending::When(condition) => accepts(condition),
        Pending::Never | Pending::Always(_) => false,
    };
    let refused = answer.refused.as_ref();
    let refused = refused.is_some_and(|condition| holds(members, condition));
    let has_fault = || {
        let mut faults = answer.faults.iter();
        faults.any(|fault| members.text(&fault.code).is_some())
    };
    match (accepts(&answer.success), pending, refused) {
        (false, false, false) => of_fault(vendor, answer, members, status),
        (false, false, true) if status >= 500 => Err("it is a server's fault".to_owned()),
        (false, false, true) => Ok((AnswerOutcome::Refused, None)),
        (true, false, false) | (false, true, false) if has_fault() => {
            Err("its HTTP status says yes, and a fault in it does not".to_owned())
        }
        (true, false, false) if matches!(answer.pending, Pending::Always(_)) => {
            Ok((AnswerOutcome::Pending, None))
        }
        (true, false, false) => Ok((AnswerOutcome::Done, None)),
        (false, true, false) => Ok((AnswerOutcome::Pending, None)),
        _ => Err("its members say yes and no at once".to_owned()),
    }
}

/// What the result code and the members say.
fn by_code(
    vendor: &Vendor,
    answer: &Answer,
    members: &Members,
    (code, status): (&str, u16),
) -> Result<AnswerOutcome, String> {
    let is_success = (200..300).contains(&status);
    let (pending_when, always) = match &answer.pending {
        Pending::Never => (None, false),
        Pending::Always(_) => (None, true),
        Pending::When(condition) => (Some(condition), false),
    };
    // A condition that asks for no status is met on every one; that of no success is told below.
    let accepts = |condition: &Condition| {
        let asked = &condition.statuses;
        (asked.is_empty() || asked.contains(&status)) && holds(members, condition)
    };
    let done = accepts(&answer.success);
    let pending = pending_when.is_some_and(accepts);
    let refused = answer
        .refused
        .as_ref()
        .is_some_and(|condition| holds(members, condition));
    let set = vendor.code_sets.get(answer.codes.0);
    let find = |code: &str| set.and_then(|set| set.codes.iter().find(|known| known.wire == code));
    let listed = find(code);
    if listed.is_some_and(|code| code.undecided) && !done && !pending {
        return Err("no document says what its code means".to_owned());
    }
    match (done, pending, refused) {
        (true, false, false) if !is_success && answer.success.statuses.is_empty() => {
            Err("its code says yes, and its HTTP status does not".to_owned())
        }
        (false, true, false)
            if !is_success
                && pending_when.is_none_or(|condition| condition.statuses.is_empty()) =>
        {
            Err("its code says yes, and its HTTP status does not".to_owned())
        }
        (true, false, false) if always => Ok(AnswerOutcome::Pending),
        (true, false, false) => Ok(AnswerOutcome::Done),
        (false, true, false) => Ok(AnswerOutcome::Pending),
        (false, false, true) if status >= 500 => Err("it is a server's fault".to_owned()),
        (false, false, true) => {
            detail_refuses((answer, members), set)?;
            Ok(AnswerOutcome::Refused)
        }
        (false, false, false) if answer.accepts(code) => {
            Err("its code says yes, and another member does not".to_owned())
        }
        (false, false, false) => {
            let of_fault = |code: &Code| {
                let mut faults = answer.faults.iter();
                faults.any(|fault| fault.codes.contains(&code.wire))
            };
            let listed = listed.filter(|code| !of_fault(code));
            by_list((listed, &answer.other_codes), status)?;
            detail_refuses((answer, members), set)?;
            Ok(AnswerOutcome::Refused)
        }
        _ => Err("its members say yes and no at once".to_owned()),
    }
}

/// Whether the detailed code beside a code that refuses lets it refuse; a blank one says nothing.
fn detail_refuses(
    (answer, members): (&Answer, &Members),
    set: Option<&CodeSet>,
) -> Result<(), String> {
    let Some(path) = &answer.detail else {
        return Ok(());
    };
    let told = members.texts(path);
    if told.iter().all(|text| text.trim().is_empty()) {
        return Ok(());
    }
    let text = members.text(path);
    let Some(detail) = text.as_deref().map(str::trim) else {
        return Err("its detailed codes differ".to_owned());
    };
    let codes = set.map_or(&[][..], |set| &set.codes);
    let is_undecided = codes
        .iter()
        .any(|code| code.undecided && code.wire == detail);
    let is_listed = set.is_some_and(|set| answer.refusals(set).any(|code| code.wire == detail));
    // A list or an object in its place arrives as JSON.
    let is_a_code = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let refuses = || answer.other_codes.details().is_some() && detail.bytes().all(is_a_code);
    if is_undecided {
        Err("no document says what its detailed code means".to_owned())
    } else if answer.accepts(detail) {
        Err("its detailed code is one that says yes".to_owned())
    } else if is_listed || refuses() {
        Ok(())
    } else {
        Err("no document lists its detailed code".to_owned())
    }
}

fn by_list((listed, others): (Option<&Code>, &OtherCodes), status: u16) -> Result<(), String> {
    let is_success = (200..300).contains(&status);
    match (listed, others) {
        (Some(code), _) if code.status.is_none_or(|known| known == status) => Ok(()),
        (Some(_), _) => Err("its code refuses with another HTTP status".to_owned()),
        (None, OtherCodes::Refuse { statuses, .. }) => {
            let shown = statuses
                .iter()
                .any(|(first, last)| (*first..=*last).contains(&status));
            match is_success || shown {
                true => Ok(()),
                false => Err("its HTTP status is none of a refusal".to_owned()),
            }
        }
        (None, OtherCodes::Unsaid | OtherCodes::Undocumented(_)) => {
            Err("no document says what its code means".to_owned())
        }
    }
}

fn of_fault(
    vendor: &Vendor,
    answer: &Answer,
    members: &Members,
    status: u16,
) -> Result<(AnswerOutcome, Option<String>), String> {
    let counts = |fault: &&Fault| {
        fault
            .statuses
            .is_none_or(|(first, last)| (first..=last).contains(&status))
    };
    let mut faults = answer.faults.iter().filter(counts);
    let found = faults.find_map(|fault| Some((fault, members.text(&fault.code)?)));
    let Some((fault, code)) = found else {
        return Err("it has neither a result code nor that of a fault".to_owned());
    };
    if status >= 500 {
        return Err("it is a server's fault".to_owned());
    }
    let set = vendor.code_sets.get(answer.codes.0);
    let known = set.and_then(|set| set.codes.iter().find(|known| known.wire == code));
    if known.is_some_and(|known| known.undecided) {
        return Err("no document says what its code means".to_owned());
    }
    let listed = known.filter(|known| fault.codes.contains(&known.wire));
    by_list((listed, &fault.other_codes), status)?;
    Ok((AnswerOutcome::Refused, Some(code)))
}

fn holds(members: &Members, condition: &Condition) -> bool {
    condition.tests.iter().all(|test| {
        let text = members.text(&test.path);
        text.is_some_and(|text| test.values.contains(&text))
    })
}

/// Whether a notification is genuine, as far as its proof tells, and its members.
///
/// # Errors
///
/// It cannot be read.
pub fn judge_notice(
    vendor: &Vendor,
    notification: &Notification,
    credentials: Credentials<'_>,
    (headers, body): (&[(String, String)], &[u8]),
) -> Result<(NoticeOutcome, Members), String> {
    let mut read = notification
        .formats
        .iter()
        .map(|format| Members::read(format, body));
    let members = read
        .find_map(Result::ok)
        .ok_or("the notification is written in none of its formats")?;
    let arrived = Arrived {
        vendor,
        credentials,
        headers,
        body,
        members: members.clone(),
        request: BTreeMap::new(),
        computed: notification.computed(),
    };
    let outcome = match notification.authenticity.proof() {
        None => NoticeOutcome::Genuine,
        Some(proof) => match proven(proof, &arrived) {
            Proven::Yes => NoticeOutcome::Genuine,
            Proven::Unknown => return Err("the proof cannot be computed from what is given".into()),
            Proven::No | Proven::Missing => NoticeOutcome::Forged,
        },
    };
    Ok((outcome, members))
}
