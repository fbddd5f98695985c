//! What opens what arrives: ciphers whose keys are known to whoever receives it.

use std::collections::HashSet;

use super::answered::Answered;
use super::operand::Absence;
use super::plan::Planner;
use super::proof::{Arrival, Arriving};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{CipherId, Expression, FieldRef, Key, Opening, Place, Received, Uses};
use crate::resolve::context::{Context, References};
use crate::resolve::notation::text::member_path;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

/// The ciphers that open what arrives.
#[derive(Default)]
pub(crate) struct PlannedOpenings<'s> {
    /// That of the whole body.
    pub body: Option<Opening>,
    /// Those of members.
    pub members: Vec<Opening>,
    /// The names of the values that they are made of, in the spec.
    pub used: Vec<&'s str>,
    /// What they take in of the request that is answered.
    pub request_fields: Vec<FieldRef>,
}

/// Plans the ciphers of the members that arrive, and that of the body around them.
pub(crate) fn openings<'s>(
    context: &Context<'s>,
    arriving: &Arriving<'s>,
    body: Option<&Text>,
    out: &mut Diagnostics,
) -> PlannedOpenings<'s> {
    let mut planned = PlannedOpenings::default();
    if let Some(name) = body {
        planned.body = opening(context, arriving, (name, true), &mut planned, out);
    }
    let mut known = HashSet::new();
    for name in ciphers(arriving.members) {
        // What is wrong with its name is told with the member.
        let id = context.cipher(name, &mut Diagnostics::default());
        if id.is_some_and(|id| known.insert(id)) {
            let members = opening(context, arriving, (name, false), &mut planned, out);
            planned.members.extend(members);
        }
    }
    planned
}

/// The ciphers of members and of the members in them, as they are named.
fn ciphers(members: &[Named<spec::Field>]) -> Vec<&Text> {
    let each = members.iter().flat_map(|member| {
        let inside = member.value.members.as_deref().unwrap_or_default();
        member.value.decrypt.iter().chain(ciphers(inside))
    });
    each.collect()
}

fn opening<'s>(
    context: &Context<'s>,
    arriving: &Arriving<'s>,
    (name, is_of_body): (&Text, bool),
    planned: &mut PlannedOpenings<'s>,
    out: &mut Diagnostics,
) -> Option<Opening> {
    let cipher = context.cipher(name, &mut Diagnostics::default())?;
    let mut planner = Planner::new(context, references(arriving), None, &[]);
    planner.opens_what_arrives = true;
    // The body is opened before anybody looks at the request.
    let answered = arriving.request().filter(|_| !is_of_body);
    planner.answered = answered.map(|request| Answered {
        request: request.clone(),
        always: false,
    });
    planner.plan_keys(cipher, out);
    planner.is_known_when_it_arrives(cipher, (name, arriving), out);
    let received = planner.named.iter();
    let received = received.filter(|field| field.place == Place::Received);
    for field in received {
        is_in_clear(arriving, field.index, name, out);
    }
    planned.used.extend(planner.used_values());
    let named = planner.named.iter().copied();
    planned
        .request_fields
        .extend(named.filter(|field| field.place != Place::Received));
    Some(Opening {
        cipher,
        computed: planner.computed,
    })
}

impl<'s> Arriving<'s> {
    /// The fields of the request that is answered.
    fn request(&self) -> Option<&References<'s>> {
        match &self.message {
            Arrival::Answer(request) => Some(request),
            Arrival::Notification(_) => None,
        }
    }
}

/// The members by wire name. Two of one name are told elsewhere.
fn references<'s>(arriving: &Arriving<'s>) -> References<'s> {
    let place = Place::Received;
    let members = arriving.members.iter().enumerate();
    let named = members.map(|(index, member)| {
        (
            member.name.value.as_str(),
            (FieldRef { place, index }, member),
        )
    });
    named.collect()
}

/// What a key is made of is not what it opens.
fn is_in_clear(arriving: &Arriving<'_>, index: usize, cipher: &Text, out: &mut Diagnostics) {
    let member = arriving.members.get(index);
    let Some((member, encrypted)) =
        member.and_then(|member| Some((member, member.value.decrypt.as_ref()?)))
    else {
        return;
    };
    let message = format!(
        "the key of `{}` is made of `{}`, which arrives encrypted",
        cipher.value, member.name.value
    );
    let cycle = Diagnostic::new(DiagnosticCode::Cycle, cipher.span, message)
        .also(encrypted.span, "encrypted here");
    out.push(cycle.help("make the key of credentials and of members that arrive in clear"));
}

impl Planner<'_, '_> {
    /// A member that arrived encrypted, or the envelope around all members, as it arrived.
    pub(super) fn sealed(
        &self,
        name: &Text,
        absence: Absence,
        out: &mut Diagnostics,
    ) -> Option<Received> {
        let received = Received {
            path: member_path(name),
            may_be_absent: absence == Absence::Said,
            is_sealed: true,
        };
        if self
            .envelope
            .is_some_and(|envelope| envelope.value == name.value)
        {
            return Some(received);
        }
        let (_, field) = self.fields.get(name.value.as_str())?;
        field.value.decrypt.as_ref()?;
        self.is_signed(name, field, absence, out);
        Some(received)
    }

    /// Whether whoever receives something has all that the keys of a cipher are made of.
    fn is_known_when_it_arrives(
        &self,
        cipher: CipherId,
        (name, arriving): (&Text, &Arriving<'_>),
        out: &mut Diagnostics,
    ) {
        let is_answer = arriving.request().is_some();
        let missing = self.made_of_what_is_gone(is_answer).or_else(|| {
            let declared = self.context.ciphers.get(cipher.0)?;
            let mut keys = declared.keys().filter_map(Key::credential);
            let optional = keys.any(|id| {
                let credential = self.context.credentials.get(id.0);
                credential.is_some_and(|credential| !credential.required)
            });
            (optional && is_answer)
                .then_some("an optional credential, without which no answer could be opened")
        });
        let Some(what) = missing else { return };
        let message = format!("the key of `{}` takes in {what}", name.value);
        let problem = Diagnostic::new(DiagnosticCode::RecipeType, name.span, message);
        out.push(problem.help(match is_answer {
            true => "make the key of required credentials, of members of the answer in clear and of fields of the request as they were sent: `{ request: NAME }`",
            false => "make the key of credentials and of members of the notification in clear",
        }));
    }

    fn made_of_what_is_gone(&self, is_answer: bool) -> Option<&'static str> {
        let lacks = |part: &Expression| match part.uses() {
            Uses::Session(_) => Some("a token, which is another one by then"),
            Uses::Address | Uses::Body => Some("a part of a request, which is gone by then"),
            Uses::Clock | Uses::Chance => Some("the time or chance, which is another one by then"),
            Uses::PrivateKey(_) => Some("a signature that only the merchant can make"),
            Uses::Option(_) => Some("an option of the client, of which the vendor knows nothing"),
            Uses::Credential(id) => {
                let credential = self.context.credentials.get(id.0);
                let optional = credential.is_some_and(|credential| !credential.required);
                (optional && is_answer)
                    .then_some("an optional credential, without which no answer could be opened")
            }
            Uses::Nothing | Uses::Field(_) | Uses::Value(_) | Uses::Received | Uses::Cipher(_) => {
                None
            }
        };
        let mut found = None;
        for computed in &self.computed {
            computed.expression.any(&mut |part| {
                found = found.or(lacks(part));
                found.is_some()
            });
        }
        found
    }
}
