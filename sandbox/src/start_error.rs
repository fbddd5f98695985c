//! Why a sandbox cannot start.

use std::fmt;

/// Why a sandbox cannot start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// Two vendors have the same id.
    SameVendor {
        /// The id.
        vendor: String,
    },
    /// A credential that the vendor's spec requires was not given, or not in its form.
    MissingCredential {
        /// The vendor's id.
        vendor: String,
        /// The credential's name.
        credential: String,
        /// Whether its public key is needed instead of a text.
        key: bool,
    },
    /// A credential was given that the vendor's spec does not have.
    UnknownCredential {
        /// The vendor's id.
        vendor: String,
        /// The name that was given.
        credential: String,
        /// The names that the spec has.
        known: Vec<String>,
    },
    /// A credential is no key of the cipher that needs it.
    UnusableKey {
        /// The vendor's id.
        vendor: String,
        /// The credential's name.
        credential: String,
        /// How many bytes it must be, and how they are written.
        wanted: String,
    },
    /// No credentials that fit their documented lengths and forms could be made up.
    NoCredentials {
        /// The vendor's id.
        vendor: String,
    },
    /// The certificate or its private key cannot be used.
    UnusableCertificate {
        /// Why.
        what: String,
    },
    /// The port could not be opened, or the server's thread not be started.
    Listen {
        /// The port; any free one where it is 0.
        port: u16,
        /// Why.
        cause: std::io::Error,
    },
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameVendor { vendor } => write!(f, "the vendor `{vendor}` was given twice"),
            Self::MissingCredential {
                vendor,
                credential,
                key: false,
            } => write!(
                f,
                "the vendor `{vendor}` needs the credential `{credential}`: \
                 give it with `Credentials::text`"
            ),
            Self::MissingCredential {
                vendor,
                credential,
                key: true,
            } => write!(
                f,
                "the vendor `{vendor}` needs the public half of the key `{credential}`: \
                 give it with `Credentials::public_key_pem`"
            ),
            Self::UnknownCredential {
                vendor,
                credential,
                known,
            } => write!(
                f,
                "the vendor `{vendor}` has no credential `{credential}`; it has: {}",
                known.join(", ")
            ),
            Self::UnusableKey {
                vendor,
                credential,
                wanted,
            } => write!(
                f,
                "the credential `{credential}` of the vendor `{vendor}` is no key: it must be {wanted}"
            ),
            Self::NoCredentials { vendor } => write!(
                f,
                "no credentials could be made up for the vendor `{vendor}`: none has both the length and the form that \
                 its spec asks for"
            ),
            Self::UnusableCertificate { what } => f.write_str(what),
            Self::Listen { port, cause } => {
                write!(f, "the sandbox cannot listen on 127.0.0.1:{port}: {cause}")?;
                match cause.kind() {
                    std::io::ErrorKind::AddrInUse => write!(
                        f,
                        "; another program has the port, perhaps another sandbox: name a free one, or 0 for any"
                    ),
                    _ => Ok(()),
                }
            }
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Listen { cause, .. } => Some(cause),
            _ => None,
        }
    }
}
