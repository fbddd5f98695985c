//! What answers repeat of their requests, and so which accepted answers are none to a client.

use super::comparison::Comparison;
use super::{ChangeKind, Subject};
use crate::model::{AnswerField, FieldRef};

/// The requests that the two sides repeat.
pub(super) struct Requests<'c> {
    /// Whether a field of the old one is a field of the new one.
    pub same: &'c dyn Fn(FieldRef, FieldRef) -> bool,
    /// What a field of the old one is called.
    pub old: &'c dyn Fn(FieldRef) -> String,
    /// What a field of the new one is called.
    pub new: &'c dyn Fn(FieldRef) -> String,
}

impl Requests<'_> {
    /// Where nothing is repeated.
    pub(super) const NONE: Requests<'static> = Requests {
        same: &|_, _| false,
        old: &|_| String::new(),
        new: &|_| String::new(),
    };
}

/// Compares what a member repeats on both sides.
pub(super) fn compare(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    (old, new): (Option<FieldRef>, Option<FieldRef>),
    requests: &Requests<'_>,
) {
    let kind = match (old, new) {
        (None, None) => return,
        (Some(old), Some(new)) if (requests.same)(old, new) => return,
        (Some(_), Some(_)) => ChangeKind::EchoChanged,
        (None, Some(_)) => ChangeKind::EchoAdded,
        (Some(_), None) => ChangeKind::EchoRemoved,
    };
    let (old, new) = (old.map(requests.old), new.map(requests.new));
    comparison.add(kind, at, old, new);
}

/// A member that is on one side only, with those inside it.
pub(super) fn alone(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    member: &AnswerField,
    is_new: bool,
    requests: &Requests<'_>,
) {
    let sides = match is_new {
        true => (None, member.echoes),
        false => (member.echoes, None),
    };
    compare(comparison, at, sides, requests);
    for inner in member.members().unwrap_or_default() {
        let way = at.item.as_deref().unwrap_or_default();
        let place = at.item(format!("{way}.{}", inner.path));
        alone(comparison, &place, inner, is_new, requests);
    }
}
