//! `solve` as its user meets it: what it finds compiles, what it does not find it says, and a secret it never prints.

use std::path::Path;

use super::support::{code, errors, printed, run};

const KEY: &str = "0123456789abcdef0123456789abcdef";

/// The values of all cases, in the order of an imagined page.
const VALUES: [&str; 8] = [
    "--set",
    "tid=T20261129x1",
    "--set",
    "amt=1,000",
    "--set",
    "goods=가방 A/B",
    "--set",
    "time=2026-11-29 10:20:30",
];

/// Signatures by Python's hashlib, hmac and base64, and the recipe that a spec writes for each. `key`, `tid` and so on
/// are the values above.
const SIGNED: [(&str, &str, &str); 11] = [
    (
        r#"hmac.new(bytes.fromhex(key), f"{tid}|{amt}".encode(), "sha256").hexdigest().upper()"#,
        "D7A8E7935C12B4972692BC2E58ED1584592AA887FF7E3386F585AFB17D2EA83B",
        r#"[ concat: { of: [ tid, amt ], separator: "|" }, hmac_sha256: { key: sign_key, form: hex }, hex_upper ]"#,
    ),
    (
        r#"base64.b64encode(sha512(f"amt={amt}&goods={goods}&sign_key={key}&tid={tid}".encode("cp949")).digest())"#,
        "MJyecM55CbrExCVP2jBV5MfT64jyZ4swxu2JDq92SJeDQp4l/GN9EeaO1EhctA4GZhdERQgTpUAxgTtzsuYA3A==",
        "[ pairs: [ amt, goods, { sign_key: sign_key }, tid ], euckr, sha512, base64 ]",
    ),
    (
        r#"sha256((tid + "1000" + key).encode()).hexdigest()"#,
        "a8203a10ffc8e3b8685bdeb2da33108d09338d5d37797a9ba0111aa7d46b3668",
        r#"[ concat: [ tid, { recipe: [ text: amt, replace: { from: ",", to: "" } ] }, sign_key ], sha256, hex ]"#,
    ),
    (
        "sha256((tid + amt + sha256(key.encode()).hexdigest()).encode()).hexdigest()",
        "6477d41c539a416b16c3409ca927dca381249d841847ee9778a746b665ff8669",
        "[ concat: [ tid, amt, { recipe: [ text: sign_key, sha256, hex ] } ], sha256, hex ]",
    ),
    (
        "md5(sha1((tid + amt + key).encode()).hexdigest().encode()).hexdigest()",
        "53fe510726e39778226e66b8089be03e",
        "[ concat: [ tid, amt, sign_key ], sha1, hex, md5, hex ]",
    ),
    (
        "sha512((urllib.parse.quote_plus(goods) + key).encode()).hexdigest()",
        "899a62d813b1ca5319f55618d86119a5445e9e2006a9b94c53d4587d9db1af48c662a7590b587f63621d2cba13bf51d54c0dad64f56e2fd35527b37f0b1d2ca3",
        "[ concat: [ { recipe: [ text: goods, form_encode: utf8 ] }, sign_key ], sha512, hex ]",
    ),
    (
        r#"sha256(('{"tid":"%s","amt":"%s"}' % (tid, amt)).encode()).hexdigest()"#,
        "46861000e5ec34b238643d412ce48d1e281dcd3c313315f489edf731d12dc35e",
        "[ json: [ tid, amt ], sha256, hex ]",
    ),
    (
        "base64.b64encode(sha256((goods + tid + time + key).encode()).hexdigest().encode())",
        "NzllMzE4MmRmNzE0NzljMDYyZTNjY2E2YjhiZjJiYjBiOTU3MWU2ZWUwZWI0MjlkNWM0OWM2YjVhMDEyZWYwMw==",
        "[ concat: [ goods, tid, time, sign_key ], sha256, hex, utf8, base64 ]",
    ),
    (
        r#"sha1(f"{time}|{tid}|{key}|".encode()).hexdigest()"#,
        "546832ae65468d2e503f152b130b99cbfd739254",
        r#"[ concat: [ time, { literal: "|" }, tid, { literal: "|" }, sign_key, { literal: "|" } ], sha1, hex ]"#,
    ),
    (
        r#"hmac.new(md5(key.encode()).hexdigest().encode(), (tid + amt).encode(), "sha512").hexdigest()"#,
        "29b5ef5f53118cdd8877d3c279143000f5130939e793d168a8b7c4c4860879d7bc6b798b7284327636a0b495bd0acc69999724f391661fecb2ff1eeb8356b2ff",
        "[ concat: [ tid, amt ], hmac_sha512: signature_key, hex ]",
    ),
    (
        // openssl enc -aes-256-cbc -K KEY -iv FIRST_16_OF_KEY
        r#"AES(key, iv=key[:16]).encrypt(f"tid={tid}&amt={amt}")"#,
        "MAEivEjqecAg8BLmox9ivp9Zt2WkCZbRqc8kMuHO2go=",
        "[ pairs: [ tid, amt ], encrypt: sealed ]",
    ),
];

fn solve(root: &Path, expected: &str, more: &[&str]) -> std::process::Output {
    let secret = format!("sign_key={KEY}");
    let mut arguments = vec!["solve", "--secret", &secret, "--expect", expected];
    arguments.extend(VALUES);
    arguments.extend(more);
    run(root, &arguments)
}

fn folder(test: &str) -> std::path::PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    std::fs::create_dir_all(&root).unwrap();
    root
}

/// A spec in which the printed values stand.
fn spec_with(values: &str) -> String {
    format!(
        r#"kpg: 1
vendor: acme
name: {{ en: Acme }}
documents: {{ guide: {{ title: {{ en: Guide }}, read: 2026-11-21 }} }}
environments: {{ test: https://pay.example.com }}
credentials: {{ sign_key: {{ en: key, secret: true }} }}
{values}
  check: {{ recipe: [ concat: [ tid, sign_key ], sha256, hex ] }}
codes: {{ result: {{ "0000": {{ en: done, name: done }} }} }}
operations:
  cancel:
    en: Cancel
    document: guide
    effect: moves_money
    charset: euckr
    post: /cancel
    send: json
    request:
      tid: {{ en: transaction, length: ..40, presence: required }}
      amt: {{ en: amount, length: ..12, presence: required }}
      goods: {{ en: goods, length: ..40, presence: required }}
      time: {{ en: time, length: ..40, presence: required }}
      signature: {{ en: proof, from: signature }}
      check: {{ en: use of the key, from: check }}
    answer: {{ code: {{ en: code, role: code }} }}
    success: {{ code: [ "0000" ] }}
    codes: result
"#
    )
}

#[test]
fn the_recipe_that_python_followed_is_printed_and_compiles() {
    let root = folder("solved");
    for (python, expected, recipe) in SIGNED {
        let output = solve(&root, expected, &[]);
        let text = printed(&output);
        assert_eq!(code(&output), 0, "{python}\n{text}");
        let wanted = format!("  signature: {{ recipe: {recipe} }}");
        assert!(text.lines().any(|line| line == wanted), "{python}\n{text}");
        assert!(!text.contains(KEY), "{text}");
        let is_spec = |line: &str| ["ciphers:", "values:"].contains(&line);
        let printed = text.lines().skip_while(|line| !is_spec(line));
        let printed: Vec<&str> = printed.take_while(|line| !line.is_empty()).collect();
        let spec = root.join("acme.yaml");
        std::fs::write(&spec, spec_with(&printed.join("\n"))).unwrap();
        let checked = run(&root, &["check", "acme.yaml"]);
        assert_eq!(code(&checked), 0, "{python}\n{}", errors(&checked));
    }
}

/// `openssl dgst -sha256 -sign` over `T20261129x1|1,000`.
const SIGNATURE: &str = "FBu5b87qEtB4XnRTWZCU1zOjTQ30+TJtN302RN/GXDIPaMYYQIVrzl6z88RCrO2LgXS6FGL0+ZW4fRCVMXXje0e1mhIX78IGO7iIzzQU2DOzHovHVcVwfVOdewqLwoW0nlC/3Ar5O3L13x/NfEkNMyMM+ZqdDj9SZki+Msa/+Rt7nNM8bkTy3G5k9mVRlGmfK04kvRGiqNnPjHOmtiCYkZGe6WY4ecOSBPLHdcR8i+UZhERzOtfS1GaXVnDzWChH21CCQkN2FT+GQE3MRWs9ugdswhcx8b1qUDini1glrKz8PGqXptR1uqYMs92euecWX+ujQzgjD7YwtFeNndfTmA==";

#[test]
fn what_rsa_signed_is_found_with_a_key_file() {
    let root = folder("solved_rsa");
    let keys = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/keys");
    for (file, code_wanted, says) in [
        (
            "TEST-ONLY-signing-rsa2048.public.pem",
            0,
            "rsa_sha256: private_key, base64 ]",
        ),
        (
            "TEST-ONLY-signing-rsa2048.certificate.pem",
            0,
            "rsa_sha256: private_key, base64 ]",
        ),
        ("TEST-ONLY-jwe-rsa2048.public.pem", 1, "`--key`"),
    ] {
        let key = keys.join(file).display().to_string();
        let output = solve(&root, SIGNATURE, &["--key", &key]);
        let text = printed(&output);
        assert_eq!(
            code(&output),
            code_wanted,
            "{file}\n{text}{}",
            errors(&output)
        );
        assert!(text.contains(says), "{file}\n{text}");
    }
    let no_key = keys.join("../README.md").display().to_string();
    let output = solve(&root, SIGNATURE, &["--key", &no_key]);
    assert!(
        errors(&output).contains("no RSA key"),
        "{}",
        errors(&output)
    );
}

/// The key is there and the values are not: how it was encrypted is told.
#[test]
fn an_encrypted_text_of_other_values_is_told_to_be_one() {
    let root = folder("solved_sealed");
    let secret = format!("sign_key={KEY}");
    let output = run(
        &root,
        &["solve", "--secret", &secret, "--expect", SIGNED[10].1],
    );
    let text = printed(&output);
    assert_eq!(code(&output), 1, "{text}");
    assert!(
        text.contains("AES in CBC mode with the key { of: sign_key, form: text }"),
        "{text}"
    );
    assert!(
        !text.contains(KEY) && !text.contains("T20261129x1"),
        "{text}"
    );
}

/// `openssl enc -aes-256-cbc` with the last 16 characters of the key as IV, over `tid=T20261129y1tid=T20261129x1&amt=1000&goods=bookamt=1000tid=T20261129x1&amt=1000&goods=bookgoods=book`.
#[test]
fn an_iv_that_is_not_determined_is_told_with_the_others() {
    let key = "0123456789abcdef1032547698badcfe";
    let expected = "wySAzCh+zx31WRbhqsoEi6c2HDF+lykEfQeDlzg4ZSc5AZJonheYMa1DkDwnrRZi";
    let secret = format!("sign_key={key}");
    let arguments = ["solve", "--secret", &secret, "--expect", expected];
    let text = printed(&run(&folder("solved_vector"), &arguments));
    let (told, others) = text.split_once("The IV is not determined").unwrap();
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("an IV { of: sign_key, last: 16"), "{text}");
    assert!(others.contains("an IV { of: sign_key, first: 16"), "{text}");
    assert!(
        !text.contains(key) && !text.contains("T20261129y1"),
        "{text}"
    );
}

#[test]
fn a_header_is_taken_apart_and_a_body_goes_in_letter_by_letter() {
    let root = folder("solved_body");
    std::fs::write(root.join("body.json"), r#"{"b": 1, "a":"x"}"#).unwrap();
    // printf '%s' 'POST|{"b": 1, "a":"x"}|20221108120814608' | openssl dgst -sha256 -hmac sekrit -binary | base64
    let expected = "KMV1:20221108120814608:hdubVbc4yVioWgJZPiPGIiWpM/TIaDwXA6iEfKYrfxg=";
    let arguments = [
        "solve",
        "--body",
        "body.json",
        "--set",
        "method=POST",
        "--set",
        "requestTime=20221108120814608",
        "--secret",
        "key=sekrit",
        "--expect",
        expected,
    ];
    let text = printed(&run(&root, &arguments));
    let values = "values:
  signature: { recipe: [ concat: { of: [ method, { request: body }, requestTime ], separator: \"|\" }, hmac_sha256: key, base64 ] }
  signature_sent: { template: \"KMV1:{requestTime}:{signature}\" }
";
    assert!(text.contains(values), "{text}");
    assert!(!text.contains("does not cover"), "{text}");
}

#[test]
fn what_stands_in_a_covered_object_is_covered() {
    let root = folder("solved_object");
    std::fs::write(root.join("body.json"), r#"{"ip":"i","data":{"tid":"T1"}}"#).unwrap();
    // printf '%s' 'sekrit{"tid":"T1"}' | openssl dgst -sha256 -hex
    let expected = "02987eeb8c8d69281a458ae84e9d1fbb814c89d9a1f87c2b3ec9fef50bcaea31";
    let arguments = ["solve", "--body", "body.json", "--secret", "key=sekrit"];
    let arguments: Vec<&str> = arguments
        .into_iter()
        .chain(["--expect", expected])
        .collect();
    let text = printed(&run(&root, &arguments));
    assert!(text.contains("[ key, { request: body.data } ]"), "{text}");
    assert!(text.contains("It does not cover `ip`.\n"), "{text}");
}

#[test]
fn what_is_not_found_is_said_with_what_was_tried() {
    let root = folder("unsolved");
    let few = [
        "solve",
        "--set",
        "a=1",
        "--secret",
        "key=s3cret-mark",
        "--expect",
    ];
    let digest = "63b251b31c909eebef1a9f4fcc19e77bdcb8f64fc1066a29670f8627186865cd";
    for (expected, says) in [
        (digest, "every order, joined in every known way"),
        ("a/b", "SHA-512 have 16, 20, 32 and 64 bytes"),
    ] {
        let arguments: Vec<&str> = few.iter().copied().chain([expected]).collect();
        let output = run(&root, &arguments);
        assert_eq!(code(&output), 1);
        assert!(printed(&output).contains(says), "{}", printed(&output));
        assert!(!printed(&output).contains("s3cret-mark"));
    }
    let nothing = run(&root, &["solve", "--expect", digest]);
    assert_eq!(
        (code(&nothing), errors(&nothing).contains("`--set`")),
        (2, true)
    );
    let unset = run(
        &root,
        &["solve", "--secret", "s3cret-mark", "--expect", digest],
    );
    assert_eq!(code(&unset), 2);
    assert!(
        !errors(&unset).contains("s3cret-mark"),
        "{}",
        errors(&unset)
    );
}

#[test]
fn tools_get_json_without_a_secret() {
    let (_, expected, recipe) = SIGNED[1];
    let output = solve(&folder("solved_json"), expected, &["--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&printed(&output)).unwrap();
    let first = found.pointer("/recipes/0/yaml").unwrap().as_str().unwrap();
    assert!(first.contains(recipe));
    assert_eq!(
        found.pointer("/recipes/0/message").unwrap(),
        "amt=1,000&goods=가방 A/B&sign_key=‹sign_key›&tid=T20261129x1"
    );
    assert!(!printed(&output).contains(KEY));
}
