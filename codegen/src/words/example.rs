//! The words of examples: what came of a message, as its source says it.

use super::words;

words! {
    /// What an answer means.
    pub enum AnswerOutcome, "is no outcome of an answer" {
        /// The vendor did it (성공).
        Done = "done",
        /// The vendor accepted it and is not finished (처리 중).
        Pending = "pending",
        /// The vendor refused it, and nothing was done (실패).
        Refused = "refused",
        /// The answer does not tell: it cannot be read, is not proven, or no document speaks of its code.
        Unknown = "unknown",
    }
}

words! {
    /// What a notification is.
    pub enum NoticeOutcome, "is no outcome of a notification" {
        /// It comes from the vendor, as far as its proof tells, and can be read.
        Genuine = "genuine",
        /// Its proof is missing or wrong.
        Forged = "forged",
    }
}
