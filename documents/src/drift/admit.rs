//! Whether what a page says and what a spec says can both be true: values in, yes or no out. Where they stand, and
//! what they are in words, does not belong here.

use kpg_codegen::model::{Content, Kind, Layout};

use super::demand::Demand;
use crate::page::{Bound, KindWord, PresenceWord, Range, Way};

/// Whether a page's word for a type fits a kind.
pub(super) fn admits_content(word: KindWord, content: &Content<Layout>) -> bool {
    match content {
        Content::One(kind) => admits_kind(word, kind),
        Content::Values(_) => word == KindWord::List,
        Content::Nested(Layout::Object) => word == KindWord::Object,
        Content::Nested(Layout::List) => word == KindWord::List,
        Content::Nested(Layout::ListOrObject) => {
            matches!(word, KindWord::List | KindWord::Object)
        }
        Content::Nested(Layout::JsonText) => matches!(word, KindWord::Text | KindWord::Object),
    }
}

/// Whether a value is a number on the wire, and no text of digits.
pub(super) fn is_wire_number(content: &Content<Layout>) -> bool {
    let kind = content.one();
    kind.is_some_and(|kind| kind.is_bare() && *kind != Kind::Boolean)
}

/// Whether what a page calls a number can be this: digits are numbers to many pages.
pub(super) fn may_be_a_number(content: &Content<Layout>) -> bool {
    is_wire_number(content) || matches!(content, Content::One(Kind::Digits))
}

fn admits_kind(word: KindWord, kind: &Kind) -> bool {
    match word {
        KindWord::Text => !kind.is_bare(),
        KindWord::Number => matches!(
            kind,
            Kind::Integer { .. }
                | Kind::Amount { .. }
                | Kind::Decimal { .. }
                | Kind::Digits
                | Kind::Enumeration { .. }
                | Kind::DateTime(_)
                | Kind::TimeOr(..)
        ),
        KindWord::Boolean => matches!(kind, Kind::Boolean | Kind::Enumeration { .. }),
        KindWord::Time => matches!(
            kind,
            Kind::DateTime(_) | Kind::TimeOr(..) | Kind::Text | Kind::Digits
        ),
        KindWord::Object | KindWord::List => false,
    }
}

/// Whether a page's word for presence fits what is demanded.
pub(super) fn presence(word: PresenceWord, demand: Demand, way: Way) -> bool {
    let request = way == Way::Request;
    match (word, demand) {
        (_, Demand::Supplied) => true,
        (PresenceWord::Required, Demand::Required) => true,
        // What a page has in every answer may be there on success only, and the other way round.
        (PresenceWord::Required, Demand::Conditional) => !request,
        (PresenceWord::Required, Demand::Optional) => false,
        (PresenceWord::Optional, Demand::Optional) => true,
        (PresenceWord::Optional, Demand::Conditional | Demand::Required) => false,
        (PresenceWord::Conditional, Demand::Conditional) => true,
        (PresenceWord::Conditional, Demand::Optional) => !request,
        (PresenceWord::Conditional, Demand::Required) => false,
    }
}

/// Whether a page's length fits a field's. Where the spec gives none, listed values fit any length that has room.
pub(super) fn length(
    bound: Bound,
    length: Option<Range>,
    (content, given): (&Content<Layout>, bool),
) -> bool {
    if bound.admits(length) {
        return true;
    }
    let kind = match content {
        Content::One(kind) => kind,
        Content::Values(_)
        | Content::Nested(Layout::Object | Layout::List | Layout::ListOrObject) => return true,
        Content::Nested(Layout::JsonText) => &Kind::Text,
    };
    let fixed = matches!(
        kind,
        Kind::DateTime(_) | Kind::TimeOr(..) | Kind::Enumeration { .. } | Kind::Boolean
    );
    match (kind, bound, length) {
        (Kind::Boolean, _, _) => true,
        (_, Bound::Unlimited, _) => fixed && !given,
        (
            Kind::Enumeration { .. },
            Bound::Bare(most) | Bound::AtMost(most) | Bound::Between(_, most),
            Some(length),
        ) => !given && length.max <= most,
        _ => false,
    }
}
