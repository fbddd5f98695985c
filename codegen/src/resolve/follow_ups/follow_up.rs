//! Requests that follow a request, with nothing but what it had itself: the inquiry that asks what became
//! of it, the net-cancel that takes it back, the operation that a refusal leads to.

use super::recovery::{leads_from_a_refusal, standing};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    CodeSet, Effect, FieldRef, FieldTest, FollowUp, GivenAs, Inquiry, Next, Operation, OperationId,
    Place, Presence, Siblings, Source,
};
use crate::resolve::context::{Context, request_field_named};
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

/// What follows an operation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Inquiry,
    NetCancel,
    Next,
}

impl Role {
    fn word(self) -> &'static str {
        match self {
            Self::Inquiry => "inquiry",
            Self::NetCancel => "net-cancel",
            Self::Next => "next operation",
        }
    }
}

/// Adds what follows every operation, once all operations are known.
pub(crate) fn follow_ups(
    context: &Context<'_>,
    operations: &mut [Operation],
    sets: &[CodeSet],
    out: &mut Diagnostics,
) {
    for (index, entry) in context.spec.operations.iter().enumerate() {
        let Some(operation) = operations.get(index) else {
            continue;
        };
        let value = &entry.value;
        let mut follow = |role, written: &spec::FollowUp| {
            let ours = (entry, operation);
            follow_up(context, ours, (role, written), operations, out)
        };
        let inquiry = value
            .inquiry
            .as_ref()
            .and_then(|written| Some((follow(Role::Inquiry, &written.request)?, written)));
        let net_cancel = value.net_cancel.as_ref();
        let net_cancel = net_cancel.and_then(|written| follow(Role::NetCancel, written));
        let next: Vec<_> = value
            .next
            .iter()
            .map(|next| (next, follow(Role::Next, &next.value)))
            .collect();
        let inquiry = inquiry.map(|(request, written)| Inquiry {
            standing: standing(context, operations, &request, written, out),
            request,
        });
        let set = sets.get(operation.answer.codes.0);
        let next = next.into_iter().filter_map(|(written, request)| {
            leads_from_a_refusal(&written.name, &entry.value, set, out);
            let code = written.name.value.clone();
            Some(Next {
                code,
                request: request?,
            })
        });
        let next = next.collect();
        if let Some(operation) = operations.get_mut(index) {
            operation.inquiry = inquiry;
            operation.net_cancel = net_cancel;
            operation.next = next;
        }
    }
}

fn follow_up(
    context: &Context<'_>,
    (entry, operation): (&Named<spec::Operation>, &Operation),
    (role, written): (Role, &spec::FollowUp),
    operations: &[Operation],
    out: &mut Diagnostics,
) -> Option<FollowUp> {
    let name = written.operation.as_ref()?;
    let id = context.operation(name, out)?;
    let (asked, asked_entry) = (operations.get(id.0)?, context.spec.operations.get(id.0)?);
    match role {
        Role::Inquiry => only_reads(asked, name, out),
        Role::NetCancel => is_another(asked, operation, name, out),
        Role::Next => is_not_itself(asked, operation, name, out),
    }
    let mut fields = Vec::new();
    for pair in &written.with {
        let what = format!("request member of the {}", role.word());
        let theirs = request_field_named(&asked_entry.value, &pair.name, &what, out);
        let ours = request_field_named(&entry.value, &pair.value, "request member", out);
        if let (Some(theirs), Some(ours)) = (theirs, ours) {
            same_kind(asked, operation, (theirs, ours), pair, out);
            fields.push((theirs, ours));
        }
    }
    if role != Role::Next {
        nothing_is_missing(asked, &fields, (role, name), out);
    }
    if written.with.is_empty() {
        let problem = Diagnostic::new(
            DiagnosticCode::MissingKey,
            name.span,
            format!("the {} does not say what it is about", role.word()),
        )
        .help("name the member that identifies the request under `with:`");
        out.push(problem);
    }
    Some(FollowUp {
        operation: OperationId(id.0),
        fields,
    })
}

/// What takes a request back is another operation, and does something.
fn is_another(asked: &Operation, operation: &Operation, name: &Text, out: &mut Diagnostics) {
    if asked.name == operation.name || asked.effect == Effect::Reads {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            name.span,
            format!("`{}` takes nothing back", asked.name),
        )
        .note("a net-cancel (망취소) undoes a request whose answer was lost");
        out.push(conflict.help("name the operation that cancels, or declare an `inquiry`"));
    }
}

/// A refusal that leads back to where it came from leads nowhere.
fn is_not_itself(asked: &Operation, operation: &Operation, name: &Text, out: &mut Diagnostics) {
    if asked.name == operation.name {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            name.span,
            format!("`{}` is the operation that was refused", asked.name),
        );
        out.push(conflict.help("name the operation to call instead"));
    }
}

/// Asking must not move money once more.
fn only_reads(asked: &Operation, name: &Text, out: &mut Diagnostics) {
    if asked.effect != Effect::Reads {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            name.span,
            format!("`{}` does more than read", asked.name),
        )
        .note("an inquiry is asked when it is not known whether money has moved")
        .help("name an operation with `effect: reads`");
        out.push(conflict);
    }
}

fn same_kind(
    asked: &Operation,
    operation: &Operation,
    (theirs, ours): (FieldRef, FieldRef),
    pair: &Named<Text>,
    out: &mut Diagnostics,
) {
    let (Some(their), Some(our)) = (asked.field(theirs), operation.field(ours)) else {
        return;
    };
    let certain = our.source == Source::Caller && our.presence == Presence::Required;
    let is_one_value = our.facts.content.one().is_some();
    if their.source != Source::Caller
        || !certain
        || !is_one_value
        || their.facts.content != our.facts.content
    {
        let message = format!(
            "`{}` cannot give `{}` its value",
            pair.value.value, pair.name.value
        );
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, pair.value.span, message)
            .help("both must be given by the caller and have the same type, and the one that is asked for must be required");
        out.push(conflict);
    }
}

fn nothing_is_missing(
    asked: &Operation,
    fields: &[(FieldRef, FieldRef)],
    (role, name): (Role, &Text),
    out: &mut Diagnostics,
) {
    others_agree(asked, fields, (role, name), out);
    for place in Place::REQUEST {
        for (index, field) in asked.fields(place).iter().enumerate() {
            let at = FieldRef { place, index };
            let given = fields.iter().any(|(theirs, _)| *theirs == at);
            let asks = field.source == Source::Caller && field.presence == Presence::Required;
            if given || !asks {
                continue;
            }
            let problem = Diagnostic::new(
                DiagnosticCode::MissingKey,
                name.span,
                format!("the {} needs `{}` too", role.word(), field.wire),
            )
            .help(format!(
                "add `{}: <request member>` under `with:`",
                field.wire
            ));
            out.push(problem);
        }
    }
}

/// The request that follows is made without the caller, so that no rule between its fields may refuse it.
fn others_agree(
    asked: &Operation,
    fields: &[(FieldRef, FieldRef)],
    (role, name): (Role, &Text),
    out: &mut Diagnostics,
) {
    let is_given = |at: FieldRef| fields.iter().any(|(theirs, _)| *theirs == at);
    let siblings = Siblings::Request(asked);
    let quote = |text: &str| format!("`{text}`");
    let mut refuse = |rule: String| {
        let message = format!(
            "the {} can be refused before it is sent: {rule}",
            role.word()
        );
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, name.span, message);
        out.push(conflict.help("take over what makes it a good request under `with:`"));
    };
    for combination in &asked.combinations {
        let given = combination.members.iter().map(|at| match is_given(*at) {
            true => GivenAs::Value,
            false => GivenAs::Absent,
        });
        if combination.broken_by(&given.collect::<Vec<_>>()).is_some() {
            refuse(format!(
                "it needs {}",
                siblings.describe_combination(combination, &quote)
            ));
        }
    }
    for placed in asked.placed_fields() {
        let presence = &placed.field.presence;
        let (condition, word) = match is_given(placed.at) {
            true => (presence.forbidden_when(), "must not have"),
            false => (presence.required_when(), "needs"),
        };
        let all_given = |tests: &Vec<FieldTest>| tests.iter().all(|test| is_given(test.field));
        if let Some(condition) = condition.filter(|it| it.alternatives.iter().any(all_given)) {
            let when = siblings.describe_condition(condition, &quote);
            refuse(format!("it {word} `{}` when {when}", placed.field.wire));
        }
    }
}
