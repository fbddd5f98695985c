//! Requests that follow a request: the inquiries that ask what became of it, the net-cancel that takes it back, the
//! operation that a refusal leads to.

use super::given::given_field;
use super::recovery::{leads_from_a_refusal, standing};
use super::role::Role;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    CodeSet, Effect, FieldRef, FieldTest, FollowUp, GivenAs, GivenField, Inquiry, Next, Operation,
    OperationId, Siblings, Wanted,
};
use crate::resolve::context::Context;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

/// So many inquiries can follow a request.
const MOST_INQUIRIES: usize = 3;

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
            let first = (entry, operation);
            follow_up(context, first, (role, written), operations, out)
        };
        let inquiries: Vec<_> = value
            .inquiries
            .iter()
            .filter_map(|written| Some((follow(Role::Inquiry, &written.request)?, written)))
            .collect();
        let net_cancel = value.net_cancel.as_ref();
        let net_cancel = net_cancel.and_then(|written| follow(Role::NetCancel, written));
        let next: Vec<_> = value
            .next
            .iter()
            .map(|next| (next, follow(Role::Next, &next.value)))
            .collect();
        can_be_made_in_turn(value, &inquiries, operations, out);
        let inquiries = inquiries.into_iter().map(|(request, written)| Inquiry {
            standing: standing(context, operations, &request, written, out),
            request,
        });
        let inquiries = inquiries.collect();
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
            operation.inquiries = inquiries;
            operation.net_cancel = net_cancel;
            operation.next = next;
        }
    }
}

fn follow_up(
    context: &Context<'_>,
    first: (&Named<spec::Operation>, &Operation),
    (role, written): (Role, &spec::FollowUp),
    operations: &[Operation],
    out: &mut Diagnostics,
) -> Option<FollowUp> {
    let name = written.operation.as_ref()?;
    let id = context.operation(name, out)?;
    let following = (context.spec.operations.get(id.0)?, operations.get(id.0)?);
    let told = out.error_count();
    match role {
        // An effect that cannot be read was reported.
        Role::Inquiry if following.0.value.effect.is_none() => {}
        Role::Inquiry => only_reads(following.1, name, out),
        Role::NetCancel => is_another(following.1, first.1, name, out),
        Role::Next => is_not_itself(following.1, first.1, name, out),
    }
    let given = written
        .with
        .iter()
        .filter_map(|pair| given_field(context, first, following, (role, pair), out))
        .collect();
    if written.with.is_empty() {
        let problem = Diagnostic::new(
            DiagnosticCode::MissingKey,
            name.span,
            format!("the {} does not say what it is about", role.word()),
        )
        .help("name the member that identifies the request under `with:`");
        out.push(problem);
    }
    let follow_up = FollowUp {
        operation: OperationId(id.0),
        given,
    };
    let asks_the_caller = follow_up.missing(following.1).next().is_some();
    let is_the_right_one = out.error_count() == told;
    if role != Role::Next && !asks_the_caller && is_the_right_one {
        others_agree(following.1, &follow_up.given, (role, name), out);
    }
    Some(follow_up)
}

/// Inquiries of which the client makes one after the other need nothing from the caller between them.
fn can_be_made_in_turn(
    operation: &spec::Operation,
    inquiries: &[(FollowUp, &spec::Inquiry)],
    operations: &[Operation],
    out: &mut Diagnostics,
) {
    let written = &operation.inquiries;
    if let Some(surplus) = written.get(MOST_INQUIRIES)
        && let Some(name) = &surplus.request.operation
    {
        let message = format!("more than {MOST_INQUIRIES} inquiries follow one request");
        let problem = Diagnostic::new(DiagnosticCode::TooLarge, name.span, message);
        out.push(problem.help("keep those that tell most surely what became of it"));
    }
    for (request, written) in inquiries.iter().filter(|_| written.len() > 1) {
        let Some(following) = operations.get(request.operation.0) else {
            continue;
        };
        // What is wrong with a value was told, and not that the value is missing.
        let is_understood = request.given.len() == written.request.with.len();
        let missing = request.missing(following);
        let missing: Vec<String> = missing.map(|field| format!("`{}`", field.wire)).collect();
        if let (true, false, Some(name)) = (
            is_understood,
            missing.is_empty(),
            &written.request.operation,
        ) {
            let message = format!("the inquiry needs {} too", missing.join(", "));
            let problem = Diagnostic::new(DiagnosticCode::MissingKey, name.span, message)
                .note("the client makes several inquiries one after the other, and asks the caller nothing between them");
            out.push(problem.help("give the values under `with:`, or keep this inquiry alone"));
        }
    }
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

/// The request that follows is made without the caller, so that no rule between its fields may refuse it.
fn others_agree(
    asked: &Operation,
    given: &[GivenField],
    (role, name): (Role, &Text),
    out: &mut Diagnostics,
) {
    let is_given = |at: FieldRef| given.iter().any(|given| given.field == at);
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
        let fits = |test: &FieldTest| match test.wanted {
            Wanted::Given(wanted) => is_given(test.field) == wanted,
            Wanted::Texts(_) | Wanted::Numbers(_) => is_given(test.field),
        };
        let all_given = |tests: &Vec<FieldTest>| tests.iter().all(fits);
        if let Some(condition) = condition.filter(|it| it.alternatives.iter().any(all_given)) {
            let when = siblings.describe_condition(condition, &quote);
            refuse(format!("it {word} `{}` when {when}", placed.field.wire));
        }
    }
}
