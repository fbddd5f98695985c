//! The proof of a notification's origin: what it must be, made of what has arrived and of credentials only.

use super::plan::Planner;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Expression, FieldRef, Place, Proof, ProofPlace, Uses, ValueType};
use crate::resolve::context::{Context, References};
use crate::resolve::notation::text::member_path;
use crate::resolve::notation::wire_name::header_name;
use crate::syntax::reader::Text;
use crate::syntax::spec;

/// A proof that was read.
pub(crate) struct PlannedProof<'s> {
    /// None where the notification has no proof, or one that was reported.
    pub proof: Option<Proof>,
    /// The names of the values that it is made of, in the spec.
    pub used: Vec<&'s str>,
}

pub(crate) fn proof<'s>(
    context: &Context<'s>,
    notification: &'s spec::Notification,
    out: &mut Diagnostics,
) -> PlannedProof<'s> {
    let mut planner = Planner::new(context, references(notification, out), None, &[]);
    planner.has_arrived_with_headers = true;
    let made = match &notification.authenticity {
        Some(spec::Authenticity::Proof(written)) => {
            let place = place(&written.place, out);
            planner.has_body = matches!(place, Some(ProofPlace::Header(_)));
            expected(&mut planner, (place.as_ref(), &written.value), out).zip(place)
        }
        Some(spec::Authenticity::Undocumented(_)) | None => None,
    };
    PlannedProof {
        used: planner.used_values().collect(),
        proof: made.map(|(expected, place)| Proof {
            place,
            expected,
            computed: planner.computed,
        }),
    }
}

fn place(written: &spec::ProofPlace, out: &mut Diagnostics) -> Option<ProofPlace> {
    match written {
        spec::ProofPlace::Member(name) => Some(ProofPlace::Member(member_path(name))),
        spec::ProofPlace::Header(name) => {
            header_name(name, out).then(|| ProofPlace::Header(name.value.clone()))
        }
    }
}

/// The members by wire name. Two of one name could not be told apart.
fn references<'s>(value: &'s spec::Notification, out: &mut Diagnostics) -> References<'s> {
    let mut map = References::new();
    for (index, member) in value.fields.iter().enumerate() {
        let place = Place::Received;
        let at = FieldRef { place, index };
        if let Some((_, first)) = map.insert(member.name.value.as_str(), (at, member)) {
            let twice = Diagnostic::new(
                DiagnosticCode::NameCollision,
                member.name.span,
                format!("`{}` stands twice in the notification", member.name.value),
            );
            out.push(twice.also(first.name.span, "first here"));
        }
    }
    map
}

/// What the proof must be: made of what has arrived and of credentials only.
fn expected(
    planner: &mut Planner<'_, '_>,
    (place, value): (Option<&ProofPlace>, &Text),
    out: &mut Diagnostics,
) -> Option<Expression> {
    let Some(supply) = planner.context.supply(&value.value) else {
        let unknown = Diagnostic::new(
            DiagnosticCode::UnknownName,
            value.span,
            format!("there is no value `{}`", value.value),
        )
        .suggest(&value.value, planner.context.supply_names());
        out.push(unknown);
        return None;
    };
    let expression = planner.supply(supply, value, out)?;
    let impossible = |part: &Expression| match part.uses() {
        Uses::Session(_) | Uses::Address => Some("a part of a request, and this is none"),
        Uses::Clock | Uses::Chance => {
            Some("the time or chance, which the vendor took at another moment")
        }
        Uses::PrivateKey(_) => Some("a signature that only the merchant can make"),
        Uses::Option(_) => Some("an option of the client, and no client is asked"),
        Uses::Received => stands_at(part, place).then_some("the proof itself"),
        Uses::Nothing
        | Uses::Credential(_)
        | Uses::Cipher(_)
        | Uses::Field(_)
        | Uses::Value(_)
        | Uses::Body => None,
    };
    let mut needs = None;
    let computed = planner.computed.iter().map(|computed| &computed.expression);
    for expression in computed.chain([&expression]) {
        expression.any(&mut |part| {
            needs = needs.or(impossible(part));
            needs.is_some()
        });
    }
    if let Some(needs) = needs {
        let problem = Diagnostic::new(
            DiagnosticCode::RecipeType,
            value.span,
            format!("`{}` takes in {needs}", value.value),
        )
        .help("make it of other members of the notification, of its headers and of credentials");
        out.push(problem);
    }
    if needs.is_none()
        && !planner
            .secrets()
            .is_unforgeable(&expression, &planner.context.ciphers)
    {
        let open = Diagnostic::new(
            DiagnosticCode::RecipeType,
            value.span,
            format!("`{}` proves nothing: nobody needs a secret to make it", value.value),
        )
        .note("whoever sends a notification could sign it")
        .help("take a required `secret` credential into a digest, an HMAC or a cipher; where the vendor gives no proof, write `{ undocumented: … }`");
        out.push(open);
    }
    planner.of_type(&expression, ValueType::Text, value, out)
}

fn stands_at(part: &Expression, proof: Option<&ProofPlace>) -> bool {
    match (part, proof) {
        (Expression::Received(received), Some(ProofPlace::Member(member))) => {
            received.path == *member
        }
        (Expression::ReceivedHeader(name), Some(ProofPlace::Header(proof))) => {
            name.eq_ignore_ascii_case(proof)
        }
        _ => false,
    }
}
