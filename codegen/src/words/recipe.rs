//! The words of recipes: what a recipe begins with, and the steps that follow. A step is a family of words with
//! the same types; what differs between the words of a family stands in their rows.

use super::{families, words};

/// Cargo features and their names in the runtime's manifest, each in one place.
macro_rules! features {
    ($(#[$meta:meta])* pub enum $enum:ident { $( $(#[$doc:meta])+ $variant:ident = $name:literal, )+ }) => {
        $(#[$meta])*
        pub enum $enum {
            $( $(#[$doc])+ $variant, )+
        }

        impl $enum {
            /// Every feature.
            #[cfg(test)]
            pub const ALL: &'static [Self] = &[$( Self::$variant ),+];

            /// Its name in the runtime's manifest.
            pub const fn name(self) -> &'static str {
                match self {
                    $( Self::$variant => $name, )+
                }
            }
        }
    };
}

features! {
    /// A cargo feature of the runtime that a vendor's client may need.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Feature {
        /// Encryption with AES.
        Aes = "aes",
        /// Encryption with ARIA.
        Aria = "aria",
        /// Calls over a transport: every client needs it.
        Client = "client",
        /// Decimal numbers.
        Decimal = "decimal",
        /// Fields that depend on the values of others, and combinations of fields.
        Conditions = "conditions",
        /// The checksum of EMV QR codes.
        Emv = "emv",
        /// EUC-KR: on the wire, in lengths and in recipes.
        EucKr = "euckr",
        /// Forms that a browser posts.
        Forms = "forms",
        /// Bodies inside an encrypted envelope.
        Jwe = "jwe",
        /// Digests that only old vendors ask for.
        Legacy = "legacy",
        /// Notifications.
        Notifications = "notifications",
        /// Keys whose texts stand for other bytes than their own.
        KeyForms = "key_forms",
        /// What arrives encrypted, or as a text that holds something else.
        Opening = "opening",
        /// Answers that the vendor proves to be its own.
        Proofs = "proofs",
        /// Keys that are derived with PBKDF2.
        Pbkdf2 = "pbkdf2",
        /// Keys that are derived with PBKDF2 over SHA-1.
        Pbkdf2Sha1 = "pbkdf2_sha1",
        /// RSA keys.
        Rsa = "rsa",
        /// Encryption with SEED.
        Seed = "seed",
        /// Session tokens.
        Sessions = "sessions",
        /// Steps that rewrite texts.
        TextSteps = "text_steps",
    }
}

/// How the runtime carries out a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Function {
    /// The function of the runtime.
    pub name: &'static str,
    /// The cargo feature with which the runtime has it; `None` when it always has it.
    pub feature: Option<Feature>,
    /// What the algorithm is called where people read of it.
    pub title: &'static str,
}

const fn function(name: &'static str, feature: Option<Feature>, title: &'static str) -> Function {
    Function {
        name,
        feature,
        title,
    }
}

words! {
    /// What takes in one text.
    pub enum One, "takes in no text" {
        /// One text: `text: sign_key`. Request fields go by their names on the wire, values, credentials and
        /// sessions by their own.
        Text = "text",
    }
}

words! {
    /// What takes in several texts, as a list or as a selection.
    pub enum Several, "takes in no texts" {
        /// Texts one after the other: `concat: [ mid, tid, sign_key ]`, or with a separator
        /// `concat: { of: [ mid, tid ], separator: "|" }`.
        Concat = "concat",
        /// Names and texts: `pairs: [ mid, tid ]` is `mid=…&tid=…`. With `{ of: …, between: …, separator: … }`
        /// otherwise.
        Pairs = "pairs",
        /// A JSON object of these fields: `json: [ cardNo, amount ]` is `{"cardNo":…,"amount":…}`. A dot in a name
        /// leads into an object, `data.tid` is `{"data":{"tid":…}}`. Absent ones are left out.
        Json = "json",
    }
}

words! {
    /// What takes in nothing but the message.
    pub enum Whole, "is no part of the message" {
        /// The body exactly as it is sent, as bytes; what is made of it can only stand in a header.
        Body = "body",
    }
}

words! {
    /// How text stands for bytes.
    pub enum Charset: Function, "is no charset that kpg knows" {
        /// Text in UTF-8.
        Utf8 = "utf8" => function("text", None, "UTF-8"),
        /// Text in EUC-KR with the extensions of CP949 (완성형).
        EucKr = "euckr" => function("euckr", Some(Feature::EucKr), "EUC-KR"),
    }
}

impl Charset {
    /// Whether a name in a `Content-Type`, in any letter case, means this charset.
    pub fn is_called(self, name: &str) -> bool {
        let names: &[&str] = match self {
            Self::Utf8 => &["utf-8", "utf8"],
            Self::EucKr => &["euc-kr", "euckr", "cp949", "ms949", "ks_c_5601-1987"],
        };
        names.iter().any(|known| known.eq_ignore_ascii_case(name))
    }
}

/// How the runtime computes something of one length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digesting {
    /// The function of the runtime.
    pub function: Function,
    /// How many bytes it gives.
    pub bytes: usize,
}

const fn digesting(function: Function, bytes: usize) -> Digesting {
    Digesting { function, bytes }
}

words! {
    /// A digest.
    pub enum Digest: Digesting, "is no digest" {
        /// The MD5 digest of what comes before, as bytes.
        Md5 = "md5" => digesting(function("md5", Some(Feature::Legacy), "MD5"), 16),
        /// The SHA-1 digest of what comes before, as bytes.
        Sha1 = "sha1" => digesting(function("sha1", Some(Feature::Legacy), "SHA-1"), 20),
        /// The SHA-256 digest of what comes before, as bytes.
        Sha256 = "sha256" => digesting(function("sha256", None, "SHA-256"), 32),
        /// The SHA-512 digest of what comes before, as bytes.
        Sha512 = "sha512" => digesting(function("sha512", None, "SHA-512"), 64),
    }
}

words! {
    /// A message authentication code.
    pub enum Mac: Digesting, "is no MAC" {
        /// The HMAC with SHA-1, keyed with the text of this credential or value, or with
        /// `{ key: sign_key, form: hex }` with the bytes that the text stands for; as bytes.
        HmacSha1 = "hmac_sha1" => digesting(function("hmac_sha1", Some(Feature::Legacy), "HMAC SHA-1"), 20),
        /// The HMAC with SHA-256, keyed with the text of this credential or value, or with
        /// `{ key: sign_key, form: hex }` with the bytes that the text stands for; as bytes.
        HmacSha256 = "hmac_sha256" => digesting(function("hmac_sha256", None, "HMAC SHA-256"), 32),
        /// The HMAC with SHA-512, keyed with the text of this credential or value, or with
        /// `{ key: sign_key, form: hex }` with the bytes that the text stands for; as bytes.
        HmacSha512 = "hmac_sha512" => digesting(function("hmac_sha512", None, "HMAC SHA-512"), 64),
    }
}

words! {
    /// A digital signature by a private key.
    pub enum Signature: Function, "is no signature" {
        /// The RSA signature with SHA-256 (전자서명, PKCS #1 v1.5) by this private key, as bytes.
        RsaSha256 = "rsa_sha256" => function("rsa_sha256", Some(Feature::Rsa), "RSA SHA-256"),
    }
}

words! {
    /// How bytes are written as text.
    pub enum TextEncoding: Function, "is no way to write bytes" {
        /// Bytes as lower-case hexadecimal digits.
        HexLower = "hex" => function("hex_lower", None, "hex"),
        /// Bytes as upper-case hexadecimal digits.
        HexUpper = "hex_upper" => function("hex_upper", None, "HEX"),
        /// Bytes as base64 with `+`, `/` and padding.
        Base64 = "base64" => function("base64", None, "base64"),
        /// Bytes as base64 with `-` and `_` and without padding.
        Base64Url = "base64_url" => function("base64_url", None, "base64url"),
    }
}

impl TextEncoding {
    /// The runtime's function that reads what is written so.
    pub const fn reader(self) -> &'static str {
        match self {
            Self::HexLower | Self::HexUpper => "from_hex",
            Self::Base64 => "from_base64",
            Self::Base64Url => "from_base64_url",
        }
    }

    /// How many characters it takes for a number of bytes.
    pub const fn width(self, bytes: usize) -> usize {
        match self {
            Self::HexLower | Self::HexUpper => bytes * 2,
            Self::Base64 => bytes.div_ceil(3) * 4,
            Self::Base64Url => (bytes * 4).div_ceil(3),
        }
    }
}

words! {
    /// How a text is shortened.
    pub enum Cut: Function, "is no way to shorten a text" {
        /// The first so many characters of the text.
        First = "first" => function("first", None, "first"),
        /// The last so many characters of the text.
        Last = "last" => function("last", Some(Feature::TextSteps), "last"),
    }
}

words! {
    /// How the letters of a text are changed.
    pub enum Case: Function, "is no case" {
        /// The text with `a` to `z` as `A` to `Z`, and all else as it is.
        Upper = "upper" => function("upper", Some(Feature::TextSteps), "upper"),
        /// The text with `A` to `Z` as `a` to `z`, and all else as it is.
        Lower = "lower" => function("lower", Some(Feature::TextSteps), "lower"),
    }
}

words! {
    /// How pieces of a text are replaced.
    pub enum Replacement: Function, "is no way to replace anything" {
        /// The text with every `from` in it as `to`: `replace: { from: "-", to: "" }`.
        Replace = "replace" => function("replaced", Some(Feature::TextSteps), "replaced"),
    }
}

words! {
    /// How a text is escaped, and how escapes are undone.
    pub enum Escape: Function, "is no way to escape a text" {
        /// The text in a charset, escaped as in an address: a blank is `%20`, and all but letters, digits and `-._~`
        /// is `%XX` (RFC 3986; `rawurlencode` of PHP).
        PercentEncode = "percent_encode" => function("percent_encode", Some(Feature::TextSteps), "percent-encoded"),
        /// The text as `percent_encode` gives it, with small letters: `%xx`.
        PercentEncodeLower = "percent_encode_lower" => function("percent_encode_lower", Some(Feature::TextSteps), "percent-encoded in small letters"),
        /// The text in a charset, escaped as in a form: a blank is `+`, and all but letters, digits and `*-._` is `%XX`
        /// (`URLEncoder` of Java).
        FormEncode = "form_encode" => function("form_encode", Some(Feature::TextSteps), "form-encoded"),
        /// The text as `form_encode` gives it, with small letters: `%xx`.
        FormEncodeLower = "form_encode_lower" => function("form_encode_lower", Some(Feature::TextSteps), "form-encoded in small letters"),
        /// The text with every `%XX` as the character that it stands for in a charset. A `+` stays.
        PercentDecode = "percent_decode" => function("percent_decode", Some(Feature::TextSteps), "percent-decoded"),
        /// The text as `percent_decode` gives it, with blanks for `+` (`URLDecoder` of Java).
        FormDecode = "form_decode" => function("form_decode", Some(Feature::TextSteps), "form-decoded"),
    }
}

words! {
    /// How a key is derived from a password.
    pub enum Derivation: Function, "is no way to derive a key" {
        /// A key derived with PBKDF2 and HMAC-SHA-1: `{ salt: mid, form: text, rounds: 10000, bytes: 32 }`; as bytes.
        Pbkdf2Sha1 = "pbkdf2_sha1" => function("pbkdf2_sha1", Some(Feature::Pbkdf2Sha1), "PBKDF2 SHA-1"),
        /// A key derived with PBKDF2 and HMAC-SHA-256: `{ salt: mid, form: text, rounds: 10000, bytes: 32 }`; as bytes.
        Pbkdf2Sha256 = "pbkdf2_sha256" => function("pbkdf2_sha256", Some(Feature::Pbkdf2), "PBKDF2 SHA-256"),
        /// A key derived with PBKDF2 and HMAC-SHA-512: `{ salt: mid, form: text, rounds: 10000, bytes: 64 }`; as bytes.
        Pbkdf2Sha512 = "pbkdf2_sha512" => function("pbkdf2_sha512", Some(Feature::Pbkdf2), "PBKDF2 SHA-512"),
    }
}

words! {
    /// How a text is encrypted within a recipe.
    pub enum Encryption, "is no way to encrypt" {
        /// The text, encrypted with this cipher.
        Encrypt = "encrypt",
    }
}

words! {
    /// What makes a text in one of several ways.
    pub enum Branch, "is no way to choose a recipe" {
        /// One of several recipes, by what a text is: `choose: { by: [ { text: kind }, { last: 1 } ], when: { "0": [ … ], "1":
        /// [ … ] } }`. For any other text there is none.
        Choose = "choose",
    }
}

/// What a step takes beside what comes before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// Nothing.
    Nothing,
    /// A secret: a text credential that is not public, or a value made of secrets.
    Secret,
    /// A credential that is a private key.
    PrivateKey,
    /// A number of characters.
    Count,
    /// A cipher of the spec.
    Cipher,
    /// A charset.
    Charset,
    /// What is replaced, and what by.
    Replacement,
    /// Salt, rounds and length.
    Derivation,
}

/// What must come before a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// Bytes, or text that goes in as UTF-8.
    BytesOrText,
}

/// What a step gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// Bytes of one length, whatever they are made of.
    FixedBytes,
}

/// What all words of a family of steps have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepDescription {
    /// What must come before it.
    pub takes: Input,
    /// What it makes of that.
    pub gives: Output,
    /// What it takes beside that.
    pub operand: Operand,
    /// Whether it binds its input: whoever finds another text with the same result can forge.
    pub binds: bool,
}

families! {
    /// What a recipe begins with.
    pub enum Start {
        /// One text.
        One,
        /// Texts that are joined.
        Several,
        /// The message.
        Whole,
        /// What one of several recipes makes.
        Branch,
    }
}

families! {
    /// A step of a recipe, after the first one.
    pub enum Step {
        /// Text to bytes.
        Charset,
        /// Bytes to a digest.
        Digest,
        /// Bytes to a MAC, with a secret.
        Mac,
        /// Bytes to a signature, with a private key.
        Signature,
        /// Bytes to text.
        TextEncoding,
        /// Text to shorter text.
        Cut,
        /// Text to text in another case.
        Case,
        /// Text to text with other pieces.
        Replacement,
        /// Text to escaped text, and back.
        Escape,
        /// Bytes to a key.
        Derivation,
        /// Text to encrypted text.
        Encryption,
    }
}

impl Step {
    /// What it takes and gives.
    pub const fn description(self) -> StepDescription {
        let (takes, gives, operand, binds) = match self {
            Self::Charset(_) => (Input::Text, Output::Bytes, Operand::Nothing, false),
            Self::Digest(_) => (
                Input::BytesOrText,
                Output::FixedBytes,
                Operand::Nothing,
                true,
            ),
            Self::Mac(_) => (
                Input::BytesOrText,
                Output::FixedBytes,
                Operand::Secret,
                true,
            ),
            Self::Signature(_) => (
                Input::BytesOrText,
                Output::FixedBytes,
                Operand::PrivateKey,
                true,
            ),
            Self::TextEncoding(_) => (Input::Bytes, Output::Text, Operand::Nothing, false),
            Self::Cut(_) => (Input::Text, Output::Text, Operand::Count, false),
            Self::Case(_) => (Input::Text, Output::Text, Operand::Nothing, false),
            Self::Replacement(_) => (Input::Text, Output::Text, Operand::Replacement, false),
            Self::Escape(_) => (Input::Text, Output::Text, Operand::Charset, false),
            Self::Derivation(_) => (
                Input::BytesOrText,
                Output::FixedBytes,
                Operand::Derivation,
                true,
            ),
            Self::Encryption(_) => (Input::Text, Output::Text, Operand::Cipher, false),
        };
        StepDescription {
            takes,
            gives,
            operand,
            binds,
        }
    }

    /// The cargo feature of the runtime that it needs. What a cipher needs is known by the cipher.
    pub const fn feature(self) -> Option<Feature> {
        match self {
            Self::Charset(step) => step.row().feature,
            Self::Digest(step) => step.row().function.feature,
            Self::Mac(step) => step.row().function.feature,
            Self::Signature(step) => step.row().feature,
            Self::TextEncoding(step) => step.row().feature,
            Self::Cut(step) => step.row().feature,
            Self::Case(step) => step.row().feature,
            Self::Replacement(step) => step.row().feature,
            Self::Escape(step) => step.row().feature,
            Self::Derivation(step) => step.row().feature,
            Self::Encryption(Encryption::Encrypt) => None,
        }
    }
}
