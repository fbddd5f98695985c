//! What a vendor declares for all of its operations: documents, environments, credentials, types, accounts.

pub(super) mod account;
pub(super) mod declaration;
pub(super) mod vendor;
