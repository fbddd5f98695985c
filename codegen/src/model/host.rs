//! Where requests go: the environments, the hosts of each, and the address of an operation below its host.

use std::fmt;

use super::{FieldRef, HostId, Name};

/// A place requests can be sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// What the vendor calls it.
    pub name: Name,
    /// The address of each of [`super::Vendor::hosts`], in their order; of a vendor without named hosts, one.
    pub addresses: Vec<Address>,
}

impl Environment {
    /// The address of a host.
    pub fn address(&self, host: HostId) -> Option<&Address> {
        self.addresses.get(host.0)
    }

    /// Whether every address is published.
    pub fn is_documented(&self) -> bool {
        let mut addresses = self.addresses.iter();
        addresses.all(|address| !matches!(address, Address::Undocumented(_)))
    }
}

/// A base address, or the reason why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// `https` scheme, host and base path, with no slash at its end.
    Url(String),
    /// Several of these, of which an earlier answer names one.
    Choice(Vec<NamedAddress>),
    /// The vendor does not publish it; the text says where it comes from.
    Undocumented(String),
}

/// A base address with the name that the vendor's answers have for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedAddress {
    /// The name as an answer holds it.
    pub wire: String,
    /// `https` scheme, host and base path, with no slash at its end.
    pub url: String,
}

/// Where the requests of an operation go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A path, appended to the base address of the host; begins with a slash. A `{name}` stands for the path
    /// segment of that name.
    Path(String),
    /// A path as above, appended to that of the host's addresses which the value of a field names.
    PathOfNamed {
        /// The path.
        path: String,
        /// The field.
        named_by: FieldRef,
    },
    /// The whole address that a field holds; one of the host's addresses leads to it.
    Given {
        /// The field.
        url: FieldRef,
        /// The field whose value names that address of the host.
        named_by: Option<FieldRef>,
    },
}

impl Target {
    /// The path, where the spec knows it.
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::Path(path) | Self::PathOfNamed { path, .. } => Some(path),
            Self::Given { .. } => None,
        }
    }

    /// The field that holds the whole address.
    pub fn url(&self) -> Option<FieldRef> {
        match self {
            Self::Path(_) | Self::PathOfNamed { .. } => None,
            Self::Given { url, .. } => Some(*url),
        }
    }

    /// The field whose value names the address of the host.
    pub fn named_by(&self) -> Option<FieldRef> {
        match self {
            Self::Path(_) => None,
            Self::PathOfNamed { named_by, .. } => Some(*named_by),
            Self::Given { named_by, .. } => *named_by,
        }
    }
}

/// A [`Target`] with its fields by their names on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentTo<'m> {
    /// A path of the host.
    Path(&'m str),
    /// A path of the address that the value of a field names.
    PathOfNamed {
        /// The path.
        path: &'m str,
        /// The field.
        named_by: &'m str,
    },
    /// The address that a field holds.
    Given {
        /// The field.
        url: &'m str,
        /// The field whose value names the address to which it must lead.
        named_by: Option<&'m str>,
    },
}

impl fmt::Display for SentTo<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => f.write_str(path),
            Self::PathOfNamed { path, named_by } => write!(f, "{path} of the host in {named_by}"),
            Self::Given {
                url,
                named_by: None,
            } => write!(f, "the address in {url}"),
            Self::Given {
                url,
                named_by: Some(named_by),
            } => write!(f, "the address in {url}, of the host in {named_by}"),
        }
    }
}
