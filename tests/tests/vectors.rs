//! Requests that the generated clients prepare, and answers that they read, against values made
//! outside this code base: `tests/vectors/make_vectors.py`, from the vendors' documents alone.

use crate::support::vectors::{
    Unused, assert_request, at, input, key, must, prepared, request, source, vector,
};
use kpg::runtime::HttpAnswer;
use kpg::{Completion, cookiepay, konaplate};
use serde_json::Value;

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
    let token = request(name);
    assert_request(
        name,
        &token,
        &prepared(client(&token).core(), &cookiepay::Token::new(), &token),
    );
    for name in ["cookiepay-cancel", "cookiepay-cancel-amount"] {
        let vector = request(name);
        let mut cancel = cookiepay::Cancel::builder()
            .transaction_id(must(&vector, "tid"))
            .reason(must(&vector, "reason"));
        if let Some(amount) = input(&vector, "amount") {
            cancel = cancel.cancel_amount(amount.parse().unwrap());
        }
        if let Some(bank) = input(&vector, "bank") {
            let account = cancel
                .refund_bank(bank)
                .refund_account_number(must(&vector, "account_no"));
            cancel = account.refund_account_holder(must(&vector, "account_name"));
        }
        assert_request(
            name,
            &vector,
            &prepared(client(&vector).core(), &cancel.build().unwrap(), &vector),
        );
    }
    let name = "cookiepay-deposit_then_cancel";
    let vector = request(name);
    let cancel = cookiepay::DepositThenCancel::builder()
        .transaction_id(must(&vector, "tid"))
        .reason(must(&vector, "reason"))
        .cancel_amount(must(&vector, "amount").parse().unwrap())
        .build()
        .unwrap();
    assert_request(
        name,
        &vector,
        &prepared(client(&vector).core(), &cancel, &vector),
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

fn cancel_charge(vector: &Value) -> konaplate::CancelCharge {
    konaplate::CancelCharge::builder()
        .sequence_id(must(vector, "sequenceId"))
        .user_id(must(vector, "userId").parse().unwrap())
        .transaction_id(must(vector, "nrNumber"))
        .one_time_token(must(vector, "oneTimeToken"))
        .dcvv(must(vector, "dcvv"))
        .build()
        .unwrap()
}

#[test]
fn konaplate_requests_are_what_the_document_says() {
    for name in [
        "konaplate-cancel_charge",
        "konaplate-cancel_charge-crypto_key",
    ] {
        let vector = request(name);
        let cancel = cancel_charge(&vector);
        let client = konaplate_client(&vector);
        assert_request(name, &vector, &prepared(client.core(), &cancel, &vector));
    }
}

#[test]
fn every_prepared_vector_is_used() {
    let root = kpg_tests::fixtures::root();
    let names = |folder: &str| -> Vec<String> {
        let entries = std::fs::read_dir(root.join(folder)).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    };
    let tests: String = names("tests/tests")
        .iter()
        .filter(|name| name.starts_with("vectors") && name.ends_with(".rs"))
        .map(|name| kpg_tests::fixtures::text(&format!("tests/tests/{name}")).unwrap())
        .collect();
    for name in names("tests/vectors/prepared") {
        let name = name.strip_suffix(".json").unwrap();
        assert!(
            tests.contains(&format!("\"{name}\"")),
            "{name} is not tested"
        );
    }
}

#[test]
fn konaplate_answers_that_others_encrypted_are_read_and_damaged_ones_never_are() {
    let vector_of_a_request = request("konaplate-cancel_charge");
    let client = konaplate_client(&vector_of_a_request);
    let cancel = cancel_charge(&vector_of_a_request);
    let vectors = vector("jwe");
    let answer = |jwe: &str| HttpAnswer::new(200, format!(r#"{{"encData":"{jwe}"}}"#).into_bytes());
    let valid = vectors["vectors"].as_array().unwrap();
    assert_eq!(valid.len(), 3);
    for case in valid {
        let read = client
            .core()
            .interpret(&cancel, &answer(at(case, "/compact")));
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
            .interpret(&cancel, &answer(at(case, "/compact")))
            .unwrap_err();
        assert_eq!(
            error.outcome(),
            kpg::Outcome::Unknown,
            "{}",
            at(case, "/why")
        );
    }
}
