//! What `Core::explain` tells of a request: every step with its input and output, what is sent, and no secret. The values
//! are those of `tests/vectors/prepared/welcome-cancel.json`, which Python computed.

use std::time::{Duration, SystemTime};

use kpg::runtime::{Explanation, FixedSource, Masked, Operation as _, Scripted, ShownStep};
use kpg::welcome::{Currency, PaymentMethod, SignatureVariant, TimestampVariant};
use kpg::{inicis, welcome};

const SIGN_KEY: &str = "sample-signkey-0001";
/// SHA-256 of the sign key: as secret as the key, since whoever has it can sign.
const MKEY: &str = "f65cdaf6c344c3d94068a6cbed46478157062df5201f032f0b87cc7039af2d56";
const SIGNATURE: &str = "c0aa3dbec1943d8e7c7dbd4a7f63f16d7210ca0de32d0650ead4bbd4d0903a2a";
/// 2022-11-08T12:08:14.608+09:00
const CLOCK: Duration = Duration::from_millis(1_667_876_894_608);

/// A request explained, and the same request prepared.
fn explained(
    signature: SignatureVariant,
    timestamp: TimestampVariant,
) -> Result<(Explanation, Masked), Box<dyn std::error::Error>> {
    let credentials = welcome::Credentials::builder()
        .merchant_id("welcometst")
        .sign_key(SIGN_KEY)
        .build()?;
    let client = welcome::Client::builder(welcome::Environment::Test, credentials)?
        .signature_variant(signature)
        .timestamp_variant(timestamp)
        .source(FixedSource::new(SystemTime::UNIX_EPOCH + CLOCK, [0]))
        .build_with(Scripted::new());
    let cancel = welcome::Cancel::builder()
        .payment_method(PaymentMethod::Card)
        .transaction_id("StdpayCARDwelcometst20190906105353123")
        .price(1000)
        .currency(Currency::Won)
        .build()?;
    let prepared = client.core().prepare(&cancel, None)?;
    let prepared = prepared.masked(welcome::Cancel::SENSITIVE);
    Ok((client.core().explain(&cancel, None)?, prepared))
}

fn documented() -> Explanation {
    let explained = explained(SignatureVariant::Documented, TimestampVariant::LocalTime);
    explained.unwrap().0
}

fn written<'e>(steps: impl Iterator<Item = &'e ShownStep>) -> Vec<String> {
    let step = |step: &ShownStep| {
        let inputs: Vec<String> = step.inputs().iter().map(ToString::to_string).collect();
        format!("{}({}) {}", step.word(), inputs.join(", "), step.output())
    };
    steps.map(step).collect()
}

#[test]
fn every_step_is_told_with_what_goes_in_and_what_comes_out() {
    let explanation = documented();
    let steps = written(explanation.steps().iter().filter(|step| !step.is_sent()));
    let digest = format!("hex {SIGNATURE}");
    let expected = [
        r#"clock("%Y%m%d%H%M%S") "20221108120814""#.to_owned(),
        r#"concat("20221108120814") "20221108120814""#.to_owned(),
        r#"sha256("***") "***""#.to_owned(),
        r#"hex_lower("***") "***""#.to_owned(),
        r#"concat("welcometst", "***", "20221108120814") "welcometst***20221108120814""#.to_owned(),
        format!(r#"sha256("welcometst***20221108120814") {digest}"#),
        format!(r#"hex_lower({digest}) "{SIGNATURE}""#),
    ];
    assert_eq!(steps, expected);
}

#[test]
fn what_is_sent_is_told_by_its_name() {
    let explanation = documented();
    let sent = written(explanation.steps().iter().filter(|step| step.is_sent()));
    let signature = format!(r#"signature() "{SIGNATURE}""#);
    let expected = [
        r#"payType() "card""#,
        r#"mid() "welcometst""#,
        r#"tid() "StdpayCARDwelcometst20190906105353123""#,
        r#"price() "1000""#,
        r#"currency() "WON""#,
        r#"timestamp() "20221108120814""#,
        &signature,
    ];
    assert_eq!(sent, expected);
    let request = explanation.request().to_string();
    assert!(request.starts_with("POST https://tpayapi.paywelcome.co.kr/cancel/cancel"));
    assert!(request.contains(SIGNATURE), "{request}");
}

/// The key, the digest of the key, and both as hexadecimal digits of their bytes.
#[test]
fn neither_a_key_nor_what_is_made_of_it_alone_is_shown() {
    for signature in [SignatureVariant::Documented, SignatureVariant::NameValue] {
        for timestamp in [
            TimestampVariant::LocalTime,
            TimestampVariant::EpochMilliseconds,
        ] {
            let (explanation, _) = explained(signature, timestamp).unwrap();
            let shown = format!("{explanation}\n{explanation:?}\n{explanation:#?}");
            for secret in [SIGN_KEY, MKEY, "73616d706c652d7369676e6b6579"] {
                assert!(!shown.contains(secret), "{shown}");
            }
            assert!(shown.contains("***"), "{shown}");
        }
    }
}

#[test]
fn what_is_explained_is_what_is_prepared() {
    for (signature, message) in [
        (SignatureVariant::Documented, "welcometst***20221108120814"),
        (
            SignatureVariant::NameValue,
            "mid=welcometst&mkey=***&timestamp=20221108120814",
        ),
    ] {
        let (explanation, prepared) = explained(signature, TimestampVariant::LocalTime).unwrap();
        assert_eq!(explanation.request(), &prepared);
        assert!(explanation.to_string().contains(message), "{explanation}");
    }
}

/// The vendor's hash tool made the first: `tests/vectors/published.json`; hashlib the other, of
/// `oid=INIpayTest_1361252896871&price=1004&signKey=sample-signkey-0001&timestamp=1361252896871`.
const WINDOW_SIGNATURE: &str = "422a0e78529b419d9412d6e344c6e138584d9174c691da6cd91d4330240b9192";
const WINDOW_VERIFICATION: &str =
    "3c2da4b8f12c5c89ec20763dabc1f7bcfe032e503628391570d84cbef6a49097";

/// A payment window, explained; its buyer is called `name`.
fn window(name: &str) -> Explanation {
    let credentials = inicis::Credentials::builder()
        .merchant_id("INIpayTest")
        .sign_key(SIGN_KEY)
        .build();
    let clock = SystemTime::UNIX_EPOCH + Duration::from_millis(1_361_252_896_871);
    let client = inicis::Client::builder(inicis::Environment::Test, credentials.unwrap())
        .unwrap()
        .source(FixedSource::new(clock, [0]))
        .build_with(Scripted::new());
    let window = inicis::PaymentWindow::builder()
        .order_id("INIpayTest_1361252896871")
        .amount(1004)
        .goods("축구공")
        .buyer_name(name)
        .buyer_phone("01098765432")
        .buyer_email("buyer@mark.example")
        .return_url("https://shop.example/return")
        .close_url("https://shop.example/close")
        .options("centerCd(Y)")
        .build();
    client.core().explain_form(&window.unwrap()).unwrap()
}

#[test]
fn what_a_browser_posts_is_told_step_by_step() {
    let window = window("홍길동");
    let steps = written(window.steps().iter());
    for step in [
        format!(r#"signature() "{WINDOW_SIGNATURE}""#),
        format!(r#"verification() "{WINDOW_VERIFICATION}""#),
        r#"price() "1004""#.to_owned(),
        r#"mKey() "***""#.to_owned(),
        r#"buyername() "***""#.to_owned(),
    ] {
        assert!(steps.contains(&step), "{step} is not in {steps:#?}");
    }
    let text = window.to_string();
    for signed in [
        "oid=INIpayTest_1361252896871&price=1004&timestamp=1361252896871",
        "oid=INIpayTest_1361252896871&price=1004&signKey=***&timestamp=1361252896871",
    ] {
        assert!(text.contains(signed), "{text}");
    }
    let request = window.request().to_string();
    assert!(request.starts_with("POST https://"), "{request}");
    assert!(request.contains(WINDOW_SIGNATURE), "{request}");
}

/// As they are, escaped, and as hexadecimal digits of their bytes.
#[test]
fn a_form_that_is_explained_shows_neither_a_key_nor_a_buyer() {
    for name in ["홍길동", "Hong &+% \"Gil"] {
        let window = window(name);
        let shown = format!("{window}\n{window:?}\n{window:#?}");
        let escaped = name.replace("홍길동", "%ED%99%8D%EA%B8%B8%EB%8F%99");
        let escaped = escaped.replace("Hong &+% \"Gil", "Hong+%26%2B%25+%22Gil");
        for secret in [
            SIGN_KEY,
            MKEY,
            "73616d706c652d7369676e6b6579",
            name,
            &escaped,
            "Gil",
            "01098765432",
            "buyer@mark.example",
            "buyer%40mark.example",
        ] {
            assert!(!shown.contains(secret), "{secret}: {shown}");
        }
    }
}
