//! How much a generated client costs over the same work by hand: building, checking and signing a cancel.
//! Prints one ratio; `cargo bench -p kpg-tests --bench prepare`. Asserts that both make the same request.
#![allow(clippy::unwrap_used)]

use std::hint::black_box;
use std::time::{Duration, Instant, SystemTime};

use jiff::tz::{Offset, TimeZone};
use kpg::runtime::{BaseUrl, FixedSource, HttpRequest};
use kpg::welcome::{Cancel, Client, Credentials, Currency, Environment, PaymentMethod};
use sha2::{Digest as _, Sha256};
use url::form_urlencoded::Serializer;

const ROUNDS: usize = 40;
const CALLS: usize = 2_000;
const MERCHANT_ID: &str = "welcometst";
const SIGN_KEY: &str = "sample-signkey-0001";
const ADDRESS: &str = "http://127.0.0.1:9/api";

fn client(now: SystemTime) -> Client<Never> {
    let credentials = Credentials::builder()
        .merchant_id(MERCHANT_ID)
        .sign_key(SIGN_KEY)
        .build()
        .unwrap();
    let environment = Environment::Custom(BaseUrl::parse(ADDRESS).unwrap());
    let builder = Client::builder(environment, credentials).unwrap();
    builder
        .source(FixedSource::new(now, [0_u8]))
        .build_with(Never)
}

/// Nothing is sent.
#[derive(Clone, Copy, Debug)]
struct Never;

impl kpg::runtime::Transport for Never {
    async fn send(
        &self,
        _: HttpRequest,
    ) -> Result<kpg::runtime::HttpAnswer, kpg::runtime::TransportError> {
        Err(kpg::runtime::TransportError::not_sent("a benchmark"))
    }
}

fn generated(client: &Client<Never>, tid: &str, price: u64) -> HttpRequest {
    let cancel = Cancel::builder()
        .payment_method(PaymentMethod::Card)
        .transaction_id(tid)
        .price(price)
        .currency(Currency::Won)
        .build()
        .unwrap();
    client.core().prepare(&cancel, None).unwrap()
}

/// What a careful engineer would write for this one call.
fn by_hand(now: SystemTime, tid: &str, price: u64) -> http::Request<Vec<u8>> {
    let price = price.to_string();
    let length = tid.chars().count();
    assert!((1..=40).contains(&length) && price.len() <= 22 && price != "0");
    let seoul = TimeZone::fixed(Offset::constant(9));
    let time = jiff::Timestamp::try_from(now).unwrap().to_zoned(seoul);
    let timestamp = time.strftime("%Y%m%d%H%M%S").to_string();
    let mkey = hex::encode(Sha256::digest(SIGN_KEY));
    let signature = hex::encode(Sha256::digest(format!("{MERCHANT_ID}{mkey}{timestamp}")));
    let body = Serializer::new(String::new())
        .append_pair("payType", "card")
        .append_pair("mid", MERCHANT_ID)
        .append_pair("tid", tid)
        .append_pair("price", &price)
        .append_pair("currency", "WON")
        .append_pair("timestamp", &timestamp)
        .append_pair("signature", &signature)
        .finish();
    let address = url::Url::parse(&format!("{ADDRESS}/cancel/cancel")).unwrap();
    http::Request::post(address.as_str())
        .header(
            "content-type",
            "application/x-www-form-urlencoded; charset=utf-8",
        )
        .body(body.into_bytes())
        .unwrap()
}

fn timed(mut call: impl FnMut(u64)) -> Duration {
    let started = Instant::now();
    for price in 1..=CALLS as u64 {
        call(price);
    }
    started.elapsed()
}

fn main() {
    let now = SystemTime::UNIX_EPOCH + Duration::from_millis(1_667_876_400_123);
    let (client, tid) = (client(now), "StdpayCARD0001");
    let (ours, theirs) = (generated(&client, tid, 1_000), by_hand(now, tid, 1_000));
    assert_eq!(ours.body().unwrap().bytes(), theirs.body());
    assert_eq!(ours.url().as_str(), theirs.uri().to_string());

    // In turns, so that whatever else the machine does weighs on both.
    let mut ratios: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let ours = timed(|price| drop(black_box(generated(&client, black_box(tid), price))));
            let theirs = timed(|price| drop(black_box(by_hand(now, black_box(tid), price))));
            ours.as_secs_f64() / theirs.as_secs_f64()
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    let at = |part: usize| ratios.get(ROUNDS * part / 100).copied().unwrap_or_default();
    println!(
        "generated / by hand: {:.2} (10 % of rounds below {:.2}, 90 % below {:.2})",
        at(50),
        at(10),
        at(90)
    );
}
