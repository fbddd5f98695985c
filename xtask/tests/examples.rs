//! Examples of specs, and traces: a wrong recipe of any vendor is found through an example, and no secret is shown unless
//! it was asked for.

use std::path::{Path, PathBuf};
use std::process::Output;

use crate::support::{code, errors, printed, run};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn spec(vendor: &str) -> String {
    std::fs::read_to_string(root().join(format!("specs/{vendor}.yaml"))).unwrap()
}

/// What `check` says of a spec.
fn checked(name: &str, spec: &str) -> Output {
    let folder = std::env::temp_dir().join(format!("kpg-examples-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(format!("{name}.yaml"));
    std::fs::write(&file, spec).unwrap();
    let output = run(&root(), &["check", file.to_str().unwrap()]);
    std::fs::remove_file(&file).unwrap();
    output
}

/// The order, the separator, the letter case and an object inside, and what is told of each.
const WRONG: &[(&str, &str, &str, &str)] = &[
    (
        "bccard",
        "[ AFFI_CO_TRNS_UNIQ_NO, CARD_CO_AUTH_NO ], utf8",
        "[ CARD_CO_AUTH_NO, AFFI_CO_TRNS_UNIQ_NO ], utf8",
        "must be `1111223451298181361`, and is `9818136111112234512`",
    ),
    (
        "bccard",
        "concat: [ AFFI_CO_TRNS_UNIQ_NO, CARD_CO_AUTH_NO ], utf8",
        "concat: { of: [ AFFI_CO_TRNS_UNIQ_NO, CARD_CO_AUTH_NO ], separator: \"|\" }, utf8",
        "must be `1111223451298181361`, and is `11112234512|98181361`",
    ),
    (
        "welcome",
        "concat: [ mid, mkey, timestamp ]",
        "concat: [ mkey, mid, timestamp ]",
        "and is `•••welcometst20221108120814`",
    ),
    (
        "welcome",
        "concat: [ mid, mkey, timestamp ]",
        "concat: { of: [ mid, mkey, timestamp ], separator: \"|\" }",
        "and is `welcometst|•••|20221108120814`",
    ),
    (
        "welcome",
        "recipe: [ text: sign_key, sha256, hex ]",
        "recipe: [ text: sign_key, sha256, hex_upper ]",
        "the value `mkey` is another one: only the letter case differs",
    ),
    (
        "konaplate",
        "\"KMV1:{now:yyyyMMddHHmmssSSS}:{body_mac}\"",
        "\"KMV1|{now:yyyyMMddHHmmssSSS}:{body_mac}\"",
        "the header `X-KM-Tran-Token` is another one",
    ),
    (
        "konaplate",
        "hmac_sha256: secret_key, base64 ]",
        "hmac_sha256: secret_key, base64, lower ]",
        "the header `X-KM-Tran-Token` is another one",
    ),
    (
        "konaplate",
        "pageRequest.pageSize",
        "pageRequests.pageSize",
        "`X-KM-Tran-Token`",
    ),
    (
        "cookiepay",
        "\n      pay2_id:",
        "\n      PAY2_ID:",
        "the body lacks the member `pay2_id`",
    ),
];

#[test]
fn a_wrong_recipe_of_any_vendor_is_found_through_an_example() {
    for (index, (vendor, before, after, told)) in WRONG.iter().enumerate() {
        let right = spec(vendor);
        assert!(right.contains(before), "{vendor} does not say {before}");
        let output = checked(&format!("{vendor}{index}"), &right.replace(before, after));
        let errors = errors(&output);
        assert_eq!(code(&output), 1, "{vendor}: {after}\n{errors}");
        assert!(errors.contains("KPG0030"), "{vendor}: {after}\n{errors}");
        assert!(errors.contains(told), "{vendor}: {after}\n{errors}");
    }
}

/// Every operation that signs, encrypts or proves has an example from outside, or says why it has none.
#[test]
fn the_specs_of_the_vendors_have_no_warning() {
    let specs = std::fs::read_dir(root().join("specs")).unwrap();
    let specs = specs.map(|entry| entry.unwrap().path());
    let specs: Vec<PathBuf> = specs
        .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
        .collect();
    assert!(specs.len() >= 6, "{specs:?}");
    for spec in specs {
        let output = run(
            &root(),
            &["check", "--deny-warnings", spec.to_str().unwrap()],
        );
        assert_eq!(code(&output), 0, "{}", errors(&output));
    }
}

/// A spec with marks in the places of secrets, and examples that differ in everything that can be told of one.
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
EXAMPLES
"#;

/// What must not be shown: the marks, and the digest of one, which stands for it.
const MARKS: [&str; 4] = [
    "TESTMARKOFTHEKEY",
    "TESTMARKOFTHEAPI",
    "TESTMARKOFTHECARD",
    // printf TESTMARKOFTHEKEY | sha256sum
    "d9c97e7b5862417f7f369e8a807444630b55422fbac80e014eb4ca4edec27ddb",
];

const GIVEN: &str = "
        computed: by hand
        credentials:
          shop: S1
          sign_key: TESTMARKOFTHEKEY
          api_key: TESTMARKOFTHEAPI
        given:
          card: TESTMARKOFTHECARD
        sends:
";

fn marked(expected: &[&str]) -> String {
    let examples = expected.iter().enumerate();
    let examples: String = examples
        .map(|(index, expected)| format!("      e{index}:{GIVEN}          {expected}\n"))
        .collect();
    MARKED.replace("EXAMPLES\n", &examples)
}

fn shows_no_mark(what: &str, shown: &str) {
    let excerpts: Vec<&str> = shown.lines().filter(|line| !line.contains(" | ")).collect();
    let shown = excerpts.join("\n");
    for mark in MARKS {
        assert!(!shown.contains(mark), "{what} shows {mark}:\n{shown}");
    }
    for mark in &MARKS[..3] {
        let hex: String = mark.bytes().map(|byte| format!("{byte:02x}")).collect();
        assert!(
            !shown.contains(&hex),
            "{what} shows {mark} as hex:\n{shown}"
        );
    }
}

#[test]
fn diagnostics_of_examples_show_no_secret() {
    let expected = [
        "values: { hashed: x }",
        "covers: { sign: S1 }",
        "fields: { sign: x }",
        "fields: { X-Key: x }",
        "fields: { card: x }",
        "body: \"{}\"",
        "body: '{\"shop\":\"S2\",\"card\":\"x\",\"sign\":\"y\"}'",
        "url: https://x.example",
    ];
    let output = checked("marked", &marked(&expected));
    let told = errors(&output);
    assert_eq!(
        told.matches("error[KPG0030]").count(),
        expected.len(),
        "{told}"
    );
    shows_no_mark("a diagnostic", &told);
}

#[test]
fn traces_show_secrets_only_when_they_are_asked_for() {
    let folder = std::env::temp_dir().join(format!("kpg-traces-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("specs")).unwrap();
    let spec = marked(&["fields: { shop: S1 }"]);
    std::fs::write(folder.join("specs/marked.yaml"), spec).unwrap();
    for format in ["human", "json"] {
        let asked = [
            "trace",
            "marked",
            "pay",
            "--example",
            "e0",
            "--format",
            format,
        ];
        let output = run(&folder, &asked);
        assert_eq!(code(&output), 0, "{}", errors(&output));
        let shown = printed(&output);
        assert!(shown.contains("https://api.marked.example/pay"), "{shown}");
        shows_no_mark(format, &shown);
        let all = [asked.as_slice(), &["--show-secrets"]].concat();
        let shown = printed(&run(&folder, &all));
        for mark in &MARKS[..3] {
            assert!(shown.contains(mark), "{mark} was asked for:\n{shown}");
        }
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_trace_says_what_it_lacks_and_what_nothing_covers() {
    let output = run(
        &root(),
        &[
            "trace",
            "bccard",
            "cancel",
            "--set",
            "TRNS_ATON=20190916105353",
        ],
    );
    let shown = printed(&output);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    for words in [
        "field `AFFI_CO_TRNS_UNIQ_NO`",
        "SIGNATURE covers AFFI_CO_TRNS_UNIQ_NO, CARD_CO_AUTH_NO",
        "Nothing covers",
        "not known",
    ] {
        assert!(shown.contains(words), "{words}:\n{shown}");
    }
}

/// A constant that is signed stands in the recipe as its text.
#[test]
fn a_trace_says_that_a_constant_is_covered() {
    let output = run(&root(), &["trace", "kcp", "cancel"]);
    let shown = printed(&output);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    for words in [
        "kcp_sign_data covers site_cd, mod_type, tno",
        "Nothing covers kcp_cert_info, mod_desc",
    ] {
        assert!(shown.contains(words), "{words}:\n{shown}");
    }
}
