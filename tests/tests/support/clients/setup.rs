//! What clients of every vendor are made with, and what is told of their calls.

use std::fmt::{self, Debug};
use std::sync::Arc;
use std::time::Duration;

use kpg::runtime::{Attempt, Audit, Core, End, Masked, Operation, Retry, TokenFetched};

use crate::Fault;
use crate::failure::Failed;
use crate::fixtures::{self, CredentialOf};
use crate::values::Values;

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
