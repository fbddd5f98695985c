//! Proofs of origin: what one must be, made of what has arrived, of what is known of its request and of credentials.

use super::answered::{Answered, StoredBefore};
use super::plan::Planner;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    Charset, CredentialId, Expression, FieldRef, Key, Part, Place, Proof, ProofPlace, Uses,
    ValueType,
};
use crate::resolve::context::{Context, References};
use crate::resolve::notation::text::member_path;
use crate::resolve::notation::wire_name::header_name;
use crate::resolve::shared_checks::is_a_reason;
use crate::resolve::written::stored_references;
use crate::source::Spanned;
use crate::syntax::spec::{self, Named};
use crate::words::PresenceWord;

/// What arrives with a proof.
pub(crate) struct Arriving<'s> {
    pub members: &'s [Named<spec::Field>],
    pub message: Arrival<'s>,
    /// The encryption of its whole body.
    pub envelope: Option<&'s spec::Envelope>,
    /// The charset of its body.
    pub charset: Charset,
}

/// What kind of message arrives, and what is known of the request that it belongs to.
pub(crate) enum Arrival<'s> {
    /// An answer to a request with these fields, by wire name.
    Answer(References<'s>),
    /// A notification, with what the merchant stored.
    Notification(Option<&'s spec::Stored>),
}

/// A proof that was read.
pub(crate) struct PlannedProof<'s> {
    /// None where it was reported.
    pub proof: Option<Proof>,
    /// The names of the values that it is made of, in the spec.
    pub used: Vec<&'s str>,
    /// What it takes in beside the members of what arrives: fields of the request that is answered, or stored values.
    pub known_before: Vec<FieldRef>,
}

pub(crate) fn proof<'s>(
    context: &Context<'s>,
    written: &'s spec::Proof,
    arriving: Arriving<'s>,
    out: &mut Diagnostics,
) -> PlannedProof<'s> {
    let noun = arriving.message.noun();
    let place = place(&written.place, out);
    let members = references(arriving.members, noun, out);
    let mut planner = Planner::new(context, members, None, &[]);
    planner.charset = arriving.charset;
    planner.has_body = matches!(place, Some(ProofPlace::Header(_)));
    planner.envelope = arriving.envelope.and_then(spec::Envelope::member);
    let demanded = match arriving.message {
        Arrival::Answer(request) => {
            let demanded = demanded(arriving.members, written, out);
            let always = demanded == Part::Always;
            planner.answered = Some(Answered { request, always });
            demanded
        }
        Arrival::Notification(stored) => {
            planner.stored = stored.map(stored_before);
            Part::Always
        }
    };
    let expected = expected(&mut planner, (written, place.as_ref()), noun, out);
    let mut known_before: Vec<FieldRef> = planner.named.iter().copied().collect();
    known_before.retain(|field| field.place != Place::Received);
    PlannedProof {
        used: planner.used_values().collect(),
        known_before,
        proof: expected.zip(place).map(|(expected, place)| Proof {
            place,
            demanded,
            expected,
            computed: planner.computed,
            forgeable: written
                .forgeable
                .as_ref()
                .map(|reason| reason.value.clone()),
            unsigned: written.unsigned.as_ref().map(|reason| reason.value.clone()),
        }),
    }
}

impl Arrival<'_> {
    fn noun(&self) -> &'static str {
        match self {
            Self::Answer(_) => "answer",
            Self::Notification(_) => "notification",
        }
    }
}

/// The stored values, and which of them nobody else knows. Unknown names among these are reported with the values.
fn stored_before(stored: &spec::Stored) -> StoredBefore<'_> {
    let values = stored_references(stored);
    let secret = stored.secret.iter();
    let secret = secret.filter_map(|name| values.get(name.value.as_str()));
    StoredBefore {
        secret: secret.map(|(at, _)| *at).collect(),
        values,
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

/// Which answers must have the proof.
fn demanded(members: &[Named<spec::Field>], written: &spec::Proof, out: &mut Diagnostics) -> Part {
    let word = match &written.place {
        spec::ProofPlace::Header(_) => written.presence.clone(),
        spec::ProofPlace::Member(name) => {
            let member = members
                .iter()
                .find(|member| member.name.value == name.value);
            let presence = member.and_then(|member| member.value.presence.as_ref());
            presence.and_then(|presence| match presence.value {
                spec::Presence::Word(word) => Some(Spanned::new(word, presence.span)),
                _ => None,
            })
        }
    };
    match (word, &written.place) {
        (
            Some(Spanned {
                value: PresenceWord::Required,
                ..
            }),
            _,
        ) => Part::Always,
        (
            Some(Spanned {
                value: PresenceWord::Optional,
                span,
            }),
            spec::ProofPlace::Header(name),
        ) => {
            let message = format!("the header `{}` may be absent", name.value);
            let absent = Diagnostic::new(DiagnosticCode::Conflict, span, message)
                .note("whoever forges an answer would leave it out");
            out.push(absent.help(
                "write `on_success` where the vendor proves answers that accept, or `required` where it proves all",
            ));
            Part::OnSuccess
        }
        (
            None
            | Some(Spanned {
                value: PresenceWord::Optional,
                ..
            }),
            spec::ProofPlace::Member(_),
        ) if written.unsigned.is_some() => Part::Optional,
        // Of a member that may be absent it is reported with the answer.
        _ => Part::OnSuccess,
    }
}

/// The members by wire name. Two of one name could not be told apart.
fn references<'s>(
    members: &'s [Named<spec::Field>],
    noun: &str,
    out: &mut Diagnostics,
) -> References<'s> {
    let mut map = References::new();
    for (index, member) in members.iter().enumerate() {
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
    let known = planner.context.supply(&value.value);
    let supply = match known {
        Some(supply) => supply,
        None => {
            let unknown = Diagnostic::new(
                DiagnosticCode::UnknownName,
                value.span,
                format!("there is no value `{}`", value.value),
            )
            .suggest(&value.value, planner.context.supply_names());
            let Some(meant) = planner.context.suggested(&unknown) else {
                out.push(unknown);
                return None;
            };
            out.push_read_as_meant(unknown);
            meant
        }
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
                Some(_) => "make it of other members of the answer, of its headers, of fields of the request as they were sent (`{ request: NAME }`) and of credentials",
                None => "make it of other members of the notification, of its headers, of what was stored (`{ stored: NAME }`) and of credentials",
            }));
        }
        None => {
            is_unforgeable(planner, written, &expression, noun, out);
            is_never_shown(planner, written, &expression, out);
        }
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

/// A proof that is a secret itself, and no digest of it, must not be shown with what arrives.
fn is_never_shown(
    planner: &Planner<'_, '_>,
    written: &spec::Proof,
    expression: &Expression,
    out: &mut Diagnostics,
) {
    let spec::ProofPlace::Member(name) = &written.place else {
        return;
    };
    let Some((_, member)) = planner.fields.get(name.value.as_str()) else {
        return;
    };
    if planner.secrets().can_be_undone(expression) && !member.value.sensitive {
        let message = format!("`{}` holds a secret, and would be shown", name.value);
        let shown = Diagnostic::new(DiagnosticCode::SecretSent, name.span, message)
            .also(member.name.span, "declared here")
            .note("no digest stands between the secret and the proof: whoever reads a log could forge the next one");
        out.push(shown.help("give the member `sensitive: true`"));
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
            let stored = match planner.stored {
                Some(_) => ", or list a stored value that nobody else knows under `secret`",
                None => "",
            };
            let open = Diagnostic::new(DiagnosticCode::RecipeType, value.span, message)
                .note(format!("whoever sends {article} could sign it"));
            out.push(open.help(format!(
                "take a required `secret` credential into a digest, an HMAC or a cipher{stored}; {without}"
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
