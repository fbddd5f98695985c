//! What recipes hide of secrets, and which of them may be sent.

use std::collections::BTreeMap;

use kpg_codegen::model::{
    Absent, Case, Charset, CipherId, CredentialId, Cut, Derivation, Digest, Escape, Expression,
    FieldRef, Hides, KeyForm, Mac, OptionId, Path, Place, RandomDigits, Selection, Sent, SessionId,
    Signature, TextEncoding, TimeFormat, TimePart, Value, Zone,
};
use kpg_codegen::{Severity, SourceFile, Style, compile, emit, render};

fn credential() -> Expression {
    Expression::Credential(CredentialId(0))
}

fn boxed() -> Box<Expression> {
    Box::new(credential())
}

#[test]
fn a_digest_hides_its_message_and_not_the_salt() {
    let digest = Expression::Digest(Digest::Sha256, boxed());
    let derived = Expression::Derived {
        derivation: Derivation::Pbkdf2Sha256,
        password: boxed(),
        salt: Box::new(Expression::Literal("salt".to_owned())),
        form: KeyForm::Text,
        rounds: 1,
        bytes: 16,
    };
    for expression in [digest, derived] {
        let message = &credential();
        assert_eq!(expression.hides(), Hides::Digest { message });
    }
}

#[test]
fn what_has_a_key_hides_all_but_from_who_has_it() {
    let mac = Expression::Mac {
        mac: Mac::HmacSha256,
        key: boxed(),
        form: KeyForm::Text,
        message: Box::new(Expression::Body),
    };
    let key = &credential();
    assert_eq!(mac.hides(), Hides::Mac { key });
    let signature = Expression::Signature {
        signature: Signature::RsaSha256,
        key: CredentialId(3),
        message: boxed(),
    };
    assert_eq!(signature.hides(), Hides::Signature(CredentialId(3)));
    let encrypted = Expression::Encrypted(CipherId(2), boxed());
    assert_eq!(encrypted.hides(), Hides::Encryption(CipherId(2)));
}

#[test]
fn everything_else_hides_nothing() {
    let at = FieldRef {
        place: Place::Body,
        index: 0,
    };
    let selection = Selection {
        parts: vec![(String::new(), credential())],
        between: None,
        separator: String::new(),
        absent: Absent::Empty,
    };
    let open = [
        credential(),
        Expression::Field(at),
        Expression::Value(Value(0)),
        Expression::Session(SessionId(0)),
        Expression::Clock {
            zone: Zone::Utc,
            format: TimeFormat(vec![TimePart::Year]),
        },
        Expression::RandomDigits(RandomDigits::Hex, 4),
        Expression::RandomBytes {
            bytes: 4,
            encoding: TextEncoding::HexLower,
        },
        Expression::Literal("a".to_owned()),
        Expression::Path,
        Expression::Query,
        Expression::Concatenation(vec![credential()]),
        Expression::Selection(selection),
        Expression::Json(vec![("a".to_owned(), credential())]),
        Expression::Sent(Sent {
            path: Path(vec!["a".to_owned()]),
            members: Vec::new(),
        }),
        Expression::Cut(Cut::First, 4, boxed()),
        Expression::Cased(Case::Upper, boxed()),
        Expression::Replaced {
            from: "a".to_owned(),
            to: "b".to_owned(),
            text: boxed(),
        },
        Expression::Escaped(Escape::PercentEncode, Charset::Utf8, boxed()),
        Expression::Charset(Charset::EucKr, boxed()),
        Expression::Body,
        Expression::Bytes(vec![credential()]),
        Expression::Encoded(TextEncoding::Base64, boxed()),
        Expression::Variant(OptionId(0), vec![credential()]),
    ];
    for expression in open {
        assert_eq!(expression.hides(), Hides::Nothing, "{expression:?}");
    }
}

/// The codes that a spec is told when a field comes from a value that is made like this.
fn codes(recipe: &str, more: &str) -> Vec<String> {
    let text = format!("{BASE}values:\n  v: {{ recipe: [ {recipe} ]{more} }}\n{OPERATION}");
    told(&text)
}

/// The codes of the errors of a spec, but for declarations that it does not use.
fn told(text: &str) -> Vec<String> {
    let Err(report) = compile(&SourceFile::new("specs/a.yaml", text)) else {
        return Vec::new();
    };
    let errors = report.diagnostics.iter().filter(|told| {
        told.severity == Severity::Error && !told.message.ends_with("is declared and never used")
    });
    errors.map(|told| told.code.to_string()).collect()
}

const BASE: &str = "\
kpg: 1
vendor: acme
name: { en: Acme }
documents: { guide: { title: { en: Guide }, read: 2026-11-28 } }
environments: { test: https://acme.example }
lengths: characters
credentials:
  mid: { en: merchant }
  sign_key: { en: key, secret: true }
  aes_key: { en: key, length: 16, secret: true }
  rsa_key: { en: key, type: rsa_private_key }
ciphers: { cipher: { aes_ecb: { key: aes_key, form: text }, encode: hex } }
codes: { result: { \"00\": { en: done, name: done } } }
";

const OPERATION: &str = "\
operations:
  pay:
    en: pay
    document: guide
    effect: moves_money
    post: /pay
    send: json
    request:
      tid: { en: t, length: 9, presence: required }
      mid: { en: m, from: mid }
      hidden: { en: h, length: ..9, encrypt: cipher, presence: required }
      shown: { en: shown, from: v }
    answer: { code: { en: code, role: code } }
    success: { code: [ \"00\" ] }
    codes: result
";

#[test]
fn a_secret_is_sent_by_what_hides_nothing_and_by_a_digest_of_it_alone() {
    let sends = [
        "text: sign_key",
        "concat: [ tid, sign_key ]",
        "pairs: [ tid, { key: sign_key } ]",
        "json: [ tid, { key: sign_key } ]",
        "text: sign_key, first: 4",
        "text: sign_key, upper",
        "text: sign_key, replace: { from: a, to: b }",
        "text: sign_key, percent_encode: utf8",
        "text: sign_key, utf8, hex",
        "text: sign_key, euckr, base64",
        "text: sign_key, sha256, hex",
        "concat: [ sign_key, { literal: x } ], sha256, hex, upper",
        "text: sign_key, pbkdf2_sha256: { salt: sign_key, form: text, rounds: 10, bytes: 16 }, hex",
        "concat: [ tid, { recipe: [ text: sign_key, sha256, hex ] } ]",
        // What is made of nothing but secrets is a secret, whatever the steps.
        "text: sign_key, hmac_sha256: sign_key, hex",
        "text: sign_key, rsa_sha256: rsa_key, base64",
        "text: sign_key, encrypt: cipher",
    ];
    for recipe in sends {
        let told = codes(recipe, "");
        assert!(told.contains(&"KPG0015".to_owned()), "{recipe}: {told:?}");
    }
    let hides = [
        "concat: [ tid, sign_key ], sha256, hex",
        "text: sign_key, pbkdf2_sha256: { salt: tid, form: text, rounds: 10, bytes: 16 }, hex",
        "text: tid, hmac_sha256: sign_key, hex",
        "concat: [ tid, sign_key ], rsa_sha256: rsa_key, base64",
        "concat: [ tid, sign_key ], encrypt: cipher",
        "concat: [ tid, { recipe: [ concat: [ tid, sign_key ], sha256, hex ] } ]",
    ];
    for recipe in hides {
        let told = codes(recipe, "");
        assert!(!told.contains(&"KPG0015".to_owned()), "{recipe}: {told:?}");
    }
}

const BECAUSE: &str = ", sent_because: the payment page wants it as mKey";

#[test]
fn a_digest_of_a_secret_may_be_sent_for_a_reason() {
    for recipe in [
        "text: sign_key, sha256, hex",
        "text: sign_key, sha256, hex, upper, first: 16",
        "concat: [ sign_key, { literal: x } ], md5, base64",
        "text: sign_key, pbkdf2_sha256: { salt: sign_key, form: text, rounds: 10, bytes: 16 }, hex",
        "concat: [ tid, { recipe: [ text: sign_key, sha256, hex ] } ]",
        "text: sign_key, hmac_sha256: sign_key, hex",
    ] {
        assert_eq!(codes(recipe, BECAUSE), [""; 0], "{recipe}");
    }
}

/// Logs and errors are read by more people than requests.
#[test]
fn what_is_sent_for_a_reason_is_never_shown() {
    for recipe in [
        "text: sign_key, sha256, hex",
        "text: sign_key, hmac_sha256: sign_key, hex",
        "concat: [ tid, { recipe: [ text: sign_key, sha256, hex ] } ]",
    ] {
        let text = format!("{BASE}values:\n  v: {{ recipe: [ {recipe} ]{BECAUSE} }}\n{OPERATION}");
        let request = &emitted(&text)["src/acme/pay.rs"];
        let sensitive = request.split("SENSITIVE").nth(1).unwrap();
        let listed = sensitive.split(';').next().unwrap();
        assert!(listed.contains("\"shown\""), "{recipe}: {listed}");
    }
}

#[test]
fn no_reason_lets_out_the_secret_itself() {
    for recipe in [
        "text: sign_key",
        "concat: [ tid, sign_key ]",
        "json: [ tid, { key: sign_key } ]",
        "text: sign_key, utf8, hex",
        "text: sign_key, percent_encode: utf8",
        "text: sign_key, first: 4",
        "text: sign_key, upper",
        "concat: [ sign_key, { recipe: [ text: sign_key, sha256, hex ] } ]",
        "text: sign_key, encrypt: cipher",
    ] {
        assert_eq!(codes(recipe, BECAUSE), ["KPG0015"], "{recipe}");
    }
}

#[test]
fn a_reason_without_an_effect_is_told() {
    for recipe in [
        "text: tid, sha256, hex",
        "concat: [ tid, sign_key ], sha256, hex",
        "text: tid, hmac_sha256: sign_key, hex",
        "concat: [ tid, sign_key ], encrypt: cipher",
    ] {
        assert_eq!(codes(recipe, BECAUSE), ["KPG0019"], "{recipe}");
    }
}

#[test]
fn a_reason_is_a_reason_and_does_not_contradict_the_value() {
    let digest = "text: sign_key, sha256, hex";
    assert_eq!(codes(digest, ", sent_because: true"), ["KPG0008"]);
    assert_eq!(codes(digest, ", sent_because: \"\""), ["KPG0008"]);
    let told = codes(digest, ", secret: true, sent_because: the page wants it");
    assert_eq!(told, ["KPG0012"]);
    let told = codes(digest, ", sent: true");
    assert!(told.contains(&"KPG0005".to_owned()), "{told:?}");
}

/// What a spec is told whose field shows the second of two values.
fn codes_of_two(first: &str, second: &str) -> Vec<String> {
    let operation = OPERATION.replace("from: v }", "from: w }");
    let values = format!("values:\n  v: {{ {first} }}\n  w: {{ recipe: [ {second} }}\n");
    told(&format!("{BASE}{values}{operation}"))
}

#[test]
fn what_is_sent_is_no_secret_any_more() {
    let sent = "recipe: [ text: sign_key, sha256, hex ], sent_because: the page wants it";
    let shown = |recipe| codes_of_two(sent, recipe);
    assert_eq!(shown("concat: [ tid, v ] ]"), [""; 0]);
    // Whoever sees a request could sign with it.
    assert_eq!(shown("text: tid, hmac_sha256: v, hex ]"), ["KPG0013"]);
    // A digest of it and of the secret stands for the secret as ever.
    assert_eq!(shown("concat: [ v, sign_key ], sha256, hex ]"), ["KPG0015"]);
}

#[test]
fn a_value_that_the_spec_keeps_is_sent_as_a_digest_only() {
    let kept = "recipe: [ text: mid, sha256, hex ], secret: true";
    let shown = |recipe| {
        codes_of_two(
            kept,
            &format!("{recipe} ], sent_because: the page wants it"),
        )
    };
    assert_eq!(shown("text: v, upper"), ["KPG0015"]);
    assert_eq!(shown("text: v, sha256, hex"), [""; 0]);
}

/// A key that only some merchants have is asked for where it is used, not when the spec is compiled.
#[test]
fn an_optional_key_is_asked_for_where_it_is_used() {
    for (recipe, needs) in [
        ("text: tid, hmac_sha256: sign_key, hex", "sign_key"),
        (
            "text: tid, hmac_sha256: { key: sign_key, form: hex }, hex",
            "sign_key",
        ),
        ("concat: [ tid, sign_key ], sha256, hex", "sign_key"),
        ("text: tid, rsa_sha256: rsa_key, base64", "rsa_key"),
        ("text: tid, encrypt: cipher", "aes_key"),
    ] {
        let base = BASE
            .replace("secret: true }", "secret: true, optional: true }")
            .replace(
                "type: rsa_private_key }",
                "type: rsa_private_key, optional: true }",
            );
        let without = OPERATION.replace("from: v }", "from: mid }");
        let without = without.replace("operations:\n  pay:", "  other:");
        let without = without
            .replace(", encrypt: cipher", "")
            .replace("post: /pay", "post: /other");
        let operation = OPERATION.replace(", encrypt: cipher", "");
        let text = format!("{base}values:\n  v: {{ recipe: [ {recipe} ] }}\n{operation}{without}");
        assert_eq!(told(&text), [""; 0], "{recipe}");
        let files = emitted(&text);
        let needed = format!("needed(\"{needs}\"");
        assert!(files["src/acme/pay.rs"].contains(&needed), "{recipe}");
        assert!(!files["src/acme/other.rs"].contains("needed("), "{recipe}");
        let documented = format!("Without the optional credential `{needs}` it sends nothing.");
        assert!(
            files["src/acme/client.rs"].contains(&documented),
            "{recipe}"
        );
    }
}

/// What a spec becomes whose unused declarations are allowed.
fn emitted(text: &str) -> BTreeMap<String, String> {
    let levels = "levels: { unused: { level: allow, reason: One recipe is tested at a time. } }\n";
    let text = text.replacen("lengths:", &format!("{levels}lengths:"), 1);
    let vendor = compile(&SourceFile::new("specs/a.yaml", text));
    let vendor = vendor.unwrap_or_else(|report| panic!("{}", render(&report, Style::Plain)));
    emit(&[vendor]).into_iter().collect()
}
