//! What an operation has in common with those of other vendors.

use super::ValueShape::{Text, Words};
use super::{Key, Shape, key};
use crate::words::CommonWord;

/// The field of the request that takes a value.
const fn part(name: &'static str, doc: &'static str) -> Key {
    key(name, doc, Text)
}

pub(crate) static COMMON: Shape = Shape {
    name: "common",
    doc: "What the operation does that other vendors do too, and the fields of the request that take what a merchant \
          gives all of them. The client then has the runtime's common trait for it.",
    keys: &[
        key(
            "does",
            "What it does. One operation of a vendor does each.",
            Words(CommonWord::WORDS),
        )
        .required()
        .example("cancel"),
        part("transaction", "The vendor's number of the payment (거래번호).").example("tid"),
        part("order", "The merchant's own number of the payment (주문번호).").example("orderId"),
        part("amount", "How much is cancelled (취소 금액); of a cancel in full the whole of the payment.")
            .example("cancelAmt"),
        part("remaining", "How much of the payment is left after a partial cancel (취소 후 잔액).")
            .example("confirmPrice"),
        part("reason", "Why it is cancelled (취소 사유).").example("cancelMsg"),
        part(
            "key",
            "The merchant's own number of the cancel, the same when it is sent once more: an idempotency key, or an \
             order number of the cancel's own.",
        )
        .example("Idempotency-Key"),
    ],
    rules: &[],
};
