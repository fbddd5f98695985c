//! Proofs over members inside objects, notifications that may not be old, and texts that arrive escaped.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use crate::support::{Unused, sandbox, text, vectors};
use kpg_codegen::model::Vendor;
use kpg_codegen::{SourceFile, compile};
use kpg_language::recent::{
    Billed, Client, Credentials, Deposited, DepositedStored, Environment, Hooked, List, Look,
    LookAnswer, Paid, ResultCode,
};
use kpg_runtime::http::HeaderMap;
use kpg_runtime::{CallResult, ErrorKind, HttpAnswer, NotificationErrorKind, Outcome};
use kpg_sandbox::{Sending, send_notification};
use proptest::prelude::*;
use serde_json::{Value, json};

use NotificationErrorKind::{Malformed, NotAuthentic, Stale};

fn credentials() -> Credentials {
    let credentials = Credentials::builder().hook_key(text(&vectors("recent"), "hook_key"));
    credentials.build().unwrap()
}

fn client() -> Client<Unused> {
    let client = Client::builder(Environment::Test, credentials()).unwrap();
    client.build_with(Unused)
}

/// When all notifications were sent, and so many seconds later.
fn sent_and(seconds: i64) -> SystemTime {
    let sent = vectors("recent")["seconds"].as_i64().unwrap();
    let sent = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(sent).unwrap());
    let distance = Duration::from_secs(seconds.unsigned_abs());
    match seconds < 0 {
        true => sent - distance,
        false => sent + distance,
    }
}

fn look() -> Look {
    Look::builder().tid("T-1").build().unwrap()
}

fn looked() -> Value {
    serde_json::from_str(text(&vectors("recent"), "look")).unwrap()
}

fn read(answer: &Value) -> CallResult<Look> {
    let answer = HttpAnswer::new(200, answer.to_string());
    client().core().interpret(&look(), &answer)
}

#[test]
fn escaped_texts_are_read_without_their_escapes() {
    let LookAnswer {
        text: message,
        buyer,
        memo,
        extra,
        noted,
        ..
    } = read(&looked()).unwrap();
    assert_eq!(message.as_deref(), Some("정상 처리"));
    assert_eq!(buyer, text(&vectors("recent"), "buyer"));
    assert_eq!(memo.as_deref(), Some("a+b c"));
    assert_eq!(extra.unwrap().point, Some(7));
    assert!(noted.is_empty());
    let vectors = vectors("recent");
    let lines = text(&vectors, "list");
    let list = List::builder().tid("T-1").build().unwrap();
    let read = client()
        .core()
        .interpret(&list, &HttpAnswer::new(200, lines))
        .unwrap();
    assert_eq!(read.buyer, "홍 길동");
}

#[test]
fn a_text_with_a_broken_escape_is_noted_or_makes_the_answer_malformed() {
    for broken in ["%", "%4", "%zz", "50%", "%C8%20", "a%2"] {
        let mut answer = looked();
        answer["memo"] = broken.into();
        answer["extra"] = broken.into();
        let read = read(&answer).unwrap();
        assert_eq!(read.memo, None, "{broken}");
        assert!(read.extra.is_none(), "{broken}");
        let places: Vec<&str> = read.noted.iter().map(|it| it.path.as_str()).collect();
        assert_eq!(places, ["memo", "extra"], "{broken}");
        // EUC-KR, whose bytes are none of UTF-8, and the reverse.
        let lines = "code=0000\nbuyer=%ED%99%8D%8\n";
        let list = List::builder().tid("T-1").build().unwrap();
        let error = client()
            .core()
            .interpret(&list, &HttpAnswer::new(200, lines))
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Malformed, Outcome::Unknown)
        );
    }
    // A refusal says why.
    let refusal = json!({ "code": "9001", "text": "%ED%95%9C%EB%8F%84+%EC%B4%88%EA%B3%BC" });
    let error = read(&refusal).unwrap_err();
    assert_eq!(error.refusal(), Some(&ResultCode::Declined));
    assert_eq!(error.message(), Some("한도 초과"));
}

#[test]
fn members_inside_objects_are_proven() {
    for (path, other) in [
        ("/card/no", json!("4111-1112")),
        ("/card/no", json!("")),
        ("/card/no", Value::Null),
        ("/card/no", json!(["4111-1111"])),
        ("/card/issuer/name", json!("애크미")),
        ("/card/issuer", json!({})),
        ("/card/issuer", Value::Null),
        ("/card", json!({})),
        ("/card", json!([])),
        ("/card", json!("4111-1111")),
        ("/buyer", json!("x")),
        // The same with other escapes is the same text.
        ("/sign", json!("0")),
    ] {
        let mut answer = looked();
        *answer.pointer_mut(path).unwrap() = other.clone();
        let error = read(&answer).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unproven, "{path}: {other}");
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert_eq!(error.code().unwrap().as_str(), "0000");
    }
    // What the proof does not take in may be another.
    let mut answer = looked();
    answer["card"]["more"] = "x".into();
    answer["buyer"] = "%ED%99%8d%20%EA%B8%B8%EB%8F%99%2b1%25".into();
    assert!(read(&answer).is_ok());
}

fn paid(notice: &Value, arrived: SystemTime) -> Result<Paid, NotificationErrorKind> {
    let received = Paid::receive(&credentials(), notice.to_string().as_bytes(), arrived);
    received.map_err(|error| error.kind())
}

#[test]
fn a_notification_is_taken_within_its_time_and_refused_before_and_after() {
    let notice = &vectors("recent")["paid"];
    for (seconds, is_taken) in [
        (0, true),
        (300, true),
        (-300, true),
        (301, false),
        (-301, false),
        (86_400, false),
        (1_000_000_000, false),
    ] {
        let received = paid(notice, sent_and(seconds));
        match is_taken {
            true => assert_eq!(received.unwrap().card.no, "4111-1111", "{seconds}"),
            false => assert_eq!(received.unwrap_err(), Stale, "{seconds}"),
        }
    }
    let late = sent_and(301);
    let error = Paid::receive(&credentials(), notice.to_string().as_bytes(), late).unwrap_err();
    assert_eq!(
        error.to_string(),
        "recent.paid: the notification is not of now: it was sent too long ago, and may have been recorded"
    );
}

#[test]
fn an_old_notification_with_a_new_time_is_not_authentic() {
    for (path, other) in [
        ("/sentAt", json!("20221108121500")),
        ("/sentAt", json!("")),
        ("/sentAt", Value::Null),
        ("/sentAt", json!("99991231235959")),
        ("/card/no", json!("4111-1112")),
        ("/card", json!({})),
        ("/card", Value::Null),
    ] {
        let mut notice = vectors("recent")["paid"].clone();
        *notice.pointer_mut(path).unwrap() = other.clone();
        let received = paid(&notice, sent_and(0));
        assert_eq!(received.unwrap_err(), NotAuthentic, "{path}: {other}");
    }
    let mut without = vectors("recent")["paid"].clone();
    without.as_object_mut().unwrap().remove("card");
    assert_eq!(paid(&without, sent_and(0)).unwrap_err(), NotAuthentic);
}

#[test]
fn times_are_read_in_whatever_form_they_have() {
    let billed = &vectors("recent")["billed"];
    let receive = |notice: &Value, seconds| {
        let body = notice.to_string();
        let received = Billed::receive(&credentials(), body.as_bytes(), sent_and(seconds));
        received.map_err(|error| error.kind())
    };
    assert_eq!(receive(billed, 3_600).unwrap().card.amount, 1004);
    assert_eq!(receive(billed, 3_601).unwrap_err(), Stale);
    let mut other = billed.clone();
    other["card"]["amount"] = 1005.into();
    assert_eq!(receive(&other, 0).unwrap_err(), NotAuthentic);

    let hooked = &vectors("recent")["hooked"];
    let body = text(hooked, "body");
    let receive = |time: &str, seconds| {
        let mut headers = HeaderMap::new();
        headers.insert("x-time", time.parse().unwrap());
        headers.insert("x-signature", text(hooked, "header").parse().unwrap());
        let received =
            Hooked::receive(&credentials(), &headers, body.as_bytes(), sent_and(seconds));
        received.map(|_| ()).map_err(|error| error.kind())
    };
    let time = text(hooked, "time");
    assert_eq!(receive(time, 180), Ok(()));
    assert_eq!(receive(time, -181), Err(Stale));
    assert_eq!(receive("1667876895", 0), Err(NotAuthentic));

    let vectors = vectors("recent");
    let form = text(&vectors, "deposited");
    let stored = |amount| DepositedStored::builder().amount(amount).build().unwrap();
    let prove = |amount, seconds| {
        let received = Deposited::receive(form.as_bytes()).unwrap();
        assert_eq!(received.order_no, "O-1");
        let proven = received.prove(&credentials(), &stored(amount), sent_and(seconds));
        proven.map(|_| ()).map_err(|error| error.kind())
    };
    assert_eq!(prove(1004, 600), Ok(()));
    assert_eq!(prove(1004, 601), Err(Stale));
    // What is not proven is not said to be old.
    assert_eq!(prove(1005, 601), Err(NotAuthentic));
}

fn vendor() -> Vendor {
    let spec = std::fs::read_to_string("specs/recent.yaml").unwrap();
    compile(&SourceFile::new("recent.yaml", spec)).unwrap()
}

#[test]
fn what_the_sandbox_sends_is_of_now() {
    let merchant =
        kpg_sandbox::Credentials::new().text("hook_key", text(&vectors("recent"), "hook_key"));
    for at in [None, Some(sent_and(0))] {
        let sent = |name| {
            let sending = Sending {
                at,
                ..Sending::default()
            };
            send_notification(&vendor(), name, &sending, &merchant).unwrap()
        };
        let (now, later) = match at {
            None => (
                SystemTime::now(),
                SystemTime::now() + Duration::from_secs(7_200),
            ),
            Some(_) => (sent_and(1), sent_and(7_200)),
        };
        for (arrived, is_taken) in [(now, true), (later, false)] {
            let mut headers = HeaderMap::new();
            let hooked = sent("hooked");
            for (name, text) in &hooked.headers {
                let name: kpg_runtime::http::HeaderName = name.parse().unwrap();
                headers.insert(name, text.parse().unwrap());
            }
            let received = [
                Paid::receive(&credentials(), &sent("paid").body, arrived).is_ok(),
                Billed::receive(&credentials(), &sent("billed").body, arrived).is_ok(),
                Hooked::receive(&credentials(), &headers, &hooked.body, arrived).is_ok(),
            ];
            assert_eq!(received, [is_taken; 3]);
        }
    }
}

#[tokio::test]
async fn the_sandbox_escapes_and_proves_what_it_answers() {
    let merchant =
        kpg_sandbox::Credentials::new().text("hook_key", text(&vectors("recent"), "hook_key"));
    let (_sandbox, address) = sandbox("recent", merchant).await;
    let client = Client::builder(Environment::Custom(address), credentials()).unwrap();
    let client = client.build().unwrap();
    let answer = client.look(&look()).await.unwrap();
    assert!(answer.noted.is_empty());
    let list = List::builder().tid("T-1").build().unwrap();
    client.list(&list).await.unwrap();
}

/// A member of the notification, at any depth, and what stands there instead.
fn changes() -> impl Strategy<Value = (&'static str, Value)> {
    let members = vec!["/tid", "/sentAt", "/card/no", "/card", "/sign"];
    let value = prop_oneof![
        any::<String>().prop_map(Value::from),
        "[0-9]{14}".prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
        Just(json!({})),
    ];
    (prop::sample::select(members), value)
}

proptest! {
    /// Only the vendor's own notification is taken, and only within its time.
    #[test]
    fn nothing_else_is_taken_and_nothing_old((path, value) in changes(), seconds in -100_000_i64..100_000) {
        let right = vectors("recent")["paid"].clone();
        let mut notice = right.clone();
        *notice.pointer_mut(path).unwrap() = value;
        let is_recent = seconds.abs() <= 300;
        let received = paid(&notice, sent_and(seconds));
        prop_assert_eq!(received.is_ok(), notice == right && is_recent);
        if let (true, Err(kind)) = (notice != right, received) {
            prop_assert!(matches!(kind, NotAuthentic | Malformed));
        }
        prop_assert_eq!(paid(&right, sent_and(seconds)).is_ok(), is_recent);
    }

    /// A changed byte, in whichever member, breaks the proof.
    #[test]
    fn a_flipped_bit_is_never_believed(position in any::<usize>(), bit in 0..8_u8) {
        let right = vectors("recent")["paid"].to_string();
        let mut body = right.clone().into_bytes();
        let position = position % body.len();
        body[position] ^= 1 << bit;
        let received = Paid::receive(&credentials(), &body, sent_and(0));
        // The amount in the card is what this proof does not take in.
        let amount = right.find("1004").unwrap();
        let name = right.find("\"amount\"").unwrap();
        let is_covered = !(name..amount + 4).contains(&position);
        prop_assert!(received.is_err() || !is_covered);
    }

    /// A text is read as it was before it was escaped, whatever it is.
    #[test]
    fn every_text_can_be_escaped(text in "\\PC{1,12}") {
        let mut answer = looked();
        let escaped: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
        answer["memo"] = escaped.into();
        let read = read(&answer).unwrap();
        prop_assert_eq!(read.memo.as_deref(), Some(text.as_str()));
    }
}

/// Members that a test gives to the sandbox.
#[test]
fn a_time_that_is_given_to_the_sandbox_is_sent() {
    let merchant =
        kpg_sandbox::Credentials::new().text("hook_key", text(&vectors("recent"), "hook_key"));
    let members = BTreeMap::from([("sentAt".to_owned(), "20221108120814".to_owned())]);
    let sending = Sending {
        members,
        ..Sending::default()
    };
    let sent = send_notification(&vendor(), "paid", &sending, &merchant).unwrap();
    assert!(Paid::receive(&credentials(), &sent.body, sent_and(0)).is_ok());
    let now = SystemTime::now();
    let received = Paid::receive(&credentials(), &sent.body, now).map_err(|error| error.kind());
    assert_eq!(received.unwrap_err(), Stale);
}
