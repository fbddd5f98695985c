//! Requests of the BC Card client: `tests/vectors/make_vectors.py`.

use super::{
    Unused, amount, assert_request, at, choice, input, key, list, must, prepared, request, source,
    vector,
};
use kpg::bccard;
use kpg::runtime::{HttpRequest, Operation};
use serde_json::Value;

fn client(vector: &Value) -> bccard::Client<Unused> {
    let credentials = bccard::Credentials::builder()
        .api_key(at(vector, "/credentials/api_key"))
        .affiliate_id(at(vector, "/credentials/affiliate_id"))
        .private_key(key(vector, "private_key"))
        .build()
        .unwrap();
    let encoding = match at(vector, "/options/request_encoding") {
        "form" => bccard::RequestEncoding::Form,
        _ => bccard::RequestEncoding::Json,
    };
    let environment = match at(vector, "/environment") {
        "production" => bccard::Environment::Production,
        _ => bccard::Environment::Development,
    };
    bccard::Client::builder(environment, credentials)
        .unwrap()
        .request_encoding(encoding)
        .source(source())
        .build_with(Unused)
}

fn check<O: Operation<Settings = bccard::Settings>>(name: &str, vector: &Value, request: &O) {
    let sent: HttpRequest = prepared(client(vector).core(), request, vector);
    assert_request(name, vector, &sent);
}

#[test]
fn cancels_are_what_the_document_says() {
    for name in [
        "bccard-cancel-json",
        "bccard-cancel-form",
        "bccard-cancel-form-txid",
    ] {
        let vector = request(name);
        let mut cancel = bccard::Cancel::builder()
            .affiliate_transaction_id(must(&vector, "AFFI_CO_TRNS_UNIQ_NO"))
            .approval_number(must(&vector, "CARD_CO_AUTH_NO"))
            .original_time(must(&vector, "TRNS_ATON"))
            .qr_reference_id(must(&vector, "QR_REFERENCE_ID"));
        if let Some(id) = input(&vector, "x-bc-txid") {
            cancel = cancel.api_transaction_id(id);
        }
        check(name, &vector, &cancel.build().unwrap());
    }
}

#[test]
fn new_qr_codes_are_what_the_document_says() {
    for name in ["bccard-create_qr-json", "bccard-create_qr-form"] {
        let vector = request(name);
        let parts: Vec<String> = must(&vector, "REQ_DATA_VALUE")
            .split('|')
            .map(str::to_owned)
            .collect();
        let mut create = bccard::CreateQr::builder()
            .subject(choice(&vector, "REQ_DATA_TYPE"))
            .subject_value(parts)
            .qr_type(choice(&vector, "QR_TYPE"))
            .currency(choice(&vector, "TRANSACTION_CURRENCY"))
            .affiliate_data(must(&vector, "AFFI_CO_REQ_VAL"))
            .image_size(must(&vector, "IMAGE_SIZE"))
            .image_format(choice(&vector, "IMAGE_FORMAT"));
        if input(&vector, "AMOUNT").is_some() {
            create = create.amount(amount(&vector, "AMOUNT"));
        }
        check(name, &vector, &create.build().unwrap());
    }
}

#[test]
fn inquiries_of_qr_codes_are_what_the_document_says() {
    for name in ["bccard-qr_info-json", "bccard-qr_info-form"] {
        let vector = request(name);
        let mut info = bccard::QrInfo::builder()
            .affiliate_transaction_id(must(&vector, "AFFI_CO_TRNS_UNIQ_NO"))
            .qr_data(must(&vector, "QR_DATA"));
        if let Some(id) = input(&vector, "x-bc-txid") {
            info = info.api_transaction_id(id);
        }
        check(name, &vector, &info.build().unwrap());
    }
    for name in ["bccard-verify_qr-json", "bccard-verify_qr-form"] {
        let vector = request(name);
        let verify = bccard::VerifyQr::builder().qr_data(must(&vector, "QR_DATA"));
        check(name, &vector, &verify.build().unwrap());
    }
}

#[test]
fn inquiries_of_transactions_are_what_the_document_says() {
    for name in [
        "bccard-last_transaction-json",
        "bccard-last_transaction-form",
    ] {
        let vector = request(name);
        let last =
            bccard::LastTransaction::builder().qr_reference_id(must(&vector, "REQ_DATA_VALUE"));
        check(name, &vector, &last.build().unwrap());
    }
}

/// What verifies a code is the vendor: a text with another CRC, or with none, goes out letter by letter.
#[test]
fn a_qr_code_to_be_verified_is_sent_as_it_was_scanned() {
    let texts = vector("bccard_emv_qr");
    let cases = list(&texts, "vectors")
        .iter()
        .chain(list(&texts, "refused"));
    let scanned = cases.map(|case| at(case, "/text").to_owned());
    for text in scanned.chain(["000201 +%&=\"한글".to_owned()]) {
        let verify = bccard::VerifyQr::builder().qr_data(text.as_str());
        let Ok(verify) = verify.build() else {
            assert!(text.trim().is_empty(), "{text:?}");
            continue;
        };
        let vector = request("bccard-verify_qr-json");
        let sent = prepared(client(&vector).core(), &verify, &vector);
        let body: Value = serde_json::from_slice(sent.body().unwrap().bytes()).unwrap();
        assert_eq!(at(&body, "/QR_DATA"), text);
    }
    let line_end = bccard::VerifyQr::builder().qr_data("000201\n");
    assert!(line_end.build().is_err());
}

#[test]
fn a_qr_code_to_be_looked_up_is_sent_only_when_its_checksum_holds() {
    let texts = vector("bccard_emv_qr");
    let verify = |text: &str| {
        let info = bccard::QrInfo::builder().affiliate_transaction_id("1");
        info.qr_data(text).build()
    };
    let (good, bad) = (list(&texts, "vectors"), list(&texts, "refused"));
    assert_eq!((good.len(), bad.len()), (2, 5));
    for case in good {
        let text = at(case, "/text");
        assert!(verify(text).is_ok(), "{}", at(case, "/why"));
    }
    for case in bad {
        let violations = verify(at(case, "/text")).unwrap_err();
        assert_eq!(violations.len(), 1, "{}", at(case, "/why"));
    }
}
