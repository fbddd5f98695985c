//! A call over loopback: by the generated client, and the same by hand: signed, sent by reqwest with the same time-outs,
//! read by `serde_json`.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, SystemTime};

use criterion::Criterion;
use kpg::runtime::BaseUrl;
use kpg::welcome::{Cancel, Client, Credentials, Currency, Environment, PaymentMethod};
use kpg_tests::by_hand::by_hand;
use tokio::runtime::Runtime;
use url::Url;

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

/// What a careful engineer reads of the answer.
#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "the client reads every member too")]
struct Cancelled {
    result_code: String,
    result_msg: String,
    mid: String,
    tid: String,
    moid: String,
    price: String,
    cancel_date: String,
    cancel_time: String,
}

/// A client with the time-outs that kpg has unless told otherwise.
fn reqwest_alone() -> reqwest::Client {
    let builder = reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(5))
        .read_timeout(Duration::from_secs(30))
        .timeout(Duration::from_secs(30));
    builder.build().unwrap()
}

async fn cancel_by_hand(client: &reqwest::Client, address: &Url) -> Cancelled {
    let made = by_hand(SystemTime::now(), "StdpayCARD0001", 1_000);
    let mut request = reqwest::Request::try_from(made).unwrap();
    *request.url_mut() = address.clone();
    let answer = client.execute(request).await.unwrap();
    let read: Cancelled = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
    assert_eq!((&*read.result_code, &*read.price), ("00", "1000"));
    read
}

/// Both get the answer; then each is timed.
pub fn bench(criterion: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    let base = BaseUrl::parse(&format!("http://{}/api", server())).unwrap();
    let address = base.join("/cancel/cancel");
    let credentials = Credentials::builder()
        .merchant_id("welcometst")
        .sign_key("sample-signkey-0001")
        .build()
        .unwrap();
    let builder = Client::builder(Environment::Custom(base), credentials).unwrap();
    let client = builder.build().unwrap();
    let request = Cancel::builder()
        .payment_method(PaymentMethod::Card)
        .transaction_id("StdpayCARD0001")
        .price(1_000_u64)
        .currency(Currency::Won)
        .build()
        .unwrap();
    let raw = reqwest_alone();
    let ours = runtime.block_on(client.cancel(&request)).unwrap();
    let theirs = runtime.block_on(cancel_by_hand(&raw, &address));
    assert_eq!(ours.transaction_id, theirs.tid);

    let mut group = criterion.benchmark_group("loopback");
    group.bench_function("kpg", |bench| {
        bench.iter(|| runtime.block_on(client.cancel(&request)).unwrap());
    });
    group.bench_function("floor", |bench| {
        bench.iter(|| runtime.block_on(cancel_by_hand(&raw, &address)));
    });
    group.finish();
}
