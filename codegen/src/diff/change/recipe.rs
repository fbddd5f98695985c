//! Recipes as changes show them: their references are followed, so that equal recipes of two operations are equal.
//! What a recipe is in words does not belong here.

use crate::model::{
    Absent, Case, Charset, Cut, Derivation, Digest, Escape, KeyForm, Mac, Name, Path, Place,
    RandomDigits, Signature, TextEncoding, TimeFormat, Zone,
};

/// What a recipe or rule refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference<'m> {
    /// A field of the request.
    Field {
        /// Where it is sent.
        place: Place,
        /// Its wire name.
        wire: &'m str,
    },
    /// A member of the notification.
    Member(&'m Path),
    /// Nothing: a checked model has no such reference.
    Nothing,
}

/// A recipe without references to values and with one choice for each option. See
/// [`crate::model::Expression`] for what each step gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Recipe<'m> {
    /// A credential.
    Credential(&'m Name),
    /// The token of a session.
    Session(&'m Name),
    /// A field or member.
    Reference(Reference<'m>),
    /// The time of the call.
    Clock {
        /// Its zone.
        zone: Zone,
        /// How it is written.
        format: &'m TimeFormat,
    },
    /// So many random digits.
    RandomDigits(RandomDigits, u32),
    /// A text.
    Literal(&'m str),
    /// The path as it is sent.
    Path,
    /// The query as it is sent.
    Query,
    /// The body as it is sent.
    Body,
    /// Texts or bytes one after the other.
    Joined(Vec<Recipe<'m>>),
    /// Texts with separators.
    Selection(Selection<'m>),
    /// A JSON object.
    Json(Vec<(&'m str, Recipe<'m>)>),
    /// An object or a list of the body as it is sent.
    Sent(&'m Path),
    /// A text encrypted with the cipher of this name.
    Encrypted(&'m Name, Box<Recipe<'m>>),
    /// So many random bytes, written so.
    RandomBytes(u32, TextEncoding),
    /// A text in another case.
    Cased(Case, Box<Recipe<'m>>),
    /// A text with other pieces.
    Replaced {
        /// What is replaced.
        from: &'m str,
        /// What by.
        to: &'m str,
        /// The text.
        text: Box<Recipe<'m>>,
    },
    /// A text escaped in a charset, or without its escapes.
    Escaped(Escape, Charset, Box<Recipe<'m>>),
    /// A derived key.
    Derived {
        /// How.
        derivation: Derivation,
        /// What from.
        password: Box<Recipe<'m>>,
        /// The salt.
        salt: Box<Recipe<'m>>,
        /// How the text of the salt stands for bytes.
        form: KeyForm,
        /// How often the HMAC is repeated.
        rounds: u32,
        /// How many bytes the key has.
        bytes: u32,
    },
    /// So many characters of a text, from its start or its end.
    Cut(Cut, u32, Box<Recipe<'m>>),
    /// A text in a charset.
    Charset(Charset, Box<Recipe<'m>>),
    /// A digest.
    Digest(Digest, Box<Recipe<'m>>),
    /// A MAC.
    Mac {
        /// Which one.
        mac: Mac,
        /// The key.
        key: Box<Recipe<'m>>,
        /// How its text stands for bytes.
        form: KeyForm,
        /// The message.
        message: Box<Recipe<'m>>,
    },
    /// A digital signature.
    Signature {
        /// Which one.
        signature: Signature,
        /// The credential that signs.
        key: &'m Name,
        /// The message.
        message: Box<Recipe<'m>>,
    },
    /// Bytes written as a text.
    Encoded(TextEncoding, Box<Recipe<'m>>),
    /// What a choice of a client option selects.
    Chosen {
        /// The option.
        option: &'m Name,
        /// The choice.
        choice: &'m Name,
        /// What is used with it.
        variant: Box<Recipe<'m>>,
    },
    /// One of several, by what a text is.
    ByText {
        /// The text.
        by: Box<Recipe<'m>>,
        /// Each with the text for which it is chosen.
        arms: Vec<(&'m str, Recipe<'m>)>,
    },
    /// The rest of a recipe that is longer than a change shows.
    Omitted,
}

/// Texts in the order in which they are written.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection<'m> {
    /// The texts, each with its name where names are written.
    pub parts: Vec<(Option<&'m str>, Recipe<'m>)>,
    /// What stands between name and text; empty where no names are written.
    pub between: &'m str,
    /// What stands between the parts.
    pub separator: &'m str,
    /// What becomes of an absent part.
    pub absent: Absent,
}
