//! Requests of the Konaplate client, and answers that it opens: `make_vectors.py` and `make_vectors_more.py` in
//! `tests/vectors`.

use super::{
    Unused, amount, assert_request, at, input, key, list, must, open_choice, prepared, request,
    source, vector,
};
use kpg::runtime::{HttpAnswer, Operation, PublicKey};
use kpg::{Completion, konaplate};
use kpg_tests::fixtures::text;
use serde_json::Value;

fn client(vector: &Value) -> konaplate::Client<Unused> {
    let mut credentials = konaplate::Credentials::builder()
        .asp_id(at(vector, "/credentials/asp_id"))
        .access_key(at(vector, "/credentials/access_key"))
        .secret_key(at(vector, "/credentials/secret_key"))
        .client_private_key(key(vector, "client_private_key"));
    let server_key = at(vector, "/credentials/server_public_key/key_file");
    if !server_key.is_empty() {
        let server_key = text(&format!("tests/vectors/{server_key}")).unwrap();
        credentials = credentials
            .server_key_id(at(vector, "/credentials/server_key_id"))
            .server_public_key(PublicKey::from_pem(&server_key).unwrap());
    }
    let crypto_key_id = at(vector, "/credentials/crypto_key_id");
    if !crypto_key_id.is_empty() {
        credentials = credentials.crypto_key_id(crypto_key_id);
    }
    let credentials = credentials.build().unwrap();
    konaplate::Client::builder(konaplate::Environment::Sandbox, credentials)
        .unwrap()
        .source(source())
        .build_with(Unused)
}

fn check<O: Operation<Settings = konaplate::Settings>>(name: &str, vector: &Value, request: &O) {
    assert_request(
        name,
        vector,
        &prepared(client(vector).core(), request, vector),
    );
}

fn cancel_charge(vector: &Value) -> konaplate::CancelCharge {
    konaplate::CancelCharge::builder()
        .sequence_id(must(vector, "sequenceId"))
        .user_id(amount(vector, "userId"))
        .transaction_id(must(vector, "nrNumber"))
        .one_time_token(must(vector, "oneTimeToken"))
        .dcvv(must(vector, "dcvv"))
        .build()
        .unwrap()
}

#[test]
fn cancels_of_charges_are_what_the_document_says() {
    for name in [
        "konaplate-cancel_charge",
        "konaplate-cancel_charge-crypto_key",
    ] {
        let vector = request(name);
        let cancel = cancel_charge(&vector);
        check(name, &vector, &cancel);
    }
}

#[test]
fn charges_are_what_the_document_says() {
    for name in ["konaplate-charge", "konaplate-charge-crypto_key"] {
        let vector = request(name);
        let charge = konaplate::Charge::builder()
            .sequence_id(must(&vector, "sequenceId"))
            .user_id(amount(&vector, "userId"))
            .amount(amount(&vector, "amount"))
            .one_time_token(must(&vector, "oneTimeToken"))
            .dcvv(must(&vector, "dcvv"))
            .merchant_id(must(&vector, "merchantId"))
            .build()
            .unwrap();
        check(name, &vector, &charge);
    }
    let name = "konaplate-charge_result";
    let vector = request(name);
    let inquiry = konaplate::ChargeResult::builder()
        .sequence_id(must(&vector, "sequenceId"))
        .build()
        .unwrap();
    check(name, &vector, &inquiry);
}

#[test]
fn histories_are_what_the_document_says() {
    for name in [
        "konaplate-transaction_history",
        "konaplate-transaction_history-page",
    ] {
        let vector = request(name);
        let mut history = konaplate::TransactionHistory::builder()
            .card_reference(must(&vector, "par"))
            .start_date(must(&vector, "startDate"))
            .end_date(must(&vector, "endDate"));
        if input(&vector, "page").is_some() {
            history = history
                .user_id(amount(&vector, "userId"))
                .transaction_kind(open_choice(&vector, "trType"))
                .include_previous_card(must(&vector, "includePreviousCard") == "true")
                .page(amount(&vector, "page"))
                .page_size(amount(&vector, "pageSize"))
                .sort_by(must(&vector, "sort"))
                .sort_direction(must(&vector, "orderByDirection"));
        }
        let history = history.build().unwrap();
        check(name, &vector, &history);
    }
}

#[test]
fn refunds_are_what_the_document_says() {
    let name = "konaplate-refund";
    let vector = request(name);
    let refund = konaplate::Refund::builder()
        .sequence_id(must(&vector, "sequenceId"))
        .user_id(amount(&vector, "userId"))
        .card_expiry(must(&vector, "cardExpiry"))
        .dcvv(must(&vector, "dcvv"))
        .one_time_token(must(&vector, "oneTimeToken"))
        .build()
        .unwrap();
    check(name, &vector, &refund);

    let name = "konaplate-refund_fee";
    let vector = request(name);
    let fee = konaplate::RefundFee::builder()
        .one_time_token(must(&vector, "oneTimeToken"))
        .user_id(amount(&vector, "userId"))
        .build()
        .unwrap();
    check(name, &vector, &fee);
}

#[test]
fn answers_that_others_encrypted_are_read_and_damaged_ones_never_are() {
    let vector_of_a_request = request("konaplate-cancel_charge");
    let client = client(&vector_of_a_request);
    let cancel = cancel_charge(&vector_of_a_request);
    let vectors = vector("jwe");
    let answer = |jwe: &str| HttpAnswer::new(200, format!(r#"{{"encData":"{jwe}"}}"#).into_bytes());
    let valid = list(&vectors, "vectors");
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
    let refused = list(&vectors, "refused");
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
