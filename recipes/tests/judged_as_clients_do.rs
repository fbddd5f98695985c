//! Examples of answers and notifications are read as the generated client reads them: what arrives encrypted is opened, a value
//! that cannot be read accepts nothing, and values are compared, not their spellings. The encrypted texts are of AES-256-ECB
//! with PKCS #7 and the digests of SHA-256, both made with Python (`cryptography`, `hashlib`).

use kpg_codegen::{SourceFile, compile};
use kpg_recipes::examples::differences;

const TOP: &str = r#"
kpg: 1
vendor: acme
name: { en: Acme }
documents: { guide: { title: { en: Guide }, read: 2026-11-29 } }
environments: { test: https://acme.example }
lengths: characters
levels: { unused: { level: allow, reason: Parts of tests leave some of it out. } }
credentials: { key: { en: key, length: 32, secret: true } }
ciphers: { hidden: { aes_ecb: { key: key, form: text }, encode: base64 } }
values:
  over_data: { recipe: [ concat: { of: [ { encrypted: DATA }, key ], separator: "|" }, sha256, hex ] }
  over_stored: { recipe: [ concat: { of: [ tid, { stored: amount }, { stored: okUrl }, key ], separator: "|" }, sha256, hex ] }
test_values: { credentials: { key: kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk } }
codes: { result: { "00": { en: done, name: done }, "01": { en: refused, name: refused } } }
operations:
"#;

const PAY: &str = r#"
  pay:
    en: Pay
    document: guide
    effect: moves_money
    post: /pay
    send: json
    request:
      tid: { en: transaction, presence: required }
      amt: { en: amount, type: amount, presence: required }
    answer:
      code: { en: code, role: code }
      tid: { en: transaction, echoes: tid }
      amt: { en: amount, type: amount, presence: on_success, echoes: amt }
      left: { en: what is left, type: amount, decrypt: hidden }
      buyer: { en: buyer, type: object, decrypt: hidden, content: json, members: { name: { en: name, presence: required } } }
      card: { en: card, type: object, members: { no: { en: number, presence: required } } }
    success: { code: [ "00" ] }
    codes: result
    examples:
      one: { document: guide, given: { tid: T1, amt: "1000" }, answer: { status: STATUS, body: 'BODY', outcome: OUTCOME, fields: { FIELDS } } }
"#;

const LINES: &str = r#"
  pay:
    en: Pay
    document: guide
    effect: moves_money
    post: /pay
    send: form
    receive: lines
    request: { tid: { en: transaction, presence: required }, amt: { en: amount, type: amount, presence: required } }
    answer:
      code: { en: code, role: code }
      tid: { en: transaction, echoes: tid }
      amt: { en: amount, type: amount, presence: on_success, echoes: amt }
    success: { code: [ "00" ] }
    codes: result
    examples:
      one: { document: guide, given: { tid: T1, amt: "1000" }, answer: { status: STATUS, body: "BODY", outcome: OUTCOME, fields: { FIELDS } } }
"#;

const SEALED: &str = r#"
  pay:
    en: Pay
    document: guide
    effect: moves_money
    post: /pay
    send: json
    encrypted_answer: { cipher: hidden, member: DATA, clear: [ sign ] }
    request: { tid: { en: transaction, presence: required } }
    answer:
      code: { en: code, role: code }
      sign: { en: signature }
    success: { code: [ "00" ] }
    codes: result
    examples: { undocumented: A part of a test. }
notifications:
  paid:
    en: Paid
    document: guide
    receive: form
    encrypted: { cipher: hidden, member: DATA, clear: [ sign ], content: json }
    fields:
      tid: { en: transaction, presence: required }
      amt: { en: amount, type: amount, presence: required }
      sign: { en: signature, presence: required }
    authenticity: { member: sign, is: over_data }
    acknowledge: OK
    identity: [ tid ]
    examples:
      one: { document: guide, body: 'BODY', outcome: OUTCOME, fields: { FIELDS } }
  told:
    en: Told
    document: guide
    receive: json
    fields: { tid: { en: transaction, presence: required }, sign: { en: signature, presence: required } }
    stored:
      found_by: [ tid ]
      values: { amount: { en: amount, type: amount, presence: required }, okUrl: { en: address, name: ok_url, presence: required } }
    authenticity: { member: sign, is: over_stored }
    acknowledge: OK
    identity: [ tid ]
    examples:
      one: { document: guide, stored: { amount: "1000", okUrl: https://shop.example/ok }, body: '{"tid":"T1","sign":"d9f3156562306408f5c92d3354ab804db32ebcfaeddab308afbafb95ac46e967"}', outcome: genuine }
      two: { document: guide, stored: { amount: "1001", okUrl: https://shop.example/ok }, body: '{"tid":"T1","sign":"d9f3156562306408f5c92d3354ab804db32ebcfaeddab308afbafb95ac46e967"}', outcome: forged }
"#;

/// What is told of the example, if anything is.
fn told(
    operation: &str,
    (status, body): (u16, &str),
    outcome: &str,
    fields: &str,
) -> Option<String> {
    let text = format!("{TOP}{operation}")
        .replace("STATUS", &status.to_string())
        .replace("BODY", body)
        .replace("OUTCOME", outcome)
        .replace("FIELDS", fields);
    let source = SourceFile::new("acme.yaml", text);
    let vendor = compile(&source).unwrap_or_else(|told| panic!("{body}: {told:?}"));
    let found = differences(&vendor).into_iter().next()?;
    Some(format!("{found:?}"))
}

#[test]
fn an_answer_means_what_the_client_makes_of_it() {
    for (operation, status, body, outcome, fields) in [
        (
            PAY,
            200,
            r#"{"code":"00","tid":"T1","amt":"1,000"}"#,
            "done",
            r#"amt: "1000""#,
        ),
        (
            PAY,
            200,
            r#"{"code":"00","amt":1000.0}"#,
            "done",
            r#"amt: "1000""#,
        ),
        (PAY, 200, r#"{"code":"00","amt":1e3,"card":{}}"#, "done", ""),
        (PAY, 200, r#"{"code":"00","amt":1000.5}"#, "unknown", ""),
        (PAY, 200, r#"{"code":"00"}"#, "unknown", ""),
        (PAY, 200, r#"{"code":"00","amt":1001}"#, "unknown", ""),
        (
            PAY,
            200,
            r#"{"code":"00","tid":"T2","amt":1000}"#,
            "unknown",
            "",
        ),
        (
            PAY,
            200,
            r#"{"code":"00","code":"01","amt":1000}"#,
            "unknown",
            "",
        ),
        (PAY, 200, r#"{"code":"01","tid":"","amt":0}"#, "refused", ""),
        (PAY, 200, r#"{"code":"01","tid":"T2"}"#, "unknown", ""),
        (
            PAY,
            200,
            r#"{"code":"00","amt":1000,"left":"9Au3HBCXGGJlN5R+ikMTFw=="}"#,
            "done",
            r#"left: "123456""#,
        ),
        (
            PAY,
            200,
            r#"{"code":"00","amt":1000,"left":"AAAA"}"#,
            "done",
            "",
        ),
        (
            PAY,
            200,
            r#"{"code":"00","amt":1000,"buyer":"Xnln3vfQIoW4U8p7xVmocw=="}"#,
            "done",
            "",
        ),
        (
            LINES,
            200,
            r"code=00\ntid=T1\namt=1,000\n",
            "done",
            r#"amt: "1000""#,
        ),
        (LINES, 200, r"code=01\r\ntid=\r\n", "refused", ""),
        (LINES, 200, r"code=00\ncode=01\namt=1000\n", "unknown", ""),
        (LINES, 200, "code=00&tid=T1&amt=1000", "unknown", ""),
    ] {
        let told = told(operation, (status, body), outcome, fields);
        assert_eq!(told, None, "{body}");
    }
}

#[test]
fn a_notification_is_opened_before_it_is_read() {
    let data = "DGe0OrOp5VVhrMBpUXLBlkezN4uCb3ETCaQvN2ustic%3D";
    let sign = "820d31b1e3b493ca013f8372df0b93d2da30f31d1dbb3b88e1b8439155075b7e";
    let other = sign.replace('8', "9");
    for (body, outcome, fields) in [
        (
            format!("DATA={data}&sign={sign}"),
            "genuine",
            r#"tid: T1, amt: "1000""#,
        ),
        (format!("DATA={data}&sign={other}"), "forged", ""),
        (format!("DATA={data}"), "forged", ""),
    ] {
        assert_eq!(told(SEALED, (200, &body), outcome, fields), None, "{body}");
    }
    // What should be encrypted and is not is told, whatever it is said to be.
    let clear = format!("tid=T1&amt=1000&sign={sign}");
    for outcome in ["genuine", "forged"] {
        let told = told(SEALED, (200, &clear), outcome, "");
        assert!(
            told.is_some_and(|told| told.contains("not encrypted")),
            "{outcome}"
        );
    }
}
