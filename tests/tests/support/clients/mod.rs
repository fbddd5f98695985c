//! Clients of every vendor with test credentials, and a call of each operation by its name. Beside them good requests of
//! some vendors, written by hand, for the tests of what only those vendors do.

pub(crate) mod bccard;
pub(crate) mod cookiepay;
mod driven;
pub(crate) mod konaplate;
mod setup;
pub(crate) mod welcome;

use std::time::Duration;

use kpg::runtime::Transport;

pub use self::bccard::*;
pub use self::cookiepay::*;
pub use self::driven::Clients;
pub(crate) use self::driven::{send_blocking, send_once};
pub use self::konaplate::*;
pub(crate) use self::setup::Named;
pub use self::setup::{Auditor, Called, Setup, Visitor};
pub use self::welcome::*;
use crate::Fault;
use crate::values::Values;

impl<T: Transport + Clone> Clients<T> {
    /// Clients of a sandbox.
    pub fn new(sandbox: &kpg_sandbox::Sandbox, transport: &T) -> Result<Self, Fault> {
        Self::of(&Setup::at(&|vendor| sandbox.base_url(vendor)), transport)
    }

    /// Clients that all call one address.
    pub fn at(address: &str, transport: &T) -> Result<Self, Fault> {
        Self::of(&Setup::at(&|_| address.to_owned()), transport)
    }
}

/// One call of a new client, by the names of vendor and operation, with these values; with `warm`, behind a good call and
/// that pause.
pub async fn call_once<T: Transport>(
    setup: &Setup<'_>,
    transport: T,
    warm: Option<Duration>,
    (vendor, operation, values): (&str, &str, &Values),
) -> Called {
    let named = Named {
        vendor,
        operation,
        values,
    };
    send_once(setup, transport, warm, named).await
}

impl<T: Transport> Clients<T> {
    /// A good call of an operation by its names in the spec.
    pub async fn call(&self, vendor: &str, operation: &str) -> Called {
        let values = Values::of_operation(vendor, operation)?;
        self.send(vendor, operation, &values).await
    }
}
