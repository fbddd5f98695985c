//! What is stored in place of a key is called by its name, and what to do about it is said.
#![cfg(feature = "passphrases")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kpg_runtime::KeyErrorKind::{
    self, CutOff, Empty, OldEncryption, Other, PassphraseNeeded, Several, TooSmall, Unreadable,
};
use kpg_runtime::{KeyError, PrivateKey, PublicKey, Secret, StoredAs, recipe};

const PKCS8: &str = include_str!("vectors/pkcs8.pem");
const PUBLIC: &str = include_str!("vectors/public.pem");
const CERTIFICATE: &str = include_str!("vectors/certificate.pem");
const OTHER: &str = include_str!("vectors/other.pem");
const SMALL: &str = include_str!("vectors/small.pem");

/// What the words of an error must hold.
type Said = &'static str;

fn check<K>(
    cases: Vec<(&str, Vec<u8>, KeyErrorKind, Said)>,
    half: &str,
    read: impl Fn(&[u8]) -> Result<K, KeyError>,
) {
    for (name, bytes, kind, said) in cases {
        let error = read(&bytes)
            .err()
            .unwrap_or_else(|| panic!("{name} was read"));
        assert_eq!(error.kind(), kind, "{name}");
        let line = error.to_string();
        assert!(line.contains(said), "{name}: {line}");
        assert!(line.contains(half), "{name} speaks of another key: {line}");
        let shows = String::from_utf8_lossy(&bytes).into_owned();
        for word in shows.split_whitespace().filter(|word| word.len() > 24) {
            assert!(!line.contains(word), "{name} shows what is in it: {line}");
        }
    }
}

fn base64_of(pem: &str) -> String {
    pem.lines().filter(|line| !line.starts_with('-')).collect()
}

fn der_of(pem: &str) -> Vec<u8> {
    STANDARD.decode(base64_of(pem)).unwrap()
}

#[test]
fn what_is_no_private_key_is_called_by_its_name() {
    let java = b"\xfe\xed\xfe\xed\0\0\0\x02\0\0\0\x01".to_vec();
    let cases: Vec<(&str, Vec<u8>, KeyErrorKind, Said)> = vec![
        ("nothing", b"".into(), Empty, "is the file or variable set?"),
        ("blanks", b" \n\t".into(), Empty, "nothing to read"),
        (
            "a public key",
            PUBLIC.into(),
            Other(StoredAs::PublicKey),
            "this is a public key",
        ),
        (
            "a public key in DER",
            include_bytes!("vectors/public.der").into(),
            Other(StoredAs::PublicKey),
            "public key",
        ),
        (
            "a certificate",
            CERTIFICATE.into(),
            Other(StoredAs::Certificate),
            "this is a certificate: give the private key",
        ),
        (
            "a certificate in base64",
            base64_of(CERTIFICATE).into(),
            Other(StoredAs::Certificate),
            "certificate",
        ),
        (
            "a request",
            include_bytes!("vectors/request.pem").into(),
            Other(StoredAs::CertificateRequest),
            "request",
        ),
        (
            "an EC key",
            include_bytes!("vectors/ec.pem").into(),
            Other(StoredAs::OtherAlgorithm),
            "openssl genpkey -algorithm RSA",
        ),
        (
            "an EC key in base64",
            base64_of(include_str!("vectors/ec.pem")).into(),
            Other(StoredAs::OtherAlgorithm),
            "another algorithm",
        ),
        (
            "SSH",
            include_bytes!("vectors/openssh.pem").into(),
            Other(StoredAs::OpenSsh),
            "ssh-keygen -p -m PKCS8",
        ),
        (
            "SSH's public",
            b"ssh-rsa AAAAB3NzaC1yc2E= me@shop".into(),
            Other(StoredAs::OpenSsh),
            "OpenSSH",
        ),
        (
            "PuTTY",
            b"PuTTY-User-Key-File-3: ssh-rsa".into(),
            Other(StoredAs::Putty),
            "PuTTYgen",
        ),
        (
            "a p12 file",
            include_bytes!("vectors/pair.p12").into(),
            Other(StoredAs::Pkcs12),
            "openssl pkcs12 -in FILE -nocerts",
        ),
        (
            "one in base64",
            recipe::base64(include_bytes!("vectors/pair.p12")).into(),
            Other(StoredAs::Pkcs12),
            "PKCS#12",
        ),
        (
            "a p7 file",
            include_bytes!("vectors/pkcs7.pem").into(),
            Other(StoredAs::Pkcs7),
            "PKCS#7",
        ),
        (
            "one in DER",
            der_of(include_str!("vectors/pkcs7.pem")),
            Other(StoredAs::Pkcs7),
            "PKCS#7",
        ),
        (
            "a keystore",
            java,
            Other(StoredAs::JavaKeyStore),
            "keytool -importkeystore",
        ),
        (
            "a JWK",
            br#"{"kty":"RSA","n":"00"}"#.into(),
            Other(StoredAs::Jwk),
            "JSON Web Key",
        ),
        (
            "a name",
            b"/etc/keys/Shop.PEM".into(),
            Other(StoredAs::FileName),
            "read the file",
        ),
        (
            "other PEM",
            PUBLIC.replace("PUBLIC KEY", "X509 CRL").into(),
            Other(StoredAs::OtherPem),
            "-----BEGIN PRIVATE KEY-----",
        ),
        (
            "an encrypted key",
            include_bytes!("vectors/encrypted.pem").into(),
            PassphraseNeeded,
            "PrivateKey::from_encrypted",
        ),
        (
            "one in DER",
            include_bytes!("vectors/encrypted.der").into(),
            PassphraseNeeded,
            "openssl pkey -in KEY",
        ),
        (
            "one with PKCS#12's cipher",
            include_bytes!("vectors/encrypted-pkcs12.pem").into(),
            PassphraseNeeded,
            "passphrase",
        ),
        (
            "one encrypted as PKCS#1",
            include_bytes!("vectors/encrypted-pkcs1.pem").into(),
            Other(StoredAs::LegacyEncrypted),
            "openssl pkcs8 -topk8",
        ),
        (
            "one behind its certificate",
            [CERTIFICATE, include_str!("vectors/encrypted.pem")]
                .concat()
                .into(),
            PassphraseNeeded,
            "passphrase",
        ),
        ("a small one", SMALL.into(), TooSmall(768), "has 768 bits"),
        (
            "a small one behind a public one",
            [PUBLIC, SMALL].concat().into(),
            TooSmall(768),
            "2048 are advised",
        ),
        (
            "two",
            [PKCS8, OTHER].concat().into(),
            Several,
            "leave the one that is meant",
        ),
        (
            "the first line",
            b"-----BEGIN PRIVATE KEY-----".into(),
            CutOff,
            "cut off",
        ),
        ("less", b"-----BEGIN PRIVATE".into(), CutOff, "cut off"),
        ("no end", PKCS8[..800].into(), CutOff, "`-----END` line"),
        (
            "an end, and not all before it",
            PKCS8.replace(&PKCS8[300..700], "").into(),
            Unreadable,
            "PKCS#8 or PKCS#1",
        ),
        ("text", b"secret!".into(), Unreadable, "no RSA private key"),
        ("bytes", [0xff; 99].into(), Unreadable, "no RSA private key"),
        (
            "base64 of text",
            b"bm90IGEga2V5".into(),
            Unreadable,
            "no RSA private key",
        ),
    ];
    check(cases, "private key", PrivateKey::from_pem_or_der);
}

#[test]
fn what_a_passphrase_cannot_open_is_said() {
    let passphrase = Secret::new("pass");
    let cases: Vec<(&str, Vec<u8>, KeyErrorKind, Said)> = vec![
        (
            "DES",
            include_bytes!("vectors/encrypted-des.pem").into(),
            OldEncryption,
            "openssl pkcs8 -topk8 -v2 aes-256-cbc",
        ),
        (
            "PKCS#1",
            include_bytes!("vectors/encrypted-pkcs1.pem").into(),
            Other(StoredAs::LegacyEncrypted),
            "DEK-Info",
        ),
        (
            "a p12 file",
            include_bytes!("vectors/pair.p12").into(),
            Other(StoredAs::Pkcs12),
            "PKCS#12",
        ),
    ];
    check(cases, "private key", |bytes| {
        PrivateKey::from_encrypted(bytes, &passphrase)
    });
}

#[test]
fn what_is_no_public_key_is_called_by_its_name() {
    let small = include_str!("vectors/small.pem");
    let cases: Vec<(&str, Vec<u8>, KeyErrorKind, Said)> = vec![
        ("nothing", b"".into(), Empty, "nothing to read"),
        (
            "a private key",
            PKCS8.into(),
            Other(StoredAs::PrivateKey),
            "never your own private one",
        ),
        (
            "a small private key",
            small.into(),
            Other(StoredAs::PrivateKey),
            "private",
        ),
        (
            "an encrypted one",
            include_bytes!("vectors/encrypted.pem").into(),
            Other(StoredAs::PrivateKey),
            "private",
        ),
        (
            "one encrypted as PKCS#1",
            include_bytes!("vectors/encrypted-pkcs1.pem").into(),
            Other(StoredAs::PrivateKey),
            "private",
        ),
        (
            "EC",
            include_bytes!("vectors/ec-certificate.pem").into(),
            Other(StoredAs::OtherAlgorithm),
            "ask the vendor",
        ),
        (
            "a request",
            include_bytes!("vectors/request.pem").into(),
            Other(StoredAs::CertificateRequest),
            "request",
        ),
        (
            "SSH's",
            b"ssh-rsa AAAAB3NzaC1yc2E= me@shop".into(),
            Other(StoredAs::OpenSsh),
            "ssh-keygen -e",
        ),
        (
            "a p12 file",
            include_bytes!("vectors/pair.p12").into(),
            Other(StoredAs::Pkcs12),
            "-nokeys",
        ),
        (
            "a p7 file",
            include_bytes!("vectors/pkcs7.pem").into(),
            Other(StoredAs::Pkcs7),
            "-print_certs",
        ),
        (
            "a name",
            b"vendor.cer".into(),
            Other(StoredAs::FileName),
            "read the file",
        ),
        (
            "a small one",
            include_bytes!("vectors/small-public.pem").into(),
            TooSmall(768),
            "the public key has 768 bits",
        ),
        (
            "two",
            [PUBLIC, include_str!("vectors/other-public.pem")]
                .concat()
                .into(),
            Several,
            "several RSA public keys",
        ),
        ("no end", PUBLIC[..300].into(), CutOff, "cut off"),
        (
            "text",
            b"bm90IGEga2V5".into(),
            Unreadable,
            "no RSA public key",
        ),
    ];
    check(cases, "public key", PublicKey::from_pem_or_der);
}

#[test]
fn a_public_key_is_read_from_whatever_holds_it() {
    let pair = include_str!("vectors/pair.pem");
    let certificate = recipe::hex_lower(der_of(CERTIFICATE));
    let forms: Vec<(&str, Vec<u8>)> = vec![
        ("PEM", PUBLIC.into()),
        ("joined", PUBLIC.replace('\n', "\\n").into()),
        ("base64", base64_of(PUBLIC).into()),
        ("DER", include_bytes!("vectors/public.der").into()),
        ("a certificate", CERTIFICATE.into()),
        ("a certificate in base64", base64_of(CERTIFICATE).into()),
        ("a certificate in digits", certificate.into()),
        ("beside its private key", pair.into()),
        (
            "the key and its certificate",
            [PUBLIC, CERTIFICATE].concat().into(),
        ),
    ];
    for (name, form) in forms {
        let key = PublicKey::from_pem_or_der(&form).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(format!("{key:?}"), "PublicKey(2048 bits)", "{name}");
    }
}
