//! Texts that clients pack, encrypt and hash: unpacked again, and what is in them held to its rules.
//! Expected values are made outside; the command stands beside each of them.

use crate::support::assert_accepted;
use crate::support::globex::{assert_refused, send, started};
use kpg_sandbox::{Credentials, Exchange, Sandbox};

const SPEC: &str = r#"
charset: euckr
credentials:
  shop: { en: shop }
  key:  { en: key, secret: true }
values:
  card_text: { recipe: [ pairs: { of: [ cardNo, cardPw, owner ], absent: skip } ] }
  card_data: { recipe: [ text: card_text, encrypt: chest ] }
  json_text: { recipe: [ json: [ cardNo, quota, { shop: shop } ] ] }
  packed: { recipe: [ text: json_text, euckr, base64 ] }
  line: { recipe: [ concat: { of: [ cardNo, { literal: "v1" }, quota ], separator: "|", absent: empty } ] }
  mark: { template: "R{ticket}!{shop}" }
  only_hash: { recipe: [ concat: [ pin, shop ], sha1, hex_upper ] }
  sign: { recipe: [ pairs: { of: request, except: [ sign, cardData, packed, line, hash, mark ], between: "-", separator: ";", order: by_name, absent: skip }, euckr, md5, hex ] }
ciphers:
  chest: { aes_ecb: { key: { of: key, first: 16 }, form: text }, encode: hex }
codes:
  common:
    "00": { name: success, en: done }
    "40": { name: bad, en: bad, http: 400, reports: field }
operations:
  key_in:
    en: Pay with a card number
    document: page
    effect: moves_money
    post: /keyin
    send: form
    inputs:
      cardNo: { en: card number, type: digits, length: 15..16, presence: required, example: "4111111111111111", sensitive: true }
      cardPw: { en: password, type: digits, length: 2, sensitive: true }
      owner:  { en: owner, length: ..4 }
      quota:  { en: instalments, type: integer, range: 0..36, presence: required, example: "0" }
      ticket: { en: ticket, type: digits, length: ..4, presence: required, example: "12" }
      pin:    { en: pin, presence: required, example: "1234" }
    request:
      shop:  { en: shop, from: shop }
      goods: { en: goods, length: ..10, presence: required, example: 상품 }
      memo:  { en: memo }
      line:  { en: line, from: line }
      cardData: { en: encrypted card, from: card_data }
      packed: { en: packed, from: packed }
      mark:  { en: mark, from: mark }
      hash:  { en: hash, from: only_hash }
      sign:  { en: signature, from: sign }
    answer: { code: { en: code, role: code }, message: { en: message, role: message } }
    success: { code: [ "00" ] }
    codes: common
"#;

const KEY: &str = "0123456789abcdefREST";

async fn sandbox() -> Sandbox {
    let credentials = Credentials::new().text("shop", "S1").text("key", KEY);
    started(SPEC, credentials).await
}

// `printf TEXT | openssl enc -aes-128-ecb -K $(printf 0123456789abcdef | xxd -p) | xxd -p -c 200`
/// `cardNo=4111111111111111&cardPw=12&owner=a&b=`: the owner has a separator in it.
const CARD: &str = "7a2b26f47859929c0b4bc15b630188bf5b2f3a3d770db3c836acc94a4bb16c41f2cbdd136cb0ca8a6a4eac13c6b64645";
/// `cardNo=4111111111111111`
const CARD_ALONE: &str = "7a2b26f47859929c0b4bc15b630188bf402f5feb55abbf07a1eecfa811b2d316";
/// `cardNo=4111-1111&cardPw=12`
const BAD_CARD: &str = "bc7561bcd626449bc7b23df4c9a325918b5a5b71c10678152b0cd1b8a2ba83b7";
/// `cardPw=12`
const NO_CARD: &str = "1e1644917e1e8acd291e2d334d61ca10";
/// `cardNo=4111111111111111&other=1`
const OTHER: &str = "7a2b26f47859929c0b4bc15b630188bfc3cc13122d2b7700498e93b68d4741e8";

// `printf '…' | iconv -t CP949 | base64`
/// `{ "quota": 3, "shop":"S1", "cardNo":"4111111111111111" }`
const PACKED: &str = "eyAicXVvdGEiOiAzLCAic2hvcCI6IlMxIiwgImNhcmRObyI6IjQxMTExMTExMTExMTExMTEiIH0=";
/// `{"cardNo":"4111111111111111","quota":"3","shop":"S1"}`
const TEXT_QUOTA: &str = "eyJjYXJkTm8iOiI0MTExMTExMTExMTExMTExIiwicXVvdGEiOiIzIiwic2hvcCI6IlMxIn0=";
/// `{"cardNo":"4111111111111112","quota":3,"shop":"S1"}`
const OTHER_CARD: &str = "eyJjYXJkTm8iOiI0MTExMTExMTExMTExMTEyIiwicXVvdGEiOjMsInNob3AiOiJTMSJ9";
/// `{"cardNo":"4111111111111111","quota":3,"shop":"S2"}`
const OTHER_SHOP: &str = "eyJjYXJkTm8iOiI0MTExMTExMTExMTExMTExIiwicXVvdGEiOjMsInNob3AiOiJTMiJ9";
/// `{"cardNo":"4111111111111111","quota":37,"shop":"S1"}`
const FAR_QUOTA: &str = "eyJjYXJkTm8iOiI0MTExMTExMTExMTExMTExIiwicXVvdGEiOjM3LCJzaG9wIjoiUzEifQ==";

// `printf 'goods-상품;memo-m;shop-S1' | iconv -t CP949 | openssl md5`, and without the memo.
const SIGN_WITH_MEMO: &str = "719cc4d3476b1f652c0413e605b87068";
const SIGN: &str = "76e78687d1801749db66810ce6556c71";
const LINE: &str = "4111111111111111|v1|3";

struct KeyIn {
    card: &'static str,
    packed: &'static str,
    line: &'static str,
    mark: &'static str,
    memo: Option<&'static str>,
    sign: &'static str,
}

const GOOD: KeyIn = KeyIn {
    card: CARD,
    packed: PACKED,
    line: LINE,
    mark: "R12!S1",
    memo: None,
    sign: SIGN,
};

impl KeyIn {
    async fn send(&self, sandbox: &Sandbox) -> Exchange {
        let packed: String = form_urlencoded::byte_serialize(self.packed.as_bytes()).collect();
        let line = self.line.replace('|', "%7C");
        let memo = self
            .memo
            .map_or(String::new(), |memo| format!("&memo={memo}"));
        // `상품` in CP949; nobody can tell what went into the hash.
        let body = format!(
            "shop=S1&goods=%BB%F3%C7%B0{memo}&cardData={}&packed={packed}&line={line}&mark={}&hash=anything&sign={}",
            self.card, self.mark, self.sign
        );
        let form = "application/x-www-form-urlencoded; charset=EUC-KR";
        let (exchange, _) = send(
            sandbox,
            ("POST", "/keyin"),
            &[],
            Some((form, body.as_bytes())),
        )
        .await;
        exchange
    }
}

#[tokio::test]
async fn what_was_packed_is_unpacked() {
    let sandbox = sandbox().await;
    assert_accepted(&GOOD.send(&sandbox).await);
    let memo = KeyIn {
        memo: Some("m"),
        sign: SIGN_WITH_MEMO,
        card: CARD_ALONE,
        ..GOOD
    };
    assert_accepted(&memo.send(&sandbox).await);
    let unsigned = KeyIn {
        memo: Some("m"),
        ..GOOD
    };
    assert_refused(&unsigned.send(&sandbox).await, &["sign"]);
}

#[tokio::test]
async fn parts_of_what_was_packed_are_held_to_their_rules() {
    let sandbox = sandbox().await;
    for (wrong, text) in [
        (
            KeyIn {
                card: NO_CARD,
                ..GOOD
            },
            "it lacks `cardNo`",
        ),
        (
            KeyIn {
                card: OTHER,
                ..GOOD
            },
            "does not repeat `cardNo`",
        ),
        (KeyIn { card: "00", ..GOOD }, "blocks of 16"),
        (
            KeyIn {
                card: "00112233445566778899aabbccddeeff",
                ..GOOD
            },
            "decrypted",
        ),
        (
            KeyIn {
                packed: TEXT_QUOTA,
                ..GOOD
            },
            "`quota` in it: it must be a number",
        ),
        (
            KeyIn {
                packed: OTHER_CARD,
                ..GOOD
            },
            "does not repeat `cardNo`",
        ),
        (
            KeyIn {
                packed: OTHER_SHOP,
                ..GOOD
            },
            "credential `shop`",
        ),
        (
            KeyIn {
                packed: FAR_QUOTA,
                line: "4111111111111111|v1|37",
                ..GOOD
            },
            "from 0 to 36",
        ),
        (
            KeyIn {
                line: "4111111111111111|v2|3",
                ..GOOD
            },
            "it must be `v1`",
        ),
        (
            KeyIn {
                mark: "R1x!S1",
                ..GOOD
            },
            "`ticket` in it: it must have digits only",
        ),
        (
            KeyIn {
                mark: "R12!S2",
                ..GOOD
            },
            "it does not end as it should",
        ),
        (
            KeyIn {
                line: "4111-1111|v1|3",
                ..GOOD
            },
            "`cardNo` in it: it has 9 characters",
        ),
        (
            KeyIn {
                line: "4111111111111111|v1",
                ..GOOD
            },
            "its parts are not those",
        ),
    ] {
        let exchange = wrong.send(&sandbox).await;
        let kpg_sandbox::Judgement::Refused(findings) = &exchange.judgement else {
            panic!("{text}: accepted")
        };
        assert!(
            findings.iter().any(|each| each.text.contains(text)),
            "{text}: {findings:?}"
        );
    }
    let bad = KeyIn {
        card: BAD_CARD,
        ..GOOD
    }
    .send(&sandbox)
    .await;
    assert!(bad.answer_body.contains("cardNo"), "{}", bad.answer_body);
    assert!(!bad.answer_body.contains("4111"), "{}", bad.answer_body);
}
