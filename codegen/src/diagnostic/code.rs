//! The stable numbers of diagnostics. A number is never reused for another mistake.

use std::fmt;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $number:literal,)+) => {
        /// Which kind of mistake a diagnostic reports.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum DiagnosticCode { $($(#[doc = $doc])+ $name = $number,)+ }

        impl DiagnosticCode {
            /// Every code, in the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$name,)+];
        }
    };
}

codes! {
    /// The text is not YAML.
    NotYaml = 1,
    /// A key stands twice in one mapping.
    DuplicateKey = 2,
    /// YAML that specs do not use: anchors, aliases, tags, several documents.
    UnsupportedYaml = 3,
    /// The spec is larger or deeper than any real one.
    TooLarge = 4,
    /// A key that means nothing here.
    UnknownKey = 5,
    /// A key that must be there is not.
    MissingKey = 6,
    /// A mapping, list or text stands where another of them belongs.
    WrongShape = 7,
    /// A value that can not be read as what it must be.
    BadValue = 8,
    /// A name that can not become a Rust name.
    BadName = 9,
    /// A name that refers to nothing.
    UnknownName = 10,
    /// Two names that become one.
    NameCollision = 11,
    /// Keys that exclude each other, or a key without the one it needs.
    Conflict = 12,
    /// A recipe step that can not take what the step before it yields.
    RecipeType = 13,
    /// Values that need each other.
    Cycle = 14,
    /// A secret that would leave the process.
    SecretSent = 15,
    /// An address that requests can not be sent to.
    BadAddress = 16,
    /// An example or a listed value that breaks the rules of its field.
    BrokenRule = 17,
    /// A result that can not be judged.
    Result = 18,
    /// A value or header set that no operation uses.
    Unused = 19,
    /// A quirk that corrects what the spec no longer says.
    StaleQuirk = 20,
}

impl fmt::Display for DiagnosticCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KPG{:04}", *self as u32)
    }
}
