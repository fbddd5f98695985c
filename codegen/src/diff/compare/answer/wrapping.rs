//! How the texts of members are opened, and the keys that open them.

use crate::diff::change::facts::AnswerFact;
use crate::diff::change::{ChangeKind, Subject};
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::operation::compare_keys;
use crate::diff::compare::recipe::{Message, Scope, Side, same_ciphers};
use crate::model::{Opening, Vendor, Wrapping};

/// Compares how the text of a member becomes what it holds.
pub(super) fn compare_wrappings<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    (old, new): (Wrapping, Wrapping),
) {
    let Wrapping {
        escaped,
        cipher,
        content,
    } = old;
    let is_same_cipher = match (cipher, new.cipher) {
        (None, None) => true,
        (Some(old), Some(new)) => same_ciphers(comparison, old.0, new.0),
        (None, Some(_)) | (Some(_), None) => false,
    };
    if is_same_cipher && (escaped, content) == (new.escaped, new.content) {
        return;
    }
    let fact = |vendor: &'m Vendor, wrapping: Wrapping| {
        let cipher = wrapping.cipher.and_then(|id| vendor.ciphers.get(id.0));
        let cipher = cipher.map(|cipher| &cipher.name);
        (!wrapping.is_none()).then_some(AnswerFact::Wrapping {
            escaped: wrapping.escaped,
            cipher,
            content: wrapping.content,
        })
    };
    let (old, new) = (fact(comparison.old, old), fact(comparison.new, new));
    comparison.add(ChangeKind::AnswerWrappingChanged, subject, old, new);
}

/// Compares what the keys are made of that open what arrives.
pub(in crate::diff::compare) fn compare_openings<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    scope: &Scope<'m>,
    (old, new): (Vec<&'m Opening>, Vec<&'m Opening>),
) {
    for was in old {
        let same = |is: &&&Opening| comparison.same.ciphers.are(was.cipher.0, is.cipher.0);
        let Some(is) = new.iter().find(same) else {
            continue;
        };
        let side = |side: Side<'m>, opening: &'m Opening| Side {
            vendor: side.vendor,
            message: Message::Opening(side.operation(), opening),
        };
        let scope = scope.with_sides(side(scope.old, was), side(scope.new, is));
        compare_keys(
            comparison,
            ChangeKind::AnswerWrappingChanged,
            subject,
            &scope,
        );
    }
}
