//! Proofs of origin: what one must be, made of what has arrived, of the request that is answered and of credentials.

use super::answered::Answered;
use super::plan::Planner;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    CredentialId, Expression, FieldRef, Key, Place, Proof, ProofPlace, Uses, ValueType,
};
use crate::resolve::context::{Context, References};
use crate::resolve::notation::text::member_path;
use crate::resolve::notation::wire_name::header_name;
use crate::resolve::shared_checks::is_a_reason;
use crate::syntax::spec::{self, Named};
use crate::words::PresenceWord;

/// What arrives with a proof.
pub(crate) struct Arriving<'s> {
    pub members: &'s [Named<spec::Field>],
    /// The fields of the request that it answers, by wire name; a notification answers none.
    pub request: Option<References<'s>>,
    /// The encryption of its whole body.
    pub envelope: Option<&'s spec::Envelope>,
}

/// A proof that was read.
pub(crate) struct PlannedProof<'s> {
    /// None where it was reported.
    pub proof: Option<Proof>,
    /// The names of the values that it is made of, in the spec.
    pub used: Vec<&'s str>,
    /// What it takes in of the request that is answered.
    pub request_fields: Vec<FieldRef>,
}

pub(crate) fn proof<'s>(
    context: &Context<'s>,
    written: &'s spec::Proof,
    arriving: Arriving<'s>,
    out: &mut Diagnostics,
) -> PlannedProof<'s> {
    let noun = match arriving.request {
        Some(_) => "answer",
        None => "notification",
    };
    let place = place(&written.place, out);
    let mut planner = Planner::new(context, references(&arriving, noun, out), None, &[]);
    planner.has_body = matches!(place, Some(ProofPlace::Header(_)));
    planner.envelope = arriving.envelope.and_then(spec::Envelope::member);
    planner.has_arrived_with_headers = arriving.request.is_none();
    planner.answered = arriving.request.map(|request| Answered {
        request,
        always: is_always_there(arriving.members, &written.place),
    });
    let expected = expected(&mut planner, (written, place.as_ref()), noun, out);
    let mut request_fields: Vec<FieldRef> = planner.named.iter().copied().collect();
    request_fields.retain(|field| field.place != Place::Received);
    PlannedProof {
        used: planner.used_values().collect(),
        request_fields,
        proof: expected.zip(place).map(|(expected, place)| Proof {
            place,
            expected,
            computed: planner.computed,
            forgeable: written
                .forgeable
                .as_ref()
                .map(|reason| reason.value.clone()),
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

/// Whether everything that arrives has the proof.
fn is_always_there(members: &[Named<spec::Field>], place: &spec::ProofPlace) -> bool {
    let spec::ProofPlace::Member(name) = place else {
        return true;
    };
    let mut members = members.iter();
    let member = members.find(|member| member.name.value == name.value);
    let presence = member.and_then(|member| member.value.presence.as_ref());
    matches!(
        presence.map(|presence| &presence.value),
        Some(spec::Presence::Word(PresenceWord::Required))
    )
}

/// The members by wire name. Two of one name could not be told apart.
fn references<'s>(arriving: &Arriving<'s>, noun: &str, out: &mut Diagnostics) -> References<'s> {
    let mut map = References::new();
    for (index, member) in arriving.members.iter().enumerate() {
        let place = Place::Received;
        let at = FieldRef { place, index };
        if let Some((_, first)) = map.insert(member.name.value.as_str(), (at, member)) {
            let twice = Diagnostic::new(
                DiagnosticCode::NameCollision,
                member.name.span,
                format!("`{}` stands twice in the {noun}", member.name.value),
            );
            out.push(twice.also(first.name.span, "first here"));
        }
    }
    map
}

/// What the proof must be.
fn expected(
    planner: &mut Planner<'_, '_>,
    (written, place): (&spec::Proof, Option<&ProofPlace>),
    noun: &str,
    out: &mut Diagnostics,
) -> Option<Expression> {
    let value = &written.value;
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
    let needs = planner.needs_what_is_not_there(&expression, place);
    match needs {
        Some(needs) => {
            let problem = Diagnostic::new(
                DiagnosticCode::RecipeType,
                value.span,
                format!("`{}` takes in {needs}", value.value),
            );
            out.push(problem.help(match planner.answered {
                Some(_) => "make it of other members of the answer, of fields of the request as they were sent (`{ request: NAME }`) and of credentials",
                None => "make it of other members of the notification, of its headers and of credentials",
            }));
        }
        None => is_unforgeable(planner, written, &expression, noun, out),
    }
    planner.of_type(&expression, ValueType::Text, value, out)
}

impl Planner<'_, '_> {
    /// Something that a proof takes in, and that nobody has who checks it.
    fn needs_what_is_not_there(
        &self,
        expression: &Expression,
        proof: Option<&ProofPlace>,
    ) -> Option<&'static str> {
        let is_answer = self.answered.is_some();
        let lacks = |part: &Expression| match part.uses() {
            Uses::Session(_) if is_answer => Some("a token, which is another one by then"),
            Uses::Session(_) | Uses::Address => Some("a part of a request, and this is none"),
            Uses::Clock | Uses::Chance => {
                Some("the time or chance, which the vendor took at another moment")
            }
            Uses::PrivateKey(_) => Some("a signature that only the merchant can make"),
            Uses::Option(_) if is_answer => {
                Some("an option of the client, of which the vendor knows nothing")
            }
            Uses::Option(_) => Some("an option of the client, and no client is asked"),
            Uses::Received => stands_at(part, proof).then_some("the proof itself"),
            // What money has moved by must not depend on what the client was built without.
            Uses::Credential(id) => self.is_optional(id).filter(|_| is_answer),
            Uses::Cipher(id) => {
                let cipher = self.context.ciphers.get(id.0);
                let mut keys = cipher.into_iter().flat_map(|cipher| cipher.keys());
                let optional = keys.find_map(|key| self.is_optional(Key::credential(key)?));
                optional.filter(|_| is_answer)
            }
            Uses::Nothing | Uses::Field(_) | Uses::Value(_) | Uses::Body => None,
        };
        let mut needs = None;
        let computed = self.computed.iter().map(|computed| &computed.expression);
        for expression in computed.chain([expression]) {
            expression.any(&mut |part| {
                needs = needs.or(lacks(part));
                needs.is_some()
            });
        }
        needs
    }

    fn is_optional(&self, id: CredentialId) -> Option<&'static str> {
        let credential = self.context.credentials.get(id.0)?;
        (!credential.required)
            .then_some("an optional credential, without which no answer could be checked")
    }
}

/// A proof that everybody could make proves nothing, unless the spec says that it is no more than a check.
fn is_unforgeable(
    planner: &Planner<'_, '_>,
    written: &spec::Proof,
    expression: &Expression,
    noun: &str,
    out: &mut Diagnostics,
) {
    let ciphers = &planner.context.ciphers;
    let binds = planner.secrets().is_unforgeable(expression, ciphers);
    let value = &written.value;
    match &written.forgeable {
        None if binds => {}
        None => {
            let message = format!(
                "`{}` proves nothing: nobody needs a secret to make it",
                value.value
            );
            let article = match noun {
                "answer" => "an answer",
                _ => "a notification",
            };
            let without = match noun {
                "answer" => "where the vendor's recipe has none, say so: `forgeable: …`",
                _ => "where the vendor gives no proof, write `{ undocumented: … }`",
            };
            let open = Diagnostic::new(DiagnosticCode::RecipeType, value.span, message)
                .note(format!("whoever sends {article} could sign it"));
            out.push(open.help(format!(
                "take a required `secret` credential into a digest, an HMAC or a cipher; {without}"
            )));
        }
        Some(reason) if binds => {
            let message = format!("nobody can make `{}` without a secret", value.value);
            let conflict = Diagnostic::new(DiagnosticCode::Conflict, reason.span, message);
            out.push(conflict.help("remove `forgeable`"));
        }
        Some(reason) => is_a_reason(reason, "check a proof that everybody can make", out),
    }
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
