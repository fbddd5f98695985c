//! A request that breaks a rule cannot exist. Written out for one or two operations of each vendor: what
//! is given, and exactly which violations come of it. `violations_all.rs` breaks every rule of every field.

use crate::support::Bench;
use crate::support::broken::{Built, Case, Labelled, assert_broken, korean, missing};
use kpg::runtime::check::Rule::{Characters, DateTime, Digits, HeaderText, NotZero, Range};
use kpg::{bccard, cookiepay, konaplate, welcome};
use kpg_tests::clients;

const API_ID: Labelled = ("x-bc-txid", "API 트랜잭션 ID");
const AFFILIATE_NUMBER: Labelled = ("AFFI_CO_TRNS_UNIQ_NO", "제휴사거래고유번호");
const APPROVAL: Labelled = ("CARD_CO_AUTH_NO", "원거래 카드사승인번호");
const TIME: Labelled = ("TRNS_ATON", "원거래 거래일시");
const QR: Labelled = ("QR_REFERENCE_ID", "원거래 QR일련번호");

fn bccard(number: &str, approval: &str, time: &str, qr: &str) -> Built {
    let request = bccard::Cancel::builder()
        .affiliate_transaction_id(number)
        .approval_number(approval)
        .original_time(time)
        .qr_reference_id(qr);
    request.build().map(drop)
}

fn bccard_id(id: &str) -> Built {
    let request = bccard::Cancel::builder()
        .affiliate_transaction_id("1")
        .approval_number("1")
        .original_time("20190916105353")
        .qr_reference_id("1")
        .api_transaction_id(id);
    request.build().map(drop)
}

fn bccard_cases() -> Vec<Case> {
    const REAL: &str = "20190916105353";
    let time = DateTime("%Y%m%d%H%M%S", 14);
    let name = "bccard.cancel";
    let all = vec![
        missing(AFFILIATE_NUMBER),
        missing(APPROVAL),
        (TIME, time, "가나"),
        missing(QR),
    ];
    let mut cases = vec![
        (
            name,
            bccard("", "1", REAL, "1"),
            vec![missing(AFFILIATE_NUMBER)],
        ),
        (name, bccard("1", "", REAL, "1"), vec![missing(APPROVAL)]),
        (name, bccard("1", "1", "", "1"), vec![missing(TIME)]),
        (name, bccard("1", "1", REAL, ""), vec![missing(QR)]),
        (name, bccard("", "", "가나", ""), all),
    ];
    // A line end would begin a header of the caller's choice.
    for (wrong, shown) in [
        ("1\r\nX-Evil: 1", "1\\u{d}\\u{a}X-Evil: 1"),
        ("\0", "\\u{0}"),
        ("한글", "한글"),
    ] {
        cases.push((name, bccard_id(wrong), vec![(API_ID, HeaderText, shown)]));
    }
    for wrong in [
        "20230229105353", // no leap year
        "20190931105353", // September has 30 days
        "20190900105353",
        "20191316105353",
        "20190916245353",
        "20190916106053",
        "20190916105360",
        "2019091610535",   // a digit too few
        "201909161053530", // a digit too many
        "2019-09-16 105",
        "２０１９０９１６１０５３５３", // wide digits
        "이천십구년구월십육일오전열시", // as many characters
        " 0190916105353",
        "+0190916105353",
    ] {
        cases.push((
            name,
            bccard("1", "1", wrong, "1"),
            vec![(TIME, time, wrong)],
        ));
    }
    cases
}

const TID: Labelled = ("tid", "PG사 거래 고유번호");
const REASON: Labelled = ("reason", "취소사유");
const AMOUNT: Labelled = ("amount", "취소 요청 금액");
const TOO_MUCH: u64 = 10_000_000_000;

fn cookiepay(tid: &str, reason: &str, amount: u64) -> Built {
    let request = cookiepay::Cancel::builder().transaction_id(tid);
    request
        .reason(reason)
        .cancel_amount(amount)
        .build()
        .map(drop)
}

fn deposit(tid: &str, reason: &str, amount: u64) -> Built {
    let request = cookiepay::DepositThenCancel::builder().transaction_id(tid);
    request
        .reason(reason)
        .cancel_amount(amount)
        .build()
        .map(drop)
}

type Cookiepay = fn(&str, &str, u64) -> Built;

fn cookiepay_cases() -> Vec<Case> {
    let (long, fifty) = (korean(51), Characters(1, 50));
    let both: [(&str, Cookiepay); 2] = [
        ("cookiepay.cancel", cookiepay),
        ("cookiepay.deposit_then_cancel", deposit),
    ];
    let cases = |(name, build): (&'static str, Cookiepay)| {
        let amount = (AMOUNT, Digits(1, 10), "11 digits");
        vec![
            (
                name,
                build(&long, "1", 1),
                vec![(TID, fifty, "51 characters")],
            ),
            (name, build("", "1", 1), vec![missing(TID)]),
            (
                name,
                build("1", &long, 1),
                vec![(REASON, fifty, "51 characters")],
            ),
            (name, build("1", "", 1), vec![missing(REASON)]),
            (name, build("1", "1", TOO_MUCH), vec![amount]),
            (name, build("1", "1", 0), vec![(AMOUNT, NotZero, "0")]),
            (
                name,
                build("", &korean(1_000), u64::MAX),
                vec![
                    missing(TID),
                    (REASON, fifty, "1000 characters"),
                    (AMOUNT, Digits(1, 10), "20 digits"),
                ],
            ),
        ]
    };
    both.into_iter().flat_map(cases).collect()
}

const SEQUENCE: Labelled = ("sequenceId", "관리번호");
const USER: Labelled = ("userId", "회원 ID");
const NUMBER: Labelled = ("nrNumber", "거래 고유 번호");
const ONE_TIME_TOKEN: Labelled = ("oneTimeToken", "일회용 Token");
const DCVV: Labelled = ("dcvv", "DCVV");

fn charge(sequence: usize, user: u64, number: usize, token: usize, dcvv: usize) -> Built {
    let request = konaplate::CancelCharge::builder()
        .sequence_id(korean(sequence))
        .user_id(user)
        .transaction_id(korean(number))
        .one_time_token(korean(token))
        .dcvv(korean(dcvv));
    request.build().map(drop)
}

fn konaplate_cases() -> Vec<Case> {
    let name = "konaplate.cancel_charge";
    let (thirty, sixteen, three) = (Characters(30, 30), Characters(16, 16), Characters(3, 3));
    let users = Range(1, 9_999_999_999_999_999_999);
    vec![
        (
            name,
            charge(31, 1, 50, 16, 3),
            vec![(SEQUENCE, thirty, "31 characters")],
        ),
        (
            name,
            charge(29, 1, 50, 16, 3),
            vec![(SEQUENCE, thirty, "29 characters")],
        ),
        (name, charge(0, 1, 50, 16, 3), vec![missing(SEQUENCE)]),
        (name, charge(30, 0, 50, 16, 3), vec![(USER, users, "0")]),
        (
            name,
            charge(30, 10_000_000_000_000_000_000, 50, 16, 3),
            vec![(USER, users, "10000000000000000000")],
        ),
        (
            name,
            charge(30, 1, 51, 16, 3),
            vec![(NUMBER, Characters(1, 50), "51 characters")],
        ),
        (name, charge(30, 1, 0, 16, 3), vec![missing(NUMBER)]),
        (
            name,
            charge(30, 1, 50, 17, 3),
            vec![(ONE_TIME_TOKEN, sixteen, "17 characters")],
        ),
        (
            name,
            charge(30, 1, 50, 15, 3),
            vec![(ONE_TIME_TOKEN, sixteen, "15 characters")],
        ),
        (name, charge(30, 1, 50, 0, 3), vec![missing(ONE_TIME_TOKEN)]),
        (
            name,
            charge(30, 1, 50, 16, 4),
            vec![(DCVV, three, "4 characters")],
        ),
        (
            name,
            charge(30, 1, 50, 16, 2),
            vec![(DCVV, three, "2 characters")],
        ),
        (name, charge(30, 1, 50, 16, 0), vec![missing(DCVV)]),
        (
            name,
            charge(1, 0, 99, 1, 0),
            vec![
                (SEQUENCE, thirty, "1 character"),
                (USER, users, "0"),
                (NUMBER, Characters(1, 50), "99 characters"),
                (ONE_TIME_TOKEN, sixteen, "1 character"),
                missing(DCVV),
            ],
        ),
    ]
}

const WELCOME_TID: Labelled = ("tid", "거래ID");
const PRICE: Labelled = ("price", "취소 금액");
const AMOUNT_OF_PART: Labelled = ("cancelPrice", "부분 취소 금액");
const TAX: Labelled = ("tax", "부가세");
const TAX_FREE: Labelled = ("taxfree", "비과세");

fn welcome(tid: usize, price: u64) -> Built {
    let request = welcome::Cancel::builder()
        .payment_method(welcome::PaymentMethod::Card)
        .transaction_id(korean(tid))
        .price(price)
        .currency(welcome::Currency::Won);
    request.build().map(drop)
}

fn part(tid: usize, amount: u64, tax: u64, tax_free: u64) -> Built {
    let request = welcome::PartialCancel::builder()
        .payment_method(welcome::PaymentMethod::Card)
        .transaction_id(korean(tid))
        .cancel_amount(amount)
        .remaining_amount(0)
        .currency(welcome::Currency::Won)
        .tax(tax)
        .tax_free(tax_free);
    request.build().map(drop)
}

fn welcome_cases() -> Vec<Case> {
    let (cancel, partial) = ("welcome.cancel", "welcome.partial_cancel");
    let (forty, ten) = (Characters(1, 40), Digits(1, 10));
    vec![
        (
            cancel,
            welcome(41, 1),
            vec![(WELCOME_TID, forty, "41 characters")],
        ),
        (cancel, welcome(0, 1), vec![missing(WELCOME_TID)]),
        (cancel, welcome(40, 0), vec![(PRICE, NotZero, "0")]),
        (
            partial,
            part(40, 0, 0, 0),
            vec![(AMOUNT_OF_PART, NotZero, "0")],
        ),
        (
            partial,
            part(41, 1, 0, 0),
            vec![(WELCOME_TID, forty, "41 characters")],
        ),
        (partial, part(0, 1, 0, 0), vec![missing(WELCOME_TID)]),
        (
            partial,
            part(40, 1, TOO_MUCH, 0),
            vec![(TAX, ten, "11 digits")],
        ),
        (
            partial,
            part(40, 1, 0, TOO_MUCH),
            vec![(TAX_FREE, ten, "11 digits")],
        ),
        (
            partial,
            part(0, 0, u64::MAX, TOO_MUCH),
            vec![
                missing(WELCOME_TID),
                (AMOUNT_OF_PART, NotZero, "0"),
                (TAX, ten, "20 digits"),
                (TAX_FREE, ten, "11 digits"),
            ],
        ),
    ]
}

fn all_cases() -> Vec<Case> {
    let requests = [
        bccard_cases(),
        cookiepay_cases(),
        konaplate_cases(),
        welcome_cases(),
    ];
    requests.into_iter().flatten().collect()
}

#[test]
fn every_broken_rule_is_told_with_its_field_and_what_was_found() {
    all_cases().iter().for_each(assert_broken);
}

/// The same values one character shorter, one digit fewer, one day earlier.
#[test]
fn what_just_fits_is_built() {
    for time in ["20240229000000", "19000101235959", "20190930235959"] {
        bccard(&korean(999), &korean(999), time, &korean(999)).unwrap();
    }
    cookiepay(&korean(50), &korean(50), TOO_MUCH - 1).unwrap();
    cookiepay(&korean(1), &korean(1), 1).unwrap();
    bccard_id(" ~kpg-1").unwrap();
    deposit(&korean(50), &korean(50), TOO_MUCH - 1).unwrap();
    charge(30, 9_999_999_999_999_999_999, 50, 16, 3).unwrap();
    charge(30, 1, 1, 16, 3).unwrap();
    welcome(40, u64::MAX).unwrap();
    part(40, u64::MAX, TOO_MUCH - 1, TOO_MUCH - 1).unwrap();
}

/// Violations come before anything is sent: the sandbox hears of the good request only.
#[tokio::test]
async fn what_breaks_a_rule_is_not_sent() {
    let bench = Bench::new().await;
    for reason in ["", &korean(51), &korean(50)] {
        let built = cookiepay::Cancel::builder()
            .transaction_id("T1")
            .reason(reason)
            .build();
        let Ok(request) = built else { continue };
        bench.clients.cookiepay.cancel(&request).await.unwrap();
    }
    assert_eq!(bench.log("cookiepay", "cancel").len(), 1);
    bench
        .clients
        .welcome
        .cancel(&clients::welcome_cancel().unwrap())
        .await
        .unwrap();
    assert_eq!(
        bench.sandbox.log().len(),
        3,
        "a token, a cancel, and one of another vendor"
    );
}
