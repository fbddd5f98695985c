//! Clients of every vendor with test credentials, a good request for every operation, with the
//! values of the specs' examples, and a call of each by its name.

mod bccard;
mod cookiepay;
mod konaplate;
mod welcome;

use std::fmt::Debug;

use kpg::Error;
use kpg::runtime::{ResultCode, Transport};

pub use self::bccard::*;
pub use self::cookiepay::*;
pub use self::konaplate::*;
pub use self::welcome::*;
use crate::Fault;

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

impl<T: Transport> Clients<T> {
    /// A good call of an operation by its names in the spec; what is accepted is given as `Debug`
    /// shows it. Fails when nobody has written a request for the operation yet.
    pub async fn call(&self, vendor: &str, operation: &str) -> Result<String, Fault> {
        match vendor {
            "bccard" => bccard::call(&self.bccard, operation).await,
            "cookiepay" => cookiepay::call(&self.cookiepay, operation).await,
            "konaplate" => konaplate::call(&self.konaplate, operation).await,
            "welcome" => welcome::call(&self.welcome, operation).await,
            _ => Err(unwritten(operation)),
        }
        .map_err(|error| format!("{vendor}.{operation}: {error}").into())
    }
}

fn shown<A: Debug, C: ResultCode>(result: Result<A, Error<C>>) -> Result<String, Fault> {
    match result {
        Ok(answer) => Ok(format!("{answer:?}")),
        Err(error) => Err(error.to_string().into()),
    }
}

fn unwritten(operation: &str) -> Fault {
    format!("tests/src/clients has no request for `{operation}`").into()
}
