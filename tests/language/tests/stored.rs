//! Notifications whose proof takes in what the merchant stored: read first, proven with it, and never believed without.

use std::collections::BTreeMap;

use crate::support::{list, text, vectors};
use kpg_codegen::model::Vendor;
use kpg_codegen::{SourceFile, compile};
use kpg_language::stored::{
    Credentials, Deposited, DepositedStored, DepositedUnproven, Discounted, DiscountedStored,
    Hooked, HookedStored, Method, Settled, SettledStored, Told, ToldStored,
};
use kpg_runtime::http::{HeaderMap, HeaderName, HeaderValue};
use kpg_runtime::{NotificationError, NotificationErrorKind};
use kpg_sandbox::{Credentials as Merchant, Forgery, Sending, SentNotification, send_notification};
use proptest::prelude::*;
use serde_json::Value;

fn of(case: &str, name: &str) -> String {
    text(&vectors("stored")[case], name).to_owned()
}

fn credentials() -> Credentials {
    let text = |name| of("credentials", name);
    let credentials = Credentials::builder();
    let credentials = credentials.sign_key(text("sign_key"));
    credentials.own_id(text("own_id")).build().unwrap()
}

/// What the shop stored of the order, but with another value where one is named.
fn order(other: Option<(&str, &str)>) -> DepositedStored {
    let value = |name: &str| match other {
        Some((changed, to)) if changed == name => to.to_owned(),
        _ => of("order", name),
    };
    let stored = DepositedStored::builder()
        .amount(value("amount").parse().unwrap())
        .time_stamp(value("time_stamp"))
        .ok_url(value("ok_url"))
        .method(match value("method").as_str() {
            "VBANK" => Method::VirtualAccount,
            _ => Method::Card,
        });
    stored.build().unwrap()
}

fn deposited(body: &[u8]) -> DepositedUnproven {
    Deposited::receive(body).unwrap()
}

fn is_forged<T>(received: Result<T, NotificationError>) -> bool {
    received.is_err_and(|error| error.kind() == NotificationErrorKind::NotAuthentic)
}

#[test]
fn what_was_stored_proves_a_notification_in_each_encoding() {
    for encoding in ["form", "json"] {
        let body = of("deposited", encoding);
        let unproven = deposited(body.as_bytes());
        assert_eq!(unproven.order_id, "O-1");
        let proven = unproven.prove(&credentials(), &order(None)).unwrap();
        assert_eq!(proven.order_id, "O-1");
        let depositor = (encoding == "form").then_some("홍길동");
        assert_eq!(proven.depositor.as_deref(), depositor);
        assert_eq!(proven.identity().as_str(), r#"stored.deposited["O-1"]"#);
    }
}

/// The order of another time, amount, address or kind has another proof, and so has one without a secret of its own.
#[test]
fn another_order_proves_nothing() {
    let body = of("deposited", "form");
    for other in [
        ("amount", "1005"),
        ("time_stamp", "20221108120815"),
        ("ok_url", "https://shop.example/ok?order=O-2"),
        ("method", "CARD"),
    ] {
        let received = deposited(body.as_bytes()).prove(&credentials(), &order(Some(other)));
        let error = received.unwrap_err();
        assert_eq!(
            error.kind(),
            NotificationErrorKind::NotAuthentic,
            "{other:?}"
        );
        let words =
            "stored.deposited: the notification is not the vendor's: its signature is another one";
        assert_eq!(error.to_string(), words);
        // What was sent stands in the error for whoever looks into it, and only there.
        assert!(error.masked_body().to_string().contains("O-1"));
    }
    let stranger = Credentials::builder().sign_key("other").own_id("ACME0001");
    let received = deposited(body.as_bytes()).prove(&stranger.build().unwrap(), &order(None));
    assert!(is_forged(received));
}

#[test]
fn without_what_leads_to_the_order_there_is_nothing_to_prove() {
    for body in [
        "hash=00",
        "orderNo=%bf&hash=00",
        r#"{"orderNo":["O-1"],"hash":"00"}"#,
    ] {
        let error = Deposited::receive(body.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), NotificationErrorKind::Malformed, "{body}");
        assert_eq!(error.problems()[0].path, "orderNo");
    }
    // One that may be left out must not be odd: another order would be found.
    let odd = Discounted::receive(br#"{"tid":"T-1","order":"x","hash":"00"}"#).unwrap_err();
    assert_eq!(odd.problems()[0].path, "order");
    let error = Deposited::receive(b"{").unwrap_err();
    assert_eq!(error.kind(), NotificationErrorKind::Unreadable);
}

/// Before it is proven it shows what leads to the order, and after that nothing that must not be shown.
#[test]
fn nothing_is_shown_that_is_not_proven_or_must_not_be_shown() {
    let shown = format!("{:?}", deposited(of("deposited", "form").as_bytes()));
    assert!(shown.contains("O-1") && !shown.contains("hash"), "{shown}");
    let secret = text(&vectors("stored"), "secret").to_owned();
    let stored = ToldStored::builder()
        .secret(secret.as_str())
        .build()
        .unwrap();
    let unproven = Told::receive(of("told", "body").as_bytes()).unwrap();
    let shown = format!("{stored:?} {unproven:?}");
    assert!(!shown.contains("ps_"), "{shown}");
    let proven = unproven.prove(&credentials(), &stored).unwrap();
    assert_eq!(proven.status, "DONE");
    assert!(!format!("{proven:?}").contains("ps_"));
}

/// A value that was not stored is left out; an empty one is not.
#[test]
fn a_stored_value_may_be_absent_where_the_spec_says_what_that_means() {
    let all = vectors("stored");
    let coupons: Vec<&Value> = list(&all["coupons"]).iter().collect();
    for (at, case) in coupons.iter().enumerate() {
        for (other, stored) in coupons.iter().enumerate() {
            let unproven = Discounted::receive(text(case, "body").as_bytes()).unwrap();
            assert_eq!(unproven.order, Some(12));
            let mut values = DiscountedStored::builder().amount(1004);
            if let Some(coupon) = stored["coupon"].as_str() {
                values = values.coupon(coupon);
            }
            let proven = unproven.prove(&credentials(), &values.build().unwrap());
            assert_eq!(proven.is_ok(), at == other, "{at} {other}");
        }
    }
}

fn headers(list: impl IntoIterator<Item = (String, String)>) -> HeaderMap {
    let named = list.into_iter().map(|(name, value)| {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        (name, HeaderValue::from_str(&value).unwrap())
    });
    named.collect()
}

#[test]
fn the_key_of_the_order_signs_the_body_as_it_arrived() {
    let secret = text(&vectors("stored"), "secret").to_owned();
    let signed = headers([
        ("x-sign".to_owned(), of("hooked", "header")),
        ("X-Time".to_owned(), of("hooked", "time")),
    ]);
    let (body, stored) = (of("hooked", "body"), HookedStored::builder().secret(secret));
    let stored = stored.build().unwrap();
    let unproven = Hooked::receive(&signed, body.as_bytes()).unwrap();
    assert_eq!(unproven.body, "O-1");
    assert!(unproven.prove(&credentials(), &stored).is_ok());
    // JSON that says the same in other bytes was not signed.
    let again = Hooked::receive(&signed, br#"{"orderId":"O-1"}"#).unwrap();
    assert!(is_forged(again.prove(&credentials(), &stored)));
    let later = headers([
        ("x-sign".to_owned(), of("hooked", "header")),
        ("X-Time".to_owned(), "1667876895".to_owned()),
    ]);
    let later = Hooked::receive(&later, body.as_bytes()).unwrap();
    assert!(is_forged(later.prove(&credentials(), &stored)));
}

/// Whether a number arrives in quotes or without, the proof has it as the spec says.
#[test]
fn json_that_is_hashed_has_numbers_as_the_spec_has_them() {
    let stored = SettledStored::builder().paid(1504).build().unwrap();
    for way in ["numbers", "texts", "form"] {
        let unproven = Settled::receive(of("settled", way).as_bytes()).unwrap();
        let proven = unproven.prove(&credentials(), &stored).unwrap();
        assert_eq!(
            (proven.amt, proven.rest, proven.ok),
            (1004, 500, true),
            "{way}"
        );
    }
}

fn vendor() -> Vendor {
    let spec = include_str!("../specs/stored.yaml").to_owned();
    compile(&SourceFile::new("stored.yaml".to_owned(), spec)).unwrap()
}

/// Whether the client believes what the sandbox sends, with what the sandbox says was stored.
fn believed(vendor: &Vendor, name: &str, sending: &Sending) -> bool {
    let merchant = ["sign_key", "own_id"].into_iter();
    let merchant = merchant.fold(Merchant::new(), |merchant, name| {
        merchant.text(name, of("credentials", name))
    });
    let sent = send_notification(vendor, name, sending, &merchant).unwrap();
    let headers = headers(sent.headers.clone());
    let credentials = credentials();
    match name {
        "deposited" => {
            let stored = DepositedStored::builder()
                .amount(stored(&sent, "amount").parse().unwrap())
                .time_stamp(stored(&sent, "time_stamp"))
                .ok_url(stored(&sent, "ok_url"))
                .method(match stored(&sent, "method") {
                    "VBANK" => Method::VirtualAccount,
                    _ => Method::Card,
                });
            let unproven = Deposited::receive(&sent.body);
            let stored = stored.build().unwrap();
            unproven.is_ok_and(|notice| notice.prove(&credentials, &stored).is_ok())
        }
        "told" => {
            let value = ToldStored::builder().secret(stored(&sent, "secret"));
            let unproven = Told::receive(&sent.body);
            let value = value.build().unwrap();
            unproven.is_ok_and(|notice| notice.prove(&credentials, &value).is_ok())
        }
        "hooked" => {
            let value = HookedStored::builder().secret(stored(&sent, "secret"));
            let unproven = Hooked::receive(&headers, &sent.body);
            let value = value.build().unwrap();
            unproven.is_ok_and(|notice| notice.prove(&credentials, &value).is_ok())
        }
        _ => {
            let paid = stored(&sent, "paid").parse().unwrap();
            let value = SettledStored::builder().paid(paid).build().unwrap();
            let unproven = Settled::receive(&sent.body);
            unproven.is_ok_and(|notice| notice.prove(&credentials, &value).is_ok())
        }
    }
}

fn stored<'s>(sent: &'s SentNotification, name: &str) -> &'s str {
    &sent.stored[name]
}

fn one(name: &str, text: impl Into<String>) -> BTreeMap<String, String> {
    BTreeMap::from([(name.to_owned(), text.into())])
}

/// Something that the proof of a notification takes in, and that is not in the notification.
fn taken_in(name: &str) -> &'static str {
    match name {
        "deposited" => "ok_url",
        "told" | "hooked" => "secret",
        _ => "paid",
    }
}

proptest! {
    /// A right proof is always believed; one made for another order, by a stranger or not at all never is.
    #[test]
    fn what_the_sandbox_proves_is_believed_and_what_it_forges_is_not(
        name in prop::sample::select(vec!["deposited", "told", "hooked", "settled"]),
        format in 0..2_usize,
        position in any::<usize>(),
        (value, other) in ("[1-9][0-9]{0,8}", "[1-9][0-9]{0,8}"),
    ) {
        prop_assume!(value != other);
        let format = if matches!(name, "deposited" | "settled") { format } else { 0 };
        let vendor = vendor();
        let sending = |forgery| Sending {
            format,
            headers: one("X-TIME", "1667876894"),
            stored: one(taken_in(name), value.clone()),
            forgery,
            ..Sending::default()
        };
        prop_assert!(believed(&vendor, name, &sending(None)), "{name}");
        let mut forgeries = vec![
            Forgery::NoProof,
            Forgery::StoredElsewhere(one(taken_in(name), other)),
        ];
        if matches!(name, "deposited" | "settled") {
            forgeries.push(Forgery::WrongKey);
        }
        // A secret that stands there by itself covers nothing beside it.
        if name == "hooked" {
            forgeries.push(Forgery::ChangedByte(position));
        }
        for forgery in forgeries {
            let words = format!("{name}: {forgery:?}");
            prop_assert!(!believed(&vendor, name, &sending(Some(forgery))), "{words}");
        }
    }

    /// Whatever stands in the place of the proof, in whatever encoding, is not believed.
    #[test]
    fn no_other_proof_is_believed(proof in "[0-9a-fA-F]{128}|[!-%'-~]{0,140}") {
        let right = of("deposited", "form");
        let (before, hash) = right.split_once("hash=").unwrap();
        prop_assume!(proof != hash);
        let upper = hash.to_uppercase();
        let longer = [hash, "0"].concat();
        let twice = [hash, "&hash=", hash].concat();
        for proof in [proof.as_str(), &upper, &longer, &hash[1..], &twice] {
            let body = [before, "hash=", proof].concat();
            let proven = Deposited::receive(body.as_bytes())
                .and_then(|notice| notice.prove(&credentials(), &order(None)));
            prop_assert!(proven.is_err(), "{proof}");
        }
    }
}
