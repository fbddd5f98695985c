//! Sessions: the operation that opens one, its token, and that the client can fetch it by itself.

use super::lifetime::lifetime;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    Code, CodeSet, Name, Operation, OperationId, Path, Pending, Session, TokenRefusal,
};
use crate::resolve::context::{Context, find, lookup, position};
use crate::resolve::documentation::{label_of, quirks};
use crate::resolve::notation::status::http_status;
use crate::resolve::notation::text::{self, member_path};
use crate::resolve::written::Written;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};
use crate::words::PresenceWord;

pub(crate) fn sessions(context: &Context<'_>, out: &mut Diagnostics) -> Vec<Session> {
    context
        .spec
        .sessions
        .iter()
        .map(|session| self::session(context, session, out))
        .collect()
}

fn session(
    context: &Context<'_>,
    session: &Named<spec::Session>,
    out: &mut Diagnostics,
) -> Session {
    let value = &session.value;
    let operation = value
        .operation
        .as_ref()
        .and_then(|name| context.operation(name, out));
    let issuer = operation.and_then(|id| context.spec.operations.get(id.0));
    if let (Some(issuer), Some(token)) = (issuer, &value.token)
        && !is_inside_an_object(issuer, token, out)
    {
        lookup(
            &issuer.value.answer,
            token,
            &format!("answer member of `{}`", issuer.name.value),
            out,
        );
    }
    if let (Some(issuer), Some(name)) = (issuer, &value.operation) {
        issuer_needs_nobody(issuer, name, out);
        issuer_is_final(issuer, name, out);
    }
    if let (Some(issuer), Some(token)) = (issuer, &value.token)
        && let Some(member) = find(&issuer.value.answer, &token.value)
        && (!member.value.sensitive || !is_certain(member))
    {
        let shown = Diagnostic::new(
            DiagnosticCode::Conflict,
            member.name.span,
            format!("the token `{}` could be shown or missing", token.value),
        )
        .also(token.span, "it opens this session")
        .help("give the member `sensitive: true` and `presence: on_success`");
        out.push(shown);
    }
    let token = value
        .token
        .as_ref()
        .map(member_path)
        .unwrap_or_else(|| Path(vec![String::new()]));
    Session {
        name: Name::parse(&session.name.value).unwrap_or_else(|_| Name::unreadable()),
        label: label_of(&value.label),
        operation: operation.unwrap_or(OperationId(0)),
        token,
        lifetime: lifetime(value, issuer, out),
        refused: value
            .refused
            .iter()
            .filter_map(|refusal| token_refusal(refusal, out))
            .collect(),
        quirks: quirks(&value.quirks),
    }
}

/// The client fetches the token by itself, so the operation must not ask the caller for anything.
fn issuer_needs_nobody(issuer: &Named<spec::Operation>, reference: &Text, out: &mut Diagnostics) {
    let written = Written::new(&issuer.value);
    let asked = written
        .all()
        .map(|(_, field)| field)
        .find(|field| field.value.from.is_none() && field.value.constant.is_none());
    if let Some(asked) = asked {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            reference.span,
            format!(
                "`{}` asks the caller for `{}`",
                issuer.name.value, asked.name.value
            ),
        )
        .also(
            asked.name.span,
            "this field has no `from` and no `constant`",
        )
        .note("the client calls this operation by itself whenever it needs a token")
        .help("supply every field of the operation from credentials or values");
        out.push(conflict);
    }
}

/// A refusal of the token, of which the status can mean that and nothing else.
fn token_refusal(refusal: &spec::TokenRefusal, out: &mut Diagnostics) -> Option<TokenRefusal> {
    let codes: Vec<String> = refusal
        .codes
        .iter()
        .map(|code| code.value.clone())
        .collect();
    let Some(http) = &refusal.http else {
        return Some(TokenRefusal {
            status: None,
            codes,
        });
    };
    let status = http_status(http, out)?;
    let help = match status {
        200..300 if codes.is_empty() => {
            "HTTP 2xx refuses no token by itself; add the `codes` that do"
        }
        408 | 409 | 425 | 429 | 499 => {
            "servers and proxies answer so whether or not the vendor has executed the request; name a status that says that the vendor did not look at it, such as 401"
        }
        200..300 | 400..500 => {
            return Some(TokenRefusal {
                status: Some(status),
                codes,
            });
        }
        _ => {
            "only HTTP 4xx can say that the vendor did not look at the request, or 2xx with `codes`"
        }
    };
    text::bad(
        http,
        format!("HTTP {status} does not say that a token was refused"),
        help,
        out,
    );
    None
}

/// The codes that refuse a token are codes of operations that carry it, and mean no there.
pub(crate) fn refusals_are_known(
    context: &Context<'_>,
    operations: &[Operation],
    sets: &[CodeSet],
    out: &mut Diagnostics,
) {
    for (index, session) in context.spec.sessions.iter().enumerate() {
        let carriers = operations
            .iter()
            .filter(|operation| operation.session.is_some_and(|id| id.0 == index));
        let carriers: Vec<(&Operation, &CodeSet)> = carriers
            .filter_map(|operation| Some((operation, sets.get(operation.answer.codes.0)?)))
            .collect();
        let refused = &session.value.refused;
        for code in refused.iter().flat_map(|refusal| &refusal.codes) {
            refusal_is_known(&session.name, code, &carriers, out);
        }
    }
}

fn refusal_is_known(
    session: &Text,
    refused: &Text,
    carriers: &[(&Operation, &CodeSet)],
    out: &mut Diagnostics,
) {
    let codes: Vec<&Code> = carriers.iter().flat_map(|(_, set)| &set.codes).collect();
    let Some(known) = codes.iter().find(|code| code.wire == refused.value) else {
        let unknown = Diagnostic::new(
            DiagnosticCode::UnknownName,
            refused.span,
            format!(
                "no operation that carries `{}` knows the code `{}`",
                session.value, refused.value
            ),
        )
        .suggest(&refused.value, codes.iter().map(|code| code.wire.as_str()));
        out.push(unknown);
        return;
    };
    let means_yes = |(operation, _): &&(&Operation, &CodeSet)| {
        let answer = &operation.answer;
        let pending = match &answer.pending {
            Pending::When(condition) => Some(condition),
            Pending::Never | Pending::Always(_) => None,
        };
        let tests = [Some(&answer.success), pending].into_iter().flatten();
        let mut of_code = tests
            .flat_map(|condition| &condition.tests)
            .filter(|test| answer.is_code(&test.path));
        of_code.any(|test| test.values.contains(&refused.value))
    };
    let otherwise = match carriers.iter().find(means_yes) {
        Some((operation, _)) => {
            format!("the code `{}` accepts `{}`", refused.value, operation.name)
        }
        None if known.undecided => format!("nothing says what the code `{}` means", refused.value),
        None => return,
    };
    let conflict = Diagnostic::new(DiagnosticCode::Conflict, refused.span, otherwise)
        .note("a call is made once more when its token was refused, so the code must say that the vendor did not look at the request")
        .help("name codes that say that and nothing else");
    out.push(conflict);
}

fn is_certain(member: &Named<spec::Field>) -> bool {
    let presence = member
        .value
        .presence
        .as_ref()
        .map(|presence| &presence.value);
    matches!(
        presence,
        Some(spec::Presence::Word(
            PresenceWord::Required | PresenceWord::OnSuccess
        ))
    )
}

/// A token that may come later is no token.
fn issuer_is_final(issuer: &Named<spec::Operation>, reference: &Text, out: &mut Diagnostics) {
    if issuer.value.pending.is_some() {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            reference.span,
            format!("`{}` can be pending", issuer.name.value),
        )
        .also(issuer.name.span, "declared here")
        .help("a session needs an operation whose success is final");
        out.push(conflict);
    }
}

/// An operation cannot need the session that it opens.
pub(crate) fn sessions_open(
    context: &Context<'_>,
    operations: &[Operation],
    out: &mut Diagnostics,
) {
    for session in &context.spec.sessions {
        let Some(name) = &session.value.operation else {
            continue;
        };
        let issuer =
            position(&context.spec.operations, &name.value).and_then(|index| operations.get(index));
        if issuer.is_some_and(|issuer| issuer.session.is_some()) {
            let cycle = Diagnostic::new(
                DiagnosticCode::Cycle,
                name.span,
                format!("`{}` needs a session itself", name.value),
            )
            .help("the operation that fetches a token cannot carry one");
            out.push(cycle);
        }
    }
}

/// Reports a token that stands among the members of an object: a client takes it out of no struct.
fn is_inside_an_object(
    issuer: &Named<spec::Operation>,
    token: &Text,
    out: &mut Diagnostics,
) -> bool {
    let inside = issuer.value.answer.iter().find(|member| {
        let rest = token.value.strip_prefix(member.name.value.as_str());
        let rest = rest.and_then(|rest| rest.strip_prefix('.'));
        let mut members = member.value.members.iter().flatten();
        rest.is_some_and(|rest| members.any(|inner| inner.name.value == rest))
    });
    let Some(object) = inside else {
        return false;
    };
    let (token_name, name) = (&token.value, &object.name.value);
    let message = format!("the token `{token_name}` stands inside of the object `{name}`");
    let problem = Diagnostic::new(DiagnosticCode::Conflict, token.span, message)
        .also(object.name.span, "this object is one value of the answer");
    out.push(problem.help(format!(
        "write `{token_name}` among the members of the answer, and so the others of `{name}`"
    )));
    true
}
