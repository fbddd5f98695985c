//! The proof of a notification's origin: what it must be, made of what has arrived and of credentials only.

use super::plan::Planner;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Computed, Expression, FieldRef, Place, Uses, ValueType};
use crate::resolve::context::{Context, References};
use crate::syntax::reader::Text;
use crate::syntax::spec;

/// What the proof of a notification must be.
pub(crate) struct Proof<'s> {
    /// None where the notification has no proof, or one that was reported.
    pub expected: Option<Expression>,
    /// The values that it is made of, in the order in which they are computed.
    pub computed: Vec<Computed>,
    /// Their names in the spec.
    pub used: Vec<&'s str>,
}

pub(crate) fn proof<'s>(
    context: &Context<'s>,
    notification: &'s spec::Notification,
    out: &mut Diagnostics,
) -> Proof<'s> {
    let mut planner = Planner::new(context, references(notification, out), None, &[]);
    let expected = match &notification.authenticity {
        Some(spec::Authenticity::Member(member, value)) => {
            expected(&mut planner, (member, value), out)
        }
        Some(spec::Authenticity::Undocumented(_)) | None => None,
    };
    Proof {
        expected,
        used: planner.used_values().collect(),
        computed: planner.computed,
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
    (member, value): (&Text, &Text),
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
    let proof = planner.fields.get(member.value.as_str());
    let proof = proof.map(|(place, _)| *place);
    let impossible = |part: &Expression| match part.uses() {
        Uses::Session(_) | Uses::Address => Some("a part of a request, and this is none"),
        Uses::Clock | Uses::Chance => {
            Some("the time or chance, which the vendor took at another moment")
        }
        Uses::PrivateKey(_) => Some("a signature that only the merchant can make"),
        Uses::Option(_) => Some("an option of the client, and no client is asked"),
        Uses::Field(field) => (Some(field) == proof).then_some("the proof itself"),
        Uses::Nothing | Uses::Credential(_) | Uses::Cipher(_) | Uses::Value(_) | Uses::Body => None,
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
        .help("make it of other members of the notification and of credentials");
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
