//! What follows from a change, on the wire and in Rust. Which change is classed how stands in the table of kinds.

/// What a change does to the conversation with the vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wire {
    /// What worked works as before.
    Neither,
    /// Requests that worked may now fail: they are checked more strictly, or sent otherwise.
    Requests,
    /// Answers may now be read otherwise.
    Answers,
    /// Both.
    Both,
}

impl Wire {
    /// In few words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Neither => "neither",
            Self::Requests => "requests",
            Self::Answers => "answers",
            Self::Both => "both",
        }
    }

    /// As a sentence says it; nothing when there is nothing to say.
    pub fn words(self) -> Option<&'static str> {
        match self {
            Self::Neither => None,
            Self::Requests => Some("requests that worked may now fail"),
            Self::Answers => Some("answers may now be read otherwise"),
            Self::Both => {
                Some("requests that worked may now fail, answers may now be read otherwise")
            }
        }
    }
}

/// What a change does to Rust code that uses the generated module from another crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rust {
    /// The same code compiles, and no other.
    None,
    /// Code compiles that did not before.
    Additive,
    /// Code that compiled may not compile any more.
    Breaking,
}

impl Rust {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        }
    }
}
