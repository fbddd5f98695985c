//! Field encryption against values made outside this code base.
#![cfg(feature = "aes")]

use kpg_runtime::recipe::{base64, hex_lower};
use kpg_runtime::{Cipher, KeyForm};

const ONES_32: &str = "11111111111111111111111111111111";
const ONES_16: &str = "1111111111111111";

/// The first value is printed by a vendor for its placeholder key; the others are made with
/// `printf %s TEXT | openssl enc -aes-256-cbc -base64 -A -K $(printf 31%.0s {1..32}) -iv $(printf 31%.0s {1..16})`.
#[test]
fn aes_256_cbc_with_keys_as_text_is_what_openssl_makes() {
    let cipher = Cipher::aes_cbc(KeyForm::Text(&ONES_32), KeyForm::Text(&ONES_16), base64).unwrap();
    for (plain, expected) in [
        ("test", "oijMQxRyQIcHc1qJ+Um2DA=="),
        (
            "4111111111111111",
            "2DRnj203kuFVdk++pHEmf3F67iNYddX+0D4cO95pElA=",
        ),
        ("900101", "XkqWfjtaEW6OJNUroeuoUw=="),
        ("12", "ATg2WdDAyu18rrNkY9R91w=="),
    ] {
        assert_eq!(cipher.encrypt(&plain).as_deref(), Some(expected), "{plain}");
    }
}

/// Made with `printf %s 0123456789abcdef | openssl enc -aes-SIZE-ecb -K KEY | xxd -p`.
#[test]
fn every_key_size_and_form_is_taken() {
    let plain = "0123456789abcdef";
    for (key, expected) in [
        ("000102030405060708090a0b0c0d0e0f", AES_128),
        ("000102030405060708090a0b0c0d0e0f1011121314151617", AES_192),
        (
            "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
            AES_256,
        ),
    ] {
        let cipher = Cipher::aes_ecb(KeyForm::Hex(&key), hex_lower).unwrap();
        assert_eq!(cipher.encrypt(&plain).as_deref(), Some(expected));
    }
    let base64_key = "AAECAwQFBgcICQoLDA0ODw==";
    let cipher = Cipher::aes_ecb(KeyForm::Base64(&base64_key), hex_lower).unwrap();
    assert_eq!(cipher.encrypt(&plain).as_deref(), Some(AES_128));
}

const AES_128: &str = "281567ab2f4cf0d73d3198225b8b8393954f64f2e4e86e9eee82d20216684899";
const AES_192: &str = "d2a70d53d18493c560e5a1d505d2e23c3fe7286abde5f03943d5777020259626";
const AES_256: &str = "d8c95758e3353e530fa52bd10e73b9869f3b7504926f8bd36e3118e903a4cd4a";

#[test]
fn what_is_absent_stays_absent() {
    let cipher = Cipher::aes_ecb(KeyForm::Text(&ONES_16), base64).unwrap();
    assert_eq!(cipher.encrypt(&None::<String>), None);
}

#[test]
fn unusable_keys_are_refused_without_being_shown() {
    let marked = "SECRET-MARK";
    for result in [
        Cipher::aes_ecb(KeyForm::Text(&marked), base64),
        Cipher::aes_ecb(KeyForm::Hex(&marked), base64),
        Cipher::aes_ecb(KeyForm::Base64(&marked), base64),
        Cipher::aes_cbc(KeyForm::Text(&ONES_32), KeyForm::Text(&marked), base64),
    ] {
        let Err(error) = result else {
            panic!("an unusable key was taken")
        };
        assert!(!format!("{error} {error:?}").contains(marked));
    }
}
