//! Positions by which the items of a model name each other.

/// The position of a credential in [`Vendor::credentials`](super::Vendor::credentials).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CredentialId(pub usize);

/// The position of an option in [`Vendor::options`](super::Vendor::options).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OptionId(pub usize);

/// The position of a cipher in [`Vendor::ciphers`](super::Vendor::ciphers).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CipherId(pub usize);

/// The position of an enumeration in [`Vendor::enumerations`](super::Vendor::enumerations).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EnumerationId(pub usize);

/// The position of a code set in [`Vendor::code_sets`](super::Vendor::code_sets).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CodeSetId(pub usize);

/// The position of a session in [`Vendor::sessions`](super::Vendor::sessions).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionId(pub usize);

/// The position of a record in [`Vendor::records`](super::Vendor::records).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordId(pub usize);

/// The position of an operation in [`Vendor::operations`](super::Vendor::operations).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OperationId(pub usize);

/// The position of a host in [`Vendor::hosts`](super::Vendor::hosts) and in the addresses of an environment; 0 where
/// the vendor has one host without a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HostId(pub usize);
