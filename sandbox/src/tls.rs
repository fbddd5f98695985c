//! TLS of the sandbox's server, with a certificate that a test brings: vendors are reached by `https` alone.

use std::io;
use std::sync::Arc;

use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::server::TlsStream;

/// PEM of certificates, that of the server first, and of the private key of it.
#[derive(Clone)]
pub(crate) struct Identity {
    pub certificates: Vec<u8>,
    pub private_key: Vec<u8>,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity(***)")
    }
}

/// What the server shows to whoever connects.
#[derive(Clone)]
pub(crate) struct Tls(TlsAcceptor);

impl std::fmt::Debug for Tls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tls(***)")
    }
}

impl Tls {
    /// Reads the certificates and the private key.
    ///
    /// # Errors
    ///
    /// When one is no PEM, or they do not belong together.
    pub(crate) fn new(identity: &Identity) -> Result<Self, String> {
        let certificates = CertificateDer::pem_slice_iter(&identity.certificates);
        let read = certificates.collect::<Result<Vec<_>, _>>();
        let chain = read.map_err(|error| format!("the certificate cannot be read: {error}"))?;
        let key = PrivateKeyDer::from_pem_slice(&identity.private_key);
        let key = key.map_err(|error| format!("the private key cannot be read: {error}"))?;
        // Named, since a program with two providers has none by default.
        let provider = Arc::new(aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider);
        let config = config
            .with_safe_default_protocol_versions()
            .and_then(|config| config.with_no_client_auth().with_single_cert(chain, key));
        let config = config.map_err(|error| format!("the certificate cannot be shown: {error}"))?;
        Ok(Self(TlsAcceptor::from(Arc::new(config))))
    }

    /// Agrees with a client on a connection.
    ///
    /// # Errors
    ///
    /// When the client does not trust the certificate, or breaks off.
    pub(crate) async fn accept(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        self.0.accept(stream).await
    }
}

#[cfg(test)]
mod tests {
    use super::{Identity, Tls};

    #[test]
    fn a_private_key_is_not_shown_and_one_that_is_none_is_told() {
        let identity = Identity {
            certificates: b"no PEM".to_vec(),
            private_key: b"planted".to_vec(),
        };
        assert_eq!(format!("{identity:?}"), "Identity(***)");
        let error = Tls::new(&identity).unwrap_err();
        assert!(
            error.starts_with("the private key cannot be read"),
            "{error}"
        );
        assert!(!error.contains("planted"), "{error}");
    }
}
