//! Answers: their members, and which of them is the code.

use super::by_status;
use super::code_kind::code_kind;
use super::detail::{details_have_a_member, is_a_detail};
use super::echo::{self, Echoed};
use super::format::{answer_format, top_list_is_read};
use super::judgement::{
    check_other_codes, check_success, conditions_exclude_each_other, pending,
    refused_leaves_undecided_codes_alone,
};
use super::proof::is_a_proof;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    Answer, AnswerField, CodeSet, CodeSetId, Condition, Fault, Kind, Name, Opening, OtherCodes,
    Place, Proof, Request, ResultCode, broken_rule,
};
use crate::resolve::conditions::condition;
use crate::resolve::context::{Context, find};
use crate::resolve::envelope::{Enveloped, received_envelope};
use crate::resolve::notation::text::member_path;
use crate::resolve::notation::wire_name::wire_name;
use crate::resolve::shared_checks::{never_holds, role_is_misplaced};
use crate::resolve::written::{role, role_place};
use crate::source::Spanned;
use crate::syntax::spec::{self, Named};
use crate::words::Role;

/// What an answer is made of.
pub(crate) struct AnswerParts<'p> {
    pub request: &'p Request,
    pub members: Vec<AnswerField>,
    /// The struct that it shares with others.
    pub structure: Option<Name>,
    pub proof: Option<Proof>,
    /// What opens the whole body.
    pub body_opening: Option<Opening>,
    /// What opens its members.
    pub openings: Vec<Opening>,
    /// Which of the code sets the operation has.
    pub set: Option<CodeSetId>,
    pub sets: &'p [CodeSet],
    /// The operation's own other shapes of refusal.
    pub faults: Vec<Fault>,
    pub other_codes: OtherCodes,
}

pub(crate) fn answer(
    context: &Context<'_>,
    entry: &Named<spec::Operation>,
    parts: AnswerParts<'_>,
    out: &mut Diagnostics,
) -> Answer {
    let value = &entry.value;
    let code = member_with_role(value, Role::Code, out);
    let message = member_with_role(value, Role::Message, out);
    let detail = member_with_role(value, Role::DetailCode, out);
    check(context, entry, &parts, (code, detail), out);
    let request = Echoed {
        written: value,
        request: parts.request,
        enumerations: &context.enumerations,
    };
    let mut all = parts.members;
    echo::echoes(request, &mut all, &value.answer, out);
    results_are_shown(&all, &value.answer, out);
    let code_length = all
        .iter()
        .zip(&value.answer)
        .find(|(_, entry)| role(entry) == Some(Role::Code))
        .and_then(|(field, _)| field.length);
    let kept = all
        .into_iter()
        .zip(&value.answer)
        .filter(|(_, entry)| role(entry) != Some(Role::Code));
    Answer {
        format: answer_format(entry, &context.spec.charset, out),
        envelope: received_envelope(
            context,
            value.envelope.as_ref(),
            Enveloped {
                members: &value.answer,
                opening: parts.body_opening,
            },
            out,
        ),
        structure: parts.structure,
        openings: parts.openings,
        fields: kept.map(|(field, _)| field).collect(),
        proof: parts.proof,
        code: code.map(|code| ResultCode {
            path: member_path(&code.name),
            kind: code_kind(context, value, code, out),
            length: code_length,
        }),
        message: message.map(|message| member_path(&message.name)),
        detail: detail.map(|detail| member_path(&detail.name)),
        codes: parts.set.unwrap_or(CodeSetId(0)),
        success: value.success.as_ref().map_or(NO_CONDITION, |success| {
            condition(context, value, success, out)
        }),
        pending: pending(context, value, out),
        refused: value
            .refused
            .as_ref()
            .map(|refused| condition(context, value, refused, out)),
        other_codes: parts.other_codes,
        faults: faults_beside(context, value, (code, parts.faults), out),
    }
}

/// What does not depend on the values that an answer repeats.
fn check(
    context: &Context<'_>,
    entry: &Named<spec::Operation>,
    parts: &AnswerParts<'_>,
    (code, detail): (Option<&Named<spec::Field>>, Option<&Named<spec::Field>>),
    out: &mut Diagnostics,
) {
    let (value, all) = (&entry.value, &parts.members);
    if let Some(detail) = detail {
        is_a_detail(detail, (code, value), all, out);
    }
    details_have_a_member(detail, value, out);
    let set = parts.set.and_then(|id| parts.sets.get(id.0));
    let listed = value.codes.as_ref();
    let listed = listed.and_then(|codes| codes.list(context.spec));
    let known = (set, listed.unwrap_or_default());
    result_is_told(entry, code, known, out);
    for field in &value.answer {
        wire_name(&field.name, Place::Body, true, out);
    }
    conditions_can_hold(context, value, all, out);
    // Where a header must be there stands beside it.
    if let Some(written) = &value.authenticity
        && let spec::ProofPlace::Member(member) = &written.place
    {
        is_a_proof(written, member, value, all, out);
    }
}

/// What is left of a condition that cannot be read.
const NO_CONDITION: Condition = Condition {
    statuses: Vec::new(),
    tests: Vec::new(),
};

/// A code and conditions tell the result, each answer in one way.
fn result_is_told(
    entry: &Named<spec::Operation>,
    code: Option<&Named<spec::Field>>,
    (set, listed): (Option<&CodeSet>, &[Named<spec::Code>]),
    out: &mut Diagnostics,
) {
    let value = &entry.value;
    by_status::a_result_is_there(entry, code, out);
    top_list_is_read(value, code, out);
    check_roles(value, out);
    let told = out.error_count();
    if let Some(code) = code {
        check_success(value, &code.name, (set, listed), out);
    }
    // A success that asks for no code, or for a wrong one, meets other conditions because of it.
    if out.error_count() == told {
        conditions_exclude_each_other(value, out);
    }
    if let Some(code) = code {
        check_other_codes(value, &code.name, set, out);
        refused_leaves_undecided_codes_alone(value, &code.name, set, out);
    }
}

/// The faults that an answer of the operation can be. One whose code stands where the result code does is
/// never one; one beside an accepting code contradicts it, so that no other member may stand there.
fn faults_beside(
    context: &Context<'_>,
    operation: &spec::Operation,
    (code, own): (Option<&Named<spec::Field>>, Vec<Fault>),
    out: &mut Diagnostics,
) -> Vec<Fault> {
    let mut faults = context.faults.clone();
    faults.extend(own);
    faults.retain(|fault| code.is_none_or(|code| fault.code != member_path(&code.name)));
    for fault in &faults {
        let mut members = operation.answer.iter();
        if let Some(member) = members.find(|member| member_path(&member.name) == fault.code) {
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                member.name.span,
                format!(
                    "`{}` is a member of the answer, and the code of the fault `{}`",
                    member.name.value, fault.name
                ),
            )
            .note("an accepted answer with the code of a fault is an unknown outcome");
            out.push(conflict.help("remove the member, or tell the fault by another one"));
        }
    }
    faults
}

/// A member is compared with values that its own rules allow.
fn conditions_can_hold(
    context: &Context<'_>,
    operation: &spec::Operation,
    fields: &[AnswerField],
    out: &mut Diagnostics,
) {
    let pending = match &operation.pending {
        Some(spec::Pending::When(when)) => Some(when),
        _ => None,
    };
    let conditions = [
        operation.success.as_ref(),
        pending,
        operation.refused.as_ref(),
    ];
    let tests = conditions
        .into_iter()
        .flatten()
        .flat_map(|condition| &condition.tests);
    for (member, values) in tests {
        let mut written = operation.answer.iter().zip(fields);
        let Some((_, field)) = written.find(|(entry, _)| entry.name.value == member.value) else {
            continue;
        };
        // The codes that there are stand under `codes`.
        let kind = field.facts.content.one();
        if matches!(kind, Some(Kind::Integer { .. })) && is_code(operation, member) {
            continue;
        }
        // Values of enumerations and flags are looked up where conditions are read.
        if matches!(kind, Some(Kind::Enumeration { .. } | Kind::Boolean)) {
            continue;
        }
        for value in values {
            let enumerations = &context.enumerations;
            let kind = field.facts.content.kind().unwrap_or(&Kind::Text);
            let broken = broken_rule(kind, field.length, enumerations, &value.value);
            if let Some(reason) = broken {
                never_holds(member, value, reason, out);
            }
        }
    }
}

fn is_code(operation: &spec::Operation, member: &Spanned<String>) -> bool {
    find(&operation.answer, &member.value).is_some_and(|field| {
        let role = field.value.role.as_ref();
        role.is_some_and(|role| role.value == Role::Code)
    })
}

/// A code and a message stand in every error, so that they cannot be sensitive.
fn results_are_shown(
    fields: &[AnswerField],
    entries: &[Named<spec::Field>],
    out: &mut Diagnostics,
) {
    for (field, entry) in fields.iter().zip(entries) {
        if field.facts.sensitive && role(entry).is_some() {
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                entry.name.span,
                "the codes and the message of a result are shown with every error",
            )
            .help("remove `sensitive` or `role`");
            out.push(conflict);
        }
    }
}

/// The member with a role; two of them would leave it open which one is meant.
fn member_with_role<'s>(
    operation: &'s spec::Operation,
    wanted: Role,
    out: &mut Diagnostics,
) -> Option<&'s Named<spec::Field>> {
    let mut found = operation
        .answer
        .iter()
        .filter(|field| role(field) == Some(wanted));
    let first = found.next();
    if let (Some(first), Some(second)) = (first, found.next()) {
        let twice = Diagnostic::new(
            DiagnosticCode::Conflict,
            role_place(second),
            format!("two members have the role `{}`", wanted.word()),
        )
        .also(role_place(first), "the first one")
        .help("an answer is judged by one of them; remove the other `role`");
        out.push(twice);
    }
    first
}

fn check_roles(operation: &spec::Operation, out: &mut Diagnostics) {
    for role in operation
        .answer
        .iter()
        .filter_map(|field| field.value.role.as_ref())
    {
        match role.value {
            Role::Code | Role::Message | Role::DetailCode => {}
            Role::CorrelationId | Role::IdempotencyKey => {
                role_is_misplaced(role, "a request", out);
            }
        }
    }
}
