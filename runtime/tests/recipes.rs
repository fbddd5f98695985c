//! Recipe steps against OpenSSL 3 and Python; the command stands beside each vector.

use kpg_runtime::recipe::{
    base64, base64_url, concat, hex_lower, hex_upper, hmac_sha256, pairs, sha256, sha512,
};

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
        assert_eq!(hex_lower(&sha256(message.as_bytes())), digest, "{message}");
    }
}

#[test]
fn sha512_is_openssls() {
    // printf '가나다' | openssl dgst -sha512
    assert_eq!(
        hex_lower(&sha512("가나다".as_bytes())),
        "0d1c41eec1477130e85068cda5fe544087f775688ab10535e6cd4f12a4dca590\
         8d0a2a8ad35d3b5fda7ec0984f28d39a08aa4c314cddf40fa8e2c052c8149cd2"
    );
}

#[test]
fn hmac_is_openssls_for_keys_shorter_than_as_long_as_and_longer_than_a_block() {
    // printf 'M001|T1|1000' | openssl dgst -sha256 -hmac top-secret
    // printf 'M001|T1|1000' | openssl dgst -sha256 -mac HMAC \
    //   -macopt hexkey:$(python3 -c "print('aa' * 64)")     # and 'aa' * 131
    let cases: [(&[u8], &str); 3] = [
        (
            b"top-secret",
            "e0eb9d070f429e76b39cc3a4a937f8ca4f203bbd0b193da406e6f2576bc6fb65",
        ),
        (
            &[0xaa; 64],
            "30a37a0eae8acfd6a07ec4b11b4189716be27b7691b31e862d41314a8997d548",
        ),
        (
            &[0xaa; 131],
            "1c3e314550ba88d3707edbce2e8562b8ad5372750ecc02e24d93fc3c55f36570",
        ),
    ];
    for (key, mac) in cases {
        let made = hmac_sha256(key, b"M001|T1|1000");
        assert_eq!(hex_lower(&made), mac, "{} bytes of key", key.len());
    }
}

#[test]
fn bytes_are_written_as_python_writes_them() {
    // python3 -c "import base64; b = bytes([251, 255, 254, 0]); \
    //   print(base64.b64encode(b), base64.urlsafe_b64encode(b).rstrip(b'='), b.hex())"
    let bytes = [251, 255, 254, 0];
    assert_eq!(base64(&bytes), "+//+AA==");
    assert_eq!(base64_url(&bytes), "-__-AA");
    assert_eq!(hex_lower(&bytes), "fbfffe00");
    assert_eq!(hex_upper(&bytes), "FBFFFE00");
}

#[test]
fn texts_are_joined_in_order_and_unescaped() {
    assert_eq!(concat(&["a", "", "나"]), "a나");
    assert_eq!(concat(&[]), "");
    assert_eq!(pairs(&[("b", "1&2"), ("a", "")]), "b=1&2&a=");
    assert_eq!(pairs(&[]), "");
}
