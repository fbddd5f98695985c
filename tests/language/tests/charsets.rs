//! EUC-KR in both directions: the bytes that are sent, what cannot be held, what cannot be read.

use crate::support::{
    Unused, body, bytes, content_type, list, outcome, prepared, text, vectors, violated,
};
use kpg_language::charsets::{Client, Credentials, Environment, PayByForm, PayByJson, ResultCode};
use kpg_runtime::{ErrorKind, HttpAnswer, Outcome};
use proptest::prelude::*;

fn client() -> Client<Unused> {
    let credentials = Credentials::new();
    let client = Client::builder(Environment::Test, credentials).unwrap();
    client.build_with(Unused)
}

fn form(goods: &str) -> Result<PayByForm, kpg_runtime::Violations> {
    let pay = PayByForm::builder().goods(goods).order_number("A_b-01");
    pay.build()
}

#[test]
fn a_form_is_percent_encoded_euc_kr() {
    for case in list(&vectors("charsets")["forms"]) {
        let pay = PayByForm::builder()
            .goods(text(case, "goods"))
            .order_number("A_b-01");
        let pay = match case["buyer"].as_str() {
            Some(buyer) => pay.buyer(buyer),
            None => pay,
        };
        let request = prepared(client().core(), &pay.build().unwrap());
        assert_eq!(body(&request), text(case, "body"));
        assert_eq!(
            content_type(&request),
            Some("application/x-www-form-urlencoded; charset=euc-kr")
        );
    }
}

#[test]
fn json_is_sent_in_euc_kr_bytes() {
    for case in list(&vectors("charsets")["jsons"]) {
        let pay = PayByJson::builder().goods(text(case, "goods"));
        let request = prepared(client().core(), &pay.build().unwrap());
        assert_eq!(hex::encode(bytes(&request)), text(case, "hex"));
        assert_eq!(
            content_type(&request),
            Some("application/json; charset=euc-kr")
        );
    }
}

#[test]
fn lengths_are_counted_in_euc_kr_bytes() {
    // Five syllables are 10 bytes in EUC-KR, and 15 in UTF-8.
    for (goods, count) in [
        ("가나다라마", None),
        ("abcdefghij", None),
        ("가나다라마a", Some("11")),
        ("가나다라마바", Some("12")),
    ] {
        let violations = form(goods).err().map(|violations| violations.to_string());
        let expected =
            count.map(|count| format!("goods (상품명): at most 10 EUC-KR bytes, got {count}"));
        assert_eq!(violations, expected, "{goods}");
    }
    // A unit of its own counts characters, of which 5 are more bytes than that.
    for (buyer, fits) in [("가나다라마", true), ("가나다라마바", false)] {
        let pay = PayByForm::builder().goods("x").order_number("A_b-01");
        assert_eq!(pay.buyer(buyer).build().is_ok(), fits, "{buyer}");
    }
}

#[test]
fn everything_that_is_wrong_is_found_in_one_build() {
    let pay = PayByForm::builder()
        .goods("커피☕😀")
        .buyer("a,|é😀😀")
        .order_number("한 5");
    assert_eq!(
        violated(pay.build()),
        ["goods", "buyer", "buyer", "buyer", "order", "order"]
    );
    let pay = PayByJson::builder().goods("\u{1F600}");
    let shown = pay.build().unwrap_err().to_string();
    assert!(shown.contains("EUC-KR cannot hold"), "{shown}");
}

#[test]
fn only_listed_characters_or_any_but_listed_ones() {
    for (order, fits) in [
        ("A_b-01", true),
        ("Z9z0__", true),
        ("A b-01", false),
        ("A.b-01", false),
        ("A{b}01", false),
        ("가나다", false),
    ] {
        let pay = PayByForm::builder().goods("x").order_number(order).build();
        assert_eq!(pay.is_ok(), fits, "{order}");
    }
    for (buyer, fits) in [("a.b", true), ("a,b", false), ("|", false), ("홍;동", true)] {
        let pay = PayByForm::builder().goods("x").order_number("A_b-01");
        assert_eq!(pay.buyer(buyer).build().is_ok(), fits, "{buyer}");
    }
}

#[test]
fn an_euc_kr_form_is_read_as_an_answer() {
    let vectors = vectors("charsets");
    let read = |body: &[u8]| {
        let answer = HttpAnswer::new(200, body);
        client().core().interpret(&form("x").unwrap(), &answer)
    };
    let answer = read(text(&vectors, "answer").as_bytes()).unwrap();
    assert_eq!(answer.message.as_deref(), Some("정상 처리"));
    assert_eq!(answer.goods, "똠방 커피");
    // Line ends of the page that it was made from do not count.
    let framed = format!("\r\n{}\r\n", text(&vectors, "answer"));
    assert!(read(framed.as_bytes()).is_ok());
    // Servers that write the bytes as they are, without percent signs, are understood too.
    let raw = hex::decode(text(&vectors, "raw_refusal_hex")).unwrap();
    let refused = read(&raw).unwrap_err();
    assert_eq!(refused.outcome(), Outcome::Refused);
    assert_eq!(refused.code(), Some(&ResultCode::Refused));
    assert_eq!(refused.message(), Some("한도 초과"));
}

#[test]
fn what_is_no_euc_kr_form_is_unknown_and_never_a_refusal() {
    let bodies: &[&[u8]] = &[
        b"",
        b"OK",
        b"<html>P_STATUS=99</html>",
        br#"{"P_STATUS":"99"}"#,
        br#"["99"]"#,
        b"P_STATUS",
        b"P_STATUS=",
        b"P_STATUS=+",
        b"P_MSG=x",
        b"P_STATUS=99&P_STATUS=99",
        b"P_STATUS=00&P_STATUS=99",
        b"P_STATUS=%FF",
        b"P_STATUS=99%C4",
        b"P_STATUS=99&P_STATUS=%C4",
        // The beginning of `00`, cut off: a connection that is closed says nothing of what is missing.
        b"P_STATUS=0",
        b"P_MSG=x&P_STATUS=0",
        b"P_STATUS=99&%C4=x",
        // Yes, but what a yes is described to have is not there.
        b"P_STATUS=00",
        b"P_STATUS=00&P_GOODS=%A1",
    ];
    for body in bodies {
        for status in [200, 400, 500] {
            let known = outcome(client().core(), &form("x").unwrap(), (status, body));
            let shown = String::from_utf8_lossy(body);
            assert_eq!(known, Some(Outcome::Unknown), "{shown} on HTTP {status}");
        }
    }
}

#[test]
fn a_message_that_is_no_euc_kr_does_not_hide_a_refusal() {
    for body in [
        &b"P_STATUS=99&P_MSG=%FF%FF"[..],
        b"P_STATUS=99&P_MSG=%C4",
        b"P_STATUS=99&P_MSG=\xC4",
        b"P_MSG=%C4&P_STATUS=99&P_GOODS=%C4",
    ] {
        let answer = HttpAnswer::new(200, body);
        let request = form("커피").unwrap();
        let refused = client().core().interpret(&request, &answer).unwrap_err();
        assert_eq!(refused.code(), Some(&ResultCode::Refused));
        assert_eq!(
            (refused.outcome(), refused.message()),
            (Outcome::Refused, None)
        );
    }
}

#[test]
fn the_charsets_of_the_two_directions_are_their_own() {
    let utf8 = r#"{"code":"00","goods":"똠방 커피"}"#;
    let pay = PayByJson::builder().goods("똠방 커피").build().unwrap();
    let client = client();
    let read = |body: &[u8]| {
        let answer = HttpAnswer::new(200, body);
        client.core().interpret(&pay, &answer)
    };
    assert_eq!(read(utf8.as_bytes()).unwrap().goods, "똠방 커피");
    // EUC-KR where UTF-8 is due: the goods are not known, and what must be there is not.
    let goods = read(b"{\"code\":\"00\",\"goods\":\"\xC4\xBF\xC7\xC7\"}").unwrap_err();
    assert_eq!(goods.kind(), ErrorKind::Malformed);
    let refused = read(b"{\"code\":\"99\",\"goods\":\"\xC4\xBF\xC7\xC7\"}").unwrap_err();
    assert_eq!(refused.outcome(), Outcome::Refused);
    for body in [
        &b"code=99"[..],
        b"{\"code\":\"99\"",
        b"[{\"code\":\"99\"}]",
        b"\"99\"",
    ] {
        let error = read(body).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unreadable);
        assert_eq!(error.outcome(), Outcome::Unknown);
    }
}

proptest! {
    /// What was let through can be sent, and is the same text for who decodes it.
    #[test]
    fn what_is_not_a_violation_can_be_sent(goods in "[ -~가-힣ㄱ-ㅎ一-丏é☕€\u{1F600}]{0,12}") {
        let Ok(pay) = form(&goods) else { return Ok(()) };
        let request = client().core().prepare(&pay, None).expect("it was checked");
        let body = body(&request);
        let value = body.strip_prefix("goods=").unwrap().split_once('&').unwrap().0;
        let spaced = value.replace('+', " ");
        let sent: Vec<u8> = percent_encoding::percent_decode_str(&spaced).collect();
        prop_assert!((1..=10).contains(&sent.len()));
        let (decoded, _, replaced) = encoding_rs::EUC_KR.decode(&sent);
        prop_assert!(!replaced);
        prop_assert_eq!(decoded, goods);
    }

    #[test]
    fn no_answer_makes_the_reader_panic(status in 100u16..600, body in any::<Vec<u8>>()) {
        let known = outcome(client().core(), &form("x").unwrap(), (status, &body));
        prop_assert_eq!(known, Some(Outcome::Unknown));
    }
}
