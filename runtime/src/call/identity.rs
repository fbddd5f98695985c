//! Which operation of which vendor a call is, what it does, and which payment it is about.

use std::fmt;

use crate::Wire;
use crate::value::shown;

/// Which operation of which vendor a call is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Call {
    /// The vendor's name in its specification.
    pub vendor: &'static str,
    /// The operation's name in its specification.
    pub operation: &'static str,
    /// What the vendor's document calls the operation, in Korean; empty where the specification does not say it.
    pub label: &'static str,
    /// What the operation, executed, has done.
    pub effect: Effect,
}

/// What an executed operation has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Money has moved.
    MovesMoney,
    /// Something at the vendor has changed, and no money has moved.
    Changes,
    /// Nothing has changed.
    Reads,
}

impl Call {
    /// An operation of a vendor.
    #[must_use]
    pub const fn new(vendor: &'static str, operation: &'static str, effect: Effect) -> Self {
        Self {
            vendor,
            operation,
            label: "",
            effect,
        }
    }

    /// An operation that moves money, with what the vendor's document calls it.
    #[must_use]
    pub const fn moves_money(
        vendor: &'static str,
        operation: &'static str,
        label: &'static str,
    ) -> Self {
        let call = Self::new(vendor, operation, Effect::MovesMoney);
        Self { label, ..call }
    }

    /// An operation that changes something, with what the vendor's document calls it.
    #[must_use]
    pub const fn changes(
        vendor: &'static str,
        operation: &'static str,
        label: &'static str,
    ) -> Self {
        let call = Self::new(vendor, operation, Effect::Changes);
        Self { label, ..call }
    }

    /// An operation that only reads, with what the vendor's document calls it.
    #[must_use]
    pub const fn reads(vendor: &'static str, operation: &'static str, label: &'static str) -> Self {
        let call = Self::new(vendor, operation, Effect::Reads);
        Self { label, ..call }
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.vendor, self.operation)
    }
}

/// The longest part of a value that is displayed, in characters.
const SHOWN: usize = 80;

/// The value by which a merchant knows what a request is about: an order number or a transaction ID.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Identification {
    /// The name of its field on the wire.
    pub name: &'static str,
    /// The value as it is sent.
    pub value: String,
}

impl Identification {
    /// The value of a field; none when it is absent.
    #[must_use]
    pub fn of(name: &'static str, value: &dyn Wire) -> Option<Self> {
        let value = value.wire()?.into_owned();
        Some(Self { name, value })
    }
}

impl fmt::Display for Identification {
    /// `tid T0001`, on one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, shown(&self.value, SHOWN))
    }
}

/// Says which member of a request, with its name on the wire, tells what it is about; part of an
/// [`Operation`](crate::Operation).
///
/// ```
/// use kpg_runtime::{Identification, identified_by};
///
/// struct Cancel {
///     transaction_id: String,
/// }
///
/// impl Cancel {
///     identified_by!("tid", transaction_id);
/// }
///
/// let cancel = Cancel { transaction_id: "T0001".to_owned() };
/// assert_eq!(cancel.identification().map(|known| known.to_string()), Some("tid T0001".to_owned()));
/// ```
#[macro_export]
macro_rules! identified_by {
    ($name:literal, $member:ident) => {
        fn identification(&self) -> ::core::option::Option<$crate::Identification> {
            $crate::Identification::of($name, &self.$member)
        }
    };
}
