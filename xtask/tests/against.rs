//! `trace --against`: what another system sent, beside what a spec makes of the same values. What differs is named, the
//! recipe that explains it is found, and nothing secret is shown.

use std::path::{Path, PathBuf};

use crate::support::{code, errors, printed, run};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A folder with one spec, which is removed in the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, vendor: &str, spec: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("kpg-{name}-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("specs")).unwrap();
        std::fs::write(folder.join(format!("specs/{vendor}.yaml")), spec).unwrap();
        Self(folder)
    }

    /// Writes what another system sent, and gives the path of the file.
    fn theirs(&self, text: &str) -> String {
        let file = self.0.join("theirs.txt");
        std::fs::write(&file, text).unwrap();
        file.to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// A vendor, an operation and its example from outside; what the spec says and what a wrong one says instead; what is
/// told when the right request is held against the wrong spec.
type Wrong = (
    &'static str,
    &'static str,
    &'static str,
    [&'static str; 2],
    &'static [&'static str],
);

const WRONG: &[Wrong] = &[
    (
        "welcome",
        "cancel",
        "computed",
        [
            "concat: [ mid, mkey, timestamp ]",
            "concat: [ mkey, mid, timestamp ]",
        ],
        &["`signature`", "concat: [ mid, mkey, timestamp ]"],
    ),
    (
        "welcome",
        "cancel",
        "computed",
        [
            "concat: [ mid, mkey, timestamp ]",
            "concat: { of: [ mid, mkey, timestamp ], separator: \"|\" }",
        ],
        &["`signature`", "concat: [ mid, mkey, timestamp ]"],
    ),
    (
        "bccard",
        "cancel",
        "form_txid",
        [
            "[ AFFI_CO_TRNS_UNIQ_NO, CARD_CO_AUTH_NO ], utf8",
            "[ CARD_CO_AUTH_NO, AFFI_CO_TRNS_UNIQ_NO ], utf8",
        ],
        &["`SIGNATURE`"],
    ),
    (
        "konaplate",
        "charge",
        "crypto_key",
        [
            "hmac_sha256: secret_key, base64 ]",
            "hmac_sha256: secret_key, base64, lower ]",
        ],
        &["`X-KM-Tran-Token`"],
    ),
    (
        "welcome",
        "cancel",
        "computed",
        [
            "recipe: [ text: sign_key, sha256, hex ]",
            "recipe: [ text: sign_key, sha256, hex_upper ]",
        ],
        &["`signature`", "{ recipe: [ text: mkey, lower ] }"],
    ),
    (
        "inicis",
        "refund_v2",
        "computed",
        [
            "[ iniapi_key, mid, type, timestamp, { request: body.data } ]",
            "[ iniapi_key, mid, type, timestamp ]",
        ],
        &[
            "`hashData`",
            "concat: [ iniapi_key, mid, type, timestamp, { request: body.data } ]",
        ],
    ),
    (
        "cookiepay",
        "token",
        "computed",
        ["\n      pay2_id:", "\n      PAY2_ID:"],
        &[
            "`pay2_id`, which the spec has as `PAY2_ID`",
            "`PAY2_ID`, which they leave out",
        ],
    ),
];

/// The request of an example, as it goes over the wire.
fn right_request(vendor: &str, operation: &str, example: &str) -> String {
    let asked = [
        "trace",
        vendor,
        operation,
        "--example",
        example,
        "--format",
        "json",
        "--show-secrets",
    ];
    let output = run(&root(), &asked);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let report: serde_json::Value = serde_json::from_str(&printed(&output)).unwrap();
    let sent = &report["request"];
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let headers = sent["headers"].as_array().unwrap().iter();
    let headers: String = headers
        .map(|header| format!("{}: {}\n", text(&header[0]), text(&header[1])))
        .collect();
    let (method, url, body) = (
        text(&sent["method"]),
        text(&sent["url"]),
        text(&sent["body"]),
    );
    format!("{method} {url} HTTP/1.1\n{headers}\n{body}")
}

#[test]
fn a_wrong_recipe_of_any_vendor_is_named_beside_the_right_request() {
    for (index, (vendor, operation, example, [before, after], told)) in WRONG.iter().enumerate() {
        let right = std::fs::read_to_string(root().join(format!("specs/{vendor}.yaml"))).unwrap();
        assert!(right.contains(before), "{vendor} does not say {before}");
        let wrong = right.replace(before, after);
        let folder = Folder::new(&format!("against{index}"), vendor, &wrong);
        let theirs = folder.theirs(&right_request(vendor, operation, example));
        let asked = [
            "trace",
            vendor,
            operation,
            "--example",
            example,
            "--against",
            &theirs,
        ];
        let output = run(&folder.0, &asked);
        let shown = printed(&output);
        assert_eq!(
            code(&output),
            1,
            "{vendor}: {after}\n{shown}\n{}",
            errors(&output)
        );
        for words in *told {
            assert!(
                shown.contains(words),
                "{vendor}: {after} lacks {words}\n{shown}"
            );
        }
    }
}

/// With marks in the places of secrets, and one in a member that the spec does not have.
const MARKED: &str = r#"kpg: 1
vendor: marked
name: { en: Marked }
documents: { guide: { title: { en: Guide }, read: 2026-11-21 } }
environments: { test: https://api.marked.example }
lengths: characters
credentials:
  shop: { en: shop }
  sign_key: { en: key, secret: true }
  api_key: { en: key, sensitive: true }
values:
  hashed: { secret: true, recipe: [ text: sign_key, sha256, hex ] }
  signature: { recipe: [ concat: [ shop, hashed, card, api_key ], sha256, hex ] }
operations:
  pay:
    en: Pay
    document: guide
    effect: moves_money
    post: /pay
    send: json
    headers: { X-Key: { en: key, from: api_key } }
    request:
      shop: { en: shop, from: shop }
      card: { en: card, presence: required, sensitive: true }
      sign: { en: signature, from: signature }
    answer: { code: { en: code, role: code } }
    success: { code: [ "00" ] }
    codes: { "00": { en: paid, name: paid } }
    other_codes: { refuse: guide }
    examples:
      outside:
        computed: by hand
        credentials: { shop: S1, sign_key: TESTMARKOFTHEKEY, api_key: TESTMARKOFTHEAPI }
        given: { card: TESTMARKOFTHECARD }
        sends: { fields: { shop: S1 } }
"#;

const MARKS: [&str; 5] = [
    "TESTMARKOFTHEKEY",
    "TESTMARKOFTHEAPI",
    "TESTMARKOFTHECARD",
    "TESTMARKOFAPASSWORD",
    // printf TESTMARKOFTHEKEY | sha256sum
    "d9c97e7b5862417f7f369e8a807444630b55422fbac80e014eb4ca4edec27ddb",
];

#[test]
fn a_comparison_shows_secrets_only_when_they_are_asked_for() {
    let folder = Folder::new("veiled", "marked", MARKED);
    // printf 'S1|SHA256 OF THE KEY|TESTMARKOFTHECARD|TESTMARKOFTHEAPI' | sha256sum
    let sign = "6d05c5ced7447f6e62106254f6eb711d7aa3c5343d5a71234c31e27e7078a382";
    let body = format!(
        r#"{{"shop":"S1","card":"TESTMARKOFTHECARD","cardPw":"TESTMARKOFAPASSWORD","sign":"{sign}"}}"#
    );
    let head = "POST /pay?key=TESTMARKOFTHEAPI HTTP/1.1\nX-Key: TESTMARKOFTHEKEY\n\n";
    let theirs = folder.theirs(&format!("{head}{body}"));
    let asked = [
        "trace",
        "marked",
        "pay",
        "--example",
        "outside",
        "--against",
        &theirs,
    ];
    for format in ["human", "json"] {
        let asked = [asked.as_slice(), &["--format", format]].concat();
        let output = run(&folder.0, &asked);
        let shown = printed(&output);
        assert_eq!(code(&output), 1, "{shown}{}", errors(&output));
        for words in ["cardPw", "X-Key", "separator", "hashed"] {
            assert!(shown.contains(words), "{format} lacks {words}:\n{shown}");
        }
        for mark in MARKS {
            assert!(!shown.contains(mark), "{format} shows {mark}:\n{shown}");
        }
        let all = [asked.as_slice(), &["--show-secrets"]].concat();
        let shown = printed(&run(&folder.0, &all));
        for mark in &MARKS[..4] {
            assert!(shown.contains(mark), "{mark} was asked for:\n{shown}");
        }
    }
}
