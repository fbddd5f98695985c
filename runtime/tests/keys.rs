//! Private keys and signatures, against OpenSSL 3: `vectors/make.sh` holds the commands.
#![cfg(feature = "passphrases")]

use kpg_runtime::check::Check;
use kpg_runtime::{KeyErrorKind, KeyHolder, PrivateKey, Secret, recipe, rsa_sha256};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

const PKCS8: &str = include_str!("vectors/pkcs8.pem");
const PKCS1: &str = include_str!("vectors/pkcs1.pem");
const MESSAGE: &[u8] = include_bytes!("vectors/message.txt");
const SIGNATURE: &str = include_str!("vectors/signature.base64");

fn base64_of(pem: &str) -> String {
    pem.lines().filter(|line| !line.starts_with('-')).collect()
}

fn signs_as_openssl_does(key: PrivateKey, what: &str) {
    let signature = key.sign_sha256(MESSAGE).unwrap();
    assert_eq!(recipe::base64(signature), SIGNATURE.trim(), "{what}");
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

#[test]
fn every_form_of_a_key_signs_as_openssl_does() {
    let der: &[u8] = include_bytes!("vectors/pkcs8.der");
    let certificate = include_str!("vectors/certificate.pem");
    let pair = include_str!("vectors/pair.pem");
    let url_safe = base64_of(PKCS8).replace('+', "-").replace('/', "_");
    let korean = [b"# \xb0\xb3\xc0\xce\xc5\xb0\n".as_slice(), PKCS8.as_bytes()].concat();
    let forms: Vec<(&str, Vec<u8>)> = vec![
        ("PKCS#8", PKCS8.into()),
        ("PKCS#1", PKCS1.into()),
        ("CRLF", PKCS8.replace('\n', "\r\n").into()),
        ("indented", PKCS8.replace('\n', "\n    ").into()),
        ("\\n", PKCS8.replace('\n', "\\n").into()),
        ("\\r\\n", PKCS8.replace('\n', "\\r\\n").into()),
        ("doubled \\n", PKCS8.replace('\n', "\\\\n").into()),
        ("lines that go on", PKCS8.replace('\n', "\\\n").into()),
        ("one line, spaced", PKCS8.replace('\n', " ").into()),
        ("one line", PKCS8.replace('\n', "").into()),
        (
            "in quotes",
            format!("\"{}\"", PKCS8.replace('\n', "\\n")).into(),
        ),
        ("commented", format!("# my key\n{PKCS1}\n").into()),
        ("commented in EUC-KR", korean),
        ("what openssl pkcs12 -nodes writes", pair.into()),
        ("before a certificate", [PKCS1, certificate].concat().into()),
        (
            "behind a public key",
            [include_str!("vectors/public.pem"), PKCS8].concat().into(),
        ),
        ("the same key twice", [PKCS1, PKCS8].concat().into()),
        ("base64 of PKCS#8", base64_of(PKCS8).into()),
        ("base64 of PKCS#1", base64_of(PKCS1).into()),
        (
            "base64 in quotes",
            format!("'{}'\n", base64_of(PKCS8)).into(),
        ),
        ("base64url", url_safe.trim_end_matches('=').into()),
        (
            "base64 of the whole PEM",
            recipe::base64(PKCS8.as_bytes()).into(),
        ),
        (
            "base64 of PEM behind a certificate",
            recipe::base64(pair.as_bytes()).into(),
        ),
        ("hexadecimal digits", recipe::hex_upper(der).into()),
        ("a byte order mark", format!("\u{feff}{PKCS8}").into()),
        (
            "base64 behind one",
            format!("\u{feff}{}", base64_of(PKCS8)).into(),
        ),
        (
            "UTF-16, marked",
            utf16(&format!("\u{feff}{PKCS8}"), u16::to_le_bytes),
        ),
        (
            "UTF-16 the other way",
            utf16(&format!("\u{feff}{PKCS8}"), u16::to_be_bytes),
        ),
        ("UTF-16, not marked", utf16(PKCS8, u16::to_le_bytes)),
        ("the other way, not marked", utf16(PKCS8, u16::to_be_bytes)),
        ("PKCS#8 in DER", der.into()),
        ("PKCS#1 in DER", include_bytes!("vectors/pkcs1.der").into()),
    ];
    for (name, form) in forms {
        let key = PrivateKey::from_pem_or_der(&form).unwrap_or_else(|e| panic!("{name}: {e}"));
        signs_as_openssl_does(key, name);
    }
}

#[test]
fn a_key_behind_a_passphrase_is_opened_with_it() {
    let encrypted = include_str!("vectors/encrypted.pem");
    let forms: [(&str, Vec<u8>, &str); 9] = [
        ("PEM", encrypted.into(), "pass"),
        (
            "DER",
            include_bytes!("vectors/encrypted.der").into(),
            "pass",
        ),
        ("base64", base64_of(encrypted).into(), "pass"),
        (
            "base64 of PEM",
            recipe::base64(encrypted.as_bytes()).into(),
            "pass",
        ),
        (
            "scrypt",
            include_bytes!("vectors/encrypted-scrypt.pem").into(),
            "pass",
        ),
        (
            "triple DES, SHA-1",
            include_bytes!("vectors/encrypted-des3.pem").into(),
            "pass",
        ),
        (
            "PKCS#12",
            include_bytes!("vectors/encrypted-pkcs12.pem").into(),
            "비밀",
        ),
        (
            "behind a certificate",
            [include_str!("vectors/certificate.pem"), encrypted]
                .concat()
                .into(),
            "pass",
        ),
        ("not protected", PKCS8.into(), "pass"),
    ];
    for (name, bytes, passphrase) in forms {
        let opened = PrivateKey::from_encrypted(&bytes, &Secret::new(passphrase));
        signs_as_openssl_does(opened.unwrap_or_else(|e| panic!("{name}: {e}")), name);
        if name == "not protected" {
            continue;
        }
        for (wrong, kind) in [
            (
                PrivateKey::from_encrypted(&bytes, &Secret::new("Pass")),
                KeyErrorKind::WrongPassphrase,
            ),
            (
                PrivateKey::from_encrypted(&bytes, &Secret::new("")),
                KeyErrorKind::WrongPassphrase,
            ),
            (
                PrivateKey::from_pem_or_der(&bytes),
                KeyErrorKind::PassphraseNeeded,
            ),
        ] {
            assert_eq!(wrong.err().map(|error| error.kind()), Some(kind), "{name}");
        }
    }
}

#[test]
fn the_recipe_signs_with_the_key() {
    let key = PrivateKey::from_pem(PKCS8).unwrap();
    let signature = rsa_sha256(&key, MESSAGE).unwrap();
    assert_eq!(recipe::base64(signature), SIGNATURE.trim());
}

#[test]
fn a_key_is_never_printed() {
    let key = PrivateKey::from_pem(PKCS8).unwrap();
    assert_eq!(format!("{key:?}"), "PrivateKey(***)");
}

#[test]
fn a_missing_key_is_a_violation() {
    let mut check = Check::new();
    check.present("a", "가", &Some(PrivateKey::from_pem(PKCS8).unwrap()));
    check.present("b", "나", &None::<PrivateKey>);
    let broken = check.finish(Ok(())).unwrap_err();
    assert_eq!(broken.to_string(), "b (나): required, got nothing");
}

#[test]
fn a_key_can_be_held_elsewhere_and_its_failure_stops_the_request() {
    struct Elsewhere;
    impl KeyHolder for Elsewhere {
        fn sign_sha256(&self, message: &[u8]) -> Result<Vec<u8>, BoxError> {
            match message {
                b"down" => Err("the HSM is down".into()),
                _ => Ok(message.to_vec()),
            }
        }
    }
    let key = PrivateKey::custom(Elsewhere);
    assert_eq!(key.clone().sign_sha256(b"m").unwrap(), b"m");
    let error = key.sign_sha256(b"down").unwrap_err();
    assert_eq!(error.to_string(), "the private key could not sign");
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "the HSM is down");
}

/// As docs/security.md shows it.
struct AwsLc(aws_lc_rs::rsa::KeyPair);

impl KeyHolder for AwsLc {
    fn sign_sha256(&self, message: &[u8]) -> Result<Vec<u8>, BoxError> {
        let mut signature = vec![0; self.0.public_modulus_len()];
        let (scheme, random) = (
            &aws_lc_rs::signature::RSA_PKCS1_SHA256,
            aws_lc_rs::rand::SystemRandom::new(),
        );
        self.0.sign(scheme, &random, message, &mut signature)?;
        Ok(signature)
    }
}

#[test]
fn a_key_in_another_library_signs_as_openssl_does() {
    let pair = aws_lc_rs::rsa::KeyPair::from_pkcs8(include_bytes!("vectors/pkcs8.der"));
    let key = PrivateKey::custom(AwsLc(pair.unwrap()));
    let signature = key.sign_sha256(MESSAGE).unwrap();
    assert_eq!(recipe::base64(signature), SIGNATURE.trim());
}
