//! The encryption of a whole body, of a request or of an answer.

use crate::diff::change::facts::{Envelope as EnvelopeFact, OperationFact};
use crate::diff::change::{ChangeKind, Subject};
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::recipe::same_ciphers;
use crate::model::{Envelope, Field, Holder, ReceivedEnvelope, Sealed, Vendor};

/// An envelope, and the members of the body that it encrypts.
type Enveloped<'m> = (Option<&'m Envelope>, &'m [Field]);

pub(in crate::diff::compare) fn compare_envelope<'m>(
    comparison: &mut Comparison<'m>,
    kind: ChangeKind,
    subject: &Subject<'m>,
    (old, new): (Enveloped<'m>, Enveloped<'m>),
) {
    let fact = |vendor: &'m Vendor, (envelope, members): Enveloped<'m>| {
        envelope.and_then(|envelope| envelope_fact(vendor, envelope, members))
    };
    let facts = (fact(comparison.old, old), fact(comparison.new, new));
    let is_same = match (old.0, new.0) {
        (None, None) => true,
        (Some(old), Some(new)) => is_alike(comparison, (old, new), (&facts.0, &facts.1)),
        (None, Some(_)) | (Some(_), None) => false,
    };
    if !is_same {
        let (old, new) = facts;
        let old = old.map(OperationFact::Envelope);
        comparison.add(kind, subject, old, new.map(OperationFact::Envelope));
    }
}

/// Compares the encryption of a whole body that arrives.
pub(in crate::diff::compare) fn compare_received_envelope<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    (old, new): (Option<&'m ReceivedEnvelope>, Option<&'m ReceivedEnvelope>),
) {
    let is_same = match (old, new) {
        (None, None) => true,
        (Some(old), Some(new)) => is_received_alike(comparison, old, new),
        (None, Some(_)) | (Some(_), None) => false,
    };
    if !is_same {
        let fact = |vendor: &'m Vendor, envelope: Option<&'m ReceivedEnvelope>| {
            let fact = envelope.and_then(|envelope| received_fact(vendor, envelope));
            fact.map(OperationFact::Envelope)
        };
        let (old, new) = (fact(comparison.old, old), fact(comparison.new, new));
        comparison.add(ChangeKind::AnswerEnvelopeChanged, subject, old, new);
    }
}

fn is_received_alike(
    comparison: &Comparison<'_>,
    old: &ReceivedEnvelope,
    new: &ReceivedEnvelope,
) -> bool {
    match (old, new) {
        (
            ReceivedEnvelope::Jwe { member, key },
            ReceivedEnvelope::Jwe {
                member: new_member,
                key: new_key,
            },
        ) => member == new_member && comparison.same.credentials.are(key.0, new_key.0),
        (
            ReceivedEnvelope::Cipher { opening, holder },
            ReceivedEnvelope::Cipher {
                opening: new_opening,
                holder: new_holder,
            },
        ) => {
            same_ciphers(comparison, opening.cipher.0, new_opening.cipher.0) && holder == new_holder
        }
        (ReceivedEnvelope::Jwe { .. }, ReceivedEnvelope::Cipher { .. })
        | (ReceivedEnvelope::Cipher { .. }, ReceivedEnvelope::Jwe { .. }) => false,
    }
}

fn received_fact<'m>(
    vendor: &'m Vendor,
    envelope: &'m ReceivedEnvelope,
) -> Option<EnvelopeFact<'m>> {
    Some(match envelope {
        ReceivedEnvelope::Jwe { member, key } => EnvelopeFact::Jwe {
            member,
            key: &vendor.credentials.get(key.0)?.name,
        },
        ReceivedEnvelope::Cipher { opening, holder } => {
            let clear = holder.iter().flat_map(|holder| &holder.clear);
            EnvelopeFact::Cipher {
                cipher: &vendor.ciphers.get(opening.cipher.0)?.name,
                member: holder.as_ref().map(|holder| holder.name.as_str()),
                clear: clear.map(String::as_str).collect(),
                content: holder.as_ref().and_then(|holder| holder.content),
            }
        }
    })
}

/// Whether both encrypt alike, whatever keys and ciphers are called.
fn is_alike(
    comparison: &Comparison<'_>,
    envelopes: (&Envelope, &Envelope),
    facts: (&Option<EnvelopeFact<'_>>, &Option<EnvelopeFact<'_>>),
) -> bool {
    match envelopes {
        (
            Envelope::Jwe { member, key },
            Envelope::Jwe {
                member: new_member,
                key: new_key,
            },
        ) => member == new_member && comparison.same.credentials.are(key.0, new_key.0),
        (Envelope::Cipher(old), Envelope::Cipher(new)) => {
            same_ciphers(comparison, old.cipher.0, new.cipher.0) && are_held_alike(facts)
        }
        (Envelope::Jwe { .. }, Envelope::Cipher(_))
        | (Envelope::Cipher(_), Envelope::Jwe { .. }) => false,
    }
}

fn are_held_alike(facts: (&Option<EnvelopeFact<'_>>, &Option<EnvelopeFact<'_>>)) -> bool {
    let (
        Some(EnvelopeFact::Cipher {
            cipher: _,
            member,
            clear,
            content,
        }),
        Some(EnvelopeFact::Cipher {
            cipher: _,
            member: new_member,
            clear: new_clear,
            content: new_content,
        }),
    ) = facts
    else {
        return false;
    };
    (member, clear, content) == (new_member, new_clear, new_content)
}

fn envelope_fact<'m>(
    vendor: &'m Vendor,
    envelope: &'m Envelope,
    members: &'m [Field],
) -> Option<EnvelopeFact<'m>> {
    Some(match envelope {
        Envelope::Jwe { member, key } => EnvelopeFact::Jwe {
            member,
            key: &vendor.credentials.get(key.0)?.name,
        },
        Envelope::Cipher(Sealed { cipher, holder }) => {
            let cipher = &vendor.ciphers.get(cipher.0)?.name;
            let (member, clear, content) = match holder {
                Holder::Body => (None, Vec::new(), None),
                Holder::Member {
                    name,
                    clear,
                    content,
                } => {
                    let clear = clear.iter().filter_map(|position| members.get(*position));
                    let clear = clear.map(|member| member.wire.as_str()).collect();
                    (Some(name.as_str()), clear, *content)
                }
            };
            EnvelopeFact::Cipher {
                cipher,
                member,
                clear,
                content,
            }
        }
    })
}
