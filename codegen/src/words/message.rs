//! The words of operations, of their messages, and of what a vendor declares for them.

use super::words;

words! {
    /// The version of the spec language.
    pub enum LanguageVersion, "is no version of the spec language" {
        /// The version that this compiler reads.
        One = "1",
    }
}

words! {
    /// The method by which an operation is asked.
    pub enum Method: &'static str, "is no method" {
        /// `GET`
        Get = "get" => "GET",
        /// `POST`
        Post = "post" => "POST",
        /// `PUT`
        Put = "put" => "PUT",
        /// `PATCH`
        Patch = "patch" => "PATCH",
        /// `DELETE`
        Delete = "delete" => "DELETE",
    }
}

impl Method {
    /// As HTTP writes it.
    pub fn as_str(self) -> &'static str {
        self.row()
    }
}

words! {
    /// What a lost answer would mean.
    pub enum Effect, "is no effect" {
        /// A payment, a cancel, a refund: money may move. What became of a lost answer must be asked.
        MovesMoney = "moves_money",
        /// Something changes at the vendor, and no money moves: a token, a registration.
        Changes = "changes",
        /// Nothing changes: an inquiry (조회). It can be repeated safely.
        Reads = "reads",
    }
}

/// What is known of an encoding of bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodingDescription {
    /// What it is called in the runtime: a variant of its `Encoding`.
    pub variant: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// What it is called where people read of it.
    pub title: &'static str,
    /// What a client option says of it.
    pub label: &'static str,
    /// Whether it holds lists and objects, and not texts alone.
    pub holds_structures: bool,
}

words! {
    /// How a body is encoded.
    pub enum BodyEncoding: EncodingDescription, "is no encoding of a body", ", or `[ json, form ]` when both are taken" {
        /// A JSON object; dots in the names of members lead into objects.
        Json = "json" => EncodingDescription {
            variant: "Json",
            media_type: "application/json",
            title: "JSON",
            label: "A JSON object",
            holds_structures: true,
        },
        /// An HTML form: `name=value` joined with `&`.
        Form = "form" => EncodingDescription {
            variant: "Form",
            media_type: "application/x-www-form-urlencoded",
            title: "form",
            label: "An HTML form's encoding",
            holds_structures: false,
        },
        /// `name=value` in lines, not escaped: answers alone come so.
        Lines = "lines" => EncodingDescription {
            variant: "Lines",
            media_type: "text/plain",
            title: "lines",
            label: "A name and a value in each line",
            holds_structures: false,
        },
    }
}

words! {
    /// How the names and values of a query or a form are escaped.
    pub enum Escaping, "is no way to escape a form" {
        /// A blank is `+`, and all but letters, digits and `*-._` is `%XX`: what forms do, and what is used where
        /// nothing is said.
        FormEncode = "form_encode",
        /// A blank is `%20`, and all but letters, digits and `-._~` is `%XX` (RFC 3986).
        PercentEncode = "percent_encode",
    }
}

words! {
    /// The letter case in which HTTP/1.1 sends the names of headers.
    pub enum HeaderCase, "is no letter case of headers" {
        /// `x-shop-id`, since HTTP takes them in any letter case; what is used where nothing is said.
        Lower = "lower",
        /// `X-Shop-Id`, for servers that tell letter cases apart. No other letter case can be sent.
        Title = "title",
    }
}

words! {
    /// What a credential is.
    pub enum CredentialKind, "is no kind of credential" {
        /// A text; what is used where nothing is said.
        Text = "text",
        /// A private RSA key (개인키), always secret.
        RsaPrivateKey = "rsa_private_key",
        /// A public RSA key (공개키).
        RsaPublicKey = "rsa_public_key",
    }
}

words! {
    /// The zone of a clock.
    pub enum Zone, "is no zone that kpg knows" {
        /// Korean time (한국 표준시).
        Seoul = "Asia/Seoul",
        /// Universal time.
        Utc = "UTC",
    }
}

impl Zone {
    /// Its distance from UTC at any time: it has no summer time.
    pub const fn offset(self) -> &'static str {
        match self {
            Self::Seoul => "+09:00",
            Self::Utc => "+00:00",
        }
    }
}

words! {
    /// A lifetime of tokens that is no time.
    pub enum TokenUse, "is no lifetime" {
        /// A token is fetched for every call: no document says that one may be used again.
        OneCall = "one_call",
    }
}

words! {
    /// Where a result code leaves the outcome open, beside everywhere and nowhere.
    pub enum OpenWhere, "is neither `true` nor `false`" {
        /// In every operation whose `success` and `pending` do not ask for the code.
        Elsewhere = "elsewhere",
    }
}

words! {
    /// What a result code reports.
    pub enum Reports, "is nothing that a code reports" {
        /// The signature was not accepted (서명 오류).
        Signature = "signature",
        /// A field of the request was not accepted (파라미터 오류).
        Field = "field",
        /// A key, an ID or a token was not accepted (인증 오류).
        Credential = "credential",
    }
}
