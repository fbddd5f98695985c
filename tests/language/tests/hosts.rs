//! Where requests go: hosts by name, addresses that an earlier answer gives, and operations at one address.

use std::error::Error;

use crate::support::{Unused, prepared};
use kpg_codegen::{SourceFile, compile};
use kpg_language::hosts::{
    Approve, ApproveMobile, ApproveNamed, Client, Credentials, Environment, Hosts, Refund,
    RefundPart, Undo,
};
use kpg_runtime::{BaseUrl, ErrorKind, Operation, Outcome};
use kpg_sandbox::Sandbox;

fn credentials() -> Credentials {
    Credentials::builder().merchant_id("M1").build().unwrap()
}

fn client(environment: Environment) -> Client<Unused> {
    let builder = Client::builder(environment, credentials()).unwrap();
    builder.build_with(Unused)
}

fn local() -> Environment {
    let address = BaseUrl::parse("http://127.0.0.1:1/sandbox").unwrap();
    Environment::Custom(Hosts::from(address))
}

fn approve(url: &str, data_centre: &str) -> Approve {
    let request = Approve::builder()
        .approval_url(url)
        .data_centre(data_centre)
        .token("t");
    request.build().unwrap()
}

fn undo(url: &str) -> Undo {
    Undo::builder()
        .net_cancel_url(url)
        .token("t")
        .build()
        .unwrap()
}

fn mobile(data_centre: &str) -> ApproveMobile {
    let request = ApproveMobile::builder()
        .kind("card")
        .data_centre(data_centre)
        .transaction_id("T1");
    request.build().unwrap()
}

#[test]
fn every_operation_goes_to_its_own_host_of_the_environment() {
    let refund = Refund::builder().transaction_id("T1").build().unwrap();
    for (environment, expected) in [
        (Environment::Test, "https://testapi.hosts.example/v2/refund"),
        (
            Environment::Production,
            "https://api.hosts.example/v2/refund",
        ),
        (local(), "http://127.0.0.1:1/sandbox/refund"),
    ] {
        let client = client(environment);
        assert_eq!(prepared(client.core(), &refund).url().as_str(), expected);
    }
}

#[test]
fn an_address_that_an_earlier_answer_gave_is_called_as_it_is() {
    let production = client(Environment::Production);
    for (url, data_centre) in [
        ("https://fcpay.hosts.example/api/payAuth", "fc"),
        (
            "https://fcpay.hosts.example:443/api/payAuth?token=a%20b&x=1",
            "fc",
        ),
        ("https://FCPAY.hosts.example", "fc"),
        ("https://kspay.hosts.example/pay/api/payAuth", "ks"),
        ("https://kspay.hosts.example/pay", "ks"),
    ] {
        let request = prepared(production.core(), &approve(url, data_centre));
        let expected = url.replace(":443", "").replace("FCPAY", "fcpay");
        let expected = match expected.matches('/').count() {
            2 => expected + "/",
            _ => expected,
        };
        assert_eq!(request.url().as_str(), expected, "{url}");
        assert_eq!(request.body().unwrap().bytes(), b"mid=M1&authToken=t");
    }
    // Without a field that names one, any address of the host is allowed.
    let url = "https://kspay.hosts.example/pay/netCancel?k=1";
    let request = prepared(production.core(), &undo(url));
    assert_eq!(request.url().as_str(), url);
}

#[test]
fn the_name_of_an_address_can_be_sent_too() {
    let production = client(Environment::Production);
    let named = |data_centre: &str| {
        let request = ApproveNamed::builder()
            .transaction_id("T1")
            .data_centre(data_centre);
        request.build().unwrap()
    };
    let request = prepared(production.core(), &named("ks"));
    assert_eq!(
        request.url().as_str(),
        "https://kspay.hosts.example/pay/named"
    );
    assert_eq!(request.body().unwrap().bytes(), b"tid=T1&idc_name=ks");
    // One that the environment does not list is called nowhere.
    let refused = production.core().prepare(&named("stg"), None);
    assert!(refused.is_err());
}

#[test]
fn an_address_that_leads_elsewhere_is_refused_before_anything_is_sent() {
    let production = client(Environment::Production);
    for url in [
        "https://evil.example/api/payAuth",
        "https://fcpay.hosts.example.evil.example/api/payAuth",
        "https://evilfcpay.hosts.example/api/payAuth",
        "http://fcpay.hosts.example/api/payAuth",
        "https://fcpay.hosts.example:8443/api/payAuth",
        "https://fcpay.hosts.example@evil.example/api/payAuth",
        "https://user:secret@fcpay.hosts.example/api/payAuth",
        "https://fcpay.hosts.example/api/payAuth#part",
        "https://evil.example/?https://fcpay.hosts.example/",
        // The test environment approves test cards.
        "https://stgpay.hosts.example/api/payAuth",
        // Below another path than the documented one.
        "https://kspay.hosts.example/other",
        "https://kspay.hosts.example/payment",
        "https://kspay.hosts.example/pay/../other",
        "https://kspay.hosts.example/pay/%2e%2e/other",
        "//fcpay.hosts.example/api",
        "/api/payAuth",
    ] {
        let refused = [
            production.core().prepare(&undo(url), None),
            production.core().prepare(&approve(url, "fc"), None),
        ];
        for refused in refused {
            let error = refused.expect_err(url);
            assert_eq!(error.outcome(), Outcome::NotSent, "{url}");
        }
    }
    let error = production
        .core()
        .prepare(&approve("https://evil.example/?token=hidden", "fc"), None)
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Prepare);
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("https://fcpay.hosts.example"), "{shown}");
    assert!(!shown.contains("hidden"), "{shown}");
}

#[test]
fn the_member_that_names_the_host_must_agree_with_the_address() {
    let production = client(Environment::Production);
    for (url, data_centre) in [
        ("https://kspay.hosts.example/pay/api", "fc"),
        ("https://fcpay.hosts.example/api", "ks"),
        ("https://fcpay.hosts.example/api", "stg"),
        ("https://fcpay.hosts.example/api", "FC"),
    ] {
        let error = production
            .core()
            .prepare(&approve(url, data_centre), None)
            .unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotSent, "{url} {data_centre}");
    }
}

#[test]
fn a_host_that_an_earlier_answer_named_is_called_at_the_documented_path() {
    let production = client(Environment::Production);
    for (data_centre, expected) in [
        ("fc", "https://fcpay.hosts.example/rest/card/approve"),
        ("ks", "https://kspay.hosts.example/pay/rest/card/approve"),
    ] {
        let request = prepared(production.core(), &mobile(data_centre));
        assert_eq!(request.url().as_str(), expected);
    }
    for data_centre in ["stg", "f", "fc.evil.example/"] {
        let error = production
            .core()
            .prepare(&mobile(data_centre), None)
            .unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotSent, "{data_centre}");
    }
}

#[test]
fn a_custom_address_takes_the_place_of_every_documented_one() {
    let local = client(local());
    for (url, data_centre, expected) in [
        (
            "https://fcpay.hosts.example/api?a=b",
            "fc",
            "http://127.0.0.1:1/sandbox/api?a=b",
        ),
        (
            "https://stgpay.hosts.example/api",
            "stg",
            "http://127.0.0.1:1/sandbox/api",
        ),
        (
            "http://127.0.0.1:1/sandbox/own",
            "ks",
            "http://127.0.0.1:1/sandbox/own",
        ),
    ] {
        let request = prepared(local.core(), &approve(url, data_centre));
        assert_eq!(request.url().as_str(), expected);
    }
    for url in [
        "https://evil.example/api",
        "http://127.0.0.1:2/sandbox",
        "http://127.0.0.1:1/else",
    ] {
        assert!(
            local.core().prepare(&approve(url, "fc"), None).is_err(),
            "{url}"
        );
    }
}

#[tokio::test]
async fn the_sandbox_answers_operations_of_one_address_by_what_tells_them_apart()
-> Result<(), Box<dyn Error>> {
    let text = std::fs::read_to_string("specs/hosts.yaml")?;
    let vendor = compile(&SourceFile::new("hosts.yaml", text)).map_err(|_| "the spec compiles")?;
    let merchant = kpg_sandbox::Credentials::new().text("merchant_id", "M1");
    let sandbox = Sandbox::builder().vendor(vendor, merchant).start().await?;
    let address = BaseUrl::parse(&sandbox.base_url("hosts"))?;
    let client = Client::builder(Environment::Custom(address.into()), credentials())?.build()?;
    let refund = Refund::builder().transaction_id("T1").build()?;
    let part = RefundPart::builder().transaction_id("T1").price(1000);
    client.refund(&refund).await?;
    client.refund_part(&part.build()?).await?;
    let url = "https://fcpay.hosts.example/api/payAuth";
    client.approve(&approve(url, "fc")).await?;
    client.undo(&undo(url)).await?;
    client.approve_mobile(&mobile("ks")).await?;
    let called = sandbox
        .log()
        .into_iter()
        .map(|one| one.operation.unwrap_or_default());
    let expected = [
        Refund::CALL,
        RefundPart::CALL,
        Approve::CALL,
        Undo::CALL,
        ApproveMobile::CALL,
    ];
    assert!(called.eq(expected.map(|call| call.operation.to_owned())));
    Ok(())
}
