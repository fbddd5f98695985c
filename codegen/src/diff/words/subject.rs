//! Where a change is, in words.

use std::fmt;

use super::list::joined;
use crate::diff::change::{Owner, Subject, SubjectPart, Timeout};
use crate::model::{Path, Place};

impl Subject<'_> {
    /// The place or fact, such as `body member` or `credential`.
    pub fn place(&self) -> String {
        self.part.place()
    }

    /// The wire name or name of what changed there.
    pub fn item(&self) -> Option<String> {
        self.part.item()
    }

    /// The place and the item, without the owner.
    pub fn place_and_item(&self) -> String {
        match self.item() {
            Some(item) => format!("{} `{item}`", self.place()),
            None => self.place(),
        }
    }
}

impl fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.owner {
            Owner::Vendor => f.write_str(&self.place_and_item()),
            owner => write!(f, "{owner}, {}", self.place_and_item()),
        }
    }
}

impl fmt::Display for Owner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Vendor => f.write_str("vendor"),
            Self::Operation(name) => write!(f, "operation `{name}`"),
            Self::Form(name) => write!(f, "form `{name}`"),
            Self::Notification(name) => write!(f, "notification `{name}`"),
        }
    }
}

impl SubjectPart<'_> {
    fn place(&self) -> String {
        let place = match self {
            Self::Vendor => "vendor",
            Self::Document(_) => "document",
            Self::Environment(_) => "environment",
            Self::Host(_) => "host",
            Self::HostOfEnvironment {
                environment,
                host: _,
            } => return format!("host of `{environment}`"),
            Self::Timeouts | Self::Timeout(_) => "time-out",
            Self::Credentials => "credentials",
            Self::Credential(_) => "credential",
            Self::Accounts => "accounts",
            Self::ClientOption(_) => "client option",
            Self::OptionChoice { option, choice: _ } => return format!("choice of `{option}`"),
            Self::Cipher(_) => "cipher",
            Self::Enumeration(_) => "enumeration",
            Self::EnumerationValue {
                enumeration,
                wire: _,
            } => return format!("value of `{enumeration}`"),
            Self::CodeSet(_) => "code set",
            Self::Code { set, wire: _ } => return format!("code of `{set}`"),
            Self::Session(_) => "session",
            Self::Record(_) => "record",
            Self::NotCovered(_) => "not covered",
            Self::Operation => "operation",
            Self::LeftOut(_) => "left out",
            Self::Request => "request",
            Self::Fields(place) | Self::Field { place, path: _ } => place_of_field(*place),
            Self::ComputedValue(_) => "value",
            Self::Inquiry | Self::Standing => "inquiry",
            Self::NetCancel => "net_cancel",
            Self::Next(_) => "next",
            Self::Answer | Self::ResultCode(_) => "answer",
            Self::Fault(_) => "fault",
            Self::AnswerMember(_) => "answer member",
            Self::Form => "form",
            Self::Notification => "notification",
            Self::NotificationMember(_) => "member",
        };
        place.to_owned()
    }

    fn item(&self) -> Option<String> {
        Some(match self {
            Self::Vendor
            | Self::Timeouts
            | Self::Credentials
            | Self::Accounts
            | Self::Operation
            | Self::Request
            | Self::Fields(_)
            | Self::Inquiry
            | Self::NetCancel
            | Self::Answer
            | Self::Form
            | Self::Notification => return None,
            Self::Document(item)
            | Self::EnumerationValue {
                enumeration: _,
                wire: item,
            }
            | Self::Code { set: _, wire: item }
            | Self::NotCovered(item)
            | Self::LeftOut(item)
            | Self::Next(item) => (*item).to_owned(),
            Self::Environment(name)
            | Self::Host(name)
            | Self::HostOfEnvironment {
                environment: _,
                host: name,
            }
            | Self::Credential(name)
            | Self::ClientOption(name)
            | Self::OptionChoice {
                option: _,
                choice: name,
            }
            | Self::Cipher(name)
            | Self::Enumeration(name)
            | Self::CodeSet(name)
            | Self::Session(name)
            | Self::Record(name)
            | Self::ComputedValue(name)
            | Self::Fault(name) => name.to_string(),
            Self::Timeout(timeout) => limited_wait(*timeout).to_owned(),
            Self::Field { place: _, path } => joined(path, "[]."),
            Self::Standing => "standing".to_owned(),
            Self::ResultCode(path) => path.to_string(),
            Self::AnswerMember(paths) | Self::NotificationMember(paths) => {
                joined(paths.iter().map(|path: &&Path| path.to_string()), ".")
            }
        })
    }
}

/// The place of a field as changes name it.
pub(super) fn place_of_field(place: Place) -> &'static str {
    match place {
        Place::Body => "body member",
        Place::Path
        | Place::Query
        | Place::Header
        | Place::Input
        | Place::Received
        | Place::Stored => place.word(),
    }
}

fn limited_wait(timeout: Timeout) -> &'static str {
    match timeout {
        Timeout::Connect => "to connect",
        Timeout::Read => "for the next piece",
        Timeout::Total => "in all",
    }
}
