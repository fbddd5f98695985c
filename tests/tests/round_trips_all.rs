//! Every operation of every spec, through its generated client and HTTP, against the sandbox: the
//! second reader of the spec finds nothing wrong with a good request, in any variant of the client.

use kpg::konaplate::{self, ApprovalOrCancel, TransactionKind};
use kpg::runtime::PublicKey;
use kpg::{Completion, Pending, bccard, cookiepay, welcome};
use kpg_sandbox::{Exchange, Judgement};
use kpg_tests::sandboxed::Sandboxed;
use kpg_tests::{clients, fixtures};

/// Calls every operation of a vendor; the sandbox's judgement counts, not only the answer.
async fn every_operation_is_accepted(bench: &Sandboxed, vendor: &str, variant: &str) {
    let spec = fixtures::vendor(vendor).unwrap();
    assert!(!spec.operations.is_empty());
    for operation in &spec.operations {
        let name = operation.name.snake();
        let called = bench.call(vendor, name).await;
        let last = bench.log(vendor, name).pop();
        let last = last.unwrap_or_else(|| panic!("{vendor}.{name} {variant}: {called:?}"));
        assert_eq!(
            last.judgement,
            Judgement::Accepted,
            "{vendor}.{name} {variant}"
        );
        // A path with values in it, and one that an earlier answer gives, is another one on the wire.
        let documented = operation.target.path().filter(|path| !path.contains('{'));
        if let Some(path) = documented {
            let called = last.path.split('?').next();
            assert_eq!(called, Some(format!("/{vendor}{path}").as_str()), "{name}");
        }
        let shown = called.unwrap();
        let own = format!("{}Answer", operation.name.pascal());
        let answer = operation.answer.structure.as_ref();
        let answer = answer.map_or(own, |shared| shared.pascal().to_owned());
        assert!(shown.contains(&answer), "{name}: {shown}");
    }
}

#[tokio::test]
async fn every_operation_of_every_spec_is_accepted() {
    let bench = Sandboxed::new().await;
    for vendor in fixtures::vendors().unwrap() {
        every_operation_is_accepted(&bench, vendor.id.snake(), "by default").await;
    }
}

#[tokio::test]
async fn every_operation_of_bccard_is_accepted_in_both_encodings() {
    let mut bench = Sandboxed::new().await;
    for encoding in [bccard::RequestEncoding::Json, bccard::RequestEncoding::Form] {
        let client = clients::bccard(&bench.sandbox.base_url("bccard")).unwrap();
        bench.clients.bccard = client.request_encoding(encoding).build().unwrap();
        every_operation_is_accepted(&bench, "bccard", &format!("{encoding:?}")).await;
        let sent = bench.last("bccard", "create_qr").request_body;
        let stroke = match encoding {
            bccard::RequestEncoding::Form => "REQ_DATA_VALUE=361%7C7653937&",
            _ => r#""REQ_DATA_VALUE":"361|7653937","#,
        };
        assert!(sent.contains(stroke), "{sent}");
    }
}

#[tokio::test]
async fn every_operation_of_welcome_is_accepted_with_every_signature_and_timestamp() {
    let mut bench = Sandboxed::new().await;
    for signature in [
        welcome::SignatureVariant::Documented,
        welcome::SignatureVariant::NameValue,
    ] {
        for timestamp in [
            welcome::TimestampVariant::LocalTime,
            welcome::TimestampVariant::EpochMilliseconds,
        ] {
            let client = clients::welcome(&bench.sandbox.base_url("welcome")).unwrap();
            let client = client
                .signature_variant(signature)
                .timestamp_variant(timestamp);
            bench.clients.welcome = client.build().unwrap();
            let variant = format!("{signature:?} {timestamp:?}");
            every_operation_is_accepted(&bench, "welcome", &variant).await;
        }
    }
}

#[tokio::test]
async fn welcome_encrypts_what_is_personal_and_nothing_else() {
    let bench = Sandboxed::new().await;
    for operation in [
        "issue_billing_key",
        "issue_billing_key_unauthenticated",
        "key_in_payment",
    ] {
        bench.call("welcome", operation).await.unwrap();
        bench.accepted("welcome", operation);
        let sent = bench.last("welcome", operation).request_body;
        assert!(!sent.contains("4111111111111111"), "{operation}: {sent}");
        assert!(!sent.contains("registNo=900101"), "{operation}: {sent}");
        assert!(!sent.contains("passwd=12&"), "{operation}: {sent}");
        assert!(sent.contains("cardExpireYY=27&"), "{operation}: {sent}");
    }
    bench.call("welcome", "card_prefix").await.unwrap();
    let sent = bench.last("welcome", "card_prefix").request_body;
    assert!(sent.contains("cardNumber=411111&"), "{sent}");
}

/// What the sandbox was sent, as the names of the one member and the parts of the JWE in it.
fn parts(sent: &Exchange) -> usize {
    let body: serde_json::Value = serde_json::from_str(&sent.request_body).unwrap();
    let members = body.as_object().unwrap();
    assert_eq!(members.len(), 1, "{}", sent.request_body);
    members["encData"].as_str().unwrap().split('.').count()
}

#[tokio::test]
async fn konaplate_encrypts_a_request_that_the_sandbox_opens() {
    let bench = Sandboxed::new().await;
    let request = clients::konaplate_issue_one_time_token().unwrap();
    let client = &bench.clients.konaplate;
    let issued = client.issue_one_time_token(&request).await.unwrap();
    assert_eq!(issued.one_time_token.expose(), "9461442187322710");
    assert_eq!(issued.dcvv.expose(), "366");
    bench.accepted("konaplate", "issue_one_time_token");
    let sent = bench.last("konaplate", "issue_one_time_token");
    assert_eq!(parts(&sent), 5);
    let id = fixtures::KONAPLATE_SERVER_KEY_ID;
    let header = ("x-km-crypto-key-id".to_owned(), id.to_owned());
    assert!(sent.request_headers.contains(&header));

    // The same again is another ciphertext, and all its other checks still hold.
    client.issue_one_time_token(&request).await.unwrap();
    bench.accepted("konaplate", "issue_one_time_token");
    let again = bench.last("konaplate", "issue_one_time_token");
    assert_ne!(again.request_body, sent.request_body);
}

#[tokio::test]
async fn konaplate_refuses_a_request_that_was_encrypted_with_another_key() {
    let bench = Sandboxed::new().await;
    let other = fixtures::key("jwe", "public").unwrap();
    let credentials = konaplate::Credentials::builder()
        .asp_id(fixtures::KONAPLATE_ASP_ID)
        .access_key(fixtures::KONAPLATE_ACCESS_KEY)
        .secret_key(fixtures::KONAPLATE_SECRET_KEY)
        .server_key_id(fixtures::KONAPLATE_SERVER_KEY_ID)
        .server_public_key(PublicKey::from_pem(&other).unwrap())
        .client_private_key(fixtures::private_key("jwe"))
        .build()
        .unwrap();
    let address = fixtures::address(&bench.sandbox.base_url("konaplate"));
    let client = konaplate::Client::builder(konaplate::Environment::Custom(address), credentials);
    let client = client.unwrap().build().unwrap();
    let request = clients::konaplate_issue_one_time_token().unwrap();
    assert!(client.issue_one_time_token(&request).await.is_err());
    let sent = bench.last("konaplate", "issue_one_time_token");
    let Judgement::Refused(findings) = sent.judgement else {
        panic!("the sandbox opened what is not for it");
    };
    assert!(!findings.is_empty());
}

#[tokio::test]
async fn konaplate_charges_refunds_and_lists() {
    let bench = Sandboxed::new().await;
    let client = &bench.clients.konaplate;
    let charge = client.charge(&clients::konaplate_charge().unwrap()).await;
    let Completion::Done(charged) = charge.unwrap() else {
        panic!("a finished charge is pending");
    };
    assert_eq!(charged.transaction_id, "KMN221114031773543");
    let sent = bench.last("konaplate", "charge").request_body;
    assert!(sent.contains(r#""amount":10000,"#), "{sent}");

    let request = clients::konaplate_charge().unwrap().inquiry().unwrap();
    let told = client.charge_result(&request).await.unwrap();
    assert_eq!(told.result, konaplate::ChargeState::Completed);
    bench.accepted("konaplate", "charge_result");

    let request = clients::konaplate_transaction_history().unwrap();
    let listed = client.transaction_history(&request).await.unwrap();
    let transaction = &listed.transactions[0];
    assert_eq!(transaction.transaction_kind, Some(TransactionKind::Charge));
    let kind = transaction.approval_or_cancel.clone();
    assert_eq!(kind, Some(ApprovalOrCancel::Approval));
    let receipt = transaction.cash_receipt.clone().unwrap();
    assert_eq!(receipt.approval_number.as_deref(), Some("12345678"));
    let sent = bench.last("konaplate", "transaction_history").request_body;
    let page = r#""pageRequest":{"page":1,"pageSize":20,"sort":"approvalDateTime","orderByDirection":"DESC"}"#;
    assert!(sent.contains(page), "{sent}");

    let request = clients::konaplate_refund_fee().unwrap();
    let fee = client.refund_fee(&request).await.unwrap();
    assert_eq!((fee.refund_fee, fee.refund_amount), (150, 9_850));
    assert!(fee.refundable);
}

#[tokio::test]
async fn cookiepay_results_that_are_encrypted_are_pending_until_they_are_read() {
    let bench = Sandboxed::new().await;
    let client = &bench.clients.cookiepay;
    let request = clients::cookiepay_retry_recurring_payment().unwrap();
    let Pending(retried) = client.retry_recurring_payment(&request).await.unwrap();
    let encrypted = retried.encrypted_result.expose();
    let request = cookiepay::DecryptResult::builder().encrypted_result(encrypted);
    let read = client.decrypt_result(&request.build().unwrap()).await;
    let result = read.unwrap().result;
    assert_eq!(result.result_code.as_deref(), Some("0000"));
    assert_eq!(result.count.as_deref(), Some("6"));
    bench.accepted("cookiepay", "decrypt_result");
    let sent = bench.last("cookiepay", "decrypt_result");
    let headers = |name: &str| sent.request_headers.iter().any(|(each, _)| each == name);
    assert!(headers("apikey") && !headers("token"));
}

#[tokio::test]
async fn what_follows_an_unknown_outcome_is_accepted_too() {
    let bench = Sandboxed::new().await;
    let cancel = clients::bccard_cancel().unwrap();
    let inquiry = cancel.inquiry().unwrap();
    let told = bench.clients.bccard.last_transaction(&inquiry).await;
    assert_eq!(
        told.unwrap().status,
        Some(bccard::TransactionStatus::Approved)
    );
    bench.accepted("bccard", "last_transaction");

    let cancel = clients::cookiepay_cancel().unwrap();
    let inquiry = cancel.inquiry().unwrap();
    bench
        .clients
        .cookiepay
        .verify_payment(&inquiry)
        .await
        .unwrap();
    bench.accepted("cookiepay", "verify_payment");

    for inquiry in [
        clients::welcome_escrow_confirm().unwrap().inquiry(),
        clients::welcome_escrow_deny().unwrap().inquiry(),
        clients::welcome_escrow_deny_confirm().unwrap().inquiry(),
    ] {
        let told = bench.clients.welcome.escrow_status(&inquiry.unwrap()).await;
        assert_eq!(told.unwrap().state, Some(welcome::EscrowState::Confirmed));
        bench.accepted("welcome", "escrow_status");
    }
}
