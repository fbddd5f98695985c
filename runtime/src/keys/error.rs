//! Why a text or file is no usable key, and what to do about it.

use std::{error, fmt};

/// Why a text or file is no usable key. Says what it is instead, and shows nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyError {
    wanted: Wanted,
    kind: KeyErrorKind,
}

/// Which half was to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Private,
    Public,
}

/// What is wrong with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyErrorKind {
    /// There is nothing in it but blanks.
    Empty,
    /// It is something else.
    Other(StoredAs),
    /// It is protected by a passphrase, and none was given.
    PassphraseNeeded,
    /// The passphrase does not open it.
    WrongPassphrase,
    /// It is protected by a passphrase in a way that is not read.
    OldEncryption,
    /// It holds several different keys.
    Several,
    /// Its modulus has so many bits, fewer than 1024.
    TooSmall(usize),
    /// It begins as PEM and does not end as such.
    CutOff,
    /// It cannot be read at all.
    Unreadable,
}

/// What people store in place of a key that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StoredAs {
    /// An RSA private key, where a public one is due.
    PrivateKey,
    /// A public key, where a private one is due.
    PublicKey,
    /// A certificate, where a private key is due.
    Certificate,
    /// A request for a certificate.
    CertificateRequest,
    /// A key of another algorithm than RSA.
    OtherAlgorithm,
    /// A key in OpenSSH's own format.
    OpenSsh,
    /// A key in PuTTY's own format.
    Putty,
    /// A private key that OpenSSL has encrypted in the way of before 2010 (`DEK-Info`).
    LegacyEncrypted,
    /// A PKCS#12 file (`.p12`, `.pfx`).
    Pkcs12,
    /// Certificates in a PKCS#7 file (`.p7b`).
    Pkcs7,
    /// A Java keystore (`.jks`).
    JavaKeyStore,
    /// A JSON Web Key.
    Jwk,
    /// The name of a file instead of what is in it.
    FileName,
    /// PEM that holds something else.
    OtherPem,
}

impl KeyError {
    pub(super) fn private(kind: KeyErrorKind) -> Self {
        let wanted = Wanted::Private;
        Self { wanted, kind }
    }

    pub(super) fn public(kind: KeyErrorKind) -> Self {
        let wanted = Wanted::Public;
        Self { wanted, kind }
    }

    /// What is wrong with it.
    #[must_use]
    pub fn kind(&self) -> KeyErrorKind {
        self.kind
    }
}

impl KeyErrorKind {
    /// Of the pieces of one file, that is told of which says most of the key.
    pub(super) fn tells_more_than(self, other: Self) -> bool {
        self.weight() > other.weight()
    }

    fn weight(self) -> u8 {
        match self {
            Self::PassphraseNeeded
            | Self::WrongPassphrase
            | Self::OldEncryption
            | Self::Several
            | Self::TooSmall(_) => 3,
            Self::Other(StoredAs::LegacyEncrypted | StoredAs::OpenSsh) => 3,
            Self::Other(StoredAs::OtherAlgorithm) | Self::CutOff => 2,
            Self::Other(_) => 1,
            Self::Empty | Self::Unreadable => 0,
        }
    }
}

impl StoredAs {
    fn is_called(self) -> &'static str {
        match self {
            Self::PrivateKey => "a private key",
            Self::PublicKey => "a public key",
            Self::Certificate => "a certificate",
            Self::CertificateRequest => "a certificate request",
            Self::OtherAlgorithm => "a key of another algorithm",
            Self::OpenSsh => "a key in OpenSSH's own format",
            Self::Putty => "a key in PuTTY's own format",
            Self::LegacyEncrypted => "a key that is encrypted in OpenSSL's old way (DEK-Info)",
            Self::Pkcs12 => "a PKCS#12 file",
            Self::Pkcs7 => "a PKCS#7 file, which holds certificates",
            Self::JavaKeyStore => "a Java keystore",
            Self::Jwk => "a JSON Web Key",
            Self::FileName => "the name of a file",
            Self::OtherPem => "PEM of another kind",
        }
    }

    /// What to do, when this was found.
    fn advice(self, wanted: Wanted) -> &'static str {
        match (self, wanted) {
            (Self::PrivateKey, _) => "give the vendor's public key, and never your own private one",
            (Self::PublicKey | Self::Certificate | Self::CertificateRequest, Wanted::Private) => {
                "give the private key that was made with it"
            }
            (Self::OtherAlgorithm, Wanted::Private) => {
                "make one with `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out \
                 KEY` and have the vendor register its public half"
            }
            (Self::OpenSsh, Wanted::Private) => {
                "convert a copy of it with `ssh-keygen -p -m PKCS8 -f COPY`"
            }
            (Self::OpenSsh, Wanted::Public) => {
                "convert it with `ssh-keygen -e -m PKCS8 -f KEY > PUBLIC_KEY`"
            }
            (Self::Putty, _) => "export it from PuTTYgen as an OpenSSH key, and convert that",
            (Self::LegacyEncrypted, _) => {
                "convert it with `openssl pkcs8 -topk8 -in KEY -out NEW_KEY`, and give the \
                 passphrase with `PrivateKey::from_encrypted`"
            }
            (Self::Pkcs12, Wanted::Private) => {
                "take the key out with `openssl pkcs12 -in FILE -nocerts -nodes -out KEY`"
            }
            (Self::Pkcs12, Wanted::Public) => {
                "take the certificate out with `openssl pkcs12 -in FILE -nokeys -clcerts -out \
                 CERTIFICATE`"
            }
            (Self::Pkcs7, Wanted::Private) => "give the private key that was made with them",
            (Self::Pkcs7, Wanted::Public) => {
                "take the certificates out with `openssl pkcs7 -in FILE -print_certs -out \
                 CERTIFICATES`, and leave the vendor's"
            }
            (Self::JavaKeyStore, _) => {
                "make a PKCS#12 file of it with `keytool -importkeystore -srckeystore FILE \
                 -destkeystore FILE.p12 -deststoretype PKCS12`, and take the key out with openssl"
            }
            (Self::Jwk, _) => "convert it to PEM",
            (Self::FileName, _) => "read the file, and give what is in it",
            (Self::CertificateRequest, Wanted::Public) => {
                "give the vendor's public key or its certificate"
            }
            (Self::OtherAlgorithm | Self::OtherPem, Wanted::Public) => {
                "ask the vendor for its RSA public key, as PEM"
            }
            // A certificate of an RSA key is read: this one has a key of another algorithm.
            (Self::PublicKey | Self::Certificate, Wanted::Public) => {
                "ask the vendor for its RSA public key, as PEM"
            }
            (Self::OtherPem, Wanted::Private) => {
                "give the block that begins with `-----BEGIN PRIVATE KEY-----`"
            }
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Private => "private key",
            Self::Public => "public key",
        })
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wanted = self.wanted;
        match self.kind {
            KeyErrorKind::Empty => write!(
                f,
                "there is nothing to read the RSA {wanted} from: is the file or variable set?"
            ),
            KeyErrorKind::Other(found) => write!(
                f,
                "an RSA {wanted} is needed, and this is {}: {}",
                found.is_called(),
                found.advice(wanted)
            ),
            KeyErrorKind::PassphraseNeeded => f.write_str(
                "the private key is protected by a passphrase: give that too, with \
                 `PrivateKey::from_encrypted` (cargo feature `passphrases`), or take it off with `openssl pkey -in KEY -out \
                 PLAIN_KEY`",
            ),
            KeyErrorKind::WrongPassphrase => {
                f.write_str("the passphrase does not open the private key")
            }
            KeyErrorKind::OldEncryption => f.write_str(
                "the private key is protected by a passphrase in a way that is not read: protect \
                 it anew with `openssl pkcs8 -topk8 -v2 aes-256-cbc -in KEY -out NEW_KEY`",
            ),
            KeyErrorKind::Several => write!(
                f,
                "there are several RSA {wanted}s in it that differ: leave the one that is meant"
            ),
            KeyErrorKind::TooSmall(bits) => write!(
                f,
                "the {wanted} has {bits} bits, at least 1024 are needed (2048 are advised)"
            ),
            KeyErrorKind::CutOff => write!(
                f,
                "the {wanted} is cut off: it begins with `-----BEGIN` and has no `-----END` line; \
                 does the variable or setting hold one line only?"
            ),
            KeyErrorKind::Unreadable => {
                let forms = match wanted {
                    Wanted::Private => "PKCS#8 or PKCS#1",
                    Wanted::Public => "SubjectPublicKeyInfo, PKCS#1 or a certificate",
                };
                write!(
                    f,
                    "this is no RSA {wanted} ({forms}, as PEM, base64 or DER): was it cut off or \
                     changed on its way?"
                )
            }
        }
    }
}

impl error::Error for KeyError {}
