//! What arrives encrypted, or as a text that holds something else: how it becomes what it is.

use super::{AnswerField, BodyEncoding, CipherId, Computed, Content, CredentialId, Layout, Path};

/// A cipher that opens what arrives, and the values that its keys are made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// The cipher.
    pub cipher: CipherId,
    /// The values, in the order in which they must be computed.
    pub computed: Vec<Computed>,
}

/// Encryption of a whole body that arrives.
#[derive(Clone, Debug, PartialEq)]
pub enum ReceivedEnvelope {
    /// A JSON object with one member that holds a compact JWE (RSA-OAEP-256 with A128GCM or A256GCM).
    Jwe {
        /// The member's wire name.
        member: String,
        /// The private RSA key.
        key: CredentialId,
    },
    /// The text that a cipher makes of a body.
    Cipher {
        /// What opens it.
        opening: Opening,
        /// The member that the text is; `None` where it is the whole body.
        holder: Option<ReceivedHolder>,
    },
}

/// The member that holds the rest of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedHolder {
    /// Its wire name.
    pub name: String,
    /// The members that stand beside it in clear.
    pub clear: Vec<String>,
    /// How what is encrypted is written; `None` where it is written as the body around it is.
    pub content: Option<BodyEncoding>,
}

impl ReceivedEnvelope {
    /// The member that holds what is encrypted; `None` where it is the whole body.
    pub fn member(&self) -> Option<&str> {
        match self {
            Self::Jwe { member, .. } => Some(member),
            Self::Cipher { holder, .. } => holder.as_ref().map(|holder| holder.name.as_str()),
        }
    }

    /// What opens it, where that is a cipher.
    pub fn opening(&self) -> Option<&Opening> {
        match self {
            Self::Jwe { .. } => None,
            Self::Cipher { opening, .. } => Some(opening),
        }
    }
}

/// Every member with something to open, with the whole path to it: what holds others comes before them. Paths lead
/// through lists, and through what was opened.
pub fn wrapped_members(fields: &[AnswerField]) -> Vec<(Path, &AnswerField)> {
    let mut found = Vec::new();
    collect(&[], fields, &mut found);
    found
}

fn collect<'f>(
    way: &[String],
    fields: &'f [AnswerField],
    found: &mut Vec<(Path, &'f AnswerField)>,
) {
    for field in fields {
        let path = [way, field.path.0.as_slice()].concat();
        if !field.wrapping.is_none() {
            found.push((Path(path.clone()), field));
        }
        if let Content::Nested(members) = &field.facts.content
            && members.layout != Layout::JsonText
        {
            collect(&path, &members.fields, found);
        }
    }
}
