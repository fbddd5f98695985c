//! What was signed with a private key or encrypted: the recipe is found with the key, whatever form the key has. The
//! signatures are OpenSSL's (`tests/vectors`), and so are the encrypted texts (`openssl enc`).

use std::time::Duration;

use kpg_codegen::model::{Algorithm, Charset, KeyForm, TextEncoding};
use kpg_recipes::solve::{
    Answer, Given, Key, Part, Portion, Question, Role, Seal, Step, Style, Vector, solve,
};

const PRIVATE: &str = include_str!("../../tests/vectors/keys/TEST-ONLY-signing-rsa2048.pkcs8.pem");
const PUBLIC: &str = include_str!("../../tests/vectors/keys/TEST-ONLY-signing-rsa2048.public.pem");
const CERTIFICATE: &str =
    include_str!("../../tests/vectors/keys/TEST-ONLY-signing-rsa2048.certificate.pem");
const ANOTHER: &str = include_str!("../../tests/vectors/keys/TEST-ONLY-jwe-rsa2048.public.pem");

fn given((name, text, role): (&str, &str, Role)) -> Given {
    Given {
        name: name.to_owned(),
        text: text.to_owned(),
        role,
    }
}

fn asked(values: &[(&str, &str, Role)], expected: &str, keys: &[&str]) -> (Question, Answer) {
    let values = values.iter().copied().map(given).collect();
    let keys = keys
        .iter()
        .map(|pem| Key::read("private_key", pem).unwrap());
    let question = Question::new(values, expected).signed_by(keys.collect());
    let answer = solve(&question, Duration::from_secs(30), &|_| {});
    (question, answer)
}

fn vectors(file: &str) -> Vec<serde_json::Value> {
    let file: serde_json::Value = serde_json::from_str(file).unwrap();
    file["vectors"].as_array().unwrap().clone()
}

/// Values with their names, what separates them in the message, and its signature.
type Signed = (Vec<(String, String)>, &'static str, String);

fn signatures() -> Vec<Signed> {
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let joined = vectors(include_str!("../../tests/vectors/rsa_sha256.json"));
    let joined = joined.iter().map(|vector| {
        let names = ["AFFI_CO_TRNS_UNIQ_NO", "CARD_CO_AUTH_NO"];
        let values = names.map(|name| (name.to_owned(), text(&vector[name])));
        (values.to_vec(), "", text(&vector["signature_base64"]))
    });
    let separated = vectors(include_str!("../../tests/vectors/kcp_sign_data.json"));
    let separated = separated.iter().map(|vector| {
        let whole = text(&vector["text"]);
        let names = ["site_cd", "tno", "mod_type"].into_iter();
        let values = names.zip(whole.split('^'));
        let values = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
        (values.collect(), "^", text(&vector["kcp_sign_data"]))
    });
    joined.chain(separated).collect()
}

#[test]
fn a_signature_is_solved_with_the_public_key_the_certificate_or_the_private_key() {
    for (values, separator, signature) in signatures() {
        let names: Vec<&str> = values.iter().map(|(name, _)| name.as_str()).collect();
        // One that is not signed beside those that are.
        let other = [("amount", "1000", Role::Value)];
        let values = values.iter();
        let values = values.map(|(name, text)| (name.as_str(), text.as_str(), Role::Value));
        let values: Vec<_> = other.into_iter().chain(values).collect();
        for key in [PUBLIC, CERTIFICATE, PRIVATE] {
            let (question, answer) = asked(&values, &signature, &[ANOTHER, key]);
            let first = answer.recipes.first().unwrap();
            let operands = first.message.operands.iter();
            let found: Vec<&str> = operands
                .map(|operand| question.values()[operand.value].name.as_str())
                .collect();
            assert_eq!(found, names);
            let style = Style::Bare {
                separator: separator.to_owned(),
                closed: false,
            };
            assert_eq!(first.message.style, style);
            let [
                Step::Signed { key, .. },
                Step::Encoded(TextEncoding::Base64),
            ] = first.steps.as_slice()
            else {
                panic!("{first:?}");
            };
            assert_eq!(key, "private_key");
        }
    }
}

#[test]
fn another_key_or_a_changed_signature_solves_nothing() {
    let (values, _, signature) = signatures().remove(0);
    let values = values.iter();
    let values: Vec<_> = values
        .map(|(name, text)| (name.as_str(), text.as_str(), Role::Value))
        .collect();
    let changed = signature.replacen(['A', 'B', 'C'], "D", 1);
    assert_ne!(changed, signature);
    for (signature, key) in [(&signature, ANOTHER), (&changed, PUBLIC)] {
        let (_, answer) = asked(&values, signature, &[key]);
        assert!(answer.recipes.is_empty() && !answer.looks_like_a_digest);
    }
    assert!(Key::read("key", "no key").is_none());
}

fn portion(value: usize, part: Option<Part>, form: KeyForm) -> Portion {
    Portion { value, part, form }
}

/// Values, the encrypted text, the values in it, and how it was encrypted.
type Sealed = (
    &'static [(&'static str, &'static str, Role)],
    &'static str,
    &'static [usize],
    Seal,
);

const KEY_OF_32: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const TWO: [(&str, &str, Role); 2] = [
    ("tid", "T20261129x1", Role::Value),
    ("amt", "1,000", Role::Value),
];

fn sealed() -> Vec<Sealed> {
    vec![
        (
            &[
                TWO[0],
                TWO[1],
                ("key", "0123456789abcdef", Role::Secret),
                ("iv", "fedcba9876543210", Role::Value),
            ],
            "0qlt7RLWaXcdsD00U26u+wn9t5s1TpI7kEHjE4HhaQQ=",
            &[0, 1],
            Seal {
                algorithm: Algorithm::Aes,
                key: portion(2, None, KeyForm::Text),
                vector: Vector::Of(portion(3, None, KeyForm::Text)),
                charset: Charset::Utf8,
                encoding: TextEncoding::Base64,
            },
        ),
        (
            &[TWO[0], TWO[1], ("key", KEY_OF_32, Role::Secret)],
            "fF2J2yh7axyz+46y87BgCk5HkJEe7lHNvxVF/CAR01g=",
            &[0, 1],
            Seal {
                algorithm: Algorithm::Aria,
                key: portion(2, None, KeyForm::Hex),
                vector: Vector::Zero,
                charset: Charset::Utf8,
                encoding: TextEncoding::Base64,
            },
        ),
        (
            &[
                ("goods", "가방 A/B", Role::Value),
                ("key", "0123456789abcdef", Role::Secret),
            ],
            "00112233445566778899aabbccddeeff7c1325d7cbc383f24073b65829a0e4fa",
            &[0],
            Seal {
                algorithm: Algorithm::Seed,
                key: portion(1, None, KeyForm::Text),
                vector: Vector::FirstBlock,
                charset: Charset::EucKr,
                encoding: TextEncoding::HexLower,
            },
        ),
        (
            &[
                ("goods", "가방 A/B", Role::Value),
                ("key", KEY_OF_32, Role::Secret),
            ],
            "C6914FDB75B6880601E15E260CB43583",
            &[0],
            Seal {
                algorithm: Algorithm::Aes,
                key: portion(1, None, KeyForm::Hex),
                vector: Vector::None,
                charset: Charset::EucKr,
                encoding: TextEncoding::HexUpper,
            },
        ),
    ]
}

#[test]
fn an_encrypted_text_is_solved_with_its_key() {
    for (values, expected, operands, seal) in sealed() {
        let (question, answer) = asked(values, expected, &[]);
        let first = answer.recipes.first().unwrap();
        let found: Vec<usize> = first.message.operands.iter().map(|it| it.value).collect();
        assert_eq!(found, operands, "{expected}");
        assert_eq!(first.steps, [Step::Sealed(Box::new(seal.clone()))]);
        // What begins with a random vector is another text every time.
        let again = first.make(question.values());
        let is_random = seal.vector == Vector::FirstBlock;
        assert_eq!(again.as_deref(), (!is_random).then_some(expected));
    }
}

/// The key opens it, and what is inside is not known: how it was encrypted is told, and nothing of what is in it.
#[test]
fn how_a_text_was_encrypted_is_told_without_its_plain_text() {
    let (values, expected, _, seal) = sealed().remove(0);
    let (_, answer) = asked(&values[2..], expected, &[]);
    assert!(answer.recipes.is_empty());
    let opened = answer.opened.first().unwrap();
    assert_eq!(
        (opened.algorithm, opened.encoding),
        (seal.algorithm, seal.encoding)
    );
    assert!(matches!(opened.vector, Vector::Of(_)), "{opened:?}");
    assert!(!format!("{answer:?}").contains("T20261129x1"));
    let wrong = [("key", "0123456789abcdeF", Role::Secret)];
    let (_, answer) = asked(&wrong, expected, &[]);
    assert!(answer.recipes.is_empty() && answer.opened.is_empty());
}

/// The halves of the key differ in the last bit of each byte, so that the first block can be read with either as IV.
const HALVES: &str = "0123456789abcdef1032547698badcfe";

/// `openssl enc -aes-256-cbc` with the key above and its last 16 characters as IV, over
/// `tid=T20261129y1tid=T20261129x1&amt=1000&goods=bookamt=1000tid=T20261129x1&amt=1000&goods=bookgoods=book`.
#[test]
fn of_several_vectors_that_open_a_text_the_one_whose_first_block_reads_as_the_rest_comes_first() {
    let expected = "wySAzCh+zx31WRbhqsoEi6c2HDF+lykEfQeDlzg4ZSc5AZJonheYMa1DkDwnrRZi";
    let (_, answer) = asked(&[("key", HALVES, Role::Secret)], expected, &[]);
    let (first, others) = answer.sealed().unwrap();
    let vector = |part| Vector::Of(portion(0, Some(part), KeyForm::Text));
    assert_eq!(first.vector, vector(Part::Last(16)));
    let others: Vec<&Vector> = others.into_iter().map(|seal| &seal.vector).collect();
    assert!(others.contains(&&vector(Part::First(16))), "{others:?}");
    assert!(!others.contains(&&Vector::FirstBlock), "{others:?}");
}

/// `openssl enc -aes-128-ecb` over `{"tid":"T20261129x1","amt":"1,000"}` and `{"amt":1000,"tid":"T20261129x1"}`.
#[test]
fn encrypted_json_of_the_values_is_solved() {
    for (amount, bare_numbers, operands, expected) in [
        (
            "1,000",
            false,
            [0, 1],
            "VOW+H4UxIpu2Q7I8khi5i3IOlSFir7n69kl3x9P0gEfZ+2RljWLJP81autmP1E1M",
        ),
        (
            "1000",
            true,
            [1, 0],
            "ITO/BMOThZG27JA6ZiNblbEQ+0wSck7z+rxj0P4YLdw3ciLgYakkxZHNnCfqFj7U",
        ),
    ] {
        let key = ("key", "0123456789abcdef", Role::Secret);
        let (_, answer) = asked(&[TWO[0], ("amt", amount, Role::Value), key], expected, &[]);
        let first = answer.recipes.first().unwrap();
        assert_eq!(first.message.style, Style::Json { bare_numbers });
        let found: Vec<usize> = first.message.operands.iter().map(|it| it.value).collect();
        assert_eq!(found, operands);
    }
}
