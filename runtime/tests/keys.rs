//! Private keys and signatures, against OpenSSL 3: `vectors/make.sh` holds the commands.
#![cfg(feature = "rsa")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use kpg_runtime::check::Check;
use kpg_runtime::{KeyError, KeyHolder, PrivateKey, recipe};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

const PKCS8: &str = include_str!("vectors/pkcs8.pem");
const PKCS1: &str = include_str!("vectors/pkcs1.pem");
const MESSAGE: &[u8] = include_bytes!("vectors/message.txt");
const SIGNATURE: &str = include_str!("vectors/signature.base64");

fn base64_of(pem: &str) -> String {
    pem.lines().filter(|line| !line.starts_with('-')).collect()
}

#[test]
fn every_form_of_a_key_signs_as_openssl_does() {
    let forms: Vec<Vec<u8>> = vec![
        PKCS8.into(),
        PKCS1.into(),
        PKCS8.replace('\n', "\r\n").into(),
        PKCS8.replace('\n', "\n    ").into(),
        PKCS8.replace('\n', "\\n").into(),
        PKCS8.replace('\n', " ").into(),
        PKCS8.replace('\n', "").into(),
        format!("# my key\n{PKCS1}\n").into(),
        base64_of(PKCS8).into(),
        base64_of(PKCS1).into(),
        include_bytes!("vectors/pkcs8.der").into(),
        include_bytes!("vectors/pkcs1.der").into(),
    ];
    for (number, form) in forms.iter().enumerate() {
        let key = PrivateKey::from_pem_or_der(form).unwrap_or_else(|e| panic!("{number}: {e}"));
        let signature = key.sign_sha256(MESSAGE).unwrap();
        assert_eq!(recipe::base64(signature), SIGNATURE.trim(), "form {number}");
    }
}

#[test]
fn the_recipe_signs_with_the_key_and_fails_without_one() {
    let key = Some(PrivateKey::from_pem(PKCS8).unwrap());
    let signature = recipe::rsa_sha256(&key, MESSAGE).unwrap();
    assert_eq!(recipe::base64(signature), SIGNATURE.trim());
    let error = recipe::rsa_sha256(&None, MESSAGE).unwrap_err();
    assert_eq!(error.to_string(), "there is no private key to sign with");
}

#[test]
fn what_is_no_usable_key_is_called_by_its_name() {
    use KeyError::{Encrypted, NotAnRsaPrivateKey, TooSmall, Unreadable};
    let cases: [(&[u8], KeyError); 13] = [
        (
            include_bytes!("vectors/public.pem"),
            NotAnRsaPrivateKey("a public key"),
        ),
        (
            include_bytes!("vectors/public.der"),
            NotAnRsaPrivateKey("a public key"),
        ),
        (
            include_bytes!("vectors/certificate.pem"),
            NotAnRsaPrivateKey("a certificate"),
        ),
        (
            include_bytes!("vectors/ec.pem"),
            NotAnRsaPrivateKey("a key of another algorithm"),
        ),
        (include_bytes!("vectors/encrypted.pem"), Encrypted),
        (include_bytes!("vectors/encrypted-pkcs1.pem"), Encrypted),
        (include_bytes!("vectors/small.pem"), TooSmall(768)),
        (b"", Unreadable),
        (b"secret!", Unreadable),
        (b"-----BEGIN PRIVATE KEY", Unreadable),
        (b"-----BEGIN PRIVATE KEY-----", Unreadable),
        (&PKCS8.as_bytes()[..800], Unreadable),
        (&[0xff; 99], Unreadable),
    ];
    for (number, (bytes, expected)) in cases.into_iter().enumerate() {
        let error = PrivateKey::from_pem_or_der(bytes).err();
        assert_eq!(error, Some(expected), "case {number}");
        assert!(!format!("{expected}").contains("secret!"));
    }
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
    let broken = check.finish(()).unwrap_err();
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
