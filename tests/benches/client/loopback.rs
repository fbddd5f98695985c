//! A call over loopback: by the generated client, and the same request by reqwest alone.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;

use criterion::Criterion;
use kpg::runtime::BaseUrl;
use kpg::welcome::{Cancel, Client, Credentials, Currency, Environment, PaymentMethod};
use tokio::runtime::Runtime;

const ANSWER: &str = concat!(
    r#"{"ResultCode":"00","ResultMsg":"","Mid":"welcometst","Tid":"StdpayCARD0001","#,
    r#""Moid":"order1","Price":"1000","CancelDate":"20260801","CancelTime":"120000"}"#,
);

/// A server that gives every request the same answer, over connections that stay open.
fn server() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for connection in listener.incoming() {
            let connection = connection.unwrap();
            thread::spawn(move || serve(connection));
        }
    });
    address
}

fn serve(mut connection: TcpStream) {
    connection.set_nodelay(true).unwrap();
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{ANSWER}",
        ANSWER.len()
    );
    let mut received = Vec::new();
    let mut buffer = [0_u8; 4096];
    loop {
        match connection.read(&mut buffer) {
            Ok(0) | Err(_) => return,
            Ok(length) => received.extend(buffer.iter().take(length)),
        }
        if is_whole(&received) {
            received.clear();
            if connection.write_all(head.as_bytes()).is_err() {
                return;
            }
        }
    }
}

/// Whether the head and as many bytes as it announces are there.
fn is_whole(received: &[u8]) -> bool {
    let text = String::from_utf8_lossy(received);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse::<usize>().ok())?
    });
    body.len() >= length.unwrap_or_default()
}

/// Both get the answer; then each is timed.
pub fn bench(criterion: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    let address = format!("http://{}/api", server());
    let credentials = Credentials::builder()
        .merchant_id("welcometst")
        .sign_key("sample-signkey-0001")
        .build()
        .unwrap();
    let environment = Environment::Custom(BaseUrl::parse(&address).unwrap());
    let builder = Client::builder(environment, credentials).unwrap();
    let client = builder.build().unwrap();
    let request = Cancel::builder()
        .payment_method(PaymentMethod::Card)
        .transaction_id("StdpayCARD0001")
        .price(1_000_u64)
        .currency(Currency::Won)
        .build()
        .unwrap();
    let prepared = client.core().prepare(&request, None).unwrap();
    let body = prepared.body().unwrap().bytes().to_vec();
    let raw = reqwest::Client::new();
    let url = prepared.url().clone();
    let by_reqwest = || async {
        let sent = raw
            .post(url.clone())
            .header(
                "content-type",
                "application/x-www-form-urlencoded; charset=utf-8",
            )
            .body(body.clone())
            .send();
        sent.await.unwrap().bytes().await.unwrap()
    };
    runtime.block_on(client.cancel(&request)).unwrap();
    assert_eq!(runtime.block_on(by_reqwest()), ANSWER.as_bytes());

    let mut group = criterion.benchmark_group("loopback");
    group.bench_function("kpg", |bench| {
        bench.iter(|| runtime.block_on(client.cancel(&request)).unwrap());
    });
    group.bench_function("floor", |bench| {
        bench.iter(|| runtime.block_on(by_reqwest()));
    });
    group.finish();
}
