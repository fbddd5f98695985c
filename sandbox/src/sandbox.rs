//! The handle of a running sandbox, and how one is started.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;

use kpg_codegen::model::{CredentialKind, SessionId, Vendor};
use tokio::sync::oneshot;

use crate::credentials::Credentials;
use crate::exchange::Exchange;
use crate::fresh::{self, GivenCredential, Merchant};
use crate::keys;
use crate::script::Script;
use crate::server;
use crate::start_error::StartError;
use crate::state::{Listener, State, VendorState, locked};
use crate::tls::{Identity, Tls};

/// A running sandbox. It lives in a thread of its own, so clients of any runtime, or of none, can
/// call it; dropping it stops it and closes its connections.
#[derive(Debug)]
pub struct Sandbox {
    address: SocketAddr,
    /// How it is spoken to: `http`, or `https` with a certificate of its own.
    scheme: &'static str,
    state: Arc<State>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Begins to set one up.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder {
            vendors: Vec::new(),
            port: 0,
            any_clock: false,
            keeps_records: true,
            seed: None,
            on_exchange: None,
            identity: None,
        }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What takes the place of a vendor's base address: `http://127.0.0.1:PORT/<vendor id>`, or `https` with a
    /// [`certificate`](SandboxBuilder::certificate).
    pub fn base_url(&self, vendor: &str) -> String {
        format!("{}://{}/{vendor}", self.scheme, self.address)
    }

    /// Where a browser finds the console page.
    pub fn console_url(&self) -> String {
        format!("{}://{}/", self.scheme, self.address)
    }

    /// Decides how the next call of an operation is answered, after those already decided. A vendor
    /// or operation that the sandbox does not have is never called, and its script never used.
    pub fn answer_next(&self, vendor: &str, operation: &str, script: Script) {
        self.state.queue(vendor, operation, script);
    }

    /// Tells the vendor what an input of an operation is that no request shows, such as the amount that it has stored: the
    /// proof of an answer may take it in. Without it, the input is its example.
    pub fn know_input(&self, vendor: &str, operation: &str, input: &str, text: &str) {
        self.state.know_input(vendor, operation, (input, text));
    }

    /// The last exchanges, the oldest first: ten thousand, and fewer where they have more than 64 MiB together.
    pub fn log(&self) -> Vec<Exchange> {
        let log = self.state.log().into_iter();
        log.map(Arc::unwrap_or_clone).collect()
    }

    /// What a merchant's program is given to call a vendor, where the sandbox made it: see
    /// [`SandboxBuilder::fresh`].
    pub fn credentials(&self, vendor: &str) -> &[GivenCredential] {
        let vendor_state = self.state.vendors.get(vendor);
        vendor_state.map_or(&[], |vendor_state| vendor_state.given.as_slice())
    }

    /// Makes a session's token valid as if the sandbox had issued it now. False when the vendor has
    /// no such session.
    pub fn issue_token(&self, vendor: &str, session: &str, token: &str) -> bool {
        let Some(vendor_state) = self.state.vendors.get(vendor) else {
            return false;
        };
        let sessions = &vendor_state.vendor.sessions;
        let Some(id) = sessions
            .iter()
            .position(|known| known.name.snake() == session)
        else {
            return false;
        };
        locked(&vendor_state.tokens).issue(&vendor_state.vendor, SessionId(id), token.to_owned());
        true
    }

    /// Remembers something as if the vendor had made it elsewhere, such as a payment in a payment window: the name of the
    /// record in the spec, its keys, each with its text, and its amount. False when the vendor has no such record or key, or
    /// the amount is none.
    pub fn add_record(
        &self,
        vendor: &str,
        record: &str,
        keys: &[(&str, &str)],
        amount: Option<&str>,
    ) -> bool {
        let keys = keys.iter();
        let keys = keys.map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        let vendor_state = self.state.vendors.get(vendor);
        vendor_state.is_some_and(|vendor_state| {
            vendor_state
                .add_record(record, keys.collect(), amount)
                .is_ok()
        })
    }

    /// Forgets what every vendor remembers between calls, but for tokens.
    pub fn forget_records(&self) {
        for vendor_state in self.state.vendors.values() {
            vendor_state.forget_records();
        }
    }

    /// Makes every token of a vendor invalid.
    pub fn revoke_tokens(&self, vendor: &str) {
        if let Some(vendor_state) = self.state.vendors.get(vendor) {
            locked(&vendor_state.tokens).revoke();
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // Dropping the sender is the signal; the thread ends within one turn of its loop.
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ended = thread.join();
        }
    }
}

/// A sandbox that is being set up.
#[derive(Clone, Debug)]
pub struct SandboxBuilder {
    vendors: Vec<(Vendor, Option<Credentials>)>,
    port: u16,
    any_clock: bool,
    keeps_records: bool,
    seed: Option<String>,
    on_exchange: Option<Listener>,
    identity: Option<Identity>,
}

impl SandboxBuilder {
    /// With a vendor, and what it knows of the one merchant that calls it.
    #[must_use]
    pub fn vendor(mut self, vendor: Vendor, credentials: Credentials) -> Self {
        self.vendors.push((vendor, Some(credentials)));
        self
    }

    /// With a vendor, and fresh credentials of one merchant, which [`Sandbox::credentials`] tells.
    #[must_use]
    pub fn fresh(mut self, vendor: Vendor) -> Self {
        self.vendors.push((vendor, None));
        self
    }

    /// Makes fresh credentials of this seed: the same ones at every start.
    #[must_use]
    pub fn seed(mut self, seed: impl Into<String>) -> Self {
        self.seed = Some(seed.into());
        self
    }

    /// Tells somebody of every exchange when it has been decided, in the thread that serves: nothing else is served
    /// until it returns.
    #[must_use]
    pub fn on_exchange(mut self, listener: impl Fn(&Exchange) + Send + Sync + 'static) -> Self {
        self.on_exchange = Some(Listener::new(listener));
        self
    }

    /// On this port of 127.0.0.1 instead of any free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Speaks TLS, with this certificate of 127.0.0.1 and its private key, both PEM: for tests of clients that trust a
    /// certificate authority of their own.
    #[must_use]
    pub fn certificate(
        mut self,
        pem: impl Into<Vec<u8>>,
        private_key_pem: impl Into<Vec<u8>>,
    ) -> Self {
        self.identity = Some(Identity {
            certificates: pem.into(),
            private_key: private_key_pem.into(),
        });
        self
    }

    /// Accepts requests of any time. All times in one request must still agree.
    #[must_use]
    pub fn any_clock(mut self) -> Self {
        self.any_clock = true;
        self
    }

    /// Remembers nothing between calls but tokens: a payment is cancelled as often as one asks for it, and an inquiry is
    /// answered from the request alone.
    #[must_use]
    pub fn without_records(mut self) -> Self {
        self.keeps_records = false;
        self
    }

    /// Starts it. It answers as soon as this returns.
    ///
    /// # Errors
    ///
    /// Credentials do not fit their vendor, the certificate cannot be used, or the port is taken.
    pub async fn start(self) -> Result<Sandbox, StartError> {
        let mut state = State::new(self.any_clock, self.keeps_records, self.on_exchange);
        for (vendor, credentials) in self.vendors {
            let id = vendor.id.snake().to_owned();
            let merchant = match credentials {
                Some(known) => Merchant::known(known),
                None => fresh::merchant(&vendor, self.seed.as_deref())
                    .ok_or_else(|| StartError::NoCredentials { vendor: id.clone() })?,
            };
            fit(&vendor, &merchant.known)?;
            keys::keys_fit(&vendor, &merchant.known)?;
            if state
                .vendors
                .insert(id.clone(), VendorState::new(vendor, merchant))
                .is_some()
            {
                return Err(StartError::SameVendor { vendor: id });
            }
        }
        let tls = self.identity.as_ref().map(Tls::new);
        let tls = tls.transpose();
        let tls = tls.map_err(|what| StartError::UnusableCertificate { what })?;
        listen(self.port, Arc::new(state), tls).map_err(|cause| StartError::Listen {
            port: self.port,
            cause,
        })
    }
}

/// Every credential that is required is there in its form, and no other.
fn fit(vendor: &Vendor, given: &Credentials) -> Result<(), StartError> {
    let id = || vendor.id.snake().to_owned();
    for credential in vendor
        .credentials
        .iter()
        .filter(|credential| credential.required)
    {
        let name = credential.name.snake();
        let there = match credential.kind {
            CredentialKind::Text => given.text_of(name).is_some(),
            CredentialKind::RsaPrivateKey => given.key_of(name).is_some(),
            CredentialKind::RsaPublicKey => given.private_key_of(name).is_some(),
        };
        let key = credential.kind != CredentialKind::Text;
        if !there {
            return Err(StartError::MissingCredential {
                vendor: id(),
                credential: name.to_owned(),
                key,
            });
        }
    }
    let known: Vec<String> = vendor
        .credentials
        .iter()
        .map(|each| each.name.snake().to_owned())
        .collect();
    match given
        .names()
        .find(|name| !known.iter().any(|known| known == name))
    {
        Some(name) => Err(StartError::UnknownCredential {
            vendor: id(),
            credential: name.to_owned(),
            known,
        }),
        None => Ok(()),
    }
}

fn listen(port: u16, state: Arc<State>, tls: Option<Tls>) -> std::io::Result<Sandbox> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let (stop, stopped) = oneshot::channel();
    let shared = Arc::clone(&state);
    let scheme = if tls.is_some() { "https" } else { "http" };
    let serve = move || {
        // The listener is open already, so calls that come before the loop turns wait in its queue.
        let _ended = server::run(listener, (shared, tls), stopped);
    };
    let thread = std::thread::Builder::new()
        .name("kpg-sandbox".to_owned())
        .spawn(serve)?;
    Ok(Sandbox {
        address,
        scheme,
        state,
        stop: Some(stop),
        thread: Some(thread),
    })
}
