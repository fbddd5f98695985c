//! What a caller sees of the server itself: addresses, hints, scripts in a header, and answers that go wrong on their way.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::support::acme::{Pay, started};
use crate::support::{HTTP, acme};
use kpg_codegen::model::CredentialKind;
use kpg_sandbox::{Judgement, Mishap, Sandbox, Script};

/// Sends bytes to a sandbox and reads until it ends the connection or is silent.
fn raw(sandbox: &Sandbox, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(sandbox.address()).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_millis(1500)))
        .unwrap();
    let _unless_it_ended = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _unless_silent = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// The address of `pay`, as a client writes it, and whether it leads to it.
#[tokio::test]
async fn a_vendor_is_found_by_its_prefix_or_by_an_address_that_it_alone_has() {
    let sandbox = started().await;
    let path = "/v1/pay".to_owned();
    let cases = [
        (format!("/acme{path}"), Some("acme")),
        (path.clone(), Some("acme")),
        (format!("/globex{path}"), None),
        ("/acme/v1".to_owned(), None),
        ("/nobody/x".to_owned(), None),
    ];
    for (path, found) in cases {
        let url = format!("http://{}{path}", sandbox.address());
        HTTP.post(url).send().await.unwrap();
        let exchange = sandbox.log().pop().unwrap();
        assert_eq!(
            exchange.operation.map(|_| exchange.vendor).as_deref(),
            found,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_name_in_another_letter_case_is_refused_with_a_hint() {
    let sandbox = started().await;
    let mut pay = Pay::good();
    let order = pay.members.remove("order").unwrap();
    pay.members.insert("Order".to_owned(), order);
    let exchange = pay.send(&sandbox).await;
    let Judgement::Refused(findings) = exchange.judgement else {
        panic!("it was accepted");
    };
    let hint = findings
        .iter()
        .find(|finding| finding.subject == "Order")
        .unwrap();
    assert!(
        hint.text
            .contains("`order` differs from it in letter case alone"),
        "{hint}"
    );

    let url = sandbox.base_url("acme") + "/V1/PAY";
    HTTP.post(url).send().await.unwrap();
    let exchange = sandbox.log().pop().unwrap();
    assert!(
        exchange
            .answer_body
            .contains("differs in letter case alone"),
        "{}",
        exchange.answer_body
    );
}

#[tokio::test]
async fn what_is_wrong_stands_in_headers_of_the_answer() {
    let sandbox = started().await;
    let url = sandbox.base_url("acme") + "/v1/pay";
    let answer = HTTP
        .post(url)
        .header("content-type", "application/json")
        .body("{\"가\": 1}")
        .send()
        .await
        .unwrap();
    let headers = answer.headers();
    assert_eq!(headers["kpg-sandbox-operation"], "acme.pay");
    let found: Vec<String> = headers
        .get_all("kpg-sandbox-finding")
        .iter()
        .map(|value| String::from_utf8(value.as_bytes().to_vec()).unwrap())
        .collect();
    let Judgement::Refused(findings) = sandbox.log().pop().unwrap().judgement else {
        panic!("it was accepted");
    };
    let expected: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert_eq!(found, expected);
    assert!(found.iter().any(|text| text.contains("`가`")), "{found:?}");
}

#[tokio::test]
async fn a_header_decides_the_answer_of_one_call() {
    let sandbox = started().await;
    let refused =
        |exchange: &kpg_sandbox::Exchange| acme::answer(exchange)["result"]["code"].clone();
    let mut pay = Pay::good();
    pay.header("kpg-sandbox-script", "code 2001");
    let exchange = pay.send(&sandbox).await;
    assert_eq!(
        (refused(&exchange), exchange.script.as_deref()),
        ("2001".into(), Some("code 2001"))
    );
    let exchange = Pay::good().send(&sandbox).await;
    assert_eq!((refused(&exchange), exchange.script), ("0000".into(), None));
    // What it asks for does not fit a wrong request, and the queue is no business of this call.
    sandbox.answer_next("acme", "pay", Script::parse("raw 500 queued").unwrap());
    let mut wrong = Pay::good();
    wrong.set("recheck", "wrong");
    wrong.header("kpg-sandbox-script", "code 2001");
    let exchange = wrong.send(&sandbox).await;
    assert!(matches!(exchange.judgement, Judgement::Refused(_)));
    assert_eq!(exchange.script, None);
    let exchange = Pay::good().send(&sandbox).await;
    assert_eq!(
        (exchange.status, exchange.answer_body.as_str()),
        (500, "queued")
    );
    let mut wrong = Pay::good();
    wrong.header("kpg-sandbox-script", "explode");
    let exchange = wrong.send(&sandbox).await;
    assert_eq!(exchange.status, 400);
    assert!(
        exchange.answer_body.contains("`code CODE`"),
        "{}",
        exchange.answer_body
    );
}

/// What of an answer arrives after each mishap.
#[tokio::test]
async fn every_mishap_does_what_its_name_says() {
    let sandbox = started().await;
    type Holds = fn(&str, &str) -> bool;
    let cases: [(Mishap, Holds); 11] = [
        (Mishap::Lost, |head, _| head.is_empty()),
        (Mishap::Silent, |head, _| head.is_empty()),
        (Mishap::Truncated, |_, body| {
            !body.ends_with('}') && !body.contains("\r\n0\r\n")
        }),
        (Mishap::Empty, |head, body| {
            head.starts_with("HTTP/1.1 200") && body.is_empty()
        }),
        (Mishap::BadGateway, |head, body| {
            head.starts_with("HTTP/1.1 502") && body.contains("<html>")
        }),
        (Mishap::Redirect, |head, _| {
            head.starts_with("HTTP/1.1 302") && head.contains("location: https://elsewhere")
        }),
        (Mishap::Huge, |_, body| body.len() > 30_000_000),
        (Mishap::WrongCharset, |_, body| body.starts_with("\0{\0\"")),
        (Mishap::Mislabelled, |head, body| {
            head.contains("content-encoding: gzip") && body.starts_with('{')
        }),
        (Mishap::WrongTypes, |_, body| {
            body.starts_with("{\"") && body.contains(":[")
        }),
        (Mishap::Doubled, |_, body| {
            body.matches("\"result\"").count() == 2
        }),
    ];
    let pay = Pay::good();
    let body = pay.body();
    let pay = pay.written(&sandbox, &["connection: close"], &body);
    for (mishap, holds) in cases {
        sandbox.answer_next("acme", "pay", Script::Mishap(mishap));
        let answer = raw(&sandbox, &pay);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let shown: String = answer.chars().take(300).collect();
        assert!(holds(head, body), "{mishap:?}: {shown}");
        let exchange = sandbox.log().pop().unwrap();
        assert_eq!(exchange.judgement, Judgement::Accepted, "{mishap:?}");
    }
}

#[tokio::test]
async fn chunks_and_small_hexadecimal_digits_are_accepted() {
    let sandbox = started().await;
    let mut pay = Pay::signed("주문 1", None, 0);
    pay.form = true;
    let body = pay.body();
    assert!(body.contains("%EC%A3%BC"), "the order is escaped: {body}");
    let small = body.replace("%EC%A3%BC", "%ec%a3%bc");
    let whole = pay.written(&sandbox, &["connection: close"], &small);
    let whole = String::from_utf8(whole).unwrap();
    let (head, small) = whole.split_once("\r\n\r\n").unwrap();
    let head: Vec<&str> = head
        .split("\r\n")
        .filter(|line| !line.starts_with("content-length"))
        .collect();
    let chunks = format!(
        "{}\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{small}\r\n0\r\n\r\n",
        head.join("\r\n"),
        small.len()
    );
    let answer = raw(&sandbox, chunks.as_bytes());
    let exchange = sandbox.log().pop().unwrap();
    assert_eq!(exchange.judgement, Judgement::Accepted, "{answer}");
}

/// A JSON body at the address of `pay`.
fn hostile_pay(body: &str) -> Vec<u8> {
    let length = body.len();
    let head = "POST /acme/v1/pay HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json";
    format!("{head}\r\ncontent-length: {length}\r\n\r\n{body}").into_bytes()
}

/// Each is answered with this status, or with nothing where its end has not come, and followed by a good call.
#[tokio::test]
async fn hostile_input_never_ends_it() {
    let sandbox = started().await;
    let pay = "POST /acme/v1/pay HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n";
    let paths = "a/".repeat(30_000);
    let headers = "x: y\r\n".repeat(5_000);
    let cases = [
        (String::new(), ""),
        (
            "\x16\x03\x01\x02\0\x01\0\x01\x7f\x03\x03\r\n\r\n".to_owned(),
            "400",
        ),
        ("GET\r\n\r\n".to_owned(), "400"),
        (format!("{pay}content-length: 99999999999\r\n\r\n{{}}"), ""),
        (
            format!(
                "{pay}content-length: 1048577\r\n\r\n{}",
                "a".repeat(1_048_577)
            ),
            "413",
        ),
        (
            format!("{pay}content-length: 5\r\ncontent-length: 6\r\n\r\n{{}}"),
            "400",
        ),
        (
            format!("{pay}transfer-encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n"),
            "413",
        ),
        (
            "POST /acme/%00%ff/%e0%a4 HTTP/1.1\r\nhost: localhost\r\n\r\n".to_owned(),
            "404",
        ),
        (
            format!("POST /{paths} HTTP/1.1\r\nhost: localhost\r\n\r\n"),
            "404",
        ),
        (format!("GET / HTTP/1.1\r\n{headers}\r\n"), "431"),
    ];
    for (text, status) in cases {
        let shown: String = text.chars().take(120).collect();
        let answer = raw(&sandbox, text.as_bytes());
        let found = answer.split(' ').nth(1).unwrap_or_default();
        assert_eq!(found, status, "{shown:?}: {answer}");
        let exchange = Pay::good().send(&sandbox).await;
        assert_eq!(exchange.judgement, Judgement::Accepted, "{shown:?}");
    }
}

/// Bodies within the limit of bytes, of which much more could become.
#[tokio::test]
async fn hostile_bodies_of_an_operation_are_refused_with_few_words() {
    let sandbox = started().await;
    let members = |count: usize, name: fn(usize) -> String| {
        let members: Vec<String> = (0..count)
            .map(|each| format!("\"{}\":1", name(each)))
            .collect();
        format!("{{{}}}", members.join(","))
    };
    let long = "a".repeat(500_000);
    let nameless = members(90_000, |_| String::new());
    let cases = [
        ("[".repeat(500_000), "it is no JSON object"),
        (r#"{"a":"#.repeat(150_000), "it is no JSON object"),
        (
            format!("{}1{}", r#"{"a":"#.repeat(150_000), "}".repeat(150_000)),
            "levels deep",
        ),
        (
            format!("{{\"{long}\":{nameless}}}"),
            "have more than 4194304 bytes",
        ),
        (
            members(100_000, |_| String::new()),
            "more than 10000 members",
        ),
        (members(9_000, |each| format!("m{each}")), "no such member"),
        (members(1, |_| "b".repeat(900_000)), "no such member"),
    ];
    for (body, told) in cases {
        let shown: String = body.chars().take(40).collect();
        assert!(body.len() <= 1024 * 1024, "{shown}");
        let answer = raw(&sandbox, &hostile_pay(&body));
        let exchange = sandbox.log().pop().unwrap();
        assert_eq!(exchange.operation.as_deref(), Some("pay"), "{shown}");
        let head: String = answer.chars().take(60).collect();
        assert!(
            head.starts_with(&format!("HTTP/1.1 {} ", exchange.status)),
            "{shown}: {head}"
        );
        assert!(answer.len() < 32 * 1024, "{shown}: {} bytes", answer.len());
        let Judgement::Refused(findings) = &exchange.judgement else {
            panic!("{shown} was accepted");
        };
        assert!(findings.len() <= 101, "{shown}: {}", findings.len());
        assert!(
            findings.iter().any(|each| each.text.contains(told)),
            "{shown}: {}",
            findings[0]
        );
        let exchange = Pay::good().send(&sandbox).await;
        assert_eq!(exchange.judgement, Judgement::Accepted, "{shown}");
    }
}

#[tokio::test]
async fn fresh_credentials_fit_and_follow_from_a_seed() {
    async fn given(seed: Option<&str>) -> Vec<(String, String)> {
        let mut builder = Sandbox::builder().fresh(acme::vendor());
        if let Some(seed) = seed {
            builder = builder.seed(seed);
        }
        let sandbox = builder.start().await.unwrap();
        let given = sandbox.credentials("acme").iter();
        let names = acme::vendor().credentials.len();
        let given: Vec<_> = given
            .inspect(|each| match each.kind {
                CredentialKind::Text => assert!(!each.text.contains("BEGIN"), "{}", each.name),
                CredentialKind::RsaPrivateKey => assert!(each.text.contains("BEGIN PRIVATE KEY")),
                CredentialKind::RsaPublicKey => assert!(each.text.contains("BEGIN PUBLIC KEY")),
            })
            .map(|each| (each.name.clone(), each.text.clone()))
            .collect();
        assert_eq!(given.len(), names);
        given
    }
    assert_eq!(given(Some("a")).await, given(Some("a")).await);
    assert_ne!(given(Some("a")).await, given(Some("b")).await);
    assert_ne!(given(None).await, given(None).await);
    let none = Sandbox::builder().vendor(acme::vendor(), acme::credentials());
    assert!(none.start().await.unwrap().credentials("acme").is_empty());
}
