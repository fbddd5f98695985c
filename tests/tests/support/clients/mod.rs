//! Clients of every vendor with test credentials, and a call of each operation by its name. Beside them good requests of
//! some vendors, written by hand, for the tests of what only those vendors do.

pub(crate) mod bccard;
pub(crate) mod cookiepay;
mod driven;
pub(crate) mod konaplate;
pub(crate) mod welcome;

use std::fmt::{self, Debug};
use std::sync::Arc;
use std::time::Duration;

use kpg::runtime::{Attempt, Audit, Core, End, Masked, Operation, Retry, TokenFetched, Transport};

pub use self::bccard::*;
pub use self::cookiepay::*;
pub use self::driven::Clients;
pub(crate) use self::driven::{send_blocking, send_once};
pub use self::konaplate::*;
pub use self::welcome::*;
use crate::failure::Failed;
use crate::values::Values;
use crate::{Fault, fixtures};

/// What came of a call, when it could be made: what was accepted is given as `Debug` shows it.
pub type Called = Result<Result<String, Failed>, Fault>;

/// A call by its names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named<'a> {
    pub(crate) vendor: &'a str,
    pub(crate) operation: &'a str,
    pub(crate) values: &'a Values,
}

/// What is to be seen of an operation besides its calls, whatever its types.
pub trait Visitor<T> {
    /// The builder of the request.
    fn builder(&mut self, builder: &dyn Debug);
    /// The request, and what it is prepared by.
    fn request<O>(&mut self, core: &Core<O::Settings, T>, request: &O)
    where
        O: Operation + Debug,
        O::Settings: Debug,
        O::Code: 'static,
        O::Verdict: Debug;
}

/// The text or PEM of a credential, by the names of vendor and credential; none of one that is not given.
pub type CredentialOf<'a> = &'a (dyn Fn(&str, &str) -> Result<Option<String>, Fault> + Sync);

/// What the clients of all vendors are made with.
pub struct Setup<'a> {
    /// The address of a vendor.
    pub address: &'a (dyn Fn(&str) -> String + Sync),
    /// What a vendor gives a merchant.
    pub credential: CredentialOf<'a>,
    /// Whether what was not sent is sent again.
    pub retry: Retry,
    /// Who is told of every attempt.
    pub audit: Option<Auditor>,
    /// How long session tokens are used; as the specs say where there is none.
    pub token_lifetime: Option<Duration>,
    /// Looks at all that a client is made of.
    pub look: &'a (dyn Fn(&dyn Debug) + Sync),
}

impl<'a> Setup<'a> {
    /// With the test credentials, and nothing else that is out of the ordinary.
    pub fn at(address: &'a (dyn Fn(&str) -> String + Sync)) -> Self {
        Self {
            address,
            credential: &fixtures::credential,
            retry: Retry::OFF,
            audit: None,
            token_lifetime: None,
            look: &|_| (),
        }
    }
}

impl fmt::Debug for Setup<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Setup");
        shown.field("retry", &self.retry);
        shown.field("token_lifetime", &self.token_lifetime);
        shown.finish_non_exhaustive()
    }
}

/// An audit trail that many clients share.
#[derive(Clone)]
pub struct Auditor(Arc<dyn Audit>);

impl Auditor {
    /// Tells this trail.
    pub fn new(trail: impl Audit + 'static) -> Self {
        Self(Arc::new(trail))
    }
}

impl fmt::Debug for Auditor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Auditor")
    }
}

impl Audit for Auditor {
    fn sending(&self, attempt: &Attempt, request: &Masked) {
        self.0.sending(attempt, request);
    }

    fn ended(&self, attempt: &Attempt, end: &End<'_>) {
        self.0.ended(attempt, end);
    }

    fn token_fetched(&self, token: &TokenFetched) {
        self.0.token_fetched(token);
    }
}

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
