//! The default transport against servers that misbehave: what each leaves known.
#![cfg(feature = "reqwest")]

use crate::support::sample;
use kpg_runtime::http::Method;
use std::time::Duration;

use crate::support::sample::{Client, Code, cancel};
use kpg_runtime::{
    BaseUrl, CallError, ErrorKind, HttpRequest, Outcome, ReqwestTransport, Timeouts,
    Transport as _, query,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

const DONE: &str =
    r#"{"result":{"code":"00"},"isPending":false,"tid":"T1","price":1,"date":"20260102"}"#;

fn client(address: &str) -> Client {
    let timeouts = Timeouts::from_millis(2_000, 500, 500);
    client_with(address, timeouts)
}

fn client_with(address: &str, timeouts: Timeouts) -> Client {
    sample::client(address).timeouts(timeouts).build().unwrap()
}

/// Serves one connection after another with `answer` and counts the requests by keeping them.
async fn serve(
    answer: Vec<u8>,
) -> (
    String,
    JoinHandle<()>,
    std::sync::Arc<std::sync::Mutex<Vec<String>>>,
) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let log = seen.clone();
    let server = tokio::spawn(async move {
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            let request = receive(&mut socket).await;
            log.lock().unwrap().push(request);
            drop(socket.write_all(&answer).await);
            if answer == b"hang" {
                tokio::time::sleep(Duration::from_secs(9)).await;
            }
        }
    });
    (address, server, seen)
}

/// Reads until the JSON body has ended.
async fn receive(socket: &mut TcpStream) -> String {
    let mut received = Vec::new();
    while !received.ends_with(b"}") {
        match socket.read_buf(&mut received).await {
            Ok(0) | Err(_) => break,
            Ok(_) => {}
        }
    }
    String::from_utf8(received).unwrap()
}

fn answer(head: &str, body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

async fn fail(bytes: Vec<u8>) -> (CallError<Code>, usize) {
    let (address, server, seen) = serve(bytes).await;
    let error = client(&address).cancel(&cancel()).await.unwrap_err();
    server.abort();
    let requests = seen.lock().unwrap().len();
    (error, requests)
}

#[tokio::test]
async fn a_refused_connection_is_not_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = client(&address).cancel(&cancel()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Connect, Outcome::NotSent)
    );
    assert_eq!(
        error.to_string(),
        "sample.cancel: not sent, no connection to the vendor: connection refused"
    );
}

/// An error and all below it, as they are displayed and as they are debugged.
fn all_that_is_said(error: &(dyn std::error::Error + 'static)) -> String {
    let links = std::iter::successors(Some(error), |&link| link.source());
    let said: Vec<String> = links
        .map(|link| format!("{link} {link:?} {link:#?}"))
        .collect();
    assert!(said.len() > 1, "{said:?}");
    said.join("\n")
}

#[tokio::test]
async fn no_error_shows_the_query_of_the_address() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let closed = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let (cut, ..) = serve(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc".to_vec()).await;
    let (silent, ..) = serve(Vec::new()).await;
    let transport = ReqwestTransport::new(Timeouts::from_millis(500, 500, 500)).unwrap();
    for address in [closed, cut, silent, "https://nowhere.invalid".to_owned()] {
        let url = BaseUrl::parse(&address).unwrap().join("/pay");
        let url = query(url, &[("phone", &"01012345678"), ("body", &"}")]);
        let error = transport
            .send(HttpRequest::new(Method::GET, url, None))
            .await
            .unwrap_err();
        let said = all_that_is_said(&error);
        assert!(!said.contains("phone") && !said.contains("010"), "{said}");
    }
}

#[tokio::test]
async fn a_name_that_does_not_resolve_is_not_sent() {
    let result = client("https://nowhere.invalid").cancel(&cancel()).await;
    let error = result.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent, "{error:?}");
    let said = error.to_string();
    assert!(
        said.contains("to the vendor: the name was not found (DNS): "),
        "{said}"
    );
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn a_tls_handshake_that_fails_or_stalls_is_not_sent_and_says_why() {
    // An alert of TLS 1.2 that ends the connection: 40, handshake_failure (RFC 5246 §7.2).
    let alert: &[u8] = &[21, 3, 3, 0, 2, 2, 40];
    let cases = [
        (b"no TLS here".as_slice(), "TLS: received corrupt message"),
        (alert, "TLS: HandshakeFailure"),
        (b"".as_slice(), "timed out"),
    ];
    for (written, why) in cases {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("https://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(async move {
            let (mut socket, _) = listener.accept().await.unwrap();
            drop(socket.write_all(written).await);
            tokio::time::sleep(Duration::from_secs(9)).await;
        });
        let timeouts = Timeouts::from_millis(300, 5_000, 5_000);
        let error = client_with(&address, timeouts)
            .cancel(&cancel())
            .await
            .unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotSent, "{why}: {error:?}");
        let said = error.to_string();
        let expected = format!("sample.cancel: not sent, no connection to the vendor: {why}");
        assert!(said.starts_with(&expected), "{said}");
        server.abort();
    }
}

#[tokio::test]
async fn an_answer_is_read_and_the_request_arrives_once() {
    let (address, server, seen) = serve(answer("200 OK", DONE)).await;
    let done = client(&address).cancel(&cancel()).await.unwrap();
    assert!(done.is_done());
    server.abort();
    let seen = seen.lock().unwrap();
    let request = seen.first().unwrap();
    assert_eq!(seen.len(), 1);
    assert!(
        request.starts_with("POST /cancel HTTP/1.1\r\n"),
        "{request}"
    );
    assert!(
        request.contains(concat!("user-agent: kpg/", env!("CARGO_PKG_VERSION"))),
        "{request}"
    );
}

#[tokio::test]
async fn every_method_is_sent_as_such_and_a_missing_body_has_no_length_but_none() {
    for (method, line, length) in [
        (Method::GET, "GET", None),
        (Method::DELETE, "DELETE", None),
        (Method::POST, "POST", Some("content-length: 0\r\n")),
        (Method::PUT, "PUT", Some("content-length: 0\r\n")),
        (Method::PATCH, "PATCH", Some("content-length: 0\r\n")),
    ] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(async move {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut received = Vec::new();
            while !received.ends_with(b"\r\n\r\n") {
                assert!(socket.read_buf(&mut received).await.unwrap() > 0);
            }
            socket.write_all(&answer("200 OK", "{}")).await.unwrap();
            String::from_utf8(received).unwrap()
        });
        let transport = ReqwestTransport::new(Timeouts::default()).unwrap();
        let url = query(BaseUrl::parse(&address).unwrap().join("/x"), &[("a", &"1")]);
        let request = HttpRequest::new(method, url, None);
        assert_eq!(transport.send(request).await.unwrap().status, 200);
        let received = server.await.unwrap();
        let first_line = format!("{line} /x?a=1 HTTP/1.1\r\n");
        assert!(received.starts_with(&first_line), "{received}");
        assert!(
            !received.contains("content-type") && !received.contains("chunked"),
            "{received}"
        );
        match length {
            Some(length) => assert_eq!(received.matches(length).count(), 1, "{received}"),
            None => assert!(!received.contains("content-length"), "{received}"),
        }
    }
}

#[tokio::test]
async fn whatever_happens_once_the_request_may_have_left_is_unknown_and_sent_once() {
    let long = "x".repeat(8 * 1024 * 1024 + 1);
    let cut = answer("200 OK", DONE);
    let endless = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_vec();
    let unframed = [endless, long.clone().into_bytes()].concat();
    let cases = [
        ("closed without an answer", Vec::new(), ErrorKind::Exchange),
        (
            "no HTTP",
            b"hello there\r\n\r\n".to_vec(),
            ErrorKind::Exchange,
        ),
        ("no answer in time", b"hang".to_vec(), ErrorKind::Exchange),
        (
            "cut off",
            cut[..cut.len() - 9].to_vec(),
            ErrorKind::Exchange,
        ),
        ("too long", answer("200 OK", &long), ErrorKind::Exchange),
        (
            "too long, of no stated length",
            unframed,
            ErrorKind::Exchange,
        ),
        (
            "a redirect",
            answer("307 Temporary Redirect\r\nLocation: /elsewhere", ""),
            ErrorKind::Unreadable,
        ),
        (
            "a gateway's page",
            answer("502 Bad Gateway", "<html>"),
            ErrorKind::Unreadable,
        ),
        (
            "success on 500",
            answer("500 Oops", DONE),
            ErrorKind::Contradiction,
        ),
    ];
    for (name, bytes, kind) in cases {
        let (error, requests) = fail(bytes).await;
        assert_eq!(
            (error.kind(), error.outcome()),
            (kind, Outcome::Unknown),
            "{name}: {error:?}"
        );
        assert_eq!(requests, 1, "{name}");
    }
}

#[tokio::test]
async fn a_request_on_a_kept_connection_that_broke_is_not_called_unsent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let kept = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{DONE}",
        DONE.len()
    );
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        // Nobody accepts a second connection from here on.
        drop(listener);
        receive(&mut socket).await;
        socket.write_all(kept.as_bytes()).await.unwrap();
        receive(&mut socket).await
    });
    let client = client(&address);
    assert!(client.cancel(&cancel()).await.is_ok());
    let error = client.cancel(&cancel()).await.unwrap_err();
    assert!(server.await.unwrap().starts_with("POST"), "it did arrive");
    assert_eq!(error.outcome(), Outcome::Unknown, "{error:?}");
}

/// `printf '{"result":{"code":"01"}}' | gzip -n9 | xxd -p`
const GZIPPED: &str =
    "1f8b0800000000000203ab562a4a2d2ecd2951b2aa564ace4f4955b252323054aaad0500b088390418000000";

#[tokio::test]
async fn nothing_is_decompressed_though_another_crate_turned_it_on() {
    let (address, server, seen) = serve(answer("200 OK", "{}")).await;
    let asked = reqwest::Client::new().post(&address).body("{}").send();
    asked.await.unwrap();
    assert!(
        seen.lock().unwrap()[0].contains("accept-encoding: gzip"),
        "this build has no decompression in it: the test says nothing"
    );
    server.abort();

    let labelled = answer("200 OK\r\nContent-Encoding: gzip", DONE);
    let (address, server, seen) = serve(labelled).await;
    assert!(client(&address).cancel(&cancel()).await.unwrap().is_done());
    assert!(!seen.lock().unwrap()[0].contains("accept-encoding"));
    server.abort();
}

#[tokio::test]
async fn a_compressed_answer_is_called_compressed() {
    let gzipped = hex::decode(GZIPPED).unwrap();
    let gzip = "it is compressed (gzip), though the request did not ask for that";
    let cases = [
        ("Content-Encoding: gzip", gzipped.clone(), gzip),
        ("X-Nothing: said", gzipped, gzip),
        ("Content-Encoding: x-gzip", b"\0damaged".to_vec(), gzip),
        (
            "Content-Encoding: br",
            b"\x0b\0".to_vec(),
            "it is labelled as compressed (br)",
        ),
        (
            "Content-Encoding: deflate",
            b"\x78\x9c".to_vec(),
            "it is labelled as compressed (deflate)",
        ),
        (
            "X-Nothing: said",
            b"\x28\xb5\x2f\xfd\0".to_vec(),
            "it is compressed (zstd)",
        ),
        (
            "Content-Encoding: aes128gcm",
            b"\0".to_vec(),
            "it is labelled as encoded in a way",
        ),
        (
            "Content-Encoding: identity",
            b"\0".to_vec(),
            "it is no JSON",
        ),
    ];
    for (header, body, detail) in cases {
        let length = body.len();
        let head = format!(
            "HTTP/1.1 200 OK\r\nConnection: close\r\n{header}\r\nContent-Length: {length}\r\n\r\n"
        );
        let (error, _) = fail([head.into_bytes(), body].concat()).await;
        assert_eq!(error.kind(), ErrorKind::Unreadable, "{header}");
        let expected = format!("the answer cannot be read: {detail}");
        assert!(error.to_string().contains(&expected), "{error}");
    }
}
