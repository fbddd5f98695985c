//! Recipe steps against OpenSSL 3 and Python; the command stands beside each vector.

use kpg_runtime::recipe::{
    base64, base64_url, bytes, concat, euckr, first, hex_lower, hex_upper, hmac_sha256,
    hmac_sha512, joined, joined_present, pairs, pairs_with, present_pairs, sha256, sha512, text_of,
};
use kpg_runtime::{Secret, Sensitive, Wire};

#[test]
fn hmac_with_sha512_is_that_of_rfc_4231_and_of_python() {
    // RFC 4231 §4.2 and §4.3; its longer keys are no text_of, so for those:
    // python3 -c "import hmac; print(hmac.new(b'a' * 128, b'M001|T1|1000', 'sha512').hexdigest())"   # 129
    let cases: [(&dyn Wire, &str, &str); 4] = [
        (
            &"\x0b".repeat(20),
            "Hi There",
            "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde\
             daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854",
        ),
        (
            &"Jefe",
            "what do ya want for nothing?",
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554\
             9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
        ),
        (
            &"a".repeat(128),
            "M001|T1|1000",
            "f656fc9baab185bf0a3f4f8495ea9c28ea21afad7d59cdfb1c227c101a79562e\
             da88e9493154fbf5498c6d830607ab21baa8824cbe97b4d2b3fc8f302a2f94ac",
        ),
        (
            &"a".repeat(129),
            "M001|T1|1000",
            "ce0bc031203cf2113ce017d0fb9840f0d35de139a85e88d5e0cf56b43fb7783e\
             e025f767a5689488d7d10a1cf736023ff188e102cd3fa38d435c2bee32452088",
        ),
    ];
    for (key, message, mac) in cases {
        assert_eq!(hex_lower(hmac_sha512(key, message)), mac, "{message}");
    }
}

#[cfg(feature = "legacy")]
#[test]
fn the_digests_of_old_vendors_are_those_of_their_rfcs() {
    use kpg_runtime::recipe::{hmac_sha1, md5, sha1};
    // RFC 1321 §A.5, RFC 3174 §7.3, RFC 2202 §3; the last two as above, with 'sha1', 64 and 65.
    let cases = [
        (hex_lower(md5("")), "d41d8cd98f00b204e9800998ecf8427e"),
        (
            hex_lower(md5("message digest")),
            "f96b697d7cb7938d525a2f31aaf161d0",
        ),
        (
            hex_lower(sha1("abc")),
            "a9993e364706816aba3e25717850c26c9cd0d89d",
        ),
        (
            hex_lower(hmac_sha1(&"\x0b".repeat(20), "Hi There")),
            "b617318655057264e28bc0b6fb378c8ef146be00",
        ),
        (
            hex_lower(hmac_sha1(&"Jefe", "what do ya want for nothing?")),
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        ),
        (
            hex_lower(hmac_sha1(&"a".repeat(64), "M001|T1|1000")),
            "0a2f7b461e4754926e9d1bba1bad7d13f588da4b",
        ),
        (
            hex_lower(hmac_sha1(&"a".repeat(65), "M001|T1|1000")),
            "bd0444771113cdebce69ea42d8bb54c97d843320",
        ),
    ];
    for (made, expected) in cases {
        assert_eq!(made, expected);
    }
}

#[test]
fn euc_kr_is_pythons_cp949_and_holds_a_text_whole_or_not_at_all() {
    // python3 -c "print('똠방각하 가1'.encode('cp949').hex())"
    let made = euckr(&"똠방각하 가1").map(hex_lower);
    assert_eq!(made.ok().as_deref(), Some("8c63b9e6b0a2c7cf20b0a131"));
    assert!(euckr(ABSENT).is_ok_and(|bytes| bytes.is_empty()));
    let said = euckr(&"비밀😀").map_err(|error| error.to_string());
    assert_eq!(
        said,
        Err("a text of the signature has a character that EUC-KR cannot hold".to_owned())
    );
}

#[test]
fn what_is_absent_is_joined_as_nothing_or_not_at_all() {
    let values: [&dyn Wire; 4] = [&"a", ABSENT, &"", &1_u64];
    assert_eq!(joined("|", &values), "a|||1");
    assert_eq!(joined_present("|", &values), "a||1");
    assert_eq!(
        (joined("|", &[]), joined_present("|", &[])),
        Default::default()
    );
    let named: [(&str, &dyn Wire); 3] = [("a", &"1"), ("b", ABSENT), ("c", &"")];
    assert_eq!(pairs_with(":", ", ", &named), "a:1, b:, c:");
    assert_eq!(present_pairs(":", ", ", &named), "a:1, c:");
    assert_eq!(
        (pairs_with("", "", &[]), present_pairs("=", "&", &[])),
        Default::default()
    );
}

#[test]
fn parts_are_taken_by_characters_and_put_together_by_bytes() {
    assert_eq!(first(2, &"가나다").expose(), "가나");
    assert_eq!(first(9, &Secret::new("가")).expose(), "가");
    assert_eq!(
        (first(0, &"가").expose(), first(1, ABSENT).expose()),
        ("", "")
    );
    assert_eq!(
        bytes(&[&"a", &[0_u8, 255], &String::from("b"), &vec![1_u8]]),
        b"a\0\xffb\x01"
    );
    assert_eq!(bytes(&[]), b"");
}

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
    assert_eq!(text_of(&secret), "s3");
    assert_eq!(text_of(ABSENT), "");
    let values: [&dyn Wire; 5] = [&secret, ABSENT, &Some(1_000_u64), &card, &true];
    assert_eq!(concat(&values), "s3100042true");
    assert_eq!(concat(&[ABSENT, ABSENT]), "");
    assert_eq!(
        pairs(&[("a", ABSENT), ("k", &secret), ("b", ABSENT)]),
        "a=&k=s3&b="
    );
}
