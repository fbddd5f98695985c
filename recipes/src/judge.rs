//! What answers mean, as the model says it. Where it does not say, nothing is known.

use std::collections::BTreeMap;

use kpg_codegen::model::{
    Answer, AnswerField, AnswerOutcome, Code, CodeSet, Condition, Fault, FieldRef, OtherCodes,
    Path, Pending, Proof, ProofPlace, ReceivedEnvelope, Request, Vendor,
};

use crate::arriving::{Arrived, Credentials, Members};
use crate::evaluate::Knowledge;
use crate::opened::{lacking, opened, out_of_envelope};
use crate::spelling::say_the_same;

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
    let nothing = || Members::Form(Vec::new());
    let mut arrived = Arrived {
        vendor,
        credentials,
        headers: &[],
        body: text.body,
        as_it_arrived: Members::read(&answer.format, text.body).unwrap_or_else(|_| nothing()),
        members: nothing(),
        request: sent.clone(),
        stored: BTreeMap::new(),
        computed: proof.map_or(&[], |proof| &proof.computed),
    };
    let plain = match text.status == 204 && text.body.is_empty() && answer.code.is_none() {
        true => Ok((nothing(), false)),
        false => out_of_envelope(&arrived, answer.envelope.as_ref(), &answer.format)
            .map(|plain| (plain.members, plain.is_in_clear)),
    };
    let is_in_clear = match plain {
        Ok((members, is_in_clear)) => {
            arrived.members = members;
            is_in_clear && !accepts_in_clear(answer)
        }
        Err(why) => return Judged::unknown(format!("the answer cannot be read: {why}")),
    };
    let charset = answer.format.charset;
    arrived.members = opened(&arrived, (&answer.fields, &answer.openings), charset);
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
    let accepts = matches!(outcome, AnswerOutcome::Done | AnswerOutcome::Pending);
    let in_clear = || "it accepts, and is not encrypted".to_owned();
    let doubt = unproven(answer, &arrived, accepts)
        .or_else(|| (is_in_clear && accepts).then(in_clear))
        .or_else(|| other_member(request, (&answer.fields, &[]), (&arrived, accepts)))
        .or_else(|| lacking(&answer.fields, &arrived.members).filter(|_| accepts));
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

/// Whether an answer that is not encrypted can accept: where the result code stands beside what is encrypted, and where a
/// JWE is documented. Whoever has the merchant's public key can make one, so that it proves nothing that an answer in
/// clear does not.
fn accepts_in_clear(answer: &Answer) -> bool {
    let holder = match &answer.envelope {
        Some(ReceivedEnvelope::Cipher { holder, .. }) => holder.as_ref(),
        Some(ReceivedEnvelope::Jwe { .. }) => return true,
        None => None,
    };
    let code = answer.code.as_ref().and_then(|code| code.path.0.first());
    code.zip(holder)
        .is_some_and(|(code, holder)| holder.clear.contains(code))
}

/// Why an answer is not taken for the vendor's.
fn unproven(answer: &Answer, arrived: &Arrived<'_>, accepts: bool) -> Option<String> {
    let proof = answer.proof.as_ref()?;
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

pub(crate) enum Proven {
    Yes,
    No,
    Missing,
    Unknown,
}

pub(crate) fn proven(proof: &Proof, arrived: &Arrived<'_>) -> Proven {
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

/// A member of an object, at any depth, that does not repeat what it must. `outer` leads to the object.
fn other_member(
    request: &Request,
    (fields, outer): (&[AnswerField], &[String]),
    judged: (&Arrived<'_>, bool),
) -> Option<String> {
    fields.iter().find_map(|field| {
        let path = Path([outer, &field.path.0].concat());
        let inside = field.members().unwrap_or_default();
        other_value(request, (field, &path), judged)
            .or_else(|| other_member(request, (inside, &path.0), judged))
    })
}

/// Why a member does not repeat what it must; an empty one says nothing, and neither does a zero in a refusal.
fn other_value(
    request: &Request,
    (field, path): (&AnswerField, &Path),
    (arrived, accepts): (&Arrived<'_>, bool),
) -> Option<String> {
    let echoes = field.echoes?;
    let sent = arrived.request.get(&echoes)?;
    let said = arrived.members.texts(path);
    let is_zero = |said: &str| {
        let said = said.trim();
        said == "false" || said.contains('0') && said.chars().all(|c| matches!(c, '0' | '.'))
    };
    let says_something = |said: &str| {
        let said = said.trim();
        !matches!(said, "" | "[]" | "{}") && (accepts || !is_zero(said))
    };
    let mut said = said.iter().filter(|said| says_something(said));
    let echoed = request.field(echoes);
    let wire = echoed.map_or("", |field| field.wire.as_str());
    let of_request = echoed.and_then(|field| field.facts.content.kind());
    let of_answer = field.facts.content.kind();
    let same = |said: &str| {
        let mut kinds = of_answer.into_iter().chain(of_request);
        kinds.any(|kind| say_the_same(kind, said, sent))
    };
    let differs = said.any(|said| !same(said));
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
    if listed.is_some_and(|code| answer.leaves_open(code)) {
        return Err("no document says what its code means".to_owned());
    }
    let has_fault = || {
        let mut faults = answer.faults.iter().filter(|fault| counts(fault, status));
        faults.any(|fault| members.text(&fault.code).is_some())
    };
    match (done, pending, refused) {
        (true, false, false) | (false, true, false) if has_fault() => {
            Err("its code says yes, and a fault beside it does not".to_owned())
        }
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
        .any(|code| answer.leaves_open(code) && code.wire == detail);
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

/// Whether a fault counts with an HTTP status.
fn counts(fault: &Fault, status: u16) -> bool {
    let known = fault.statuses;
    known.is_none_or(|(first, last)| (first..=last).contains(&status))
}

fn of_fault(
    vendor: &Vendor,
    answer: &Answer,
    members: &Members,
    status: u16,
) -> Result<(AnswerOutcome, Option<String>), String> {
    let mut faults = answer.faults.iter().filter(|fault| counts(fault, status));
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
