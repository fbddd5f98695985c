//! What the KG Inicis client believes: virtual accounts that are not paid, detailed codes, what inquiries tell of lost answers,
//! and notifications, as the vendor's pages and lists of codes describe them. What it signs stands in the examples of the spec.

use super::Unused;
use kpg::inicis::{
    ApproveMobile, Client, Credentials, DepositStatus, Environment, InquireV2, MobilePaid,
    NetCancel, PayWithBillingKeyV2, Refund, RefundMethod, RefundV2, Settings,
    VirtualAccountDeposited,
};
use kpg::runtime::{Completion, HttpAnswer, Operation, Standing};
use kpg::{ErrorKind, Outcome};
use serde_json::json;

const TRANSACTION: &str = "StdpayCARDINIpayTest20191128121211123456";

fn credentials() -> Credentials {
    let builder = Credentials::builder().merchant_id("INIpayTest");
    let builder = builder.sign_key("SU5JTElURV9UUklQTEVERVNfS0VZU1RS");
    let builder = builder.iniapi_key("ItEQKi3rY7uvDS8l");
    builder.iniapi_iv("HYb3yQ4f65QL89==").build().unwrap()
}

fn client() -> Client<Unused> {
    let builder = Client::builder(Environment::Test, credentials()).unwrap();
    builder.build_with(Unused)
}

/// What became of a request that is answered so.
fn outcome<O: Operation<Settings = Settings>>(request: &O, body: &str) -> Option<Outcome> {
    let answer = HttpAnswer::new(200, body);
    let read = client().core().interpret(request, &answer);
    read.err().map(|error| error.outcome())
}

fn refund(method: RefundMethod) -> Refund {
    let builder = Refund::builder().method(method).server_ip("192.0.2.10");
    let builder = builder.transaction_id(TRANSACTION).reason("r");
    builder.build().unwrap()
}

fn approve_mobile() -> ApproveMobile {
    let builder = ApproveMobile::builder();
    let builder = builder.approval_url("https://stgmobile.inicis.com/smart/payReq.ini");
    let builder = builder.transaction_id("INIMX_AUTHINIpayTest20191128121211123456");
    builder.order_id("ORDER-0001").amount(1000).build().unwrap()
}

#[test]
fn a_refusal_is_believed_only_with_a_detailed_code_that_a_list_explains() {
    for (method, detail, expected) in [
        // Cancelled before, by each means of payment.
        (RefundMethod::Card, "500626", Outcome::Refused),
        (RefundMethod::VirtualAccount, "504626", Outcome::Refused),
        (RefundMethod::MobilePhone, "512626", Outcome::Refused),
        (RefundMethod::Card, "", Outcome::Refused),
        // Answers that did not arrive, systems and databases that failed, cancels that are under way.
        (RefundMethod::Card, "500054", Outcome::Unknown),
        (RefundMethod::Card, "170110", Outcome::Unknown),
        (RefundMethod::Card, "170904", Outcome::Unknown),
        (RefundMethod::Card, "501940", Outcome::Unknown),
        (RefundMethod::Card, "12J7", Outcome::Unknown),
        (RefundMethod::MobilePhone, "110103", Outcome::Unknown),
        (RefundMethod::MobilePhone, "556005", Outcome::Unknown),
        (RefundMethod::BankTransfer, "160980", Outcome::Unknown),
        (RefundMethod::BankTransfer, "190953", Outcome::Unknown),
        (RefundMethod::VirtualAccount, "504054", Outcome::Unknown),
        // A transfer by I account, whose lists are not read.
        (RefundMethod::BankTransfer, "180599", Outcome::Unknown),
    ] {
        let body = json!({ "resultCode": "01", "resultMsg": "m", "detailResultCode": detail });
        let known = outcome(&refund(method.clone()), &body.to_string());
        assert_eq!(known, Some(expected), "{method:?} {body}");
    }
}

#[test]
fn a_result_code_that_tells_of_a_broken_exchange_is_no_refusal() {
    let by_key = PayWithBillingKeyV2::builder();
    let by_key = by_key
        .method(kpg::inicis::BillingMethod::Card)
        .server_ip("192.0.2.10");
    let by_key = by_key.shop_url("https://shop.example").order_id("O-1");
    let by_key = by_key
        .goods("g")
        .buyer_name("n")
        .buyer_email("b@example.com");
    let by_key = by_key.buyer_phone("01012345678").amount(1000);
    let by_key = by_key.billing_key("k").installment_months("00");
    let by_key = by_key.interest_free("0").build().unwrap();
    for (code, expected) in [
        ("170010", Outcome::Unknown),
        ("500777", Outcome::Unknown),
        ("170003", Outcome::Refused),
        ("120051", Outcome::Refused),
    ] {
        let body = json!({ "resultCode": code, "resultMsg": "m" }).to_string();
        assert_eq!(outcome(&by_key, &body), Some(expected), "{body}");
        let body = json!({ "resultCode": "01", "detailResultCode": code }).to_string();
        assert_eq!(outcome(&by_key, &body), Some(expected), "{body}");
    }
}

#[test]
fn a_mobile_approval_is_no_refusal_where_the_card_company_may_have_executed_it() {
    for (code, expected) in [
        ("1210", Outcome::Unknown),
        ("1255", Outcome::Unknown),
        ("12J7", Outcome::Unknown),
        ("12H7", Outcome::Unknown),
        ("1799", Outcome::Unknown),
        ("1251", Outcome::Refused),
        ("01", Outcome::Refused),
    ] {
        let body = format!("P_STATUS={code}&P_MID=INIpayTest&P_RMESG1=m");
        assert_eq!(outcome(&approve_mobile(), &body), Some(expected), "{body}");
    }
}

#[test]
fn a_virtual_account_without_a_deposit_is_pending() {
    let read = |method: &str| {
        let body = format!(
            "P_STATUS=00&P_TID={TRANSACTION}&P_AMT=1000&P_TYPE={method}&P_MID=INIpayTest&P_OID=ORDER-0001&P_VACT_NUM=27490212345678"
        );
        let answer = HttpAnswer::new(200, body);
        client().core().interpret(&approve_mobile(), &answer)
    };
    assert!(matches!(read("CARD"), Ok(Completion::Done(_))));
    let Ok(Completion::Pending(issued)) = read("VBANK") else {
        panic!("an account that is issued is not paid")
    };
    assert_eq!(issued.account_number.as_deref(), Some("27490212345678"));
    let error = read("NEWER").unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Contradiction));
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[test]
fn what_became_of_a_lost_request_is_what_the_inquiry_says() {
    let ask = InquireV2::builder().server_ip("192.0.2.10");
    let ask = ask.transaction_id(TRANSACTION).build().unwrap();
    for (status, method, refunded, approved) in [
        ("CANCEL", "Card", Standing::Done, Standing::Unknown),
        ("APPROVAL", "Card", Standing::Unknown, Standing::Done),
        // An account that is issued has the same state as one that is paid into.
        ("APPROVAL", "VBank", Standing::Unknown, Standing::Unknown),
        ("PART_CANCEL", "Card", Standing::Unknown, Standing::Unknown),
        ("NEWER", "Card", Standing::Unknown, Standing::Unknown),
    ] {
        let body = json!({
            "resultCode": "SUCCESS", "mid": "INIpayTest", "transactionStatus": status, "paymethod": method,
        });
        let answer = HttpAnswer::new(200, body.to_string());
        let found = client().core().interpret(&ask, &answer).unwrap();
        assert_eq!(RefundV2::standing(&found), refunded, "{status}");
        assert_eq!(NetCancel::standing(&found), refunded, "{status}");
        assert_eq!(ApproveMobile::standing(&found), approved, "{status}");
    }
}

#[test]
fn a_net_cancel_refuses_for_its_signature_alone() {
    let builder = NetCancel::builder().authentication_token("t");
    let request = builder.data_centre("stg").order_id("O-1").build().unwrap();
    for (code, expected) in [
        ("0000", None),
        ("500202", Some(Outcome::Refused)),
        ("500632", Some(Outcome::Refused)),
        ("500054", Some(Outcome::Unknown)),
        ("120051", Some(Outcome::Unknown)),
    ] {
        let body = json!({ "resultCode": code, "resultMsg": "m" }).to_string();
        assert_eq!(outcome(&request, &body), expected, "{code}");
    }
}

/// A notification of the mobile window; the texts are EUC-KR, as python's codec writes them.
fn mobile_paid(status: &str, time: &str) -> MobilePaid {
    let body = format!(
        "P_STATUS={status}&P_TID={TRANSACTION}&P_TYPE=VBANK&P_AUTH_DT={time}&P_MID=INIpayTest&P_OID=ORDER-0001&P_AMT=1000&P_UNAME=%C8%AB%B1%E6%B5%BF&P_FN_NM=%B1%B9%B9%CE%C0%BA%C7%E0"
    );
    MobilePaid::receive(&credentials(), body.as_bytes()).unwrap()
}

#[test]
fn an_account_that_is_issued_is_another_notification_than_its_deposit() {
    let issued = mobile_paid("00", "20191128121213");
    let deposited = mobile_paid("02", "20191128131313");
    assert_eq!(issued.status, DepositStatus::PaidOrIssued);
    assert_eq!(deposited.status, DepositStatus::Deposited);
    assert_ne!(issued.identity(), deposited.identity());
    let again = mobile_paid("02", "20191128131313");
    assert_eq!(deposited.identity(), again.identity());
}

#[test]
fn texts_of_a_notification_are_euc_kr() {
    let notice = mobile_paid("02", "20191128131313");
    assert_eq!(notice.institution_name.as_deref(), Some("국민은행"));
    let name = notice.buyer_name.as_ref();
    assert_eq!(name.map(|name| name.expose().as_str()), Some("홍길동"));
}

#[test]
fn a_time_of_twelve_digits_is_kept_and_read_as_none() {
    let notice = mobile_paid("02", "191128131313");
    assert_eq!(notice.paid_at.as_str(), "191128131313");
    assert_eq!(notice.paid_at.date(), None);
    assert!(mobile_paid("02", "20191128131313").paid_at.date().is_some());
}

#[test]
fn a_deposit_that_is_notified_again_is_the_same() {
    let deposit = |time: &str| {
        let body = format!(
            "no_tid={TRANSACTION}&no_oid=O-1&id_merchant=INIpayTest&dt_trans=20191128&tm_trans={time}&cd_bank=20&no_vacct=27490212345678&amt_input=1000&nm_inputbank=%B1%B9%B9%CE%C0%BA%C7%E0"
        );
        VirtualAccountDeposited::receive(&credentials(), body.as_bytes()).unwrap()
    };
    let first = deposit("121213");
    assert_eq!(first.deposit_bank_name.as_deref(), Some("국민은행"));
    assert_eq!(first.identity(), deposit("121213").identity());
    assert_ne!(first.identity(), deposit("131313").identity());
}
