//! The stable numbers of diagnostics and what they mean. A number is never reused for another mistake.

use std::fmt;

use crate::words::words;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $number:literal $(warns $lint:literal $level:ident)?,)+) => {
        /// Which kind of mistake a diagnostic reports.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum DiagnosticCode { $($(#[doc = $doc])+ $name = $number,)+ }

        impl DiagnosticCode {
            /// Every code, in the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// What it means, in Markdown: a title, an explanation, a wrong and a right example.
            /// Examples show parts of a spec; what they leave out is as in any spec.
            pub fn explanation(self) -> &'static str {
                match self {
                    $(Self::$name => include_str!(concat!("catalogue/", stringify!($name), ".md")),)+
                }
            }

            /// The name and the default level of one whose level a spec can set; the others are errors.
            pub fn lint(self) -> Option<(&'static str, Level)> {
                match self {
                    $($(Self::$name => Some(($lint, Level::$level)),)?)+
                    _ => None,
                }
            }
        }
    };
}

impl DiagnosticCode {
    /// What it is, in a few words: the first line of the explanation.
    pub fn title(self) -> &'static str {
        let first = self.explanation().lines().next().unwrap_or_default();
        first.trim_start_matches(['#', ' '])
    }

    /// The explanation without its title.
    pub fn body(self) -> &'static str {
        let rest = self.explanation().split_once('\n');
        rest.map_or("", |(_, body)| body.trim())
    }
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
    /// A value that cannot be read as what it must be.
    BadValue = 8,
    /// A name that cannot become a Rust name.
    BadName = 9,
    /// A name that refers to nothing.
    UnknownName = 10,
    /// Two names that become one.
    NameCollision = 11,
    /// Keys that exclude each other, or a key without the one it needs.
    Conflict = 12,
    /// A recipe step that cannot take what the step before it yields.
    RecipeType = 13,
    /// Values that need each other.
    Cycle = 14,
    /// A secret that would leave the process.
    SecretSent = 15,
    /// An address that requests cannot be sent to.
    BadAddress = 16,
    /// An example or a listed value that breaks the rules of its field.
    BrokenRule = 17,
    /// A result that cannot be judged.
    Result = 18,
    /// A declaration that nothing uses.
    Unused = 19 warns "unused" Deny,
    /// A quirk that corrects what the spec no longer says.
    StaleQuirk = 20,
    /// A signature over texts of which one could end where the next begins.
    AmbiguousConcatenation = 21 warns "ambiguous_concatenation" Warn,
    /// A condition that can never hold.
    Unreachable = 22,
    /// Lengths of which the spec does not say what they count.
    UndeclaredLengthUnit = 23 warns "undeclared_length_unit" Warn,
    /// A level that is set for something that is not reported.
    IdleLevel = 24 warns "idle_level" Warn,
    /// What the spec itself says is still to be settled.
    OpenTodo = 25 warns "todo" Warn,
    /// An operation of which the spec does not say when the vendor refuses.
    UnsaidRefusals = 26 warns "unsaid_refusals" Warn,
    /// JSON of a recipe with one object around everything.
    WrappedObject = 27 warns "wrapped_object" Warn,
    /// Operations at one address that nothing tells apart.
    SharedAddress = 28 warns "shared_address" Warn,
    /// A notification of which the spec does not say what tells it apart from another one.
    UnsaidIdentity = 29 warns "unsaid_identity" Warn,
    /// An example that the spec makes otherwise than its source.
    ExampleDiffers = 30,
    /// A recipe, a cipher or a proof that no example from outside holds.
    NoExample = 31 warns "no_example" Warn,
    /// An example with a credential that looks like one of production.
    SecretInExample = 32 warns "secret_in_example" Warn,
    /// A character in a name, a code or a recipe that cannot be seen or not be told from another.
    UnseenCharacter = 33,
    /// A character in a text for people that cannot be seen or not be told from another.
    UnseenInProse = 34 warns "unseen_in_prose" Warn,
    /// A proof that does not cover what identifies the payment.
    UncoveredMember = 35 warns "uncovered_member" Warn,
    /// An environment that has the address of another one.
    SameAddress = 36 warns "same_address" Warn,
    /// A credential that makes signatures and is no secret.
    UnguardedKey = 37 warns "unguarded_key" Deny,
    /// A digest over texts of which the spec does not say in which charset it is.
    UnsaidCharset = 38 warns "unsaid_charset" Warn,
    /// A document of which the spec does not say what it is for.
    UncitedDocument = 39 warns "uncited_document" Warn,
}

words! {
    /// What becomes of a diagnostic whose level a spec can set.
    pub enum Level, "is no level" {
        /// It is not reported; the reason says why.
        Allow = "allow",
        /// It is reported, and the spec compiles.
        Warn = "warn",
        /// It is an error.
        Deny = "deny",
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl std::str::FromStr for DiagnosticCode {
    type Err = ();

    /// `KPG0012`, in any case, or without the letters.
    fn from_str(text: &str) -> Result<Self, ()> {
        let text = text.to_ascii_uppercase();
        let digits = text.strip_prefix("KPG").unwrap_or(&text);
        let number: u32 = digits.parse().map_err(drop)?;
        let mut all = Self::ALL.iter().copied();
        all.find(|code| *code as u32 == number).ok_or(())
    }
}

impl fmt::Display for DiagnosticCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KPG{:04}", *self as u32)
    }
}
