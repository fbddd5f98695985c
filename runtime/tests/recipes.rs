//! Recipe steps against OpenSSL 3 and Python; the command stands beside each vector.

use kpg_runtime::recipe::{
    base64, base64_url, concat, hex_lower, hex_upper, hmac_sha256, pairs, sha256, sha512, text,
};
use kpg_runtime::{Secret, Sensitive, Wire};

const ABSENT: &Option<String> = &None;

#[test]
fn sha256_is_openssls() {
    // printf 'mid=M001&mkey=abc&timestamp=1' | openssl dgst -sha256
    // printf '가나다' | openssl dgst -sha256
    let cases = [
        (
            "mid=M001&mkey=abc&timestamp=1",
            "f3f3bbb2dd7b316e4eb2be41c186f6fc4c5797c8fd706a23dde1ea23858d07e1",
        ),
        (
            "가나다",
            "29205b39ec5e51163b59abe55c48c1aa0c52fb2868cab35e23f9265e473771f4",
        ),
    ];
    for (message, digest) in cases {
        assert_eq!(hex_lower(sha256(message)), digest, "{message}");
    }
}

#[test]
fn sha512_is_openssls() {
    // printf '가나다' | openssl dgst -sha512
    assert_eq!(
        hex_lower(sha512("가나다")),
        "0d1c41eec1477130e85068cda5fe544087f775688ab10535e6cd4f12a4dca590\
         8d0a2a8ad35d3b5fda7ec0984f28d39a08aa4c314cddf40fa8e2c052c8149cd2"
    );
}

#[test]
fn hmac_is_openssls_for_keys_shorter_than_as_long_as_and_longer_than_a_block() {
    // printf 'M001|T1|1000' | openssl dgst -sha256 -hmac top-secret
    // printf 'M001|T1|1000' | openssl dgst -sha256 -hmac $(python3 -c "print('a' * 64)")   # and 131
    // python3 -c "import hmac; print(hmac.new(b'', b'M001|T1|1000', 'sha256').hexdigest())"
    let cases: [(&dyn Wire, &str); 5] = [
        (
            &"top-secret",
            "e0eb9d070f429e76b39cc3a4a937f8ca4f203bbd0b193da406e6f2576bc6fb65",
        ),
        (
            &Some(Secret::new("top-secret")),
            "e0eb9d070f429e76b39cc3a4a937f8ca4f203bbd0b193da406e6f2576bc6fb65",
        ),
        (
            &"a".repeat(64),
            "94bc7908c1dad0ce24c8e7f881661ada58062134962a9f9d8293e8f900dffd82",
        ),
        (
            &"a".repeat(131),
            "fe059c55637355fd77e49da59bc25dd39f5356f263d6d6142883c09d39873157",
        ),
        (
            ABSENT,
            "6a51c3a9a29592f43ddbc5426e2d1c47539041104717440ff649db371751b0f3",
        ),
    ];
    for (key, mac) in cases {
        let made = hmac_sha256(key, b"M001|T1|1000");
        assert_eq!(hex_lower(made), mac, "{:?}", key.wire());
    }
}

#[test]
fn bytes_are_written_as_python_writes_them() {
    // python3 -c "import base64; b = bytes([251, 255, 254, 0]); \
    //   print(base64.b64encode(b), base64.urlsafe_b64encode(b).rstrip(b'='), b.hex())"
    let bytes = [251, 255, 254, 0];
    assert_eq!(base64(bytes), "+//+AA==");
    assert_eq!(base64_url(bytes), "-__-AA");
    assert_eq!(hex_lower(bytes), "fbfffe00");
    assert_eq!(hex_upper(bytes), "FBFFFE00");
}

#[test]
fn texts_are_joined_in_order_and_unescaped() {
    assert_eq!(concat(&[&"a", &"", &"나"]), "a나");
    assert_eq!(concat(&[]), "");
    assert_eq!(pairs(&[("b", &"1&2"), ("a", &"")]), "b=1&2&a=");
    assert_eq!(pairs(&[("", &""), ("", &"")]), "=&=");
    assert_eq!(pairs(&[]), "");
}

#[test]
fn recipes_take_secrets_numbers_and_nothing() {
    let secret = Some(Secret::new("s3"));
    let card = Sensitive::from("42");
    assert_eq!(text(&secret), "s3");
    assert_eq!(text(ABSENT), "");
    let values: [&dyn Wire; 5] = [&secret, ABSENT, &Some(1_000_u64), &card, &true];
    assert_eq!(concat(&values), "s3100042true");
    assert_eq!(concat(&[ABSENT, ABSENT]), "");
    assert_eq!(
        pairs(&[("a", ABSENT), ("k", &secret), ("b", ABSENT)]),
        "a=&k=s3&b="
    );
}
