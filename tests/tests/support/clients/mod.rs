//! Clients of every vendor with test credentials, a good request for every operation, with the
//! values of the specs' examples, and a call of each by its name.

#[macro_use]
mod table;

pub(crate) mod bccard;
pub(crate) mod cookiepay;
pub(crate) mod konaplate;
pub(crate) mod welcome;

use std::fmt::Debug;

use kpg::runtime::{Core, Operation, Transport};

pub use self::bccard::*;
pub use self::cookiepay::*;
pub use self::konaplate::*;
pub use self::welcome::*;
use crate::Fault;
use crate::failure::Failed;
use crate::values::Values;

/// A client of every vendor over one transport.
#[derive(Debug)]
pub struct Clients<T> {
    /// BC Card.
    pub bccard: kpg::bccard::Client<T>,
    /// CookiePayments.
    pub cookiepay: kpg::cookiepay::Client<T>,
    /// Konaplate.
    pub konaplate: kpg::konaplate::Client<T>,
    /// Welcome Payments.
    pub welcome: kpg::welcome::Client<T>,
}

impl<T: Transport + Clone> Clients<T> {
    /// Clients of a sandbox.
    pub fn new(sandbox: &kpg_sandbox::Sandbox, transport: &T) -> Result<Self, Fault> {
        Ok(Self {
            bccard: bccard(&sandbox.base_url("bccard"))?.build_with(transport.clone()),
            cookiepay: cookiepay(&sandbox.base_url("cookiepay"))?.build_with(transport.clone()),
            konaplate: konaplate(&sandbox.base_url("konaplate"))?.build_with(transport.clone()),
            welcome: welcome(&sandbox.base_url("welcome"))?.build_with(transport.clone()),
        })
    }
}

/// What came of a call, when it could be made: what was accepted is given as `Debug` shows it.
pub type Called = Result<Result<String, Failed>, Fault>;

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

impl<T: Transport> Clients<T> {
    /// A good call of an operation by its names in the spec. Fails when nobody has written a request
    /// for the operation yet.
    pub async fn call(&self, vendor: &str, operation: &str) -> Called {
        match vendor {
            "bccard" => bccard::call(&self.bccard, operation).await,
            "cookiepay" => cookiepay::call(&self.cookiepay, operation).await,
            "konaplate" => konaplate::call(&self.konaplate, operation).await,
            "welcome" => welcome::call(&self.welcome, operation).await,
            _ => Err(unwritten(operation)),
        }
    }

    /// A call of an operation with these values. Fails with the [`Violations`](kpg::Violations) of
    /// values that break a rule, and when a field has no value or none of its type.
    pub async fn send(&self, vendor: &str, operation: &str, values: &Values) -> Called {
        match vendor {
            "bccard" => bccard::send(&self.bccard, operation, values).await,
            "cookiepay" => cookiepay::send(&self.cookiepay, operation, values).await,
            "konaplate" => konaplate::send(&self.konaplate, operation, values).await,
            "welcome" => welcome::send(&self.welcome, operation, values).await,
            _ => Err(unwritten(operation)),
        }
    }

    /// Shows a visitor an operation's request with these values. Fails like [`Clients::send`].
    pub fn visit(
        &self,
        vendor: &str,
        operation: &str,
        values: &Values,
        visitor: &mut impl Visitor<T>,
    ) -> Result<(), Fault> {
        match vendor {
            "bccard" => bccard::visit(&self.bccard, operation, values, visitor),
            "cookiepay" => cookiepay::visit(&self.cookiepay, operation, values, visitor),
            "konaplate" => konaplate::visit(&self.konaplate, operation, values, visitor),
            "welcome" => welcome::visit(&self.welcome, operation, values, visitor),
            _ => Err(unwritten(operation)),
        }
    }
}

fn unwritten(operation: &str) -> Fault {
    format!("`support/clients` has no request for `{operation}`").into()
}
