//! The words of the rules that a spec can state of a text, whatever the text is for.

use super::words;

words! {
    /// A rule of a text, with an example of what stands behind its word.
    pub enum TextRuleWord: &'static str, "is no rule of a text" {
        /// In a request: the only characters that its text may have, as single ones and ranges.
        /// A hyphen at either end stands for itself.
        Only = "only" => "A-Za-z0-9_-",
        /// In a request: characters that its text may not have.
        Without = "without" => ",|",
    }
}
