//! What the operations of different vendors have in common, so that a merchant asks for it in the same way.

use super::words;

words! {
    /// What an operation does that other vendors do too.
    pub enum CommonWord: &'static [(CommonPart, Need)], "is nothing that vendors have in common" {
        /// Cancels a payment in full (전체 취소).
        Cancel = "cancel" => &[
            (CommonPart::Transaction, Need::Always),
            (CommonPart::Amount, Need::Perhaps),
            (CommonPart::Reason, Need::Perhaps),
            (CommonPart::Key, Need::Perhaps),
        ],
        /// Cancels a part of a payment (부분 취소).
        PartialCancel = "partial_cancel" => &[
            (CommonPart::Transaction, Need::Always),
            (CommonPart::Amount, Need::Always),
            (CommonPart::Remaining, Need::Perhaps),
            (CommonPart::Reason, Need::Perhaps),
            (CommonPart::Key, Need::Perhaps),
        ],
        /// Tells the state of a payment, by the vendor's number of it (거래 조회).
        Inquiry = "inquiry" => &[(CommonPart::Transaction, Need::Always)],
        /// Tells the state of a payment, by the merchant's own number of it (주문번호 조회).
        OrderInquiry = "order_inquiry" => &[(CommonPart::Order, Need::Always)],
    }
}

words! {
    /// A value that a merchant gives every vendor for the same purpose.
    pub enum CommonPart, "is no value that vendors have in common" {
        /// The vendor's number of the payment (거래번호).
        Transaction = "transaction",
        /// The merchant's own number of the payment (주문번호).
        Order = "order",
        /// How much is cancelled (취소 금액).
        Amount = "amount",
        /// How much of the payment is left after it (취소 후 잔액).
        Remaining = "remaining",
        /// Why it is cancelled (취소 사유).
        Reason = "reason",
        /// The merchant's own number of the cancel, the same when it is sent once more.
        Key = "key",
    }
}

/// Whether an operation must take a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// There is no such operation without it.
    Always,
    /// Some vendors ask for it.
    Perhaps,
}

impl CommonWord {
    /// Whether an operation that does so must take a value; none where it cannot.
    pub fn need(self, part: CommonPart) -> Option<Need> {
        let found = self.row().iter().find(|(known, _)| *known == part);
        found.map(|(_, need)| *need)
    }
}

impl CommonPart {
    /// Whether it is a sum of money; otherwise it is a text.
    pub fn is_amount(self) -> bool {
        match self {
            Self::Amount | Self::Remaining => true,
            Self::Transaction | Self::Order | Self::Reason | Self::Key => false,
        }
    }
}
