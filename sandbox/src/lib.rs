//! A server on loopback that speaks every vendor's protocol, for tests and for trying out a client.
//!
//! It interprets the compiler's model and shares no code with the generated clients or their
//! runtime: it is the second, independent reader of a spec. A request is routed by method and path and
//! decoded in its charset, every field is decrypted where it is encrypted and held against its rules,
//! and everything that a client supplies by itself (credentials, clock readings, tokens, digests,
//! signatures, packed and encrypted texts) is verified from what was received. A good request gets an
//! answer built from the spec; a bad one is refused as the vendor would, with a message that names
//! every finding. A form that a browser posts is checked in the same way, and the browser is shown a page that names
//! every finding. [`notification`] plays the vendor's other part: it writes what a vendor sends by
//! itself.
//!
//! ```no_run
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use kpg_sandbox::{Credentials, Sandbox, Script};
//!
//! let vendor = kpg_codegen::compile_file("acme.yaml")?;
//! let credentials = Credentials::new().text("merchant_id", "TEST01").text("sign_key", "secret");
//! let sandbox = Sandbox::builder().vendor(vendor, credentials).start().await?;
//!
//! sandbox.answer_next("acme", "cancel", Script::Pending);
//! println!("send requests to {}", sandbox.base_url("acme"));
//! # Ok(()) }
//! ```
//!
//! Clients must be told to accept plain `http` to reach it. It has no defence against anybody but
//! the tests that started it: use credentials that are worth nothing elsewhere.
#![warn(missing_docs)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)
)]

mod again;
mod answer;
mod clock;
mod content_type;
mod control;
mod credentials;
mod dispatch;
mod exchange;
mod form_body;
mod form_page;
mod fresh;
mod host;
mod keys;
mod lists;
mod members;
mod mishap;
mod notification;
mod outgoing;
mod places;
mod presence;
mod received;
mod records;
mod remembered;
mod repeated;
mod route;
mod rules;
mod sandbox;
mod script;
mod script_words;
mod sealed;
mod serve;
mod server;
mod start_error;
mod state;
mod texts;
mod tls;
mod tokens;
mod verify;

use kpg_recipes::{charset, cipher, crypto, escapes, evaluate, json_body, jwe, tree};

pub use credentials::{CredentialError, Credentials};
pub use exchange::{Exchange, Finding, Judgement};
pub use fresh::GivenCredential;
pub use mishap::Mishap;
pub use notification::{
    Forgery, NotificationError, Sending, SentNotification, notification, notification_as,
    notification_content_type, send_notification,
};
pub use sandbox::{Sandbox, SandboxBuilder};
pub use script::{ProofFlaw, Script};
pub use start_error::StartError;
