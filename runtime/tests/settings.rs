//! What a merchant sets of the default transport: an HTTP client of its own, certificates and a proxy, time-outs and
//! repetitions of one call, and an address without encryption in tests.
#![cfg(feature = "reqwest")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use kpg_runtime::reqwest::Client as HttpClient;
use kpg_runtime::{BaseUrl, Outcome, ReqwestTransport, Retry, Timeouts};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::support::sample::{self, cancel};

const DONE: &str =
    r#"{"result":{"code":"00"},"isPending":false,"tid":"T1","price":1,"date":"20260102"}"#;

fn done() -> String {
    let length = DONE.len();
    format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{DONE}")
}

/// A server that answers every connection so after a time, and counts them.
async fn serve(
    answer: impl Fn(usize) -> String + Send + 'static,
    after: u64,
) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    tokio::spawn(async move {
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut bytes = [0; 4096];
            let _ = socket.read(&mut bytes).await;
            let number = counted.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(after)).await;
            let _ = socket.write_all(answer(number).as_bytes()).await;
        }
    });
    (address, count)
}

#[tokio::test]
async fn a_client_that_is_there_already_is_used_and_decides_nothing_about_money() {
    let timeouts = Timeouts::from_millis(2_000, 2_000, 2_000);
    let http = HttpClient::new();
    let (address, count) = serve(|_| done(), 0).await;
    let client = sample::client(&address)
        .timeouts(timeouts)
        .build_over(http.clone())
        .unwrap();
    assert!(client.cancel(&cancel()).await.is_ok());
    assert_eq!(count.load(Ordering::SeqCst), 1);

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = sample::client(&nobody)
        .timeouts(timeouts)
        .build_over(http)
        .unwrap();
    // It might have been the second connection, after a redirect: nobody knows.
    let error = client.cancel(&cancel()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
}

#[test]
fn a_client_that_is_there_already_takes_no_settings() {
    let builder = || sample::client("https://x");
    let told = [
        builder().proxy("http://proxy.example:3128"),
        builder().proxy("no address"),
        builder().certificate_authority("no PEM"),
        builder().http_client(|client| client.pool_max_idle_per_host(4)),
    ];
    for builder in told {
        let error = builder.build_over(HttpClient::new()).unwrap_err();
        assert!(!error.was_sent());
        assert!(error.to_string().contains("its own builder"), "{error}");
    }
    let timeouts = Timeouts::from_millis(2_000, 2_000, 2_000);
    let builder = builder().timeouts(timeouts).longest_answer(1_000);
    assert!(builder.build_over(HttpClient::new()).is_ok());
}

#[tokio::test]
async fn the_client_of_a_transport_is_shared_and_what_is_not_sent_stays_so() {
    let timeouts = Timeouts::from_millis(2_000, 2_000, 2_000);
    let transport = ReqwestTransport::new(timeouts).unwrap();
    let (address, count) = serve(|_| done(), 0).await;
    let own = transport.client().get(&address).send().await.unwrap();
    assert!(own.status().is_success());
    let client = sample::client(&address).build_with(transport.clone());
    assert!(client.cancel(&cancel()).await.is_ok());
    assert_eq!(count.load(Ordering::SeqCst), 2);

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = sample::client(&nobody).build_with(transport);
    let error = client.cancel(&cancel()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent, "{error}");
}

#[tokio::test]
async fn a_redirect_that_a_client_followed_by_itself_leaves_the_outcome_unknown() {
    let timeouts = Timeouts::from_millis(2_000, 2_000, 2_000);
    // Nothing is set: it follows redirects, as reqwest does by default.
    let follows = HttpClient::new();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = format!("http://{}/x", listener.local_addr().unwrap());
    drop(listener);
    let (elsewhere, _) = serve(|_| done(), 0).await;
    let quick = Retry::attempts(3).backoff(Duration::from_millis(1), Duration::from_millis(1));
    let targets = [
        nobody,
        format!("{elsewhere}/x"),
        // The client cannot follow these, and says so as if the request had never been built.
        "ftp://127.0.0.1/x".to_owned(),
        "http://[".to_owned(),
    ];
    for target in targets {
        let redirect = move |_| {
            format!(
                "HTTP/1.1 307 Temporary Redirect\r\nConnection: close\r\nContent-Length: 0\r\nLocation: {target}\r\n\r\n"
            )
        };
        let (address, count) = serve(redirect, 0).await;
        let client = sample::client(&address)
            .timeouts(timeouts)
            .build_over(follows.clone())
            .unwrap()
            .with_retry(quick);
        let error = client.cancel(&cancel()).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
        assert_eq!(count.load(Ordering::SeqCst), 1, "{error}");
    }
}

#[tokio::test]
async fn one_call_may_wait_longer_or_shorter_than_others() {
    let short = Timeouts::from_millis(100, 300, 300);
    let long = Timeouts::from_millis(100, 5_000, 5_000);
    let (address, _) = serve(|_| done(), 700).await;
    for (usual, once, arrives) in [(short, long, true), (long, short, false)] {
        let client = sample::client(&address).timeouts(usual).build().unwrap();
        let result = client.with_timeouts(once).cancel(&cancel()).await;
        assert_eq!(result.is_ok(), arrives, "{once:?}");
        // The others wait as before.
        assert_eq!(
            client.cancel(&cancel()).await.is_ok(),
            !arrives,
            "{usual:?}"
        );
        if let Err(error) = result {
            assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
        }
    }
}

#[tokio::test]
async fn one_call_may_be_repeated_and_others_not() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = sample::client(&nobody).build().unwrap();
    let quick = Retry::attempts(3).backoff(Duration::from_millis(1), Duration::from_millis(1));
    let repeated = client
        .with_retry(quick)
        .cancel(&cancel())
        .await
        .unwrap_err();
    let once = client.cancel(&cancel()).await.unwrap_err();
    assert_eq!((repeated.attempts(), once.attempts()), (3, 1));
}

#[cfg(feature = "rustls")]
#[test]
fn what_cannot_be_read_is_an_error_when_the_client_is_built() {
    let builder = || sample::client("https://vendor.example.com");
    let key_alone = include_str!("vectors/pkcs1.pem");
    for (what, result) in [
        (
            "authority",
            builder()
                .certificate_authority("-----BEGIN CERTIFICATE-----\nx\n")
                .build(),
        ),
        (
            "certificate",
            builder().client_certificate(key_alone).build(),
        ),
        ("proxy", builder().proxy("no address").build()),
        // A later setting does not hide an earlier mistake.
        (
            "proxy first",
            builder()
                .proxy("no address")
                .proxy("http://proxy.example.com:3128")
                .build(),
        ),
    ] {
        let error = result.err().unwrap_or_else(|| panic!("{what} is taken"));
        assert!(!error.was_sent(), "{what}");
    }
    assert!(
        builder()
            .proxy("http://proxy.example.com:3128")
            .build()
            .is_ok()
    );
}

#[tokio::test]
async fn a_proxy_is_asked_for_what_is_not_on_this_machine() {
    let refused =
        |_| "HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".to_owned();
    let (proxy, count) = serve(refused, 0).await;
    let client = sample::client("https://vendor.example.com")
        .proxy(&proxy)
        .build()
        .unwrap();
    let error = client.cancel(&cancel()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent, "{error}");
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[test]
fn plain_http_to_another_machine_is_for_tests_that_say_so() {
    for address in ["http://sandbox:8080", "http://192.0.2.1/v1"] {
        assert!(BaseUrl::parse(address).is_err(), "{address}");
        assert_eq!(
            BaseUrl::unencrypted_for_tests(address)
                .unwrap()
                .join("/x")
                .as_str(),
            format!("{address}/x"),
        );
    }
    for address in [
        "ftp://sandbox",
        "http://user:password@sandbox",
        "http://sandbox/?x=1",
        "sandbox",
    ] {
        let error = BaseUrl::unencrypted_for_tests(address).unwrap_err();
        assert_eq!(error, BaseUrl::parse(address).unwrap_err(), "{address}");
    }
}
