//! One request, made by a generated client and by hand: what kpg takes is measured beside what it takes at least.

use std::time::SystemTime;

use jiff::tz::{Offset, TimeZone};
use kpg::runtime::{BaseUrl, FixedSource, HttpAnswer, HttpRequest, Transport, TransportError};
use kpg::welcome::{Cancel, Client, Credentials, Currency, Environment, PaymentMethod};
use sha2::{Digest as _, Sha256};
use url::form_urlencoded::Serializer;

const MERCHANT_ID: &str = "welcometst";
const SIGN_KEY: &str = "sample-signkey-0001";
const ADDRESS: &str = "http://127.0.0.1:9/api";

/// A transport over which nothing is sent.
#[derive(Clone, Copy, Debug)]
pub struct Never;

impl Transport for Never {
    async fn send(&self, _: HttpRequest) -> Result<HttpAnswer, TransportError> {
        Err(TransportError::not_sent("nothing is sent here"))
    }
}

/// A client that stands at a time.
#[must_use]
pub fn client(now: SystemTime) -> Client<Never> {
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

/// Building, checking and signing a cancel by the generated client.
#[must_use]
pub fn generated(client: &Client<Never>, tid: &str, price: u64) -> HttpRequest {
    let cancel = Cancel::builder()
        .payment_method(PaymentMethod::Card)
        .transaction_id(tid)
        .price(price)
        .currency(Currency::Won)
        .build()
        .unwrap();
    client.core().prepare(&cancel, None).unwrap()
}

/// The same, as a careful engineer would write it for this one call.
#[must_use]
pub fn by_hand(now: SystemTime, tid: &str, price: u64) -> http::Request<Vec<u8>> {
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
