//! Notifications as vendors send them. Expected values are made outside; the command stands beside
//! each of them.

use crate::support::globex;
use std::collections::BTreeMap;

use kpg_codegen::model::Vendor;
use kpg_sandbox::{
    Credentials, NotificationError, notification, notification_as, notification_content_type,
};
use serde_json::{Value, json};

const SPEC: &str = r#"
charset: { receive: euckr }
credentials:
  key: { en: key, secret: true }
  aes: { en: key of the cipher, secret: true }
ciphers:
  chest: { aes_cbc: { key: { of: aes, first: 32 }, iv: { of: aes, first: 16 }, form: text }, encode: base64 }
values:
  inner: { recipe: [ concat: [ name, amount, key ], euckr, sha512, hex ] }
  short: { recipe: [ text: inner, first: 8 ] }
  sealed: { recipe: [ concat: { of: [ short, memo ], separator: ":", absent: empty }, encrypt: chest ] }
operations:
  look:
    en: Look
    document: page
    effect: reads
    get: /look
    answer: { code: { en: code, role: code } }
    success: { code: [ "00" ] }
    codes: { "00": { name: success, en: done } }
notifications:
  paid:
    en: Paid
    document: page
    receive: [ form, json ]
    fields:
      name:   { en: name, presence: required, example: 홍길동 }
      amount: { en: amount, type: amount, number: true, presence: required }
      memo:   { en: memo }
      cards:  { en: cards, type: list, presence: required, members: { no: { en: number, example: "1" } } }
      sign:   { en: proof, presence: required }
    authenticity: { member: sign, is: sealed }
    acknowledge: "OK"
    identity: [ name, amount ]
  free:
    en: Free
    document: page
    receive: json
    fields: { a: { en: a, presence: required, example: b } }
    authenticity: { undocumented: Ask for the payment. }
    acknowledge: "OK"
    identity: { undocumented: Ask for the payment. }
"#;

/// Python: `hashlib.sha512('홍길동1000sign-key'.encode('cp949')).hexdigest()[:8]` is SHORT, then
/// `printf SHORT: | openssl enc -aes-256-cbc -K … -iv … -base64 -A` with the first bytes of the key.
const SIGN: &str = "ad7TfxcErYaN/fLUrH2ceg==";
/// The same with `memo`.
const SIGN_WITH_MEMO: &str = "qrGE+cbrGvahNJOKhvKxLw==";

fn credentials() -> Credentials {
    Credentials::new()
        .text("key", "sign-key")
        .text("aes", "0123456789abcdef0123456789abcdefREST")
}

fn members(list: &[(&str, &str)]) -> BTreeMap<String, String> {
    let owned = list
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    owned.collect()
}

fn read(vendor: &Vendor, list: &[(&str, &str)]) -> Value {
    let bytes = notification_as(vendor, "paid", 1, &members(list), &credentials()).unwrap();
    // Python: `'홍길동'.encode('cp949')`
    let name = b"\xc8\xab\xb1\xe6\xb5\xbf";
    let position = bytes.windows(6).position(|part| part == name).unwrap();
    let ascii = [&bytes[..position], b"hong", &bytes[position + 6..]].concat();
    serde_json::from_slice(&ascii).unwrap()
}

#[test]
fn a_proof_is_computed_unless_it_is_given() {
    let vendor = globex::vendor(SPEC);
    let cards = json!([{"no": "1"}, {"no": "1"}]);
    let expected = json!({"name": "hong", "amount": 1000, "cards": cards, "sign": SIGN});
    assert_eq!(read(&vendor, &[("amount", "1000")]), expected);
    let given = [
        ("amount", "1000"),
        ("memo", "memo"),
        ("cards", r#"[{"no":"2"}]"#),
        ("new", "x"),
    ];
    let expected = json!({
        "name": "hong", "amount": 1000, "memo": "memo", "cards": [{"no": "2"}],
        "sign": SIGN_WITH_MEMO, "new": "x",
    });
    assert_eq!(read(&vendor, &given), expected);
    let forged = read(&vendor, &[("amount", "1000"), ("sign", "forged")]);
    assert_eq!(forged["sign"], json!("forged"));
}

#[test]
fn the_first_format_is_the_default() {
    let vendor = globex::vendor(SPEC);
    let given = members(&[("amount", "1000")]);
    let form = notification(&vendor, "paid", &given, &credentials()).unwrap();
    let form = String::from_utf8(form).unwrap();
    assert!(
        form.starts_with("name=%C8%AB%B1%E6%B5%BF&amount=1000&cards="),
        "{form}"
    );
    let said = notification_content_type(&vendor, "paid", 0).unwrap();
    assert_eq!(said, "application/x-www-form-urlencoded; charset=euc-kr");
    let free = notification(&vendor, "free", &BTreeMap::new(), &credentials()).unwrap();
    assert_eq!(free, br#"{"a":"b"}"#);
}

#[test]
fn what_can_not_be_written_is_told() {
    let vendor = globex::vendor(SPEC);
    let none = BTreeMap::new();
    let error = |name: &str, format, credentials: &Credentials| {
        notification_as(&vendor, name, format, &none, credentials).unwrap_err()
    };
    assert_eq!(
        error("lost", 0, &credentials()),
        NotificationError::Unknown("lost".into())
    );
    assert_eq!(
        error("paid", 2, &credentials()),
        NotificationError::NoFormat(2)
    );
    let unknown = error("paid", 0, &Credentials::new());
    assert_eq!(unknown, NotificationError::NoProof("sign".into()));
    assert!(unknown.to_string().contains("`sign`"));
}
