//! The closed lists of words of the spec language: each list is an enum, and each word stands here once, with what
//! it means. Syntax reads the words, the model holds the enums, and everything behind it matches them exhaustively.
//! No YAML, no names of a spec and no tokens may live here.

mod cipher;
mod common;
mod example;
mod field;
mod field_type;
mod message;
mod recipe;
mod record;
mod rule;
mod selection;

pub use cipher::{Algorithm, AlgorithmDescription, CipherWord, InMode, KeyForm, ModeWord};
pub use common::{CommonPart, CommonWord, Need};
pub use example::{AnswerOutcome, NoticeOutcome};
pub use field::{CombinationWord, LengthUnit, PresenceWord, Repeat, Role};
pub use field_type::{DetailedType, Letters, NestedType, PlainType, TypeWord};
pub use message::{
    BodyEncoding, CredentialKind, Effect, EncodingDescription, Escaping, HeaderCase,
    LanguageVersion, Method, OpenWhere, Reports, TokenUse, Zone,
};
pub use recipe::{
    Branch, Case, Charset, Cut, Derivation, Digest, Digesting, Encryption, Escape, Feature,
    Function, Input, Mac, One, Operand, Output, Replacement, Several, Signature, Start, Step,
    StepDescription, TextEncoding, Whole,
};
pub use record::{RecordEffect, RecordFact, RecordProblem, RecordState};
pub use rule::TextRuleWord;
pub use selection::{Absent, AnswerPart, Everything, Order, RequestPart};

/// A word of a closed list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// How a spec writes it.
    pub name: &'static str,
    /// What it means, for whoever writes a spec.
    pub doc: &'static str,
}

/// A closed list of words.
pub(crate) trait WordList: Copy + PartialEq + 'static {
    /// Every word, in the order in which the words are shown.
    const ALL: &'static [Self];
    /// What is reported of a word that is not in the list, to follow the word.
    const UNKNOWN: &'static str;
    /// What the help says after the words of the list.
    const HELP_END: &'static str;

    /// How a spec writes it.
    fn word(self) -> &'static str;

    /// What it means, for whoever writes a spec.
    fn doc(self) -> &'static str;

    /// The word that is written so.
    fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|word| word.word() == text)
    }

    /// The help for a word that is not in the list: "use `hex` or `base64`".
    fn help() -> String {
        let names: Vec<&str> = Self::ALL.iter().map(|word| word.word()).collect();
        format!("use {}{}", listed(&names, "or"), Self::HELP_END)
    }
}

/// "`a`, `b` or `c`"
pub(crate) fn listed(names: &[&str], last: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((end, before)) if !before.is_empty() => {
            format!("{} {last} {end}", before.join(", "))
        }
        Some((only, _)) => only.clone(),
        None => String::new(),
    }
}

/// Declares a closed list of words as an enum. The doc comment of a variant is what editors and documents show of
/// the word. Behind `=>` stands what else is known of the word, of the type behind the name of the enum; `row()`
/// gives it. The text before the list is what is reported of another word; the one after it ends the help.
macro_rules! words {
    (
        $(#[$meta:meta])* pub enum $name:ident: $row:ty, $unknown:literal $(, $help_end:literal)? {
            $( $(#[doc = $doc:literal])+ $variant:ident = $word:literal => $value:expr, )+
        }
    ) => {
        words! {
            $(#[$meta])* pub enum $name, $unknown $(, $help_end)? {
                $( $(#[doc = $doc])+ $variant = $word, )+
            }
        }

        impl $name {
            /// What is known of it beside its word.
            pub const fn row(self) -> $row {
                match self {
                    $( Self::$variant => $value, )+
                }
            }
        }
    };
    (
        $(#[$meta:meta])* pub enum $name:ident, $unknown:literal $(, $help_end:literal)? {
            $( $(#[doc = $doc:literal])+ $variant:ident = $word:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $( $(#[doc = $doc])+ $variant, )+
        }

        impl $name {
            /// Every word of the list, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),+];

            /// The words with what they mean.
            #[allow(dead_code, reason = "not every list stands in a shape as a whole")]
            pub(crate) const WORDS: &'static [$crate::words::Word] = &[$(
                $crate::words::Word {
                    name: $word,
                    doc: concat!($($doc),+).trim_ascii(),
                },
            )+];

            /// How a spec writes it.
            pub const fn word(self) -> &'static str {
                match self {
                    $( Self::$variant => $word, )+
                }
            }
        }

        impl $crate::words::WordList for $name {
            const ALL: &'static [Self] = Self::ALL;
            const UNKNOWN: &'static str = $unknown;
            const HELP_END: &'static str = concat!("" $(, $help_end)?);

            fn word(self) -> &'static str {
                self.word()
            }

            fn doc(self) -> &'static str {
                match self {
                    $( Self::$variant => concat!($($doc),+).trim_ascii(), )+
                }
            }
        }
    };
}
pub(crate) use words;

/// Lists of words as one list, in which each word knows its family.
macro_rules! families {
    (
        $(#[$outer:meta])* pub enum $name:ident { $( $(#[$meta:meta])* $family:ident ),+ $(,)? }
    ) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(clippy::enum_variant_names, reason = "a variant has the name of its family")]
        pub enum $name {
            $( $(#[$meta])* $family($family), )+
        }

        impl $name {
            /// Every word.
            pub fn all() -> Vec<Self> {
                let mut all = Vec::new();
                $( all.extend($family::ALL.iter().copied().map(Self::$family)); )+
                all
            }

            /// The word that is written so.
            pub fn parse(text: &str) -> Option<Self> {
                None $( .or_else(|| <$family as $crate::words::WordList>::parse(text).map(Self::$family)) )+
            }

            /// How a spec writes it.
            pub const fn word(self) -> &'static str {
                match self {
                    $( Self::$family(step) => step.word(), )+
                }
            }

            /// What it means, for whoever writes a spec.
            #[allow(dead_code, reason = "not every list of families is shown as a whole")]
            pub fn doc(self) -> &'static str {
                match self {
                    $( Self::$family(step) => $crate::words::WordList::doc(step), )+
                }
            }
        }
    };
}
pub(crate) use families;
