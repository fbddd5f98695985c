//! Credentials are checked as requests are: every rule broken alone gives exactly that violation, and a
//! secret one shows no more than its length.

mod broken;

use std::collections::BTreeSet;

use kpg::runtime::check::Rule::{Characters, OneLine, RequiredWith};
use kpg::{bccard, cookiepay, konaplate, welcome};
use kpg_codegen::model::CredentialKind;
use kpg_tests::breaks::korean;
use kpg_tests::clients;
use kpg_tests::fixtures::{self, private_key, public_key};

use broken::{Built, Case, Named, assert_broken, broken_alone, missing};

/// A text that a header can hold.
fn ascii(count: usize) -> String {
    "k".repeat(count)
}

fn bccard_credentials(key: &str, id: &str) -> Built {
    let credentials = bccard::Credentials::builder().api_key(key).affiliate_id(id);
    credentials
        .private_key(private_key("signing"))
        .build()
        .map(drop)
}

fn cookiepay_credentials(id: usize, key: usize) -> Built {
    let credentials = cookiepay::Credentials::builder().api_id(korean(id));
    credentials.api_key(ascii(key)).build().map(drop)
}

fn konaplate_credentials(asp: usize, access: usize, secret: &str, crypto: usize) -> Built {
    let (asp, access, crypto) = (ascii(asp), ascii(access), ascii(crypto));
    let texts = (asp.as_str(), access.as_str(), secret);
    let key = private_key("jwe");
    clients::konaplate_credentials(texts, Some(&crypto), key).map(drop)
}

fn konaplate_server_key(id: usize) -> Built {
    let credentials = konaplate::Credentials::builder()
        .asp_id(ascii(15))
        .access_key(ascii(40))
        .secret_key("s")
        .server_key_id(ascii(id))
        .server_public_key(public_key("signing"));
    let credentials = credentials.client_private_key(private_key("jwe"));
    credentials.build().map(drop)
}

fn welcome_credentials(id: usize, key: &str) -> Built {
    let credentials = welcome::Credentials::builder().merchant_id(korean(id));
    credentials.sign_key(key).build().map(drop)
}

fn welcome_encryption(key: usize, iv: usize) -> Built {
    let credentials = welcome::Credentials::builder()
        .merchant_id("welcometst")
        .sign_key("s")
        .encryption_key(korean(key))
        .encryption_iv(korean(iv));
    credentials.build().map(drop)
}

fn credential_cases() -> Vec<Case> {
    let (asp, access) = (("asp_id", "ASP ID"), ("access_key", "액세스 키"));
    let (aes_key, aes_iv) = (
        ("encryption_key", "암호화 키"),
        ("encryption_iv", "암호화 IV"),
    );
    let server = ("server_key_id", "서버 키 ID");
    let (secret, crypto) = (
        ("secret_key", "시크릿 키"),
        ("crypto_key_id", "암호화 키 ID"),
    );
    let (api_id, api_key) = (("api_id", "연동 ID"), ("api_key", "연동키"));
    let (merchant, sign_key) = (("merchant_id", "가맹점ID"), ("sign_key", "사인키"));
    let (bc_key, affiliate) = (("api_key", "API키"), ("affiliate_id", "제휴사ID"));
    let cookiepay = "cookiepay.credentials";
    let konaplate = "konaplate.credentials";
    let konaplate_all = vec![
        (asp, Characters(15, 15), "16 characters"),
        (access, Characters(40, 40), "41 characters"),
        missing(secret),
        (crypto, Characters(32, 32), "0 characters"),
    ];
    vec![
        (
            "bccard.credentials",
            bccard_credentials("", "1"),
            vec![missing(bc_key)],
        ),
        (
            "bccard.credentials",
            bccard_credentials("1", ""),
            vec![missing(affiliate)],
        ),
        (
            "bccard.credentials",
            bccard_credentials("", ""),
            vec![missing(bc_key), missing(affiliate)],
        ),
        (
            cookiepay,
            cookiepay_credentials(31, 1),
            vec![(api_id, Characters(1, 30), "31 characters")],
        ),
        (
            cookiepay,
            cookiepay_credentials(0, 1),
            vec![missing(api_id)],
        ),
        (
            cookiepay,
            cookiepay_credentials(1, 51),
            vec![(api_key, Characters(1, 50), "51 characters")],
        ),
        (
            cookiepay,
            cookiepay_credentials(1, 0),
            vec![missing(api_key)],
        ),
        (
            konaplate,
            konaplate_credentials(14, 40, "s", 32),
            vec![(asp, Characters(15, 15), "14 characters")],
        ),
        (
            konaplate,
            konaplate_credentials(0, 40, "s", 32),
            vec![missing(asp)],
        ),
        (
            konaplate,
            konaplate_credentials(15, 39, "s", 32),
            vec![(access, Characters(40, 40), "39 characters")],
        ),
        (
            konaplate,
            konaplate_credentials(15, 0, "s", 32),
            vec![missing(access)],
        ),
        (
            konaplate,
            konaplate_credentials(15, 40, "", 32),
            vec![missing(secret)],
        ),
        (
            konaplate,
            konaplate_credentials(15, 40, "s", 33),
            vec![(crypto, Characters(32, 32), "33 characters")],
        ),
        (
            konaplate,
            konaplate_server_key(33),
            vec![(server, Characters(32, 32), "33 characters")],
        ),
        (
            konaplate,
            konaplate_server_key(0),
            vec![(server, Characters(32, 32), "0 characters")],
        ),
        (
            konaplate,
            konaplate_credentials(16, 41, "", 0),
            konaplate_all,
        ),
        (
            "welcome.credentials",
            welcome_encryption(31, 16),
            vec![(aes_key, Characters(32, 32), "31 characters")],
        ),
        (
            "welcome.credentials",
            welcome_encryption(32, 17),
            vec![(aes_iv, Characters(16, 16), "17 characters")],
        ),
        (
            "welcome.credentials",
            welcome_credentials(11, "s"),
            vec![(merchant, Characters(1, 10), "11 characters")],
        ),
        (
            "welcome.credentials",
            welcome_credentials(0, "s"),
            vec![missing(merchant)],
        ),
        (
            "welcome.credentials",
            welcome_credentials(10, ""),
            vec![missing(sign_key)],
        ),
    ]
}

/// Credentials of which one is of no use without another.
fn halves() -> Vec<Case> {
    let welcome = || {
        welcome::Credentials::builder()
            .merchant_id("welcometst")
            .sign_key("s")
    };
    let konaplate = || {
        let credentials = konaplate::Credentials::builder()
            .asp_id(ascii(15))
            .access_key(ascii(40))
            .secret_key("s");
        credentials.client_private_key(private_key("jwe"))
    };
    let server = public_key("signing");
    vec![
        (
            "welcome.credentials",
            welcome().encryption_key(ascii(32)).build().map(drop),
            vec![(
                ("encryption_iv", "암호화 IV"),
                RequiredWith("encryption_key"),
                "nothing",
            )],
        ),
        (
            "welcome.credentials",
            welcome().encryption_iv(ascii(16)).build().map(drop),
            vec![(
                ("encryption_key", "암호화 키"),
                RequiredWith("encryption_iv"),
                "nothing",
            )],
        ),
        (
            "konaplate.credentials",
            konaplate().server_public_key(server).build().map(drop),
            vec![(
                ("server_key_id", "서버 키 ID"),
                RequiredWith("server_public_key"),
                "nothing",
            )],
        ),
        (
            "konaplate.credentials",
            konaplate().server_key_id(ascii(32)).build().map(drop),
            vec![(
                ("server_public_key", "서버 공개키"),
                RequiredWith("server_key_id"),
                "nothing",
            )],
        ),
    ]
}

#[test]
fn what_is_of_no_use_without_another_is_asked_for_with_it() {
    halves().iter().for_each(assert_broken);
}

/// The end of a line in a file is the usual mistake.
#[test]
fn a_credential_is_one_line_and_says_something() {
    for (key, shown) in [
        ("key\n", "a character that is not shown"),
        (" ", "nothing but blanks"),
    ] {
        let built = welcome_credentials_of(key);
        let expected = vec![(("sign_key", "사인키"), OneLine, shown)];
        assert_broken(&("welcome.credentials", built, expected));
    }
}

fn welcome_credentials_of(key: &str) -> Built {
    let credentials = welcome::Credentials::builder().merchant_id("welcometst");
    credentials.sign_key(key).build().map(drop)
}

#[test]
fn every_broken_rule_is_told_with_its_credential() {
    credential_cases().iter().for_each(assert_broken);
}

#[test]
fn what_just_fits_is_built() {
    bccard_credentials("1", "1").unwrap();
    cookiepay_credentials(30, 50).unwrap();
    konaplate_credentials(15, 40, "s", 32).unwrap();
    welcome_credentials(10, "s").unwrap();
}

#[test]
fn every_rule_of_every_spec_is_broken_alone() {
    let mut rules: BTreeSet<Named> = BTreeSet::new();
    for id in ["bccard", "cookiepay", "konaplate", "welcome"] {
        let vendor = fixtures::vendor(id).unwrap();
        let texts = vendor.credentials.iter();
        for credential in texts.filter(|each| each.kind == CredentialKind::Text) {
            let mut add = |rule: &str| {
                let place = format!("{id}.credentials");
                rules.insert((place, credential.name.snake().to_owned(), rule.to_owned()));
            };
            if credential.required {
                add("Required");
            }
            if credential.length.is_some() {
                add("Characters");
            }
        }
    }
    assert_eq!(broken_alone(&credential_cases()), rules);
}
