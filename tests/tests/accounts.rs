//! A merchant with several IDs at one vendor: each has a client, and nothing goes under another's name.

use kpg::cookiepay::{Accounts, Client, Credentials, Environment, PaymentKind};
use kpg::runtime::BaseUrl;
use kpg_sandbox::{Credentials as Known, Sandbox};
use kpg_tests::{clients, fixtures};

async fn sandbox(id: &str, key: &str) -> Sandbox {
    let known = Known::new().text("api_id", id).text("api_key", key);
    let vendor = fixtures::vendor("cookiepay").unwrap();
    let builder = Sandbox::builder().without_records().vendor(vendor, known);
    builder.start().await.unwrap()
}

fn client(sandbox: &Sandbox, id: &str, key: &str) -> Client {
    let credentials = Credentials::builder().api_id(id).api_key(key);
    let address = BaseUrl::parse(&sandbox.base_url("cookiepay")).unwrap();
    Client::builder(Environment::Custom(address), credentials.build().unwrap())
        .unwrap()
        .build()
        .unwrap()
}

#[tokio::test]
async fn every_account_has_its_own_credentials_and_session() {
    let key_in = sandbox("keyin-id", "keyin-key").await;
    let subscription = sandbox("subscription-id", "subscription-key").await;
    let accounts = Accounts::new()
        .with(PaymentKind::KeyIn, client(&key_in, "keyin-id", "keyin-key"))
        .with(
            PaymentKind::Subscription,
            client(&subscription, "subscription-id", "subscription-key"),
        );
    assert!(accounts.client(PaymentKind::OverseasWon).is_none());
    let request = clients::cookiepay_cancel().unwrap();
    for (kind, sandbox) in [
        (PaymentKind::KeyIn, &key_in),
        (PaymentKind::Subscription, &subscription),
    ] {
        let client = accounts.client(kind).expect("an account");
        client.cancel(&request).await.unwrap();
        let operations: Vec<_> = sandbox
            .log()
            .into_iter()
            .filter_map(|exchange| exchange.operation)
            .collect();
        assert_eq!(operations, ["token", "cancel"], "{kind:?}");
    }
}

#[tokio::test]
async fn another_accounts_credentials_are_refused() {
    let key_in = sandbox("keyin-id", "keyin-key").await;
    let wrong = client(&key_in, "subscription-id", "subscription-key");
    let request = clients::cookiepay_cancel().unwrap();
    let error = wrong.cancel(&request).await.unwrap_err();
    assert_eq!(error.kind(), kpg::ErrorKind::Session, "{error}");
}
