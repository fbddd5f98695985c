//! Several fields in one text, encrypted; single fields encrypted; inputs that are not sent by themselves.

use std::error::Error;

use crate::support::{
    Unused, body, list, prepared, published, sandbox, source, text, vectors, violated,
};
use kpg_language::packed::{
    CardCompany, CardDataVariant, Client, Credentials, Environment, Give, GiveBack, Issuer, Method,
    Noted, Refund, Register, Transfer,
};
use kpg_runtime::{
    Decimal, ErrorKind, HttpAnswer, HttpRequest, OpenChoice as _, Operation, Outcome,
};
use serde_json::Value;

fn credentials(secret_key: &str, hex_key: &str, base64_key: &str) -> Credentials {
    let credentials = Credentials::builder()
        .secret_key(secret_key)
        .hex_key(hex_key)
        .base64_key(base64_key);
    credentials.build().unwrap()
}

fn client(credentials: Credentials, variant: CardDataVariant) -> Client<Unused> {
    let millis = vectors("packed")["clock_ms"].as_u64().unwrap();
    Client::builder(Environment::Test, credentials)
        .unwrap()
        .card_data_variant(variant)
        .source(source(millis))
        .build_with(Unused)
}

fn test_client(variant: CardDataVariant) -> Client<Unused> {
    let vectors = vectors("packed");
    let keys = &vectors["keys"];
    let [secret, hex, base64] = ["secret_key", "hex_key", "base64_key"].map(|key| text(keys, key));
    client(credentials(secret, hex, base64), variant)
}

fn register(
    number: &str,
    month: &str,
    identity: &str,
) -> Result<Register, kpg_runtime::Violations> {
    Register::builder()
        .order_id("O-1")
        .card_number(number)
        .expiry_year("25")
        .expiry_month(month)
        .identity_number(identity)
        .card_password("12")
        .build()
}

fn card() -> Register {
    register("1234567890123456", "12", "800101").unwrap()
}

fn members(request: &HttpRequest) -> Value {
    serde_json::from_str(&body(request)).unwrap()
}

#[test]
fn a_packed_card_is_encrypted_and_signed_as_the_option_says() {
    let vectors = vectors("packed");
    for (name, variant) in [
        ("default", CardDataVariant::Default),
        ("a2", CardDataVariant::A2),
    ] {
        let request = prepared(test_client(variant).core(), &card());
        assert_eq!(body(&request), text(&vectors["register"], name), "{name}");
    }
    assert_eq!(CardDataVariant::default(), CardDataVariant::Default);
}

#[test]
fn constants_are_packed_with_what_the_caller_gives() {
    let vectors = vectors("packed");
    let keys = &vectors["keys"];
    let transfer = Transfer::builder().account("110123456789");
    let transfer = transfer.build().unwrap();
    for (name, partner) in [("all", Some("P-1")), ("without_partner", None)] {
        let credentials = Credentials::builder()
            .secret_key(text(keys, "secret_key"))
            .hex_key(text(keys, "hex_key"))
            .base64_key(text(keys, "base64_key"));
        let credentials = match partner {
            Some(partner) => credentials.partner(partner).build(),
            None => credentials.build(),
        };
        let client = client(credentials.unwrap(), CardDataVariant::Default);
        let request = prepared(client.core(), &transfer);
        assert_eq!(body(&request), text(&vectors["transfers"], name), "{name}");
    }
    assert_eq!(
        violated(Transfer::builder().account("1234").build()),
        ["account"]
    );
}

#[tokio::test]
async fn the_sandbox_finds_constants_in_what_is_packed() -> Result<(), Box<dyn Error>> {
    let vectors = vectors("packed");
    let names = ["secret_key", "hex_key", "base64_key"];
    let [secret, hex, base64] = names.map(|key| text(&vectors["keys"], key));
    let merchant = kpg_sandbox::Credentials::new()
        .text("secret_key", secret)
        .text("hex_key", hex)
        .text("base64_key", base64);
    let (_sandbox, address) = sandbox("packed", merchant).await;
    let client = Client::builder(
        Environment::Custom(address),
        credentials(secret, hex, base64),
    )?;
    let transfer = Transfer::builder().account("110123456789").build()?;
    client.build()?.transfer(&transfer).await?;
    Ok(())
}

#[test]
fn packed_cards_are_those_that_a_vendor_publishes() {
    for (operation, variant) in [
        (
            "billing regist encData (default mode)",
            CardDataVariant::Default,
        ),
        ("billing regist encData (encMode=A2)", CardDataVariant::A2),
    ] {
        let vector = &published(operation)[0];
        let given = &vector["inputs"];
        let keys = credentials(text(given, "secretKey"), "00", "AA==");
        let register = Register::builder()
            .order_id("O-1")
            .card_number(text(given, "cardNo"))
            .expiry_year(text(given, "expYear"))
            .expiry_month(text(given, "expMonth"))
            .identity_number(text(given, "idNo"))
            .card_password(text(given, "cardPw"));
        let request = prepared(client(keys, variant).core(), &register.build().unwrap());
        assert_eq!(
            members(&request)["encData"],
            vector["expected"],
            "{operation}"
        );
    }
}

#[test]
fn values_with_equals_signs_are_packed_as_they_are() {
    let vector = &published("ePay encData")[0];
    let given = &vector["inputs"];
    let issuer = Issuer::builder()
        .auth_flag(text(given, "authFlag"))
        .card_number(text(given, "cardNo"))
        .track2(text(given, "track2Data"))
        .expiry(text(given, "cardExpire"))
        .cavv(text(given, "CAVV"))
        .xid(text(given, "XID"))
        .eci(text(given, "ECI"));
    let keys = credentials(text(given, "secretKey"), "00", "AA==");
    let client = client(keys, CardDataVariant::Default);
    let request = prepared(client.core(), &issuer.build().unwrap());
    assert_eq!(members(&request)["encData"], vector["expected"]);
}

#[test]
fn json_inside_a_text_leaves_absent_members_out() {
    for case in list(&vectors("packed")["noted"]) {
        let noted = Noted::builder()
            .card_number("1234")
            .amount(case["amount"].as_u64().unwrap());
        let noted = match case["memo"].as_str() {
            Some(memo) => noted.memo(memo),
            None => noted,
        };
        let client = test_client(CardDataVariant::Default);
        let request = prepared(client.core(), &noted.build().unwrap());
        assert_eq!(body(&request), text(case, "body"));
    }
}

#[test]
fn single_fields_are_encrypted_and_signed_plain_or_as_they_are_sent() {
    for case in list(&vectors("packed")["refunds"]) {
        let refund = Refund::builder()
            .account(text(case, "account"))
            .holder("홍길동");
        let refund = match case["memo"].as_str() {
            Some(memo) => refund.memo(memo),
            None => refund,
        };
        let client = test_client(CardDataVariant::Default);
        let request = prepared(client.core(), &refund.build().unwrap());
        assert_eq!(body(&request), text(case, "body"));
    }
}

/// A value of every kind.
fn give() -> Give {
    let give = Give::builder()
        .amount(1004)
        .count(-3)
        .rate(Decimal::new(1050, 2))
        .day("20221108")
        .method(Method::Card)
        .issuer(CardCompany::from_wire("99"))
        .flag(true)
        .names(["a", "b"])
        .image(vec![0x00, 0xff]);
    give.build().unwrap()
}

fn partner() -> Client<Unused> {
    let vectors = vectors("packed");
    let [secret, hex, base64] =
        ["secret_key", "hex_key", "base64_key"].map(|key| text(&vectors["keys"], key));
    let credentials = Credentials::builder()
        .secret_key(secret)
        .hex_key(hex)
        .base64_key(base64)
        .partner("P-1");
    client(credentials.build().unwrap(), CardDataVariant::Default)
}

#[test]
fn values_of_every_kind_are_encrypted_as_their_texts() {
    let request = prepared(partner().core(), &give());
    assert_eq!(body(&request), text(&vectors("packed"), "every_kind"));
    // What is left out and what nobody has are not there, and not encrypted as nothing.
    let least = Give::builder()
        .amount(1)
        .count(0)
        .rate(Decimal::ONE)
        .day("20221108")
        .method(Method::Bank);
    let request = prepared(
        test_client(CardDataVariant::Default).core(),
        &least.build().unwrap(),
    );
    let sent = members(&request);
    for absent in ["issuer", "flag", "names", "image", "partner"] {
        assert!(sent.get(absent).is_none(), "{absent}");
    }
}

#[test]
fn encrypted_values_are_checked_before_and_never_shown() {
    let wrong = Give::builder()
        .amount(1_000_000)
        .count(6)
        .rate(Decimal::new(10_555, 3))
        .day("20221131")
        .method(Method::Card)
        .names(["a|b"]);
    let violations = wrong.build().unwrap_err();
    let shown = format!("{violations} {violations:?}");
    for hidden in ["1000000", "10.555", "20221131", "a|b"] {
        assert!(!shown.contains(hidden), "{shown}");
    }
    assert_eq!(
        violated::<Give>(Err(violations)),
        ["amount", "count", "rate", "day", "issuer", "names"]
    );
    let shown = format!("{:?}", give());
    for hidden in ["1004", "10.50", "20221108", "Card", "true"] {
        assert!(!shown.contains(hidden), "{shown}");
    }
    let masked = prepared(partner().core(), &give());
    let masked = masked.masked(Give::SENSITIVE).to_string();
    let sent = members(&prepared(partner().core(), &give()));
    for (name, value) in sent.as_object().unwrap() {
        let is_shown = masked.contains(value.as_str().unwrap());
        assert_eq!(is_shown, name == "sign", "{name} in {masked}");
    }
}

#[test]
fn an_encrypted_amount_is_compared_and_handed_on() {
    let core = partner();
    for (amount, is_same) in [("1004", true), ("\"1004\"", true), ("1005", false)] {
        let answer = format!(r#"{{"resultCode":"0000","amount":{amount}}}"#);
        let read = core
            .core()
            .interpret(&give(), &HttpAnswer::new(200, answer));
        match is_same {
            true => {
                let answer = read.unwrap();
                assert_eq!(answer.amount.unwrap().expose(), &1004);
                assert!(!format!("{answer:?}").contains("1004"));
            }
            false => assert_eq!(read.unwrap_err().kind(), ErrorKind::Mismatch),
        }
    }
    let back = give().net_cancel().unwrap();
    let again = GiveBack::builder().amount(1004).names(["a", "b"]);
    assert_eq!(back, again.build().unwrap());
    assert!(!format!("{back:?}").contains("1004"));
}

#[tokio::test]
async fn the_sandbox_decrypts_values_of_every_kind() -> Result<(), Box<dyn Error>> {
    let vectors = vectors("packed");
    let names = ["secret_key", "hex_key", "base64_key"];
    let [secret, hex, base64] = names.map(|key| text(&vectors["keys"], key));
    let merchant = kpg_sandbox::Credentials::new()
        .text("secret_key", secret)
        .text("hex_key", hex)
        .text("base64_key", base64)
        .text("partner", "P-1");
    let (_sandbox, address) = sandbox("packed", merchant).await;
    let build = |partner: &str| {
        let credentials = Credentials::builder()
            .secret_key(secret)
            .hex_key(hex)
            .base64_key(base64)
            .partner(partner);
        let credentials = credentials.build().unwrap();
        let client = Client::builder(Environment::Custom(address.clone()), credentials);
        client.unwrap().build().unwrap()
    };
    build("P-1").give(&give()).await?;
    let other = build("P-2").give(&give()).await;
    assert!(other.is_err());
    Ok(())
}

#[test]
fn inputs_are_not_sent_by_themselves() {
    let request = prepared(test_client(CardDataVariant::Default).core(), &card());
    let sent = members(&request);
    let names: Vec<&String> = sent.as_object().unwrap().keys().collect();
    assert_eq!(names, ["ediDate", "encData", "orderId", "signData"]);
    assert!(!body(&request).contains("1234567890123456"));
}

#[test]
fn inputs_are_checked_like_anything_that_is_sent() {
    assert_eq!(
        violated(register("1234-5678", "1", "")),
        ["cardNo", "cardNo", "expMonth", "idNo"]
    );
    let shown = register("4111x11111111111", "12", "80010")
        .unwrap_err()
        .to_string();
    assert!(
        !shown.contains("4111") && !shown.contains("80010"),
        "{shown}"
    );
}

#[test]
fn sensitive_inputs_and_what_is_made_of_them_are_masked() {
    let client = test_client(CardDataVariant::Default);
    let request = prepared(client.core(), &card());
    let masked = request.masked(Register::SENSITIVE).to_string();
    assert!(masked.contains(r#""encData":"***""#), "{masked}");
    assert!(masked.contains(r#""orderId":"O-1""#), "{masked}");
    let shown = format!("{:?} {request:?}", card());
    for hidden in ["1234567890123456", "800101"] {
        assert!(!shown.contains(hidden), "{shown}");
    }
    let noted = Noted::builder().card_number("1234").amount(1);
    let request = prepared(client.core(), &noted.build().unwrap());
    let masked = request.masked(Noted::SENSITIVE).to_string();
    assert!(!masked.contains("1234"), "{masked}");
    let refund = Refund::builder().account("1234567890").holder("h");
    let refund = refund.build().unwrap();
    assert!(!format!("{refund:?}").contains("1234567890"));
    let masked = prepared(client.core(), &refund)
        .masked(Refund::SENSITIVE)
        .to_string();
    assert!(masked.contains(r#""account":"***""#), "{masked}");
}

#[test]
fn an_answer_that_repeats_an_encrypted_field_hides_it_too() {
    let client = test_client(CardDataVariant::Default);
    let answer = r#"{"resultCode":"0000","account":"1234567890"}"#;
    let refund = Refund::builder().account("1234567890").holder("h");
    let answer = client
        .core()
        .interpret(&refund.build().unwrap(), &HttpAnswer::new(200, answer))
        .unwrap();
    assert!(!format!("{answer:?}").contains("1234567890"));
    assert_eq!(answer.account.unwrap().as_str(), "1234567890");
}

#[test]
fn keys_of_another_form_or_length_are_not_used_and_not_shown() {
    let secret = "2dcc2a0d63bf469490bb19a201be3735";
    let refund = Refund::builder()
        .account("1234567890")
        .holder("h")
        .memo("m");
    let refund = refund.build().unwrap();
    for (hex, base64) in [
        ("zz00zz11", "AAECAwQFBgcICQoLDA0ODw=="),
        ("001122", "AAECAwQFBgcICQoLDA0ODw=="),
        ("00112233445566778899aabbccddeeff", "AA-_!"),
        ("00112233445566778899aabbccddeeff", "AAEC"),
    ] {
        let client = client(credentials(secret, hex, base64), CardDataVariant::Default);
        let error = client.core().prepare(&refund, None).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Prepare);
        assert_eq!(error.outcome(), Outcome::NotSent);
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains(hex) && !shown.contains(base64), "{shown}");
    }
    let short = Credentials::builder()
        .secret_key("short")
        .hex_key("00")
        .base64_key("");
    assert_eq!(violated(short.build()), ["secret_key", "base64_key"]);
}

#[test]
fn an_account_is_not_explained_in_what_is_encrypted_and_hashed() {
    let client = test_client(CardDataVariant::Default);
    let refund = Refund::builder().account("1234567890").holder("h");
    let refund = refund.build().unwrap();
    let explanation = client.core().explain(&refund, None).unwrap();
    let shown = format!("{explanation}\n{explanation:?}");
    for hidden in ["1234567890", "31323334"] {
        assert!(!shown.contains(hidden), "{hidden}: {shown}");
    }
    assert!(shown.contains("***|h"), "{shown}");
}

#[test]
fn a_packed_card_is_explained_without_the_card() {
    let client = test_client(CardDataVariant::A2);
    let explanation = client.core().explain(&card(), None).unwrap();
    let shown = format!("{explanation}\n{explanation:?}");
    for hidden in ["1234567890123456", "31323334", "800101"] {
        assert!(!shown.contains(hidden), "{hidden}: {shown}");
    }
    let packed = "cardNo=***&expYear=25&expMonth=***&idNo=***&cardPw=***";
    assert!(shown.contains(packed), "{shown}");
}

/// Whoever sees the holder in a log finds the account behind the digest of both by trying all accounts; what is encrypted
/// before cannot be tried.
#[test]
fn a_digest_of_what_can_be_guessed_is_not_shown() {
    assert!(Refund::SENSITIVE.contains(&"plainSign"));
    assert!(!Refund::SENSITIVE.contains(&"sentSign"));
    assert!(!Register::SENSITIVE.contains(&"signData"));
}
