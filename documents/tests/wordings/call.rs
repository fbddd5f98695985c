//! The call that every page of these tests documents, as it is known before a page is written.

use kpg_documents::{KindWord, PresenceWord};

/// One field, and what a careful reader knows of it.
#[derive(Clone, Copy)]
pub(super) struct Field {
    pub(super) name: &'static str,
    /// The object that it is a member of.
    pub(super) inside: Option<&'static str>,
    pub(super) label: &'static str,
    pub(super) kind: KindWord,
    /// The greatest length; none of an object.
    pub(super) length: Option<u64>,
    pub(super) presence: PresenceWord,
    pub(super) says: Says,
}

/// What the note of a field says besides.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    Nothing,
    /// That there are two values, `card` and `bank`, and what they mean.
    Values,
    /// That `0000` is success and everything else a failure.
    Success,
}

const fn field(name: &'static str, label: &'static str, kind: KindWord, length: u64) -> Field {
    Field {
        name,
        inside: None,
        label,
        kind,
        length: Some(length),
        presence: PresenceWord::Required,
        says: Says::Nothing,
    }
}

const fn optional(field: Field) -> Field {
    Field {
        presence: PresenceWord::Optional,
        ..field
    }
}

const fn says(field: Field, says: Says) -> Field {
    Field { says, ..field }
}

const fn inside(object: &'static str, field: Field) -> Field {
    Field {
        inside: Some(object),
        ..field
    }
}

/// What is sent.
pub(super) const REQUEST: [Field; 5] = [
    field("shopId", "상점 아이디", KindWord::Text, 10),
    field("orderNo", "주문번호", KindWord::Text, 40),
    field("amount", "금액", KindWord::Number, 12),
    optional(field("buyerName", "구매자", KindWord::Text, 30)),
    says(
        field("payWay", "결제수단", KindWord::Text, 10),
        Says::Values,
    ),
];

/// What comes back.
pub(super) const ANSWER: [Field; 6] = [
    says(
        field("resultCode", "결과코드", KindWord::Text, 4),
        Says::Success,
    ),
    optional(field("resultMsg", "결과메시지", KindWord::Text, 100)),
    field("dealNo", "거래번호", KindWord::Text, 30),
    Field {
        length: None,
        ..optional(field("card", "카드", KindWord::Object, 0))
    },
    inside("card", field("cardNo", "카드번호", KindWord::Text, 16)),
    inside(
        "card",
        optional(field("issuer", "발급사", KindWord::Text, 20)),
    ),
];

/// Where it goes.
pub(super) const HOST: &str = "https://pay.haneul.example";
/// See [`HOST`].
pub(super) const PATH: &str = "/v1/payments";
