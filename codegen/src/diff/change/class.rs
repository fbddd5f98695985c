//! The two classes of a change: what it does on the wire, and in Rust. The table of kinds gives each kind its classes.

/// What a change does to the conversation with the vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wire {
    /// Everything that worked still works.
    Neither,
    /// Requests that worked may now fail: they are checked more strictly, or sent differently.
    Requests,
    /// Answers may now be read differently.
    Answers,
    /// Both.
    Both,
}

impl Wire {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Neither => "neither",
            Self::Requests => "requests",
            Self::Answers => "answers",
            Self::Both => "both",
        }
    }

    /// As part of a sentence; `None` where nothing changes.
    pub fn consequence(self) -> Option<&'static str> {
        match self {
            Self::Neither => None,
            Self::Requests => Some("requests that worked may now fail"),
            Self::Answers => Some("answers may now be read differently"),
            Self::Both => {
                Some("requests that worked may now fail, answers may now be read differently")
            }
        }
    }
}

/// What a change does to Rust code that uses the generated module from another crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rust {
    /// The same code compiles as before.
    None,
    /// Code that did not compile now compiles.
    Additive,
    /// Code that compiled may no longer compile.
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
