//! Calls of every vendor at an address of a test's choice, in every way in which a client can be used.

use std::fmt;
use std::time::Duration;

use kpg::runtime::{ReqwestTransport, Retry};

use crate::clients::{self, Called, Named, Setup};
use crate::values::Values;

/// How a client is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// As a future.
    Async,
    /// As a future, of a client that repeats what was certainly not sent.
    Retrying,
    /// By a thread that waits.
    Blocking,
}

impl Mode {
    /// Every way there is.
    pub const ALL: &[Self] = &[Self::Async, Self::Retrying, Self::Blocking];
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Async => "async",
            Self::Retrying => "async with retries",
            Self::Blocking => "blocking",
        })
    }
}

/// Where and how an operation is called.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The vendor's id.
    pub vendor: String,
    /// The operation's name.
    pub operation: String,
    /// The values of its request.
    pub values: Values,
    /// The address of the vendor.
    pub address: String,
    /// What its client sends with.
    pub transport: ReqwestTransport,
}

/// What is done on a kept connection is done to a call: no token may be fetched between a good call and the one after.
const TOKEN_LIFETIME: Duration = Duration::from_secs(600);

impl Caller {
    /// Calls with a new client; when told to, a good call goes before, and a pause.
    ///
    /// # Errors
    ///
    /// The client cannot be made, or the call that goes before fails.
    pub async fn call(&self, mode: Mode, warm: Option<Duration>) -> Called {
        match mode {
            Mode::Async => self.call_async(Retry::OFF, warm).await,
            Mode::Retrying => {
                let wait = Duration::from_millis(10);
                let retry = Retry::attempts(2).backoff(wait, wait);
                self.call_async(retry, warm).await
            }
            Mode::Blocking => {
                let caller = self.clone();
                tokio::task::spawn_blocking(move || caller.call_blocking(warm)).await?
            }
        }
    }

    async fn call_async(&self, retry: Retry, warm: Option<Duration>) -> Called {
        let address = |_: &str| self.address.clone();
        let setup = self.setup(retry, &address);
        clients::send_once(&setup, self.transport.clone(), warm, self.named()).await
    }

    fn call_blocking(&self, warm: Option<Duration>) -> Called {
        let address = |_: &str| self.address.clone();
        let setup = self.setup(Retry::OFF, &address);
        clients::send_blocking(&setup, self.transport.clone(), warm, self.named())
    }

    fn setup<'a>(&self, retry: Retry, address: &'a (dyn Fn(&str) -> String + Sync)) -> Setup<'a> {
        Setup {
            retry,
            token_lifetime: Some(TOKEN_LIFETIME),
            ..Setup::at(address)
        }
    }

    fn named(&self) -> Named<'_> {
        Named {
            vendor: &self.vendor,
            operation: &self.operation,
            values: &self.values,
        }
    }
}
