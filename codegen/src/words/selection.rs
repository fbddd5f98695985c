//! The words that say which texts a recipe takes in, and how they are joined.

use super::words;

words! {
    /// What a selection takes in instead of a list.
    pub enum Everything, "is nothing to select from", ", in the recipe of a request, or list the names" {
        /// Every member of the body, but those under `except`.
        Request = "request",
    }
}

words! {
    /// In which order the texts of a selection stand.
    pub enum Order, "is no order" {
        /// In the order of the list, or of the table of members.
        AsListed = "as_listed",
        /// In the order of the names, by their bytes (사전순).
        ByName = "by_name",
    }
}

words! {
    /// What becomes of an absent part of a selection.
    pub enum Absent, "says nothing about absent parts here", "; `json` always skips" {
        /// What is absent is passed over, with its separator.
        Skipped = "skip",
        /// What is absent stands as an empty text.
        Empty = "empty",
    }
}

words! {
    /// A part of an answer that its proof takes in.
    pub enum AnswerPart, "is no part of an answer", " of an answer" {
        /// The body exactly as it arrived, as bytes.
        Body = "body",
    }
}

words! {
    /// A part of the message that a recipe takes in.
    pub enum RequestPart, "is no part of the message", " of a request" {
        /// The method in capitals, such as `POST`.
        Method = "method",
        /// The path of the address exactly as it is sent, from the first slash on.
        Path = "path",
        /// The query exactly as it is sent, without the question mark.
        Query = "query",
        /// The body exactly as it is sent, as bytes.
        Body = "body",
    }
}
