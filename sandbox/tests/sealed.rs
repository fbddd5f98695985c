//! Bodies that a cipher encrypts: what stands inside the text, and what beside it.

use kpg_sandbox::{Credentials, Judgement};

use crate::support::globex;

const SPEC: &str = "
credentials: { key: { en: key, secret: true }, iv: { en: vector, secret: true } }
ciphers: { c: { aes_cbc: { key: key, iv: iv, form: hex }, encode: base64 } }
codes: { result: { ok: { en: done } } }
operations:
  pay:
    en: pay
    document: page
    effect: moves_money
    post: /pay
    send: form
    encrypted_request: { cipher: c, member: DATA, clear: [ shop ] }
    request: { a: { en: a, presence: required }, shop: { en: shop, presence: required } }
    answer: { code: { en: code, role: code } }
    success: { code: [ ok ] }
    codes: result
  whole:
    en: whole
    document: page
    effect: moves_money
    post: /whole
    send: json
    content_type: { json: text/plain }
    encrypted_request: { cipher: c }
    request: { a: { en: a, presence: required } }
    answer: { code: { en: code, role: code } }
    success: { code: [ ok ] }
    codes: result
";

/// The texts of the cipher are those of Python, of `a=1`, `a=1&shop=S`, `b=1`, `a=1&a=2` and `{"a":"1"}`:
///
/// ```text
/// from base64 import b64encode; from Crypto.Cipher import AES; from Crypto.Util.Padding import pad
/// b64encode(AES.new(bytes(range(32)), AES.MODE_CBC, bytes(range(100, 116))).encrypt(pad(b"a=1", 16)))
/// ```
///
/// The last one is of `a=1` with the key `bytes(32)`.
#[tokio::test]
async fn what_must_be_encrypted_is_inside_and_what_must_be_clear_beside_it() {
    let (key, iv): (Vec<u8>, Vec<u8>) = ((0..32).collect(), (100..116).collect());
    let credentials = Credentials::new()
        .text("key", hex::encode(key))
        .text("iv", hex::encode(iv));
    let sandbox = globex::started(SPEC, credentials).await;
    let form = "application/x-www-form-urlencoded";
    for (path, media_type, body, wrong) in [
        (
            "/pay",
            form,
            "shop=S&DATA=OYO6EN%2BCm8sbaYwoPm5fBw%3D%3D",
            &[][..],
        ),
        (
            "/pay",
            form,
            "DATA=OYO6EN%2BCm8sbaYwoPm5fBw%3D%3D&shop=S",
            &[],
        ),
        (
            "/pay",
            form,
            "DATA=OYO6EN%2BCm8sbaYwoPm5fBw%3D%3D",
            &["shop"],
        ),
        ("/pay", form, "shop=S&a=1", &["DATA"]),
        (
            "/pay",
            form,
            "shop=S&a=1&DATA=OYO6EN%2BCm8sbaYwoPm5fBw%3D%3D",
            &["a"],
        ),
        (
            "/pay",
            form,
            "DATA=anV3pv%2FRK0l45qgMMsn%2Fbg%3D%3D",
            &["shop"],
        ),
        (
            "/pay",
            form,
            "shop=S&DATA=GLjO53UFDqUZR%2FV2tJq1UA%3D%3D",
            &["b", "a"],
        ),
        (
            "/pay",
            form,
            "shop=S&DATA=1kuLJCOFv6R0AnvXBqzV%2BA%3D%3D",
            &["a"],
        ),
        (
            "/pay",
            form,
            "shop=S&x=1&DATA=OYO6EN%2BCm8sbaYwoPm5fBw%3D%3D",
            &["x"],
        ),
        ("/pay", form, "shop=S&DATA=OYO6EN%2BC", &["DATA"]),
        ("/pay", form, "shop=S&DATA=a%3D1", &["DATA"]),
        (
            "/pay",
            form,
            "shop=S&DATA=qEKtK9xolNFvcIwc5jssig%3D%3D",
            &["DATA"],
        ),
        ("/whole", "text/plain", "52SJMLQCLtI4XAMV42de8w==", &[]),
        (
            "/whole",
            "application/json",
            "52SJMLQCLtI4XAMV42de8w==",
            &["Content-Type"],
        ),
        ("/whole", "text/plain", "{\"a\":\"1\"}", &["body"]),
        (
            "/whole",
            "text/plain",
            "OYO6EN+Cm8sbaYwoPm5fBw==",
            &["body"],
        ),
    ] {
        let body = Some((media_type, body.as_bytes()));
        let (exchange, _) = globex::send(&sandbox, ("POST", path), &[], body).await;
        match wrong {
            [] => assert_eq!(exchange.judgement, Judgement::Accepted, "{body:?}"),
            wrong => globex::assert_refused(&exchange, wrong),
        }
    }
}
