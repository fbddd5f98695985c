//! The words of records: what a vendor remembers between calls, and what operations do with it.

use super::words;

words! {
    /// What an operation does with a record.
    pub enum RecordEffect, "is nothing that an operation does with a record" {
        /// Makes a new record, such as a payment.
        Creates = "creates",
        /// Takes something of its amount away, such as a cancel; all that is left, where the request has no amount.
        Spends = "spends",
        /// Needs it as it is, such as a billing key that is charged.
        Uses = "uses",
        /// Ends it, such as a billing key that is deleted. It is good for nothing from then on.
        Ends = "ends",
        /// Asks about it, such as an inquiry.
        Reads = "reads",
    }
}

words! {
    /// Why a vendor refuses a request for what it remembers.
    pub enum RecordProblem, "is no reason to refuse a request for a record" {
        /// There is no such record: no such payment, no such billing key.
        Unknown = "unknown",
        /// There is one with that key already, such as an order number that comes again.
        Repeated = "repeated",
        /// Nothing of it is left, such as a payment that was cancelled before.
        Spent = "spent",
        /// More is to be taken away than is left.
        Exceeded = "exceeded",
        /// It has another amount than the request says, or another one is left.
        Differs = "differs",
        /// It was ended before, such as a billing key that was deleted.
        Ended = "ended",
    }
}

impl RecordEffect {
    /// The reasons for which an operation of this effect can be refused.
    pub fn problems(self) -> &'static [RecordProblem] {
        match self {
            Self::Creates => &[RecordProblem::Repeated, RecordProblem::Differs],
            Self::Spends => &[
                RecordProblem::Unknown,
                RecordProblem::Spent,
                RecordProblem::Exceeded,
                RecordProblem::Differs,
                RecordProblem::Ended,
            ],
            Self::Uses | Self::Ends => &[RecordProblem::Unknown, RecordProblem::Ended],
            Self::Reads => &[RecordProblem::Unknown],
        }
    }
}

words! {
    /// How a record stands.
    pub enum RecordState, "is no state of a record" {
        /// Nothing of it was taken away.
        Open = "open",
        /// Something of its amount was taken away, and something is left.
        PartlySpent = "partly_spent",
        /// Nothing of its amount is left.
        Spent = "spent",
        /// The vendor is still working on what was asked last.
        Pending = "pending",
        /// It was ended.
        Ended = "ended",
    }
}

words! {
    /// What a member of an answer tells of a record, beside its keys and its state.
    pub enum RecordFact, "is nothing that a member tells of a record" {
        /// The amount with which it was made.
        Amount = "amount",
        /// What is left of the amount.
        Left = "left",
        /// What was taken away of the amount, in all.
        Taken = "taken",
        /// When something was taken away last. Before, an optional member is left out.
        TakenAt = "taken_at",
    }
}
