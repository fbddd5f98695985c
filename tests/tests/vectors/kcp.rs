//! What the NHN KCP client signs, sends and believes: signatures that OpenSSL made, and answers as the vendor's pages and codes
//! describe them.

use super::{Unused, at, key, vector};
use kpg::kcp::{
    Approve, Cancel, CancelPart, Client, CommonNotice, Credentials, Currency, DepositKind,
    Environment, Inquire, IssueVirtualAccount, MobileMethod, MobileWindow, NoticeKind, PayType,
    PayWithBatchKey, Settings, WindowChoice, WindowReturned,
};
use kpg::runtime::{HttpAnswer, Operation};
use kpg::{Completion, ErrorKind, Outcome};
use serde_json::{Value, json};

const TRANSACTION: &str = "20210719000000";
const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----kpgtest-----END CERTIFICATE-----";

fn credentials() -> Credentials {
    let vectors = json!({ "credentials": { "private_key": { "key_file": vector("kcp_sign_data")["key_file"] } } });
    let builder = Credentials::builder().site_cd("T0000");
    let builder = builder.service_certificate(CERTIFICATE);
    let builder = builder.private_key(key(&vectors, "private_key"));
    builder.batch_group_id("BA0011000348").build().unwrap()
}

fn client() -> Client<Unused> {
    let builder = Client::builder(Environment::Test, credentials()).unwrap();
    builder.build_with(Unused)
}

/// The body that a request is sent with, and its address.
fn sent<O: Operation<Settings = Settings>>(request: &O) -> (String, Value) {
    let request = client().core().prepare(request, None);
    let request = request.unwrap_or_else(|_| panic!("not prepared"));
    let body = serde_json::from_slice(request.body().unwrap().bytes()).unwrap();
    (request.url().to_string(), body)
}

fn cancel() -> Cancel {
    let builder = Cancel::builder().transaction_number(TRANSACTION);
    builder.build().unwrap()
}

fn cancel_part() -> CancelPart {
    let builder = CancelPart::builder().transaction_number(TRANSACTION);
    builder
        .cancel_amount(100)
        .amount_left(1004)
        .build()
        .unwrap()
}

fn approve() -> Approve {
    let builder = Approve::builder().transaction_code("00100000");
    let builder = builder.encrypted_data("data").encrypted_info("info");
    builder.amount(1004).build().unwrap()
}

fn pay_with_batch_key() -> PayWithBatchKey {
    let builder = PayWithBatchKey::builder()
        .amount(1004)
        .instalment_months("00");
    let builder = builder.order_number("ORDER1").goods_name("생수");
    builder.batch_key("key").build().unwrap()
}

#[test]
fn every_signature_is_the_one_that_openssl_makes() {
    let vectors = vector("kcp_sign_data");
    let inquire = Inquire::builder().transaction_number(TRANSACTION);
    let inquire = inquire.pay_type(PayType::Card).build().unwrap();
    let mut signed = 0;
    for case in vectors["vectors"].as_array().unwrap() {
        let (address, body) = match at(case, "/operation") {
            "cancel" => sent(&cancel()),
            "cancel_part" => sent(&cancel_part()),
            "inquire" => sent(&inquire),
            other => panic!("{other}"),
        };
        assert_eq!(body["kcp_sign_data"], case["kcp_sign_data"], "{case}");
        assert_eq!(body["kcp_cert_info"], CERTIFICATE);
        let path = match at(case, "/operation") {
            "inquire" => "/std/inquery",
            _ => "/gw/mod/v1/cancel",
        };
        assert_eq!(address, format!("https://stg-spl.kcp.co.kr{path}"));
        signed += 1;
    }
    assert_eq!(signed, 3);
}

#[test]
fn what_is_charged_is_named_twice_and_given_once() {
    let (address, body) = sent(&pay_with_batch_key());
    assert_eq!(address, "https://stg-spl.kcp.co.kr/gw/hub/v1/payment");
    for name in ["amount", "card_mny"] {
        assert_eq!(body[name], "1004", "{name}");
    }
    assert_eq!(body["bt_group_id"], "BA0011000348");
    assert_eq!(body.get("kcp_sign_data"), None);
}

#[test]
fn a_group_of_batch_keys_is_asked_for_when_it_is_needed() {
    let builder = Credentials::builder().site_cd("T0000");
    let builder = builder.service_certificate(CERTIFICATE);
    let vectors = json!({ "credentials": { "private_key": { "key_file": vector("kcp_sign_data")["key_file"] } } });
    let credentials = builder.private_key(key(&vectors, "private_key"));
    let client = Client::builder(Environment::Test, credentials.build().unwrap());
    let client = client.unwrap().build_with(Unused);
    assert!(client.core().prepare(&cancel(), None).is_ok());
    let refused = client.core().prepare(&pay_with_batch_key(), None);
    let text = refused.err().unwrap().to_string();
    assert!(text.contains("batch_group_id"), "{text}");
}

/// What an answer to an approval means: the amount, and whether it is paid.
fn approved(
    status: u16,
    answer: &Value,
) -> Result<(u64, bool), kpg::CallError<kpg::kcp::ResultCode>> {
    let answer = HttpAnswer::new(status, answer.to_string());
    Ok(match client().core().interpret(&approve(), &answer)? {
        Completion::Done(paid) => (paid.amount, true),
        Completion::Pending(issued) => (issued.amount, false),
    })
}

#[test]
fn an_approval_is_done_refused_or_unknown() {
    let accepted = json!({ "res_cd": "0000", "res_msg": "정상처리", "pay_method": "PACA", "tno": TRANSACTION, "amount": "1004", "card_cd": "CCKM", "quota": "00" });
    assert_eq!(approved(200, &accepted).unwrap(), (1004, true));
    let mut as_number = accepted.clone();
    as_number["amount"] = json!(1004);
    assert_eq!(approved(200, &as_number).unwrap(), (1004, true));
    let mut by_account = accepted.clone();
    by_account["pay_method"] = json!("PAVC");
    assert_eq!(approved(200, &by_account).unwrap(), (1004, false));
    let mut by_unknown_means = accepted.clone();
    by_unknown_means["pay_method"] = json!("PAXX");
    let mut another_amount = accepted.clone();
    another_amount["amount"] = json!("2004");
    let mut without_number = accepted.clone();
    without_number.as_object_mut().unwrap().remove("tno");
    let code = |code: &str| json!({ "res_cd": code, "res_msg": "m" });
    for (status, answer, outcome) in [
        (200, code("8059"), Outcome::Refused),
        (200, code("CC61"), Outcome::Refused),
        (200, code("CC72"), Outcome::Unknown),
        (200, code("8042"), Outcome::Unknown),
        (200, code("8147"), Outcome::Unknown),
        (200, code("V000"), Outcome::Unknown),
        // No document says what a code means that it does not list.
        (200, code("8888"), Outcome::Unknown),
        (500, code("8059"), Outcome::Refused),
        (500, accepted.clone(), Outcome::Unknown),
        (200, another_amount, Outcome::Unknown),
        (200, by_unknown_means, Outcome::Unknown),
        (200, without_number, Outcome::Unknown),
        (200, json!({}), Outcome::Unknown),
    ] {
        let error = approved(status, &answer).unwrap_err();
        assert_eq!(error.outcome(), outcome, "{status} {answer}: {error}");
    }
}

#[test]
fn of_a_cancel_a_code_refuses_that_is_listed_as_a_refusal() {
    for (code, outcome) in [
        ("8133", Outcome::Refused),
        ("8012", Outcome::Refused),
        // The page of the older module says that every other code refuses; the list has broken exchanges among them.
        ("8888", Outcome::Unknown),
        ("8A11", Outcome::Unknown),
        ("8236", Outcome::Unknown),
        ("3011", Outcome::Unknown),
        // Questions to the vendor.
        ("8003", Outcome::Unknown),
        ("8297", Outcome::Unknown),
        ("8644", Outcome::Unknown),
        ("9204", Outcome::Unknown),
        ("8041", Outcome::Unknown),
        ("CC72", Outcome::Unknown),
        ("8388", Outcome::Unknown),
        ("9999", Outcome::Unknown),
    ] {
        let answer = json!({ "res_cd": code, "res_msg": "m" }).to_string();
        let answer = HttpAnswer::new(200, answer);
        let error = client().core().interpret(&cancel(), &answer).unwrap_err();
        assert_eq!(error.outcome(), outcome, "{code}: {error}");
    }
    let other = json!({ "res_cd": "0000", "res_msg": "m", "tno": "20210719000001" }).to_string();
    let error = client()
        .core()
        .interpret(&cancel(), &HttpAnswer::new(200, other));
    assert!(matches!(error.unwrap_err().kind(), ErrorKind::Mismatch));
}

#[test]
fn what_is_left_is_before_a_cancel_in_the_request_and_after_it_in_the_answer() {
    let (_, body) = sent(&cancel_part());
    assert_eq!(
        (&body["mod_mny"], &body["rem_mny"]),
        (&json!("100"), &json!("1004"))
    );
    let answer = json!({ "res_cd": "0000", "res_msg": "m", "tno": TRANSACTION, "mod_mny": "100", "rem_mny": "904" });
    let answer = HttpAnswer::new(200, answer.to_string());
    let done = client().core().interpret(&cancel_part(), &answer).unwrap();
    assert_eq!(
        (done.cancelled_amount, done.amount_left),
        (Some(100), Some(904))
    );
}

#[test]
fn a_virtual_account_is_believed_with_either_code_and_not_without_an_account() {
    let builder = IssueVirtualAccount::builder()
        .amount(1004)
        .order_number("ORDER1");
    let builder = builder
        .goods_name("생수")
        .bank(kpg::kcp::AccountBank::Shinhan);
    let builder = builder.depositor("홍길동").deposit_by("20261206235959");
    let request = builder.build().unwrap();
    assert_eq!(sent(&request).1["va_mny"], "1004");
    for code in ["0000", "V000"] {
        let mut answer = json!({ "res_cd": code, "res_msg": "m", "tno": TRANSACTION, "account": "T0309000012345" });
        let read = |answer: &Value| {
            let answer = HttpAnswer::new(200, answer.to_string());
            client().core().interpret(&request, &answer)
        };
        assert_eq!(read(&answer).unwrap().account_number, "T0309000012345");
        answer.as_object_mut().unwrap().remove("account");
        assert_eq!(read(&answer).unwrap_err().outcome(), Outcome::Unknown);
    }
}

#[test]
fn the_window_posts_what_a_registration_gave_in_utf_8() {
    let builder = MobileWindow::builder().order_number("ORDER1");
    let builder = builder.method(MobileMethod::Card).goods_name("생수");
    let builder = builder.window_choice(WindowChoice::Card);
    let builder = builder.amount(1004).currency(Currency::Won);
    let builder = builder
        .return_url("https://shop.example.com/return")
        .approval_key("AK1");
    let values = builder.pay_url("https://testsmpay.kcp.co.kr/pay/mobileGW.kcp");
    let form = client().mobile_window(&values.build().unwrap()).unwrap();
    assert_eq!(
        form.url().as_str(),
        "https://testsmpay.kcp.co.kr/pay/jsp/encodingFilter/encodingFilter.jsp"
    );
    let posted = |name: &str| {
        let mut found = form.values().filter(|(given, _)| *given == name);
        found.next().map(|(_, value)| value.to_owned())
    };
    for (name, value) in [
        ("site_cd", "T0000"),
        ("approval_key", "AK1"),
        ("encoding_trans", "UTF-8"),
        ("currency", "410"),
        ("good_name", "생수"),
    ] {
        assert_eq!(posted(name).as_deref(), Some(value), "{name}");
    }
    for secret in ["kcp_cert_info", "kcp_sign_data"] {
        assert_eq!(posted(secret), None);
    }
}

#[test]
fn a_deposit_that_is_taken_back_is_another_notification_than_the_deposit() {
    let body = |kind: &str| {
        format!(
            "site_cd=T0000&tno={TRANSACTION}&order_no=ORDER1&tx_cd=TX00&ipgm_mnyx=1004&noti_id=N1&op_cd={kind}"
        )
    };
    let notice = |kind: &str| {
        let body = body(kind);
        CommonNotice::receive(&credentials(), body.as_bytes()).unwrap()
    };
    let (deposit, taken_back) = (notice("50"), notice("13"));
    assert_eq!(deposit.kind, Some(NoticeKind::Deposit));
    assert_eq!(deposit.deposited_amount, Some(1004));
    assert_ne!(deposit.deposit_kind, Some(DepositKind::TakenBack));
    assert_eq!(taken_back.deposit_kind, Some(DepositKind::TakenBack));
    assert_ne!(deposit.identity(), taken_back.identity());
    assert_eq!(deposit.identity(), notice("50").identity());
    // What happened to the deposit is never guessed.
    let without = format!("tno={TRANSACTION}&tx_cd=TX00&ipgm_mnyx=1004");
    assert!(CommonNotice::receive(&credentials(), without.as_bytes()).is_err());
    assert!(
        CommonNotice::ACKNOWLEDGEMENT
            .body
            .contains(r#"value="0000""#)
    );
}

#[test]
fn a_window_without_encrypted_data_gives_nothing_to_approve() {
    let read = |body: &str| WindowReturned::receive(&credentials(), body.as_bytes());
    let given_up = read("res_cd=3001&res_msg=m").unwrap();
    assert_eq!(given_up.authentication_code, "3001");
    assert!(read("res_cd=0000&res_msg=m&tran_cd=00100000&enc_info=i").is_err());
    let authenticated = read("res_cd=0000&tran_cd=00100000&enc_info=i&enc_data=d").unwrap();
    assert_eq!(authenticated.transaction_code.as_deref(), Some("00100000"));
}
