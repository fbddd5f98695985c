//! Every operation of every vendor, through its generated client and HTTP, against the sandbox: the
//! second reader of the spec accepts what the client sends, and the client reads what it answers.

use kpg::runtime::{HttpAnswer, HttpRequest, TimeText, Transport, TransportError};
use kpg::{Completion, Pending, bccard, cookiepay, konaplate, welcome};
use kpg_sandbox::{Sandbox, Script};
use kpg_tests::sandboxed::{self, Sandboxed};
use kpg_tests::{clients, fixtures};
use serde_json::Value;

/// A date or time is the text of the answer, and a real one in the documented format.
fn assert_time(time: &TimeText, answered: &Value) {
    assert_eq!(Some(time.as_str()), answered.as_str());
    assert!(time.date().is_some() || time.time().is_some(), "{time:?}");
}

#[tokio::test]
async fn bccard_cancels_in_both_encodings() {
    let bench = Sandboxed::new().await;
    let encodings = [
        (bccard::RequestEncoding::Json, "application/json", "{"),
        (
            bccard::RequestEncoding::Form,
            "application/x-www-form-urlencoded",
            "AFFI_CO",
        ),
    ];
    for (encoding, media_type, start) in encodings {
        let client = clients::bccard(&bench.sandbox.base_url("bccard")).unwrap();
        let client = client.request_encoding(encoding).build().unwrap();
        let done = client.cancel(&clients::bccard_cancel().unwrap()).await;
        let Completion::Done(done) = done.unwrap() else {
            panic!("{encoding:?}: a finished cancel is pending");
        };
        assert_eq!(done.message.as_deref(), Some("성공"));
        assert_eq!(done.cancel_status, Some(bccard::CancelStatus::Cancelled));
        assert_eq!(done.transaction_id.as_deref(), Some("2375123571737"));
        assert_eq!(
            done.affiliate_transaction_id.as_deref(),
            Some("11112234512")
        );
        assert_eq!(done.approval_number.as_deref(), Some("98181361"));
        bench.accepted("bccard", "cancel");
        let sent = bench.last("bccard", "cancel");
        assert!(
            sent.request_body.starts_with(start),
            "{}",
            sent.request_body
        );
        let media_types = sent.request_headers.iter().filter(|(name, value)| {
            name == "content-type" && value.split(';').next() == Some(media_type)
        });
        assert_eq!(media_types.count(), 1, "{:?}", sent.request_headers);
    }
}

#[tokio::test]
async fn bccard_sends_the_callers_transaction_id_and_reports_an_unfinished_cancel_as_pending() {
    let bench = Sandboxed::new().await;
    let request = bccard::Cancel::builder()
        .affiliate_transaction_id("가맹점 +/=&%\"\\ 1")
        .approval_number("98181361")
        .original_time("20240229235959")
        .qr_reference_id("MQ2019900086179")
        .api_transaction_id("kpg-1")
        .build()
        .unwrap();
    for encoding in [bccard::RequestEncoding::Json, bccard::RequestEncoding::Form] {
        bench
            .sandbox
            .answer_next("bccard", "cancel", Script::Pending);
        let client = clients::bccard(&bench.sandbox.base_url("bccard")).unwrap();
        let client = client.request_encoding(encoding).build().unwrap();
        let Completion::Pending(pending) = client.cancel(&request).await.unwrap() else {
            panic!("a cancel that is only requested counts as done");
        };
        assert_eq!(pending.cancel_status, Some(bccard::CancelStatus::Requested));
        let echoed = pending.affiliate_transaction_id.as_deref();
        assert_eq!(echoed, Some("가맹점 +/=&%\"\\ 1"), "{encoding:?}");
        bench.accepted("bccard", "cancel");
        let sent = bench.last("bccard", "cancel");
        assert!(
            sent.request_headers
                .contains(&("x-bc-txid".to_owned(), "kpg-1".to_owned()))
        );
    }
}

#[tokio::test]
async fn cookiepay_gives_a_token_and_cancels_with_every_field() {
    let bench = Sandboxed::new().await;
    let client = &bench.clients.cookiepay;
    let token = client.token(&cookiepay::Token::new()).await.unwrap();
    let answered = bench.accepted("cookiepay", "token");
    assert_eq!(token.message.as_deref(), Some("성공"));
    assert_eq!(Some(token.token.as_str()), answered["TOKEN"].as_str());

    let full = clients::cookiepay_cancel().unwrap();
    let partial = cookiepay::Cancel::builder()
        .transaction_id("가".repeat(50))
        .reason("고객 변심 \"\\ /")
        .cancel_amount(9_999_999_999)
        .refund_bank("088")
        .refund_account_number("110123456789")
        .refund_account_holder("홍길동")
        .build()
        .unwrap();
    for request in [full, partial] {
        let done = client.cancel(&request).await.unwrap();
        assert_eq!(
            done.cancel_transaction_id.as_deref(),
            Some("C2022110812081400001")
        );
        assert_eq!(done.message.as_deref(), Some("성공"));
        assert_eq!(done.cancel_date.as_deref(), Some("20221108120815"));
        assert_eq!(done.cancelled_amount, Some("1000".to_owned()));
        bench.accepted("cookiepay", "cancel");
    }
}

#[tokio::test]
async fn cookiepay_opens_a_deposit_account_which_is_never_done() {
    let bench = Sandboxed::new().await;
    let request = clients::cookiepay_deposit_then_cancel().unwrap();
    let answer = bench.clients.cookiepay.deposit_then_cancel(&request).await;
    let Pending(opened) = answer.unwrap();
    assert_eq!(opened.message, "성공");
    assert_eq!(opened.transaction_id, "CTS12345678901234567");
    assert_eq!(opened.deposit_bank, "신한은행");
    assert_eq!(opened.deposit_account_number.as_str(), "56201234567890");
    assert_eq!(opened.cancel_amount, 1_000);
    assert_eq!(opened.deposit_amount, 1_000);
    assert_eq!(opened.deposit_deadline, "2022-11-09");
    bench.accepted("cookiepay", "deposit_then_cancel");
}

#[tokio::test]
async fn konaplate_cancels_a_charge_through_an_encrypted_answer() {
    let bench = Sandboxed::new().await;
    let request = clients::konaplate_cancel_charge().unwrap();
    let client = &bench.clients.konaplate;
    let Completion::Done(done) = client.cancel_charge(&request).await.unwrap() else {
        panic!("a finished cancel is pending");
    };
    assert_eq!(done.message.as_deref(), Some("Success."));
    assert!(!done.is_pending);
    bench.accepted("konaplate", "cancel_charge");
    let exchange = bench.last("konaplate", "cancel_charge");
    assert!(exchange.plain_answer.is_some(), "the answer was encrypted");
    assert!(
        exchange
            .request_body
            .contains(r#""userId":9999999999999999999,"#)
    );

    bench
        .sandbox
        .answer_next("konaplate", "cancel_charge", Script::Pending);
    let Completion::Pending(pending) = client.cancel_charge(&request).await.unwrap() else {
        panic!("a cancel that waits for the bank counts as done");
    };
    assert_eq!(pending.message.as_deref(), Some("Success."));
    assert!(pending.is_pending);
    bench.accepted("konaplate", "cancel_charge");
}

#[tokio::test]
async fn konaplate_names_its_crypto_key_when_it_was_given_one() {
    let id = "0123456789abcdef0123456789abcdef";
    let known = kpg_sandbox::Credentials::new()
        .text("asp_id", fixtures::KONAPLATE_ASP_ID)
        .text("access_key", fixtures::KONAPLATE_ACCESS_KEY)
        .text("secret_key", fixtures::KONAPLATE_SECRET_KEY)
        .text("crypto_key_id", id)
        .text("server_key_id", fixtures::KONAPLATE_SERVER_KEY_ID)
        .private_key_pem(
            "server_public_key",
            &fixtures::key("signing", "pkcs8").unwrap(),
        )
        .unwrap()
        .public_key_pem(
            "client_private_key",
            &fixtures::key("jwe", "public").unwrap(),
        )
        .unwrap();
    let vendor = fixtures::vendor("konaplate").unwrap();
    let sandbox = Sandbox::builder()
        .without_records()
        .vendor(vendor, known)
        .start()
        .await
        .unwrap();
    let texts = (
        fixtures::KONAPLATE_ASP_ID,
        fixtures::KONAPLATE_ACCESS_KEY,
        fixtures::KONAPLATE_SECRET_KEY,
    );
    let key = fixtures::private_key("jwe");
    let credentials = clients::konaplate_credentials(texts, Some(id), key).unwrap();
    let client = konaplate::Client::builder(
        konaplate::Environment::Custom(fixtures::address(&sandbox.base_url("konaplate"))),
        credentials,
    );
    let client = client.unwrap().build().unwrap();
    let request = clients::konaplate_cancel_charge().unwrap();
    assert!(client.cancel_charge(&request).await.unwrap().is_done());
    let sent = sandboxed::log(&sandbox, "konaplate", "cancel_charge")
        .pop()
        .unwrap();
    assert_eq!(sent.judgement, kpg_sandbox::Judgement::Accepted);
    assert!(
        sent.request_headers
            .contains(&("x-km-crypto-key-id".to_owned(), id.to_owned()))
    );
}

#[tokio::test]
async fn welcome_cancels_in_full_with_both_signature_variants() {
    let bench = Sandboxed::new().await;
    let variants = [
        welcome::SignatureVariant::Documented,
        welcome::SignatureVariant::NameValue,
    ];
    for variant in variants {
        let client = clients::welcome(&bench.sandbox.base_url("welcome")).unwrap();
        let client = client.signature_variant(variant).build().unwrap();
        for (method, option) in [
            (welcome::PaymentMethod::Card, None),
            (
                welcome::PaymentMethod::MobilePhone,
                Some(welcome::CancelType::MobileNetCancel),
            ),
            (welcome::PaymentMethod::VirtualAccount, None),
            (welcome::PaymentMethod::BankTransfer, None),
        ] {
            let request = welcome::Cancel::builder()
                .payment_method(method)
                .transaction_id("StdpayCARDwelcometst20190906105353123")
                .price(u64::MAX)
                .currency(welcome::Currency::Usd);
            let request = match option {
                Some(option) => request.cancel_type(option).build().unwrap(),
                None => request.build().unwrap(),
            };
            let done = client.cancel(&request).await.unwrap();
            let answered = bench.accepted("welcome", "cancel");
            assert_eq!(done.message, "정상처리되었습니다.");
            assert_eq!(done.merchant_id, fixtures::WELCOME_MERCHANT_ID);
            assert_eq!(done.transaction_id, "StdpayCARDwelcometst20190906105353123");
            assert_eq!(done.order_id, "ORDER-0001");
            assert_eq!(done.price, u64::MAX);
            assert_time(&done.cancel_date, &answered["CancelDate"]);
            assert_time(&done.cancel_time, &answered["CancelTime"]);
        }
    }
}

#[tokio::test]
async fn welcome_cancels_a_part_with_both_signature_variants() {
    let bench = Sandboxed::new().await;
    let variants = [
        welcome::SignatureVariant::Documented,
        welcome::SignatureVariant::NameValue,
    ];
    for variant in variants {
        let client = clients::welcome(&bench.sandbox.base_url("welcome")).unwrap();
        let client = client.signature_variant(variant).build().unwrap();
        let plain = clients::welcome_partial_cancel().unwrap();
        let taxed = welcome::PartialCancel::builder()
            .payment_method(welcome::PaymentMethod::Card)
            .transaction_id("StdpayCARDwelcometst20190906105353123")
            .cancel_amount(300)
            .remaining_amount(700)
            .currency(welcome::Currency::Won)
            .tax(9_999_999_999)
            .tax_free(0)
            .build()
            .unwrap();
        for request in [plain, taxed] {
            let done = client.partial_cancel(&request).await.unwrap();
            let answered = bench.accepted("welcome", "partial_cancel");
            assert_eq!(done.message, "정상처리되었습니다.");
            assert_eq!(done.merchant_id, fixtures::WELCOME_MERCHANT_ID);
            assert_eq!(done.transaction_id, "StdpayCARDwelcometst20190906105353123");
            assert_eq!(done.cancel_transaction_id, "CNCL201909061101000001");
            assert_eq!(done.price, 300);
            assert_eq!(done.remaining_amount, 700);
            assert_time(&done.cancel_date, &answered["CancelDate"]);
            assert_time(&done.cancel_time, &answered["CancelTime"]);
        }
    }
}

/// A transport that is not kpg's: it does no I/O, as an HTTP stack of a merchant would.
struct Canned(&'static [u8]);

impl Transport for Canned {
    async fn send(&self, _: HttpRequest) -> Result<HttpAnswer, TransportError> {
        Ok(HttpAnswer::new(200, self.0))
    }
}

#[tokio::test]
async fn a_client_works_over_any_transport() {
    let canned = Canned(br#"{"code":"MP0000","CNCL_TRNS_STAT":"95"}"#);
    let client = clients::bccard("https://vendor.example").unwrap();
    let client = client.build_with(canned);
    let answer = client.cancel(&clients::bccard_cancel().unwrap()).await;
    assert!(answer.unwrap().is_done());
}
