//! The encryption of a whole body, of a request or of an answer.

use crate::diff::change::facts::{self, OperationFact};
use crate::diff::change::{ChangeKind, Subject};
use crate::diff::compare::comparison::Comparison;
use crate::model::{Envelope, Vendor};

pub(in crate::diff::compare) fn compare_envelope<'m>(
    comparison: &mut Comparison<'m>,
    kind: ChangeKind,
    subject: &Subject<'m>,
    (old, new): (Option<&'m Envelope>, Option<&'m Envelope>),
) {
    let is_same = match (old, new) {
        (None, None) => true,
        (Some(old), Some(new)) => {
            let Envelope::Jwe { member, key } = old;
            let Envelope::Jwe {
                member: new_member,
                key: new_key,
            } = new;
            member == new_member && comparison.same.credentials.are(key.0, new_key.0)
        }
        (None, Some(_)) | (Some(_), None) => false,
    };
    if !is_same {
        let old = old.and_then(|old| envelope_fact(comparison.old, old));
        let new = new.and_then(|new| envelope_fact(comparison.new, new));
        comparison.add(kind, subject, old, new);
    }
}

fn envelope_fact<'m>(vendor: &'m Vendor, envelope: &'m Envelope) -> Option<OperationFact<'m>> {
    let Envelope::Jwe { member, key } = envelope;
    let key = vendor.credentials.get(key.0)?;
    Some(OperationFact::Envelope(facts::Envelope {
        member,
        key: &key.name,
    }))
}
