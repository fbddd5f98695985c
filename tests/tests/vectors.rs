//! Requests that the generated clients prepare, and answers that they read, against values made
//! outside this code base: `tests/vectors/make_vectors.py`, from the vendors' documents alone.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use kpg::runtime::{
    FixedSource, HttpAnswer, HttpRequest, Operation, PrivateKey, Sensitive, Transport,
};
use kpg::{Completion, bccard, cookiepay, konaplate, welcome};
use kpg_tests::fixtures::text;
use serde_json::Value;

/// 2022-11-08T12:08:14.608+09:00, the clock of every vector.
const CLOCK_MS: u64 = 1_667_876_894_608;
/// Random bytes whose seven digits are `0a1b2c3`, those of every vector.
const RANDOM: [u8; 4] = [0x0a, 0x1b, 0x2c, 0x3d];

/// A transport that is never used: these tests do no I/O.
#[derive(Clone)]
struct Unused;

impl Transport for Unused {
    async fn send(&self, _: HttpRequest) -> Result<HttpAnswer, kpg::runtime::TransportError> {
        unreachable!("a vector test sends nothing")
    }
}

fn source() -> FixedSource {
    FixedSource::new(
        SystemTime::UNIX_EPOCH + Duration::from_millis(CLOCK_MS),
        RANDOM,
    )
}

fn vector(name: &str) -> Value {
    serde_json::from_str(&text(&format!("tests/vectors/{name}.json")).unwrap()).unwrap()
}

/// A text of a vector; what is not there is the empty text.
fn at<'v>(vector: &'v Value, path: &str) -> &'v str {
    vector
        .pointer(path)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn input<'v>(vector: &'v Value, name: &str) -> Option<&'v str> {
    vector["inputs"].get(name).and_then(Value::as_str)
}

fn must<'v>(vector: &'v Value, name: &str) -> &'v str {
    input(vector, name).unwrap_or_else(|| panic!("the vector has no input {name}"))
}

fn key(vector: &Value, credential: &str) -> PrivateKey {
    let file = at(vector, &format!("/credentials/{credential}/key_file"));
    PrivateKey::from_pem(&text(&format!("tests/vectors/{file}")).unwrap()).unwrap()
}

/// The request is, to the byte, what the vector says.
fn assert_request(name: &str, vector: &Value, request: &HttpRequest) {
    assert_eq!(
        request.url().as_str(),
        at(vector, "/request/url"),
        "{name}: address"
    );
    let body = String::from_utf8(request.body().bytes().to_vec()).unwrap();
    assert_eq!(body, at(vector, "/request/body"), "{name}: body");
    let sent: BTreeMap<String, String> = request
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), value.to_str().unwrap().to_owned()))
        .collect();
    let expected: BTreeMap<String, String> = vector["request"]["headers"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.to_lowercase(), value.as_str().unwrap().to_owned()))
        .collect();
    assert_eq!(sent, expected, "{name}: headers");
}

fn welcome_client(vector: &Value) -> welcome::Client<Unused> {
    let credentials = welcome::Credentials::builder()
        .merchant_id(at(vector, "/credentials/merchant_id"))
        .sign_key(at(vector, "/credentials/sign_key"))
        .build()
        .unwrap();
    let variant = match at(vector, "/options/signature_variant") {
        "name_value" => welcome::SignatureVariant::NameValue,
        _ => welcome::SignatureVariant::Documented,
    };
    let environment = match at(vector, "/environment") {
        "production" => welcome::Environment::Production,
        _ => welcome::Environment::Test,
    };
    welcome::Client::builder(environment, credentials)
        .unwrap()
        .signature_variant(variant)
        .source(source())
        .build_with(Unused)
}

fn prepared<O: Operation>(
    core: &kpg::runtime::Core<O::Settings, Unused>,
    request: &O,
    vector: &Value,
) -> HttpRequest {
    let session = vector["session"]
        .as_object()
        .and_then(|session| session.values().next())
        .and_then(Value::as_str);
    let token = session.map(|token| Sensitive::new(token.to_owned()));
    core.prepare(request, token.as_ref())
        .unwrap_or_else(|_| panic!("the request can not be prepared"))
}

#[test]
fn welcome_requests_are_what_the_document_says() {
    for name in ["welcome-cancel", "welcome-cancel-name_value"] {
        let vector = vector(&format!("prepared/{name}"));
        let mut request = welcome::Cancel::builder()
            .payment_method(payment_method(must(&vector, "payType")))
            .transaction_id(must(&vector, "tid"))
            .price(must(&vector, "price").parse().unwrap())
            .currency(currency(must(&vector, "currency")));
        if input(&vector, "cancelType").is_some() {
            request = request.cancel_type(welcome::CancelType::MobileNetCancel);
        }
        let client = welcome_client(&vector);
        assert_request(
            name,
            &vector,
            &prepared(client.core(), &request.build().unwrap(), &vector),
        );
    }
    for name in ["welcome-partial_cancel", "welcome-partial_cancel-last"] {
        let vector = vector(&format!("prepared/{name}"));
        let mut request = welcome::PartialCancel::builder()
            .payment_method(payment_method(must(&vector, "payType")))
            .transaction_id(must(&vector, "tid"))
            .cancel_amount(must(&vector, "cancelPrice").parse().unwrap())
            .remaining_amount(must(&vector, "confirmPrice").parse().unwrap())
            .currency(currency(must(&vector, "currency")));
        if let Some(tax) = input(&vector, "tax") {
            request = request.tax(tax.parse().unwrap());
        }
        if let Some(tax_free) = input(&vector, "taxfree") {
            request = request.tax_free(tax_free.parse().unwrap());
        }
        let client = welcome_client(&vector);
        assert_request(
            name,
            &vector,
            &prepared(client.core(), &request.build().unwrap(), &vector),
        );
    }
}

fn payment_method(wire: &str) -> welcome::PaymentMethod {
    let listed = <welcome::PaymentMethod as kpg::runtime::Choice>::VALUES;
    listed.iter().find(|(text, _)| *text == wire).unwrap().1
}

fn currency(wire: &str) -> welcome::Currency {
    let listed = <welcome::Currency as kpg::runtime::Choice>::VALUES;
    listed.iter().find(|(text, _)| *text == wire).unwrap().1
}

#[test]
fn bccard_requests_are_what_the_document_says() {
    for name in [
        "bccard-cancel-json",
        "bccard-cancel-form",
        "bccard-cancel-form-txid",
    ] {
        let vector = vector(&format!("prepared/{name}"));
        let credentials = bccard::Credentials::builder()
            .api_key(at(&vector, "/credentials/api_key"))
            .affiliate_id(at(&vector, "/credentials/affiliate_id"))
            .private_key(key(&vector, "private_key"))
            .build()
            .unwrap();
        let encoding = match at(&vector, "/options/request_encoding") {
            "form" => bccard::RequestEncoding::Form,
            _ => bccard::RequestEncoding::Json,
        };
        let environment = match at(&vector, "/environment") {
            "production" => bccard::Environment::Production,
            _ => bccard::Environment::Development,
        };
        let builder = bccard::Client::builder(environment, credentials).unwrap();
        let client = builder
            .request_encoding(encoding)
            .source(source())
            .build_with(Unused);
        let mut request = bccard::Cancel::builder()
            .affiliate_transaction_id(must(&vector, "AFFI_CO_TRNS_UNIQ_NO"))
            .approval_number(must(&vector, "CARD_CO_AUTH_NO"))
            .original_time(must(&vector, "TRNS_ATON"))
            .qr_reference_id(must(&vector, "QR_REFERENCE_ID"));
        if let Some(id) = input(&vector, "x-bc-txid") {
            request = request.api_transaction_id(id);
        }
        assert_request(
            name,
            &vector,
            &prepared(client.core(), &request.build().unwrap(), &vector),
        );
    }
}

#[test]
fn cookiepay_requests_are_what_the_document_says() {
    let client = |vector: &Value| {
        let credentials = cookiepay::Credentials::builder()
            .api_id(at(vector, "/credentials/api_id"))
            .api_key(at(vector, "/credentials/api_key"))
            .build()
            .unwrap();
        let environment = match at(vector, "/environment") {
            "live" => cookiepay::Environment::Live,
            _ => cookiepay::Environment::Test,
        };
        cookiepay::Client::builder(environment, credentials)
            .unwrap()
            .source(source())
            .build_with(Unused)
    };
    let name = "cookiepay-token";
    let token = vector(&format!("prepared/{name}"));
    assert_request(
        name,
        &token,
        &prepared(client(&token).core(), &cookiepay::Token::new(), &token),
    );
    for name in ["cookiepay-cancel", "cookiepay-cancel-amount"] {
        let vector = vector(&format!("prepared/{name}"));
        let mut request = cookiepay::Cancel::builder()
            .transaction_id(must(&vector, "tid"))
            .reason(must(&vector, "reason"));
        if let Some(amount) = input(&vector, "amount") {
            request = request.cancel_amount(amount.parse().unwrap());
        }
        if let Some(bank) = input(&vector, "bank") {
            let account = request
                .refund_bank(bank)
                .refund_account_number(must(&vector, "account_no"));
            request = account.refund_account_holder(must(&vector, "account_name"));
        }
        assert_request(
            name,
            &vector,
            &prepared(client(&vector).core(), &request.build().unwrap(), &vector),
        );
    }
    let name = "cookiepay-deposit_then_cancel";
    let vector = vector(&format!("prepared/{name}"));
    let request = cookiepay::DepositThenCancel::builder()
        .transaction_id(must(&vector, "tid"))
        .reason(must(&vector, "reason"))
        .cancel_amount(must(&vector, "amount").parse().unwrap())
        .build()
        .unwrap();
    assert_request(
        name,
        &vector,
        &prepared(client(&vector).core(), &request, &vector),
    );
}

fn konaplate_client(vector: &Value) -> konaplate::Client<Unused> {
    let credentials = konaplate::Credentials::builder()
        .asp_id(at(vector, "/credentials/asp_id"))
        .access_key(at(vector, "/credentials/access_key"))
        .secret_key(at(vector, "/credentials/secret_key"))
        .client_private_key(key(vector, "client_private_key"));
    let credentials = match vector
        .pointer("/credentials/crypto_key_id")
        .and_then(Value::as_str)
    {
        Some(id) => credentials.crypto_key_id(id),
        None => credentials,
    };
    let credentials = credentials.build().unwrap();
    konaplate::Client::builder(konaplate::Environment::Sandbox, credentials)
        .unwrap()
        .source(source())
        .build_with(Unused)
}

#[test]
fn konaplate_requests_are_what_the_document_says() {
    for name in [
        "konaplate-cancel_charge",
        "konaplate-cancel_charge-crypto_key",
    ] {
        let vector = vector(&format!("prepared/{name}"));
        let request = konaplate::CancelCharge::builder()
            .sequence_id(must(&vector, "sequenceId"))
            .user_id(must(&vector, "userId").parse().unwrap())
            .transaction_id(must(&vector, "nrNumber"))
            .one_time_token(must(&vector, "oneTimeToken"))
            .dcvv(must(&vector, "dcvv"))
            .build()
            .unwrap();
        let client = konaplate_client(&vector);
        assert_request(name, &vector, &prepared(client.core(), &request, &vector));
    }
}

#[test]
fn every_prepared_vector_is_used() {
    let folder = kpg_tests::fixtures::root().join("tests/vectors/prepared");
    let source = include_str!("vectors.rs");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let name = name.strip_suffix(".json").unwrap();
        assert!(
            source.contains(&format!("\"{name}\"")),
            "{name} is not tested"
        );
    }
}

#[test]
fn konaplate_answers_that_others_encrypted_are_read_and_damaged_ones_never_are() {
    let client = konaplate_client(&vector("prepared/konaplate-cancel_charge"));
    let vectors = vector("jwe");
    let answer = |jwe: &str| HttpAnswer::new(200, format!(r#"{{"encData":"{jwe}"}}"#).into_bytes());
    let valid = vectors["vectors"].as_array().unwrap();
    assert_eq!(valid.len(), 3);
    for case in valid {
        let read = client
            .core()
            .interpret::<konaplate::CancelCharge>(&answer(at(case, "/compact")));
        match read {
            Ok(Completion::Done(done)) => assert!(!done.is_pending),
            other => panic!("{}: {other:?}", at(case, "/name")),
        }
    }
    let refused = vectors["refused"].as_array().unwrap();
    assert_eq!(refused.len(), 9);
    for case in refused {
        let error = client
            .core()
            .interpret::<konaplate::CancelCharge>(&answer(at(case, "/compact")))
            .unwrap_err();
        assert_eq!(
            error.outcome(),
            kpg::Outcome::Unknown,
            "{}",
            at(case, "/why")
        );
    }
}
