//! Calls of every vendor at an address of a test's choice, in every way in which a client can be used.

use std::fmt;
use std::time::Duration;

use kpg::runtime::{ReqwestTransport, Retry};

use crate::Fault;
use crate::clients::{self, Called};
use crate::failure::Failed;

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
        let operation = self.operation.as_str();
        macro_rules! calls {
            ($vendor:ident $(, $chosen:ident($value:expr))?) => {{
                let client = clients::$vendor(&self.address)?$(.$chosen($value))?;
                let client = client.retry(retry).build_with(self.transport.clone());
                if let Some(pause) = warm {
                    went_well(clients::$vendor::call(&client, operation).await?)?;
                    tokio::time::sleep(pause).await;
                }
                clients::$vendor::call(&client, operation).await
            }};
        }
        match self.vendor.as_str() {
            "bccard" => calls!(bccard),
            "cookiepay" => calls!(cookiepay, access_token_lifetime(TOKEN_LIFETIME)),
            "konaplate" => calls!(konaplate),
            "welcome" => calls!(welcome),
            other => Err(format!("nobody calls `{other}` yet").into()),
        }
    }

    fn call_blocking(&self, warm: Option<Duration>) -> Called {
        let operation = self.operation.as_str();
        macro_rules! calls {
            ($vendor:ident $(, $chosen:ident($value:expr))?) => {{
                let client = clients::$vendor(&self.address)?$(.$chosen($value))?;
                let client = client.build_blocking_with(self.transport.clone())?;
                if let Some(pause) = warm {
                    went_well(clients::$vendor::call_blocking(&client, operation)?)?;
                    std::thread::sleep(pause);
                }
                clients::$vendor::call_blocking(&client, operation)
            }};
        }
        match self.vendor.as_str() {
            "bccard" => calls!(bccard),
            "cookiepay" => calls!(cookiepay, access_token_lifetime(TOKEN_LIFETIME)),
            "konaplate" => calls!(konaplate),
            "welcome" => calls!(welcome),
            other => Err(format!("nobody calls `{other}` yet").into()),
        }
    }
}

fn went_well(called: Result<String, Failed>) -> Result<(), Fault> {
    called.map(drop).map_err(|failed| failed.shown.into())
}
