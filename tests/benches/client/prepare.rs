//! Building, checking and signing a cancel: the generated client, and the same work by hand.

use std::hint::black_box;
use std::time::{Duration, SystemTime};

use criterion::Criterion;
use jiff::tz::{Offset, TimeZone};
use kpg::runtime::{BaseUrl, FixedSource, HttpRequest};
use kpg::welcome::{Cancel, Client, Credentials, Currency, Environment, PaymentMethod};
use sha2::{Digest as _, Sha256};
use url::form_urlencoded::Serializer;

use super::Never;

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

/// Both make the same request; then each is timed.
pub fn bench(criterion: &mut Criterion) {
    let now = SystemTime::UNIX_EPOCH + Duration::from_millis(1_667_876_400_123);
    let (client, tid) = (client(now), "StdpayCARD0001");
    let (ours, theirs) = (generated(&client, tid, 1_000), by_hand(now, tid, 1_000));
    assert_eq!(ours.body().unwrap().bytes(), theirs.body());
    assert_eq!(ours.url().as_str(), theirs.uri().to_string());

    let mut group = criterion.benchmark_group("prepare");
    group.bench_function("kpg", |bench| {
        bench.iter(|| generated(&client, black_box(tid), black_box(1_000)));
    });
    group.bench_function("floor", |bench| {
        bench.iter(|| by_hand(now, black_box(tid), black_box(1_000)));
    });
    group.finish();
}
