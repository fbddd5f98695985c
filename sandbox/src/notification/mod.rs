//! What a vendor sends by itself, written by the sandbox in the vendor's place.

mod inside;
mod moment;
mod sealing;

use std::collections::BTreeMap;
use std::fmt;
use std::time::SystemTime;

use kpg_codegen::model::{
    AnswerField, CipherId, Computed, ConditionalMember, Content, CredentialId, Expression,
    FieldRef, Format, Kind, Layout, Name, Notification, OptionId, Part, Path, ProofPlace,
    SessionId, Value, Vendor, declared_value, good_stored,
};
use serde_json::Value as Json;

use crate::answer::Shape;
use crate::answer::members::{Maker, example};
use crate::content_type;
use crate::credentials::Credentials;
use crate::evaluate::{Knowledge, Known};
use crate::tree::{Tree, as_json};

/// The body of a vendor's notification, in the first of the formats that it may have.
///
/// `members` are texts by the wire names that the spec gives them; an object or list is given as its
/// JSON text. Members that every notification has and that are not given are made up, and the proof
/// of its origin is computed with the credentials. A proof that is given is written as it is, right
/// or wrong, and so are members that the spec does not have.
///
/// # Errors
///
/// The vendor has no such notification, or its proof cannot be computed.
pub fn notification(
    vendor: &Vendor,
    name: &str,
    members: &BTreeMap<String, String>,
    credentials: &Credentials,
) -> Result<Vec<u8>, NotificationError> {
    notification_as(vendor, name, 0, members, credentials)
}

/// As [`notification`], in the format at a position of the notification's formats.
///
/// # Errors
///
/// The vendor has no such notification or format, or its proof cannot be computed.
pub fn notification_as(
    vendor: &Vendor,
    name: &str,
    format: usize,
    members: &BTreeMap<String, String>,
    credentials: &Credentials,
) -> Result<Vec<u8>, NotificationError> {
    let sending = Sending {
        format,
        members: members.clone(),
        ..Sending::default()
    };
    send_notification(vendor, name, &sending, credentials).map(|sent| sent.body)
}

/// What a notification is to say, and whether it is to be a right one.
#[derive(Clone, Debug, Default)]
pub struct Sending {
    /// The position of its format among those that it may have.
    pub format: usize,
    /// Texts of members, as in [`notification`].
    pub members: BTreeMap<String, String>,
    /// Texts of headers, by their names.
    pub headers: BTreeMap<String, String>,
    /// Texts of what the merchant stored, by the names that the spec gives them. What is not given is made up.
    pub stored: BTreeMap<String, String>,
    /// What is wrong with its proof.
    pub forgery: Option<Forgery>,
    /// When it is sent, which one that may not be old tells where it is not given; without it, now.
    pub at: Option<SystemTime>,
}

/// What is wrong with the proof of a forged notification.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Forgery {
    /// It was made with other secrets than the merchant's.
    WrongKey,
    /// It was made before one bit of the body changed, in the byte at this position; positions behind the end count
    /// on from the start.
    ChangedByte(usize),
    /// There is none.
    NoProof,
    /// It is that of a notification with these members.
    ProofOf(BTreeMap<String, String>),
    /// It was made with these stored values in the place of the merchant's.
    StoredElsewhere(BTreeMap<String, String>),
}

/// A notification as it goes to the merchant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentNotification {
    /// Names and texts of the headers that its proof stands in or is made of.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// Names and texts of what the merchant stored, with which a right notification is proven.
    pub stored: BTreeMap<String, String>,
}

/// A notification with its headers, right or forged.
///
/// # Errors
///
/// The vendor has no such notification or format, or its proof cannot be computed.
pub fn send_notification(
    vendor: &Vendor,
    name: &str,
    sending: &Sending,
    credentials: &Credentials,
) -> Result<SentNotification, NotificationError> {
    let notification = find(vendor, name)?;
    let format = format_of(notification, sending.format)?;
    let forger = credentials.with_other_secrets(vendor);
    let stored = stored(vendor, notification, &sending.stored);
    let moment = moment::moment_members(notification, sending.at);
    let written = |members: &BTreeMap<String, String>, credentials| Notice {
        vendor,
        notification,
        credentials,
        computed: notification.computed(),
        arrived: None,
        texts: texts(vendor, notification, &moment::with_member(members, &moment)),
        headers: moment::with_header(&sending.headers, &moment),
        stored: stored.clone(),
        body: None,
    };
    let credentials = match sending.forgery {
        Some(Forgery::WrongKey) => &forger,
        _ => credentials,
    };
    let mut notice = written(&sending.members, credentials);
    if let Some(Forgery::StoredElsewhere(others)) = &sending.forgery {
        notice.stored.extend(others.clone());
    }
    notice.arrived = Some(notice.sealed(format, &sending.members)?);
    let proof = match &sending.forgery {
        Some(Forgery::NoProof) => None,
        Some(Forgery::ProofOf(members)) => {
            let mut other = written(members, credentials);
            other.arrived = Some(other.sealed(format, members)?);
            other.proof(format, members)?
        }
        Some(Forgery::WrongKey | Forgery::ChangedByte(_) | Forgery::StoredElsewhere(_)) | None => {
            notice.proof(format, &sending.members)?
        }
    };
    let mut sent = notice.send(format, proof)?;
    sent.stored = stored;
    if let Some(Forgery::ChangedByte(position)) = sending.forgery {
        let position = position.checked_rem(sent.body.len()).unwrap_or_default();
        if let Some(byte) = sent.body.get_mut(position) {
            *byte ^= 1;
        }
    }
    Ok(sent)
}

/// The `Content-Type` that a notification has in one of its formats.
///
/// # Errors
///
/// The vendor has no such notification or format.
pub fn notification_content_type(
    vendor: &Vendor,
    name: &str,
    format: usize,
) -> Result<String, NotificationError> {
    format_of(find(vendor, name)?, format).map(content_type::content_type_of)
}

/// Why a notification cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotificationError {
    /// The vendor has no notification of this name.
    Unknown(String),
    /// The notification has no format at this position.
    NoFormat(usize),
    /// What this cipher encrypts cannot be encrypted: a credential is missing, or its key is made of what is not sent.
    NoKey(String),
    /// The proof in this member or header cannot be computed: a credential is missing, or it is made of what
    /// nobody knows before it is written, such as the body that it stands in.
    NoProof(String),
}

impl fmt::Display for NotificationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(name) => write!(f, "the vendor has no notification `{name}`"),
            Self::NoFormat(position) => {
                write!(f, "the notification has no format at position {position}")
            }
            Self::NoKey(cipher) => write!(
                f,
                "what `{cipher}` encrypts cannot be encrypted with the members and the credentials"
            ),
            Self::NoProof(member) => write!(
                f,
                "the proof `{member}` cannot be computed from the members and the credentials"
            ),
        }
    }
}

impl std::error::Error for NotificationError {}

fn find<'v>(vendor: &'v Vendor, name: &str) -> Result<&'v Notification, NotificationError> {
    let mut notifications = vendor.notifications.iter();
    notifications
        .find(|known| known.name.snake() == name)
        .ok_or_else(|| NotificationError::Unknown(name.to_owned()))
}

fn format_of(notification: &Notification, at: usize) -> Result<&Format, NotificationError> {
    let format = notification.formats.get(at);
    format.ok_or(NotificationError::NoFormat(at))
}

/// What the members say: what is given, and something that fits for what is always there.
fn texts(
    vendor: &Vendor,
    notification: &Notification,
    members: &BTreeMap<String, String>,
) -> Vec<Option<String>> {
    let maker = Maker {
        enumerations: &vendor.enumerations,
        writer: None,
        shape: Shape::List,
        count: 2,
        wanted: |_| true,
    };
    let made_up = |field| match maker.nested(field, &[]) {
        Some(Json::String(text)) => text,
        Some(nested) => nested.to_string(),
        None => example(field, &vendor.enumerations),
    };
    let fields = notification.fields.iter();
    let mut texts: Vec<Option<String>> = fields
        .map(|field| match members.get(&field.path.to_string()) {
            Some(given) => Some(given.clone()),
            None if field.part == Part::Optional => None,
            None => Some(made_up(field)),
        })
        .collect();
    // What is made up can demand the next one.
    for _ in &notification.conditional {
        for ConditionalMember { member, rules } in &notification.conditional {
            let known = |at: FieldRef| texts.get(at.index).cloned().flatten();
            let required = rules.required_when.as_ref();
            let holds = required.is_some_and(|when| when.held_by(&known).is_some());
            let field = notification.fields.get(*member).filter(|_| holds);
            if let (Some(field), Some(text @ None)) = (field, texts.get_mut(*member)) {
                *text = Some(made_up(field));
            }
        }
    }
    texts
}

/// What the merchant stored: what is given, and something that fits for what the proof needs beside it.
fn stored(
    vendor: &Vendor,
    notification: &Notification,
    given: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let stored = notification.stored.iter();
    let made_up = stored.flat_map(|stored| good_stored(vendor, stored));
    let mut all: BTreeMap<String, String> = made_up
        .map(|(value, text)| (value.wire.clone(), text))
        .collect();
    all.extend(given.clone());
    all
}

/// A notification that is being written.
struct Notice<'a> {
    vendor: &'a Vendor,
    notification: &'a Notification,
    credentials: &'a Credentials,
    /// What the members say, by position.
    texts: Vec<Option<String>>,
    /// What the headers say, by name.
    headers: BTreeMap<String, String>,
    /// The values that its proof or a key is made of.
    computed: &'a [Computed],
    /// The members as they are sent, once that is known.
    arrived: Option<Tree>,
    /// What the merchant stored, by name.
    stored: BTreeMap<String, String>,
    /// The body, once nothing in it changes any more.
    body: Option<Vec<u8>>,
}

impl Notice<'_> {
    /// The proof, computed unless one was given. It is never made of itself.
    fn proof(
        &mut self,
        format: &Format,
        members: &BTreeMap<String, String>,
    ) -> Result<Option<String>, NotificationError> {
        let Some(proof) = self.notification.authenticity.proof() else {
            return Ok(None);
        };
        let name = match &proof.place {
            ProofPlace::Member(path) => {
                if let Some(given) = members.get(&path.to_string()) {
                    return Ok(Some(given.clone()));
                }
                path.to_string()
            }
            ProofPlace::Header(name) => {
                let sent = self.arrived.clone().unwrap_or_default();
                self.body = Some(self.written(format, sent)?);
                name.clone()
            }
        };
        let text = self.text(&proof.expected);
        text.map(Some).ok_or(NotificationError::NoProof(name))
    }

    /// The notification with a proof, or without one.
    fn send(
        mut self,
        format: &Format,
        text: Option<String>,
    ) -> Result<SentNotification, NotificationError> {
        let proof = self.notification.authenticity.proof();
        let mut headers: Vec<(String, String)> = self.headers.clone().into_iter().collect();
        let mut tree = self.arrived.clone().unwrap_or_default();
        match proof.map(|proof| &proof.place) {
            Some(ProofPlace::Member(path)) => match text {
                Some(text) => tree.set(path, Json::from(text)),
                None => tree.remove(path),
            },
            Some(ProofPlace::Header(name)) => {
                headers.extend(text.map(|text| (name.clone(), text)));
            }
            None => {}
        }
        if self.is_proven_inside() {
            tree = self.enveloped(format, tree)?;
        }
        Ok(SentNotification {
            headers,
            stored: std::mem::take(&mut self.stored),
            // A proof in a header is one of these bytes: the same may be encrypted to others.
            body: match self.body.take() {
                Some(body) => body,
                None => self.written(format, tree)?,
            },
        })
    }

    fn position(&self, path: &Path) -> Option<usize> {
        let mut fields = self.notification.fields.iter();
        fields.position(|field| field.path == *path)
    }

    fn tree(&self, members: &BTreeMap<String, String>) -> Tree {
        let mut tree = Tree::default();
        for (field, text) in self.notification.fields.iter().zip(&self.texts) {
            let Some(text) = text else { continue };
            let value = match &field.facts.content {
                Content::One(kind) => Some(as_json(kind, text)),
                Content::Values(_) => serde_json::from_str(text).ok(),
                Content::Nested(members) => match members.layout {
                    Layout::Object | Layout::List | Layout::ListOrObject => {
                        serde_json::from_str(text).ok()
                    }
                    Layout::JsonText => None,
                },
            };
            let value = value.unwrap_or_else(|| Json::from(text.as_str()));
            tree.put(&field.path, value);
        }
        for (name, text) in members {
            let path = Path(name.split('.').map(str::to_owned).collect());
            tree.put(&path, Json::from(text.as_str()));
        }
        tree
    }
}

impl Knowledge for Notice<'_> {
    fn vendor(&self) -> &Vendor {
        self.vendor
    }

    /// It has no fields that are sent; the proof takes in what the merchant stored.
    fn field(&self, field: FieldRef) -> Option<Option<String>> {
        let value = self.notification.stored_value(field)?;
        Some(self.stored.get(&value.wire).cloned())
    }

    /// Nobody knows the proof before it is made.
    fn received(&self, path: &Path) -> Option<Option<String>> {
        let proof = self.notification.authenticity.proof()?;
        let is_proof = proof.place == ProofPlace::Member(path.clone());
        let text = match self.position(path) {
            Some(position) => self.texts.get(position).cloned()?,
            None => inside::member_text((&self.notification.fields, &self.texts), path)?,
        };
        (!is_proof).then_some(text)
    }

    fn sealed(&self, path: &Path) -> Option<Option<String>> {
        let text = self.arrived.as_ref()?.get(path).and_then(Json::as_str);
        Some(text.map(str::to_owned))
    }

    fn received_header(&self, name: &str) -> Option<String> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, text)| text.clone())
    }

    fn kind_of_field(&self, field: FieldRef) -> Option<&Kind> {
        let value = self.notification.stored_value(field)?;
        value.facts.content.one()
    }

    fn kind_of_received(&self, path: &Path) -> Option<&Kind> {
        let field = AnswerField::at(&self.notification.fields, path)?;
        field.facts.content.one()
    }

    fn as_it_arrived(&self, _field: FieldRef, _cipher: CipherId) -> Option<String> {
        None
    }

    fn credential(&self, id: CredentialId) -> Option<Option<String>> {
        let credential = self.vendor.credentials.get(id.0)?;
        let given = self.credentials.text_of(credential.name.snake());
        match (given, credential.required) {
            (None, true) => None,
            (given, _) => Some(given.map(str::to_owned)),
        }
    }

    fn declared(&self, name: &Name) -> Option<Value> {
        declared_value(self.computed, name)
    }

    fn computed(&self, value: Value) -> Option<&Expression> {
        let computed = self.computed.get(value.0)?;
        Some(&computed.expression)
    }

    fn shown(&self, _value: Value) -> Option<Known> {
        None
    }

    fn session(&self, _session: SessionId) -> Option<String> {
        None
    }

    /// The first way to decide is the default.
    fn arm<'e>(&self, _option: OptionId, arms: &'e [Expression]) -> Option<&'e Expression> {
        arms.first()
    }

    fn member(&self, _path: &Path) -> Option<String> {
        None
    }

    fn path(&self) -> Option<String> {
        None
    }

    fn query(&self) -> Option<String> {
        None
    }

    /// What stands in the body is not made of it.
    fn body(&self) -> Option<Vec<u8>> {
        self.body.clone()
    }
}
