//! Where in a spec a difference is. How the place is found in the text of a spec is the compiler's business.

use kpg_codegen::model::{OperationId, Place};

use crate::page::Way;

/// What a field or an address belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Owner {
    /// An operation.
    Operation(OperationId),
    /// A notification, by its position.
    Notification(usize),
}

/// A field of a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldLocation {
    /// What it belongs to.
    pub owner: Owner,
    /// Which way it goes.
    pub way: Way,
    /// Where it is sent; the body, of what arrives.
    pub place: Place,
    /// Its wire name, after those of the members that it is in.
    pub path: Vec<String>,
}

/// A place in a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// The vendor as a whole.
    Vendor,
    /// An environment, by its position.
    Environment(usize),
    /// A fact of an operation or notification, or all of it.
    Owner(Owner, Option<&'static str>),
    /// A field, and the key of a fact of it.
    Field(FieldLocation, Option<&'static str>),
    /// An enumeration, by its position, and one of its values.
    Value(usize, Option<String>),
    /// The codes of an operation, and one of them.
    Code(Owner, Option<String>),
    /// The codes of a fault, by the name of the fault, and an operation that is answered so.
    FaultCodes(Owner, String),
}

impl Owner {
    /// The operation, where it is one.
    pub(super) fn operation(self) -> Option<OperationId> {
        match self {
            Self::Operation(id) => Some(id),
            Self::Notification(_) => None,
        }
    }
}

impl Location {
    /// The field, where it is one.
    pub fn field(&self) -> Option<&FieldLocation> {
        match self {
            Self::Field(field, _) => Some(field),
            Self::Vendor
            | Self::Environment(_)
            | Self::Owner(..)
            | Self::Value(..)
            | Self::Code(..)
            | Self::FaultCodes(..) => None,
        }
    }

    /// The operation or notification, where it is a fact of one.
    pub(super) fn owner(&self) -> Option<Owner> {
        match self {
            Self::Owner(owner, _) => Some(*owner),
            Self::Vendor
            | Self::Environment(_)
            | Self::Field(..)
            | Self::Value(..)
            | Self::Code(..)
            | Self::FaultCodes(..) => None,
        }
    }

    /// The position of the enumeration, where it is one or a value of one.
    pub(super) fn enumeration(&self) -> Option<usize> {
        match self {
            Self::Value(position, _) => Some(*position),
            Self::Vendor
            | Self::Environment(_)
            | Self::Owner(..)
            | Self::Field(..)
            | Self::Code(..)
            | Self::FaultCodes(..) => None,
        }
    }

    /// What has the result codes, where it is these or one of them.
    pub(super) fn owner_of_codes(&self) -> Option<Owner> {
        match self {
            Self::Code(owner, _) | Self::FaultCodes(owner, _) => Some(*owner),
            Self::Vendor
            | Self::Environment(_)
            | Self::Owner(..)
            | Self::Field(..)
            | Self::Value(..) => None,
        }
    }

    /// The value or result code as it goes on the wire, where it is one.
    pub(super) fn wire(&self) -> Option<&str> {
        match self {
            Self::Value(_, wire) | Self::Code(_, wire) => wire.as_deref(),
            Self::Vendor
            | Self::Environment(_)
            | Self::Owner(..)
            | Self::Field(..)
            | Self::FaultCodes(..) => None,
        }
    }
}
